"""专班: the five ones, phases that leave something, people with successors, and an end with a result."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from govdesk.domain import task_force as law
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.task_force import Entry, EntryKind, Phase, TaskForce

NOW = datetime(2026, 11, 18, 10, 0)
FORCE = TaskForce("ZB2026-001", "飞线充电", "甲", "乙", ("丙",), "逐楼核实", date(2027, 3, 31), NOW, "政法委员")


def entry(kind: EntryKind, text: str = "一句话", **more) -> Entry:
    return Entry(kind, NOW, "operator", "乙", text, **more)


def note(**more) -> Entry:
    return entry(EntryKind.NOTE, **{"case_id": 1, "sha256": "a" * 64, "page": 1, "aspect": "facts", **more})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"problem": " "}, "task_force_without_problem"),
        ({"leader": ""}, "task_force_without_leader"),
        ({"head": ""}, "task_force_without_head"),
        ({"members": ()}, "task_force_without_members"),
        ({"plan": ""}, "task_force_without_plan"),
        ({"limit_on": NOW.date()}, "limit_not_ahead"),
        ({"limit_on": date(2099, 12, 31)}, "limit_too_far"),
    ],
)
def test_none_of_the_five_ones_may_be_missing(change, code):
    with pytest.raises(RuleViolation, match=code):
        law.refuse_incomplete(replace(FORCE, **change), NOW.date())
    law.refuse_incomplete(FORCE, NOW.date())


@pytest.mark.parametrize("change", [{"sha256": ""}, {"page": None}, {"page": 0}, {"case_id": None}])
def test_a_reading_note_names_attachment_and_page(change):
    law.refuse_entry(FORCE, note())
    with pytest.raises(RuleViolation, match="note_without_page"):
        law.refuse_entry(FORCE, note(**change))


def test_a_reading_note_is_about_facts_evidence_or_law():
    with pytest.raises(BadInput, match="no_such_aspect"):
        law.refuse_entry(FORCE, note(aspect="gossip"))


@pytest.mark.parametrize("kind", [EntryKind.FINDING, EntryKind.PUBLIC_HEARING, EntryKind.PEOPLE_MET])
def test_examining_waits_for_the_reading(kind):
    with pytest.raises(RuleViolation, match="review_not_reached"):
        law.refuse_entry(FORCE, entry(kind, data={"held_on": "2026-11-18", "people": ["甲"]}))


def test_reading_on_is_possible_in_every_later_phase():
    for phase in (Phase.READING, Phase.REVIEW, Phase.RESOLVE):
        law.refuse_entry(replace(FORCE, phase=phase), note())


def test_a_phase_ends_only_when_it_has_left_something():
    with pytest.raises(RuleViolation, match="reading_left_nothing"):
        law.phase_finished(FORCE, [], NOW)
    reviewing = law.phase_finished(FORCE, [note()], NOW)
    assert (reviewing.phase, reviewing.reading_done_at) == (Phase.REVIEW, NOW)
    with pytest.raises(RuleViolation, match="review_left_nothing"):
        law.phase_finished(reviewing, [note(), entry(EntryKind.PEOPLE_MET)], NOW)
    resolving = law.phase_finished(reviewing, [note(), entry(EntryKind.FINDING)], NOW)
    assert resolving.phase is Phase.RESOLVE
    with pytest.raises(RuleViolation, match="last_phase"):
        law.phase_finished(resolving, [entry(EntryKind.FINDING)], NOW)


def test_setting_a_conclusion_aside_names_it():
    reviewing = replace(FORCE, phase=Phase.REVIEW)
    with pytest.raises(RuleViolation, match="earlier_conclusion_missing"):
        law.refuse_entry(reviewing, entry(EntryKind.FINDING, sets_aside=True))
    law.refuse_entry(reviewing, entry(EntryKind.FINDING, sets_aside=True, data={"earlier": "个人行为"}))


@pytest.mark.parametrize("data", [{}, {"held_on": "2026-11-18"}, {"people": ["甲"]}])
def test_a_meeting_says_when_and_who(data):
    with pytest.raises(RuleViolation, match="meeting_incomplete"):
        law.refuse_entry(replace(FORCE, phase=Phase.REVIEW), entry(EntryKind.JOINT_MEETING, data=data))


@pytest.mark.parametrize(("change", "post"), [(law.with_leader, "leader"), (law.with_head, "head")])
def test_nobody_goes_without_a_successor(change, post):
    with pytest.raises(RuleViolation, match=f"{post}_without_successor"):
        change(FORCE, "  ")
    with pytest.raises(RuleViolation, match="same_successor"):
        change(FORCE, getattr(FORCE, post))
    assert getattr(change(FORCE, "丁"), post) == "丁"


def test_it_closes_with_a_result_after_the_last_phase_and_with_no_case_open():
    resolving = replace(FORCE, phase=Phase.RESOLVE)
    for force, result, waiting, code in (
        (resolving, " ", (), "task_force_without_result"),
        (FORCE, "好了", (), "resolve_not_reached"),
        (resolving, "好了", ("LH2611-0001",), "task_force_cases_open"),
    ):
        with pytest.raises(RuleViolation, match=code):
            law.closed(force, "settled", result, waiting, NOW)
    with pytest.raises(BadInput, match="no_such_outcome"):
        law.closed(resolving, "forgotten", "好了", (), NOW)
    ended = law.closed(resolving, "settled", "好了", (), NOW)
    assert (ended.is_open, ended.closed_at, ended.result) == (False, NOW, "好了")
    for change in (lambda: law.with_head(ended, "丁"), lambda: law.refuse_entry(ended, note())):
        with pytest.raises(RuleViolation, match="task_force_closed"):
            change()
