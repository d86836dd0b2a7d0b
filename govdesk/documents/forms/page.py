"""What all forms share: the page, the styles, the heading, what stands on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govdesk.documents.fonts import Typeface
from govdesk.documents.template import Template
from govdesk.documents.template_grammar import ComposedTemplate
from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.outline import outline
from govdesk.documents.typesetting.page_flow import Dress, Frame
from govdesk.documents.typesetting.paragraph import Paragraph, Style, paragraphs, spaced
from govdesk.documents.typesetting.sheet import A4, MM, Sheet
from govdesk.documents.typesetting.table import Cell, Row, Table
from govdesk.domain.paper_fields import date_words
from govdesk.foundation import paths

TEXT_FRAME = Frame(left=28 * MM, right=26 * MM, top=30 * MM, bottom=30 * MM)
"""156 mm between the margins, as GB/T 9704 has it; forms are not held to its 22 lines."""

TABLE_FRAME = Frame(left=25 * MM, right=23 * MM, top=22 * MM, bottom=20 * MM)
"""For forms that are mostly tables; the wider margin is the binding edge."""

_BODY = 15.75  # 三号: 28 characters are 441 pt, which fits 156 mm
BODY = Style(size=_BODY, leading=28, indent=2)
FLUSH = spaced(BODY, indent=0.0)
TABLE = Style(size=12, leading=19, shrink=8.5)
LABEL = Style(size=12, leading=17, align="center")
SMALL = Style(size=10.5, leading=16, align="left")

_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Form:
    """A paper ready for the flow. `footer` stands at the foot of every page, left, when there are several.

    `under` and `foot` replace what every page of a form carries.
    """

    template: Template | ComposedTemplate
    frame: Frame
    blocks: Sequence[Block]
    title: str
    author: str
    footer: str
    dated_on: date | None
    specimen: bool
    under: Dress | None = None
    foot: Dress | None = None


def masthead(issuer: str, title: str, number: str) -> list[Block]:
    """Issuer above the title when there is one, the number at the right under it."""
    blocks: list[Block] = []
    if issuer:
        above = Style(size=16, leading=26, align="center", after=4, keep_with_next=True)
        blocks.append(Paragraph([(issuer, Typeface.TITLE)], above))
    heading = Style(size=22, leading=34, align="center", after=10, keep_with_next=True, balanced=True)
    blocks.append(Paragraph([(title, Typeface.TITLE)], heading))
    right = Style(size=14, leading=24, align="right", after=8, keep_with_next=True)
    blocks.append(Paragraph([(number, Typeface.FANG)], right))
    return blocks


def part_heading(title: str, number: str) -> Table:
    """Title and number on one line, for the parts that only serve the main one (存根, 回执)."""
    left = Style(size=16, leading=24, align="left")
    right = Style(size=12, leading=24, align="right")
    cells = [Cell([Paragraph([(title, Typeface.TITLE)], left)]), Cell([Paragraph([(number, Typeface.FANG)], right)])]
    return Table((1, 1.4), [Row(cells)], after=2, keep_with_next=True, ruled=False)


def ground(form: Form) -> Dress:
    """What lies under the text of every page: the mark of a demonstration paper."""

    def draw(sheet: Sheet, page: int, pages: int) -> None:
        if form.specimen:
            _mark_specimen(sheet, form.frame)
        if form.under is not None:
            form.under(sheet, page, pages)

    return draw


def foot(form: Form) -> Dress:
    """Page x of y, and the paper's number where there are several pages, if the form has no foot of its own."""
    if form.foot is not None:
        return form.foot

    def draw(sheet: Sheet, page: int, pages: int) -> None:
        middle = form.frame.left + form.frame.width / 2
        y = form.frame.bottom - 9 * MM
        if form.footer and pages > 1:
            sheet.word(form.footer, Typeface.SONG, 9, form.frame.left, y)
        sheet.word(f"第 {page} 页 共 {pages} 页", Typeface.SONG, 10.5, middle, y, anchor=0.5)

    return draw


def cell(
    text: str, typeface: Typeface = Typeface.FANG, style: Style = TABLE, span: int = 1, middle: bool = True
) -> Cell:
    """A table cell with the text's paragraphs."""
    return Cell(paragraphs(text, typeface, style), span, middle)


def label(text: str) -> Cell:
    return Cell([Paragraph([(text, Typeface.SONG)], LABEL)], repeat=True)


def pair(name: str, value: str, least: float = 26.0) -> Row:
    """A label and a value over the rest of four columns."""
    return Row([label(name), cell(value, span=3)], least)


def two_pairs(name: str, value: str, other_name: str, other_value: str, least: float = 26.0) -> Row:
    return Row([label(name), cell(value), label(other_name), cell(other_value)], least)


def long_text(name: str, value: str, least: float) -> Row:
    """A label beside a text that may run over several pages."""
    body = spaced(TABLE, indent=2.0)
    return Row([label(name), Cell(paragraphs(value, Typeface.FANG, body), 3)], least)


def chinese_date(on: date | None) -> str:
    """2026年12月5日 without leading zeros; a blank to be filled by hand when there is no date."""
    return date_words(on) if on else "　　年　　月　　日"


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 40 → 四十, 105 → 一百零五; from a thousand on in figures."""
    if not 0 <= number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if hundreds and rest and not tens:
        words += "零"
    if tens:
        words += ("" if tens == 1 and not hundreds else _NUMERALS[tens]) + "十"
    return words + (_NUMERALS[ones] if ones or not words else "")


def _mark_specimen(sheet: Sheet, frame: Frame) -> None:
    sheet.turned(A4[0] / 2, A4[1] / 2, 52)
    sheet.grey(0.94)
    sheet.shape(outline(paths.resources() / "templates" / "specimen_mark.svg"), 0.16, -1400 * 0.16, -380 * 0.16)
    sheet.restore()
    sheet.turned(frame.left, A4[1] - 15 * MM, 0)
    sheet.red()
    sheet.box(4, -5, 38, 20, 1)
    sheet.word("演示", Typeface.HEI, 12, 23, 0.5, anchor=0.5)
    sheet.word("虚构数据，不具法律效力", Typeface.SONG, 9, 52, 1.5)
    sheet.restore()
