"""The read door for supervision: who the ladder must look at, what waits on the board, what was said of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, text

from govdesk.domain.vocabulary import Status
from govdesk.storage import tables
from govdesk.storage.open_status import OPEN_PREDICATE

_CASES = tables.cases.c
_RECORD = tables.side_record.c


@dataclass(frozen=True, slots=True)
class WaitingFact:
    """Something on the board: the case, when it began or is due, the body meant, and what was said with it."""

    case_id: int
    at: datetime | None
    body_id: int | None
    kind: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecordFact:
    """One record of the ladder, of an exclusion or of a notice, as it stands beside the case."""

    case_id: int
    kind: str
    opened_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    state: str
    body_id: int | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ClockFact:
    """The clocks of an open case as the queue keeps them."""

    case_id: int
    handler_id: int | None
    due_at: datetime | None
    handler_due_at: datetime | None
    citizen_due_at: datetime | None


def read_newest_log_moment(connection: Connection) -> datetime | None:
    """When the last line of the log was written; None in an empty folder."""
    log = tables.case_log
    return connection.execute(select(log.c.at).order_by(log.c.id.desc()).limit(1)).scalar_one_or_none()


def read_cases_on_the_ladder(connection: Connection) -> list[tuple[int, int]]:
    """(id, version) of every open case whose clocks run, in order."""
    query = select(_CASES.id, _CASES.version).where(
        text(OPEN_PREDICATE), _CASES.visible.is_(True), _CASES.status != Status.SUSPENDED.value
    )
    return [(int(row.id), int(row.version)) for row in connection.execute(query.order_by(_CASES.id))]


def read_open_records(connection: Connection, kinds: Sequence[str]) -> list[WaitingFact]:
    """Open records of these kinds beside open cases, the oldest first."""
    query = (
        _of_open_cases(select(_RECORD.case_id, _RECORD.opened_at, _RECORD.body_id, _RECORD.kind, _RECORD.data))
        .where(_RECORD.kind.in_(kinds), _RECORD.state == "open", tables.side_record.c.case_id == _CASES.id)
        .order_by(_RECORD.opened_at, _RECORD.id)
    )
    return [
        WaitingFact(int(row.case_id), row.opened_at, row.body_id, str(row.kind), dict(row.data))
        for row in connection.execute(query)
    ]


def read_unanswered_supervisions(connection: Connection) -> list[RecordFact]:
    """督办 that the body which still has the case has not answered, the earliest due first."""
    query = (
        _of_open_cases(select(tables.side_record))
        .where(
            _RECORD.kind == "supervise",
            _RECORD.state == "open",
            _RECORD.case_id == _CASES.id,
            _RECORD.body_id == _CASES.handler_id,
        )
        .order_by(_RECORD.due_at, _RECORD.id)
    )
    return [_record(row) for row in connection.execute(query)]


def read_open_requests(connection: Connection) -> list[WaitingFact]:
    """Requests for extension or suspension that wait for a decision."""
    table = tables.request
    query = (
        _of_open_cases(select(table, _CASES.handler_id))
        .where(table.c.case_id == _CASES.id, table.c.state == "open")
        .order_by(table.c.asked_at, table.c.id)
    )
    return [_request(row) for row in connection.execute(query)]


def read_untold_requests(connection: Connection) -> list[WaitingFact]:
    """Granted extensions and suspensions of open cases; whether the citizen was told is in the notices."""
    table = tables.request
    query = (
        _of_open_cases(select(table, _CASES.handler_id))
        .where(table.c.case_id == _CASES.id, table.c.state == "granted")
        .order_by(table.c.decided_at, table.c.id)
    )
    found = [_request(row) for row in connection.execute(query)]
    notices = read_records(connection, [item.case_id for item in found], ["citizen_notice"])
    told = {(item.case_id, item.data.get("decided_at")) for item in notices}
    return [item for item in found if (item.case_id, item.data["decided_at"]) not in told]


def read_open_offers(connection: Connection) -> list[WaitingFact]:
    """Transfers that wait for an answer; `body_id` is who has to answer."""
    table = tables.offer
    query = (
        _of_open_cases(select(table))
        .where(table.c.case_id == _CASES.id, table.c.state == "open")
        .order_by(table.c.made_at, table.c.id)
    )
    return [
        WaitingFact(int(row.case_id), row.made_at, row.to_body_id, "offer", {"reason": row.reason})
        for row in connection.execute(query)
    ]


def read_unsigned(connection: Connection, now: datetime) -> list[WaitingFact]:
    """Dispatched cases past their term to sign, the longest first."""
    query = (
        select(_CASES.id, _CASES.sign_due_at, _CASES.handler_id)
        .where(_CASES.status == Status.DISPATCHED.value, _CASES.visible.is_(True), _CASES.sign_due_at < now)
        .order_by(_CASES.sign_due_at, _CASES.id)
    )
    return [WaitingFact(int(row.id), row.sign_due_at, row.handler_id, "sign", {}) for row in connection.execute(query)]


def read_due_before(connection: Connection, moment: datetime) -> list[ClockFact]:
    """Open cases with running clocks of which the centre's or the handler's ends before the moment."""
    query = (
        select(_CASES.id, _CASES.handler_id, _CASES.due_at, _CASES.handler_due_at, _CASES.citizen_due_at)
        .where(
            text(OPEN_PREDICATE),
            _CASES.visible.is_(True),
            _CASES.status != Status.SUSPENDED.value,
            or_(_CASES.due_at < moment, _CASES.handler_due_at < moment),
        )
        .order_by(_CASES.due_at, _CASES.id)
    )
    return [ClockFact(*row) for row in connection.execute(query)]


def read_citizen_due(connection: Connection, case_ids: Sequence[int]) -> dict[int, datetime]:
    """When the citizen's clock of each case ends; it never paused."""
    query = select(_CASES.id, _CASES.citizen_due_at).where(_CASES.id.in_(case_ids), _CASES.citizen_due_at.is_not(None))
    return {int(case_id): due for case_id, due in connection.execute(query)}


def read_records(connection: Connection, case_ids: Sequence[int], kinds: Sequence[str]) -> list[RecordFact]:
    """Records of these kinds beside these cases, in order of time."""
    table = tables.side_record
    query = (
        select(table)
        .where(table.c.case_id.in_(case_ids), table.c.kind.in_(kinds))
        .order_by(table.c.case_id, table.c.opened_at, table.c.id)
    )
    return [_record(row) for row in connection.execute(query)]


def read_steps_since(connection: Connection, moment: datetime, actions: Sequence[str]) -> dict[str, int]:
    """How often each of these actions was taken since the moment."""
    log = tables.case_log
    query = (
        select(log.c.action, func.count()).where(log.c.at >= moment, log.c.action.in_(actions)).group_by(log.c.action)
    )
    return {str(action): int(count) for action, count in connection.execute(query)}


def _of_open_cases(query: Select[Any]) -> Select[Any]:
    return query.where(text(OPEN_PREDICATE), _CASES.visible.is_(True))


def _request(row: Any) -> WaitingFact:
    data = {
        "reason": row.reason,
        "days": row.days,
        "until": row.until.isoformat() if row.until else "",
        "asked_by": row.asked_by,
        "decided_at": row.decided_at.isoformat(timespec="seconds") if row.decided_at else "",
        "decided_by": row.decided_by,
    }
    return WaitingFact(int(row.case_id), row.decided_at or row.asked_at, row.handler_id, str(row.kind), data)


def _record(row: Any) -> RecordFact:
    return RecordFact(
        case_id=int(row.case_id),
        kind=str(row.kind),
        opened_at=row.opened_at,
        due_at=row.due_at,
        ended_at=row.ended_at,
        state=str(row.state),
        body_id=row.body_id,
        data=dict(row.data),
    )
