"""The read door for what happened to issued papers: printings, scans, files that left, and the ledger of a period."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Label, func, select

from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class PrintingRow:
    """`way` is printer, file or word; `ordinal` counts the printings on paper and is 0 for a file."""

    at: datetime
    seat: str
    copies: int
    way: str
    printer: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class ScanRow:
    id: int
    document_id: int
    sha256: str
    name: str
    pages: int
    reason: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """A file that left; `document_id` is None when it was no paper (a ledger)."""

    document_id: int | None
    title: str
    recipient: str
    purpose: str
    sha256: str
    at: datetime
    seat: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """What became of one paper: printings and copies on paper, scans of the signed one."""

    document_id: int
    printings: int
    copies: int
    scans: int


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One issued paper: `printings` and `copies_printed` on paper only, `scans` of the signed paper."""

    id: int
    case_id: int | None
    case_number: str
    kind: str
    body_id: int | None
    number: str
    sequence: int
    year: int
    title: str
    pages: int
    copies: int
    state: str
    issued_at: datetime
    issued_by: str
    printings: int
    copies_printed: int
    scans: int


def read_printings(connection: Connection, document_id: int) -> list[PrintingRow]:
    """In the order in which they happened."""
    table = tables.print_log
    columns = [table.c[name] for name in PrintingRow.__slots__]
    rows = connection.execute(select(*columns).where(table.c.document_id == document_id).order_by(table.c.id))
    return [PrintingRow(**dict(row)) for row in rows.mappings()]


def read_scans(connection: Connection, document_id: int) -> list[ScanRow]:
    table = tables.document_scan
    columns = [table.c[name] for name in ScanRow.__slots__]
    rows = connection.execute(select(*columns).where(table.c.document_id == document_id).order_by(table.c.id))
    return [ScanRow(**dict(row)) for row in rows.mappings()]


def read_leavings(connection: Connection, centre_id: int) -> list[LeavingRow]:
    table = tables.leaving_file
    columns = [table.c[name] for name in LeavingRow.__slots__]
    rows = connection.execute(select(*columns).where(table.c.centre_id == centre_id).order_by(table.c.id))
    return [LeavingRow(**dict(row)) for row in rows.mappings()]


def read_frozen(connection: Connection, document_id: int) -> dict[str, Any]:
    """What was printed, as it was stored when the paper was issued."""
    table = tables.document
    return dict(connection.execute(select(table.c.data).where(table.c.id == document_id)).scalar_one())


def read_states(connection: Connection, case_id: int) -> list[StateRow]:
    """For every paper of a case."""
    paper = tables.document
    rows = connection.execute(select(paper.c.id.label("document_id"), *_counted()).where(paper.c.case_id == case_id))
    return [StateRow(row.document_id, row.printings, row.copies_printed, row.scans) for row in rows]


def read_ledger(connection: Connection, centre_id: int, begin: datetime, end: datetime) -> list[LedgerRow]:
    """Papers issued from `begin` to before `end`, by kind, body and number; void ones among them."""
    paper, case = tables.document, tables.cases
    own = [paper.c[name] for name in LedgerRow.__slots__ if name in paper.c and name != "number"]
    number = func.coalesce(paper.c.number, "").label("number")
    statement = (
        select(*own, number, func.coalesce(case.c.number, "").label("case_number"), *_counted())
        .select_from(paper.outerjoin(case, case.c.id == paper.c.case_id))
        .where(paper.c.centre_id == centre_id, paper.c.issued_at >= begin, paper.c.issued_at < end)
        .order_by(paper.c.kind, paper.c.body_id, paper.c.year, paper.c.sequence, paper.c.id)
    )
    return [LedgerRow(**dict(row)) for row in connection.execute(statement).mappings()]


def _counted() -> tuple[Label[int], ...]:
    """printings, copies_printed and scans of the paper of each row."""
    paper, prints, scans = tables.document, tables.print_log, tables.document_scan
    on_paper = (prints.c.document_id == paper.c.id) & (prints.c.way == "printer")
    return (
        select(func.count()).where(on_paper).scalar_subquery().label("printings"),
        select(func.coalesce(func.sum(prints.c.copies), 0)).where(on_paper).scalar_subquery().label("copies_printed"),
        select(func.count()).where(scans.c.document_id == paper.c.id).scalar_subquery().label("scans"),
    )
