"""Ledgers and lists as workbooks that say on every page who took them out and when."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDEST = 60
_NARROWEST = 8
_PER_CHARACTER = 2.1  # a Chinese character in units of a column's width


def ledger_workbook(
    title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], mark: str, at: datetime
) -> bytes:
    """One sheet: mark, title, headers, rows. `at` is the moment written into the file's properties."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31].translate(str.maketrans("[]:*?/\\", "（）：＊？／＼"))
    sheet.append([title])
    sheet.append(list(headers))
    for row in rows:
        sheet.append([_harmless(text) for text in row])
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center")
    for column in range(1, len(headers) + 1):
        texts = [headers[column - 1], *(row[column - 1] for row in rows)]
        widest = max(map(len, texts)) * _PER_CHARACTER
        sheet.column_dimensions[sheet.cell(2, column).column_letter].width = min(_WIDEST, max(_NARROWEST, widest))
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    mark_workbook(book, mark)
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    book.properties.created = book.properties.modified = at
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def mark_workbook(book: "Workbook", mark: str) -> None:
    """Who and when, in a first row of every sheet and in head and foot of every printed page."""
    from openpyxl.styles import Font

    for sheet in book.worksheets:
        sheet.insert_rows(1)
        sheet["A1"] = mark
        sheet["A1"].font = Font(color="808080", italic=True)
        printed = mark.replace("&", "&&")
        sheet.oddHeader.right.text = printed
        sheet.oddFooter.left.text = printed
        sheet.oddFooter.right.text = "&P / &N"


def _harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula becomes a text again."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
