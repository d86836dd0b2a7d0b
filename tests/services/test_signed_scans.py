"""Scans of signed papers: counted, kept by hash, refused when they are no scans."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.services.documents import void_document
from govdesk.services.messages import sentence
from govdesk.services.signed_scans import attach_scan, scans_of
from tests.conftest import Street
from tests.services.test_documents import issue, mediated


def pdf_of(pages: int, password: str = "") -> bytes:
    made = pikepdf.new()
    for _page in range(pages):
        made.add_blank_page()
    written = io.BytesIO()
    made.save(written, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return written.getvalue()


def picture(kind: str = "PNG", pages: int = 1) -> bytes:
    written = io.BytesIO()
    sheets = [Image.new("L", (40, 60), 255 - page) for page in range(pages)]
    more = {"save_all": True, "append_images": sheets[1:]} if pages > 1 else {}
    sheets[0].save(written, kind, **more)
    return written.getvalue()


def file_of(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_scan_with_the_same_pages_marks_the_paper_as_signed(street: Street, tmp_path: Path) -> None:
    issued = issue(street, mediated(street))
    scan = file_of(tmp_path, "签字件 一.pdf", pdf_of(issued.pages))
    kept = attach_scan(street.desk, street.seat("mediator"), issued.id, [scan])
    assert (kept.pages, kept.issued_pages) == (issued.pages, issued.pages)
    (row,) = scans_of(street.desk, street.seat("mediator"), issued.id)
    assert (row.name, row.pages, row.reason) == ("签字件 一.pdf", issued.pages, "")
    stored = street.folder / "attachments" / row.sha256[:2] / row.sha256
    assert stored.read_bytes() == scan.read_bytes()


def test_a_picture_for_every_page_is_a_scan_too(street: Street, tmp_path: Path) -> None:
    issued = issue(street, mediated(street))
    paths = [file_of(tmp_path, f"{page}.png", picture()) for page in range(issued.pages)]
    assert attach_scan(street.desk, street.seat("mediator"), issued.id, paths).pages == issued.pages


def test_a_tiff_counts_all_its_pages(street: Street, tmp_path: Path) -> None:
    issued = issue(street, mediated(street))
    tiff = file_of(tmp_path, "a.tif", picture("TIFF", issued.pages + 2))
    with pytest.raises(RuleViolation, match="scan_pages_differ"):
        attach_scan(street.desk, street.seat("mediator"), issued.id, [tiff])


def test_another_page_count_is_told_and_kept_only_with_a_reason(street: Street, tmp_path: Path) -> None:
    issued = issue(street, mediated(street))
    scan = file_of(tmp_path, "a.pdf", pdf_of(issued.pages + 1))
    with pytest.raises(RuleViolation) as told:
        attach_scan(street.desk, street.seat("mediator"), issued.id, [scan])
    assert f"{issued.pages} 页" in sentence(told.value)
    assert scans_of(street.desk, street.seat("mediator"), issued.id) == []
    attach_scan(street.desk, street.seat("mediator"), issued.id, [scan], reason="多扫了一页身份证")
    assert scans_of(street.desk, street.seat("mediator"), issued.id)[0].reason == "多扫了一页身份证"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.pdf", b"", "scan_empty"),
        ("坏.pdf", b"%PDF-1.7 broken", "scan_unreadable"),
        ("信.docx", b"PK\x03\x04 nothing", "scan_unreadable"),
        ("图.png", b"\x89PNG\r\n\x1a\n cut", "scan_unreadable"),
    ],
)
def test_what_is_no_scan_is_refused_by_name(
    street: Street, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    issued = issue(street, mediated(street))
    with pytest.raises(BadInput, match=code) as told:
        attach_scan(street.desk, street.seat("mediator"), issued.id, [file_of(tmp_path, name, content)])
    assert name in sentence(told.value)
    assert scans_of(street.desk, street.seat("mediator"), issued.id) == []


def test_a_locked_scan_is_refused(street: Street, tmp_path: Path) -> None:
    issued = issue(street, mediated(street))
    locked = file_of(tmp_path, "锁.pdf", pdf_of(1, "12345678"))
    with pytest.raises(BadInput, match="scan_locked"):
        attach_scan(street.desk, street.seat("mediator"), issued.id, [locked])


def test_a_scan_that_is_not_there_or_too_large_is_refused_before_it_is_read(street: Street, tmp_path: Path) -> None:
    issued = issue(street, mediated(street))
    with pytest.raises(BadInput, match="attachment_unreadable"):
        attach_scan(street.desk, street.seat("mediator"), issued.id, [tmp_path / "没有.pdf"])
    large = tmp_path / "大.pdf"
    with large.open("wb") as stream:
        stream.truncate(300_000_000)
    with pytest.raises(BadInput, match="attachment_too_large") as told:
        attach_scan(street.desk, street.seat("mediator"), issued.id, [large])
    assert "300" in sentence(told.value)


def test_a_void_paper_takes_no_scan(street: Street, tmp_path: Path) -> None:
    issued = issue(street, mediated(street))
    void_document(street.desk, street.seat("mediator"), issued.id, "写错了")
    with pytest.raises(RuleViolation, match="scan_of_void"):
        attach_scan(street.desk, street.seat("mediator"), issued.id, [file_of(tmp_path, "a.pdf", pdf_of(1))])
