"""Open cases as dots: tens of thousands in one call, a shape of its own for each state."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from govdesk.domain.network_map import DueState
from govdesk.services.network_scene import CasePoint
from govdesk.ui.widgets.network_map.camera import Camera
from govdesk.ui.widgets.network_map.palette import Palette

_STATES = (DueState.OK, DueState.SOON, DueState.OVERDUE)
"""Drawn in this order: what is overdue lies on top."""
_FRAGMENT_FIELDS = 10


class PointLayer:
    """Dots of one scene; `places` are n×2 in scene units."""

    def __init__(self, points: Sequence[CasePoint]) -> None:
        rank = {state: position for position, state in enumerate(_STATES)}
        ordered = sorted(points, key=lambda point: rank[point.state])
        self._places: NDArray[np.float64] = np.array([(p.x, p.y) for p in ordered], dtype=float).reshape(-1, 2)
        self._kinds = np.array([rank[p.state] for p in ordered], dtype=np.int64)
        self._atlas: dict[tuple[float, float], QPixmap] = {}

    def __len__(self) -> int:
        return len(self._places)

    def forget_look(self) -> None:
        """Draw the dots anew: the palette has changed."""
        self._atlas.clear()

    def draw(
        self,
        painter: QPainter,
        camera: Camera,
        ratio: float,
        palette: Palette,
        size: float,
        rows: slice = slice(None),
    ) -> None:
        """The dots (of `rows`) that the camera sees, `size` px each."""
        x = (self._places[rows, 0] - camera.left) * camera.scale_x
        y = (self._places[rows, 1] - camera.top) * camera.scale_y
        kinds = self._kinds[rows]
        seen = (x > -9) & (x < camera.width + 9) & (y > -9) & (y < camera.height + 9)
        count = int(seen.sum())
        if not count:
            return
        atlas = self._atlas_of(size, ratio, palette)
        cell = atlas.height()
        fragments = np.zeros((count, _FRAGMENT_FIELDS))
        half = cell / 2  # corners on whole device pixels, else small dots lose their shape
        fragments[:, 0] = (np.round(x[seen] * ratio - half) + half) / ratio
        fragments[:, 1] = (np.round(y[seen] * ratio - half) + half) / ratio
        fragments[:, 2] = kinds[seen] * cell
        fragments[:, 4] = fragments[:, 5] = cell
        fragments[:, 6] = fragments[:, 7] = 1 / ratio
        fragments[:, 9] = 1
        first: Any = shiboken6.Shiboken.wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment)
        painter.drawPixmapFragments(first, count, atlas)

    def _atlas_of(self, size: float, ratio: float, palette: Palette) -> QPixmap:
        """The three dots side by side, in device pixels."""
        made = self._atlas.get((size, ratio))
        if made is None:
            cell = round((size + 2) * ratio)
            made = QPixmap(cell * len(_STATES), cell)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for position, state in enumerate(_STATES):
                middle = QPointF(cell * (position + 0.5), cell / 2)
                paint_dot(painter, middle, size * ratio / 2, state, palette, rim=size >= 7)
            painter.end()
            self._atlas[size, ratio] = made
        return made


def paint_dot(
    painter: QPainter, middle: QPointF, reach: float, state: DueState, palette: Palette, rim: bool = True
) -> None:
    """One dot; round = in time, triangle = due soon, diamond = overdue."""
    colour = {DueState.OVERDUE: palette.overdue, DueState.SOON: palette.soon}.get(state, palette.on_time)
    painter.setPen(QPen(QColor(palette.halo), reach * 0.2) if rim else Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    x, y = middle.x(), middle.y()
    if state is DueState.OVERDUE:
        corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    elif state is DueState.SOON:
        corners = [(x, y - reach), (x + reach, y + reach * 0.8), (x - reach, y + reach * 0.8)]
    else:
        round_reach = reach * (0.82 if rim else 0.9)
        painter.drawEllipse(QRectF(x - round_reach, y - round_reach, 2 * round_reach, 2 * round_reach))
        return
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
