"""How the card says what a service found: chips, clocks, timeline entries."""

from collections.abc import Sequence
from datetime import datetime

from govdesk.domain.vocabulary import OPEN_STATUSES, Status, Tier
from govdesk.foundation.text import _
from govdesk.services.case_card import CaseCard, ClockView, StepView
from govdesk.ui.widgets.timeline import TimelineEntry

_WARNING_STEPS = frozenset(
    {"urge", "send_back", "rework", "rule", "whistle", "extend", "suspend", "decline_offer", "deny", "reopen"}
)
_DANGER_STEPS = frozenset({"refuse", "cancel", "void", "supervise", "list"})
_GOOD_STEPS = frozenset({"pass", "strike_off", "archive", "report", "end_mediation", "grant"})


def tier_steps() -> list[tuple[str, str]]:
    """(code, short word) of the six tiers, from the grid upward."""
    words = {
        Tier.GRID: _("网格"),
        Tier.VILLAGE: _("村级"),
        Tier.OFFICE: _("科室"),
        Tier.JOINT: _("联合"),
        Tier.TASK_FORCE: _("专班"),
        Tier.COUNTY: _("县级"),
    }
    return [(tier.value, words[tier]) for tier in Tier]


def is_open(card: CaseCard) -> bool:
    return Status(card.status) in OPEN_STATUSES


def status_tone(status: str) -> str:
    if status in ("closed", "struck_off", "archived"):
        return "good"
    if status in ("awaiting_manual", "return_pending", "suspended"):
        return "warning"
    if status in ("cancelled", "not_accepted", "merged"):
        return "neutral"
    return "accent"


def clock_state(clock: ClockView) -> str:
    """The ink of a clock: overdue, due_soon, on_time, secondary when it stands or has ended."""
    if clock.overdue:
        return "overdue"
    return "secondary" if clock.paused or clock.due_at is None else "on_time"


def short_moment(at: datetime, now: datetime) -> str:
    """今天 08:30, 11-20 16:20, 2025-11-20."""
    if at.date() == now.date():
        return _("今天 {time}").format(time=f"{at:%H:%M}")
    return f"{at:%m-%d %H:%M}" if at.year == now.year else f"{at:%Y-%m-%d}"


def timeline(steps: Sequence[StepView], now: datetime) -> list[TimelineEntry]:
    """Newest first."""
    return [_entry(step, now) for step in reversed(steps)]


def _entry(step: StepView, now: datetime) -> TimelineEntry:
    words = f"{step.label} · {step.actor}"
    if step.said_by:
        words = _("{label} · {said_by} 所述，{actor} 代录").format(
            label=step.label, said_by=step.said_by, actor=step.actor
        )
    return TimelineEntry(words, short_moment(step.at, now), step_tone(step.action), step.note or "")


def step_tone(action: str) -> str:
    if action in _DANGER_STEPS:
        return "danger"
    if action in _WARNING_STEPS:
        return "warning"
    return "good" if action in _GOOD_STEPS else "neutral"
