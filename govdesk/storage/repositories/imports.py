"""The write door for import batches: opened, counted, and shown all at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A file that is about to be taken in."""

    uid: str
    file_name: str
    file_sha256: str
    sheet: str
    channel: str
    source: str
    seat: str


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """rows = imported + duplicates + rejected."""

    rows: int = 0
    imported: int = 0
    duplicates: int = 0
    rejected: int = 0


class ImportRepository:
    """Batches of one centre inside one unit of work."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def start(self, batch: NewBatch, now: datetime) -> int:
        """A running batch; its cases are hidden until `complete`."""
        query = (
            insert(tables.import_batch)
            .values(
                uid=batch.uid,
                centre_id=self._centre_id,
                file_name=batch.file_name,
                file_sha256=batch.file_sha256,
                sheet=batch.sheet,
                channel=batch.channel,
                source=batch.source,
                state="running",
                started_at=now,
                seat=batch.seat,
                row_count=0,
                imported=0,
                duplicates=0,
                rejected=0,
                report={},
            )
            .returning(tables.import_batch.c.id)
        )
        return int(self._connection.execute(query).scalar_one())

    def count(self, batch_id: int, counts: BatchCounts, now: datetime) -> None:
        """What has been done so far; `now` is the sign of life."""
        self._update(batch_id, report={"alive_at": now.isoformat(timespec="seconds")}, **_columns(counts))

    def complete(self, batch_id: int, counts: BatchCounts, report: dict[str, Any], now: datetime) -> None:
        """Show all its cases in one stroke."""
        cases = tables.cases
        self._connection.execute(update(cases).where(cases.c.batch_id == batch_id).values(visible=True))
        self._update(batch_id, state="complete", ended_at=now, report=report, **_columns(counts))

    def end(self, batch_id: int, state: str, now: datetime) -> None:
        """`state`: broken, cancelled or undone."""
        self._update(batch_id, state=state, ended_at=now)

    def _update(self, batch_id: int, **values: Any) -> None:
        table = tables.import_batch
        self._connection.execute(update(table).where(table.c.id == batch_id).values(**values))


def _columns(counts: BatchCounts) -> dict[str, int]:
    return {
        "row_count": counts.rows,
        "imported": counts.imported,
        "duplicates": counts.duplicates,
        "rejected": counts.rejected,
    }
