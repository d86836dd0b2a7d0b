"""The list of cases as a workbook: a line that says who made it when, the headers, a row for each case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govdesk.exchange.workbook_writing import OPTIONS, TextCells, close_book, write_whole

Value = str | int | datetime | None
HEAD_ROW = 1


@dataclass(frozen=True, slots=True)
class CaseColumn:
    """`width` in characters."""

    header: str
    width: int


def write_case_workbook(
    path: Path, name: str, mark: str, columns: Sequence[CaseColumn], rows: Iterable[Sequence[Value]]
) -> int:
    """→ rows written. `mark` stands above the headers and on every printed page. Raises as `write_whole`."""
    written = 0

    def write(part: Path) -> None:
        nonlocal written
        written = _write(part, name, mark, columns, rows)

    write_whole(path, write)
    return written


def _write(path: Path, name: str, mark: str, columns: Sequence[CaseColumn], rows: Iterable[Sequence[Value]]) -> int:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {**OPTIONS, "constant_memory": True})
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#F2F4F7", "bottom": 1, "num_format": "@"})
    marked = book.add_format({"font_color": "#5B6472", "italic": True, "num_format": "@"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"})
    number = book.add_format({"valign": "top"})
    text = TextCells(book)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.write_string(0, 0, mark, marked)
    for place, column in enumerate(columns):
        sheet.write_string(HEAD_ROW, place, column.header, head)
    written = 0
    for written, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(HEAD_ROW + written, place, value, moment)
            elif isinstance(value, int):
                sheet.write_number(HEAD_ROW + written, place, value, number)
            elif value:
                text.write(sheet, HEAD_ROW + written, place, value)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + written, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer(f"&L&8{mark.replace('&', '&&')[:200]}&R&8&P / &N")
    close_book(book)
    return written
