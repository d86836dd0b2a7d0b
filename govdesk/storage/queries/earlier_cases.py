"""The read door for recurrences: earlier cases of the same grid or category."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, select

from govdesk.domain.case import Case
from govdesk.domain.vocabulary import Status
from govdesk.storage import tables

_NOT_COUNTED = (Status.CANCELLED.value, Status.NOT_ACCEPTED.value)


@dataclass(frozen=True, slots=True)
class EarlierRow:
    days_ago: int
    grid_id: int
    category: str


def read_earlier_cases(connection: Connection, case: Case, days: int) -> list[EarlierRow]:
    """Cases received within `days` before this one, of the same grid or the same category."""
    cases = tables.cases
    since = case.received_at - timedelta(days=days)
    query = select(cases.c.received_at, cases.c.grid_id, cases.c.category).where(
        cases.c.received_at >= since,
        cases.c.received_at <= case.received_at,
        cases.c.visible.is_(True),
        cases.c.status.not_in(_NOT_COUNTED),
        (cases.c.grid_id == case.grid_id) | (cases.c.category == case.category),
    )
    if case.id is not None:
        query = query.where(cases.c.id != case.id)
    return [
        EarlierRow((case.received_at - row.received_at).days, row.grid_id, row.category)
        for row in connection.execute(query)
    ]
