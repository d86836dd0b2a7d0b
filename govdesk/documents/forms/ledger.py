"""A ledger as a PDF: a long table with its header on every page, under the mark of who took it out and when."""

from collections.abc import Sequence
from datetime import date

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.page import TABLE_FRAME
from govdesk.documents.stamping import watermarked
from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.page_flow import draw_pages, paginate
from govdesk.documents.typesetting.paragraph import Paragraph, Style, paragraphs
from govdesk.documents.typesetting.sheet import MM, Sheet, writing
from govdesk.documents.typesetting.table import Cell, Row, Table

_HEADING = Style(size=16, leading=26, align="center", after=8, keep_with_next=True)
_CELL = Style(size=8, leading=11.5, align="left")
_LABEL = Style(size=8, leading=11.5, align="center")
_LEAST = 18.0


def ledger_pdf(
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    mark: str,
    author: str,
    on: date,
) -> bytes:
    """`shares` of the width per column; `mark` is laid aslant over every page."""
    header = Row([Cell(_texts(text, Typeface.HEI, _LABEL)) for text in headers], _LEAST, header=True)
    body = [Row([Cell(_texts(text, Typeface.SONG, _CELL)) for text in row], _LEAST) for row in rows]
    blocks: list[Block] = [Paragraph([(title, Typeface.TITLE)], _HEADING), Table(shares, [header, *body])]

    def foot(sheet: Sheet, page: int, pages: int) -> None:
        y = TABLE_FRAME.bottom - 9 * MM
        sheet.word(mark, Typeface.SONG, 8, TABLE_FRAME.left, y)
        words = f"第 {page} 页 共 {pages} 页"
        sheet.word(words, Typeface.SONG, 9, TABLE_FRAME.left + TABLE_FRAME.width, y, anchor=1.0)

    with writing:
        sheet = Sheet(title=title, author=author, subject=title, keywords="", dated_on=on)
        draw_pages(paginate(blocks, TABLE_FRAME), TABLE_FRAME, sheet, lambda *_page: None, foot)
        content = sheet.finish()
    return watermarked(content, mark)


def _texts(text: str, typeface: Typeface, style: Style) -> list[Paragraph]:
    return paragraphs(text, typeface, style)
