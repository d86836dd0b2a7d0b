"""The write door for the register of persons, kept apart from the snapshot of a party on a case."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from govdesk.domain.case import PartySnapshot
from govdesk.foundation.identifiers import new_uid
from govdesk.storage import tables


class PersonRepository:
    """Persons of one centre. Only who can be told apart is registered: by ID number, or by name and phone."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def recognise(self, party: PartySnapshot, now: datetime) -> int | None:
        """The person behind a party, entered now if unknown; None for an organisation or a bare name."""
        if party.kind != "person" or not (party.id_number or party.phone):
            return None
        return self._find(party) or self._add(party, now)

    def _find(self, party: PartySnapshot) -> int | None:
        person = tables.person
        if party.id_number:
            same = person.c.id_number == party.id_number.upper()
        else:
            same = (person.c.name == party.name) & (person.c.phone == party.phone)
        query = select(person.c.id).where(person.c.centre_id == self._centre_id, same).order_by(person.c.id).limit(1)
        found = self._connection.execute(query).scalar_one_or_none()
        return int(found) if found is not None else None

    def _add(self, party: PartySnapshot, now: datetime) -> int:
        result = self._connection.execute(
            insert(tables.person).values(
                uid=new_uid(),
                centre_id=self._centre_id,
                name=party.name,
                id_number=party.id_number.upper(),
                phone=party.phone,
                sex=party.sex,
                birth=party.birth,
                address=party.address,
                created_at=now,
            )
        )
        return int(result.inserted_primary_key[0])  # type: ignore[index]
