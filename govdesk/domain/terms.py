"""How long everything may take: the terms of `terms.toml`, each with its source; the first that fits wins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from govdesk.domain.categories import KINDS, parent_of
from govdesk.domain.deadline import Term, Unit, parse_term
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import BadInput, NotFound
from govdesk.domain.vocabulary import BodyKind, Channel, ClockKind, Tier
from govdesk.domain.working_calendar import OfficeHours, parse_office_hours

SOURCE = "terms.toml"
EXTENSION = "extension"
_GROUPS = (*(kind.value for kind in ClockKind), EXTENSION)
_NEED_A_DEFAULT = frozenset(_GROUPS) - {ClockKind.STATUTORY.value}
SINGLE_TERMS = frozenset(
    {
        "sign",
        "urgent_contact",
        "return_window",
        "ruling",
        "offer_answer",
        "county_answer",
        "assist",
        "mediation",
        "mediation_medical",
        "mediation_labour",
        "mediation_entrusted",
        "confirmation_first_reminder",
        "confirmation_second_reminder",
        "village_mediation",
        "judicial_confirmation",
        "enforcement",
        "petition_notice",
        "follow_up",
        "follow_up_performance",
        "rework",
        "reopen",
        "supervision_answer",
    }
)


class TermFacts(NamedTuple):
    """What a term may depend on."""

    channel: str = ""
    kind: str = ""
    category: str = ""
    tier: str = ""
    body_kind: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class TermRule:
    """One term with its conditions (empty: any) and where it comes from.

    `confirmed` is False for a practice of elsewhere or of the centre itself, to be checked before use.
    `statutory` marks an extension that the law itself grants: it lengthens the statutory limit as well.
    """

    code: str
    label: str
    term: Term
    source: str
    confirmed: bool
    channels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    body_kinds: frozenset[str] = frozenset()
    urgent: bool | None = None
    statutory: bool = False

    @property
    def unconditional(self) -> bool:
        lists = (self.channels, self.kinds, self.categories, self.tiers, self.body_kinds)
        return self.urgent is None and not any(lists)

    def fits(self, facts: TermFacts) -> bool:
        return (
            (self.urgent is None or self.urgent == facts.urgent)
            and (not self.channels or facts.channel in self.channels)
            and (not self.kinds or facts.kind in self.kinds)
            and (not self.categories or not self.categories.isdisjoint(_with_parent(facts.category)))
            and (not self.tiers or facts.tier in self.tiers)
            and (not self.body_kinds or facts.body_kind in self.body_kinds)
        )


@dataclass(frozen=True, slots=True)
class ExclusionRule:
    """A kind of time that the statutory limits named in `statutory` do not count."""

    code: str
    label: str
    statutory: frozenset[str]
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """One version of all terms."""

    version: str
    office_hours: OfficeHours
    due_soon: Term
    groups: Mapping[str, tuple[TermRule, ...]]
    single: Mapping[str, TermRule]
    exclusions: tuple[ExclusionRule, ...] = ()
    _chosen: dict[tuple[str, TermFacts], TermRule | None] = field(default_factory=dict, repr=False)

    def clock(self, kind: ClockKind, facts: TermFacts) -> TermRule | None:
        """The rule of a clock; None only for a case without a statutory limit."""
        return self._choose(kind.value, facts)

    def rule(self, kind: ClockKind, code: str) -> TermRule:
        """The rule of that code, as a routing rule names it; NotFound `term_unknown`."""
        for rule in self.groups[kind.value]:
            if rule.code == code:
                return rule
        raise NotFound("term_unknown", {"term": code})

    def extension_ceiling(self, facts: TermFacts) -> TermRule:
        """What all granted extensions of one case may add up to."""
        rule = self._choose(EXTENSION, facts)
        assert rule is not None, "parse_terms insists on a default"
        return rule

    def exclusions_of(self, statutory: str) -> tuple[ExclusionRule, ...]:
        """The kinds of time that the statutory limit of that code does not count."""
        return tuple(rule for rule in self.exclusions if statutory in rule.statutory)

    def named(self, code: str) -> TermRule:
        """A single term, e.g. `sign`, `return_window`; NotFound `term_unknown`."""
        try:
            return self.single[code]
        except KeyError:
            raise NotFound("term_unknown", {"term": code}) from None

    def _choose(self, group: str, facts: TermFacts) -> TermRule | None:
        """Remembered per set of facts: an import asks the same few questions 50,000 times."""
        key = (group, facts)
        if key not in self._chosen:
            self._chosen[key] = next((rule for rule in self.groups[group] if rule.fits(facts)), None)
        return self._chosen[key]


def extension_term(term: Term, days: int) -> Term:
    """An extension asked for in days: working days where the term itself counts working time."""
    working = term.unit in (Unit.WORKING_DAYS, Unit.WORKING_HOURS)
    return Term(days, Unit.WORKING_DAYS if working else Unit.DAYS)


def parse_terms(data: Mapping[str, Any]) -> Terms:
    """The terms from the parsed file; raises BadInput naming entry and key.

    Every group but the statutory one ends with a rule without conditions; no rule stands behind one.
    """
    root = Entry(data, SOURCE, "")
    terms = Terms(
        version=root.text("version"),
        office_hours=parse_office_hours(root.texts("office_hours")),
        due_soon=parse_term(root.text("due_soon")),
        groups={group: _group(root, group) for group in _GROUPS},
        single=_single_terms(root),
        exclusions=_exclusions(root),
    )
    root.finish()
    return terms


def _group(root: Entry, group: str) -> tuple[TermRule, ...]:
    rules = tuple(_rule(Entry(raw, SOURCE, f"{group} {_code_of(raw)}")) for raw in root.entries(group))
    seen: set[str] = set()
    for number, rule in enumerate(rules):
        last = number == len(rules) - 1
        if rule.code in seen or (rule.unconditional and not last):
            raise _wrong(f"{group} {rule.code}", "code", rule.code)
        seen.add(rule.code)
    if group in _NEED_A_DEFAULT and not (rules and rules[-1].unconditional):
        raise _wrong(group, "default", "")
    return rules


def _exclusions(root: Entry) -> tuple[ExclusionRule, ...]:
    limits = {Entry(raw, SOURCE, "").text("code") for raw in root.entries(ClockKind.STATUTORY.value)}
    found: list[ExclusionRule] = []
    for raw in root.entries("exclusion"):
        entry = Entry(raw, SOURCE, f"exclusion {_code_of(raw)}")
        rule = ExclusionRule(
            code=entry.text("code"),
            label=entry.text("label"),
            statutory=_codes(entry, "statutory", frozenset(limits)),
            source=entry.text("source"),
            confirmed=entry.flag("confirmed"),
        )
        entry.finish()
        if rule.code in {item.code for item in found}:
            entry.refuse("code", rule.code)
        found.append(rule)
    return tuple(found)


def _single_terms(root: Entry) -> dict[str, TermRule]:
    table = root.table("single")
    unknown, missing = sorted(set(table) - SINGLE_TERMS), sorted(SINGLE_TERMS - set(table))
    if unknown:
        raise BadInput("dictionary_unknown_key", {"source": SOURCE, "place": "single", "key": unknown[0]})
    if missing:
        raise BadInput("dictionary_missing_key", {"source": SOURCE, "place": "single", "key": missing[0]})
    return {code: _single(Entry(raw, SOURCE, f"single {code}"), code) for code, raw in table.items()}


def _single(entry: Entry, code: str) -> TermRule:
    rule = TermRule(code, entry.text("label"), _term(entry), entry.text("source"), entry.flag("confirmed"))
    entry.finish()
    return rule


def _rule(entry: Entry) -> TermRule:
    rule = TermRule(
        code=entry.text("code"),
        label=entry.text("label"),
        term=_term(entry),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
        channels=_codes(entry, "channels", frozenset(Channel)),
        kinds=_codes(entry, "kinds", frozenset(KINDS)),
        categories=frozenset(entry.texts("categories")),
        tiers=_codes(entry, "tiers", frozenset(Tier)),
        body_kinds=_codes(entry, "body_kinds", frozenset(BodyKind)),
        urgent=entry.flag("urgent") if "urgent" in entry else None,
        statutory=entry.flag("statutory", False),
    )
    entry.finish()
    return rule


def _codes(entry: Entry, key: str, known: frozenset[str]) -> frozenset[str]:
    given = frozenset(entry.texts(key))
    if not given <= known:
        entry.refuse(key, sorted(given - known)[0])
    return given


def _term(entry: Entry) -> Term:
    text = entry.text("term")
    try:
        return parse_term(text)
    except BadInput:
        entry.refuse("term", text)


def _with_parent(category: str) -> tuple[str, ...]:
    parent = parent_of(category)
    return (category, parent) if parent else (category,)


def _code_of(raw: Mapping[str, Any]) -> str:
    return str(raw.get("code", "?"))


def _wrong(place: str, key: str, value: object) -> BadInput:
    return BadInput("dictionary_wrong_value", {"source": SOURCE, "place": place, "key": key, "value": repr(value)})
