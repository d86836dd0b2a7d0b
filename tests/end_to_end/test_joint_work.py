"""A whistle, a call to the county and a task force by the command line alone."""

import json
from datetime import date, timedelta

import pytest

CASE = {
    "title": "夜市占道",
    "text": "摊贩占道经营，交通堵塞。",
    "channel": "own_patrol",
    "category": "邻里纠纷",
    "grid": "柳树庄村",
}
SAID = ["--set", "said_by=值班员"]


@pytest.fixture
def act(govdesk, data_folder, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE, ensure_ascii=False), encoding="utf-8")
    number = govdesk("case", "new", "--from", file, "--data", data_folder, "--json").answer["number"]

    def call(action, *settings, actor="operator", said=False):
        given = [part for setting in settings for part in ("--set", setting)] + (SAID if said else [])
        return govdesk("case", "act", number, action, "--actor", actor, *given, "--data", data_folder, "--json")

    assert call("sign", said=True).status == 0
    return call


def test_a_whistle_from_blow_to_rates(govdesk, data_folder, act):
    blown = act("whistle", "offices=派出所、人民法庭", "kind=应急哨", "reason=聚集二十余人，请到场")
    assert blown.status == 0, blown.err
    roll = govdesk("whistles", "list", "--data", data_folder, "--json").answer["whistles"]
    assert (roll[0]["expected"], roll[0]["arrived"], roll[0]["kind"]) == (1, 0, "urgent")
    refused = act("report", "result=x", "accepted_on=x", "contacted=x", "measures=x", "limit=x", said=True)
    assert refused.status == 1
    assert "派出所" in refused.err
    assert act("report_in", "receiver=派出所", "arrived_by=赵所长", "on_site=是", said=True).status == 0
    assert act("end_whistle", "reason=已疏散").status == 0
    rates = govdesk("whistles", "rates", "--data", data_folder, "--json").answer
    assert rates["total"]["arrived_in_time"] == {"numerator": 1, "denominator": 1, "value": 1.0}
    assert rates["invited"] == 1


def test_a_whistle_without_a_purpose_is_refused_in_a_sentence(act):
    refused = act("whistle", "offices=派出所", "kind=日常哨")
    assert refused.status == 1
    assert "事由" in refused.err


def test_the_county_answers(act):
    assert act("call_county", "receiver=交通运输局", "basis=清单第37项", "reason=县道塌陷").status == 0
    answered = act("answer_call", "outcome=接受", said=True)
    assert (answered.answer["tier"], answered.answer["handler"]) == ("county", "county_transport")


def test_a_task_force_is_formed_by_the_leader(govdesk, data_folder, act):
    limit = date.today() + timedelta(days=90)
    five = ("leader=李书记", "head=王主任", "members=张所长、刘队长", "plan=逐楼核实", f"limit={limit}")
    assert act("form_task_force", *five).status == 1
    formed = act("form_task_force", *five, actor="leader")
    assert formed.status == 0, formed.err
    assert formed.answer["tier"] == "task_force"
    (force,) = govdesk("task-force", "list", "--data", data_folder, "--json").answer["task_forces"]
    assert (force["leader"], force["members"], force["phase"]) == ("李书记", ["张所长", "刘队长"], "reading")
    shown = govdesk("task-force", "show", force["number"], "--data", data_folder, "--json").answer
    assert shown["plan"] == "逐楼核实"
    assert govdesk("task-force", "backlog", "--data", data_folder, "--json").answer["items"] == []


def test_what_is_missing_is_said_by_the_keys_all_at_once(act):
    refused = act("whistle")
    assert refused.status == 1
    for key in (
        "offices（召集单位）",
        "kind（哨种：routine 日常哨、urgent 应急哨、hard 攻坚哨）",
        "reason（事由）",
        "--set",
    ):
        assert key in refused.err
    unknown = act("whistle", "colour=red")
    assert "offices（召集单位）" in unknown.err
    assert "没有“transfer”这个操作" in act("transfer").err


def test_a_case_tells_which_actions_are_open_with_their_keys(govdesk, data_folder, act):
    number = act("urge").answer["number"]
    shown = govdesk("cases", "show", number, "--data", data_folder, "--json").answer
    offered = {item["action"]: item for item in shown["actions"]}
    assert "sign" not in offered, "it is signed already"
    climb = {field["name"]: field for field in offered["climb"]["fields"]}
    assert (climb["tried"]["required"], climb["receiver"]["required"]) == (True, False)
    assert offered["climb"]["label"] == "上报"
    assert offered["climb"]["acting_for"]
    kinds = {field["name"]: field for field in offered["whistle"]["fields"]}["kind"]["choices"]
    assert {"code": "routine", "label": "日常哨"} in kinds
    told = govdesk("cases", "show", number, "--data", data_folder).out.splitlines()[-1]
    assert told.startswith("现在可以办：")
    assert "climb 上报" in told
