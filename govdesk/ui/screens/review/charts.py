"""Trend and composition, drawn by pyqtgraph; the only module of the review that loads it."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.foundation.text import _
from govdesk.services.review import Share, TrendPoint
from govdesk.ui import theme
from govdesk.ui.screens.review import look

pg.setConfigOptions(exitCleanup=False)

LINES = (("received", "accent", Qt.PenStyle.SolidLine, "o"), ("closed", "on_time_text", Qt.PenStyle.DashLine, "s"))
"""Key of the figure, colour, stroke and sign: the two lines differ without colour too."""


class TrendChart(pg.PlotWidget):  # type: ignore[misc]
    """Received and closed cases of twelve periods. `pointed` tells the place under the mouse, -1 for none."""

    point_pressed = Signal(str, int)
    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, background=None)
        self.setAccessibleName(_("收到与办结走势图"))
        self._points: Sequence[TrendPoint] = ()
        self._lines = [self._line(key, token, stroke, sign) for key, token, stroke, sign in LINES]
        self._here = pg.InfiniteLine(angle=90, pen=pg.mkPen(look.color("field_border"), width=1))
        self._here.setZValue(-5)
        self.addItem(self._here)
        _make_still(self)
        self.showGrid(y=True, alpha=0.6)
        for side in ("left", "bottom"):
            self.getAxis(side).setPen(pg.mkPen(look.color("hairline")))
            self.getAxis(side).setTextPen(pg.mkPen(look.color("secondary")))
        self.scene().sigMouseMoved.connect(self._moved)

    def show_points(self, points: Sequence[TrendPoint]) -> None:
        self._points = points
        places = list(range(len(points)))
        for line, (key, *_look) in zip(self._lines, LINES, strict=True):
            line.setData(places, [getattr(point, key) for point in points])
        highest = max((max(point.received, point.closed) for point in points), default=0)
        top = max(4, highest * 1.12)
        self.setYRange(-0.04 * top, top, padding=0)
        self.setXRange(-0.6, len(points) - 0.4, padding=0)
        self._mark(len(points) - 1)
        self._label_ticks()
        told = _("{label}收到 {received} 件、办结 {closed} 件")
        self.setAccessibleDescription(
            "；".join(told.format(label=p.label, received=p.received, closed=p.closed) for p in points)
        )

    def show_scale(self, scale: float) -> None:
        font = QFont(theme.font(look.BODY))
        font.setPixelSize(max(12, round(look.BODY * scale)))
        for side in ("left", "bottom"):
            self.getAxis(side).setStyle(tickFont=font, tickTextOffset=round(6 * scale), hideOverlappingLabels=False)
        self.getAxis("bottom").setHeight(round(38 * scale))
        self.getAxis("left").setWidth(round(56 * scale))
        for line, (_key, token, stroke, _sign) in zip(self._lines, LINES, strict=True):
            line.setPen(pg.mkPen(look.color(token), width=max(2.0, 3.2 * scale), style=stroke))
            line.setSymbolSize(max(6.0, 11 * scale))
        self._label_ticks()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._label_ticks()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self._mark(len(self._points) - 1)
        self.pointed.emit(-1)

    def _line(self, key: str, token: str, stroke: Qt.PenStyle, sign: str) -> Any:
        ink = look.color(token)
        line = self.plot(
            [], [], symbol=sign, symbolBrush=ink, symbolPen=pg.mkPen(None), pen=pg.mkPen(ink, width=3, style=stroke)
        )
        line.sigPointsClicked.connect(lambda _line, points, *_rest: self._pressed(key, points))
        return line

    def _pressed(self, key: str, points: Sequence[Any]) -> None:
        if len(points):
            self.point_pressed.emit(key, round(points[0].pos().x()))

    def _moved(self, position: QPointF) -> None:
        box = self.getPlotItem().vb
        if not self._points or not box.sceneBoundingRect().contains(position):
            return
        place = max(0, min(len(self._points) - 1, round(box.mapSceneToView(position).x())))
        self._mark(place)
        self.pointed.emit(place)

    def _mark(self, place: int) -> None:
        self._here.setPos(place)

    def _label_ticks(self) -> None:
        """As many labels as there is room for, the last one always."""
        points = getattr(self, "_points", ())
        if not points:
            return
        font = self.getAxis("bottom").style["tickFont"]
        width = (font.pixelSize() if font else 13) * 3.4
        every = max(1, round(width * len(points) / max(1, self.width() - 60) + 0.49))
        last = len(points) - 1
        ticks = [(place, points[place].label) for place in range(last, -1, -every)]
        self.getAxis("bottom").setTicks([ticks, []])


class CompositionBars(pg.PlotWidget):  # type: ignore[misc]
    """One bar per category, rows of equal height from the top; words and numbers stand beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, background=None)
        self.setAccessibleName(_("类别构成图"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._bars = _RoundBars()
        self.addItem(self._bars)
        _make_still(self)
        item = self.getPlotItem()
        item.hideAxis("left")
        item.hideAxis("bottom")
        item.setContentsMargins(0, 0, 0, 0)
        item.layout.setContentsMargins(0, 0, 0, 0)
        item.vb.setDefaultPadding(0)
        item.vb.invertY(True)

    def show_scale(self, scale: float) -> None:
        self._bars.show_thickness(14 * scale)

    def show_shares(self, shares: Sequence[Share], rows: int) -> None:
        """`rows` is how many rows of equal height the words beside it have."""
        largest = max((share.numerator for share in shares), default=0) or 1
        self._bars.show_lengths([share.numerator / largest for share in shares])
        self.setYRange(-0.5, rows - 0.5, padding=0)
        self.setXRange(0, 1.0, padding=0)
        told = _("{label} {count} 件")
        self.setAccessibleDescription(
            "；".join(told.format(label=share.label, count=share.numerator) for share in shares)
        )


class _RoundBars(pg.GraphicsObject):  # type: ignore[misc]
    """Horizontal bars with round ends at y = 0, 1, 2 …, lengths from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._lengths: list[float] = []
        self._thickest = 14.0

    def show_thickness(self, thickest: float) -> None:
        self._thickest = thickest
        self.update()

    def show_lengths(self, lengths: list[float]) -> None:
        self.prepareGeometryChange()
        self._lengths = lengths
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0, -0.5, 1, max(1, len(self._lengths)))

    def paint(self, painter: Any, *_rest: Any) -> None:
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        across = painter.worldTransform()
        wide, high = abs(across.m11()) or 1.0, abs(across.m22()) or 1.0
        thickness = min(0.42 * high, self._thickest)
        for row, length in enumerate(self._lengths):
            path = QPainterPath()
            drawn = max(length * wide, thickness)
            path.addRoundedRect(QRectF(0, row * high - thickness / 2, drawn, thickness), thickness / 2, thickness / 2)
            painter.save()
            painter.scale(1 / wide, 1 / high)
            painter.drawPath(path)
            painter.restore()


def _make_still(plot: Any) -> None:
    """A picture to read, not to drag: no menu, no zoom, no buttons."""
    plot.setMouseEnabled(x=False, y=False)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.viewport().setAccessibleName(plot.accessibleName())
