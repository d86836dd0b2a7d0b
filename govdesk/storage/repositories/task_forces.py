"""The write door for task forces: a versioned row for each, and entries that are only added."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from govdesk.domain.errors import Conflict, NotFound
from govdesk.domain.task_force import Entry, EntryKind, Phase, TaskForce
from govdesk.foundation.identifiers import new_uid
from govdesk.storage.tables_task_force import task_force, task_force_entry

_COLUMNS = tuple(name for name in TaskForce.__slots__ if name not in ("id", "version"))
_ENTRY_COLUMNS = tuple(name for name in Entry.__slots__ if name != "id")


class TaskForceRepository:
    """Task forces of one centre inside one unit of work."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def add(self, force: TaskForce) -> TaskForce:
        statement = insert(task_force).values(uid=new_uid(), centre_id=self._centre_id, version=1, **_values(force))
        made = self._connection.execute(statement.returning(task_force.c.id)).scalar_one()
        return replace(force, id=int(made), version=1)

    def get(self, number: str) -> TaskForce:
        """Raises NotFound."""
        mine = (task_force.c.centre_id == self._centre_id) & (task_force.c.number == number.strip().upper())
        row = self._connection.execute(select(task_force).where(mine)).first()
        if row is None:
            raise NotFound("no_such_task_force", {"number": number})
        return force_from_row(row)

    def save(self, before: TaskForce, after: TaskForce) -> TaskForce:
        """Raises Conflict when another commit came first."""
        mine = (task_force.c.id == before.id) & (task_force.c.version == before.version)
        statement = update(task_force).where(mine).values(version=before.version + 1, **_values(after))
        if self._connection.execute(statement).rowcount != 1:
            raise Conflict("task_force_changed", {"number": before.number})
        return replace(after, version=before.version + 1)

    def add_entry(self, force: TaskForce, entry: Entry) -> Entry:
        values = {name: getattr(entry, name) for name in _ENTRY_COLUMNS}
        values |= {"task_force_id": force.id, "kind": entry.kind.value, "data": dict(entry.data)}
        statement = insert(task_force_entry).values(**values).returning(task_force_entry.c.id)
        return replace(entry, id=int(self._connection.execute(statement).scalar_one()))

    def entries(self, force: TaskForce) -> list[Entry]:
        """In the order of writing."""
        query = select(task_force_entry).where(task_force_entry.c.task_force_id == force.id)
        return [entry_from_row(row) for row in self._connection.execute(query.order_by(task_force_entry.c.id))]


def force_from_row(row: Row[Any]) -> TaskForce:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values |= {"members": tuple(row.members), "phase": Phase(row.phase)}
    return TaskForce(**values, id=int(row.id), version=int(row.version))


def entry_from_row(row: Row[Any]) -> Entry:
    values = {name: getattr(row, name) for name in _ENTRY_COLUMNS}
    values["kind"] = EntryKind(values["kind"])
    return Entry(**values, id=int(row.id))


def _values(force: TaskForce) -> dict[str, Any]:
    values = {name: getattr(force, name) for name in _COLUMNS}
    return {**values, "members": list(force.members), "phase": force.phase.value}
