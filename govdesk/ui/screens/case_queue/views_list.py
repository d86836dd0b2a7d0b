"""The saved views with their counts, as a list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govdesk.foundation.text import _
from govdesk.services.case_queue import SavedView
from govdesk.services.grids import GridNode
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.grid_tree import NODE
from govdesk.ui.widgets.chip import paint_badge
from govdesk.ui.widgets.model_index import TOP, Index

VIEW = Qt.ItemDataRole.UserRole + 2
ROW = 27
_ALARMING = frozenset({"overdue"})


class ViewsModel(QAbstractListModel):
    """`VIEW` gives the SavedView."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._views: tuple[SavedView, ...] = ()

    def show(self, views: Sequence[SavedView]) -> None:
        """New counts; the list itself rarely changes."""
        if [view.code for view in views] == [view.code for view in self._views]:
            self._views = tuple(views)
            if views:
                self.dataChanged.emit(self.index(0), self.index(len(views) - 1))
            return
        self.beginResetModel()
        self._views = tuple(views)
        self.endResetModel()

    def row_of(self, code: str | None) -> int:
        """-1 when there is no such view."""
        return next((at for at, view in enumerate(self._views) if view.code == code), -1)

    def label_of(self, code: str | None) -> str:
        return next((view.label for view in self._views if view.code == code), "")

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._views)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._views):
            return None
        view = self._views[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return view.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{name}，{count} 件").format(name=view.label, count=view.count)
        return view if role == VIEW else None


class CountedDelegate(QStyledItemDelegate):
    """A name at the left, its counts as badges at the right; for views and grids alike."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("selected" if selected else "hover"))
        in_tree = index.data(NODE) is not None
        if not in_tree and selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(box.x(), box.y(), 3, box.height(), theme.color("accent"))
        left = box.right() - 10
        for count, tone in _badges(index):
            if count:
                left = _badge(painter, box, left, count, tone)
        words = box.adjusted(4 if in_tree else 14, 0, 0, 0)
        words.setRight(left - 4)
        painter.setFont(theme.font())
        painter.setPen(theme.color("accent" if selected else "text"))
        text = painter.fontMetrics().elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(theme.ALIGN_LEFT), text)


def _badges(index: Index) -> list[tuple[int, str]]:
    """(count, tone) from the right edge inwards."""
    node: GridNode | None = index.data(NODE)
    if node is not None:
        return [(node.open_count, "neutral"), (node.overdue_count, "danger")]
    view: SavedView = index.data(VIEW)
    return [(view.count, "danger" if view.code in _ALARMING else "neutral")]


def _badge(painter: QPainter, box: Any, right: int, count: int, tone: str) -> int:
    width = max(22, QFontMetrics(theme.font(11)).horizontalAdvance(str(count)) + 12)
    height = theme.px(17)
    top = box.y() + (box.height() - height) / 2
    paint_badge(painter, QRectF(right - width, top, width, height), count, tone)
    return right - width - 4
