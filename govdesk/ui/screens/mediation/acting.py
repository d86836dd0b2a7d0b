"""What is done with an agreement: issued, made void, printed, saved, exchanged as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput, GovDeskError
from govdesk.foundation.text import _
from govdesk.services import documents, mediation
from govdesk.services.documents import DocumentRow, IssuedDocument
from govdesk.services.saving import fitting_name, save_whole
from govdesk.services.word_copies import word_preview
from govdesk.ui.screens.mediation.drafting import AGREEMENT, Drafting
from govdesk.ui.screens.mediation.form import AgreementEditor
from govdesk.ui.screens.mediation.panes import IssuePane, TellingBar, VoidPane
from govdesk.ui.widgets.page_printing import PageFeeder, asked_printer
from govdesk.ui.widgets.paper_tools import PaperTools

if TYPE_CHECKING:
    from govdesk.services.desk import Desk


class Acting(QObject):
    """The `ask_…` methods put the question; the others do it."""

    notice = Signal(str, str)  # sentence, tone
    replaced = Signal()  # the form holds another draft now

    def __init__(
        self,
        desk: Desk,
        session: Session,
        runner: Runner,
        bus: ChangeBus,
        drafting: Drafting,
        editor: AgreementEditor,
        bar: TellingBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._session, self._runner, self._bus = desk, session, runner, bus
        self._drafting, self._editor, self._bar, self._window = drafting, editor, bar, window
        self._feeder: PageFeeder | None = None
        self.may_issue = False
        self.issue_pane = IssuePane()
        self.void_pane = VoidPane()
        self.tools = PaperTools(desk, lambda: session.actor, runner, bus.publish)
        self.tools.told.connect(self._bar.tell)
        self.tools.pages_wanted.connect(drafting.show)
        self.issue_pane.issue.connect(self.issue)
        self.issue_pane.draft_print.connect(lambda: self.print(1))
        self.void_pane.void.connect(self.void)

    def ask_issue(self, print_first: bool) -> None:
        work = self._drafting.work
        if work is not None and self.may_issue:
            self.issue_pane.ask(work.committee, documents.copies_for(self._editor.draft()), print_first)

    def issue(self, print_too: bool) -> None:
        """Give the agreement its number; the bytes are kept from now on."""
        work = self._drafting.work
        if work is None:
            return
        draft, actor, boxes = self._editor.draft(), self._session.actor, self._drafting.boxes.on
        self._drafting.save()
        self._runner.write(
            lambda: documents.issue_document(self._desk, actor, AGREEMENT, work.case_id, draft, hand_boxes=boxes),
            lambda issued: self._was_issued(work.case_id, issued, print_too),
            self._not_issued,
        )

    def _not_issued(self, error: Exception) -> None:
        if not self._drafting.boxes.offered(error, "danger"):
            self._bar.complain(error)

    def _was_issued(self, case_id: int, issued: IssuedDocument, print_too: bool) -> None:
        self._bus.publish(issued.changes)
        told = _("已出具 {number}。").format(number=issued.number)
        self.notice.emit(told + self._drafting.boxes.words, "good")
        if self._drafting.work is None or self._drafting.work.case_id != case_id:
            return
        self._drafting.content = issued.content
        self._drafting.reload()
        if print_too:
            self.show_tools(issued.id, print_too=True)

    def show_tools(self, document_id: int | None, print_too: bool = False) -> None:
        """The tools of the issued agreement of the case that is open; None hides them."""
        work, actor = self._drafting.work, self._session.actor
        if document_id is None or work is None:
            self.tools.show_paper(None)
            return

        def take(rows: list[DocumentRow]) -> None:
            self.tools.show_paper(next((row for row in rows if row.id == document_id), None))
            if print_too:
                self.tools.print()

        case_id = work.case_id
        self._runner.read(lambda: documents.issued_documents(self._desk, actor, case_id), take, self._bar.complain)

    def ask_void(self) -> None:
        work = self._drafting.work
        if work is not None and work.issued is not None:
            self.void_pane.ask(work.issued.number)

    def void(self, reason: str) -> None:
        """作废: the number is gone, the draft is open again."""
        work, actor = self._drafting.work, self._session.actor
        if work is None or work.issued is None:
            return
        document_id = work.issued.document_id
        self._runner.write(
            lambda: documents.void_document(self._desk, actor, document_id, reason),
            self._was_voided,
            self._bar.complain,
        )

    def _was_voided(self, changes: Changes) -> None:
        self._bus.publish(changes)
        self._drafting.reload()

    def ask_print(self) -> None:
        work = self._drafting.work
        if work is None or not self._drafting.content:
            return
        if work.issued is not None:
            self.tools.print()
        elif self.may_issue:
            self.ask_issue(print_first=True)
        else:
            self.print(1)

    def print(self, copies: int) -> None:
        try:
            printer = asked_printer(self._window, self._title(), copies)
        except BadInput as error:
            self._bar.complain(error)
            self._bar.offer(_("另存为 PDF……")).clicked.connect(self.ask_pdf_target)
            return
        if printer is not None:
            self.feed(printer)

    def feed(self, printer: QPrinter) -> None:
        """Send the shown paper to a printer that was chosen."""
        self._bar.tell(_("正在打印……"), "accent")
        content, failed = self._drafting.content, self._bar.complain
        self._feeder = PageFeeder(printer, content, self._runner, self._was_printed, failed, self)
        self._feeder.start()

    def _was_printed(self, copies: int) -> None:
        self._note_printing(copies, "printer")
        self._bar.tell(_("已送到打印机，{copies} 份。").format(copies=copies))

    def ask_draft_file(self) -> None:
        if self._drafting.work is None or self._drafting.locked:
            return
        name, _kind = QFileDialog.getOpenFileName(self._window, _("打开协议草稿文件"), "", _("协议草稿 (*.json)"))
        if name:
            self.open_draft_file(Path(name))

    def open_draft_file(self, path: Path) -> None:
        """Put a draft from a stick into the form; one key brings back what was there."""
        if self._drafting.work is None or self._drafting.locked:
            return
        try:
            draft = mediation.read_draft_file(path)
        except GovDeskError as error:
            self._bar.complain(error)
            return
        before = self._editor.draft()
        self._replace(draft)
        self._bar.tell(_("已载入 {name}。").format(name=path.name))
        self._bar.offer(_("换回原来的内容")).clicked.connect(lambda: self._replace(before))

    def ask_draft_target(self) -> None:
        work = self._drafting.work
        if work is None:
            return
        proposed, kinds = f"{work.number}.json", _("协议草稿 (*.json)")
        name, _kind = QFileDialog.getSaveFileName(self._window, _("把草稿另存为文件"), proposed, kinds)
        if not name:
            return
        try:
            mediation.write_draft_file(self._editor.draft(), Path(name))
        except GovDeskError as error:
            self._bar.complain(error)
        else:
            self._bar.tell(_("已另存为 {name}。").format(name=Path(name).name))

    def ask_pdf_target(self) -> None:
        work = self._drafting.work
        if work is None or not self._drafting.content:
            return
        proposed = f"{work.issued.number if work.issued else work.number}.pdf"
        name, _kind = QFileDialog.getSaveFileName(self._window, _("另存为 PDF"), proposed, _("PDF 文件 (*.pdf)"))
        if name:
            self.save_pdf(Path(name))

    def ask_word_target(self) -> None:
        work = self._drafting.work
        if work is None:
            return
        proposed = fitting_name(work.issued.number if work.issued else work.number, ".docx")
        name, _kind = QFileDialog.getSaveFileName(self._window, _("导出 Word"), proposed, _("Word 文件 (*.docx)"))
        if name:
            self.save_word(Path(name))

    def save_word(self, path: Path) -> None:
        """The agreement for Word: issued from its frozen values, else as it stands in the form."""
        work, desk, actor = self._drafting.work, self._desk, self._session.actor
        if work is None:
            return
        if work.issued is not None:
            self.tools.save_word(path)
            return
        draft, case_id, boxes = self._editor.draft(), work.case_id, self._drafting.boxes.on
        self._runner.labour(
            lambda: save_whole(path, word_preview(desk, actor, AGREEMENT, case_id, draft, boxes)),
            lambda _done: self._bar.tell(_("已另存为 {name}。").format(name=path.name)),
            self._bar.complain,
        )

    def save_pdf(self, path: Path) -> None:
        """The page that is shown, as a file."""
        try:
            save_whole(path, self._drafting.content)
        except BadInput as error:
            self._bar.complain(error)
            return
        self._note_printing(1, "file")
        self._bar.tell(_("已另存为 {name}。").format(name=path.name))

    def _note_printing(self, copies: int, way: str) -> None:
        work, actor = self._drafting.work, self._session.actor
        if work is None or work.issued is None:
            return
        document_id = work.issued.document_id
        self._runner.write(
            lambda: documents.note_printing(self._desk, actor, document_id, copies, way),
            self._bus.publish,
            self._bar.complain,
        )

    def _replace(self, draft: AgreementDraft) -> None:
        self._bar.clear()
        self._editor.set_draft(draft)
        self.replaced.emit()

    def _title(self) -> str:
        work = self._drafting.work
        return f"{work.number} {work.title}" if work is not None else ""
