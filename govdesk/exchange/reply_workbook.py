"""Results as a workbook to hand back to where the cases came from: every cell is text, whatever it looks like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from govdesk.domain.errors import BadInput

_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_LONG_TEXTS = ("内容", "诉求", "结果", "意见", "详情", "描述", "标题", "主题", "情况", "原因")
_READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
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
    BadInput `not_a_workbook_name`, `file_open_elsewhere`, `file_not_writable`.
    """
    facts = {"file": path.name}
    if path.suffix.lower() != ".xlsx":
        raise BadInput("not_a_workbook_name", facts)
    if path.with_name(f"~${path.name}").exists():  # the file that Excel and WPS lay beside a workbook they have open
        raise BadInput("file_open_elsewhere", facts)
    part = path.with_name(f".{path.name}.part")
    try:
        _write(part, sheets)
        part.replace(path)
    except PermissionError as error:
        raise BadInput("file_open_elsewhere", facts) from error
    except OSError as error:
        raise BadInput("file_not_writable", facts) from error
    finally:
        if part.is_file():
            part.unlink(missing_ok=True)


def _write(path: Path, sheets: Sequence[ReplySheet]) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    quoted = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    quoted.set_quote_prefix()
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
                shown = cell[:_LONGEST_CELL]
                sheet.write_string(at, column, shown, quoted if shown.startswith(_READ_AS_FORMULA) else text)
    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


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
