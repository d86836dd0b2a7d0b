"""A paper into PDF bytes: the same paper gives the same bytes, on every machine."""

import hashlib

from govdesk.documents.forms.assignment import assignment
from govdesk.documents.forms.handover import handover
from govdesk.documents.forms.mediation_agreement import mediation_agreement
from govdesk.documents.forms.page import Form, foot, ground
from govdesk.documents.printable import refuse_unprintable
from govdesk.documents.typesetting.page_flow import draw_pages, paginate
from govdesk.documents.typesetting.sheet import Sheet, writing
from govdesk.domain.papers import AgreementPaper, AssignmentPaper, HandoverPaper, Paper, RenderedPaper


def render(paper: Paper) -> RenderedPaper:
    """Raises BadInput `character_not_printable`, `font_missing`, `font_unreadable`, `template_…`."""
    refuse_unprintable(paper)
    form = form_of(paper)
    with writing:
        content, pages = _write(form)
    return RenderedPaper(content, pages, hashlib.sha256(content).hexdigest(), form.template.mark)


def form_of(paper: Paper) -> Form:
    """The paper laid out but not yet on pages; the Word file is made from it too."""
    match paper:
        case AgreementPaper():
            return mediation_agreement(paper)
        case AssignmentPaper():
            return assignment(paper)
        case HandoverPaper():
            return handover(paper)


def _write(form: Form) -> tuple[bytes, int]:
    sheet = Sheet(
        title=form.title,
        author=form.author,
        subject=form.template.title,
        keywords=f"template {form.template.mark}",
        dated_on=form.dated_on,
    )
    pages = paginate(form.blocks, form.frame)
    draw_pages(pages, form.frame, sheet, ground(form), foot(form))
    return sheet.finish(), len(pages)
