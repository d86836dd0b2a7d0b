"""What happens in the register of task forces when a case is taken in: the number before, the row after."""

from collections.abc import Mapping
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.lifecycle import Circumstances
from govdesk.domain.task_force import Entry, EntryKind, TaskForce, refuse_closed, refuse_incomplete
from govdesk.storage.unit_of_work import UnitOfWork

FORM, JOIN = "form_task_force", "join_task_force"


def prepared_values(work: UnitOfWork, action: str, values: dict[str, Any]) -> dict[str, Any]:
    """What the domain must be told and a person does not type: the number of a new task force, the limit of a known
    one. Raises NotFound, RuleViolation; then the number is given back with the transaction."""
    if action == FORM:
        return {**values, "task_force": next_number(work)}
    if action == JOIN and values.get("task_force"):
        force = work.task_forces.get(str(values["task_force"]))
        refuse_closed(force)
        return {**values, "task_force": force.number, "limit": force.limit_on}
    return values


def follow_into_register(work: UnitOfWork, saved: CaseFile, action: str, around: Circumstances) -> None:
    """A task force that was formed by one case's action gets its row."""
    if action == FORM:
        enter(work, around.values, around.text("problem") or saved.case.title)


def enter(work: UnitOfWork, values: Mapping[str, Any], problem: str) -> TaskForce:
    """The row of a new task force with its first entry. Raises RuleViolation when one of the five is missing."""
    force = TaskForce(
        number=str(values["task_force"]),
        problem=problem.strip(),
        leader=str(values.get("leader") or "").strip(),
        head=str(values.get("head") or "").strip(),
        members=tuple(name.strip() for name in values.get("members") or () if name.strip()),
        plan=str(values.get("plan") or "").strip(),
        limit_on=values["limit"],
        formed_at=work.now,
        formed_by=work.actor.name,
    )
    refuse_incomplete(force, work.now.date())
    kept = work.task_forces.add(force)
    work.task_forces.add_entry(kept, Entry(EntryKind.FORMED, work.now, work.actor.seat, work.actor.name, force.plan))
    return kept


def next_number(work: UnitOfWork) -> str:
    """ZB2026-003: counted by year, without gaps."""
    year = f"{work.now:%Y}"
    return f"ZB{year}-{work.numbers.take('task_force', year):03}"
