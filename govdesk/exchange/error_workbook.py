"""The rejected rows of an import as a workbook to mend and send back: their own columns, then where and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govdesk.exchange.workbooks import Cell
from govdesk.foundation.text import _

_WIDE, _USUAL, _NARROW = 48, 18, 10
_LONGEST_CELL = 32_767


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """`problems` are (column, reason) in the words of the person; `cells` stand in the order of the headers."""

    row: int
    cells: Sequence[Cell]
    problems: tuple[tuple[str, str], ...]


def write_error_workbook(path: Path, headers: Sequence[str], rows: Iterable[ErrorRow]) -> int:
    """Writes all cells as text, so that long numbers survive; the cells at fault are coloured. → rows written.

    The file has the headers of the original, therefore it can be imported again after mending: 行号, 列 and 原因
    are unknown to the import and travel along.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("导入未成功的行"))
        text = book.add_format({"num_format": "@", "valign": "top"})
        wrong = book.add_format({"num_format": "@", "valign": "top", "bg_color": "#FCEBD3"})
        head = book.add_format({"bold": True, "bg_color": "#F2F4F7", "bottom": 1})
        titles = [*headers, _("行号"), _("列"), _("原因")]
        _set_widths(sheet, titles)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, head)
        written = 0
        for written, row in enumerate(rows, start=1):
            faulty = {column for column, _reason in row.problems}
            for column, cell in enumerate(row.cells[: len(headers)]):
                sheet.write_string(written, column, _text(cell), wrong if headers[column] in faulty else text)
            reasons = "；".join(reason for _column, reason in row.problems)
            columns = "、".join(dict.fromkeys(column for column, _reason in row.problems if column))
            for offset, value in enumerate((str(row.row), columns, reasons)):
                sheet.write_string(written, len(headers) + offset, value[:_LONGEST_CELL], text)
    return written


def _set_widths(sheet: object, titles: Sequence[str]) -> None:
    set_column = sheet.set_column  # type: ignore[attr-defined]
    for column, title in enumerate(titles[:-3]):
        wide = any(word in title for word in ("详情", "内容", "诉求", "描述", "意见", "结果"))
        set_column(column, column, _WIDE if wide else _USUAL)
    set_column(len(titles) - 3, len(titles) - 3, _NARROW)
    set_column(len(titles) - 2, len(titles) - 2, _USUAL)
    set_column(len(titles) - 1, len(titles) - 1, _WIDE)


def _text(cell: Cell) -> str:
    shown = cell.strftime("%Y-%m-%d %H:%M:%S") if isinstance(cell, datetime) else cell
    return shown[:_LONGEST_CELL]
