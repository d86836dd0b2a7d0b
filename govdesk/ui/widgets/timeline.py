"""What happened, newest first: dot, words, when; a line of detail unfolds below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme

_DOT_X, _TEXT_X, _GAP, _WHEN_GAP = 7, 22, 7, 10


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """`when` is already short (11-20 16:20); tones as in theme.tone_colors."""

    text: str
    when: str
    tone: str = "neutral"
    note: str = ""


class Timeline(QWidget):
    """Painted, not built of labels: a case may have hundreds of steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[TimelineEntry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("办理过程"))

    def set(self, entries: Sequence[TimelineEntry]) -> None:
        self._entries = tuple(entries)
        self.setAccessibleDescription("\n".join(f"{each.when} {each.text} {each.note}" for each in entries))
        self.updateGeometry()
        self.update()

    def entries(self) -> tuple[TimelineEntry, ...]:
        return self._entries

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(each, width) for each in self._entries)

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(max(self.width(), 260)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = 0
        last = len(self._entries) - 1
        for number, entry in enumerate(self._entries):
            height = self._height(entry, self.width())
            if y + height >= event.rect().top() and y <= event.rect().bottom():
                self._paint_entry(painter, entry, y, height, number == last)
            y += height

    def _paint_entry(self, painter: QPainter, entry: TimelineEntry, y: int, height: int, last: bool) -> None:
        middle = y + QFontMetrics(theme.font(12)).height() / 2 + 1
        if not last:
            painter.setPen(QPen(theme.color("hairline"), 1.5))
            painter.drawLine(QPointF(_DOT_X, middle + 4), QPointF(_DOT_X, y + height + middle - y - 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(_DOTS.get(entry.tone, "hint")))
        painter.drawEllipse(QPointF(_DOT_X, middle), 3.6, 3.6)
        text, note, when = self._boxes(entry, self.width())
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("secondary"))
        painter.drawText(when.translated(0, y), int(Qt.AlignmentFlag.AlignRight), entry.when)
        painter.setPen(theme.color("text"))
        painter.drawText(text.translated(0, y), int(Qt.TextFlag.TextWordWrap), entry.text)
        if entry.note:
            painter.setPen(theme.color("secondary"))
            painter.drawText(note.translated(0, y), int(Qt.TextFlag.TextWordWrap), entry.note)

    def _height(self, entry: TimelineEntry, width: int) -> int:
        text, note, _when = self._boxes(entry, width)
        return max(text.bottom(), note.bottom() if entry.note else 0) + 1 + _GAP

    def _boxes(self, entry: TimelineEntry, width: int) -> tuple[QRect, QRect, QRect]:
        metrics = QFontMetrics(theme.font(12))
        when = metrics.horizontalAdvance(entry.when) + 2
        room = max(40, width - _TEXT_X - when - _WHEN_GAP)
        wrap = int(Qt.TextFlag.TextWordWrap)
        text = metrics.boundingRect(QRect(_TEXT_X, 0, room, 10_000), wrap, entry.text)
        text.setWidth(room)
        room = max(40, width - _TEXT_X)
        note = metrics.boundingRect(QRect(_TEXT_X, text.bottom() + 2, room, 10_000), wrap, entry.note)
        note.setWidth(room)
        return text, note, QRect(width - when, 0, when, metrics.height())


_DOTS = {"accent": "accent", "danger": "overdue", "warning": "whistle", "good": "on_time", "neutral": "hint"}
