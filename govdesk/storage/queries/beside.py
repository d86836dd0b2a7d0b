"""The read door for whistles and county calls across cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from govdesk.domain.case import SideRecord
from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class BesideFacts:
    """One record beside a case, with what a list says about the case."""

    case_id: int
    number: str
    title: str
    grid_id: int
    handler_id: int | None
    status: str
    urgent: bool
    record: SideRecord


def read_open_records(connection: Connection, kind: str) -> list[BesideFacts]:
    """Open records of a kind, oldest first."""
    side = tables.side_record
    return _facts(connection, _query().where(side.c.kind == kind, side.c.state == "open"))


def read_records(connection: Connection, kind: str, since: datetime, until: datetime) -> list[BesideFacts]:
    """Records of a kind opened from `since` up to, not including, `until`."""
    side = tables.side_record
    return _facts(connection, _query().where(side.c.kind == kind, side.c.opened_at >= since, side.c.opened_at < until))


def read_records_of_cases(connection: Connection, kind: str, case_ids: Iterable[int]) -> list[BesideFacts]:
    """Every record of a kind beside these cases, oldest first."""
    side = tables.side_record
    return _facts(connection, _query().where(side.c.kind == kind, side.c.case_id.in_(list(case_ids))))


def read_ended_records(connection: Connection, kind: str, since: datetime) -> list[BesideFacts]:
    """Records of a kind that ended at `since` or later."""
    side = tables.side_record
    return _facts(connection, _query().where(side.c.kind == kind, side.c.ended_at >= since))


def _query() -> Select[Any]:
    side, cases = tables.side_record, tables.cases
    return (
        select(
            side.c.case_id,
            cases.c.number,
            cases.c.title,
            cases.c.grid_id,
            cases.c.handler_id,
            cases.c.status,
            cases.c.urgent,
            side,
        )
        .join(cases, cases.c.id == side.c.case_id)
        .where(cases.c.visible.is_(True))
        .order_by(side.c.id)
    )


def _facts(connection: Connection, query: Select[Any]) -> list[BesideFacts]:
    found = []
    for row in connection.execute(query).mappings():
        record = SideRecord(**{name: row[name] for name in SideRecord.__slots__})
        values = {name: row[name] for name in BesideFacts.__slots__ if name != "record"}
        found.append(BesideFacts(**values, record=record))
    return found
