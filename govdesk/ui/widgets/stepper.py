"""The tiers from the grid upward, with the way a case has come."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme


class TierStepper(QWidget):
    """`steps` are (code, label); `passed` are the codes it went through, `current` where it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[tuple[str, str], ...] = ()
        self._passed: frozenset[str] = frozenset()
        self._current = ""
        self.setFont(theme.font(12))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("办理层级"))

    def set(self, steps: Sequence[tuple[str, str]], passed: Sequence[str], current: str) -> None:
        self._steps, self._passed, self._current = tuple(steps), frozenset(passed), current
        words = dict(steps).get(current, "")
        self.setAccessibleName(_("办理层级：{tier}").format(tier=words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 8 + self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        each = self.width() / len(self._steps)
        for number, (code, words) in enumerate(self._steps):
            self._paint_step(painter, QRectF(number * each, 0, each, self.height()), code, words)

    def _paint_step(self, painter: QPainter, box: QRectF, code: str, words: str) -> None:
        here, been = code == self._current, code in self._passed
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if here else "on_time" if been else "hairline"))
        painter.drawRoundedRect(QRectF(box.x() + 1, 1, box.width() - 2, 4 if here else 3), 1.5, 1.5)
        font = theme.font(12, QFont.Weight.DemiBold if here else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.color("accent" if here else "text" if been else "secondary"))
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(box.adjusted(0, 8, 0, 0), align, text)
