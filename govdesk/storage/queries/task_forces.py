"""The read door for the registers across cases: task forces with their cases and entries, the backlog by month."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from govdesk.domain.backlog import BacklogItem, MonthResult
from govdesk.domain.task_force import Entry, Phase, TaskForce
from govdesk.storage import tables
from govdesk.storage.repositories.backlog import item_from_row
from govdesk.storage.repositories.task_forces import entry_from_row, force_from_row
from govdesk.storage.tables_task_force import backlog_case, backlog_item, backlog_month, task_force, task_force_entry


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A case that is or was in a task force. `outcome` is empty while it is in, else resolved, left or lowered."""

    task_force: str
    case_id: int
    number: str
    title: str
    status: str
    handler_id: int | None
    grid_id: int
    due_at: datetime | None
    joined_at: datetime
    ended_at: datetime | None
    outcome: str
    why: str
    result: str

    @property
    def inside(self) -> bool:
        return self.ended_at is None


def read_task_forces(connection: Connection, open_only: bool = False) -> list[TaskForce]:
    """Open ones by their limit, then the closed ones, newest first."""
    query = select(task_force)
    if open_only:
        query = query.where(task_force.c.phase != Phase.CLOSED.value)
    found = [force_from_row(row) for row in connection.execute(query)]
    running = sorted((item for item in found if item.is_open), key=lambda item: (item.limit_on, item.number))
    over = sorted((item for item in found if not item.is_open), key=lambda item: item.number, reverse=True)
    return [*running, *over]


def read_entries(connection: Connection, task_force_id: int) -> list[Entry]:
    """In the order of writing."""
    query = select(task_force_entry).where(task_force_entry.c.task_force_id == task_force_id)
    return [entry_from_row(row) for row in connection.execute(query.order_by(task_force_entry.c.id))]


def read_members(connection: Connection, number: str | None = None) -> list[MemberFacts]:
    """The cases of one task force, or of all, in the order in which they came in."""
    side = tables.side_record
    query = _members()
    if number is not None:
        query = query.where(side.c.data["task_force"].as_string() == number)
    return [_member(row) for row in connection.execute(query.order_by(side.c.id))]


def read_backlog(connection: Connection) -> list[BacklogItem]:
    """Standing problems by their age, oldest first, then the settled ones."""
    cases: dict[int, list[int]] = {}
    for link in connection.execute(select(backlog_case).order_by(backlog_case.c.case_id)):
        cases.setdefault(link.item_id, []).append(link.case_id)
    rows = connection.execute(select(backlog_item).order_by(backlog_item.c.since_on, backlog_item.c.id))
    found = [item_from_row(row, tuple(cases.get(row.id, ()))) for row in rows]
    return sorted(found, key=lambda item: not item.is_open)


def read_month_results(connection: Connection) -> dict[int, list[MonthResult]]:
    """By item, in the order of writing: the latest line of a month counts."""
    found: dict[int, list[MonthResult]] = {}
    for row in connection.execute(select(backlog_month).order_by(backlog_month.c.id)):
        found.setdefault(row.item_id, []).append(MonthResult(row.month, row.text, row.by, row.at))
    return found


def _members() -> Select[Any]:
    side, cases = tables.side_record, tables.cases
    return (
        select(
            side.c.data,
            side.c.opened_at,
            side.c.ended_at,
            cases.c.id,
            cases.c.number,
            cases.c.title,
            cases.c.status,
            cases.c.handler_id,
            cases.c.grid_id,
            cases.c.due_at,
            cases.c.result,
        )
        .join(cases, cases.c.id == side.c.case_id)
        .where(side.c.kind == "task_force")
    )


def _member(row: Any) -> MemberFacts:
    return MemberFacts(
        task_force=str(row.data.get("task_force") or ""),
        case_id=int(row.id),
        number=row.number,
        title=row.title,
        status=row.status,
        handler_id=row.handler_id,
        grid_id=row.grid_id,
        due_at=row.due_at,
        joined_at=row.opened_at,
        ended_at=row.ended_at,
        outcome=str(row.data.get("outcome") or ("" if row.ended_at is None else "ended")),
        why=str(row.data.get("why") or ""),
        result=row.result,
    )
