"""A label with a text hanging beside it: 问：… 出席：… 附件：1. …"""

from govdesk.documents.fonts import Typeface, chain
from govdesk.documents.typesetting.paragraph import Paragraph, Style, spaced
from govdesk.documents.typesetting.sheet import ASCENT, Sheet


class Labelled:
    """The label stands at `at` points from the left on the first line; the text keeps to its own left edge."""

    def __init__(self, label: str, typeface: Typeface, body: Paragraph, at: float = 0.0) -> None:
        self.label = label
        self.body = body
        self.typeface = typeface
        self.at = at
        self.before = body.before
        self.after = body.after
        self.keep_with_next = body.keep_with_next

    def height(self, width: float) -> float:
        return self.body.height(width)

    def split(self, width: float, room: float) -> "tuple[Labelled, Paragraph] | None":
        parts = self.body.split(width, room)
        return None if parts is None else (Labelled(self.label, self.typeface, parts[0], self.at), parts[1])

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        style = self.body.style
        baseline = top - (style.leading - style.size) / 2 - ASCENT * style.size
        sheet.word(self.label, self.typeface, style.size, x + self.at, baseline)
        self.body.draw(sheet, x, top, width)


def hanging(
    label: str, typeface: Typeface, text: str, style: Style, at: float, hang: float
) -> list[Labelled | Paragraph]:
    """A label at `at` and the text's paragraphs at `hang` points from the left, or behind a label that is longer."""
    style = spaced(style, indent=0.0)
    left = max(hang, at + chain(typeface).advance(label) * style.size)
    rows = [row for row in text.splitlines() if row.strip()] or ["　"]
    first = Paragraph([(rows[0].strip(), Typeface.FANG)], spaced(style, left=left))
    rest = [Paragraph([(row.strip(), Typeface.FANG)], spaced(style, left=left)) for row in rows[1:]]
    return [Labelled(label, typeface, first, at), *rest]
