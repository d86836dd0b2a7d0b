"""The named predicates of routing rules; a new kind of condition is one more row of `PREDICATES`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from govdesk.domain.categories import KINDS, parent_of
from govdesk.domain.channels import INITIATORS
from govdesk.domain.vocabulary import Channel, Tier

Test = Callable[["Facts"], bool]
Shape = Literal["codes", "at_least", "at_most", "flag", "words", "recurrence"]

NOT_YET_PLACED = "none"
PLACE_UNKNOWN = "none"
PLACE_LEVELS = (PLACE_UNKNOWN, "county", "town", "village", "grid")
RISKS = (
    "crime",
    "violence",
    "self_harm",
    "domestic_violence",
    "child",
    "group",
    "fire",
    "explosion",
    "traffic",
)
SAME = ("place", "kind", "place_and_kind")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case that may be the same matter: whole days ago, its grid and its category."""

    days_ago: int
    grid: str
    category: str


class EarlierCount(Protocol):
    """Earlier cases that were counted elsewhere: thousands of past cases are judged without listing each one's."""

    def count(self, wanted: "Recurrence", grid: str | None, category: str) -> int: ...


@dataclass(slots=True)  # not frozen: an import fills the same facts in for row after row
class Facts:
    """What the rules may look at. Everything is a code; `text` is title and text together.

    `tier` is where the case stands now (`none` before its first routing), `tiers_exhausted` where it was
    tried in vain, `grid_path` the codes from the root to the case's grid, empty while the place is unknown,
    `place_level` how finely the place is told (the level of that grid);
    `duty_bodies` the bodies whose duty list has the category; `earlier` needs to reach back only
    `RuleBook.days_back` days; it may be a count that is made only when a rule asks.
    """

    channel: str
    kind: str
    category: str
    initiated_by: str = "application"
    tier: str = NOT_YET_PLACED
    tiers_exhausted: frozenset[str] = frozenset()
    returns: int = 0
    reopened: int = 0
    people_count: int = 0
    urgent: bool = False
    risks: frozenset[str] = frozenset()
    text: str = ""
    grid_path: tuple[str, ...] = ()
    duty_bodies: frozenset[str] = frozenset()
    earlier: tuple[Earlier, ...] | EarlierCount = ()
    place_level: str = PLACE_UNKNOWN


@dataclass(frozen=True, slots=True)
class Recurrence:
    """At least so many earlier cases of the same place, kind (category) or both within so many days."""

    same: str
    days: int
    at_least: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """One kind of condition.

    `actual` gives what the case brings to it (for the explanation), `test` the plain meaning, `compiled`
    the same as a closure. `keyed` predicates depend on the field of their own name alone, one of `key_of`, and go
    into the table.
    `choices` are the codes allowed, None where another dictionary decides.
    """

    name: str
    shape: Shape
    actual: Callable[[Facts, Any], Any]
    test: Callable[[Facts, Any], bool]
    compiled: Callable[[Any], Test]
    keyed: bool = False
    choices: tuple[str, ...] | None = None


def key_of(facts: Facts) -> tuple[str, str, str, str, str, bool]:
    """The fields of few values that most rules ask first; the table of compiled rules is keyed by them."""
    return facts.channel, facts.kind, facts.category, facts.initiated_by, facts.tier, facts.urgent


def recurrences(facts: Facts, wanted: Recurrence) -> int:
    """How many earlier cases count. Without a known place no place is the same."""
    grid = facts.grid_path[-1] if facts.grid_path else None
    if not isinstance(facts.earlier, tuple):
        return facts.earlier.count(wanted, grid, facts.category)
    return sum(
        1
        for case in facts.earlier
        if case.days_ago <= wanted.days
        and (wanted.same == "kind" or (grid is not None and case.grid == grid))
        and (wanted.same == "place" or case.category == facts.category)
    )


def _one_of(field: str) -> dict[str, Any]:
    def test(facts: Facts, codes: tuple[str, ...]) -> bool:
        return getattr(facts, field) in codes

    def compiled(codes: tuple[str, ...]) -> Test:
        allowed = frozenset(codes)
        return lambda facts: getattr(facts, field) in allowed

    return {"actual": lambda facts, _codes: getattr(facts, field), "test": test, "compiled": compiled}


def _category() -> dict[str, Any]:
    """A type also means its subtypes."""

    def test(facts: Facts, codes: tuple[str, ...]) -> bool:
        return facts.category in codes or parent_of(facts.category) in codes

    def compiled(codes: tuple[str, ...]) -> Test:
        return lambda facts: test(facts, codes)

    return {"actual": lambda facts, _codes: facts.category, "test": test, "compiled": compiled}


def _any_of(read: Callable[[Facts], tuple[str, ...] | frozenset[str]]) -> dict[str, Any]:
    def actual(facts: Facts, codes: tuple[str, ...]) -> tuple[str, ...]:
        have = read(facts)
        return tuple(code for code in codes if code in have)

    def test(facts: Facts, codes: tuple[str, ...]) -> bool:
        have = read(facts)
        return any(code in have for code in codes)

    def compiled(codes: tuple[str, ...]) -> Test:
        apart = frozenset(codes).isdisjoint
        return lambda facts: not apart(read(facts))

    return {"actual": actual, "test": test, "compiled": compiled}


def _at_least(read: Callable[[Facts], int]) -> dict[str, Any]:
    def compiled(bound: int) -> Test:
        return lambda facts: read(facts) >= bound

    return {
        "actual": lambda facts, _bound: read(facts),
        "test": lambda facts, bound: read(facts) >= bound,
        "compiled": compiled,
    }


def _at_most(read: Callable[[Facts], int]) -> dict[str, Any]:
    def compiled(bound: int) -> Test:
        return lambda facts: read(facts) <= bound

    return {
        "actual": lambda facts, _bound: read(facts),
        "test": lambda facts, bound: read(facts) <= bound,
        "compiled": compiled,
    }


def _flag(read: Callable[[Facts], bool]) -> dict[str, Any]:
    def compiled(wanted: bool) -> Test:
        return lambda facts: read(facts) is wanted

    return {
        "actual": lambda facts, _wanted: read(facts),
        "test": lambda facts, wanted: read(facts) is wanted,
        "compiled": compiled,
    }


def _words() -> dict[str, Any]:
    def actual(facts: Facts, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in words if word in facts.text)

    def test(facts: Facts, words: tuple[str, ...]) -> bool:
        return any(word in facts.text for word in words)

    def compiled(words: tuple[str, ...]) -> Test:
        found = re.compile("|".join(map(re.escape, words))).search
        return lambda facts: found(facts.text) is not None

    return {"actual": actual, "test": test, "compiled": compiled}


def _recurrence() -> dict[str, Any]:
    def test(facts: Facts, wanted: Recurrence) -> bool:
        return recurrences(facts, wanted) >= wanted.at_least

    def compiled(wanted: Recurrence) -> Test:
        def enough(facts: Facts) -> bool:
            if isinstance(facts.earlier, tuple) and len(facts.earlier) < wanted.at_least:
                return False
            return test(facts, wanted)

        return enough

    return {"actual": recurrences, "test": test, "compiled": compiled}


_TIERS = tuple(tier.value for tier in Tier)

# In the order in which a sentence tells them.
PREDICATES: Mapping[str, Predicate] = {
    predicate.name: predicate
    for predicate in (
        Predicate("channel", "codes", **_one_of("channel"), keyed=True, choices=tuple(Channel)),
        Predicate("initiated_by", "codes", **_one_of("initiated_by"), keyed=True, choices=INITIATORS),
        Predicate("kind", "codes", **_one_of("kind"), keyed=True, choices=KINDS),
        Predicate("category", "codes", **_category(), keyed=True),
        Predicate("tier", "codes", **_one_of("tier"), keyed=True, choices=(NOT_YET_PLACED, *_TIERS)),
        Predicate("tier_exhausted", "codes", **_any_of(lambda facts: facts.tiers_exhausted), choices=_TIERS),
        Predicate("grid", "codes", **_any_of(lambda facts: facts.grid_path)),
        Predicate("place_level", "codes", **_one_of("place_level"), choices=PLACE_LEVELS),
        Predicate("duty_body", "codes", **_any_of(lambda facts: facts.duty_bodies)),
        Predicate("duty_listed", "flag", **_flag(lambda facts: bool(facts.duty_bodies))),
        Predicate("urgent", "flag", **_flag(lambda facts: facts.urgent), keyed=True),
        Predicate("risk", "codes", **_any_of(lambda facts: facts.risks), choices=RISKS),
        Predicate("words", "words", **_words()),
        Predicate("people_at_least", "at_least", **_at_least(lambda facts: facts.people_count)),
        Predicate("people_at_most", "at_most", **_at_most(lambda facts: facts.people_count)),
        Predicate("returns_at_least", "at_least", **_at_least(lambda facts: facts.returns)),
        Predicate("reopened_at_least", "at_least", **_at_least(lambda facts: facts.reopened)),
        Predicate("recurrence", "recurrence", **_recurrence()),
    )
}
