"""文书台账: every paper of a period with its state, gaps of the number book, and a mark of who took the list out."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import update

from govdesk.domain.errors import BadInput
from govdesk.services.documents import void_document
from govdesk.services.messages import sentence
from govdesk.services.paper_ledger import export_ledger, paper_ledger
from govdesk.services.printing import printed
from govdesk.services.signed_scans import attach_scan
from govdesk.storage import tables
from tests.conftest import Street
from tests.documents.reading import text_of
from tests.services.test_documents import issue, mediated
from tests.services.test_signed_scans import file_of, pdf_of

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def test_the_ledger_tells_prints_scans_and_what_is_void(street: Street, tmp_path: Path) -> None:
    signed, void = issue(street, mediated(street)), issue(street, mediated(street))
    printed(street.desk, street.seat("mediator"), signed.id, 3, "打印机")
    scan = file_of(tmp_path, "a.pdf", pdf_of(signed.pages))
    attach_scan(street.desk, street.seat("mediator"), signed.id, [scan])
    void_document(street.desk, street.seat("mediator"), void.id, "写错了")
    ledger = paper_ledger(street.desk, street.seat("operator"), *NOVEMBER)
    told = [(line.number, line.state, line.printed, line.signed) for line in ledger.lines]
    assert told == [
        ("柳林人调字〔2026〕1号", "有效", "1 次 3 份", "已签 1 件"),
        ("柳林人调字〔2026〕2号", "作废", "未打印", ""),
    ]
    assert ledger.missing == ()
    assert ledger.unsigned == ()


def test_a_paper_without_its_scan_is_on_the_list_of_those(street: Street) -> None:
    issued = issue(street, mediated(street))
    ledger = paper_ledger(street.desk, street.seat("operator"), *NOVEMBER)
    assert [line.document_id for line in ledger.unsigned] == [issued.id]


def test_a_gap_of_the_number_book_is_shown(street: Street) -> None:
    issue(street, mediated(street))
    later = issue(street, mediated(street))
    with street.desk.database.writing() as connection:
        values = {"sequence": 4, "number": "柳林人调字〔2026〕4号"}
        connection.execute(update(tables.document).where(tables.document.c.id == later.id).values(**values))
        connection.commit()
    ledger = paper_ledger(street.desk, street.seat("operator"), *NOVEMBER)
    assert ledger.missing == ("柳林人调字〔2026〕2号", "柳林人调字〔2026〕3号")
    assert [line.state for line in ledger.lines] == ["有效", "空号", "空号", "有效"]


def test_papers_of_other_days_and_of_other_bodies_stay_out(street: Street) -> None:
    issue(street, mediated(street))
    assert paper_ledger(street.desk, street.seat("operator"), date(2026, 12, 1), date(2026, 12, 31)).lines == ()
    stranger = next(row for row in street.desk.body_rows.values() if row.name != "柳林村人民调解委员会")
    assert paper_ledger(street.desk, street.seat(stranger.code), *NOVEMBER).lines == ()


def test_a_period_that_runs_backwards_is_refused(street: Street) -> None:
    with pytest.raises(BadInput, match="period_backwards"):
        paper_ledger(street.desk, street.seat("operator"), date(2026, 12, 1), date(2026, 11, 1))


def test_the_workbook_says_who_took_it_out_on_screen_and_on_paper(street: Street, tmp_path: Path) -> None:
    issue(street, mediated(street))
    path = tmp_path / "十一月 台账.xlsx"
    export_ledger(
        street.desk, street.seat("operator"), paper_ledger(street.desk, street.seat("operator"), *NOVEMBER), path
    )
    sheet = openpyxl.load_workbook(path).active
    assert sheet["A1"].value == "操作员　2026-11-18 09:20 导出　内部资料"
    assert "操作员" in sheet.oddHeader.right.text
    assert "操作员" in sheet.oddFooter.left.text
    assert sheet["A4"].value == "柳林人调字〔2026〕1号"


def test_the_pdf_bears_the_mark_and_a_paper_for_the_parties_never(street: Street, tmp_path: Path) -> None:
    issued = issue(street, mediated(street))
    path = tmp_path / "台账.pdf"
    export_ledger(
        street.desk, street.seat("operator"), paper_ledger(street.desk, street.seat("operator"), *NOVEMBER), path
    )
    text = text_of(path.read_bytes())
    assert text.count("导出内部资料") > 5
    assert "柳林人调字〔2026〕1号" in text
    assert "导出" not in text_of(issued.content)
    assert "内部资料" not in text_of(issued.content)


def test_another_ending_is_refused_and_nothing_is_written(street: Street, tmp_path: Path) -> None:
    ledger = paper_ledger(street.desk, street.seat("operator"), *NOVEMBER)
    with pytest.raises(BadInput, match="ledger_ending") as told:
        export_ledger(street.desk, street.seat("operator"), ledger, tmp_path / "a.txt")
    assert ".xlsx" in sentence(told.value)
    assert list(tmp_path.glob("*.txt")) == []
