"""Time that the law does not count: the statutory limit moves by it exactly, and no other clock by a minute."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.case import SideRecord, evolve
from govdesk.domain.clocks import EXCLUSION, Timekeeper, deadline_of, start_clocks
from govdesk.domain.deadline_steps import steps
from govdesk.domain.terms import parse_terms
from govdesk.domain.vocabulary import ClockKind
from govdesk.domain.working_calendar import make_calendar
from govdesk.exchange.calendars import read_holidays
from tests.domain.plain_calendar import HOLIDAYS, plain_due
from tests.domain.test_transitions import case_in, dictionary

KEEPER = Timekeeper(parse_terms(dictionary("terms")), make_calendar("shipped", read_holidays(HOLIDAYS).days))
starts = st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 1)).map(lambda at: at.replace(second=0, microsecond=0))
spans = st.lists(st.tuples(st.integers(0, 25), st.integers(1, 15)), max_size=3)


def excluded(start: datetime, gaps: list[tuple[int, int]]):
    """A medical case received at `start` with stretches of days left out, one after the other."""
    file = case_in("handling")
    case = evolve(file.case, category="medical", received_at=start, registered_at=start)
    file, day, stops = replace(file, case=start_clocks(case, KEEPER)), start.date(), []
    for gap, length in gaps:
        first, end = day + timedelta(days=gap), day + timedelta(days=gap + length)
        stops.append((datetime.combine(first, time()), datetime.combine(end, time())))
        day = end + timedelta(days=1)
    records = tuple(
        SideRecord(EXCLUSION, begin, state="ended", ended_at=end, data={"kind": "appraisal"}) for begin, end in stops
    )
    return replace(file, side_records=records), stops


@given(starts, spans)
def test_the_statutory_limit_leaves_out_exactly_these_days(start, gaps):
    file, stops = excluded(start, gaps)
    found = deadline_of(file, ClockKind.STATUTORY, KEEPER)
    assert found.due_at == plain_due(start, 30, "working_days", stops)


@given(starts, spans)
def test_no_other_clock_moves(start, gaps):
    file, _stops = excluded(start, gaps)
    plain = replace(file, side_records=())
    for kind in (ClockKind.CITIZEN, ClockKind.CENTRE, ClockKind.HANDLER):
        assert deadline_of(file, kind, KEEPER).due_at == deadline_of(plain, kind, KEEPER).due_at


def test_the_arithmetic_names_what_is_left_out():
    file, _stops = excluded(datetime(2026, 3, 2, 9, 0), [(3, 10)])
    lines = steps(deadline_of(file, ClockKind.STATUTORY, KEEPER))
    left_out = [line.facts for line in lines if line.kind == "paused_days"]
    assert [(item["name"], item["start"].date()) for item in left_out] == [("鉴定", date(2026, 3, 5))]


def test_every_lawful_exclusion_names_its_source_and_a_limit_that_exists():
    terms = KEEPER.terms
    limits = {rule.code for rule in terms.groups[ClockKind.STATUTORY.value]}
    assert terms.exclusions
    for rule in terms.exclusions:
        assert rule.source
        assert rule.statutory
        assert rule.statutory <= limits
