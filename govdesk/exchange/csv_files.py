"""csv files as Chinese offices make them: in UTF-8, GBK, GB18030 or UTF-16, split by comma, semicolon, tab or bar."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from govdesk.domain.errors import BadInput

_CHUNK = 1 << 20
_SAMPLE = 64 * 1024
_DELIMITERS = ",\t;|"
_LONGEST_FIELD = 4_000_000
_LONGEST_CHARACTER = 4
_BINARY = bytes(range(1, 9))
"""Control characters that no text file has."""
_END = "\x00end of file\x00"
"""Fed to the reader after the last line: when it comes back inside a field, a quotation mark never closed."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    path: Path
    encoding: str
    delimiter: str


def open_csv(path: Path) -> CsvFile:
    """Finds encoding and delimiter; the whole file is checked, so reading cannot fail on a character later.

    Raises BadInput `not_a_workbook` (binary content), `file_truncated` (ends inside a character),
    `unknown_encoding`.
    """
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SAMPLE)
    return CsvFile(path, encoding, _delimiter(sample))


def rows(file: CsvFile) -> Iterator[tuple[int, list[str | datetime]]]:
    """Record number from 1 and fields; empty records are counted and left out.

    Raises BadInput `csv_broken` with the record's number when a quotation mark never closes.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    number = 0
    try:
        with file.path.open(encoding=file.encoding, newline="") as stream:
            reader = csv.reader(chain(stream, [_END]), delimiter=file.delimiter, skipinitialspace=True)
            for number, fields in enumerate(reader, start=1):
                if fields == [_END]:
                    return
                if fields and fields[-1].endswith(_END):
                    raise csv.Error("quotation mark never closed")
                if any(fields) and not all(field.isspace() or not field for field in fields):
                    yield number, [_unguarded(field) for field in fields]
    except csv.Error as error:
        raise BadInput("csv_broken", {"file": file.path.name, "row": max(number, 1)}) from error


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(path, ("utf-16",))
    if b"\0" in head:
        return _checked(path, _with_zeros(path, head))
    if head.startswith(codecs.BOM_UTF8):
        return _checked(path, ("utf-8-sig",))
    return _checked(path, ("utf-8", "gbk", "gb18030"))


def _with_zeros(path: Path, head: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark has its zero bytes all on one side; a stray one in a text is left away when it is read."""
    sides = head[::2].count(0), head[1::2].count(0)
    if min(sides) == 0 and max(sides) > len(head) // 50:
        return ("utf-16-be",) if sides[0] else ("utf-16-le",)
    if sum(sides) > max(1, len(head) // 200) or any(byte in head for byte in _BINARY):
        raise BadInput("not_a_workbook", {"file": path.name})
    return "utf-8", "gbk", "gb18030"


def _checked(path: Path, encodings: tuple[str, ...]) -> str:
    """The first encoding in which every byte is right."""
    for encoding in encodings:
        failed_at = _first_failure(path, encoding)
        if failed_at is None:
            return encoding
        near_end = failed_at >= path.stat().st_size - _LONGEST_CHARACTER
        if near_end and encoding != "gbk" and _has_wide_characters(path):
            raise BadInput("file_truncated", {"file": path.name})
    raise BadInput("unknown_encoding", {"file": path.name})


def _first_failure(path: Path, encoding: str) -> int | None:
    """The byte at which strict decoding fails, None when it does not."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as stream:
        while True:
            piece = stream.read(_CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return done - pending + error.start
            done += len(piece)
            if not piece:
                return None


def _has_wide_characters(path: Path) -> bool:
    """Whether anything but the end is beyond ASCII: a lone GBK character at the very end is no broken UTF-8."""
    with path.open("rb") as stream:
        return not stream.read()[:-_LONGEST_CHARACTER].isascii()


def _delimiter(sample: str) -> str:
    """The mark that splits the most lines into the same number (more than one) of fields, the first line too."""
    lines = [line for line in sample.splitlines()[:200] if line.strip()]
    in_first = [mark for mark in _DELIMITERS if lines and mark in lines[0]]
    best, most = ",", 0
    for delimiter in in_first or _DELIMITERS:
        widths = [len(record) for record in csv.reader(lines, delimiter=delimiter) if len(record) > 1]
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        score = widths.count(usual) * (usual - 1)
        if score > most:
            best, most = delimiter, score
    return best


def _unguarded(field: str) -> str:
    """Spreadsheets protect long numbers in csv as ="0123" or with a leading apostrophe or tab."""
    if field.startswith('="') and field.endswith('"'):
        return field[2:-1]
    if field.startswith("'") and field[1:].isalnum():
        return field[1:]
    return field
