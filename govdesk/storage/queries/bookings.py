"""The read door for booked talks: everything of the centre that takes a mediator, a room or a party."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from govdesk.domain.bookings import Booking
from govdesk.domain.case import SideRecord
from govdesk.domain.mediation_work import BOOKED, HELD, SESSION, session_of
from govdesk.storage import tables

_LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BookedSession:
    """A talk with its case, as the view of bookings shows it. `state` is open or held."""

    booking: Booking
    title: str
    state: str
    purpose: str


def read_bookings(connection: Connection, start: datetime, end: datetime, held: bool = False) -> list[BookedSession]:
    """Talks that overlap the span, in their order; with `held` also those that took place."""
    side, cases = tables.side_record, tables.cases
    states = (BOOKED, HELD) if held else (BOOKED,)
    query = (
        select(side, cases.c.number, cases.c.title)
        .join(cases, cases.c.id == side.c.case_id)
        .where(side.c.kind == SESSION, side.c.state.in_(states))
        .where(side.c.due_at > start - _LONGEST, side.c.due_at < end)
        .order_by(side.c.due_at, side.c.id)
    )
    rows = connection.execute(query).all()
    people = _people(connection, {row.case_id for row in rows})
    found = [_booked(row, people.get(row.case_id, {})) for row in rows]
    return [item for item in found if item.booking.ends_at > start]


def _booked(row: Row[Any], people: dict[str, tuple[str, str]]) -> BookedSession:
    record = SideRecord(
        SESSION, row.opened_at, row.body_id, row.due_at, row.state, row.ended_at, dict(row.data), row.id
    )
    session = session_of(record)
    booking = Booking(
        case_id=row.case_id,
        case_number=row.number,
        session=session.number,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
        mediators=session.mediators,
        parties=tuple((name, *people.get(name, ("", ""))) for name in session.parties),
        committee_id=row.body_id,
    )
    return BookedSession(booking, row.title, row.state, session.purpose)


def _people(connection: Connection, case_ids: set[int]) -> dict[int, dict[str, tuple[str, str]]]:
    """By case and name: ID number and phone."""
    party = tables.party
    query = select(party.c.case_id, party.c.name, party.c.id_number, party.c.phone).where(party.c.case_id.in_(case_ids))
    found: dict[int, dict[str, tuple[str, str]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.case_id, {})[row.name] = (row.id_number, row.phone)
    return found
