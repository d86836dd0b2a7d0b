"""The read door for repeats: what the candidates say, and whom they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from govdesk.domain.vocabulary import Status
from govdesk.storage import tables

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RepeatFacts:
    """One earlier case. `people` are (name, phone, id number) of its parties; `path` grid ids from the root down."""

    id: int
    number: str
    title: str
    text: str
    status: str
    category: str
    received_at: datetime
    grid_id: int
    place_pending: bool
    address: str
    reporter: str
    phone: str
    handler_id: int | None
    merged_into_id: int | None
    people: tuple[tuple[str, str, str], ...]


_TELLING_NUMBER, _MOST_OF_A_NUMBER = 8, 5
_OF_CASE = tuple(name for name in RepeatFacts.__slots__ if name != "people")


def read_repeat_facts(connection: Connection, case_ids: Sequence[int]) -> list[RepeatFacts]:
    """The visible, not cancelled cases among these, in the order asked."""
    cases, party = tables.cases.c, tables.party.c
    columns = [cases[name] for name in _OF_CASE]
    found: dict[int, RepeatFacts] = {}
    for at in range(0, len(case_ids), _AT_ONCE):
        part = case_ids[at : at + _AT_ONCE]
        people: dict[int, list[tuple[str, str, str]]] = {}
        wanted = select(party.case_id, party.name, party.phone, party.id_number).where(party.case_id.in_(part))
        for case_id, name, phone, id_number in connection.execute(wanted):
            people.setdefault(case_id, []).append((name, phone, id_number))
        counted = cases.visible.is_(True) & (cases.status != Status.CANCELLED.value)
        for row in connection.execute(select(*columns).where(cases.id.in_(part), counted)):
            found[row.id] = RepeatFacts(**row._mapping, people=tuple(people.get(row.id, ())))
    return [found[case_id] for case_id in case_ids if case_id in found]


def read_of_source_number(connection: Connection, channel: str, number: str) -> list[int]:
    """Ids of the visible cases that came under this number of their source, the newest first; a few at most.

    Short numbers (24) are counted anew by every source: they mean something in their own channel only.
    """
    cases, batch = tables.cases.c, tables.import_batch.c
    own = cases.source == channel
    any_source = or_(own, cases.source.in_(select(batch.source).distinct()))
    where = any_source if len(number) >= _TELLING_NUMBER else own
    query = select(cases.id).where(where, cases.source_number == number, cases.visible.is_(True))
    return list(connection.execute(query.order_by(cases.id.desc()).limit(_MOST_OF_A_NUMBER)).scalars())


def read_imported_after(connection: Connection, case_id: int, limit: int) -> list[int]:
    """Ids above `case_id` of visible, not cancelled cases that came by a complete import, in order."""
    cases, batch = tables.cases.c, tables.import_batch.c
    query = (
        select(cases.id)
        .join(tables.import_batch, batch.id == cases.batch_id)
        .where(
            cases.id > case_id,
            cases.visible.is_(True),
            cases.status != Status.CANCELLED.value,
            batch.state == "complete",
        )
        .order_by(cases.id)
        .limit(limit)
    )
    return [int(item) for item in connection.execute(query).scalars()]
