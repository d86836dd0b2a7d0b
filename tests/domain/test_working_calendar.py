"""Which days are worked: holidays, make-up days, years without a calendar."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.errors import BadInput
from govdesk.domain.working_calendar import (
    SHIPPED_HOURS,
    CalendarDay,
    OfficeHours,
    known_years,
    make_calendar,
    missing_year,
    parse_office_hours,
)
from govdesk.exchange.calendars import read_holidays
from tests.domain.plain_calendar import HOLIDAYS, rests

CALENDAR = make_calendar("shipped", read_holidays(HOLIDAYS).days)
days = st.dates(date(2003, 1, 1), date(2028, 12, 31))


def test_the_shipped_calendar_knows_2004_to_2026() -> None:
    assert CALENDAR.years == frozenset(range(2004, 2027))


def test_2026_rests_and_works_as_the_notice_of_the_state_council_says() -> None:
    worked = [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)]
    assert all(map(CALENDAR.is_working, [*worked, date(2026, 9, 20), date(2026, 10, 10)]))
    off = [date(2026, 1, 2), date(2026, 2, 23), date(2026, 4, 6), date(2026, 5, 5), date(2026, 6, 19)]
    assert not any(map(CALENDAR.is_working, [*off, date(2026, 9, 25), date(2026, 10, 7)]))


def test_single_days_of_a_neighbouring_year_do_not_make_that_year_known() -> None:
    notice = [CalendarDay(date(2027, 1, day), True, "元旦") for day in range(1, 12)]
    assert known_years([CalendarDay(date(2026, 12, 31), True, "元旦"), *notice]) == {2027}


def test_a_missing_year_is_noticed_two_months_ahead() -> None:
    assert missing_year(CALENDAR, date(2026, 10, 1)) is None
    assert missing_year(CALENDAR, date(2026, 11, 15)) == 2027


@pytest.mark.parametrize("texts", [[], ["08:30"], ["late-12:00"], ["12:00-08:30"], ["08:30-12:00", "11:00-18:00"]])
def test_office_hours_that_make_no_day_are_refused(texts: list[str]) -> None:
    with pytest.raises(BadInput):
        parse_office_hours(texts)


def test_office_hours_are_read_as_data() -> None:
    assert parse_office_hours(["08:30-12:00", "14:00-18:00"]) == SHIPPED_HOURS
    assert OfficeHours(((time(9), time(17)),)).seconds == 8 * 3600


def test_the_next_opening_is_the_moment_itself_inside_office_hours() -> None:
    assert CALENDAR.next_open_moment(datetime(2026, 9, 30, 9, 5)) == datetime(2026, 9, 30, 9, 5)
    assert CALENDAR.next_open_moment(datetime(2026, 9, 30, 12)) == datetime(2026, 9, 30, 14)
    assert CALENDAR.next_open_moment(datetime(2026, 9, 30, 18)) == datetime(2026, 10, 8, 8, 30)


@given(days)
def test_every_day_agrees_with_the_file_read_plainly(day: date) -> None:
    assert CALENDAR.is_working(day) is not rests(day)


@given(days, st.integers(1, 300))
def test_counting_days_forward_and_counting_them_between_agree(day: date, count: int) -> None:
    end = CALENDAR.working_day_after(day, count)
    assert CALENDAR.is_working(end)
    assert CALENDAR.working_days_between(day, end) == count - (not CALENDAR.is_working(day))


@given(st.datetimes(datetime(2003, 1, 1), datetime(2028, 1, 1)), st.integers(1, 300_000))
def test_counting_seconds_forward_and_counting_them_between_agree(start: datetime, seconds: int) -> None:
    start = start.replace(microsecond=0)
    assert CALENDAR.working_seconds_between(start, CALENDAR.moment_after(start, seconds)) == seconds
