"""From a kind, a case and what a person adds to a frozen paper; also the empty form and the one filled with samples."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from govdesk.documents.template import composed_template, shipped_sample
from govdesk.documents.template_grammar import ComposedTemplate
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.numbering import PaperNumber
from govdesk.domain.paper_fields import PaperField, missing, read_values, samples
from govdesk.domain.papers import AgreementPaper, ComposedPaper, Paper
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.access import hidden_from
from govdesk.services.desk import Desk
from govdesk.services.draft_forms import values_of_file
from govdesk.services.hand_boxes import without_wish
from govdesk.services.paper_kind import Data, PaperKind
from govdesk.services.papers import letterhead, without_informant
from govdesk.services.template_choice import ChosenTemplate

_OF_THE_PAPER = ("letterhead", "number", "dated_on")


def paper_for(
    desk: Desk, actor: Actor, kind: PaperKind, file: CaseFile, data: Data, template: ChosenTemplate | None = None
) -> Paper:
    """The paper without a number. `data` adds to what the case says; for an agreement it is the draft.

    Raises BadInput `paper_…`, `draft_…`; RuleViolation when the case gives no ground for the paper.
    """
    data = cast("Data", without_wish(data))
    if kind.refuse is not None:
        kind.refuse(desk, file)
    if kind.assemble is not None:
        if isinstance(data, AgreementDraft) and kind.code != "agreement":
            raise BadInput("draft_expects_object", {"path": "/"})
        paper = kind.assemble(desk, file, data)
        return _headed(paper, template.letterhead if template else "")
    form = template.form if template else None
    return _composed_paper(desk, actor, kind, file, data, form or composed_template(kind.template_name))


def paper_from_file(kind: PaperKind, data: Any, template: ComposedTemplate | None = None) -> Paper:
    """A paper from a file alone, with the number that stands in it. Raises BadInput for what it does not know."""
    data = without_wish(data)
    if kind.read is not None:
        return kind.read(data)
    template = template or composed_template(kind.template_name)
    own, values = _read(values_of_file(kind.code, data), template)
    _refuse_incomplete(template, values)
    return ComposedPaper(
        kind.code,
        str(own.get("letterhead") or template.letterhead),
        str(own.get("number") or ""),
        _date(own.get("dated_on")),
        values,
        template=template.mark,
    )


def empty_paper(kind: PaperKind, head: str = "", template: ComposedTemplate | None = None) -> Paper:
    """The form as it lies in a drawer, to be filled by hand."""
    if kind.read is not None:
        return _headed(kind.read(_empty(kind)), head)
    template = template or composed_template(kind.template_name)
    return ComposedPaper(kind.code, head, template=template.mark)


def sample_paper(kind: PaperKind, head: str = "", template: ComposedTemplate | None = None) -> Paper:
    """The form with an invented value in every field."""
    if kind.read is not None:
        return _headed(kind.read(shipped_sample(kind.template_name)), head)
    template = template or composed_template(kind.template_name)
    number = PaperNumber(_("甲"), kind.series, _SAMPLE_DATE.year, 12).text if kind.series is not None else ""
    return ComposedPaper(kind.code, head, number, _SAMPLE_DATE, samples(template.fields), template=template.mark)


def paper_fields(kind: PaperKind, template: ComposedTemplate | None = None) -> tuple[PaperField, ...]:
    """The fields of a composed form in order of input; none for the forms that are laid out by a function."""
    if kind.assemble is not None:
        return ()
    return tuple((template or composed_template(kind.template_name)).fields.values())


def refuse_incomplete(paper: Paper, template: ComposedTemplate | None) -> None:
    """Raises RuleViolation `paper_fields_missing` naming every required field that is empty."""
    if isinstance(paper, ComposedPaper) and template is not None:
        _refuse_incomplete(template, paper.values)


def letterhead_of(desk: Desk, body: Body | None, template: ComposedTemplate | None) -> str:
    """A body signs with its name; the centre as its template says, else as it signs everything."""
    if body is not None:
        return body.name
    return (template.letterhead if template else "") or letterhead(desk)


_SAMPLE_DATE = date(2026, 11, 23)


def _composed_paper(
    desk: Desk, actor: Actor, kind: PaperKind, file: CaseFile, data: Data, template: ComposedTemplate
) -> ComposedPaper:
    if isinstance(data, AgreementDraft):
        raise BadInput("paper_expects_object", {"path": "/"})
    own, by_hand = _read(data or {}, template)
    for name in ("letterhead", "number"):
        if own.get(name):
            raise BadInput("paper_bound", {"path": name})
    who, shown = without_informant(file)
    reveals = kind.reveals_informant and not hidden_from(actor, file)
    if reveals:
        shown = file
    drawn = {**by_hand, **kind.values(desk, actor, shown, by_hand)}
    drawn = {name: value for name, value in drawn.items() if name in template.fields}
    values = drawn if reveals else who.clean_all(drawn)
    return ComposedPaper(
        kind.code,
        letterhead_of(desk, kind.issuer(desk, file), template),
        dated_on=_date(own.get("dated_on")) or desk.clock.now().date(),
        values=values,
        specimen=desk.known_centre().demonstration,
        template=template.mark,
    )


def _read(data: Any, template: ComposedTemplate) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is said about the paper itself, and the values of its fields. A field may have the name of either."""
    if not isinstance(data, Mapping):
        raise BadInput("paper_expects_object", {"path": "/"})
    own = {key: value for key, value in data.items() if key in _OF_THE_PAPER and key not in template.fields}
    for key, value in own.items():
        if value is not None and not isinstance(value, str | date):
            raise BadInput("paper_expects_text", {"path": key})
    fields = {key: value for key, value in data.items() if key not in own}
    return own, dict(read_values(template.fields, fields))


def _refuse_incomplete(template: ComposedTemplate, values: Mapping[str, Any]) -> None:
    empty = missing(template.fields, values)
    if empty:
        labels = "、".join(item.label for item in empty)
        fields = "、".join(f"{item.name}（{item.label}）" for item in empty)
        raise RuleViolation("paper_fields_missing", {"labels": labels, "fields": fields, "paper": template.title})


def _date(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise BadInput("paper_expects_date", {"path": "dated_on"}) from None


def _empty(kind: PaperKind) -> dict[str, Any]:
    if kind.code == "agreement":
        return {"parties": [{"role": "applicant", "name": ""}, {"role": "respondent", "name": ""}]}
    names = (
        ("letterhead", "receiver", "title", "sender")
        if kind.code == "handover"
        else ("letterhead", "receiver", "title")
    )
    return dict.fromkeys(names, "")


def _headed(paper: Paper, head: str) -> Paper:
    if isinstance(paper, AgreementPaper) or not head:
        return paper
    return replace(paper, letterhead=head)
