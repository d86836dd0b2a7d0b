"""One frame of the network view: the cached base below, then choice, ties, points, circles, names, bodies."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from govdesk.domain.network_map import LinkKind
from govdesk.foundation.text import _
from govdesk.services.network_scene import Link
from govdesk.ui.widgets.network_map.arrangement import HUB_RADIUS, Arrangement, arrange
from govdesk.ui.widgets.network_map.base_layer import BaseLayer
from govdesk.ui.widgets.network_map.camera import Camera
from govdesk.ui.widgets.network_map.label_placement import Rect
from govdesk.ui.widgets.network_map.office_dock import DockedOffice
from govdesk.ui.widgets.network_map.palette import Palette
from govdesk.ui.widgets.network_map.picture import Layer, Picture
from govdesk.ui.widgets.network_map.sprites import Sprites

_QUIET_LINKS = 30
"""Ties drawn while nothing is chosen; the rest appear with their cell or body."""
_QUIET_ALPHA = 46
_PILL_FROM_BOX, _PILL_FROM_CIRCLE = 26.0, 30.0


@dataclass
class FrameState:
    """What the next frame shows; all ids are grid or body ids."""

    picture: Picture
    camera: Camera
    palette: Palette
    sprites: Sprites
    layers: frozenset[Layer]
    docked: list[DockedOffice] = field(default_factory=list)
    obstacles: tuple[Rect, ...] = ()
    chosen: int | None = None
    hovered: int | None = None
    chosen_body: int | None = None
    hovered_body: int | None = None
    lasso: list[tuple[float, float]] = field(default_factory=list)
    arrangement: Arrangement | None = None

    @property
    def blocked(self) -> tuple[Rect, ...]:
        """Where no name may stand: bodies, chips, legend."""
        return (*self.obstacles, *(box.rect for box in self.docked))

    @property
    def has_hub(self) -> bool:
        return Layer.LINKS in self.layers and len(self.picture.cells) > 2

    def arrange(self, moving: bool = False) -> None:
        """Work out circles and names anew for the camera of now; names keep their side where they can."""
        self.arrangement = arrange(
            self.picture,
            self.camera,
            self.palette,
            self.sprites,
            self.blocked,
            self.chosen,
            self.has_hub,
            self.arrangement,
            moving,
        )

    def names(self) -> dict[int, Rect]:
        """Rectangles in px of the names this frame shows, by grid id (`HUB_KEY` for the root's)."""
        if self.arrangement is None or Layer.GRIDS not in self.layers:
            return {}
        return {name.key: rect for name, rect in self.arrangement.names_clear_of(self.camera, self.blocked)}


def paint_frame(painter: QPainter, state: FrameState, base: BaseLayer, ratio: float) -> None:
    """Draw everything, in px of the window."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    base.copy_to(painter, state.camera)
    _paint_cell(painter, state, state.hovered, chosen=False)
    _paint_cell(painter, state, state.chosen, chosen=True)
    if Layer.LINKS in state.layers:
        _paint_links(painter, state)
    if Layer.CASES in state.layers and not state.picture.is_crowded:
        size = state.picture.dot_size(state.camera)
        state.picture.points.draw(painter, state.camera, ratio, state.palette, size)
    if Layer.GRIDS in state.layers and state.arrangement is not None:
        _paint_circles_and_names(painter, state, state.arrangement)
    if Layer.LINKS in state.layers:
        _paint_counts(painter, state)
    _paint_offices(painter, state)
    _paint_lasso(painter, state)


def _paint_cell(painter: QPainter, state: FrameState, grid_id: int | None, chosen: bool) -> None:
    if grid_id is None or grid_id not in state.picture.row_of:
        return
    camera = state.camera
    painter.save()
    painter.setTransform(
        QTransform(camera.scale_x, 0, 0, camera.scale_y, -camera.left * camera.scale_x, -camera.top * camera.scale_y),
        True,
    )
    pen = QPen(state.palette.accent, 2.4 if chosen else 1.4)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if chosen and state.chosen_body is None and Layer.HEAT not in state.layers:
        fill = QColor(state.palette.chosen)
        fill.setAlpha(90 if state.picture.is_crowded else 255)  # the dots of a crowd lie in the base below
        painter.setBrush(fill)
    painter.drawPath(state.picture.paths[state.picture.row_of[grid_id]])
    painter.restore()


def _paint_links(painter: QPainter, state: FrameState) -> None:
    focused = _focus(state)
    if not focused:
        _paint_quiet(painter, state, state.picture.loudest[:_QUIET_LINKS])
    _paint_loud(painter, state, focused)
    _paint_whistles(painter, state)
    if state.has_hub:
        painter.setPen(QPen(state.palette.halo, 1.6))
        painter.setBrush(state.palette.secondary)
        painter.drawEllipse(QPointF(*state.camera.to_screen(*state.picture.scene.hub)), HUB_RADIUS, HUB_RADIUS)


def _focus(state: FrameState) -> list[Link]:
    """Ties of what is under the pointer, else of what is chosen; the heaviest last, on top."""
    if state.hovered_body is not None:
        return state.picture.of_body[state.hovered_body]
    if state.chosen_body is not None:
        return state.picture.of_body[state.chosen_body]
    if state.chosen is not None:
        return state.picture.of_cell[state.chosen]
    return []


def _focus_is_cell(state: FrameState) -> bool:
    return state.hovered_body is None and state.chosen_body is None


def _paint_quiet(painter: QPainter, state: FrameState, links: Iterable[Link]) -> None:
    """Hairlines only: an antialiased line wider than 1 px costs ten times as much (measured)."""
    for link, _box, path in _paths(state, links):
        colour = QColor(_colour(state.palette, link))
        colour.setAlpha(min(120, _QUIET_ALPHA + 8 * link.count))
        painter.setPen(QPen(colour, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


def _paint_loud(painter: QPainter, state: FrameState, links: Iterable[Link]) -> None:
    for link, _box, path in _paths(state, links):
        pen = QPen(_colour(state.palette, link), min(3.4, 1.0 + 0.5 * link.count**0.5))
        if link.kind is LinkKind.ASSIST:
            pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


def _paint_whistles(painter: QPainter, state: FrameState) -> None:
    """Live whistles always show: solid where the office has come, dashed where it has not."""
    for link, _box, path in _paths(state, state.picture.whistles):
        pen = QPen(state.palette.whistle, 2.4)
        if link.kind is LinkKind.WHISTLE:
            pen.setDashPattern([3.0, 2.4])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


def _paint_counts(painter: QPainter, state: FrameState) -> None:
    for link, _box, path in _paths(state, _focus(state)):
        if link.count > 1:
            _paint_count(painter, state, path, link, near_box=_focus_is_cell(state))


def _paths(state: FrameState, links: Iterable[Link]) -> list[tuple[Link, DockedOffice, QPainterPath]]:
    """Each tie with its body's box and its curve; bodies without a box have none."""
    boxes = {box.office.body_id: box for box in state.docked if box.office is not None}
    found = []
    for link in links:
        box = boxes.get(link.source)
        if box is None:
            continue
        start = QPointF(*box.anchor)
        end = QPointF(*state.camera.to_screen(*state.picture.cell(link.target).centre))
        bend = (end.x() - start.x()) * 0.5
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend * 0.7, 0), end)
        found.append((link, box, path))
    return found


def _colour(palette: Palette, link: Link) -> QColor:
    return palette.handling if link.kind is LinkKind.HANDLING else palette.assist


def _paint_count(painter: QPainter, state: FrameState, path: QPainterPath, link: Link, near_box: bool) -> None:
    """The number of cases a tie stands for, in a pill near the end that is not chosen."""
    middle = _beside_end(path, _PILL_FROM_BOX if near_box else _PILL_FROM_CIRCLE, at_start=near_box)
    sprite = state.sprites.pill(str(link.count), _colour(state.palette, link), state.palette.box)
    size = sprite.deviceIndependentSize()
    painter.drawPixmap(QPointF(middle.x() - size.width() / 2, middle.y() - size.height() / 2), sprite)


def _beside_end(path: QPainterPath, distance: float, at_start: bool) -> QPointF:
    """The first point of the path that is `distance` px from its start or end, as the crow flies."""
    end = path.pointAtPercent(0.0 if at_start else 1.0)
    steps = 24
    for step in range(1, steps):
        share = step / steps * 0.6
        point = path.pointAtPercent(share if at_start else 1 - share)
        if (point - end).manhattanLength() >= distance:
            return point
    return path.pointAtPercent(0.5)


def _paint_circles_and_names(painter: QPainter, state: FrameState, arrangement: Arrangement) -> None:
    camera = state.camera
    dx, dy = arrangement.shift(camera)
    for left, top, sprite in arrangement.circles:
        x, y = left + dx, top + dy
        if -50 < x < camera.width and -50 < y < camera.height:
            painter.drawPixmap(round(x), round(y), sprite)
    for name, rect in arrangement.names_clear_of(camera, state.blocked):
        if -200 < rect[0] < camera.width and -50 < rect[1] < camera.height:
            painter.drawPixmap(round(rect[0]), round(rect[1]), name.sprite)


def _paint_offices(painter: QPainter, state: FrameState) -> None:
    linked = {link.source for link in _focus(state)} if Layer.LINKS in state.layers else set()
    for box in state.docked:
        office = box.office
        name = office.short_name if office is not None else _("其余 {count} 个").format(count=len(box.hidden))
        count = overdue = 0
        active = False
        if office is not None:
            active = office.body_id in linked or office.body_id in (state.chosen_body, state.hovered_body)
            count = office.open_count
            overdue = 0 if office.independent else office.overdue_count  # never ranked (DESIGN §2)
        left, top, right, bottom = box.rect
        sprite = state.sprites.office(name, count, overdue, right - left, bottom - top, active)
        painter.drawPixmap(round(left) - Sprites.OFFICE_RIM, round(top) - Sprites.OFFICE_RIM, sprite)


def _paint_lasso(painter: QPainter, state: FrameState) -> None:
    if len(state.lasso) < 2:
        return
    fill = QColor(state.palette.accent)
    fill.setAlpha(36)
    pen = QPen(state.palette.accent, 1.6)
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawPolygon(QPolygonF([QPointF(*state.camera.to_screen(x, y)) for x, y in state.lasso]))
