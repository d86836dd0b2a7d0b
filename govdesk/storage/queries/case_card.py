"""The read door for the card: timeline, attachments and papers of one case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class LogFacts:
    sequence: int
    at: datetime
    seat: str
    role: str
    actor_name: str
    said_by: str
    said_how: str
    said_at: datetime | None
    slip: str
    action: str
    from_status: str
    to_status: str
    tier: str
    note: str
    before: dict[str, Any]
    after: dict[str, Any]
    command: str


@dataclass(frozen=True, slots=True)
class AttachmentFacts:
    sha256: str
    name: str
    kind: str
    size: int
    media_type: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    id: int
    kind: str
    number: str
    title: str
    pages: int
    copies: int
    state: str
    issued_at: datetime


def read_log(connection: Connection, case_id: int) -> list[LogFacts]:
    log = tables.case_log
    rows = connection.execute(select(log).where(log.c.case_id == case_id).order_by(log.c.sequence)).mappings()
    return [LogFacts(**{name: row[name] for name in LogFacts.__slots__}) for row in rows]


def read_attachments(connection: Connection, case_id: int) -> list[AttachmentFacts]:
    link, stored = tables.case_attachment, tables.attachment
    query = (
        select(
            link.c.sha256,
            link.c.name,
            link.c.kind,
            stored.c.size,
            stored.c.media_type,
            link.c.added_at,
            link.c.added_by,
        )
        .join(stored, stored.c.sha256 == link.c.sha256)
        .where(link.c.case_id == case_id)
        .order_by(link.c.id)
    )
    return [AttachmentFacts(**dict(row)) for row in connection.execute(query).mappings()]


def read_papers(connection: Connection, case_id: int) -> list[PaperFacts]:
    table = tables.document
    columns = [table.c[name] for name in PaperFacts.__slots__]
    query = select(*columns).where(table.c.case_id == case_id).order_by(table.c.id)
    return [PaperFacts(**dict(row)) for row in connection.execute(query).mappings()]
