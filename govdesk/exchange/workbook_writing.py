"""Writing a workbook so that it is there whole or not at all, and so that no cell is ever taken for a formula."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from govdesk.domain.errors import BadInput

LONGEST_CELL = 32_767
_READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""How xlsxwriter opens every workbook of ours."""


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """`write` makes a file beside the place, which is then put there.

    Raises BadInput `not_a_workbook_name`, `file_open_elsewhere`, `file_not_writable`.
    """
    facts = {"file": path.name}
    if path.suffix.lower() != ".xlsx":
        raise BadInput("not_a_workbook_name", facts)
    if path.with_name(f"~${path.name}").exists():  # the file that Excel and WPS lay beside a workbook they have open
        raise BadInput("file_open_elsewhere", facts)
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        part.replace(path)
    except PermissionError as error:
        raise BadInput("file_open_elsewhere", facts) from error
    except OSError as error:
        raise BadInput("file_not_writable", facts) from error
    finally:
        if part.is_file():
            part.unlink(missing_ok=True)


def close_book(book: Any) -> None:
    """Raises the OSError behind what the library says."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


class TextCells:
    """Writes texts; one that begins like a formula gets the apostrophe of Excel, so it stays text when edited."""

    def __init__(self, book: Any) -> None:
        look = {"num_format": "@", "valign": "top", "text_wrap": True}
        self._plain, self._quoted = book.add_format(look), book.add_format(look)
        self._quoted.set_quote_prefix()

    def write(self, sheet: Any, row: int, column: int, text: str) -> None:
        shown = text[:LONGEST_CELL]
        sheet.write_string(row, column, shown, self._quoted if shown.startswith(_READ_AS_FORMULA) else self._plain)
