"""What the reader library cannot tell about an xlsx sheet: how far its cells reach, and the digits of long numbers."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

_CHUNK = 1 << 20
_OVERLAP = 1024
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="([A-Z]+\d+)(?::([A-Z]+)(\d+))?"')
_VALUE_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d+)"[^>/]*>(?=\s*<(?!/))')
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d+)"(?![^>]*\bt="str")[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v>\s*</(?:\w+:)?v>|<(?:\w+:)?v\s*/>|</(?:\w+:)?c>)"
)
"""A formula without a value. A spreadsheet that has calculated an empty text says so (t="str")."""
_SEARCHED_FOR_FORMULAS = 20 << 20
_LONG_NUMBER = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d+)"([^>/]*)>\s*<(?:\w+:)?v>(-?\d{16,})</')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def far_cell(path: Path, sheet: str, largest_area: int) -> str | None:
    """The lonely cell (like XFD1048576) that makes the used rectangle larger than `largest_area`, else None.

    The declared dimension is believed when it is small enough; formatted empty cells do not count. Only xlsx has
    sheets that large without limits of the format's own; other files give None.
    """
    with _archive(path) as archive:
        part = _part(archive, sheet) if archive else None
        if archive is None or part is None:
            return None
        declared = _DIMENSION.search(_head(archive, part))
        if declared and declared[2] and column_number(declared[2]) * int(declared[3]) <= largest_area:
            return None
        right, bottom, rightmost, lowest = 0, 0, "", ""
        for match in _matches(archive, part, _VALUE_CELL):
            column, row = column_number(match[1]), int(match[2])
            if column > right:
                right, rightmost = column, f"{match[1].decode()}{row}"
            if row > bottom:
                bottom, lowest = row, f"{match[1].decode()}{row}"
    if right * bottom <= largest_area:
        return None
    return lowest if bottom > 100_000 else rightmost


def uncalculated_cells(path: Path, sheet: str) -> dict[int, str]:
    """By column (from 1) the first cell (like E2) with a formula that nobody has calculated.

    Programs that write formulas and cannot calculate leave them empty until Excel or WPS has saved the file once.
    Only xlsx; sheets beyond 20 MB are written by programs that calculate, and reading them twice costs time.
    """
    with _archive(path) as archive:
        part = _part(archive, sheet) if archive else None
        if archive is None or part is None or archive.getinfo(part).file_size > _SEARCHED_FOR_FORMULAS:
            return {}
        content = archive.read(part)
    if b"<f" not in content and b":f" not in content:
        return {}
    found: dict[int, str] = {}
    for match in _UNCALCULATED.finditer(content):
        found.setdefault(column_number(match[1]), f"{match[1].decode()}{int(match[2])}")
    return found


class LongNumbers:
    """Digits of integers too long for a float (18-digit numbers stored as numbers), read from the file when asked."""

    def __init__(self, path: Path, sheet: str) -> None:
        self._path = path
        self._sheet = sheet
        self._found: dict[tuple[int, int], str] | None = None

    def digits(self, row: int, column: int) -> str | None:
        """All digits of the number at `row`, `column` (from 1); None when the file itself has lost them."""
        if self._found is None:
            try:
                self._found = dict(self._read())
            except (zipfile.BadZipFile, zlib.error, OSError):
                self._found = {}
        return self._found.get((row, column))

    def _read(self) -> Iterator[tuple[tuple[int, int], str]]:
        with _archive(self._path) as archive:
            part = _part(archive, self._sheet) if archive else None
            if archive is None or part is None:
                return
            for match in _matches(archive, part, _LONG_NUMBER):
                if b't="s"' not in match[3]:
                    yield (int(match[2]), column_number(match[1])), match[4].decode()


def column_number(letters: bytes) -> int:
    """A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile | None]:
    """The archive of an xlsx, None for a file of another build."""
    if not zipfile.is_zipfile(path):
        yield None
        return
    with zipfile.ZipFile(path) as archive:
        yield archive


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The path of the sheet inside the archive, None when it is not an xlsx or is laid out unusually."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):  # not an xlsx, or the reader library will say what is wrong with it
        return None
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in book.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = targets.get(element.get(_RELATION)) or ""
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in archive.namelist() else None
    return None


def _head(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(4096)


def _matches(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Every match in the part, read in pieces; a match across two pieces is found once."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            text = rest + piece
            done = 0
            for match in pattern.finditer(text):
                if match.end() > len(text) - _OVERLAP and len(piece) == _CHUNK:
                    break
                done = match.end()
                yield match
            rest = text[max(done, len(text) - 2 * _OVERLAP) :]
