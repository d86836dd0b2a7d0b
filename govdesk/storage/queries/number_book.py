"""The read door for numbers that papers bear."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from govdesk.storage import tables


def last_issued(connection: Connection, kinds: Sequence[str], body_id: int | None, year: int) -> int:
    """The highest number of the body's papers of these kinds in the year, void ones among them; 0 if there is none."""
    table = tables.document
    whose = table.c.body_id.is_(None) if body_id is None else table.c.body_id == body_id
    statement = select(func.max(table.c.sequence)).where(table.c.kind.in_(kinds), whose, table.c.year == year)
    return int(connection.execute(statement).scalar_one_or_none() or 0)


def read_counters(connection: Connection) -> list[tuple[str, str, int]]:
    """Scope, period and last number of every counter."""
    counter = tables.number_counter
    rows = connection.execute(select(counter.c.scope, counter.c.period, counter.c.last).order_by(counter.c.id))
    return [(row.scope, row.period, int(row.last)) for row in rows]


def read_corrections(connection: Connection, prefix: str) -> dict[str, int]:
    """What keepers set the books to, by the key of the setting."""
    own = tables.setting
    rows = connection.execute(select(own.c.key, own.c.value).where(own.c.key.startswith(prefix, autoescape=True)))
    return {row.key: int(row.value) for row in rows}


def is_taken(connection: Connection, kinds: Sequence[str], number: str) -> bool:
    """Whether a paper of these kinds bears the number already, whoever issued it."""
    table = tables.document
    statement = select(table.c.id).where(table.c.kind.in_(kinds), table.c.number == number).limit(1)
    return connection.execute(statement).first() is not None
