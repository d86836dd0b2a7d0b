"""The read door for simulations: what the rules saw of past cases, and who moved a case by hand afterwards."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Text, and_, cast, func, or_, select

from govdesk.domain.undoing import REDO, UNDO
from govdesk.domain.vocabulary import Status
from govdesk.storage import tables

LOOKED_AT = (
    *("title", "text", "channel", "category", "kind", "urgent", "place_pending", "grid_id", "grid_path"),
    *("people_count", "flags"),
)
"""Fields of a case that the rules look at and that somebody may change after the first routing."""

_MOVED_WITH_CLIMBS = ("tier", "tried_tiers", "return_count", "reopen_count")
_LEAVES_CONTENT = (
    *("sign", "report", "pass", "rework", "send_back", "follow_up", "strike_off", "archive", "issue_document"),
    *("add_assist", "assist_sign", "assist_report", "excuse_assist", "hand_over", "accept_offer", "decline_offer"),
    *("mediate", "end_mediation", "extend", "suspend", "grant", "deny", "resume", "attach"),
)
"""Steps of the life that never touch what the rules look at; half of all log lines are not searched for it."""

_NOT_COUNTED = (Status.CANCELLED.value, Status.NOT_ACCEPTED.value)
_LISTS = ("flags", "tried_tiers")
_ANCESTORS = tuple(f"ancestor_{n}" for n in range(1, tables.ANCESTOR_DEPTH + 1))


@dataclass(frozen=True, slots=True)
class RoutedCase:
    """A case that the rules were asked about, as it is now; `routed` is the log line of its first routing."""

    id: int
    number: str
    received_at: datetime
    title: str
    text: str
    channel: str
    category: str
    kind: str
    urgent: bool
    place_pending: bool
    grid_id: int
    people_count: int | None
    tier: str | None
    return_count: int
    reopen_count: int
    flags: tuple[str, ...]
    tried_tiers: tuple[str, ...]
    routed: int
    grid_path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LaterStep:
    """A log line after the first routing that changed what rules look at, climbed, or moved the case by hand."""

    case_id: int
    sequence: int
    action: str
    before: dict[str, Any]
    after: dict[str, Any]
    command: str


@dataclass(frozen=True, slots=True)
class EarlierCase:
    id: int
    received_at: datetime
    grid_id: int
    category: str


def read_routed_cases(connection: Connection, since: datetime) -> list[RoutedCase]:
    """Cases received from `since` on that went through the rules, oldest first."""
    cases, log = tables.cases, tables.case_log
    routed = select(func.min(log.c.sequence)).where(log.c.case_id == cases.c.id, log.c.action == "route")
    plain = [cases.c[name] for name in RoutedCase.__slots__ if name not in ("routed", "grid_path", *_LISTS)]
    lists = [cast(cases.c[name], Text) for name in _LISTS]
    query = (
        select(*plain, *lists, routed.scalar_subquery(), *(cases.c[name] for name in _ANCESTORS))
        .where(cases.c.received_at >= since, cases.c.visible.is_(True))
        .order_by(cases.c.id)
    )
    return [_routed_case(row) for row in connection.execute(query).all() if row[_ROUTED] is not None]


def read_later_steps(connection: Connection, since: datetime, by_hand: tuple[str, ...]) -> dict[int, list[LaterStep]]:
    """By case, newest first: climbs, hand moves, and whatever changed a field that the rules look at."""
    cases, log = tables.cases, tables.case_log
    before = cast(log.c.before, Text)
    changed = or_(*(before.contains(f'"{name}"', autoescape=True) for name in (*LOOKED_AT, *_MOVED_WITH_CLIMBS)))
    content = or_(*(before.contains(f'"{name}"', autoescape=True) for name in LOOKED_AT))
    wanted = or_(
        log.c.action.in_(("climb", UNDO, REDO, *by_hand)),
        and_(log.c.action.not_in(_LEAVES_CONTENT), content),
        and_(cases.c.climb_count > 0, changed),
    )
    query = (
        select(log.c.case_id, log.c.sequence, log.c.action, log.c.before, log.c.after, log.c.command)
        .join(cases, cases.c.id == log.c.case_id)
        .where(cases.c.received_at >= since, cases.c.visible.is_(True), log.c.action.not_in(("register", "route")))
        .where(wanted)
        .order_by(log.c.case_id, log.c.sequence.desc())
    )
    found: dict[int, list[LaterStep]] = {}
    for row in connection.execute(query).all():
        found.setdefault(row.case_id, []).append(LaterStep(*row))
    return found


def read_earlier_in_bulk(connection: Connection, since: datetime, days: int) -> list[EarlierCase]:
    """Every case that could count as a recurrence of one received from `since` on, oldest first."""
    cases = tables.cases
    query = (
        select(cases.c.id, cases.c.received_at, cases.c.grid_id, cases.c.category)
        .where(
            cases.c.received_at >= since - timedelta(days=days),
            cases.c.visible.is_(True),
            cases.c.status.not_in(_NOT_COUNTED),
        )
        .order_by(cases.c.received_at, cases.c.id)
    )
    return [EarlierCase(*row) for row in connection.execute(query).all()]


_FLAGS = RoutedCase.__slots__.index("flags")
_ROUTED = RoutedCase.__slots__.index("routed")


def _routed_case(row: Any) -> RoutedCase:
    flags, tried = (tuple(json.loads(text)) if text != "[]" else () for text in row[_FLAGS:_ROUTED])
    path = tuple(item for item in row[_ROUTED + 1 :] if item is not None)
    values: list[Any] = [*row[:_FLAGS], flags, tried, row[_ROUTED], path]
    return RoutedCase(*values)
