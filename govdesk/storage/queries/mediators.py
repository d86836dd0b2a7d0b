"""The read door for the register of mediators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from govdesk.domain.mediators import Mediator
from govdesk.storage.repositories.mediators import mediator_from
from govdesk.storage.tables import cases, mediation
from govdesk.storage.tables_mediation import mediator, mediator_change

_IN_ONE_QUERY = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """The committees where somebody of this name is in office on the day; empty: known, but not any more."""

    committees: frozenset[int]


@dataclass(frozen=True, slots=True)
class MediatorPage:
    """`total` is what fits the question, `rows` at most `limit` of them, by name."""

    total: int
    rows: tuple[Mediator, ...]


def read_standing(connection: Connection, centre_id: int, names: Sequence[str], on: date) -> dict[str, Standing]:
    """For each name that the register knows."""
    found: dict[str, set[int]] = {}
    for start in range(0, len(names), _IN_ONE_QUERY):
        some = names[start : start + _IN_ONE_QUERY]
        query = select(mediator).where(mediator.c.centre_id == centre_id, mediator.c.name.in_(some))
        for row in connection.execute(query).mappings():
            item = mediator_from(dict(row))
            committees = found.setdefault(item.name, set())
            if item.is_in_office(on):
                committees.add(item.committee_id)
    return {name: Standing(frozenset(committees)) for name, committees in found.items()}


def read_mediators(
    connection: Connection,
    centre_id: int,
    text: str = "",
    committee_id: int | None = None,
    on: date | None = None,
    limit: int = 200,
) -> MediatorPage:
    """By a part of the name, initials, number or speciality; of one committee; in office on a day."""
    # The index holds everything that is asked about, so the table itself is read for the rows shown only.
    ids = _found(select(mediator.c.id), centre_id, text, committee_id, on)
    counted = _found(select(func.count()).select_from(mediator), centre_id, text, committee_id, on)
    shown = connection.execute(ids.order_by(mediator.c.name, mediator.c.id).limit(limit)).scalars().all()
    query = select(mediator).where(mediator.c.id.in_(shown)).order_by(mediator.c.name, mediator.c.id)
    total = int(connection.execute(counted).scalar_one())
    return MediatorPage(total, tuple(mediator_from(dict(row)) for row in connection.execute(query).mappings()))


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A mediation that is going on, and who sits at it."""

    case_id: int
    committee_id: int
    mediators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MediatorChange:
    """`what` is added, changed, ended or imported; `before` and `after` are the values of the entry."""

    at: datetime
    seat: str
    what: str
    before: dict[str, Any]
    after: dict[str, Any]


def read_open_tables(connection: Connection, centre_id: int) -> list[OpenTable]:
    """Every mediation without an end, of cases that are in sight."""
    rows = connection.execute(
        select(mediation.c.case_id, mediation.c.committee_id, mediation.c.mediators)
        .join(cases, cases.c.id == mediation.c.case_id)
        .where(mediation.c.ended_at.is_(None), cases.c.visible.is_(True), cases.c.centre_id == centre_id)
    )
    return [OpenTable(row.case_id, row.committee_id, tuple(row.mediators)) for row in rows]


def read_changes(connection: Connection, mediator_id: int) -> list[MediatorChange]:
    """What was done with an entry, the newest first."""
    query = (
        select(mediator_change)
        .where(mediator_change.c.mediator_id == mediator_id)
        .order_by(mediator_change.c.id.desc())
    )
    return [
        MediatorChange(datetime.fromisoformat(row.at), row.seat, row.what, dict(row.before), dict(row.after))
        for row in connection.execute(query)
    ]


def read_counts(connection: Connection, centre_id: int, on: date | None) -> dict[int, int]:
    """How many entries each committee has; with `on`, in office on that day."""
    query = select(mediator.c.committee_id, func.count().label("people")).group_by(mediator.c.committee_id)
    return {row.committee_id: row.people for row in connection.execute(_found(query, centre_id, "", None, on))}


def read_offices(connection: Connection, centre_id: int, committee_id: int, on: date) -> dict[str, int]:
    """How many of a committee hold each office on that day."""
    query = select(mediator.c.office, func.count().label("people")).group_by(mediator.c.office)
    found = connection.execute(_found(query, centre_id, "", committee_id, on))
    return {row.office: row.people for row in found}


def read_names_in_office(connection: Connection, committee_id: int, on: date) -> list[str]:
    """The mediators of a committee on that day, the longest in the register first."""
    query = select(mediator).where(mediator.c.committee_id == committee_id).order_by(mediator.c.id)
    items = (mediator_from(dict(row)) for row in connection.execute(query).mappings())
    return list(dict.fromkeys(item.name for item in items if item.is_in_office(on)))


def _found(query: Select[Any], centre_id: int, text: str, committee_id: int | None, on: date | None) -> Select[Any]:
    columns = mediator.c
    query = query.where(columns.centre_id == centre_id)
    if committee_id is not None:
        query = query.where(columns.committee_id == committee_id)
    if on is not None:
        query = query.where(or_(columns.valid_from.is_(None), columns.valid_from <= on))
        query = query.where(or_(columns.valid_to.is_(None), columns.valid_to >= on))
    wanted = text.strip().lower()
    return query.where(columns.search.contains(wanted, autoescape=True)) if wanted else query
