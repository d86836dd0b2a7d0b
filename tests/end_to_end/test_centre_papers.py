"""The centre's papers from the command line: by case, by file, and one sentence when the case has no such fact."""

import json

import pytest

from tests.documents.reading import text_of
from tests.end_to_end.conftest import sentence_of

SAID = ["--set", "said_by=村主任", "--set", "said_how=phone"]


@pytest.fixture
def dispute(govdesk, data_folder, tmp_path):
    case = {"title": "排水沟纠纷", "text": "两家为排水沟相争。", "channel": "own_patrol", "grid": "青石村"}
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**case, "reporter": "王小满"}, ensure_ascii=False), "utf-8")
    return govdesk("case", "new", "--from", file, "--data", data_folder, "--json").answer["number"]


def test_a_citizens_receipt_is_issued_and_its_code_finds_the_case(govdesk, data_folder, dispute, tmp_path):
    out = tmp_path / "受理回执.pdf"
    answer = govdesk("document", "receipt", dispute, "--out", out, "--data", data_folder, "--json").answer
    text = "".join(text_of(out.read_bytes()).split())
    assert answer["number"] in text
    code = text.partition("查询码")[2][:9]
    found = govdesk("cases", "list", "--text", code, "--data", data_folder, "--json").answer
    assert [case["number"] for case in found["cases"]] == [dispute]


@pytest.mark.parametrize("kind", ["arrival_receipt", "county_call", "return_ruling", "task_force_report", "visit_slip"])
def test_a_paper_without_its_fact_is_one_sentence(govdesk, data_folder, dispute, tmp_path, kind):
    said = govdesk("document", kind, dispute, "--out", tmp_path / "x.pdf", "--data", data_folder)
    assert said.status == 1
    assert dispute in sentence_of(said)
    assert not (tmp_path / "x.pdf").exists()


def test_a_letter_is_printed_from_a_file_alone(govdesk, tmp_path):
    values = {"letterhead": "青石街道综治中心", "number": "青综治转〔2026〕3号", "dated_on": "2026-11-20"}
    values |= {"receiver": "县水利局", "title": "排水口淤堵", "due": "2026年12月5日", "attachments": ["工单"]}
    file, out = tmp_path / "letter.json", tmp_path / "letter.pdf"
    file.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    assert govdesk("document", "forward_letter", file, "--out", out).status == 0
    text = "".join(text_of(out.read_bytes()).split())
    assert all(
        word in text for word in ("关于转办“排水口淤堵”的函", "县水利局：", "2026年11月20日", "青综治转〔2026〕3号")
    )
    file.write_text(json.dumps({**values, "colour": "red"}, ensure_ascii=False), "utf-8")
    refused = govdesk("document", "forward_letter", file, "--out", out)
    assert refused.status == 1
    assert "colour" in sentence_of(refused)


def test_what_is_set_by_hand_is_on_the_paper(govdesk, data_folder, dispute, tmp_path):
    out = tmp_path / "会商.pdf"
    set_by_hand = ["--set", "place=二楼会商室", "--set", "held_at=2026年11月23日09:00"]
    said = govdesk("document", "consultation_notice", dispute, "--out", out, "--data", data_folder, *set_by_hand)
    assert said.status == 0, said.err
    assert "二楼会商室" in "".join(text_of(out.read_bytes()).split())


def test_lists_and_materials_are_typed_in_one_line(govdesk, data_folder, dispute, tmp_path):
    out = tmp_path / "会商.pdf"
    lists = ["--set", "receivers=水利局、住建局", "--set", "topics=清淤、修复；费用分担"]
    said = govdesk("document", "consultation_notice", dispute, "--out", out, "--data", data_folder, *lists)
    assert said.status == 0, said.err
    text = "".join(text_of(out.read_bytes()).split())
    assert all(word in text for word in ("水利局", "住建局", "清淤、修复", "费用分担"))


def test_a_table_and_an_unknown_field_tell_what_can_be_written(govdesk, data_folder, dispute, tmp_path):
    base = ("document", "minutes", dispute, "--out", tmp_path / "x.pdf", "--data", data_folder, "--set")
    table = govdesk(*base, "cases=[坏")
    assert table.status == 1
    assert "--from" in sentence_of(table)
    unknown = govdesk(*base, "colour=red")
    assert unknown.status == 1
    assert "decisions（议定事项）" in sentence_of(unknown)
    assert not (tmp_path / "x.pdf").exists()


def test_a_paper_from_a_file_needs_no_data_folder_and_follows_the_centre_where_there_is_one(
    govdesk, data_folder, tmp_path
):
    file, out = tmp_path / "letter.json", tmp_path / "letter.pdf"
    file.write_text(json.dumps({"receiver": "县水利局", "title": "排水口淤堵", "due": "2026年12月5日"}), "utf-8")
    for folder in (data_folder, tmp_path / "nothing_here"):
        said = govdesk("document", "forward_letter", file, "--out", out, "--data", folder)
        assert said.status == 0, said.err
    assert not (tmp_path / "nothing_here").exists()
