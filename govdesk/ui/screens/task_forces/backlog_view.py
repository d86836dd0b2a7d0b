"""One problem left over from the past with what its months brought, and the register month by month."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.backlog import BacklogMonth, BacklogRow, age_words
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import ElidedLabel, label
from govdesk.ui.widgets.section import Card

LEADERS_ONLY = ("change", "settle", "form_from")


class BacklogView(QWidget):
    """`form_wanted(code)`, `force_wanted(number)`."""

    form_wanted = Signal(str)
    force_wanted = Signal(str)
    case_wanted = Signal(int)

    def __init__(
        self,
        row: BacklogRow,
        months: Sequence[BacklogMonth],
        labels: dict[str, str],
        allowed: frozenset[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(self._head(labels, allowed))
        column.addWidget(self._facts())
        beside = QHBoxLayout()
        beside.setSpacing(theme.SPACE_3)
        beside.addWidget(self._own_months(), 1)
        beside.addWidget(self._all_months(months), 1)
        column.addLayout(beside)
        column.addStretch(1)

    def _head(self, labels: dict[str, str], allowed: frozenset[str]) -> QHBoxLayout:
        row = self._row
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(label(row.number, "secondary", selectable=True))
        head.addWidget(ElidedLabel(row.title, "title"), 1)
        head.addWidget(Chip(row.field_label, "accent"))
        if not row.open:
            head.addWidget(Chip(_("已化解"), "good"))
            return head
        if row.task_force:
            force = button(_("专班 {number}").format(number=row.task_force), "link", "users")
            force.clicked.connect(lambda: self.force_wanted.emit(row.task_force))
            head.addWidget(force)
        codes = ("month", "change", "settle") if row.task_force or not row.cases else tuple(labels)
        for code in codes:
            made = button(labels[code], {"month": "primary", "settle": "danger"}.get(code, ""))
            made.setEnabled(code in allowed)
            if not made.isEnabled():
                made.setToolTip(_("由主管或政法委员席位办理"))
            made.clicked.connect(lambda _on=False, code=code: self.form_wanted.emit(code))
            head.addWidget(made)
        return head

    def _facts(self) -> QWidget:
        row = self._row
        box = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_3)
        grid.setVerticalSpacing(4)
        limit = _("{day}（已超期）").format(day=row.limit_on.isoformat()) if row.overdue else row.limit_on.isoformat()
        facts = (
            (_("包案领导"), row.leader, ""),
            (_("班长"), row.head, ""),
            (_("限期"), limit, "overdue" if row.overdue else ""),
            (_("存续"), _("{age}（自 {day}）").format(age=row.age_words, day=row.since_on.isoformat()), ""),
            (_("方案"), row.plan, ""),
            (_("结果"), _result(row), "on_time"),
        )
        for place, (caption, words, role) in enumerate(facts):
            if not words:
                continue
            line, column = (0, 2 * place) if place < 3 else (place - 2, 0)
            grid.addWidget(label(caption, "secondary"), line, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, role, wrap=True, selectable=True), line, column + 1, 1, 1 if place < 3 else 5)
        for column in (1, 3, 5):
            grid.setColumnStretch(column, 1)
        box.body.addLayout(grid)
        if row.cases:
            box.body.addLayout(self._cases())
        return box

    def _cases(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(_("相关案件"), "secondary"))
        for case_id, number in self._row.cases:
            opener = button(number, "link")
            opener.clicked.connect(lambda _on=False, case_id=case_id: self.case_wanted.emit(case_id))
            line.addWidget(opener)
        line.addStretch(1)
        return line

    def _own_months(self) -> QWidget:
        box = Card(_("逐月进展"))
        if not self._row.months:
            box.body.addWidget(label(_("还没有登记过月度进展"), "secondary"))
        for month, text, by in reversed(self._row.months):
            line = QHBoxLayout()
            line.addWidget(label(month, "secondary"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text, wrap=True, selectable=True), 1)
            line.addWidget(label(by, "small"), 0, Qt.AlignmentFlag.AlignTop)
            box.body.addLayout(line)
        box.body.addStretch(1)
        return box

    def _all_months(self, months: Sequence[BacklogMonth]) -> QWidget:
        """The whole register at the end of each month."""
        box = Card(_("全部积案，按月"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_3)
        grid.setVerticalSpacing(4)
        heads = (_("月份"), _("新登记"), _("化解"), _("存量"), _("超期"), _("有进展"), _("平均存续"))
        for column, words in enumerate(heads):
            grid.addWidget(label(words, "small"), 0, column, _align(column))
        for line, month in enumerate(reversed(list(months)), start=1):
            age = "—" if month.average_age_months is None else age_words(round(month.average_age_months))
            counts = (month.opened, month.settled, month.standing, month.overdue, month.reported)
            for column, words in enumerate((month.month, *map(str, counts), age)):
                role = "overdue" if column == 4 and month.overdue else ""
                grid.addWidget(label(words, role), line, column, _align(column))
        box.body.addLayout(grid)
        box.body.addStretch(1)
        return box


def _result(row: BacklogRow) -> str:
    if row.settled_on is None:
        return ""
    return _("{day} 化解：{result}").format(day=row.settled_on.isoformat(), result=row.result)


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
