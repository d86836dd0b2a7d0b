"""The life of a case on the command line alone: what a script writes without looking anything up."""

import json
from datetime import timedelta
from typing import Any

import pytest

from govdesk.foundation.clock import SystemClock


@pytest.fixture
def line(street, govdesk, monkeypatch):
    """`line.new(…)`, `line.act(…)`, `line.show(…)` on the street, at the time of its clock."""
    monkeypatch.setattr(SystemClock, "now", lambda _self: street.clock.now())
    return Line(street, govdesk)


class Line:
    def __init__(self, street, govdesk) -> None:
        self.street, self._govdesk = street, govdesk

    def ask(self, *arguments: object) -> Any:
        said = self._govdesk("--data", self.street.folder, *arguments, "--json")
        assert said.status == 0, said.err
        return said.answer

    def new(self, **fields: Any) -> dict[str, Any]:
        file = self.street.folder / "new.json"
        file.write_text(
            json.dumps({"title": "垃圾堵路", "grid": "柳林村", **fields}, ensure_ascii=False), encoding="utf-8"
        )
        return self.ask("case", "new", "--from", file)

    def act(self, number: str, action: str, seat: str = "operator", **values: object) -> dict[str, Any]:
        pairs = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
        return self.ask("case", "act", number, action, *pairs, "--actor", seat)

    def show(self, number: str) -> dict[str, Any]:
        return self.ask("cases", "show", number)

    def later(self, **span: int) -> None:
        self.street.clock.advance(timedelta(**span))


def test_a_suspension_ends_by_itself_at_its_date(line):
    number = line.new(text="排水沟堵塞", channel="网格上报", category="排水")["number"]
    handler = line.act(number, "sign", said_by="站长", said_how="电话")["handler"]
    line.act(number, "suspend", handler, until="2026年11月25日", reason="等鉴定")
    assert line.act(number, "grant", "supervisor")["status"] == "suspended"
    line.later(days=6)
    assert line.show(number)["status"] == "suspended"
    line.later(days=1)
    assert line.show(number)["status"] == "handling"


def test_a_county_call_without_an_answer_is_raised_to_the_leader_by_the_round(line):
    number = line.new(text="县道坑洼", channel="window_visit", category="道路设施")["number"]
    line.act(number, "sign", said_by="站长", said_how="当面")
    line.act(number, "call_county", receiver="交运局", basis="县道由县直部门养护", reason="请修复")
    line.later(days=5)
    told = line.ask("supervise", "run")
    assert [item["number"] for item in told["unanswered_calls"]] == [number]
    assert "escalate_call" in [step["action"] for step in line.show(number)["steps"]]


def test_a_group_that_came_to_the_window_is_flagged_and_counted(line):
    people = [f"工人{character}" for character in "甲乙丙丁戊己庚辛壬癸子丑"]
    made = line.new(text="集体反映拖欠工资", channel="window_visit", category="labour", parties=people)
    assert made["people_count"] == 12
    assert "risk_group" in made["flags"]
    assert line.ask("cases", "list", "--text", "工人辛")["total"] == 1


def test_moments_counts_and_flags_of_a_case_are_read_in_words(line):
    made = line.new(
        text="夜间有噪声",
        channel="12345热线",
        category="宅基地",
        received_at="2026年11月17日 9:30",
        people_count="12人",
        urgent="是",
    )
    assert (made["received_at"], made["people_count"]) == ("2026-11-17T09:30:00", 12)
    assert made["category"] == "housing_homestead"


def test_five_bodies_calm_a_divorce_that_goes_to_the_court_and_is_not_settled(line):
    number = line.new(
        title="南房村离婚纠纷",
        text="夫妻不和要求离婚",
        channel="主动摸排",
        category="婚姻家庭",
        parties=["刘甲", "王乙"],
    )["number"]
    line.act(number, "sign", said_by="调委会主任", said_how="电话")
    line.act(number, "climb", tried="两次入户劝解", reason="双方坚持", said_by="调委会主任", said_how="phone")
    line.act(number, "sign", "司法所")
    line.act(
        number, "whistle", "leader", offices='["派出所", "人民法庭", "村调委会"]', kind="攻坚哨", reason="联合上门调解"
    )
    for body in ("派出所", "人民法庭", "村调委会"):
        line.act(number, "report_in", receiver=body, said_by="联络员", said_how="当面")
    line.act(number, "mediate", "mediator", consents="双方", mediators="秦有理")
    line.act(number, "end_mediation", "mediator", outcome="终止调解", elsewhere="可向人民法院起诉")
    line.act(number, "end_whistle", reason="情绪稳定")
    four = {"accepted_on": "2026年11月18日", "contacted": "双方", "measures": "五家上门", "limit": "7日"}
    line.act(number, "report", "司法所", result="情绪稳定，依法去法院", **four)
    assert line.act(number, "pass", "operator2")["status"] == "closed"
    figures = {item["key"]: item for item in line.ask("review", "month", "2026-11")["figures"]}
    assert (figures["settled"]["numerator"], figures["settled"]["denominator"]) == (0, 1)


def test_a_court_case_that_one_party_refuses_goes_back_with_the_reply(line, tmp_path):
    number = line.new(
        title="法庭委派借款", text="归还借款五万元", channel="诉前调解", category="contract", parties=["李一", "张二"]
    )["number"]
    handler = line.act(number, "sign", said_by="调委会主任")["handler"]
    line.act(number, "mediate", handler, consents="全部", mediators="秦有理")
    line.act(number, "end_mediation", handler, outcome="refused")
    four = {"accepted_on": "2026-11-18", "contacted": "双方", "measures": "征求意见", "until": "30日"}
    line.act(number, "report", handler, result="一方不同意调解，退回法庭", **four)
    line.act(number, "pass", "operator2")
    made = line.ask("document", "court_reply", number, "--out", tmp_path / "回函.pdf")
    assert made["pages"] >= 1
    assert line.show(number)["status"] == "closed"


def test_an_agreement_is_a_written_one_unless_it_is_said_to_be_oral(line):
    number = line.new(
        title="沟", text="两家争沟", channel="own_patrol", category="neighbourhood", parties=["甲一", "乙二"]
    )["number"]
    handler = line.act(number, "sign", said_by="主任")["handler"]
    line.act(number, "mediate", handler, consents="yes", mediators="秦有理")
    line.act(number, "end_mediation", handler, outcome="agreed")
    assert line.street.file(1).mediations[-1].form == "paper"


def test_a_case_has_one_owner_from_its_first_instant(line):
    made = line.new(title="沟", text="两家争沟", channel="own_patrol", category="neighbourhood", parties="甲一、乙二")
    assert made["owner"] == "centre"
    signed = line.act(made["number"], "sign", said_by="主任")
    assert signed["owner"] == signed["handler"]
    climbed = line.act(made["number"], "climb", tried="劝解", reason="不成", said_by="主任")
    assert climbed["owner"] == signed["owner"] != climbed["handler"]
