"""Counters without gaps: a number is taken inside the transaction that uses it, so a failure gives it back."""

from sqlalchemy import Connection, insert, select, update

from govdesk.storage import tables


class NumberRepository:
    """One counter per scope and period (a month for cases; a year for papers of one body)."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def put(self, scope: str, period: str, last: int) -> None:
        """Set what was taken last; the next one follows it."""
        counter = tables.number_counter
        mine = (counter.c.centre_id == self._centre_id) & (counter.c.scope == scope) & (counter.c.period == period)
        self._connection.execute(update(counter).where(mine).values(last=last))

    def take(self, scope: str, period: str, count: int = 1) -> int:
        """Reserve `count` numbers; the first of them is returned. The write lock makes this free of races."""
        counter = tables.number_counter
        mine = (counter.c.centre_id == self._centre_id) & (counter.c.scope == scope) & (counter.c.period == period)
        last = self._connection.execute(select(counter.c.last).where(mine)).scalar_one_or_none()
        if last is None:
            self._connection.execute(
                insert(counter).values(centre_id=self._centre_id, scope=scope, period=period, last=count)
            )
            return 1
        self._connection.execute(update(counter).where(mine).values(last=last + count))
        return int(last) + 1
