"""The review of a week or a month as a PDF: figures in tables, the trend drawn, the cases to discuss, its mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.page import TABLE_FRAME
from govdesk.documents.stamping import watermarked
from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.outline import Step
from govdesk.documents.typesetting.page_flow import draw_pages, paginate
from govdesk.documents.typesetting.paragraph import Paragraph, Style, paragraphs
from govdesk.documents.typesetting.sheet import MM, Sheet, writing
from govdesk.documents.typesetting.table import Cell, Row, Table

_TITLE = Style(size=18, leading=27, align="center", keep_with_next=True)
_UNDER_TITLE = Style(size=10.5, leading=16, align="center", after=4)
_HEADING = Style(size=12, leading=18, align="left", before=12, after=4, keep_with_next=True)
_NOTE = Style(size=9, leading=13, align="left", after=4, keep_with_next=True)
_CELL = Style(size=8.5, leading=12, align="left")
_NUMBER = Style(size=8.5, leading=12, align="center")
_LEAST = 18.0

_CHART_HEIGHT = 112.0
_FLOOR, _CEILING = 16.0, 24.0  # points below and above the bars, for ticks and for the legend
_DARK, _LIGHT = 0.35, 0.78


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """`shares` of the width per column; columns of `numbers` are centred. `note` stands between heading and table."""

    heading: str
    headers: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewTrend:
    """Two counts for each tick, and what they are called."""

    heading: str
    names: tuple[str, str]
    points: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """Everything in words, in the order in which it is printed; the trend comes after the first table."""

    title: str
    under_title: str
    figures: ReviewTable
    trend: ReviewTrend
    tables: tuple[ReviewTable, ...]


def review_pdf(content: ReviewSheet, mark: str, author: str, on: date) -> bytes:
    """`mark` is laid aslant over every page and stands at its foot with the page number."""
    blocks: list[Block] = [
        Paragraph([(content.title, Typeface.TITLE)], _TITLE),
        Paragraph([(content.under_title, Typeface.SONG)], _UNDER_TITLE),
        *_table(content.figures),
        Paragraph([(content.trend.heading, Typeface.HEI)], _HEADING),
        TrendBars(content.trend),
    ]
    for table in content.tables:
        blocks += _table(table)

    def foot(sheet: Sheet, page: int, pages: int) -> None:
        y = TABLE_FRAME.bottom - 9 * MM
        sheet.word(mark, Typeface.SONG, 8, TABLE_FRAME.left, y)
        words = f"第 {page} 页 共 {pages} 页"
        sheet.word(words, Typeface.SONG, 9, TABLE_FRAME.left + TABLE_FRAME.width, y, anchor=1.0)

    with writing:
        sheet = Sheet(title=content.title, author=author, subject=content.title, keywords="", dated_on=on)
        draw_pages(paginate(blocks, TABLE_FRAME), TABLE_FRAME, sheet, lambda *_page: None, foot)
        made = sheet.finish()
    return watermarked(made, mark)


@dataclass(slots=True)
class TrendBars:
    """Two bars for each tick with their counts above; never divided between pages."""

    trend: ReviewTrend
    before: float = 0.0
    after: float = 6.0
    keep_with_next: bool = False

    def height(self, width: float) -> float:
        return _CHART_HEIGHT

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        floor = top - _CHART_HEIGHT + _FLOOR
        most = max([1, *(max(received, closed) for _tick, received, closed in self.trend.points)])
        scale = (_CHART_HEIGHT - _FLOOR - _CEILING) / most
        self._legend(sheet, x + width, top - 8)
        step = width / max(1, len(self.trend.points))
        bar = min(16.0, step * 0.32)
        for place, (tick, received, closed) in enumerate(self.trend.points):
            middle = x + step * (place + 0.5)
            _bar(sheet, middle - bar - 1, floor, bar, received, scale, _DARK)
            _bar(sheet, middle + 1, floor, bar, closed, scale, _LIGHT)
            sheet.word(tick, Typeface.SONG, 8, middle, floor - 11, anchor=0.5)
        sheet.line(x, floor, x + width, floor, 0.6)

    def _legend(self, sheet: Sheet, right: float, y: float) -> None:
        for name, grey in ((self.trend.names[1], _LIGHT), (self.trend.names[0], _DARK)):
            right -= sheet.word(name, Typeface.SONG, 8.5, right, y, anchor=1.0) + 11
            _filled(sheet, right, y - 1, 8, 8, grey)
            right -= 10


def _bar(sheet: Sheet, x: float, floor: float, width: float, count: int, scale: float, grey: float) -> None:
    height = count * scale
    if count:
        _filled(sheet, x, floor, width, height, grey)
    sheet.word(str(count), Typeface.SONG, 7, x + width / 2, floor + height + 2.5, anchor=0.5)


def _filled(sheet: Sheet, x: float, y: float, width: float, height: float, grey: float) -> None:
    steps = (
        Step("M", ((0.0, 0.0),)),
        Step("L", ((width, 0.0),)),
        Step("L", ((width, height),)),
        Step("L", ((0.0, height),)),
        Step("Z", ()),
    )
    sheet.grey(grey)
    sheet.shape(steps, 1.0, x, y)
    sheet.grey(0)


def _table(table: ReviewTable) -> list[Block]:
    blocks: list[Block] = [Paragraph([(table.heading, Typeface.HEI)], _HEADING)]
    if table.note:
        blocks.append(Paragraph([(table.note, Typeface.SONG)], _NOTE))
    header = Row([Cell(paragraphs(text, Typeface.HEI, _NUMBER)) for text in table.headers], _LEAST, header=True)
    return [*blocks, Table(table.shares, [header, *(_row(table, row) for row in table.rows)])]


def _row(table: ReviewTable, row: Sequence[str]) -> Row:
    styles = [_NUMBER if at in table.numbers else _CELL for at in range(len(row))]
    return Row([Cell(paragraphs(text, Typeface.SONG, style)) for text, style in zip(row, styles, strict=True)], _LEAST)
