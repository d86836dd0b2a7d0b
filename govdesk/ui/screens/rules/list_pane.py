"""The left side: a field to search the rules, buttons for the list, and the list itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.screens.rules.rule_list import RuleList
from govdesk.ui.screens.rules.rule_model import RuleRow
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import label, line
from govdesk.ui.widgets.search_field import SearchField


@dataclass(frozen=True, slots=True)
class Tool:
    """A button above the list; `code` is what `tool_wanted` tells."""

    code: str
    icon: str
    name: str


def tools() -> tuple[Tool, ...]:
    """From left to right, each with its key."""
    return (
        Tool("add", "plus", _("新增规则（Insert）")),
        Tool("copy", "copy", _("复制规则（Ctrl+D）")),
        Tool("delete", "trash-2", _("删除规则（Delete）")),
        Tool("up", "chevron-up", _("上移（Alt+↑）")),
        Tool("down", "chevron-down", _("下移（Alt+↓）")),
        Tool("undo", "undo-2", _("撤销（Ctrl+Z）")),
        Tool("redo", "redo-2", _("恢复（Ctrl+Shift+Z）")),
    )


class ListPane(QWidget):
    """While a search narrows the list nothing can be dragged: the order shown is not the whole one."""

    tool_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows: tuple[RuleRow, ...] = ()
        self._current, self._editable = "", False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        head.setSpacing(2)
        self.search = SearchField(_("查找规则：名称、条件、单位"), _("查找规则"))
        self.search.searched.connect(lambda _text: self._fill())
        head.addWidget(self.search, 1)
        self.buttons: dict[str, QToolButton] = {}
        for tool in tools():
            made = icon_button(tool.icon, tool.name)
            made.clicked.connect(lambda _checked=False, code=tool.code: self.tool_wanted.emit(code))
            head.addWidget(made)
            self.buttons[tool.code] = made
        column.addLayout(head)
        column.addWidget(line())
        self.count = label("", "small")
        self.count.setContentsMargins(theme.SPACE_3, 4, theme.SPACE_3, 4)
        column.addWidget(self.count)
        self.list = RuleList()
        self.search.descended.connect(self.list.setFocus)
        column.addWidget(self.list, 1)
        self.empty = EmptyState("search", _("没有找到规则"), "", _("清空查找"))
        self.empty.acted.connect(self.search.clear)
        self.empty.hide()
        column.addWidget(self.empty, 1)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), 600)

    def show_rows(self, rows: Sequence[RuleRow], current: str, editable: bool) -> None:
        self._rows, self._current, self._editable = tuple(rows), current, editable
        self._fill()

    def mark(self, rule_id: str) -> None:
        """Another rule is chosen; one that the search hides comes back into sight."""
        self._current = rule_id
        if self.search.text() and self.list.rules.position(rule_id) < 0:
            self.search.clear()
            self._fill()
        self.list.mark(rule_id)

    def allow(self, code: str, allowed: bool) -> None:
        self.buttons[code].setEnabled(allowed)

    def _fill(self) -> None:
        wanted = self.search.text().strip().lower()
        rows = [row for row in self._rows if not wanted or wanted in f"{row.label}{row.sentence}".lower()]
        self.list.set_movable(self._editable and not wanted)
        self.list.show_rows(rows, self._current)
        for each in self.buttons.values():
            each.setVisible(self._editable)
        on = sum(row.enabled for row in self._rows)
        words = _("共 {count} 条，从上到下，第一条全部满足的说了算").format(count=len(self._rows))
        if on < len(self._rows):
            words = _("{words}；{off} 条停用").format(words=words, off=len(self._rows) - on)
        if wanted:
            words = _("找到 {found} 条，共 {count} 条").format(found=len(rows), count=len(self._rows))
        self.count.setText(words)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if not rows and wanted:
            self.empty.say(
                _("没有找到规则"), _("没有规则的名称或条件里有“{words}”。").format(words=wanted), _("清空查找")
            )
        elif not rows:
            self.empty.say(_("一条规则也没有"), _("没有规则，所有案件都会停在“待人工”。按 Insert 新增一条。"))
