"""The signed paper comes back as a scan: counted against what was issued, kept by its hash, shown as 已签."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput, NotFound, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.services.access import case_for_change
from govdesk.services.attachments import read_file
from govdesk.services.desk import Desk
from govdesk.storage.queries.documents import read_document
from govdesk.storage.queries.paper_ledger import ScanRow as ScanRow
from govdesk.storage.queries.paper_ledger import read_scans
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.repositories.signed_scans import NewScan, ScanRepository

SCAN = "scan"


@dataclass(frozen=True, slots=True)
class ScanKept:
    """`pages` of the scan beside `issued_pages` of the paper."""

    pages: int
    issued_pages: int
    changes: Changes


def attach_scan(desk: Desk, actor: Actor, document_id: int, paths: Sequence[Path], reason: str = "") -> ScanKept:
    """Hang the scan of the signed paper on it: one PDF, or a picture for every page.

    Another number of pages is refused as RuleViolation `scan_pages_differ` unless a reason is given.
    Raises BadInput `scan_…`, `attachment_…`; NotFound; RuleViolation `scan_of_void`.
    """
    if not paths:
        raise BadInput("scan_missing", {})
    files = [(path.name, *read_file(path)) for path in paths]
    counts = [_pages(content, name) for name, content, _media_type in files]
    with desk.work(actor) as work:
        row = read_document(work.connection, document_id)
        if row is None:
            raise NotFound("no_such_document", {"document": document_id})
        file = case_for_change(work, actor, row.case_id)
        if row.state != "issued":
            raise RuleViolation("scan_of_void", {"number": row.number or row.title})
        if sum(counts) != row.pages and not reason.strip():
            facts = {"number": row.number or row.title, "issued": row.pages, "found": sum(counts)}
            raise RuleViolation("scan_pages_differ", facts)
        scans = ScanRepository(work.connection)
        kept = []
        for (name, content, media_type), pages in zip(files, counts, strict=True):
            sha256 = work.attachments.store(content, media_type, work.now)
            work.attachments.link(row.case_id, sha256, name, SCAN, actor.seat, work.now)
            scans.add(NewScan(document_id, sha256, name, pages, reason.strip(), work.now, actor.seat))
            kept.append(sha256)
        note = "　".join([row.number or row.title, *(name for name, _content, _media_type in files), reason.strip()])
        after = {"document": row.number, "attachment": kept, "pages": sum(counts)}
        work.cases.note(file.case, LogEntry("attach", actor, work.now, work.command, note=note.strip(), after=after))
        work.touched_documents.add(document_id)
        return ScanKept(sum(counts), row.pages, work.commit())


def scans_of(desk: Desk, actor: Actor, document_id: int) -> list[ScanRow]:
    with desk.looking(actor) as work:
        row = read_document(work.connection, document_id)
        if row is None:
            raise NotFound("no_such_document", {"document": document_id})
        case_for_change(work, actor, row.case_id)
        return read_scans(work.connection, document_id)


def _pages(content: bytes, name: str) -> int:
    from govdesk.documents.scans import scan_pages  # the PDF library is loaded with the first scan

    return scan_pages(content, name)
