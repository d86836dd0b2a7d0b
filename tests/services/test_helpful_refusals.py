"""A refusal names what would have been right: keys, codes of a list, seats, bodies, categories, actions."""

from datetime import timedelta

import pytest

from govdesk.domain.errors import BadInput, GovDeskError
from govdesk.foundation.nearness import nearest
from govdesk.services.bulk import act_in_bulk
from govdesk.services.case_actions import transcription_from
from govdesk.services.grids import seat
from govdesk.services.messages import sentence


def said(street, case_id: int, action: str, actor: str = "operator", **values) -> str:
    with pytest.raises(GovDeskError) as caught:
        street.act(case_id, action, seat=actor, **values)
    return sentence(caught.value)


def test_an_unknown_key_is_answered_with_the_right_ones(street):
    case_id = street.register()
    street.act(case_id, "sign")
    assert "until（" in said(street, case_id, "suspend", kind="appraisal", reason="等鉴定")


def test_a_value_outside_its_list_is_answered_with_labels_and_codes(street):
    case_id = street.register()
    street.act(case_id, "sign")
    told = said(street, case_id, "whistle", offices="派出所", kind="集结哨", reason="到场")
    assert "日常哨（routine）" in told


def test_an_unknown_action_is_answered_with_those_that_the_status_allows(street):
    case_id = street.register()
    told = said_by_service(street, case_id, "transfer")
    assert "签收（sign）" in told
    assert "审核通过" not in told


def said_by_service(street, case_id: int, action: str) -> str:
    from govdesk.services.case_actions import act

    with pytest.raises(GovDeskError) as caught:
        act(street.desk, street.seat("operator"), case_id, action)
    return sentence(caught.value)


def test_a_wrong_seat_or_status_says_which_would_do(street):
    case_id = street.register()
    assert "主管" in said(street, case_id, "cancel", reason="录错")
    assert "已办结" in said(street, case_id, "strike_off", evidence="照片")


def test_a_mistyped_body_seat_or_category_is_answered_with_near_ones(street):
    case_id = street.register()
    assert "综合执法中队" in said(street, case_id, "reassign", receiver="执法队", reason="改派")
    with pytest.raises(GovDeskError) as caught:
        seat(street.desk, "柳林调解会")
    assert "柳林村人民调解委员会" in sentence(caught.value)
    with pytest.raises(GovDeskError) as caught:
        street.register(category="邻里矛盾")
    assert "邻里纠纷" in sentence(caught.value)


def test_a_committee_is_known_by_its_short_name(street):
    assert seat(street.desk, "柳林村调委会").seat == "mc-990000001200"
    case_id = street.register(category="noise")
    street.act(case_id, "reassign", receiver="柳林村调委会", reason="村里先调")
    assert street.file(case_id).case.handler_id == street.desk.bodies.find("mc-990000001200").id


@pytest.mark.parametrize(
    ("word", "code"), [("仲裁", "arbitration"), ("诉讼", "litigation"), ("政府信息", "information")]
)
def test_a_part_that_one_label_of_a_list_has_means_that_one(street, word, code):
    case_id = street.register()
    assert street.act(case_id, "refuse", reason=word, elsewhere="court").case.refusal_reason == code


def test_words_that_two_labels_have_are_not_guessed(street):
    case_id = street.register()
    street.act(case_id, "refuse", reason="应当", elsewhere="court")
    assert street.file(case_id).case.refusal_reason == "other"


def test_near_words_share_characters_and_come_likeliest_first():
    assert nearest("交通局", ["水利局", "交通运输局", "党政办"], 2) == ["交通运输局", "水利局"]
    assert nearest("xyz", ["水利局"]) == []


def test_a_department_of_the_county_does_not_assist_without_a_call(street):
    case_id = street.register()
    street.act(case_id, "sign")
    assert "呼叫县直" in said(street, case_id, "add_assist", offices="水利局")
    assert street.file(case_id).open_assists == ()


@pytest.mark.parametrize(
    ("word", "code"), [("电话", "phone"), ("phone", "phone"), ("微信", "message"), ("上门", "visit"), ("单据", "slip")]
)
def test_how_a_word_was_passed_on_is_kept_as_a_code(street, word, code):
    now = street.clock.now()
    assert transcription_from({"said_by": "李主任", "said_how": word}, now).said_how == code
    with pytest.raises(BadInput) as caught:
        transcription_from({"said_by": "李主任", "said_how": "电报"}, now)
    assert "电话（phone）" in sentence(caught.value)


def test_the_log_never_runs_backwards_when_the_clock_was_set_back(street):
    case_id = street.register()
    registered = street.clock.now()
    street.clock.advance(timedelta(days=-3))
    told = said(street, case_id, "sign")
    assert "2026-11-18 09:00" in told
    assert "校准" in told
    assert street.file(case_id).case.status.value == "dispatched"
    street.clock.at = registered - timedelta(minutes=15)
    signed = street.act(case_id, "sign")
    assert signed.case.signed_at == registered, "two seats' clocks may differ a little: the later one counts"


def test_the_log_never_runs_backwards_in_bulk(street):
    cases = [street.register(), street.register()]
    street.clock.advance(timedelta(days=-3))
    with pytest.raises(GovDeskError) as caught:
        act_in_bulk(street.desk, street.seat("operator"), cases, "urge", {})
    assert caught.value.code == "clock_behind_case"
