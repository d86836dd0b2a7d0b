"""What a person wrote beside an action, as the domain wants it: dates, numbers, booleans, codes of closed lists."""

from collections.abc import Collection, Mapping
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import BadInput
from govdesk.domain.transitions import Transition
from govdesk.domain.vocabulary import BodyKind, Tier
from govdesk.foundation.text import _
from govdesk.services.action_keys import own_keys, with_bodies, with_days_and_dates, with_everybody, with_tier
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.duties import with_items_cited
from govdesk.services.written_values import flag, listed, written

OTHER = "other"
SHORTEST_ABBREVIATION = 2
_HALF = ("基本", "比较", "一般")
_VALUES_OF_EVERY_ACTION = frozenset({"said_by", "said_how", "said_at", "note", "tier", "parties", "evidence"})
_BY_TIER = frozenset({"lower", "assign", "reassign"})
_AT_TIER = {
    ("grid", "matter"): BodyKind.GRID,
    ("grid", "dispute"): BodyKind.GRID,
    ("grid", "service"): BodyKind.GRID,
    ("village", "dispute"): BodyKind.MEDIATION_COMMITTEE,
    ("village", "matter"): BodyKind.VILLAGE_STATION,
    ("village", "service"): BodyKind.VILLAGE_STATION,
}
_OTHER_WORDS = {
    **dict.fromkeys(("telephone", "call", "来电", "打电话"), "phone"),
    **dict.fromkeys(("paper", "letter", "纸条", "单据", "书面"), "slip"),
    **dict.fromkeys(("in person", "face to face", "上门", "口头", "来访", "见面"), "visit"),
    **dict.fromkeys(("wechat", "sms", "微信", "短信", "微信群"), "message"),
}
"""How people say it otherwise → the code."""

_SAID = frozenset({"reason", "basis", "tried", "contacted", "measures", "limit", "result"})


def cleaned_values(desk: Desk, row: Transition, given: dict[str, Any]) -> dict[str, Any]:
    """Values as the domain wants them: dates, numbers, booleans; unknown names are refused.

    A reason that a closed list does not have counts as its 其他, and its words stand in the note; so does what is
    said beside an action that has no field for it.
    """
    own_words: list[str] = []
    known = {item.name: item for item in row.fields}
    cleaned: dict[str, Any] = {}
    for name, value in own_keys(row, given).items():
        item = known.get(name)
        if item is None and name in _SAID:
            own_words.append(f"{_in_words(name)}：{value}")
            continue
        if item is None:
            if name not in _VALUES_OF_EVERY_ACTION:
                raise BadInput("unknown_value", {"action": row.label, "field": name, "known": key_words(desk, row)})
            cleaned[name] = listed(value) if name == "parties" else value
            continue
        cleaned[name] = written(item.kind, item.label, value, desk.clock.now(), desk.rules.calendar)
        if item.choices and isinstance(cleaned[name], str):
            choices = desk.rules.transitions.lists[item.choices]
            cleaned[name] = code_of(choices, cleaned[name])
            if cleaned[name] not in choices and OTHER in choices:
                own_words.append(cleaned[name])
                cleaned[name] = OTHER
    if own_words:
        cleaned["note"] = "；".join([*own_words, str(cleaned.get("note") or "")]).rstrip("；")
    return with_items_cited(desk, cleaned)


def key_words(desk: Desk, row: Transition, names: Collection[str] | None = None) -> str:
    """The keys of an action (of those `names`) as a script writes them, with their labels and the codes they take."""
    told = []
    for item in row.fields:
        if names is not None and item.name not in names:
            continue
        choices = desk.rules.transitions.lists[item.choices] if item.choices else {}
        codes = "、".join(f"{code} {label}" for code, label in choices.items() if code)
        label = _("{label}：{codes}").format(label=item.label, codes=codes) if codes else item.label
        told.append(_("{name}（{label}）").format(name=item.name, label=label))
    return "、".join(told if names is not None else [*told, "note"])


def receiver_of_tier(desk: Desk, file: CaseFile, row: Transition, values: dict[str, Any]) -> dict[str, Any]:
    """Where only a tier was named, its receiver by the place and the kind of the case, as far as there is one."""
    fields = {item.name for item in row.fields}
    kind = _AT_TIER.get((str(values.get("tier") or ""), file.case.kind))
    if values.get("receiver") or "receiver" not in fields or row.action not in _BY_TIER:
        return values
    if values.get("tier") == Tier.OFFICE:
        body = desk.bodies.on_duty(file.case.category)
    else:
        body = desk.bodies.at(kind, file.case.grid_path) if kind else None
    return {**values, "receiver": body.code} if body else values


def noted_reason(row: Transition, given: dict[str, Any], note: str) -> str:
    """Where a reason in words is asked for and only a note was written, the note is that reason."""
    asked = any(item.name == "reason" and item.required and not item.choices for item in row.fields)
    if not asked or not note or given.get("reason"):
        return note
    given["reason"] = note
    return ""


def way_of(text: str) -> str:
    """How a word was passed on, as the code of the list. Raises BadInput naming the list."""
    ways = {item["code"]: item["label"] for item in shipped("transitions")["lists"]["said_how"]}
    found = _OTHER_WORDS.get(text.strip().lower()) or code_of(ways, text.strip())
    if found not in ways:
        known = "、".join(f"{label}（{code}）" for code, label in ways.items())
        raise BadInput("value_not_in_list", {"field": _("怎么说的"), "value": text, "known": known})
    return found


def _in_words(name: str) -> str:
    return {
        "reason": _("理由"),
        "basis": _("依据"),
        "tried": _("已做工作"),
        "contacted": _("与谁沟通"),
        "measures": _("措施"),
        "limit": _("时限"),
        "result": _("结果"),
    }[name]


def values_of_case(desk: Desk, row: Transition, file: CaseFile, given: dict[str, Any]) -> dict[str, Any]:
    """What was said, as the action on this case means it: its keys, types and codes, days, parties, bodies."""
    told = with_tier(own_keys(row, given))
    named = with_everybody(row, file, with_days_and_dates(desk, row, file, told))
    return receiver_of_tier(desk, file, row, with_bodies(desk, row, file, cleaned_values(desk, row, named)))


def code_of(choices: Mapping[str, str], value: str) -> str:
    """The code behind a label, its head before the colon, or a part that only one label has (仲裁, 不属本单位).

    A code or anything unknown stays for the check that follows.
    """
    if value in choices:
        return value
    exact = next((code for code, label in choices.items() if value in (label, label.partition("：")[0])), None)
    if exact is None and "satisfied" in choices and (opinion := _opinion(value)):
        return opinion
    if exact is not None or len(value) < SHORTEST_ABBREVIATION:
        return value if exact is None else exact
    meant = [code for code, label in choices.items() if value in label]
    return meant[0] if len(meant) == 1 else value


def _opinion(text: str) -> str:
    """What a citizen thinks, in whatever words: 很满意, 不太满意, 基本满意, 是, no; empty when it is none."""
    if text in ("satisfied", "basically", "dissatisfied"):
        return text
    if "满意" in text:
        return (
            "dissatisfied"
            if text.startswith(("不", "没", "未"))
            else "basically"
            if text.startswith(_HALF)
            else "satisfied"
        )
    try:
        return "satisfied" if flag(text, "") else "dissatisfied"
    except BadInput:
        return ""
