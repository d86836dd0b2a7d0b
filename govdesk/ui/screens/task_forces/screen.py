"""专班与积案: the registers at the left, the one chosen at the right, its pages and forms beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from govdesk.domain.errors import GovDeskError
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services import backlog, task_force_views, task_forces
from govdesk.services.backlog import BacklogMonth, BacklogRow
from govdesk.services.messages import sentence
from govdesk.services.task_force_views import TaskForceRow, TaskForceView
from govdesk.services.task_forces import Citation, Written
from govdesk.ui import theme
from govdesk.ui.action_host import ActionHost
from govdesk.ui.kept_words import KeptWords
from govdesk.ui.screens.task_forces.backlog_view import BacklogView
from govdesk.ui.screens.task_forces.force_view import ForceView
from govdesk.ui.screens.task_forces.page_pane import WIDTH, PagePane
from govdesk.ui.screens.task_forces.register_forms import (
    RegisterForm,
    backlog_forms,
    force_forms,
    new_backlog_form,
    new_force_form,
)
from govdesk.ui.screens.task_forces.register_list import BACKLOG, FORCES, RegisterList
from govdesk.ui.widgets.action_pane import ActionPane
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.workplace import Workplace

NEWS_PAUSE_MILLISECONDS = 250
LEFT_WIDTH = 300
WIDE = 1500  # so wide that list, phases and page stand side by side


@dataclass(frozen=True, slots=True)
class _Reading:
    forces: tuple[TaskForceRow, ...]
    problems: tuple[BacklogRow, ...]
    months: tuple[BacklogMonth, ...]
    force: TaskForceView | None


class TaskForcesScreen(QWidget):
    """`show_subject(number)` shows a task force or a problem by its number."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._side, self._token = FORCES, 0
        self._chosen: dict[str, str] = {FORCES: "", BACKLOG: ""}
        self._reading: _Reading | None = None
        self.view: ForceView | BacklogView | None = None
        self._shown: QWidget | None = None
        self.pane: ActionPane | None = None
        self._kept = KeptWords()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "task_forces")
        self.setAccessibleName(_("专班与积案"))
        self._build()
        self._news = QTimer(self, singleShot=True, interval=NEWS_PAUSE_MILLISECONDS)
        self._news.timeout.connect(self.reload)
        place.bus.changed.connect(lambda _changes: self._news.start() if self.isVisible() else None)
        place.session.actor_changed.connect(lambda _actor: self.reload() if self.isVisible() else None)

    def activate(self) -> None:
        self.reload()

    def show_subject(self, subject: Any) -> None:
        side = BACKLOG if str(subject).startswith("JA") else FORCES
        self._chosen[side] = str(subject)
        self.show_side(side)

    def show_side(self, side: str) -> None:
        """Task forces, or the problems left over from the past."""
        self._side = side
        self.list.mark(side)
        self._close_pane()
        self._close_page()
        self.reload()

    def reload(self) -> None:
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._place.actor
        wanted = self._chosen[FORCES]

        def read() -> tuple[int, _Reading]:
            forces = tuple(task_force_views.task_forces(desk, actor))
            number = wanted if any(row.number == wanted for row in forces) else forces[0].number if forces else ""
            force = task_force_views.task_force(desk, actor, number) if number else None
            today = desk.clock.now().date()
            last = f"{today:%Y-%m}"
            first = f"{today.year - (today.month < 6)}-{(today.month + 6) % 12 + 1:02}"
            months = tuple(backlog.backlog_months(desk, actor, first, last))
            return token, _Reading(forces, tuple(backlog.backlog(desk, actor)), months, force)

        self._place.runner.read(read, self._take, self._place.told)

    # -- build

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self.list = RegisterList()
        self.list.side_chosen.connect(self.show_side)
        self.list.chosen.connect(self._choose)
        self.list.new_wanted.connect(self._ask_new)
        splitter.addWidget(self.list)
        splitter.addWidget(self._middle())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(LEFT_WIDTH), 1200, theme.px(WIDTH)])
        outer.addWidget(splitter)

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setMinimumWidth(theme.px(560))
        self._holder = QVBoxLayout(middle)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._empty = EmptyState("users", _("还没有专班"), "")
        self._holder.addWidget(self._empty)
        return middle

    def _right(self) -> QWidget:
        """The page that is read above, the form that is written below; hidden while neither is wanted."""
        self._beside = QWidget()
        self._beside.setProperty("ground", "surface")
        self._beside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._foot = QVBoxLayout(self._beside)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setSpacing(0)
        self.page = PagePane(self._place)
        self.page.closed.connect(self._close_page)
        self._foot.addWidget(self.page, 1)
        self.host = ActionHost(self._place)
        self.host.opened.connect(self._arrange)
        self.host.closed.connect(self._arrange)
        self._foot.addWidget(self.host)
        self._beside.hide()
        return self._beside

    # -- show

    def _take(self, answer: tuple[int, _Reading]) -> None:
        token, reading = answer
        if token != self._token:
            return
        self._reading = reading
        if reading.force is not None:
            self._chosen[FORCES] = reading.force.row.number
        problems = {row.number for row in reading.problems}
        if self._chosen[BACKLOG] not in problems:
            self._chosen[BACKLOG] = reading.problems[0].number if reading.problems else ""
        self._show_list()
        self._show_right()

    def _show_list(self) -> None:
        assert self._reading is not None
        if self._side == FORCES:
            self.list.show_forces(self._reading.forces, self._chosen[FORCES])
        else:
            self.list.show_problems(self._reading.problems, self._chosen[BACKLOG])

    def _show_right(self) -> None:
        if self._shown is not None:
            self._holder.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
            self.view = self._shown = None
        made = self._force_view() if self._side == FORCES else self._backlog_view()
        self._empty.setVisible(made is None)
        if made is None:
            self._say_empty()
            return
        self.view = made
        made.form_wanted.connect(self.ask)
        made.case_wanted.connect(self._place.case_wanted)
        shown = _scrolled(made)
        self._shown = shown
        self._holder.addWidget(shown, 1)

    def _force_view(self) -> ForceView | None:
        assert self._reading is not None
        if self._reading.force is None:
            return None
        labels = {code: form.label for code, form in force_forms(self._reading.force).items()}
        made = ForceView(self._reading.force, labels, self._place.actor.role is Role.LEADER)
        made.page_wanted.connect(self.open_page)
        made.leave_wanted.connect(lambda case_id: self.host.begin(case_id, "leave_task_force"))
        made.report_wanted.connect(self._copy_report)
        return made

    def _backlog_view(self) -> BacklogView | None:
        row = self._problem()
        if row is None or self._reading is None:
            return None
        role = self._place.actor.role
        allowed = {"month"} if role in backlog.WRITERS else set()
        if role in backlog.LEADERS:
            allowed |= {"change", "settle"}
        if role is Role.LEADER:
            allowed.add("form_from")
        forms = backlog_forms(row, self._place.desk.clock.now().date())
        labels = {code: form.label for code, form in forms.items()}
        made = BacklogView(row, self._reading.months, labels, frozenset(allowed))
        made.force_wanted.connect(self.show_subject)
        return made

    def _say_empty(self) -> None:
        if self._side == FORCES:
            sentence_ = _("在案件上按 Shift+T 立专班：一个问题、一名领导、一个专班、一套方案、限期办结。")
            self._empty.say(_("还没有专班"), sentence_)
        else:
            self._empty.say(_("还没有积案"), _("按“登记积案”登记历史遗留问题：写明领导、班长、方案和限期。"))

    # -- act

    def may_close(self) -> bool:
        """A form with typed text stays."""
        if self.pane is None or not self.pane.dirty():
            return self.host.may_close()
        self._place.notice.emit(_("请先完成或放弃正在填写的操作，再关闭窗口。"), "warning")
        return False

    def ask(self, code: str) -> None:
        """Open the form of this code for what is chosen."""
        form = self._forms().get(code)
        if form is not None:
            self._open(form)

    def open_page(self, entry_id: int) -> None:
        """Show the page that a reading note cites."""
        desk, actor, number = self._place.desk, self._place.actor, self._chosen[FORCES]
        self._place.runner.read(
            lambda: task_forces.open_citation(desk, actor, number, entry_id),
            self._show_page,
            self._place.told,
        )

    def _show_page(self, citation: Citation) -> None:
        self.page.show_citation(citation)
        self._arrange()

    def _close_page(self) -> None:
        self.page.hide()
        self._arrange()

    def _arrange(self) -> None:
        """A page or a form needs room: on a narrow window the list steps aside for it."""
        wanted = not self.page.isHidden() or not self.host.isHidden() or self.pane is not None
        self._beside.setVisible(wanted)
        self.list.setVisible(not wanted or self.width() >= theme.px(WIDE))

    def _follow_file(self) -> None:
        """While a reading note is written, the page it speaks of stands above it."""
        if self.pane is None:
            return
        given = self.pane.form.values()
        chosen, page = given.get("file"), given.get("page")
        if not chosen or not page:
            return
        case_id, sha256 = str(chosen).split(":")
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: task_forces.cited_page(desk, actor, int(case_id), sha256, int(page)),
            self._show_page,
            lambda error: self.page.hide() if isinstance(error, GovDeskError) else self._place.told(error),
        )

    def _forms(self) -> Mapping[str, RegisterForm]:
        if self._side == FORCES:
            force = self._reading.force if self._reading is not None else None
            return force_forms(force) if force is not None else {}
        row = self._problem()
        return backlog_forms(row, self._place.desk.clock.now().date()) if row is not None else {}

    def _ask_new(self) -> None:
        self._open(new_force_form() if self._side == FORCES else new_backlog_form())

    def _open(self, form: RegisterForm) -> None:
        if self.pane is not None and self.pane.dirty():
            self._place.notice.emit(_("请先完成或放弃正在填写的操作。"), "warning")
            return
        self._close_pane()
        self.host.give_up()
        number = self._chosen[self._side] if form.code not in ("form", "register_backlog") else ""
        said_how = tuple(self._place.desk.rules.transitions.lists["said_how"].items())
        self.pane = ActionPane(form.offer(), form.fields, number, self._place.desk.clock.now, said_how)
        self.pane.form.set_values(form.preset)
        self.pane.submitted.connect(lambda values, note, _said, _slip: self._send(form, values, note))
        self.pane.given_up.connect(self._close_pane)
        if form.code == "note":
            self.pane.form.changed.connect(self._follow_file)
            self._follow_file()
        else:
            self.page.hide()
        self._foot.addWidget(self.pane, 0 if form.code == "note" else 1)
        self.pane.setMinimumHeight(min(self.height() * 6 // 10, self.pane.sizeHint().height()))
        self.pane.show()
        self._arrange()
        self.pane.start()
        self._kept.fill(self.pane)

    def _send(self, form: RegisterForm, values: Mapping[str, Any], note: str) -> None:
        desk, actor, side = self._place.desk, self._place.actor, self._side

        def done(written: Written) -> None:
            self._close_pane()
            if form.code in ("form", "register_backlog"):
                self._chosen[side] = written.number
            told = _("{action}已记入 {number}。").format(action=form.label, number=written.number)
            self._place.notice.emit(told, "good")
            self._place.committed(written.changes)
            self.reload()

        self._place.runner.write(lambda: form.write(desk, actor, values, note), done, self._refused)

    def _refused(self, error: Exception) -> None:
        if self.pane is not None and isinstance(error, GovDeskError):
            self.pane.refused(sentence(error))
            return
        if self.pane is not None:
            self.pane.refused(_("没有写入，内容仍在，请再试一次。"))
        self._place.told(error)

    def _close_pane(self) -> None:
        if self.pane is None:
            return
        pane, self.pane = self.pane, None
        self._kept.keep(pane)
        pane.hide()
        self._foot.removeWidget(pane)
        pane.deleteLater()
        self._arrange()
        self.list.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, number: str) -> None:
        self._chosen[self._side] = number
        self._close_pane()
        self._close_page()
        self.reload()

    def _copy_report(self) -> None:
        """The exit report as text into the clipboard: what is printed later can be passed on today."""
        desk, actor, number = self._place.desk, self._place.actor, self._chosen[FORCES]

        def done(report: task_force_views.ExitReport) -> None:
            QApplication.clipboard().setText("\n".join(report.lines))
            self._place.notice.emit(
                _("专班 {number} 的退出报告已复制，可以粘贴到文档里。").format(number=number), "good"
            )

        self._place.runner.read(lambda: task_force_views.exit_report(desk, actor, number), done, self._place.told)

    def _problem(self) -> BacklogRow | None:
        rows: Sequence[BacklogRow] = self._reading.problems if self._reading is not None else ()
        return next((row for row in rows if row.number == self._chosen[BACKLOG]), None)


def _scrolled(view: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(view)
    return area
