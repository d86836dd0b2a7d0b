"""Paints the queue straight from the rows: asking `data()` for eight roles a cell is twice as slow."""

from functools import cached_property

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from govdesk.services.case_queue import QueueRow
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.columns import Column, clock_state
from govdesk.ui.screens.case_queue.model import QueueModel
from govdesk.ui.widgets.model_index import Index

_PADDING = 8
_TEXTS_KEPT = 6000
_DUE_INKS = {"overdue": "overdue_text", "due_soon": "due_soon_text", "on_time": "text", "closed": "secondary"}
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOREMOST = frozenset({"title", "number", "handler"})
_INKS = (
    "text",
    "secondary",
    "hint",
    "accent",
    "selected",
    "window",
    "overdue",
    "overdue_text",
    "due_soon",
    "due_soon_text",
    "on_time",
)
_DOTS = {"overdue": "overdue", "due_soon": "due_soon", "on_time": "on_time", "closed": "hint"}


class QueueDelegate(QStyledItemDelegate):
    """Texts are laid out once and kept; a hairline stands below each row."""

    def __init__(self, view: QTableView, model: QueueModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._font = theme.font()
        self._chip_font = theme.font(12)
        self._inks = {name: theme.color(name) for name in _INKS}
        self._texts: dict[tuple[str, int], tuple[QStaticText, float, float]] = {}
        self._paints = {"dot": self._paint_dot, "chip": self._paint_chip, "due": self._paint_due}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        position, at = index.row(), index.column()
        if option.state.value & _SELECTED:
            painter.fillRect(box, self._inks["selected"])
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, self._inks["window"])
        if at == 0 and self._view.hasFocus() and position == self._view.currentIndex().row():
            painter.fillRect(box.x(), box.y(), 3, box.height(), self._inks["accent"])
        row = self._model.row(position)
        if row is None:
            return
        column = self._model.columns[at]
        self._paints.get(column.paint, self._paint_text)(painter, box, column, row)

    def _paint_dot(self, painter: QPainter, box: QRect, column: Column, row: QueueRow) -> None:
        state = clock_state(row)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        x, y = box.x() + box.width() / 2 + 1, box.y() + box.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks[_DOTS[state]])
        if state == "overdue":  # a shape of its own, so that the state does not hang on the colour
            painter.drawRoundedRect(QRectF(x - 4.5, y - 4.5, 9, 9), 2, 2)
        else:
            painter.drawEllipse(QPointF(x, y), 4.2, 4.2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_text(self, painter: QPainter, box: QRect, column: Column, row: QueueRow) -> None:
        ink = "text" if column.code in _FOREMOST else "secondary"
        if column.code == "status" and row.status == "awaiting_manual":
            ink = "due_soon_text"
        self._draw(painter, box, column.text(row), self._inks[ink], row.changed)

    def _paint_due(self, painter: QPainter, box: QRect, column: Column, row: QueueRow) -> None:
        self._draw(painter, box, column.text(row), self._inks[_DUE_INKS[clock_state(row)]], False)

    def _paint_chip(self, painter: QPainter, box: QRect, column: Column, row: QueueRow) -> None:
        words = column.text(row)
        if not words:
            return
        ground, ink = theme.tone_colors(theme.TIER_TONES.get(row.tier, "neutral"))
        text, width, lift = self._text(words, self._chip_font, box.width() - _PADDING - 12)
        height = theme.px(20)
        chip = QRectF(box.x() + _PADDING, box.y() + (box.height() - height) / 2, width + 12, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setFont(self._chip_font)
        painter.setPen(ink)
        painter.drawStaticText(QPointF(chip.x() + 6, box.y() + box.height() / 2 - lift), text)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, words: str, ink: QColor, bold: bool) -> None:
        room = box.width() - _PADDING - 4
        if not words or room < 8:
            return
        font = self._bold if bold else self._font
        text, _width, lift = self._text(words, font, room)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawStaticText(QPointF(box.x() + _PADDING, box.y() + box.height() / 2 - lift), text)

    @cached_property
    def _bold(self) -> QFont:
        """What has changed since this seat looked at it."""
        return theme.font(weight=QFont.Weight.Bold)

    def _text(self, words: str, font: QFont, room: int) -> tuple[QStaticText, float, float]:
        """(text, width, half its height), elided to the room."""
        key = (words, room * 1000 + font.pixelSize() * 10 + font.bold())
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.clear()
            found = self._texts[key] = _lay_out(words, font, room)
        return found


def _lay_out(words: str, font: QFont, room: int) -> tuple[QStaticText, float, float]:
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    text = QStaticText(shown)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.prepare(QTransform(), font)
    size = text.size()
    return text, size.width(), round(size.height()) / 2
