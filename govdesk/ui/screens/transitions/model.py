"""Rows of the transition table for a list of columns."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from govdesk.foundation.text import _
from govdesk.services.transition_rows import TransitionRow
from govdesk.ui.widgets.model_index import Index


class TransitionModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TransitionRow, ...] = ()
        self._columns: tuple[tuple[str, Callable[[TransitionRow], str]], ...] = (
            (_("步骤"), lambda row: row.step),
            (_("动作"), lambda row: row.label),
            (_("键"), lambda row: row.key.replace("+", " ")),
            (_("从"), lambda row: row.from_words),
            (_("到"), lambda row: row.to_words),
            (_("谁来办"), lambda row: row.who),
            (_("条件"), lambda row: "；".join(row.conditions)),
        )

    def show(self, rows: Sequence[TransitionRow]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, at: int) -> TransitionRow:
        return self._rows[at]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section][0]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        words = self._columns[index.column()][1](self._rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        return None
