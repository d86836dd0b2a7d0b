"""A scene made ready for drawing: outlines as paths, circles by load, ties by their ends, the steps of the base."""

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPolygonF

from govdesk.domain.network_map import LinkKind
from govdesk.services.network_heat import heat_field
from govdesk.services.network_layout import HEIGHT, WIDTH, Points
from govdesk.services.network_scene import Cell, Link, NetworkScene
from govdesk.ui.widgets.network_map.base_layer import Step
from govdesk.ui.widgets.network_map.camera import Box, Camera
from govdesk.ui.widgets.network_map.palette import Palette, ramp_class
from govdesk.ui.widgets.network_map.point_layer import PointLayer

_LARGEST_CIRCLE = 17.0
_NUMBER_ROOM = 8.5
_LINES_PER_STEP = 60
_CROWD = 4000
_DOT_SIZES = ((60, 8.0), (36, 7.0), (28, 6.0), (8, 5.0))
_DOTS_PER_STEP = 2500
WHISTLES = (LinkKind.WHISTLE, LinkKind.WHISTLE_ARRIVED)


class Layer(StrEnum):
    """What the reader can switch on and off."""

    GRIDS = "grids"
    LINKS = "links"
    CASES = "cases"
    HEAT = "heat"


class Picture:
    """Everything about a scene that does not depend on the window; paths are in scene units.

    May be made in a worker thread: it holds no pixmap before it is drawn.
    """

    def __init__(self, scene: NetworkScene) -> None:
        self.scene = scene
        self.cells = scene.cells
        self.row_of = {cell.grid_id: row for row, cell in enumerate(scene.cells)}
        self.paths = [_path(cell.rings) for cell in scene.cells]
        self.outline = _path(scene.outline)
        self.bounds = _bounds(scene)
        self.most = max((cell.open_count for cell in scene.cells), default=0)
        self.points = PointLayer(scene.points)
        self.whistles = [link for link in scene.links if link.kind in WHISTLES]
        self.links = [link for link in scene.links if link.kind not in (LinkKind.HIERARCHY, *WHISTLES)]
        self.loudest = sorted(self.links, key=lambda link: (-link.count, link.source, link.target))
        self.of_cell: dict[int, list[Link]] = defaultdict(list)
        self.of_body: dict[int, list[Link]] = defaultdict(list)
        for link in reversed(self.loudest):
            self.of_cell[link.target].append(link)
            self.of_body[link.source].append(link)
        self._heat: tuple[QImage, QRectF] | None = None

    @property
    def is_crowded(self) -> bool:
        """So many cases that their dots belong into the base instead of every frame."""
        return len(self.points) > _CROWD

    def cell(self, grid_id: int) -> Cell:
        return self.cells[self.row_of[grid_id]]

    def room(self, camera: Camera) -> float:
        """Side in px of a square as large as the average cell."""
        left, top, right, bottom = self.bounds
        area = (right - left) * camera.scale_x * (bottom - top) * camera.scale_y * 0.82
        return float((area / max(1, len(self.cells))) ** 0.5)

    def radii(self, camera: Camera) -> list[float]:
        """Radius of every circle in px, to half a pixel: area grows with the open cases."""
        largest = min(_LARGEST_CIRCLE, max(3.0, self.room(camera) * 0.17))
        smallest = largest * 0.38
        result = []
        for cell in self.cells:
            share = (cell.open_count / self.most) ** 0.5 if self.most else 0.0
            radius = smallest + (largest - smallest) * share
            if cell.overdue_count:
                radius = max(radius, min(_NUMBER_ROOM, largest * 1.1))
            result.append(round(radius * 2) / 2)
        return result

    def dot_size(self, camera: Camera) -> float:
        """Size in px of a case's dot: smaller where many share a cell's room."""
        each = self.room(camera) / max(1.0, (len(self.points) / max(1, len(self.cells))) ** 0.5)
        return next((size for least, size in _DOT_SIZES if each > least), 4.0)

    def base_steps(self, palette: Palette, layers: frozenset[Layer]) -> list[Step]:
        """Fills, outlines, heat and hierarchy lines, back to front."""
        steps: list[Step] = [_outline_step(self.outline, palette)]
        steps += [self._fill_step(row, palette, layers) for row in range(len(self.cells))]
        if Layer.HEAT in layers:
            steps.append(self._heat_step())
        if Layer.LINKS in layers:
            steps += self._hierarchy_steps(palette)
        if Layer.CASES in layers and self.is_crowded:
            steps += self._dot_steps(palette)
        return steps

    def _dot_steps(self, palette: Palette) -> list[Step]:
        def step(first: int) -> Step:
            def draw(painter: QPainter, camera: Camera) -> None:
                painter.save()
                painter.resetTransform()
                ratio = painter.device().devicePixelRatioF()
                rows = slice(first, first + _DOTS_PER_STEP)
                self.points.draw(painter, camera, ratio, palette, self.dot_size(camera), rows)
                painter.restore()

            return draw

        return [step(first) for first in range(0, len(self.points), _DOTS_PER_STEP)]

    def _fill_step(self, row: int, palette: Palette, layers: frozenset[Layer]) -> Step:
        path, cell = self.paths[row], self.cells[row]
        filled = Layer.GRIDS in layers and Layer.HEAT not in layers
        colour = palette.ramp[ramp_class(cell.open_count, self.most)] if filled else palette.plain
        pen = QPen(palette.border, 1.6)
        pen.setCosmetic(True)

        def draw(painter: QPainter, _camera: Camera) -> None:
            painter.setPen(pen)
            painter.setBrush(colour)
            painter.drawPath(path)

        return draw

    def _heat_step(self) -> Step:
        def draw(painter: QPainter, _camera: Camera) -> None:
            image, extent = self._heat_image()
            painter.save()
            painter.setClipPath(self.outline)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(extent, image)
            painter.restore()

        return draw

    def _heat_image(self) -> tuple[QImage, QRectF]:
        if self._heat is None:
            field, (left, top, right, bottom) = heat_field(self.scene)
            image = _heat_pixels(field)
            self._heat = image, QRectF(left, top, right - left, bottom - top)
        return self._heat

    def _hierarchy_steps(self, palette: Palette) -> list[Step]:
        pen = QPen(palette.hierarchy, 1.0)
        pen.setCosmetic(True)
        hub = QPointF(*self.scene.hub)
        lines = [QLineF(hub, QPointF(*cell.centre)) for cell in self.cells]
        return [
            _lines_step(lines[first : first + _LINES_PER_STEP], pen) for first in range(0, len(lines), _LINES_PER_STEP)
        ]


def _outline_step(path: QPainterPath, palette: Palette) -> Step:
    """A rim around the whole, seen beyond the light borders of the cells."""
    pen = QPen(palette.outline, 3.2)
    pen.setCosmetic(True)

    def draw(painter: QPainter, _camera: Camera) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    return draw


def _lines_step(lines: list[QLineF], pen: QPen) -> Step:
    def draw(painter: QPainter, _camera: Camera) -> None:
        painter.setPen(pen)
        painter.drawLines(lines)

    return draw


def _path(rings: Sequence[Points]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring.tolist()]))
        path.closeSubpath()
    return path


def _bounds(scene: NetworkScene) -> Box:
    """What a fitted view shows; a schematic of few cells keeps the whole field, so that one cell is no wall."""
    everything = np.concatenate(scene.outline)
    low, high = everything.min(axis=0), everything.max(axis=0)
    if scene.schematic:
        low, high = np.minimum(low, (0, 0)), np.maximum(high, (WIDTH, HEIGHT))
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _heat_pixels(field: Points) -> QImage:
    """Clear where nothing is, through amber to red where it is densest."""
    stops = np.array([0.0, 0.15, 0.4, 0.7, 1.0])
    colours = np.array(
        [[255, 236, 179, 0], [255, 224, 150, 110], [255, 179, 71, 180], [236, 96, 52, 205], [190, 30, 45, 225]],
        dtype=float,
    )
    red, green, blue, alpha = (np.interp(field, stops, colours[:, part]) for part in range(4))
    pixels = (
        (alpha.astype(np.uint32) << 24)
        | (red.astype(np.uint32) << 16)
        | (green.astype(np.uint32) << 8)
        | blue.astype(np.uint32)
    )
    rows, columns = field.shape
    return QImage(pixels.tobytes(), columns, rows, columns * 4, QImage.Format.Format_ARGB32).copy()
