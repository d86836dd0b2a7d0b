"""What people and scripts write beside an action is understood as it was meant."""

from datetime import date, datetime, timedelta

import pytest

from govdesk.domain.errors import BadInput, GovDeskError
from govdesk.services.case_actions import act
from govdesk.services.messages import sentence
from govdesk.services.shipped_calendar import shipped_calendar
from govdesk.services.written_values import flag, listed, moment, number, written

NOW = datetime(2026, 11, 18, 9, 0)


@pytest.mark.parametrize("said", ["true", "1", "yes", "Y", "是", "有", "已解决", "解决", "对"])
def test_yes_is_said_in_many_ways(said):
    assert flag(said, "是否解决") is True


@pytest.mark.parametrize("said", ["false", "0", "no", "N", "否", "未解决", "没有解决", "不", "无"])
def test_no_is_said_in_many_ways(said):
    assert flag(said, "是否解决") is False


def test_what_is_neither_yes_nor_no_is_refused_with_the_label():
    with pytest.raises(BadInput) as caught:
        flag("大概", "是否解决")
    assert "是否解决" in sentence(caught.value)


@pytest.mark.parametrize(
    "said", ["2026-11-25", "2026-11-25T10:00", "2026年11月25日", "2026/11/25", "2026.11.25", "20261125", "5个工作日"]
)
def test_a_day_is_written_in_many_ways(said):
    assert written("date", "限期", said, NOW, shipped_calendar()) == date(2026, 11, 25)


def test_a_moment_with_a_zone_is_brought_to_the_centre():
    assert moment("2026-11-25T02:00:00+00:00", "时间") == datetime(2026, 11, 25, 10, 0)
    assert moment("2026年11月25日 下午3:30", "时间") == datetime(2026, 11, 25, 15, 30)


@pytest.mark.parametrize("said", ["后天", "15", "2026-13-01", "", "十一月"])
def test_what_is_no_day_is_refused(said):
    with pytest.raises(BadInput):
        written("date", "限期", said or "无", NOW, shipped_calendar())


def test_a_number_may_have_its_unit():
    assert [number(said, "天数") for said in ("15", "15日", "15 天", "5个工作日", "3期", "20 days")] == [
        15,
        15,
        15,
        5,
        3,
        20,
    ]
    with pytest.raises(BadInput):
        number("好几天", "天数")
    assert number("十五日", "天数") == 15


def test_lists_are_lines_words_between_marks_or_json():
    for said in ("甲、乙", "甲,乙", "甲，乙", "甲；乙", "甲\n乙", '["甲", "乙"]', ["甲", "乙"]):
        assert listed(said) == ("甲", "乙")
    assert listed("甲|乙|1,000.00|2026-12-01；甲|乙|500|2027-01-01") == (
        "甲|乙|1,000.00|2026-12-01",
        "甲|乙|500|2027-01-01",
    )


def test_bodies_are_named_by_a_unique_part_or_their_usual_abbreviation(street):
    case_id = street.register(channel="hotline_12345", category="noise", parties=())
    street.act(case_id, "reassign", receiver="市监所", reason="改派")
    assert street.desk.bodies.by_id[street.file(case_id).case.handler_id].code == "market_supervision_office"
    street.act(case_id, "reassign", receiver="执法中队", reason="改派")
    assert street.desk.bodies.by_id[street.file(case_id).case.handler_id].code == "enforcement_squad"


def test_a_part_that_several_bodies_share_means_that_of_the_place_or_none(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "climb", tried="劝解", reason="不成")
    street.act(case_id, "reassign", receiver="村调委会", reason="再调一次")
    assert street.desk.bodies.by_id[street.file(case_id).case.handler_id].code == "mc-990000001200"
    with pytest.raises(GovDeskError) as caught:
        street.act(case_id, "reassign", receiver="局", reason="改派")
    assert "没有找到单位" in sentence(caught.value)


def test_keys_may_be_labels_or_near_names(street):
    first, second = street.register(), street.register(title="同一条沟")
    street.act(second, "merge", into=street.file(first).case.number, 理由="同一件事")
    assert street.file(second).case.status == "merged"


def test_days_and_dates_stand_for_each_other(street):
    case_id = street.register()
    street.act(case_id, "sign")
    due = street.file(case_id).case.due_at
    street.act(case_id, "extend", until=(due + timedelta(days=10)).date().isoformat(), reason="取证")
    assert street.file(case_id).open_request().days == 10
    street.act(case_id, "deny", seat="supervisor", reason="不必")
    street.act(case_id, "suspend", days="20日", reason="等鉴定")
    assert street.file(case_id).open_request().until == street.clock.now().date() + timedelta(days=20)


def test_everybody_may_be_said_to_consent(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "mediate", seat="mediator", said=False, consents="true", mediators="秦有理")
    assert set(street.file(case_id).open_mediation.consents) == {"张守田", "李春生"}


def test_being_named_as_a_party_is_no_consent(street):
    case_id = street.register()
    street.act(case_id, "sign")
    for said in ({"parties": "张守田、李春生"}, {"parties": "张守田、李春生", "consents": "否"}):
        with pytest.raises(GovDeskError):
            street.act(case_id, "mediate", seat="mediator", said=False, mediators="秦有理", **said)
    assert street.file(case_id).open_mediation is None


def test_who_consents_on_a_case_without_parties_is_its_parties(street):
    case_id = street.register(parties=())
    street.act(case_id, "sign")
    street.act(case_id, "mediate", seat="mediator", said=False, consents="张守田、李春生", mediators="秦有理")
    assert [party.name for party in street.file(case_id).parties] == ["张守田", "李春生"]


def test_a_call_is_passed_on_to_whom_the_receiver_names(street):
    case_id = street.register(channel="hotline_12345", category="road_facilities", parties=())
    street.act(case_id, "sign")
    street.act(case_id, "call_county", receiver="交通运输局", basis="县道养护", reason="修路", said=False)
    department = street.seat("交通运输局")
    act(
        street.desk,
        department,
        case_id,
        "answer_call",
        {"outcome": "transferred", "receiver": "住建局", "reason": "城区路"},
    )
    [waiting] = [item for item in street.file(case_id).side_records if item.state == "open"]
    assert street.desk.bodies.by_id[waiting.body_id].code == "county_housing"


def test_a_reason_at_passing_is_why_a_danger_was_not_reported(street):
    case_id = street.register(title="邻里吵闹", text="有家暴", category="marriage_family")
    street.act(case_id, "sign")
    street.report(case_id)
    street.act(case_id, "pass", seat="operator2", reason="经派出所核实没有发生")
    assert street.file(case_id).case.status == "closed"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("很满意", "satisfied"),
        ("不太满意", "dissatisfied"),
        ("基本满意", "basically"),
        ("是", "satisfied"),
        ("未评价", ""),
    ],
)
def test_satisfaction_is_understood_in_words(street, said, meant):
    case_id = street.closed()
    street.act(case_id, "follow_up", solved="是", satisfied=said)
    assert street.file(case_id).case.satisfied == meant


def test_a_seat_is_named_by_a_part_that_only_one_body_has(street):
    assert street.seat("执法中队").body_code == "enforcement_squad"
    with pytest.raises(GovDeskError) as caught:
        street.seat("调委会")
    assert "没有“调委会”这个席位" in sentence(caught.value)


def test_a_word_like_no_category_is_answered_with_some_of_them(street):
    with pytest.raises(GovDeskError) as caught:
        street.register(category="qqq")
    assert "—" not in sentence(caught.value)


@pytest.mark.parametrize("said", ["village", "村(社区)", "村级", "社区"])
def test_a_tier_is_named_by_its_label_or_a_part_of_it(street, said):
    case_id = street.register(channel="hotline_12345", category="noise", parties=())
    street.act(case_id, "lower", seat="supervisor", tier=said, reason="村里先办")
    assert street.file(case_id).case.tier == "village"


def test_an_unknown_tier_is_answered_with_the_tiers(street):
    case_id = street.register(channel="hotline_12345", category="noise", parties=())
    with pytest.raises(GovDeskError) as caught:
        street.act(case_id, "lower", seat="supervisor", tier="乡里", reason="先办")
    assert "村(社区)（village）" in sentence(caught.value)


def test_bodies_may_stand_with_a_blank_between_them(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "whistle", offices="派出所 自然资源所", kind="routine", reason="看界", said=False)
    bodies = {street.desk.bodies.by_id[item.body_id].name for item in street.file(case_id).side_records}
    assert bodies == {"派出所", "自然资源所"}
