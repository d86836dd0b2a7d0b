"""The schedule of visits: who gets how many, when, and what a try or a reopening does to them."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.case import Case, CaseFile, Mediation, PlannedVisit
from govdesk.domain.clocks import Timekeeper
from govdesk.domain.errors import BadInput
from govdesk.domain.follow_ups import (
    current_visits,
    is_drawn,
    next_visit,
    parse_follow_ups,
    planned_at_closing,
    voided,
    with_try,
)
from govdesk.domain.replies import parse_replies
from govdesk.domain.strike_off import parse_strike_off
from govdesk.domain.terms import parse_terms
from govdesk.domain.vocabulary import Status, Tier
from govdesk.domain.working_calendar import make_calendar
from govdesk.foundation import paths

CLOSED = datetime(2026, 11, 18, 10, 0)


def dictionary(name):
    return tomllib.loads((paths.resources() / "dictionaries" / f"{name}.toml").read_text(encoding="utf-8"))


KEEPER = Timekeeper(parse_terms(dictionary("terms")), make_calendar("test", [], years=range(2020, 2030)))
RULES = parse_follow_ups(dictionary("follow_ups"))
STRIKE_OFF = parse_strike_off(dictionary("strike_off"))


def closed_file(flags=(), **more):
    case = Case(
        title="排水沟",
        text="排水沟",
        channel="own_patrol",
        category="neighbourhood",
        kind="dispute",
        grid_id=2,
        grid_path=(1, 2),
        received_at=CLOSED - timedelta(days=3),
        registered_at=CLOSED - timedelta(days=3),
        status=Status.CLOSED,
        tier=Tier.VILLAGE,
        closed_at=CLOSED,
        number="LH2611-0001",
        flags=flags,
        closings=({"at": CLOSED.isoformat()},),
    )
    return CaseFile(case, **more)


def agreed():
    return Mediation(1, CLOSED, ("甲", "乙"), ("秦",), outcome="agreed", form="paper", ended_at=CLOSED)


def planned(file, due=None):
    return planned_at_closing(file, RULES, KEEPER, due)


def test_an_ordinary_case_gets_one_visit_within_seven_days():
    code, visits = planned(closed_file())
    assert (code, [visit.code for visit in visits]) == ("ordinary", ["first"])
    assert visits[0].due_at == datetime(2026, 11, 25, 23, 59, 59)


def test_a_case_of_high_risk_is_visited_after_7_30_and_90_days():
    code, visits = planned(closed_file(flags=("risk_violence",)))
    assert code == "high_risk"
    assert [visit.term for visit in visits] == ["7 days", "30 days", "90 days"]
    # 2026-12-18 is a Friday, 2027-02-16 a Tuesday
    assert [visit.due_at.date() for visit in visits] == [date(2026, 11, 25), date(2026, 12, 18), date(2027, 2, 16)]


@pytest.mark.parametrize(
    ("due", "expected"),
    [(None, date(2026, 11, 23)), (date(2026, 11, 1), date(2026, 11, 23)), (date(2026, 12, 28), date(2026, 12, 31))],
)
def test_an_agreement_is_visited_after_the_day_of_its_performance(due, expected):
    # without such a day, or with one that is over, the closing counts; 21 and 22 November are a weekend
    code, (visit,) = planned(closed_file(mediations=(agreed(),)), due)
    assert (code, visit.due_at.date()) == ("agreement", expected)


def test_a_draw_is_the_same_for_ever_and_hits_about_its_share():
    keys = [f"LH2611-{number:04d}|1" for number in range(2000)]
    drawn = [is_drawn(key, 7, 30) for key in keys]
    assert drawn == [is_drawn(key, 7, 30) for key in keys]
    assert 520 < sum(drawn) < 680
    assert all(is_drawn(key, 7, 100) for key in keys)
    assert not any(is_drawn(key, 7, 0) for key in keys)


@given(st.lists(st.booleans(), max_size=12))
def test_every_try_counts_for_one_visit_and_three_in_vain_end_it(answers):
    _code, visits = planned(closed_file(flags=("risk_child",)))
    file = replace(closed_file(), visits=visits)
    for answer in answers:
        file = replace(file, visits=with_try(file, CLOSED, answer, 3))
    expected, at = [["open", 0], ["open", 0], ["open", 0]], 0
    for answer in answers:  # an independent walk over the same answers
        in_vain = [visit for visit in expected if visit[0] == "unreached"]
        visit = expected[at] if at < 3 else in_vain[-1] if answer and in_vain else None
        if visit is None:
            continue
        visit[1] += 1
        if answer or visit[1] == 3:
            visit[0], at = ("done" if answer else "unreached"), at + 1
    assert [[item.state, item.tries] for item in file.visits] == expected


def test_somebody_reached_at_last_makes_good_the_visit_that_ended_in_vain():
    _code, visits = planned(closed_file())
    file = replace(closed_file(), visits=visits)
    for reached in (False, False, False, False):
        file = replace(file, visits=with_try(file, CLOSED, reached, 3))
    assert [(item.state, item.tries) for item in file.visits] == [("unreached", 3)]
    after = with_try(file, CLOSED, True, 3)
    assert [(item.state, item.tries) for item in after] == [("done", 4)]


def test_reopening_voids_what_is_still_to_be_visited_and_only_that():
    _code, visits = planned(closed_file(flags=("risk_child",)))
    file = replace(closed_file(), visits=visits)
    file = replace(file, visits=with_try(file, CLOSED, True, 3))
    after = voided(file.visits, CLOSED)
    assert [item.state for item in after] == ["done", "void", "void"]
    assert next_visit(replace(file, visits=after)) is None


def test_visits_of_an_earlier_closing_are_not_those_of_this_one():
    old = PlannedVisit("ordinary", "first", "办结回访", "7 days", CLOSED - timedelta(days=9), CLOSED)
    file = closed_file(visits=(old,))
    assert current_visits(file) == ()
    assert with_try(file, CLOSED, True, 3) == (old,)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"tries": 0}, "tries"),
        ({"percent": 101}, "percent"),
        ({"risks": ["ghosts"]}, "risks"),
        ({"visits": [{"code": "a", "label": "甲", "term": "soon"}]}, "term"),
        ({"visits": [{"code": "a", "label": "甲", "term": "7 days", "after": "lunch"}]}, "after"),
        ({"colour": "red"}, "colour"),
        ({"unconditional_first": True}, "class"),
    ],
)
def test_a_wrong_schedule_is_refused_by_the_name_of_its_key(change, key):
    data = dictionary("follow_ups")
    if "tries" in change:
        data |= change
    elif change.get("unconditional_first"):
        data["class"].reverse()
    else:
        data["class"][0] |= change
    with pytest.raises(BadInput) as caught:
        parse_follow_ups(data)
    assert caught.value.facts["key"] == key


def test_every_number_of_the_shipped_schedule_says_where_it_comes_from():
    assert all(item.when.source for item in RULES.classes)
    assert not any(item.when.confirmed for item in RULES.classes), "no law sets the days"
    assert all(rule.source for rule in parse_replies(dictionary("replies")).channels)


def test_striking_off_a_case_of_high_risk_needs_more_than_a_reason():
    found = STRIKE_OFF.class_of(closed_file(flags=("risk_domestic_violence",)))
    assert found is not None
    assert not found.reason_suffices
    assert STRIKE_OFF.class_of(closed_file()).reason_suffices
