"""A paper into PDF bytes: the same paper gives the same bytes, on every machine."""

import hashlib

from govdesk.documents.forms.assignment import assignment
from govdesk.documents.forms.composed import composed
from govdesk.documents.forms.handover import handover
from govdesk.documents.forms.mediation_agreement import mediation_agreement
from govdesk.documents.forms.page import Form, foot, ground
from govdesk.documents.printable import refuse_unprintable
from govdesk.documents.template import Template, composed_source, composed_template, read_wording, template
from govdesk.documents.template_grammar import ComposedTemplate
from govdesk.documents.typesetting.page_flow import draw_pages, paginate
from govdesk.documents.typesetting.sheet import Sheet, writing
from govdesk.domain.papers import AgreementPaper, AssignmentPaper, ComposedPaper, HandoverPaper, Paper, RenderedPaper


def render(paper: Paper, source: str = "") -> RenderedPaper:
    """`source` is the text of the template version to use, empty for the one that came with the program.

    Raises BadInput `character_not_printable`, `font_missing`, `font_unreadable`, `template_…`.
    """
    refuse_unprintable(paper, labels_of(paper, source))
    form = form_of(paper, source)
    with writing:
        content, pages = _write(form)
    return RenderedPaper(content, pages, hashlib.sha256(content).hexdigest(), form.template.mark)


def form_of(paper: Paper, source: str = "") -> Form:
    """The paper laid out but not yet on pages; the Word file is made from it too."""
    match paper:
        case AgreementPaper():
            return mediation_agreement(paper, _wording("mediation_agreement", source))
        case AssignmentPaper():
            return assignment(paper, _wording("assignment", source))
        case HandoverPaper():
            return handover(paper, _wording("handover", source))
        case ComposedPaper():
            return composed(paper, _composed(paper, source))


def _wording(name: str, source: str) -> Template:
    return read_wording(source, f"{name}.toml") if source else template(name)


def _composed(paper: ComposedPaper, source: str) -> ComposedTemplate:
    name = paper.template.partition("/")[0] or paper.kind
    return composed_source(source, f"{name}.toml") if source else composed_template(name)


def labels_of(paper: Paper, source: str = "") -> dict[str, str]:
    """The labels of a composed form's fields, to name the one where a character cannot be printed."""
    if not isinstance(paper, ComposedPaper):
        return {}
    return {item.name: item.label for item in _composed(paper, source).fields.values()}


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
