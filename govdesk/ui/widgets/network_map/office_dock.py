"""Where the bodies stand: a column at each edge of the window, evenly spread, never moving with the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from govdesk.services.network_scene import Office
from govdesk.ui.widgets.network_map.label_placement import Rect

_GAP = 6.0
_EDGE = 12.0
_LOOSEST = 3.2
"""Largest distance of two boxes' tops, in heights of a box."""


@dataclass(frozen=True, slots=True)
class DockedOffice:
    """`office` None is the box that stands for those without room (`hidden`)."""

    office: Office | None
    rect: Rect
    hidden: tuple[Office, ...] = ()

    @property
    def on_left(self) -> bool:
        return self.office is None or self.office.side == "left"

    @property
    def anchor(self) -> tuple[float, float]:
        """Where links leave the box: the middle of its inner edge."""
        left, top, right, bottom = self.rect
        inner = right if left < _EDGE * 2 else left
        return inner, (top + bottom) / 2


def dock_offices(
    offices: Sequence[Office], widest: float, high: float, width: float, top: float, bottom: float
) -> list[DockedOffice]:
    """Boxes of `widest`×`high` px in two columns between `top` and `bottom` of a window of `width`.

    If a column is too short, its last box stands for those that have no room: the ones with the least to do.
    """
    docked: list[DockedOffice] = []
    for side, left in (("left", _EDGE), ("right", width - _EDGE - widest)):
        column = sorted((office for office in offices if office.side == side), key=lambda office: office.rank)
        docked += _column(column, left, widest, high, top, bottom)
    return docked


def _column(
    offices: Sequence[Office], left: float, widest: float, high: float, top: float, bottom: float
) -> list[DockedOffice]:
    room = max(1, int((bottom - top + _GAP) // (high + _GAP)))
    shown = list(offices)
    if len(offices) > room:
        busiest = sorted(offices, key=lambda office: (-office.open_count, office.rank))[: room - 1]
        shown = [office for office in offices if office in busiest]
    hidden = tuple(office for office in offices if office not in shown)
    boxes = len(shown) + bool(hidden)
    if not boxes:
        return []
    pitch = min(high * _LOOSEST, (bottom - top - high) / max(1, boxes - 1)) if boxes > 1 else 0.0
    start = top + max(0.0, (bottom - top - high - pitch * (boxes - 1)) / 2)
    rects = [(left, start + pitch * row, left + widest, start + pitch * row + high) for row in range(boxes)]
    docked = [DockedOffice(office, rect) for office, rect in zip(shown, rects, strict=False)]
    if hidden:
        docked.append(DockedOffice(None, rects[-1], hidden))
    return docked
