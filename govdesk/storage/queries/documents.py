"""The read door for issued papers."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """An issued paper without its bytes. `state` is issued or void; `body_id` None is the centre."""

    id: int
    case_id: int
    kind: str
    body_id: int | None
    number: str
    sequence: int
    year: int
    title: str
    template: str
    sha256: str
    pages: int
    copies: int
    state: str
    issued_at: datetime
    issued_by: str


def read_case_documents(connection: Connection, case_id: int) -> list[DocumentRow]:
    """All papers of a case in the order of issue, void ones among them."""
    table = tables.document
    rows = connection.execute(_columns().where(table.c.case_id == case_id).order_by(table.c.id)).mappings()
    return [DocumentRow(**dict(row)) for row in rows]


def read_document(connection: Connection, document_id: int) -> DocumentRow | None:
    row = connection.execute(_columns().where(tables.document.c.id == document_id)).mappings().first()
    return None if row is None else DocumentRow(**dict(row))


def read_content(connection: Connection, sha256: str) -> bytes | None:
    table = tables.document_file
    content = connection.execute(select(table.c.content).where(table.c.sha256 == sha256)).scalar_one_or_none()
    return None if content is None else bytes(content)


def read_document_data(connection: Connection, document_id: int) -> dict[str, Any] | None:
    """The frozen values that a paper was made of; None when there is no such paper."""
    table = tables.document
    kept = connection.execute(select(table.c.data).where(table.c.id == document_id)).scalar()
    return dict(kept) if kept is not None else None


def damaged_documents(connection: Connection) -> list[str]:
    """Numbers of papers whose bytes are missing or are no longer those that were issued; read one by one."""
    table = tables.document
    damaged = []
    for number, sha256 in connection.execute(
        select(func.coalesce(table.c.number, table.c.title), table.c.sha256).order_by(table.c.id)
    ).all():
        content = read_content(connection, sha256)
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            damaged.append(number)
    return damaged


def _columns() -> Select[tuple[object, ...]]:
    table = tables.document
    return select(
        *(
            func.coalesce(table.c.number, "").label(name) if name == "number" else table.c[name]
            for name in DocumentRow.__slots__
        )
    )
