"""An independent calculator: it walks minute by minute, day by day, and shares no code with the house."""

import csv
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
HOLIDAYS = Path(__file__).resolve().parents[2] / "resources" / "dictionaries" / "holidays.csv"


@cache
def _special() -> dict[str, bool]:
    with HOLIDAYS.open(encoding="utf-8") as file:
        return {row["date"]: row["isOffDay"] == "true" for row in csv.DictReader(file)}


def rests(day: date) -> bool:
    off = _special().get(day.isoformat())
    return day.isoweekday() > 5 if off is None else off


def in_office(moment: datetime) -> bool:
    """Does work go on in the minute that begins at this moment?"""
    at = f"{moment.hour:02}:{moment.minute:02}"
    return not rests(moment.date()) and ("08:30" <= at < "12:00" or "14:00" <= at < "18:00")


def stopped(day: date, pauses: list[tuple[datetime, datetime]]) -> bool:
    return any(begin.date() <= day < end.date() for begin, end in pauses)


def plain_due(start: datetime, amount: int, unit: str, pauses: list[tuple[datetime, datetime]]) -> datetime:
    """`start` and the pauses are whole minutes."""
    if unit in ("hours", "working_hours"):
        return _by_minutes(start, amount * 60, unit == "working_hours", pauses)
    if unit == "months":
        return _roll(_by_days(start.date(), _days_of_months(start.date(), amount), False, pauses))
    day = _by_days(start.date(), amount, unit == "working_days", pauses)
    return datetime(day.year, day.month, day.day, 18) if unit == "working_days" else _roll(day)


def _by_minutes(start: datetime, minutes: int, office_only: bool, pauses: list[tuple[datetime, datetime]]) -> datetime:
    at = start
    while minutes:
        paused = any(begin <= at < end for begin, end in pauses)
        if not paused and (not office_only or in_office(at)):
            minutes -= 1
        at += MINUTE
    return at


def _by_days(start: date, days: int, working_only: bool, pauses: list[tuple[datetime, datetime]]) -> date:
    day = start
    while days:
        day += DAY
        if not stopped(day, pauses) and not (working_only and rests(day)):
            days -= 1
    return day


def _days_of_months(start: date, months: int) -> int:
    day, passed = start, 0
    while passed < months:
        day += DAY
        if day.day == 1:
            passed += 1
    while day.day < start.day and (day + DAY).month == day.month:
        day += DAY
    return (day - start).days


def _roll(day: date) -> datetime:
    while rests(day):
        day += DAY
    return datetime(day.year, day.month, day.day, 23, 59, 59)
