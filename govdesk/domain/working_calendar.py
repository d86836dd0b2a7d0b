"""Which days are worked and at which hours: weekends, holidays and make-up working days (调休)."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from govdesk.domain.errors import BadInput

ONE_DAY = timedelta(days=1)
_FIRST_SATURDAY = 5
_FEWEST_DAYS_OFF_IN_A_KNOWN_YEAR = 7


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day the notice names: off, whatever the weekday, or worked although a weekend."""

    day: date
    off: bool
    name: str


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _time(seconds: int) -> time:
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The stretches of a working day, in order and without overlap."""

    stretches: tuple[tuple[time, time], ...]
    seconds: int = field(init=False, compare=False)
    """Length of a whole working day."""
    _edges: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        moments = [moment for stretch in self.stretches for moment in stretch]
        if not moments or moments != sorted(set(moments)):
            raise BadInput("office_hours_unordered", {"hours": str(self)})
        edges = tuple((_seconds(begin), _seconds(end)) for begin, end in self.stretches)
        object.__setattr__(self, "_edges", edges)
        object.__setattr__(self, "seconds", sum(end - begin for begin, end in edges))

    def __str__(self) -> str:
        return ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in self.stretches)

    @property
    def closes(self) -> time:
        return self.stretches[-1][1]

    def seconds_until(self, moment: time) -> int:
        """Working seconds from the opening to the moment."""
        at, passed = _seconds(moment), 0
        for begin, end in self._edges:
            if at <= begin:
                break
            passed += min(at, end) - begin
        return passed

    def moment_after(self, seconds: int) -> time:
        """The earliest time of day at which so many working seconds (1 … `seconds`) have passed."""
        for begin, end in self._edges:
            if seconds <= end - begin:
                return _time(begin + seconds)
            seconds -= end - begin
        raise ValueError("more seconds than a working day has")


SHIPPED_HOURS = OfficeHours(((time(8, 30), time(12)), (time(14), time(18))))


def parse_office_hours(texts: Iterable[str]) -> OfficeHours:
    """`["08:30-12:00", "14:00-18:00"]`; `BadInput` when a stretch cannot be read or they overlap."""
    stretches = []
    for text in texts:
        begin, dash, end = text.partition("-")
        try:
            stretches.append((time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())))
        except ValueError:
            raise BadInput("office_hours_unreadable", {"hours": text}) from None
        if not dash:
            raise BadInput("office_hours_unreadable", {"hours": text})
    return OfficeHours(tuple(stretches))


@dataclass(frozen=True, slots=True, eq=False)
class WorkingCalendar:
    """One version of the calendar; a year outside `years` counts Monday to Friday."""

    version: str
    days: Mapping[date, CalendarDay]
    years: frozenset[int]
    hours: OfficeHours = SHIPPED_HOURS
    _worked: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def knows(self, year: int) -> bool:
        return year in self.years

    def is_working(self, day: date) -> bool:
        special = self.days.get(day)
        return day.weekday() < _FIRST_SATURDAY if special is None else not special.off

    def working_day_after(self, day: date, count: int) -> date:
        """The `count`-th (≥ 1) working day strictly after `day`."""
        year = day.year
        worked = self._working_ordinals(year)
        position = bisect_right(worked, day.toordinal()) + count - 1
        while position >= len(worked):
            position -= len(worked)
            year += 1
            worked = self._working_ordinals(year)
        return date.fromordinal(worked[position])

    def working_day_from(self, day: date) -> date:
        """`day` itself when it is worked, else the first working day after it."""
        return day if self.is_working(day) else self.working_day_after(day, 1)

    def working_days_between(self, first: date, end: date) -> int:
        """Working days from `first` up to, not including, `end`."""
        if end <= first:
            return 0
        whole_years = sum(len(self._working_ordinals(year)) for year in range(first.year, end.year))
        before_end = bisect_left(self._working_ordinals(end.year), end.toordinal())
        return whole_years + before_end - bisect_left(self._working_ordinals(first.year), first.toordinal())

    def working_seconds_between(self, start: datetime, end: datetime) -> int:
        """Seconds of office hours between two moments."""
        if end <= start:
            return 0
        whole_days = self.working_days_between(start.date(), end.date()) * self.hours.seconds
        return whole_days - self._seconds_into(start) + self._seconds_into(end)

    def moment_after(self, start: datetime, seconds: int) -> datetime:
        """The earliest moment at which so many (≥ 1) seconds of office hours have passed since `start`."""
        done_today = self._seconds_into(start) if self.is_working(start.date()) else self.hours.seconds
        left_today = self.hours.seconds - done_today
        if seconds <= left_today:
            return datetime.combine(start.date(), self.hours.moment_after(done_today + seconds))
        full_days, rest = divmod(seconds - left_today - 1, self.hours.seconds)
        day = self.working_day_after(start.date(), full_days + 1)
        return datetime.combine(day, self.hours.moment_after(rest + 1))

    def next_open_moment(self, moment: datetime) -> datetime:
        """`moment` itself inside office hours, else the next opening."""
        if not self.is_working(moment.date()):
            return self._opening(self.working_day_after(moment.date(), 1))
        for begin, end in self.hours.stretches:
            if moment.time() < end:
                return max(moment, datetime.combine(moment.date(), begin))
        return self._opening(self.working_day_after(moment.date(), 1))

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self.hours.stretches[0][0])

    def _seconds_into(self, moment: datetime) -> int:
        return self.hours.seconds_until(moment.time()) if self.is_working(moment.date()) else 0

    def _working_ordinals(self, year: int) -> tuple[int, ...]:
        """A table per year, built once: 50,000 due times of an import are look-ups, not walks."""
        found = self._worked.get(year)
        if found is None:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            found = tuple(o for o in range(first, last + 1) if self.is_working(date.fromordinal(o)))
            self._worked[year] = found
        return found


def make_calendar(
    version: str,
    days: Iterable[CalendarDay],
    hours: OfficeHours = SHIPPED_HOURS,
    years: Iterable[int] | None = None,
) -> WorkingCalendar:
    """A calendar of the given special days; without `years`, those whose days off look like a whole notice.

    (The 放假办法 gives 13 days off a year; a notice may bring along single days of the year before.)
    """
    by_day = {day.day: day for day in days}
    known = known_years(by_day.values()) if years is None else frozenset(years)
    return WorkingCalendar(version, by_day, known, hours)


def known_years(days: Iterable[CalendarDay]) -> frozenset[int]:
    """The years for which these days are a whole year's arrangement."""
    off = Counter(day.day.year for day in days if day.off)
    return frozenset(year for year, count in off.items() if count >= _FEWEST_DAYS_OFF_IN_A_KNOWN_YEAR)


def missing_year(calendar: WorkingCalendar, today: date, ahead_days: int = 61) -> int | None:
    """The first year that today or the next two months reach and the calendar does not know."""
    for year in (today.year, (today + timedelta(days=ahead_days)).year):
        if not calendar.knows(year):
            return year
    return None
