"""Circles and names as small ready pictures: drawn once per look, then only copied."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from govdesk.ui import theme
from govdesk.ui.widgets.network_map.palette import Palette

HALO = 2
_KEPT = 4096


class Sprites:
    """All cached pictures of one look (palette, device pixel ratio, text size)."""

    OFFICE_RIM = 8
    """Room in px around a body's box for its badge."""

    def __init__(self, palette: Palette, ratio: float, large: bool = False) -> None:
        self._palette, self._ratio = palette, ratio
        self._made: dict[tuple[object, ...], QPixmap] = {}
        more = 1 if large else 0
        self.name_font = theme.font(12 + more)
        self.chosen_font = theme.font(12 + more, QFont.Weight.Bold)
        self.detail_font = theme.font(11 + more)
        self._number_font = theme.font(10 + more, QFont.Weight.Bold)
        self._sizes: dict[tuple[str, str, bool], tuple[float, float]] = {}

    def name_size(self, name: str, detail: str = "", chosen: bool = False) -> tuple[float, float]:
        """Width and height in px of a name with its halo, and of the detail line under it."""
        key = (name, detail, chosen)
        if key not in self._sizes:
            upper = QFontMetricsF(self.chosen_font if chosen else self.name_font)
            width, height = upper.horizontalAdvance(name), upper.height()
            if detail:
                lower = QFontMetricsF(self.detail_font)
                width, height = max(width, lower.horizontalAdvance(detail)), height + lower.height()
            self._sizes[key] = (round(width) + 2 * HALO + 1, round(height))
        return self._sizes[key]

    def name(self, name: str, detail: str = "", chosen: bool = False) -> QPixmap:
        """The name in ink on a halo of the ground, as large as `name_size` says."""
        width, height = self.name_size(name, detail, chosen)

        def draw(painter: QPainter) -> None:
            font = self.chosen_font if chosen else self.name_font
            line = QFontMetricsF(font).height()
            self._haloed(painter, QRectF(0, 0, width, line), name, font, self._palette.text)
            if detail:
                self._haloed(
                    painter,
                    QRectF(0, line, width, height - line),
                    detail,
                    self.detail_font,
                    self._palette.text,
                )

        return self._cached(("name", name, detail, chosen), width, height, draw)

    def circle(self, radius: float, colour: QColor, number: str = "") -> QPixmap:
        """A filled circle with a light rim; `number` inside if it fits, else a light heart."""
        half = radius + 2

        def draw(painter: QPainter) -> None:
            middle = QPointF(half, half)
            painter.setPen(QPen(self._palette.halo, 1.6))
            painter.setBrush(colour)
            painter.drawEllipse(middle, radius, radius)
            if not number:
                return
            painter.setFont(self._number_font)
            wide = QFontMetricsF(self._number_font).horizontalAdvance(number)
            if wide > 2 * radius - 2:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._palette.on_colour)
                painter.drawEllipse(middle, radius * 0.38, radius * 0.38)
                return
            painter.setPen(self._palette.on_colour)
            painter.drawText(QRectF(0, 0, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, number)

        return self._cached(("circle", radius, colour.rgba(), number), 2 * half, 2 * half, draw)

    def pill(self, words: str, ink: QColor, ground: QColor) -> QPixmap:
        """A number in a rounded frame."""
        font = theme.font(10)
        width = max(15, round(QFontMetricsF(font).horizontalAdvance(words)) + 9)

        def draw(painter: QPainter) -> None:
            painter.setPen(QPen(ink, 1))
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, 14), 7, 7)
            painter.setFont(font)
            painter.drawText(QRectF(0, 0, width, 15), Qt.AlignmentFlag.AlignCenter, words)

        return self._cached(("pill", words, ink.rgba(), ground.rgba()), width, 15, draw)

    def office(self, name: str, count: int, overdue: int, width: float, height: float, active: bool) -> QPixmap:
        """A body's box with its open cases and, on its corner, the overdue ones; OFFICE_RIM px larger all round."""
        rim = self.OFFICE_RIM

        def draw(painter: QPainter) -> None:
            look = self._palette
            box = QRectF(rim, rim, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(look.accent if active else look.box_border, 1.6 if active else 1.0))
            painter.setBrush(look.box)
            painter.drawRoundedRect(box, 6, 6)
            self._office_words(painter, box.adjusted(8, 0, -8, 0), name, str(count) if count else "")
            if overdue:
                self._badge(painter, box.right() + 6, box.top() - 6, str(overdue))

        key = ("office", name, count, overdue, width, height, active)
        return self._cached(key, width + 2 * rim, height + 2 * rim, draw)

    def _office_words(self, painter: QPainter, inner: QRectF, name: str, count: str) -> None:
        small = theme.font(11)
        room = inner.width() - (QFontMetricsF(small).horizontalAdvance(count) + 6 if count else 0)
        words = QFontMetricsF(self.name_font).elidedText(name, Qt.TextElideMode.ElideRight, room + 0.5)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.name_font)
        painter.setPen(self._palette.text if count else self._palette.secondary)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, words)
        painter.setFont(small)
        painter.setPen(self._palette.secondary)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, count)

    def _badge(self, painter: QPainter, right: float, top: float, words: str) -> None:
        font = theme.font(9)
        width = max(15.0, QFontMetricsF(font).horizontalAdvance(words) + 7)
        box = QRectF(right - width, top, width, 15)
        painter.setPen(QPen(self._palette.box, 1.4))
        painter.setBrush(self._palette.overdue)
        painter.drawRoundedRect(box, 7.5, 7.5)
        painter.setPen(self._palette.on_colour)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _haloed(self, painter: QPainter, box: QRectF, text: str, font: QFont, ink: QColor) -> None:
        painter.setFont(font)
        halo = QColor(self._palette.halo)
        halo.setAlpha(190)
        painter.setPen(halo)
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)):
            painter.drawText(box.translated(dx, dy), Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _cached(
        self, key: tuple[object, ...], width: float, height: float, draw: Callable[[QPainter], None]
    ) -> QPixmap:
        made = self._made.get(key)
        if made is None:
            if len(self._made) > _KEPT:
                self._made.clear()
            made = QPixmap(round(width * self._ratio), round(height * self._ratio))
            made.setDevicePixelRatio(self._ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter)
            painter.end()
            self._made[key] = made
        return made
