"""The read door for follow-ups and replies: visits that are owed or ended in vain, results not sent back yet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, func, select

from govdesk.domain.vocabulary import Status
from govdesk.storage import tables

_CLOSED = Status.CLOSED.value
_FINISHED = (_CLOSED, Status.STRUCK_OFF.value, Status.ARCHIVED.value)
_MERGED = Status.MERGED.value
_WITHOUT_RESULT = (_MERGED, Status.NOT_ACCEPTED.value)
_STRUCK = (Status.STRUCK_OFF.value, Status.ARCHIVED.value)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class VisitFact:
    """A planned visit of a closed case."""

    visit_id: int
    case_id: int
    handler_id: int | None
    rule: str
    label: str
    state: str
    tries: int
    planned_at: datetime
    due_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class FinishedFact:
    """A finished case that is still owed something: a reply to its source, or evidence.

    `closed_at` is also when it was merged or refused, if that is its status.
    """

    case_id: int
    channel: str
    handler_id: int | None
    closed_at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class CaseFact:
    """What a list of follow-ups says about a case."""

    id: int
    number: str
    title: str
    status: str
    category: str
    grid_id: int
    place_pending: bool
    handler_id: int | None
    channel: str
    source_number: str
    reporter: str
    phone: str
    informant_protected: bool
    closed_at: datetime | None
    reopen_count: int


@dataclass(frozen=True, slots=True)
class TryFact:
    """The newest try of a case."""

    case_id: int
    at: datetime
    reached: bool
    solved: bool | None
    satisfied: str
    note: str


def read_open_visits(connection: Connection) -> list[VisitFact]:
    """Every visit still to be made, the earliest due first."""
    return _visits(connection, "open")


def read_unreached_visits(connection: Connection) -> list[VisitFact]:
    """Visits of the closing that stands which ended as 未接通, the newest first."""
    return sorted(_visits(connection, "unreached"), key=lambda item: item.ended_at or item.due_at, reverse=True)


def read_cases(connection: Connection, case_ids: Collection[int]) -> dict[int, CaseFact]:
    cases = tables.cases
    columns = [cases.c[name] for name in CaseFact.__slots__]
    return {
        row.id: CaseFact(*row)
        for part in _parts(case_ids)
        for row in connection.execute(select(*columns).where(cases.c.id.in_(part)))
    }


def read_first_parties(connection: Connection, case_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name and telephone of the first party of each case that has parties."""
    party = tables.party
    return {
        row.case_id: (row.name, row.phone)
        for part in _parts(case_ids)
        for row in connection.execute(
            select(party.c.case_id, party.c.name, party.c.phone).where(party.c.case_id.in_(part), party.c.position == 0)
        )
    }


def read_last_tries(connection: Connection, case_ids: Collection[int]) -> dict[int, TryFact]:
    """The newest try of each of the cases that had one."""
    table = tables.follow_up
    found = {}
    for part in _parts(case_ids):
        newest = select(func.max(table.c.id)).where(table.c.case_id.in_(part)).group_by(table.c.case_id)
        columns = [table.c[name] for name in TryFact.__slots__]
        for row in connection.execute(select(*columns).where(table.c.id.in_(newest))):
            found[row.case_id] = TryFact(*row)
    return found


def read_unsent(connection: Connection, channels: Collection[str], sent: bool = False) -> list[FinishedFact]:
    """Cases of these channels ended here whose source was not told since (`sent`: was), the oldest first.

    Closed ones tell their result; merged ones where they went, and the result once their master is closed; refused
    ones why and where else to go.

    A case that was finished before it was registered here (an imported history) was answered where it came from.
    """
    cases = tables.cases
    replied = _replied_at()
    query = _finished(_FINISHED).where(
        cases.c.channel.in_(channels),
        cases.c.closed_at >= cases.c.registered_at,
        replied >= cases.c.closed_at if sent else func.coalesce(replied, datetime.min) < cases.c.closed_at,
    )
    found = [FinishedFact(*row) for row in connection.execute(query)]
    beside = _ended_without_result(connection, channels)
    found += [fact for fact, at in beside if sent is (at is not None and at >= fact.closed_at)]
    return sorted(found, key=lambda fact: (fact.closed_at, fact.case_id))


def read_ended_at(connection: Connection, case_id: int) -> datetime | None:
    """When a merged or refused case got the end that its source is told; None for any other case."""
    for fact, _replied in _ended_without_result(connection, (), case_id):
        return fact.closed_at
    return None


def _ended_without_result(
    connection: Connection, channels: Collection[str], case_id: int | None = None
) -> list[tuple[FinishedFact, datetime | None]]:
    """Cases merged or refused here, with their newest reply. What the master came to is told too, once it is known."""
    cases, log, master = tables.cases, tables.case_log, tables.cases.alias("master")
    moved = select(func.max(log.c.at)).where(log.c.case_id == cases.c.id, log.c.action.in_(("merge", "refuse")))
    query = (
        select(
            cases.c.id,
            cases.c.channel,
            cases.c.handler_id,
            moved.scalar_subquery(),
            cases.c.status,
            master.c.closed_at,
            _replied_at(),
        )
        .outerjoin(master, master.c.id == cases.c.merged_into_id)
        .where(cases.c.status.in_(_WITHOUT_RESULT), cases.c.visible.is_(True))
    )
    query = query.where(cases.c.id == case_id) if case_id is not None else query.where(cases.c.channel.in_(channels))
    found = []
    for row in connection.execute(query):
        at, closed_at = row[3], row[5]
        if at is not None:
            told = max(at, closed_at) if closed_at is not None and row.status == _MERGED else at
            found.append((FinishedFact(row.id, row.channel, row.handler_id, told, row.status), row[6]))
    return found


def _replied_at() -> ScalarSelect[datetime]:
    cases, record = tables.cases, tables.side_record
    query = select(func.max(record.c.ended_at)).where(
        record.c.case_id == cases.c.id, record.c.kind == "reply", record.c.state == "ended"
    )
    return query.scalar_subquery()


def read_ready_to_strike_off(connection: Connection) -> list[FinishedFact]:
    """Closed here, and every visit of the closing made or ended in vain; the longest closed first."""
    cases, visit = tables.cases, tables.planned_visit
    waiting = select(visit.c.id).where(visit.c.case_id == cases.c.id, visit.c.state == "open")
    query = _finished((_CLOSED,)).where(cases.c.closed_at >= cases.c.registered_at, ~waiting.exists())
    return [FinishedFact(*row) for row in connection.execute(query)]


def read_without_evidence(connection: Connection) -> list[FinishedFact]:
    """Struck off here with neither evidence nor a reason: there should be none."""
    query = _finished(_STRUCK).where(tables.cases.c.evidence == "", tables.cases.c.struck_off_at.is_not(None))
    return [FinishedFact(*row) for row in connection.execute(query)]


def read_performance_days(connection: Connection, case_id: int) -> list[str]:
    """The days of performance in the newest agreement issued for the case, as they were written."""
    table = tables.document
    query = select(table.c.data).where(
        table.c.case_id == case_id, table.c.kind == "agreement", table.c.state == "issued"
    )
    data = connection.execute(query.order_by(table.c.id.desc()).limit(1)).scalar_one_or_none()
    return list(_due_days(data)) if data else []


def _visits(connection: Connection, state: str) -> list[VisitFact]:
    visit, cases = tables.planned_visit, tables.cases
    query = (
        select(
            visit.c.id,
            visit.c.case_id,
            cases.c.handler_id,
            *(visit.c[name] for name in VisitFact.__slots__[3:]),
        )
        .join(cases, cases.c.id == visit.c.case_id)
        .where(
            visit.c.state == state,
            visit.c.planned_at >= cases.c.closed_at,
            cases.c.status == _CLOSED,
            cases.c.visible.is_(True),
        )
        .order_by(visit.c.due_at, visit.c.id)
    )
    return [VisitFact(*row) for row in connection.execute(query)]


def _finished(statuses: Sequence[str]) -> Select[Any]:
    cases = tables.cases
    return (
        select(cases.c.id, cases.c.channel, cases.c.handler_id, cases.c.closed_at, cases.c.status)
        .where(cases.c.status.in_(statuses), cases.c.visible.is_(True), cases.c.closed_at.is_not(None))
        .order_by(cases.c.closed_at, cases.c.id)
    )


def _due_days(data: object) -> Iterator[str]:
    """Every `due_on` at any depth of the paper's data."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name == "due_on" and isinstance(value, str) and value:
                yield value
            else:
                yield from _due_days(value)
    elif isinstance(data, list):
        for item in data:
            yield from _due_days(item)


def _parts(case_ids: Collection[int]) -> list[list[int]]:
    ids = sorted(case_ids)
    return [ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE)]
