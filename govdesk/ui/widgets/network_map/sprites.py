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
                    self._palette.secondary,
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
