"""文书台账 in the window: every paper of the period, found by kind, state, words; opened; taken out with its mark."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from govdesk.services.documents import void_document
from govdesk.services.printing import printed
from govdesk.ui.widgets.list_printing import ListPrinting
from tests.documents.reading import text_of
from tests.services.test_documents import issue, mediated
from tests.ui.widgets.test_paper_tools import ROOM, PdfPrinters

FIRST, SECOND, SLIP = "柳林人调字〔2026〕1号", "柳林人调字〔2026〕2号", "柳综治交〔2026〕1号"


@pytest.fixture
def ledger_street(street):
    """Two agreements, the second one void, and an assignment slip that was printed."""
    case_id = mediated(street)
    issue(street, case_id)
    void = issue(street, mediated(street))
    void_document(street.desk, street.seat("mediator"), void.id, "写错了")
    slip = issue(street, case_id, "assignment", "operator", instruction="七日内核实")
    printed(street.desk, street.seat("operator"), slip.id, 2, "打印机")
    return street, {"case": case_id, "slip": slip.id}


def ledger(window, settle):
    screen = window.show_screen("ledger")
    settle(window)
    return screen


def numbers(screen) -> list[str]:
    model = screen.table.board
    return [model.row(at).number for at in range(model.rowCount())]


def choose(box, code: str) -> None:
    box.setCurrentIndex(box.findData(code))


def test_every_paper_of_the_year_stands_there_and_the_counts_are_true(ledger_street, make_window, settle) -> None:
    street, _ids = ledger_street
    screen = ledger(make_window(street), settle)
    assert numbers(screen) == [SLIP, FIRST, SECOND]
    assert "共 3 份：有效 2，作废 1，空号 0" in screen._counts.text()
    assert "未打印 1，无签字件 2" in screen._counts.text()


def test_kind_state_and_words_choose_and_one_key_brings_all_back(ledger_street, make_window, settle) -> None:
    street, _ids = ledger_street
    window = make_window(street)
    screen = ledger(window, settle)
    choose(screen.filters.kind, "agreement")
    assert numbers(screen) == [FIRST, SECOND]
    choose(screen.filters.state, "void")
    assert numbers(screen) == [SECOND]
    assert "共 1 份：有效 0，作废 1" in screen._counts.text()
    QTest.keyClick(screen.table, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ShiftModifier)
    assert len(numbers(screen)) == 3
    QTest.keyClick(screen.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), street.file(2).case.number)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert numbers(screen) == [SECOND]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert screen.table.hasFocus()


def test_a_period_without_papers_says_so_and_offers_no_export(ledger_street, make_window, settle) -> None:
    street, _ids = ledger_street
    window = make_window(street)
    screen = ledger(window, settle)
    choose(screen.filters.period, "last_month")
    settle(window)
    assert screen._stack.currentWidget() is screen._empty
    assert not screen._do_export.isEnabled()
    choose(screen.filters.period, "this_month")
    settle(window)
    assert len(numbers(screen)) == 3


def test_days_of_ones_own_are_read_and_a_backward_period_is_said(ledger_street, make_window, settle) -> None:
    street, _ids = ledger_street
    window = make_window(street)
    screen = ledger(window, settle)
    said = []
    window.place.notice.connect(lambda words, _tone: said.append(words))
    for field, day in ((screen.filters.begin, "2026-12-01"), (screen.filters.end, "2026-11-30")):
        field.line.setText(day)
    assert screen.filters.period.currentData() == ""
    screen.filters.end.line.editingFinished.emit()
    settle(window)
    assert "颠倒" in said[-1]
    screen.filters.begin.line.setText("2026-11-18")
    screen.filters.begin.line.editingFinished.emit()
    settle(window)
    assert len(numbers(screen)) == 3


def test_enter_opens_the_paper_on_the_screen_of_papers(ledger_street, make_window, settle) -> None:
    street, ids = ledger_street
    window = make_window(street)
    screen = ledger(window, settle)
    assert screen.table.hasFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle(window, 500)
    papers = window.screen_of("papers")
    assert window.stack.currentWidget() is papers
    assert papers.chosen is not None and papers.chosen.id == ids["slip"]


def test_what_is_listed_is_taken_out_with_its_mark(ledger_street, make_window, settle, tmp_path: Path) -> None:
    street, _ids = ledger_street
    window = make_window(street)
    screen = ledger(window, settle)
    choose(screen.filters.kind, "agreement")
    screen.export_to(tmp_path / "台账.xlsx")
    settle(window)
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").active
    assert "操作员" in sheet["A1"].value
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == [FIRST, SECOND]


def test_a_new_paper_comes_into_the_list_by_itself(ledger_street, make_window, settle) -> None:
    street, _ids = ledger_street
    window = make_window(street)
    screen = ledger(window, settle)
    issued = issue(street, mediated(street))
    window.place.committed(issued.changes)
    settle(window, 500)
    assert issued.number in numbers(screen)


def test_the_pages_that_are_printed_bear_the_mark(ledger_street, make_window, settle, qtbot, tmp_path: Path) -> None:
    street, _ids = ledger_street
    window = make_window(street)
    screen = ledger(window, settle)
    screen.print()
    qtbot.waitUntil(screen.printing.isVisible, timeout=20_000)
    job = screen.printing._job
    assert "操作员" in text_of(job.content)
    at = ListPrinting(window.place.runner, PdfPrinters(tmp_path))
    qtbot.addWidget(at)
    told = []
    at.told.connect(lambda words, tone: told.append((words, tone)))
    at.print(job.title, lambda: job.content)
    qtbot.waitUntil(at.isVisible, timeout=20_000)
    at.feed(ROOM, 1)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[-1][1] == "good"
    assert (tmp_path / "printed.pdf").stat().st_size > 1_000


def test_a_missing_printer_is_said(street, make_window, qtbot, tmp_path: Path) -> None:
    window = make_window(street)
    at = ListPrinting(window.place.runner, PdfPrinters(tmp_path, ()))
    qtbot.addWidget(at)
    told = []
    at.told.connect(lambda words, tone: told.append((words, tone)))
    from govdesk.services.paper_ledger import ledger_pages, paper_ledger

    actor = street.seat("operator")
    day = street.clock.now().date()
    at.print("文书台账", lambda: ledger_pages(street.desk, actor, paper_ledger(street.desk, actor, day, day)))
    qtbot.waitUntil(at.isVisible, timeout=20_000)
    at.feed("", 1)
    assert told[-1][1] == "danger"
