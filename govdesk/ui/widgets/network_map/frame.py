"""One frame of the network view: the cached base below, then choice, ties, points, circles, names, bodies."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from govdesk.domain.network_map import LinkKind
from govdesk.foundation.text import _
from govdesk.services.network_scene import Cell, Link
from govdesk.ui import theme
from govdesk.ui.widgets.network_map.base_layer import BaseLayer
from govdesk.ui.widgets.network_map.camera import Camera
from govdesk.ui.widgets.network_map.label_placement import (
    Placed,
    Rect,
    Wish,
    label_rect,
    overlap,
    place_labels,
)
from govdesk.ui.widgets.network_map.office_dock import DockedOffice
from govdesk.ui.widgets.network_map.palette import Palette
from govdesk.ui.widgets.network_map.picture import Layer, Picture
from govdesk.ui.widgets.network_map.sprites import Sprites

HUB_KEY = -1
_HUB_RADIUS = 4.5
_DETAIL_ROOM = 100.0
_QUIET_LINKS = 30
"""Ties drawn without anything chosen; the rest appear with their cell or body."""


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
    labels: list[Placed] = field(default_factory=list)


def paint_frame(painter: QPainter, state: FrameState, base: BaseLayer, ratio: float) -> None:
    """Draw everything, in px of the window."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    base.copy_to(painter, state.camera)
    _paint_cell(painter, state, state.hovered, fill=False)
    _paint_cell(painter, state, state.chosen, fill=True)
    if Layer.LINKS in state.layers:
        _paint_links(painter, state)
    if Layer.CASES in state.layers:
        state.picture.points.draw(painter, state.camera, ratio, state.palette)
    if Layer.GRIDS in state.layers:
        _paint_circles(painter, state)
        _paint_names(painter, state)
    _paint_offices(painter, state)
    _paint_lasso(painter, state)


def place_names(state: FrameState) -> None:
    """Choose the names that fit and where they stand; those that fitted before keep their place."""
    before = {placed.key: placed.place for placed in state.labels}
    state.labels = place_labels(_wishes(state), (*state.obstacles, *(box.rect for box in state.docked)), before)


def name_rects(state: FrameState) -> dict[int, Rect]:
    """Rectangles in px of the names this frame shows, by grid id (HUB_KEY for the root's)."""
    wishes = {wish.key: wish for wish in _wishes(state)}
    blocked = (*state.obstacles, *(box.rect for box in state.docked))
    rects = {}
    for placed in state.labels:
        wish = wishes.get(placed.key)
        if wish is None or placed.size >= len(wish.sizes):
            continue
        rect = label_rect(wish, placed.place, wish.sizes[placed.size])
        if not any(overlap(rect, other) for other in blocked):
            rects[placed.key] = rect
    return rects


def detail_of(cell: Cell) -> str:
    """The line under a name when there is room for it."""
    if cell.overdue_count:
        return _("在办 {open} · 超期 {overdue}").format(open=cell.open_count, overdue=cell.overdue_count)
    return _("在办 {open}").format(open=cell.open_count)


def _wishes(state: FrameState) -> list[Wish]:
    camera, picture = state.camera, state.picture
    radii = picture.radii(camera)
    roomy = picture.room(camera) >= _DETAIL_ROOM
    wishes = []
    for row, cell in enumerate(picture.cells):
        x, y = camera.to_screen(*cell.centre)
        if not (-80 < x < camera.width + 80 and -40 < y < camera.height + 40):
            continue
        chosen = cell.grid_id == state.chosen
        sizes = [state.sprites.name_size(cell.name, chosen=chosen)]
        if roomy:
            sizes.insert(0, state.sprites.name_size(cell.name, detail_of(cell), chosen))
        priority = 1e9 if chosen else cell.overdue_count * 1e4 + cell.open_count
        wishes.append(Wish(cell.grid_id, x, y, radii[row], tuple(sizes), priority))
    if Layer.LINKS in state.layers and len(picture.cells) > 2:
        x, y = camera.to_screen(*picture.scene.hub)
        size = state.sprites.name_size(picture.scene.title)
        wishes.append(Wish(HUB_KEY, x, y, _HUB_RADIUS, (size,), -1))
    return wishes


def _paint_cell(painter: QPainter, state: FrameState, grid_id: int | None, fill: bool) -> None:
    if grid_id is None or grid_id not in state.picture.row_of:
        return
    camera = state.camera
    painter.save()
    painter.setTransform(
        QTransform(
            camera.scale_x, 0, 0, camera.scale_y, -camera.left * camera.scale_x, -camera.top * camera.scale_y
        ),
        True,
    )
    pen = QPen(state.palette.accent, 2.4 if fill else 1.4)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(state.palette.chosen if fill and Layer.HEAT not in state.layers else Qt.BrushStyle.NoBrush)
    painter.drawPath(state.picture.paths[state.picture.row_of[grid_id]])
    painter.restore()


def _paint_links(painter: QPainter, state: FrameState) -> None:
    focused = set(_focus(state))
    if not focused:
        loudest = sorted(state.picture.links, key=lambda link: -link.count)[:_QUIET_LINKS]
        _paint_link_lines(painter, state, loudest, quiet=True)
    _paint_link_lines(painter, state, sorted(focused, key=lambda link: link.count), quiet=False)
    hub = QPointF(*state.camera.to_screen(*state.picture.scene.hub))
    if len(state.picture.cells) > 2:
        painter.setPen(QPen(state.palette.halo, 1.6))
        painter.setBrush(state.palette.secondary)
        painter.drawEllipse(hub, _HUB_RADIUS - 1, _HUB_RADIUS - 1)


def _focus(state: FrameState) -> list[Link]:
    """Ties of what is under the pointer, else of what is chosen."""
    if state.hovered_body is not None:
        return state.picture.of_body[state.hovered_body]
    if state.chosen_body is not None:
        return state.picture.of_body[state.chosen_body]
    if state.chosen is not None:
        return state.picture.of_cell[state.chosen]
    return []


def _paint_link_lines(painter: QPainter, state: FrameState, links: Iterable[Link], quiet: bool) -> None:
    anchors = {box.office.body_id: box for box in state.docked if box.office is not None}
    for link in links:
        box = anchors.get(link.source)
        if box is None:
            continue
        colour = QColor(state.palette.handling if link.kind is LinkKind.HANDLING else state.palette.assist)
        width = min(3.4, 1.0 + 0.5 * link.count**0.5)
        if quiet:
            colour.setAlpha(38)
            width = min(2.2, 0.7 + 0.3 * link.count**0.5)
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if link.kind is LinkKind.ASSIST:
            pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = _link_path(box, state, link.target)
        painter.drawPath(path)
        if not quiet:
            _paint_count(painter, state, path, link, near_box=state.chosen == link.target)


def _link_path(box: DockedOffice, state: FrameState, grid_id: int) -> QPainterPath:
    start = QPointF(*box.anchor)
    end = QPointF(*state.camera.to_screen(*state.picture.cell(grid_id).centre))
    bend = (end.x() - start.x()) * 0.5
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend * 0.7, 0), end)
    return path


def _paint_count(
    painter: QPainter, state: FrameState, path: QPainterPath, link: Link, near_box: bool
) -> None:
    """The number of cases a tie stands for, in a pill near one of its ends."""
    if link.count < 2:
        return
    length = max(1.0, path.length())
    share = min(0.5, 26 / length)
    middle = path.pointAtPercent(share if near_box else 1 - min(0.5, 30 / length))
    font = theme.font(10)
    width = max(15.0, QFontMetricsF(font).horizontalAdvance(str(link.count)) + 8)
    box = QRectF(middle.x() - width / 2, middle.y() - 7.5, width, 15)
    colour = state.palette.handling if link.kind is LinkKind.HANDLING else state.palette.assist
    painter.setPen(QPen(colour, 1))
    painter.setBrush(state.palette.box)
    painter.drawRoundedRect(box, 7.5, 7.5)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(link.count))


def _paint_circles(painter: QPainter, state: FrameState) -> None:
    camera, palette = state.camera, state.palette
    for cell, radius in zip(state.picture.cells, state.picture.radii(camera), strict=True):
        x, y = camera.to_screen(*cell.centre)
        if not (-20 < x < camera.width + 20 and -20 < y < camera.height + 20):
            continue
        number = str(cell.overdue_count) if cell.overdue_count else ""
        colour = palette.overdue if number else palette.circle if cell.open_count else palette.circle_empty
        sprite = state.sprites.circle(radius, colour, number)
        painter.drawPixmap(round(x - radius - 2), round(y - radius - 2), sprite)


def _paint_names(painter: QPainter, state: FrameState) -> None:
    details = {placed.key: placed.size for placed in state.labels}
    for key, rect in name_rects(state).items():
        if key == HUB_KEY:
            sprite = state.sprites.name(state.picture.scene.title)
        else:
            cell = state.picture.cell(key)
            chosen = key == state.chosen
            two_lines = details[key] == 0 and state.picture.room(state.camera) >= _DETAIL_ROOM
            sprite = state.sprites.name(cell.name, detail_of(cell) if two_lines else "", chosen)
        painter.drawPixmap(round(rect[0]), round(rect[1]), sprite)


def _paint_offices(painter: QPainter, state: FrameState) -> None:
    linked = {link.source for link in _focus(state)} if Layer.LINKS in state.layers else set()
    for box in state.docked:
        office = box.office
        name = office.name if office is not None else _("其余 {count} 个").format(count=len(box.hidden))
        active = office is not None and (
            office.body_id in (state.chosen_body, state.hovered_body) or office.body_id in linked
        )
        rect = QRectF(box.rect[0], box.rect[1], box.rect[2] - box.rect[0], box.rect[3] - box.rect[1])
        rect.adjust(0.5, 0.5, -0.5, -0.5)
        pen = QPen(state.palette.accent if active else state.palette.box_border, 1.6 if active else 1.0)
        painter.setPen(pen)
        painter.setBrush(state.palette.box)
        painter.drawRoundedRect(rect, 6, 6)
        _paint_office_words(painter, state, box, rect, name)


def _paint_office_words(
    painter: QPainter, state: FrameState, box: DockedOffice, rect: QRectF, name: str
) -> None:
    office = box.office
    inner = rect.adjusted(8, 0, -8, 0)
    count = str(office.open_count) if office is not None and office.open_count else ""
    small = theme.font(11)
    room = inner.width() - (QFontMetricsF(small).horizontalAdvance(count) + 6 if count else 0)
    font = state.sprites.name_font
    words = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(state.palette.text)
    align = Qt.AlignmentFlag.AlignLeft if count else Qt.AlignmentFlag.AlignHCenter
    painter.drawText(inner, align | Qt.AlignmentFlag.AlignVCenter, words)
    if not count or office is None:
        return
    painter.setFont(small)
    painter.setPen(state.palette.secondary)
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
    if office.overdue_count and not office.independent:
        _paint_overdue_badge(painter, state, rect, office.overdue_count)


def _paint_overdue_badge(painter: QPainter, state: FrameState, rect: QRectF, count: int) -> None:
    font = theme.font(9)
    width = max(15.0, QFontMetricsF(font).horizontalAdvance(str(count)) + 7)
    badge = QRectF(rect.right() - width + 6, rect.top() - 6, width, 15)
    painter.setPen(QPen(state.palette.box, 1.4))
    painter.setBrush(state.palette.overdue)
    painter.drawRoundedRect(badge, 7.5, 7.5)
    painter.setPen(state.palette.on_colour)
    painter.setFont(font)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(count))


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
