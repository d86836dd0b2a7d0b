"""The dictionary of terms: what is shipped is sound, what is wrong is refused by name."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.deadline import Term, Unit
from govdesk.domain.errors import BadInput, NotFound
from govdesk.domain.terms import TermFacts, Terms, extension_term, parse_terms
from govdesk.domain.vocabulary import Channel, ClockKind, Tier

FILE = Path(__file__).resolve().parents[2] / "resources" / "dictionaries" / "terms.toml"
DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))
TERMS = parse_terms(DATA)


def rule(kind: ClockKind, **facts: Any) -> Any:
    return TERMS.clock(kind, TermFacts(**facts))


def test_every_shipped_term_names_its_source_and_whether_it_is_confirmed() -> None:
    everything = [rule for group in TERMS.groups.values() for rule in group] + list(TERMS.single.values())
    assert all(rule.source and rule.label for rule in everything)
    own = [rule for rule in everything if "本中心自定" in rule.source or "做法" in rule.source]
    assert own and not any(rule.confirmed for rule in own)


def test_every_case_has_a_citizens_a_centres_and_a_handlers_term() -> None:
    for channel in Channel:
        for tier in Tier:
            for kind in ("dispute", "matter", "service"):
                facts = TermFacts(channel.value, kind, "noise", tier.value)
                clocks = (ClockKind.CITIZEN, ClockKind.CENTRE, ClockKind.HANDLER)
                assert all(TERMS.clock(clock, facts) for clock in clocks)
                assert TERMS.extension_ceiling(facts)


def test_a_petition_has_sixty_days_and_thirty_more_at_most() -> None:
    facts = TermFacts(channel="petition", kind="dispute")
    assert rule(ClockKind.STATUTORY, channel="petition").term == Term(60, Unit.DAYS)
    assert TERMS.extension_ceiling(facts).term == Term(30, Unit.DAYS)


def test_a_type_of_dispute_speaks_for_its_subtypes() -> None:
    assert rule(ClockKind.STATUTORY, category="labour.wage_arrears").code == "labour"
    assert rule(ClockKind.STATUTORY, category="neighbourhood") is None


def test_the_first_rule_that_fits_wins() -> None:
    assert rule(ClockKind.CENTRE, channel="petition", urgent=True).code == "urgent"
    assert rule(ClockKind.HANDLER, channel="court_pre_suit", tier="village").code == "court_pre_suit_village"
    assert rule(ClockKind.HANDLER, channel="court_pre_suit", tier="joint").code == "joint"


def test_a_routing_rule_names_a_handlers_term_by_its_code() -> None:
    assert TERMS.rule(ClockKind.HANDLER, "office_hotline").term == Term(3, Unit.WORKING_DAYS)
    with pytest.raises(NotFound):
        TERMS.rule(ClockKind.HANDLER, "nonsense")


def test_single_terms_are_found_by_name() -> None:
    assert TERMS.named("return_window").term == Term(5, Unit.WORKING_DAYS)
    assert TERMS.named("judicial_confirmation").term == Term(30, Unit.DAYS)
    with pytest.raises(NotFound):
        TERMS.named("nonsense")


def test_days_asked_for_follow_the_unit_of_the_term() -> None:
    assert extension_term(Term(5, Unit.WORKING_DAYS), 3) == Term(3, Unit.WORKING_DAYS)
    assert extension_term(Term(4, Unit.WORKING_HOURS), 3) == Term(3, Unit.WORKING_DAYS)
    assert extension_term(Term(1, Unit.MONTHS), 3) == Term(3, Unit.DAYS)


def changed(**changes: Any) -> Terms:
    data = copy.deepcopy(DATA)
    data.update(changes)
    return parse_terms(data)


def with_first(group: str, **changes: Any) -> Terms:
    data = copy.deepcopy(DATA)
    data[group][0].update(changes)
    return parse_terms(data)


def test_an_unknown_key_is_refused_with_its_place() -> None:
    with pytest.raises(BadInput) as refused:
        with_first("citizen", chanels=["petition"])
    assert refused.value.code == "dictionary_unknown_key"
    assert (refused.value.facts["place"], refused.value.facts["key"]) == ("citizen urgent", "chanels")
    with pytest.raises(BadInput, match="dictionary_unknown_key"):
        changed(colour="red")


@pytest.mark.parametrize(
    "change",
    [
        {"term": "soon"},
        {"channels": ["carrier_pigeon"]},
        {"tiers": ["moon"]},
        {"kinds": ["quarrel"]},
        {"urgent": "yes"},
        {"confirmed": 1},
        {"source": ""},
        {"code": "petition"},
    ],
)
def test_a_wrong_value_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="dictionary_wrong_value"):
        with_first("citizen", **change)


def test_a_group_without_a_last_default_is_refused() -> None:
    with pytest.raises(BadInput, match="default"):
        changed(citizen=DATA["citizen"][:-1])
    with pytest.raises(BadInput):
        changed(handler=[])


def test_a_rule_behind_the_default_is_refused_because_it_could_never_speak() -> None:
    with pytest.raises(BadInput):
        changed(centre=[DATA["centre"][-1], *DATA["centre"][:-1]])


def test_a_missing_single_term_is_refused() -> None:
    single = {code: term for code, term in DATA["single"].items() if code != "sign"}
    with pytest.raises(BadInput, match="dictionary_missing_key"):
        changed(single=single)
