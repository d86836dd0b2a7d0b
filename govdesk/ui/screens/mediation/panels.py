"""The panes of one dispute beside each other: which is shown, what each shows, and the way between them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.foundation.text import _
from govdesk.services import mediation_notices, mediation_views
from govdesk.services.documents import IssuedDocument
from govdesk.services.hand_boxes import may_be_boxed
from govdesk.services.mediation_views import (
    AGREEMENT,
    CONFIRMATION,
    CONSENT,
    DOSSIER,
    PERFORMANCE,
    TALK,
    MediationView,
)
from govdesk.ui.screens.mediation.notes_pane import NotesPane
from govdesk.ui.screens.mediation.pane_bar import SCHEDULE, PaneBar
from govdesk.ui.screens.mediation.schedule import SchedulePane
from govdesk.ui.screens.mediation.work_pane import WorkPane, pane_name
from govdesk.ui.widgets.labels import line
from govdesk.ui.workplace import Workplace

NOTICE = "mediation_notice"
PAPERS = {
    CONSENT: (
        ("application", lambda: _("申请书")),
        ("acceptance", lambda: _("受理登记表")),
        ("rights_notice", lambda: _("权利义务告知书")),
    ),
    TALK: (
        (NOTICE, lambda: _("调解通知书")),
        ("session_record", lambda: _("调解记录")),
        ("evidence_list", lambda: _("证据清单")),
    ),
    PERFORMANCE: (
        ("performance_receipt", lambda: _("履行凭证")),
        ("performance_reminder", lambda: _("督促履行书")),
    ),
    CONFIRMATION: (("confirmation_application", lambda: _("司法确认申请书")),),
    DOSSIER: (
        ("follow_up_record", lambda: _("回访记录")),
        ("closing_report", lambda: _("结案报告")),
        ("dossier", lambda: _("整卷")),
    ),
}
ORDER = (CONSENT, TALK, AGREEMENT, PERFORMANCE, CONFIRMATION, DOSSIER, SCHEDULE)


class Panels(QWidget):
    """`open` reads a case; the pane stays where it was put, but a case without a table has no agreement to show."""

    form_wanted = Signal()  # the focus belongs in the form of the agreement
    case_wanted = Signal(int)
    pane_shown = Signal(bool)  # whether it is the agreement
    viewed = Signal(str, str, str, bool)  # number, title, committee, whether there is an agreement

    def __init__(self, place: Workplace, agreement: QWidget, screen: QWidget) -> None:
        super().__init__()
        self._place = place
        self._case_id: int | None = None
        self._chosen = False
        self.view: MediationView | None = None
        self.bar = PaneBar([(code, pane_name(code)) for code in ORDER], screen)
        self.notes = NotesPane(place)
        self.schedule = SchedulePane(place)
        self.work = {code: self._work_pane(code) for code in (CONSENT, TALK, PERFORMANCE, CONFIRMATION, DOSSIER)}
        self._stack = QStackedWidget()
        self._widgets: dict[str, QWidget] = {**self.work, AGREEMENT: agreement, SCHEDULE: self.schedule}
        for code in ORDER:
            self._stack.addWidget(self._widgets[code])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(line())
        column.addWidget(self._stack, 1)
        self.bar.chosen.connect(self._choose)
        self.schedule.case_wanted.connect(self.case_wanted)
        self.notes.finish_wanted.connect(self._finish)
        self.show_pane(AGREEMENT)

    def open(self, case_id: int) -> None:
        """Read the case and show it in the pane in force."""
        if case_id != self._case_id:
            self.notes.save()
            self._chosen = False
        self._case_id = case_id
        self.reload()

    def close(self) -> bool:
        """Nothing is open any more (another seat took over)."""
        self.notes.open(0, None)
        self._case_id, self.view = None, None
        return True

    def save(self) -> None:
        """Keep what is being typed."""
        self.notes.save()

    def reload(self) -> None:
        case_id = self._case_id
        if case_id is None:
            return
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: mediation_views.mediation_view(desk, actor, case_id), self._take, self._place.told
        )

    def news(self, changes: Changes) -> None:
        if self._case_id is not None and changes.touches_case(self._case_id):
            self.reload()
        if self.pane() == SCHEDULE:
            self.schedule.reload()

    def pane(self) -> str:
        return ORDER[self._stack.currentIndex()]

    def show_pane(self, code: str) -> None:
        """Bring a pane to the front without moving the focus."""
        self._stack.setCurrentWidget(self._widgets[code])
        self.bar.show_chosen(code)
        self.pane_shown.emit(code == AGREEMENT)
        if code == SCHEDULE:
            self.schedule.reload()

    def go_to(self, code: str) -> None:
        """Show this pane for the case, whatever it is at."""
        self._chosen = True
        self.show_pane(code)

    def take_focus(self) -> None:
        code = self.pane()
        if code == AGREEMENT:
            self.form_wanted.emit()
        elif code == SCHEDULE:
            self.schedule.take_focus()
        elif code == TALK and self.notes.work is not None and not self.notes.work.signed_off:
            self.notes.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.work[code].take_focus()

    def _choose(self, code: str) -> None:
        self._chosen = True
        self.show_pane(code)
        self.take_focus()

    def _take(self, view: MediationView) -> None:
        if view.case_id != self._case_id:
            return
        self.view = view
        for pane in self.work.values():
            pane.show_view(view)
        self.notes.open(view.case_id, view.session)
        self.viewed.emit(view.number, view.title, view.committee, view.has_table)
        if not self._chosen and self.pane() != SCHEDULE:
            self.show_pane(AGREEMENT if view.has_table else CONSENT)

    def _finish(self, session: int) -> None:
        self.work[TALK].begin("finish_session", {"number": session})

    def _work_pane(self, code: str) -> WorkPane:
        papers = [(kind, words()) for kind, words in PAPERS[code]]
        pane = WorkPane(self._place, code, pane_name(code), papers, self.notes if code == TALK else None)
        pane.setProperty("help", "mediation")
        pane.acted.connect(self.reload)
        pane.paper_wanted.connect(self._go_to_paper)
        return pane

    def _go_to_paper(self, kind: str) -> None:
        if self._case_id is not None and kind == NOTICE:
            self._issue_notices(self._case_id)
        elif self._case_id is not None:
            where = "dossier" if kind == "dossier" else "papers"
            self._place.screen_wanted.emit(where, self._case_id if kind == "dossier" else (self._case_id, kind))

    def _issue_notices(self, case_id: int) -> None:
        """One for each party of the next talk; earlier ones of the same talk become void."""
        desk, actor = self._place.desk, self._place.actor

        def done(issued: list[IssuedDocument]) -> None:
            for each in issued:
                self._place.committed(each.changes)
            words = _("已出具 {count} 份调解通知书，在文书里打印。").format(count=len(issued))
            self._place.notice.emit(words, "good")

        def refused(error: Exception) -> None:
            """A name that cannot be printed is dealt with where the notice can be seen."""
            if may_be_boxed(error):
                self._place.screen_wanted.emit("papers", (case_id, NOTICE))
            else:
                self._place.told(error)

        self._place.runner.write(lambda: mediation_notices.issue_notices(desk, actor, case_id), done, refused)
