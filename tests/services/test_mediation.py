"""Mediation as work on a real database: the list, the prefilled draft, saving, checking, files from a stick."""

import json
import string
from dataclasses import replace
from datetime import date

import pytest

from govdesk.domain.agreement import Attendee, DraftParty, Performance
from govdesk.domain.agreement_findings import CHECKS
from govdesk.domain.case import PartySnapshot
from govdesk.domain.errors import AccessDenied, BadInput, Conflict, RuleViolation
from govdesk.services import mediation
from govdesk.services.documents import issue_document, preview_document
from govdesk.services.messages import sentence
from govdesk.services.messages_agreement import FIELDS, FINDINGS
from govdesk.services.opening import open_desk

PARTIES = (
    PartySnapshot("张守田", sex="男", nation="汉族", birth="1974-03-12", address="柳林村一组", phone="13900000000"),
    PartySnapshot("李䶮", role="respondent", sex="男", nation="汉族", birth="1969-08-05", address="柳林村一组"),
)
COMMITTEE = "mc-990000001200"


@pytest.fixture
def table(street):
    """A dispute at the table; returns its case id."""
    case_id = street.register(parties=PARTIES, text="李䶮翻建院墙占用排水沟，致张守田院内积水。")
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李䶮"], mediators=["秦有理"])
    return case_id


def finished(draft):
    return replace(
        draft,
        terms=("李䶮于2026年12月5日前拆除占用部分院墙，恢复排水沟。", "张守田补助拆除费用800元，于验收当日现金支付。"),
        performance=Performance("现金", "柳林村村委会", "2026-12-05"),
        recorder="郑和平",
    )


def codes(findings):
    return {item.code for item in findings}


def test_a_dispute_at_the_table_is_listed_with_its_people(street, table):
    (row,) = mediation.open_mediations(street.desk, street.seat("mediator"))
    assert (row.case_id, row.parties, row.mediators) == (table, ("张守田", "李䶮"), ("秦有理",))
    assert (row.state, row.committee, row.drafted_at, row.issued) == ("open", "柳林村人民调解委员会", None, "")
    assert row.due_words


def test_a_case_without_mediation_has_no_agreement(street):
    case_id = street.register()
    with pytest.raises(RuleViolation) as refused:
        mediation.agreement_for_case(street.desk, street.seat("mediator"), case_id)
    assert "LH2611-0001" in sentence(refused.value)


def test_the_draft_begins_with_what_the_case_knows(street, table):
    work = mediation.agreement_for_case(street.desk, street.seat("mediator"), table)
    draft = work.draft
    assert draft.committee == "柳林村人民调解委员会"
    assert [(party.role, party.name, party.birth) for party in draft.parties] == [
        ("申请人", "张守田", "1974-03-12"),
        ("被申请人", "李䶮", "1969-08-05"),
    ]
    assert draft.parties[0].phone == "13900000000"
    assert draft.facts.startswith("李䶮翻建")
    assert draft.mediators == (Attendee(name="秦有理"),)
    assert (draft.reached_on, draft.number, draft.consent) == ("2026-11-18", "", True)
    assert work.register[:2] == ("秦有理", "郑和平")
    assert work.revision == 0


def test_what_is_typed_is_kept_for_every_seat(street, table):
    mediator, operator = street.seat("mediator"), street.seat("operator")
    draft = finished(mediation.agreement_for_case(street.desk, mediator, table).draft)
    revision = mediation.save_agreement(street.desk, mediator, table, draft, 0)
    again = mediation.agreement_for_case(street.desk, operator, table)
    assert (again.draft, again.revision) == (draft, revision)
    assert mediation.open_mediations(street.desk, operator)[0].drafted_at is not None


def test_two_seats_never_overwrite_each_other(street, table):
    draft = mediation.agreement_for_case(street.desk, street.seat("mediator"), table).draft
    mediation.save_agreement(street.desk, street.seat("mediator"), table, draft, 0)
    with pytest.raises(Conflict) as refused:
        mediation.save_agreement(street.desk, street.seat("operator"), table, replace(draft, facts=""), 0)
    assert "调解员" in sentence(refused.value)
    kept = mediation.agreement_for_case(street.desk, street.seat("operator"), table).draft
    assert kept.facts == draft.facts


def test_a_committee_sees_its_own_tables_only(street, table):
    assert mediation.open_mediations(street.desk, street.seat(COMMITTEE))
    assert mediation.open_mediations(street.desk, street.seat("mc-990000001201")) == []
    with pytest.raises(AccessDenied):
        mediation.agreement_for_case(street.desk, street.seat("mc-990000001201"), table)


def test_an_agreement_in_writing_stays_in_the_list_and_an_oral_one_does_not(street, table):
    street.act(table, "end_mediation", outcome="agreed", form="paper")
    (row,) = mediation.open_mediations(street.desk, street.seat("mediator"))
    assert (row.state, row.due_words) == ("agreed", "")
    other = street.register(parties=PARTIES)
    street.act(other, "sign")
    street.act(other, "mediate", consents=["张守田", "李䶮"], mediators=["秦有理"])
    street.act(other, "end_mediation", outcome="agreed", form="oral")
    assert [item.case_id for item in mediation.open_mediations(street.desk, street.seat("mediator"))] == [table]


def test_a_finished_draft_has_no_findings_and_an_empty_one_says_what_is_missing(street, table):
    actor = street.seat("mediator")
    draft = mediation.agreement_for_case(street.desk, actor, table).draft
    assert "terms_missing" in codes(mediation.check(street.desk, actor, draft, table))
    assert mediation.check(street.desk, actor, finished(draft), table) == []


def test_a_name_left_from_another_mediation_is_noticed(street, table):
    other = street.register(parties=(PartySnapshot("赵满仓"), PartySnapshot("钱来喜", role="respondent")))
    street.act(other, "sign")
    street.act(other, "mediate", consents=["赵满仓", "钱来喜"], mediators=["秦有理"])
    actor = street.seat("mediator")
    draft = finished(mediation.agreement_for_case(street.desk, actor, table).draft)
    copied = replace(draft, facts=f"{draft.facts}钱来喜对此没有异议。")
    (found,) = mediation.check(street.desk, actor, copied, table)
    assert (found.code, found.field) == ("name_from_other_case", "facts")
    assert "钱来喜" in found.sentence


def test_a_finding_is_a_chinese_sentence_with_its_article(street, table):
    actor = street.seat("mediator")
    draft = mediation.agreement_for_case(street.desk, actor, table).draft
    wrong = replace(finished(draft), copies=2, parties=(*draft.parties[:1], replace(draft.parties[1], sex="")))
    found = {item.code: item for item in mediation.check(street.desk, actor, wrong, table)}
    assert found["copies_too_few"].sentence == "协议书应一式 3 份（当事人各一份、调委会一份），现在写的是 2 份。"
    assert found["copies_too_few"].source == "《人民调解法》第二十九条第二款"
    assert found["party_incomplete"].sentence == "李䶮 的基本情况不全，缺性别。"
    assert found["copies_too_few"].level == "error"


def test_every_check_has_a_sentence_whose_places_can_be_filled():
    assert set(FINDINGS) == {check.code for check in CHECKS}
    for code, words in FINDINGS.items():
        assert all(name is None or name.isidentifier() for _, name, *_ in string.Formatter().parse(words)), code
        assert words.endswith("。")
    assert len(mediation.check_list()) == len(CHECKS)


def test_every_field_that_may_be_missing_has_a_word():
    assert {"sex", "nation", "birth", "address", "id_number", "amount", "due_on", "payer", "payee"} == set(FIELDS)


def test_a_draft_from_a_stick_is_read_and_written(tmp_path, street, table):
    draft = finished(mediation.agreement_for_case(street.desk, street.seat("mediator"), table).draft)
    path = tmp_path / "协议.json"
    mediation.write_draft_file(draft, path)
    assert mediation.read_draft_file(path) == draft
    assert mediation.lint_file(path, street.clock.now().date()).ok


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_drafts_in_the_encodings_of_windows_are_read(tmp_path, encoding):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"facts": "排水沟"}, ensure_ascii=False), encoding=encoding)
    assert mediation.read_draft_file(path).facts == "排水沟"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "agreement_draft_unreadable"),
        (b"\xff\xfe\x00", "agreement_draft_unreadable"),
        (b"PK\x03\x04 not json", "agreement_draft_unreadable"),
        (b"[]", "draft_expects_object"),
        (b'{"version": 2}', "draft_other_version"),
        (b'{"parteis": []}', "draft_unknown_key"),
        (b"[" * 100_000, "agreement_draft_unreadable"),
        (b'{"performance": {"instalments": [{"amount": NaN}]}}', "draft_expects_number"),
        (b'{"performance": {"instalments": [{"amount": 1e999}]}}', "draft_expects_number"),
        (b'{"copies": ' + b"9" * 5000 + b"}", "agreement_draft_unreadable"),
    ],
)
def test_what_is_no_draft_is_refused_in_one_sentence(tmp_path, content, code):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        mediation.read_draft_file(path)
    assert refused.value.code == code
    assert "{" not in sentence(refused.value)


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path):
    with pytest.raises(BadInput):
        mediation.read_draft_file(tmp_path / "none.json")
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (mediation.LARGEST_DRAFT_FILE + 1))
    with pytest.raises(BadInput) as refused:
        mediation.read_draft_file(large)
    assert refused.value.code == "draft_too_large"


def test_lint_reports_in_the_order_errors_first(tmp_path):
    path = tmp_path / "draft.json"
    path.write_text(json.dumps({"consent": True, "parties": [{"name": "张守田"}]}), encoding="utf-8")
    report = mediation.lint_file(path, date(2026, 11, 18))
    assert not report.ok
    levels = [item.level for item in report.findings]
    assert levels == sorted(levels)


def test_a_committee_may_be_named_by_its_code(street, table):
    actor = street.seat("mediator")
    draft = replace(finished(mediation.agreement_for_case(street.desk, actor, table).draft), committee="police_station")
    assert "presiding_body" in codes(mediation.check(street.desk, actor, draft, table))
    assert mediation.check(street.desk, actor, replace(draft, committee=COMMITTEE), table) == []


def test_a_mediator_outside_the_register_is_told_where_the_desk_has_one(street, table, tmp_path):
    actor = street.seat("mediator")
    draft = finished(mediation.agreement_for_case(street.desk, actor, table).draft)
    draft = replace(draft, mediators=(Attendee("秦有理"), Attendee("冯 无名"), Attendee("")))
    found = mediation.check(street.desk, actor, draft, table)
    assert [(item.code, item.level, item.field) for item in found] == [
        ("mediator_not_registered", "warning", "mediators[1]")
    ]
    assert "冯无名" in found[0].sentence and "第十四条" in found[0].source
    path = tmp_path / "draft.json"
    mediation.write_draft_file(draft, path)
    today = street.clock.now().date()
    assert "mediator_not_registered" in codes(mediation.lint_file(path, today, street.desk).findings)
    assert "mediator_not_registered" not in codes(mediation.lint_file(path, today).findings)


def test_a_desk_before_its_centre_is_set_up_still_checks_a_draft(tmp_path):
    path = tmp_path / "draft.json"
    path.write_text(json.dumps({"consent": True, "mediators": ["秦有理"]}), encoding="utf-8")
    desk = open_desk(tmp_path / "data")
    try:
        assert "mediator_not_registered" not in codes(mediation.lint_file(path, date(2026, 11, 18), desk).findings)
    finally:
        desk.close()


def test_an_informant_is_not_named_in_the_agreement(street):
    case_id = street.register(parties=(*PARTIES, PartySnapshot("郭知情", role="reporter")), informant_protected=True)
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李䶮", "郭知情"], mediators=["秦有理"])
    draft = mediation.agreement_for_case(street.desk, street.seat("mediator"), case_id).draft
    assert [party.name for party in draft.parties] == ["张守田", "李䶮"]


def test_the_draft_is_the_paper(street, table):
    actor = street.seat("mediator")
    draft = finished(mediation.agreement_for_case(street.desk, actor, table).draft)
    content = preview_document(street.desk, actor, "agreement", table, draft)
    assert content.startswith(b"%PDF")
    issued = issue_document(street.desk, actor, "agreement", table, draft)
    assert (issued.copies, issued.number.endswith("〔2026〕1号")) == (3, True)
    assert mediation.open_mediations(street.desk, actor)[0].issued == issued.number


def test_a_draft_with_an_error_is_not_issued(street, table):
    actor = street.seat("mediator")
    draft = mediation.agreement_for_case(street.desk, actor, table).draft
    with pytest.raises(RuleViolation):
        issue_document(street.desk, actor, "agreement", table, replace(draft, parties=(DraftParty(),)))
