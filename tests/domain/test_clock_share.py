"""The moment at which a share of a term is used up."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.domain.clock_share import moment_at_share, share_used
from govdesk.domain.deadline import Pause, Term, Unit, due_at, parse_term
from govdesk.domain.working_calendar import make_calendar
from govdesk.exchange.calendars import read_holidays
from tests.domain.plain_calendar import HOLIDAYS, in_office

CALENDAR = make_calendar("shipped", read_holidays(HOLIDAYS).days)
MINUTE = timedelta(minutes=1)

starts = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1)).map(lambda at: at.replace(second=0, microsecond=0))
terms = st.one_of(
    st.builds(Term, st.integers(1, 12), st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS])),
    st.builds(Term, st.integers(1, 30), st.sampled_from([Unit.HOURS, Unit.WORKING_HOURS])),
)
shares = st.sampled_from([10, 50, 80, 100, 150, 200])


def at(start: str, term: str, percent: int) -> datetime:
    return moment_at_share(due_at(datetime.fromisoformat(start), parse_term(term), CALENDAR), percent)


@pytest.mark.parametrize(
    ("start", "term", "percent", "moment"),
    [
        ("2026-11-18T09:00", "10 hours", 50, "2026-11-18T14:00"),
        ("2026-11-18T08:30", "4 working hours", 50, "2026-11-18T10:30"),
        ("2026-11-18T11:00", "4 working hours", 50, "2026-11-18T15:00"),
        ("2026-11-18T11:00", "4 working hours", 80, "2026-11-18T16:12"),
        ("2026-11-18T11:00", "4 working hours", 100, "2026-11-18T17:00"),
        ("2026-11-18T11:00", "4 working hours", 200, "2026-11-19T11:30"),
        ("2026-09-30T17:00", "2 working hours", 100, "2026-10-08T09:30"),
        ("2026-11-16T18:00", "2 working days", 50, "2026-11-17T18:00"),
        ("2026-11-16T18:00", "2 working days", 200, "2026-11-20T18:00"),
    ],
)
def test_shares_are_counted_in_the_time_of_the_term(start: str, term: str, percent: int, moment: str) -> None:
    assert at(start, term, percent) == datetime.fromisoformat(moment)


@given(starts, terms)
def test_the_whole_share_is_the_due_time(start: datetime, term: Term) -> None:
    deadline = due_at(start, term, CALENDAR)
    assert moment_at_share(deadline, 100) == deadline.due_at
    assert share_used(deadline, deadline.due_at) == 100


@given(starts, terms, st.lists(st.integers(1, 300), min_size=2, max_size=5))
def test_a_larger_share_is_never_earlier(start: datetime, term: Term, percents: list[int]) -> None:
    deadline = due_at(start, term, CALENDAR)
    moments = [moment_at_share(deadline, percent) for percent in sorted(percents)]
    assert moments == sorted(moments)


@settings(max_examples=40, deadline=None)
@given(starts, st.integers(1, 30), shares, st.integers(0, 3000), st.integers(1, 3000), st.booleans())
def test_a_walk_minute_by_minute_finds_the_same_moment(
    start: datetime, hours: int, percent: int, until_pause: int, length: int, working: bool
) -> None:
    """The independent walker counts every minute that is neither paused nor, for office hours, outside them."""
    stop = Pause(start + until_pause * MINUTE, start + (until_pause + length) * MINUTE)
    term = Term(hours, Unit.WORKING_HOURS if working else Unit.HOURS)
    deadline = due_at(start, term, CALENDAR, pauses=[stop])
    left = hours * 60 * percent // 100
    moment = start
    while left:
        if not stop.start <= moment < stop.end and (not working or in_office(moment)):
            left -= 1
        moment += MINUTE
    assert moment_at_share(deadline, percent) == moment
