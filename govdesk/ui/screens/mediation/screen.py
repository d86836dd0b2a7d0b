"""The mediation screen: tables and papers at the left, the agreement as a form, the page as it will print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput, GovDeskError
from govdesk.foundation.text import _
from govdesk.services import documents, mediation
from govdesk.services.documents import IssuedDocument, PageImage
from govdesk.services.mediation import AgreementWork, FindingView, MediationRow
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.screens.mediation.drafting import AGREEMENT, Drafting
from govdesk.ui.screens.mediation.form import AgreementEditor
from govdesk.ui.screens.mediation.head import Head
from govdesk.ui.screens.mediation.lists import MediationList, PapersList
from govdesk.ui.screens.mediation.notes import ERROR
from govdesk.ui.screens.mediation.panes import IssuePane, VoidPane
from govdesk.ui.screens.mediation.preview import PagePreview
from govdesk.ui.screens.mediation.printing import PageFeeder, asked_printer
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import SectionHeader

if TYPE_CHECKING:
    from govdesk.services.desk import Desk


class MediationScreen(QWidget):
    """`show_case` opens a case at the table; `open_case` asks for its card elsewhere."""

    open_case = Signal(int)
    loaded = Signal(int)  # the draft of this case is in the form
    page_shown = Signal()
    notice = Signal(str, str)  # sentence, tone

    def __init__(
        self, desk: Desk, session: Session, runner: Runner, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._runner, self._bus = desk, session, runner, bus
        self._findings: list[FindingView] = []
        self._feeder: PageFeeder | None = None
        self.setAccessibleName(_("调解"))
        self.setProperty("help", "mediation")
        self._build()
        self.drafting = Drafting(desk, session, runner, self.editor.draft, self.preview.wanted_dpi, self)
        self._react()
        self._show_buttons()

    def activate(self) -> None:
        """The screen comes in sight."""
        self._load_list()

    def show_case(self, case_id: int) -> None:
        """Open the agreement of a case."""
        self.drafting.open(case_id)
        self.list.choose(case_id)

    show_subject = show_case

    def may_close(self) -> bool:
        """The window may always close: the last words are written on the way out."""
        self.drafting.save()
        return True

    def open_draft_file(self, path: Path) -> None:
        """Put a draft from a stick into the form; one key brings back what was there."""
        if self.drafting.work is None or self.drafting.locked:
            return
        try:
            draft = mediation.read_draft_file(path)
        except GovDeskError as error:
            self._complain(error)
            return
        before = self.editor.draft()
        self._replace(draft)
        self._tell(_("已载入 {name}。").format(name=path.name))
        self.bar.offer(_("换回原来的内容")).clicked.connect(lambda: self._replace(before))

    def save_pdf(self, path: Path) -> None:
        """The page that is shown, as a file."""
        try:
            path.write_bytes(self.drafting.content)
        except OSError:
            self._complain(BadInput("pdf_not_written", {"name": path.name}))
            return
        self._note_printing(1, "file")
        self._tell(_("已另存为 {name}。").format(name=path.name))

    def issue(self, print_too: bool) -> None:
        """Give the agreement its number; the bytes are kept from now on."""
        work = self.drafting.work
        if work is None:
            return
        draft, actor = self.editor.draft(), self._session.actor
        self.drafting.save()
        self._runner.write(
            lambda: documents.issue_document(self._desk, actor, AGREEMENT, work.case_id, draft),
            lambda issued: self._was_issued(work.case_id, issued, print_too),
            self._complain,
        )

    def void(self, reason: str) -> None:
        """作废: the number is gone, the draft is open again."""
        work, actor = self.drafting.work, self._session.actor
        if work is None or work.issued is None:
            return
        document_id = work.issued.document_id
        self._runner.write(
            lambda: documents.void_document(self._desk, actor, document_id, reason), self._was_voided, self._complain
        )

    # -- build

    def _build(self) -> None:
        self.head = Head()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_work())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._make_left())
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(204), 10_000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(line())
        column.addWidget(split, 1)

    def _make_left(self) -> QWidget:
        left = _ground("surface")
        left.setMinimumWidth(theme.px(176))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.SPACE_3, 0, theme.SPACE_2)
        column.setSpacing(theme.SPACE_1)
        self._tables_head = SectionHeader(_("调解中"))
        self._tables_head.setContentsMargins(theme.SPACE_3, 0, theme.SPACE_3, 0)
        self.list = MediationList()
        papers_head = SectionHeader(_("卷内文书"))
        papers_head.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, 0)
        self.papers = PapersList()
        self.papers.setMaximumHeight(theme.px(190))
        column.addWidget(self._tables_head)
        column.addWidget(self.list, 1)
        column.addWidget(line())
        column.addWidget(papers_head)
        column.addWidget(self.papers)
        return left

    def _make_empty(self) -> QWidget:
        self._empty = EmptyState(
            "handshake",
            _("现在没有正在进行的调解"),
            _("在案件里按 M 登记调解，记录各方同意后，协议书就在这里拟写。"),
        )
        return self._empty

    def _make_work(self) -> QWidget:
        self.editor = AgreementEditor(self._desk.clock.now, lambda day: mediation.confirmation_limit(self._desk, day))
        self.bar = MessageBar()
        self.issue_pane = IssuePane()
        self.void_pane = VoidPane()
        middle = _ground("window")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, 0)
        above.setSpacing(theme.SPACE_2)
        for each in (self.bar, self.issue_pane, self.void_pane):
            above.addWidget(each)
        column.addLayout(above)
        column.addWidget(self.editor, 1)
        self.preview = PagePreview()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(middle)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 11)
        split.setStretchFactor(1, 9)
        split.setSizes([theme.px(700), theme.px(480)])
        return split

    def _react(self) -> None:
        drafting, head = self.drafting, self.head
        drafting.opened.connect(self._show_work)
        drafting.not_found.connect(self._show_nothing)
        drafting.checked.connect(self._show_findings)
        drafting.page_made.connect(self._show_page)
        drafting.page_refused.connect(self.preview.say)
        drafting.saved.connect(self._show_saved)
        drafting.collided.connect(self._ask_whose)
        drafting.papers_changed.connect(self._reload_papers)
        drafting.failed.connect(self._complain)
        head.card_wanted.connect(self._ask_for_card)
        head.next_wanted.connect(self.editor.go_to_next_finding)
        head.issue_wanted.connect(lambda: self._ask_issue(print_first=False))
        head.print_wanted.connect(self._ask_print)
        head.void_wanted.connect(self._ask_void)
        head.file_wanted.connect(self._ask_draft_file)
        head.draft_target_wanted.connect(self._ask_draft_target)
        head.pdf_target_wanted.connect(self._ask_pdf_target)
        self.list.chosen.connect(self.show_case)
        self.list.entered.connect(self._go_to_form)
        self.papers.opened.connect(self._show_paper)
        self.editor.changed.connect(self._edited)
        self.preview.sharpness_wanted.connect(drafting.render)
        self.issue_pane.issue.connect(self.issue)
        self.issue_pane.draft_print.connect(lambda: self._print(1))
        self.issue_pane.cancelled.connect(self._go_to_form)
        self.void_pane.void.connect(self.void)
        self._session.actor_changed.connect(self._seat_changed)
        self._bus.changed.connect(self._news)
        self._add_keys()

    def _add_keys(self) -> None:
        keys = {
            "Ctrl+P": self.head.print.click,
            "F4": self.head.next.click,
            "Ctrl+O": self._ask_draft_file,
            "Ctrl+S": self._ask_pdf_target,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- load

    def _load_list(self) -> None:
        actor = self._session.actor
        self._runner.read(lambda: mediation.open_mediations(self._desk, actor), self._show_list, self._complain)

    def _show_list(self, rows: list[MediationRow]) -> None:
        if self.drafting.wanted is None and rows:
            self.drafting.open(rows[0].case_id)
        self.list.show_rows(rows, self.drafting.wanted)
        self._tables_head.set_trailing(str(sum(row.state == "open" for row in rows)))
        if not rows and self.drafting.work is None:
            self._stack.setCurrentIndex(0)

    def _show_work(self, work: AgreementWork) -> None:
        self.bar.clear()
        self.issue_pane.hide()
        self.void_pane.hide()
        self.editor.set_register(work.register)
        self.papers.show_rows(work.papers)
        self.editor.set_draft(work.draft)
        self.editor.set_locked(self.drafting.locked)
        if not self.drafting.content:
            self.preview.clear()
        self._stack.setCurrentIndex(1)
        self.head.show_state(_("草稿") if work.revision else _("按案件内容预填"))
        if work.issued is not None:
            words = _("已出具 {number}，一式 {copies} 份。内容不再变化；要改先作废重出。")
            self.bar.say(words.format(number=work.issued.number, copies=work.issued.copies), "good", closable=False)
            self.head.show_state(_("已出具"))
        self._show_buttons()
        self.loaded.emit(work.case_id)

    def _show_nothing(self, error: Exception) -> None:
        self._stack.setCurrentIndex(0)
        if isinstance(error, GovDeskError):
            self._empty.say(_("这件案件现在不能拟协议"), sentence(error))
        else:
            self._complain(error)
        self._show_buttons()

    def _reload_papers(self) -> None:
        work, actor = self.drafting.work, self._session.actor
        if work is not None:
            self._runner.read(
                lambda: mediation.agreement_for_case(self._desk, actor, work.case_id).papers,
                self.papers.show_rows,
                self._complain,
            )

    # -- react

    def _edited(self) -> None:
        self.drafting.edited()
        self._show_buttons()

    def _replace(self, draft: AgreementDraft) -> None:
        self.bar.clear()
        self.editor.set_draft(draft)
        self._edited()

    def _show_findings(self, found: list[FindingView]) -> None:
        self._findings = found
        self.editor.show_findings(found)
        self.head.show_findings(len(found))
        self._show_buttons()

    def _show_page(self, pages: list[PageImage]) -> None:
        self.preview.show_pages(pages)
        self._show_buttons()
        self.page_shown.emit()

    def _show_saved(self, _revision: int) -> None:
        self.head.show_state(_("草稿已自动保存 {time}").format(time=f"{self._desk.clock.now():%H:%M}"))

    def _ask_whose(self, words: str) -> None:
        """Two seats typed into one draft: nothing is lost until somebody says which to keep."""
        self._tell(words, "warning", closable=False)
        self.bar.offer(_("保留我的")).clicked.connect(self._keep_mine)
        self.bar.offer(_("换成对方的")).clicked.connect(self.drafting.take_theirs)

    def _keep_mine(self) -> None:
        self.bar.clear()
        self.drafting.keep_mine()

    def _seat_changed(self) -> None:
        self.drafting.close()
        self._stack.setCurrentIndex(0)
        self._show_buttons()
        self._load_list()

    def _news(self, changes: Changes) -> None:
        self._load_list()
        work = self.drafting.work
        if work is not None and (changes.everything or changes.documents or work.case_id in changes.cases):
            self.drafting.refresh()

    # -- act

    def _ask_issue(self, print_first: bool) -> None:
        work = self.drafting.work
        if work is not None and self.head.issue.isEnabled():
            self.issue_pane.ask(work.committee, documents.copies_for(self.editor.draft()), print_first)

    def _ask_print(self) -> None:
        work = self.drafting.work
        if work is None or not self.drafting.content:
            return
        if work.issued is not None:
            self._print(work.issued.copies)
        elif self.head.issue.isEnabled():
            self._ask_issue(print_first=True)
        else:
            self._print(1)

    def _print(self, copies: int) -> None:
        try:
            printer = asked_printer(self, self.head.title(), copies)
        except BadInput as error:
            self._complain(error)
            self.bar.offer(_("另存为 PDF…")).clicked.connect(self._ask_pdf_target)
            return
        if printer is not None:
            self.feed(printer)

    def feed(self, printer: QPrinter) -> None:
        """Send the shown paper to a printer that was chosen."""
        self._tell(_("正在打印……"), "accent")
        self._feeder = PageFeeder(printer, self.drafting.content, self._runner, self._was_printed, self._complain, self)
        self._feeder.start()

    def _was_printed(self, copies: int) -> None:
        self._note_printing(copies, "printer")
        self._tell(_("已送到打印机，{copies} 份。").format(copies=copies))

    def _note_printing(self, copies: int, way: str) -> None:
        work, actor = self.drafting.work, self._session.actor
        if work is None or work.issued is None:
            return
        document_id = work.issued.document_id
        self._runner.write(
            lambda: documents.note_printing(self._desk, actor, document_id, copies, way),
            self._bus.publish,
            self._complain,
        )

    def _was_issued(self, case_id: int, issued: IssuedDocument, print_too: bool) -> None:
        self._bus.publish(issued.changes)
        self.notice.emit(_("已出具 {number}。").format(number=issued.number), "good")
        if self.drafting.work is None or self.drafting.work.case_id != case_id:
            return
        self.drafting.content = issued.content
        self.drafting.reload()
        if print_too:
            self._print(issued.copies)

    def _was_voided(self, changes: Changes) -> None:
        self._bus.publish(changes)
        self.drafting.reload()

    def _show_paper(self, document_id: int) -> None:
        work = self.drafting.work
        if work is None:
            return
        if document_id == 0 or (work.issued is not None and work.issued.document_id == document_id):
            self.drafting.render()
        else:
            self.drafting.show_other(document_id)

    def _ask_void(self) -> None:
        work = self.drafting.work
        if work is not None and work.issued is not None:
            self.void_pane.ask(work.issued.number)

    def _ask_draft_file(self) -> None:
        if self.drafting.work is None or self.drafting.locked:
            return
        name, _kind = QFileDialog.getOpenFileName(self, _("打开协议草稿文件"), "", _("协议草稿 (*.json)"))
        if name:
            self.open_draft_file(Path(name))

    def _ask_draft_target(self) -> None:
        work = self.drafting.work
        if work is None:
            return
        proposed, kinds = f"{work.number}.json", _("协议草稿 (*.json)")
        name, _kind = QFileDialog.getSaveFileName(self, _("把草稿另存为文件"), proposed, kinds)
        if not name:
            return
        try:
            mediation.write_draft_file(self.editor.draft(), Path(name))
        except GovDeskError as error:
            self._complain(error)
        else:
            self._tell(_("已另存为 {name}。").format(name=Path(name).name))

    def _ask_pdf_target(self) -> None:
        work = self.drafting.work
        if work is None or not self.drafting.content:
            return
        proposed = f"{work.issued.number if work.issued else work.number}.pdf"
        name, _kind = QFileDialog.getSaveFileName(self, _("另存为 PDF"), proposed, _("PDF 文件 (*.pdf)"))
        if name:
            self.save_pdf(Path(name))

    def _ask_for_card(self) -> None:
        if self.drafting.work is not None:
            self.open_case.emit(self.drafting.work.case_id)

    def _go_to_form(self) -> None:
        if self.drafting.work is not None:
            self.editor.go_to_first()

    def _show_buttons(self) -> None:
        work = self.drafting.work
        copies = documents.copies_for(self.editor.draft()) if work is not None else 0
        wrong = any(item.level == ERROR for item in self._findings)
        self.head.show_work(work, copies, bool(work and self.drafting.content), wrong)

    def _tell(self, words: str, tone: str = "good", closable: bool = True) -> None:
        self.bar.clear()
        self.bar.say(words, tone, closable)

    def _complain(self, error: Exception) -> None:
        """Say an expected failure above the form; anything else is a bug."""
        if isinstance(error, GovDeskError):
            self._tell(sentence(error), "danger")
        else:
            self._runner.unhandled.emit(error)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activate()

    def hideEvent(self, event: QHideEvent) -> None:
        self.drafting.save()
        super().hideEvent(event)


def _ground(name: str) -> QWidget:
    made = QWidget()
    made.setProperty("ground", name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made
