"""Moments as workbooks hold them: real dates, texts in a dozen spellings, serial numbers of days."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdesk.exchange.workbooks import Cell

EARLIEST_YEAR = 1980
"""Nothing in a ledger of a governance centre is older; dates of 1900 are what an empty or broken cell turns into."""

_PLAIN = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?")
_WORDY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s,，]*(?:星期.|周.)?\s*(上午|下午|凌晨|早上|中午|晚上|AM|PM|am|pm)?\s*"
    r"(\d{1,2})\s*[:：时点]\s*(?:(\d{1,2})\s*分?\s*(?:[:：]?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*(AM|PM|am|pm)?"
    r"(?:Z|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*(\d{2})(\d{2})(\d{2})?)?")
_SERIAL = re.compile(r"-?\d{1,5}(?:\.\d+)?")
_AFTERNOON = frozenset({"下午", "晚上", "PM", "pm"})
_ISO_LENGTH = len("2026-11-21 09:30:00")
_ZERO = "00:00:00"
"""How a date cell with nothing but 0 in it comes out of a workbook; a spreadsheet shows 1900/1/0."""

_SERIAL_ORIGIN = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Refused:
    """`code`: date_not_understood, date_too_old (before 1980, as 1900 is) or date_in_future."""

    code: str


def read_moment(cell: "Cell", now: datetime) -> datetime | Refused:
    """The moment in whole seconds; a date alone is its 00:00. Time zones are dropped: exports carry local time.

    Clocks of other systems run ahead: a moment later today becomes `now`.
    """
    moment = cell if isinstance(cell, datetime) else moment_in(cell)
    if moment is None:
        return Refused("date_not_understood")
    if moment.year < EARLIEST_YEAR:
        return Refused("date_too_old")
    if moment.microsecond or moment.tzinfo:
        moment = moment.replace(microsecond=0, tzinfo=None)
    if moment > now and moment.date() > now.date():
        return Refused("date_in_future")
    return min(moment, now)


def moment_in(text: str) -> datetime | None:
    """The moment that a text spells, whatever its year; None when it spells none."""
    text = text.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)  # ２０２６－１１－０３
    try:
        if len(text) == _ISO_LENGTH and text[4] == "-" and text[10] in " T" and text[11:13] != "24":
            return datetime.fromisoformat(text)
        if plain := _PLAIN.fullmatch(text):
            return _moment(*(int(part or 0) for part in plain.groups()))
        if wordy := _WORDY.fullmatch(text):
            return _wordy(wordy)
        if compact := _COMPACT.fullmatch(text):
            return _moment(*(int(part or 0) for part in compact.groups()))
        if _SERIAL.fullmatch(text):
            moment = _SERIAL_ORIGIN + timedelta(days=float(text))
            return (moment + timedelta(milliseconds=500)).replace(microsecond=0)
        if text == _ZERO:
            return _SERIAL_ORIGIN
    except (ValueError, OverflowError):
        return None
    return None


def _wordy(match: re.Match[str]) -> datetime:
    year, month, day, half, hour, minute, second, half_after = match.groups()
    hours = int(hour or 0)
    if (half or half_after) in _AFTERNOON and hours < 12:
        hours += 12
    elif (half or half_after) in ("AM", "am", "凌晨") and hours == 12:
        hours = 0
    return _moment(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0))


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime:
    """24:00 is the end of the day, as 民法典 §203 and many systems write it. Raises ValueError."""
    if (hour, minute, second) == (24, 0, 0):
        return datetime(year, month, day) + timedelta(days=1)
    return datetime(year, month, day, hour, minute, second)
