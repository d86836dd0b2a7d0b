"""Onto paper: page after page as 300 dpi pixels, so that the printer puts down what the preview shows."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from govdesk.background.runner import Runner
from govdesk.domain.errors import BadInput
from govdesk.foundation.text import _
from govdesk.services.documents import PageImage, page_count, page_images
from govdesk.ui.widgets.printers import PRINT_DPI, InstalledPrinters, set_to_a4

BLANK = -1
"""In the order of pages: a side that stays white, so that the next copy begins on a sheet of its own."""


def asked_printer(parent: QWidget, title: str, copies: int) -> QPrinter | None:
    """The printer that somebody chose in Qt's dialog; None when they thought better of it.

    Raises BadInput `no_printer` when there is none to choose, `printer_without_a4` when the chosen one has no A4.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise BadInput("no_printer", {})
    printer = a4_printer(title, copies)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("打印"))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    name = printer.printerName()
    if name and not InstalledPrinters().takes_a4(name):
        raise BadInput("printer_without_a4", {"printer": name})
    return printer


def a4_printer(title: str, copies: int) -> QPrinter:
    """The usual printer, A4 upright without margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_to_a4(printer, title, copies)
    return printer


def page_order(pages: int, copies: int, both_sides: bool) -> list[int]:
    """Whole copies one after another; printed on both sides, an odd copy ends with a white side."""
    copy = list(range(pages))
    if both_sides and pages % 2 and copies > 1:
        copy.append(BLANK)
    order = copy * copies
    return order[:-1] if order and order[-1] == BLANK else order


class PageFeeder(QObject):
    """Draws one page at a time off the window's thread (35 MB each), then calls `done(copies)` or `failed`.

    `there` says whether the printer is still known; asked before every page.
    """

    def __init__(
        self,
        printer: QPrinter,
        content: bytes,
        runner: Runner,
        done: Callable[[int], None],
        failed: Callable[[Exception], None],
        parent: QObject | None = None,
        there: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._printer, self._content, self._runner = printer, content, runner
        self._done, self._failed, self._there = done, failed, there
        self._painter = QPainter()
        self._copies = printer.copyCount()
        self._by_hand = 1 if printer.supportsMultipleCopies() else self._copies
        self._order: list[int] = []
        self._fed = 0

    def start(self) -> None:
        content = self._content
        self._runner.labour(lambda: page_count(content), self._begin, self._break_off)

    def _begin(self, pages: int) -> None:
        both_sides = self._printer.duplex() != QPrinter.DuplexMode.DuplexNone
        self._order = page_order(pages, self._by_hand, both_sides)
        if not self._there():
            self._break_off(self._gone())
        elif not self._painter.begin(self._printer):
            self._failed(BadInput("printer_refused", {"printer": self._printer.printerName()}))
        else:
            self._next()

    def _next(self) -> None:
        if not self._there():
            self._break_off(self._gone())
            return
        if not self._order:
            self._finish()
            return
        page, content = self._order.pop(0), self._content
        if page == BLANK:
            self._turn_page()
            return
        self._runner.labour(lambda: page_images(content, PRINT_DPI, [page])[0], self._put, self._break_off)

    def _turn_page(self) -> None:
        if not self._printer.newPage():
            self._break_off(self._broken())
            return
        self._fed += 1
        self._next()

    def _put(self, image: PageImage) -> None:
        if self._fed and not self._printer.newPage():
            self._break_off(self._broken())
            return
        sheet = QRectF(self._printer.pageLayout().fullRectPixels(self._printer.resolution()))
        picture = QImage(image.pixels, image.width, image.height, image.width * 4, QImage.Format.Format_RGBX8888)
        self._painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), picture)
        self._fed += 1
        self._next()

    def _finish(self) -> None:
        """Done only when the printing system took the job to its end."""
        ended = self._painter.end()
        if not ended or self._printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            self._failed(self._broken())
            return
        self._done(self._copies)

    def _gone(self) -> BadInput:
        return BadInput("printer_gone", {"printer": self._printer.printerName()})

    def _broken(self) -> BadInput:
        return BadInput("printer_broke_off", {"printer": self._printer.printerName(), "page": self._fed})

    def _break_off(self, error: Exception) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        self._failed(error)
