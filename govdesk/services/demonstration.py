"""Filling the demonstration street with invented cases by the real services, so that every log and clock is genuine.

The clock is set from act to act through the last twelve weeks; what the screens show afterwards has really happened.
"""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile, PartySnapshot
from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import Actor, Transcription
from govdesk.foundation.clock import ManualClock
from govdesk.services.case_actions import act
from govdesk.services.case_queue import QueueFilter, queue_ids
from govdesk.services.demonstration_lives import Life, Step, script_of
from govdesk.services.demonstration_plan import Plan, make_plans
from govdesk.services.demonstration_stories import Told, read_stories
from govdesk.services.demonstration_street import found_demonstration
from govdesk.services.desk import Desk
from govdesk.services.grids import LEADER_TITLE, seat
from govdesk.services.registration import CaseDraft, register_case

__all__ = ["Seeded", "found_demonstration", "seed_demonstration"]

SEED = 610114
LENGTH_OF_ACTS = 0.85
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the demonstration left behind: cases, those still open, and how many acts were done."""

    cases: int
    open: int
    finished: int
    acts: int


@dataclass
class _Running:
    """A case on its way: its plan, from the registration on its life with the script, and the step that is due."""

    plan: Plan
    life: Life | None = None
    script: Iterator[Step] | None = None
    step: Step | None = None


def seed_demonstration(desk: Desk, seed: int, now: datetime) -> Seeded:
    """About 370 invented cases in the twelve weeks before `now`; the same seed and moment give the same street.

    The folder must hold the demonstration street and no case yet; RuleViolation `demonstration_not_empty` else.
    """
    existing = len(queue_ids(desk, seat(desk, "operator"), QueueFilter()))
    if existing:
        raise RuleViolation("demonstration_not_empty", {"cases": existing})
    clock = ManualClock(now)
    stage = Desk(desk.database, clock, desk.folder)
    chance = random.Random(seed)
    plans = make_plans(stage, read_stories(), chance, now)
    acts = _play(stage, clock, plans, chance, now)
    desk.reload()
    total = len(plans)
    still_open = len(queue_ids(desk, seat(desk, "operator"), QueueFilter()))
    return Seeded(total, still_open, total - still_open, acts)


def _play(stage: Desk, clock: ManualClock, plans: list[Plan], chance: random.Random, now: datetime) -> int:
    """Everything in the order of time; what would happen after `now` does not."""
    order = count()
    waiting: list[tuple[datetime, int, _Running]] = []
    for plan in plans:
        at = min(_office_moment(stage, plan.received_at, chance), now)
        heapq.heappush(waiting, (at, next(order), _Running(plan)))
    acts = 0
    while waiting:
        at, _place, running = heapq.heappop(waiting)
        clock.at = max(at, clock.at) if acts else at
        if running.life is None:
            running.life = _register(stage, running.plan, chance)
            running.script = script_of(running.life)
        else:
            _take_step(stage, running)
        acts += 1
        following = next(running.script, None) if running.script else None
        if following is None:
            continue
        running.step = following
        moment = _moment_of(stage, running, following, clock.at, chance)
        if moment <= now:
            heapq.heappush(waiting, (moment, next(order), running))
    return acts


def _register(stage: Desk, plan: Plan, chance: random.Random) -> Life:
    told = plan.told
    now = stage.clock.now()
    operator = seat(stage, chance.choice(("operator", "operator", "operator2")))
    registered = register_case(stage, operator, _draft(plan, now, chance))
    with stage.looking(operator) as work:
        file = work.cases.get(registered.id)
    return Life(stage, told, plan.ending, chance, file)


def _draft(plan: Plan, now: datetime, chance: random.Random) -> CaseDraft:
    told = plan.told
    received = max(plan.received_at, now - timedelta(hours=3)) if plan.received_at < now else now
    told_by_citizen = told.channel not in ("grid_report", "own_patrol", "visit_found", "superior_assigned")
    return CaseDraft(
        title=told.title,
        text=told.text,
        channel=told.channel,
        category=told.story.category,
        grid_id=plan.grid.id if plan.grid else None,
        address=told.place if plan.grid else "",
        people_count=told.people_count,
        reporter=told.party if told_by_citizen else "",
        phone=_invented_phone(chance) if told_by_citizen else "",
        parties=_parties(told, chance),
        received_at=received,
        category_confirmed=chance.random() < 0.85,
        urgent=plan.urgent,
        informant_protected=told.story.category == "public_order" and told_by_citizen,
        flags=tuple(f"risk_{risk}" for risk in told.story.risk),
    )


def _parties(told: Told, chance: random.Random) -> tuple[PartySnapshot, ...]:
    if told.story.kind != "dispute":
        return ()
    address = told.fill("{village}")
    first = PartySnapshot(told.party, "applicant", address=address, phone=_invented_phone(chance))
    second = PartySnapshot(told.other, "respondent", address=address, phone=_invented_phone(chance))
    return tuple(replace(party, sex=chance.choice(("男", "女")), nation="汉族") for party in (first, second))


def _take_step(stage: Desk, running: _Running) -> None:
    life, step = running.life, running.step
    assert life is not None and step is not None
    actor = seat(stage, step.seat)
    said = _said(stage, step.spoken_by, life) if step.spoken_by is not None else None
    case_id = int(life.case.id or 0)
    act(stage, actor, case_id, step.action, step.values, transcription=said)
    life.file = _file(stage, actor, case_id)


def _file(stage: Desk, actor: Actor, case_id: int) -> CaseFile:
    with stage.looking(actor) as work:
        return work.cases.get(case_id)


def _said(stage: Desk, body: Body, life: Life) -> Transcription:
    """The grid leader of the place speaks for village bodies, the office on duty for others."""
    leaders = {post.grid_id: post.person_name for post in stage.posts if post.title == LEADER_TITLE}
    how = life.chance.choice(("phone", "phone", "slip", "visit", "message"))
    said_by = leaders.get(body.grid_id) or body.name
    return Transcription(said_by, how, stage.clock.now() - life.chance.randint(2, 20) * _MINUTE)


def _moment_of(stage: Desk, running: _Running, step: Step, now: datetime, chance: random.Random) -> datetime:
    if step.days:
        wait = timedelta(days=step.days)
    else:
        wait = running.plan.length * LENGTH_OF_ACTS * step.share * chance.uniform(0.7, 1.3)
        wait = min(wait, timedelta(hours=step.hours_at_most))
    return _office_moment(stage, now + max(wait, 3 * _MINUTE), chance)


def _office_moment(stage: Desk, moment: datetime, chance: random.Random) -> datetime:
    """Inside office hours; what falls outside is done in the first hour and a half of the next opening."""
    opening = stage.rules.calendar.next_open_moment(moment)
    if opening > moment:
        opening += timedelta(seconds=chance.randint(60, 5400))
    return opening.replace(microsecond=0)


def _invented_phone(chance: random.Random) -> str:
    """A number of a series that is not given out to anybody."""
    return f"1990000{chance.randint(0, 9999):04}"
