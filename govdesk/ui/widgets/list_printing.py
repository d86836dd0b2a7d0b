"""A list or a review onto paper: made off the window's thread, then asked for printer and copies."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.background.runner import Runner
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services.documents import page_count
from govdesk.services.messages import sentence
from govdesk.services.printing import PrintJob
from govdesk.ui.widgets.page_printing import PageFeeder
from govdesk.ui.widgets.print_pane import PrintPane
from govdesk.ui.widgets.printers import InstalledPrinters, Printers, ready_printer


class ListPrinting(QWidget):
    """`print(title, make)` opens the pane with the pages that `make` gives; `told(sentence, tone)` says how it went."""

    told = Signal(str, str)
    closed = Signal()

    def __init__(self, runner: Runner, printers: Printers | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._printers: Printers = printers or InstalledPrinters()
        self._job: PrintJob | None = None
        self._feeder: PageFeeder | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.pane = PrintPane(self._printers, of_paper=False)
        self.pane.wanted.connect(self.feed)
        self.pane.closed.connect(self.close_pane)
        column.addWidget(self.pane)
        self.hide()

    def print(self, title: str, make: Callable[[], bytes]) -> None:
        """Make the pages and ask; on the open pane, make them anew."""

        def work() -> PrintJob:
            content = make()
            return PrintJob(0, title, "", content, page_count(content), 1, 1)

        self._runner.labour(work, self._ask, self._complain)

    def feed(self, name: str, copies: int, both_sides: bool = False) -> None:
        """Send the pages to a printer; what failed is said."""
        job = self._job
        if job is None:
            return
        try:
            printer = ready_printer(self._printers, name, job.title, copies, both_sides)
        except GovDeskError as error:
            self._complain(error)
            return
        self.pane.busy(True)
        self._feeder = PageFeeder(
            printer, job.content, self._runner, self._done, self._complain, self, lambda: name in self._printers.names()
        )
        self._feeder.start()

    def close_pane(self) -> None:
        self.hide()
        self.closed.emit()

    def _ask(self, job: PrintJob) -> None:
        self._job = job
        self.pane.busy(False)
        self.show()
        self.pane.ask(job, ())

    def _done(self, copies: int) -> None:
        self.told.emit(_("已送到打印机，共 {copies} 份。").format(copies=copies), "good")
        self.close_pane()

    def _complain(self, error: Exception) -> None:
        self.pane.busy(False)
        if isinstance(error, GovDeskError):
            self.told.emit(sentence(error), "danger")
        else:
            self._runner.unhandled.emit(error)
