"""Walking the supervision ladder: every step once, in office hours unless urgent, each a record and a log line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from govdesk.domain.case import CaseFile
from govdesk.domain.changes import Changes
from govdesk.domain.clock_share import share_used
from govdesk.domain.errors import GovDeskError, RuleViolation
from govdesk.domain.lifecycle import perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.roles import SYSTEM
from govdesk.domain.supervision import (
    LISTING,
    SUPERVISING_LEADER,
    DueStep,
    Standing,
    Step,
    due_steps,
    stage_of,
    standing,
    wakes_at,
)
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.case_actions import circumstances, log_entry
from govdesk.services.deadlines import moment_words, term_words
from govdesk.services.desk import Desk
from govdesk.services.grids import LEADER_TITLE
from govdesk.services.labels import clock_label, role_label
from govdesk.services.messages import sentence
from govdesk.storage.queries.supervision import read_cases_on_the_ladder, read_newest_log_moment
from govdesk.storage.unit_of_work import UnitOfWork

CLOCKS_MAY_DIFFER = timedelta(minutes=10)
"""Between the computers of several seats; a clock further behind the log was set back."""

STEPPED_IN_A_WINDOW = 60
"""Cases a round in a window steps at most, so that a person's own writing waits less than a second behind it."""

_READ_AT_ONCE = 400
_WRITTEN_AT_ONCE = 50
_NEVER = datetime.max


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What was done on one case; `told` are names and parts as the record keeps them."""

    case_id: int
    number: str
    title: str
    step: str
    label: str
    handler: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LadderRun:
    """`refused` are (number, sentence) of cases on which a step was due and could not be taken."""

    taken: tuple[StepTaken, ...]
    refused: tuple[tuple[str, str], ...]
    changes: Changes


@dataclass
class LadderMemory:
    """When each case has to be looked at again, so that a round every few minutes reads next to nothing."""

    _laws: tuple[str, ...] = ()
    _wakes: dict[int, tuple[int, datetime]] = field(default_factory=dict)

    def sleeps(self, case_id: int, version: int, now: datetime) -> bool:
        known = self._wakes.get(case_id)
        return known is not None and known[0] == version and now < known[1]

    def remember(self, case_id: int, version: int, wakes: datetime | None) -> None:
        self._wakes[case_id] = (version, wakes or _NEVER)

    def keep_to(self, laws: tuple[str, ...]) -> None:
        """Forget everything when calendar, terms or ladder are no longer those of the last round."""
        if laws != self._laws:
            self._laws = laws
            self._wakes.clear()


class LadderRounds:
    """The job of an open window: a round whenever it is called; a clock set back is told once, not every time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._memory = LadderMemory()
        self._complained = False

    def __call__(self) -> Changes:
        if self._desk.centre is None:
            return Changes()
        try:
            changes = ladder_round(self._desk, self._memory, most=STEPPED_IN_A_WINDOW).changes
        except RuleViolation:
            if self._complained:
                return Changes()
            self._complained = True
            raise
        self._complained = False
        return changes


def run_ladder(desk: Desk) -> Changes:
    """Take every step that is due now. Raises RuleViolation `clock_set_back`; nothing is written then."""
    return ladder_round(desk).changes


def ladder_round(
    desk: Desk,
    memory: LadderMemory | None = None,
    trust_clock: bool = False,
    most: int | None = None,
    among: frozenset[int] | None = None,
) -> LadderRun:
    """The same, telling what was done.

    `trust_clock` runs although the log has later moments than the clock; with `most`, so many cases are stepped and
    the others wait for the next round. `among` leaves all other cases alone.
    """
    now = desk.clock.now()
    if not trust_clock:
        refuse_clock_set_back(desk, now)
    with desk.database.reading() as connection:
        cases = read_cases_on_the_ladder(connection)
    memory = memory or LadderMemory()
    memory.keep_to((desk.rules.calendar.version, desk.rules.terms.version, desk.rules.supervision.version))
    awake = [
        case_id
        for case_id, version in cases
        if (among is None or case_id in among) and not memory.sleeps(case_id, version, now)
    ]
    due = [case_id for part in _parts(awake, _READ_AT_ONCE) for case_id in _find_due(desk, part, memory, now)]
    taken: list[StepTaken] = []
    refused: list[tuple[str, str]] = []
    changes = Changes()
    for part in _parts(due[:most], _WRITTEN_AT_ONCE):
        changes = changes | _take_steps(desk, part, taken, refused)
    return LadderRun(tuple(taken), tuple(refused), changes)


def refuse_clock_set_back(desk: Desk, now: datetime) -> None:
    """Raises RuleViolation when the log has moments that this computer's clock has not reached yet."""
    with desk.database.reading() as connection:
        newest = read_newest_log_moment(connection)
    if newest is not None and now < newest - CLOCKS_MAY_DIFFER:
        raise RuleViolation("clock_set_back", {"now": now, "latest": newest})


def told_names(desk: Desk, file: CaseFile, step: Step, at: Standing) -> list[str]:
    """The parts a step tells, with the names that stand behind them."""
    names = (_told(desk, file, part, at) for part in step.tell)
    return list(dict.fromkeys(name for name in names if name))


def _find_due(desk: Desk, case_ids: Sequence[int], memory: LadderMemory, now: datetime) -> Iterator[int]:
    ladder, calendar = desk.rules.supervision, desk.rules.calendar
    with desk.looking(SYSTEM) as work:
        files = work.cases.get_many(case_ids)
    for file in files:
        case_id = int(file.case.id or 0)
        at = standing(file, desk.rules.keeper, desk.bodies)
        if at is not None and due_steps(ladder, at, now, calendar):
            yield case_id
            continue
        wakes = wakes_at(ladder, at, now, calendar) if at is not None else None
        memory.remember(case_id, file.case.version, wakes)


def _take_steps(desk: Desk, case_ids: Sequence[int], taken: list[StepTaken], refused: list[tuple[str, str]]) -> Changes:
    """What is due is judged again inside the unit of work: somebody may have acted in between."""
    ladder, calendar = desk.rules.supervision, desk.rules.calendar
    done: list[StepTaken] = []
    with desk.work(SYSTEM) as work:
        for file in work.cases.get_many(case_ids):
            at = standing(file, desk.rules.keeper, desk.bodies)
            for due in due_steps(ladder, at, work.now, calendar) if at is not None else ():
                assert at is not None
                try:
                    file = _take(desk, work, file, at, due)
                except GovDeskError as error:
                    refused.append((file.case.number, sentence(error)))
                    continue
                done.append(_taken(desk, file, at, due))
        if not done:
            return Changes()
        changes = work.commit()
    taken.extend(done)
    return changes


def _take(desk: Desk, work: UnitOfWork, file: CaseFile, at: Standing, due: DueStep) -> CaseFile:
    deadline = at.clocks[due.clock]
    told = told_names(desk, file, due.step, at)
    values = {
        "step": due.step.code,
        "stage": stage_of(at.since),
        "share": due.step.share,
        "clock": due.clock.value,
        "reached_at": due.reached_at.isoformat(timespec="seconds"),
        "due_at": deadline.due_at.isoformat(timespec="seconds"),
        "covers": list(due.covers),
        "told": told,
        "at_centre": at.holder is None,
        "reason": _("{clock}已用去 {used}%：期限 {term}，{due}到期。告知：{told}。").format(
            clock=clock_label(due.clock),
            used=max(due.step.share, share_used(deadline, work.now)),
            term=term_words(deadline.term),
            due=moment_words(deadline.due_at),
            told="、".join(told),
        ),
    }
    around = circumstances(desk, work, file, SYSTEM, values, "", None)
    after = perform(desk.rules.transitions, GUARDS, EFFECTS, file, due.step.action, around)
    return work.cases.save(file, after, log_entry(work, SYSTEM, due.step.action, around))


def _taken(desk: Desk, file: CaseFile, at: Standing, due: DueStep) -> StepTaken:
    case = file.case
    return StepTaken(
        case_id=int(case.id or 0),
        number=case.number,
        title=case.title,
        step=due.step.code,
        label=due.step.label if due.step.is_notice else desk.rules.transitions.row(due.step.action).label,
        handler=at.holder.name if at.holder else desk.known_centre().office_name,
        told=tuple(told_names(desk, file, due.step, at)),
    )


def _told(desk: Desk, file: CaseFile, part: str, at: Standing) -> str:
    if part == "handler":
        return at.holder.name if at.holder else desk.known_centre().office_name
    if part == "grid_leader":
        leaders = {post.grid_id: post.person_name for post in reversed(desk.posts) if post.title == LEADER_TITLE}
        name = next((leaders[item] for item in reversed(file.case.grid_path) if item in leaders), "")
        return _("网格长{name}").format(name=name) if name else ""
    if part == "leader":
        return _named_leader(file) or role_label(Role.LEADER)
    return role_label(Role(part))


def _named_leader(file: CaseFile) -> str:
    """The leader who was named for this case, by himself or with the listing."""
    for kind in (SUPERVISING_LEADER, LISTING):
        for record in reversed(file.side_records):
            if record.kind == kind and record.state == "open" and record.data.get("leader"):
                return str(record.data["leader"])
    return ""


def _parts(items: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (items[start : start + size] for start in range(0, len(items), size))
