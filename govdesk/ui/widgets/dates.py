"""Days and moments as people type them: 2026-11-23, 11.23, 1123, 明天, +3, 9:30."""

import re
from datetime import date, datetime, time, timedelta

_WORDS = {"前天": -2, "昨天": -1, "今天": 0, "今": 0, "明天": 1, "后天": 2}
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?$")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_STEP = re.compile(r"([+-]\d{1,3})$")
_TIME = re.compile(r"(\d{1,2})[:：点时](\d{1,2})?分?$")


def parse_date(text: str, today: date) -> date | None:
    """The day meant, or None; a day without a year is in the year of `today`."""
    text = text.strip()
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if step := _STEP.match(text):
        return today + timedelta(days=int(step[1]))
    if found := _FULL.match(text) or _SOLID.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT.match(text):
        return _day(today.year, int(found[1]), int(found[2]))
    return None


def parse_moment(text: str, now: datetime, default: time = time(0, 0)) -> datetime | None:
    """A day with a time of day; only a time is today, only a day is at `default`."""
    words = text.strip().replace("T", " ").split()
    if not words or len(words) > 2:
        return None
    clock = _time(words[-1])
    if len(words) == 1 and clock is not None:
        return datetime.combine(now.date(), clock)
    day = parse_date(words[0], now.date())
    if day is None or (len(words) == 2 and clock is None):
        return None
    return datetime.combine(day, default if clock is None else clock)


def _time(text: str) -> time | None:
    found = _TIME.match(text)
    if found is None:
        parts = text.split(":")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            return _clock(int(parts[0]), int(parts[1]))
        return None
    return _clock(int(found[1]), int(found[2] or 0))


def _clock(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
