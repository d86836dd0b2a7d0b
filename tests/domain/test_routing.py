"""Routing: the first article's law, strict reading of the file, and compiled equal to plainly read."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.categories import parse_categories
from govdesk.domain.errors import BadInput
from govdesk.domain.routing import (
    KnownCodes,
    Receiver,
    RuleBook,
    compile_rules,
    explain,
    interpret,
    parse_rules,
)
from govdesk.domain.routing_conditions import PREDICATES, Earlier, Facts
from govdesk.domain.routing_export import book_data
from govdesk.domain.vocabulary import Tier
from tests.domain.routing_books import VALUES, books, cases, shipped


@pytest.fixture(scope="module")
def law() -> RuleBook:
    categories = parse_categories(shipped("categories.toml"))
    return parse_rules(
        shipped("routing_rules.toml"),
        KnownCodes(
            categories={category.code for category in categories},
            bodies={body["code"] for body in shipped("duties.toml")["body"]},
            terms={term["code"] for term in shipped("terms.toml")["handler"]},
        ),
    )


def dispute(channel: str = "window_visit", category: str = "neighbourhood", **facts: Any) -> Facts:
    return Facts(channel, "dispute", category, people_count=2, **facts)


def matter(channel: str, category: str, **facts: Any) -> Facts:
    return Facts(channel, "matter", category, **{"people_count": 1, **facts})


@pytest.mark.parametrize("channel", ["own_patrol", "grid_report", "visit_found"])
def test_dispute_found_on_patrol_goes_to_the_village_committee(law: RuleBook, channel: str) -> None:
    decision = compile_rules(law).decide(dispute(channel))
    assert decision is not None
    assert (decision.tier, decision.receiver) == (Tier.VILLAGE, Receiver("mediation_committee"))


def test_pre_suit_case_goes_to_the_village_with_a_limit(law: RuleBook) -> None:
    decision = compile_rules(law).decide(dispute("court_pre_suit", "contract"))
    assert decision is not None
    assert (decision.tier, decision.receiver_kind, decision.term) == (
        Tier.VILLAGE,
        "mediation_committee",
        "court_pre_suit_village",
    )


def test_what_the_village_could_not_settle_goes_by_its_nature_to_an_office(law: RuleBook) -> None:
    facts = dispute(tier="village", tiers_exhausted=frozenset({"village"}))
    decision = compile_rules(law).decide(facts)
    assert decision is not None
    assert (decision.rule_id, decision.tier, decision.receiver_kind) == (
        "village_exhausted",
        Tier.OFFICE,
        "duty_office",
    )


def test_what_the_office_could_not_settle_goes_to_joint_consultation_with_assists(law: RuleBook) -> None:
    facts = dispute(tier="office", tiers_exhausted=frozenset({"village", "office"}))
    decision = compile_rules(law).decide(facts)
    assert decision is not None
    assert decision.tier is Tier.JOINT
    assert Receiver("body", "justice_office") in decision.assists


def test_third_reopening_goes_to_joint_consultation(law: RuleBook) -> None:
    router = compile_rules(law)
    second, third = (router.decide(dispute(reopened=times)) for times in (2, 3))
    assert second is not None and second.tier is Tier.VILLAGE
    assert third is not None and third.tier is Tier.JOINT


def test_many_people_go_to_joint_consultation(law: RuleBook) -> None:
    decision = compile_rules(law).decide(replace(dispute(), people_count=30))
    assert decision is not None and decision.rule_id == "crowd_to_joint"


def test_matter_that_keeps_coming_back_at_its_place_goes_to_joint_consultation(law: RuleBook) -> None:
    earlier = tuple(Earlier(days, "v1", "drainage") for days in (1, 5, 9, 20, 30))
    facts = matter("hotline_12345", "drainage", grid_path=("s", "v1"), earlier=earlier)
    router = compile_rules(law)
    decision = router.decide(facts)
    assert decision is not None and decision.rule_id == "recurring_to_joint"
    elsewhere = router.decide(replace(facts, grid_path=("s", "v2")))
    assert elsewhere is not None and elsewhere.tier is Tier.OFFICE
    unknown_place = router.decide(replace(facts, grid_path=()))
    assert unknown_place is not None and unknown_place.tier is Tier.OFFICE


def test_small_matter_of_the_grid_worker_stays_in_the_grid(law: RuleBook) -> None:
    decision = compile_rules(law).decide(matter("grid_report", "city_appearance"))
    assert decision is not None
    assert (decision.tier, decision.receiver_kind) == (Tier.GRID, "grid_staff")


def test_grid_that_could_not_settle_it_climbs_to_the_village(law: RuleBook) -> None:
    facts = matter("grid_report", "city_appearance", tier="grid", tiers_exhausted=frozenset({"grid"}))
    decision = compile_rules(law).decide(facts)
    assert decision is not None
    assert (decision.tier, decision.receiver_kind) == (Tier.VILLAGE, "village_station")


def test_hotline_matter_goes_straight_to_the_body_with_the_duty(law: RuleBook) -> None:
    decision = compile_rules(law).decide(matter("hotline_12345", "road_facilities"))
    assert decision is not None
    assert (decision.tier, decision.receiver_kind) == (Tier.OFFICE, "duty_office")


def test_words_of_danger_go_to_the_police_station_at_once(law: RuleBook) -> None:
    decision = compile_rules(law).decide(dispute(category="marriage_family", text="丈夫多次家暴并持刀威胁"))
    assert decision is not None
    assert (decision.receiver_body, decision.term) == ("police_station", "urgent")


def test_other_matter_waits_for_a_person(law: RuleBook) -> None:
    assert compile_rules(law).decide(matter("hotline_12345", "other_matter")) is None


def test_every_predicate_has_a_random_value_in_these_tests() -> None:
    assert set(VALUES) == set(PREDICATES)


@given(books(), st.lists(cases, min_size=1, max_size=8))
def test_compiled_rules_decide_as_plainly_read(book: RuleBook, many: list[Facts]) -> None:
    router = compile_rules(book)
    for facts in many + many:
        assert router.decide(facts) == interpret(book, facts)


@given(books(), cases)
def test_explanation_names_the_rule_that_decides(book: RuleBook, facts: Facts) -> None:
    decision, told = interpret(book, facts), explain(book, facts)
    assert (told.rule.id if told.rule else None) == (decision.rule_id if decision else None)
    assert all(outcome.holds for outcome in told.matched)
    assert all(miss.failed for miss in told.near_misses)
    counts = [len(miss.failed) for miss in told.near_misses]
    assert counts == sorted(counts)


def test_nearest_miss_names_its_failing_condition(law: RuleBook) -> None:
    told = explain(law, dispute("court_pre_suit", "contract"))
    assert told.rule is not None and told.rule.id == "pre_suit_to_village"
    assert len(told.near_misses) == 3
    by_rule = {miss.rule.id: miss.failed for miss in told.near_misses}
    assert [outcome.condition.name for outcome in by_rule["patrol_to_village"]] == ["channel"]


def test_shipped_law_asks_for_the_recent_past_only(law: RuleBook) -> None:
    assert law.days_back == 30


def minimal(**changes: Any) -> dict[str, Any]:
    rule = {
        "id": "one",
        "label": "一",
        "tier": "office",
        "receiver": "duty_office",
        "when": {"kind": ["matter"]},
        **changes,
    }
    kept = {key: value for key, value in rule.items() if value is not None}
    return {"version": "1", "author": "测试", "effective_on": date(2026, 1, 1), "rule": [kept]}


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ({"reciever": "duty_office"}, "dictionary_unknown_key", "reciever"),
        ({"when": {"colour": ["red"]}}, "dictionary_unknown_key", "colour"),
        ({"when": {}}, "dictionary_wrong_value", "when"),
        ({"when": {"kind": ["matters"]}}, "dictionary_wrong_value", "kind"),
        ({"when": {"kind": "matter"}}, "dictionary_wrong_value", "kind"),
        ({"when": {"kind": []}}, "dictionary_wrong_value", "kind"),
        ({"when": {"urgent": 1}}, "dictionary_wrong_value", "urgent"),
        ({"when": {"people_at_least": True}}, "dictionary_wrong_value", "people_at_least"),
        ({"when": {"people_at_least": -1}}, "dictionary_wrong_value", "people_at_least"),
        ({"when": {"category": ["moon"]}}, "dictionary_wrong_value", "category"),
        ({"when": {"duty_body": ["moon"]}}, "dictionary_wrong_value", "duty_body"),
        (
            {"when": {"recurrence": {"same": "place", "days": 9, "at_least": 1, "x": 1}}},
            "dictionary_unknown_key",
            "x",
        ),
        (
            {"when": {"recurrence": {"same": "moon", "days": 9, "at_least": 1}}},
            "dictionary_wrong_value",
            "same",
        ),
        ({"tier": "county"}, "dictionary_wrong_value", "tier"),
        ({"tier": "task_force"}, "dictionary_wrong_value", "tier"),
        ({"receiver": "nobody"}, "dictionary_wrong_value", "receiver"),
        ({"receiver": "body"}, "dictionary_missing_key", "body"),
        ({"receiver": "body", "body": "moon"}, "dictionary_wrong_value", "body"),
        ({"term": "moon"}, "dictionary_wrong_value", "term"),
        ({"assists": ["police_station"]}, "dictionary_wrong_value", "assists"),
        ({"label": None}, "dictionary_missing_key", "label"),
        ({"label": ""}, "dictionary_wrong_value", "label"),
    ],
)
def test_wrong_rule_is_refused_by_rule_and_key(changes: dict[str, Any], code: str, key: str) -> None:
    known = KnownCodes(categories={"noise"}, bodies={"police_station"}, terms={"urgent"})
    with pytest.raises(BadInput) as refused:
        parse_rules(minimal(**changes), known)
    assert (refused.value.code, refused.value.facts["key"]) == (code, key)
    assert refused.value.facts["place"] == "rule one"


def test_rule_id_stands_once() -> None:
    data = minimal()
    data["rule"] = data["rule"] * 2
    with pytest.raises(BadInput) as refused:
        parse_rules(data)
    assert refused.value.facts["key"] == "id"


def test_unknown_field_of_the_file_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        parse_rules({**minimal(), "rules": []})
    assert (refused.value.code, refused.value.facts["key"]) == ("dictionary_unknown_key", "rules")


def test_a_type_means_its_subtypes_too() -> None:
    book = parse_rules(minimal(when={"category": ["labour"]}))
    assert interpret(book, dispute(category="labour.wage_arrears")) is not None
    assert interpret(book, dispute(category="labour_other")) is None


def test_a_rule_that_is_switched_off_stays_in_the_book_and_decides_nothing(law: RuleBook) -> None:
    facts = dispute("own_patrol")
    rules = tuple(replace(rule, enabled=rule.id != "patrol_to_village") for rule in law.rules)
    book = replace(law, rules=rules)
    decision = compile_rules(book).decide(facts)
    assert decision is not None and decision.rule_id == "dispute_to_village"
    assert decision == interpret(book, facts)
    assert all(miss.rule.id != "patrol_to_village" for miss in explain(book, facts, near=99).near_misses)
    again = parse_rules(book_data(book))
    assert again == book and [rule.id for rule in again.rules if not rule.enabled] == ["patrol_to_village"]
    recurring = replace(book, rules=tuple(replace(rule, enabled=rule.id != "recurring_to_joint") for rule in rules))
    assert (law.days_back, recurring.days_back) == (30, 0)


@pytest.mark.parametrize(("level", "rule"), [("grid", "small_matter_to_grid"), ("village", "village_matter")])
def test_small_matter_hung_at_a_village_goes_to_its_station(law: RuleBook, level: str, rule: str) -> None:
    facts = matter("grid_report", "city_appearance", grid_path=("g1",), place_level=level)
    decision = compile_rules(law).decide(facts)
    assert decision is not None and decision.rule_id == rule
