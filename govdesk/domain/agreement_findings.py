"""What a check of an agreement may say: every code with its level and the law or standard it rests on.

`error` marks a paper that would really be defective; everything a person has to judge is a `warning`.
Sentences are in `services/messages_agreement.py`, keyed by code. Sources: reference standards §1–2.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of finding."""

    code: str
    level: Level
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: `field` is the path in the draft (`parties[1].id_number`)."""

    code: str
    level: Level
    field: str
    source: str
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def finding(code: str, at: str, **facts: Any) -> Finding:
    check = _BY_CODE[code]
    return Finding(code, check.level, at, check.source, facts)


_CONSENT = "《人民调解法》第十七条"
_PARTIES = "《人民调解法》第二十九条第一款第一项"
_FACTS = "《人民调解法》第二十九条第一款第二项"
_TERMS = "《人民调解法》第二十九条第一款第三项"
_SIGNED = "《人民调解法》第二十九条第二款"
_UNCLEAR = "《民事诉讼法》司法解释第三百五十八条"
_STATUS = "《民事诉讼法》司法解释第三百五十五条"
_ID = "GB 11643-1999"
_CREDIT = "GB 32100-2015"
_FORMAT = "人民调解文书格式·协议书"
_PLACE = "《人民调解工作若干规定》第三十五条"

CHECKS: tuple[Check, ...] = tuple(
    Check(code, Level(level), source)
    for code, level, source in (
        # who
        ("consent_missing", "error", _CONSENT),
        ("parties_too_few", "error", _PARTIES),
        ("party_name_missing", "error", _PARTIES),
        ("party_name_odd", "warning", _PARTIES),
        ("party_not_identified", "error", _PARTIES),
        ("party_incomplete", "warning", _PARTIES),
        ("party_role_missing", "warning", _FORMAT),
        ("party_kind_doubtful", "warning", "《民法典》第六十一条"),
        ("party_twice", "error", _PARTIES),
        ("id_twice", "warning", _PARTIES),
        ("id_malformed", "warning", _ID),
        ("id_old_fifteen", "warning", _ID),
        ("id_checksum", "warning", _ID),
        ("id_birth_impossible", "warning", _ID),
        ("id_birth_differs", "warning", _ID),
        ("id_sex_differs", "warning", _ID),
        ("birth_impossible", "warning", _PARTIES),
        ("credit_code_malformed", "warning", _CREDIT),
        ("credit_code_checksum", "warning", _CREDIT),
        ("organisation_without_representative", "error", "《民法典》第六十一条"),
        ("minor_without_guardian", "error", "《民法典》第十九条、第二十条、第二十三条"),
        ("minor_may_act", "warning", "《民法典》第十八条第二款"),
        ("guardian_is_minor", "warning", "《民法典》第二十三条"),
        ("representative_without_authority", "warning", "《民法典》第一百六十五条"),
        ("too_many_representatives", "warning", "《信访工作条例》第二十条"),
        # what
        ("facts_missing", "error", _FACTS),
        ("facts_too_short", "warning", _FACTS),
        ("dispute_missing", "warning", _FACTS),
        ("terms_missing", "error", _TERMS),
        ("term_empty", "warning", _TERMS),
        ("term_twice", "warning", _TERMS),
        ("placeholder_left", "warning", _UNCLEAR),
        ("vague_words", "warning", _UNCLEAR),
        ("duty_without_person", "warning", _UNCLEAR),
        ("duty_without_amount", "warning", _UNCLEAR),
        ("duty_without_deadline", "warning", _TERMS),
        ("deadline_missing", "error", _TERMS),
        ("method_missing", "warning", _TERMS),
        ("place_missing", "warning", _PLACE),
        # money
        ("amount_words_differ", "error", _UNCLEAR),
        ("amount_words_unreadable", "warning", _UNCLEAR),
        ("amount_malformed", "warning", _UNCLEAR),
        ("amounts_total", "warning", _UNCLEAR),
        ("amounts_contradict", "warning", _UNCLEAR),
        ("shares_total", "warning", _UNCLEAR),
        ("instalments_total", "error", _UNCLEAR),
        ("instalments_total_in_terms", "warning", _UNCLEAR),
        ("instalment_incomplete", "warning", _TERMS),
        ("instalment_amount_unreadable", "warning", _UNCLEAR),
        ("instalment_stranger", "warning", _UNCLEAR),
        # when
        ("date_unreadable", "warning", _TERMS),
        ("date_impossible", "error", _TERMS),
        ("reached_on_missing", "warning", _SIGNED),
        ("reached_in_future", "warning", _SIGNED),
        ("facts_after_agreement", "error", _FACTS),
        ("facts_date_late", "warning", _FACTS),
        ("due_before_agreement", "error", _TERMS),
        ("instalment_before_agreement", "warning", _TERMS),
        ("instalment_after_due", "warning", _TERMS),
        ("term_date_passed", "warning", _TERMS),
        # names and words
        ("name_not_party", "warning", _PARTIES),
        ("name_from_other_case", "warning", _PARTIES),
        ("name_written_two_ways", "warning", _PARTIES),
        ("facts_without_party", "warning", _FACTS),
        ("support_words", "warning", "《民法典》第一千零五十九条、第一千零六十七条"),
        ("deposit_words", "warning", "《民法典》第五百八十六条、第五百八十七条"),
        ("damages_words", "warning", _UNCLEAR),
        # the law around it
        ("blocks_remedies", "warning", "《人民调解法》第三条第三项"),
        ("unlawful_clause", "warning", _UNCLEAR),
        ("fee_charged", "error", "《人民调解法》第四条"),
        ("duty_to_report", "warning", "《人民调解法》第二十五条"),
        ("outside_mediation", "warning", "《人民调解工作若干规定》第二十二条"),
        ("confirmation_identity", "warning", _STATUS),
        ("confirmation_title", "warning", _STATUS),
        ("confirmation_third_party", "warning", "《民事诉讼法》司法解释第三百五十八条"),
        ("confirmation_oral", "warning", "《民事诉讼法》司法解释第三百五十四条"),
        ("confirmation_contact", "warning", "《民事诉讼法》司法解释第三百五十四条"),
        # the paper
        ("committee_missing", "error", _SIGNED),
        ("presiding_body", "error", _SIGNED),
        ("presiding_body_doubtful", "warning", _SIGNED),
        ("number_malformed", "warning", _FORMAT),
        ("number_year_differs", "warning", _FORMAT),
        ("copies_too_few", "error", _SIGNED),
        ("copies_more", "warning", _SIGNED),
        ("copies_in_terms", "warning", _SIGNED),
        ("mediators_missing", "error", _SIGNED),
        ("mediator_is_party", "error", "《人民调解法》第十五条第一项"),
        ("mediator_not_registered", "warning", "《人民调解法》第十三条、第十四条"),
        ("recorder_missing", "warning", _FORMAT),
        ("written_form_advised", "warning", "《人民调解工作若干规定》第三十四条"),
    )
)
_BY_CODE = {check.code: check for check in CHECKS}
