"""Weeks and months of the review."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.errors import BadInput
from govdesk.domain.periods import Period, month_of, parse_period, week_of

days = st.dates(date(1950, 1, 1), date(2150, 1, 1))


def test_week_47_of_2026_is_the_drawn_one() -> None:
    week = parse_period("2026-W47")
    assert (week.first_day, week.last_day) == (date(2026, 11, 16), date(2026, 11, 22))
    assert (week.start, week.end) == (datetime(2026, 11, 16), datetime(2026, 11, 23))


def test_a_month_ends_before_the_first_of_the_next() -> None:
    month = parse_period("2026-12")
    assert (month.start, month.end) == (datetime(2026, 12, 1), datetime(2027, 1, 1))
    assert month.next().code == "2027-01"


def test_the_53rd_week_is_compared_with_the_last_of_the_year_before() -> None:
    assert parse_period("2026-W53").year_ago().code == "2025-W52"
    assert parse_period("2026-11").year_ago().code == "2025-11"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-W54", "2025-W53", "2026-W00", "2026-13", "2026-00", "0000-01", "W47"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="period_unreadable"):
        parse_period(text)


@given(days, st.sampled_from([week_of, month_of]))
def test_periods_follow_each_other_without_gap(day: date, of: Callable[[date], Period]) -> None:
    period = of(day)
    assert period.first_day <= day <= period.last_day
    assert parse_period(period.code) == period
    assert period.next().previous() == period
    assert period.previous().end == period.start
    twelve = period.up_to_here(12)
    assert len(set(twelve)) == 12 and twelve[-1] == period


@given(days)
def test_a_week_has_seven_days(day: date) -> None:
    week = week_of(day)
    assert week.end - week.start == timedelta(days=7) and week.first_day.isoweekday() == 1
