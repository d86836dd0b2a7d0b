"""What the demonstration street shall have: how many cases end where, when they come in, and how long they take."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from govdesk.domain.terms import TermFacts
from govdesk.domain.vocabulary import ClockKind, Tier
from govdesk.services.demonstration_stories import Stories, Story, Told, tell
from govdesk.services.demonstration_street import invented_name, read_street
from govdesk.services.demonstration_timing import (
    DAY,
    LATE_SHARE,
    WEEKS,
    age_of_open,
    endings_by_age,
    length_of_finished,
    receipts,
)
from govdesk.services.desk import Desk
from govdesk.storage.queries.centre import GridRow

LONGEST = (WEEKS * 7 - 12) * DAY
SETTLED_AFTER = 40 * DAY
PACE_OPEN = 0.85
PACE_CLIMBED = 1.4
PACE_FINISHED = 1.3
PACE_LONG = 0.5

OPEN_ENDINGS = {
    "unassigned": 6,
    "dispatched": 15,
    "returned": 5,
    "handled": 26,
    "lasting": 16,
    "agreed": 5,
    "climbed": 10,
    "mediating": 12,
    "joint": 12,
    "suspended": 6,
    "extension_asked": 5,
    "offered": 5,
    "submitted": 14,
}
FINISHED_ENDINGS = {
    "closed": 20,
    "unreached": 5,
    "followed": 44,
    "struck_off": 140,
    "archived": 104,
    "refused": 12,
    "cancelled": 5,
    "joint_to_court": 2,
}
_DISPUTES_ONLY = ("lasting", "mediating", "agreed", "joint_to_court")
_KIND_WEIGHTS = {"dispute": 60, "matter": 32, "service": 8}
_STORY_OF_ENDING = {"unassigned": "unclear_matter", "joint_to_court": "nanfang_divorce"}


@dataclass(frozen=True, slots=True)
class Plan:
    """One case to come: `length` is the time from receipt to closing, or to now for a case that stays open.

    `pace` times the shares of the steps (which add up to less than one) spreads the acts over the length.
    """

    ending: str
    told: Told
    grid: GridRow | None
    received_at: datetime
    length: timedelta
    pace: float
    urgent: bool


@dataclass(frozen=True, slots=True)
class _Matter:
    """What the case is about; `allowed` by the centre's clock, `hands` by that of the first handling body."""

    told: Told
    grid: GridRow
    urgent: bool
    allowed: timedelta
    hands: timedelta


def make_plans(desk: Desk, stories: Stories, chance: random.Random, now: datetime) -> list[Plan]:
    """All plans of the demonstration in the order of their receipt."""
    calendar = desk.rules.calendar
    plans = []
    for ending in _listed(OPEN_ENDINGS):
        matter = _matter(desk, stories, chance, ending, now)
        age = age_of_open(calendar, ending, matter.allowed, matter.hands, chance, now)
        plans.append(_plan(matter, ending, now - age, age, chance, stays_open=True))
    finished = endings_by_age(_listed(FINISHED_ENDINGS), chance)
    moments = receipts(calendar, [plan.received_at for plan in plans], len(finished), chance, now)
    for ending, received in zip(finished, moments, strict=True):
        matter = _matter(desk, stories, chance, ending, now)
        length = length_of_finished(ending, matter.allowed, matter.hands, now - received, chance)
        plans.append(_plan(matter, ending, received, length, chance, stays_open=False))
    return sorted(plans, key=lambda plan: plan.received_at)


def make_plan_at(desk: Desk, stories: Stories, chance: random.Random, received_at: datetime, now: datetime) -> Plan:
    """A plan for load: what came in long ago is nearly always finished, what came in lately is still on its way."""
    ending = chance.choices(tuple(FINISHED_ENDINGS), tuple(FINISHED_ENDINGS.values()))[0]
    matter = _matter(desk, stories, chance, ending, now)
    late = chance.random() < LATE_SHARE
    length = min(matter.allowed * (chance.uniform(1.3, 1.8) if late else chance.uniform(0.25, 0.8)), LONGEST)
    plan = _plan(matter, ending, received_at, length, chance, stays_open=False)
    age = now - received_at
    if age > length * 1.2 and chance.random() < 0.995:
        settled = ending in ("closed", "unreached", "followed") and age > length + SETTLED_AFTER
        return replace(plan, ending=chance.choice(("struck_off", "archived"))) if settled else plan
    ending = chance.choices(tuple(OPEN_ENDINGS), tuple(OPEN_ENDINGS.values()))[0]
    if ending in _STORY_OF_ENDING or (ending in _DISPUTES_ONLY and plan.told.story.kind != "dispute"):
        ending = "handled"
    return replace(plan, ending=ending, length=age, pace=PACE_OPEN)


def _listed(endings: Mapping[str, int]) -> list[str]:
    return [ending for ending, count in endings.items() for _case in range(count)]


def _matter(desk: Desk, stories: Stories, chance: random.Random, ending: str, now: datetime) -> _Matter:
    story = _story(stories, chance, ending)
    grid = _grid(desk, story, chance)
    village = _village(desk, grid).name
    told = tell(stories, story, village, _names(desk, chance), chance, 0 if ending == "agreed" else None)
    urgent = chance.random() < story.urgent
    tier = Tier.VILLAGE if story.kind == "dispute" else Tier.OFFICE
    return _Matter(
        told,
        grid,
        urgent,
        _allowed(desk, ClockKind.CENTRE, TermFacts(told.channel, story.kind, story.category, urgent=urgent), now),
        _allowed(
            desk, ClockKind.HANDLER, TermFacts(told.channel, story.kind, story.category, tier.value, urgent=urgent), now
        ),
    )


def _plan(
    matter: _Matter, ending: str, received: datetime, length: timedelta, chance: random.Random, stays_open: bool
) -> Plan:
    place_pending = ending == "unassigned" and chance.random() < 0.5
    return Plan(
        ending,
        matter.told,
        None if place_pending else matter.grid,
        received.replace(microsecond=0),
        length,
        _pace(ending, stays_open),
        matter.urgent,
    )


def _pace(ending: str, stays_open: bool) -> float:
    """The longer the script, the smaller its shares must become."""
    if ending in ("joint_to_court", "climbed"):
        return PACE_LONG if ending == "joint_to_court" else PACE_CLIMBED
    return PACE_OPEN if stays_open else PACE_FINISHED


def _names(desk: Desk, chance: random.Random) -> tuple[str, str, str]:
    """Three people who hold no post and are not each other."""
    used = {post.person_name for post in desk.posts}
    first, second, third = (invented_name(read_street(), chance, used) for _person in range(3))
    return first, second, third


def _story(stories: Stories, chance: random.Random, ending: str) -> Story:
    if ending == "agreed":
        promised = [story for story in stories.all if story.agreement and story.weight >= 1.0]
        return chance.choice(promised)
    if ending in _STORY_OF_ENDING:
        return stories.story(_STORY_OF_ENDING[ending])
    kind = "dispute"
    if ending not in _DISPUTES_ONLY:
        kind = chance.choices(tuple(_KIND_WEIGHTS), tuple(_KIND_WEIGHTS.values()))[0]
    if ending in ("joint", "climbed", "returned", "offered") and kind == "service":
        kind = "dispute"
    found = stories.of_kind(kind)
    return chance.choices(found, [story.weight for story in found])[0]


def _grid(desk: Desk, story: Story, chance: random.Random) -> GridRow:
    leaves = _leaves(desk)
    told_of = [row for row in leaves if _village(desk, row).name in story.villages]
    return chance.choice(told_of or leaves)


def _leaves(desk: Desk) -> list[GridRow]:
    """Where things happen: the grids without any below them, be they grids or villages that are not divided yet."""
    parents = {row.parent_id for row in desk.grids.values()}
    return [row for row in desk.grids.values() if row.id not in parents]


def _village(desk: Desk, grid: GridRow) -> GridRow:
    """The village of a grid; the grid itself where the tree has no villages."""
    above = [desk.grids[item] for item in grid.path]
    return next((row for row in above if row.level == "village"), grid)


def _allowed(desk: Desk, clock: ClockKind, facts: TermFacts, now: datetime) -> timedelta:
    """What that clock allows such a case."""
    rule = desk.rules.terms.clock(clock, facts)
    return desk.rules.keeper.due(now, str(rule.term)) - now if rule else 7 * DAY
