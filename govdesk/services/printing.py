"""Printing an issued paper: its very bytes, a reprint marked as such, and a line in the log for what was printed."""

from dataclasses import dataclass
from datetime import datetime

from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput, NotFound
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.services.documents import reprint
from govdesk.services.grids import seats
from govdesk.storage.queries.documents import DocumentRow, read_document
from govdesk.storage.queries.paper_ledger import read_printings
from govdesk.storage.repositories.documents import PRINTER, DocumentRepository
from govdesk.storage.unit_of_work import UnitOfWork

MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What goes to the printer: `content` is the stored paper, with the marks of this printing over it.

    `ordinal` says which printing it is (第 n 次); `copies` is the number that the law asks for.
    """

    document_id: int
    title: str
    number: str
    content: bytes
    pages: int
    copies: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class Printing:
    """One line of the log in words."""

    at: datetime
    who: str
    what: str
    copies: int
    printer: str
    ordinal: int


def print_job(desk: Desk, actor: Actor, document_id: int, seam: bool = False) -> PrintJob:
    """`seam` adds the 骑缝 line along the edge. Raises NotFound, AccessDenied, StorageUnavailable."""
    content = reprint(desk, actor, document_id)
    with desk.looking(actor) as work:
        row = _row(work, document_id)
        ordinal = DocumentRepository(work.connection, work.centre_id).printings(document_id) + 1
    marked = _stamped(content, _mark(row, ordinal, desk.clock.now()), row.number or row.title if seam else "")
    return PrintJob(document_id, row.title, row.number, marked, row.pages, row.copies, ordinal)


def printed(desk: Desk, actor: Actor, document_id: int, copies: int, printer: str) -> Changes:
    """Remember what a printer took in full; called when it is done, never before."""
    if not 1 <= copies <= MOST_COPIES:
        raise BadInput("copies_out_of_range", {"most": MOST_COPIES})
    with desk.work(actor) as work:
        row = _row(work, document_id)
        case_for_change(work, actor, row.case_id)
        documents = DocumentRepository(work.connection, work.centre_id)
        documents.note_printing(document_id, work.now, actor.seat, copies, PRINTER, printer)
        work.touched_documents.add(document_id)
        return work.commit()


def print_log(desk: Desk, actor: Actor, document_id: int) -> list[Printing]:
    """Who put the paper on paper or into a file, when, how often and where, oldest first."""
    names = {seat.seat: seat.name for seat in seats(desk)}
    with desk.looking(actor) as work:
        case_for_change(work, actor, _row(work, document_id).case_id)
        rows = read_printings(work.connection, document_id)
    return [
        Printing(row.at, names.get(row.seat, row.seat), way_label(row.way), row.copies, row.printer, row.ordinal)
        for row in rows
    ]


def way_label(way: str) -> str:
    return {"printer": _("打印"), "file": _("存为 PDF"), "word": _("导出 Word"), "protected": _("加密外发")}.get(
        way, way
    )


def ordinal_label(ordinal: int) -> str:
    return _("第 {ordinal} 次打印").format(ordinal=ordinal)


def _mark(row: DocumentRow, ordinal: int, now: datetime) -> str:
    """Nothing on the first printing of a paper in force."""
    again = ordinal_label(ordinal) + f" {now:%Y-%m-%d %H:%M}" if ordinal > 1 else ""
    void = _("已作废") if row.state == "void" else ""
    return "　".join(filter(None, (void, again)))


def _stamped(content: bytes, mark: str, seam: str) -> bytes:
    from govdesk.documents.stamping import stamped  # the PDF library is loaded with the first paper

    return stamped(content, mark, seam)


def _row(work: UnitOfWork, document_id: int) -> DocumentRow:
    row = read_document(work.connection, document_id)
    if row is None:
        raise NotFound("no_such_document", {"document": document_id})
    return row
