"""The read door for the classifier: texts whose category a person has confirmed."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, select

from govdesk.domain.vocabulary import Status
from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class ConfirmedText:
    title: str
    text: str
    category: str


def read_confirmed_texts(connection: Connection, limit: int) -> list[ConfirmedText]:
    """The newest `limit` confirmed cases, oldest first, so that the same cases always come in the same order."""
    cases = tables.cases
    newest = (
        select(cases.c.id, cases.c.title, cases.c.text, cases.c.category)
        .where(_confirmed())
        .order_by(cases.c.id.desc())
        .limit(limit)
    )
    rows = connection.execute(newest).all()
    return [ConfirmedText(row.title, row.text, row.category) for row in reversed(rows)]


def count_confirmed(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(tables.cases).where(_confirmed())).scalar_one()


def _confirmed() -> ColumnElement[bool]:
    cases = tables.cases
    return and_(
        cases.c.category_confirmed.is_(True),
        cases.c.visible.is_(True),
        cases.c.status != Status.CANCELLED.value,
    )
