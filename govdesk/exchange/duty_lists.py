"""Duty lists in workbooks: merged cells, headings of two lines, section lines, names inside sentences."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from govdesk.domain.errors import BadInput
from govdesk.exchange import workbooks
from govdesk.exchange.workbooks import Cell, Workbook

NUMBER, DOMAIN, TITLE, LEAD, ASSIST, BASIS, CATEGORY = (
    "number",
    "domain",
    "title",
    "lead",
    "assist",
    "basis",
    "category",
)

_SEARCHED_ROWS = 15
_HEADERS: Sequence[tuple[str, re.Pattern[str]]] = (
    (CATEGORY, re.compile(r"(对应)?案件(类别|分类|类型)|对应类别")),
    (BASIS, re.compile(r".*依据")),
    (ASSIST, re.compile(r".*(配合|协办|协助).*")),
    (
        LEAD,
        re.compile(
            r".*(主责|主体责任|责任主体|牵头|主办|承办|主管|责任)(单位|部门|科室|站所|部门单位|机构)?|.*主体责任.*|县直部门"
        ),
    ),
    (NUMBER, re.compile(r"序号|编号|项号|条目号?|事项编号|no\.?")),
    (DOMAIN, re.compile(r"(事项|职责|所属|权责)?(类别|领域|分类|大类)|一级事项|类型")),
    (
        TITLE,
        re.compile(r"(具体|职责|任务|工作|清单|主要|二级|权责|履职|基本|法定)*(事项|职责|任务|内容|名称)+|事项名称"),
    ),
)
_NUMBER_CELL = re.compile(r"[第（(]?\s*(\d{1,4}|\d{1,3}(?:\.\d{1,3})+)\s*[项条号、.．)）]?")
_SECTION = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章节部分]+")
_ITEM_MARK = re.compile(r"^\s*(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[)）]|[①-⑳])\s*")
_NAME_SEPARATORS = re.compile(r"[、，,/\s]+")
_SENTENCE_WORDS = re.compile(r"负责|指导|组织|开展|落实|协调|监督|做好|按照|进行|配合|制定|督促|依法|建立|加强")
_PART_MARK = re.compile(r"[（(](牵头|主责|主办|配合|责任)[)）]|^(牵头|主责|配合|责任)单位$")
_LONGEST_NAME = 24
_MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One item as it stands in the file; `row` is its first line. Names are what the cells name, nothing matched."""

    row: int
    number: str
    domain: str
    title: str
    leads: tuple[str, ...]
    assists: tuple[str, ...]
    lead_words: str
    assist_words: str
    basis: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutySheet:
    """`heading` is what stands above the columns; `columns` the header of each role, for messages."""

    name: str
    heading: str
    columns: Mapping[str, str]
    rows: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with every merged cell filled; `origins` tells which cell each value comes from."""

    number: int
    cells: tuple[str, ...]
    origins: tuple[tuple[int, int], ...]


@dataclass
class _Reading:
    """What is carried from line to line."""

    roles: dict[int, str]
    domain: str = ""
    rows: list[DutyRow] = field(default_factory=list)
    last_origins: frozenset[tuple[int, int]] = frozenset()


def read_duty_lists(path: Path | str) -> tuple[DutySheet, ...]:
    """Every sheet that is a duty list. Raises BadInput `duties_no_columns`, `duties_empty`, those of `workbooks`."""
    workbook = workbooks.open_workbook(path)
    sheets = []
    for name in workbook.sheets:
        lines = tuple(_lines(workbook, name))
        if not lines:
            continue
        found = _header(lines)
        if found is not None:
            sheets.append(_sheet(name, lines, *found))
    if not sheets:
        raise BadInput("duties_no_columns", {"file": workbook.path.name})
    if not any(sheet.rows for sheet in sheets):
        raise BadInput("duties_empty", {"file": workbook.path.name})
    return tuple(sheet for sheet in sheets if sheet.rows)


def names_in(cell: str) -> tuple[str, ...]:
    """The bodies a cell names: 综治办、司法所, or the heads of 县住建局：负责…；县城管局：负责…."""
    found: list[str] = []
    for part in re.split(r"[\n；;。]+", cell):
        plain = _ITEM_MARK.sub("", part.strip())
        head, colon, _rest = plain.partition("：")
        if not colon and _SENTENCE_WORDS.search(plain):
            continue
        for name in _NAME_SEPARATORS.split(head):
            cleaned = _PART_MARK.sub("", name.strip("．. "))
            if cleaned and len(cleaned) <= _LONGEST_NAME:
                found.append(cleaned)
    return tuple(dict.fromkeys(found))


def _lines(workbook: Workbook, sheet: str) -> Iterator[_Line]:
    rows = dict(workbook.rows(sheet))
    merged = _merged(workbook, sheet, max(rows, default=0))
    kept: dict[tuple[int, int], str] = {}
    for number in sorted({*rows, *(row for row, _column in merged)}):
        cells = rows.get(number, [])
        values, origins = [], []
        for column in range(max([len(cells), *(at + 1 for row, at in merged if row == number)], default=0)):
            value = _text(cells[column]) if column < len(cells) else ""
            origin = merged.get((number, column), (number, column))
            if origin == (number, column):
                kept[origin] = value
            values.append(value or kept.get(origin, ""))
            origins.append(origin)
        if any(values):
            yield _Line(number, tuple(values), tuple(origins))


def _merged(workbook: Workbook, sheet: str, last_row: int) -> dict[tuple[int, int], tuple[int, int]]:
    """For every cell of a merged range its first cell; what lies beyond the last used row or far right is left out."""
    origins = {}
    for top, left, bottom, right in workbook.merged(sheet):
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(max(left, 0), min(right, _MOST_COLUMNS) + 1):
                origins[row, column] = (top, left)
    return origins


def _header(lines: Sequence[_Line]) -> tuple[int, dict[int, str]] | None:
    """The place of the line that names most roles, and the roles by column; at least a title and who leads.

    Of a heading of two lines the lower one names more; the same heading on a later page names no more.
    """
    best: tuple[int, dict[int, str]] | None = None
    for place, line in enumerate(lines[:_SEARCHED_ROWS]):
        if len(set(line.origins)) < 2:
            continue
        roles = {column: role for column, cell in enumerate(line.cells) if (role := _role(cell))}
        named = set(roles.values())
        if {TITLE, LEAD} <= named and (best is None or len(named) > len(set(best[1].values()))):
            best = place, roles
    return best


def _role(cell: str) -> str:
    word = re.sub(r"[（(].*?[)）]|\s|[：:]", "", unicodedata.normalize("NFKC", cell)).lower()
    return next((role for role, pattern in _HEADERS if pattern.fullmatch(word)), "")


def _sheet(name: str, lines: Sequence[_Line], place: int, roles: dict[int, str]) -> DutySheet:
    above = [cell for line in lines[:place] for cell in dict.fromkeys(line.cells) if cell]
    columns: dict[str, str] = {}
    for column, role in roles.items():
        columns.setdefault(role, lines[place].cells[column])
    reading = _Reading(roles)
    for line in lines[place + 1 :]:
        if not {TITLE, LEAD} <= {_role(cell) for cell in line.cells}:  # headings stand again on every printed page
            _read(reading, line)
    return DutySheet(name, " ".join(above), columns, tuple(reading.rows))


def _read(reading: _Reading, line: _Line) -> None:
    section = _section(reading, line)
    if section is not None:
        reading.domain = section
        return
    row = _row(reading, line)
    reading.domain = row.domain
    if reading.rows and _continues(reading, line, row):
        reading.rows[-1] = _joined(reading.rows[-1], row)
    elif row.title and (row.leads or row.assists or row.lead_words or row.number):
        number = row.number or str(len(reading.rows) + 1)
        reading.rows.append(replace(row, number=number))
    reading.last_origins = _named_cells(reading, line)


def _section(reading: _Reading, line: _Line) -> str | None:
    """一、党的建设（12 项）: one value across the whole line, or alone in it."""
    values = {cell for cell in line.cells if cell}
    if len(values) != 1:
        return None
    value = values.pop()
    across = len(set(line.origins)) == 1
    alone = sum(bool(cell) for cell in line.cells) == 1 and bool(_SECTION.match(value))
    if not across and not alone:
        return None
    return re.sub(r"[（(]\s*(共)?\d+\s*[项条个][)）]", "", value).strip()


def _row(reading: _Reading, line: _Line) -> DutyRow:
    def cells(role: str) -> list[str]:
        chosen = [
            line.cells[column] for column, found in reading.roles.items() if found == role and column < len(line.cells)
        ]
        return list(dict.fromkeys(cell for cell in chosen if cell))

    titles = cells(TITLE)
    return DutyRow(
        row=line.number,
        number=_number(next(iter(cells(NUMBER)), "")),
        domain=" ".join(cells(DOMAIN)) or reading.domain,
        title=" ".join(" ".join(titles).split()),
        leads=tuple(dict.fromkeys(name for cell in cells(LEAD) for name in names_in(cell))),
        assists=tuple(dict.fromkeys(name for cell in cells(ASSIST) for name in names_in(cell))),
        lead_words="\n".join(cells(LEAD)),
        assist_words="\n".join(cells(ASSIST)),
        basis=" ".join(cells(BASIS)),
        categories=tuple(part for cell in cells(CATEGORY) for part in _NAME_SEPARATORS.split(cell) if part),
    )


def _continues(reading: _Reading, line: _Line, row: DutyRow) -> bool:
    """The same item goes on: its number and title are the very cells of the line above, or both are missing."""
    named = _named_cells(reading, line)
    if not row.title:
        return not row.number and bool(row.leads or row.assists)
    return bool(named) and named == reading.last_origins


def _named_cells(reading: _Reading, line: _Line) -> frozenset[tuple[int, int]]:
    return frozenset(
        line.origins[column]
        for column, role in reading.roles.items()
        if role in (NUMBER, TITLE) and column < len(line.cells) and line.cells[column]
    )


def _joined(first: DutyRow, more: DutyRow) -> DutyRow:
    def lines(one: str, two: str) -> str:
        return "\n".join(dict.fromkeys(part for part in (*one.split("\n"), *two.split("\n")) if part))

    return replace(
        first,
        leads=tuple(dict.fromkeys((*first.leads, *more.leads))),
        assists=tuple(dict.fromkeys((*first.assists, *more.assists))),
        lead_words=lines(first.lead_words, more.lead_words),
        assist_words=lines(first.assist_words, more.assist_words),
        basis=lines(first.basis, more.basis),
        categories=tuple(dict.fromkeys((*first.categories, *more.categories))),
    )


def _number(cell: str) -> str:
    found = _NUMBER_CELL.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    return found[1] if found else cell.strip()[:16]


def _text(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else f"{cell:%Y-%m-%d}"
    return "\n".join(" ".join(part.split()) for part in text.replace("\r", "\n").split("\n") if part.strip())
