"""The read door for the queue: ids in order for the whole view, rows for the page on screen."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, and_, cast, func, or_, select, text

from govdesk.domain.lifecycle_merging import POSSIBLE_REPEAT
from govdesk.domain.vocabulary import OPEN_STATUSES, Status
from govdesk.storage import tables
from govdesk.storage.open_status import OPEN_PREDICATE
from govdesk.storage.queries.grid_load import overdue_flag
from govdesk.storage.search.text_match import matches_text

PAGE = 64
MOST_VARIABLES = 10_000
"""Some SQLite builds stop at 32,766 variables in a statement."""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the queue shows. Empty means no restriction; `due` is "today" or "soon"; `case_ids` is a closed list.

    `without_informants`: the text is not looked for in what protected cases keep from the one who asks.
    """

    view: str | None = None
    grid_id: int | None = None
    statuses: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    body_id: int | None = None
    text: str = ""
    overdue: bool = False
    due: str | None = None
    pending: bool = False
    whistle_missing: bool = False
    visit_waiting: bool = False
    possible_repeat: bool = False
    batch_id: int | None = None
    case_ids: tuple[int, ...] | None = None
    without_informants: bool = False


@dataclass(frozen=True, slots=True)
class QueueSort:
    """`column` is one of SORT_COLUMNS."""

    column: str = "due_at"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """One case as the queue needs it; labels and words are added by the service."""

    id: int
    number: str
    title: str
    status: str
    tier: str | None
    category: str
    kind: str
    channel: str
    grid_id: int
    place_pending: bool
    handler_id: int | None
    assists: int
    people_count: int | None
    received_at: datetime
    due_at: datetime | None
    handler_due_at: datetime | None
    sign_due_at: datetime | None
    closed_at: datetime | None
    closed_on_time: bool | None
    return_count: int
    reopen_count: int
    repeat_of_id: int | None
    informant_protected: bool
    urgent: bool
    flags: tuple[str, ...]
    version: int
    seen_version: int | None


_CASES = tables.cases.c
SORT_COLUMNS: dict[str, ColumnElement[Any]] = {
    "number": _CASES.number,
    "title": _CASES.title,
    "status": _CASES.status,
    "tier": _CASES.tier,
    "category": _CASES.category,
    "grid": _CASES.grid_id,
    "handler": _CASES.handler_id,
    "channel": _CASES.channel,
    "received_at": _CASES.received_at,
    "due_at": _CASES.due_at,
    "closed_at": _CASES.closed_at,
    "people_count": _CASES.people_count,
}


@dataclass(frozen=True, slots=True)
class GridScope:
    """Where a grid stands: its id, and its depth (0 is the root)."""

    grid_id: int
    depth: int


def read_ids(
    connection: Connection, wanted: QueueFilter, sort: QueueSort, scope: GridScope | None, now: datetime
) -> "array[int]":
    """Every id of the view in order; its length is the exact total."""
    query = _filtered(select(_CASES.id), wanted, scope, now)
    column = SORT_COLUMNS[sort.column]
    empty_last = column.is_(None)
    order = (column.desc(), _CASES.id.desc()) if sort.descending else (column, _CASES.id)
    rows = connection.execute(query.order_by(empty_last, *order)).scalars()
    if _is_long(wanted.case_ids):
        listed = frozenset(wanted.case_ids or ())
        return array("q", (item for item in rows if item in listed))
    return array("q", rows)


def read_count(connection: Connection, wanted: QueueFilter, scope: GridScope | None, now: datetime) -> int:
    if _is_long(wanted.case_ids):
        return len(read_ids(connection, wanted, QueueSort(), scope, now))
    query = _filtered(select(func.count()).select_from(tables.cases), wanted, scope, now)
    return int(connection.execute(query).scalar_one())


def read_page(connection: Connection, ids: Sequence[int], seat: str) -> list[QueueFacts]:
    """Rows for these ids, in their order; ids that are gone are left out."""
    assists = (
        select(func.count())
        .select_from(tables.assist)
        .where(tables.assist.c.case_id == _CASES.id, tables.assist.c.excused_at.is_(None))
        .scalar_subquery()
    )
    seen = tables.last_seen
    columns = [getattr(_CASES, name) for name in QueueFacts.__slots__ if name not in ("assists", "seen_version")]
    query = (
        select(*columns, assists.label("assists"), seen.c.version.label("seen_version"))
        .outerjoin(seen, and_(seen.c.case_id == _CASES.id, seen.c.seat == seat))
        .where(_CASES.id.in_(ids))
    )
    found = {}
    for row in connection.execute(query).mappings():
        values = {name: row[name] for name in QueueFacts.__slots__}
        values["flags"] = tuple(values["flags"])
        found[row["id"]] = QueueFacts(**values)
    return [found[item] for item in ids if item in found]


def read_day_totals(connection: Connection, now: datetime) -> tuple[int, int, int, int]:
    """Open, overdue, received today, closed today."""
    midnight = datetime.combine(now.date(), datetime.min.time())
    opened = connection.execute(
        select(func.count(), func.coalesce(func.sum(overdue_flag(now)), 0)).where(
            text(OPEN_PREDICATE), _CASES.visible.is_(True)
        )
    ).one()
    received = connection.execute(
        select(func.count()).where(
            _CASES.registered_at >= midnight, _CASES.visible.is_(True), _CASES.status != Status.CANCELLED.value
        )
    ).scalar_one()
    closed = connection.execute(
        select(func.count()).where(_CASES.closed_at >= midnight, _CASES.visible.is_(True))
    ).scalar_one()
    return int(opened[0]), int(opened[1]), int(received), int(closed)


def _filtered(query: Select[Any], wanted: QueueFilter, scope: GridScope | None, now: datetime) -> Select[Any]:
    query = query.where(_CASES.visible.is_(True))
    if wanted.statuses:
        query = query.where(_status_clause(wanted.statuses))
    if scope is not None:
        query = query.where(_inside(scope))
    for column, values in (
        (_CASES.tier, wanted.tiers),
        (_CASES.category, wanted.categories),
        (_CASES.channel, wanted.channels),
    ):
        if values:
            query = query.where(column.in_(values))
    if wanted.body_id is not None:
        query = query.where(_touches_body(wanted.body_id))
    if wanted.overdue:
        query = query.where(text(OPEN_PREDICATE), _CASES.due_at < now, _CASES.status != Status.SUSPENDED.value)
    if wanted.due == "today":
        query = query.where(text(OPEN_PREDICATE), _CASES.due_at >= now, _CASES.due_at < _tomorrow(now))
    if wanted.pending:
        query = query.where(_CASES.place_pending.is_(True))
    if wanted.whistle_missing:
        query = query.where(_CASES.id.in_(_whistled_without_arrival()))
    if wanted.visit_waiting:
        query = query.where(_CASES.id.in_(_waiting_for_a_visit()))
    if wanted.possible_repeat:
        flagged = cast(_CASES.flags, String).contains(f'"{POSSIBLE_REPEAT}"', autoescape=True)
        query = query.where(flagged, _CASES.repeat_of_id.is_(None))
    if wanted.batch_id is not None:
        query = query.where(_CASES.batch_id == wanted.batch_id)
    if wanted.case_ids is not None and not _is_long(wanted.case_ids):
        query = query.where(_CASES.id.in_(wanted.case_ids))
    if wanted.text.strip():
        query = query.where(matches_text(wanted.text))
    if wanted.text.strip() and wanted.without_informants:
        told = (column.contains(wanted.text.strip(), autoescape=True) for column in (_CASES.number, _CASES.title))
        query = query.where(or_(_CASES.informant_protected.is_(False), *told))
    return query


def _status_clause(statuses: tuple[str, ...]) -> ColumnElement[bool]:
    # The literal predicate lets SQLite use the partial indexes of the open set.
    if {Status(item) for item in statuses} == OPEN_STATUSES:
        return text(OPEN_PREDICATE)  # type: ignore[return-value]
    return _CASES.status.in_(statuses)


def _inside(scope: GridScope) -> ColumnElement[bool]:
    if scope.depth < tables.ANCESTOR_DEPTH:
        return getattr(_CASES, f"ancestor_{scope.depth + 1}") == scope.grid_id  # type: ignore[no-any-return]
    closure = tables.grid_closure
    below = select(closure.c.descendant_id).where(closure.c.ancestor_id == scope.grid_id)
    return _CASES.grid_id.in_(below)


def _touches_body(body_id: int) -> ColumnElement[bool]:
    assist, offer, side = tables.assist, tables.offer, tables.side_record
    called = side.c.kind.in_(("whistle", "county_call"))
    return or_(
        _CASES.handler_id == body_id,
        _CASES.owner_id == body_id,
        _CASES.id.in_(select(assist.c.case_id).where(assist.c.body_id == body_id)),
        _CASES.id.in_(select(offer.c.case_id).where(offer.c.to_body_id == body_id, offer.c.state == "open")),
        _CASES.id.in_(select(side.c.case_id).where(side.c.body_id == body_id, called)),
        _CASES.id.in_(select(side.c.case_id).where(side.c.data["liaison_id"].as_integer() == body_id, called)),
    )


def _waiting_for_a_visit() -> Select[Any]:
    visit = tables.planned_visit
    return select(visit.c.case_id).where(visit.c.state == "open")


def _whistled_without_arrival() -> Select[Any]:
    """Cases with a live whistle that a called (not only invited) office has not come to."""
    side = tables.side_record
    return select(side.c.case_id).where(
        side.c.kind == "whistle",
        side.c.state == "open",
        side.c.due_at.is_not(None),  # invited bodies have no clocks
        side.c.data["arrive_at"].as_string().is_(None),
    )


def _is_long(case_ids: tuple[int, ...] | None) -> bool:
    """Too long for a statement's variables; such a list is compared here instead."""
    return case_ids is not None and len(case_ids) > MOST_VARIABLES


def _tomorrow(now: datetime) -> datetime:
    day: date = now.date() + timedelta(days=1)
    return datetime.combine(day, datetime.min.time())
