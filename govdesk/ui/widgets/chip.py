"""Small rounded words: a Chip says something, a FilterChip can be chosen, opened or taken away."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme


class Chip(QWidget):
    """Words on a tinted ground; tones as in `theme.tone_colors`."""

    def __init__(self, text: str, tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setFont(theme.font(12))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def set(self, text: str, tone: str) -> None:
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 12, metrics.height() + 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink = theme.tone_colors(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class FilterChip(QAbstractButton):
    """A pill above a list: `removable` shows × and emits `removed`, `opens` shows ▾."""

    removed = Signal()

    def __init__(self, text: str, removable: bool = False, opens: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._removable, self._opens = removable, opens
        self.setText(text)
        self.setAccessibleName(_("移除筛选：{words}").format(words=text) if removable else text)
        self.setFont(theme.font(12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if removable:
            self.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words()) + 20, max(24, metrics.height() + 6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        chosen = self._removable or self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        border = "accent" if chosen or self.hasFocus() or self.underMouse() else "field_border"
        painter.setPen(QPen(theme.color(border), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("selected" if chosen else "surface"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(theme.color("accent" if chosen else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words())

    def _words(self) -> str:
        return self.text() + (" ×" if self._removable else " ▾" if self._opens else "")


class CountBadge(QWidget):
    """A number in a pill; zero is not shown."""

    def __init__(self, count: int = 0, tone: str = "neutral", meaning: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self._count, self._tone, self._meaning = count, tone, meaning
        self.setFont(theme.font(11))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self._meaning} {count}".strip())
        self.setVisible(count > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(max(22, metrics.horizontalAdvance(str(self._count)) + 12), max(17, metrics.height() + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._count, self._tone)


def paint_badge(painter: QPainter, box: QRectF, count: int, tone: str) -> None:
    """Draw the pill into `box`; delegates use it too."""
    ground, ink = theme.tone_colors(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(ink)
    painter.setFont(theme.font(11))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count))
    painter.restore()
