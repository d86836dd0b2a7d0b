"""Where names stand so that none covers another: greedy by priority, a few places around each circle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Rect = tuple[float, float, float, float]
"""left, top, right, bottom in px; touching edges do not overlap."""

BELOW, ABOVE, RIGHT, LEFT = "below", "above", "right", "left"
PLACES = (BELOW, ABOVE, RIGHT, LEFT)
_BUCKET = 96.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants to stand beside its circle at (x, y) px; `sizes` are tried in turn, the best first."""

    key: int
    x: float
    y: float
    radius: float
    sizes: tuple[tuple[float, float], ...]
    priority: float


@dataclass(frozen=True, slots=True)
class Placed:
    """`size` is the index into the wish's sizes."""

    key: int
    place: str
    size: int
    rect: Rect


def place_labels(
    wishes: Sequence[Wish],
    obstacles: Iterable[Rect],
    before: Mapping[int, str] | None = None,
    moving: bool = False,
) -> list[Placed]:
    """As many names as fit, the highest priority first (ties by key).

    No two rectangles overlap each other, an obstacle or another wish's circle. `before` holds the place a name
    had last, which is tried first; while the picture is `moving` it is the only one tried, and a name that was
    not there does not come: nothing hops under the hand, and a frame costs half.
    """
    ground = _Ground()
    for rect in obstacles:
        ground.take(rect, None)
    for wish in wishes:
        ground.take(_circle(wish), wish.key)
    remembered = before or {}
    result = []
    for wish in sorted(wishes, key=lambda wish: (-wish.priority, wish.key)):
        last = remembered.get(wish.key)
        if moving and last is None:
            continue
        placed = _first_free(wish, ground, _order(last, moving))
        if placed is not None:
            ground.take(placed.rect, wish.key)
            result.append(placed)
    return result


def overlap(one: Rect, other: Rect) -> bool:
    """True when the rectangles share area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def label_rect(wish: Wish, place: str, size: tuple[float, float]) -> Rect:
    """The rectangle of a name of `size` at a place beside the wish's circle."""
    width, height = size
    if place == BELOW:
        left, top = wish.x - width / 2, wish.y + wish.radius + 1
    elif place == ABOVE:
        left, top = wish.x - width / 2, wish.y - wish.radius - 1 - height
    elif place == RIGHT:
        left, top = wish.x + wish.radius + 3, wish.y - height / 2
    else:
        left, top = wish.x - wish.radius - 3 - width, wish.y - height / 2
    return left, top, left + width, top + height


def _order(last: str | None, moving: bool) -> tuple[str, ...]:
    if last is None:
        return PLACES
    return (last,) if moving else (last, *(place for place in PLACES if place != last))


def _first_free(wish: Wish, ground: "_Ground", order: tuple[str, ...]) -> Placed | None:
    for size_index, size in enumerate(wish.sizes):
        for place in order:
            rect = label_rect(wish, place, size)
            if ground.is_free(rect, wish.key):
                return Placed(wish.key, place, size_index, rect)
    return None


def _circle(wish: Wish) -> Rect:
    return wish.x - wish.radius, wish.y - wish.radius, wish.x + wish.radius, wish.y + wish.radius


class _Ground:
    """Rectangles already taken, looked up by coarse squares; a wish's own circle does not block its name."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[int, int], list[tuple[Rect, int | None]]] = {}

    def take(self, rect: Rect, key: int | None) -> None:
        for square in _squares(rect):
            self._buckets.setdefault(square, []).append((rect, key))

    def is_free(self, rect: Rect, key: int) -> bool:
        left, top, right, bottom = rect
        for square in _squares(rect):
            for (other_left, other_top, other_right, other_bottom), owner in self._buckets.get(square, ()):
                if (
                    left < other_right
                    and other_left < right
                    and top < other_bottom
                    and other_top < bottom
                    and owner != key
                ):
                    return False
        return True


def _squares(rect: Rect) -> Sequence[tuple[int, int]]:
    left, top = int(rect[0] // _BUCKET), int(rect[1] // _BUCKET)
    right, bottom = int(rect[2] // _BUCKET), int(rect[3] // _BUCKET)
    if left == right and top == bottom:
        return ((left, top),)
    return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
