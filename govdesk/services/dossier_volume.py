"""One whole volume in one step: papers as issued, forms, attachments, numbered through, catalogue with true pages."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govdesk.domain.body import Body
from govdesk.domain.changes import Changes
from govdesk.domain.dossier import page_span
from govdesk.domain.errors import AccessDenied, BadInput, Conflict, RuleViolation, StorageUnavailable
from govdesk.domain.numbering import PaperNumber, parse_paper_number
from govdesk.domain.papers import ComposedPaper
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.attachments import open_attachment
from govdesk.services.composing import paper_for
from govdesk.services.desk import Desk
from govdesk.services.dossier import VOLUME, Gathered, gather
from govdesk.services.dossier_contents import LAST_FORMS, Contents, Form, missing_words, still_missing
from govdesk.services.issued_document import IssuedDocument
from govdesk.services.messages import sentence
from govdesk.services.number_book import next_number
from govdesk.services.paper_kinds import paper_kind
from govdesk.services.paper_labels import document_label
from govdesk.services.presiding import presiding
from govdesk.storage.queries.case_card import AttachmentFacts, read_attachments
from govdesk.storage.queries.documents import DocumentRow, read_case_documents, read_content
from govdesk.storage.queries.paper_ledger import read_frozen, read_scans
from govdesk.storage.repositories.attachments import attachment_path
from govdesk.storage.repositories.documents import DocumentRepository, NewDocument
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

TEMPLATE = "dossier/1"
_MAY_BIND = frozenset({Role.MEDIATOR, Role.OPERATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Part:
    """A finished PDF of one line: what stands in the catalogue for it, and what is bound below it."""

    title: str
    content: bytes
    pages: int
    note: str = ""
    level: int = 0
    caption: str = ""
    form: Form | None = None  # to be rendered again when all pages are counted


@dataclass(frozen=True, slots=True)
class Line:
    """One line of 卷内目录 as printed in the volume. `first` is the number of its first page."""

    position: int
    title: str
    first: int
    pages: int
    note: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A volume that is finished but not kept yet. `parts` are its contents, cover and catalogue left out."""

    content: bytes
    pages: int
    lines: tuple[Line, ...]
    notices: tuple[str, ...]


def issue_volume(desk: Desk, actor: Actor, case_id: int) -> IssuedDocument:
    """一键成卷: assembled, numbered, kept with its number and SHA-256; an earlier volume of the case is void then.

    Nothing changed since the last volume: the very same bytes again. Raises AccessDenied, RuleViolation
    `dossier_incomplete` (every missing 必须 line by name), BadInput `dossier_attachments_bad` (each with what to do).
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
    parts, notices = _parts(desk, gathered)
    with desk.work(actor) as work:
        file = case_for_change(work, actor, case_id)
        if _newest(read_case_documents(work.connection, case_id)) != _newest(gathered.papers):
            raise Conflict("dossier_changed_meanwhile", {"number": file.case.number})
        number, text = _number(desk, work, gathered, committee)
        bound = _bind(desk, actor, gathered, committee, parts, notices, text)
        sha256 = hashlib.sha256(bound.content).hexdigest()
        documents = DocumentRepository(work.connection, work.centre_id)
        if gathered.volume is not None:
            documents.void(gathered.volume.id)
            work.touched_documents.add(gathered.volume.id)
        document = NewDocument(
            case_id=case_id,
            kind=VOLUME,
            body_id=committee.id,
            number=text,
            sequence=number.sequence,
            year=number.year,
            title=f"{document_label(VOLUME)} {text}",
            template=TEMPLATE,
            data=_data(gathered, bound, fingerprint),
            sha256=sha256,
            pages=bound.pages,
            copies=1,
            issued_at=work.now,
            issued_by=actor.seat,
        )
        document_id = documents.add(document, bound.content)
        work.cases.note(file.case, _log_entry(work, actor, gathered, document))
        work.touched_documents.add(document_id)
        changes = work.commit()
    return IssuedDocument(
        document_id, VOLUME, text, text, document.title, bound.pages, 1, sha256, bound.content, changes
    )


def preview_volume(desk: Desk, actor: Actor, case_id: int) -> Bound:
    """The volume as it would be now, whatever is missing; nothing is numbered or kept."""
    gathered = gather(desk, actor, case_id)
    committee = _presiding(desk, actor, gathered)
    parts, notices = _parts(desk, gathered)
    return _bind(desk, actor, gathered, committee, parts, notices, gathered.dispute.volume)


def attachment_pages(desk: Desk, actor: Actor, case_id: int, sha256: str) -> bytes:
    """An attachment as it would be bound. Raises BadInput naming it, also `attachment_without_pages`."""
    path = open_attachment(desk, actor, case_id, sha256)
    with desk.looking(actor) as work:
        name = next(item.name for item in read_attachments(work.connection, case_id) if item.sha256 == sha256)
    try:
        return _file_part(desk, name, path.name, "", 0).content
    except _Unbindable:
        raise BadInput("attachment_without_pages", {"name": name}) from None


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


def _parts(desk: Desk, gathered: Gathered) -> tuple[list[Part], tuple[str, ...]]:
    """All contents rendered, in order. Raises BadInput naming every attachment that cannot be bound."""
    parts: list[Part] = []
    problems: list[str] = []
    notices: list[str] = []
    for line in gathered.lines:
        notices += [form.notice for form in line.forms if form.notice]
        for make in _makers(desk, line):
            try:
                made = make()
            except BadInput as error:
                problems.append(sentence(error))
                continue
            parts += made
        for attachment in line.attachments:
            try:
                parts.append(_attachment_part(desk, line, attachment, first=not line.papers and not line.forms))
            except _Unbindable:
                notices.append(_("“{name}”不是图片或 PDF，列入清单，另存。").format(name=attachment.name))
            except (BadInput, StorageUnavailable) as error:
                problems.append(sentence(error))
    if problems:
        raise BadInput("dossier_attachments_bad", {"count": len(problems), "problems": "".join(problems)})
    return parts, tuple(notices)


class _Unbindable(Exception):
    """A recording, a table, a text: no pages."""


def _makers(desk: Desk, line: Contents) -> Iterator["_Maker"]:
    for paper in line.papers:
        yield _Maker(desk, paper=paper)
    for form in line.forms:
        yield _Maker(desk, form=form)


@dataclass(frozen=True, slots=True)
class _Maker:
    desk: Desk
    paper: DocumentRow | None = None
    form: Form | None = None

    def __call__(self) -> list[Part]:
        if self.paper is not None:
            return _issued_parts(self.desk, self.paper)
        assert self.form is not None
        content, pages = _rendered(self.form.paper)
        return [Part(self.form.label, content, pages, form=self.form)]


def _issued_parts(desk: Desk, paper: DocumentRow) -> list[Part]:
    """The bytes as issued, and behind them the scan of what was signed."""
    with desk.database.reading() as connection:
        content = read_content(connection, paper.sha256)
        scans = read_scans(connection, paper.id)
    if content is None or hashlib.sha256(content).hexdigest() != paper.sha256:
        raise StorageUnavailable("document_damaged", {"number": paper.number or document_label(paper.kind)})
    parts = [Part(document_label(paper.kind), content, paper.pages, paper.number or "")]
    for scan in scans:
        parts.append(_file_part(desk, scan.name, scan.sha256, _("签署件扫描"), 1))
    return parts


def _attachment_part(desk: Desk, line: Contents, attachment: AttachmentFacts, first: bool) -> Part:
    """The first thing of a line opens it in the catalogue; what follows is bound below it."""
    alone = first and attachment is line.attachments[0]
    return _file_part(desk, attachment.name, attachment.sha256, line.item.label if alone else "", 0 if alone else 1)


def _file_part(desk: Desk, name: str, sha256: str, title: str, level: int) -> Part:
    from govdesk.documents import attachment_pages as pages
    from govdesk.documents.volume import count_pages

    content = _read(desk.folder, name, sha256)
    sort = pages.sort_of(name, content)
    if sort == pages.OTHER:
        raise _Unbindable
    if sort == pages.PHOTO:
        made, caption = pages.photo_pages(name, content), name
    else:
        made, caption = pages.scan_pages(name, content), ""
    return Part(title or name, made, count_pages(made), _("复印件") if not level else "", level, caption)


def _read(folder: Path, name: str, sha256: str) -> bytes:
    try:
        content = attachment_path(folder, sha256).read_bytes()
    except OSError as error:
        raise BadInput("attachment_gone", {"name": name}) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BadInput("attachment_changed", {"name": name})
    return content


def _bind(
    desk: Desk,
    actor: Actor,
    gathered: Gathered,
    committee: Body,
    parts: Sequence[Part],
    notices: tuple[str, ...],
    number: str,
) -> Bound:
    """Two passes: pages are counted, then cover, catalogue and what tells of the pages are set with the numbers."""
    from govdesk.documents.volume import VolumePart, count_pages, join_volume

    counted = _with_totals(desk, actor, gathered, parts, notices)
    lines = _lines(counted)
    cover = _rendered(_paper(desk, actor, gathered, "dossier_cover", {"volume": number} if number else {}))[0]
    rows = [
        {
            "position": str(line.position),
            "name": line.title,
            "pages": page_span(line.first, line.pages),
            "note": line.note,
        }
        for line in lines
    ]
    catalogue = _rendered(_paper(desk, actor, gathered, "dossier_catalogue", {"items": rows}))[0]
    title = " ".join(part for part in (number, gathered.dispute.title) if part)
    content = join_volume(
        [
            VolumePart(_("封面"), cover, numbered=False),
            VolumePart(_("卷内目录"), catalogue, numbered=False),
            *(VolumePart(part.title, part.content, True, part.level, part.caption) for part in counted),
        ],
        title=title,
        author=committee.name,
        subject=document_label(VOLUME),
        dated_on=gathered.dispute.today,
    )
    return Bound(content, count_pages(content), tuple(lines), notices)


def _with_totals(
    desk: Desk, actor: Actor, gathered: Gathered, parts: Sequence[Part], notices: tuple[str, ...]
) -> list[Part]:
    """卷宗情况说明 and 封底 again with the number of pages; twice if that changes their own length."""
    made = list(parts)
    for _attempt in range(3):
        total = sum(part.pages for part in made)
        changed = False
        for index, part in enumerate(made):
            if part.form is None or part.form.kind not in LAST_FORMS:
                continue
            data = _totals(made, part.form.kind, total, notices)
            content, pages = _rendered(_paper(desk, actor, gathered, part.form.kind, data))
            changed = changed or pages != part.pages
            made[index] = replace(part, content=content, pages=pages)
        if not changed:
            break
    return made


def _totals(parts: Sequence[Part], kind: str, total: int, notices: tuple[str, ...]) -> dict[str, object]:
    if kind == "dossier_back":
        return {"pages": str(total)}
    bound = sum(part.pages for part in parts if part.caption or part.level)
    words = _("本卷共{total}页，其中文书{papers}页、附件{bound}页。").format(
        total=total, papers=total - bound, bound=bound
    )
    state = _("截至立卷时未发现缺损、移出、销毁情况。")
    return {"situation": "\n".join((words, *notices, state))}


def _lines(parts: Sequence[Part]) -> list[Line]:
    """The lines of the catalogue: one for each part that opens a line, with the pages of what is bound below it."""
    lines: list[Line] = []
    first = 1
    for part in parts:
        if part.level and lines:
            above = lines[-1]
            note = above.note or _("附件")
            lines[-1] = replace(above, pages=above.pages + part.pages, note=note)
        else:
            lines.append(Line(len(lines) + 1, part.title, first, part.pages, part.note))
        first += part.pages
    return lines


def _paper(desk: Desk, actor: Actor, gathered: Gathered, kind: str, data: dict[str, object]) -> ComposedPaper:
    paper = paper_for(desk, actor, paper_kind(kind), gathered.file, data)
    assert isinstance(paper, ComposedPaper)
    return paper


def _rendered(paper: ComposedPaper) -> tuple[bytes, int]:
    from govdesk.documents.rendering import render

    made = render(paper)
    return made.content, made.pages


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
    """Of everything that goes in: papers, forms' values, attachments and the catalogue; not of the day."""
    digest = hashlib.sha256(gathered.catalogue.version.encode())
    for line in gathered.lines:
        digest.update(line.item.code.encode())
        for paper in line.papers:
            digest.update(paper.sha256.encode())
        for form in line.forms:
            values = {key: value for key, value in form.paper.values.items() if key != "filed_on"}
            digest.update(f"{form.kind}{sorted(values.items())!r}".encode())
        for attachment in line.attachments:
            digest.update(attachment.sha256.encode())
    return digest.hexdigest()


def _newest(papers: Sequence[DocumentRow]) -> int:
    return max((paper.id for paper in papers), default=0)


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
