"""The read door for autosaved drafts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class DraftRow:
    key: str
    payload: dict[str, Any]
    saved_at: datetime


def read_draft(connection: Connection, seat: str, kind: str, key: str) -> dict[str, Any] | None:
    row = read_draft_row(connection, seat, kind, key)
    return row.payload if row is not None else None


def read_draft_row(connection: Connection, seat: str, kind: str, key: str) -> DraftRow | None:
    """The draft with the moment at which it was put there."""
    table = tables.draft
    query = select(table).where(table.c.seat == seat, table.c.kind == kind, table.c.key == key)
    row = connection.execute(query).one_or_none()
    return DraftRow(row.key, dict(row.payload), row.saved_at) if row is not None else None


def read_drafts(connection: Connection, seat: str, kind: str) -> list[DraftRow]:
    table = tables.draft
    query = select(table).where(table.c.seat == seat, table.c.kind == kind).order_by(table.c.saved_at.desc())
    return [DraftRow(row.key, dict(row.payload), row.saved_at) for row in connection.execute(query)]
