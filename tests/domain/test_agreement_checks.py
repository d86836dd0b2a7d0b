"""The checks of an agreement: invented faulty drafts are caught by name, sound ones are left alone."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from govdesk.domain.agreement import AgreementDraft, DraftParty, draft_from_dict
from govdesk.domain.agreement_checks import check_agreement, may_be_issued
from govdesk.domain.agreement_findings import CHECKS, Level
from govdesk.domain.agreement_text import acting_names, dates_in, names_a_time, quarrelling_names

TODAY = date(2026, 11, 23)
OTHER_CASES = ("钱大勇", "王芳")
DRAFTS = Path(__file__).parent / "drafts"
FAULTY = sorted((DRAFTS / "faulty").glob("*.json"))
SOUND = sorted((DRAFTS / "sound").glob("*.json"))


def load(path: Path) -> AgreementDraft:
    return draft_from_dict(json.loads(path.read_text(encoding="utf-8")))


def codes(draft: AgreementDraft) -> set[str]:
    return {found.code for found in check_agreement(draft, TODAY)}


@pytest.fixture
def ditch() -> AgreementDraft:
    return load(DRAFTS / "sound" / "ditch.json")


def with_terms(draft: AgreementDraft, *terms: str) -> AgreementDraft:
    return replace(draft, terms=terms)


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_faulty_draft_is_caught_with_the_code_that_names_its_fault(path: Path) -> None:
    others = OTHER_CASES if path.stem == "name_from_other_case" else ()
    assert path.stem in {found.code for found in check_agreement(load(path), TODAY, others)}


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_sound_draft_is_neither_blocked_nor_nagged(path: Path) -> None:
    assert check_agreement(load(path), TODAY) == []


def test_there_are_enough_examples_and_checks() -> None:
    assert len(FAULTY) >= 40
    assert len(SOUND) >= 20
    assert len(CHECKS) >= 25


def test_every_check_has_one_code_and_a_source() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert all(check.source for check in CHECKS)


def test_an_empty_draft_is_told_everything_it_lacks() -> None:
    found = codes(AgreementDraft())
    assert {"consent_missing", "parties_too_few", "facts_missing", "terms_missing"} <= found
    assert {"committee_missing", "mediators_missing"} <= found


def test_an_id_number_that_fails_never_blocks() -> None:
    found = check_agreement(load(DRAFTS / "faulty" / "id_checksum.json"), TODAY)
    assert may_be_issued(found)


def test_where_a_court_decides_there_is_only_a_warning() -> None:
    courtly = [check for check in CHECKS if check.code.startswith("confirmation_") or "outside" in check.code]
    assert courtly
    assert {check.level for check in courtly} == {Level.WARNING}


def test_errors_come_before_warnings() -> None:
    levels = [found.level for found in check_agreement(load(DRAFTS / "faulty" / "party_twice.json"), TODAY)]
    assert levels == sorted(levels, key=lambda level: level is Level.WARNING)


def test_copies_left_to_the_law_are_right(ditch: AgreementDraft) -> None:
    assert codes(replace(ditch, copies=None)) == set()


def test_a_fourth_copy_is_asked_about_but_not_refused(ditch: AgreementDraft) -> None:
    assert codes(replace(ditch, copies=4)) == {"copies_more"}


@pytest.mark.parametrize(
    "committee",
    ["关山街道办事处", "关山派出所", "孙家村村委会", "关山人民法庭", "关山街道综治中心", "某厂劳动争议调解委员会"],
)
def test_only_a_mediation_committee_may_issue_the_paper(ditch: AgreementDraft, committee: str) -> None:
    assert codes(replace(ditch, committee=committee)) == {"presiding_body"}


@pytest.mark.parametrize(
    "committee", ["孙家村调委会", "关山街道办事处人民调解委员会", "bodies:12", "示例人民调解工作室"]
)
def test_a_committee_by_any_usual_name_is_accepted(ditch: AgreementDraft, committee: str) -> None:
    assert codes(replace(ditch, committee=committee)) == set()


@pytest.mark.parametrize(
    "number",
    [
        "关人调字〔2026〕12号",
        "关孙人调字（2026）第12号",
        "（2026）关人调字第12号",
        "关人调协字[2026]12号",
        "关人调〔2026〕12号",
        "",
    ],
)
def test_numbers_in_the_known_forms_are_accepted(ditch: AgreementDraft, number: str) -> None:
    assert codes(replace(ditch, number=number)) == set()


@pytest.mark.parametrize(
    "number", ["118", "2026-118", "关人调字2026-118号", "关人调字〔26〕118号", "关人调字〔2026〕118"]
)
def test_a_number_without_year_or_form_is_noticed(ditch: AgreementDraft, number: str) -> None:
    assert codes(replace(ditch, number=number)) == {"number_malformed"}


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("于2026年12月5日前支付8000元。", "duty_without_person"),
        ("李䶮赔偿王守田损失。", "duty_without_amount"),
        ("李䶮尽快赔偿王守田800元。", "vague_words"),
        ("李䶮赔偿王守田800元左右。", "vague_words"),
        ("赵六赔偿王守田医疗费800元。", "name_not_party"),
        ("李䶮赔偿赵六医疗费800元，款项交给赵六。", "name_not_party"),
        ("李国赔偿王守甜800元。", "name_written_two_ways"),
        ("李䶮于2025年12月10日前赔偿王守田800元。", "term_date_passed"),
        ("李䶮于2026年2月30日前赔偿王守田800元。", "date_impossible"),
        ("李䶮赔偿____元，于2026年12月5日支付。", "placeholder_left"),
        ("李䶮向人民调解委员会支付调解费200元。", "fee_charged"),
        ("王守田不得就此事向法院起诉。", "blocks_remedies"),
        ("本协议一式两份。", "copies_in_terms"),
        ("李䶮赔偿王守田人民币8000元（捌佰元整）。", "amount_words_differ"),
        ("李䶮分三期支付王守田9000元，分3期，每期2000元。", "instalments_total_in_terms"),
        ("李䶮赔偿王守田医疗费5000元、误工费3000元，共计9000元。", "amounts_total"),
    ],
)
def test_a_fault_in_one_line_is_found_on_that_line(ditch: AgreementDraft, term: str, code: str) -> None:
    found = check_agreement(with_terms(ditch, "双方互相谅解。", term), TODAY)
    assert ("terms[1]", code) in {(item.field, item.code) for item in found}


@pytest.mark.parametrize(
    "term",
    [
        "李䶮一次性赔偿王守田医疗费、误工费等共计人民币叁万陆仟元整（￥36,000.00），此款于协议签订时当场付清。",
        "自本协议生效之日起，双方不得再因此事发生纠纷，如一方违约，应承担违约金5000元。",
        "李䶮欠王守田货款共计12万元，分四次付清：2027年1月1日前付3万元，2027年4月1日前付3万元，2027年7月1日前付3万元，2027年10月1日前付3万元。",
        "李䶮在收到王守田提供的发票后5个工作日内，支付材料款24500元。",
        "本协议自双方签字、按指印之日起生效，未尽事宜，双方另行协商解决。",
        "李䶮赔偿王守田电动车维修费用1200元，扣除已支付的200元，余款1000元于三日内付清。",
        "因李䶮家庭困难，王守田自愿减免2000元，李䶮实际支付8000元（捌仟元整）。",
        "车辆损失以保险公司定损为准，由李䶮投保的保险公司理赔，不足部分由李䶮承担。",
        "李䶮停止夜间22时至次日6时的施工作业。",
        "如李䶮未按期支付，王守田可向人民法院申请强制执行。",
        "王守田自愿放弃其他诉讼请求。",
        "按照《最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释》的标准，李䶮赔偿王守田800元。",
        "由村民小组组长赵有才监督执行。",
        "双方今后应和睦相处，互相尊重，不得再有辱骂、殴打等行为。",
    ],
)
def test_a_line_of_the_usual_kind_is_left_alone(ditch: AgreementDraft, term: str) -> None:
    assert codes(with_terms(ditch, term)) == set()


def test_two_parties_of_one_name_are_two_people_when_something_differs(ditch: AgreementDraft) -> None:
    first = ditch.parties[0]
    other = replace(first, id_number="", birth="1990-01-01", address="关山街道康村")
    assert "party_twice" not in codes(replace(ditch, parties=(first, other)))
    assert "party_twice" in codes(replace(ditch, parties=(first, first)))


def test_a_worker_of_sixteen_may_sign_and_a_pupil_may_not(ditch: AgreementDraft) -> None:
    young = DraftParty(role="被申请人", name="李䶮", sex="男", nation="汉族", birth="2010-05-05", address="孙家村")
    worker = replace(young, occupation="饭店服务员")
    assert codes(replace(ditch, parties=(ditch.parties[0], young))) == {"minor_without_guardian"}
    assert codes(replace(ditch, parties=(ditch.parties[0], worker))) == {"minor_may_act"}


def test_forty_parties_and_a_very_long_fact_are_checked_in_a_second(ditch: AgreementDraft) -> None:
    many = tuple(replace(ditch.parties[0], name=f"王守田{index}", id_number="") for index in range(40))
    long = replace(ditch, parties=many, copies=41, facts=ditch.facts * 600)
    assert len(long.facts) > 40_000
    check_agreement(long, TODAY)


def test_dates_are_read_in_figures_and_in_words() -> None:
    found = dates_in("2026.12.5，二〇二六年十二月五日，2026年10月，2026年11月31日")
    assert [item.first for item in found] == [date(2026, 12, 5), date(2026, 12, 5), date(2026, 10, 1), None]


@pytest.mark.parametrize(
    "text", ["三日内", "每月10日前", "签字当日", "2027年春节前", "本协议生效后十五日内", "12月5日"]
)
def test_words_that_fix_a_time_are_known(text: str) -> None:
    assert names_a_time(text)


@pytest.mark.parametrize("text", ["以后支付", "双方充分协商", "一次性支付", "当面赔礼"])
def test_words_that_fix_no_time_are_not_taken_for_one(text: str) -> None:
    assert not names_a_time(text)


def test_names_are_read_where_they_act_and_nouns_are_not_names() -> None:
    assert set(acting_names("一、赵六应向欧阳小明支付800元，由王某某负责清理")) == {"赵六", "欧阳小明", "王某某"}
    for noun in ("余款于三日内付清", "房屋应恢复原状", "平均承担费用", "双方自愿", "安装应于月底前", "金额按发票"):
        assert list(acting_names(noun)) == []


def test_facts_tell_who_is_in_dispute() -> None:
    assert set(quarrelling_names("2026年5月，赵某与钱某因宅基地发生争执")) == {"赵某", "钱某"}
    assert set(quarrelling_names("2026年9月，孙六驾驶三轮车撞上围墙")) == {"孙六"}
    assert set(quarrelling_names("王某某与李某原系夫妻")) == {"王某某", "李某"}
