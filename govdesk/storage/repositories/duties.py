"""The write door for duty lists: a list is never changed, a newer one of its kind takes its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from govdesk.foundation.identifiers import new_uid
from govdesk.storage.engine import bulk_insert
from govdesk.storage.tables_duties import duty_item, duty_item_body, duty_item_category, duty_list


@dataclass(frozen=True, slots=True)
class NewDutyList:
    """`kind` street or shared; the file is told by name and SHA-256."""

    kind: str
    name: str
    file_name: str
    file_sha256: str
    seat: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class NewDutyItem:
    number: str
    domain: str
    title: str
    lead_words: str
    assist_words: str
    basis: str
    leads: tuple[int, ...]
    assists: tuple[int, ...]
    categories: tuple[str, ...]
    likely: tuple[str, ...]


class DutyRepository:
    """Duty lists of one centre inside one unit of work."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def replace(self, new: NewDutyList, items: Sequence[NewDutyItem], on: date) -> int:
        """Put the list in force from `on`; the older one of its kind ends there. Returns the list's id."""
        older = (duty_list.c.centre_id == self._centre_id) & (duty_list.c.kind == new.kind)
        self._connection.execute(update(duty_list).where(older, duty_list.c.valid_to.is_(None)).values(valid_to=on))
        result = self._connection.execute(
            insert(duty_list).values(
                uid=new_uid(),
                centre_id=self._centre_id,
                kind=new.kind,
                name=new.name,
                file_name=new.file_name,
                file_sha256=new.file_sha256,
                imported_at=new.imported_at,
                seat=new.seat,
                valid_from=on,
            )
        )
        list_id = int(result.inserted_primary_key[0])  # type: ignore[index]
        self._add_items(list_id, items)
        return list_id

    def _add_items(self, list_id: int, items: Sequence[NewDutyItem]) -> None:
        # A bare max() is a look-up; wrapped in coalesce() SQLite would read the whole index.
        first = int(self._connection.execute(select(func.max(duty_item.c.id))).scalar_one() or 0) + 1
        rows, bodies, categories = [], [], []
        for position, item in enumerate(items):
            item_id = first + position
            rows.append(
                {
                    "id": item_id,
                    "list_id": list_id,
                    "position": position,
                    "number": item.number,
                    "domain": item.domain,
                    "title": item.title,
                    "lead_words": item.lead_words,
                    "assist_words": item.assist_words,
                    "basis": item.basis,
                }
            )
            for part, ids in (("lead", item.leads), ("assist", item.assists)):
                bodies += [
                    {"item_id": item_id, "body_id": body, "part": part, "position": place}
                    for place, body in enumerate(ids)
                ]
            for origin, codes in (("given", item.categories), ("likely", item.likely)):
                categories += [{"item_id": item_id, "category": code, "origin": origin} for code in codes]
        bulk_insert(self._connection, duty_item, rows)
        bulk_insert(self._connection, duty_item_body, bodies)
        bulk_insert(self._connection, duty_item_category, categories)
