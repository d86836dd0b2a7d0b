"""Undo and redo: everything as before, the log longer, and never behind somebody's back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govdesk.domain.case import evolve
from govdesk.domain.errors import RuleViolation
from govdesk.domain.routing import Condition
from govdesk.domain.vocabulary import Status
from govdesk.services.case_card import case_card
from govdesk.services.integrity import check_folder
from govdesk.services.routing import explain_routing
from govdesk.services.rule_simulation import simulate
from govdesk.services.undo import next_redo, next_undo, redo, undo

WAYS = {
    "sign": ("sign", {}),
    "refuse": ("refuse", {"reason": "litigation", "elsewhere": "court"}),
    "reassign": ("reassign", {"receiver": "justice_office", "reason": "改"}),
    "send_back": ("send_back", {"reason": "not_our_duty", "basis": "清单"}),
    "climb": ("climb", {"tried": "调过", "reason": "难"}),
    "hand_over": ("hand_over", {"receiver": "justice_office", "materials": "表、照片", "reason": "涉法"}),
    "add_assist": ("add_assist", {"offices": "police_station、court_tribunal"}),
    "mediate": ("mediate", {"consents": "张守田、李春生", "mediators": "秦有理"}),
    "extend": ("extend", {"days": 3, "reason": "等"}),
}


def same(file, other):
    return evolve(file.case, version=0) == evolve(other.case, version=0) and all(
        getattr(file, name) == getattr(other, name)
        for name in ("parties", "assists", "offers", "requests", "suspensions", "mediations", "follow_ups")
    )


@pytest.mark.parametrize("way", sorted(WAYS))
def test_an_undone_move_leaves_everything_as_before_and_the_log_longer(street, way):
    case_id = street.register()
    if way not in ("sign", "refuse", "send_back", "reassign"):
        street.act(case_id, "sign")
    before = street.file(case_id)
    action, values = WAYS[way]
    after = street.act(case_id, action, **values)
    assert next_undo(street.desk, street.seat("operator")).action == action
    undo(street.desk, street.seat("operator"))
    assert same(street.file(case_id), before)
    redo(street.desk, street.seat("operator"))
    assert same(street.file(case_id), after)
    steps = [step.action for step in case_card(street.desk, street.seat("operator"), case_id).timeline]
    assert steps[-3:] == [action, "undo", "redo"]
    assert check_folder(street.desk).ok


def test_several_moves_are_undone_one_by_one_and_redone_in_turn(street):
    operator, case_id = street.seat("operator"), street.register()
    states = [street.file(case_id)]
    states.append(street.act(case_id, "sign"))
    states.append(street.act(case_id, "add_assist", offices="police_station"))
    states.append(street.act(case_id, "assist_sign"))
    for state in reversed(states[:-1]):
        undo(street.desk, operator)
        assert same(street.file(case_id), state)
    for state in states[1:]:
        redo(street.desk, operator)
        assert same(street.file(case_id), state)
    with pytest.raises(RuleViolation, match="nothing_to_redo"):
        redo(street.desk, operator)


def test_a_new_move_forgets_what_could_be_redone(street):
    case_id = street.register()
    street.act(case_id, "sign")
    undo(street.desk, street.seat("operator"))
    street.act(case_id, "reassign", receiver="justice_office", reason="改")
    assert next_redo(street.desk, street.seat("operator")) is None


def test_registering_is_not_undone(street):
    street.register()
    with pytest.raises(RuleViolation, match="nothing_to_undo"):
        undo(street.desk, street.seat("operator"))


def test_a_move_that_somebody_built_on_is_refused_and_named(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "cancel", seat="supervisor", reason="录错")
    with pytest.raises(RuleViolation, match="built_on") as caught:
        undo(street.desk, street.seat("operator"))
    assert caught.value.facts["who"] == "主管"
    assert street.file(case_id).case.status is Status.CANCELLED


def test_another_seats_move_is_not_mine_to_undo(street):
    case_id = street.register()
    street.act(case_id, "sign", seat="operator2")
    assert next_undo(street.desk, street.seat("operator")) is None


def test_an_unsolved_visit_and_its_reopening_are_one_command(street):
    case_id = street.closed()
    before = street.file(case_id)
    street.act(case_id, "follow_up", reached=True, solved=False, satisfied="dissatisfied")
    undo(street.desk, street.seat("operator"))
    assert same(street.file(case_id), before)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(st.sampled_from(sorted(WAYS)), min_size=1, max_size=4), back=st.integers(1, 4))
def test_any_moves_taken_back_end_where_they_began(street, moves, back):
    case_id = street.register()
    states = [street.file(case_id)]
    for way in moves:
        action, values = WAYS[way]
        street.clock.advance(timedelta(minutes=1))
        try:
            states.append(street.act(case_id, action, **values))
        except RuleViolation:
            continue
    steps = min(back, len(states) - 1)
    for _step in range(steps):
        undo(street.desk, street.seat("operator"))
    assert same(street.file(case_id), states[len(states) - 1 - steps])


def test_a_move_that_was_taken_back_is_no_hand_correction(street):
    case_id = street.register()
    operator = street.seat("operator")
    street.act(case_id, "reassign", receiver="justice_office", reason="改派")
    assert "改派" in explain_routing(street.desk, operator, case_id).by_hand
    undo(street.desk, operator)
    assert explain_routing(street.desk, operator, case_id).by_hand == ""
    redo(street.desk, operator)
    assert "改派" in explain_routing(street.desk, operator, case_id).by_hand


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_simulation_counts_only_corrections_that_stand(street, taken_back):
    case_id = street.register()
    operator = street.seat("operator")
    street.act(case_id, "reassign", receiver="justice_office", reason="改派")
    if taken_back:
        undo(street.desk, operator)
    book = street.desk.rules.routing
    without = replace(book, rules=tuple(rule for rule in book.rules if rule.id != "patrol_to_village"))
    to_office = replace(book.rules[-3], id="all", label="全部", conditions=(Condition("kind", ("dispute",)),))
    tried = simulate(street.desk, operator, replace(without, rules=(to_office, *without.rules)), 30)
    assert [row.hand_corrected for row in tried.diff] == [not taken_back]
