"""Rules out of reach: what is called proved is never reached, what is reachable is never called shadowed."""

import random
from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.domain.routing import Condition, Receiver, Rule, RuleBook, interpret, parse_rules
from govdesk.domain.routing_conditions import NOT_YET_PLACED, Facts, Recurrence
from govdesk.domain.routing_cover import shadowed, subtract
from govdesk.domain.routing_world import World, box_of
from govdesk.domain.vocabulary import Tier
from tests.domain.routing_books import CATEGORIES, CHANNELS, GRIDS, books, cases, shipped

WORLD = World(
    initiated_by={
        "hotline_12345": "application",
        "window_visit": "application",
        "grid_report": "proactive",
        "court_pre_suit": "court",
    },
    kinds={code: "matter" if code == "noise" else "dispute" for code in CATEGORIES},
    duties={"labour": frozenset({"justice_office"}), "noise": frozenset({"police_station", "justice_office"})},
    grid_paths={"g1": ("g1",), "g1a": ("g1", "g1a"), "g1b": ("g1", "g1b"), "g2": ("g2",)},
)


def as_in_the_world(facts: Facts) -> Facts:
    """A case can only be what the world lets it be: who begins follows the channel, and nothing precedes routing."""
    fresh = facts.tier == NOT_YET_PLACED
    return replace(
        facts,
        initiated_by=WORLD.initiated_by[facts.channel],
        kind=WORLD.kinds[facts.category],
        duty_bodies=WORLD.duties.get(facts.category, frozenset()),
        tiers_exhausted=frozenset() if fresh else facts.tiers_exhausted | {facts.tier},
        returns=0 if fresh else facts.returns,
        reopened=0 if fresh else facts.reopened,
    )


@settings(max_examples=60)
@given(books(), st.lists(cases, min_size=20, max_size=20))
def test_a_rule_proved_out_of_reach_decides_no_case(book: RuleBook, many: list[Facts]) -> None:
    gone = {item.rule.id for item in shadowed(book, WORLD, random.Random(1)) if item.proved}
    for facts in map(as_in_the_world, many):
        decision = interpret(book, facts)
        assert decision is None or decision.rule_id not in gone


@settings(max_examples=60)
@given(books())
def test_every_rule_has_its_own_verdict_and_the_first_one_is_reached_unless_it_contradicts_itself(
    book: RuleBook,
) -> None:
    found = shadowed(book, WORLD, random.Random(1))
    assert len({item.rule.id for item in found}) == len(found)
    for item in found:
        if item.rule is book.rules[0]:
            assert item.by == () and item.proved
        places = [book.rules.index(rule) for rule in item.by]
        assert all(place < book.rules.index(item.rule) for place in places)


def rule(name: str, *conditions: Condition) -> Rule:
    return Rule(name, name, conditions, Tier.OFFICE, Receiver("duty_office"))


def book(*rules: Rule) -> RuleBook:
    return RuleBook("1", "测试", parse_rules(shipped("routing_rules.toml")).effective_on, rules)


def verdicts(*rules: Rule) -> dict[str, tuple[tuple[str, ...], bool]]:
    found = shadowed(book(*rules), WORLD, random.Random(1))
    return {item.rule.id: (tuple(other.id for other in item.by), item.proved) for item in found}


C = Condition


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        (C("kind", ("dispute",)), C("category", ("labour",))),
        (C("category", ("labour",)), C("category", ("labour.other",))),
        (C("initiated_by", ("application",)), C("channel", ("hotline_12345",))),
        (C("people_at_least", 5), C("people_at_least", 9)),
        (C("people_at_most", 9), C("people_at_least", 5, negated=True)),
        (C("grid", ("g1",)), C("grid", ("g1a", "g1b"))),
        (C("words", ("打人",)), C("words", ("有人打人了",))),
        (C("duty_listed", True), C("duty_body", ("police_station",))),
        (C("recurrence", Recurrence("place", 30, 2)), C("recurrence", Recurrence("place_and_kind", 10, 3))),
        (C("tier_exhausted", ("village",), negated=True), C("tier", (NOT_YET_PLACED,))),
        (C("returns_at_least", 1, negated=True), C("tier", (NOT_YET_PLACED,))),
        (C("risk", ("fire",), negated=True), C("risk", ("fire", "crime"), negated=True)),
    ],
)
def test_the_wider_condition_first_covers_the_narrower(wide: Condition, narrow: Condition) -> None:
    assert verdicts(rule("wide", wide), rule("narrow", narrow)) == {"narrow": (("wide",), True)}
    assert verdicts(rule("narrow", narrow), rule("wide", wide)) == {}


def test_several_rules_cover_one_together() -> None:
    parts = [rule(code, C("channel", (code,))) for code in WORLD.initiated_by]
    assert verdicts(*parts, rule("rest", C("urgent", True))) == {"rest": (tuple(WORLD.initiated_by), True)}
    assert verdicts(*parts[:2], rule("rest", C("urgent", True))) == {}


@pytest.mark.parametrize(
    "conditions",
    [
        (C("people_at_least", 5), C("people_at_most", 3)),
        (C("kind", ("matter",)), C("category", ("labour",))),
        (C("channel", ("court_pre_suit",)), C("initiated_by", ("court",), negated=True)),
        (C("tier", (NOT_YET_PLACED,)), C("tier_exhausted", ("village",))),
        (C("tier", (NOT_YET_PLACED,)), C("returns_at_least", 1)),
        (C("grid", ("g1a",)), C("grid", ("g1",), negated=True)),
        (C("words", ("打人",)), C("words", ("打",), negated=True)),
        (C("duty_body", ("police_station",)), C("duty_listed", False)),
    ],
)
def test_conditions_that_exclude_each_other_are_told(conditions: tuple[Condition, ...]) -> None:
    assert verdicts(rule("never", *conditions)) == {"never": ((), True)}


def test_what_only_trying_out_finds_is_not_called_proved() -> None:
    few = rule("few", C("people_at_most", 4))
    many = rule("many", C("people_at_least", 5))
    assert verdicts(few, many, rule("rest", C("urgent", True))) == {"rest": (("few", "many"), False)}


def test_shipped_law_has_no_rule_out_of_reach() -> None:
    channels = {item["code"]: item["initiated_by"] for item in shipped("channels.toml")["channel"]}
    kinds = {item["code"]: item["kind"] for item in shipped("categories.toml")["category"]}
    law = parse_rules(shipped("routing_rules.toml"))
    assert shadowed(law, World(channels, kinds), random.Random(1)) == ()


@given(st.data())
def test_what_is_left_of_a_box_is_what_lies_outside(data: Any) -> None:
    def box() -> Any:
        parts = (CHANNELS, CATEGORIES, (NOT_YET_PLACED, "village"), (False, True))
        return tuple(data.draw(st.frozensets(st.sampled_from(part))) for part in parts)

    def points(one: Any) -> set[Any]:
        return {(a, b, c, d) for a in one[0] for b in one[1] for c in one[2] for d in one[3]}

    whole, cover = box(), box()
    pieces = subtract(whole, cover)
    assert sum(len(points(piece)) for piece in pieces) == len(points(whole) - points(cover))
    assert set().union(*map(points, pieces)) == points(whole) - points(cover)


def test_box_of_a_rule_without_keyed_conditions_is_the_world() -> None:
    box = box_of(rule("any", C("words", ("打人",))), WORLD)
    assert box[0] == set(WORLD.initiated_by) and box[1] == set(CATEGORIES) and GRIDS and box[3] == {False, True}


def test_a_book_of_two_thousand_rules_is_looked_through_in_seconds():
    chance = random.Random(5)
    law = book(
        *(
            rule(
                f"r{number}",
                C("tier", ("none",)),
                C("channel", tuple(chance.sample(sorted(WORLD.initiated_by), 2))),
                C("words", (f"字眼{number}号", f"词{chance.randrange(900)}号")),
            )
            for number in range(2_000)
        )
    )
    began = process_time()
    found = shadowed(law, WORLD, random.Random(1))
    assert process_time() - began < 15
    assert not any(item.proved for item in found)
