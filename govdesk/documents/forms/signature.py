"""Where people sign: who signs, how, and a line to write on. Seals are places in words, never drawn."""

from collections.abc import Sequence

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.paragraph import Paragraph, Style
from govdesk.documents.typesetting.sheet import Sheet
from govdesk.documents.typesetting.table import Cell, Row, Table

_HOW = Style(size=12, leading=20, align="left")
_NAME_SIZE = 14.0
_ROW = 64.0  # points: room for a signature and a thumb print
_RIGHT_MARGIN = 14.0
_LONG_NAME = 6


class SignatureLine:
    """A printed name with a line behind it to write on, to the right edge."""

    before = after = 0.0
    keep_with_next = False

    def __init__(self, name: str, room: float = 30.0) -> None:
        self.name = name
        self._room = room

    def height(self, width: float) -> float:
        return self._room

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        baseline = top - self._room + 5
        written = sheet.word(self.name, Typeface.FANG, _NAME_SIZE, x, baseline)
        sheet.line(x + min(written + 6, width / 2), baseline - 3, x + width - _RIGHT_MARGIN, baseline - 3)


def signature(how: str, name: str) -> list[Block]:
    """`how` says who signs in which way; a long name takes lines of its own above the line to sign on."""
    lines: list[Block] = [Paragraph([(how, Typeface.FANG)], _HOW)]
    if len(name) > _LONG_NAME:
        return [*lines, Paragraph([(name, Typeface.FANG)], _HOW), SignatureLine("")]
    return [*lines, SignatureLine(name)]


def signature_table(left: Sequence[list[Block]], right: Sequence[list[Block]], last: Sequence[list[Block]]) -> Table:
    """Two columns of signatures beside each other, then rows over the right column that stay with the row above."""
    rows = []
    for index in range(max(len(left), len(right))):
        cells = [Cell(column[index] if index < len(column) else [], middle=False) for column in (left, right)]
        rows.append(Row(cells, _ROW))
    if rows and last:
        rows[-1] = Row(rows[-1].cells, rows[-1].least, keep_with_next=True)
    for position, blocks in enumerate(last):
        rows.append(Row([Cell(), Cell(blocks)], 26, keep_with_next=position < len(last) - 1))
    return Table((1, 1), rows, before=16, ruled=False, whole=len(rows) < 8)
