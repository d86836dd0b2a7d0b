"""Agreements in the words of a village office: slips are caught by a fitting code, whole ones are let through."""

from datetime import date

import pytest

from govdesk.domain.agreement import draft_from_dict
from govdesk.domain.agreement_checks import check_agreement, may_be_issued
from govdesk.domain.agreement_findings import CHECKS
from tests.domain.village_drafts_faulty import FAULTY, one
from tests.domain.village_drafts_sound import SOUND, performing

TODAY = date(2026, 11, 23)
TO_BE_WEIGHED = {"party_incomplete", "credit_code_checksum", "minor_may_act"}
"""Warnings that are true of the sound drafts: a code left out, a number invented, a worker of seventeen."""


@pytest.mark.parametrize("name", SOUND)
def test_a_whole_agreement_is_not_held_back(name: str) -> None:
    found = check_agreement(draft_from_dict(SOUND[name]), TODAY)
    assert may_be_issued(found)
    assert {item.code for item in found} <= TO_BE_WEIGHED


@pytest.mark.parametrize("name", FAULTY)
def test_a_slip_is_caught_by_a_fitting_code(name: str) -> None:
    fitting, draft = FAULTY[name]
    assert fitting & {item.code for item in check_agreement(draft_from_dict(draft), TODAY)}


def test_the_drafts_are_many_and_name_codes_that_exist() -> None:
    known = {check.code for check in CHECKS}
    assert len(SOUND) >= 30
    assert len(FAULTY) >= 40
    assert all(fitting <= known for fitting, _ in FAULTY.values())


@pytest.mark.parametrize(
    "when",
    [
        "2026年腊月二十前",
        "春节前",
        "年前",
        "国庆节前",
        "下月10号前",
        "2027年麦收前",
        "正月十五前",
        "月底前",
        "签字后十日内",
    ],
)
def test_a_day_of_the_village_calendar_is_a_time(when: str) -> None:
    draft = one([f"褚长贵{when}归还聂秀芝借款20000元。"], performance=performing("现金", "石桥村", ""))
    assert may_be_issued(check_agreement(draft_from_dict(draft), TODAY))


@pytest.mark.parametrize("when", ["有条件时", "过段时间", "方便的时候", "等卖了房子再", "将来", "慢慢"])
def test_a_time_that_never_comes_is_told(when: str) -> None:
    draft = one([f"褚长贵{when}归还聂秀芝借款20000元。"], performance=performing("现金", "石桥村", ""))
    assert "vague_words" in {item.code for item in check_agreement(draft_from_dict(draft), TODAY)}


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("褚长贵于2026年12月31日前归还聂秀芝20000元，款项打入周强账户。", "name_not_party"),
        ("乙方（周强）于2026年12月31日前归还聂秀芝20000元。", "name_not_party"),
        ("聂秀芝与周强今后互不干涉。", "name_not_party"),
        ("褚长贵向调解委员会缴纳手续费300元。", "fee_charged"),
        ("误工补贴100元付给调解员秦有理。", "fee_charged"),
        ("聂秀芝不得再就此事向任何部门反映。", "blocks_remedies"),
        ("褚长贵于2026年12月31日前归还聂秀芝两三千元。", "vague_words"),
    ],
)
def test_a_slip_in_one_line_is_caught(term: str, code: str) -> None:
    assert code in {item.code for item in check_agreement(draft_from_dict(one([term])), TODAY)}


@pytest.mark.parametrize(
    "term",
    [
        "以上款项由调解员秦有理当面交给聂秀芝。",
        "款项20000元交由石桥村调委会代为转交聂秀芝。",
        "违约方按未履行金额的10%支付违约金。",
        "褚长贵保证按时履行，否则承担相应的法律责任。",
        "如褚长贵逾期不还，聂秀芝可以向人民法院起诉。",
    ],
)
def test_usual_wording_is_left_alone(term: str) -> None:
    draft = one(["褚长贵于2026年12月31日前归还聂秀芝20000元。", term])
    assert [item.code for item in check_agreement(draft_from_dict(draft), TODAY)] == []
