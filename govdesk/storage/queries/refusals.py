"""The read door for what was not accepted: counted by reason and by where the citizen was sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from govdesk.domain.vocabulary import Status
from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    case_id: int
    number: str
    title: str
    reason: str
    elsewhere: str
    refused_at: datetime


def read_refusals(connection: Connection, start: datetime, end: datetime) -> list[RefusalFacts]:
    """Cases that stand as 不予受理 and were refused in the period, the earliest first; restored ones do not count."""
    log, cases = tables.case_log.c, tables.cases.c
    last = (
        select(log.case_id, func.max(log.at).label("refused_at"))
        .where(log.action == "refuse")
        .group_by(log.case_id)
        .subquery()
    )
    query = (
        select(cases.id, cases.number, cases.title, cases.refusal_reason, cases.elsewhere, last.c.refused_at)
        .join(last, last.c.case_id == cases.id)
        .where(
            cases.status == Status.NOT_ACCEPTED.value,
            cases.visible.is_(True),
            last.c.refused_at >= start,
            last.c.refused_at < end,
        )
        .order_by(last.c.refused_at, cases.id)
    )
    return [RefusalFacts(*row) for row in connection.execute(query)]
