"""One dispute by the command line alone: from nothing to the archive, for bodies without a seat."""

import json

import pytest

CASE = {
    "title": "两家因排水沟相争",
    "text": "柳树庄村两户因房后排水沟堵塞互相指责，已找过村干部一次。",
    "channel": "own_patrol",
    "category": "邻里纠纷",
    "grid": "柳树庄村",
    "address": "柳树庄村二组",
    "people_count": 2,
    "reporter": "冯某",
    "phone": "13900000000",
    "parties": [{"name": "张三", "role": "applicant"}, {"name": "李四", "role": "respondent"}],
}
SAID = ["--set", "said_by=村主任", "--set", "said_how=phone"]


@pytest.fixture
def number(govdesk, data_folder, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE, ensure_ascii=False), encoding="utf-8")
    made = govdesk("case", "new", "--from", file, "--data", data_folder, "--json")
    assert made.status == 0, made.err
    return made.answer["number"]


@pytest.fixture
def act(govdesk, data_folder, number):
    def call(action, *arguments, actor="operator"):
        done = govdesk("case", "act", number, action, "--actor", actor, *arguments, "--data", data_folder, "--json")
        assert done.status == 0, (action, done.err)
        return done.answer

    return call


def test_a_dispute_goes_from_registration_to_the_archive(govdesk, data_folder, number, act):
    assert act("sign", *SAID)["status"] == "handling"
    act("mediate", "--set", "consents=张三、李四", "--set", "mediators=冯安", *SAID)
    act("end_mediation", "--set", "outcome=agreed", "--set", "form=oral", *SAID)
    act(
        "report",
        *("--set", "result=双方约定共同清淤，各付一半费用", "--set", "accepted_on=2026-11-20"),
        *("--set", "contacted=双方当事人", "--set", "measures=现场清淤", "--set", "limit=三日内", *SAID),
    )
    closed = act("pass", actor="operator2")
    assert (closed["status"], closed["overdue"]) == ("closed", False)
    act("follow_up", "--set", "reached=是", "--set", "solved=是", "--set", "satisfied=satisfied")
    act("strike_off", "--set", "evidence=现场照片两张")
    case = act("archive")
    assert case["status"] == "archived"
    assert [step["action"] for step in case["steps"]] == [
        *("register", "route", "sign", "mediate", "end_mediation", "report", "pass", "follow_up"),
        *("strike_off", "archive"),
    ]
    assert case["steps"][2]["said_by"] == "村主任"
    checked = govdesk("check", "--data", data_folder, "--json")
    assert checked.answer["ok"] is True
    assert checked.answer["cases"] == 1


def test_the_case_is_found_by_label_and_by_code(govdesk, data_folder, number):
    for grid in ("柳树庄村", "990101001201", "柳树庄村村民委员会"):
        found = govdesk("cases", "list", "--grid", grid, "--status", "待签收", "--data", data_folder, "--json").answer
        assert found["total"] == 1
    [case] = found["cases"]
    assert case["number"] == number
    assert (case["grid"], case["category"], case["tier"]) == ("990101001201", "neighbourhood", "village")
    assert case["handler_label"] == "柳树庄村人民调解委员会"
    assert govdesk("cases", "list", "--status", "closed", "--data", data_folder, "--json").answer["total"] == 0


def test_options_stand_before_or_after_the_verb(govdesk, data_folder, number):
    before = govdesk("--json", "--data", data_folder, "cases", "list")
    between = govdesk("cases", "--json", "--data", data_folder, "list")
    after = govdesk("cases", "list", "--json", "--data", data_folder)
    assert before.answer == between.answer == after.answer


def test_a_case_shows_its_clocks_steps_and_routing(govdesk, data_folder, number):
    case = govdesk("cases", "show", number, "--data", data_folder, "--json").answer
    assert {"citizen", "centre", "handler"} <= set(case["clocks"])
    assert case["clocks"]["centre"]["due_at"] == case["due_at"]
    assert case["clocks"]["centre"]["lines"]
    assert case["routing"]["rule"]
    assert set(case["steps"][0]) >= {"at", "action", "actor", "from", "to", "tier", "note"}
    people = govdesk("cases", "show", number, "--data", data_folder)
    assert "柳树庄村人民调解委员会" in people.out


def test_the_body_itself_signs_with_its_own_seat(act):
    step = act("sign", actor="柳树庄村人民调解委员会")["steps"][-1]
    assert (step["actor_label"], step["said_by"]) == ("柳树庄村人民调解委员会", None)
