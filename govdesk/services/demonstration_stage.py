"""Playing planned lives in the order of time: the same law as in the services, written in one go at the end.

Every move goes through `perform` with the table, guards, rules and clocks in force, exactly as `case_actions.act`
does it; a test plays the same lives through the services themselves and compares. Only the writing differs: a
commit for each of 1,700 acts took half a minute, one bulk write takes a second or two.
"""

import heapq
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from itertools import count
from typing import Protocol

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile, PartySnapshot
from govdesk.domain.lifecycle import Circumstances, perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_follow_up import found_unsolved
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.roles import Actor, Transcription
from govdesk.domain.routing_conditions import Earlier
from govdesk.foundation.clock import ManualClock
from govdesk.foundation.identifiers import new_uid
from govdesk.foundation.text import _
from govdesk.services.case_actions import log_note
from govdesk.services.demonstration_lives import script_of
from govdesk.services.demonstration_plan import Plan
from govdesk.services.demonstration_steps import Life, Step
from govdesk.services.demonstration_stories import Told
from govdesk.services.desk import Desk
from govdesk.services.follow_up_plan import closing_rules
from govdesk.services.grids import LEADER_TITLE, seats
from govdesk.services.registration import CaseDraft, first_steps
from govdesk.services.routing_choice import decider
from govdesk.storage.repositories.log_entry import LogEntry

History = list[tuple[CaseFile, LogEntry]]

_MINUTE = timedelta(minutes=1)


class Stage(Protocol):
    """Where lives are played: in memory, or by the services one commit at a time."""

    desk: Desk

    def register(self, actor: Actor, draft: CaseDraft) -> CaseFile: ...

    def take(self, actor: Actor, file: CaseFile, step: Step, said: Transcription | None) -> CaseFile: ...


@dataclass
class _Running:
    """A case on its way: its plan, from the registration on its life with the script, and the step that is due."""

    plan: Plan
    life: Life | None = None
    script: Iterator[Step] = field(default_factory=lambda: iter(()))
    step: Step | None = None


def play(stage: Stage, clock: ManualClock, plans: Sequence[Plan], chance: random.Random, now: datetime) -> int:
    """All lives side by side, act by act; what would happen after `now` does not. Returns how many acts were done."""
    cast = _Cast(stage.desk)
    order = count()
    waiting: list[tuple[datetime, int, _Running]] = []
    for plan in plans:
        at = min(_office_moment(stage.desk, plan.received_at, chance), now)
        heapq.heappush(waiting, (at, next(order), _Running(plan)))
    acts = 0
    while waiting:
        clock.at, _place, running = heapq.heappop(waiting)
        _advance(stage, cast, running, chance)
        acts += 1
        running.step = next(running.script, None)
        if running.step is None:
            continue
        moment = _moment_of(stage.desk, running.plan, running.step, clock.at, chance)
        if moment <= now:
            heapq.heappush(waiting, (moment, next(order), running))
    return acts


@dataclass
class MemoryStage:
    """Lives in memory; `histories` holds each case's steps in the order of registration."""

    desk: Desk
    histories: list[History] = field(default_factory=list)
    _place: dict[int, int] = field(default_factory=dict)
    _received: dict[tuple[int, str], list[datetime]] = field(default_factory=dict)

    def register(self, actor: Actor, draft: CaseDraft) -> CaseFile:
        now = self.desk.clock.now()
        steps = list(first_steps(self.desk, actor, draft, now, new_uid(), self._earlier))
        file = steps[-1][0]
        self.histories.append(steps)
        self._received.setdefault((file.case.grid_id, file.case.category), []).append(file.case.received_at)
        return self._remember(file, len(self.histories) - 1)

    def take(self, actor: Actor, file: CaseFile, step: Step, said: Transcription | None) -> CaseFile:
        place = self._place.pop(id(file.case))
        command = new_uid()
        around = self._around(actor, step, said)
        after = perform(self.desk.rules.transitions, GUARDS, EFFECTS, file, step.action, around)
        self.histories[place].append((after, _entry(step.action, around, command)))
        if step.action == "follow_up" and found_unsolved(around):
            after = self._reopen(place, after, around, command)
        return self._remember(after, place)

    def forget(self) -> None:
        """Begin the next slice: what was written is not kept, what came in lately is still known to the rules."""
        self.histories.clear()
        self._place.clear()
        oldest = self.desk.clock.now() - timedelta(days=self.desk.rules.routing.days_back)
        for key, moments in self._received.items():
            self._received[key] = [at for at in moments if at >= oldest]

    def _reopen(self, place: int, file: CaseFile, around: Circumstances, command: str) -> CaseFile:
        """What `case_actions` lets follow on a visit that finds the matter unsolved."""
        values = {"reason": _("回访反映问题没有解决")}
        again = replace(around, values=values, note="", transcription=None)
        after = perform(self.desk.rules.transitions, GUARDS, EFFECTS, file, "reopen", again)
        self.histories[place].append((after, _entry("reopen", again, command)))
        return after

    def _around(self, actor: Actor, step: Step, said: Transcription | None) -> Circumstances:
        return Circumstances(
            now=self.desk.clock.now(),
            actor=actor,
            bodies=self.desk.bodies,
            keeper=self.desk.rules.keeper,
            decide=decider(self.desk, self._earlier),
            values=step.values,
            note=str(step.values.get("note") or ""),
            transcription=said,
            whistles=self.desk.rules.whistles,
            **closing_rules(self.desk.rules),
            reportable=self.desk.rules.guards.reportable,
        )

    def _earlier(self, file: CaseFile) -> tuple[Earlier, ...]:
        days = self.desk.rules.routing.days_back
        case = file.case
        code = self.desk.grids[case.grid_id].code
        ages = ((case.received_at - at).days for at in self._received.get((case.grid_id, case.category), ()))
        return tuple(Earlier(age, code, case.category) for age in ages if 0 <= age <= days)

    def _remember(self, file: CaseFile, place: int) -> CaseFile:
        self._place[id(file.case)] = place
        return file


@dataclass
class _Cast:
    """Who acts and who speaks, looked up once."""

    desk: Desk
    seats: dict[str, Actor] = field(init=False)
    leaders: dict[int | None, str] = field(init=False)

    def __post_init__(self) -> None:
        self.seats = {actor.seat: actor for actor in seats(self.desk)}
        self.leaders = {p.grid_id: p.person_name for p in self.desk.posts if p.title == LEADER_TITLE}

    def said(self, body: Body, life: Life) -> Transcription:
        """The grid leader of the place speaks for village bodies, the office on duty for others."""
        how = life.chance.choice(("phone", "phone", "slip", "visit", "message"))
        said_by = self.leaders.get(body.grid_id) if body.grid_id is not None else None
        return Transcription(said_by or body.name, how, self.desk.clock.now() - life.chance.randint(2, 20) * _MINUTE)


def _advance(stage: Stage, cast: _Cast, running: _Running, chance: random.Random) -> None:
    """Register the case, or take the step that is due."""
    if running.life is None:
        operator = cast.seats[chance.choice(("operator", "operator", "operator2"))]
        file = stage.register(operator, _draft(stage.desk, running.plan, stage.desk.clock.now(), chance))
        running.life = Life(stage.desk, running.plan.told, running.plan.ending, chance, file)
        running.script = script_of(running.life)
        return
    life, step = running.life, running.step
    assert step is not None
    said = cast.said(step.spoken_by, life) if step.spoken_by is not None else None
    life.file = stage.take(cast.seats[step.seat], life.file, step, said)


def _opening(desk: Desk, now: datetime) -> datetime:
    """When the office opened on that day: nothing is received at night."""
    return desk.rules.calendar.next_open_moment(datetime.combine(now.date(), time()))


def _draft(desk: Desk, plan: Plan, now: datetime, chance: random.Random) -> CaseDraft:
    told = plan.told
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
        received_at=min(max(plan.received_at, now - timedelta(hours=3), _opening(desk, now)), now),
        category_confirmed=chance.random() < 0.85,
        urgent=plan.urgent,
        informant_protected=told.story.category == "public_order" and told_by_citizen,
        flags=tuple(f"risk_{risk}" for risk in told.story.risk),
    )


def _parties(told: Told, chance: random.Random) -> tuple[PartySnapshot, ...]:
    if told.story.kind != "dispute":
        return ()
    address = told.fill("{village}")
    return tuple(
        PartySnapshot(
            name,
            role,
            sex=chance.choice(("男", "女")),
            nation="汉族",
            birth=f"{chance.randint(1952, 1998)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            occupation="务农",
            address=address,
            phone=_invented_phone(chance),
        )
        for name, role in ((told.party, "applicant"), (told.other, "respondent"))
    )


def _entry(action: str, around: Circumstances, command: str) -> LogEntry:
    """The line that `case_actions` writes for an act."""
    note = log_note(action, around)
    return LogEntry(action, around.actor, around.now, command, note=note, transcription=around.transcription)


def _moment_of(desk: Desk, plan: Plan, step: Step, now: datetime, chance: random.Random) -> datetime:
    if step.days:
        wait = timedelta(days=step.days)
    else:
        wait = plan.length * plan.pace * step.share * chance.uniform(0.7, 1.3)
        wait = min(wait, timedelta(hours=step.hours_at_most) * chance.uniform(0.15, 1.0))
    return _office_moment(desk, now + max(wait, 3 * _MINUTE), chance)


def _office_moment(desk: Desk, moment: datetime, chance: random.Random) -> datetime:
    """Inside office hours; what falls outside is done in the first hour and a half of the next opening."""
    opening = desk.rules.calendar.next_open_moment(moment)
    if opening > moment:
        opening += timedelta(seconds=chance.randint(60, 5400))
    return opening.replace(microsecond=0)


def _invented_phone(chance: random.Random) -> str:
    """A number of a series that is not given out to anybody."""
    return f"1990000{chance.randint(0, 9999):04}"
