"""The two lists of the import: what is wrong with which row, and what was imported before."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from govdesk.foundation.text import _
from govdesk.services.import_labels import state_label
from govdesk.ui import theme
from govdesk.ui.widgets.model_index import TOP, Index

Column = tuple[str, Callable[[Any], str], bool]
"""Heading, the words of a row, and whether they stand at the right (numbers)."""


class RowsModel(QAbstractTableModel):
    """Frozen rows under fixed columns."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._rows: list[Any] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, at: int) -> Any:
        return self._rows[at]

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        _heading, words, at_right = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section][0]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section][2] else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def problem_columns() -> list[Column]:
    return [
        (_("行"), lambda problem: str(problem.row), True),
        (_("列"), lambda problem: problem.column or "—", False),
        (_("原因"), lambda problem: problem.reason, False),
    ]


def batch_columns() -> list[Column]:
    return [
        (_("批次"), lambda batch: str(batch.id), True),
        (_("文件"), lambda batch: batch.file_name, False),
        (_("时间"), lambda batch: f"{batch.started_at:%m-%d %H:%M}", False),
        (_("导入／重复／问题"), lambda batch: f"{batch.imported:,} / {batch.duplicates:,} / {batch.rejected:,}", True),
        (_("状态"), lambda batch: state_label(batch.state), False),
    ]


def table(
    name: str, model: RowsModel, stretch: int, widths: Sequence[int], parent: QWidget | None = None
) -> QTableView:
    """A plain list in rows; `stretch` is the column that takes the room that is left."""
    made = QTableView(parent)
    made.setModel(model)
    made.setAccessibleName(name)
    made.setProperty("cells", "plain")
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setWordWrap(False)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(theme.px(theme.ROW_HEIGHT))
    header = made.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(theme.px(32))
    for column, width in enumerate(widths):
        made.setColumnWidth(column, theme.px(width))
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return made
