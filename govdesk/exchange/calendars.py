"""Holiday files: csv `date,name,isOffDay`, and the JSON of holiday-cn (`{"year", "days": [...]}`)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from govdesk.domain.errors import BadInput
from govdesk.domain.working_calendar import CalendarDay

_COLUMNS = {
    "date": ("date", "日期"),
    "name": ("name", "名称", "节日"),
    "off": ("isoffday", "is_off_day", "休假", "是否休假", "放假"),
}
_YES = frozenset({"true", "1", "yes", "y", "是", "休"})
_NO = frozenset({"false", "0", "no", "n", "否", "班"})
_ENCODINGS = ("utf-8-sig", "gb18030")
_LARGEST_FILE = 5_000_000


@dataclass(frozen=True, slots=True)
class HolidayFile:
    """The days of one file, in order, and the years that the file itself claims to arrange (JSON only)."""

    days: tuple[CalendarDay, ...]
    years: frozenset[int]


def read_holidays(path: Path) -> HolidayFile:
    """Read either shape; raises BadInput with `file` and, where one is at fault, `row` (1 is the header)."""
    text = _text(path)
    try:
        if text.lstrip().startswith(("{", "[")):
            found = _from_json(text)
        else:
            found = HolidayFile(tuple(_from_csv(text)), frozenset())
        return HolidayFile(_once_each(found.days), found.years)
    except BadInput as error:
        raise BadInput(error.code, {"file": path.name, **error.facts}) from None


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


def _from_csv(text: str) -> Iterator[CalendarDay]:
    rows = csv.reader(io.StringIO(text))
    try:
        positions = _header(next(rows, []))
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                cells = {key: row[at].strip() if at < len(row) else "" for key, at in positions.items()}
                yield _day(cells["date"], cells["name"], cells["off"], number)
    except csv.Error:
        raise BadInput("holidays_no_header", {}) from None


def _header(row: list[str]) -> dict[str, int]:
    names = [cell.strip().lower() for cell in row]
    positions = {
        key: next((at for at, name in enumerate(names) if name in aliases), -1) for key, aliases in _COLUMNS.items()
    }
    if -1 in positions.values():
        raise BadInput("holidays_no_header", {})
    return positions


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
    try:
        day = date.fromisoformat(on.replace("/", "-"))
    except ValueError:
        raise BadInput("holidays_bad_row", {"row": number, "value": on[:40]}) from None
    if off.lower() not in _YES | _NO:
        raise BadInput("holidays_bad_row", {"row": number, "value": off[:40]})
    return CalendarDay(day, off.lower() in _YES, name)


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
