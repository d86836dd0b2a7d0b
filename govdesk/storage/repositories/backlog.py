"""The write door for the backlog (积案): a versioned row for each problem, its cases, a line for each month."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from govdesk.domain.backlog import BacklogItem, MonthResult
from govdesk.domain.errors import Conflict, NotFound
from govdesk.foundation.identifiers import new_uid
from govdesk.storage.tables_task_force import backlog_case, backlog_item, backlog_month

_COLUMNS = tuple(name for name in BacklogItem.__slots__ if name not in ("id", "version", "case_ids"))


class BacklogRepository:
    """Problems of one centre inside one unit of work."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def add(self, item: BacklogItem) -> BacklogItem:
        statement = insert(backlog_item).values(uid=new_uid(), centre_id=self._centre_id, version=1, **_values(item))
        made = int(self._connection.execute(statement.returning(backlog_item.c.id)).scalar_one())
        self._link(made, item.case_ids)
        return replace(item, id=made, version=1)

    def get(self, number: str) -> BacklogItem:
        """Raises NotFound."""
        mine = (backlog_item.c.centre_id == self._centre_id) & (backlog_item.c.number == number.strip().upper())
        row = self._connection.execute(select(backlog_item).where(mine)).first()
        if row is None:
            raise NotFound("no_such_backlog_item", {"number": number})
        cases = select(backlog_case.c.case_id).where(backlog_case.c.item_id == row.id)
        return item_from_row(row, tuple(self._connection.execute(cases.order_by(backlog_case.c.case_id)).scalars()))

    def save(self, before: BacklogItem, after: BacklogItem) -> BacklogItem:
        """Raises Conflict when another commit came first."""
        mine = (backlog_item.c.id == before.id) & (backlog_item.c.version == before.version)
        statement = update(backlog_item).where(mine).values(version=before.version + 1, **_values(after))
        if self._connection.execute(statement).rowcount != 1:
            raise Conflict("backlog_changed", {"number": before.number})
        if before.case_ids != after.case_ids:
            self._connection.execute(delete(backlog_case).where(backlog_case.c.item_id == before.id))
            self._link(int(before.id or 0), after.case_ids)
        return replace(after, version=before.version + 1)

    def add_month(self, item: BacklogItem, month: str, text: str, at: datetime, seat: str, by: str) -> MonthResult:
        values = {"item_id": item.id, "month": month, "text": text, "at": at, "seat": seat, "by": by}
        self._connection.execute(insert(backlog_month).values(**values))
        return MonthResult(month, text, by, at)

    def _link(self, item_id: int, case_ids: tuple[int, ...]) -> None:
        for case_id in dict.fromkeys(case_ids):
            self._connection.execute(insert(backlog_case).values(item_id=item_id, case_id=case_id))


def item_from_row(row: Row[Any], case_ids: tuple[int, ...]) -> BacklogItem:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return BacklogItem(**values, case_ids=case_ids, id=int(row.id), version=int(row.version))


def _values(item: BacklogItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _COLUMNS}
