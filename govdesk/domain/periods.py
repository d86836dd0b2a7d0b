"""Weeks and months of the review: ISO weeks `2026-W47`, calendar months `2026-11`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from govdesk.domain.errors import BadInput

_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_EARLIEST_YEAR = 1900
_LATEST_YEAR = 2200


@dataclass(frozen=True, slots=True)
class Period:
    """A week from Monday to Sunday or a month; `start` and `end` are moments, `end` is not part of it."""

    kind: Literal["week", "month"]
    year: int
    number: int

    @property
    def code(self) -> str:
        return f"{self.year}-W{self.number:02d}" if self.kind == "week" else f"{self.year}-{self.number:02d}"

    @property
    def first_day(self) -> date:
        if self.kind == "week":
            return date.fromisocalendar(self.year, self.number, 1)
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first_day, time())

    @property
    def end(self) -> datetime:
        return self.next().start

    def next(self) -> "Period":
        if self.kind == "week":
            return week_of(self.first_day + timedelta(days=7))
        return month_of(self.first_day + timedelta(days=31))

    def previous(self) -> "Period":
        before = self.first_day - timedelta(days=1)
        return week_of(before) if self.kind == "week" else month_of(before)

    def year_ago(self) -> "Period":
        """The same week or month of the year before; a 53rd week that it did not have is its last."""
        if self.kind == "week":
            return Period("week", self.year - 1, min(self.number, _weeks_in(self.year - 1)))
        return Period("month", self.year - 1, self.number)

    def up_to_here(self, count: int) -> list["Period"]:
        """So many periods of this kind that end with this one, oldest first."""
        found = [self]
        while len(found) < count:
            found.append(found[-1].previous())
        return found[::-1]


def week_of(day: date) -> Period:
    year, number, _weekday = day.isocalendar()
    return Period("week", year, number)


def month_of(day: date) -> Period:
    return Period("month", day.year, day.month)


def parse_period(text: str) -> Period:
    """`2026-W47` or `2026-11`; BadInput `period_unreadable`."""
    week, month = _WEEK.fullmatch(text.strip()), _MONTH.fullmatch(text.strip())
    found = week or month
    if found is None:
        raise BadInput("period_unreadable", {"period": text})
    year, number = int(found[1]), int(found[2])
    if not _EARLIEST_YEAR < year < _LATEST_YEAR or not 1 <= number <= (_weeks_in(year) if week else 12):
        raise BadInput("period_unreadable", {"period": text})
    return Period("week" if week else "month", year, number)


def _weeks_in(year: int) -> int:
    """52, or 53: the week that holds 28 December is the last (ISO 8601)."""
    return date(year, 12, 28).isocalendar()[1]
