"""The read door for the load of each grid: open and overdue cases, not rolled up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Integer, func, select, text

from govdesk.domain.vocabulary import Status
from govdesk.storage import tables
from govdesk.storage.open_status import OPEN_PREDICATE


@dataclass(frozen=True, slots=True)
class GridLoad:
    """Counts by grid id; `pending` counts open cases whose place is still to be found."""

    open: dict[int, int]
    overdue: dict[int, int]
    pending: int


def read_grid_load(connection: Connection, now: datetime) -> GridLoad:
    cases = tables.cases
    is_open = text(OPEN_PREDICATE)
    per_grid = (
        select(
            cases.c.grid_id,
            func.count().label("open"),
            func.sum(overdue_flag(now)).label("overdue"),
            func.sum(cases.c.place_pending.cast(Integer)).label("pending"),
        )
        .where(is_open, cases.c.visible.is_(True))
        .group_by(cases.c.grid_id)
    )
    opened, overdue, pending = {}, {}, 0
    for row in connection.execute(per_grid):
        opened[row.grid_id] = int(row.open)
        overdue[row.grid_id] = int(row.overdue or 0)
        pending += int(row.pending or 0)
    return GridLoad(opened, overdue, pending)


def overdue_flag(now: datetime) -> ColumnElement[int]:
    """1 where the centre's clock is over and the case does not rest, as `domain.clocks.is_overdue` says."""
    cases = tables.cases
    late = (cases.c.due_at.is_not(None)) & (cases.c.due_at < now) & (cases.c.status != Status.SUSPENDED.value)
    return late.cast(Integer)
