"""The write door for issued papers: bytes once per SHA-256, a row per paper, a line per printing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from govdesk.foundation.identifiers import new_uid
from govdesk.storage import tables

PRINTER = "printer"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A paper about to be issued. `data` is what was printed, as JSON can hold it; `body_id` None is the centre.

    A paper without a number of its own has an empty `number` and the sequence 0.
    """

    case_id: int
    kind: str
    body_id: int | None
    number: str
    sequence: int
    year: int
    title: str
    template: str
    data: Mapping[str, Any]
    sha256: str
    pages: int
    copies: int
    issued_at: datetime
    issued_by: str


class DocumentRepository:
    """Papers of one unit of work; the bytes lie in the database, in the same transaction as the number."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def add(self, document: NewDocument, content: bytes) -> int:
        """Keep paper and bytes; returns the paper's id. A number used twice is an integrity error."""
        self._keep(document.sha256, content)
        values = {name: getattr(document, name) for name in NewDocument.__slots__}
        values |= {"data": dict(document.data), "uid": new_uid(), "centre_id": self._centre_id, "state": "issued"}
        values["number"] = document.number or None
        statement = insert(tables.document).values(**values).returning(tables.document.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def void(self, document_id: int) -> None:
        """作废: the number stays used, the bytes stay."""
        table = tables.document
        self._connection.execute(update(table).where(table.c.id == document_id).values(state="void"))

    def note_printing(self, document_id: int, at: datetime, seat: str, copies: int, way: str, printer: str = "") -> int:
        """`way` is printer, file or word. Returns which printing on paper it is (第 n 次), 0 for a file."""
        ordinal = self.printings(document_id) + 1 if way == PRINTER else 0
        values = {"document_id": document_id, "at": at, "seat": seat, "copies": copies, "way": way}
        self._connection.execute(insert(tables.print_log).values(**values, printer=printer, ordinal=ordinal))
        return ordinal

    def printings(self, document_id: int) -> int:
        """How often it was put on paper."""
        table = tables.print_log
        mine = (table.c.document_id == document_id) & (table.c.way == PRINTER)
        return int(self._connection.execute(select(func.count()).where(mine)).scalar_one())

    def _keep(self, sha256: str, content: bytes) -> None:
        table = tables.document_file
        known = self._connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first()
        if known is None:
            self._connection.execute(insert(table).values(sha256=sha256, size=len(content), content=content))
