"""What the weekly review counts: the figures by key, what each is a part of, and the rules that are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import NotFound
from govdesk.domain.periods import Period
from govdesk.domain.vocabulary import Tier

SOURCE = "review.toml"
ANSWERS = frozenset({"satisfied", "basically", "dissatisfied"})
NO_TIER = "none"
"""Share of the cases that were closed without ever having been on a tier (imported when finished)."""
TIERS = (*(tier.value for tier in Tier), NO_TIER)

WITHIN_VILLAGE = (Tier.GRID.value, Tier.VILLAGE.value)
"""小事不出村: settled in the village or below."""
WITHIN_STREET = (*WITHIN_VILLAGE, Tier.OFFICE.value, Tier.JOINT.value, Tier.TASK_FORCE.value)
"""大事不出街道: settled by anybody but the county."""

Part = Literal["numerator", "denominator"]
PARTS: tuple[Part, ...] = ("numerator", "denominator")
COUNTS = ("received", "accepted", "due", "closed")
RATES = (
    *("disposed", "on_time", "citizen_on_time", "finished", "settled"),
    *("followed_up", "solved", "satisfied", "repeated"),
)
FIGURES = (
    "received",
    "accepted",
    "disposed",
    "due",
    "closed",
    "on_time",
    "citizen_on_time",
    "finished",
    "settled",
    "solved",
    "satisfied",
    "followed_up",
    "repeated",
)
"""Every figure in the order in which it is printed."""
TO_DISCUSS = "to_discuss"


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` up to, not including, `end`; what lies after `until` (now, or the end) has not happened yet."""

    start: datetime
    end: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Selection:
    """What a number counts: a figure, a share of a tier or a category, or the cases to discuss.

    `figure` is a key of FIGURES, `closed` for a tier's share, `accepted` for a category, or TO_DISCUSS.
    """

    figure: str
    tiers: tuple[str, ...] = ()
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """The part of the definitions that a centre may set."""

    version: str
    satisfied_answers: tuple[str, ...]
    trend_periods: int
    discussed_tiers: tuple[str, ...]
    reopened_at_least: int
    returned_at_least: int
    urgent: bool


def window_of(period: Period, now: datetime) -> Window:
    """A running period reaches up to now: what falls due later in it is not due yet (standards §7)."""
    return Window(period.start, period.end, min(period.end, max(now, period.start)))


def compared_window(period: Period, running: Period, now: datetime) -> Window:
    """An earlier period to compare with: only as much of it as the one that is compared has run so far."""
    whole = window_of(period, now)
    passed = window_of(running, now).until - running.start
    end = min(whole.end, whole.start + passed) if now < running.end else whole.end
    return Window(whole.start, end, min(end, whole.until))


def rate(numerator: int, denominator: int | None) -> float | None:
    """None where there is nothing to be a part of; it is shown as —."""
    return numerator / denominator if denominator else None


def parse_selection(key: str) -> Selection:
    """`received`, `tier.village`, `tier.grid+village|category.labour`, `category.labour`, `to_discuss`.

    Raises NotFound `figure_unknown`.
    """
    if key in FIGURES or key == TO_DISCUSS:
        return Selection(key)
    parts = dict(part.partition(".")[::2] for part in key.split("|"))
    known = set(parts) <= {"tier", "category"} and len(parts) == len(key.split("|"))
    tiers, category = tuple(parts["tier"].split("+")) if "tier" in parts else (), parts.get("category")
    if not known or category == "" or not set(tiers) <= set(TIERS):
        raise NotFound("figure_unknown", {"figure": key})
    return Selection("closed" if tiers else "accepted", tiers, category)


def parse_review_rules(data: Mapping[str, Any]) -> ReviewRules:
    """The rules from the parsed file; raises BadInput naming the key."""
    entry = Entry(data, SOURCE, "")
    rules = ReviewRules(
        version=entry.text("version"),
        satisfied_answers=entry.texts("satisfied_answers"),
        trend_periods=entry.number("trend_periods"),
        discussed_tiers=entry.texts("discussed_tiers"),
        reopened_at_least=entry.number("reopened_at_least"),
        returned_at_least=entry.number("returned_at_least"),
        urgent=entry.flag("urgent"),
    )
    entry.finish()
    if not rules.satisfied_answers or not set(rules.satisfied_answers) <= ANSWERS:
        entry.refuse("satisfied_answers", rules.satisfied_answers)
    if not set(rules.discussed_tiers) <= set(Tier):
        entry.refuse("discussed_tiers", rules.discussed_tiers)
    for key in ("trend_periods", "reopened_at_least", "returned_at_least"):
        if not 1 <= getattr(rules, key) <= 60:
            entry.refuse(key, getattr(rules, key))
    return rules
