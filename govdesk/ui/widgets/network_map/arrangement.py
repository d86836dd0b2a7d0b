"""Where circles and names stand at one scale: worked out when the scale or the choice changes, moved while panning."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QPixmap

from govdesk.foundation.text import _
from govdesk.services.network_scene import Cell
from govdesk.ui.widgets.network_map.camera import Camera
from govdesk.ui.widgets.network_map.label_placement import Rect, Wish, overlap, place_labels
from govdesk.ui.widgets.network_map.palette import Palette
from govdesk.ui.widgets.network_map.picture import Picture
from govdesk.ui.widgets.network_map.sprites import Sprites

HUB_KEY = -1
"""Key of the root's own name among the names of the cells."""
HUB_RADIUS = 3.5
_DETAIL_ROOM = 100.0


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands, in px of the arrangement's camera."""

    key: int
    rect: Rect
    place: str
    sprite: QPixmap


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Circles as (left, top, sprite) and names, in px of `camera`; another camera of its scale only shifts them."""

    camera: Camera
    circles: tuple[tuple[float, float, QPixmap], ...]
    names: tuple[Name, ...]

    def shift(self, camera: Camera) -> tuple[float, float]:
        return (
            (self.camera.left - camera.left) * camera.scale_x,
            (self.camera.top - camera.top) * camera.scale_y,
        )

    def names_clear_of(self, camera: Camera, obstacles: Iterable[Rect]) -> list[tuple[Name, Rect]]:
        """The names that a frame shows and where; what came under an obstacle while panning is left out."""
        dx, dy = self.shift(camera)
        blocked = tuple(obstacles)
        shown = []
        for name in self.names:
            left, top, right, bottom = name.rect
            rect = (left + dx, top + dy, right + dx, bottom + dy)
            if not any(overlap(rect, other) for other in blocked):
                shown.append((name, rect))
        return shown


def arrange(
    picture: Picture,
    camera: Camera,
    palette: Palette,
    sprites: Sprites,
    obstacles: Iterable[Rect],
    chosen: int | None,
    with_hub: bool,
    before: Arrangement | None,
    moving: bool = False,
) -> Arrangement:
    """Circles and as many names as fit, within a window's width around the window.

    While `moving` (a zoom under way) only the names of `before` stay, each on its side, as long as they fit.
    """
    radii = picture.radii(camera)
    roomy = picture.room(camera) >= _DETAIL_ROOM
    circles: list[tuple[float, float, QPixmap]] = []
    wishes: list[Wish] = []
    looks: dict[int, tuple[tuple[str, str, bool], ...]] = {}
    for row, cell in enumerate(picture.cells):
        x, y = camera.to_screen(*cell.centre)
        if not (-camera.width < x < 2 * camera.width and -camera.height < y < 2 * camera.height):
            continue
        radius = radii[row]
        circles.append((x - radius - 2, y - radius - 2, _circle(cell, radius, palette, sprites)))
        is_chosen = cell.grid_id == chosen
        texts = [(cell.name, detail_of(cell), is_chosen)] if roomy else []
        looks[cell.grid_id] = (*texts, (cell.name, "", is_chosen))
        priority = 1e9 if is_chosen else cell.overdue_count * 1e4 + cell.open_count
        sizes = tuple(sprites.name_size(*look) for look in looks[cell.grid_id])
        wishes.append(Wish(cell.grid_id, x, y, radius, sizes, priority))
    if with_hub:
        x, y = camera.to_screen(*picture.scene.hub)
        looks[HUB_KEY] = ((picture.scene.title, "", False),)
        wishes.append(Wish(HUB_KEY, x, y, HUB_RADIUS, (sprites.name_size(picture.scene.title),), -1))
    remembered = {name.key: name.place for name in before.names} if before is not None else None
    names = tuple(
        Name(placed.key, placed.rect, placed.place, sprites.name(*looks[placed.key][placed.size]))
        for placed in place_labels(wishes, obstacles, remembered, moving and remembered is not None)
    )
    return Arrangement(camera, tuple(circles), names)


def detail_of(cell: Cell) -> str:
    """The line under a name when there is room for it."""
    if cell.overdue_count:
        return _("在办 {open} · 超期 {overdue}").format(open=cell.open_count, overdue=cell.overdue_count)
    return _("在办 {open}").format(open=cell.open_count)


def _circle(cell: Cell, radius: float, palette: Palette, sprites: Sprites) -> QPixmap:
    if cell.overdue_count:
        return sprites.circle(radius, palette.overdue, str(cell.overdue_count))
    return sprites.circle(radius, palette.circle if cell.open_count else palette.circle_empty)
