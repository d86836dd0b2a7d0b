"""Division tables (行政区划代码表): the subtree under one code, checked before anything is built from it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from govdesk.domain.errors import BadInput
from govdesk.exchange import workbooks
from govdesk.exchange.workbooks import Row

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "区划代码", "行政区划代码", "统计用区划代码", "代码", "编码", "网格编码"),
    "name": ("name", "名称", "区划名称", "单位名称", "网格名称"),
    "level": ("level", "级别", "层级", "等级"),
    "parent_code": ("parent_code", "上级代码", "上级区划代码", "父级代码", "上级编码"),
}
_LEVEL_WORDS = ("省", "市", "县", "乡", "村", "网格")
_LEVEL_SYNONYMS = {"地": 2, "区": 3, "街": 4, "镇": 4, "社": 5, "居": 5, "组": 6, "微": 7}
_SEARCHED_ROWS = 10
_CODE = re.compile(r"[0-9A-Za-z_-]{1,32}")
_CODE_CUTS = (12, 9, 6, 4, 2)
"""Where the code of an upper division ends inside a 12-digit one (GB/T 2260 and GB/T 10114)."""


@dataclass(frozen=True, slots=True)
class Division:
    """`level` counts 1 province, 2 city, 3 county, 4 town or street, 5 village or community, 6 and on the grids."""

    code: str
    name: str
    level: int
    parent_code: str | None
    row: int


@dataclass(frozen=True, slots=True)
class SkippedDivision:
    """`reason`: outside (not under the root), repeated (the code was there already, with the same name)."""

    row: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class DivisionTable:
    """`divisions` start with the root (its parent is None) and hold every parent before its children."""

    divisions: tuple[Division, ...]
    skipped: tuple[SkippedDivision, ...]


def read_divisions(path: Path | str, root: str) -> DivisionTable:
    """The root, given by code (trailing zeros may be missing) or by a name that occurs once, and all below it.

    Raises BadInput `division_columns_missing`, `division_root_missing`, `division_root_ambiguous`,
    `division_parent_missing`, `division_code_twice`, `division_name_missing`, `division_code_wrong`,
    `division_loop`, and those of `workbooks`.
    """
    rows = list(_rows(path))
    repeated: list[SkippedDivision] = []
    by_code = _index(rows, repeated)
    top = _find_root(by_code, root)
    _check_circles(by_code, set())
    _check_parents(by_code, top)
    ordered = tuple(_walk(by_code, top))
    inside = {division.code for division in ordered}
    outside = [SkippedDivision(d.row, d.code, "outside") for d in by_code.values() if d.code not in inside]
    return DivisionTable(ordered, tuple(sorted((*repeated, *outside), key=lambda skipped: skipped.row)))


def _rows(path: Path | str) -> Iterator[Division]:
    workbook = workbooks.open_workbook(path)
    rows = workbook.rows(workbook.sheets[0])
    header = _header(rows)
    for number, cells in rows:
        values = {name: _text(cells, at) for name, at in header.items()}
        code, name = values["code"], values["name"]
        if not name:
            raise BadInput("division_name_missing", {"row": number, "code": code})
        if not _CODE.fullmatch(code):
            raise BadInput("division_code_wrong", {"row": number, "code": code, "name": name})
        level = _level(values.get("level", ""), code)
        parent = values.get("parent_code") if "parent_code" in header else None
        yield Division(code, name, level, parent, number)


def _header(rows: Iterator[Row]) -> dict[str, int]:
    for _number, cells in (row for row, _at in zip(rows, range(_SEARCHED_ROWS), strict=False)):
        words = ["".join(str(cell).split()).lower() for cell in cells]
        found = {
            name: words.index(alias)
            for name, aliases in _COLUMNS.items()
            for alias in reversed(aliases)
            if alias in words
        }
        if {"code", "name"} <= found.keys():
            return found
    raise BadInput("division_columns_missing", {})


def _index(rows: list[Division], repeated: list[SkippedDivision]) -> dict[str, Division]:
    """By code; of a code that stands at two levels under one name (东莞市 is city and county) the upper stays."""
    by_code: dict[str, Division] = {}
    for division in rows:
        known = by_code.get(division.code)
        if known is None:
            by_code[division.code] = division
            continue
        if known.name != division.name:
            facts = {"code": division.code, "row": division.row, "other_row": known.row}
            raise BadInput("division_code_twice", {**facts, "name": division.name, "other_name": known.name})
        upper, lower = sorted((known, division), key=lambda d: (d.level, d.row))
        by_code[division.code] = upper
        repeated.append(SkippedDivision(lower.row, lower.code, "repeated"))
    return {code: _with_parent(division, by_code) for code, division in by_code.items()}


def _with_parent(division: Division, by_code: Mapping[str, Division]) -> Division:
    """With no column for the parent it is read off the code: 610114005200 stands under 610114005000."""
    parent = division.parent_code
    if parent is None:
        parent = next((code for code in _upper_codes(division.code) if code in by_code), "")
    return replace(division, parent_code=parent or None)


def _upper_codes(code: str) -> Iterator[str]:
    for cut in _CODE_CUTS:
        upper = code[:cut].ljust(12, "0")
        if len(code) >= cut and upper != code:
            yield upper


def _find_root(by_code: Mapping[str, Division], root: str) -> Division:
    root = root.strip()
    for code in (root, root.ljust(12, "0")):
        if code in by_code:
            return by_code[code]
    named = [division for division in by_code.values() if division.name == root]
    if len(named) > 1:
        raise BadInput("division_root_ambiguous", {"root": root, "codes": "、".join(d.code for d in named[:5])})
    if not named:
        raise BadInput("division_root_missing", {"root": root})
    return named[0]


def _check_parents(by_code: Mapping[str, Division], top: Division) -> None:
    """A table may begin below the province: the parent missing above the root may be missing for others too."""
    highest = top
    while upper := by_code.get(highest.parent_code or ""):
        highest = upper
    known = {*by_code, highest.parent_code, None}
    for division in by_code.values():
        if division.parent_code not in known:
            facts = {"row": division.row, "code": division.code, "name": division.name}
            raise BadInput("division_parent_missing", {**facts, "parent_code": division.parent_code})


def _walk(by_code: Mapping[str, Division], top: Division) -> Iterator[Division]:
    children: dict[str, list[Division]] = {}
    for division in by_code.values():
        if division.parent_code:
            children.setdefault(division.parent_code, []).append(division)
    waiting = [replace(top, parent_code=None)]
    while waiting:
        division = waiting.pop()
        yield division
        waiting.extend(_below(child, division.level) for child in reversed(children.get(division.code, [])))


def _below(child: Division, level: int) -> Division:
    """A child stands at least one level below, whatever the column says."""
    return child if child.level > level else replace(child, level=level + 1)


def _check_circles(by_code: Mapping[str, Division], sound: set[str]) -> None:
    """Every division must lead up to the end of the table; `sound` are those known to."""
    for start in by_code.values():
        line: list[str] = []
        upper: Division | None = start
        while upper is not None and upper.code not in sound:
            if upper.code in line:
                raise BadInput("division_loop", {"row": start.row, "code": start.code, "name": start.name})
            line.append(upper.code)
            upper = by_code.get(upper.parent_code or "")
        sound.update(line)


def _level(word: str, code: str) -> int:
    if word.isdigit() and int(word) > 0:
        return int(word)
    for level, start in enumerate(_LEVEL_WORDS, start=1):
        if word.startswith(start):
            return level
    if word[:1] in _LEVEL_SYNONYMS:
        return _LEVEL_SYNONYMS[word[:1]]
    return _level_of_code(code)


def _level_of_code(code: str) -> int:
    if len(code) > 12:
        return 6 if len(code) <= 15 else 7
    significant = len(code.rstrip("0"))
    return next(level for level, end in enumerate((2, 4, 6, 9, 12), start=1) if significant <= end)


def _text(cells: list[workbooks.Cell], at: int) -> str:
    cell = cells[at] if at < len(cells) else ""
    return cell.strip() if isinstance(cell, str) else ""
