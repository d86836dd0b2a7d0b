"""Issuing papers: a number without gaps, the exact bytes kept, shown again, printed again, made void."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from typing import cast

from govdesk.domain.agreement import AgreementDraft, AgreementForm
from govdesk.domain.agreement_checks import check_agreement, may_be_issued
from govdesk.domain.agreement_findings import Level
from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.case_log import plain
from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, NotFound, RuleViolation, StorageUnavailable
from govdesk.domain.lifecycle_follow_up import with_letter, without_letter
from govdesk.domain.numbering import PaperNumber, Series
from govdesk.domain.papers import AgreementPaper, ComposedPaper, Paper, RenderedPaper
from govdesk.domain.roles import Actor, Transcription
from govdesk.services.access import case_for_change, hidden_from, viewed
from govdesk.services.composing import (
    empty_paper,
    paper_for,
    paper_from_file,
    refuse_incomplete,
    sample_paper,
)
from govdesk.services.desk import Desk
from govdesk.services.hand_boxes import fitted, wants_boxes, without_wish, written_by_hand
from govdesk.services.issued_document import IssuedDocument as IssuedDocument
from govdesk.services.number_book import next_number
from govdesk.services.paper_kind import Data, PaperKind
from govdesk.services.paper_kinds import paper_kind, sample_head
from govdesk.services.paper_kinds_dossier import VOLUME_KIND
from govdesk.services.paper_labels import document_label
from govdesk.services.papers import AGREEMENT
from govdesk.services.template_choice import ChosenTemplate, current_template, keep, template_in_force
from govdesk.storage.queries.documents import DocumentRow as DocumentRow
from govdesk.storage.queries.documents import read_case_documents, read_content, read_document
from govdesk.storage.repositories.documents import DocumentRepository, NewDocument
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

COURT_REPLY = "court_reply"
"""The letter that is itself the result going back to its source."""


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
    hand_boxes: bool = False,
) -> IssuedDocument:
    """Number, bytes and log line in one transaction: whatever fails, no number is lost and nothing is half kept.

    `kind` is one of `services.paper_kinds.KINDS`; `data` as `services.composing.paper_for` takes it. `hand_boxes`
    leaves an empty box for every character that cannot be printed.
    Raises AccessDenied, NotFound, RuleViolation (no mediation, defects, issued already, fields missing), BadInput
    (a character that cannot be printed, by name), Conflict (the number book was changed from outside).
    """
    if kind == VOLUME_KIND.code:
        from govdesk.services.dossier_volume import issue_volume  # it is bound from what is issued here

        return issue_volume(desk, actor, case_id, hand_boxes or wants_boxes(data))
    form = paper_kind(kind)
    import_module("govdesk.documents.rendering")  # the PDF library loads before the write lock is taken
    with desk.work(actor) as work:
        file = case_for_change(work, actor, case_id)
        body = form.issuer(desk, file)
        _refuse_role(actor, form, body)
        template = template_in_force(form, work.connection)
        paper = paper_for(desk, actor, form, file, data, template)
        refuse_incomplete(paper, template.form)
        _refuse_defective(desk, work, file, paper)
        number = next_number(desk, work, form, body)
        frozen = fitted(_numbered(paper, number), hand_boxes or wants_boxes(data))
        rendered = _rendered(frozen, template)
        keep(work, template)
        document = _document(desk, work, actor, form, file, body, number, frozen, rendered)
        documents = DocumentRepository(work.connection, work.centre_id)
        document_id = documents.add(document, rendered.content)
        answered = with_letter(file, work.now, document.number, actor.name) if kind == COURT_REPLY else file
        _log(work, actor, file, answered, document, transcription)
        work.touched_documents.add(document_id)
        changes = work.commit()
    volume = number.volume if number is not None and number.series is Series.MEDIATION else ""
    return IssuedDocument(
        document_id,
        kind,
        document.number,
        volume,
        document.title,
        rendered.pages,
        document.copies,
        rendered.sha256,
        rendered.content,
        changes,
    )


def preview_document(
    desk: Desk, actor: Actor, kind: str, case_id: int, data: Data = None, hand_boxes: bool = False
) -> bytes:
    """The page as it will print, with a blank for the number; nothing is taken or written."""
    template = current_template(desk, paper_kind(kind))
    return _rendered(paper_of_case(desk, actor, kind, case_id, data, hand_boxes), template).content


def paper_of_case(
    desk: Desk, actor: Actor, kind: str, case_id: int, data: Data = None, hand_boxes: bool = False
) -> Paper:
    """The paper as it would be issued now, without a number."""
    form = paper_kind(kind)
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    viewed(desk, actor, case_id, "paper")
    paper = paper_for(desk, actor, form, file, data, current_template(desk, form))
    return fitted(paper, hand_boxes or wants_boxes(data))


def left_for_hand(desk: Desk, actor: Actor, kind: str, case_id: int, data: Data = None) -> tuple[str, ...]:
    """What a person has to write into the boxes of the paper, should it be issued with them."""
    paper = paper_of_case(desk, actor, kind, case_id, cast("Data", without_wish(data)))
    return written_by_hand(paper, current_template(desk, paper_kind(kind)).source)


def preview_empty(kind: str, head: str = "", desk: Desk | None = None) -> bytes:
    """The form with nothing filled in, to be written by hand; `head` is the letterhead.

    With a desk the centre's own version of the form.
    """
    form, template = paper_kind(kind), current_template(desk, paper_kind(kind))
    return _rendered(empty_paper(form, head, template.form), template).content


def preview_sample(kind: str, head: str = "", desk: Desk | None = None) -> bytes:
    """The form with an invented value in every field."""
    form, template = paper_kind(kind), current_template(desk, paper_kind(kind))
    return _rendered(sample_paper(form, head or sample_head(kind), template.form), template).content


def render_draft(kind: str, data: object, hand_boxes: bool = False, desk: Desk | None = None) -> RenderedPaper:
    """A paper from a file alone, with the number that stands in it; nothing is issued and nothing is kept."""
    return _rendered(paper_of_draft(kind, data, hand_boxes, desk), current_template(desk, paper_kind(kind)))


def paper_of_draft(kind: str, data: object, hand_boxes: bool = False, desk: Desk | None = None) -> Paper:
    """The paper of a file alone."""
    form = paper_kind(kind)
    return fitted(paper_from_file(form, data, current_template(desk, form).form), hand_boxes or wants_boxes(data))


def issued_documents(desk: Desk, actor: Actor, case_id: int) -> list[DocumentRow]:
    """All papers of a case in the order of issue, void ones among them."""
    with desk.looking(actor) as work:
        case_for_change(work, actor, case_id)
        return read_case_documents(work.connection, case_id)


def reprint(desk: Desk, actor: Actor, document_id: int) -> bytes:
    """Exactly the bytes that were issued. Raises NotFound, AccessDenied, StorageUnavailable `document_damaged`."""
    with desk.looking(actor) as work:
        row = _row(work, document_id)
        refuse_revealing(actor, case_for_change(work, actor, row.case_id), row.kind)
        content = read_content(work.connection, row.sha256)
    viewed(desk, actor, row.case_id, "paper")
    if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
        raise StorageUnavailable("document_damaged", {"number": row.number})
    return content


def refuse_revealing(actor: Actor, file: CaseFile, kind: str) -> None:
    """A body never opens a paper of a protected case that names the informant. Raises AccessDenied."""
    if hidden_from(actor, file) and paper_kind(kind).reveals_informant:
        raise AccessDenied("informant_protected", {})


def void_document(desk: Desk, actor: Actor, document_id: int, reason: str) -> Changes:
    """作废: the paper stays with its bytes, its number is never used again. Raises RuleViolation without a reason."""
    if not reason.strip():
        raise RuleViolation("void_needs_reason", {})
    with desk.work(actor) as work:
        row = _row(work, document_id)
        file = case_for_change(work, actor, row.case_id)
        _refuse_role(actor, paper_kind(row.kind), desk.bodies.by_id.get(row.body_id or 0))
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
        work.cases.save(file, without_letter(file, row.number), entry)
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


def _rendered(paper: Paper, template: ChosenTemplate) -> RenderedPaper:
    from govdesk.documents.rendering import render  # the PDF library is loaded with the first paper

    return render(paper, template.source)


def _refuse_role(actor: Actor, form: PaperKind, body: Body | None) -> None:
    if actor.role in form.may_issue or (body is not None and actor.acts_for(body.id)):
        return
    raise AccessDenied("may_not_issue", {"role": actor.role, "paper": document_label(form.code)})


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


def _numbered(paper: Paper, number: PaperNumber | None) -> Paper:
    return replace(paper, number=number.text if number is not None else "")


def _document(
    desk: Desk,
    work: UnitOfWork,
    actor: Actor,
    form: PaperKind,
    file: CaseFile,
    body: Body | None,
    number: PaperNumber | None,
    paper: Paper,
    rendered: RenderedPaper,
) -> NewDocument:
    text = number.text if number is not None else ""
    return NewDocument(
        case_id=int(file.case.id or 0),
        kind=form.code,
        body_id=body.id if body else None,
        number=text,
        sequence=number.sequence if number is not None else 0,
        year=number.year if number is not None else work.now.year,
        title=f"{document_label(form.code)} {text}".strip(),
        template=rendered.template,
        data=plain(asdict(paper)),
        sha256=rendered.sha256,
        pages=rendered.pages,
        copies=_copies(desk, form, file, paper),
        issued_at=work.now,
        issued_by=actor.seat,
    )


def _copies(desk: Desk, form: PaperKind, file: CaseFile, paper: Paper) -> int:
    if isinstance(paper, AgreementPaper):
        return copies_for(paper.draft)
    return form.copies(desk, file, paper.values if isinstance(paper, ComposedPaper) else {})


def _log(
    work: UnitOfWork,
    actor: Actor,
    file: CaseFile,
    after: CaseFile,
    document: NewDocument,
    transcription: Transcription | None,
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
    work.cases.save(file, after, entry)


def _row(work: UnitOfWork, document_id: int) -> DocumentRow:
    row = read_document(work.connection, document_id)
    if row is None:
        raise NotFound("no_such_document", {"document": document_id})
    return row
