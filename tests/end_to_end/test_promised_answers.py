"""Every answer in JSON has the keys that the design promises for ever: codes with their labels, moments in ISO 8601."""

import json
import re
from pathlib import Path

import pytest

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
CASE = {
    "title": "夜间施工噪声扰民",
    "text": "工地夜里施工到两点。",
    "channel": "12345热线",
    "category": "噪声扰民",
    "grid": "青石村村民委员会",
    "address": "青石村三组",
    "people_count": 3,
    "reporter": "甲某",
    "phone": "13900001111",
    "parties": ["乙某", {"name": "丙某公司", "role": "被申请人", "kind": "单位"}],
    "occurred_at": "2025-11-18T22:00",
}
LEDGER = """工单编号,诉求人,诉求标题,诉求内容,受理时间
A-1,甲某,路灯不亮,村口的路灯三天不亮了,2025-11-03 09:00
A-1,甲某,路灯不亮,村口的路灯三天不亮了,2025-11-03 09:00
A-2,乙某,水管漏水,二组水管漏水,去年
"""
DRAFT = {
    "committee": "青石村人民调解委员会",
    "parties": [{"role": "applicant", "name": "甲某"}],
    "terms": ["甲某赔偿乙某"],
}
ROW = {
    "number",
    "title",
    "status",
    "tier",
    "category",
    "channel",
    "grid",
    "handler",
    "received_at",
    "due_at",
    "overdue",
}
CODED = {
    "status", "tier", "category", "channel", "grid", "handler", "owner", "action", "actor", "from", "to", "state",
    "role", "said_how",
}  # fmt: skip


def keys_at_fault(found, path=""):
    """Codes that are no codes or stand without their label, and moments that are none, wherever they are."""
    if isinstance(found, list):
        return [fault for at, item in enumerate(found) for fault in keys_at_fault(item, f"{path}[{at}]")]
    if not isinstance(found, dict):
        return []
    faults = []
    for key, value in found.items():
        if key in CODED and isinstance(value, str):
            if not value.isascii():
                faults.append(f"{path}.{key} = {value}: no code")
            if f"{key}_label" not in found:
                faults.append(f"{path}.{key}: no label")
        if key.endswith("_at") and isinstance(value, str) and not MOMENT.fullmatch(value):
            faults.append(f"{path}.{key} = {value}: no moment")
        faults += keys_at_fault(value, f"{path}.{key}")
    return faults


@pytest.fixture
def asked(govdesk, data_folder):
    """`asked("cases", "list")`: the answer, checked for what holds everywhere."""

    def ask(*arguments):
        said = govdesk(*arguments, "--data", data_folder, "--json")
        assert (said.status, said.err) == (0, ""), said
        answer = json.loads(said.out)
        assert isinstance(answer, dict)
        assert keys_at_fault(answer) == []
        return answer

    return ask


@pytest.fixture
def number(asked, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE, ensure_ascii=False), "utf-8")
    return asked("case", "new", "--from", file)["number"]


def test_a_case_comes_in_and_is_shown_as_promised(asked, number):
    listed = asked("cases", "list", "--grid", "青石村", "--text", "噪声", "--status", "待签收", "--limit", 1)
    assert set(listed) >= {"total", "cases"}
    assert set(listed["cases"][0]) >= {*ROW, "closed_at"}
    shown = asked("cases", "show", number)
    assert set(shown) >= {*ROW, "closed_at", "steps", "clocks", "routing", "assists"}
    assert set(shown["clocks"]) >= {"citizen", "centre", "handler"}
    assert all({"at", "action", "actor", "from", "to", "tier", "note"} <= set(step) for step in shown["steps"])
    assert [step["action"] for step in shown["steps"]] == ["register", "route"]
    assert (shown["channel"], shown["category"], shown["tier_label"]) == ("hotline_12345", "noise", "科室·站所")
    assert [party["role"] for party in shown["parties"]] == ["applicant", "respondent"]
    assert shown["parties"][1] == {
        "name": "丙某公司",
        "role": "respondent",
        "role_label": "被申请人",
        "kind": "organisation",
        "kind_label": "单位",
    }


def test_an_act_gives_the_case(asked, number):
    acted = asked("case", "act", number, "sign", "--set", "said_by=张某", "--set", "said_how=phone", "--note", "已告知")
    assert (acted["number"], acted["status"], acted["status_label"]) == (number, "handling", "办理中")
    step = acted["steps"][-1]
    assert (step["action"], step["from"], step["to"], step["to_label"]) == ("sign", "dispatched", "handling", "办理中")
    assert (step["said_by"], step["said_how"]) == ("张某", "phone")


def test_routing_tells_its_rule_and_the_misses(asked, number, tmp_path):
    told = asked("route", "explain", number)
    assert set(told) >= {"rule", "version", "tier", "handler", "matched", "near_misses"}
    assert all({"rule", "failed"} <= set(miss) and isinstance(miss["failed"], list) for miss in told["near_misses"])
    rules = tmp_path / "rules.toml"
    asked("route", "export", rules)
    text = rules.read_text("utf-8")
    assert {"holes", "shadowed"} <= set(asked("route", "check", "--rules", rules))
    hotline = text.index('id = "hotline_matter"')
    rules.write_text(text[:hotline] + text[hotline:].replace('"office"', '"joint"', 1), "utf-8")
    tried = asked("route", "simulate", "--rules", rules, "--days", 30)
    assert set(tried) >= {"cases", "changed", "diff"}
    assert all({"number", "from", "to", "hand_corrected"} <= set(row) for row in tried["diff"])


def test_an_import_and_its_undo_add_up(asked, tmp_path):
    file = tmp_path / "台账.csv"
    file.write_text(LEDGER, "utf-8")
    keys = {"batch", "rows", "imported", "duplicates", "rejected", "errors", "error_file"}
    dry = asked("import", "cases", file, "--dry-run")
    done = asked("import", "cases", file, "--channel", "网格上报")
    for answer in (dry, done):
        assert set(answer) >= keys
        assert [answer[key] for key in ("rows", "imported", "duplicates", "rejected")] == [3, 1, 1, 1]
        assert [set(error) for error in answer["errors"]] == [{"row", "column", "reason"}]
        assert (answer["errors"][0]["row"], answer["errors"][0]["column"]) == (4, "受理时间")
    assert (dry["batch"], dry["error_file"]) == (None, None)
    assert Path(done["error_file"]).is_file()
    assert asked("import", "undo", done["batch"]) == {"voided": 1, "left": []}


def test_terms_categories_and_reviews_answer_as_promised(asked, number):
    assert set(asked("deadline", "2026-09-24T10:00", "4 working hours")) >= {"due", "lines"}
    assert asked("deadline", "2026-09-24T10:00", "4 working hours")["due"] == "2026-09-24T16:00:00"
    suggested = asked("classify", "--text", "邻居装修噪声扰民")["suggestions"]
    assert len(suggested) == 1
    assert set(suggested[0][0]) >= {"category", "score", "words"}
    for period in (("week", "2026-W47"), ("month", "2026-11")):
        review = asked("review", *period, "--grid", "青石街道")
        figures = {figure["key"]: figure for figure in review["figures"]}
        assert set(figures) >= {
            "received", "accepted", "disposed", "due", "closed", "on_time", "settled", "satisfied", "followed_up",
            "repeated",
        }  # fmt: skip
        assert all({"key", "value", "numerator", "denominator", "rule"} <= set(item) for item in figures.values())
        assert figures["settled"]["value"] is None


def test_papers_drafts_and_the_check_answer_as_promised(asked, number, tmp_path):
    paper = tmp_path / "交办单.pdf"
    issued = asked("document", "assignment", number, "--out", paper)
    assert set(issued) >= {"path", "number", "pages", "sha256"}
    assert paper.read_bytes().startswith(b"%PDF")
    draft = tmp_path / "draft.json"
    draft.write_text(json.dumps(DRAFT, ensure_ascii=False), "utf-8")
    linted = asked("agreement", "lint", draft)
    assert linted["ok"] is False
    assert all(
        {"code", "level", "field", "message", "source"} <= set(item) and item["level"] in ("error", "warning")
        for item in linted["findings"]
    )
    checked = asked("check")
    assert (set(checked) >= {"ok", "cases", "steps", "problems"}, checked["ok"], checked["cases"]) == (True, True, 1)


def test_holidays_answer_as_promised(asked, tmp_path):
    file = tmp_path / "2027.csv"
    file.write_text("date,name,isOffDay\n2027-01-01,元旦,true\n", "utf-8")
    assert set(asked("import", "holidays", file)) >= {"rows", "imported", "unmatched"}


def test_a_division_table_answers_as_promised(govdesk, divisions, tmp_path):
    said = govdesk("init", "--divisions", divisions, "--root", "990101002", "--data", tmp_path / "new", "--json")
    assert set(said.answer) >= {"grids", "levels", "skipped"}
    assert said.answer["grids"] == 2


def test_words_of_danger_are_told_with_the_call_that_they_ask_for(govdesk, data_folder, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**CASE, "title": "扬言轻生", "text": "持刀说要轻生。"}, ensure_ascii=False), "utf-8")
    made = govdesk("case", "new", "--from", file, "--data", data_folder, "--json").answer
    assert {"轻生", "持刀"} <= set(made["urgent_words"])
    told = govdesk("case", "new", "--from", file, "--data", data_folder).out
    assert "acknowledge_call" in told
    called = ("--set", "called=110", "--json", "--data", data_folder)
    done = govdesk("case", "act", made["number"], "acknowledge_call", *called)
    assert done.answer["steps"][-1]["action"] == "acknowledge_call"


def test_labels_stand_for_codes_and_a_chinese_keyboard_is_no_hindrance(asked, number, tmp_path):
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else "—" for letter in number)
    assert asked("cases", "show", wide)["number"] == number
    for kind in ("交办单", "案件交办单", "assignment"):
        issued = asked("document", kind, number, "--out", tmp_path / "a.pdf")["number"]
        assert (issued[:4], issued[-2:]) == ("青综治交", "1号")
    told = ("--set", "said_by=张某", "--set", "said_how=电话")
    assert asked("case", "act", number, "签收", *told)["status"] == "handling"
    assert asked("case", "act", number, "Add-Assist", "--set", "offices=司法所")["assists"][0]["state"] == "dispatched"


def test_an_order_is_taken_apart_and_can_be_registered_as_it_stands(asked, tmp_path):
    text = (
        "工单编号：RX20251118001\n来电人：王建国\n联系电话：13900001111\n诉求内容：青石村北坡路灯不亮一周。\n"
        "事发地点：青石村北坡\n受理时间：2025-11-18 09:20\n办结时限：2025-11-25\n事项分类：噪声扰民\n紧急程度：特急"
    )
    file = tmp_path / "工单.txt"
    file.write_text(text, "gb18030")
    told = asked("case", "order", file)
    assert set(told) == {"case", "guessed", "deadline", "original"}
    assert (told["original"], told["deadline"]) == (text, "2025-11-25T23:59:59")
    assert set(told["guessed"]) == {"title", "grid"}
    case = {name: value for name, value in told["case"].items() if not name.endswith("_label")}
    assert (case["source_number"], case["reporter"], case["urgent"]) == ("RX20251118001", "王建国", True)
    ready = tmp_path / "case.json"
    ready.write_text(json.dumps(case, ensure_ascii=False), "utf-8")
    made = asked("case", "new", "--from", ready)
    assert (made["grid_label"], made["category"], made["received_at"]) == ("青石村", "noise", "2025-11-18T09:20:00")
