"""One whole dossier by the command line: what is missing is named, then the volume with its number."""

import json

import pikepdf
import pytest

from tests.documents.made_up import draft_dict
from tests.end_to_end.conftest import sentence_of

SAID = ["--set", "said_by=村主任", "--set", "said_how=phone"]
EARLY = ("application", "acceptance", "rights_notice", "investigation", "evidence_list", "authorisation")
AFTER = ("session_record", "follow_up_record", "performance_receipt", "closing_report", "confirmation_application")


@pytest.fixture
def dispute(govdesk, data_folder, tmp_path):
    case = {
        "title": "排水沟纠纷",
        "text": "两家为排水沟相争。",
        "channel": "own_patrol",
        "category": "邻里纠纷",
        "grid": "青石村",
        "parties": [{"name": "王𠮷祥"}, {"name": "李䶮", "role": "respondent"}],
    }
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case, ensure_ascii=False), "utf-8")
    number = govdesk("case", "new", "--from", file, "--data", data_folder, "--json").answer["number"]
    assert govdesk("case", "act", number, "sign", *SAID, "--data", data_folder).status == 0
    return number


def mediated(govdesk, data_folder, number):
    consents = ["--set", "consents=王𠮷祥,李䶮", "--set", "mediators=秦有理"]
    done = govdesk("case", "act", number, "mediate", *consents, *SAID, "--data", data_folder)
    assert done.status == 0, done.err


def agreement(tmp_path):
    parties = [
        {"role": role, "name": name, "sex": "男", "nation": "汉", "birth": "1970-01-02", "address": "青石村二组"}
        for role, name in (("applicant", "王𠮷祥"), ("respondent", "李䶮"))
    ]
    performance = {"method": "自行清除", "place": "青石村二组", "due_on": "2099-12-05", "instalments": []}
    draft = draft_dict(
        parties=parties,
        facts="2026年11月，李䶮垫高排水沟，致王𠮷祥院内积水，双方多次争执。",
        terms=["李䶮于2099年12月5日前清除垫高部分，恢复排水沟宽0.6米。"],
        performance=performance,
        participants=[],
        committee="",
        mediators=["秦有理"],
        recorder="郑和平",
    )
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(draft, ensure_ascii=False), "utf-8")
    return file


def test_a_dossier_from_the_first_paper_to_the_volume(govdesk, data_folder, dispute, tmp_path):
    place = ["--data", data_folder]
    out = tmp_path / "volume.pdf"
    early = sentence_of(govdesk("document", "dossier", dispute, "--out", out, *place))
    assert "还没有开始调解" in early
    for kind in EARLY:
        made = govdesk("document", kind, dispute, "--out", tmp_path / f"{kind}.pdf", *place, "--json")
        assert made.status == 0, (kind, made.err)
    mediated(govdesk, data_folder, dispute)
    missing = sentence_of(govdesk("document", "dossier", dispute, "--out", out, *place))
    assert "人民调解记录" in missing
    assert "人民调解协议书" in missing
    assert not out.exists()
    ended = govdesk(
        "case", "act", dispute, "end_mediation", "--set", "outcome=agreed", "--set", "form=paper", *SAID, *place
    )
    assert ended.status == 0, ended.err
    issued = govdesk(
        "document", "agreement", dispute, "--from", agreement(tmp_path), "--out", tmp_path / "a.pdf", *place, "--json"
    )
    assert issued.status == 0, issued.err
    for kind in AFTER:
        made = govdesk("document", kind, dispute, "--out", tmp_path / f"{kind}.pdf", *place, "--json")
        assert made.status == 0, (kind, made.err)
    bound = govdesk("document", "dossier", dispute, "--out", out, *place, "--json")
    assert bound.status == 0, bound.err
    assert bound.answer["number"].startswith("（")
    with pikepdf.open(out) as volume:
        assert len(volume.pages) == bound.answer["pages"]
        assert volume.check_pdf_syntax() == []
    again = govdesk("document", "dossier", dispute, "--out", tmp_path / "again.pdf", *place, "--json")
    assert again.answer["sha256"] == bound.answer["sha256"]


def test_a_volume_is_neither_a_word_file_nor_made_from_a_draft(govdesk, data_folder, dispute, tmp_path):
    place = ["--data", data_folder]
    assert "只能存成 PDF" in sentence_of(govdesk("document", "dossier", dispute, "--out", tmp_path / "v.docx", *place))
    refused = govdesk("document", "dossier", agreement(tmp_path), "--out", tmp_path / "v.pdf", *place)
    assert "按案件编号" in sentence_of(refused)


def test_a_form_from_a_file_names_the_key_that_it_does_not_know(govdesk, data_folder, tmp_path):
    file = tmp_path / "form.json"
    file.write_text(json.dumps({"letterhead": "青石村人民调解委员会", "poem": "…"}, ensure_ascii=False), "utf-8")
    refused = govdesk("document", "investigation", file, "--out", tmp_path / "x.pdf", "--data", data_folder)
    assert "poem" in sentence_of(refused)
