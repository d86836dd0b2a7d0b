"""Attachments on A4: pictures upright and untouched where they fit, scans page by page, lies and damage named."""

import io

import pikepdf
import pytest
from PIL import Image

from govdesk.documents.attachment_pages import OTHER, PHOTO, SCAN, photo_pages, scan_pages, sort_of
from govdesk.documents.typesetting.sheet import A4
from govdesk.domain.errors import BadInput


def picture(size: tuple[int, int] = (300, 200), form: str = "JPEG", mode: str = "RGB", turn: int = 1) -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turn
    Image.new(mode, size).save(buffer, form, **({"exif": exif} if turn != 1 else {}))
    return buffer.getvalue()


def scanned(*sizes: tuple[float, float], turn: int = 0) -> bytes:
    made = pikepdf.new()
    for size in sizes:
        page = made.add_blank_page(page_size=size)
        page.Rotate = turn
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def sizes_of(content: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(content)) as made:
        return [(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in made.pages]


def image_of(content: bytes) -> pikepdf.Object:
    with pikepdf.open(io.BytesIO(content)) as made:
        image = made.pages[0].Resources.XObject.Im0
        return int(image.Width), int(image.Height), image.read_raw_bytes()


def test_what_a_file_is_shows_in_its_content() -> None:
    assert sort_of("a.jpg", picture()) == PHOTO
    assert sort_of("a.pdf", scanned(A4)) == SCAN
    assert sort_of("录音.m4a", b"\x00\x00\x00 ftyp") == OTHER
    assert sort_of("照片.pdf", picture()) == PHOTO


def test_a_name_that_lies_is_refused() -> None:
    with pytest.raises(BadInput, match="attachment_not_what_it_says"):
        sort_of("假.pdf", b"words")


def test_a_jpeg_that_fits_goes_in_unchanged() -> None:
    original = picture()
    assert image_of(photo_pages("a.jpg", original))[2] == original


def test_a_picture_held_upright_is_turned() -> None:
    width, height, _jpeg = image_of(photo_pages("a.jpg", picture((300, 200), turn=6)))
    assert (width, height) == (200, 300)


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("TIFF", "1"), ("BMP", "RGB"), ("WEBP", "RGB")]
)
def test_every_common_sort_of_picture_becomes_a_page(form: str, mode: str) -> None:
    assert sizes_of(photo_pages("a", picture(form=form, mode=mode))) == [(595, 842)]


def test_a_huge_photograph_is_made_smaller() -> None:
    width, height, _jpeg = image_of(photo_pages("a.jpg", picture((6000, 4000))))
    assert max(width, height) <= 3400


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_every_scanned_page_is_an_a4_page(turn: int) -> None:
    made = scan_pages("a.pdf", scanned((595, 842), (842, 1191), (1191, 842), (300, 200), turn=turn))
    assert sizes_of(made) == [(595, 842)] * 4


@pytest.mark.parametrize("content", [picture()[:200], b"\xff\xd8\xff"])
def test_a_torn_picture_is_named(content: bytes) -> None:
    with pytest.raises(BadInput, match="attachment_damaged"):
        photo_pages("断.jpg", content)


def test_a_torn_pdf_and_a_locked_one_are_named() -> None:
    with pytest.raises(BadInput, match="attachment_damaged"):
        scan_pages("断.pdf", scanned(A4)[:150])
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(scanned(A4))) as made:
        made.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(BadInput, match="attachment_encrypted"):
        scan_pages("密.pdf", buffer.getvalue())
