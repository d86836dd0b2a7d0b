"""Rows that a service made as a table, most often cases; letters are actions, Enter opens the row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from govdesk.ui import theme
from govdesk.ui.widgets.chosen_in_sight import ChosenInSight
from govdesk.ui.widgets.model_index import TOP, Index
from govdesk.ui.widgets.row_table import dress_rows

TONE_INKS = {"danger": "overdue_text", "warning": "due_soon_text", "neutral": "text"}
"""The ink of a tone, for the column that says what waits."""

_PADDING = 8


class CaseRow(Protocol):
    """A line that stands for a case; what else it holds only the columns know."""

    @property
    def case_id(self) -> int: ...


def _case_of(row: Any) -> int:
    return int(row.case_id)


@dataclass(frozen=True, slots=True)
class Column:
    """`width` 0 shares what is left; `leaves_below` is the room under which the column goes; `ink` names a colour.

    Numbers stand `at_right`.
    """

    code: str
    label: str
    text: Callable[[Any], str]
    width: int = 0
    leaves_below: int = 0
    ink: Callable[[Any], str] = lambda _row: "secondary"
    at_right: bool = False


class CaseTableModel(QAbstractTableModel):
    """The rows as the service made them; `identity` tells them apart where a row is not a case."""

    def __init__(
        self, columns: Sequence[Column], parent: QWidget | None = None, identity: Callable[[Any], int] = _case_of
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.identity = identity
        self._rows: tuple[Any, ...] = ()

    def show(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, position: int) -> Any | None:
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def position(self, row_id: int | None) -> int:
        """-1 when the case is not in the section."""
        return next((at for at, row in enumerate(self._rows) if self.identity(row) == row_id), -1)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.label} {column.text(row)}".strip()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(theme.ALIGN_RIGHT if self.columns[section].at_right else theme.ALIGN_LEFT)
        return None


class CaseTable(ChosenInSight, QTableView):
    """`current_changed(id)`; `opened(id)` on Enter or a double click; J and K step. The id is `identity`'s."""

    current_changed = Signal(int)
    opened = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        parent: QWidget | None = None,
        identity: Callable[[Any], int] = _case_of,
    ) -> None:
        super().__init__(parent)
        self.board = CaseTableModel(columns, self, identity)
        self.setModel(self.board)
        self.setItemDelegate(_RowDelegate(self))
        self.setAccessibleName(name)
        dress_rows(self)
        self._quiet = False
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _index: self._open())

    def show_rows(self, rows: Sequence[Any], row_id: int | None) -> None:
        """New rows; the same one stays selected, else the one in its place."""
        before = max(0, self.currentIndex().row())
        self._quiet = True
        self.board.show(rows)
        position = self.board.position(row_id)
        if position < 0:
            position = min(before, len(rows) - 1)
        self._quiet = False
        if position >= 0:
            self.setCurrentIndex(self.board.index(position, 0))
        self.fit_columns()

    def current_row(self) -> Any | None:
        """The chosen row itself."""
        return self.board.row(self.currentIndex().row())

    def current_id(self) -> int | None:
        row = self.current_row()
        return self.board.identity(row) if row is not None else None

    def following_id(self) -> int | None:
        """The next case below the chosen one; None at the end."""
        chosen = self.current_id()
        for position in range(self.currentIndex().row() + 1, self.board.rowCount()):
            row = self.board.row(position)
            if row is not None and self.board.identity(row) != chosen:
                return self.board.identity(row)
        return None

    def step(self, by: int) -> None:
        count = self.board.rowCount()
        if count:
            position = max(0, min(self.currentIndex().row() + by, count - 1))
            self.setCurrentIndex(self.board.index(position, 0))

    def fit_columns(self) -> None:
        """Columns go one by one where there is no room; those without a width share the rest."""
        room = self.viewport().width()
        kept = self.fitting(room)
        left = room - sum(theme.px(column.width) for column in kept)
        sharing = max(1, sum(not column.width for column in kept))
        for at, column in enumerate(self.board.columns):
            self.setColumnHidden(at, column not in kept)
            self.setColumnWidth(at, theme.px(column.width) if column.width else max(90, left // sharing))

    def fitting(self, room: int) -> list[Column]:
        """The columns to be shown in `room` px."""
        return [column for column in self.board.columns if room >= theme.px(column.leaves_below)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are actions, not a search in the first column."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.board.row(current.row()) if current.isValid() else None
        if row is not None and not self._quiet:
            self.current_changed.emit(self.board.identity(row))

    def _open(self) -> None:
        row_id = self.current_id()
        if row_id is not None:
            self.opened.emit(row_id)


class _RowDelegate(QStyledItemDelegate):
    """Text in the ink of its meaning, a hairline below, a bar at the row that has the keyboard."""

    def __init__(self, view: CaseTable) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._view.board.row(index.row())
        if row is None:
            return
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("selected"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.color("window"))
        if index.column() == 0 and self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            painter.fillRect(box.x(), box.y(), 3, box.height(), theme.color("accent"))
        column = self._view.board.columns[index.column()]
        painter.setFont(theme.font())
        painter.setPen(theme.color(column.ink(row)))
        words = box.adjusted(_PADDING, 0, -_PADDING if column.at_right else -4, 0)
        text = painter.fontMetrics().elidedText(column.text(row), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(theme.ALIGN_RIGHT if column.at_right else theme.ALIGN_LEFT), text)
