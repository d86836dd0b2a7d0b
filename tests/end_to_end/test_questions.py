"""What the command line answers without changing anything: categories, routing, terms, reviews, the check."""

import json
import sqlite3

import pytest


@pytest.fixture
def number(govdesk, data_folder, tmp_path):
    file = tmp_path / "case.json"
    case = {"title": "夜间施工噪声扰民", "text": "工地夜里施工。", "channel": "hotline_12345", "category": "noise"}
    file.write_text(json.dumps({**case, "grid": "青石村"}, ensure_ascii=False), "utf-8")
    return govdesk("case", "new", "--from", file, "--data", data_folder, "--json").answer["number"]


def test_a_text_is_classified_with_and_without_a_data_folder(govdesk, data_folder, tmp_path):
    lines = tmp_path / "texts.txt"
    lines.write_text("邻居装修噪声扰民\n工地拖欠农民工工资\n", "gb18030")
    for more in ([], ["--data", data_folder]):
        found = govdesk("classify", "--lines", lines, "--json", *more).answer["suggestions"]
        assert [suggestions[0]["category"] for suggestions in found] == ["noise", "labour.wage_arrears"]
        assert found[0][0]["words"]
        assert found[0][0]["score"] > found[0][-1]["score"]
    one = govdesk("classify", "--text", "邻居装修噪声扰民", "--data", data_folder, "--json").answer
    assert one["suggestions"] == found[:1]


def test_text_or_lines_must_be_given_and_not_both(govdesk):
    assert govdesk("classify").status == 2
    assert govdesk("classify", "--text", "路灯", "--lines", "file").status == 2


def test_a_case_explains_its_rule_and_the_nearest_others(govdesk, data_folder, number):
    told = govdesk("route", "explain", number, "--data", data_folder, "--json").answer
    assert set(told) >= {"rule", "version", "tier", "handler", "matched", "near_misses"}
    assert told["rule"]
    assert told["matched"]
    assert all(miss["rule"] and miss["failed"] for miss in told["near_misses"])
    shown = govdesk("cases", "show", number, "--data", data_folder, "--json").answer
    assert shown["routing"] == told
    assert (shown["tier"], shown["handler"]) == (told["tier"], told["handler"])


def test_a_term_prints_its_arithmetic(govdesk):
    told = govdesk("deadline", "2026-09-24T10:00", "5 working days", "--json").answer
    assert told["due"] == "2026-10-09T18:00:00"
    assert any("中秋节" in line for line in told["lines"])
    assert govdesk("deadline", "2026-09-24T10:00", "2 hours", "--json").answer["due"] == "2026-09-24T12:00:00"
    zoned = govdesk("deadline", "2026-09-24T02:00+00:00", "2 hours", "--json").answer
    assert zoned["due"] == "2026-09-24T12:00:00"


@pytest.mark.parametrize(("kind", "period"), [("week", "2026-W47"), ("month", "2026-11")])
def test_a_review_gives_numerator_denominator_and_rule(govdesk, data_folder, number, kind, period, tmp_path):
    pdf = tmp_path / "研判.pdf"
    told = govdesk("review", kind, period, "--grid", "青石街道", "--data", data_folder, "--json", "--pdf", pdf).answer
    assert told["path"] == str(pdf)
    assert pdf.read_bytes().startswith(b"%PDF")
    figures = {figure["key"]: figure for figure in told["figures"]}
    assert {"received", "accepted", "disposed", "due", "closed", "on_time", "settled"} <= set(figures)
    assert all(figure["rule"] for figure in figures.values())
    assert figures["settled"]["denominator"] == 0
    assert figures["settled"]["value"] is None


def test_the_check_notices_a_changed_step(govdesk, data_folder, number):
    with sqlite3.connect(data_folder / "govdesk.db") as connection:
        assert connection.execute("UPDATE case_log SET note = '后来改的' WHERE sequence = 1").rowcount == 1
    connection.close()
    said = govdesk("check", "--data", data_folder, "--json")
    assert said.status == 1
    assert said.answer["ok"] is False
    assert said.answer["problems"]
    assert len(said.err.splitlines()) == 1


def test_what_needs_no_data_is_answered_beside_an_empty_folder_with_a_remark(govdesk, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    draft = tmp_path / "draft.json"
    draft.write_text("{}", "utf-8")
    for verb, key in (
        (("deadline", "2026-09-24T10:00", "2 hours"), "due"),
        (("classify", "--text", "邻居装修噪声扰民"), "suggestions"),
        (("agreement", "lint", draft), "findings"),
    ):
        for place in (folder, tmp_path / "not there yet"):
            said = govdesk(*verb, "--data", place, "--json")
            assert (said.status, key in said.answer) == (0, True)
            [remark] = said.err.splitlines()
            assert str(place) in remark
        for place in (draft, "postgresql://server/desk"):
            assert govdesk(*verb, "--data", place, "--json").status == 1
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "not there yet").exists()
