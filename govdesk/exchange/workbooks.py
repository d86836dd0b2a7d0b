"""Rows of a workbook or a csv file, one at a time, with every number as the text that a person sees."""

import codecs
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from govdesk.domain.errors import BadInput
from govdesk.exchange import csv_files, workbook_parts

Cell = str | datetime
Row = tuple[int, list[Cell]]
"""Row number as the person sees it (the first is 1), and its cells from the first used column on."""

LARGEST_FILE = 300 * 1024 * 1024
LARGEST_UNPACKED = 2 * 1024**3
LARGEST_AREA = 24_000_000
"""Cells between the first and the last used one. calamine holds the whole rectangle: 24 million take about 1 GB."""

_CSV_ENDINGS = frozenset({".csv", ".tsv", ".txt"})
_TABLE_ENDINGS = frozenset({".xls", ".xlsx", ".et"})
_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_EXACT_BELOW = 1e15


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened file: `sheets` in their order, hidden ones last. A csv file is one sheet named like the file."""

    path: Path
    sheets: tuple[str, ...]
    _source: Any

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows that hold anything. Raises BadInput `sheet_not_found`, `sheet_too_large`, `workbook_damaged`."""
        if sheet not in self.sheets:
            raise BadInput("sheet_not_found", {"sheet": sheet, "sheets": "、".join(self.sheets)})
        if isinstance(self._source, csv_files.CsvFile):
            return csv_files.rows(self._source)
        return _sheet_rows(self, sheet)

    def merged(self, sheet: str) -> tuple[tuple[int, int, int, int], ...]:
        """The merged ranges (top, left, bottom, right): rows as the person sees them, columns as cells of a row."""
        if isinstance(self._source, csv_files.CsvFile):
            return ()
        opened = self._source.get_sheet_by_name(sheet)
        first = opened.start[1] if opened.start else 0
        ranges = opened.merged_cell_ranges or ()
        return tuple((top + 1, left - first, bottom + 1, right - first) for (top, left), (bottom, right) in ranges)

    def uncalculated(self, sheet: str) -> dict[int, str]:
        """By column as a cell of a row (from 0) the first cell (like E2) whose formula has no value yet."""
        if isinstance(self._source, csv_files.CsvFile):
            return {}
        start = self._source.get_sheet_by_name(sheet).start
        first = start[1] if start else 0
        found = workbook_parts.uncalculated_cells(self.path, sheet)
        return {column - 1 - first: cell for column, cell in found.items()}


def open_workbook(path: Path | str) -> Workbook:
    """Opens xlsx, xlsm, xls, ods, csv, tsv or txt, judged by content.

    Raises BadInput `file_not_found`, `file_unreadable`, `file_empty`, `file_too_large`, `not_a_workbook`,
    `web_page_not_workbook`, `workbook_password`, `workbook_damaged`, and those of `csv_files.open_csv`.
    """
    path = Path(path)
    head = _head(path)
    kind = _kind(path, head)
    if kind == "csv":
        return Workbook(path, (path.stem,), csv_files.open_csv(path))
    source = _open_calamine(path)
    metadata = [sheet for sheet in source.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    if not metadata:
        raise BadInput("workbook_damaged", {"file": path.name})
    visible = [sheet.name for sheet in metadata if sheet.visible == calamine.SheetVisibleEnum.Visible]
    hidden = [sheet.name for sheet in metadata if sheet.name not in visible]
    return Workbook(path, (*visible, *hidden), source)


def choose_sheet(workbook: Workbook, wanted: str) -> str:
    """The sheet named `wanted`, else the one at that place counted from 1. Raises BadInput `sheet_not_found`."""
    if wanted in workbook.sheets:
        return wanted
    if wanted.isdigit() and 0 < int(wanted) <= len(workbook.sheets):
        return workbook.sheets[int(wanted) - 1]
    raise BadInput("sheet_not_found", {"sheet": wanted, "sheets": "、".join(workbook.sheets)})


def _head(path: Path) -> bytes:
    name = path.name
    if not path.is_file():
        raise BadInput("file_not_found", {"file": name})
    size = path.stat().st_size
    if size == 0:
        raise BadInput("file_empty", {"file": name})
    if size > LARGEST_FILE:
        raise BadInput("file_too_large", {"file": name, "megabytes": LARGEST_FILE // 1024**2})
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as error:
        raise BadInput("file_unreadable", {"file": name}) from error


def _kind(path: Path, head: bytes) -> str:
    facts = {"file": path.name}
    if head.startswith(_ZIP):
        _check_archive(path)
        return "workbook"
    if head.startswith(_OLE):
        _check_compound(path)
        return "workbook"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<div", b"mime-version")):
        raise BadInput("web_page_not_workbook", facts)
    if path.suffix.lower() in _CSV_ENDINGS or _is_text_export(path, head):
        return "csv"
    raise BadInput("not_a_workbook", facts)


def _is_text_export(path: Path, head: bytes) -> bool:
    """Old systems write lines split by tabs or commas and call them .xls; Excel and WPS open them, so do we."""
    if path.suffix.lower() not in _TABLE_ENDINGS:
        return False
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return b"\t" in head
    first_line = head.splitlines()[0] if head else b""
    return (b"\t" in first_line or first_line.count(b",") > 1) and b"\0" not in head


def _check_archive(path: Path) -> None:
    facts = {"file": path.name}
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            encrypted = any(entry.flag_bits & 1 for entry in entries) or _manifest_encrypted(archive, names)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError) as error:
        raise BadInput("workbook_damaged", facts) from error
    if encrypted:
        raise BadInput("workbook_password", facts)
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise BadInput("file_too_large", {**facts, "megabytes": LARGEST_FILE // 1024**2})
    if not ({"content.xml", "[Content_Types].xml"} & names) or any(name.startswith("word/") for name in names):
        raise BadInput("not_a_workbook", facts)


def _manifest_encrypted(archive: zipfile.ZipFile, names: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in names and b"encryption-data" in archive.read(manifest)


def _check_compound(path: Path) -> None:
    content = path.read_bytes()
    if _ENCRYPTED in content:
        raise BadInput("workbook_password", {"file": path.name})
    if not any(name in content for name in _OLD_WORKBOOKS):
        raise BadInput("not_a_workbook", {"file": path.name})


def _open_calamine(path: Path) -> calamine.CalamineWorkbook:
    facts = {"file": path.name}
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except calamine.PasswordError as error:
        raise BadInput("workbook_password", facts) from error
    except (calamine.CalamineError, OSError) as error:
        raise BadInput("workbook_damaged", facts) from error
    except BaseException as error:  # a panic of the Rust side is derived from BaseException
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise BadInput("workbook_damaged", facts) from error


def _sheet_rows(workbook: Workbook, name: str) -> Iterator[Row]:
    try:
        far = workbook_parts.far_cell(workbook.path, name, LARGEST_AREA)
        if far is not None:
            raise BadInput("sheet_too_large", {"sheet": name, "cell": far})
        sheet = workbook._source.get_sheet_by_name(name)
    except BadInput:
        raise
    except BaseException as error:  # a panic of the Rust side is derived from BaseException
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise BadInput("workbook_damaged", {"file": workbook.path.name}) from error
    return _rows(workbook.path, name, sheet)


def _rows(path: Path, name: str, sheet: calamine.CalamineSheet) -> Iterator[Row]:
    exact = workbook_parts.LongNumbers(path, name)
    left = sheet.start[1] if sheet.start else 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        if not any(values) and all(value == "" for value in values):
            continue
        cells: list[Cell] = [value if type(value) is str else _plain(value) for value in values]
        for at in [at for at, value in enumerate(values) if type(value) is float and value >= _EXACT_BELOW]:
            cells[at] = exact.digits(number, left + at + 1) or cells[at]
        yield number, cells


def _plain(value: Any) -> Cell:
    """A float that is an integer loses its .0; a long one that lost digits shows them as Excel does (1.1E+17)."""
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _EXACT_BELOW:
            return str(int(value))
        return f"{value:.14E}" if abs(value) >= _EXACT_BELOW else repr(value)
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
