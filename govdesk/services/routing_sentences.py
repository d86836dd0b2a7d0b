"""Routing rules, their conditions and what a case brought to them, as sentences made from templates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from govdesk.domain.routing import Condition, Outcome, Receiver, Rule
from govdesk.domain.routing_conditions import NOT_YET_PLACED, PREDICATES, Recurrence
from govdesk.foundation.text import _

Label = Callable[[str], str]


@dataclass(frozen=True)
class RoutingLabels:
    """How the codes in rules are called; each function gives the code back when it has no label."""

    category: Label
    channel: Label
    tier: Label
    body: Label
    grid: Label
    term: Label


def sentence(rule: Rule, labels: RoutingLabels) -> str:
    """One sentence that a clerk can read: when, then where, who, with whom, how fast."""
    conditions = _("，且").join(condition_words(condition, labels) for condition in rule.conditions)
    parts = [
        _("{conditions}的，派到{tier}层级，由{receiver}办理").format(
            conditions=conditions,
            tier=labels.tier(rule.tier),
            receiver=receiver_words(rule.receiver, labels),
        )
    ]
    if rule.assists:
        parts.append(_("{bodies}协办").format(bodies=_listed(receiver_words(a, labels) for a in rule.assists)))
    if rule.term:
        parts.append(_("期限按“{term}”").format(term=labels.term(rule.term)))
    return _("，").join(parts) + _("。")


def receiver_words(receiver: Receiver, labels: RoutingLabels) -> str:
    if receiver.body:
        return labels.body(receiver.body)
    return {
        "grid_staff": _("本网格网格员"),
        "mediation_committee": _("本村（社区）调委会"),
        "village_station": _("本村（社区）服务站"),
        "duty_office": _("职责清单上有这一类的科室站所"),
    }[receiver.kind]


def condition_words(condition: Condition, labels: RoutingLabels) -> str:
    """The condition itself, e.g. 来源是诉前调解."""
    if PREDICATES[condition.name].shape == "flag":
        said, not_said = _flags()[condition.name]
        return said if condition.value is not condition.negated else not_said
    if condition.name == "recurrence":
        return _recurrence_words(condition)
    template = _templates()[condition.name][1 if condition.negated else 0]
    if PREDICATES[condition.name].shape in ("at_least", "at_most"):
        return template.format(n=condition.value)
    return template.format(codes=_either(condition, labels))


def condition_name(name: str) -> str:
    """The kind of condition as the menu calls it."""
    return {
        "channel": _("来源渠道"),
        "initiated_by": _("起因"),
        "kind": _("事项性质"),
        "category": _("类别"),
        "tier": _("案件所在层级"),
        "tier_exhausted": _("办不成的层级"),
        "grid": _("发生地（含下级网格）"),
        "place_level": _("发生地的级别"),
        "duty_body": _("某单位的职责清单"),
        "duty_listed": _("在不在职责清单上"),
        "urgent": _("是否紧急"),
        "risk": _("风险"),
        "words": _("风险词、关键词"),
        "people_at_least": _("人数至少"),
        "people_at_most": _("人数至多"),
        "returns_at_least": _("退单次数"),
        "reopened_at_least": _("重办次数"),
        "recurrence": _("反复发生"),
    }[name]


def code_words(name: str, code: str, labels: RoutingLabels) -> str:
    """One code of a condition as the sentence says it."""
    return _label(name, code, labels)


def outcome_words(outcome: Outcome, labels: RoutingLabels) -> str:
    """The condition with what this case brought to it, e.g. 涉及 30 人以上（本案 2 人）."""
    words = condition_words(outcome.condition, labels)
    brought = _brought(outcome, labels)
    return _("{condition}（{brought}）").format(condition=words, brought=brought) if brought else words


def _brought(outcome: Outcome, labels: RoutingLabels) -> str:
    """What the case has, left out where the condition says it already."""
    name, actual = outcome.condition.name, outcome.actual
    shape = PREDICATES[name].shape
    if shape == "flag":
        return "" if outcome.holds else _("本案{said}").format(said=_flags()[name][0 if actual else 1])
    if shape in ("at_least", "at_most"):
        return _counted(name).format(n=actual) if actual or not name.startswith("people") else _("本案没写人数")
    if shape == "recurrence":
        return _("本案之前 {n} 件").format(n=actual)
    found = (actual,) if isinstance(actual, str) else actual
    if not found:
        return "" if outcome.holds else _("本案没有")
    if outcome.holds and not outcome.condition.negated and set(found) == set(outcome.condition.value):
        return ""
    template = _("本案{codes}") if name == "tier" else _("本案有{codes}") if shape == "words" else _("本案是{codes}")
    return template.format(codes=_codes(name, found, labels))


def _counted(name: str) -> str:
    return {
        "people_at_least": _("本案 {n} 人"),
        "people_at_most": _("本案 {n} 人"),
        "returns_at_least": _("本案 {n} 次"),
        "reopened_at_least": _("本案 {n} 次"),
    }[name]


def _flags() -> dict[str, tuple[str, str]]:
    """For each predicate that is true or not: how both are said."""
    return {
        "urgent": (_("标为紧急"), _("没有标为紧急")),
        "duty_listed": (_("在本街道的职责清单上"), _("不在本街道的职责清单上")),
    }


def _templates() -> dict[str, tuple[str, str]]:
    """For each predicate the positive and the negated form."""
    return {
        "channel": (_("来源是{codes}"), _("来源不是{codes}")),
        "initiated_by": (_("起因是{codes}"), _("起因不是{codes}")),
        "kind": (_("属于{codes}"), _("不属于{codes}")),
        "category": (_("类别是{codes}"), _("类别不是{codes}")),
        "tier": (_("案件{codes}"), _("案件不是{codes}")),
        "tier_exhausted": (_("{codes}已经办不成"), _("没有在{codes}办不成过")),
        "grid": (_("发生在{codes}"), _("不发生在{codes}")),
        "place_level": (_("发生地的级别是{codes}"), _("发生地的级别不是{codes}")),
        "duty_body": (_("在{codes}的职责清单上"), _("不在{codes}的职责清单上")),
        "risk": (_("有{codes}的风险"), _("没有{codes}的风险")),
        "words": (_("文字里有{codes}"), _("文字里没有{codes}")),
        "people_at_least": (_("涉及 {n} 人以上"), _("涉及不到 {n} 人")),
        "people_at_most": (_("涉及不超过 {n} 人"), _("涉及超过 {n} 人")),
        "returns_at_least": (_("退单 {n} 次以上"), _("退单不到 {n} 次")),
        "reopened_at_least": (_("重办 {n} 次以上"), _("重办不到 {n} 次")),
    }


def _recurrence_words(condition: Condition) -> str:
    wanted: Recurrence = condition.value
    what = {
        "place": _("同一地方"),
        "kind": _("同类问题"),
        "place_and_kind": _("同一地方同类问题"),
    }[wanted.same]
    template = _("近 {days} 天{what}不到 {n} 件") if condition.negated else _("近 {days} 天{what}已有 {n} 件以上")
    return template.format(days=wanted.days, what=what, n=wanted.at_least)


def _either(condition: Condition, labels: RoutingLabels) -> str:
    """Any of the codes is enough: A、B或C. Words that must all be missing stand side by side."""
    name, codes = condition.name, condition.value
    if name == "words" and condition.negated:
        return _codes(name, codes, labels)
    words = [_codes(name, (code,), labels) for code in codes]
    if name == "tier" and condition.negated:
        words = [word.removeprefix(_("现在")) for word in words]
    before = "" if name == "words" else _("、")
    return _("{words}或{last}").format(words=before.join(words[:-1]), last=words[-1]) if words[:-1] else words[0]


def _codes(name: str, codes: Iterable[str], labels: RoutingLabels) -> str:
    if name == "words":
        return "".join(_("“{word}”").format(word=word) for word in codes)
    return _listed(_label(name, code, labels) for code in codes)


def _label(name: str, code: str, labels: RoutingLabels) -> str:
    if name == "tier":
        return _("尚未分派") if code == NOT_YET_PLACED else _("现在在{tier}").format(tier=labels.tier(code))
    if name == "tier_exhausted":
        return labels.tier(code)
    if name == "kind":
        return {"dispute": _("矛盾纠纷"), "matter": _("一般事项"), "service": _("代办服务")}.get(code, code)
    if name == "initiated_by":
        return _initiators().get(code, code)
    if name == "place_level":
        return _levels().get(code, code)
    if name == "risk":
        return risk_labels().get(code, code)
    by_name: dict[str, Label] = {
        "category": labels.category,
        "channel": labels.channel,
        "grid": labels.grid,
        "duty_body": labels.body,
    }
    return by_name[name](code)


def risk_labels() -> dict[str, str]:
    """The risk flags of `routing_conditions.RISKS` as a person reads them."""
    return {
        "crime": _("涉嫌犯罪"),
        "violence": _("民转刑"),
        "self_harm": _("自伤自杀"),
        "domestic_violence": _("家庭暴力"),
        "child": _("未成年人受害"),
        "group": _("群体性"),
        "fire": _("火灾"),
        "explosion": _("燃爆"),
        "traffic": _("交通安全"),
    }


def _levels() -> dict[str, str]:
    return {
        "none": _("不明"),
        "county": _("县"),
        "town": _("街道（乡镇）"),
        "village": _("村（社区）"),
        "grid": _("网格"),
    }


def _initiators() -> dict[str, str]:
    return {
        "application": _("群众、单位申请"),
        "proactive": _("主动发现"),
        "court": _("法院委派"),
        "police": _("公安移交"),
        "superior": _("上级交办"),
    }


def _listed(words: Iterable[Any]) -> str:
    return _("、").join(words)
