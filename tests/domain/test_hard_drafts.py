"""Agreements that are hard to read by machine: no whole one is held back or nagged about, each slip is named."""

from datetime import date

import pytest

from govdesk.domain.agreement import draft_from_dict
from govdesk.domain.agreement_checks import check_agreement, may_be_issued
from govdesk.domain.agreement_findings import CHECKS
from tests.domain import hard_drafts_faulty, hard_drafts_more, hard_drafts_sound

SOUND = hard_drafts_sound.SOUND | hard_drafts_more.SOUND
FAULTY = hard_drafts_faulty.FAULTY + hard_drafts_more.FAULTY
BASES = hard_drafts_faulty.BASES + hard_drafts_more.BASES
NAMES = hard_drafts_faulty.NAMES + hard_drafts_more.NAMES
TODAY = date(2026, 11, 22)
OWN_GAPS = {"party_incomplete"}
"""The only thing to be said about the sound drafts: organisations whose credit code was left out."""


def codes(draft: dict[str, object]) -> set[tuple[str, str]]:
    return {(item.code, item.field) for item in check_agreement(draft_from_dict(draft), TODAY)}


@pytest.mark.parametrize("name", SOUND)
def test_a_whole_agreement_is_let_through_in_silence(name: str) -> None:
    found = check_agreement(draft_from_dict(SOUND[name]), TODAY)
    assert may_be_issued(found)
    assert {item.code for item in found} <= OWN_GAPS


@pytest.mark.parametrize(("slip", "base"), list(zip(FAULTY, BASES, strict=True)), ids=NAMES)
def test_a_slip_is_named_and_was_not_there_before(slip: tuple[frozenset[str], dict[str, object]], base: str) -> None:
    fitting, draft = slip
    new = codes(draft) - codes(SOUND[base])
    assert fitting & {code for code, _ in new}


def test_the_drafts_are_many_and_name_codes_that_exist() -> None:
    known = {check.code for check in CHECKS}
    assert len(SOUND) >= 60
    assert len(FAULTY) >= 260
    assert all(fitting <= known for fitting, _ in FAULTY)
    assert len(frozenset().union(*(fitting for fitting, _ in FAULTY))) >= 60
