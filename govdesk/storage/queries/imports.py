"""The read door for imports: batches, and the cases that a row of a file may already be."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from govdesk.domain.roles import SYSTEM
from govdesk.domain.vocabulary import Status
from govdesk.storage import tables

_AT_ONCE = 900
_CANCELLED = Status.CANCELLED.value


@dataclass(frozen=True, slots=True)
class KnownCase:
    """What tells whether a row is this case again."""

    id: int
    number: str
    title: str
    source: str
    source_number: str
    reporter: str
    received_at: datetime
    text_digest: str


@dataclass(frozen=True, slots=True)
class Others:
    """Whether there are cases at all, and such of the same source."""

    any: bool
    of_source: bool


@dataclass(frozen=True, slots=True)
class BatchRow:
    """`state`: running, complete, broken, cancelled, undone. `report` is what the import wrote at its end."""

    id: int
    uid: str
    file_name: str
    sheet: str
    channel: str
    source: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    seat: str
    rows: int
    imported: int
    duplicates: int
    rejected: int
    report: Mapping[str, Any]


def read_others(connection: Connection, source: str) -> Others:
    """What an import need not look for: a new centre has no texts, a new source no numbers."""
    cases = tables.cases
    first = connection.execute(select(cases.c.id).limit(1)).first()
    of_source = connection.execute(select(cases.c.id).where(cases.c.source == source).limit(1)).first()
    return Others(first is not None, of_source is not None)


def read_known_numbers(connection: Connection, source: str, numbers: Collection[str]) -> dict[str, KnownCase]:
    """The cases of that source with these numbers; cancelled (voided) ones do not count."""
    cases = tables.cases
    return {
        known.source_number: known
        for part in _parts(numbers)
        for known in _known(connection, (cases.c.source == source) & cases.c.source_number.in_(part))
    }


def read_same_texts(connection: Connection, digests: Collection[str]) -> dict[str, list[KnownCase]]:
    """The cases with these texts, oldest first; cancelled ones do not count."""
    found: dict[str, list[KnownCase]] = {}
    for part in _parts(digests):
        for known in _known(connection, tables.cases.c.text_digest.in_(part)):
            found.setdefault(known.text_digest, []).append(known)
    return found


def read_received(connection: Connection, grid_id: int, category: str) -> list[datetime]:
    """When the cases of one place and kind were received, in order; for rules on recurrences."""
    cases = tables.cases
    query = (
        select(cases.c.received_at)
        .where(
            cases.c.grid_id == grid_id,
            cases.c.category == category,
            cases.c.visible.is_(True),
            cases.c.status.not_in((_CANCELLED, Status.NOT_ACCEPTED.value)),
        )
        .order_by(cases.c.received_at)
    )
    return list(connection.execute(query).scalars())


def read_batches(connection: Connection) -> list[BatchRow]:
    """All batches, the newest first."""
    table = tables.import_batch
    rows = connection.execute(select(table).order_by(table.c.id.desc())).mappings()
    return [_batch(row) for row in rows]


def read_batch(connection: Connection, batch_id: int) -> BatchRow | None:
    table = tables.import_batch
    row = connection.execute(select(table).where(table.c.id == batch_id)).mappings().first()
    return _batch(row) if row else None


def read_running_batches(connection: Connection) -> list[BatchRow]:
    table = tables.import_batch
    rows = connection.execute(select(table).where(table.c.state == "running").order_by(table.c.id)).mappings()
    return [_batch(row) for row in rows]


def read_batch_cases(connection: Connection, batch_id: int) -> list[int]:
    """Ids of the batch's cases that are not cancelled yet."""
    cases = tables.cases
    query = select(cases.c.id).where(cases.c.batch_id == batch_id, cases.c.status != _CANCELLED).order_by(cases.c.id)
    return [int(item) for item in connection.execute(query).scalars()]


def read_worked_on_cases(
    connection: Connection,
    batch_id: int,
    first_actions: Collection[str],
    case_ids: Collection[int] | None = None,
) -> dict[int, str]:
    """Id and number of the batch's cases that somebody worked on: lines other than `first_actions`, in order.

    What the program did by itself (its reminders) is nobody's work. `case_ids` restricts the look to some cases.
    """
    cases, log = tables.cases, tables.case_log
    query = (
        select(cases.c.id, cases.c.number)
        .join(log, log.c.case_id == cases.c.id)
        .where(cases.c.batch_id == batch_id, log.c.action.not_in(first_actions), log.c.seat != SYSTEM.seat)
        .distinct()
        .order_by(cases.c.id)
    )
    if case_ids is not None:
        query = query.where(cases.c.id.in_(case_ids))
    return {int(row.id): str(row.number) for row in connection.execute(query)}


def _known(connection: Connection, condition: Any) -> list[KnownCase]:
    cases = tables.cases
    columns = [cases.c[name] for name in KnownCase.__slots__]
    query = select(*columns).where(condition, cases.c.status != _CANCELLED).order_by(cases.c.id)
    return [KnownCase(*row) for row in connection.execute(query)]


def _parts(values: Collection[str]) -> list[list[str]]:
    listed = list(dict.fromkeys(values))
    return [listed[at : at + _AT_ONCE] for at in range(0, len(listed), _AT_ONCE)]


def _batch(row: RowMapping) -> BatchRow:
    values = {name: row["row_count" if name == "rows" else name] for name in BatchRow.__slots__}
    return BatchRow(**values)
