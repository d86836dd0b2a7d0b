"""One issued paper in the hand: a real PDF printer behind the door of the printing system, real services, no mocks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.background.runner import Runner
from govdesk.services.documents import page_count, reprint
from govdesk.services.printing import print_log
from govdesk.services.signed_scans import scans_of
from govdesk.storage.queries.documents import read_document
from govdesk.ui import theme
from govdesk.ui.widgets.page_printing import BLANK, page_order
from govdesk.ui.widgets.paper_tools import PaperTools
from govdesk.ui.widgets.printers import ready_printer
from tests.conftest import Street
from tests.documents.reading import text_of
from tests.documents.word.reading import words_of
from tests.services.test_documents import issue, mediated
from tests.services.test_signed_scans import pdf_of

LONG = 20_000
ROOM = "调解室打印机"


class PdfPrinters:
    """Printers that write a PDF file; only what the system would tell about them is invented."""

    def __init__(self, folder: Path, names: tuple[str, ...] = (ROOM,), a4: bool = True) -> None:
        self.folder, self.known, self.a4 = folder, list(names), a4
        self.asked = 0
        self.gone_after = 10_000

    def names(self) -> list[str]:
        self.asked += 1
        return list(self.known) if self.asked <= self.gone_after else []

    def default(self) -> str:
        return self.known[0] if self.known else ""

    def takes_a4(self, name: str) -> bool:
        return self.a4

    def prints_both_sides(self, name: str) -> bool:
        return True

    def open(self, name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / "printed.pdf"))
        return printer


class Hand:
    """The tools of one issued agreement, with everything they said."""

    def __init__(self, street: Street, runner: Runner, printers: PdfPrinters, qtbot: QtBot) -> None:
        self.street, self.qtbot = street, qtbot
        self.issued = issue(street, mediated(street))
        self.said: list[str] = []
        self.tools = PaperTools(
            street.desk, lambda: street.seat("mediator"), runner, lambda _changes: None, printers=printers
        )
        self.tools.told.connect(lambda words, _tone: self.said.append(words))
        self.pages: list[bytes] = []
        self.tools.pages_wanted.connect(lambda content: self.pages.append(bytes(content)))
        qtbot.addWidget(self.tools)
        with street.desk.database.reading() as connection:
            row = read_document(connection, self.issued.id)
        self.tools.show_paper(row)
        self.tools.resize(520, 600)
        self.tools.show()
        qtbot.waitUntil(lambda: bool(self.tools.state_text()), timeout=LONG)

    def ask(self) -> None:
        self.tools.print()
        self.qtbot.waitUntil(self.tools.print_pane.isVisible, timeout=LONG)

    def wait_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: any(words in said for said in self.said), timeout=LONG)

    def logged(self) -> int:
        return len(print_log(self.street.desk, self.street.seat("mediator"), self.issued.id))


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    theme.apply(qapp)
    made = Runner()
    yield made
    assert made.shutdown()


@pytest.fixture
def printers(tmp_path: Path) -> PdfPrinters:
    return PdfPrinters(tmp_path)


@pytest.fixture
def hand(street: Street, runner: Runner, printers: PdfPrinters, qtbot: QtBot) -> Callable[[], Hand]:
    return lambda: Hand(street, runner, printers, qtbot)


def test_enter_prints_as_many_copies_as_the_law_asks_for_and_the_log_says_so(
    hand: Callable[[], Hand], tmp_path: Path, qtbot: QtBot
) -> None:
    at = hand()
    at.ask()
    assert at.tools.print_pane.copies.value() == 3
    assert at.pages[-1] == at.issued.content
    with qtbot.waitSignal(at.tools.finished, timeout=LONG):
        QTest.keyClick(at.tools.print_pane, Qt.Key.Key_Return)
    assert page_count((tmp_path / "printed.pdf").read_bytes()) in (at.issued.pages, 3 * at.issued.pages)
    assert at.logged() == 1
    assert "已打印 1 次共 3 份" in at.tools.state_text()
    assert any("第 1 次打印" in line and ROOM in line for line in at.tools.print_pane.log_texts())


def test_what_goes_to_a_reprint_is_marked_and_is_what_the_preview_shows(hand: Callable[[], Hand], qtbot: QtBot) -> None:
    at = hand()
    at.ask()
    with qtbot.waitSignal(at.tools.finished, timeout=LONG):
        at.tools.feed(ROOM, 1)
    assert "第2次打印" in text_of(at.pages[-1])
    assert reprint(at.street.desk, at.street.seat("mediator"), at.issued.id) == at.issued.content


def test_the_seam_line_is_seen_before_it_is_printed(hand: Callable[[], Hand], qtbot: QtBot) -> None:
    at = hand()
    at.ask()
    at.tools.print_pane.seam.setChecked(True)
    qtbot.waitUntil(lambda: "骑缝" in text_of(at.pages[-1]), timeout=LONG)


@pytest.mark.parametrize(
    ("names", "a4", "words"),
    [((), True, "没有安装打印机"), (("小票机",), False, "没有 A4 纸"), (("别的打印机",), True, "找不到了")],
)
def test_a_printer_that_will_not_do_is_told_and_nothing_is_logged(
    street: Street, runner: Runner, qtbot: QtBot, tmp_path: Path, names: tuple[str, ...], a4: bool, words: str
) -> None:
    at = Hand(street, runner, PdfPrinters(tmp_path, names, a4), qtbot)
    at.ask()
    at.tools.feed(ROOM if a4 else names[0], 3)
    at.wait_for(words)
    assert at.logged() == 0


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", "cannot open", "No such file")
def test_a_job_that_is_refused_is_told_and_not_logged(street: Street, runner: Runner, qtbot: QtBot, tmp_path) -> None:
    at = Hand(street, runner, PdfPrinters(tmp_path / "no such folder"), qtbot)
    at.ask()
    at.tools.feed(ROOM, 1)
    at.wait_for("没有接受任务")
    assert at.logged() == 0


def test_a_printer_that_goes_away_in_the_middle_is_told_and_not_logged(
    hand: Callable[[], Hand], printers: PdfPrinters
) -> None:
    at = hand()
    at.ask()
    printers.gone_after = printers.asked + 3
    at.tools.feed(ROOM, 1)
    at.wait_for("找不到了")
    assert at.logged() == 0


def test_on_both_sides_every_copy_begins_on_a_sheet_of_its_own() -> None:
    assert page_order(3, 2, both_sides=True) == [0, 1, 2, BLANK, 0, 1, 2]
    assert page_order(2, 2, both_sides=True) == [0, 1, 0, 1]
    assert page_order(3, 2, both_sides=False) == [0, 1, 2, 0, 1, 2]
    assert page_order(1, 1, both_sides=True) == [0]


def test_a_printer_is_set_to_a4_with_whole_copies(qapp: QApplication, printers: PdfPrinters) -> None:
    printer = ready_printer(printers, ROOM, "协议书", 3, both_sides=True)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert printer.collateCopies()
    assert printer.copyCount() == 3


def test_the_word_file_and_the_pdf_are_saved_whole(hand: Callable[[], Hand], tmp_path: Path, qtbot: QtBot) -> None:
    at = hand()
    with qtbot.waitSignal(at.tools.finished, timeout=LONG):
        at.tools.save_word(tmp_path / "协议 书.docx")
    with qtbot.waitSignal(at.tools.finished, timeout=LONG):
        at.tools.save_pdf(tmp_path / "协议 书.pdf")
    assert "柳林人调字〔2026〕1号" in words_of((tmp_path / "协议 书.docx").read_bytes())
    assert (tmp_path / "协议 书.pdf").read_bytes() == at.issued.content
    at.tools.save_pdf(tmp_path / "没有" / "a.pdf")
    at.wait_for("文件夹不存在")
    assert at.logged() == 2


def test_a_scan_with_other_pages_asks_for_a_reason(hand: Callable[[], Hand], tmp_path: Path, qtbot: QtBot) -> None:
    at = hand()
    scan = tmp_path / "签字件.pdf"
    scan.write_bytes(pdf_of(at.issued.pages + 1))
    at.tools.attach_scan([scan])
    qtbot.waitUntil(at.tools.scan_pane.isVisible, timeout=LONG)
    assert scans_of(at.street.desk, at.street.seat("mediator"), at.issued.id) == []
    with qtbot.waitSignal(at.tools.finished, timeout=LONG):
        at.tools.attach_scan([scan], "多一页身份证复印件")
    assert "已签" in at.tools.state_text()


def test_a_protected_file_needs_a_recipient_and_two_equal_passwords(
    hand: Callable[[], Hand], tmp_path: Path, qtbot: QtBot
) -> None:
    at = hand()
    pane = at.tools.protect_pane
    pane.ask()
    QTest.keyClick(pane, Qt.Key.Key_Return)
    assert "给谁" in pane.fault()
    pane.recipient.setText("区法院")
    pane.purpose.setText("司法确认")
    pane.password.setText("12345678")
    pane.again.setText("12345679")
    QTest.keyClick(pane, Qt.Key.Key_Return)
    assert "不一样" in pane.fault()
    pane.generate()
    password = pane.password.text()
    out = tmp_path / "外发.pdf"
    with qtbot.waitSignal(at.tools.finished, timeout=LONG):
        at.tools.save_protected(out, password, "区法院", "司法确认")
    with pikepdf.Pdf.open(out, password=password) as paper:
        assert len(paper.pages) == at.issued.pages
    assert pane.password.text() == ""


def test_a_void_paper_gives_neither_word_nor_scan_nor_a_file_that_leaves(
    street: Street, runner: Runner, printers: PdfPrinters, qtbot: QtBot
) -> None:
    from govdesk.services.documents import void_document

    at = Hand(street, runner, printers, qtbot)
    void_document(street.desk, street.seat("mediator"), at.issued.id, "写错了")
    with street.desk.database.reading() as connection:
        at.tools.show_paper(read_document(connection, at.issued.id))
    assert not at.tools._do_word.isEnabled()
    assert not at.tools._do_scan.isEnabled()
    assert not at.tools._do_protect.isEnabled()
    at.tools.show_paper(None)
    assert not at.tools.isVisible()
