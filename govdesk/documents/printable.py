"""Before a paper is set: is there a character that no face can print, and in whose field does it stand."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from govdesk.documents.fonts import uncovered
from govdesk.domain.errors import BadInput
from govdesk.foundation.text import _


def refuse_unprintable(paper: object) -> None:
    """Raises BadInput `character_not_printable`: character, codepoint, field, person ("" if none), where in words."""
    for field, person, text in _texts(paper, "", ""):
        for character, codepoint in uncovered(text):
            facts = {"character": character, "codepoint": codepoint, "field": field, "person": person}
            raise BadInput("character_not_printable", facts | {"where": _where(field, person)})


def field_label(field: str) -> str:
    """The Chinese name of a field of a paper; an unknown one is named as it is in the data."""
    return {
        "name": _("姓名"),
        "committee": _("调解委员会"),
        "letterhead": _("制发单位"),
        "number": _("编号"),
        "role": _("身份"),
        "sex": _("性别"),
        "nation": _("民族"),
        "birth": _("出生日期"),
        "id_number": _("证件号码"),
        "occupation": _("职业或职务"),
        "address": _("住址"),
        "phone": _("联系电话"),
        "relation": _("与当事人的关系"),
        "organisation": _("单位"),
        "authority": _("代理权限"),
        "cause": _("事由"),
        "facts": _("纠纷主要事实"),
        "disputed": _("争议事项"),
        "terms": _("协议内容"),
        "method": _("履行方式"),
        "place": _("地点"),
        "due_on": _("期限"),
        "amount": _("金额"),
        "payer": _("支付方"),
        "payee": _("收款方"),
        "recorder": _("记录人"),
        "reached_on": _("达成日期"),
        "receiver": _("承办（接收）单位"),
        "sender": _("移出单位"),
        "title": _("事项名称"),
        "case_number": _("案件编号"),
        "category": _("案件类别"),
        "source": _("来源"),
        "received": _("受理时间"),
        "reporter": _("反映人"),
        "assists": _("协办单位"),
        "parties": _("当事人"),
        "summary": _("事项摘要"),
        "leader_note": _("领导批示"),
        "instruction": _("办理要求"),
        "due": _("办结时限"),
        "reply_way": _("反馈方式"),
        "attachments": _("附件"),
        "assigned_by": _("交办人"),
        "measures": _("已采取措施"),
        "reason": _("移交理由"),
        "basis": _("依据"),
        "informed": _("告知当事人情况"),
        "original": _("原件或复印件"),
        "note": _("备注"),
        "sender_person": _("移出单位经办人"),
        "receiver_person": _("接收单位经办人"),
    }.get(field, field)


def _where(field: str, person: str) -> str:
    if not person:
        return _("“{field}”一栏").format(field=field_label(field))
    return _("{person}的“{field}”").format(person=person, field=field_label(field))


def _texts(value: object, field: str, person: str) -> Iterator[tuple[str, str, str]]:
    """Every text inside as (field, person it belongs to, text); enumerated codes are not printed."""
    if type(value) is str:
        yield field, person, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, field, person)
    elif is_dataclass(value):
        name = getattr(value, "name", "")
        for item in fields(value):
            yield from _texts(getattr(value, item.name), item.name, name or person)
