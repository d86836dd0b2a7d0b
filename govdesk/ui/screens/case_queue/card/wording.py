"""How the card says what a service found: chips, clocks, timeline entries."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from govdesk.foundation.text import _
from govdesk.services.case_card import CaseCard, ClockView, StepView
from govdesk.ui import theme
from govdesk.ui.widgets.timeline import TimelineEntry

SOON = timedelta(days=1)
_WARNING_STEPS = frozenset(
    {"urge", "send_back", "rework", "rule", "whistle", "extend", "suspend", "decline_offer", "deny", "reopen"}
)
_DANGER_STEPS = frozenset({"refuse", "cancel", "void", "supervise", "list"})
_GOOD_STEPS = frozenset({"pass", "strike_off", "archive", "report", "end_mediation", "grant"})


def chips(card: CaseCard) -> list[tuple[str, str]]:
    """(words, tone) below the title: tier, category, status, then what is unusual."""
    found = [(card.tier_label, theme.TIER_TONES.get(card.tier, "neutral"))] if card.tier else []
    found += [(card.category_label, "accent"), (card.status_label, status_tone(card.status))]
    if card.urgent:
        found.append((_("紧急"), "danger"))
    if card.repeat_of is not None:
        found.append((_("复发") if "relapse" in card.flags else _("重复反映"), "danger"))
    elif "possible_repeat" in card.flags:
        found.append((_("疑似重复"), "warning"))
    if card.return_count:
        found.append((_("退单 {count} 次").format(count=card.return_count), "warning"))
    if card.reopen_count:
        found.append((_("重办 {count} 次").format(count=card.reopen_count), "warning"))
    if card.place_pending:
        found.append((_("待定位"), "warning"))
    if card.informant_protected:
        found.append((_("举报保密"), "warning"))
    if card.mediation_open:
        found.append((_("调解中"), "good"))
    return [*found, *card.marks]


def status_tone(status: str) -> str:
    if status in ("closed", "struck_off", "archived"):
        return "good"
    if status in ("awaiting_manual", "return_pending", "suspended"):
        return "warning"
    return "neutral"


def clock_words(clock: ClockView, now: datetime) -> str:
    """11-21 16:20 到期 · 超 1 天 17 小时"""
    if clock.due_at is None:
        return clock.words
    due = _("{moment} 到期").format(moment=short_moment(clock.due_at, now))
    return f"{due} · {clock.words}"


def clock_ink(clock: ClockView, now: datetime) -> str:
    """overdue, due_soon, on_time, or secondary when it stands or has ended."""
    if clock.overdue:
        return "overdue"
    if clock.paused or not clock.running or clock.due_at is None:
        return "secondary"
    return "due_soon" if clock.due_at - now < SOON else "on_time"


def short_moment(at: datetime, now: datetime) -> str:
    """今天 08:30, 11-20 16:20, 2025-11-20."""
    if at.date() == now.date():
        return _("今天 {time}").format(time=f"{at:%H:%M}")
    return f"{at:%m-%d %H:%M}" if at.year == now.year else f"{at:%Y-%m-%d}"


def timeline(steps: Sequence[StepView], now: datetime) -> list[TimelineEntry]:
    """Newest first."""
    return [_entry(step, now) for step in reversed(steps)]


def handlers(card: CaseCard) -> str:
    """综合执法中队（牵头）、派出所 待签收、司法所 已反馈"""
    if not card.handler:
        return _("未分派")
    if not card.assists:
        return card.handler
    lead = _("{body}（牵头）").format(body=card.handler)
    return "、".join([lead, *(f"{each.body} {each.state_label}" for each in card.assists)])


def people(card: CaseCard) -> str:
    """冯某 138****2176 等 5 人"""
    words = " ".join(part for part in (card.reporter, card.phone) if part)
    if card.people_count and card.people_count > 1:
        many = _("{who} 等 {count} 人") if words else _("{count} 人")
        return many.format(who=words, count=card.people_count)
    return words


def parties(card: CaseCard) -> str:
    """One line for each party."""
    roles = {"applicant": _("申请人"), "respondent": _("被申请人")}
    lines = []
    for party in card.parties:
        words = [roles.get(party.role, _("其他人")), party.name, party.phone, party.address]
        lines.append(" ".join(word for word in words if word))
    return "\n".join(lines)


def beside(card: CaseCard) -> str:
    """What stands beside the case and waits: offers and requests."""
    lines = []
    for request in card.requests:
        if request.state == "open":
            kind = _("延期") if request.kind == "extend" else _("挂起")
            lines.append(_("申请{kind}，待批：{reason}").format(kind=kind, reason=request.reason))
    for offer in card.offers:
        if offer.state == "open":
            lines.append(_("移交待接收：{reason}").format(reason=offer.reason))
    return "\n".join(lines)


def visits(card: CaseCard) -> str:
    """One line for each visit afterwards: solved and satisfied are two answers."""
    lines = []
    ratings = {"satisfied": _("满意"), "basically": _("基本满意"), "dissatisfied": _("不满意")}
    for visit in card.follow_ups:
        solved = {True: _("已解决"), False: _("未解决"), None: _("未联系上")}[visit.solved if visit.reached else None]
        said = " · ".join(part for part in (solved, ratings.get(visit.satisfied, "")) if part)
        lines.append(_("{day} {solved}").format(day=f"{visit.at:%m-%d}", solved=said))
    return "\n".join(lines)


def _entry(step: StepView, now: datetime) -> TimelineEntry:
    if step.said_by:
        words = _("{label} · {said_by}（{how}），{actor} 代录").format(
            label=step.label, said_by=step.said_by, how=step.said_how, actor=step.actor
        )
    else:
        words = f"{step.label} · {step.actor}"
    return TimelineEntry(words, short_moment(step.at, now), step_tone(step.action), step.note)


def step_tone(action: str) -> str:
    if action in _DANGER_STEPS:
        return "danger"
    if action in _WARNING_STEPS:
        return "warning"
    return "good" if action in _GOOD_STEPS else "neutral"
