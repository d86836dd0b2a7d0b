"""Filling the demonstration street with invented cases whose every log line, clock and routing is genuine.

The clock is set from act to act through the last twelve weeks; what the screens show afterwards has really happened.
"""

import random
from dataclasses import dataclass
from datetime import datetime

from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import SYSTEM
from govdesk.domain.vocabulary import OPEN_STATUSES
from govdesk.foundation.clock import ManualClock
from govdesk.services.case_queue import QueueFilter, queue_ids
from govdesk.services.demonstration_joint import seed_joint_work
from govdesk.services.demonstration_mediation import seed_mediation
from govdesk.services.demonstration_papers import issue_papers
from govdesk.services.demonstration_plan import make_plans
from govdesk.services.demonstration_repeats import seed_repeats
from govdesk.services.demonstration_stage import MemoryStage, play
from govdesk.services.demonstration_stories import read_stories
from govdesk.services.demonstration_street import found_demonstration
from govdesk.services.demonstration_supervision import seed_supervision
from govdesk.services.desk import Desk
from govdesk.services.grids import seat

__all__ = ["SEED", "Seeded", "found_demonstration", "seed_demonstration"]

SEED = 610114


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the demonstration left behind: all cases, those open and those finished, and how many acts it took."""

    cases: int
    open: int
    finished: int
    acts: int


def seed_demonstration(desk: Desk, seed: int, now: datetime, papers: bool = True) -> Seeded:
    """About 460 invented cases in the twelve weeks before `now`; the same seed and moment give the same street.

    `papers` issues a few of each kind at `now`, plays what offices do together and what supervision did; without them
    it takes half the time.

    The folder must hold the demonstration street and no case yet; RuleViolation `demonstration_not_empty` else.
    """
    existing = len(queue_ids(desk, seat(desk, "operator"), QueueFilter()))
    if existing:
        raise RuleViolation("demonstration_not_empty", {"cases": existing})
    clock = ManualClock(now)
    stage = MemoryStage(Desk(desk.database, clock, desk.folder))
    chance = random.Random(seed)
    plans = make_plans(stage.desk, read_stories(), chance, now)
    acts = play(stage, clock, plans, chance, now)
    with desk.work(SYSTEM) as work:
        files = work.cases.add_many(stage.histories)
        changes = work.commit()
    desk.after(changes)
    came = 0
    if papers:
        issue_papers(Desk(desk.database, ManualClock(now), desk.folder), files, {p.told.text: p.told for p in plans})
        came = seed_joint_work(desk, now)
        seed_supervision(desk, now)
        seed_mediation(desk, now)
        came += seed_repeats(desk, now)
    still_open = sum(history[-1][0].case.status in OPEN_STATUSES for history in stage.histories)
    return Seeded(len(plans) + came, still_open + came, len(plans) - still_open, acts)
