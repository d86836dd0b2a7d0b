"""What the papers screen asks: which papers a case can have, in which order, and the form of one with what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import GovDeskError
from govdesk.domain.paper_fields import LIST, LONG, ROWS, TEXT, PaperColumn, PaperField, date_words
from govdesk.domain.papers import ComposedPaper, Value
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.composing import paper_fields
from govdesk.services.desk import Desk
from govdesk.services.documents import paper_of_case
from govdesk.services.messages import sentence
from govdesk.services.paper_kinds import KINDS, paper_kind
from govdesk.services.paper_kinds_centre import CENTRE_KINDS, fits
from govdesk.services.paper_labels import document_label
from govdesk.services.papers import AGREEMENT, ASSIGNMENT, HANDOVER
from govdesk.services.template_choice import current_template

FITTING, CENTRE, DOSSIER = "fitting", "centre", "dossier"
_CENTRE_CODES = (ASSIGNMENT, HANDOVER, *CENTRE_KINDS)


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A kind of paper as the list offers it; `group` is fitting, centre or dossier."""

    code: str
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class PaperForm:
    """Fields in order of input, what the case knows of them, and why the paper cannot be drawn yet ("" if it can).

    `bodies` are the names that a receiver is chosen from.
    """

    code: str
    label: str
    fields: tuple[PaperField, ...]
    known: Mapping[str, Value]
    problem: str
    bodies: tuple[str, ...]


def paper_choices(desk: Desk, actor: Actor, case_id: int) -> list[PaperChoice]:
    """Those that fit the case as it stands first, then the centre's, then the mediation dossier's."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    found = [PaperChoice(code, choice_label(code), _group(code, file)) for code in KINDS if _offered(actor, code)]
    order = (FITTING, CENTRE, DOSSIER)
    return sorted(found, key=lambda choice: order.index(choice.group))


def choice_label(code: str) -> str:
    """The name of a kind where one is chosen: two layouts of the same paper are told apart."""
    layouts = {
        "confirmation_application": _("司法确认申请书（公民）"),
        "confirmation_application_organisation": _("司法确认申请书（单位）"),
    }
    return layouts.get(code) or document_label(code)


def paper_form(desk: Desk, actor: Actor, kind: str, case_id: int) -> PaperForm:
    """The form of one kind, filled with what the case knows. Raises BadInput, NotFound, AccessDenied."""
    asked = registry(desk, kind)
    problem, known = "", {}
    try:
        known = _values(paper_of_case(desk, actor, kind, case_id), asked)
    except GovDeskError as error:
        problem = sentence(error)
    bodies = tuple(row.name for row in desk.body_rows.values() if row.open)
    return PaperForm(kind, document_label(kind), asked, known, problem, bodies)


def registry(desk: Desk, kind: str) -> tuple[PaperField, ...]:
    """The fields of a kind in order of input, by the centre's own template. Raises BadInput."""
    if kind in _OWN_FIELDS:
        return _OWN_FIELDS[kind]()
    form = paper_kind(kind)
    if form.assemble is not None:  # a volume, an agreement: nothing is filled in by field
        return ()
    return paper_fields(form, current_template(desk, form).form)


def _offered(actor: Actor, code: str) -> bool:
    return actor.role in KINDS[code].may_issue


def _group(code: str, file: CaseFile) -> str:
    if code not in _CENTRE_CODES:
        return FITTING if code == AGREEMENT and file.mediations else DOSSIER
    return FITTING if fits(code, file) else CENTRE


def _values(paper: object, asked: tuple[PaperField, ...]) -> dict[str, Value]:
    if isinstance(paper, ComposedPaper):
        return dict(paper.values)
    assert is_dataclass(paper)
    drawn = {item.name: getattr(paper, item.name) for item in fields(paper)}
    return {field.name: _plain(drawn.get(field.name)) for field in asked if drawn.get(field.name)}


def _plain(value: Any) -> Value:
    """A value of a form that is laid out by a function, as a composed form would hold it."""
    if isinstance(value, date):
        return date_words(value)
    if not isinstance(value, tuple):
        return str(value)
    if all(isinstance(item, str) for item in value):
        return value
    return tuple(_row(item) for item in value)


def _row(item: Any) -> dict[str, str]:
    return {each.name: "" if (value := getattr(item, each.name)) is None else str(value) for each in fields(item)}


def _field(name: str, label: str, kind: str = TEXT, hint: str = "", choices: tuple[str, ...] = ()) -> PaperField:
    return PaperField(name, label, kind, "", hint=hint, choices=choices)


def _assignment() -> tuple[PaperField, ...]:
    return (
        _field("receiver", _("承办单位")),
        _field("instruction", _("办理要求"), LONG, _("如：七日内现场核实并回复来件人")),
        _field("leader_note", _("领导批示"), LONG),
        _field("title", _("事项名称")),
        _field("summary", _("事项摘要"), LONG),
        _field("assists", _("协办单位"), LIST),
        _field("source", _("来源")),
        _field("received", _("受理时间")),
        _field("place", _("发生地")),
        _field("reporter", _("反映人")),
        _field("phone", _("联系方式")),
        _field("due", _("办结时限")),
        _field("reply_way", _("反馈方式"), hint=_("如：书面回执并附照片")),
        _field("attachments", _("附件"), LIST),
        _field("assigned_by", _("交办人")),
        *_head(),
    )


def _handover() -> tuple[PaperField, ...]:
    columns = (
        PaperColumn("name", _("材料名称"), 5.0),
        PaperColumn("original", _("原件／复印件"), 2.4),
        PaperColumn("copies", _("份数"), 1.1),
        PaperColumn("sheets", _("页数"), 1.1),
        PaperColumn("note", _("备注"), 2.4),
    )
    return (
        _field("sender", _("移出单位")),
        _field("receiver", _("接收单位")),
        _field("title", _("案件名称")),
        _field("summary", _("案件要点"), LONG),
        _field("measures", _("已采取措施"), LONG),
        _field("reason", _("移交理由"), LONG),
        _field("basis", _("依据"), hint=_("如：权责清单第 41 项")),
        _field("informed", _("告知当事人情况"), LONG),
        PaperField("materials", _("移交材料清单"), ROWS, (), columns=columns),
        _field("parties", _("当事人"), LIST),
        _field("category", _("案件类别")),
        _field("sender_person", _("移出人")),
        _field("receiver_person", _("接收人")),
        *_head(),
    )


def _head() -> tuple[PaperField, ...]:
    """公共头 of the two forms that are laid out by a function."""
    return (
        _field("case_number", _("案件编号")),
        _field("secrecy", _("密级"), hint=_("无、内部")),
        _field("urgency", _("缓急"), hint=_("平件、加急、特急")),
        _field("checked_by", _("审核人")),
        _field("signed_by", _("签发人")),
    )


_OWN_FIELDS = {ASSIGNMENT: _assignment, HANDOVER: _handover}
