"""The read door for the cases whose due times a changed calendar may move."""

from datetime import datetime

from sqlalchemy import Connection, or_, select, text

from govdesk.storage.open_status import OPEN_PREDICATE
from govdesk.storage.tables import cases


def read_open_cases_due_from(connection: Connection, moment: datetime) -> list[int]:
    """Open cases with any clock that ends at or after the moment, or that were counted without a calendar."""
    clocks = (cases.c.due_at, cases.c.handler_due_at, cases.c.citizen_due_at, cases.c.sign_due_at)
    query = select(cases.c.id).where(
        text(OPEN_PREDICATE),
        cases.c.visible.is_(True),
        or_(cases.c.calendar_flagged.is_(True), *(clock >= moment for clock in clocks)),
    )
    return [int(case_id) for case_id in connection.execute(query.order_by(cases.c.id)).scalars()]
