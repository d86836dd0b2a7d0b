"""Onto paper: page after page as 300 dpi pixels, so that the printer puts down what the preview shows."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from govdesk.background.runner import Runner
from govdesk.domain.errors import BadInput
from govdesk.foundation.text import _
from govdesk.services.documents import PageImage, page_count, page_images

PRINT_DPI = 300


def asked_printer(parent: QWidget, title: str, copies: int) -> QPrinter | None:
    """The printer that somebody chose in Qt's dialog; None when they thought better of it.

    Raises BadInput `no_printer` when there is none to choose.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise BadInput("no_printer", {})
    printer = a4_printer(title, copies)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("打印"))
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def a4_printer(title: str, copies: int) -> QPrinter:
    """A4 upright without margins: the paper brings its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCopyCount(copies)
    return printer


class PageFeeder(QObject):
    """Draws one page at a time off the window's thread (35 MB each), then calls `done(copies)` or `failed`."""

    def __init__(
        self,
        printer: QPrinter,
        content: bytes,
        runner: Runner,
        done: Callable[[int], None],
        failed: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._printer, self._content, self._runner = printer, content, runner
        self._done, self._failed = done, failed
        self._painter = QPainter()
        self._copies = printer.copyCount()
        self._by_hand = 1 if printer.supportsMultipleCopies() else self._copies
        self._order: list[int] = []

    def start(self) -> None:
        content = self._content
        self._runner.labour(lambda: page_count(content), self._begin, self._break_off)

    def _begin(self, pages: int) -> None:
        self._order = [page for _copy in range(self._by_hand) for page in range(pages)]
        if not self._painter.begin(self._printer):
            self._failed(BadInput("printer_refused", {"printer": self._printer.printerName()}))
            return
        self._next(first=True)

    def _next(self, first: bool = False) -> None:
        if not self._order:
            self._painter.end()
            self._done(self._copies)
            return
        page, content = self._order.pop(0), self._content
        self._runner.labour(
            lambda: page_images(content, PRINT_DPI, [page])[0], lambda image: self._put(image, first), self._break_off
        )

    def _put(self, image: PageImage, first: bool) -> None:
        if not first and not self._printer.newPage():
            self._break_off(BadInput("printer_refused", {"printer": self._printer.printerName()}))
            return
        sheet = QRectF(self._printer.pageLayout().fullRectPixels(self._printer.resolution()))
        picture = QImage(image.pixels, image.width, image.height, image.width * 4, QImage.Format.Format_RGBX8888)
        self._painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), picture)
        self._next()

    def _break_off(self, error: Exception) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        self._failed(error)
