"""What people write beside an action, and how it is understood."""

import pytest

from govdesk.services.case_actions import act
from govdesk.storage.queries.case_card import read_log


def test_a_reason_outside_the_list_counts_as_other_and_keeps_its_words(street):
    case_id = street.register()
    file = street.act(case_id, "send_back", reason="超出本所职责", basis="三定方案")
    assert file.case.status == "return_pending"
    with street.desk.database.reading() as connection:
        step = read_log(connection, case_id)[-1]
    assert "其他" in step.note and "超出本所职责" in step.note


@pytest.mark.parametrize(("word", "code"), [("yes", "satisfied"), ("否", "dissatisfied"), ("满意", "satisfied")])
def test_satisfaction_is_understood_as_it_is_said(street, word, code):
    case_id = street.closed()
    file = street.act(case_id, "follow_up", reached=True, solved=True, satisfied=word)
    assert file.case.satisfied == code


def test_a_note_is_the_reason_where_only_a_reason_was_asked_for(street):
    case_id = street.register()
    street.act(case_id, "send_back", reason="not_our_duty", basis="三定方案")
    act(street.desk, street.seat("operator"), case_id, "rule", {"ruling": "uphold"}, note="属于你单位")
    with street.desk.database.reading() as connection:
        step = read_log(connection, case_id)[-1]
    assert step.note.count("属于你单位") == 1


def test_lowering_to_a_tier_finds_its_receiver_at_the_place(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "climb", tried="上门三次", reason="双方不让步")
    file = street.act(case_id, "lower", seat="supervisor", said=False, tier="village", reason="村里再谈一次")
    assert (file.case.tier, file.case.status) == ("village", "dispatched")


def test_words_beside_an_action_without_a_field_for_them_stand_in_the_note(street):
    case_id = street.register()
    street.act(case_id, "sign", measures="先去看现场")
    with street.desk.database.reading() as connection:
        step = read_log(connection, case_id)[-1]
    assert step.note == "措施：先去看现场"
