"""The supervisor changes the law of the street: a draft that is never lost, then a version with author and date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, BadInput, Conflict, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.routing import RECEIVER_KINDS, ROUTED_TIERS, Rule, RuleBook, parse_rules
from govdesk.domain.routing_conditions import NOT_YET_PLACED, PREDICATES
from govdesk.domain.routing_export import book_data
from govdesk.domain.rule_draft import BookDraft, draft_data, draft_from_data, draft_of
from govdesk.domain.vocabulary import ClockKind, Role
from govdesk.exchange.rule_files import save_rule_file, write_rule_text
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.messages import sentence
from govdesk.services.registration import load_draft
from govdesk.services.routing import SUBJECT, routing_labels, stored_book
from govdesk.services.routing_sentences import RoutingLabels, code_words, condition_name
from govdesk.services.routing_sentences import sentence as rule_sentence
from govdesk.services.rule_checks import RuleReport, check_rules
from govdesk.services.rule_faults import fault_words
from govdesk.services.rule_reading import known_codes, load_rules, read_rules, refuse_unfit_bodies
from govdesk.storage.queries.drafts import read_draft_row
from govdesk.storage.queries.rule_versions import read_rule_versions
from govdesk.storage.repositories.rule_versions import RuleVersionRepository

DRAFT_KIND, DRAFT_KEY = "rules", "routing"
_EDITORS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class ConditionChoice:
    """One entry of the menu of conditions: `shape` says which editor, `choices` (code, label) where it is a list."""

    name: str
    label: str
    shape: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RuleMenu:
    """Everything that a rule may name at this centre, as (code, label); `closed` bodies only where it does already."""

    conditions: tuple[ConditionChoice, ...]
    tiers: tuple[tuple[str, str], ...]
    receivers: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    sameness: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DraftProblem:
    """What keeps a rule from being law; `rule` is empty when it concerns the whole book."""

    rule: str
    sentence: str


def may_edit(actor: Actor) -> bool:
    return actor.role in _EDITORS


def open_rules(desk: Desk, actor: Actor) -> BookDraft:
    """The seat's unfinished draft, else the law in force; while that is broken, the newest one that can be read."""
    kept = load_draft(desk, actor, DRAFT_KIND, DRAFT_KEY)
    if kept is not None:
        try:
            return draft_from_data(kept)
        except BadInput:
            discard_rules(desk, actor)
    return rules_in_force(desk)


def rules_in_force(desk: Desk) -> BookDraft:
    """A draft that changes nothing yet."""
    if desk.rules.routing_fault is None:
        return _begun(desk, desk.rules.routing)
    for version in _stored(desk):
        try:
            return _begun(desk, stored_book(desk, version))
        except BadInput:
            continue
    return _begun(desk, parse_rules(shipped("routing_rules")))


def keep_rules(
    desk: Desk, actor: Actor, draft: BookDraft, known: BookDraft | None = None, anyway: bool = False
) -> None:
    """Put the draft on the shelf; cheap enough for every pause of the hand.

    `known` is what lay there when this window last looked. Raises Conflict `rules_draft_elsewhere` where another
    window of the seat has put a different one there since (not with `anyway`); AccessDenied.
    """
    _refuse_reader(actor)
    with desk.work(actor) as work:
        row = read_draft_row(work.connection, actor.seat, DRAFT_KIND, DRAFT_KEY)
        if row is not None and not anyway and _readable(row.payload) not in (None, known, draft):
            raise Conflict("rules_draft_elsewhere", {"at": row.saved_at})
        work.drafts.save(actor.seat, DRAFT_KIND, DRAFT_KEY, draft_data(draft), work.now)
        work.commit()


def discard_rules(desk: Desk, actor: Actor, known: BookDraft | None = None) -> None:
    """Forget the draft, with `known` only while it is that one; the law in force stays as it is."""
    with desk.work(actor) as work:
        row = read_draft_row(work.connection, actor.seat, DRAFT_KIND, DRAFT_KEY)
        if row is not None and (known is None or _readable(row.payload) in (None, known)):
            work.drafts.discard(actor.seat, DRAFT_KIND, DRAFT_KEY)
        work.commit()


def has_draft(desk: Desk, actor: Actor) -> bool:
    return load_draft(desk, actor, DRAFT_KIND, DRAFT_KEY) is not None


def draft_sentence(desk: Desk, rule: Rule, labels: RoutingLabels | None = None) -> str:
    """The rule's sentence; for one that is not finished what is missing."""
    labels = labels or routing_labels(desk)
    if not rule.conditions:
        return _("还没有条件：加一个条件，规则才能生效。")
    if any(item.value == () for item in rule.conditions):
        names = "、".join(condition_name(item.name) for item in rule.conditions if item.value == ())
        return _("“{conditions}”还没有选内容。").format(conditions=names)
    if rule.receiver.kind == "body" and not rule.receiver.body:
        return _("还没有选承办单位。")
    return rule_sentence(rule, labels)


def draft_problems(desk: Desk, draft: BookDraft) -> tuple[DraftProblem, ...]:
    """What keeps the draft from being saved, rule by rule; a rule that is switched off may name what is gone."""
    known = known_codes(desk)
    found = []
    if not draft.rules:
        found.append(DraftProblem("", sentence(RuleViolation("routing_no_rules", {}))))
    for rule in draft.rules:
        alone = RuleBook("1", "1", date.min, (rule,))
        try:
            parse_rules(book_data(alone), known)
            refuse_unfit_bodies(desk, alone)
        except BadInput as error:
            told = fault_words(error, {rule.id: rule.label})
            found.append(DraftProblem(rule.id, draft_sentence(desk, rule) if _unfinished(rule) else told))
    return tuple(found)


def check_draft(desk: Desk, actor: Actor, draft: BookDraft) -> RuleReport:
    """Holes, rules out of reach and warnings of the draft. Raises BadInput while a rule is not finished."""
    return check_rules(desk, actor, _judged(desk, _named(desk, draft)))


def draft_book(desk: Desk, draft: BookDraft) -> RuleBook:
    """The draft as a book that can decide, for a simulation. Raises BadInput while a rule is not finished."""
    return _judged(desk, _named(desk, draft))


def save_version(desk: Desk, actor: Actor, draft: BookDraft, despite_gaps: bool = False) -> Changes:
    """The draft becomes a version of its own from its date on; the seat's draft goes with it.

    Raises AccessDenied; Conflict when another version was saved since the draft began; RuleViolation for a version,
    author or date that will not do and `routing_gaps` where the check found something that nobody has accepted
    (`despite_gaps`); BadInput for a faulty rule. Then nothing changes.
    """
    _refuse_reader(actor)
    _refuse_name(desk, draft)
    if draft.based_on != newest_version(desk):
        raise Conflict("routing_moved_on", {"version": newest_version(desk), "based_on": draft.based_on})
    book = _judged(desk, draft)
    report = check_rules(desk, actor, book)
    if not despite_gaps and not report.clean:
        facts = {"holes": len(report.gaps), "shadowed": len(report.shadowed), "warnings": len(report.warnings)}
        raise RuleViolation("routing_gaps", facts)
    with desk.work(actor) as work:
        _refuse_repeated(desk, {row.version for row in read_rule_versions(work.connection, SUBJECT)}, book.version)
        repository = RuleVersionRepository(work.connection, work.centre_id)
        text = write_rule_text(book_data(book))
        repository.add(SUBJECT, book.version, book.author, book.effective_on, text, work.now)
        work.drafts.discard(actor.seat, DRAFT_KIND, DRAFT_KEY)
        changes = work.commit()
    desk.reload()
    return changes


def restore_version(desk: Desk, actor: Actor, version: str) -> BookDraft:
    """An older version as a draft: it becomes law again as a new version. Raises RuleViolation, BadInput."""
    _refuse_reader(actor)
    return _begun(desk, stored_book(desk, version))


def import_rules(desk: Desk, actor: Actor, path: Path | str) -> BookDraft:
    """A rule file as a draft under its own name and date. Raises AccessDenied, BadInput with file, rule and line."""
    _refuse_reader(actor)
    book = load_rules(desk, path)
    today = desk.clock.now().date()
    return replace(
        _begun(desk, book), version=book.version, author=book.author, effective_on=max(book.effective_on, today)
    )


def export_rules(desk: Desk, _actor: Actor, path: Path | str, book: RuleBook | None = None) -> Path:
    """The book (the law in force when None) as a TOML file that can be read back. Raises BadInput."""
    save_rule_file(path, write_rule_text(book_data(book or desk.rules.routing)))
    return Path(path)


def rebase(desk: Desk, draft: BookDraft) -> BookDraft:
    """The draft as it is, meant to follow the version that was saved meanwhile."""
    return replace(draft, based_on=newest_version(desk))


def newest_version(desk: Desk) -> str:
    """The version saved last, whether in force yet or not; the shipped one while there is none."""
    return next(iter(_stored(desk)), shipped("routing_rules")["version"])


def next_version(desk: Desk) -> str:
    """The next free name in the running year: 2026.2 after 2026.1."""
    year = desk.clock.now().year
    taken = {*_stored(desk), shipped("routing_rules")["version"]}
    number = 1
    while f"{year}.{number}" in taken:
        number += 1
    return f"{year}.{number}"


def rule_menu(desk: Desk) -> RuleMenu:
    """What the editor offers, in the words of the sentences."""
    labels = routing_labels(desk)
    bodies = tuple((body.code, body.name) for body in desk.bodies.bodies if body.open)
    closed = tuple(
        (body.code, _("{body}（已撤销）").format(body=body.name)) for body in desk.bodies.bodies if not body.open
    )
    receivers = {
        "grid_staff": _("本网格网格员"),
        "mediation_committee": _("本村（社区）调委会"),
        "village_station": _("本村（社区）服务站"),
        "duty_office": _("职责清单上有这一类的科室站所"),
        "body": _("指定单位"),
    }
    return RuleMenu(
        conditions=tuple(
            ConditionChoice(name, condition_name(name), item.shape, _choices(desk, name, labels))
            for name, item in PREDICATES.items()
        ),
        tiers=tuple((tier.value, labels.tier(tier)) for tier in ROUTED_TIERS),
        receivers=tuple((kind, receivers[kind]) for kind in RECEIVER_KINDS),
        bodies=bodies,
        closed=closed,
        terms=tuple((rule.code, rule.label) for rule in desk.rules.terms.groups[ClockKind.HANDLER.value]),
        sameness=(("place", _("同一地方")), ("kind", _("同类问题")), ("place_and_kind", _("同一地方同类问题"))),
    )


def _choices(desk: Desk, name: str, labels: RoutingLabels) -> tuple[tuple[str, str], ...]:
    codes: Sequence[str] = PREDICATES[name].choices or ()
    if name == "category":
        codes = [item.code for item in desk.rules.categories]
    elif name == "grid":
        return tuple((row.code, row.official_name if row.level == "grid" else row.name) for row in desk.grids.values())
    elif name == "duty_body":
        codes = [body.code for body in desk.bodies.bodies if body.open and (body.categories or body.also)]
    elif name == "tier":
        return tuple((code, _("尚未分派") if code == NOT_YET_PLACED else labels.tier(code)) for code in codes)
    return tuple((code, code_words(name, code, labels)) for code in codes)


def _unfinished(rule: Rule) -> bool:
    empty = any(item.value == () for item in rule.conditions)
    return not rule.conditions or empty or (rule.receiver.kind == "body" and not rule.receiver.body)


def _judged(desk: Desk, draft: BookDraft) -> RuleBook:
    """Through the same door as a file from outside."""
    if not draft.rules:
        raise RuleViolation("routing_no_rules", {})
    for problem in (rule for rule in draft.rules if _unfinished(rule)):
        raise RuleViolation("rule_unfinished", {"rule": problem.label, "why": draft_sentence(desk, problem)})
    return read_rules(desk, write_rule_text(book_data(draft.book())))


def _named(desk: Desk, draft: BookDraft) -> BookDraft:
    """A draft may be tried before it has a name."""
    today = desk.clock.now().date()
    return replace(
        draft,
        version=draft.version.strip() or next_version(desk),
        author=draft.author.strip() or desk.known_centre().office_name,
        effective_on=draft.effective_on or today,
    )


def _refuse_reader(actor: Actor) -> None:
    if not may_edit(actor):
        raise AccessDenied("role_may_not", {"action": _("修改分派规则"), "role": actor.role.value})


def _refuse_name(desk: Desk, draft: BookDraft) -> None:
    if not draft.version.strip():
        raise RuleViolation("routing_version_missing", {})
    if not draft.author.strip():
        raise RuleViolation("routing_author_missing", {})
    if draft.effective_on is None or draft.effective_on < desk.clock.now().date():
        raise RuleViolation("routing_effective_past", {"day": draft.effective_on or ""})


def _refuse_repeated(desk: Desk, stored: set[str], version: str) -> None:
    if version in stored or version == shipped("routing_rules")["version"]:
        raise RuleViolation("routing_version_repeated", {"version": version})


def _readable(payload: Mapping[str, Any]) -> BookDraft | None:
    try:
        return draft_from_data(payload)
    except BadInput:
        return None


def _stored(desk: Desk) -> list[str]:
    """The versions that the centre has saved, newest first."""
    with desk.database.reading() as connection:
        return [row.version for row in read_rule_versions(connection, SUBJECT)]


def _begun(desk: Desk, book: RuleBook) -> BookDraft:
    return replace(draft_of(book), based_on=newest_version(desk))
