"""The read door for lists that leave the centre: what the queue's rows lack, with the names that texts may hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from govdesk.storage import tables

_CASES = tables.cases.c


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """`names` are the reporter and the parties."""

    id: int
    source_number: str
    address: str
    reporter: str
    phone: str
    text: str
    result: str
    informant_protected: bool
    names: tuple[str, ...]


def read_export_facts(connection: Connection, ids: Sequence[int]) -> dict[int, ExportFacts]:
    """Of these cases (a few hundred at a time)."""
    party = tables.party.c
    names: dict[int, list[str]] = {case_id: [] for case_id in ids}
    for case_id, name in connection.execute(select(party.case_id, party.name).where(party.case_id.in_(ids))):
        names[case_id].append(name)
    columns = [getattr(_CASES, name) for name in ExportFacts.__slots__ if name != "names"]
    found = {}
    for row in connection.execute(select(*columns).where(_CASES.id.in_(ids))):
        known = tuple(dict.fromkeys(name for name in (row.reporter, *names[row.id]) if name))
        values = {name: row._mapping[name] for name in ExportFacts.__slots__ if name != "names"}
        found[row.id] = ExportFacts(**values, names=known)
    return found
