"""Moments as orders write them: 2026-11-18 09:20, 2026年11月18日上午9时20分, 11月25日18时, 11月25日24:00."""

import re
from datetime import date, datetime, timedelta

_HALF = "上午|下午|晚上|凌晨|早上|中午"
_CLOCK = (
    rf"(?:\s*(?:{_HALF})?\s*\d{{1,2}}\s*"
    r"(?:[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?|[时点](?:\s*\d{1,2}\s*分?|半)?))?"
)
MOMENT = re.compile(rf"(?:\d{{4}}\s*[-/.年]\s*)?\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}(?!\d)\s*[日号]?[T]?{_CLOCK}")
_PARTS = re.compile(
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?[T]?\s*"
    r"(?P<half>上午|下午|晚上|凌晨|早上|中午)?\s*(?:(?P<hour>\d{1,2})\s*(?:[:：时点]\s*(?P<minute>\d{1,2}|半)?)?)?"
)
_HALF_YEAR = timedelta(days=183)


def moment_in(text: str, today: date) -> datetime | None:
    """The first moment in the text; without a year the one nearest to `today`; a day alone is its 00:00."""
    for match in MOMENT.finditer(text):
        parts = _PARTS.match(match[0])
        moment = _made(parts, today) if parts else None
        if moment is not None:
            return moment
    return None


def has_hour(text: str) -> bool:
    """Whether the first moment in the text tells more than its day."""
    match = MOMENT.search(text)
    parts = _PARTS.match(match[0]) if match else None
    return parts is not None and parts["hour"] is not None


def _made(parts: re.Match[str], today: date) -> datetime | None:
    hour = int(parts["hour"] or 0)
    minute = 30 if parts["minute"] == "半" else int(parts["minute"] or 0)
    if parts["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    month, day = int(parts["month"]), int(parts["day"])
    years = [int(parts["year"])] if parts["year"] else [today.year, today.year - 1, today.year + 1]
    candidates = []
    for year in years:
        try:
            if (hour, minute) == (24, 0):
                candidates.append(datetime(year, month, day, 23, 59, 59))
                continue
            candidates.append(datetime(year, month, day, hour, minute))
        except ValueError:
            continue
    near = [moment for moment in candidates if parts["year"] or abs(moment.date() - today) <= _HALF_YEAR]
    return next(iter(near or candidates), None)
