"""Taking a case in: checks, clocks, routing and the first two log lines in one unit of work; drafts as one types."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from govdesk.domain.case import Case, CaseFile, PartySnapshot, evolve
from govdesk.domain.case_text import LONGEST, writing
from govdesk.domain.categories import parent_of
from govdesk.domain.changes import Changes
from govdesk.domain.clocks import start_clocks
from govdesk.domain.duty_reports import RISK_FLAG
from govdesk.domain.errors import AccessDenied, BadInput, NotFound, RuleViolation
from govdesk.domain.informants import INFORMANT_ROLES, identity
from govdesk.domain.lifecycle import Circumstances, perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.lifecycle_risks import call_asked
from govdesk.domain.roles import SYSTEM, Actor
from govdesk.domain.urgency import Alarm
from govdesk.domain.vocabulary import Channel, Role, Status
from govdesk.foundation.nearness import nearest
from govdesk.services.classification import resolve_category
from govdesk.services.desk import Desk
from govdesk.services.routing_choice import EarlierCases, choose, decider, earlier_in
from govdesk.services.urgency import CallMade, call_card, certain_risks, risks_in, words_in
from govdesk.storage.queries.drafts import DraftRow, read_draft, read_drafts
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

DEFAULT_CATEGORY = "other_matter"
NAMED_INSTEAD = 5
EARLIEST_OCCURRENCE, EARLIEST_RECEIPT = 1949, 1980
"""Years. Disputes over land go back far; no message is older than the offices' computers (1900 is a broken cell)."""
MOST_PEOPLE = 999_999
COMES_IN_PERSON = frozenset({Channel.WINDOW_VISIT.value, Channel.PETITION.value})


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What an operator writes down. `grid_id` None hangs the case at the root as 待定位."""

    title: str
    text: str
    channel: str
    category: str = ""
    grid_id: int | None = None
    address: str = ""
    people_count: int | None = None
    reporter: str = ""
    phone: str = ""
    parties: tuple[PartySnapshot, ...] = ()
    occurred_at: datetime | None = None
    received_at: datetime | None = None
    source_number: str = ""
    category_confirmed: bool = True
    urgent: bool = False
    informant_protected: bool = False
    flags: tuple[str, ...] = ()
    call: CallMade | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """`rule` is the id of the routing rule that matched, empty when a person has to decide."""

    id: int
    number: str
    status: str
    tier: str
    handler: str
    rule: str
    changes: Changes


def register_case(desk: Desk, actor: Actor, draft: CaseDraft, draft_key: str = "") -> Registered:
    """Register and route in one unit of work; the autosaved draft `draft_key` goes with it.

    Raises RuleViolation, BadInput, AccessDenied; then the draft is still there.
    """
    refuse_registering(desk, actor)
    draft = _in_writing(draft)
    check_draft(desk, draft)
    alarms = call_card(desk, draft.title, draft.text)
    with desk.work(actor) as work:
        named = replace(_sorted_in(desk, draft), parties=tuple(_recognised(work, party) for party in draft.parties))
        known = watched(desk, named)
        history = first_steps(desk, actor, known, work.now, work.command, earlier_in(desk, work.connection), alarms)
        file = work.cases.add(history)
        if draft_key:
            work.drafts.discard(actor.seat, "case", draft_key)
        changes = work.commit()
    case = file.case
    handler = desk.bodies.by_id.get(case.handler_id or 0)
    return Registered(
        id=int(case.id or 0),
        number=case.number,
        status=case.status.value,
        tier=case.tier.value if case.tier else "",
        handler=handler.name if handler else "",
        rule=case.route_rule,
        changes=changes,
    )


def _sorted_in(desk: Desk, draft: CaseDraft) -> CaseDraft:
    """The draft with the likeliest category, to be confirmed, where nobody named one; as an imported row gets it."""
    if draft.category:
        return draft
    found = resolve_category(desk, "", draft.text, draft.title, draft.channel)
    return replace(draft, category=found.category, category_confirmed=False)


def _in_writing(draft: CaseDraft) -> CaseDraft:
    """The draft without the control characters that copying from other programs brings along."""
    texts: dict[str, Any] = {name: writing(getattr(draft, name)) for name in LONGEST if name != "party"}
    return replace(draft, **texts, parties=tuple(_party_in_writing(party) for party in draft.parties))


def _party_in_writing(party: PartySnapshot) -> PartySnapshot:
    values = ((item.name, getattr(party, item.name)) for item in fields(party))
    texts: dict[str, Any] = {name: writing(value) for name, value in values if isinstance(value, str)}
    return replace(party, **texts)


def _recognised(work: UnitOfWork, party: PartySnapshot) -> PartySnapshot:
    """The snapshot, tied to the register of persons where the person can be told apart."""
    return replace(party, person_id=work.persons.recognise(party, work.now))


def refuse_registering(desk: Desk, actor: Actor) -> None:
    row = desk.rules.transitions.row("register")
    if actor.role not in (Role.OPERATOR, Role.ADMINISTRATOR):
        raise AccessDenied("role_may_not", {"action": row.label, "role": actor.role.value})


def check_draft(desk: Desk, draft: CaseDraft) -> None:
    """Everything that would make the case unusable; raises at the first fault, naming it."""
    if not draft.title.strip():
        raise RuleViolation("title_missing")
    if draft.channel not in set(Channel):
        known = "、".join(item.label for item in desk.rules.channels)
        raise BadInput("no_such_channel", {"channel": draft.channel, "channels": known})
    if draft.category and draft.category not in desk.rules.categories:
        raise _no_such_category(desk, draft.category)
    if draft.grid_id is not None and draft.grid_id not in desk.grids:
        raise NotFound("no_such_grid", {"grid": str(draft.grid_id)})
    _check_moments(draft, desk.clock.now())
    if draft.people_count is not None and not 1 <= draft.people_count <= MOST_PEOPLE:
        raise RuleViolation("people_count_wrong", {"most": MOST_PEOPLE})
    _check_lengths(draft)


def _check_moments(draft: CaseDraft, now: datetime) -> None:
    if draft.received_at and draft.received_at > now:
        raise RuleViolation("received_in_the_future")
    if draft.occurred_at and draft.occurred_at > now:
        raise RuleViolation("occurred_in_the_future")
    if draft.received_at and draft.received_at.year < EARLIEST_RECEIPT:
        raise RuleViolation("received_too_early", {"year": draft.received_at.year})
    if draft.occurred_at and draft.occurred_at.year < EARLIEST_OCCURRENCE:
        raise RuleViolation("occurred_too_early", {"year": draft.occurred_at.year})


def _check_lengths(draft: CaseDraft) -> None:
    for name, longest in LONGEST.items():
        if name != "party" and len(getattr(draft, name).strip()) > longest:
            raise RuleViolation(f"{name}_too_long", {"length": len(getattr(draft, name).strip()), "longest": longest})
    for position, party in enumerate(draft.parties, start=1):
        if not party.name.strip():
            raise RuleViolation("party_name_missing", {"position": position})
        if len(party.name.strip()) > LONGEST["party"]:
            raise RuleViolation("party_name_too_long", {"position": position, "longest": LONGEST["party"]})


def first_steps(
    desk: Desk,
    actor: Actor,
    draft: CaseDraft,
    now: datetime,
    command: str,
    earlier: EarlierCases,
    alarms: tuple[Alarm, ...] = (),
) -> list[tuple[CaseFile, LogEntry]]:
    """The file after 登记, after the urgent call, if the text asked for one, and after 规则分派; nothing is written."""
    around = Circumstances(
        now=now, actor=SYSTEM, bodies=desk.bodies, keeper=desk.rules.keeper, decide=decider(desk, earlier)
    )
    steps = entry_steps(desk, actor, draft, around, command, alarms)
    routed = perform(desk.rules.transitions, GUARDS, EFFECTS, steps[-1][0], "route", around)
    return [*steps, (routed, LogEntry("route", SYSTEM, now, command))]


def entry_steps(
    desk: Desk, actor: Actor, draft: CaseDraft, around: Circumstances, command: str, alarms: tuple[Alarm, ...]
) -> list[tuple[CaseFile, LogEntry]]:
    """登记 and, where its words ask for it, the call: noted by the person who made it, or left open to be made."""
    now = around.now
    registered = CaseFile(case_from_draft(desk, draft, now), parties=draft.parties)
    if alarms and draft.call is None:
        registered = call_asked(registered, now, risks_in(alarms), words_in(alarms))
    steps = [(registered, LogEntry("register", actor, now, command))]
    if draft.call is not None:
        values = draft.call.values(alarms)
        noting = replace(around, actor=actor, values=values)
        noted = perform(desk.rules.transitions, GUARDS, EFFECTS, registered, "acknowledge_call", noting)
        said = "；".join(str(values[name]) for name in ("called", "reason") if values.get(name))
        steps.append((noted, LogEntry("acknowledge_call", actor, now, command, note=said)))
    return steps


def watched(desk: Desk, draft: CaseDraft) -> CaseDraft:
    """The draft with what its words and its people tell: risks, and a group visit with its head-count."""
    alarms = call_card(desk, draft.title, draft.text)
    people = sum(party.role in INFORMANT_ROLES for party in draft.parties)
    count = draft.people_count or (people if people > 1 else None)
    risks = list(draft.call.risks if draft.call is not None else certain_risks(alarms))
    came = draft.channel in COMES_IN_PERSON and (count or 0) >= desk.rules.guards.group_visit_from
    if came or people >= desk.rules.guards.group_visit_from:
        risks.append("group")
    flags = (*draft.flags, *(RISK_FLAG + risk for risk in risks))
    return replace(draft, people_count=count, flags=tuple(dict.fromkeys(flags)))


def case_from_draft(desk: Desk, draft: CaseDraft, now: datetime) -> Case:
    """A registered case with its clocks started."""
    grid = desk.grids[draft.grid_id] if draft.grid_id is not None else desk.root_grid
    category = draft.category or DEFAULT_CATEGORY
    title = " ".join(draft.title.split())
    if draft.informant_protected:  # titles stand in lists, on maps and in papers: they never name an informant
        title = identity(draft.reporter, draft.phone, draft.parties).clean(title)
    case = Case(
        title=title,
        text=draft.text.strip() or draft.title.strip(),
        channel=draft.channel,
        category=category,
        kind=desk.rules.categories.get(category).kind,
        grid_id=grid.id,
        grid_path=grid.path,
        received_at=(draft.received_at or now).replace(microsecond=0),
        registered_at=now,
        source=draft.channel,
        source_number=draft.source_number.strip(),
        category_confirmed=draft.category_confirmed and bool(draft.category),
        urgent=draft.urgent,
        place_pending=draft.grid_id is None,
        informant_protected=draft.informant_protected,
        address=draft.address.strip(),
        people_count=draft.people_count,
        reporter=draft.reporter.strip(),
        phone=draft.phone.strip(),
        occurred_at=draft.occurred_at,
        flags=draft.flags,
    )
    return start_clocks(case, desk.rules.keeper)


def _no_such_category(desk: Desk, category: str) -> BadInput:
    labels = [item.label for item in desk.rules.categories if not parent_of(item.code)]
    near = nearest(category, (item.label for item in desk.rules.categories)) or labels[:NAMED_INSTEAD]
    return BadInput("no_such_category", {"category": category, "near": "、".join(near)})


def confirm_category(desk: Desk, actor: Actor, case_id: int, category: str) -> Changes:
    """The operator's word on the category; the classifier learns from it."""
    from govdesk.services.access import case_for_change

    refuse_registering(desk, actor)
    if category not in desk.rules.categories:
        raise _no_such_category(desk, category)
    with desk.work(actor) as work:
        before = case_for_change(work, actor, case_id)
        kind = desk.rules.categories.get(category).kind
        case = evolve(before.case, category=category, kind=kind, category_confirmed=True)
        entry = LogEntry("confirm_category", actor, work.now, work.command)
        work.cases.save(before, replace(before, case=case), entry)
        return work.commit()


def set_place(desk: Desk, actor: Actor, case_id: int, grid_id: int) -> Changes:
    """The place of a 待定位 case is found; a case that waited for a person only for that reason is routed now."""
    from govdesk.services.access import case_for_change

    refuse_registering(desk, actor)
    if grid_id not in desk.grids:
        raise NotFound("no_such_grid", {"grid": str(grid_id)})
    grid = desk.grids[grid_id]
    with desk.work(actor) as work:
        before = case_for_change(work, actor, case_id)
        case = evolve(before.case, grid_id=grid.id, grid_path=grid.path, place_pending=False)
        placed = work.cases.save(
            before, replace(before, case=case), LogEntry("set_place", actor, work.now, work.command, note=grid.name)
        )
        if placed.case.status is Status.AWAITING_MANUAL and not placed.case.tried_tiers:
            _route_again(desk, work, placed)
        return work.commit()


def _route_again(desk: Desk, work: UnitOfWork, file: CaseFile) -> None:
    choice = choose(desk, file, earlier_in(desk, work.connection))
    if choice is None or choice.receiver is None:
        return
    registered = replace(file, case=evolve(file.case, status=Status.REGISTERED))
    around = Circumstances(
        now=work.now,
        actor=SYSTEM,
        bodies=desk.bodies,
        keeper=desk.rules.keeper,
        decide=lambda _file: choice,
    )
    routed = perform(desk.rules.transitions, GUARDS, EFFECTS, registered, "route", around)
    work.cases.save(file, routed, LogEntry("route", SYSTEM, work.now, work.command))


def save_draft(desk: Desk, actor: Actor, kind: str, key: str, payload: Mapping[str, Any]) -> None:
    """Keep what somebody is typing; cheap enough for every pause of the hand."""
    with desk.work(actor) as work:
        work.drafts.save(actor.seat, kind, key, dict(payload), work.now)
        work.commit()


def load_draft(desk: Desk, actor: Actor, kind: str, key: str) -> dict[str, Any] | None:
    with desk.database.reading() as connection:
        return read_draft(connection, actor.seat, kind, key)


def discard_draft(desk: Desk, actor: Actor, kind: str, key: str) -> None:
    with desk.work(actor) as work:
        work.drafts.discard(actor.seat, kind, key)
        work.commit()


def drafts(desk: Desk, actor: Actor, kind: str) -> list[DraftRow]:
    """The seat's unfinished texts of a kind, newest first."""
    with desk.database.reading() as connection:
        return read_drafts(connection, actor.seat, kind)
