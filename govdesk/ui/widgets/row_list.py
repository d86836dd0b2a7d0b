"""Lists of frozen rows that are painted by a delegate and read out in words: the model and the quiet refill."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QWidget

from govdesk.ui import theme
from govdesk.ui.widgets.chosen_in_sight import ChosenInSight

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_NO_PARENT = QModelIndex()


class RowsModel(QAbstractListModel):
    """`words(row)` is what a screen reader and the tool tip tell of a row."""

    def __init__(self, words: Callable[[Any], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[Any]:
        return list(self._rows)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return self._words(row) if role in _WORDS else None


class RowList(ChosenInSight, QListView):
    """Not edited, never scrolled sideways. `row_chosen` is called when a person moves to a row, never by a refill."""

    def __init__(self, name: str, words: Callable[[Any], str], delegate: QStyledItemDelegate | None = None) -> None:
        super().__init__()
        self.rows_model = RowsModel(words, self)
        self._quiet = False
        self.setAccessibleName(name)
        self.setModel(self.rows_model)
        if delegate is not None:
            delegate.setParent(self)
            self.setItemDelegate(delegate)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def all_rows(self) -> list[Any]:
        return self.rows_model.rows()

    def current_row(self) -> Any:
        """None while nothing is chosen."""
        return self.currentIndex().data(ROW)

    def refill(self, rows: Sequence[Any], chosen: Callable[[Any], bool]) -> None:
        """New rows with the first that is `chosen`, without telling anybody."""
        self._quiet = True
        self.rows_model.set_rows(rows)
        self.choose_row(chosen)
        self._quiet = False

    def choose_row(self, chosen: Callable[[Any], bool]) -> None:
        at = next((place for place, row in enumerate(self.rows_model.rows()) if chosen(row)), None)
        if at is not None:
            self.setCurrentIndex(self.rows_model.index(at))

    def as_high_as_rows(self, least: int, most: int) -> None:
        """Between two heights in px of the normal text size; beyond the greater it scrolls."""
        wanted = sum(self.sizeHintForRow(place) for place in range(self.rows_model.rowCount())) + theme.SPACE_2
        self.setFixedHeight(max(theme.px(least), min(theme.px(most), wanted)))

    def row_chosen(self, row: Any) -> None:
        """For the lists made of this."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = current.data(ROW)
        if row is not None and not self._quiet:
            self.row_chosen(row)
