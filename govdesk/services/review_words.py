"""The words of the review: labels, the definition behind each figure, periods, reasons to discuss a case."""

from govdesk.domain.periods import Period
from govdesk.domain.review import NO_TIER, ReviewRules
from govdesk.domain.vocabulary import Tier
from govdesk.foundation.text import _
from govdesk.services.labels import tier_label


def figure_label(key: str) -> str:
    return _LABELS[key]()


def figure_rule(key: str, rules: ReviewRules) -> str:
    """One sentence: what is counted, out of what, by which date."""
    answers = "、".join(answer_label(answer) for answer in rules.satisfied_answers)
    return _RULES[key]().format(answers=answers)


def parts_words(key: str) -> tuple[str, str]:
    """What numerator and denominator of a rate are called: 按时 ÷ 应办结."""
    words = {
        "disposed": (_("已采取措施"), _("受理")),
        "on_time": (_("按时"), _("应办结")),
        "citizen_on_time": (_("群众钟内"), _("办结")),
        "finished": (_("已办结"), _("应办结")),
        "settled": (_("调解成功"), _("调解结束")),
        "followed_up": (_("已回访"), _("办结")),
        "solved": (_("已解决"), _("接通回访")),
        "satisfied": (_("满意"), _("有效回访")),
        "repeated": (_("重复"), _("受理")),
    }
    return words.get(key, ("", ""))


def period_title(period: Period) -> str:
    """`2026 年第 47 周`, `2026 年 11 月`."""
    if period.kind == "week":
        return _("{year} 年第 {number} 周").format(year=period.year, number=period.number)
    return _("{year} 年 {number} 月").format(year=period.year, number=period.number)


def period_days(period: Period) -> str:
    """`11月16日—11月22日`."""
    return _("{month}月{day}日—{last_month}月{last_day}日").format(
        month=period.first_day.month,
        day=period.first_day.day,
        last_month=period.last_day.month,
        last_day=period.last_day.day,
    )


def period_short(period: Period) -> str:
    """`47周`, `11月`: a tick of the trend."""
    pattern = _("{number}周") if period.kind == "week" else _("{number}月")
    return pattern.format(number=period.number)


def share_label(tier: str) -> str:
    return _("未经分级") if tier == NO_TIER else tier_label(tier)


def share_short_label(tier: str) -> str:
    """Two characters: the head of a column."""
    words = {
        Tier.GRID: _("网格"),
        Tier.VILLAGE: _("村级"),
        Tier.OFFICE: _("科站"),
        Tier.JOINT: _("会商"),
        Tier.TASK_FORCE: _("专班"),
        Tier.COUNTY: _("县级"),
    }
    return _("未分") if tier == NO_TIER else words[Tier(tier)]


def answer_label(answer: str) -> str:
    return {"satisfied": _("满意"), "basically": _("基本满意")}.get(answer, _("不满意"))


def reason_words(overdue: bool, tier: str, reopened: int, returned: int, urgent: bool) -> tuple[str, ...]:
    """Why a case is to be discussed; the arguments are 0 or empty where they are no reason."""
    words = [
        _("超期") if overdue else "",
        _("紧急") if urgent else "",
        tier_label(tier) if tier else "",
        _("重办 {count} 次").format(count=reopened) if reopened else "",
        _("退单 {count} 次").format(count=returned) if returned else "",
    ]
    return tuple(word for word in words if word)


_LABELS = {
    "received": lambda: _("收到"),
    "accepted": lambda: _("受理"),
    "disposed": lambda: _("处置率"),
    "due": lambda: _("应办结"),
    "closed": lambda: _("办结"),
    "on_time": lambda: _("按时办结率"),
    "citizen_on_time": lambda: _("群众钟按时率"),
    "finished": lambda: _("办结率"),
    "settled": lambda: _("化解成功率"),
    "solved": lambda: _("回访解决率"),
    "satisfied": lambda: _("群众满意率"),
    "followed_up": lambda: _("回访率"),
    "repeated": lambda: _("重复诉求率"),
}

_RULES = {
    "received": lambda: _("本期收到的全部案件，按收到日期归期。"),
    "accepted": lambda: _("本期收到的案件中，不予受理和作废以外的案件。"),
    "disposed": lambda: _("已采取处置措施（签收、吹哨、调解或反馈）的件数 ÷ 本期受理件数。"),
    "due": lambda: _("按中心钟（含批准的延期）在本期内到期的案件；尚未到期、已并案和登记前已办结的不计。"),
    "closed": lambda: _("本期办结的案件，按办结日期归期；重办中的不计。"),
    "on_time": lambda: _("按时办结件数 ÷ 本期应办结件数（应办结口径，以中心钟为准）。"),
    "citizen_on_time": lambda: _(
        "从群众来件到办结未超群众钟的件数 ÷ 本期办结件数；群众钟从来件起算，不因延期、挂起而停。"
    ),
    "finished": lambda: _("已办结件数 ÷ 本期应办结件数（应办结口径）。"),
    "settled": lambda: _("达成协议的件数 ÷ 本期结束调解的件数；一件多次调解的以最后一次为准。"),
    "solved": lambda: _("回访认定已解决的件数 ÷ 本期接通回访的件数；未接通的不计，一件多次回访的以最后一次为准。"),
    "satisfied": lambda: _("回访评价为{answers}的件数 ÷ 本期有效回访（接通并有评价）的件数。"),
    "followed_up": lambda: _("办结后已接通回访的件数 ÷ 本期办结件数。"),
    "repeated": lambda: _("同一人或同一事项再次诉求的件数 ÷ 本期受理件数。"),
    "tier_share": lambda: _("办结时所在层级的件数 ÷ 本期全部办结件数。"),
    "to_discuss": lambda: _("在办案件中超期、紧急、会商以上层级、重办或多次退单的，最急的在前。"),
}
