"""One task force: the five ones, its three phases, its cases, and its history."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.task_force_views import MemberView, TaskForceView, limit_words
from govdesk.ui import theme
from govdesk.ui.screens.task_forces.phases import PhaseColumn
from govdesk.ui.widgets.buttons import button, flush_link
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import ElidedLabel, label
from govdesk.ui.widgets.section import Card, SectionHeader

CASES_SHOWN = 4
LEADERS_ONLY = ("leader", "head", "limit", "join", "close")


class ForceView(QWidget):
    """Made anew for each reading; `form_wanted(code)`, `page_wanted(entry id)`, `leave_wanted(case id)`."""

    form_wanted = Signal(str)
    page_wanted = Signal(int)
    leave_wanted = Signal(int)
    case_wanted = Signal(int)
    report_wanted = Signal()

    def __init__(self, view: TaskForceView, labels: dict[str, str], leads: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._labels, self._leads = view, labels, leads
        self.columns: list[PhaseColumn] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(self._head())
        column.addWidget(self._five_ones())
        column.addLayout(self._phases(), 1)
        column.addWidget(self._cases())

    def minimumSizeHint(self) -> QSize:
        """As high as the words need at the width there is, not at the narrowest: the page scrolls no sooner."""
        return QSize(super().minimumSizeHint().width(), 0)

    def _head(self) -> QHBoxLayout:
        row = self._view.row
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(label(row.number, "secondary", selectable=True))
        head.addWidget(ElidedLabel(row.problem, "title"), 1)
        head.addWidget(Chip(row.phase_label, "accent" if row.is_open else "good"))
        if row.outcome_label:
            head.addWidget(Chip(row.outcome_label, "good"))
        report = button(_("退出报告"), "", "notebook-text")
        report.clicked.connect(self.report_wanted)
        head.addWidget(report)
        if row.is_open:
            head.addWidget(self._changes())
            head.addWidget(self._button("close", "danger"))
        return head

    def _changes(self) -> QPushButton:
        made = button(_("变更"))
        menu = QMenu(made)
        for code in ("leader", "head", "members", "limit", "join"):
            entry = menu.addAction(self._labels[code])
            entry.setEnabled(self._leads or code not in LEADERS_ONLY)
            entry.triggered.connect(lambda _on=False, code=code: self.form_wanted.emit(code))
        made.setMenu(menu)
        return made

    def _button(self, code: str, tone: str) -> QPushButton:
        made = button(self._labels[code], tone)
        made.setEnabled(self._leads or code not in LEADERS_ONLY)
        if not made.isEnabled():
            made.setToolTip(_("由政法委员席位办理"))
        made.clicked.connect(lambda: self.form_wanted.emit(code))
        return made

    def _five_ones(self) -> QWidget:
        row = self._view.row
        box = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_3)
        grid.setVerticalSpacing(4)
        facts = (
            (_("包案领导"), row.leader, ""),
            (_("班长"), row.head, ""),
            (_("限期"), limit_words(row), "overdue" if row.overdue else ""),
            (_("成员"), "、".join(row.members), ""),
            (_("方案"), self._view.plan, ""),
        )
        for place, (caption, words, role) in enumerate(facts):
            line, column = (0, 2 * place) if place < 3 else (place - 2, 0)
            grid.addWidget(label(caption, "secondary"), line, column, Qt.AlignmentFlag.AlignTop)
            value = label(words, role, wrap=True, selectable=True)
            grid.addWidget(value, line, column + 1, 1, 1 if place < 3 else 5, Qt.AlignmentFlag.AlignTop)
        for column in (1, 3, 5):
            grid.setColumnStretch(column, 1)
        box.body.addLayout(grid)
        if self._view.result:
            box.body.addWidget(label(_("结果：{words}").format(words=self._view.result), "on_time", wrap=True))
        return box

    def _phases(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_3)
        for phase in self._view.phases:
            made = PhaseColumn(phase, self._labels, self._view.row.is_open)
            made.wanted.connect(self.form_wanted)
            made.page_wanted.connect(self.page_wanted)
            self.columns.append(made)
            line.addWidget(made, 1)
        return line

    def _cases(self) -> QWidget:
        box = Card()
        inside = sum(each.inside for each in self._view.cases)
        words = _("案件 {count} 件，在专班 {inside} 件").format(count=len(self._view.cases), inside=inside)
        box.body.addWidget(SectionHeader(words, self._last_change()))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(theme.SPACE_3)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for line, each in enumerate(self._view.cases):
            self._add_case(grid, line, each)
        area = QScrollArea()
        area.setProperty("ground", "surface")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder.setProperty("ground", "surface")
        area.setWidget(holder)
        shown = min(len(self._view.cases), CASES_SHOWN)
        area.setFixedHeight(shown * theme.px(theme.CONTROL_HEIGHT + 4))
        box.body.addWidget(area)
        return box

    def _add_case(self, grid: QGridLayout, line: int, each: MemberView) -> None:
        opener = flush_link(each.number)
        opener.setAccessibleName(_("打开案件 {number}").format(number=each.number))
        opener.clicked.connect(lambda: self.case_wanted.emit(each.case_id))
        grid.addWidget(opener, line, 0)
        grid.addWidget(ElidedLabel(each.title), line, 1)
        grid.addWidget(label(each.handler, "secondary"), line, 2)
        grid.addWidget(Chip(each.status_label, "neutral"), line, 3)
        state = label(each.state, "on_time" if each.inside else "secondary")
        state.setToolTip(each.why)
        grid.addWidget(state, line, 4)
        if each.inside and self._view.row.is_open:
            leave = button(_("退出专班"), "quiet")
            leave.setAccessibleName(_("退出专班：{number}").format(number=each.number))
            leave.setEnabled(self._leads)
            leave.clicked.connect(lambda: self.leave_wanted.emit(each.case_id))
            grid.addWidget(leave, line, 5)

    def _last_change(self) -> str:
        """The newest line of what belongs to no phase: 11-07 更换班长 甲 → 乙."""
        if not self._view.history:
            return ""
        entry = self._view.history[-1]
        return " ".join((f"{entry.at:%m-%d}", entry.label, *entry.lines))
