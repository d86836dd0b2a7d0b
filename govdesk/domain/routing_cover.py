"""Rules that can never be reached: proved where the conditions of earlier rules cover theirs, else tried out.

The proof is sound, not complete: a rule is split into a box of channels, categories, tiers and urgency, and the
rest of its conditions; an earlier rule covers the part of the box that it shares when the rest implies its own.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from govdesk.domain.routing import Condition, Rule, RuleBook, enabled_only, set_bits
from govdesk.domain.routing_conditions import NOT_YET_PLACED, Recurrence
from govdesk.domain.routing_trials import Trials
from govdesk.domain.routing_world import COUNTED, Box, World, box_of, interval

_MOST_PIECES = 2_000
_IN_BOX = frozenset({"channel", "initiated_by", "kind", "category", "tier", "urgent", "duty_body", "duty_listed"})
_WORDS = ("words", False)


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
    candidates = Candidates([_rest(rule) for rule in book.rules])
    trials = Trials(book, world, chance)
    for place, rule in enumerate(book.rules):
        if impossible(rule, boxes[place], world):
            found.append(Shadowed(rule, (), True))
            continue
        cover = _cover(place, book.rules, boxes, candidates, world)
        if cover is not None:
            found.append(Shadowed(rule, cover, True))
        elif place and (winners := trials.always_beaten(place, boxes[place])):
            found.append(Shadowed(rule, winners, False))
    return tuple(found)


class Candidates:
    """Which earlier rules may cover a rule at all: those that ask nothing beside the box that it does not."""

    def __init__(self, rests: Sequence[Sequence[Condition]]) -> None:
        self.rests = rests
        self._by_kind: dict[frozenset[tuple[str, bool]], int] = {}
        self._by_word: dict[str, int] = {}
        for place, rest in enumerate(rests):
            kinds = frozenset((item.name, item.negated) for item in rest if not _always_asked_again(item))
            self._by_kind[kinds] = self._by_kind.get(kinds, 0) | 1 << place
            for word in (word for item in rest if item.name == "words" and not item.negated for word in item.value):
                self._by_word[word] = self._by_word.get(word, 0) | 1 << place

    def before(self, place: int) -> Iterator[int]:
        """Their places, the first first."""
        mine = {(item.name, item.negated) for item in self.rests[place]}
        speaking = self._speaking_of(place)
        found = 0
        for kinds, rules in self._by_kind.items():
            if kinds <= mine:
                found |= rules & speaking if _WORDS in kinds else rules
        return set_bits(found & ((1 << place) - 1))

    def _speaking_of(self, place: int) -> int:
        """Rules with a word that stands within the first word of this one; only such words can be implied by it."""
        first = next((item.value[0] for item in self.rests[place] if (item.name, item.negated) == _WORDS), "")
        parts = {first[begin:end] for begin in range(len(first)) for end in range(begin + 1, len(first) + 1)}
        return reduce(or_, (self._by_word.get(part, 0) for part in parts), 0)


def impossible(rule: Rule, box: Box, world: World) -> bool:
    """Whether no case at all can fit the rule's conditions together."""
    if not all(box):
        return True
    first_only = box[2] == {NOT_YET_PLACED}
    for name in dict.fromkeys(COUNTED.values()):
        low, high = interval(rule, name)
        if low > high or (first_only and low > 0 and name != "people"):
            return True
    rest = [item for item in _rest(rule) if item.name not in COUNTED]
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
    if wanted.name in COUNTED:
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
    place: int, rules: Sequence[Rule], boxes: Sequence[Box], candidates: Candidates, world: World
) -> tuple[Rule, ...] | None:
    """The earlier rules that together take every case of the rule, or None when that cannot be proved."""
    rule, box = rules[place], boxes[place]
    left, cover = [box], []
    for other in candidates.before(place):
        shared = _shared(box, boxes[other])
        if not all(shared):
            continue
        first_only = shared[2] == {NOT_YET_PLACED}
        if not all(implied(item, rule, world, first_only) for item in candidates.rests[other]):
            continue
        rest = [piece for part in left for piece in subtract(part, boxes[other])]
        if len(rest) > _MOST_PIECES:
            return None
        if rest != left:
            cover.append(rules[other])
        left = rest
        if not left:
            return tuple(cover)
    return None


def _always_asked_again(condition: Condition) -> bool:
    """Counts, and what cannot have been tried before a first routing, may be implied by what has another name."""
    return condition.name in COUNTED or (condition.name == "tier_exhausted" and condition.negated)


def _rest(rule: Rule) -> list[Condition]:
    return [item for item in rule.conditions if item.name not in _IN_BOX]


def _shared(one: Box, other: Box) -> Box:
    return one[0] & other[0], one[1] & other[1], one[2] & other[2], one[3] & other[3]


def _interval_inside(wanted: Condition, rule: Rule, first_only: bool) -> bool:
    counted = COUNTED[wanted.name]
    low, high = interval(rule, counted)
    if first_only and counted != "people":
        high = 0
    asked = Rule("", "", (wanted,), rule.tier, rule.receiver)
    least, most = interval(asked, counted)
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
