"""What is done with an issued paper: printed, saved, given as Word, its signed scan hung on, sent out locked."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from govdesk.background.runner import Runner
from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services import documents, leaving, printing, signed_scans, word_copies
from govdesk.services.documents import DocumentRow
from govdesk.services.messages import sentence
from govdesk.services.printing import Printing, PrintJob
from govdesk.services.saving import fitting_name, save_whole
from govdesk.services.signed_scans import ScanKept, ScanRow
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.page_printing import PageFeeder
from govdesk.ui.widgets.print_pane import PrintPane
from govdesk.ui.widgets.printers import InstalledPrinters, Printers, ready_printer
from govdesk.ui.widgets.protect_pane import ProtectPane

if TYPE_CHECKING:
    from govdesk.services.desk import Desk

VOLUME = "dossier"  # bound from finished pages: it has no Word file
SCAN_KINDS = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp"
Kept = tuple[PrintJob, list[Printing], list[ScanRow]]


class PaperTools(QWidget):
    """Shows itself for an issued paper only. `pages_wanted(bytes)`: what the preview should show, page by page."""

    pages_wanted = Signal(bytes)
    told = Signal(str, str)  # sentence, tone
    finished = Signal()  # one of the deeds is done and the log was read again

    def __init__(
        self,
        desk: "Desk",
        actor: Callable[[], Actor],
        runner: Runner,
        publish: Callable[[Changes], None],
        printers: Printers | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._runner, self._publish = desk, actor, runner, publish
        self._printers: Printers = printers or InstalledPrinters()
        self._paper: DocumentRow | None = None
        self._job: PrintJob | None = None
        self._log: list[Printing] = []
        self._feeder: PageFeeder | None = None
        self._scans: list[Path] = []
        self._build()
        self.show_paper(None)

    def show_paper(self, paper: DocumentRow | None) -> None:
        """The tools of this paper; None hides them."""
        self._paper, self._job = paper, None
        for pane in (self.print_pane, self.protect_pane, self.scan_pane):
            pane.hide()
        self.setVisible(paper is not None)
        if paper is not None:
            in_force = paper.state == "issued"
            for each in (self._do_word, self._do_scan, self._do_protect):
                each.setEnabled(in_force)
            self._do_word.setVisible(paper.kind != VOLUME)
            self._load(self._show_state)

    def print(self) -> None:
        """Open the pane with the copies of the law set; on the open pane, print."""
        if self._paper is None:
            return
        if self.print_pane.isVisible():
            self.print_pane.wanted.emit(
                self.print_pane.printer.currentText(),
                self.print_pane.copies.value(),
                self.print_pane.both_sides.isChecked(),
            )
            return
        self._load(self._ask_print)

    def close_panes(self) -> bool:
        """Put away the question that is open; False when none was."""
        if self.print_pane.isVisible():
            self._close_print()
            return True
        open_ones = [pane for pane in (self.protect_pane, self.scan_pane) if pane.isVisible()]
        for pane in open_ones:
            pane.hide()
        return bool(open_ones)

    def use_printers(self, printers: Printers) -> None:
        """Another door to the printing system, a PDF file for instance."""
        self._printers = printers
        self.print_pane.use_printers(printers)

    def take_focus(self) -> None:
        self._do_print.setFocus(Qt.FocusReason.OtherFocusReason)

    def feed(self, name: str, copies: int, both_sides: bool = False) -> None:
        """Send the paper to a printer; what failed is said and nothing is written into the log."""
        job = self._job
        if job is None:
            return
        try:
            printer = ready_printer(self._printers, name, job.title, copies, both_sides)
        except GovDeskError as error:
            self._complain(error)
            return
        self.print_pane.busy(True)
        self.told.emit(_("正在打印……"), "accent")

        def there() -> bool:
            return name in self._printers.names()

        def done(copies: int) -> None:
            self._was_printed(job, copies, name)

        self._feeder = PageFeeder(printer, job.content, self._runner, done, self._not_printed, self, there)
        self._feeder.start()

    def save_word(self, path: Path) -> None:
        """The paper for Word, from its frozen values."""
        paper, desk, actor = self._paper, self._desk, self._actor()
        if paper is not None:
            self._write(lambda: save_whole(path, word_copies.word_copy(desk, actor, paper.id)), path)

    def save_pdf(self, path: Path) -> None:
        """The very bytes that were issued."""
        paper, desk, actor = self._paper, self._desk, self._actor()
        if paper is None:
            return

        def work() -> Changes:
            save_whole(path, documents.reprint(desk, actor, paper.id))
            return documents.note_printing(desk, actor, paper.id, 1, "file")

        self._write(work, path)

    def save_protected(self, path: Path, password: str, recipient: str, purpose: str) -> None:
        paper, desk, actor = self._paper, self._desk, self._actor()
        if paper is None:
            return

        def work() -> Changes:
            left = leaving.protect_document(desk, actor, paper.id, password, recipient, purpose)
            save_whole(path, left.content)
            return left.changes

        self.protect_pane.hide()
        self._write(work, path)

    def attach_scan(self, paths: Sequence[Path], reason: str = "") -> None:
        """Hang the signed paper on; when its pages differ, the pane asks for a reason."""
        paper, desk, actor = self._paper, self._desk, self._actor()
        if paper is None:
            return
        self._scans = list(paths)
        self._runner.write(
            lambda: signed_scans.attach_scan(desk, actor, paper.id, paths, reason), self._was_attached, self._no_scan
        )

    # -- build

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        self._state = label("", "small", wrap=True)
        self._do_print = KeyButton(_("打印"), "Ctrl P", "", "printer")
        self._do_save = button(_("另存 PDF"), "", "download")
        self._do_word = button(_("导出 Word"), "", "file-down")
        self._do_scan = button(_("挂签字件"), "", "paperclip")
        self._do_protect = button(_("加密外发"), "", "lock")
        self._do_print.clicked.connect(self.print)
        self._do_save.clicked.connect(lambda: self._ask_target(_("另存 PDF"), ".pdf", self.save_pdf))
        self._do_word.clicked.connect(lambda: self._ask_target(_("导出 Word"), ".docx", self.save_word))
        self._do_scan.clicked.connect(self._ask_scan)
        self._do_protect.clicked.connect(self._ask_protect)
        row = QWidget()
        flow = FlowLayout(row)
        for each in (self._do_print, self._do_save, self._do_word, self._do_scan, self._do_protect):
            flow.addWidget(each)
        self.print_pane = PrintPane(self._printers)
        self.print_pane.wanted.connect(self.feed)
        self.print_pane.look_changed.connect(self._look_again)
        self.print_pane.closed.connect(self._close_print)
        self.protect_pane = ProtectPane()
        self.protect_pane.wanted.connect(self._ask_protected_target)
        self.protect_pane.closed.connect(self.protect_pane.hide)
        self.scan_pane = self._reason_pane()
        for widget in (row, self._state, self.print_pane, self.protect_pane, self.scan_pane):
            column.addWidget(widget)

    def _reason_pane(self) -> QFrame:
        pane = QFrame()
        pane.setProperty("box", "warning")
        column = QVBoxLayout(pane)
        self._scan_words = label("", wrap=True)
        self._scan_reason = QLineEdit()
        self._scan_reason.setAccessibleName(_("保留的原因"))
        self._scan_reason.setPlaceholderText(_("保留的原因，如：背面空白页没有扫"))
        row = QHBoxLayout()
        keep, drop = button(_("仍然保留"), "primary"), button(_("重新选择"))
        keep.clicked.connect(self._keep_scan)
        drop.clicked.connect(pane.hide)
        for each in (keep, drop):
            row.addWidget(each)
        row.addStretch(1)
        column.addWidget(self._scan_words)
        column.addWidget(self._scan_reason)
        column.addLayout(row)
        return pane

    # -- load and show

    def _load(self, then: Callable[[Kept], None], seam: bool = False) -> None:
        paper, desk, actor = self._paper, self._desk, self._actor()
        if paper is None:
            return

        def work() -> Kept:
            job = printing.print_job(desk, actor, paper.id, seam)
            return job, printing.print_log(desk, actor, paper.id), signed_scans.scans_of(desk, actor, paper.id)

        def take(kept: Kept) -> None:
            if self._paper is not None and self._paper.id == paper.id:
                self._job, self._log = kept[0], kept[1]
                then(kept)

        self._runner.read(work, take, self._complain)

    def _show_state(self, kept: Kept) -> None:
        """How often it was printed and whether the signed paper is back, in one line."""
        job, log, scans = kept
        times = job.ordinal - 1
        copies = sum(line.copies for line in log if line.ordinal)
        words = [_("已打印 {times} 次共 {copies} 份").format(times=times, copies=copies) if times else _("还没有打印")]
        pages = sum(scan.pages for scan in scans)
        words.append(_("已签：签字件 {pages} 页").format(pages=pages) if scans else _("还没有签字件"))
        self._state.setText("　".join(words))

    def state_text(self) -> str:
        return self._state.text()

    def _ask_print(self, kept: Kept) -> None:
        job, log, _scans = kept
        self.protect_pane.hide()
        self.print_pane.busy(False)
        self.print_pane.ask(job, log)
        self.pages_wanted.emit(job.content)

    def _look_again(self, seam: bool) -> None:
        self._load(lambda kept: self.pages_wanted.emit(kept[0].content), seam)

    def _close_print(self) -> None:
        self.print_pane.hide()
        paper, desk, actor = self._paper, self._desk, self._actor()
        if paper is not None:
            self._runner.read(lambda: documents.reprint(desk, actor, paper.id), self.pages_wanted.emit, self._complain)

    # -- act

    def _was_printed(self, job: PrintJob, copies: int, printer: str) -> None:
        desk, actor = self._desk, self._actor()
        self.print_pane.busy(False)
        self.told.emit(_("已送到打印机，共 {copies} 份。").format(copies=copies), "good")
        self._runner.write(
            lambda: printing.printed(desk, actor, job.document_id, copies, printer), self._done, self._complain
        )

    def _not_printed(self, error: Exception) -> None:
        self.print_pane.busy(False)
        self._complain(error)

    def _write(self, work: Callable[[], object], path: Path) -> None:
        def done(answer: object) -> None:
            self.told.emit(_("已存为「{name}」。").format(name=path.name), "good")
            self._done(answer)

        self._runner.write(work, done, self._complain)

    def _done(self, answer: object) -> None:
        if isinstance(answer, Changes):
            self._publish(answer)
        self._load(self._show_done)

    def _show_done(self, kept: Kept) -> None:
        self._show_state(kept)
        if self.print_pane.isVisible():
            self.print_pane.ask(kept[0], kept[1])
            self.pages_wanted.emit(kept[0].content)
        self.finished.emit()

    def _was_attached(self, kept: ScanKept) -> None:
        self.scan_pane.hide()
        self.told.emit(_("签字件已挂上，共 {pages} 页。").format(pages=kept.pages), "good")
        self._done(kept.changes)

    def _no_scan(self, error: Exception) -> None:
        if isinstance(error, GovDeskError) and error.code == "scan_pages_differ":
            self._scan_words.setText(sentence(error))
            self._scan_reason.clear()
            self.scan_pane.show()
            self._scan_reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._complain(error)

    def _keep_scan(self) -> None:
        self.attach_scan(self._scans, self._scan_reason.text())

    def _ask_scan(self) -> None:
        chosen = _("扫描件 ({kinds})").format(kinds=SCAN_KINDS)
        names, _kind = QFileDialog.getOpenFileNames(self, _("选择签字件"), "", chosen)
        if names:
            self.attach_scan([Path(name) for name in names])

    def _ask_protect(self) -> None:
        self.print_pane.hide()
        self.protect_pane.ask()

    def _ask_protected_target(self, password: str, recipient: str, purpose: str) -> None:
        self._ask_target(_("加密外发"), ".pdf", lambda path: self.save_protected(path, password, recipient, purpose))

    def _ask_target(self, title: str, ending: str, save: Callable[[Path], None]) -> None:
        if self._paper is None:
            return
        proposed = fitting_name(self._paper.title, ending)
        name, _kind = QFileDialog.getSaveFileName(self, title, proposed, f"*{ending}")
        if name:
            save(Path(name))

    def _complain(self, error: Exception) -> None:
        if isinstance(error, GovDeskError):
            self.told.emit(sentence(error), "danger")
        else:
            self._runner.unhandled.emit(error)
