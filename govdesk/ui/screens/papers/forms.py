"""What may be added by hand to a paper that is otherwise drawn from the case."""

from govdesk.foundation.text import _
from govdesk.services.case_actions import FieldSpec

ASSIGNMENT, HANDOVER = "assignment", "handover"
KINDS = (ASSIGNMENT, HANDOVER)


def specs(kind: str) -> tuple[FieldSpec, ...]:
    """The fields of a kind; their names are the keys of `services.papers.paper_for`."""
    return _handover() if kind == HANDOVER else _assignment()


def _assignment() -> tuple[FieldSpec, ...]:
    return (
        _long("instruction", _("办理要求"), _("如：七日内现场核实并回复来件人")),
        _long("leader_note", _("领导批示"), ""),
        _line("reply_way", _("反馈方式"), _("如：书面回执并附照片")),
        _line("assigned_by", _("经办人"), ""),
        FieldSpec("attachments", _("附件"), "list", False, (), _("一行一份")),
    )


def _handover() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("receiver", _("接收单位"), "body", False, (), _("已有移交时不必填")),
        _long("reason", _("移交理由"), ""),
        _long("measures", _("已做工作"), ""),
        _line("basis", _("移交依据"), _("如：权责清单第 41 项")),
        _line("informed", _("告知情况"), _("是否已告知当事人")),
        FieldSpec("materials", _("移交材料"), "list", False, (), _("一行一份")),
        _line("sender_person", _("移交人"), ""),
        _line("receiver_person", _("接收人"), ""),
    )


def _line(name: str, label: str, hint: str) -> FieldSpec:
    return FieldSpec(name, label, "text", False, (), hint)


def _long(name: str, label: str, hint: str) -> FieldSpec:
    return FieldSpec(name, label, "long_text", False, (), hint)
