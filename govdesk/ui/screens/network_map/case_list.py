"""The open cases of a place as a short list: state by shape and colour, number, title."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govdesk.domain.network_map import DueState
from govdesk.foundation.text import _
from govdesk.services.network_scene import CasePoint
from govdesk.ui import theme
from govdesk.ui.widgets.model_index import TOP, Index
from govdesk.ui.widgets.network_map.palette import palette
from govdesk.ui.widgets.network_map.point_layer import paint_dot

CASE_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 44
_URGENCY = {DueState.OVERDUE: 0, DueState.SOON: 1, DueState.OK: 2}


class CaseListModel(QAbstractListModel):
    """Cases with the most pressing first; `CASE_ROLE` gives the CasePoint."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases: list[CasePoint] = []

    def set_cases(self, cases: Sequence[CasePoint]) -> None:
        self.beginResetModel()
        self._cases = sorted(cases, key=lambda case: (_URGENCY[case.state], case.number))
        self.endResetModel()

    def case(self, row: int) -> CasePoint:
        return self._cases[row]

    def row_of(self, case_id: int) -> int | None:
        return next((row for row, case in enumerate(self._cases) if case.case_id == case_id), None)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._cases):
            return None
        case = self._cases[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{case.number} {case.title}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return case.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{case.number} {case.title} {state_words(case.state)}"
        return case if role == CASE_ROLE else None


class CaseDelegate(QStyledItemDelegate):
    """Two lines a case: number with its state, and the title."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        case = index.data(CASE_ROLE)
        look = palette()
        box: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        half = box.height() // 2
        paint_dot(painter, QPointF(box.left() + 14, box.top() + half / 2 + 4), 4.5, case.state, look, rim=False)
        left = box.left() + 28
        upper = QRect(left, box.top() + 4, box.right() - left - 10, half - 4)
        lower = QRect(left, box.top() + half, box.right() - left - 10, half - 4)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("secondary"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, case.number)
        painter.setPen(theme.color(_INKS[case.state]))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state_words(case.state))
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("text"))
        title = QFontMetrics(theme.font(13)).elidedText(case.title, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


def state_words(state: DueState) -> str:
    return {DueState.OVERDUE: _("超期"), DueState.SOON: _("临期"), DueState.OK: _("时限内")}[state]


_INKS = {DueState.OVERDUE: "overdue_text", DueState.SOON: "due_soon_text", DueState.OK: "on_time_text"}
