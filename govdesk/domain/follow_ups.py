"""回访: which visits a closed case is owed, by its class; what a try, an answer or a reopening does to them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from govdesk.domain.case import CaseFile, FollowUp, PlannedVisit
from govdesk.domain.clocks import Timekeeper
from govdesk.domain.closing_classes import ClosingClass, read_class, refuse_wrong_order
from govdesk.domain.deadline import Term, parse_term
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import BadInput

SOURCE = "follow_ups.toml"
CLASS_OF_CLOSING = "follow_up_class"
"""Key of a closing: the class by which its visits were planned; absent where the case was closed elsewhere."""

OPEN, DONE, UNREACHED, VOID = "open", "done", "unreached", "void"
CLOSING, PERFORMANCE = "closing", "performance"
_STARTS = (CLOSING, PERFORMANCE)
_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class VisitRule:
    """One visit of a class, `term` after closing or after the last day on which an agreement is to be performed.

    Without a day of performance, or with one that lies before the closing, the closing counts.
    """

    code: str
    label: str
    term: Term
    start: str


@dataclass(frozen=True, slots=True)
class FollowUpClass:
    """Which cases, how many of them in a hundred, and the visits that each of those is owed."""

    when: ClosingClass
    percent: int
    visits: tuple[VisitRule, ...]


@dataclass(frozen=True, slots=True)
class FollowUpRules:
    """One version of the schedule. After `tries` tries in vain a visit ends as 未接通."""

    version: str
    tries: int
    seed: int
    classes: tuple[FollowUpClass, ...]

    def class_of(self, file: CaseFile) -> FollowUpClass | None:
        """The first class that fits; None only where there are no rules at all."""
        return next((item for item in self.classes if item.when.fits(file)), None)

    def label_of(self, code: str) -> str:
        return next((item.when.label for item in self.classes if item.when.code == code), code)


NO_VISITS = FollowUpRules("", 3, 0, ())


def planned_at_closing(
    file: CaseFile, rules: FollowUpRules, keeper: Timekeeper, performance_due: date | None
) -> tuple[str, tuple[PlannedVisit, ...]]:
    """The class of a case that has just been closed, and its visits in the order in which they are due."""
    chosen, closed_at = rules.class_of(file), file.case.closed_at
    if chosen is None or closed_at is None:
        return "", ()
    code = chosen.when.code
    if not is_drawn(draw_key(file), rules.seed, chosen.percent):
        return code, ()
    visits = [_planned(code, item, closed_at, keeper, performance_due) for item in chosen.visits]
    return code, tuple(sorted(visits, key=lambda visit: visit.due_at))


def draw_key(file: CaseFile) -> str:
    """What the draw of a closing depends on: the case's number (or, before it has one, its own facts) and the count."""
    case = file.case
    name = case.number or f"{case.registered_at.isoformat()} {case.title}"
    return f"{name}|{len(case.closings)}"


def is_drawn(key: str, seed: int, percent: int) -> bool:
    """The same key and seed give the same answer for ever; over many keys `percent` in a hundred are drawn."""
    digest = hashlib.sha256(f"{seed}|{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % _DRAWS < percent * _DRAWS // 100


def current_visits(file: CaseFile) -> tuple[PlannedVisit, ...]:
    """The visits of the closing that stands."""
    closed_at = file.case.closed_at
    return tuple(item for item in file.visits if closed_at is not None and item.planned_at >= closed_at)


def next_visit(file: CaseFile) -> PlannedVisit | None:
    return next((item for item in current_visits(file) if item.state == OPEN), None)


def visits_since_closing(file: CaseFile) -> tuple[FollowUp, ...]:
    closed_at = file.case.closed_at
    return tuple(item for item in file.follow_ups if closed_at is not None and item.at >= closed_at)


def was_planned(file: CaseFile) -> bool:
    """Whether this closing had its visits planned here; an imported closing had not."""
    return bool(file.case.closings) and bool(file.case.closings[-1].get(CLASS_OF_CLOSING))


def with_try(file: CaseFile, now: datetime, reached: bool, tries: int) -> tuple[PlannedVisit, ...]:
    """The visits after one try: the next open one is done, or one try nearer to 未接通.

    Somebody reached when all have ended makes good the last one that ended in vain.
    """
    tried = next_visit(file)
    if tried is None and reached:
        tried = next((item for item in reversed(current_visits(file)) if item.state == UNREACHED), None)
    if tried is None:
        return file.visits
    count = tried.tries + 1
    after = replace(tried, tries=count)
    if reached or count >= tries:
        after = replace(after, state=DONE if reached else UNREACHED, ended_at=now)
    return tuple(after if item is tried else item for item in file.visits)


def voided(visits: tuple[PlannedVisit, ...], now: datetime) -> tuple[PlannedVisit, ...]:
    """Reopened: what was still to be visited is asked again after the next closing."""
    return tuple(replace(item, state=VOID, ended_at=now) if item.state == OPEN else item for item in visits)


def parse_follow_ups(data: Mapping[str, Any]) -> FollowUpRules:
    """The schedule from the parsed file; raises BadInput naming entry and key."""
    root = Entry(data, SOURCE, "")
    rules = FollowUpRules(
        version=root.text("version"),
        tries=_between(root, "tries", 1, 20),
        seed=root.number("seed"),
        classes=tuple(_class(raw) for raw in root.entries("class")),
    )
    root.finish()
    refuse_wrong_order(root, [item.when for item in rules.classes])
    return rules


def _planned(
    code: str, rule: VisitRule, closed_at: datetime, keeper: Timekeeper, performance_due: date | None
) -> PlannedVisit:
    start = closed_at
    if rule.start == PERFORMANCE and performance_due is not None:
        start = max(closed_at, datetime.combine(performance_due, time(12)))
    return PlannedVisit(
        rule=code,
        code=rule.code,
        label=rule.label,
        term=str(rule.term),
        planned_at=closed_at,
        due_at=keeper.due(start, str(rule.term)),
    )


def _class(raw: Mapping[str, Any]) -> FollowUpClass:
    entry = Entry(raw, SOURCE, f"class {raw.get('code', '?')}")
    found = FollowUpClass(
        when=read_class(entry),
        percent=_between(entry, "percent", 0, 100),
        visits=tuple(_visit(item, entry.place) for item in entry.entries("visits")),
    )
    entry.finish()
    if len({visit.code for visit in found.visits}) != len(found.visits):
        entry.refuse("visits", found.when.code)
    return found


def _visit(raw: Mapping[str, Any], place: str) -> VisitRule:
    entry = Entry(raw, SOURCE, f"{place} visit {raw.get('code', '?')}")
    start = entry.text("after", CLOSING)
    if start not in _STARTS:
        entry.refuse("after", start)
    rule = VisitRule(entry.text("code"), entry.text("label"), _term(entry), start)
    entry.finish()
    return rule


def _term(entry: Entry) -> Term:
    text = entry.text("term")
    try:
        return parse_term(text)
    except BadInput:
        entry.refuse("term", text)


def _between(entry: Entry, key: str, least: int, most: int) -> int:
    number = entry.number(key)
    return number if least <= number <= most else entry.refuse(key, number)
