"""Paints the queue straight from the rows: asking `data()` for eight roles a cell is twice as slow."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from govdesk.services.case_queue import QueueRow
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.columns import Column, clock_state
from govdesk.ui.screens.case_queue.model import Index, QueueModel

_PADDING = 8
_TEXTS_KEPT = 6000
_DUE_INKS = {"overdue": "overdue_text", "due_soon": "due_soon_text", "on_time": "text", "closed": "secondary"}
_DOTS = {"overdue": "overdue", "due_soon": "due_soon", "on_time": "on_time", "closed": "hint"}


class QueueDelegate(QStyledItemDelegate):
    """Texts are laid out once and kept; a hairline stands below each row."""

    def __init__(self, view: QTableView, model: QueueModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._texts: dict[tuple[str, int], tuple[QStaticText, float]] = {}
        self._font = theme.font()
        self._chip_font = theme.font(12)

    def forget_texts(self) -> None:
        """After a change of theme or text size."""
        self._texts.clear()
        self._font, self._chip_font = theme.font(), theme.font(12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, index, selected)
        row = self._model.row(index.row())
        if row is None:
            return
        column = self._model.columns[index.column()]
        paint = {"dot": self._paint_dot, "chip": self._paint_chip, "due": self._paint_due}
        paint.get(column.paint, self._paint_text)(painter, box, column, row)

    def _paint_ground(self, painter: QPainter, box: QRect, index: Index, selected: bool) -> None:
        if selected:
            painter.fillRect(box, theme.color("selected"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.color("window"))
        current = index.row() == self._view.currentIndex().row()
        if index.column() == 0 and current and self._view.hasFocus():
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("accent"))

    def _paint_dot(self, painter: QPainter, box: QRect, column: Column, row: QueueRow) -> None:
        state = clock_state(row)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(box.x() + box.width() / 2 + 1, box.y() + box.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(_DOTS[state]))
        if state == "overdue":  # a shape of its own, so that the state does not hang on the colour
            painter.drawRoundedRect(QRectF(middle.x() - 4.5, middle.y() - 4.5, 9, 9), 2, 2)
        else:
            painter.drawEllipse(middle, 4.2, 4.2)
        painter.restore()

    def _paint_text(self, painter: QPainter, box: QRect, column: Column, row: QueueRow) -> None:
        ink = "text" if column.code in ("title", "number", "handler") else "secondary"
        if column.code == "status" and row.status == "awaiting_manual":
            ink = "due_soon_text"
        self._draw(painter, box.adjusted(_PADDING, 0, -4, 0), column.text(row), self._font, ink)

    def _paint_due(self, painter: QPainter, box: QRect, column: Column, row: QueueRow) -> None:
        ink = _DUE_INKS[clock_state(row)]
        self._draw(painter, box.adjusted(_PADDING, 0, -4, 0), column.text(row), self._font, ink)

    def _paint_chip(self, painter: QPainter, box: QRect, column: Column, row: QueueRow) -> None:
        words = column.text(row)
        if not words:
            return
        ground, ink = theme.tone_colors(theme.TIER_TONES.get(row.tier, "neutral"))
        text, width = self._text(words, self._chip_font, box.width() - _PADDING - 12)
        height = theme.px(20)
        chip = QRectF(box.x() + _PADDING, box.y() + (box.height() - height) / 2, width + 12, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setFont(self._chip_font)
        painter.setPen(ink)
        painter.drawStaticText(QPointF(chip.x() + 6, self._top(box, text)), text)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, words: str, font: QFont, ink: str) -> None:
        if not words or box.width() < 8:
            return
        text, _width = self._text(words, font, box.width())
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        painter.drawStaticText(QPointF(box.x(), self._top(box, text)), text)

    def _top(self, box: QRect, text: QStaticText) -> float:
        return box.y() + (box.height() - 1 - text.size().height()) / 2

    def _text(self, words: str, font: QFont, room: int) -> tuple[QStaticText, float]:
        key = (words, room if font is self._font else -room)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.clear()
            found = self._texts[key] = self._lay_out(words, font, room)
        return found

    def _lay_out(self, words: str, font: QFont, room: int) -> tuple[QStaticText, float]:
        from PySide6.QtGui import QFontMetricsF, QTransform

        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        text = QStaticText(shown)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.prepare(QTransform(), font)
        return text, text.size().width()
