"""Blocks over pages: stranded lines, headings, tables that divide, what is higher than a page."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.page_flow import Frame, PageBreak, paginate
from govdesk.documents.typesetting.paragraph import Paragraph, Style
from govdesk.documents.typesetting.table import Cell, Row, Table

FRAME = Frame(left=80, right=80, top=100, bottom=100)
BODY = Style(size=16, leading=28, indent=2)
HEADING = Style(size=16, leading=28, keep_with_next=True)


def paragraph(lines: int, style: Style = BODY) -> Paragraph:
    per_line = int(FRAME.width // style.size)
    made = Paragraph([("字" * (per_line * lines - int(style.indent)), Typeface.FANG)], style)
    assert len(made.lines(FRAME.width)) == lines
    return made


def heights(page_blocks: list[Block]) -> list[float]:
    return [block.height(FRAME.width) for block in page_blocks]


def blocks_by_page(blocks: list[Block]) -> list[list[Block]]:
    return [[placed.block for placed in page] for page in paginate(blocks, FRAME)]


def line_count(block: Block) -> int:
    return round(block.height(FRAME.width) / 28)


def test_a_divided_paragraph_leaves_two_lines_on_either_page() -> None:
    per_page = int(FRAME.height // 28)
    for filled in range(per_page - 4, per_page + 1):
        pages = blocks_by_page([paragraph(filled), paragraph(5)])
        counts = [[line_count(block) for block in page] for page in pages]
        assert sum(map(sum, counts)) == filled + 5
        assert all(count >= 2 for page in counts for count in page)


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    per_page = int(FRAME.height // 28)
    for filled in range(per_page - 5, per_page + 1):
        pages = blocks_by_page([paragraph(filled), paragraph(1, HEADING), paragraph(6)])
        for page in pages[:-1]:
            assert not getattr(page[-1], "keep_with_next", False)


def test_a_page_break_begins_a_new_page_and_no_empty_one() -> None:
    pages = blocks_by_page([PageBreak(), paragraph(1), PageBreak(), PageBreak(), paragraph(1)])
    assert [len(page) for page in pages] == [1, 1]


def test_a_long_table_divides_between_rows_and_repeats_its_header() -> None:
    header = Row([Cell([paragraph_cell("序号")])], header=True, keep_with_next=True)
    rows = [Row([Cell([paragraph_cell(f"第{index}行")])]) for index in range(120)]
    pages = blocks_by_page([Table((1,), [header, *rows])])
    assert len(pages) > 3
    tables = [page[0] for page in pages]
    assert all(isinstance(table, Table) and table.rows[0].header for table in tables)
    assert sum(len(table.rows) - 1 for table in tables if isinstance(table, Table)) == 120
    assert all(table.height(FRAME.width) <= FRAME.height for table in tables)


def test_a_row_higher_than_a_page_divides_inside_and_repeats_its_label() -> None:
    style = Style(size=12, leading=19)
    long = Paragraph([("长" * 5000, Typeface.FANG)], style)
    label = Cell([paragraph_cell("摘要")], repeat=True)
    pages = blocks_by_page([Table((1, 5), [Row([label, Cell([long])])])])
    assert len(pages) > 2
    for page in pages:
        table = page[0]
        assert isinstance(table, Table)
        assert table.height(FRAME.width) <= FRAME.height + 0.01
        assert table.rows[0].cells[0].blocks


def test_the_last_row_takes_the_row_it_belongs_to_along() -> None:
    rows = [Row([Cell()], least=60) for _ in range(20)]
    rows[18] = Row([Cell()], least=60, keep_with_next=True)
    for count in range(9, 21):
        pages = blocks_by_page([paragraph(count), Table((1,), rows)])
        last = pages[-1][-1]
        assert isinstance(last, Table) and (len(last.rows) >= 2 or len(pages) == 1)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(2, 60), st.booleans()), min_size=1, max_size=12))
def test_no_line_is_lost_and_none_runs_over_the_foot(parts: list[tuple[int, bool]]) -> None:
    blocks: list[Block] = [paragraph(count, Style(16, 28, keep_with_next=keep)) for count, keep in parts]
    pages = paginate(blocks, FRAME)
    placed = [item for page in pages for item in page]
    assert sum(line_count(item.block) for item in placed) == sum(count for count, _keep in parts)
    assert all(item.top - item.block.height(FRAME.width) >= FRAME.bottom - 0.01 for item in placed)


def paragraph_cell(text: str) -> Paragraph:
    return Paragraph([(text, Typeface.FANG)], Style(size=12, leading=19))
