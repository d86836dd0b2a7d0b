"""What goes into a dossier: for every line of the catalogue the papers, forms and attachments, or what is missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from govdesk.domain.dossier import NOT_BOUND, Catalogue, CatalogueItem
from govdesk.domain.mediation_work import applications_of, confirmations_of, evidence_of
from govdesk.domain.paper_fields import is_filled
from govdesk.domain.papers import ComposedPaper, Value
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.composing import paper_for
from govdesk.services.desk import Desk
from govdesk.services.dossier_dispute import Dispute
from govdesk.services.paper_kinds import paper_kind
from govdesk.services.paper_kinds_dossier_after import has_payments, last_visit
from govdesk.services.paper_kinds_dossier_before import authorised
from govdesk.services.paper_labels import document_label
from govdesk.services.template_choice import TemplatesInForce
from govdesk.storage.queries.case_card import AttachmentFacts
from govdesk.storage.queries.documents import DocumentRow

LAST_FORMS = ("dossier_note", "dossier_back")
"""Forms that tell how many pages there are: made when everything else is counted."""

_ESSENTIAL: Mapping[str, tuple[str, ...]] = {
    "application": ("applicants", "respondents", "summary", "requests"),
    "acceptance": ("names", "dispute_type", "summary"),
    "rights_notice": ("parties",),
    "identity_papers": ("people",),
    "authorisation": ("principal", "agent", "powers"),
    "investigation": ("held_at", "place", "turns"),
    "evidence_list": ("materials",),
    "session_record": ("held_at", "place", "turns", "outcome"),
    "performance_receipt": ("payee", "payer", "performed"),
    "follow_up_record": ("visited_at", "performed"),
    "confirmation_materials": ("materials",),
    "closing_report": ("unit", "parties", "facts", "outcome"),
    "dossier_note": (),
    "dossier_back": (),
}
"""What a form that nobody issued has to say before it is bound; forms not named here are bound only when issued."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form not issued, ready to be rendered with `source`, the text of its template version.

    `lacks` are labels of what it does not say yet; `notice` says what is added by hand when the volume is printed.
    """

    kind: str
    label: str
    paper: ComposedPaper
    source: str
    lacks: tuple[str, ...]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """One line of the catalogue with everything that stands in it, in the order of binding.

    `state`: issued, ready (a form drawn from the case), attached, missing (必须), unused (按需).
    """

    item: CatalogueItem
    papers: tuple[DocumentRow, ...]
    forms: tuple[Form, ...]
    attachments: tuple[AttachmentFacts, ...]
    state: str
    lacks: tuple[str, ...] = ()

    @property
    def is_bound(self) -> bool:
        return bool(self.papers or self.forms or self.attachments)


def contents_of(
    desk: Desk,
    actor: Actor,
    dispute: Dispute,
    catalogue: Catalogue,
    papers: Sequence[DocumentRow],
    attachments: Sequence[AttachmentFacts],
    places: Mapping[str, str],
    templates: TemplatesInForce,
) -> tuple[list[Contents], list[AttachmentFacts]]:
    """Every line, and the attachments that are not to be bound. `places` says by SHA-256 where a person put one."""
    standing = [paper for paper in papers if paper.state == "issued"]
    by_item: dict[str, list[AttachmentFacts]] = {}
    for attachment in attachments:
        by_item.setdefault(place_of_attachment(catalogue, attachment, places), []).append(attachment)
    form = partial(_form, desk, actor, dispute, templates)
    lines = [_line(form, dispute, item, standing, tuple(by_item.pop(item.code, ()))) for item in catalogue.items]
    return lines, [attachment for rest in by_item.values() for attachment in rest]


def place_of_attachment(catalogue: Catalogue, attachment: AttachmentFacts, places: Mapping[str, str]) -> str:
    """Where a person put it, else where its kind belongs."""
    chosen = places.get(attachment.sha256, "")
    if chosen == NOT_BOUND or catalogue.item(chosen) is not None:
        return chosen
    return catalogue.place_of(attachment.kind)


def _line(
    form: "_MakeForm",
    dispute: Dispute,
    item: CatalogueItem,
    standing: Sequence[DocumentRow],
    attachments: tuple[AttachmentFacts, ...],
) -> Contents:
    papers = tuple(paper for kind in item.kinds for paper in standing if paper.kind == kind)
    drawn = _drawn_forms(form, dispute, item, papers, bool(attachments))
    forms = tuple(form for form in drawn if not form.lacks)
    if papers or forms or attachments:
        state = "issued" if papers else "ready" if forms else "attached"
        return Contents(item, papers, forms, attachments, state)
    lacks = tuple(dict.fromkeys(label for form in drawn for label in form.lacks))
    return Contents(item, papers, forms, attachments, "missing" if item.required else "unused", lacks)


def _drawn_forms(
    make: "_MakeForm",
    dispute: Dispute,
    item: CatalogueItem,
    papers: Sequence[DocumentRow],
    has_attachments: bool,
) -> list[Form]:
    """Forms of the line that can be drawn from the case because what they tell has happened."""
    if dispute.mediation is None:
        return []
    if "session_record" in item.kinds:
        return _session_forms(make, dispute, papers)
    if papers:
        return []
    wanted = [kind for kind in item.kinds if kind in _ESSENTIAL]
    if "application" in wanted and "acceptance" in wanted:
        wanted.remove("acceptance" if applications_of(dispute.file) else "application")
    found = []
    for kind in wanted:
        if item.required or _HAPPENED.get(kind, _never)(dispute, has_attachments):
            form = make(kind, {"bound": True} if has_attachments and kind in _WITH_PAGES else {})
            if item.required or not form.lacks:
                found.append(form)
    return found


def _session_forms(make: "_MakeForm", dispute: Dispute, papers: Sequence[DocumentRow]) -> list[Form]:
    """A record for every talk that was held, unless records were issued for all of them."""
    held = dispute.sessions
    if papers and len(papers) >= len(held):
        return []
    if not held:
        return [make("session_record", {})]
    return [make("session_record", {"session": str(talk.number)}) for talk in held[len(papers) :]]


def _form(
    desk: Desk, actor: Actor, dispute: Dispute, templates: TemplatesInForce, kind: str, data: Mapping[str, object]
) -> Form:
    template = templates.of(paper_kind(kind))
    on = _dated_on(dispute, kind, data)
    paper = paper_for(desk, actor, paper_kind(kind), dispute.file, {**data, "dated_on": on.isoformat()}, template)
    assert isinstance(paper, ComposedPaper) and template.form is not None
    fields = template.form.fields
    essential = [name for name in _ESSENTIAL[kind] if name in fields]
    lacks = tuple(fields[name].label for name in essential if not is_filled(paper.values.get(name)))
    return Form(kind, document_label(kind), paper, template.source, lacks, _without_numbers(kind, paper))


def _without_numbers(kind: str, paper: ComposedPaper) -> str:
    """Whose identity number nobody wrote down: nobody has to give it, the copy is put into the printed volume."""
    if kind != "identity_papers":
        return ""
    people: Value = paper.values.get("people", ())
    unknown = [row["name"] for row in people if not isinstance(row, str) and not row.get("number", "").strip()]
    if not unknown:
        return ""
    return _("{names}的证件号码没有登记，证件复印件待粘贴。").format(names="、".join(unknown))


def _dated_on(dispute: Dispute, kind: str, data: Mapping[str, object]) -> date:
    """The day a form tells of, not the day on which it is drawn."""
    mediation = dispute.mediation
    if mediation is None:
        return dispute.today
    if kind == "session_record":
        talk = next((item for item in dispute.sessions if str(item.number) == data.get("session")), dispute.session)
        return talk.starts_at.date() if talk else mediation.opened_at.date()
    visit = last_visit(dispute.file)
    if kind == "follow_up_record" and visit is not None:
        return visit.at.date()
    if kind in ("application", "acceptance", "rights_notice", "identity_papers", "evidence_list", "authorisation"):
        return mediation.applied_on or mediation.opened_at.date()
    return dispute.today


_WITH_PAGES = frozenset({"identity_papers", "evidence_list"})
_MakeForm = Callable[[str, Mapping[str, object]], Form]
_Happened = Callable[[Dispute, bool], bool]


def _never(_dispute: Dispute, _attached: bool) -> bool:
    return False


def _always(_dispute: Dispute, _attached: bool) -> bool:
    return True


_HAPPENED: Mapping[str, _Happened] = {
    "authorisation": lambda dispute, _attached: authorised(dispute) is not None,
    "evidence_list": lambda dispute, _attached: any(item.is_kept for item in evidence_of(dispute.file)),
    "performance_receipt": lambda dispute, _attached: has_payments(dispute.file),
    "follow_up_record": lambda dispute, _attached: last_visit(dispute.file) is not None,
    "confirmation_materials": lambda dispute, _attached: bool(confirmations_of(dispute.file)),
    "closing_report": lambda dispute, _attached: dispute.file.case.closed_at is not None,
    "dossier_note": _always,
    "dossier_back": _always,
    "identity_papers": _always,
    "rights_notice": _always,
}
# whether a paper that is not obligatory has something to tell of


def still_missing(lines: Sequence[Contents]) -> list[Contents]:
    """The 必须 lines with nothing in them."""
    return [line for line in lines if line.state == "missing"]


def missing_words(line: Contents) -> str:
    """The line by name, and what its form does not say yet."""
    if not line.lacks:
        return line.item.label
    return _("{label}（还缺{lacks}）").format(label=line.item.label, lacks="、".join(line.lacks))
