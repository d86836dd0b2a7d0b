"""Issuing papers on a real data folder: numbers without gaps, exact bytes, who may, what is withheld."""

import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest

from govdesk.domain.errors import AccessDenied, BadInput, GovDeskError, NotFound, RuleViolation, StorageUnavailable
from govdesk.domain.numbering import parse_paper_number
from govdesk.services import documents
from govdesk.services.case_card import case_card
from govdesk.services.documents import (
    IssuedDocument,
    issue_document,
    issued_documents,
    note_printing,
    page_count,
    page_images,
    preview_document,
    render_draft,
    reprint,
    void_document,
)
from govdesk.services.messages import sentence
from govdesk.storage import tables
from tests.conftest import Street
from tests.documents.made_up import draft_dict
from tests.documents.reading import text_of

NAMES = ("张守田", "李春生")


def draft(**changes: Any) -> dict[str, Any]:
    """A sound agreement of the parties of the street's cases."""
    parties = [
        {"role": role, "name": name, "sex": "男", "nation": "汉", "birth": "1970-01-02", "address": "柳林村二组"}
        for role, name in zip(("applicant", "respondent"), NAMES, strict=True)
    ]
    text = "2026年11月，李春生垫高排水沟，致张守田院内雨后积水约10厘米，双方多次争执。"
    terms = ["李春生于2026年12月5日前清除垫高部分，恢复排水沟宽0.6米。"]
    performance = {"method": "自行清除", "place": "柳林村二组", "due_on": "2026-12-05", "instalments": []}
    return (
        draft_dict(
            parties=parties,
            facts=text,
            terms=terms,
            performance=performance,
            participants=[],
            committee="",
            mediators=["秦有理"],
            recorder="郑和平",
            reached_on="2026-11-18",
        )
        | changes
    )


def mediated(street: Street, **values: Any) -> int:
    """A case whose mediation is open with everybody's consent."""
    case_id = street.register(**values)
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=list(NAMES), mediators=["秦有理"])
    return case_id


def issue(
    street: Street, case_id: int, kind: str = "agreement", seat: str = "mediator", **changes: Any
) -> IssuedDocument:
    data: dict[str, Any] = draft(**changes) if kind == "agreement" else changes
    return issue_document(street.desk, street.seat(seat), kind, case_id, data)


def test_an_agreement_gets_the_committees_first_number_of_the_year_and_the_volume_of_the_same(street: Street) -> None:
    issued = issue(street, mediated(street))
    assert issued.number == "柳林人调字〔2026〕1号"
    assert issued.volume == "（2026）柳林人调字第1号"
    text = text_of(issued.content)
    assert "柳林村人民调解委员会人民调解协议书编号：柳林人调字〔2026〕1号" in text
    assert issued.copies == 3


def test_numbers_run_without_gaps_whatever_fails_in_between(street: Street) -> None:
    cases = [mediated(street) for _ in range(3)]
    first = issue(street, cases[0])
    with pytest.raises(BadInput):
        issue(street, cases[1], recorder="\ue08b")
    with pytest.raises(RuleViolation):
        issue(street, cases[1], terms=[])
    with pytest.raises(RuleViolation):
        issue(street, cases[0])
    numbers = [first.number, issue(street, cases[1]).number, issue(street, cases[2]).number]
    assert [parse_paper_number(number).sequence for number in numbers] == [1, 2, 3]


def test_a_failure_after_the_number_was_taken_keeps_nothing(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = mediated(street)
    version = case_card(street.desk, street.seat("operator"), case_id).version

    def fail(*_arguments: object) -> None:
        raise StorageUnavailable("disk_failed", {})

    with monkeypatch.context() as patched:
        patched.setattr(documents, "_log", fail)
        with pytest.raises(StorageUnavailable):
            issue(street, case_id)
    assert issued_documents(street.desk, street.seat("operator"), case_id) == []
    assert case_card(street.desk, street.seat("operator"), case_id).version == version
    with street.desk.database.reading() as connection:
        assert connection.execute(tables.document_file.select()).first() is None
    assert parse_paper_number(issue(street, case_id).number).sequence == 1


def test_every_committee_and_every_year_counts_for_itself(street: Street) -> None:
    from govdesk.services.grids import find_grid

    here = mediated(street)
    there = mediated(street, grid_id=find_grid(street.desk, "石桥村").id)
    assert issue(street, here).number == "柳林人调字〔2026〕1号"
    assert issue(street, there).number == "石桥人调字〔2026〕1号"
    street.clock.at = datetime(2027, 1, 4, 9, 0)
    later = mediated(street)
    assert (
        issue(street, later, reached_on="2027-01-04", performance=due("2027-02-01")).number == "柳林人调字〔2027〕1号"
    )


def due(on: str) -> dict[str, Any]:
    return {"method": "自行清除", "place": "柳林村二组", "due_on": on, "instalments": []}


def test_the_case_log_remembers_the_paper(street: Street) -> None:
    case_id = mediated(street)
    issued = issue(street, case_id)
    card = case_card(street.desk, street.seat("operator"), case_id)
    assert card.timeline[-1].action == "issue_document"
    assert issued.number in card.timeline[-1].note
    assert [paper.number for paper in card.papers] == [issued.number]
    assert issued.changes.cases == {case_id}
    assert issued.changes.documents == {issued.id}


def test_a_reprint_is_byte_for_byte_what_was_issued(street: Street) -> None:
    case_id = mediated(street)
    issued = issue(street, case_id)
    street.clock.advance(timedelta(days=3))
    assert reprint(street.desk, street.seat("supervisor"), issued.id) == issued.content
    (row,) = issued_documents(street.desk, street.seat("operator"), case_id)
    assert (row.number, row.sha256, row.pages, row.state) == (issued.number, issued.sha256, issued.pages, "issued")
    assert row.template == "mediation_agreement/1"


def test_damaged_bytes_are_noticed(street: Street) -> None:
    issued = issue(street, mediated(street))
    with street.desk.database.writing() as connection:
        connection.execute(tables.document_file.update().values(content=b"%PDF-1.4 something else"))
        connection.commit()
    with pytest.raises(StorageUnavailable) as caught:
        reprint(street.desk, street.seat("operator"), issued.id)
    assert issued.number in sentence(caught.value)


def test_a_preview_takes_no_number_and_writes_nothing(street: Street) -> None:
    case_id = mediated(street)
    version = case_card(street.desk, street.seat("operator"), case_id).version
    content = preview_document(street.desk, street.seat("mediator"), "agreement", case_id, draft())
    assert "编号：人调字〔〕号" in text_of(content)
    assert case_card(street.desk, street.seat("operator"), case_id).version == version
    assert page_count(content) == len(page_images(content, 40))
    assert issue(street, case_id).number == "柳林人调字〔2026〕1号"


def test_an_unfinished_draft_can_be_previewed(street: Street) -> None:
    case_id = mediated(street)
    content = preview_document(street.desk, street.seat("mediator"), "agreement", case_id, {"parties": [{}]})
    assert "人民调解协议书" in text_of(content)


def test_no_agreement_without_a_mediation(street: Street) -> None:
    case_id = street.register()
    with pytest.raises(RuleViolation) as caught:
        issue(street, case_id)
    assert caught.value.code == "agreement_needs_mediation"


def test_no_agreement_after_a_refusal(street: Street) -> None:
    case_id = mediated(street)
    street.act(case_id, "end_mediation", outcome="refused", elsewhere="可向人民法院起诉")
    with pytest.raises(RuleViolation) as caught:
        issue(street, case_id)
    assert caught.value.code == "mediation_not_agreed"


def test_an_agreement_can_be_issued_after_the_mediation_ended_agreed(street: Street) -> None:
    case_id = mediated(street)
    street.act(case_id, "end_mediation", outcome="agreed", form="paper")
    assert issue(street, case_id).number == "柳林人调字〔2026〕1号"


def test_an_oral_agreement_has_no_paper_of_this_kind(street: Street) -> None:
    with pytest.raises(RuleViolation) as caught:
        issue(street, mediated(street), form="oral")
    assert caught.value.code == "oral_has_no_agreement"


def test_a_street_office_never_issues_under_the_committees_name(street: Street) -> None:
    """The letterhead is the committee of the mediation, whatever the draft says."""
    text = text_of(issue(street, mediated(street), committee="柳河街道综网中心").content)
    assert text.startswith("柳林村人民调解委员会")
    assert "综网中心" not in text


def test_an_agreement_with_an_error_of_its_checks_is_not_issued(street: Street) -> None:
    with pytest.raises(RuleViolation) as caught:
        issue(street, mediated(street), consent=False)
    assert caught.value.code == "agreement_defective"
    assert "1 处错误" in sentence(caught.value)


def test_a_void_agreement_keeps_its_number_and_makes_room_for_another(street: Street) -> None:
    case_id = mediated(street)
    first = issue(street, case_id)
    with pytest.raises(RuleViolation):
        void_document(street.desk, street.seat("mediator"), first.id, " ")
    void_document(street.desk, street.seat("mediator"), first.id, "金额写错")
    second = issue(street, case_id)
    assert second.number == "柳林人调字〔2026〕2号"
    states = [(row.number, row.state) for row in issued_documents(street.desk, street.seat("operator"), case_id)]
    assert states == [(first.number, "void"), (second.number, "issued")]
    assert reprint(street.desk, street.seat("operator"), first.id) == first.content
    with pytest.raises(RuleViolation):
        void_document(street.desk, street.seat("mediator"), first.id, "再作废")


def test_who_may_not_issue_is_told_so(street: Street) -> None:
    case_id = mediated(street)
    with pytest.raises(AccessDenied) as caught:
        issue(street, case_id, seat="leader")
    assert "人民调解协议书" in sentence(caught.value)
    assert issue(street, case_id, seat="mc-990000001200").number


def test_an_assignment_draws_on_the_case(street: Street) -> None:
    case_id = street.register(reporter="赵某", phone="13800000009", address="柳林村东头")
    issued = issue(street, case_id, "assignment", "operator", instruction="三日内到场。")
    assert issued.number == "柳综治交〔2026〕1号"
    text = text_of(issued.content)
    for part in (
        "柳河街道综网中心",
        "柳林村人民调解委员会",
        "排水沟相邻纠纷",
        "赵某",
        "13800000009",
        "柳林村东头",
        "三日内到场。",
    ):
        assert part in text
    assert case_card(street.desk, street.seat("operator"), case_id).number in text


def test_an_informants_identity_is_withheld_from_the_receiver(street: Street) -> None:
    case_id = street.register(reporter="赵某", phone="13800000009")
    with street.desk.database.writing() as connection:
        connection.execute(tables.cases.update().values(informant_protected=True))
        connection.commit()
    text = text_of(preview_document(street.desk, street.seat("operator"), "assignment", case_id))
    assert "赵某" not in text
    assert "13800000009" not in text
    assert "身份依法保密" in text


def test_an_assignment_needs_a_receiver(street: Street) -> None:
    case_id = street.register()
    with pytest.raises(RuleViolation) as caught:
        issue(street, case_id, "assignment", "operator", receiver="")
    assert caught.value.code == "paper_needs_receiver"


def test_a_handover_draws_on_the_latest_offer(street: Street) -> None:
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "hand_over", receiver="justice_office", reason="需要专业调解", materials=["调解记录", "照片"])
    issued = issue(
        street,
        case_id,
        "handover",
        "operator",
        materials=[{"name": "调解记录", "original": "原件", "copies": 1, "sheets": 4}, "照片"],
        basis="分级化解清单第6项",
    )
    assert issued.number == "柳综治移〔2026〕1号"
    text = text_of(issued.content)
    for part in ("司法所", "需要专业调解", "调解记录原件14", "以上材料共2项", "分级化解清单第6项", "张守田"):
        assert part in text


def test_series_do_not_share_numbers(street: Street) -> None:
    case_id = mediated(street)
    assert issue(street, case_id).number == "柳林人调字〔2026〕1号"
    assert issue(street, case_id, "assignment", "operator").number == "柳综治交〔2026〕1号"
    assert issue(street, case_id, "assignment", "operator").number == "柳综治交〔2026〕2号"


def test_demonstration_papers_are_marked(street: Street) -> None:
    case_id = mediated(street)
    assert "演示" not in text_of(issue(street, case_id).content)
    with street.desk.database.writing() as connection:
        connection.execute(tables.centre.update().values(demonstration=True))
        connection.commit()
    street.desk.reload()
    assert "演示" in text_of(issue(street, case_id, "assignment", "operator").content)


def test_printing_is_remembered(street: Street) -> None:
    issued = issue(street, mediated(street))
    note_printing(street.desk, street.seat("operator"), issued.id, 3, "printer")
    with street.desk.database.reading() as connection:
        (line,) = connection.execute(tables.print_log.select()).all()
    assert (line.document_id, line.copies, line.way, line.seat) == (issued.id, 3, "printer", "operator")


def test_a_draft_file_alone_is_rendered_with_its_own_number(street: Street) -> None:
    rendered = render_draft("agreement", draft(committee="某村人民调解委员会", number="某人调字〔2026〕5号"))
    assert "某人调字〔2026〕5号" in text_of(rendered.content)
    assignment = {"letterhead": "某中心", "receiver": "某所", "title": "某事", "assigned_on": "2026-11-23"}
    assert "2026年11月23日" in text_of(render_draft("assignment", assignment).content)


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("poem", {}, "no_such_paper"),
        ("agreement", {"colour": "red"}, "draft_unknown_key"),
        ("assignment", {"colour": "red"}, "draft_unknown_key"),
        ("assignment", {"title": 5}, "draft_expects_text"),
        ("assignment", {"assists": "甲"}, "draft_expects_list"),
        ("assignment", {"assigned_on": "morgen"}, "draft_expects_date"),
        ("handover", {"materials": [{"name": "甲", "copies": -1}]}, "draft_expects_number"),
        ("handover", [], "draft_expects_object"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_in_chinese(kind: str, data: object, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        render_draft(kind, data)
    assert caught.value.code == code
    assert sentence(caught.value) != code


def test_a_draft_file_without_what_the_paper_needs_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        render_draft("assignment", {"title": "某事"})
    assert caught.value.code == "draft_key_missing"


def test_an_unknown_document_is_not_found(street: Street) -> None:
    with pytest.raises(NotFound):
        reprint(street.desk, street.seat("operator"), 999)


def test_the_pdf_library_is_not_loaded_before_the_first_paper() -> None:
    script = (
        "import sys, govdesk.services.documents; "
        "assert not {'reportlab', 'pypdfium2'} & set(sys.modules), 'loaded at import'"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_every_refusal_of_a_paper_is_a_chinese_sentence(street: Street) -> None:
    case_id = mediated(street)
    for changes in ({"recorder": "\ue08b"}, {"form": "oral"}, {"consent": False}):
        with pytest.raises(GovDeskError) as caught:
            issue(street, case_id, **changes)
        assert "。" in sentence(caught.value)
