"""Who gets a case: rules as data, first match wins; compiled for deciding, read one by one for explaining."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any

from govdesk.domain.dictionary_entries import REQUIRED, Entry
from govdesk.domain.errors import BadInput
from govdesk.domain.routing_conditions import (
    PREDICATES,
    SAME,
    Facts,
    Recurrence,
    Test,
    key_of,
)
from govdesk.domain.vocabulary import Tier

SOURCE = "routing_rules.toml"
RECEIVER_KINDS = ("grid_staff", "mediation_committee", "village_station", "duty_office", "body")
ROUTED_TIERS = (Tier.GRID, Tier.VILLAGE, Tier.OFFICE, Tier.JOINT)
_LARGEST_COUNT = 100_000
_RULE_KEYS = frozenset(
    {"id", "label", "when", "unless", "tier", "receiver", "body", "assists", "term", "source", "enabled"}
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One predicate of `PREDICATES` with its value; negated under `unless`."""

    name: str
    value: Any
    negated: bool = False

    def holds(self, facts: Facts) -> bool:
        return PREDICATES[self.name].test(facts, self.value) is not self.negated


@dataclass(frozen=True, slots=True)
class Receiver:
    """`kind` of RECEIVER_KINDS; `body` is the code where the kind is `body`.

    `grid_staff`, `mediation_committee`, `village_station`: those of the case's own grid or village.
    `duty_office`: the body whose duty list has the category.
    """

    kind: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """All conditions must hold. `term`: a handler term of terms.toml; empty: as the terms themselves say.

    A rule that is not `enabled` stays in the book and decides nothing.
    """

    id: str
    label: str
    conditions: tuple[Condition, ...]
    tier: Tier
    receiver: Receiver
    assists: tuple[Receiver, ...] = ()
    term: str = ""
    source: str = ""
    enabled: bool = True

    def matches(self, facts: Facts) -> bool:
        return all(condition.holds(facts) for condition in self.conditions)


@dataclass(frozen=True)
class RuleBook:
    """The law of the street in one version; the order of `rules` decides."""

    version: str
    author: str
    effective_on: date
    rules: tuple[Rule, ...]

    @cached_property
    def days_back(self) -> int:
        """How far back `Facts.earlier` has to reach, in days; 0 when no rule asks for recurrences."""
        return max((condition.value.days for condition in self._conditions("recurrence")), default=0)

    @cached_property
    def recurrence_scopes(self) -> frozenset[str]:
        """Which sameness the rules ask for (`SAME`); without `kind` only cases of the same grid need be read."""
        return frozenset(condition.value.same for condition in self._conditions("recurrence"))

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def _conditions(self, name: str) -> list[Condition]:
        rules = enabled_only(self).rules
        return [condition for rule in rules for condition in rule.conditions if condition.name == name]


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the case goes; the caller, who knows the bodies of the day, finds the one behind `receiver`."""

    rule_id: str
    version: str
    tier: Tier
    receiver: Receiver
    assists: tuple[Receiver, ...]
    term: str

    @property
    def receiver_kind(self) -> str:
        return self.receiver.kind

    @property
    def receiver_body(self) -> str | None:
        return self.receiver.body


@dataclass(frozen=True, slots=True)
class Outcome:
    """A condition beside what the case brought to it."""

    condition: Condition
    actual: Any
    holds: bool


@dataclass(frozen=True, slots=True)
class NearMiss:
    rule: Rule
    failed: tuple[Outcome, ...]
    held: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """`near_misses` did not match: fewest failed conditions first, then the neighbours of the rule that did.

    Where no rule matched, those with most conditions held come first among equals.
    """

    version: str
    rule: Rule | None
    matched: tuple[Outcome, ...]
    near_misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """The codes of the other dictionaries; a rule that names another one is refused. None: not checked."""

    categories: Collection[str] | None = None
    bodies: Collection[str] | None = None
    terms: Collection[str] | None = None
    grids: Collection[str] | None = None


@dataclass
class Router:
    """A compiled book: a table keyed by fields of few values, filled as cases come; closures for the rest."""

    book: RuleBook
    _decisions: list[tuple[Decision, Rule, tuple[Test, ...]]]
    _table: dict[tuple[Any, ...], tuple[tuple[Decision, tuple[Test, ...]], ...]] = field(default_factory=dict)
    _ruled_out: dict[tuple[str, Any], int] = field(default_factory=dict)

    def decide(self, facts: Facts) -> Decision | None:
        """The first rule that matches; None leaves the case to a person."""
        key = key_of(facts)
        candidates = self._table.get(key)
        if candidates is None:
            candidates = self._table[key] = self._candidates(facts)
        for decision, tests in candidates:
            for test in tests:
                if not test(facts):
                    break
            else:
                return decision
        return None

    def _candidates(self, facts: Facts) -> tuple[tuple[Decision, tuple[Test, ...]], ...]:
        """The rules whose keyed conditions hold, up to the first that asks nothing more."""
        left = (1 << len(self._decisions)) - 1
        for name, conditions in self._keyed_conditions.items():
            value = getattr(facts, name)
            if (name, value) not in self._ruled_out:
                out = (rules for condition, rules in conditions.items() if not condition.holds(facts))
                self._ruled_out[name, value] = reduce(or_, out, 0)
            left &= ~self._ruled_out[name, value]
        found = []
        for place in set_bits(left):
            decision, _rule, tests = self._decisions[place]
            found.append((decision, tests))
            if not tests:
                break
        return tuple(found)

    @cached_property
    def _keyed_conditions(self) -> dict[str, dict[Condition, int]]:
        """By the field that a keyed condition looks at: the condition, and as bits the places of its rules."""
        found: dict[str, dict[Condition, int]] = {}
        for place, (_decision, rule, _tests) in enumerate(self._decisions):
            for condition in filter(_keyed, rule.conditions):
                rules = found.setdefault(condition.name, {})
                rules[condition] = rules.get(condition, 0) | 1 << place
        return found


def parse_rules(data: Mapping[str, Any], known: KnownCodes | None = None) -> RuleBook:
    """The book from the parsed file; raises BadInput that names the rule and the key."""
    known = known or KnownCodes()
    root = Entry(data, SOURCE, "")
    version, author = root.text("version"), root.text("author")
    effective_on = root.raw("effective_on")
    if type(effective_on) is not date:
        root.refuse("effective_on", effective_on)
    rules = tuple(_rule(raw, known, number) for number, raw in enumerate(root.entries("rule"), 1))
    root.finish()
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            facts = {"source": SOURCE, "place": f"rule {rule.id}", "key": "id", "value": rule.id}
            raise BadInput("routing_rule_repeated", facts)
        seen.add(rule.id)
    return RuleBook(version, author, effective_on, rules)


def enabled_only(book: RuleBook) -> RuleBook:
    """The book without the rules that are switched off: what decides."""
    if all(rule.enabled for rule in book.rules):
        return book
    return replace(book, rules=tuple(rule for rule in book.rules if rule.enabled))


def compile_rules(book: RuleBook) -> Router:
    """Closures in the order cheap before dear; nothing is evaluated from text."""
    compiled = []
    for rule in enabled_only(book).rules:
        decision = Decision(rule.id, book.version, rule.tier, rule.receiver, rule.assists, rule.term)
        tests = tuple(_closure(condition) for condition in _dear_last(rule.conditions) if not _keyed(condition))
        compiled.append((decision, rule, tests))
    return Router(book, compiled)


def set_bits(rules: int) -> Iterator[int]:
    """The places of the rules that a number holds as bits, the first first."""
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest


def interpret(book: RuleBook, facts: Facts) -> Decision | None:
    """The plain reading of the book, the measure for `Router.decide`."""
    for rule in enabled_only(book).rules:
        if rule.matches(facts):
            return Decision(rule.id, book.version, rule.tier, rule.receiver, rule.assists, rule.term)
    return None


def explain(book: RuleBook, facts: Facts, near: int = 3) -> Explanation:
    """Rule, version, what matched, and the `near` nearest rules with the conditions that failed."""
    winner: Rule | None = None
    matched: tuple[Outcome, ...] = ()
    misses: list[NearMiss] = []
    for rule in enabled_only(book).rules:
        outcomes = tuple(_outcome(condition, facts) for condition in rule.conditions)
        failed = tuple(outcome for outcome in outcomes if not outcome.holds)
        if failed:
            misses.append(NearMiss(rule, failed, len(outcomes) - len(failed)))
        elif winner is None:
            winner, matched = rule, outcomes
    places = {rule.id: place for place, rule in enumerate(book.rules)}

    def distance(miss: NearMiss) -> tuple[int, int]:
        far = abs(places[miss.rule.id] - places[winner.id]) if winner else -miss.held
        return len(miss.failed), far

    misses.sort(key=distance)
    return Explanation(book.version, winner, matched, tuple(misses[:near]))


def _rule(raw: Mapping[str, Any], known: KnownCodes, number: int) -> Rule:
    entry = Entry(raw, SOURCE, f"rule {raw.get('id') or f'#{number}'}")
    entry.refuse_unknown(_RULE_KEYS)
    rule = Rule(
        id=entry.text("id"),
        label=entry.text("label"),
        conditions=_conditions(entry, known),
        tier=_tier(entry),
        receiver=_receiver(entry, known),
        assists=tuple(_assist(entry, code, known) for code in entry.texts("assists")),
        term=_known(entry, "term", entry.text("term", ""), known.terms),
        source=entry.text("source", ""),
        enabled=entry.flag("enabled", True),
    )
    entry.finish()
    if not rule.conditions:
        entry.refuse("when", {})
    if rule.assists and rule.tier is not Tier.JOINT:
        entry.refuse("assists", raw["assists"])
    return rule


def _tier(entry: Entry) -> Tier:
    """County and task force are reached by their own actions only (DESIGN §2, `climb`)."""
    text = entry.text("tier")
    if text not in {tier.value for tier in ROUTED_TIERS}:
        entry.refuse("tier", text)
    return Tier(text)


def _receiver(entry: Entry, known: KnownCodes) -> Receiver:
    kind = entry.text("receiver")
    if kind not in RECEIVER_KINDS:
        entry.refuse("receiver", kind)
    if kind != "body":
        return Receiver(kind)
    return Receiver(kind, _known(entry, "body", entry.text("body"), known.bodies))


def _assist(entry: Entry, code: str, known: KnownCodes) -> Receiver:
    if code in RECEIVER_KINDS and code != "body":
        return Receiver(code)
    return Receiver("body", _known(entry, "assists", code, known.bodies))


def _conditions(entry: Entry, known: KnownCodes) -> tuple[Condition, ...]:
    found = []
    for key, negated in (("when", False), ("unless", True)):
        part = Entry(entry.table(key), SOURCE, entry.place)
        for name, predicate in PREDICATES.items():
            if name in part:
                found.append(Condition(name, _value(part, name, predicate.shape, known), negated))
        part.finish()
    return tuple(found)


def _value(part: Entry, name: str, shape: str, known: KnownCodes) -> Any:
    if shape == "flag":
        return part.flag(name)
    if shape in ("at_least", "at_most"):
        return _count(part, name)
    if shape == "recurrence":
        return _recurrence(part, name)
    values = part.texts(name, REQUIRED)
    if not values:
        part.refuse(name, values)
    allowed = _allowed(name, known)
    for value in values:
        _known(part, name, value, allowed)
    return values


def _recurrence(part: Entry, name: str) -> Recurrence:
    inner = Entry(part.table(name), SOURCE, part.place)
    wanted = Recurrence(inner.text("same"), _count(inner, "days"), _count(inner, "at_least"))
    inner.finish()
    if wanted.same not in SAME:
        inner.refuse("same", wanted.same)
    if not (wanted.days and wanted.at_least):
        inner.refuse("at_least", wanted.at_least)
    return wanted


def _count(part: Entry, name: str) -> int:
    value = part.number(name)
    return value if 0 <= value <= _LARGEST_COUNT else part.refuse(name, value)


def _allowed(name: str, known: KnownCodes) -> Collection[str] | None:
    return {"category": known.categories, "grid": known.grids, "duty_body": known.bodies}.get(
        name, PREDICATES[name].choices
    )


def _known(entry: Entry, key: str, value: str, allowed: Collection[str] | None) -> str:
    if value and allowed is not None and value not in allowed:
        entry.refuse(key, value)
    return value


def _outcome(condition: Condition, facts: Facts) -> Outcome:
    predicate = PREDICATES[condition.name]
    return Outcome(condition, predicate.actual(facts, condition.value), condition.holds(facts))


def _keyed(condition: Condition) -> bool:
    return PREDICATES[condition.name].keyed


def _closure(condition: Condition) -> Test:
    test = PREDICATES[condition.name].compiled(condition.value)
    return (lambda facts: not test(facts)) if condition.negated else test


def _dear_last(conditions: Sequence[Condition]) -> list[Condition]:
    return sorted(conditions, key=lambda condition: PREDICATES[condition.name].shape in ("words", "recurrence"))
