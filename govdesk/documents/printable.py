"""Before a paper is set: is there a character that no face can print, and in whose field does it stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from govdesk.documents.fonts import uncovered
from govdesk.documents.typesetting.atoms import HAND_BOX
from govdesk.domain.errors import BadInput
from govdesk.foundation.text import _

P = TypeVar("P")

_LONGEST_NAME = 12
_NAME_ENDS = re.compile(r"[，,（(：:；;\s]")
_NOT_PEOPLE = frozenset(
    [
        "title",
        "place",
        "number",
        "case_number",
        "cause",
        "facts",
        "summary",
        "reason",
        "request",
        "requests",
        "instruction",
        "basis",
        "measures",
        "result",
        "outcome",
        "opinion",
        "conclusion",
        "method",
        "note",
    ]
)


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A character that no face has. `person` is "" where none is meant; `where` says field and person in words."""

    character: str
    codepoint: str
    field: str
    person: str
    where: str


def refuse_unprintable(paper: object, labels: Mapping[str, str] | None = None) -> None:
    """Raises BadInput `character_not_printable` with the facts of the first `Unprintable`.

    `labels` are the names of a composed paper's fields.
    """
    for found in unprintable(paper, labels):
        raise BadInput("character_not_printable", asdict(found))


def unprintable(paper: object, labels: Mapping[str, str] | None = None) -> Iterator[Unprintable]:
    """Every place with a character that cannot be printed, in the order of the paper's values."""
    for field, person, text in _texts(paper, "", ""):
        for character, codepoint in uncovered(text):
            name = (labels or {}).get(field) or field_label(field)
            yield Unprintable(character, codepoint, field, person, _where(name, person))


def boxed(paper: P) -> P:
    """The paper with an empty box to write into for every character that cannot be printed."""
    return cast("P", _boxed(paper))


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


def _where(name: str, person: str) -> str:
    if not person:
        return _("“{field}”一栏").format(field=name)
    return _("{person}的“{field}”").format(person=person, field=name)


def _texts(value: object, field: str, person: str) -> Iterator[tuple[str, str, str]]:
    """Every text inside as (field, person it belongs to, text); enumerated codes are not printed."""
    if type(value) is str:
        yield field, person, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, field, person or (_who(item) if isinstance(item, str) else ""))
    elif isinstance(value, Mapping):
        name = value.get("name") or value.get("speaker") or ""
        for key, item in value.items():
            yield from _texts(item, field or key, name or person or _short_name(key, item))
    elif is_dataclass(value) and not isinstance(value, type):
        name = getattr(value, "name", "")
        for attribute in fields(value):
            yield from _texts(getattr(value, attribute.name), _named(attribute.name), name or person)


def _named(attribute: str) -> str:
    return "" if attribute == "values" else attribute


def _who(text: str) -> str:
    """张三，男，… → 张三: people in a list open with their name."""
    return _NAME_ENDS.split(text, maxsplit=1)[0] if _NAME_ENDS.search(text) or len(text) <= _LONGEST_NAME else ""


def _short_name(key: str, value: object) -> str:
    """A field that holds one short name: 申请人, 被申请人, 记录人."""
    if key in _NOT_PEOPLE or key.endswith(("_at", "_on")):
        return ""
    return value if isinstance(value, str) and len(value) <= _LONGEST_NAME else ""


def _boxed(value: Any) -> Any:
    if type(value) is str:
        faults = uncovered(value)
        return value.translate({ord(character): HAND_BOX for character, _code in faults}) if faults else value
    if isinstance(value, tuple):
        return tuple(_boxed(item) for item in value)
    if isinstance(value, Mapping):
        return {key: _boxed(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _boxed(getattr(value, item.name)) for item in fields(value)})
    return value
