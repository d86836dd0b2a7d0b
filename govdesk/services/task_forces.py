"""领导包案专班: forming one over several cases, its three phases, its people and limit, and its end.

Whatever is written down enters the register and, as a line, the log of every case that is in the task force.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from govdesk.domain import task_force as law
from govdesk.domain.case_log import plain
from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, NotFound, RuleViolation
from govdesk.domain.lifecycle import perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.roles import Actor
from govdesk.domain.task_force import Entry, EntryKind, TaskForce
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.action_values import cleaned_values
from govdesk.services.attachments import open_attachment
from govdesk.services.case_actions import circumstances, log_entry
from govdesk.services.desk import Desk
from govdesk.services.task_force_labels import aspect_label, entry_label, outcome_label, phase_label
from govdesk.services.task_force_register import FORM, JOIN, enter, next_number
from govdesk.storage.queries.case_card import AttachmentFacts, read_attachments
from govdesk.storage.queries.task_forces import read_members
from govdesk.storage.repositories.attachments import attachment_path
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

CENTRE = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.LEADER})
LEADER = frozenset({Role.LEADER})
LOGGED = "task_force_entry"


@dataclass(frozen=True, slots=True)
class Written:
    """What a step changed: the number of the task force, and the cases it touched."""

    number: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Meeting:
    """联席会议 or 公开听证: `people` who took part, `decision` what came out of it."""

    held_on: date
    place: str
    people: tuple[str, ...]
    text: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The page that a reading note speaks of: where the file lies, checked against its SHA-256."""

    path: Path
    page: int
    name: str
    media_type: str


def form_task_force(desk: Desk, actor: Actor, case_ids: Sequence[int], values: Mapping[str, Any]) -> Written:
    """One problem over one or many cases: `values` as the action form_task_force takes them, with `problem`.

    All cases or none. Raises RuleViolation, AccessDenied, BadInput, NotFound.
    """
    wanted = list(dict.fromkeys(case_ids))
    if not wanted:
        raise RuleViolation("task_force_without_cases", {})
    row = desk.rules.transitions.row(FORM)
    with desk.work(actor) as work:
        cleaned = cleaned_values(desk, row, dict(values))
        cleaned["task_force"] = next_number(work)
        for case_id in wanted:
            _take_in(desk, work, actor, case_id, FORM, cleaned)
        first = work.cases.get(wanted[0]).case.title
        force = enter(work, cleaned, str(cleaned.get("problem") or first))
        changes = work.commit()
    return Written(force.number, desk.after(changes))


def join_task_force(desk: Desk, actor: Actor, number: str, case_ids: Sequence[int], reason: str = "") -> Written:
    """More cases of the same problem; all or none. Raises RuleViolation, AccessDenied, NotFound."""
    with desk.work(actor) as work:
        force = work.task_forces.get(number)
        law.refuse_closed(force)
        values = {"task_force": force.number, "limit": force.limit_on, "reason": reason}
        for case_id in dict.fromkeys(case_ids):
            _take_in(desk, work, actor, case_id, JOIN, values)
        changes = work.commit()
    return Written(force.number, desk.after(changes))


def add_reading_note(
    desk: Desk,
    actor: Actor,
    number: str,
    case_id: int,
    sha256: str,
    page: int,
    aspect: str,
    text: str,
    author: str = "",
) -> Written:
    """包阅卷: what the head read on which page of which attachment. `author` is the head unless named.

    Raises RuleViolation for a page that the attachment does not have, or an attachment of another case.
    """
    facts = _attachment(desk, actor, case_id, sha256)
    _refuse_page(desk, facts, page)

    def made(work: UnitOfWork, force: TaskForce) -> Entry:
        _refuse_stranger(work, force, case_id)
        entry = _entry(work, force, EntryKind.NOTE, text, author)
        return replace(entry, case_id=case_id, sha256=sha256, page=page, aspect=aspect)

    cited = _("{aspect}（《{name}》第 {page} 页）").format(aspect=aspect_label(aspect), name=facts.name, page=page)
    return _write(desk, actor, number, made, cited)


def record_people_met(desk: Desk, actor: Actor, number: str, text: str, author: str = "") -> Written:
    """包审查: 定期深入一线与群众见面."""
    return _write(desk, actor, number, lambda work, force: _entry(work, force, EntryKind.PEOPLE_MET, text, author))


def record_finding(
    desk: Desk,
    actor: Actor,
    number: str,
    text: str,
    case_id: int | None = None,
    sets_aside: bool = False,
    earlier: str = "",
    author: str = "",
) -> Written:
    """包审查: 不限原调查结论、不限原处理意见. What is set aside is named in `earlier`."""

    def made(work: UnitOfWork, force: TaskForce) -> Entry:
        if case_id is not None:
            _refuse_stranger(work, force, case_id)
        entry = _entry(work, force, EntryKind.FINDING, text, author)
        data: dict[str, object] = {"earlier": earlier.strip()} if earlier.strip() else {}
        return replace(entry, case_id=case_id, sets_aside=sets_aside, data=data)

    return _write(
        desk, actor, number, made, _("不受原结论限制：{earlier}").format(earlier=earlier) if sets_aside else ""
    )


def record_meeting(desk: Desk, actor: Actor, number: str, kind: str, meeting: Meeting, author: str = "") -> Written:
    """`kind` is joint_meeting or public_hearing. Raises RuleViolation without a day or anybody present."""

    def made(work: UnitOfWork, force: TaskForce) -> Entry:
        entry = _entry(work, force, EntryKind(kind), meeting.text, author)
        data: dict[str, object] = {
            "held_on": meeting.held_on.isoformat(),
            "place": meeting.place.strip(),
            "people": [name.strip() for name in meeting.people if name.strip()],
            "decision": meeting.decision.strip(),
        }
        return replace(entry, data=data)

    return _write(desk, actor, number, made, meeting.decision)


def record_measure(
    desk: Desk, actor: Actor, number: str, text: str, case_id: int | None = None, author: str = ""
) -> Written:
    """包化解: what was done to settle the matter."""

    def made(work: UnitOfWork, force: TaskForce) -> Entry:
        if case_id is not None:
            _refuse_stranger(work, force, case_id)
        return replace(_entry(work, force, EntryKind.MEASURE, text, author), case_id=case_id)

    return _write(desk, actor, number, made)


def finish_phase(desk: Desk, actor: Actor, number: str, words: str = "") -> Written:
    """包阅卷 → 包审查 → 包化解. Raises RuleViolation when the phase has left nothing."""

    def change(work: UnitOfWork, force: TaskForce) -> tuple[TaskForce, Entry]:
        after = law.phase_finished(force, work.task_forces.entries(force), work.now)
        text = words.strip() or _("完成{phase}，进入{following}").format(
            phase=phase_label(force.phase), following=phase_label(after.phase)
        )
        data: dict[str, object] = {"before": force.phase.value, "after": after.phase.value}
        return after, replace(_entry(work, force, EntryKind.PHASE_DONE, text, ""), data=data)

    return _change(desk, actor, number, CENTRE, change)


def change_leader(desk: Desk, actor: Actor, number: str, successor: str, reason: str) -> Written:
    """Only the leader's seat; never without a successor. Raises RuleViolation, AccessDenied."""
    return _change_person(desk, actor, number, EntryKind.LEADER_CHANGED, law.with_leader, successor, reason)


def change_head(desk: Desk, actor: Actor, number: str, successor: str, reason: str) -> Written:
    return _change_person(desk, actor, number, EntryKind.HEAD_CHANGED, law.with_head, successor, reason)


def change_members(desk: Desk, actor: Actor, number: str, members: Sequence[str], reason: str) -> Written:
    def change(work: UnitOfWork, force: TaskForce) -> tuple[TaskForce, Entry]:
        after = law.with_members(force, members)
        data: dict[str, object] = {"before": list(force.members), "after": list(after.members)}
        return after, replace(_entry(work, force, EntryKind.MEMBERS_CHANGED, reason, ""), data=data)

    return _change(desk, actor, number, CENTRE, change)


def change_limit(desk: Desk, actor: Actor, number: str, limit_on: date, reason: str) -> Written:
    """Only the leader's seat, with a reason."""

    def change(work: UnitOfWork, force: TaskForce) -> tuple[TaskForce, Entry]:
        after = law.with_limit(force, limit_on, work.now.date())
        data: dict[str, object] = {"before": force.limit_on.isoformat(), "after": limit_on.isoformat()}
        return after, replace(_entry(work, force, EntryKind.LIMIT_CHANGED, reason, ""), data=data)

    return _change(desk, actor, number, LEADER, change)


def close_task_force(desk: Desk, actor: Actor, number: str, outcome: str, result: str) -> Written:
    """Only the leader's seat; refused without a result, before the last phase, or while a case in it is open."""

    def change(work: UnitOfWork, force: TaskForce) -> tuple[TaskForce, Entry]:
        waiting = [item.number for item in read_members(work.connection, force.number) if item.inside]
        after = law.closed(force, outcome, result, waiting, work.now)
        text = _("{outcome}：{result}").format(outcome=outcome_label(outcome), result=after.result)
        return after, _entry(work, force, EntryKind.CLOSED, text, "")

    return _change(desk, actor, number, LEADER, change)


def open_citation(desk: Desk, actor: Actor, number: str, entry_id: int) -> Citation:
    """The file and page behind a reading note. Raises NotFound when the file is gone or was changed."""
    with desk.looking(actor) as work:
        entries = work.task_forces.entries(work.task_forces.get(number))
    entry = next((item for item in entries if item.id == entry_id and item.sha256), None)
    if entry is None or entry.case_id is None:
        raise NotFound("no_such_entry", {})
    facts = _attachment(desk, actor, entry.case_id, entry.sha256)
    path = open_attachment(desk, actor, entry.case_id, entry.sha256)
    return Citation(path, entry.page or 1, facts.name, facts.media_type)


def cited_page(desk: Desk, actor: Actor, case_id: int, sha256: str, page: int) -> Citation:
    """A page that is being read for a note. Raises NotFound, RuleViolation when the attachment has no such page."""
    facts = _attachment(desk, actor, case_id, sha256)
    _refuse_page(desk, facts, page)
    return Citation(open_attachment(desk, actor, case_id, sha256), page, facts.name, facts.media_type)


def refuse_role(actor: Actor, allowed: frozenset[Role], action: str) -> None:
    """Raises AccessDenied when the seat is not one of `allowed`."""
    if actor.role not in allowed:
        raise AccessDenied("role_may_not", {"action": action, "role": actor.role.value})


def _take_in(desk: Desk, work: UnitOfWork, actor: Actor, case_id: int, action: str, values: Mapping[str, Any]) -> None:
    before = case_for_change(work, actor, case_id)
    around = circumstances(desk, work, before, actor, values, "", None)
    after = perform(desk.rules.transitions, GUARDS, EFFECTS, before, action, around)
    work.cases.save(before, after, log_entry(work, actor, action, around))


def _write(
    desk: Desk, actor: Actor, number: str, made: Callable[[UnitOfWork, TaskForce], Entry], cited: str = ""
) -> Written:
    """Add one entry; `cited` is said on the cases' timelines before its text."""
    with desk.work(actor) as work:
        force = work.task_forces.get(number)
        entry = made(work, force)
        refuse_role(actor, CENTRE, entry_label(entry.kind))
        law.refuse_entry(force, entry)
        kept = work.task_forces.add_entry(force, entry)
        _log_on_cases(work, actor, force, kept, cited)
        changes = work.commit()
    return Written(force.number, desk.after(changes))


def _change(
    desk: Desk,
    actor: Actor,
    number: str,
    allowed: frozenset[Role],
    change: Callable[[UnitOfWork, TaskForce], tuple[TaskForce, Entry]],
) -> Written:
    with desk.work(actor) as work:
        before = work.task_forces.get(number)
        after, entry = change(work, before)
        refuse_role(actor, allowed, entry_label(entry.kind))
        if not entry.text.strip():
            raise RuleViolation("reason_missing", {})
        kept = work.task_forces.add_entry(before, entry)
        work.task_forces.save(before, after)
        _log_on_cases(work, actor, after, kept, _changed_words(kept))
        changes = work.commit()
    return Written(before.number, desk.after(changes))


def _change_person(
    desk: Desk,
    actor: Actor,
    number: str,
    kind: EntryKind,
    change: Callable[[TaskForce, str], TaskForce],
    successor: str,
    reason: str,
) -> Written:
    def both(work: UnitOfWork, force: TaskForce) -> tuple[TaskForce, Entry]:
        after = change(force, successor)
        who = (
            ("leader", force.leader, after.leader) if force.leader != after.leader else ("head", force.head, after.head)
        )
        data: dict[str, object] = {"before": who[1], "after": who[2]}
        return after, replace(_entry(work, force, kind, reason, ""), data=data)

    return _change(desk, actor, number, LEADER, both)


def _entry(work: UnitOfWork, force: TaskForce, kind: EntryKind, text: str, author: str) -> Entry:
    """By the head unless somebody is named; changes and the end are by the seat itself."""
    own = work.actor.name if law.PHASE_OF.get(kind) is None else force.head
    return Entry(kind, work.now, work.actor.seat, author.strip() or own, text.strip())


def _log_on_cases(work: UnitOfWork, actor: Actor, force: TaskForce, entry: Entry, cited: str) -> None:
    """A line on the case the entry is about, else on every case in the task force, with the digest of the entry."""
    inside = [item.case_id for item in read_members(work.connection, force.number) if item.inside]
    about = [entry.case_id] if entry.case_id in inside else inside
    values = {name: plain(getattr(entry, name)) for name in Entry.__slots__}
    digest = hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    note = " · ".join(part for part in (force.number, entry_label(entry.kind), cited, entry.text) if part)
    logged = {"task_force": force.number, "entry": entry.id, "entry_digest": digest}
    for case_id in about:
        file = case_for_change(work, actor, int(case_id or 0))
        work.cases.note(file.case, LogEntry(LOGGED, actor, work.now, work.command, note=note, after=logged))


def _changed_words(entry: Entry) -> str:
    """甲 → 乙, where a person, the members or the limit changed."""
    if entry.kind is EntryKind.PHASE_DONE or "after" not in entry.data:
        return ""
    before, after = (
        "、".join(value) if isinstance(value, list) else str(value)
        for value in (entry.data["before"], entry.data["after"])
    )
    return f"{before} → {after}"


def _attachment(desk: Desk, actor: Actor, case_id: int, sha256: str) -> AttachmentFacts:
    with desk.looking(actor) as work:
        case = case_for_change(work, actor, case_id).case
        found = {item.sha256: item for item in read_attachments(work.connection, case_id)}
    if sha256 not in found:
        raise RuleViolation("note_not_of_the_case", {"number": case.number})
    return found[sha256]


def _refuse_page(desk: Desk, facts: AttachmentFacts, page: int) -> None:
    """A PDF has so many pages, a picture has one; of other files nobody here knows."""
    pages = 1 if facts.media_type.startswith("image/") else None
    if facts.media_type == "application/pdf":
        from govdesk.services.documents import page_count

        pages = page_count(attachment_path(desk.folder, facts.sha256).read_bytes())
    if pages is not None and page > pages:
        raise RuleViolation("note_page_too_high", {"name": facts.name, "pages": pages, "page": page})


def _refuse_stranger(work: UnitOfWork, force: TaskForce, case_id: int) -> None:
    members = {item.case_id: item.number for item in read_members(work.connection, force.number)}
    if case_id not in members:
        number = work.cases.get(case_id).case.number
        raise RuleViolation("case_not_in_task_force", {"number": number, "force": force.number})
