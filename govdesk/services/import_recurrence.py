"""How often the same matter came before, for the rows of an import: counted in memory, and only when a rule asks."""

import bisect
from datetime import datetime, timedelta

from govdesk.domain.case import Case, CaseFile, evolve
from govdesk.domain.routing_conditions import Earlier, EarlierCount, Recurrence
from govdesk.services.desk import Desk
from govdesk.services.routing_choice import earlier_in
from govdesk.storage.engine import Connection
from govdesk.storage.queries.imports import read_received

Earliers = tuple[Earlier, ...] | EarlierCount


class RecentCases:
    """Earlier cases of the same place and kind, those of the running import included, for rules on recurrences."""

    def __init__(self, desk: Desk, connection: Connection) -> None:
        self._desk = desk
        self._connection = connection
        self._others = True
        wanted = [c.value for rule in desk.rules.routing.rules for c in rule.conditions if c.name == "recurrence"]
        self._days = timedelta(days=max((value.days for value in wanted), default=0))
        self._asked = any(value.at_least for value in wanted)
        self._narrow = not {value.same for value in wanted} - {"place_and_kind"}
        self._known: dict[tuple[int, str], list[datetime]] = {}

    def continue_on(self, connection: Connection, others: bool) -> None:
        """The next slice has a connection of its own; `others`: whether there are cases beside those of the import."""
        self._connection = connection
        self._others = others

    def before(self, case: Case, received_at: datetime) -> Earliers:
        """What `Facts.earlier` wants for a case of this place and kind received at that moment."""
        if not self._asked or (self._narrow and case.place_pending):
            return ()
        if not self._narrow:
            return earlier_in(self._desk, self._connection)(CaseFile(evolve(case, received_at=received_at)))
        return _Before(self._moments(case), received_at, self._days)

    def add(self, case: Case, received_at: datetime) -> None:
        """A case of the import; those after it see it."""
        if self._asked and self._narrow and not case.place_pending:
            bisect.insort(self._moments(case), received_at)

    def _moments(self, case: Case) -> list[datetime]:
        key = (case.grid_id, case.category)
        known = self._known.get(key)
        if known is None:
            known = read_received(self._connection, case.grid_id, case.category) if self._others else []
            self._known[key] = known
        return known


class _Before:
    """The `EarlierCount` of one case among the moments of its place and kind; asked at once, before more are added."""

    __slots__ = ("_days", "_moments", "_received_at")

    def __init__(self, moments: list[datetime], received_at: datetime, days: timedelta) -> None:
        self._moments = moments
        self._received_at = received_at
        self._days = days

    def count(self, wanted: Recurrence, _grid: str | None, _category: str) -> int:
        """Whole days count: with 30 days what came 30 days and 23 hours ago, but never beyond the longest rule."""
        moments, received_at = self._moments, self._received_at
        end = bisect.bisect_right(moments, received_at)
        start = bisect.bisect_left(moments, received_at - self._days, 0, end)
        return end - bisect.bisect_right(moments, received_at - timedelta(days=wanted.days + 1), start, end)
