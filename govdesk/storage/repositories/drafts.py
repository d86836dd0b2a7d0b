"""The write door for half-finished texts (autosaved per seat), settings and what a seat has looked at."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from govdesk.storage import tables


class DraftRepository:
    """Drafts are neither logged nor versioned: they are what somebody is typing."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def save(self, seat: str, kind: str, key: str, payload: dict[str, Any], now: datetime) -> None:
        where = self._mine(seat, kind, key)
        values = {"payload": payload, "saved_at": now}
        if self._connection.execute(update(tables.draft).where(where).values(**values)).rowcount:
            return
        self._connection.execute(
            insert(tables.draft).values(centre_id=self._centre_id, seat=seat, kind=kind, key=key, **values)
        )

    def discard(self, seat: str, kind: str, key: str) -> None:
        self._connection.execute(delete(tables.draft).where(self._mine(seat, kind, key)))

    def mark_seen(self, seat: str, case_id: int, version: int) -> None:
        seen = tables.last_seen
        where = (seen.c.seat == seat) & (seen.c.case_id == case_id)
        if self._connection.execute(update(seen).where(where).values(version=version)).rowcount:
            return
        self._connection.execute(insert(seen).values(seat=seat, case_id=case_id, version=version))

    def set_setting(self, key: str, value: Any) -> None:
        table = tables.setting
        where = (table.c.centre_id == self._centre_id) & (table.c.key == key)
        if self._connection.execute(update(table).where(where).values(value=value)).rowcount:
            return
        self._connection.execute(insert(table).values(centre_id=self._centre_id, key=key, value=value))

    def setting(self, key: str, default: Any = None) -> Any:
        table = tables.setting
        where = (table.c.centre_id == self._centre_id) & (table.c.key == key)
        found = self._connection.execute(select(table.c.value).where(where)).first()
        return default if found is None else found.value

    def _mine(self, seat: str, kind: str, key: str) -> Any:
        table = tables.draft
        return (
            (table.c.centre_id == self._centre_id)
            & (table.c.seat == seat)
            & (table.c.kind == kind)
            & (table.c.key == key)
        )
