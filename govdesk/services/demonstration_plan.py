"""What the demonstration street shall have: how many cases end where, when they come in, and how long they take."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from govdesk.domain.terms import TermFacts
from govdesk.domain.vocabulary import ClockKind
from govdesk.services.demonstration_stories import Stories, Story, Told, tell
from govdesk.services.demonstration_street import invented_name, read_street
from govdesk.services.desk import Desk
from govdesk.storage.queries.centre import GridRow

DAY = timedelta(days=1)
WEEKS = 12
OVERDUE_SHARE = 0.1
LATE_SHARE = 0.08
LONGEST = (WEEKS * 7 - 12) * DAY
SETTLED_AFTER = 40 * DAY
PACE_OPEN = 0.85
PACE_FINISHED = 1.4
PACE_LONG = 0.5

OPEN_ENDINGS = {
    "unassigned": 9,
    "dispatched": 36,
    "returned": 8,
    "handled": 76,
    "agreed": 5,
    "climbed": 18,
    "mediating": 19,
    "joint": 14,
    "suspended": 7,
    "extension_asked": 7,
    "offered": 6,
    "submitted": 16,
}
FINISHED_ENDINGS = {
    "closed": 26,
    "followed": 22,
    "struck_off": 52,
    "archived": 38,
    "refused": 6,
    "cancelled": 4,
    "joint_to_court": 2,
}
_DISPUTES_ONLY = ("mediating", "agreed", "joint_to_court")
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


def make_plans(desk: Desk, stories: Stories, chance: random.Random, now: datetime) -> list[Plan]:
    """All plans of the demonstration in the order of their receipt."""
    endings = [(ending, True) for ending, count in OPEN_ENDINGS.items() for _case in range(count)]
    endings += [(ending, False) for ending, count in FINISHED_ENDINGS.items() for _case in range(count)]
    plans = [_plan(desk, stories, chance, now, ending, stays_open) for ending, stays_open in endings]
    return sorted(plans, key=lambda plan: plan.received_at)


def make_plan_at(desk: Desk, stories: Stories, chance: random.Random, received_at: datetime, now: datetime) -> Plan:
    """A plan for load: what came in long ago is nearly always finished, what came in lately is still on its way."""
    ending = chance.choices(tuple(FINISHED_ENDINGS), tuple(FINISHED_ENDINGS.values()))[0]
    plan = _plan(desk, stories, chance, now, ending, stays_open=False)
    moved = replace(plan, received_at=received_at.replace(microsecond=0))
    age = now - received_at
    if age > moved.length * 1.2 and chance.random() < 0.995:
        settled = ending in ("closed", "followed") and age > moved.length + SETTLED_AFTER
        return replace(moved, ending=chance.choice(("struck_off", "archived"))) if settled else moved
    ending = chance.choices(tuple(OPEN_ENDINGS), tuple(OPEN_ENDINGS.values()))[0]
    if ending in _STORY_OF_ENDING or (ending in _DISPUTES_ONLY and plan.told.story.kind != "dispute"):
        ending = "handled"
    return replace(moved, ending=ending, length=age, pace=PACE_OPEN)


def _plan(desk: Desk, stories: Stories, chance: random.Random, now: datetime, ending: str, stays_open: bool) -> Plan:
    story = _story(stories, chance, ending)
    grid = _grid(desk, story, chance)
    village = _village(desk, grid).name
    told = tell(stories, story, village, _names(desk, chance), chance, 0 if ending == "agreed" else None)
    urgent = chance.random() < story.urgent
    allowed = _allowed(desk, told, urgent, now)
    if stays_open:
        length = _age(ending, allowed, chance)
        received = now - length
    else:
        late = chance.random() < LATE_SHARE
        length = min(allowed * (chance.uniform(1.3, 1.8) if late else chance.uniform(0.25, 0.8)), LONGEST)
        received = now - _tail(chance, length)
    place_pending = ending == "unassigned" and chance.random() < 0.5
    return Plan(
        ending,
        told,
        None if place_pending else grid,
        received.replace(microsecond=0),
        length,
        _pace(ending, stays_open),
        urgent,
    )


def _pace(ending: str, stays_open: bool) -> float:
    """The longer the script, the smaller its shares must become."""
    if ending == "joint_to_court":
        return PACE_LONG
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


def _allowed(desk: Desk, told: Told, urgent: bool, now: datetime) -> timedelta:
    """What the centre's clock allows such a case."""
    facts = TermFacts(told.channel, told.story.kind, told.story.category, urgent=urgent)
    rule = desk.rules.terms.clock(ClockKind.CENTRE, facts)
    return desk.rules.keeper.due(now, str(rule.term)) - now if rule else 7 * DAY


def _age(ending: str, allowed: timedelta, chance: random.Random) -> timedelta:
    """How long an open case has been here: mostly inside its term, one in ten beyond it."""
    if ending in ("dispatched", "unassigned"):
        return chance.choice((0.1, 0.2, 0.5, 1.0, 1.6, 2.6)) * DAY * chance.uniform(0.7, 1.3)
    if chance.random() < OVERDUE_SHARE:
        return min(allowed * chance.uniform(1.03, 1.4), WEEKS * 7 * DAY)
    lowest = 0.3 if ending in ("joint", "climbed", "suspended", "extension_asked", "submitted") else 0.08
    return allowed * chance.uniform(lowest, 0.93)


def _tail(chance: random.Random, length: timedelta) -> timedelta:
    """From receipt to now for a finished case: its length, some days for the visit, and a place in the weeks before."""
    shortest = length + 9 * DAY
    longest = WEEKS * 7 * DAY
    return shortest + (longest - shortest) * chance.random() if longest > shortest else shortest
