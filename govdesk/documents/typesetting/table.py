"""A ruled table: rows divide between pages, long rows divide inside, header rows come again on every page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.sheet import Sheet

_PADDING = 4.0
_OUTER, _INNER = 1.0, 0.5
_WORTH_DIVIDING = 120.0  # points: a row lower than this goes to the next page whole
_ALMOST_A_PAGE = 560.0
_LEAST_PART = 48.0  # points of a divided row on either page


@dataclass(frozen=True, slots=True)
class Cell:
    """Blocks over `span` columns; `middle` centres them in the row's height.

    `repeat` prints them again in every part of a divided row.
    """

    blocks: Sequence[Block] = ()
    span: int = 1
    middle: bool = True
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`header` rows (first of a table) are repeated; `least` is the smallest height in points."""

    cells: Sequence[Cell]
    least: float = 24.0
    header: bool = False
    keep_with_next: bool = False


@dataclass(slots=True)
class Table:
    """`columns` are shares of the width. The frame is thick, the inner lines are thin; `ruled` False draws none.

    `whole` keeps it undivided as long as it fits on a page.
    """

    columns: Sequence[float]
    rows: Sequence[Row]
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False
    ruled: bool = True
    whole: bool = False
    _heights: dict[float, list[float]] = field(default_factory=dict, repr=False)

    def height(self, width: float) -> float:
        return sum(self._row_heights(width)) + _OUTER

    def split(self, width: float, room: float) -> "tuple[Table, Table] | None":
        heights = self._row_heights(width)
        if self.whole and sum(heights) < _ALMOST_A_PAGE:
            return None
        headers = sum(1 for row in self.rows if row.header)
        used, fitting = _OUTER, 0
        while fitting < len(self.rows) and used + heights[fitting] <= room:
            used += heights[fitting]
            fitting += 1
        fitting = min(fitting, len(self.rows) - 1)
        while fitting > headers and self.rows[fitting - 1].keep_with_next:
            fitting -= 1
        if fitting < headers:
            return None
        used = _OUTER + sum(heights[:fitting])
        divided = self._divide_row(fitting, width, room - used, heights[fitting])
        head, rest = list(self.rows[:fitting]), list(self.rows[fitting:])
        if divided:
            head.append(divided[0])
            rest[0] = divided[1]
        if len(head) <= headers:
            return None
        return self._part(head, first=True), self._part([*self.rows[:headers], *rest], first=False)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        heights = self._row_heights(width)
        edges = self._edges(width)
        top -= _OUTER / 2
        y = top
        for index, (row, height) in enumerate(zip(self.rows, heights, strict=True)):
            if index and self.ruled:
                sheet.line(x, y, x + width, y, _INNER)
            self._draw_row(sheet, row, x, y, height, edges)
            y -= height
        if self.ruled:
            sheet.box(x, y, width, top - y, _OUTER)

    def _draw_row(self, sheet: Sheet, row: Row, x: float, top: float, height: float, edges: list[float]) -> None:
        column = 0
        for cell in row.cells:
            left, right = edges[column], edges[column + cell.span]
            if column and self.ruled:
                sheet.line(x + left, top, x + left, top - height, _INNER)
            inside = right - left - 2 * _PADDING
            y = top - _PADDING
            if cell.middle:
                y = top - (height - _stack_height(cell.blocks, inside)) / 2
            for position, block in enumerate(cell.blocks):
                y -= block.before if position else 0.0
                block.draw(sheet, x + left + _PADDING, y, inside)
                y -= block.height(inside) + block.after
            column += cell.span

    def _row_heights(self, width: float) -> list[float]:
        if width not in self._heights:
            edges = self._edges(width)
            self._heights[width] = [max(row.least, _content_height(row, edges)) for row in self.rows]
        return self._heights[width]

    def _edges(self, width: float) -> list[float]:
        total = sum(self.columns)
        edges = [0.0]
        for share in self.columns:
            edges.append(edges[-1] + share / total * width)
        return edges

    def _divide_row(self, index: int, width: float, room: float, height: float) -> tuple[Row, Row] | None:
        row = self.rows[index]
        if row.header or height < _WORTH_DIVIDING or room < _LEAST_PART:
            return None
        edges = self._edges(width)
        heads, rests, column = [], [], 0
        for cell in row.cells:
            inside = edges[column + cell.span] - edges[column] - 2 * _PADDING
            head, rest = split_stack(cell.blocks, inside, room - 2 * _PADDING)
            if cell.repeat:
                head = rest = list(cell.blocks)
            heads.append(Cell(head, cell.span, cell.middle and (cell.repeat or not rest), cell.repeat))
            rests.append(Cell(rest, cell.span, cell.middle and (cell.repeat or not head), cell.repeat))
            column += cell.span
        if not (_has_text(heads) and _has_text(rests)):
            return None
        return Row(heads, min(row.least, room)), Row(rests, min(row.least, _LEAST_PART))

    def _part(self, rows: Sequence[Row], first: bool) -> "Table":
        return Table(
            self.columns,
            rows,
            self.before if first else 0.0,
            0.0 if first else self.after,
            self.keep_with_next and not first,
            self.ruled,
            self.whole,
        )


def split_stack(blocks: Sequence[Block], width: float, room: float) -> tuple[list[Block], list[Block]]:
    """The blocks that fit into `room`, the last of them divided where it may be, and the rest."""
    head: list[Block] = []
    for index, block in enumerate(blocks):
        space = block.before if head else 0.0
        height = block.height(width)
        if space + height <= room:
            head.append(block)
            room -= space + height + block.after
            continue
        parts = block.split(width, room - space)
        if parts:
            return [*head, parts[0]], [parts[1], *blocks[index + 1 :]]
        return head, list(blocks[index:])
    return head, []


def _has_text(cells: Sequence[Cell]) -> bool:
    return any(cell.blocks for cell in cells if not cell.repeat)


def _content_height(row: Row, edges: list[float]) -> float:
    tallest, column = 0.0, 0
    for cell in row.cells:
        inside = edges[column + cell.span] - edges[column] - 2 * _PADDING
        tallest = max(tallest, _stack_height(cell.blocks, inside) + 2 * _PADDING)
        column += cell.span
    return tallest


def _stack_height(blocks: Sequence[Block], width: float) -> float:
    total = 0.0
    for position, block in enumerate(blocks):
        total += (block.before if position else 0.0) + block.height(width) + block.after
    return total
