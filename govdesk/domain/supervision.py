"""The supervision ladder: which steps a case has reached by the share of its term, and which of them are due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govdesk.domain.body import Body, BodyIndex
from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.clock_share import moment_at_share
from govdesk.domain.clocks import Timekeeper, deadline_of
from govdesk.domain.deadline import Deadline, Term, parse_term
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import BadInput
from govdesk.domain.vocabulary import BodyKind, ClockKind, Status
from govdesk.domain.working_calendar import WorkingCalendar

SOURCE = "supervision.toml"
REMIND, URGE, SUPERVISE, PROPOSE = "remind", "urge", "supervise", "propose_listing"
ACTIONS = (REMIND, URGE, SUPERVISE, PROPOSE)
TOLD = ("handler", "grid_leader", "operator", "supervisor", "leader")
LISTING_PROPOSAL, LISTING, SUPERVISING_LEADER = "listing_proposal", "list", "supervising_leader"
RECORD_OF = {REMIND: REMIND, URGE: URGE, SUPERVISE: SUPERVISE, PROPOSE: LISTING_PROPOSAL}
"""The kind of record beside the case that an action of the ladder leaves."""

_CLOCKS = (ClockKind.HANDLER, ClockKind.CENTRE)
_HELD_BY_THE_HANDLER = frozenset({Status.DISPATCHED, Status.HANDLING})


@dataclass(frozen=True, slots=True)
class Step:
    """One rung. `share` is a percentage of the term; `tell` names parts, the service puts names to them."""

    code: str
    label: str
    share: int
    clocks: tuple[ClockKind, ...]
    action: str
    tell: tuple[str, ...]
    not_for: frozenset[BodyKind]
    source: str
    confirmed: bool

    @property
    def is_notice(self) -> bool:
        """Said to whoever has the case; a proposal only waits for a leader."""
        return self.action != PROPOSE


@dataclass(frozen=True, slots=True)
class Ladder:
    """One version of the ladder, from the lowest share to the highest."""

    version: str
    urgent_at_any_hour: bool
    approaching: Term
    steps: tuple[Step, ...]

    def may_speak(self, now: datetime, urgent: bool, calendar: WorkingCalendar) -> bool:
        """Alarms keep to office hours; an urgent case is told of at any hour."""
        return (urgent and self.urgent_at_any_hour) or calendar.next_open_moment(now) == now


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ladder looks at: who has the case since when, by which clocks, and what was done in that time.

    `holder` None means that the case waits for the centre itself. `since` names the stage: it moves with every
    dispatch, so that a body is told of its own delay and never of its predecessor's.
    """

    holder: Body | None
    since: datetime
    urgent: bool
    clocks: Mapping[ClockKind, Deadline]
    done: frozenset[str]
    proposed: bool


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step to be taken now: the clock that reached it, when, and the lower steps that it stands for."""

    step: Step
    clock: ClockKind
    reached_at: datetime
    covers: tuple[str, ...]


def parse_supervision(data: Mapping[str, Any]) -> Ladder:
    """The ladder from the parsed file. Raises BadInput naming step and key."""
    root = Entry(data, SOURCE, "")
    ladder = Ladder(
        version=root.text("version"),
        urgent_at_any_hour=root.flag("urgent_at_any_hour"),
        approaching=_term(root, "approaching"),
        steps=tuple(_step(Entry(raw, SOURCE, f"step {_code_of(raw)}")) for raw in root.entries("step")),
    )
    root.finish()
    codes = [step.code for step in ladder.steps]
    shares = [step.share for step in ladder.steps]
    if len(set(codes)) != len(codes):
        raise _wrong("step", "code", codes)
    if shares != sorted(shares):
        raise _wrong("step", "share", shares)
    return ladder


def standing(file: CaseFile, keeper: Timekeeper, bodies: BodyIndex) -> Standing | None:
    """None for a case that is not on the ladder: ended, resting, or with a body that is only ever invited."""
    case = file.case
    if not case.status.is_open or case.status is Status.SUSPENDED:
        return None
    holder = bodies.by_id.get(case.handler_id or 0) if case.status in _HELD_BY_THE_HANDLER else None
    if holder is not None and holder.independent:
        return None
    since = case.dispatched_at or case.registered_at
    kinds = _CLOCKS if holder is not None else (ClockKind.CENTRE,)
    clocks = {kind: found for kind in kinds if (found := deadline_of(file, kind, keeper)) is not None}
    return Standing(
        holder=holder,
        since=since,
        urgent=case.urgent,
        clocks=clocks,
        done=_done(file, since),
        proposed=any(item.kind in (LISTING_PROPOSAL, LISTING) and item.state == "open" for item in file.side_records),
    )


def due_steps(ladder: Ladder, at: Standing, now: datetime, calendar: WorkingCalendar) -> tuple[DueStep, ...]:
    """The steps to be taken at this moment: of the notices only the highest, and a proposal beside it.

    Nothing outside office hours unless the case is urgent; nothing that was done in this stage already.
    """
    if not ladder.may_speak(now, at.urgent, calendar):
        return ()
    reached = [item for item in waiting_steps(ladder, at) if _is_over(item, now)]
    notices = [item for item in reached if item.step.is_notice]
    proposals = [item for item in reached if not item.step.is_notice]
    if notices:
        covered = tuple(item.step.code for item in notices[:-1])
        highest = notices[-1]
        notices = [DueStep(highest.step, highest.clock, highest.reached_at, covered)]
    return (*notices, *proposals)


def wakes_at(ladder: Ladder, at: Standing, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """When the case has to be looked at again, None if the ladder has nothing more for it in this stage."""
    moments = [item.reached_at for item in waiting_steps(ladder, at)]
    if not moments:
        return None
    moment = max(min(moments), now)
    if at.urgent and ladder.urgent_at_any_hour:
        return moment
    return calendar.next_open_moment(moment)


def waiting_steps(ladder: Ladder, at: Standing) -> list[DueStep]:
    """Steps of this stage that are still to come or due, lowest first."""
    highest_notice = max((s.share for s in ladder.steps if s.is_notice and s.code in at.done), default=0)
    found = []
    for step in ladder.steps:
        if step.code in at.done or (step.is_notice and step.share < highest_notice):
            continue
        if not step.is_notice and at.proposed:
            continue
        if at.holder is not None and at.holder.kind in step.not_for:
            continue
        points = sorted(
            (moment, kind)
            for kind, deadline in at.clocks.items()
            if (kind in step.clocks or at.holder is None)
            and (moment := moment_at_share(deadline, step.share)) >= at.since
        )
        if points:
            found.append(DueStep(step, points[0][1], points[0][0], ()))
    return found


def stage_of(since: datetime) -> str:
    """The name of a stage as records keep it."""
    return since.isoformat(timespec="seconds")


def _is_over(item: DueStep, now: datetime) -> bool:
    """At its due moment a case is still on time: the steps of breach come after it."""
    return now > item.reached_at if item.step.share >= 100 else now >= item.reached_at


def _done(file: CaseFile, since: datetime) -> frozenset[str]:
    stage = stage_of(since)
    codes: set[str] = set()
    for record in file.side_records:
        if record.data.get("stage") == stage:
            codes.update(_codes_of(record))
    return frozenset(codes)


def _codes_of(record: SideRecord) -> set[str]:
    covered = record.data.get("covers")
    listed = [str(item) for item in covered] if isinstance(covered, list | tuple) else []
    return {str(record.data.get("step") or ""), *listed} - {""}


def _step(entry: Entry) -> Step:
    step = Step(
        code=entry.text("code"),
        label=entry.text("label"),
        share=entry.number("share"),
        clocks=tuple(ClockKind(item) for item in _known(entry, "clocks", tuple(_CLOCKS))),
        action=entry.text("action"),
        tell=_known(entry, "tell", TOLD),
        not_for=frozenset(BodyKind(item) for item in _known(entry, "not_for", tuple(BodyKind))),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
    )
    entry.finish()
    if step.action not in ACTIONS:
        entry.refuse("action", step.action)
    if not 1 <= step.share <= 1000:
        entry.refuse("share", step.share)
    if not step.clocks:
        entry.refuse("clocks", ())
    return step


def _known(entry: Entry, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    given = entry.texts(key)
    for item in given:
        if item not in known:
            entry.refuse(key, item)
    return given


def _term(entry: Entry, key: str) -> Term:
    text = entry.text(key)
    try:
        return parse_term(text)
    except BadInput:
        entry.refuse(key, text)


def _code_of(raw: Mapping[str, Any]) -> str:
    return str(raw.get("code", "?"))


def _wrong(place: str, key: str, value: object) -> BadInput:
    facts = {"source": SOURCE, "place": place, "key": key, "value": repr(value)[:60]}
    return BadInput("dictionary_wrong_value", facts)
