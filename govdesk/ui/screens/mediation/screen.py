"""The mediation screen: tables and papers at the left, the agreement as a form, the page as it will print."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Handle, Runner
from govdesk.background.session import Session
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput, Conflict, GovDeskError
from govdesk.foundation.text import _
from govdesk.services import documents, mediation
from govdesk.services.documents import IssuedDocument, PageImage
from govdesk.services.mediation import AgreementWork, FindingView, MediationRow
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.screens.mediation.form import AgreementEditor
from govdesk.ui.screens.mediation.lists import MediationList, PapersList
from govdesk.ui.screens.mediation.notes import ERROR
from govdesk.ui.screens.mediation.panes import IssuePane, VoidPane
from govdesk.ui.screens.mediation.preview import PagePreview
from govdesk.ui.screens.mediation.printing import PageFeeder, asked_printer
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import ElidedLabel, label, line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import SectionHeader

if TYPE_CHECKING:
    from govdesk.services.desk import Desk

AGREEMENT = "agreement"
AUTOSAVE_MILLISECONDS = 900
CHECK_MILLISECONDS = 250
PREVIEW_MILLISECONDS = 450


class MediationScreen(QWidget):
    """`show_case` opens a case at the table; `open_case` asks for its card elsewhere."""

    open_case = Signal(int)
    loaded = Signal(int)  # the draft of this case is in the form
    page_shown = Signal()
    saved = Signal(int)  # the revision just written
    notice = Signal(str, str)  # sentence, tone

    def __init__(
        self, desk: Desk, session: Session, runner: Runner, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._runner, self._bus = desk, session, runner, bus
        self._work: AgreementWork | None = None
        self._wanted: int | None = None
        self._revision, self._dirty, self._saving = 0, False, False
        self._findings: list[FindingView] = []
        self._content = b""  # the PDF that the preview shows
        self._rendering: Handle | None = None
        self._feeder: PageFeeder | None = None
        self.setAccessibleName(_("调解"))
        self.setProperty("help", "mediation")
        self._save_timer = self._timer(AUTOSAVE_MILLISECONDS, self.save)
        self._check_timer = self._timer(CHECK_MILLISECONDS, self._check)
        self._preview_timer = self._timer(PREVIEW_MILLISECONDS, self._render)
        self._build()
        self._react()

    def activate(self) -> None:
        """The screen comes in sight."""
        self._load_list()

    def show_case(self, case_id: int) -> None:
        """Open the agreement of a case; what was typed in another one is kept first."""
        self.save()
        self._wanted = case_id
        self.list.choose(case_id)
        self._load_case(case_id)

    show_subject = show_case

    def save(self) -> None:
        """Keep the draft now if anything changed."""
        self._save_timer.stop()
        if not self._dirty or self._saving or self._work is None or self._work.issued is not None:
            return
        case_id, revision, draft, actor = self._work.case_id, self._revision, self.editor.draft(), self._session.actor
        self._dirty, self._saving = False, True
        self._runner.write(
            lambda: mediation.save_agreement(self._desk, actor, case_id, draft, revision),
            lambda written: self._was_saved(case_id, written),
            lambda error: self._not_saved(case_id, error),
        )

    def may_close(self) -> bool:
        """The window may always close: the last words are written on the way out."""
        self.save()
        return True

    def open_draft_file(self, path: Path) -> None:
        """Put a draft from a stick into the form; one key brings back what was there."""
        if self._work is None or self._work.issued is not None:
            return
        try:
            draft = mediation.read_draft_file(path)
        except GovDeskError as error:
            self.bar.clear()
            self.bar.say(sentence(error), "danger")
            return
        before = self.editor.draft()
        self._put(draft)
        self._edited()
        self.bar.clear()
        self.bar.say(_("已载入 {name}。").format(name=path.name), "good")
        self.bar.offer(_("换回原来的内容")).clicked.connect(lambda: self._put_back(before))

    def save_pdf(self, path: Path) -> None:
        """The page that is shown, as a file."""
        try:
            path.write_bytes(self._content)
        except OSError:
            self._complain(BadInput("pdf_not_written", {"name": path.name}))
            return
        self._note_printing(1, "file")
        self._tell(_("已另存为 {name}。").format(name=path.name))

    def issue(self, print_too: bool) -> None:
        """Give the agreement its number; the bytes are kept from now on."""
        if self._work is None:
            return
        case_id, draft, actor = self._work.case_id, self.editor.draft(), self._session.actor
        self.save()
        self._runner.write(
            lambda: documents.issue_document(self._desk, actor, AGREEMENT, case_id, draft),
            lambda issued: self._was_issued(case_id, issued, print_too),
            self._complain,
        )

    def void(self, reason: str) -> None:
        if self._work is None or self._work.issued is None:
            return
        document_id, actor = self._work.issued.document_id, self._session.actor
        self._runner.write(
            lambda: documents.void_document(self._desk, actor, document_id, reason), self._was_voided, self._complain
        )

    # -- build

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_work())
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._make_left())
        self._split.addWidget(self._stack)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([theme.px(212), 10_000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(line())
        column.addWidget(self._split, 1)

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.SPACE_4, 6, theme.SPACE_3, 6)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(label(_("调解"), "title"))
        self._title = ElidedLabel("", "secondary")
        row.addWidget(self._title, 1)
        self._state = label("", "small")
        self._state.setAccessibleName(_("草稿保存情况"))
        row.addWidget(self._state)
        self.card_button = button(_("案件卡片"), "quiet", "external-link")
        self.next_button = KeyButton(_("下一处提示"), "F4")
        self.more_button = button(_("更多"))
        self._menu = QMenu(self.more_button)
        self._open_action = self._menu.addAction(_("打开协议草稿文件…"), self._ask_draft_file)
        self._export_action = self._menu.addAction(_("把草稿另存为文件…"), self._ask_draft_target)
        self._pdf_action = self._menu.addAction(_("另存为 PDF…"), self._ask_pdf_target)
        self._void_action = self._menu.addAction(_("作废重出…"), self._ask_void)
        self.more_button.setMenu(self._menu)
        self.issue_button = button(_("出具协议书"))
        self.print_button = KeyButton(_("打印"), "Ctrl P", "primary")
        for each in (self.card_button, self.next_button, self.more_button, self.issue_button, self.print_button):
            row.addWidget(each)
        return head

    def _make_left(self) -> QWidget:
        left = QWidget()
        left.setProperty("ground", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
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
        middle = QWidget()
        middle.setProperty("ground", "window")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle.setMinimumWidth(theme.px(560))
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
        self.preview.setMinimumWidth(theme.px(260))
        self._work_split = QSplitter(Qt.Orientation.Horizontal)
        self._work_split.setChildrenCollapsible(False)
        self._work_split.addWidget(middle)
        self._work_split.addWidget(self.preview)
        self._work_split.setStretchFactor(0, 11)
        self._work_split.setStretchFactor(1, 9)
        self._work_split.setSizes([theme.px(700), theme.px(480)])
        return self._work_split

    def _react(self) -> None:
        self.list.chosen.connect(self.show_case)
        self.list.entered.connect(self._go_to_form)
        self.papers.opened.connect(self._show_paper)
        self.editor.changed.connect(self._edited)
        self.preview.sharpness_wanted.connect(self._render)
        self.card_button.clicked.connect(self._ask_for_card)
        self.next_button.clicked.connect(self.editor.go_to_next_finding)
        self.issue_button.clicked.connect(lambda: self._ask_issue(print_first=False))
        self.print_button.clicked.connect(self._ask_print)
        self.issue_pane.issue.connect(self.issue)
        self.issue_pane.draft_print.connect(lambda: self._print(1))
        self.issue_pane.cancelled.connect(self._go_to_form)
        self.void_pane.void.connect(self.void)
        self._session.actor_changed.connect(self._seat_changed)
        self._bus.changed.connect(self._news)
        keys = {"Ctrl+P": self.print_button.click, "F4": self.next_button.click, "Ctrl+O": self._ask_draft_file}
        for key, act in {**keys, "Ctrl+S": self._ask_pdf_target}.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._show_buttons()

    # -- load

    def _load_list(self) -> None:
        actor = self._session.actor
        self._runner.read(lambda: mediation.open_mediations(self._desk, actor), self._show_list, self._complain)

    def _show_list(self, rows: list[MediationRow]) -> None:
        ids = [row.case_id for row in rows]
        if self._work is None and self._wanted is None and ids:
            self._wanted = ids[0]
            self._load_case(ids[0])
        self.list.show_rows(rows, self._wanted)
        self._tables_head.set_trailing(str(sum(row.state == "open" for row in rows)))
        if not ids and self._work is None:
            self._stack.setCurrentIndex(0)

    def _load_case(self, case_id: int) -> None:
        actor = self._session.actor
        self._runner.read(
            lambda: mediation.agreement_for_case(self._desk, actor, case_id), self._show_work, self._not_found
        )

    def _show_work(self, work: AgreementWork) -> None:
        if work.case_id != self._wanted:
            return
        self._work, self._revision, self._dirty = work, work.revision, False
        self.bar.clear()
        self.issue_pane.hide()
        self.void_pane.hide()
        self._title.setText(f"{work.number} · {work.title} · {work.committee}")
        self.editor.set_register(work.register)
        self.papers.show_rows(work.papers)
        self._put(work.draft)
        self._stack.setCurrentIndex(1)
        self._show_state(_("草稿") if work.revision else _("按案件内容预填"))
        if work.issued is not None:
            self._show_issued()
        self._show_buttons()
        self._check()
        self.preview.clear()
        self._render()
        self.loaded.emit(work.case_id)

    def _not_found(self, error: Exception) -> None:
        self._work = None
        self._title.setText("")
        self._stack.setCurrentIndex(0)
        if isinstance(error, GovDeskError):
            self._empty.say(_("这件案件现在不能拟协议"), sentence(error))
        self._show_buttons()
        self._complain(error)

    def _put(self, draft: AgreementDraft) -> None:
        self.editor.set_draft(draft)

    def _put_back(self, draft: AgreementDraft) -> None:
        self._put(draft)
        self._edited()
        self.bar.clear()

    def _show_issued(self) -> None:
        assert self._work is not None and self._work.issued is not None
        paper = self._work.issued
        words = _("已出具 {number}，一式 {copies} 份。内容不再变化；要改先作废重出。")
        self.bar.say(words.format(number=paper.number, copies=paper.copies), "good", closable=False)
        self._show_state(_("已出具"))

    # -- react

    def _edited(self) -> None:
        self._dirty = True
        self._save_timer.start()
        self._check_timer.start()
        self._preview_timer.start()
        self._show_buttons()

    def _check(self) -> None:
        if self._work is None:
            return
        case_id, draft, actor = self._work.case_id, self.editor.draft(), self._session.actor
        self._runner.read(
            lambda: mediation.check(self._desk, actor, draft, case_id),
            lambda found: self._show_findings(case_id, draft, found),
            self._complain,
        )

    def _show_findings(self, case_id: int, draft: AgreementDraft, found: list[FindingView]) -> None:
        if self._work is None or self._work.case_id != case_id or self._check_timer.isActive():
            return  # somebody went on typing; the next answer is on its way
        self._findings = found
        self.editor.show_findings(found)
        self._show_buttons()

    def _render(self) -> None:
        """Only one paper is made at a time; what changed meanwhile is made after it."""
        if self._work is None:
            return
        if self._rendering is not None and not self._rendering.finished:
            self._preview_timer.start()
            return
        desk, actor, work, draft = self._desk, self._session.actor, self._work, self.editor.draft()
        dpi = self.preview.wanted_dpi()

        def labour() -> tuple[bytes, list[PageImage]]:
            if work.issued is not None:
                content = documents.reprint(desk, actor, work.issued.document_id)
            else:
                content = documents.preview_document(desk, actor, AGREEMENT, work.case_id, draft)
            return content, documents.page_images(content, dpi)

        self._rendering = self._runner.labour(labour, lambda made: self._show_page(work.case_id, *made), self._no_page)

    def _show_page(self, case_id: int, content: bytes, pages: list[PageImage]) -> None:
        if self._work is None or self._work.case_id != case_id:
            return
        self._content = content
        self.preview.show_pages(pages)
        self.page_shown.emit()
        self._show_buttons()

    def _no_page(self, error: Exception) -> None:
        if isinstance(error, GovDeskError):
            self.preview.say(sentence(error))
        else:
            self._complain(error)

    def _was_saved(self, case_id: int, revision: int) -> None:
        self._saving = False
        if self._work is None or self._work.case_id != case_id:
            return
        first, self._revision = self._revision == 0, revision
        now = datetime.now() if not self._desk.clock else self._desk.clock.now()
        self._show_state(_("草稿已自动保存 {time}").format(time=f"{now:%H:%M}"))
        self.saved.emit(revision)
        if first:
            self._reload_papers()
        if self._dirty:
            self._save_timer.start()

    def _not_saved(self, case_id: int, error: Exception) -> None:
        self._saving, self._dirty = False, True
        if self._work is None or self._work.case_id != case_id or not isinstance(error, Conflict):
            self._show_state(_("草稿没有保存"))
            self._complain(error)
            return
        self.bar.clear()
        self.bar.say(sentence(error), "warning", closable=False)
        self.bar.offer(_("保留我的")).clicked.connect(self._keep_mine)
        self.bar.offer(_("换成对方的")).clicked.connect(self._take_theirs)

    def _keep_mine(self) -> None:
        """Save over what the other seat wrote, knowing it."""
        assert self._work is not None
        case_id, actor = self._work.case_id, self._session.actor
        self.bar.clear()
        self._runner.read(
            lambda: mediation.agreement_for_case(self._desk, actor, case_id), self._take_revision, self._complain
        )

    def _take_revision(self, work: AgreementWork) -> None:
        self._revision = work.revision
        self.save()

    def _take_theirs(self) -> None:
        assert self._work is not None
        self._dirty = False
        self._load_case(self._work.case_id)

    def _reload_papers(self) -> None:
        if self._work is None:
            return
        case_id, actor = self._work.case_id, self._session.actor
        self._runner.read(
            lambda: mediation.agreement_for_case(self._desk, actor, case_id).papers,
            self.papers.show_rows,
            self._complain,
        )

    def _seat_changed(self) -> None:
        self.save()
        self._work = self._wanted = None
        self._stack.setCurrentIndex(0)
        self._load_list()
        self._show_buttons()

    def _news(self, changes: Changes) -> None:
        self._load_list()
        if self._work is None or self._dirty or self._saving:
            return
        if changes.everything or self._work.case_id in changes.cases or changes.documents:
            self._load_if_other()

    def _load_if_other(self) -> None:
        """Another seat changed something: take it over unless nothing of this paper moved."""
        assert self._work is not None
        case_id, actor = self._work.case_id, self._session.actor
        self._runner.read(
            lambda: mediation.agreement_for_case(self._desk, actor, case_id), self._take_over, self._complain
        )

    def _take_over(self, work: AgreementWork) -> None:
        if self._work is None or work.case_id != self._work.case_id or self._dirty:
            return
        if work.revision != self._revision or work.papers != self._work.papers:
            self._show_work(work)

    # -- act

    def _ask_issue(self, print_first: bool) -> None:
        if self._work is None or not self.issue_button.isEnabled():
            return
        self.issue_pane.ask(self._work.committee, documents.copies_for(self.editor.draft()), print_first)

    def _ask_print(self) -> None:
        if self._work is None or not self._content:
            return
        if self._work.issued is not None:
            self._print(self._work.issued.copies)
        elif self.issue_button.isEnabled():
            self._ask_issue(print_first=True)
        else:
            self._print(1)

    def _print(self, copies: int) -> None:
        try:
            printer = asked_printer(self, self._title.text(), copies)
        except BadInput as error:
            self._complain(error)
            self.bar.offer(_("另存为 PDF…")).clicked.connect(self._ask_pdf_target)
            return
        if printer is not None:
            self._feed(printer)

    def _feed(self, printer: QPrinter) -> None:
        self._tell(_("正在打印……"), "accent")
        self._feeder = PageFeeder(printer, self._content, self._runner, self._was_printed, self._complain, self)
        self._feeder.start()

    def _was_printed(self, copies: int) -> None:
        self._note_printing(copies, "printer")
        self._tell(_("已送到打印机，{copies} 份。").format(copies=copies))

    def _note_printing(self, copies: int, way: str) -> None:
        if self._work is None or self._work.issued is None:
            return
        document_id, actor = self._work.issued.document_id, self._session.actor
        self._runner.write(
            lambda: documents.note_printing(self._desk, actor, document_id, copies, way),
            self._bus.publish,
            self._complain,
        )

    def _was_issued(self, case_id: int, issued: IssuedDocument, print_too: bool) -> None:
        self._bus.publish(issued.changes)
        self.notice.emit(_("已出具 {number}。").format(number=issued.number), "good")
        if self._work is None or self._work.case_id != case_id:
            return
        self._content = issued.content
        self._dirty = False
        self._load_case(case_id)
        if print_too:
            self._print(issued.copies)

    def _was_voided(self, changes: Changes) -> None:
        self._bus.publish(changes)
        if self._work is not None:
            self._load_case(self._work.case_id)

    def _show_paper(self, document_id: int) -> None:
        """An issued paper of the dossier in the preview; the draft comes back with the next keystroke."""
        if self._work is None:
            return
        if document_id == 0 or (self._work.issued is not None and self._work.issued.document_id == document_id):
            self._render()
            return
        desk, actor, dpi = self._desk, self._session.actor, self.preview.wanted_dpi()
        self._runner.labour(
            lambda: documents.page_images(documents.reprint(desk, actor, document_id), dpi),
            self.preview.show_pages,
            self._no_page,
        )

    def _ask_void(self) -> None:
        if self._work is not None and self._work.issued is not None:
            self.void_pane.ask(self._work.issued.number)

    def _ask_draft_file(self) -> None:
        if self._work is None or self._work.issued is not None:
            return
        name, _kind = QFileDialog.getOpenFileName(self, _("打开协议草稿文件"), "", _("协议草稿 (*.json)"))
        if name:
            self.open_draft_file(Path(name))

    def _ask_draft_target(self) -> None:
        if self._work is None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self, _("把草稿另存为文件"), f"{self._work.number}.json", _("协议草稿 (*.json)")
        )
        if not name:
            return
        try:
            mediation.write_draft_file(self.editor.draft(), Path(name))
            self._tell(_("已另存为 {name}。").format(name=Path(name).name))
        except GovDeskError as error:
            self._complain(error)

    def _ask_pdf_target(self) -> None:
        if self._work is None or not self._content:
            return
        paper = self._work.issued
        proposed = f"{paper.number if paper else self._work.number}.pdf"
        name, _kind = QFileDialog.getSaveFileName(self, _("另存为 PDF"), proposed, _("PDF 文件 (*.pdf)"))
        if name:
            self.save_pdf(Path(name))

    def _ask_for_card(self) -> None:
        if self._work is not None:
            self.open_case.emit(self._work.case_id)

    def _go_to_form(self) -> None:
        if self._work is not None:
            self.editor.editors()[1].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- show

    def _show_buttons(self) -> None:
        work = self._work
        issued = work is not None and work.issued is not None
        wrong = any(item.level == ERROR for item in self._findings)
        copies = documents.copies_for(self.editor.draft()) if work is not None else 0
        self.print_button.setText(_("打印 {copies} 份").format(copies=copies) if work else _("打印"))
        self.print_button.setAccessibleName(self.print_button.text())
        self.print_button.updateGeometry()
        self.print_button.setEnabled(bool(work and self._content))
        self.issue_button.setVisible(not issued)
        self.issue_button.setEnabled(work is not None and not issued and not wrong)
        self.next_button.setEnabled(work is not None and bool(self._findings))
        self.next_button.setVisible(not issued)
        self.card_button.setEnabled(work is not None)
        self.more_button.setEnabled(work is not None)
        self._open_action.setEnabled(not issued)
        self._void_action.setVisible(issued)
        self.editor.set_locked(issued)

    def _show_state(self, words: str) -> None:
        self._state.setText(words)

    def _tell(self, words: str, tone: str = "good") -> None:
        self.bar.clear()
        self.bar.say(words, tone)

    def _complain(self, error: Exception) -> None:
        """Say an expected failure above the form; anything else is a bug."""
        if not isinstance(error, GovDeskError):
            self._runner.unhandled.emit(error)
            return
        self.bar.clear()
        self.bar.say(sentence(error), "danger")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activate()

    def hideEvent(self, event: QHideEvent) -> None:
        self.save()
        super().hideEvent(event)

    def _timer(self, milliseconds: int, act: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(act)
        return made
