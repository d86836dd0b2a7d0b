"""The dossier of a case as it stands: every line of the catalogue with its state, and where each attachment goes."""

from collections.abc import Mapping
from dataclasses import dataclass

from govdesk.domain.case import CaseFile
from govdesk.domain.changes import Changes
from govdesk.domain.dossier import NOT_BOUND, Catalogue
from govdesk.domain.errors import AccessDenied, BadInput, NotFound
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change, hidden_from, viewed
from govdesk.services.desk import Desk
from govdesk.services.dossier_catalogue import catalogue_in_force
from govdesk.services.dossier_contents import Contents, contents_of, missing_words, still_missing
from govdesk.services.dossier_dispute import Dispute, committee_name, dispute_of
from govdesk.services.paper_labels import document_label
from govdesk.services.template_choice import TemplatesInForce, templates_in_force
from govdesk.storage.queries.case_card import AttachmentFacts, read_attachments
from govdesk.storage.queries.documents import DocumentRow, read_case_documents
from govdesk.storage.queries.drafts import read_draft

VOLUME = "dossier"
PLACES_KIND, PLACES_SEAT = "dossier_places", "*"


@dataclass(frozen=True, slots=True)
class PieceView:
    """One thing bound in a line. `document` is an issued paper, `sha256` an attachment; neither: a form not issued."""

    label: str
    note: str
    kind: str = ""
    document: DocumentRow | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One line. `state`: issued, ready, attached, missing, unused; `words` say it; `next_step` what to do."""

    code: str
    position: int
    label: str
    required: bool
    state: str
    words: str
    next_step: str
    kinds: tuple[str, ...]
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True, slots=True)
class LooseView:
    """An attachment that is not bound."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class DossierView:
    """`volume` is the volume in force; `missing` the 必须 lines with nothing in them, by name."""

    case_id: int
    number: str
    title: str
    committee: str
    mediated: bool
    catalogue: Catalogue
    items: tuple[ItemView, ...]
    loose: tuple[LooseView, ...]
    missing: tuple[str, ...]
    volume: DocumentRow | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything of a dossier before it is rendered."""

    file: CaseFile
    dispute: Dispute
    catalogue: Catalogue
    lines: tuple[Contents, ...]
    loose: tuple[AttachmentFacts, ...]
    papers: tuple[DocumentRow, ...]
    templates: TemplatesInForce

    @property
    def volume(self) -> DocumentRow | None:
        """The volume in force."""
        made = [paper for paper in self.papers if paper.kind == VOLUME and paper.state == "issued"]
        return made[-1] if made else None


def dossier_of(desk: Desk, actor: Actor, case_id: int) -> DossierView:
    """What is made, what is missing, what could be added. Raises NotFound, AccessDenied, BadInput."""
    gathered = gather(desk, actor, case_id)
    viewed(desk, actor, case_id, "dossier")
    items = tuple(_item(line, position) for position, line in enumerate(gathered.lines, start=1))
    return DossierView(
        case_id=case_id,
        number=gathered.file.case.number,
        title=gathered.dispute.title,
        committee=committee_name(desk, gathered.dispute),
        mediated=bool(gathered.file.mediations),
        catalogue=gathered.catalogue,
        items=items,
        loose=tuple(LooseView(item.sha256, item.name) for item in gathered.loose),
        missing=tuple(missing_words(line) for line in still_missing(gathered.lines)),
        volume=gathered.volume,
    )


def place_attachment(desk: Desk, actor: Actor, case_id: int, sha256: str, item: str) -> Changes:
    """Put an attachment into a line of the catalogue, or out of the volume (NOT_BOUND). Raises NotFound, BadInput."""
    if item != NOT_BOUND and catalogue_in_force(desk).item(item) is None:
        raise BadInput("dossier_no_such_item", {"item": item})
    with desk.work(actor) as work:
        file = case_for_change(work, actor, case_id)
        if all(known.sha256 != sha256 for known in read_attachments(work.connection, case_id)):
            raise NotFound("no_such_attachment", {"sha256": sha256})
        saved = read_draft(work.connection, PLACES_SEAT, PLACES_KIND, str(case_id)) or {}
        work.drafts.save(PLACES_SEAT, PLACES_KIND, str(case_id), {**saved, sha256: item}, work.now)
        changes = work.commit()
    return Changes(cases=changes.cases | {int(file.case.id or 0)})


def gather(desk: Desk, actor: Actor, case_id: int) -> Gathered:
    """The lines of the catalogue in force with what stands in them; nothing is rendered yet."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
        if hidden_from(actor, file):
            raise AccessDenied("informant_protected", {})
        papers = read_case_documents(work.connection, case_id)
        attachments = _without_signed(read_attachments(work.connection, case_id))
        places: Mapping[str, str] = read_draft(work.connection, PLACES_SEAT, PLACES_KIND, str(case_id)) or {}
        templates = templates_in_force(work.connection)
    catalogue = catalogue_in_force(desk)
    dispute = dispute_of(desk, file)
    lines, loose = contents_of(desk, actor, dispute, catalogue, papers, attachments, places, templates)
    return Gathered(file, dispute, catalogue, tuple(lines), tuple(loose), tuple(papers), templates)


def places_of(desk: Desk, gathered: Gathered) -> dict[str, str]:
    """Where each attachment stands, by SHA-256."""
    found = {item.sha256: line.item.code for line in gathered.lines for item in line.attachments}
    return {**found, **{item.sha256: NOT_BOUND for item in gathered.loose}}


def _without_signed(attachments: list[AttachmentFacts]) -> list[AttachmentFacts]:
    """A slip of paper on which somebody's word was noted is the centre's, not the dossier's."""
    return [item for item in attachments if item.kind != "slip"]


def _item(line: Contents, position: int) -> ItemView:
    return ItemView(
        code=line.item.code,
        position=position,
        label=line.item.label,
        required=line.item.required,
        state=line.state,
        words=_state_words(line),
        next_step=_next_step(line),
        kinds=line.item.kinds,
        pieces=_pieces(line),
    )


def _pieces(line: Contents) -> tuple[PieceView, ...]:
    papers = tuple(
        PieceView(
            document_label(paper.kind),
            _("{number}　{pages} 页").format(number=paper.number or _("无编号"), pages=paper.pages),
            paper.kind,
            document=paper,
        )
        for paper in line.papers
    )
    forms = tuple(PieceView(form.label, _("成卷时按案件内容制作"), form.kind) for form in line.forms)
    attached = tuple(PieceView(item.name, _size(item.size), sha256=item.sha256) for item in line.attachments)
    return (*papers, *forms, *attached)


def _state_words(line: Contents) -> str:
    if line.state == "missing":
        return _("缺")
    if line.state == "unused":
        return _("按需")
    if line.state == "attached":
        return _("附件 {count} 份").format(count=len(line.attachments))
    words = _("已出具") if line.state == "issued" else _("可成卷")
    if line.attachments:
        return _("{state}，附件 {count} 份").format(state=words, count=len(line.attachments))
    return words


def _next_step(line: Contents) -> str:
    if line.state != "missing":
        return "".join(form.notice for form in line.forms)
    names = _("或").join(f"《{document_label(kind)}》" for kind in line.item.kinds)
    if line.lacks:
        return _("还缺{lacks}。按 Enter 填写{papers}，或把已签的纸件扫描挂到这一项。").format(
            lacks="、".join(line.lacks), papers=names
        )
    return _("按 Enter 制作{papers}，或把已签的纸件扫描挂到这一项。").format(papers=names)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"
