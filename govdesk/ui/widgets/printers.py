"""The printers of this computer, behind a small door so that a test can hand over one that writes a file."""

from typing import Protocol

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from govdesk.domain.errors import BadInput

PRINT_DPI = 300


class Printers(Protocol):
    """What is asked of the printing system."""

    def names(self) -> list[str]: ...

    def default(self) -> str:
        """The name of the printer the user set as usual; "" when there is none."""
        ...

    def takes_a4(self, name: str) -> bool: ...

    def prints_both_sides(self, name: str) -> bool: ...

    def open(self, name: str) -> QPrinter: ...


class InstalledPrinters:
    """Those of the operating system."""

    def names(self) -> list[str]:
        return list(QPrinterInfo.availablePrinterNames())

    def default(self) -> str:
        return str(QPrinterInfo.defaultPrinterName())

    def takes_a4(self, name: str) -> bool:
        """A driver that names no sizes takes what it is given."""
        sizes = QPrinterInfo.printerInfo(name).supportedPageSizes()
        return not sizes or any(size.id() == QPageSize.PageSizeId.A4 for size in sizes)

    def prints_both_sides(self, name: str) -> bool:
        modes = QPrinterInfo.printerInfo(name).supportedDuplexModes()
        return any(mode != QPrinter.DuplexMode.DuplexNone for mode in modes)

    def open(self, name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        return printer


def ready_printer(printers: Printers, name: str, title: str, copies: int, both_sides: bool = False) -> QPrinter:
    """A printer set to A4 upright without margins (the paper brings its own), whole copies one after another.

    Raises BadInput `no_printer`, `printer_gone`, `printer_without_a4`.
    """
    known = printers.names()
    if not known:
        raise BadInput("no_printer", {})
    if name not in known:
        raise BadInput("printer_gone", {"printer": name})
    if not printers.takes_a4(name):
        raise BadInput("printer_without_a4", {"printer": name})
    printer = printers.open(name)
    set_to_a4(printer, title, copies)
    duplex = QPrinter.DuplexMode.DuplexLongSide if both_sides else QPrinter.DuplexMode.DuplexNone
    printer.setDuplex(duplex)
    return printer


def set_to_a4(printer: QPrinter, title: str, copies: int) -> None:
    printer.setResolution(PRINT_DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCollateCopies(True)
    printer.setCopyCount(copies)
