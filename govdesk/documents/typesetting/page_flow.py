"""Blocks onto pages: headings stay with what they head, long blocks divide, every page knows how many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from govdesk.documents.typesetting.block import Block, Space
from govdesk.documents.typesetting.sheet import A4, Sheet


@dataclass(frozen=True, slots=True)
class Frame:
    """The printing area of an A4 page: margins in points."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return A4[0] - self.left - self.right

    @property
    def height(self) -> float:
        return A4[1] - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Placed:
    block: Block
    top: float  # y of its upper edge


Page = list[Placed]


class PageBreak(Space):
    """Whatever follows begins a new page."""

    def __init__(self) -> None:
        super().__init__(0.0)


def paginate(blocks: Sequence[Block], frame: Frame) -> list[Page]:
    """At least one page. A block that may not be divided and is higher than a page runs over its foot."""
    flow = _Flow(frame)
    queue = list(blocks)
    while queue:
        group = _group(queue)
        del queue[: len(group)]
        queue[:0] = flow.place(group)
    return flow.pages


Dress = Callable[[Sheet, int, int], None]


def draw_pages(pages: Sequence[Page], frame: Frame, sheet: Sheet, under: Dress, foot: Dress) -> None:
    """Print all pages; `under` and `foot` (sheet, number, total) add what every page carries before and after."""
    for number, page in enumerate(pages, start=1):
        under(sheet, number, len(pages))
        for placed in page:
            placed.block.draw(sheet, frame.left, placed.top, frame.width)
        foot(sheet, number, len(pages))
        sheet.next_page()


def _group(queue: Sequence[Block]) -> list[Block]:
    """The next block with everything that it may not be parted from."""
    stop = 0
    while stop < len(queue) - 1 and queue[stop].keep_with_next:
        stop += 1
    return list(queue[: stop + 1])


class _Flow:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.pages: list[Page] = [[]]
        self._room = frame.height

    def place(self, group: list[Block]) -> list[Block]:
        """Put the group on the current page, or what fits of it; returns what is still to be placed."""
        if isinstance(group[0], PageBreak):
            self._turn()
            return group[1:]
        if self._fits(group):
            for position, block in enumerate(group):
                self._put(block, position)
            return []
        rest = self._divide(group)
        if rest is None and not self.pages[-1]:
            # alone on an empty page and still too high: part the group; a single block runs over the foot
            self._put(group[0])
            return group[1:]
        self._turn()
        return group if rest is None else rest

    def _fits(self, group: list[Block]) -> bool:
        return self._rooms(group)[1] is None

    def _rooms(self, group: list[Block]) -> tuple[list[float], int | None]:
        """The room each block finds, and the index of the first that does not fit into its own."""
        rooms, room = [], self._room
        for index, block in enumerate(group):
            room -= self._space(block, index)
            rooms.append(room)
            height = block.height(self._frame.width)
            if height > room + 0.01:
                return rooms, index
            room -= height + block.after
        return rooms, None

    def _divide(self, group: list[Block]) -> list[Block] | None:
        """Place a head of the group and return the rest; None when nothing may be parted.

        The block that does not fit is divided; if it may not be, the last lines of one before it move with it.
        """
        rooms, overflow = self._rooms(group)
        assert overflow is not None
        for index in range(overflow, -1, -1):
            parts = group[index].split(self._frame.width, rooms[index])
            if parts is not None:
                for position, block in enumerate((*group[:index], parts[0])):
                    self._put(block, position)
                return [parts[1], *group[index + 1 :]]
        return None

    def _put(self, block: Block, position: int = 0) -> None:
        page = self.pages[-1]
        if not page and isinstance(block, Space):
            return
        self._room -= self._space(block, position)
        page.append(Placed(block, self._frame.bottom + self._room))
        self._room -= block.height(self._frame.width) + block.after

    def _space(self, block: Block, position: int) -> float:
        return block.before if self.pages[-1] or position else 0.0

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
        self._room = self._frame.height
