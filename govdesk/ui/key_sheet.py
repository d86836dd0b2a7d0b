"""?: all keys on one sheet over the window, made from the registry."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.actions import Command, Commands
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.labels import label

COLUMNS, WIDE_COLUMNS = 3, 4
WIDE = 1200


class KeySheet(QFrame):
    """Esc, ? or a click on × puts it away."""

    def __init__(self, commands: Commands, host: QWidget) -> None:
        super().__init__(host)
        self._host, self._commands = host, commands
        self._back: QWidget | None = None
        self.setProperty("box", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("快捷键一览"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 20)
        self._column.setSpacing(theme.SPACE_3)
        head = QHBoxLayout()
        head.addWidget(label(_("快捷键一览"), "title"))
        head.addStretch(1)
        head.addWidget(label(_("单个字母的键在输入文字时不起作用"), "secondary"))
        close = icon_button("x", _("关闭"))
        close.clicked.connect(self.close_sheet)
        head.addWidget(close)
        self._column.addLayout(head)
        self._head = head
        self._area = QScrollArea()
        self._area.setProperty("ground", "surface")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column.addWidget(self._area)
        self._table = QWidget()
        host.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.close_sheet()
            return
        self._fill()
        self._back = self._host.window().focusWidget()
        self.show()
        self._place()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Question):
            self.close_sheet()
            return
        bar = self._area.verticalScrollBar()
        if (step := _steps(bar.singleStep(), bar.pageStep()).get(Qt.Key(event.key()))) is not None:
            bar.setValue(bar.value() + step)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _fill(self) -> None:
        table = QWidget()
        table.setProperty("ground", "surface")
        columns = QHBoxLayout(table)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(32)
        for groups in _spread(self._commands.groups(), self._columns()):
            column = QVBoxLayout()
            column.setSpacing(theme.SPACE_2)
            for title, commands in groups:
                column.addWidget(label(title, "heading"))
                column.addLayout(_rows(commands))
                column.addSpacing(theme.SPACE_2)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._area.setWidget(table)
        self._table = table

    def _columns(self) -> int:
        return WIDE_COLUMNS if self._host.width() >= theme.px(WIDE) else COLUMNS

    def _place(self) -> None:
        """As large as the keys want, within the window; what has no room is scrolled to."""
        table = self._table.sizeHint()
        rim = self._column.contentsMargins()
        head = rim.top() + rim.bottom() + self._column.spacing() + self._head.sizeHint().height() + 2
        bar = self._area.verticalScrollBar().sizeHint().width()
        width = min(max(table.width() + rim.left() + rim.right() + bar + 2, 760), self._host.width() - 40)
        height = min(table.height() + head, self._host.height() - 40)
        self.setGeometry((self._host.width() - width) // 2, (self._host.height() - height) // 2, width, height)


def _steps(single: int, page: int) -> dict[Qt.Key, int]:
    """How far the keys move the sheet, in px."""
    key = Qt.Key
    return {key.Key_Down: single, key.Key_Up: -single, key.Key_PageDown: page, key.Key_PageUp: -page}


def _rows(commands: list[Command]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    for row, command in enumerate(commands):
        keys = label(command.key_words(), "key")
        keys.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(command.action.text()), row, 1)
    return grid


def _spread(groups: dict[str, list[Command]], count: int) -> list[list[tuple[str, list[Command]]]]:
    """Groups over columns of about equal height, in order; a long group is continued in the next column."""
    total = sum(len(commands) + 2 for commands in groups.values())
    for limit in range(max(4, -(-total // count)), total + 1):
        if len(columns := _filled(groups, limit)) <= count:
            return columns
    return _filled(groups, total + 2)


def _filled(groups: dict[str, list[Command]], limit: int) -> list[list[tuple[str, list[Command]]]]:
    """Columns of at most `limit` lines; a heading, its gap and two keys stand together."""
    columns: list[list[tuple[str, list[Command]]]] = [[]]
    room = limit
    for title, commands in groups.items():
        rest = commands
        while rest:
            if room < 4 and columns[-1]:
                columns.append([])
                room = limit
            take = max(1, min(len(rest), room - 2))
            columns[-1].append((title, rest[:take]))
            rest, room = rest[take:], room - take - 2
    return columns
