"""领导包案专班 beside one case: taken in by a task force, let go by it, or ended with the case itself.

The task force itself is kept in a register across cases (`domain/task_force.py`); a case holds only its membership.
"""

from dataclasses import replace
from datetime import date, datetime, time

from govdesk.domain.case import CaseFile, SideRecord, evolve
from govdesk.domain.clocks import start_handling
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.vocabulary import Tier
from govdesk.domain.whistles import with_data

TASK_FORCE = "task_force"


def form_task_force(file: CaseFile, around: Circumstances) -> CaseFile:
    """`values["task_force"]` is the number that the register gave; the five ones stand as the leader approved them."""
    approved: dict[str, object] = {
        "problem": around.text("problem") or file.case.title,
        "leader": around.text("leader"),
        "head": around.text("head"),
        "members": list(around.texts("members")),
        "plan": around.text("plan"),
    }
    return _taken_in(file, around, approved)


def join_task_force(file: CaseFile, around: Circumstances) -> CaseFile:
    """`values["limit"]` is the limit of the task force, looked up by the service."""
    return _taken_in(file, around, {"joined_because": around.text("reason")})


def leave_task_force(file: CaseFile, around: Circumstances) -> CaseFile:
    """Back to the tier from which the task force took it; the handling body stays and its clock starts anew."""
    record = membership(file)
    if record is None:
        raise RuleViolation("not_in_task_force", {"number": file.case.number})
    left = membership_ended(file, around.now, "left", around.text("reason"))
    if file.case.tier is not Tier.TASK_FORCE:
        return left
    before = str(record.data.get("tier_before") or Tier.JOINT.value)
    return _with_tier(left, around, Tier(before), "")


def membership(file: CaseFile) -> SideRecord | None:
    """The open membership of a task force; a case has one at most."""
    return next((item for item in file.side_records if item.kind == TASK_FORCE and item.state == "open"), None)


def membership_ended(file: CaseFile, now: datetime, outcome: str, why: str) -> CaseFile:
    """`outcome` is resolved (the case was closed), left or lowered. Without a membership nothing changes."""
    record = membership(file)
    if record is None:
        return file
    ended = replace(with_data(record, outcome=outcome, why=why), state="ended", ended_at=now)
    return replace(file, side_records=tuple(ended if item is record else item for item in file.side_records))


def _taken_in(file: CaseFile, around: Circumstances, more: dict[str, object]) -> CaseFile:
    limit = around.values["limit"]
    assert isinstance(limit, date), "the guard looked at it"
    record = SideRecord(
        kind=TASK_FORCE,
        opened_at=around.now,
        due_at=datetime.combine(limit, time(23, 59, 59)),
        data={
            "task_force": around.text("task_force"),
            "limit": limit.isoformat(),
            "tier_before": file.case.tier.value if file.case.tier else "",
            **more,
        },
    )
    beside = replace(file, side_records=(*file.side_records, record))
    return _with_tier(beside, around, Tier.TASK_FORCE, f"{max((limit - around.now.date()).days, 1)} days")


def _with_tier(file: CaseFile, around: Circumstances, tier: Tier, term: str) -> CaseFile:
    """The handler's clock starts with each tier; its term is the task force's limit where there is one."""
    case = evolve(file.case, tier=tier)
    body = around.bodies.by_id.get(case.handler_id or 0)
    clocked = start_handling(case, around.keeper, body.kind.value if body else "", around.now, term)
    return replace(file, case=clocked)


TASK_FORCE_EFFECTS: dict[str, Effect] = {
    "form_task_force": form_task_force,
    "join_task_force": join_task_force,
    "leave_task_force": leave_task_force,
}
