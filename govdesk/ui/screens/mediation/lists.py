"""The left of the screen: disputes at the table, and the papers of the one that is open."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govdesk.foundation.text import _
from govdesk.services.mediation import MediationRow, PaperRow
from govdesk.ui import theme
from govdesk.ui.widgets.row_list import ROW, Index, RowList


class MediationList(RowList):
    """`chosen(case_id)` when another table is picked; Return asks for the form."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__(_("正在调解的纠纷"), table_words, _TableDelegate())
        self.setMouseTracking(True)

    def show_rows(self, rows: Sequence[MediationRow], case_id: int | None) -> None:
        """New rows; the open case stays chosen."""
        self.refill(rows, lambda row: row.case_id == case_id)

    def choose(self, case_id: int | None) -> None:
        self.choose_row(lambda row: row.case_id == case_id)

    def rows(self) -> list[MediationRow]:
        return self.all_rows()

    def row_chosen(self, row: Any) -> None:
        self.chosen.emit(row.case_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class PapersList(RowList):
    """The papers of the dossier with their state; `opened(document_id)` for an issued one, 0 for the draft."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("卷内文书"), _paper_words, _PaperDelegate())
        for touched in (self.activated, self.clicked):
            touched.connect(lambda index: self.opened.emit(index.data(ROW).document_id))

    def show_rows(self, rows: Sequence[PaperRow]) -> None:
        """As high as its rows, up to a third of the column; then it scrolls."""
        self.refill(rows, lambda _row: False)
        self.as_high_as_rows(40, 190)

    def rows(self) -> list[PaperRow]:
        return self.all_rows()


def table_words(row: MediationRow) -> str:
    """What the two lines of a table say, in one."""
    return " · ".join(part for part in (row.number, row.title, "、".join(row.parties), state_words(row)[0]) if part)


def _paper_words(row: PaperRow) -> str:
    return " ".join(part for part in (row.title, row.number, row.state) if part)


def state_words(row: MediationRow) -> tuple[str, str]:
    """The state of a table and its colour token."""
    if row.issued:
        return _("已出具"), "on_time_text"
    if row.state == "asked":
        return _("征求意愿"), "accent"
    if row.state == "agreed":
        return _("已达成，待出具"), "due_soon_text"
    return row.due_words, "overdue_text" if row.overdue else "secondary"


class _TableDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, theme.px(66))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: MediationRow = index.data(ROW)
        box = _ground(painter, option)
        words, token = state_words(row)
        line = box.height() // 3
        for place, (text, size, ink) in enumerate(
            (
                (row.title, 13, "text"),
                ("、".join(row.parties), 12, "secondary"),
                (f"{row.number}  {words}", 11, token),
            )
        ):
            at = QRect(box.left(), box.top() + place * line, box.width(), line)
            _write(painter, at, text, theme.font(size), ink)


class _PaperDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, theme.px(46 if index.data(ROW).number else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PaperRow = index.data(ROW)
        box = _ground(painter, option)
        painter.setFont(theme.font(11))
        width = painter.fontMetrics().horizontalAdvance(row.state) + 4
        line = box.height() // 2 if row.number else box.height()
        state = QRect(box.right() - width, box.top(), width, line)
        _write(painter, state, row.state, theme.font(11), _TONE_TOKENS[row.tone])
        title = QRect(box.left(), box.top(), box.width() - width - 6, line)
        _write(painter, title, row.title, theme.font(13), "text")
        number = QRect(box.left(), box.top() + line, box.width(), box.height() - line)
        _write(painter, number, row.number, theme.font(11), "secondary")


_TONE_TOKENS = {"good": "on_time_text", "warning": "due_soon_text", "danger": "overdue_text", "neutral": "hint"}


def _ground(painter: QPainter, option: QStyleOptionViewItem) -> QRect:
    """The selected or hovered row, with the focus shown; returns where words may stand."""
    state = option.state
    rect = option.rect.adjusted(4, 1, -4, -1)
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selected"))
        painter.drawRoundedRect(rect, 5, 5)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(rect, 5, 5)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(theme.color("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 5, 5)
    return rect.adjusted(8, 3, -8, -3)


def _write(painter: QPainter, box: QRect, words: str, font: object, token: str) -> None:
    painter.setFont(font)  # type: ignore[arg-type]
    painter.setPen(theme.color(token))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
