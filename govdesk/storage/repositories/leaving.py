"""The write door for the register of files that left the centre."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class NewLeaving:
    """A protected file handed out: what, for whom, what for, and its SHA-256; never its password."""

    document_id: int | None
    title: str
    recipient: str
    purpose: str
    sha256: str
    at: datetime
    seat: str


class LeavingRepository:
    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def add(self, leaving: NewLeaving) -> None:
        values = {name: getattr(leaving, name) for name in NewLeaving.__slots__}
        self._connection.execute(insert(tables.leaving_file).values(**values, centre_id=self._centre_id))
