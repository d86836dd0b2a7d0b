"""The draft agreement as a file: strict to read, the same when written again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.agreement import (
    AgreementDraft,
    AgreementForm,
    Attendee,
    DraftParty,
    Instalment,
    PartyKind,
    Performance,
    Representative,
    draft_from_dict,
    draft_to_dict,
    read_date,
)
from govdesk.domain.errors import BadInput

DRAFTS = sorted((Path(__file__).parent / "drafts").rglob("*.json"))
_TEXT = st.text(max_size=12)
_ATTENDEE = st.builds(Attendee, name=_TEXT, role=_TEXT, relation=_TEXT)
_PARTY = st.builds(
    DraftParty,
    role=_TEXT,
    name=_TEXT,
    kind=st.sampled_from(PartyKind),
    birth=_TEXT,
    representative=st.none() | st.builds(Representative, name=_TEXT.filter(bool), role=_TEXT, authority=_TEXT),
)
_AMOUNT = st.sampled_from(["", "800", "800.50", "1.2万元", "捌佰元整", "007", "0.1", "12.34"])
_DRAFT = st.builds(
    AgreementDraft,
    committee=_TEXT,
    consent=st.booleans(),
    parties=st.lists(_PARTY, max_size=3).map(tuple),
    participants=st.lists(_ATTENDEE, max_size=2).map(tuple),
    terms=st.lists(_TEXT, max_size=3).map(tuple),
    performance=st.builds(
        Performance,
        due_on=_TEXT,
        instalments=st.lists(st.builds(Instalment, amount=_AMOUNT, payer=_TEXT), max_size=2).map(tuple),
    ),
    mediators=st.lists(_ATTENDEE, max_size=2).map(tuple),
    copies=st.none() | st.integers(0, 50),
    form=st.sampled_from(AgreementForm),
)


@given(_DRAFT)
def test_a_draft_reads_back_as_it_was_written(draft: AgreementDraft) -> None:
    assert draft_from_dict(json.loads(json.dumps(draft_to_dict(draft)))) == draft


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_example_file_reads_and_round_trips(path: Path) -> None:
    draft = draft_from_dict(json.loads(path.read_text(encoding="utf-8")))
    assert draft_from_dict(draft_to_dict(draft)) == draft


def test_missing_keys_and_null_are_empty() -> None:
    assert draft_from_dict({}) == draft_from_dict({"parties": None, "copies": None, "facts": None}) == AgreementDraft()


def test_people_may_be_plain_names() -> None:
    draft = draft_from_dict(
        {"mediators": ["张立本"], "parties": [{"name": "示例公司", "representative": "周志远"}], "participants": []}
    )
    assert draft.mediators == (Attendee(name="张立本"),)
    assert draft.parties[0].representative == Representative(name="周志远")
    assert draft_to_dict(draft)["mediators"] == ["张立本"]


@pytest.mark.parametrize(
    ("value", "code", "path"),
    [
        ({"colour": "red"}, "draft_unknown_key", "colour"),
        ({"parties": [{}, {"shoe": 1}]}, "draft_unknown_key", "parties[1].shoe"),
        ({"parties": {}}, "draft_expects_list", "parties"),
        ({"parties": ["王守田"]}, "draft_expects_object", "parties[0]"),
        ({"parties": [{"id_number": 610114197403120015}]}, "draft_expects_text", "parties[0].id_number"),
        ({"parties": [{"kind": "ghost"}]}, "draft_unknown_choice", "parties[0].kind"),
        ({"consent": "true"}, "draft_expects_flag", "consent"),
        ({"copies": "3"}, "draft_expects_number", "copies"),
        ({"copies": True}, "draft_expects_number", "copies"),
        ({"terms": ["一", 2]}, "draft_expects_text", "terms[1]"),
        (
            {"performance": {"instalments": [{"amount": []}]}},
            "draft_expects_number",
            "performance.instalments[0].amount",
        ),
        ({"form": "sung"}, "draft_unknown_choice", "form"),
        ([], "draft_expects_object", "/"),
        (None, "draft_expects_object", "/"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(value: Any, code: str, path: str) -> None:
    with pytest.raises(BadInput) as refused:
        draft_from_dict(value)
    assert refused.value.code == code
    assert refused.value.facts["path"] == path


def test_copies_are_one_for_each_party_and_one_for_the_committee() -> None:
    assert AgreementDraft(parties=(DraftParty(), DraftParty(), DraftParty())).lawful_copies == 4


@pytest.mark.parametrize(
    "text", ["2026-12-05", "2026-12-5", "2026.12.5", "2026/12/05", "2026年12月5日", " 2026 年 12 月 5 日 "]
)
def test_a_day_may_be_written_in_the_usual_ways(text: str) -> None:
    assert read_date(text) == date(2026, 12, 5)


@pytest.mark.parametrize("text", ["", "2026-13-01", "2026-02-30", "签字当日", "20261205", "2026年12月"])
def test_what_is_no_single_day_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二六年十一月二十日", date(2026, 11, 20)),
        ("二零二七年正月初三", None),
        ("二〇二六年十二月三十一日", date(2026, 12, 31)),
        ("二〇二七年二月三十日", None),
    ],
)
def test_a_date_in_chinese_numerals_is_a_date(text: str, day: date | None) -> None:
    assert read_date(text) == day
