"""One whole volume in one step: papers as issued, forms, attachments, numbered through, catalogue with true pages."""

import hashlib
from collections.abc import Sequence

from govdesk.domain.body import Body
from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, BadInput, Conflict, RuleViolation, StorageUnavailable
from govdesk.domain.numbering import PaperNumber, parse_paper_number
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.attachments import open_attachment
from govdesk.services.desk import Desk
from govdesk.services.dossier import VOLUME, Gathered, gather
from govdesk.services.dossier_contents import missing_words, still_missing
from govdesk.services.issued_document import IssuedDocument
from govdesk.services.number_book import next_number
from govdesk.services.paper_kinds import paper_kind
from govdesk.services.paper_labels import document_label
from govdesk.services.presiding import presiding
from govdesk.services.volume_binding import Bound, bind
from govdesk.services.volume_parts import attachment_part, volume_parts
from govdesk.storage.queries.case_card import read_attachments
from govdesk.storage.queries.documents import DocumentRow, read_case_documents, read_content
from govdesk.storage.queries.paper_ledger import read_frozen
from govdesk.storage.repositories.documents import DocumentRepository, NewDocument
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

TEMPLATE = "dossier/1"
_MAY_BIND = frozenset({Role.MEDIATOR, Role.OPERATOR, Role.ADMINISTRATOR})


def issue_volume(desk: Desk, actor: Actor, case_id: int, hand_boxes: bool = False) -> IssuedDocument:
    """一键成卷: assembled, numbered, kept with its number and SHA-256; an earlier volume of the case is void then.

    Nothing changed since the last volume: the very same bytes again. `hand_boxes` leaves an empty box for every
    character that cannot be printed.
    Raises AccessDenied, RuleViolation `dossier_incomplete` (every missing 必须 line by name), BadInput
    `dossier_attachments_bad` (each with what to do), `character_not_printable`.
    """
    gathered = gather(desk, actor, case_id)
    if not gathered.file.mediations:
        raise RuleViolation("dossier_needs_mediation", {"number": gathered.file.case.number})
    committee = _presiding(desk, actor, gathered)
    fingerprint = _fingerprint(gathered)
    standing = _unchanged(desk, gathered, fingerprint)
    if standing is not None:
        return standing
    _refuse_incomplete(gathered)
    parts = volume_parts(desk, gathered, hand_boxes)
    with desk.work(actor) as work:
        file = case_for_change(work, actor, case_id)
        if _newest(read_case_documents(work.connection, case_id)) != _newest(gathered.papers):
            raise Conflict("dossier_changed_meanwhile", {"number": file.case.number})
        number, text = _number(desk, work, gathered, committee)
        bound = bind(desk, actor, gathered, parts, text, hand_boxes)
        document = _document(work, actor, gathered, bound, number, text, fingerprint)
        documents = DocumentRepository(work.connection, work.centre_id)
        if gathered.volume is not None:
            documents.void(gathered.volume.id)
            work.touched_documents.add(gathered.volume.id)
        document_id = documents.add(document, bound.content)
        work.cases.note(file.case, _log_entry(work, actor, gathered, document))
        work.touched_documents.add(document_id)
        changes = work.commit()
    return IssuedDocument(
        document_id, VOLUME, text, text, document.title, bound.pages, 1, document.sha256, bound.content, changes
    )


def preview_volume(desk: Desk, actor: Actor, case_id: int, hand_boxes: bool = False) -> Bound:
    """The volume as it would be now, whatever is missing; nothing is numbered or kept."""
    gathered = gather(desk, actor, case_id)
    _presiding(desk, actor, gathered)
    parts = volume_parts(desk, gathered, hand_boxes)
    return bind(desk, actor, gathered, parts, gathered.dispute.volume, hand_boxes)


def attachment_pages(desk: Desk, actor: Actor, case_id: int, sha256: str) -> bytes:
    """An attachment as it would be bound. Raises BadInput naming it, also `attachment_without_pages`."""
    path = open_attachment(desk, actor, case_id, sha256)
    with desk.looking(actor) as work:
        name = next(item.name for item in read_attachments(work.connection, case_id) if item.sha256 == sha256)
    part = attachment_part(desk, name, path.name)
    if part is None:
        raise BadInput("attachment_without_pages", {"name": name})
    return part.content


def _presiding(desk: Desk, actor: Actor, gathered: Gathered) -> Body:
    committee = gathered.dispute.committee
    presiding(desk, committee, VOLUME)
    assert committee is not None
    if actor.role not in _MAY_BIND and not actor.acts_for(committee.id):
        raise AccessDenied("may_not_issue", {"role": actor.role, "paper": document_label(VOLUME)})
    return committee


def _refuse_incomplete(gathered: Gathered) -> None:
    missing = still_missing(gathered.lines)
    if missing:
        items = "；".join(missing_words(line) for line in missing)
        raise RuleViolation("dossier_incomplete", {"count": len(missing), "items": items})


def _number(desk: Desk, work: UnitOfWork, gathered: Gathered, committee: Body) -> tuple[PaperNumber, str]:
    """The agreement's number; without an agreement the next of the committee's; 之二 when it is bound again."""
    dispute = gathered.dispute
    earlier = [paper for paper in gathered.papers if paper.kind == VOLUME]
    number: PaperNumber | None = None
    if dispute.paper is not None:
        number = parse_paper_number(dispute.paper.number or "")
    elif earlier:
        number = parse_paper_number(earlier[0].number or "")
    if number is None:
        number = next_number(desk, work, paper_kind("oral_agreement"), committee)
    assert number is not None
    again = sum(1 for paper in earlier if (paper.number or "").startswith(number.volume))
    return number, number.volume if not again else _("{number}之{again}").format(
        number=number.volume, again=_again(again)
    )


def _again(times: int) -> str:
    from govdesk.documents.forms.page import chinese_number

    return chinese_number(times + 1)


def _unchanged(desk: Desk, gathered: Gathered, fingerprint: str) -> IssuedDocument | None:
    """The volume in force when nothing of what went into it changed since."""
    standing = gathered.volume
    if standing is None:
        return None
    with desk.database.reading() as connection:
        if read_frozen(connection, standing.id).get("fingerprint") != fingerprint:
            return None
        content = read_content(connection, standing.sha256)
    if content is None or hashlib.sha256(content).hexdigest() != standing.sha256:
        raise StorageUnavailable("document_damaged", {"number": standing.number})

    return IssuedDocument(
        standing.id,
        VOLUME,
        standing.number,
        standing.number,
        standing.title,
        standing.pages,
        standing.copies,
        standing.sha256,
        content,
        Changes(),
    )


def _fingerprint(gathered: Gathered) -> str:
    """Of everything that goes in: papers, forms' values and the centre's own templates, attachments and the catalogue.

    Not of the day, nor of the templates that come with the program: an update alone makes no new volume.
    """

    def own(kind: str) -> str:
        return gathered.templates.own_mark(paper_kind(kind))

    digest = hashlib.sha256(gathered.catalogue.version.encode())
    digest.update((own("dossier_cover") + own("dossier_catalogue")).encode())
    for line in gathered.lines:
        digest.update(line.item.code.encode())
        for paper in line.papers:
            digest.update(paper.sha256.encode())
        for form in line.forms:
            values = {key: value for key, value in form.paper.values.items() if key != "filed_on"}
            digest.update(f"{form.kind}{own(form.kind)}{sorted(values.items())!r}".encode())
        for attachment in line.attachments:
            digest.update(attachment.sha256.encode())
    return digest.hexdigest()


def _newest(papers: Sequence[DocumentRow]) -> int:
    return max((paper.id for paper in papers), default=0)


def _document(
    work: UnitOfWork,
    actor: Actor,
    gathered: Gathered,
    bound: Bound,
    number: PaperNumber,
    text: str,
    fingerprint: str,
) -> NewDocument:
    committee = gathered.dispute.committee
    return NewDocument(
        case_id=int(gathered.file.case.id or 0),
        kind=VOLUME,
        body_id=committee.id if committee else None,
        number=text,
        sequence=number.sequence,
        year=number.year,
        title=f"{document_label(VOLUME)} {text}",
        template=TEMPLATE,
        data=_data(gathered, bound, fingerprint),
        sha256=hashlib.sha256(bound.content).hexdigest(),
        pages=bound.pages,
        copies=1,
        issued_at=work.now,
        issued_by=actor.seat,
    )


def _data(gathered: Gathered, bound: Bound, fingerprint: str) -> dict[str, object]:
    return {
        "kind": VOLUME,
        "title": gathered.dispute.title,
        "catalogue": gathered.catalogue.version,
        "catalogue_label": gathered.catalogue.label,
        "lines": [
            {"position": line.position, "title": line.title, "first": line.first, "pages": line.pages}
            for line in bound.lines
        ],
        "notices": list(bound.notices),
        "fingerprint": fingerprint,
    }


def _log_entry(work: UnitOfWork, actor: Actor, gathered: Gathered, document: NewDocument) -> LogEntry:
    before: dict[str, object] = {}
    if gathered.volume is not None:
        before = {"document": gathered.volume.number, "document_state": "issued"}
    return LogEntry(
        "issue_document",
        actor,
        work.now,
        work.command,
        note=document.title,
        before=before,
        after={
            "document": document.number,
            "document_kind": VOLUME,
            "document_sha256": document.sha256,
            "document_template": document.template,
        },
    )
