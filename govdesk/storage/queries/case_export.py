"""The read door for lists that leave the centre: what the queue's rows lack, with the names that texts may hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from govdesk.storage import tables

_CASES = tables.cases.c


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """`names` are the reporter and the parties, `homes` the addresses of the case and of them."""

    id: int
    source_number: str
    address: str
    reporter: str
    phone: str
    text: str
    result: str
    informant_protected: bool
    names: tuple[str, ...]
    homes: tuple[str, ...] = ()


def read_export_facts(connection: Connection, ids: Sequence[int]) -> dict[int, ExportFacts]:
    """Of these cases (a few hundred at a time)."""
    party = tables.party.c
    names: dict[int, list[str]] = {case_id: [] for case_id in ids}
    homes: dict[int, list[str]] = {case_id: [] for case_id in ids}
    people = select(party.case_id, party.name, party.address).where(party.case_id.in_(ids))
    for case_id, name, address in connection.execute(people):
        names[case_id].append(name)
        homes[case_id].append(address)
    own = [name for name in ExportFacts.__slots__ if name not in ("names", "homes")]
    columns = [getattr(_CASES, name) for name in own]
    found = {}
    for row in connection.execute(select(*columns).where(_CASES.id.in_(ids))):
        known = tuple(dict.fromkeys(name for name in (row.reporter, *names[row.id]) if name))
        values = {name: row._mapping[name] for name in own}
        doors = tuple(dict.fromkeys(address for address in (row.address, *homes[row.id]) if address))
        found[row.id] = ExportFacts(**values, names=known, homes=doors)
    return found
