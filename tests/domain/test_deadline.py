"""The arithmetic of terms: the ten vectors of the standards, the edges, and an independent calculator."""

import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.domain.deadline import (
    Deadline,
    Pause,
    Term,
    Unit,
    add_months,
    due_at,
    extend,
    parse_term,
    pause,
)
from govdesk.domain.deadline_steps import steps
from govdesk.domain.errors import BadInput
from govdesk.domain.working_calendar import WorkingCalendar, make_calendar
from govdesk.exchange.calendars import read_holidays
from tests.domain.plain_calendar import HOLIDAYS, plain_due

CALENDAR = make_calendar("shipped", read_holidays(HOLIDAYS).days)
NOTHING_KNOWN = make_calendar("empty", [])

minutes = st.datetimes(datetime(2003, 6, 1), datetime(2028, 6, 1)).map(lambda m: m.replace(second=0, microsecond=0))


def due(start: str, term: str, calendar: WorkingCalendar = CALENDAR) -> Deadline:
    return due_at(datetime.fromisoformat(start), parse_term(term), calendar)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-09-01", 30, "2026-10-08"),
        ("2026-01-15", 30, "2026-02-14"),
        ("2026-08-03", 60, "2026-10-08"),
        ("2026-04-20", 15, "2026-05-06"),
        ("2026-06-04", 15, "2026-06-22"),
    ],
)
def test_days_roll_over_rest_days_to_the_end_of_the_next_worked_day(start: str, days: int, last: str) -> None:
    assert due(f"{start}T10:00", f"{days} days").due_at == datetime.fromisoformat(f"{last}T23:59:59")


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-09-24", 5, "2026-10-09"),
        ("2026-02-11", 5, "2026-02-25"),
        ("2026-04-29", 3, "2026-05-07"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-09-18", 1, "2026-09-20"),
    ],
)
def test_working_days_count_make_up_days_and_end_at_close_of_business(start: str, days: int, last: str) -> None:
    found = due(f"{start}T10:00", f"{days} working days")
    assert found.due_at == datetime.fromisoformat(f"{last}T18:00")


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2026-09-30T11:00", "4 working hours", "2026-09-30T17:00"),
        ("2026-09-30T11:00", "1 working hours", "2026-09-30T12:00"),
        ("2026-09-30T14:00", "4 working hours", "2026-09-30T18:00"),
        ("2026-09-30T15:00", "4 working hours", "2026-10-08T09:30"),
        ("2026-09-30T12:30", "1 working hours", "2026-09-30T15:00"),
        ("2026-09-30T23:00", "1 working hours", "2026-10-08T09:30"),
        ("2026-10-03T10:00", "1 working hours", "2026-10-08T09:30"),
        ("2026-10-09T17:30", "1 working hours", "2026-10-10T09:00"),
        ("2026-09-30T07:00", "1 working hours", "2026-09-30T09:30"),
    ],
)
def test_working_hours_run_only_in_office_hours(start: str, term: str, end: str) -> None:
    assert due(start, term).due_at == datetime.fromisoformat(end)


def test_hours_run_from_the_moment_and_never_roll() -> None:
    assert due("2026-10-01T23:30:15", "2 hours").due_at == datetime(2026, 10, 2, 1, 30, 15)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-08-31", 1, "2026-09-30")],
)
def test_a_month_without_such_a_day_ends_on_its_last_day(start: str, months: int, last: str) -> None:
    assert due(f"{start}T10:00", f"{months} months").due_at.date() == date.fromisoformat(last)


def test_a_month_ends_on_the_corresponding_day_and_rolls() -> None:
    assert due("2026-09-03T10:00", "1 month").due_at == datetime(2026, 10, 8, 23, 59, 59)
    assert add_months(date(2026, 12, 15), 2) == date(2027, 2, 15)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("5 working days", Term(5, Unit.WORKING_DAYS)),
        ("5 working_days", Term(5, Unit.WORKING_DAYS)),
        ("1 Working Day", Term(1, Unit.WORKING_DAYS)),
        ("30 days", Term(30, Unit.DAYS)),
        ("2 hours", Term(2, Unit.HOURS)),
        ("4 working hours", Term(4, Unit.WORKING_HOURS)),
        ("1 month", Term(1, Unit.MONTHS)),
        ("24 months", Term(24, Unit.MONTHS)),
        ("5个工作日", Term(5, Unit.WORKING_DAYS)),
        ("5 个工作日", Term(5, Unit.WORKING_DAYS)),
        ("30日", Term(30, Unit.DAYS)),
        ("30天", Term(30, Unit.DAYS)),
        ("2小时", Term(2, Unit.HOURS)),
        ("4个工作小时", Term(4, Unit.WORKING_HOURS)),
        ("1个月", Term(1, Unit.MONTHS)),
        ("5日内", Term(5, Unit.DAYS)),
        ("十五个工作日以内", Term(15, Unit.WORKING_DAYS)),
        ("三十日", Term(30, Unit.DAYS)),
        ("一百二十日", Term(120, Unit.DAYS)),
        ("两个月", Term(2, Unit.MONTHS)),
        ("2年", Term(24, Unit.MONTHS)),
    ],
)
def test_a_term_is_read_as_people_write_it(text: str, term: Term) -> None:
    assert parse_term(text) == term
    assert parse_term(str(term)) == term


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "five days",
        "-3 days",
        "5",
        "3 weeks",
        "1 working month",
        "2.5 hours",
        "0 days",
        "零日",
        "几日",
        "5日后",
    ],
)
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_term(text)


def test_a_term_of_absurd_length_is_refused_not_computed() -> None:
    for text in ("10000 days", "9" * 400 + " days"):
        with pytest.raises(BadInput, match="term_out_of_range"):
            parse_term(text)


@pytest.mark.parametrize("year", [1899, 2201, 9999])
def test_a_start_outside_the_plausible_years_is_refused(year: int) -> None:
    with pytest.raises(BadInput, match="moment_out_of_range"):
        due_at(datetime(year, 12, 31), Term(1, Unit.DAYS), CALENDAR)


@pytest.mark.parametrize("unit", list(Unit))
def test_the_longest_term_from_the_last_year_is_computed(unit: Unit) -> None:
    assert due_at(datetime(2200, 12, 31, 10), Term(9999, unit), CALENDAR).due_at > datetime(2201, 1, 1)


def test_a_year_without_a_calendar_counts_monday_to_friday_and_is_flagged() -> None:
    found = due("2026-12-31T10:00", "1 working days")
    assert (found.due_at, found.flagged_years) == (datetime(2027, 1, 1, 18), (2027,))
    assert due("2026-12-31T10:00", "1 working days", NOTHING_KNOWN).flagged_years == (2027,)
    assert due("2026-12-20T10:00", "30 days").flagged_years == (2027,)
    assert due("2026-12-30T10:00", "20 working hours").flagged_years == (2027,)


def test_a_year_that_was_only_passed_through_by_calendar_days_is_not_flagged() -> None:
    assert due("2025-12-01T10:00", "60 days").flagged_years == ()
    assert due("2003-12-20T10:00", "30 days").flagged_years == ()
    assert due("2003-12-20T10:00", "5 working days").flagged_years == (2003,)
    assert due("2027-03-01T10:00", "2 hours").flagged_years == ()


def test_an_extension_of_the_same_unit_is_counted_from_the_start_with_the_sum() -> None:
    first = due("2026-08-03T10:00", "60 days")
    assert extend(first, Term(30, Unit.DAYS)).due_at == due("2026-08-03T10:00", "90 days").due_at


def test_an_extension_of_another_unit_is_counted_from_the_due_time() -> None:
    first = due("2026-09-24T10:00", "2 hours")
    assert extend(first, Term(5, Unit.WORKING_DAYS)).due_at == datetime(2026, 10, 9, 18)


def test_a_suspension_takes_its_own_day_away_and_gives_the_day_of_resuming_back() -> None:
    first = due("2026-11-02T10:00", "5 working days")
    assert first.due_at == datetime(2026, 11, 9, 18)
    stopped = pause(first, Pause(datetime(2026, 11, 4, 15), datetime(2026, 11, 6, 9)))
    assert stopped.due_at == datetime(2026, 11, 11, 18)
    within_a_day = pause(first, Pause(datetime(2026, 11, 4, 9), datetime(2026, 11, 4, 17)))
    assert within_a_day.due_at == first.due_at


def test_a_suspension_of_hours_takes_away_its_own_length() -> None:
    first = due("2026-11-02T10:00", "10 hours")
    stopped = pause(first, Pause(datetime(2026, 11, 2, 12), datetime(2026, 11, 2, 12, 45)))
    assert stopped.due_at == datetime(2026, 11, 2, 20, 45)


def test_a_suspension_after_the_due_time_changes_nothing() -> None:
    first = due("2026-11-02T10:00", "5 working days")
    late = pause(first, Pause(datetime(2026, 11, 10, 9), datetime(2026, 12, 1, 9)))
    assert late.due_at == first.due_at


@given(start=minutes, amount=st.integers(1, 25), unit=st.sampled_from(list(Unit)))
@settings(max_examples=300, deadline=None)
def test_due_times_agree_with_an_independent_calculator(start: datetime, amount: int, unit: Unit) -> None:
    assert due_at(start, Term(amount, unit), CALENDAR).due_at == plain_due(start, amount, unit.value, [])


@given(
    start=minutes,
    amount=st.integers(1, 12),
    unit=st.sampled_from(list(Unit)),
    stops=st.lists(st.tuples(st.integers(-3000, 30_000), st.integers(0, 20_000)), max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_suspended_due_times_agree_with_an_independent_calculator(
    start: datetime, amount: int, unit: Unit, stops: list[tuple[int, int]]
) -> None:
    begins = [start + timedelta(minutes=after) for after, _length in stops]
    pairs = [(b, b + timedelta(minutes=length)) for b, (_after, length) in zip(begins, stops, strict=True)]
    joined = _joined(pairs)
    found = due_at(start, Term(amount, unit), CALENDAR, pauses=[Pause(*pair) for pair in pairs]).due_at
    assert found == plain_due(start, amount, unit.value, joined)


@given(start=minutes, amount=st.integers(1, 60), unit=st.sampled_from(list(Unit)))
@settings(max_examples=100, deadline=None)
def test_a_longer_term_never_ends_earlier_and_always_after_its_start(start: datetime, amount: int, unit: Unit) -> None:
    shorter, longer = (due_at(start, Term(n, unit), CALENDAR).due_at for n in (amount, amount + 1))
    assert start < shorter <= longer


@given(start=minutes, amount=st.integers(1, 40), unit=st.sampled_from(list(Unit)))
@settings(max_examples=100, deadline=None)
def test_the_arithmetic_names_as_many_units_as_the_term_has(start: datetime, amount: int, unit: Unit) -> None:
    lines = steps(due_at(start, Term(amount, unit), CALENDAR))
    by_kind = {line.kind: line.facts for line in lines}
    if unit == Unit.WORKING_DAYS:
        assert len(by_kind["working_days"]["days"]) == amount
    if unit == Unit.WORKING_HOURS and "hours_over_days" not in by_kind:
        assert sum(line.facts["seconds"] for line in lines if line.kind == "hours_of_day") == amount * 3600
    assert f"due_{unit.value}" in by_kind


def test_fifty_thousand_due_times_take_well_under_a_second_of_processor() -> None:
    term = parse_term("5 working days")
    starts = [datetime(2026, 1 + n % 12, 1 + n % 28, n % 24, n % 60) for n in range(10_000)]
    began = time.process_time()
    for start in starts:
        due_at(start, term, CALENDAR)
    assert (time.process_time() - began) * 5 < 1.5, "five clocks' worth; measured 0.25 s"


def _joined(pairs: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Overlapping suspensions are one: the day on which one hands over to the next is not worked."""
    whole: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(pair for pair in pairs if pair[0] < pair[1]):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    return whole
