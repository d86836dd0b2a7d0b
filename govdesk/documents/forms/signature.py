"""Where people sign: who signs, how, and a line to write on. Seals are places in words, never drawn."""

from collections.abc import Sequence

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.paragraph import Paragraph, Style
from govdesk.documents.typesetting.sheet import ASCENT, Sheet
from govdesk.documents.typesetting.table import Cell, Row, Table

_WHO = Style(size=14, leading=22, align="left")
_HOW = Style(size=10.5, leading=16, align="left")
_ROW = 62.0  # points: room for a signature and a thumb print
_RIGHT_MARGIN = 14.0


class SignatureLine:
    """A short note with a line behind it to the right edge."""

    before = after = 0.0
    keep_with_next = False

    def __init__(self, note: str, room: float = 24.0) -> None:
        self._note = note
        self._room = room

    def height(self, width: float) -> float:
        return self._room

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        baseline = top - self._room + 4
        sheet.word(self._note, Typeface.FANG, _HOW.size, x, baseline)
        start = x + len(self._note) * _HOW.size * ASCENT if self._note.isascii() else x + len(self._note) * _HOW.size
        sheet.line(start + 4, baseline - 2, x + width - _RIGHT_MARGIN, baseline - 2)


def signature(who: str, how: str) -> list[Block]:
    return [Paragraph([(who, Typeface.FANG)], _WHO), SignatureLine(how)]


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
