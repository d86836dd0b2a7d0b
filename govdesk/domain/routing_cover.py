"""Rules that can never be reached: proved where the conditions of earlier rules cover theirs, else tried out.

The proof is sound, not complete: a rule is split into a box of channels, categories, tiers and urgency, and the
rest of its conditions; an earlier rule covers the part of the box that it shares when the rest implies its own.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from govdesk.domain.routing import Condition, Rule, RuleBook, enabled_only
from govdesk.domain.routing_conditions import (
    NOT_YET_PLACED,
    PLACE_UNKNOWN,
    PREDICATES,
    Earlier,
    Facts,
    Recurrence,
)
from govdesk.domain.vocabulary import Tier

TRIES = 300
_MOST_PIECES = 2_000
_TIERS = (NOT_YET_PLACED, *(tier.value for tier in Tier))
_IN_BOX = frozenset({"channel", "initiated_by", "kind", "category", "tier", "urgent", "duty_body", "duty_listed"})
_COUNTED = {
    "people_at_least": "people",
    "people_at_most": "people",
    "returns_at_least": "returns",
    "reopened_at_least": "reopened",
}
_ENDLESS = 10**9

Box = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[bool]]
"""Channels, categories, tiers where the case stands, and whether it is urgent."""


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


@dataclass(frozen=True, slots=True)
class Shadowed:
    """A rule that decides nothing. `by`: who decides in its place; empty when its own conditions exclude each other.

    `proved` False: none of `TRIES` cases made to fit it reached it.
    """

    rule: Rule
    by: tuple[Rule, ...]
    proved: bool


def shadowed(book: RuleBook, world: World, chance: random.Random) -> tuple[Shadowed, ...]:
    """The rules that can never be reached, in the order of the book."""
    found = []
    book = enabled_only(book)
    boxes = [box_of(rule, world) for rule in book.rules]
    for place, rule in enumerate(book.rules):
        if impossible(rule, boxes[place], world):
            found.append(Shadowed(rule, (), True))
            continue
        cover = _cover(rule, boxes[place], book.rules[:place], boxes, world)
        if cover is not None:
            found.append(Shadowed(rule, cover, True))
        elif place and (winners := _always_beaten(book, place, boxes[place], world, chance)):
            found.append(Shadowed(rule, winners, False))
    return tuple(found)


def box_of(rule: Rule, world: World) -> Box:
    """The part of the world that the conditions on fields of few values leave."""

    def keeps(name: str, facts: Facts) -> bool:
        return all(item.holds(facts) for item in rule.conditions if item.name == name)

    blank = Facts("", "", "")
    channels = frozenset(
        code
        for code, initiated_by in world.initiated_by.items()
        if keeps("channel", _with(blank, channel=code))
        and keeps("initiated_by", _with(blank, initiated_by=initiated_by))
    )
    categories = frozenset(code for code in world.kinds if _category_fits(code, world, keeps))
    tiers = frozenset(tier for tier in _TIERS if keeps("tier", _with(blank, tier=tier)))
    urgent = frozenset(flag for flag in (False, True) if keeps("urgent", _with(blank, urgent=flag)))
    return channels, categories, tiers, urgent


def impossible(rule: Rule, box: Box, world: World) -> bool:
    """Whether no case at all can fit the rule's conditions together."""
    if not all(box):
        return True
    first_only = box[2] == {NOT_YET_PLACED}
    for name in dict.fromkeys(_COUNTED.values()):
        low, high = _interval(rule, name)
        if low > high or (first_only and low > 0 and name != "people"):
            return True
    rest = [item for item in _rest(rule) if item.name not in _COUNTED]
    if first_only and any(item.name == "tier_exhausted" and not item.negated for item in rest):
        return True
    return any(
        wanted.name == other.name and not wanted.negated and other.negated and _value_implies(wanted, other, world)
        for wanted in rest
        for other in rest
    )


def implied(wanted: Condition, rule: Rule, world: World, first_only: bool = False) -> bool:
    """Whether every case that fits `rule` also fulfils `wanted` (a condition outside the box).

    `first_only`: only cases before their first routing are asked about; nothing was tried in vain by then.
    """
    if wanted.name in _COUNTED:
        return _interval_inside(wanted, rule, first_only)
    if wanted.negated:
        if wanted.name == "tier_exhausted" and first_only:
            return True
        return any(
            item.name == wanted.name and item.negated and _value_implies(wanted, item, world)
            for item in rule.conditions
        )
    return any(
        item.name == wanted.name and not item.negated and _value_implies(item, wanted, world)
        for item in rule.conditions
    )


def subtract(box: Box, cover: Box) -> list[Box]:
    """What is left of `box` outside `cover`, in pieces that do not overlap."""
    if any(not (mine & theirs) for mine, theirs in zip(box, cover, strict=True)):
        return [box]
    pieces: list[Box] = []
    inside: list[frozenset[object]] = list(box)
    for place, (mine, theirs) in enumerate(zip(box, cover, strict=True)):
        outside = mine - theirs
        if outside:
            piece = list(inside)
            piece[place] = outside
            pieces.append(tuple(piece))  # type: ignore[arg-type]
        inside[place] = mine & theirs
    return pieces


def _cover(
    rule: Rule, box: Box, earlier: Sequence[Rule], boxes: Sequence[Box], world: World
) -> tuple[Rule, ...] | None:
    """The earlier rules that together take every case of the rule, or None when that cannot be proved."""
    left, cover = [box], []
    for place, other in enumerate(earlier):
        shared = _shared(box, boxes[place])
        if not all(shared):
            continue
        first_only = shared[2] == {NOT_YET_PLACED}
        if not all(implied(item, rule, world, first_only) for item in _rest(other)):
            continue
        rest = [piece for part in left for piece in subtract(part, boxes[place])]
        if len(rest) > _MOST_PIECES:
            return None
        if rest != left:
            cover.append(other)
        left = rest
        if not left:
            return tuple(cover)
    return None


def _always_beaten(book: RuleBook, place: int, box: Box, world: World, chance: random.Random) -> tuple[Rule, ...]:
    """The rules that took all of the cases made to fit this one; empty when one of them reached it."""
    rule = book.rules[place]
    earlier = book.rules[:place]
    maker = _Maker(rule, box, earlier, world, chance)
    winners: dict[str, Rule] = {}
    for attempt in range(TRIES):
        facts = maker.make(plain=attempt % 2 == 0)
        if not rule.matches(facts):
            continue
        winner = next((other for other in earlier if other.matches(facts)), None)
        if winner is None:
            return ()
        winners[winner.id] = winner
    return tuple(winners.values())


class _Maker:
    """Makes cases that fit one rule: plain ones with nothing more than it asks for, and ones that also bring what
    earlier rules speak of, because those may make an exception of it."""

    def __init__(self, rule: Rule, box: Box, earlier: Sequence[Rule], world: World, chance: random.Random) -> None:
        self._world, self._chance = world, chance
        self._channels, self._categories, self._tiers = (sorted(part) for part in box[:3])
        self._urgent = sorted(box[3])
        self._wanted = {item.name: item.value for item in rule.conditions if not item.negated}
        self._spoken: dict[str, list[Any]] = {}
        for item in (item for other in earlier for item in other.conditions):
            values = item.value if isinstance(item.value, tuple) else (item.value,)
            self._spoken.setdefault(item.name, []).extend(values)
        self._counts = {name: self._possible(rule, name) for name in dict.fromkeys(_COUNTED.values())}
        self._paths = self._possible_paths(rule)

    def make(self, plain: bool) -> Facts:
        """A possible case; whether it fits the whole rule has still to be asked."""
        choose = self._chance.choice
        channel, category, tier = choose(self._channels), choose(self._categories), choose(self._tiers)
        exhausted = self._some("tier_exhausted", plain)
        exhausted = {*exhausted, tier} if tier != NOT_YET_PLACED else set()
        path = choose(self._paths) if self._paths else ()
        people, returns, reopened = (
            counts[0] if plain else choose(counts) for counts in (self._counts[name] for name in self._counts)
        )
        first = tier == NOT_YET_PLACED
        return Facts(
            channel=channel,
            kind=self._world.kinds[category],
            category=category,
            initiated_by=self._world.initiated_by[channel],
            tier=tier,
            tiers_exhausted=frozenset(exhausted),
            returns=0 if first else returns,
            reopened=0 if first else reopened,
            people_count=people,
            urgent=self._urgent[0] if plain else choose(self._urgent),
            risks=frozenset(self._some("risk", plain)),
            text="，".join(sorted(self._some("words", plain))),
            grid_path=path,
            place_level=self._level(path),
            duty_bodies=self._world.duties.get(category, frozenset()),
            earlier=_enough_earlier(self._wanted.get("recurrence"), path, category),
        )

    def _some(self, name: str, plain: bool) -> set[str]:
        found = {self._chance.choice(self._wanted[name])} if name in self._wanted else set()
        if not plain and (spoken := self._spoken.get(name)):
            found.add(self._chance.choice(spoken))
        return found

    def _possible(self, rule: Rule, counted: str) -> list[int]:
        """The least that fits, and the numbers around the bounds that earlier rules draw."""
        low, high = _interval(rule, counted)
        bounds = [value for name, values in self._spoken.items() if _COUNTED.get(name) == counted for value in values]
        near = {near for bound in bounds for near in (bound - 1, bound, bound + 1)}
        return [low, *sorted(value for value in near if low < value <= high)]

    def _possible_paths(self, rule: Rule) -> list[tuple[str, ...]]:
        codes = self._wanted.get("grid", ())
        away = {code for item in rule.conditions if item.name == "grid" and item.negated for code in item.value}
        paths = [*self._world.grid_paths.values(), *((code,) for code in codes)]
        fitting = [path for path in paths if away.isdisjoint(path) and (not codes or not set(codes).isdisjoint(path))]
        levels = self._wanted.get("place_level")
        return [path for path in fitting if levels is None or self._level(path) in levels]

    def _level(self, path: tuple[str, ...]) -> str:
        """The level of the place; of a place that the world knows nothing of one that the rule wants."""
        wanted = self._wanted.get("place_level", (PLACE_UNKNOWN,))
        known = self._world.grid_levels.get(path[-1]) if path else PLACE_UNKNOWN
        return known or wanted[0]


def _enough_earlier(wanted: Recurrence | None, path: tuple[str, ...], category: str) -> tuple[Earlier, ...]:
    if wanted is None:
        return ()
    return (Earlier(0, path[-1] if path else "", category),) * wanted.at_least


def _category_fits(code: str, world: World, keeps: Callable[[str, Facts], bool]) -> bool:
    facts = Facts("", world.kinds[code], code, duty_bodies=world.duties.get(code, frozenset()))
    return all(keeps(name, facts) for name in ("kind", "category", "duty_body", "duty_listed"))


def _with(blank: Facts, **fields: object) -> Facts:
    values = {name: getattr(blank, name) for name in Facts.__slots__}
    return Facts(**{**values, **fields})


def _rest(rule: Rule) -> list[Condition]:
    return [item for item in rule.conditions if item.name not in _IN_BOX]


def _shared(one: Box, other: Box) -> Box:
    return one[0] & other[0], one[1] & other[1], one[2] & other[2], one[3] & other[3]


def _interval(rule: Rule, counted: str) -> tuple[int, int]:
    """The numbers that the rule's conditions on one count leave, ends included."""
    low, high = 0, _ENDLESS
    for item in rule.conditions:
        if _COUNTED.get(item.name) != counted:
            continue
        least = (PREDICATES[item.name].shape == "at_least") is not item.negated
        bound = item.value - (1 if item.negated and not least else -1 if item.negated else 0)
        low, high = (max(low, bound), high) if least else (low, min(high, bound))
    return low, high


def _interval_inside(wanted: Condition, rule: Rule, first_only: bool) -> bool:
    counted = _COUNTED[wanted.name]
    low, high = _interval(rule, counted)
    if first_only and counted != "people":
        high = 0
    asked = Rule("", "", (wanted,), rule.tier, rule.receiver)
    least, most = _interval(asked, counted)
    return least <= low and high <= most


def _value_implies(one: Condition, other: Condition, world: World) -> bool:
    """Whether the plain meaning of `one` implies that of `other`; both are of the same kind, negation left aside."""
    if isinstance(one.value, Recurrence):
        mine, theirs = one.value, other.value
        wider = theirs.same == mine.same or mine.same == "place_and_kind"
        return wider and mine.days <= theirs.days and mine.at_least >= theirs.at_least
    if one.name == "words":
        return all(any(part in word for part in other.value) for word in one.value)
    if one.name == "grid":
        return all(not set(other.value).isdisjoint(world.grid_paths.get(code, (code,))) for code in one.value)
    return set(one.value) <= set(other.value)
