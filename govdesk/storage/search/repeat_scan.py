"""Candidates for a repeat without an index, in plain SQL: the same person, the same kind at the same place, lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from govdesk.storage import tables
from govdesk.storage.engine import Database

_SAME_PLACE_DAYS, _SAME_KIND_DAYS = 400, 60
_READ = 400


@dataclass(frozen=True, slots=True)
class Question:
    """What the new case says. `weights` are its grams with their rarity."""

    weights: Mapping[str, float]
    phones: frozenset[str]
    names: frozenset[str]
    id_numbers: frozenset[str]
    address: str
    category: str
    grid_id: int | None
    received_at: datetime


class RepeatScan:
    """What stands in for the index on a dialect that has none: nothing to take in, no rarity, newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def catch_up(self, limit: int | None = None) -> int:
        return 0

    def occurrences(self, wanted: Iterable[str]) -> tuple[int, dict[str, int]]:
        return 0, {}

    def candidates(self, question: Question, occurrences: Mapping[str, int], limit: int) -> list[int]:
        """More than `limit`: without a ranking by words whoever asks has to look at all of them."""
        cases = tables.cases.c
        with self._database.reading() as connection:
            person = select(cases.id).where(_same_person(question)).order_by(cases.id.desc()).limit(_READ)
            found = list(connection.execute(person).scalars()) if _names_somebody(question) else []
            since = question.received_at - timedelta(days=_SAME_KIND_DAYS)
            kind = (cases.category == question.category) & (cases.received_at >= since)
            matters = [kind]
            if question.grid_id is not None:
                earlier = question.received_at - timedelta(days=_SAME_PLACE_DAYS)
                matters.append((cases.grid_id == question.grid_id) & (cases.received_at >= earlier))
            query = select(cases.id).where(or_(*matters)).order_by(cases.received_at.desc()).limit(_READ)
            found += connection.execute(query).scalars()
        return list(dict.fromkeys(found))


def _names_somebody(question: Question) -> bool:
    return bool(question.phones or question.names or question.id_numbers)


def _same_person(question: Question) -> ColumnElement[bool]:
    cases, party = tables.cases.c, tables.party.c
    of_party = select(party.case_id).where(
        or_(party.phone.in_(question.phones), party.name.in_(question.names), party.id_number.in_(question.id_numbers))
    )
    return or_(cases.phone.in_(question.phones), cases.id.in_(of_party))
