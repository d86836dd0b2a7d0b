"""Load for tests and benchmarks: any number of invented cases over three years, the same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from govdesk.domain.errors import BadInput
from govdesk.domain.roles import SYSTEM
from govdesk.foundation.clock import ManualClock
from govdesk.services.demonstration_plan import Plan, make_plan_at
from govdesk.services.demonstration_stage import MemoryStage, play
from govdesk.services.demonstration_stories import read_stories
from govdesk.services.demonstration_street import found_demonstration
from govdesk.services.desk import Desk

YEARS = 3
SLICE = 2_000
MOST = 2_000_000


@dataclass(frozen=True, slots=True)
class Generated:
    cases: int
    acts: int


def generate(desk: Desk, cases: int, seed: int) -> Generated:
    """Add `cases` invented cases to the centre; in an empty folder the demonstration street is founded first.

    Written in slices of 2,000; about 2 ms a case. The same seed, number, day and street give the same cases: time
    ends with the last midnight, whenever it is called.
    Raises BadInput for a number out of range.
    """
    if not 1 <= cases <= MOST:
        raise BadInput("generate_number_wrong", {"cases": cases, "most": MOST})
    if desk.centre is None:
        found_demonstration(desk, SYSTEM)
    now = datetime.combine(desk.clock.now().date(), time.min)
    clock = ManualClock(now)
    stage = MemoryStage(Desk(desk.database, clock, desk.folder))
    chance = random.Random(seed)
    acts = 0
    for plans in _slices(stage.desk, chance, cases, now):
        acts += play(stage, clock, plans, chance, now)
        with desk.work(SYSTEM) as work:
            work.cases.add_many(stage.histories)
            changes = work.commit()
        desk.after(changes)
        stage.forget()
    return Generated(cases, acts)


def _slices(desk: Desk, chance: random.Random, cases: int, now: datetime) -> Iterator[list[Plan]]:
    """Plans in the order of receipt: office days get more, nights and rest days hardly any."""
    span = timedelta(days=365 * YEARS).total_seconds()
    moments = sorted(now - timedelta(seconds=chance.random() * span) for _case in range(cases))
    stories = read_stories()
    for start in range(0, cases, SLICE):
        yield [make_plan_at(desk, stories, chance, moment, now) for moment in moments[start : start + SLICE]]
