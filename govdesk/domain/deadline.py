"""When a term is over: hours, working hours, days, working days and months (民法典 §200–204)."""

import calendar as month_lengths
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from govdesk.domain.errors import BadInput
from govdesk.domain.working_calendar import ONE_DAY, WorkingCalendar

LAST_SECOND = time(23, 59, 59)
_EARLIEST_YEAR = 1900
_LATEST_YEAR = 2200
_LARGEST_AMOUNT = 9999


class Unit(StrEnum):
    HOURS = "hours"
    WORKING_HOURS = "working_hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Term:
    """So many units; `str()` gives the form that `parse_term` reads back."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= _LARGEST_AMOUNT:
            raise BadInput("term_out_of_range", {"amount": self.amount, "largest": _LARGEST_AMOUNT})

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value.replace('_', ' ')}"


@dataclass(frozen=True, slots=True)
class Pause:
    """Time not counted: its first day and the following are not, the day of resuming is.

    `name` is empty for an approved suspension, else it says what the law does not count (鉴定, 听证).
    """

    start: datetime
    end: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due time with the facts it was computed from."""

    due_at: datetime
    start: datetime
    term: Term
    calendar: WorkingCalendar = field(repr=False, compare=False)
    extensions: tuple[Term, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def calendar_version(self) -> str:
        return self.calendar.version

    @property
    def flagged_years(self) -> tuple[int, ...]:
        """Years without a calendar that the counting had to touch."""
        if all(map(self.calendar.knows, range(self.start.year, self.due_at.year + 1))):
            return ()
        return tuple(year for year in touched_years(self) if not self.calendar.knows(year))


class Leg(NamedTuple):
    """One stretch of counting; `last_day` is the day reached before rolling, for days and months only."""

    start: datetime
    term: Term
    reached: datetime
    last_day: date | None


_ENGLISH = re.compile(r"(\d+)[\s_-]*(working|business)?[\s_-]*(hour|day|month|year)s?", re.IGNORECASE)
_CHINESE = re.compile(r"(\d+|[一二两三四五六七八九十百]+)\s*个?\s*(?:自然)?(工作)?(小时|时|日|天|月|年)(?:之?内|以内)?")
_WORDS = {"hour": "hours", "小时": "hours", "时": "hours", "day": "days", "日": "days", "天": "days"}
_MONTHS_OF_A_YEAR = {"year": 12, "年": 12}
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100}


def parse_term(text: str) -> Term:
    """`5 working days`, `2 hours`, `1 month`, `5个工作日`, `三十日内`; `BadInput` when it is none of these."""
    found = _ENGLISH.fullmatch(text.strip()) or _CHINESE.fullmatch(text.strip())
    if found is None:
        raise BadInput("term_unreadable", {"term": text})
    amount, working, word = found.groups()
    unit = _WORDS.get(word.lower(), "months")
    if working and unit == "months":
        raise BadInput("term_unreadable", {"term": text})
    return Term(_amount(amount) * _MONTHS_OF_A_YEAR.get(word.lower(), 1), Unit(f"working_{unit}" if working else unit))


def due_at(
    start: datetime,
    term: Term,
    calendar: WorkingCalendar,
    extensions: Iterable[Term] = (),
    pauses: Iterable[Pause] = (),
) -> Deadline:
    """The due time of a term that began at `start`.

    An extension in the term's own unit lengthens the term and the whole is counted from the start again
    (信访工作条例 §34: 60 日 + 30 日 are 90 日); one in another unit is counted from the due time reached.
    Pauses may be given in any order and may overlap.
    """
    if not _EARLIEST_YEAR <= start.year <= _LATEST_YEAR:
        raise BadInput("moment_out_of_range", {"moment": start.isoformat()})
    extensions, pauses = tuple(extensions), tuple(pauses)
    whole_start = start.replace(microsecond=0)
    if not extensions and not pauses:
        return Deadline(_run(whole_start, term, calendar, ()), start, term, calendar)
    reached = _legs(whole_start, term, calendar, extensions, pauses)[-1].reached
    return Deadline(reached, start, term, calendar, extensions, pauses)


def extend(deadline: Deadline, extension: Term, calendar: WorkingCalendar | None = None) -> Deadline:
    """The same clock with one more granted extension."""
    granted = (*deadline.extensions, extension)
    return due_at(deadline.start, deadline.term, calendar or deadline.calendar, granted, deadline.pauses)


def pause(deadline: Deadline, pause: Pause, calendar: WorkingCalendar | None = None) -> Deadline:
    """The same clock with one more approved suspension."""
    stopped = (*deadline.pauses, pause)
    return due_at(deadline.start, deadline.term, calendar or deadline.calendar, deadline.extensions, stopped)


def legs(deadline: Deadline) -> list[Leg]:
    """What was counted, one after the other: the term with the extensions of its unit, then the others."""
    start = deadline.start.replace(microsecond=0)
    return _legs(start, deadline.term, deadline.calendar, deadline.extensions, deadline.pauses)


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The pauses in order, overlapping ones joined, empty ones dropped."""
    joined: list[Pause] = []
    for stop in sorted((p for p in pauses if p.end > p.start), key=lambda p: p.start):
        if joined and stop.start <= joined[-1].end:
            joined[-1] = Pause(joined[-1].start, max(joined[-1].end, stop.end), joined[-1].name)
        else:
            joined.append(stop)
    return tuple(joined)


def touched_years(deadline: Deadline) -> list[int]:
    """The years whose calendar the due time depends on; hours depend on none.

    Days and months depend on the calendar only where the last day may have to roll.
    """
    years: set[int] = set()
    for leg in legs(deadline):
        match leg.term.unit:
            case Unit.HOURS:
                continue
            case Unit.WORKING_HOURS:
                first = leg.start.date()
            case Unit.WORKING_DAYS:
                first = leg.start.date() + ONE_DAY
            case _:
                first = leg.last_day or leg.reached.date()
        years.update(range(first.year, leg.reached.year + 1))
    return sorted(years)


def add_months(day: date, months: int) -> date:
    """The same day of a later month; the end of that month where it has no such day (民法典 §202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))


def _amount(digits: str) -> int:
    if not digits.isdecimal():
        return _in_words(digits)
    return int(digits) if len(digits) < 9 else _LARGEST_AMOUNT + 1


def _in_words(numeral: str) -> int:
    """三十, 十五, 一百二十: a number below a thousand as laws write it."""
    total, last = 0, 0
    for character in numeral:
        if character in _TENS:
            total, last = total + max(last, 1) * _TENS[character], 0
        else:
            last = _DIGITS[character]
    return total + last


def _legs(
    start: datetime,
    term: Term,
    calendar: WorkingCalendar,
    extensions: tuple[Term, ...],
    pauses: tuple[Pause, ...],
) -> list[Leg]:
    same = sum(extension.amount for extension in extensions if extension.unit == term.unit)
    others = [extension for extension in extensions if extension.unit != term.unit]
    stops, found = merged(pauses), []
    for part in [Term(term.amount + same, term.unit), *others]:
        by_days = part.unit in (Unit.DAYS, Unit.MONTHS)
        last_day = _last_day(start.date(), part, stops) if by_days else None
        found.append(Leg(start, part, _run(start, part, calendar, stops), last_day))
        start = found[-1].reached
    return found


def _run(start: datetime, term: Term, calendar: WorkingCalendar, stops: Sequence[Pause]) -> datetime:
    match term.unit:
        case Unit.WORKING_DAYS:
            return datetime.combine(_last_working_day(start.date(), term, calendar, stops), calendar.hours.closes)
        case Unit.DAYS | Unit.MONTHS:
            last = _last_day(start.date(), term, stops)
            return datetime.combine(calendar.working_day_from(last), LAST_SECOND)
        case Unit.HOURS:
            return _moment(start, term, stops, _plain_seconds, _plain_moment)
        case Unit.WORKING_HOURS:
            return _moment(start, term, stops, calendar.working_seconds_between, calendar.moment_after)


def _last_day(start: date, term: Term, stops: Sequence[Pause]) -> date:
    """Calendar days; the day of the start is not counted (§201)."""
    by_months = term.unit == Unit.MONTHS
    left = (add_months(start, term.amount) - start).days if by_months else term.amount
    day = start
    for stop in stops:
        counted = (stop.start.date() - day).days - 1
        if counted >= left:
            break
        if stop.end.date() <= day:
            continue
        left -= max(0, counted)
        day = max(day, stop.end.date() - ONE_DAY)
    return day + timedelta(days=left)


def _last_working_day(start: date, term: Term, calendar: WorkingCalendar, stops: Sequence[Pause]) -> date:
    left, day = term.amount, start
    for stop in stops:
        counted = calendar.working_days_between(day + ONE_DAY, stop.start.date())
        if counted >= left:
            break
        if stop.end.date() <= day:
            continue
        left -= counted
        day = max(day, stop.end.date() - ONE_DAY)
    return calendar.working_day_after(day, left)


def _moment(
    start: datetime,
    term: Term,
    stops: Sequence[Pause],
    elapsed: Callable[[datetime, datetime], int],
    advance: Callable[[datetime, int], datetime],
) -> datetime:
    """Hours run to the second; what a pause takes away is exactly its own length."""
    left, at = term.amount * 3600, start
    for stop in stops:
        counted = elapsed(at, stop.start)
        if counted >= left:
            break
        left -= counted
        at = max(at, stop.end)
    return advance(at, left)


def _plain_seconds(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()))


def _plain_moment(start: datetime, seconds: int) -> datetime:
    return start + timedelta(seconds=seconds)
