"""Holiday files: tables (csv, xlsx) of days with 休 or 班, and the JSON of holiday-cn (`{"year", "days": [...]}`)."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from govdesk.domain.errors import BadInput
from govdesk.domain.working_calendar import CalendarDay

_COLUMNS = {
    "date": ("date", "day", "日期", "时间"),
    "name": ("name", "名称", "节日", "节假日", "节日名称", "说明", "备注"),
    "off": ("isoffday", "is_off_day", "off", "休假", "是否休假", "放假", "是否放假", "休息", "是否休息"),
    "kind": ("kind", "type", "类型", "类别", "性质", "安排", "状态"),
    "at_work": ("isworkday", "is_workday", "is_working_day", "workday", "上班", "是否上班", "是否工作日"),
}
_YES = frozenset({"true", "1", "yes", "y", "是", "休", "√"})
_NO = frozenset({"false", "0", "no", "n", "否", "班", "×", ""})
_OFF_DAYS = frozenset(
    {
        "holiday",
        "off",
        "offday",
        "rest",
        "放假",
        "休",
        "休息",
        "休假",
        "节假日",
        "法定节假日",
        "假期",
        "假日",
        "调休放假",
        "公休",
    }
)
_AT_WORK = frozenset(
    {
        "workday",
        "work",
        "working",
        "makeup",
        "上班",
        "班",
        "补班",
        "调休上班",
        "调班",
        "工作日",
        "补休上班",
        "调休工作日",
    }
)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?|(\d{4})(\d\d)(\d\d)")
_WORKBOOKS = (b"PK", bytes.fromhex("D0CF11E0"))
_ENCODINGS = ("utf-8-sig", "gb18030")
_LARGEST_FILE = 5_000_000


@dataclass(frozen=True, slots=True)
class HolidayFile:
    """The days of one file, in order, and the years that the file itself claims to arrange (JSON only)."""

    days: tuple[CalendarDay, ...]
    years: frozenset[int]


def read_holidays(path: Path) -> HolidayFile:
    """Read any of the shapes; raises BadInput with `file` and, where one is at fault, `row` (1 is the header)."""
    try:
        if _is_workbook(path):
            return HolidayFile(_once_each(_from_rows(_workbook_rows(path))), frozenset())
        text = _text(path)
        if text.lstrip().startswith(("{", "[")):
            found = _from_json(text)
        else:
            found = HolidayFile(tuple(_from_rows(_csv_rows(text))), frozenset())
        return HolidayFile(_once_each(found.days), found.years)
    except BadInput as error:
        raise BadInput(error.code, {"file": path.name, **error.facts}) from None


def _is_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4).startswith(_WORKBOOKS)
    except OSError:
        raise BadInput("file_unreadable", {"file": path.name}) from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BadInput("holidays_no_header", {"file": path.name})
        data = path.read_bytes()
    except OSError:
        raise BadInput("file_unreadable", {"file": path.name}) from None
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("holidays_no_header", {"file": path.name})


def _workbook_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    from govdesk.exchange.workbooks import open_workbook  # its library is no part of a start of the program

    workbook = open_workbook(path)
    for number, cells in workbook.rows(workbook.sheets[0]):
        yield number, [cell.date().isoformat() if isinstance(cell, datetime) else cell for cell in cells]


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
            if any(cell.strip() for cell in row):
                yield number, row
    except csv.Error:
        raise BadInput("holidays_no_header", {}) from None


def _from_rows(rows: Iterator[tuple[int, list[str]]]) -> Iterator[CalendarDay]:
    """The first row that has the columns is the header; what stands above it is a title."""
    positions: dict[str, int] | None = None
    for number, row in rows:
        if positions is None:
            positions = _header(row)
            continue
        cells = {key: row[at].strip() if at < len(row) else "" for key, at in positions.items()}
        yield _day(cells["date"], cells.get("name", ""), _off(cells, number), number)
    if positions is None:
        raise BadInput("holidays_no_header", {})


def _header(row: list[str]) -> dict[str, int] | None:
    names = [cell.strip().lower() for cell in row]
    found = {key: next((at for at, name in enumerate(names) if name in words), -1) for key, words in _COLUMNS.items()}
    positions = {key: at for key, at in found.items() if at >= 0}
    return positions if "date" in positions and {"off", "kind", "at_work"} & set(positions) else None


def _off(cells: dict[str, str], number: int) -> str:
    """`true` or `false`, whichever of the three columns tells it."""
    if "off" in cells:
        return cells["off"]
    if "at_work" in cells and cells["at_work"].lower() in _YES | _NO:
        return "false" if cells["at_work"].lower() in _YES else "true"
    kind = cells.get("kind", "").lower()
    if kind not in _OFF_DAYS | _AT_WORK:
        raise BadInput("holidays_bad_row", {"row": number, "value": (kind or cells.get("at_work", ""))[:40]})
    return "true" if kind in _OFF_DAYS else "false"


def _from_json(text: str) -> HolidayFile:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput("holidays_no_header", {}) from None
    entries = data.get("days") if isinstance(data, dict) else data
    if not isinstance(entries, list):
        raise BadInput("holidays_no_header", {})
    days = tuple(_json_day(entry, number) for number, entry in enumerate(entries, start=1))
    year = data.get("year") if isinstance(data, dict) else None
    return HolidayFile(days, frozenset({year}) if isinstance(year, int) else frozenset())


def _json_day(entry: Any, number: int) -> CalendarDay:
    if not isinstance(entry, dict):
        raise BadInput("holidays_bad_row", {"row": number, "value": str(entry)[:40]})
    off = str(entry.get("isOffDay", ""))
    return _day(str(entry.get("date", "")), str(entry.get("name", "")), off, number)


def _day(on: str, name: str, off: str, number: int) -> CalendarDay:
    match = _DAY.fullmatch(on.strip())
    try:
        year, month, day = (int(part) for part in (match.groups() if match else ()) if part is not None)
        found = date(year, month, day)
    except ValueError:
        raise BadInput("holidays_bad_row", {"row": number, "value": on[:40]}) from None
    if not off.strip() or off.lower() not in _YES | _NO:
        raise BadInput("holidays_bad_row", {"row": number, "value": off[:40]})
    return CalendarDay(found, off.lower() in _YES, name)


def _once_each(days: Iterable[CalendarDay]) -> tuple[CalendarDay, ...]:
    """In order of date; the same day twice with one meaning is one, with two meanings is refused."""
    found: dict[date, CalendarDay] = {}
    for day in days:
        known = found.setdefault(day.day, day)
        if known.off != day.off:
            raise BadInput("holidays_contradict", {"day": day.day.isoformat()})
    if not found:
        raise BadInput("holidays_empty", {})
    return tuple(found[on] for on in sorted(found))
