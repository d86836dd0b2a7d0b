"""Why a case is where it is, and the routing rules in force as a person reads them.

The explanation looks at the case as it was when the rules decided: later changes are taken back by the case log.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from govdesk.domain.case import Case, CaseFile, evolve
from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.routing import Explanation, Rule, RuleBook, explain, parse_rules
from govdesk.domain.undoing import standing
from govdesk.domain.vocabulary import Channel, ClockKind, Role, Status, Tier
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.duties import DutyItemView, items_of_case
from govdesk.services.duty_admission import AdmissionOpinion, opinion_on
from govdesk.services.labels import tier_label
from govdesk.services.routing_choice import earlier_in, facts_of
from govdesk.services.routing_sentences import (
    RoutingLabels,
    condition_words,
    outcome_words,
    receiver_words,
    sentence,
)
from govdesk.services.rule_reading import parse_stored, read_rules
from govdesk.storage.queries.case_card import LogFacts, read_log
from govdesk.storage.queries.rule_versions import RuleVersionRow, read_rule_content, read_rule_versions
from govdesk.storage.repositories.rule_versions import RuleVersionRepository

SUBJECT = "routing"
NEAR_MISSES = 3
_DECIDED_BY_RULES = ("route", "climb")
_DECIDED_BY_HAND = ("assign", "reassign", "rule", "lower", "accept_offer", "reopen", "record_closed")
_OF_FACTS = (
    *("title", "text", "channel", "category", "kind", "urgent", "place_pending", "grid_id", "grid_path"),
    *("people_count", "tier", "tried_tiers", "return_count", "reopen_count", "flags"),
)


@dataclass(frozen=True, slots=True)
class NearMissView:
    """A rule that nearly matched and the conditions that it failed on."""

    rule: str
    label: str
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoutingView:
    """Rule, version, what matched and what nearly did.

    `rule` is empty while no rule matched; `sentence` then says so. `by_hand` tells who has moved the case since,
    empty when it still is where the rules sent it. `duties` are the items of the duty lists that the case falls
    under; `admission` is what they say about a task from above, None for every other case.
    """

    rule: str
    label: str
    version: str
    sentence: str
    source: str
    tier: str
    tier_label: str
    handler: str
    matched: tuple[str, ...]
    near_misses: tuple[NearMissView, ...]
    by_hand: str
    duties: tuple[DutyItemView, ...] = ()
    admission: AdmissionOpinion | None = None


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule of the book; `place` counts from 1, the order decides."""

    place: int
    id: str
    label: str
    sentence: str
    conditions: tuple[str, ...]
    tier: str
    tier_label: str
    receiver: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleBookView:
    version: str
    author: str
    effective_on: date
    rules: tuple[RuleView, ...]


def explain_routing(desk: Desk, actor: Actor, case_id: int) -> RoutingView:
    """Why the case is at its tier. Raises NotFound, AccessDenied."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
        log = read_log(work.connection, case_id)
        decisive = next((row for row in reversed(log) if row.action in _DECIDED_BY_RULES), None)
        if decisive is None:
            return _with_duties(desk, file.case, _undecided(file.case, desk, _by_hand(log, 0)))
        then = case_when_asked(file.case, log, decisive)
        facts = facts_of(desk, CaseFile(then), earlier_in(desk, work.connection))
        rule_id = _set_by(log, decisive, "route_rule", file.case.route_rule)
        version = _set_by(log, decisive, "route_version", file.case.route_version)
        book = _book(desk, version, read_rule_content(work.connection, SUBJECT, version))
    told = explain(book, facts, near=len(book.rules))
    view = _view(desk, file.case, book, told, rule_id, _by_hand(log, decisive.sequence))
    return _with_duties(desk, file.case, view)


def rule_book(desk: Desk, _actor: Actor) -> RuleBookView:
    """The rules that decide, each with its sentence; those switched off keep their place and are left out."""
    book, labels = desk.rules.routing, routing_labels(desk)
    rules = tuple(
        RuleView(
            place=place,
            id=rule.id,
            label=rule.label,
            sentence=sentence(rule, labels),
            conditions=tuple(condition_words(condition, labels) for condition in rule.conditions),
            tier=rule.tier.value,
            tier_label=tier_label(rule.tier),
            receiver=receiver_words(rule.receiver, labels),
            source=rule.source,
        )
        for place, rule in enumerate(book.rules, start=1)
        if rule.enabled
    )
    return RuleBookView(book.version, book.author, book.effective_on, rules)


def rule_versions(desk: Desk, _actor: Actor) -> list[RuleVersionRow]:
    """The versions that the centre has stored, newest first; empty while the shipped one is in force."""
    with desk.database.reading() as connection:
        return read_rule_versions(connection, SUBJECT)


def stored_book(desk: Desk, version: str) -> RuleBook:
    """A version that was in force once, or still is; bodies closed since then stand in it.

    Raises RuleViolation `routing_version_unknown`, BadInput where it cannot be read any more.
    """
    with desk.database.reading() as connection:
        content = read_rule_content(connection, SUBJECT, version)
    if content is not None:
        return parse_stored(content, _("规则版本 {version}").format(version=version))
    if version == shipped("routing_rules")["version"]:
        return parse_rules(shipped("routing_rules"))
    raise RuleViolation("routing_version_unknown", {"version": version})


def store_rules(desk: Desk, actor: Actor, text: str) -> Changes:
    """Put a rule file in force from its date on. Only the supervisor may.

    Raises AccessDenied, BadInput that names rule and key, RuleViolation for a version that exists already;
    then the rules in force stay.
    """
    if actor.role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        raise AccessDenied("role_may_not", {"action": _("修改分派规则"), "role": actor.role.value})
    book = read_rules(desk, text)
    with desk.work(actor) as work:
        stored = {row.version for row in read_rule_versions(work.connection, SUBJECT)}
        if book.version in stored or book.version == shipped("routing_rules")["version"]:
            raise RuleViolation("routing_version_repeated", {"version": book.version})
        repository = RuleVersionRepository(work.connection, work.centre_id)
        repository.add(SUBJECT, book.version, book.author, book.effective_on, text, work.now)
        changes = work.commit()
    desk.reload()
    return changes


def routing_labels(desk: Desk) -> RoutingLabels:
    """How the codes in rules are called at this centre."""
    grids = {row.code: row.name for row in desk.grids.values()}
    terms = {rule.code: rule.label for rule in desk.rules.terms.groups[ClockKind.HANDLER.value]}

    def body(code: str) -> str:
        found = desk.bodies.by_code.get(code)
        return found.name if found else code

    return RoutingLabels(
        category=desk.rules.categories.label,
        channel=desk.rules.channels.label,
        tier=tier_label,
        body=body,
        grid=lambda code: grids.get(code, code),
        term=lambda code: terms.get(code, code),
    )


def _view(desk: Desk, case: Case, book: RuleBook, told: Explanation, rule_id: str, by_hand: str) -> RoutingView:
    labels = routing_labels(desk)
    rule = book.rule(rule_id) if rule_id else None
    matched = told.matched if told.rule is rule else ()
    misses = [miss for miss in told.near_misses if miss.rule.id != rule_id][:NEAR_MISSES]
    return RoutingView(
        rule=rule_id,
        label=rule.label if rule else rule_id,
        version=book.version,
        sentence=_sentence(rule, rule_id, labels) + _held(desk, case, rule, labels),
        source=rule.source if rule else "",
        tier=case.tier.value if case.tier else "",
        tier_label=tier_label(case.tier),
        handler=_handler(desk, case),
        matched=tuple(outcome_words(outcome, labels) for outcome in matched),
        near_misses=tuple(
            NearMissView(miss.rule.id, miss.rule.label, tuple(outcome_words(failed, labels) for failed in miss.failed))
            for miss in misses
        ),
        by_hand=by_hand,
    )


def _with_duties(desk: Desk, case: Case, view: RoutingView) -> RoutingView:
    """The items that the handling body leads or assists in stand first; others only while it has none."""
    items = items_of_case(desk, case, case.handler_id) or items_of_case(desk, case)
    opinion = opinion_on(desk, case) if case.channel == Channel.SUPERIOR_ASSIGNED.value else None
    return replace(view, duties=items, admission=opinion)


def _sentence(rule: Rule | None, rule_id: str, labels: RoutingLabels) -> str:
    if rule is not None:
        return sentence(rule, labels)
    if rule_id:
        return _("按规则“{rule}”分派，这条规则的版本已经不在本机。").format(rule=rule_id)
    return _("没有规则能定下承办单位，由人工分派。")


def _held(desk: Desk, case: Case, rule: Rule | None, labels: RoutingLabels) -> str:
    """Why a case waits for a person although a rule matched: the rule's receiver does not exist at its place."""
    if rule is None or case.status is not Status.AWAITING_MANUAL or case.handler_id is not None:
        return ""
    receiver = receiver_words(rule.receiver, labels)
    if case.place_pending or case.grid_id not in desk.grids:
        return _("但案件还没有定位，找不到{receiver}，转由人工分派。请先补上所在网格。").format(receiver=receiver)
    words = _("但“{grid}”没有{receiver}，转由人工分派。请把地点补到村（社区）或网格，或直接指定承办单位。")
    return words.format(grid=desk.grids[case.grid_id].name, receiver=receiver)


def _undecided(case: Case, desk: Desk, by_hand: str) -> RoutingView:
    """A case that no rule was asked about: imported with its history, or not yet routed."""
    tier = case.tier.value if case.tier else ""
    words = _("这件案件没有经过规则分派。")
    return RoutingView("", "", "", words, "", tier, tier_label(case.tier), _handler(desk, case), (), (), by_hand)


def _handler(desk: Desk, case: Case) -> str:
    body = desk.bodies.by_id.get(case.handler_id or 0)
    return body.name if body else ""


def _by_hand(log: Sequence[LogFacts], after: int) -> str:
    """The last time that a person moved the case since the rules decided."""
    moves = [
        row
        for row in standing(log)
        if row.sequence > after and row.action in _DECIDED_BY_HAND and "handler_id" in row.after
    ]
    if not moves:
        return ""
    last = moves[-1]
    who = last.said_by or last.actor_name
    told = _("{at} 由{who}人工调整").format(at=f"{last.at:%Y-%m-%d %H:%M}", who=who)
    return _("{told}：{note}").format(told=told, note=last.note) if last.note else told


def case_when_asked(case: Case, log: Sequence[LogFacts], decisive: LogFacts) -> Case:
    """The case as the rules saw it at `decisive` (a route or a climb): that step and every later one taken back.

    A climb had already added the tier that was tried when it asked the rules.
    """
    fields: dict[str, Any] = {}
    for row in reversed(log):
        if row.sequence < decisive.sequence:
            break
        fields.update({name: value for name, value in row.before.items() if name in _OF_FACTS})
    if decisive.action == "climb" and "tried_tiers" in decisive.after:
        fields["tried_tiers"] = decisive.after["tried_tiers"]
    return evolve(case, **{name: _restored(name, value) for name, value in fields.items()})


def _restored(name: str, value: Any) -> Any:
    """From the JSON of the log back to the value of the case."""
    if name == "tier":
        return Tier(value) if value else None
    return tuple(value) if isinstance(value, list) else value


def _set_by(log: Sequence[LogFacts], decisive: LogFacts, field: str, now: str) -> str:
    """The field's value right after the deciding step: what a later step changed stands in its `before`."""
    for row in log:
        if row.sequence > decisive.sequence and field in row.before:
            return str(row.before[field] or "")
    return now


def _book(desk: Desk, version: str, stored: str | None) -> RuleBook:
    """The book of that version; the one in force where the version is unknown or was none."""
    if version in ("", desk.rules.routing.version):
        return desk.rules.routing
    if stored is not None:
        return parse_rules(tomllib.loads(stored))
    if version == shipped("routing_rules")["version"]:
        return parse_rules(shipped("routing_rules"))
    return RuleBook(version, "", desk.rules.routing.effective_on, ())
