"""The write door for the register of mediators: every change keeps what was before."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from govdesk.domain.case_log import plain
from govdesk.domain.errors import Conflict, NotFound
from govdesk.domain.mediators import Mediator
from govdesk.foundation.identifiers import new_uid
from govdesk.storage.engine import bulk_insert
from govdesk.storage.tables_mediation import mediator, mediator_change


class MediatorRepository:
    """Mediators of one centre inside one unit of work. `initials` are those of the name, for blind typing."""

    def __init__(self, connection: Connection, centre_id: int, seat: str, now: datetime) -> None:
        self._connection = connection
        self._centre_id = centre_id
        self._seat = seat
        self._now = now

    def get(self, mediator_id: int) -> Mediator:
        """Raises NotFound."""
        row = self._connection.execute(select(mediator).where(mediator.c.id == mediator_id)).mappings().first()
        if row is None:
            raise NotFound("no_such_mediator", {"id": mediator_id})
        return mediator_from(dict(row))

    def add(self, new: Mediator, initials: str) -> Mediator:
        made = self._connection.execute(insert(mediator).values(self._row(new, initials)))
        identity = int((made.inserted_primary_key or (0,))[0])
        self._note(identity, "added", {}, new)
        return replace(new, id=identity, version=1)

    def add_many(self, items: Sequence[tuple[Mediator, str]]) -> None:
        """Many at once (an import); each is noted as imported."""
        if not items:
            return
        first = int(self._connection.execute(select(func.max(mediator.c.id))).scalar_one() or 0) + 1
        rows = [{"id": first + offset, **self._row(new, initials)} for offset, (new, initials) in enumerate(items)]
        bulk_insert(self._connection, mediator, rows)
        notes = [
            self._note_row(first + offset, "imported", {}, _values(new))
            for offset, (new, _initials) in enumerate(items)
        ]
        bulk_insert(self._connection, mediator_change, notes)

    def save(self, before: Mediator, after: Mediator, initials: str, what: str = "changed") -> Mediator:
        """Raises Conflict when somebody else changed the entry meanwhile."""
        values = {**_values(after), "search": _search(after, initials), "version": before.version + 1}
        changed = self._connection.execute(
            update(mediator).where(mediator.c.id == before.id, mediator.c.version == before.version).values(values)
        )
        if changed.rowcount != 1:
            raise Conflict("mediator_changed", {"name": before.name})
        self._note(int(before.id or 0), what, _values(before), after)
        return replace(after, version=before.version + 1)

    def of_committee(self, committee_id: int) -> list[Mediator]:
        query = select(mediator).where(mediator.c.committee_id == committee_id).order_by(mediator.c.id)
        return [mediator_from(dict(row)) for row in self._connection.execute(query).mappings()]

    def all(self) -> list[Mediator]:
        query = select(mediator).where(mediator.c.centre_id == self._centre_id).order_by(mediator.c.id)
        return [mediator_from(dict(row)) for row in self._connection.execute(query).mappings()]

    def _row(self, new: Mediator, initials: str) -> dict[str, Any]:
        return {
            **_values(new),
            "uid": new_uid(),
            "centre_id": self._centre_id,
            "version": 1,
            "search": _search(new, initials),
        }

    def _note(self, identity: int, what: str, before: dict[str, Any], after: Mediator) -> None:
        self._connection.execute(insert(mediator_change).values(self._note_row(identity, what, before, _values(after))))

    def _note_row(self, identity: int, what: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
        return {
            "mediator_id": identity,
            "at": self._now.isoformat(timespec="seconds"),
            "seat": self._seat,
            "what": what,
            "before": plain(before),
            "after": plain(after),
        }


def mediator_from(row: dict[str, Any]) -> Mediator:
    values = {name: row[name] for name in Mediator.__slots__}
    return Mediator(**{**values, "specialities": tuple(row["specialities"])})


def _values(item: Mediator) -> dict[str, Any]:
    values = asdict(item)
    del values["id"], values["version"]
    values["specialities"] = list(item.specialities)
    return values


def _search(item: Mediator, initials: str) -> str:
    return " ".join((item.name, initials, item.number, item.team)).lower()
