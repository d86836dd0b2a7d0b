"""The mediation screen: tables and papers at the left, then the panes of one dispute from application to dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services import documents, mediation
from govdesk.services.documents import PageImage
from govdesk.services.mediation import AgreementWork, FindingView, MediationRow
from govdesk.services.mediation_views import AGREEMENT
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.screens.mediation.acting import Acting
from govdesk.ui.screens.mediation.drafting import Drafting
from govdesk.ui.screens.mediation.form import AgreementEditor
from govdesk.ui.screens.mediation.head import Head
from govdesk.ui.screens.mediation.lists import MediationList, PapersList
from govdesk.ui.screens.mediation.notes import ERROR
from govdesk.ui.screens.mediation.panels import Panels
from govdesk.ui.screens.mediation.panes import TellingBar
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.hand_boxes import HandBoxes
from govdesk.ui.widgets.labels import line
from govdesk.ui.widgets.page_preview import PagePreview
from govdesk.ui.widgets.section import SectionHeader
from govdesk.ui.workplace import Workplace

if TYPE_CHECKING:
    from govdesk.services.desk import Desk


class MediationScreen(QWidget):
    """`show_case` opens a case at the table; `open_case` asks for its card elsewhere."""

    open_case = Signal(int)
    loaded = Signal(int)  # the draft of this case is in the form
    page_shown = Signal()
    notice = Signal(str, str)  # sentence, tone

    def __init__(
        self,
        desk: Desk,
        session: Session,
        runner: Runner,
        bus: ChangeBus,
        parent: QWidget | None = None,
        place: Workplace | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._runner, self._bus = desk, session, runner, bus
        self._place = place or Workplace(desk, runner, bus, session, self)
        self._findings: list[FindingView] = []
        self._entered = False
        self.setAccessibleName(_("调解"))
        self.setProperty("help", "mediation")
        self._build()
        self._react()
        self._show_buttons()

    def activate(self) -> None:
        """The screen comes in sight."""
        self._load_list()
        if not self._entered:
            self._entered = True
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._has_focus():
            self._stay_here()

    def show_case(self, case_id: int) -> None:
        """Open a case in the pane it is at: the agreement, or what comes before it."""
        self.panels.open(case_id)
        self.drafting.open(case_id)
        self.list.choose(case_id)

    def show_subject(self, subject: int | str | tuple[int, str]) -> None:
        """A case, a case with the pane that is wanted, or the code of a pane alone."""
        if isinstance(subject, str):
            self.panels.go_to(subject)
            return
        case_id, pane = subject if isinstance(subject, tuple) else (subject, "")
        self.show_case(case_id)
        if pane:
            self.panels.go_to(pane)

    def may_close(self) -> bool:
        """The last words of drafts are written on the way out; the form of an action stays until it is settled."""
        self.drafting.save()
        self.panels.save()
        return all(pane.host.may_close() for pane in self.panels.work.values())

    # -- build

    def _build(self) -> None:
        self.head = Head()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_work())
        self.panels = Panels(self._place, self._stack, self)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._make_left())
        split.addWidget(self.panels)
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
        self.bar = TellingBar()
        self.preview = PagePreview()
        data = (self._desk, self._session, self._runner)
        self.boxes = HandBoxes(self.bar, self)
        self.drafting = Drafting(*data, self.editor.draft, self.preview.wanted_dpi, self.boxes, self)
        self.acts = Acting(*data, self._bus, self.drafting, self.editor, self.bar, self)
        middle = _ground("window")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4 + 10, 0)
        above.setSpacing(theme.SPACE_2)
        for each in (self.bar, self.acts.tools, self.acts.issue_pane, self.acts.void_pane):
            above.addWidget(each)
        column.addLayout(above)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(self.editor, 1)
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
        drafting.page_refused.connect(self._show_refusal)
        self.boxes.taken.connect(drafting.render)
        drafting.saved.connect(self._show_saved)
        drafting.collided.connect(self._ask_whose)
        drafting.papers_changed.connect(self._reload_papers)
        drafting.failed.connect(self.bar.complain)
        head.card_wanted.connect(self._ask_for_card)
        head.next_wanted.connect(self.editor.go_to_next_finding)
        head.issue_wanted.connect(lambda: self.acts.ask_issue(print_first=False))
        head.print_wanted.connect(self.acts.ask_print)
        head.void_wanted.connect(self.acts.ask_void)
        head.file_wanted.connect(self.acts.ask_draft_file)
        head.draft_target_wanted.connect(self.acts.ask_draft_target)
        head.pdf_target_wanted.connect(self.acts.ask_pdf_target)
        head.word_target_wanted.connect(self.acts.ask_word_target)
        self.list.chosen.connect(self.show_case)
        self.list.entered.connect(self.panels.take_focus)
        self.panels.form_wanted.connect(self._go_to_form)
        self.panels.case_wanted.connect(self.show_case)
        self.panels.viewed.connect(self.head.show_case)
        self.panels.pane_shown.connect(self.head.stand_before)
        self.papers.opened.connect(self._show_paper)
        self.editor.changed.connect(self._edited)
        self.editor.left.connect(self._leave_form)
        self.preview.sharpness_wanted.connect(drafting.render)
        self.acts.issue_pane.cancelled.connect(self._go_to_form)
        for answered in (self.acts.issue_pane.issue, self.acts.issue_pane.draft_print, self.acts.void_pane.void):
            answered.connect(self._stay_here)
        self.acts.notice.connect(self.notice)
        self.acts.replaced.connect(self._edited)
        self._session.actor_changed.connect(self._seat_changed)
        self._bus.changed.connect(self._news)
        self.bar.unexpected.connect(self._runner.unhandled)
        self._add_keys()

    def _add_keys(self) -> None:
        keys = {
            "Ctrl+P": self.head.print.click,
            "F4": self.head.next.click,
            "Ctrl+O": self.acts.ask_draft_file,
            "Ctrl+S": self.acts.ask_pdf_target,
        }
        for key, act in keys.items():
            self._add_key(key, act, self)
        # in the other panes Ctrl+Enter belongs to their forms
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            self._add_key(key, self.head.issue.click, self._stack)

    def _add_key(self, key: str, act: Callable[[], None], where: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(key), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # -- load

    def _load_list(self) -> None:
        actor = self._session.actor
        self._runner.read(lambda: mediation.open_mediations(self._desk, actor), self._show_list, self.bar.complain)

    def _show_list(self, rows: list[MediationRow]) -> None:
        if self.drafting.wanted is None and rows:
            self.panels.open(rows[0].case_id)
            self.drafting.open(rows[0].case_id)
        self.list.show_rows(rows, self.drafting.wanted)
        self._tables_head.set_trailing(str(sum(row.state == "open" for row in rows)))
        if not rows and self.drafting.work is None:
            self._stack.setCurrentIndex(0)

    def _show_work(self, work: AgreementWork) -> None:
        self.bar.clear()
        self.acts.issue_pane.hide()
        self.acts.void_pane.hide()
        self.editor.set_register(work.register)
        self.papers.show_rows(work.papers)
        self.editor.set_draft(work.draft)
        self.editor.set_locked(self.drafting.locked)
        if not self.drafting.content:
            self.preview.clear()
        self._stack.setCurrentIndex(1)
        self.head.show_state(_("草稿") if work.revision else _("按案件内容预填"))
        self.acts.show_tools(work.issued.document_id if work.issued is not None else None)
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
            self.bar.complain(error)
        self._show_buttons()

    def _reload_papers(self) -> None:
        work, actor = self.drafting.work, self._session.actor
        if work is not None:
            self._runner.read(
                lambda: mediation.agreement_for_case(self._desk, actor, work.case_id).papers,
                self.papers.show_rows,
                self.bar.complain,
            )

    # -- react

    def _edited(self) -> None:
        self.drafting.edited()
        self._show_buttons()

    def _show_findings(self, found: list[FindingView]) -> None:
        self._findings = found
        self.editor.show_findings(found)
        self.head.show_findings(len(found))
        self._show_buttons()

    def _show_page(self, pages: list[PageImage]) -> None:
        self.preview.show_pages(pages)
        self._show_buttons()
        self.page_shown.emit()

    def _show_refusal(self, error: GovDeskError) -> None:
        self.preview.say(sentence(error))
        self.boxes.offered(error)

    def _show_saved(self, _revision: int) -> None:
        self.head.show_state(_("草稿已自动保存 {time}").format(time=f"{self._desk.clock.now():%H:%M}"))

    def _ask_whose(self, words: str) -> None:
        """Two seats typed into one draft: nothing is lost until somebody says which to keep."""
        self.bar.tell(words, "warning", closable=False)
        self.bar.offer(_("保留我的")).clicked.connect(self._keep_mine)
        self.bar.offer(_("换成对方的")).clicked.connect(self.drafting.take_theirs)

    def _keep_mine(self) -> None:
        self.bar.clear()
        self.drafting.keep_mine()

    def _seat_changed(self) -> None:
        self.drafting.close()
        self.panels.close()
        self._stack.setCurrentIndex(0)
        self._show_buttons()
        self._load_list()

    def _news(self, changes: Changes) -> None:
        self._load_list()
        work = self.drafting.work
        if work is not None and (changes.everything or changes.documents or work.case_id in changes.cases):
            self.drafting.refresh()
        elif work is None and self.drafting.wanted is not None and changes.touches_case(self.drafting.wanted):
            self.drafting.open(self.drafting.wanted)
        self.panels.news(changes)

    def _show_paper(self, document_id: int) -> None:
        work = self.drafting.work
        if work is None:
            return
        self.panels.show_pane(AGREEMENT)
        if document_id == 0 or (work.issued is not None and work.issued.document_id == document_id):
            self.drafting.render()
        else:
            self.drafting.show_other(document_id)

    def _ask_for_card(self) -> None:
        if self.drafting.wanted is not None:
            self.open_case.emit(self.drafting.wanted)

    def _go_to_form(self) -> None:
        if self.drafting.work is not None:
            self.editor.go_to_first()

    def _stay_here(self, *_answer: object) -> None:
        """The question that had the focus is gone and the form is closed: the keys go on from the row of panes."""
        self.panels.bar.buttons[self.panels.pane()].setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and focused.isVisible() and self.isAncestorOf(focused)

    def _leave_form(self, forward: bool) -> None:
        """Past the last field comes what is done with the paper, before the first the row of panes."""
        pane = self.acts.issue_pane
        after = [pane.both, self.head.next, self.head.issue, self.head.print, self.head.card]
        before = [self.panels.bar.buttons[AGREEMENT]]
        for each in after if forward else before:
            if each.isVisible() and each.isEnabled():
                each.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                return

    def _show_buttons(self) -> None:
        work = self.drafting.work
        copies = documents.copies_for(self.editor.draft()) if work is not None else 0
        wrong = any(item.level == ERROR for item in self._findings)
        self.head.show_work(work, copies, bool(work and self.drafting.content), wrong)
        self.acts.may_issue = self.head.issue.isEnabled()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activate()

    def hideEvent(self, event: QHideEvent) -> None:
        self.drafting.save()
        self.panels.save()
        super().hideEvent(event)


def _ground(name: str) -> QWidget:
    made = QWidget()
    made.setProperty("ground", name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made
