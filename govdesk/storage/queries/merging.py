"""The read door for merging: who is behind a number, what was merged where, and what the log kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from govdesk.domain.errors import NotFound
from govdesk.domain.vocabulary import Status
from govdesk.storage import tables

_MERGED = Status.MERGED.value


@dataclass(frozen=True, slots=True)
class NamedCase:
    """A case that an action names by its number. `into` is the number of its master, if it is merged."""

    id: int
    number: str
    status: str
    into: str


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A case under a master, and its merging as the log has it."""

    id: int
    number: str
    title: str
    status: str
    received_at: datetime
    reporter: str
    people_count: int | None
    merged_at: datetime | None
    merged_by: str
    reason: str


def read_named_case(connection: Connection, number: str) -> NamedCase:
    """Raises NotFound."""
    cases, master = tables.cases, tables.cases.alias("master")
    query = (
        select(cases.c.id, cases.c.number, cases.c.status, master.c.number)
        .outerjoin(master, master.c.id == cases.c.merged_into_id)
        .where(cases.c.number == number.strip().upper(), cases.c.visible.is_(True))
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFound("no_such_case", {"number": number})
    return NamedCase(int(row[0]), row[1], row[2], row[3] or "")


def read_merged_count(connection: Connection, case_id: int) -> int:
    cases = tables.cases.c
    query = select(func.count()).where(cases.merged_into_id == case_id, cases.status == _MERGED)
    return int(connection.execute(query).scalar_one())


def read_merged(connection: Connection, case_id: int) -> list[MergedRow]:
    """The cases under this master, the oldest first, each with the last line that merged it."""
    cases, log = tables.cases.c, tables.case_log.c
    columns = (cases.id, cases.number, cases.title, cases.status, cases.received_at, cases.reporter, cases.people_count)
    mine = (cases.merged_into_id == case_id) & (cases.status == _MERGED)
    rows = connection.execute(select(*columns).where(mine).order_by(cases.received_at, cases.id)).all()
    wanted = select(log.case_id, log.at, log.actor_name, log.note).where(
        log.case_id.in_(select(cases.id).where(mine)), log.to_status == _MERGED, log.from_status != _MERGED
    )
    lines = {line.case_id: line for line in connection.execute(wanted.order_by(log.id))}
    found = []
    for row in rows:
        line = lines.get(row.id)
        told = (line.at, line.actor_name, line.note) if line else (None, "", "")
        found.append(MergedRow(*row, *told))
    return found


def read_before_merging(connection: Connection, case_id: int) -> Mapping[str, Any] | None:
    """The full values of what the last merging of this case changed, as they were."""
    log = tables.case_log.c
    query = (
        select(log.before)
        .where(log.case_id == case_id, log.to_status == _MERGED, log.from_status != _MERGED)
        .order_by(log.sequence.desc())
        .limit(1)
    )
    found: Mapping[str, Any] | None = connection.execute(query).scalar()
    return found
