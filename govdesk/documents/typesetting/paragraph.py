"""A paragraph: Chinese text justified line by line, divided over pages without stranded lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.atoms import INVISIBLE, Atom, make_atoms, split_wide
from govdesk.documents.typesetting.line_breaking import Line, break_lines
from govdesk.documents.typesetting.sheet import ASCENT, Sheet

STRANDED = 2
"""The fewest lines of a divided paragraph on either page."""

Span = tuple[str, Typeface]


@dataclass(frozen=True, slots=True)
class Style:
    """Lengths in points; `indent` in ems of the first line; `align`: justify, left, center, right.

    `balanced` makes the lines about as long as each other (titles); `shrink` is the smallest size to which the text
    may be set so that a number keeps in one piece, 0 for never.
    """

    size: float
    leading: float
    indent: float = 0.0
    align: str = "justify"
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    keep_with_next: bool = False
    balanced: bool = False
    shrink: float = 0.0


class Paragraph:
    """One paragraph without line feeds in it; `spans` carry their typefaces."""

    def __init__(self, spans: Sequence[Span], style: Style) -> None:
        self.spans = spans
        self.style = style
        self._width = -1.0
        self._size = style.size
        self._lines: list[Line] = []
        self._from, self._to = 0, 0
        self.before = style.before
        self.after = style.after
        self.keep_with_next = style.keep_with_next

    def height(self, width: float) -> float:
        self._lay_out(width)
        return (self._to - self._from) * self.style.leading

    def split(self, width: float, room: float) -> "tuple[Paragraph, Paragraph] | None":
        self._lay_out(width)
        count = self._to - self._from
        head = min(int((room + 0.01) / self.style.leading), count - STRANDED)
        if head < min(STRANDED, count) or count - head < STRANDED:
            return None
        return self._part(self._from, self._from + head), self._part(self._from + head, self._to)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        self._lay_out(width)
        style = self.style
        baseline = top - (style.leading - style.size) / 2 - ASCENT * style.size
        placed = []
        for line in self._lines[self._from : self._to]:
            placed.append((line, x + style.left, baseline))
            baseline -= style.leading
        sheet.text(placed, self._size, first=self._from == 0)

    def lines(self, width: float) -> list[str]:
        """The text of each line at this width."""
        self._lay_out(width)
        return [line.text for line in self._lines[self._from : self._to]]

    def _lay_out(self, width: float) -> None:
        if width == self._width:
            return
        style = self.style
        room = width - style.left - style.right
        self._size = self._fitting_size(room)
        indent = style.indent * self._size
        atoms = split_wide(make_atoms(self.spans, self._size), room - max(indent, 0.0))
        self._lines = break_lines(atoms, room, indent, self._size, style.align)
        if style.balanced and len(self._lines) > 1:
            self._lines = _balanced(atoms, room, self._size, len(self._lines))
        self._width = width
        self._from, self._to = 0, len(self._lines)

    def _fitting_size(self, room: float) -> float:
        """The style's size, or a smaller one in which the widest word fits."""
        size = self.style.size
        if not self.style.shrink:
            return size
        widest = max((atom.width for atom in make_atoms(self.spans, size)), default=0.0)
        smaller = size * room / widest * 0.999 if widest > room else size
        return smaller if smaller >= self.style.shrink else size

    def _part(self, start: int, stop: int) -> "Paragraph":
        part = Paragraph(self.spans, self.style)
        part._width, part._lines, part._from, part._to = self._width, self._lines, start, stop
        part._size = self._size
        part.before = self.before if start == self._from else 0.0
        part.after = self.after if stop == self._to else 0.0
        part.keep_with_next = self.keep_with_next and stop == self._to
        return part


def _balanced(atoms: list[Atom], room: float, size: float, count: int) -> list[Line]:
    """Centred lines, no more than `count`, as narrow as they can be."""
    low, high = room / count * 0.8, room
    while high - low > size / 4:
        middle = (low + high) / 2
        if len(break_lines(atoms, middle, 0.0, size, "left")) > count:
            low = middle
        else:
            high = middle
    lines = break_lines(atoms, high, 0.0, size, "left")
    return [replace(line, x=(room - line.width) / 2, gap=0.0) for line in lines]


def paragraphs(text: str, typeface: Typeface, style: Style, label: Span | None = None) -> list[Paragraph]:
    """One paragraph per line of a text that somebody typed; empty lines go. `label` opens the first one.

    An empty text gives one paragraph with the label alone, or none.
    """
    rows = [row for row in map(_tidy, text.splitlines()) if row]
    made = [Paragraph([(row, typeface)], style) for row in rows]
    if label:
        made[:1] = [Paragraph([label, (rows[0] if rows else "", typeface)], style)]
    return made


def spaced(style: Style, **changes: float | bool | str) -> Style:
    return replace(style, **changes)  # type: ignore[arg-type]


def _tidy(row: str) -> str:
    """Outer blanks go, also the two ideographic spaces that people type as an indent; tabs become blanks."""
    return INVISIBLE.sub("", row.replace("\t", " ")).strip()
