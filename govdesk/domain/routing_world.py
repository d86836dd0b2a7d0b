"""What rules can meet: channels, categories, places of a centre; and the part of it that a rule's conditions leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from govdesk.domain.routing import Condition, Rule
from govdesk.domain.routing_conditions import NOT_YET_PLACED, PREDICATES, Facts
from govdesk.domain.vocabulary import Tier

COUNTED = {
    "people_at_least": "people",
    "people_at_most": "people",
    "returns_at_least": "returns",
    "reopened_at_least": "reopened",
}
"""Conditions on a count → the count."""

Box = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[bool]]
"""Channels, categories, tiers where the case stands, and whether it is urgent."""

Keeps = Callable[[str, Facts], bool]
"""Whether the conditions of that name hold for those facts."""

_TIERS = (NOT_YET_PLACED, *(tier.value for tier in Tier))
_ENDLESS = 10**9
_BLANK = Facts("", "", "")


@dataclass(frozen=True)
class World:
    """What is fixed beside the rules.

    `initiated_by` tells for every channel who begins, `kinds` the kind of every category, `duties` the bodies whose
    list has it, `grid_paths` for every grid the codes from the root down to itself,
    `grid_levels` the level of every grid.
    """

    initiated_by: Mapping[str, str]
    kinds: Mapping[str, str]
    duties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    grid_paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grid_levels: Mapping[str, str] = field(default_factory=dict)
    parts: dict[tuple[Condition, ...], Any] = field(default_factory=dict, repr=False, compare=False)
    """What conditions leave of a field, found before: thousands of rules share a few hundred of them."""


def box_of(rule: Rule, world: World) -> Box:
    """The part of the world that the conditions on fields of few values leave."""
    return (
        _part(rule, world, ("channel", "initiated_by"), _channels_left),
        _part(rule, world, ("kind", "category", "duty_body", "duty_listed"), _categories_left),
        _part(rule, world, ("tier",), _tiers_left),
        _part(rule, world, ("urgent",), _urgency_left),
    )


def interval(rule: Rule, counted: str) -> tuple[int, int]:
    """The numbers that the rule's conditions on one count leave, ends included."""
    low, high = 0, _ENDLESS
    for item in rule.conditions:
        if COUNTED.get(item.name) != counted:
            continue
        least = (PREDICATES[item.name].shape == "at_least") is not item.negated
        bound = item.value - (1 if item.negated and not least else -1 if item.negated else 0)
        low, high = (max(low, bound), high) if least else (low, min(high, bound))
    return low, high


def _part(
    rule: Rule, world: World, names: tuple[str, ...], left: Callable[[Keeps, World], frozenset[Any]]
) -> frozenset[Any]:
    conditions = tuple(item for item in rule.conditions if item.name in names)
    key = (*conditions, Condition(names[0], None))  # the name keeps apart what has no condition at all

    def keeps(name: str, facts: Facts) -> bool:
        return all(item.holds(facts) for item in conditions if item.name == name)

    if key not in world.parts:
        world.parts[key] = left(keeps, world)
    found: frozenset[Any] = world.parts[key]
    return found


def _channels_left(keeps: Keeps, world: World) -> frozenset[str]:
    return frozenset(
        code
        for code, initiated_by in world.initiated_by.items()
        if keeps("channel", _with(_BLANK, channel=code))
        and keeps("initiated_by", _with(_BLANK, initiated_by=initiated_by))
    )


def _categories_left(keeps: Keeps, world: World) -> frozenset[str]:
    return frozenset(code for code in world.kinds if _category_fits(code, world, keeps))


def _tiers_left(keeps: Keeps, _world: World) -> frozenset[str]:
    return frozenset(tier for tier in _TIERS if keeps("tier", _with(_BLANK, tier=tier)))


def _urgency_left(keeps: Keeps, _world: World) -> frozenset[bool]:
    return frozenset(flag for flag in (False, True) if keeps("urgent", _with(_BLANK, urgent=flag)))


def _category_fits(code: str, world: World, keeps: Keeps) -> bool:
    facts = Facts("", world.kinds[code], code, duty_bodies=world.duties.get(code, frozenset()))
    return all(keeps(name, facts) for name in ("kind", "category", "duty_body", "duty_listed"))


def _with(blank: Facts, **fields: object) -> Facts:
    values = {name: getattr(blank, name) for name in Facts.__slots__}
    return Facts(**{**values, **fields})
