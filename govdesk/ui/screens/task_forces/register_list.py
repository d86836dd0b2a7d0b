"""The left side: task forces or the backlog, one entry each, and the button for a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.backlog import BacklogRow
from govdesk.services.task_force_views import TaskForceRow, limit_words
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label

FORCES, BACKLOG = "forces", "backlog"


class RegisterList(QWidget):
    """`side_chosen` after a click on 专班 or 积案台账, `chosen(number)` from the list, `new_wanted`."""

    side_chosen = Signal(str)
    chosen = Signal(str)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(240))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(theme.SPACE_2)
        head = QHBoxLayout()
        group = QButtonGroup(self)
        self._buttons = {}
        for side, words in ((FORCES, _("专班")), (BACKLOG, _("积案台账"))):
            made = button(words, "quiet")
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, side=side: self.side_chosen.emit(side))
            group.addButton(made)
            self._buttons[side] = made
            head.addWidget(made)
        head.addStretch(1)
        self.new = button("", "", "plus")
        self.new.clicked.connect(self.new_wanted)
        head.addWidget(self.new)
        column.addLayout(head)
        self._count = label("", "small")
        column.addWidget(self._count)
        self.list = QListWidget()
        self.list.setAccessibleName(_("专班与积案"))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._choose)
        column.addWidget(self.list, 1)
        self.mark(FORCES)

    def mark(self, side: str) -> None:
        """Which register is shown, and what a new entry of it is called."""
        self._buttons[side].setChecked(True)
        self.new.setText(_("立专班") if side == FORCES else _("登记积案"))
        self.new.setAccessibleName(self.new.text())

    def show_forces(self, rows: Sequence[TaskForceRow], chosen: str) -> None:
        self._count.setText(_("进行中 {count} 个").format(count=sum(row.is_open for row in rows)))
        self._show([_force_line(row) for row in rows], chosen)

    def show_problems(self, rows: Sequence[BacklogRow], chosen: str) -> None:
        self._count.setText(_("存量 {count} 件").format(count=sum(row.open for row in rows)))
        self._show([_problem_line(row) for row in rows], chosen)

    def _show(self, lines: Sequence[tuple[str, str, bool]], chosen: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for number, text, late in lines:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, number)
            if late:
                item.setForeground(theme.color("overdue_text"))
            self.list.addItem(item)
            if number == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _choose(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _force_line(row: TaskForceRow) -> tuple[str, str, bool]:
    """(number, words, whether it is late)."""
    state = row.outcome_label or row.phase_label
    words = _("{problem}\n{number} · {state}\n限期 {limit}").format(
        problem=row.problem, number=row.number, state=state, limit=limit_words(row)
    )
    return row.number, words, row.is_open and row.overdue


def _problem_line(row: BacklogRow) -> tuple[str, str, bool]:
    state = row.age_words if row.open else _("已化解")
    words = _("{title}\n{number} · {field} · {state}").format(
        title=row.title, number=row.number, field=row.field_label, state=state
    )
    return row.number, words, row.open and row.overdue
