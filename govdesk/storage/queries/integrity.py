"""The read door for the check of the whole folder: log lines in order of writing, heads, attachments."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from govdesk.domain.case_log import LogLine
from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A log line as it was hashed, with the hashes stored beside it."""

    case_id: int
    line: LogLine
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What the case row itself says: its number, status and how many changes it has seen."""

    id: int
    number: str
    status: str
    version: int


def read_log_lines(connection: Connection) -> Iterator[StoredLine]:
    """All lines of the folder in the order in which they were written."""
    log, cases = tables.case_log, tables.cases
    names = [name for name in LogLine.__slots__ if name != "case_uid"]
    columns = [log.c[name] for name in names]
    query = (
        select(log.c.case_id, cases.c.uid, log.c.previous_hash, log.c.hash, *columns)
        .outerjoin(cases, cases.c.id == log.c.case_id)
        .order_by(log.c.id)
        .execution_options(yield_per=1000)
    )
    for row in connection.execute(query).mappings():
        line = LogLine(case_uid=row["uid"] or "", **{name: row[name] for name in names})
        yield StoredLine(row["case_id"], line, row["previous_hash"], row["hash"])


def read_heads(connection: Connection) -> list[tuple[int, str]]:
    """(entries, hash) of every centre's folder-wide head."""
    head = tables.log_head
    return [(row.entries, row.hash) for row in connection.execute(select(head).order_by(head.c.centre_id))]


def read_case_heads(connection: Connection) -> list[CaseHead]:
    cases = tables.cases
    columns = [cases.c[name] for name in CaseHead.__slots__]
    return [CaseHead(**dict(row)) for row in connection.execute(select(*columns)).mappings()]


def read_attachment_hashes(connection: Connection) -> list[tuple[str, int]]:
    """(SHA-256, size) of every stored attachment."""
    table = tables.attachment
    return [(row.sha256, row.size) for row in connection.execute(select(table.c.sha256, table.c.size))]


def read_document_hashes(connection: Connection) -> Iterator[tuple[str, bytes]]:
    table = tables.document_file
    for row in connection.execute(select(table.c.sha256, table.c.content)):
        yield row.sha256, row.content


def read_counts(connection: Connection) -> tuple[int, int]:
    """Visible cases and log lines."""
    cases = connection.execute(select(func.count()).where(tables.cases.c.visible.is_(True))).scalar_one()
    steps = connection.execute(select(func.count()).select_from(tables.case_log)).scalar_one()
    return int(cases), int(steps)
