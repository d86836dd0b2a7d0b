"""The ladder: read strictly, each step once a stage, quiet at night, and never a rung for an independent body."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.body import Body
from govdesk.domain.case import SideRecord, Suspension, evolve
from govdesk.domain.clocks import restart_centre_clock
from govdesk.domain.errors import BadInput
from govdesk.domain.supervision import (
    LISTING_PROPOSAL,
    RECORD_OF,
    DueStep,
    due_steps,
    parse_supervision,
    stage_of,
    standing,
    waiting_steps,
    wakes_at,
)
from govdesk.domain.vocabulary import BodyKind, ClockKind, Status
from tests.domain.test_transitions import BODIES, COMMITTEE, COURT, KEEPER, NOW, case_in, dictionary

LADDER = parse_supervision(dictionary("supervision"))
CALENDAR = KEEPER.calendar
SENT = datetime(2026, 11, 18, 9, 0)
"""A Wednesday; the village's term of 7 days ends on the 25th, the centre's month later."""


def sent(**changes):
    """A case of a village committee, dispatched on the Wednesday morning."""
    file = case_in("handling")
    values = {
        "received_at": SENT,
        "registered_at": SENT,
        "dispatched_at": SENT,
        "handler_term": "7 days",
        "centre_term": "1 months",
        **changes,
    }
    return replace(file, case=evolve(file.case, **values))


def steps_at(file, now: datetime) -> list[str]:
    at = standing(file, KEEPER, BODIES)
    return [item.step.code for item in due_steps(LADDER, at, now, CALENDAR)] if at else []


def done(file, due: DueStep, now: datetime):
    """The file with the record that the effect leaves."""
    at = standing(file, KEEPER, BODIES)
    data = {"step": due.step.code, "stage": stage_of(at.since), "covers": list(due.covers)}
    state = "open" if due.step.code == "list" else "ended"
    record = SideRecord(RECORD_OF[due.step.action], now, 1, state=state, data=data)
    return replace(file, side_records=(*file.side_records, record))


def test_the_shipped_ladder_has_the_four_steps_of_the_design():
    assert [(step.code, step.share, step.action) for step in LADDER.steps] == [
        ("remind", 50, "remind"),
        ("urge", 80, "urge"),
        ("supervise", 100, "supervise"),
        ("list", 200, "propose_listing"),
    ]
    assert all(step.source for step in LADDER.steps)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-20T10:00", []),
        ("2026-11-23T09:00", ["remind"]),
        ("2026-11-24T14:30", ["urge"]),
        ("2026-11-25T17:00", ["urge"]),
        ("2026-11-26T09:00", ["supervise"]),
        ("2026-12-04T09:00", ["supervise", "list"]),
    ],
)
def test_a_step_comes_with_its_share_and_the_highest_stands_for_the_lower(now, expected):
    assert steps_at(sent(), datetime.fromisoformat(now)) == expected


def test_the_highest_notice_covers_the_ones_below_it():
    at = standing(sent(), KEEPER, BODIES)
    found = due_steps(LADDER, at, datetime(2026, 11, 26, 9, 0), CALENDAR)
    assert [(item.step.code, item.covers) for item in found] == [("supervise", ("remind", "urge"))]


@pytest.mark.parametrize("hour", [(2026, 11, 26, 20, 0), (2026, 11, 26, 12, 30), (2026, 11, 28, 10, 0)])
def test_nothing_is_said_at_night_at_noon_or_on_a_rest_day(hour):
    assert steps_at(sent(), datetime(*hour)) == []


def test_an_urgent_case_is_told_of_at_any_hour():
    assert steps_at(sent(urgent=True), datetime(2026, 11, 26, 2, 0)) == ["supervise"]


def test_at_the_due_moment_a_case_is_still_on_time():
    file = sent(handler_term="8 hours", dispatched_at=SENT)
    assert steps_at(file, datetime(2026, 11, 18, 17, 0)) == ["urge"]
    assert steps_at(file, datetime(2026, 11, 18, 17, 1)) == ["supervise"]


def test_a_step_is_taken_once_and_an_earlier_clock_repeats_nothing():
    now = datetime(2026, 11, 26, 9, 0)
    file = sent()
    for due in due_steps(LADDER, standing(file, KEEPER, BODIES), now, CALENDAR):
        file = done(file, due, now)
    assert steps_at(file, now) == []
    assert steps_at(file, datetime(2026, 11, 23, 9, 0)) == []
    assert steps_at(file, datetime(2026, 12, 4, 9, 0)) == ["list"]


def test_a_new_body_starts_at_the_foot_of_the_ladder():
    now = datetime(2026, 11, 26, 9, 0)
    file = sent()
    for due in due_steps(LADDER, standing(file, KEEPER, BODIES), now, CALENDAR):
        file = done(file, due, now)
    handed_on = replace(file, case=evolve(file.case, handler_id=2, dispatched_at=now))
    assert steps_at(handed_on, now) == []
    assert steps_at(handed_on, datetime(2026, 11, 30, 9, 0)) == ["remind"]


def test_a_body_is_not_told_of_the_delay_of_the_one_before_it():
    """The centre's clock was over before this body got the case: that is nobody's breach of theirs."""
    file = sent(centre_term="2 days", dispatched_at=datetime(2026, 11, 25, 9, 0))
    assert steps_at(file, datetime(2026, 11, 26, 9, 0)) == []


def test_the_centres_clock_counts_where_it_ends_first():
    file = sent(centre_term="2 days", handler_term="20 days")
    at = standing(file, KEEPER, BODIES)
    found = due_steps(LADDER, at, datetime(2026, 11, 23, 9, 0), CALENDAR)
    assert [(item.step.code, item.clock) for item in found] == [("supervise", ClockKind.CENTRE)]


def test_what_waits_for_the_centre_is_the_centres_and_by_its_clock():
    file = sent(status=Status.RETURN_PENDING, handler_term="1 days")
    at = standing(file, KEEPER, BODIES)
    assert at.holder is None
    assert set(at.clocks) == {ClockKind.CENTRE}


@pytest.mark.parametrize("status", ["suspended", "closed", "struck_off", "merged", "cancelled", "not_accepted"])
def test_what_rests_or_ended_is_not_on_the_ladder(status):
    assert standing(sent(status=Status(status)), KEEPER, BODIES) is None


def test_an_independent_body_is_not_on_the_ladder():
    assert standing(sent(handler_id=COURT.id), KEEPER, BODIES) is None


def test_a_county_department_is_reminded_and_never_supervised():
    county = Body(COMMITTEE.id, "county", "县水利局", BodyKind.COUNTY_DEPARTMENT)
    at = replace(standing(sent(), KEEPER, BODIES), holder=county)
    found = due_steps(LADDER, at, datetime(2026, 12, 10, 9, 0), CALENDAR)
    assert [item.step.code for item in found] == ["urge"]


def test_a_listing_is_proposed_once_while_it_waits():
    file = sent()
    waiting = replace(file, side_records=(SideRecord(LISTING_PROPOSAL, SENT, 1),))
    assert steps_at(waiting, datetime(2026, 12, 10, 9, 0)) == ["supervise"]


def test_a_pause_that_was_approved_moves_the_steps():
    rest = Suspension(datetime(2026, 11, 19, 9, 0), None, "等鉴定", ended_at=datetime(2026, 11, 29, 9, 0))
    assert steps_at(replace(sent(), suspensions=(rest,)), datetime(2026, 11, 30, 9, 0)) == []


def test_a_reopened_case_counts_the_centres_clock_from_its_reopening():
    again = datetime(2027, 1, 11, 9, 0)
    file = restart_centre_clock(sent(dispatched_at=again, handler_term="30 days"), KEEPER, again)
    assert file.case.due_at == datetime(2027, 1, 18, 18, 0)
    assert steps_at(file, datetime(2027, 1, 11, 10, 0)) == []
    assert steps_at(file, datetime(2027, 1, 19, 9, 0)) == ["supervise"]


def test_it_says_when_to_look_again():
    at = standing(sent(), KEEPER, BODIES)
    assert wakes_at(LADDER, at, NOW, CALENDAR) == datetime(2026, 11, 23, 8, 30)  # the half is on a Saturday night
    assert wakes_at(LADDER, replace(at, urgent=True), NOW, CALENDAR) == datetime(2026, 11, 22, 4, 29, 59)


@given(st.integers(0, 60 * 24 * 60), st.integers(1, 40), st.booleans())
def test_walking_any_way_takes_every_notice_at_most_once_and_in_order(first, pace, urgent):
    """Rounds at any pace: no code twice, shares rising, nothing outside office hours but for urgent cases."""
    file, now, seen = sent(urgent=urgent), SENT + timedelta(minutes=first), []
    for _round in range(12):
        at = standing(file, KEEPER, BODIES)
        for due in due_steps(LADDER, at, now, CALENDAR):
            assert urgent or CALENDAR.next_open_moment(now) == now
            assert due.reached_at <= now
            seen += [*due.covers, due.step.code]
            file = done(file, due, now)
        now += timedelta(hours=pace)
    assert len(seen) == len(set(seen))
    order = [step.code for step in LADDER.steps]
    assert seen == sorted(seen, key=order.index)


@given(st.integers(0, 60 * 24 * 40))
def test_the_wake_up_is_the_first_moment_at_which_something_is_due(minutes):
    now = SENT + timedelta(minutes=minutes)
    at = standing(sent(), KEEPER, BODIES)
    wakes = wakes_at(LADDER, at, now, CALENDAR)
    if due_steps(LADDER, at, now, CALENDAR):
        assert wakes == now
    else:
        assert wakes is not None and wakes >= now
        assert due_steps(LADDER, at, wakes + timedelta(minutes=1), CALENDAR) or wakes > now


def test_nothing_is_left_when_every_step_was_taken():
    file, now = sent(), datetime(2026, 12, 10, 9, 0)
    for due in due_steps(LADDER, standing(file, KEEPER, BODIES), now, CALENDAR):
        file = done(file, due, now)
    at = standing(file, KEEPER, BODIES)
    assert waiting_steps(LADDER, at) == []
    assert wakes_at(LADDER, at, now, CALENDAR) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data["step"][0].update(colour="red"), "dictionary_unknown_key"),
        (lambda data: data["step"][0].update(action="shout"), "dictionary_wrong_value"),
        (lambda data: data["step"][0].update(tell=["neighbour"]), "dictionary_wrong_value"),
        (lambda data: data["step"][0].update(clocks=["citizen"]), "dictionary_wrong_value"),
        (lambda data: data["step"][0].update(clocks=[]), "dictionary_wrong_value"),
        (lambda data: data["step"][0].update(share=0), "dictionary_wrong_value"),
        (lambda data: data["step"][0].update(share=90), "dictionary_wrong_value"),
        (lambda data: data["step"][0].pop("source"), "dictionary_missing_key"),
        (lambda data: data["step"].append(data["step"][3]), "dictionary_wrong_value"),
        (lambda data: data.update(approaching="soon"), "dictionary_wrong_value"),
    ],
)
def test_a_broken_ladder_is_refused_by_name(change, code):
    data = dictionary("supervision")
    change(data)
    with pytest.raises(BadInput) as caught:
        parse_supervision(data)
    assert caught.value.code == code
