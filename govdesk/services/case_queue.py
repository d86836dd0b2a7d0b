"""The queue: saved views, exact totals, pages of rows with their words, and its export."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from govdesk.domain.deadline import due_at
from govdesk.domain.errors import BadInput
from govdesk.domain.query_code import belongs_to, read_query_code
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import OPEN_STATUSES, Role, Status
from govdesk.foundation.text import _
from govdesk.services.deadlines import due_words
from govdesk.services.desk import Desk
from govdesk.services.grids import grid_label
from govdesk.services.labels import status_label, tier_label
from govdesk.storage.engine import Connection
from govdesk.storage.queries.case_facts import read_uid
from govdesk.storage.queries.case_queue import (
    PAGE,
    SORT_COLUMNS,
    GridScope,
    QueueFacts,
    QueueFilter,
    QueueSort,
    read_count,
    read_day_totals,
    read_ids,
    read_page,
)

__all__ = [
    "PAGE",
    "SORT_COLUMNS",
    "DayTotals",
    "QueueFilter",
    "QueueRow",
    "QueueSort",
    "SavedView",
    "day_totals",
    "mark_seen",
    "queue_count",
    "queue_ids",
    "queue_page",
    "saved_views",
    "view_filter",
    "view_label",
]

OPEN = tuple(status.value for status in Status if status in OPEN_STATUSES)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue, ready to paint. `due_words` is short: 超 1 天 17 小时, 剩 3 天."""

    id: int
    number: str
    title: str
    category: str
    category_label: str
    grid_id: int
    grid_name: str
    tier: str
    tier_label: str
    handler: str
    assists: int
    status: str
    status_label: str
    channel: str
    channel_label: str
    received_at: datetime
    due_at: datetime | None
    overdue: bool
    due_soon: bool
    due_words: str
    people_count: int | None
    closed_at: datetime | None
    version: int
    changed: bool
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SavedView:
    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class DayTotals:
    open: int
    overdue: int
    received_today: int
    closed_today: int


def saved_views(desk: Desk, actor: Actor, grid_id: int | None = None) -> list[SavedView]:
    """The views of the left panel with their counts inside the grid."""
    now = desk.clock.now()
    found = []
    with desk.database.reading() as connection:
        for code, label in _labels().items():
            wanted = _for_actor(actor, replace(view_filter(code), grid_id=grid_id))
            found.append(SavedView(code, label, read_count(connection, wanted, _scope(desk, wanted), now)))
    return found


def view_filter(code: str) -> QueueFilter:
    """The filter behind a view's code or label. Raises BadInput naming the views."""
    labels = _labels()
    if code not in labels:
        code = next((item for item, label in labels.items() if label == code), code)
    if code not in _VIEWS:
        raise BadInput("no_such_view", {"view": code, "views": "、".join(labels.values())})
    return replace(_VIEWS[code], view=code)


def view_label(code: str) -> str:
    return _labels().get(code, code)


def queue_ids(desk: Desk, actor: Actor, wanted: QueueFilter, sort: QueueSort | None = None) -> "array[int]":
    """Every id of the view in order; `len` is the exact total."""
    wanted = _for_actor(actor, _with_view(wanted))
    with desk.database.reading() as connection:
        wanted = _named_by_code(connection, wanted)
        return read_ids(connection, wanted, sort or QueueSort(), _scope(desk, wanted), desk.clock.now())


def queue_count(desk: Desk, actor: Actor, wanted: QueueFilter) -> int:
    wanted = _for_actor(actor, _with_view(wanted))
    with desk.database.reading() as connection:
        wanted = _named_by_code(connection, wanted)
        return read_count(connection, wanted, _scope(desk, wanted), desk.clock.now())


def queue_page(desk: Desk, actor: Actor, ids: Sequence[int]) -> list[QueueRow]:
    """The rows of these ids in their order."""
    now = desk.clock.now()
    soon = due_at(now, desk.rules.terms.due_soon, desk.rules.calendar).due_at
    with desk.database.reading() as connection:
        facts = read_page(connection, ids, actor.seat)
    return [_row(desk, item, now, soon) for item in facts]


def day_totals(desk: Desk, _actor: Actor) -> DayTotals:
    with desk.database.reading() as connection:
        return DayTotals(*read_day_totals(connection, desk.clock.now()))


def mark_seen(desk: Desk, actor: Actor, case_id: int, version: int) -> None:
    """Remember that this seat has seen this version, so that only later changes show bold."""
    with desk.work(actor) as work:
        work.drafts.mark_seen(actor.seat, case_id, version)
        work.commit()


def _row(desk: Desk, facts: QueueFacts, now: datetime, soon: datetime) -> QueueRow:
    status = Status(facts.status)
    running = status.is_open and status is not Status.SUSPENDED and facts.due_at is not None
    overdue = bool(running and facts.due_at and facts.due_at < now)
    handler = desk.bodies.by_id.get(facts.handler_id or 0)
    return QueueRow(
        id=facts.id,
        number=facts.number,
        title=facts.title,
        category=facts.category,
        category_label=desk.rules.categories.label(facts.category),
        grid_id=facts.grid_id,
        grid_name=_("待定位") if facts.place_pending else grid_label(desk, facts.grid_id),
        tier=facts.tier or "",
        tier_label=tier_label(facts.tier),
        handler=handler.name if handler else "",
        assists=facts.assists,
        status=facts.status,
        status_label=status_label(facts.status),
        channel=facts.channel,
        channel_label=desk.rules.channels.label(facts.channel),
        received_at=facts.received_at,
        due_at=facts.due_at,
        overdue=overdue,
        due_soon=bool(running and not overdue and facts.due_at and facts.due_at <= soon),
        due_words=_due_words(facts, status, now),
        people_count=facts.people_count,
        closed_at=facts.closed_at,
        version=facts.version,
        changed=facts.seen_version is not None and facts.seen_version < facts.version,
        flags=_flags(facts),
    )


def _due_words(facts: QueueFacts, status: Status, now: datetime) -> str:
    if facts.closed_at is not None:
        return _("按时办结") if facts.closed_on_time else _("超期办结")
    if not status.is_open or facts.due_at is None:
        return "—"
    if status is Status.SUSPENDED:
        return _("已挂起")
    return due_words(facts.due_at, now)


def _flags(facts: QueueFacts) -> tuple[str, ...]:
    found = list(facts.flags)
    for name, there in (
        ("urgent", facts.urgent),
        ("repeat", facts.repeat_of_id is not None),
        ("returned", facts.return_count > 0),
        ("informant", facts.informant_protected),
        ("pending_place", facts.place_pending),
    ):
        if there and name not in found:
            found.append(name)
    return tuple(found)


def _with_view(wanted: QueueFilter) -> QueueFilter:
    """A filter that names a view takes the view's own restrictions where it has none itself."""
    if not wanted.view:
        return wanted
    base = view_filter(wanted.view)
    return replace(
        wanted,
        statuses=wanted.statuses or base.statuses,
        overdue=wanted.overdue or base.overdue,
        due=wanted.due or base.due,
        pending=wanted.pending or base.pending,
        whistle_missing=wanted.whistle_missing or base.whistle_missing,
        visit_waiting=wanted.visit_waiting or base.visit_waiting,
        possible_repeat=wanted.possible_repeat or base.possible_repeat,
        tiers=wanted.tiers or base.tiers,
    )


def _named_by_code(connection: Connection, wanted: QueueFilter) -> QueueFilter:
    """The query code of a receipt in the search field finds its case, and no other."""
    case_id = read_query_code(wanted.text)
    uid = read_uid(connection, case_id) if case_id is not None else None
    if case_id is None or uid is None or not belongs_to(wanted.text, uid):
        return wanted
    listed = wanted.case_ids
    return replace(wanted, text="", case_ids=(case_id,) if listed is None or case_id in listed else ())


def _for_actor(actor: Actor, wanted: QueueFilter) -> QueueFilter:
    """A body's seat sees the cases it has a part in, and cannot find out an informant by asking for names."""
    if actor.role is not Role.BODY:
        return wanted
    return replace(wanted, body_id=actor.body_id, without_informants=True)


def _scope(desk: Desk, wanted: QueueFilter) -> GridScope | None:
    if wanted.grid_id is None or wanted.grid_id not in desk.grids:
        return None
    row = desk.grids[wanted.grid_id]
    return None if row.parent_id is None else GridScope(row.id, row.depth)


def _labels() -> dict[str, str]:
    return {
        "open": _("在办"),
        "awaiting_manual": _("待人工"),
        "to_sign": _("待签收"),
        "due_today": _("今日到期"),
        "overdue": _("已超期"),
        "to_review": _("待审核"),
        "to_follow_up": _("待回访"),
        "returns": _("退单待裁"),
        "pending_place": _("待定位"),
        "possible_repeats": _("疑似重复"),
        "joint": _("联合会商"),
        "whistles": _("吹哨未报到"),
        "all": _("全部案件"),
    }


_VIEWS = {
    "open": QueueFilter(statuses=OPEN),
    "awaiting_manual": QueueFilter(statuses=(Status.AWAITING_MANUAL.value,)),
    "to_sign": QueueFilter(statuses=(Status.DISPATCHED.value,)),
    "due_today": QueueFilter(due="today"),
    "overdue": QueueFilter(overdue=True),
    "to_review": QueueFilter(statuses=(Status.SUBMITTED.value,)),
    "to_follow_up": QueueFilter(statuses=(Status.CLOSED.value,), visit_waiting=True),
    "returns": QueueFilter(statuses=(Status.RETURN_PENDING.value,)),
    "pending_place": QueueFilter(statuses=OPEN, pending=True),
    "possible_repeats": QueueFilter(statuses=OPEN, possible_repeat=True),
    "joint": QueueFilter(statuses=OPEN, tiers=("joint",)),
    "whistles": QueueFilter(statuses=OPEN, whistle_missing=True),
    "all": QueueFilter(),
}
