"""The write door for scans of signed papers: the file is an attachment of the case, the row says of which paper."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class NewScan:
    """`reason` says why a scan with another page count than the paper was kept."""

    document_id: int
    sha256: str
    name: str
    pages: int
    reason: str
    added_at: datetime
    added_by: str


class ScanRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, scan: NewScan) -> int:
        values = {name: getattr(scan, name) for name in NewScan.__slots__}
        statement = insert(tables.document_scan).values(**values).returning(tables.document_scan.c.id)
        return int(self._connection.execute(statement).scalar_one())
