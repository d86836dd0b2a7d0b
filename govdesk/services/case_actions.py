"""Acting on a case: what may be done now and by whom, and doing it in one unit of work."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.case_text import in_writing
from govdesk.domain.changes import Changes
from govdesk.domain.duty_reports import reports_missing
from govdesk.domain.errors import BadInput, Conflict, GovDeskError, RuleViolation
from govdesk.domain.lifecycle import Circumstances, body_ids_for, perform, refuse_wrong_actor
from govdesk.domain.lifecycle_beside import has_its_object
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_follow_up import found_unsolved
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.lifecycle_guards_joint import JOINT_GUARDS_OF_THE_MOMENT
from govdesk.domain.lifecycle_guards_mediation import MEDIATION_MOMENTS
from govdesk.domain.lifecycle_guards_supervision import SUPERVISION_MOMENTS, SUPERVISION_OBJECTS
from govdesk.domain.roles import SYSTEM, Actor, Transcription
from govdesk.domain.transitions import Transition
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.action_values import noted_reason, values_of_case, way_of
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.follow_up_plan import closing_rules, ended_at, hint_of, owes_reply, performance_due
from govdesk.services.mediation_facts import around_mediation, with_mediation_values
from govdesk.services.merging import follow_on_the_other, is_no_repeat, merged_here, with_named_cases
from govdesk.services.messages import sentence
from govdesk.services.routing_choice import decider, earlier_in
from govdesk.services.task_force_register import follow_into_register, prepared_values
from govdesk.services.written_values import moment
from govdesk.storage.queries.case_facts import (
    read_issued_kinds,
    read_latest_step,
    read_open_suspensions_due,
    read_worked_on,
)
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

CLOCKS_MAY_DIFFER = timedelta(minutes=10)

_SAID_IN_THE_LOG = ("tried", "called", "reported_to", "reason", "basis", "no_report_reason")
_GUARDS_OF_THE_MOMENT = frozenset(
    {
        "no_open_mediation",
        "no_earlier_mediation_open",
        "mediation_is_open",
        "no_final_ruling",
        "inside_return_window",
        "no_open_offer",
        "offer_is_open",
        "no_open_request",
        "request_is_open",
        "not_at_the_top",
        "nothing_open_beside",
        "reviewer_did_not_report",
        "follow_ups_done",
        "dossier_complete",
        "was_something_before",
        "nothing_merged_here",
        "looks_like_a_repeat",
    }
    | JOINT_GUARDS_OF_THE_MOMENT
    | SUPERVISION_MOMENTS
    | MEDIATION_MOMENTS
)
"""Guards that do not look at the values: they decide whether an action is offered at all."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One value of an action as a form shows it."""

    name: str
    label: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    hint: str


@dataclass(frozen=True, slots=True)
class ActionOffer:
    """An action as the card shows it. `acting_for` names the body whose word this seat would write down."""

    action: str
    label: str
    key: str
    step: str
    confirm: bool
    enabled: bool
    why_not: str
    acting_for: str
    fields: tuple[FieldSpec, ...]


def available_actions(desk: Desk, actor: Actor, case_id: int) -> list[ActionOffer]:
    """The actions that the case's status allows, in the order of the table; disabled ones say why."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
        around = circumstances(desk, work, file, actor, {}, "", None)
    offers = []
    for row in desk.rules.transitions.rows.values():
        if not row.offered or file.case.status not in row.from_statuses or row.action in ("route", "void"):
            continue
        if not _concerns(row, file, around):
            continue
        offers.append(_offer(desk, row, file, around))
    return offers


def act(
    desk: Desk,
    actor: Actor,
    case_id: int,
    action: str,
    values: Mapping[str, Any] | None = None,
    note: str = "",
    transcription: Transcription | None = None,
    expected_version: int | None = None,
) -> Changes:
    """Do one action of the transition table.

    `expected_version` is the version the person was looking at; another one raises Conflict and nothing is written.
    Raises RuleViolation, AccessDenied, BadInput, NotFound, Conflict.
    """
    given = dict(in_writing(values or {}))
    transcription = transcription or transcription_from(given, desk.clock.now())
    row = _row(desk, actor, case_id, action)
    if not row.offered or action in ("register", "record_closed", "route", "void"):
        raise RuleViolation("action_not_open", {"action": row.label})
    note = noted_reason(row, given, in_writing(note))
    with desk.work(actor) as work:
        before = case_for_change(work, actor, case_id)
        keep_time(work, (case_id,))
        if expected_version is not None and before.case.version != expected_version:
            raise Conflict("case_changed", {"number": before.case.number})
        cleaned = values_of_case(desk, row, before, given)
        cleaned = prepared_values(work, action, cleaned)
        cleaned = with_mediation_values(work, action, before, cleaned)
        around = circumstances(desk, work, before, actor, cleaned, note, transcription)
        around = around_mediation(work, action, before, around)
        after = perform(desk.rules.transitions, GUARDS, EFFECTS, before, action, around)
        saved = work.cases.save(before, after, log_entry(work, actor, action, around))
        _follow_with(desk, work, saved, action, around)
        changes = work.commit()
    return desk.after(changes)


def _row(desk: Desk, actor: Actor, case_id: int, action: str) -> Transition:
    """Raises BadInput that says which actions the case's status allows, where there is no such action."""
    table = desk.rules.transitions
    if action in table.rows:
        return table.rows[action]
    with desk.looking(actor) as work:
        case = case_for_change(work, actor, case_id).case
    offers = [offer for offer in available_actions(desk, actor, case_id) if offer.enabled]
    known = "、".join(f"{offer.label}（{offer.action}）" for offer in offers)
    facts = {"action": action, "number": case.number, "status": case.status.value, "known": known}
    raise BadInput("no_such_action_here", facts)


def keep_time(work: UnitOfWork, case_ids: Collection[int]) -> None:
    """The log of a case never runs backwards: the clocks of two seats may differ a little, then the later one counts.

    Raises RuleViolation `clock_behind_case` where this computer's clock was set back.
    """
    latest = read_latest_step(work.connection, case_ids)
    if latest is None or latest <= work.now:
        return
    if latest - work.now > CLOCKS_MAY_DIFFER:
        raise RuleViolation("clock_behind_case", {"now": work.now, "latest": latest})
    work.now = latest


def act_system(desk: Desk, case_id: int, action: str, values: Mapping[str, Any] | None = None) -> Changes:
    """The program's own moves (a suspension that ends by itself)."""
    with desk.work(SYSTEM) as work:
        before = work.cases.get(case_id)
        around = circumstances(desk, work, before, SYSTEM, dict(values or {}), "", None)
        after = perform(desk.rules.transitions, GUARDS, EFFECTS, before, action, around)
        work.cases.save(before, after, log_entry(work, SYSTEM, action, around))
        return work.commit()


def resume_due_suspensions(desk: Desk) -> Changes:
    """Suspensions whose date has come end by themselves; called at start and every few minutes."""
    with desk.database.reading() as connection:
        due = read_open_suspensions_due(connection, desk.clock.now().date())
    changes = Changes()
    for case_id in due:
        changes = changes | act_system(desk, case_id, "resume")
    return changes


def case_id_of(desk: Desk, number: str) -> int:
    """The id behind a number. Raises NotFound."""
    from govdesk.storage.queries.case_facts import read_case_id

    with desk.database.reading() as connection:
        return read_case_id(connection, number)


def transcription_from(values: dict[str, Any], now: datetime) -> Transcription | None:
    """Take `said_by`, `said_how`, `said_at` out of the values; None when nobody's word was written down."""
    said_by, said_how, said_at = (values.pop(name, "") for name in ("said_by", "said_how", "said_at"))
    slip = values.pop("slip", None)
    if not any((said_by, said_how, said_at)):
        return None
    return Transcription(
        said_by=str(said_by).strip(),
        said_how=way_of(str(said_how or "phone")),
        said_at=moment(said_at, _("说的时间")) if said_at else now,
        slip=slip,
    )


def _offer(desk: Desk, row: Transition, file: CaseFile, around: Circumstances) -> ActionOffer:
    why_not = _why_not(row, file, around)
    by_role = around.actor.role in row.roles and around.actor.role is not Role.BODY
    return ActionOffer(
        action=row.action,
        label=row.label,
        key=row.key,
        step=row.step,
        confirm=row.confirm,
        enabled=not why_not,
        why_not=why_not,
        acting_for="" if by_role or around.actor.body_id is not None else _acting_for(desk, row, file, around),
        fields=tuple(
            FieldSpec(
                item.name,
                item.label,
                item.kind,
                item.required,
                tuple(desk.rules.transitions.lists[item.choices].items()) if item.choices else (),
                hint_of(row.action, item.name, item.hint, file, around),
            )
            for item in row.fields
            if item.name != "no_report_reason" or reports_missing(file, around.reportable)
        ),
    )


def _acting_for(desk: Desk, row: Transition, file: CaseFile, around: Circumstances) -> str:
    """The bodies that hold the row's parts at this moment; empty for an action of the centre itself."""
    ids = {body_id for part in row.parts for body_id in body_ids_for(part, file, around)}
    return "、".join(desk.bodies.by_id[item].name for item in sorted(ids) if item in desk.bodies.by_id)


def _why_not(row: Transition, file: CaseFile, around: Circumstances) -> str:
    """The sentence of the first guard of the moment that would refuse; empty when the action may be begun."""
    now = around.now
    could_transcribe = replace(around, transcription=Transcription("—", "phone", now))
    try:
        refuse_wrong_actor(row, file, could_transcribe)
        for name in row.guards:
            if name in _GUARDS_OF_THE_MOMENT:
                GUARDS[name](file, around)
    except GovDeskError as error:
        return sentence(error)
    return ""


def _concerns(row: Transition, file: CaseFile, around: Circumstances) -> bool:
    """Leave out what has no object: answering an offer that was not made, signing an assist that is not asked."""
    needs = {
        "accept_offer": file.open_offer,
        "decline_offer": file.open_offer,
        "withdraw_offer": file.open_offer,
        "assist_sign": next((item for item in file.open_assists if item.signed_at is None), None),
        "assist_report": next(iter(file.open_assists), None),
        "excuse_assist": next(iter(file.open_assists), None),
        "grant": file.open_request(),
        "deny": file.open_request(),
        "end_mediation": file.open_mediation,
    }
    if not has_its_object(row.action, file):
        return False
    if row.action in SUPERVISION_OBJECTS and not SUPERVISION_OBJECTS[row.action](file, around.keeper):
        return False
    if row.action == "send_reply" and not owes_reply(file, around):
        return False
    if row.action == "unlink_earlier" and is_no_repeat(file):
        return False
    if row.action == "mediate" and (file.open_mediation is not None or file.case.kind != "dispute"):
        return False
    return row.action not in needs or needs[row.action] is not None


def circumstances(
    desk: Desk,
    work: UnitOfWork,
    file: CaseFile,
    actor: Actor,
    values: Mapping[str, Any],
    note: str,
    transcription: Transcription | None,
) -> Circumstances:
    """What an action may look at, read inside the unit of work."""
    case_id = int(file.case.id or 0)
    return Circumstances(
        now=work.now,
        actor=actor,
        bodies=desk.bodies,
        keeper=desk.rules.keeper,
        decide=decider(desk, earlier_in(desk, work.connection)),
        values=with_named_cases(work, file, values),
        note="；".join(dict.fromkeys(filter(None, (str(values.get("note") or ""), note)))),
        transcription=transcription,
        papers=frozenset(read_issued_kinds(work.connection, case_id)),
        worked_on=read_worked_on(work.connection, case_id),
        whistles=desk.rules.whistles,
        reportable=desk.rules.guards.reportable,
        merged_here=merged_here(work, file),
        performance_due=performance_due(work, file),
        ended_at=ended_at(work, file),
        **closing_rules(desk.rules),
    )


def log_entry(work: UnitOfWork, actor: Actor, action: str, around: Circumstances) -> LogEntry:
    """The line for the log, with what was said about the action."""
    note = log_note(action, around)
    return LogEntry(action, actor, work.now, work.command, note=note, transcription=around.transcription)


def log_note(action: str, around: Circumstances) -> str:
    """What was tried, why, on which basis, and the note, as one sentence; codes of closed lists in their words."""
    names = (*_SAID_IN_THE_LOG, "elsewhere") if action == "refuse" else _SAID_IN_THE_LOG
    said = [_in_words(action, name, around.text(name)) for name in ("risk", *names)]
    return "；".join(text for text in (*said, around.note) if text)


def _in_words(action: str, name: str, text: str) -> str:
    """The label behind the code of a closed list; other text as it was said."""
    return _choices_of(action).get(name, {}).get(text, text)


@cache
def _choices_of(action: str) -> Mapping[str, Mapping[str, str]]:
    data = shipped("transitions")
    row: dict[str, Any] = next((item for item in data["transition"] if item["action"] == action), {})
    lists = {name: {item.get("code", ""): item["label"] for item in items} for name, items in data["lists"].items()}
    return {item["name"]: lists[item["choices"]] for item in row.get("fields", []) if item.get("choices")}


def _follow_with(desk: Desk, work: UnitOfWork, saved: CaseFile, action: str, around: Circumstances) -> None:
    """A visit that finds the matter unsolved is followed by reopening, in the same unit of work; a task force that a
    leader approved enters its register."""
    follow_into_register(work, saved, action, around)
    follow_on_the_other(work, [saved], action, around)
    if action != "follow_up" or not found_unsolved(around):
        return
    values = {"reason": _("回访反映问题没有解决")}
    again = replace(around, values=values, note="", transcription=None)
    reopened = perform(desk.rules.transitions, GUARDS, EFFECTS, saved, "reopen", again)
    entry = LogEntry("reopen", around.actor, work.now, work.command, note=values["reason"])
    work.cases.save(saved, reopened, entry)
