"""并案: a case under its master, what is shown of it there, and which masters come into question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.lifecycle import Circumstances
from govdesk.domain.lifecycle_merging import POSSIBLE_REPEAT, RELAPSE
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role, Status
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.services.labels import status_label
from govdesk.services.repeats import RepeatView, earlier_cases
from govdesk.storage.queries.case_card import read_attachments
from govdesk.storage.queries.merging import (
    MergedRow,
    read_before_merging,
    read_merged,
    read_merged_count,
    read_named_case,
)
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

NAMED = ("master", "earlier")
"""Values of actions that are the number of another case."""

TAKEN_IN, LET_GO, CAME_BACK = "take_in", "let_go", "came_back"
BESIDE_ANOTHER = frozenset({TAKEN_IN, LET_GO, CAME_BACK})
"""Lines in the log of the other case: nobody has built on a merging by them."""


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """A case as it is shown on another one."""

    id: int
    number: str
    title: str
    status: str
    status_label: str


@dataclass(frozen=True, slots=True)
class MergedCase:
    """A case under a master: its parties and attachments stay with it and are shown here."""

    id: int
    number: str
    title: str
    received_at: datetime
    reporter: str
    people_count: int | None
    parties: tuple[str, ...]
    attachments: tuple[tuple[str, str], ...]
    merged_at: datetime | None
    merged_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Related:
    """What stands around a case: its master, what was merged under it, the earlier matter, what it may repeat.

    `people` counts the people of the case and of all merged under it, each case once.
    """

    master: LinkedCase | None
    merged: tuple[MergedCase, ...]
    earlier: LinkedCase | None
    relapse: bool
    repeats: tuple[RepeatView, ...]
    people: int


def related_cases(desk: Desk, actor: Actor, case_id: int) -> Related:
    """Raises NotFound, AccessDenied. The seat of a body sees nothing of other cases."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
        ties = _ties(work, actor, file)
    if not file.case.status.is_open:
        return ties
    known = {item.id for item in (ties.master, ties.earlier) if item} | {item.id for item in ties.merged}
    found = earlier_cases(desk, actor, file, also_weaker=True).repeats
    return replace(ties, repeats=tuple(view for view in found if view.case_id not in known))


def ties_of(desk: Desk, actor: Actor, case_id: int) -> Related:
    """What is settled already, without looking for repeats. Raises NotFound, AccessDenied."""
    with desk.looking(actor) as work:
        return _ties(work, actor, case_for_change(work, actor, case_id))


def case_choices(desk: Desk, actor: Actor, case_id: int, action: str) -> list[tuple[str, str]]:
    """(number, words) of the cases that 并案 or 关联旧件 may mean, the likeliest first; any number may be typed."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    found = earlier_cases(desk, actor, file, also_weaker=True)
    views: Sequence[RepeatView] = (*found.repeats, *found.same_person)
    if action == "merge":
        views = [view for view in views if view.is_open]
    return [(view.number, f"{view.number} {view.title}（{view.words}）") for view in views]


def with_named_cases(work: UnitOfWork, file: CaseFile, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what lies behind each number, and, for 拆并, what the log kept. Raises NotFound."""
    known = dict(values)
    for name in NAMED:
        number = str(values.get(name) or "").split()[:1]
        if number:
            found = read_named_case(work.connection, number[0])
            known[name] = found.number
            known.update({f"{name}_id": found.id, f"{name}_status": found.status, f"{name}_into": found.into})
    if file.case.status is Status.MERGED:
        known["before_merging"] = read_before_merging(work.connection, int(file.case.id or 0))
        known["left_id"] = file.case.merged_into_id
    return known


def is_no_repeat(file: CaseFile) -> bool:
    """Nothing says or suspects that it is a repeat, so nothing can be said against it."""
    return file.case.repeat_of_id is None and POSSIBLE_REPEAT not in file.case.flags


def merged_here(work: UnitOfWork, file: CaseFile) -> int:
    return read_merged_count(work.connection, int(file.case.id or 0))


def follow_on_the_other(work: UnitOfWork, saved: Sequence[CaseFile], action: str, around: Circumstances) -> None:
    """A line in the log of the master (or of the earlier case that has come back), in the same unit of work."""
    numbers = "、".join(file.case.number for file in saved)
    if action == "merge":
        _note(work, around, "master_id", TAKEN_IN, numbers)
    elif action == "unmerge":
        _note(work, around, "left_id", LET_GO, numbers)
    elif action == "link_earlier" and any(RELAPSE in file.case.flags for file in saved):
        _note(work, around, "earlier_id", CAME_BACK, numbers)


def _ties(work: UnitOfWork, actor: Actor, file: CaseFile) -> Related:
    case = file.case
    if actor.role is Role.BODY:
        return Related(None, (), None, False, (), case.people_count or 1)
    merged = tuple(_merged_case(work, row) for row in read_merged(work.connection, int(case.id or 0)))
    return Related(
        master=_linked(work, case.merged_into_id if case.status is Status.MERGED else None),
        merged=merged,
        earlier=_linked(work, case.repeat_of_id),
        relapse=RELAPSE in case.flags,
        repeats=(),
        people=(case.people_count or 1) + sum(item.people_count or 1 for item in merged),
    )


def _note(work: UnitOfWork, around: Circumstances, name: str, action: str, numbers: str) -> None:
    other = around.values.get(name)
    if not isinstance(other, int):
        return
    reason = around.text("reason") or around.note
    note = _("{numbers}：{reason}").format(numbers=numbers, reason=reason) if reason else numbers
    work.cases.note(work.cases.get(other).case, LogEntry(action, around.actor, work.now, work.command, note=note))


def _linked(work: UnitOfWork, case_id: int | None) -> LinkedCase | None:
    if case_id is None:
        return None
    case = work.cases.get(case_id).case
    return LinkedCase(case_id, case.number, case.title, case.status.value, status_label(case.status))


def _merged_case(work: UnitOfWork, row: MergedRow) -> MergedCase:
    file = work.cases.get(row.id)
    attachments = read_attachments(work.connection, row.id)
    return MergedCase(
        id=row.id,
        number=row.number,
        title=row.title,
        received_at=row.received_at,
        reporter=row.reporter,
        people_count=row.people_count,
        parties=tuple(party.name for party in file.parties),
        attachments=tuple((item.name, item.sha256) for item in attachments),
        merged_at=row.merged_at,
        merged_by=row.merged_by,
        reason=row.reason,
    )
