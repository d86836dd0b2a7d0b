"""Results as a workbook to hand back to where the cases came from: every cell is text, whatever it looks like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from govdesk.exchange.workbook_writing import OPTIONS, TextCells, close_book, write_whole

_LONGEST_NAME = 31
_LONG_TEXTS = ("内容", "诉求", "结果", "意见", "详情", "描述", "标题", "主题", "情况", "原因")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


class MediationColumn(StrEnum):
    """Columns that only the reply on a mediation has, by their headers."""

    OUTCOME = "调解结果"
    MEDIATORS = "调解员"
    AGREEMENT = "协议编号"
    ENDED_ON = "结束日期"
    SENT_BACK_FOR = "退回原因"


@dataclass(frozen=True, slots=True)
class ReplySheet:
    """The rows of one layout; `filled` are the headers that the reply has written, marked by their colour."""

    name: str
    headers: tuple[str, ...]
    filled: frozenset[str]
    rows: tuple[tuple[str, ...], ...]


def write_reply_workbook(path: Path, sheets: Sequence[ReplySheet]) -> None:
    """Written beside its place and put there whole.

    A cell that begins like a formula stays text, also after somebody edits it (the apostrophe of Excel). Raises
    as `write_whole`.
    """
    write_whole(path, lambda part: _write(part, sheets))


def _write(path: Path, sheets: Sequence[ReplySheet]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, OPTIONS)
    text = TextCells(book)
    heads = [
        book.add_format({"bold": True, "bg_color": colour, "bottom": 1, "num_format": "@"})
        for colour in ("#F2F4F7", "#E6EEF9")
    ]
    names = _sheet_names([sheet.name for sheet in sheets])
    for name, content in zip(names, sheets, strict=True):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(content.headers):
            sheet.write_string(0, column, header, heads[header in content.filled])
            sheet.set_column(column, column, 40 if any(word in header for word in _LONG_TEXTS) else 18)
        for at, row in enumerate(content.rows, start=1):
            for column, cell in enumerate(row):
                text.write(sheet, at, column, cell)
    close_book(book)


def _sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel takes: no forbidden signs, short enough, each once."""
    names: list[str] = []
    for name in wanted:
        clean = _NOT_IN_A_SHEET_NAME.sub(" ", name).strip()[:_LONGEST_NAME] or "Sheet"
        unique, number = clean, 2
        while unique.lower() in (taken.lower() for taken in names):
            unique = f"{clean[: _LONGEST_NAME - 5]} {number}"
            number += 1
        names.append(unique)
    return names
