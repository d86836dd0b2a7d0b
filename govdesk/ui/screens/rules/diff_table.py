"""The cases that the draft would send elsewhere: from, to, and what a person had made of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from govdesk.foundation.text import _
from govdesk.services.rule_simulation import DiffRow
from govdesk.ui import theme

Index = QModelIndex | QPersistentModelIndex
_HAND = 5


@dataclass(frozen=True, slots=True)
class Column:
    """`share` of what `width` leaves."""

    label: str
    text: Callable[[DiffRow], str]
    width: int = 0
    share: int = 0


def columns() -> tuple[Column, ...]:
    """From left to right, in the language in force."""
    return (
        Column(_("编号"), lambda row: row.number, width=104),
        Column(_("事项"), lambda row: row.title, share=2),
        Column(_("何时"), lambda row: _("上报时") if row.step == "climb" else _("初次分派"), width=72),
        Column(_("现行规则"), lambda row: row.before.words, share=2),
        Column(_("改后"), lambda row: row.after.words, share=2),
        Column(_("人工改派"), hand_words, share=2),
    )


def hand_words(row: DiffRow) -> str:
    """What a person did with the case, beside what the draft would do."""
    if not row.hand_corrected or row.hand is None:
        return ""
    if row.agrees:
        return _("✔ 与人工一致")
    return _("✎ 人工派到 {hand}").format(hand=row.hand.words)


class DiffModel(QAbstractTableModel):
    """The rows of one simulation, all or those corrected by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = columns()
        self._rows: tuple[DiffRow, ...] = ()

    def show(self, rows: Sequence[DiffRow]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, position: int) -> DiffRow | None:
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
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
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == len(self.columns) - 1:
            return theme.color("on_time_text" if row.agrees else "due_soon_text")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (0, 2, 3):
            return theme.color("secondary")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(theme.ALIGN_LEFT)
        return None


class DiffTable(QTableView):
    """`opened(case id)` on Enter or a double click."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = DiffModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(self))
        self.setAccessibleName(_("会改派的案件"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(theme.ROW_HEIGHT))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def show_rows(self, rows: Sequence[DiffRow]) -> None:
        """What a person did has a column only where somebody did something."""
        self.rows.show(rows)
        self.setColumnHidden(_HAND, not any(row.hand_corrected for row in rows))
        self._fit()

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [(at, column) for at, column in enumerate(self.rows.columns) if not self.isColumnHidden(at)]
        shares = sum(column.share for _at, column in shown)
        room = max(0, self.viewport().width() - sum(theme.px(column.width) for _at, column in shown))
        for at, column in shown:
            self.setColumnWidth(at, theme.px(column.width) if column.width else room * column.share // shares)

    def _open(self, position: int) -> None:
        row = self.rows.row(position)
        if row is not None:
            self.opened.emit(row.case_id)


class _RowDelegate(QStyledItemDelegate):
    """Words below their heading, a hairline below each row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("selected"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.color("window"))
        words = box.adjusted(8, 0, -4, 0)
        painter.setFont(theme.font())
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or theme.color("text"))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(theme.ALIGN_LEFT), text)
