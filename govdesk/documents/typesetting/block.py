"""What the flow puts on pages: anything with a height at a width that may be divided."""

from typing import Protocol

from govdesk.documents.typesetting.sheet import Sheet


class Block(Protocol):
    """`before` and `after` are the space around it; `keep_with_next` forbids a page break behind it."""

    before: float
    after: float
    keep_with_next: bool

    def height(self, width: float) -> float: ...

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """A head no higher than `room` and the rest; None when no part may stand in so little room."""
        ...

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None: ...


class Space:
    """Empty height; none at the head of a page."""

    before = after = 0.0

    def __init__(self, points: float, keep_with_next: bool = False) -> None:
        self._points = points
        self.keep_with_next = keep_with_next

    def height(self, width: float) -> float:
        return self._points

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        return None
