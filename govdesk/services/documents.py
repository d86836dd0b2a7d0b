"""Issuing papers: a number without gaps, the exact bytes kept, shown again, printed again, made void."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from govdesk.domain.agreement import AgreementDraft, AgreementForm
from govdesk.domain.agreement_checks import check_agreement, may_be_issued
from govdesk.domain.agreement_findings import Level
from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.case_log import plain
from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, BadInput, NotFound, RuleViolation, StorageUnavailable
from govdesk.domain.numbering import PaperNumber
from govdesk.domain.papers import AgreementPaper, Paper, RenderedPaper
from govdesk.domain.roles import Actor, Transcription
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change, viewed
from govdesk.services.desk import Desk
from govdesk.services.papers import (
    AGREEMENT,
    HANDOVER,
    KINDS,
    SERIES,
    Data,
    abbreviation,
    issuer,
    paper_for,
    paper_from_draft,
)
from govdesk.storage.queries.documents import DocumentRow as DocumentRow
from govdesk.storage.queries.documents import read_case_documents, read_content, read_document
from govdesk.storage.repositories.documents import DocumentRepository, NewDocument
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

_MAY_ISSUE = {
    AGREEMENT: frozenset({Role.MEDIATOR, Role.OPERATOR, Role.ADMINISTRATOR}),
    "assignment": frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR}),
    HANDOVER: frozenset({Role.OPERATOR, Role.ADMINISTRATOR, Role.BODY}),
}
_HANDOVER_COPIES = 3  # sender, receiver, centre


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A paper that has its number. `volume` is the dossier's number for an agreement, else empty."""

    id: int
    kind: str
    number: str
    volume: str
    title: str
    pages: int
    copies: int
    sha256: str
    content: bytes
    changes: Changes


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: `pixels` are rows of 4-byte RGBA without padding."""

    width: int
    height: int
    pixels: bytes


def issue_document(
    desk: Desk,
    actor: Actor,
    kind: str,
    case_id: int,
    data: Data = None,
    transcription: Transcription | None = None,
) -> IssuedDocument:
    """Number, bytes and log line in one transaction: whatever fails, no number is lost and nothing is half kept.

    `kind` is agreement, assignment or handover; `data` as `services.papers.paper_for` takes it.
    Raises AccessDenied, NotFound, RuleViolation (no mediation, defects, issued already), BadInput (a character
    that cannot be printed, by name).
    """
    with desk.work(actor) as work:
        file = case_for_change(work, actor, case_id)
        body = issuer(desk, _known(kind), file)
        _refuse_role(actor, kind, body)
        paper = paper_for(desk, kind, file, data)
        _refuse_defective(desk, work, file, paper)
        number = _next_number(desk, work, kind, body)
        rendered = _rendered(_numbered(paper, number.text))
        document = _document(work, actor, kind, file, body, number, paper, rendered)
        documents = DocumentRepository(work.connection, work.centre_id)
        document_id = documents.add(document, rendered.content)
        _log(work, actor, file, document, transcription)
        work.touched_documents.add(document_id)
        changes = work.commit()
    volume = number.volume if kind == AGREEMENT else ""
    return IssuedDocument(
        document_id,
        kind,
        number.text,
        volume,
        document.title,
        rendered.pages,
        document.copies,
        rendered.sha256,
        rendered.content,
        changes,
    )


def preview_document(desk: Desk, actor: Actor, kind: str, case_id: int, data: Data = None) -> bytes:
    """The page as it will print, with a blank for the number; nothing is taken or written."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    viewed(desk, actor, case_id, "paper")
    return _rendered(paper_for(desk, _known(kind), file, data)).content


def render_draft(kind: str, data: object) -> RenderedPaper:
    """A paper from a file alone, with the number that stands in it; nothing is issued and nothing is kept."""
    return _rendered(paper_from_draft(_known(kind), data))


def issued_documents(desk: Desk, actor: Actor, case_id: int) -> list[DocumentRow]:
    """All papers of a case in the order of issue, void ones among them."""
    with desk.looking(actor) as work:
        case_for_change(work, actor, case_id)
        return read_case_documents(work.connection, case_id)


def reprint(desk: Desk, actor: Actor, document_id: int) -> bytes:
    """Exactly the bytes that were issued. Raises NotFound, AccessDenied, StorageUnavailable `document_damaged`."""
    with desk.looking(actor) as work:
        row = _row(work, document_id)
        case_for_change(work, actor, row.case_id)
        content = read_content(work.connection, row.sha256)
    viewed(desk, actor, row.case_id, "paper")
    if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
        raise StorageUnavailable("document_damaged", {"number": row.number})
    return content


def void_document(desk: Desk, actor: Actor, document_id: int, reason: str) -> Changes:
    """作废: the paper stays with its bytes, its number is never used again. Raises RuleViolation without a reason."""
    if not reason.strip():
        raise RuleViolation("void_needs_reason", {})
    with desk.work(actor) as work:
        row = _row(work, document_id)
        file = case_for_change(work, actor, row.case_id)
        _refuse_role(actor, row.kind, desk.bodies.by_id.get(row.body_id or 0))
        if row.state != "issued":
            raise RuleViolation("document_void_already", {"number": row.number})
        DocumentRepository(work.connection, work.centre_id).void(document_id)
        entry = LogEntry(
            "void_document",
            actor,
            work.now,
            work.command,
            note=f"{row.number}：{reason.strip()}",
            before={"document": row.number, "document_state": row.state},
            after={"document": row.number, "document_state": "void"},
        )
        work.cases.note(file.case, entry)
        work.touched_documents.add(document_id)
        return work.commit()


def note_printing(desk: Desk, actor: Actor, document_id: int, copies: int, way: str) -> Changes:
    """Remember that an issued paper was printed (`printer`) or saved as a file (`file`), and how often."""
    with desk.work(actor) as work:
        row = _row(work, document_id)
        case_for_change(work, actor, row.case_id)
        documents = DocumentRepository(work.connection, work.centre_id)
        documents.note_printing(document_id, work.now, actor.seat, copies, way)
        work.touched_documents.add(document_id)
        return work.commit()


def copies_for(agreement: AgreementDraft) -> int:
    """当事人各执一份, 调解委员会留存一份 (人民调解法 §29), or what the draft asks for if that is more."""
    return max(agreement.lawful_copies, agreement.copies or 0)


def page_images(content: bytes, dpi: float, pages: Sequence[int] | None = None) -> list[PageImage]:
    """Pages (from 0; all when None) as pixels. An A4 page takes 3.5 MB at 96 dpi, 35 MB at 300."""
    from govdesk.documents import raster

    return [PageImage(page.width, page.height, page.pixels) for page in raster.page_images(content, dpi, pages)]


def page_count(content: bytes) -> int:
    from govdesk.documents import raster

    return raster.page_count(content)


def document_label(kind: str) -> str:
    return {
        AGREEMENT: _("人民调解协议书"),
        "assignment": _("案件交办单"),
        HANDOVER: _("案件移交单"),
    }.get(kind, kind)


def _rendered(paper: Paper) -> RenderedPaper:
    from govdesk.documents.rendering import render  # the PDF library is loaded with the first paper

    return render(paper)


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise BadInput("no_such_paper", {"kind": kind, "kinds": "、".join(KINDS)})
    return kind


def _refuse_role(actor: Actor, kind: str, body: Body | None) -> None:
    if actor.role in _MAY_ISSUE[kind] or (body is not None and actor.acts_for(body.id)):
        return
    raise AccessDenied("may_not_issue", {"role": actor.role, "paper": document_label(kind)})


def _refuse_defective(desk: Desk, work: UnitOfWork, file: CaseFile, paper: Paper) -> None:
    """An agreement is issued once, in writing, without an error of its checks, after or during a mediation."""
    if not isinstance(paper, AgreementPaper):
        return
    mediation = file.mediations[-1]
    if mediation.outcome not in ("", "agreed"):
        raise RuleViolation("mediation_not_agreed", {"number": file.case.number})
    if paper.draft.form is AgreementForm.ORAL or mediation.form == AgreementForm.ORAL:
        raise RuleViolation("oral_has_no_agreement", {})
    for row in read_case_documents(work.connection, int(file.case.id or 0)):
        if row.kind == AGREEMENT and row.state == "issued" and row.issued_at >= mediation.opened_at:
            raise RuleViolation("agreement_issued_already", {"document": row.number})
    findings = check_agreement(paper.draft, desk.clock.now().date(), [party.name for party in file.parties])
    if not may_be_issued(findings):
        errors = [item for item in findings if item.level is Level.ERROR]
        raise RuleViolation(
            "agreement_defective", {"count": len(errors), "codes": "、".join(item.code for item in errors)}
        )


def _next_number(desk: Desk, work: UnitOfWork, kind: str, body: Body | None) -> PaperNumber:
    """The next of the body's series in this year; agreement and volume share the committee's sequence."""
    series = SERIES[kind]
    scope = f"{series.name.lower()}:{body.id if body else 'centre'}"
    year = work.now.year
    return PaperNumber(abbreviation(desk, body), series, year, work.numbers.take(scope, str(year)))


def _numbered(paper: Paper, number: str) -> Paper:
    return replace(paper, number=number)


def _document(
    work: UnitOfWork,
    actor: Actor,
    kind: str,
    file: CaseFile,
    body: Body | None,
    number: PaperNumber,
    paper: Paper,
    rendered: RenderedPaper,
) -> NewDocument:
    if isinstance(paper, AgreementPaper):
        copies = copies_for(paper.draft)
    else:
        copies = _HANDOVER_COPIES if kind == HANDOVER else 1
    return NewDocument(
        case_id=int(file.case.id or 0),
        kind=kind,
        body_id=body.id if body else None,
        number=number.text,
        sequence=number.sequence,
        year=number.year,
        title=f"{document_label(kind)} {number.text}",
        template=rendered.template,
        data=plain(asdict(paper)),
        sha256=rendered.sha256,
        pages=rendered.pages,
        copies=copies,
        issued_at=work.now,
        issued_by=actor.seat,
    )


def _log(
    work: UnitOfWork, actor: Actor, file: CaseFile, document: NewDocument, transcription: Transcription | None
) -> None:
    entry = LogEntry(
        "issue_document",
        actor,
        work.now,
        work.command,
        note=document.title,
        transcription=transcription,
        after={
            "document": document.number,
            "document_kind": document.kind,
            "document_sha256": document.sha256,
            "document_template": document.template,
        },
    )
    work.cases.note(file.case, entry)


def _row(work: UnitOfWork, document_id: int) -> DocumentRow:
    row = read_document(work.connection, document_id)
    if row is None:
        raise NotFound("no_such_document", {"document": document_id})
    return row
