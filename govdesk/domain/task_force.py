"""领导包案专班: one problem, one leader, one team, one plan, one limit, in three phases from reading to settling.

潮海街道: 包阅卷 (the head reads facts, evidence and law), 包审查 (earlier conclusions do not bind; 联席会议, 公开听证),
包化解 (一包到底、限期办结). Entries are only ever added.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from govdesk.domain.errors import BadInput, RuleViolation


class Phase(StrEnum):
    """In the order of the work."""

    READING = "reading"
    REVIEW = "review"
    RESOLVE = "resolve"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """What is written down; each kind belongs to one phase, or to any (see `PHASE_OF`)."""

    FORMED = "formed"
    NOTE = "note"
    PEOPLE_MET = "people_met"
    FINDING = "finding"
    JOINT_MEETING = "joint_meeting"
    PUBLIC_HEARING = "public_hearing"
    MEASURE = "measure"
    LEADER_CHANGED = "leader_changed"
    HEAD_CHANGED = "head_changed"
    MEMBERS_CHANGED = "members_changed"
    LIMIT_CHANGED = "limit_changed"
    PHASE_DONE = "phase_done"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How it ended; `settled_in_part` and `other_way` say in the result what is left and which way it goes."""

    SETTLED = "settled"
    SETTLED_IN_PART = "settled_in_part"
    OTHER_WAY = "other_way"


FARTHEST_LIMIT_DAYS = 3650

ASPECTS = ("facts", "evidence", "law")
"""包阅卷: 对问题事实、证据采信、法律适用等事项充分把握."""

PHASE_OF = {
    EntryKind.NOTE: Phase.READING,
    EntryKind.PEOPLE_MET: Phase.REVIEW,
    EntryKind.FINDING: Phase.REVIEW,
    EntryKind.JOINT_MEETING: Phase.REVIEW,
    EntryKind.PUBLIC_HEARING: Phase.REVIEW,
    EntryKind.MEASURE: Phase.RESOLVE,
}
_NEXT = {Phase.READING: Phase.REVIEW, Phase.REVIEW: Phase.RESOLVE}
_NEEDED = {Phase.READING: EntryKind.NOTE, Phase.REVIEW: EntryKind.FINDING}


@dataclass(frozen=True, slots=True)
class TaskForce:
    """One row of the register. `phase` closed is the end; then `outcome` and `result` stand."""

    number: str
    problem: str
    leader: str
    head: str
    members: tuple[str, ...]
    plan: str
    limit_on: date
    formed_at: datetime
    formed_by: str
    phase: Phase = Phase.READING
    reading_done_at: datetime | None = None
    review_done_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    result: str = ""
    id: int | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.phase is not Phase.CLOSED

    def overdue(self, today: date) -> bool:
        end = self.closed_at.date() if self.closed_at else today
        return end > self.limit_on


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing written down. A reading note cites `sha256` and `page` (from 1) of an attachment of `case_id`.

    `sets_aside` on a finding: the earlier conclusion in `data["earlier"]` no longer binds. `data` of a meeting or
    hearing holds `held_on`, `place`, `people`, `decision`; of a change `before` and `after`.
    """

    kind: EntryKind
    at: datetime
    seat: str
    author: str
    text: str
    case_id: int | None = None
    sha256: str = ""
    page: int | None = None
    aspect: str = ""
    sets_aside: bool = False
    data: dict[str, object] = field(default_factory=dict)
    id: int | None = None

    @property
    def phase(self) -> Phase | None:
        return PHASE_OF.get(self.kind)


def refuse_incomplete(force: TaskForce, today: date) -> None:
    """一个问题、一名领导、一个专班、一套方案、限期办结: none of the five may be missing. Raises RuleViolation."""
    for name, given in (
        ("problem", force.problem),
        ("leader", force.leader),
        ("head", force.head),
        ("members", "".join(force.members)),
        ("plan", force.plan),
    ):
        if not given.strip():
            raise RuleViolation(f"task_force_without_{name}", {})
    refuse_limit(force.limit_on, today)


def refuse_limit(limit_on: date, today: date) -> None:
    """限期 lies ahead, and near enough to be one. Raises RuleViolation."""
    if limit_on <= today:
        raise RuleViolation("limit_not_ahead", {})
    if (limit_on - today).days > FARTHEST_LIMIT_DAYS:
        raise RuleViolation("limit_too_far", {"years": FARTHEST_LIMIT_DAYS // 365})


def refuse_entry(force: TaskForce, entry: Entry) -> None:
    """An entry fits an open task force, its own phase or a later one, and is whole. Raises RuleViolation, BadInput."""
    refuse_closed(force)
    if not entry.text.strip():
        raise RuleViolation("entry_empty", {})
    if entry.phase is not None and _order(entry.phase) > _order(force.phase):
        raise RuleViolation(f"{entry.phase.value}_not_reached", {"number": force.number})
    if entry.kind is EntryKind.NOTE:
        _refuse_note(entry)
    if entry.sets_aside and not str(entry.data.get("earlier") or "").strip():
        raise RuleViolation("earlier_conclusion_missing", {})
    if entry.kind in (EntryKind.JOINT_MEETING, EntryKind.PUBLIC_HEARING):
        _refuse_meeting(entry)


def phase_finished(force: TaskForce, entries: Sequence[Entry], now: datetime) -> TaskForce:
    """On to the next phase: reading leaves at least one note, review at least one finding. Raises RuleViolation."""
    refuse_closed(force)
    following = _NEXT.get(force.phase)
    if following is None:
        raise RuleViolation("last_phase", {})
    needed = _NEEDED[force.phase]
    if not any(entry.kind is needed for entry in entries):
        raise RuleViolation(f"{force.phase.value}_left_nothing", {"number": force.number})
    if force.phase is Phase.READING:
        return replace(force, phase=following, reading_done_at=now)
    return replace(force, phase=following, review_done_at=now)


def with_leader(force: TaskForce, successor: str) -> TaskForce:
    """A task force is never without its leader: whoever goes is followed. Raises RuleViolation."""
    refuse_closed(force)
    return replace(force, leader=_successor(successor, force.leader, "leader"))


def with_head(force: TaskForce, successor: str) -> TaskForce:
    refuse_closed(force)
    return replace(force, head=_successor(successor, force.head, "head"))


def with_members(force: TaskForce, members: Sequence[str]) -> TaskForce:
    refuse_closed(force)
    kept = tuple(dict.fromkeys(name.strip() for name in members if name.strip()))
    if not kept:
        raise RuleViolation("task_force_without_members", {})
    return replace(force, members=kept)


def with_limit(force: TaskForce, limit_on: date, today: date) -> TaskForce:
    refuse_closed(force)
    refuse_limit(limit_on, today)
    return replace(force, limit_on=limit_on)


def closed(force: TaskForce, outcome: str, result: str, open_cases: Sequence[str], now: datetime) -> TaskForce:
    """一包到底: with a result, after all three phases, and when every case in it is closed or has left.

    `open_cases` are the numbers of those that are not. Raises RuleViolation, BadInput.
    """
    refuse_closed(force)
    if not result.strip():
        raise RuleViolation("task_force_without_result", {"number": force.number})
    if outcome not in set(Outcome):
        raise BadInput("no_such_outcome", {"outcome": outcome})
    if force.phase is not Phase.RESOLVE:
        raise RuleViolation("resolve_not_reached", {"number": force.number})
    if open_cases:
        raise RuleViolation("task_force_cases_open", {"numbers": "、".join(open_cases)})
    return replace(force, phase=Phase.CLOSED, closed_at=now, outcome=outcome, result=result.strip())


def refuse_closed(force: TaskForce) -> None:
    if not force.is_open:
        raise RuleViolation("task_force_closed", {"number": force.number})


def _refuse_note(entry: Entry) -> None:
    if entry.case_id is None or not entry.sha256 or entry.page is None or entry.page < 1:
        raise RuleViolation("note_without_page", {})
    if entry.aspect not in ASPECTS:
        raise BadInput("no_such_aspect", {"aspect": entry.aspect})


def _refuse_meeting(entry: Entry) -> None:
    if not entry.data.get("held_on") or not entry.data.get("people"):
        raise RuleViolation("meeting_incomplete", {})


def _successor(successor: str, now: str, post: str) -> str:
    name = successor.strip()
    if not name:
        raise RuleViolation(f"{post}_without_successor", {})
    if name == now:
        raise RuleViolation("same_successor", {"name": name})
    return name


def _order(phase: Phase) -> int:
    return tuple(Phase).index(phase)
