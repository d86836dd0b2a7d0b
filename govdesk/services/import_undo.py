"""Taking an import back: its cases are voided with a line each; what somebody has worked on stays and is listed."""

from dataclasses import dataclass

from govdesk.domain.changes import Changes
from govdesk.domain.errors import NotFound, RuleViolation
from govdesk.domain.lifecycle import Circumstances, perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.registration import refuse_registering
from govdesk.storage.queries.case_facts import FIRST_LINES
from govdesk.storage.queries.imports import read_batch, read_batch_cases, read_worked_on_cases
from govdesk.storage.repositories.imports import ImportRepository
from govdesk.storage.repositories.log_entry import LogEntry

_AT_ONCE = 150


@dataclass(frozen=True, slots=True)
class UndoReport:
    """`left` are the numbers of the cases that somebody has worked on."""

    voided: int
    left: tuple[str, ...]
    changes: Changes


_FIRST_BEYOND = 1 << 63
"""No database holds a larger integer."""


def undo_import(desk: Desk, actor: Actor, batch: int) -> UndoReport:
    """Void the batch. Raises NotFound `batch_not_found`, RuleViolation `batch_running`, `batch_undone_before`."""
    refuse_registering(desk, actor)
    with desk.database.reading() as connection:
        known = read_batch(connection, batch) if 0 < batch < _FIRST_BEYOND else None
    if known is None:
        raise NotFound("batch_not_found", {"batch": batch})
    if known.state == "running":
        raise RuleViolation("batch_running", {"batch": batch})
    if known.state != "complete":
        raise RuleViolation("batch_undone_before", {"batch": batch})
    return void_batch(desk, actor, batch, "undone", _("撤销导入批次 {batch}").format(batch=batch))


def void_batch(desk: Desk, actor: Actor, batch: int, state: str, reason: str) -> UndoReport:
    """Void what nobody has worked on, in short transactions; at the end the batch is in `state`."""
    with desk.database.reading() as connection:
        worked_on = read_worked_on_cases(connection, batch, FIRST_LINES)
        waiting = [case_id for case_id in read_batch_cases(connection, batch) if case_id not in worked_on]
    left, voided = dict(worked_on), 0
    for at in range(0, len(waiting), _AT_ONCE):
        touched = _void(desk, actor, batch, waiting[at : at + _AT_ONCE], reason)
        left.update(touched)
        voided += len(waiting[at : at + _AT_ONCE]) - len(touched)
    with desk.work(actor) as work:
        ImportRepository(work.connection, work.centre_id).end(batch, state, work.now)
        work.commit()
    return UndoReport(voided, tuple(left.values()), Changes(batches=frozenset({batch}), everything=True))


def _void(desk: Desk, actor: Actor, batch: int, case_ids: list[int], reason: str) -> dict[int, str]:
    """Void these cases; those on which somebody has acted a moment ago are left and returned."""
    with desk.work(actor) as work:
        worked_on = read_worked_on_cases(work.connection, batch, FIRST_LINES, case_ids)
        around = Circumstances(
            now=work.now,
            actor=actor,
            bodies=desk.bodies,
            keeper=desk.rules.keeper,
            decide=lambda _file: None,
            note=reason,
        )
        pairs = []
        for before in work.cases.get_many([item for item in case_ids if item not in worked_on]):
            pairs.append((before, perform(desk.rules.transitions, GUARDS, EFFECTS, before, "void", around)))
        work.cases.save_many(pairs, LogEntry("void", actor, work.now, work.command, note=reason))
        work.commit()
    return {case_id: worked_on[case_id] for case_id in case_ids if case_id in worked_on}
