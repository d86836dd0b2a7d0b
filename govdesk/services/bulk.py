"""One action on many cases: a preview that writes nothing, then one command; who could not is listed by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError, RuleViolation
from govdesk.domain.lifecycle import perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.roles import Actor, Transcription
from govdesk.services.access import bodies_of, refuse_foreign
from govdesk.services.action_values import cleaned_values
from govdesk.services.case_actions import circumstances, keep_time, log_entry
from govdesk.services.desk import Desk
from govdesk.services.follow_up_plan import ended_at, performance_due
from govdesk.services.merging import follow_on_the_other, merged_here
from govdesk.services.messages import sentence
from govdesk.storage.queries.case_facts import read_issued_kinds, read_worked_on
from govdesk.storage.unit_of_work import UnitOfWork

MOST = 2_000
ONE_BY_ONE = frozenset(
    {"register", "record_closed", "route", "void", "follow_up", "mediate", "end_mediation"}
    | {"form_task_force", "join_task_force", "leave_task_force", "answer_call", "evaluate_office", "evaluate_whistle"}
    | {"acknowledge_call", "set_risk", "clear_risk", "report_risk", "unmerge"}
)
"""Actions that are about one case and its people; they are not offered in bulk."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that the action does not fit, and the sentence that says why."""

    case_id: int
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class BulkResult:
    """`done` and `failed` together are exactly the cases that were asked for."""

    done: tuple[int, ...]
    failed: tuple[Failure, ...]
    changes: Changes


def preview_bulk(
    desk: Desk,
    actor: Actor,
    case_ids: Sequence[int],
    action: str,
    values: Mapping[str, Any] | None = None,
    transcription: Transcription | None = None,
) -> BulkResult:
    """What `act_in_bulk` would do now; nothing is written."""
    with desk.looking(actor) as work:
        pairs, failed = _attempt_all(desk, work, actor, case_ids, action, values or {}, transcription)
    return BulkResult(tuple(int(before.case.id or 0) for before, _after in pairs), tuple(failed), Changes())


def act_in_bulk(
    desk: Desk,
    actor: Actor,
    case_ids: Sequence[int],
    action: str,
    values: Mapping[str, Any] | None = None,
    transcription: Transcription | None = None,
) -> BulkResult:
    """The action on every case it fits, in one unit of work and one command, so that one undo takes all back."""
    with desk.work(actor) as work:
        keep_time(work, case_ids)
        pairs, failed = _attempt_all(desk, work, actor, case_ids, action, values or {}, transcription)
        if not pairs:
            return BulkResult((), tuple(failed), Changes())
        around = circumstances(desk, work, pairs[0][0], actor, dict(values or {}), "", transcription)
        work.cases.save_many(pairs, log_entry(work, actor, action, around))
        follow_on_the_other(work, [after for _before, after in pairs], action, around)
        changes = work.commit()
    return BulkResult(tuple(int(before.case.id or 0) for before, _after in pairs), tuple(failed), desk.after(changes))


def _attempt_all(
    desk: Desk,
    work: UnitOfWork,
    actor: Actor,
    case_ids: Sequence[int],
    action: str,
    values: Mapping[str, Any],
    transcription: Transcription | None,
) -> tuple[list[tuple[CaseFile, CaseFile]], list[Failure]]:
    row = desk.rules.transitions.row(action)
    if not row.offered or action in ONE_BY_ONE:
        raise RuleViolation("not_in_bulk", {"action": row.label})
    wanted = list(dict.fromkeys(case_ids))
    if len(wanted) > MOST:
        raise RuleViolation("too_many_for_bulk", {"count": len(wanted), "most": MOST})
    cleaned = cleaned_values(desk, row, dict(values))
    found = {int(file.case.id or 0): file for file in work.cases.get_many(wanted)}
    pairs, failed = [], []
    base = None
    for case_id in wanted:
        file = found.get(case_id)
        if file is None:
            failed.append(Failure(case_id, "", sentence(RuleViolation("no_such_case", {"number": str(case_id)}))))
            continue
        base = base or circumstances(desk, work, file, actor, cleaned, "", transcription)
        around = base if not row.guards else replace(base, **_own_facts(work, file))
        try:
            refuse_foreign(actor, bodies_of(file))
            pairs.append((file, perform(desk.rules.transitions, GUARDS, EFFECTS, file, action, around)))
        except GovDeskError as error:
            failed.append(Failure(case_id, file.case.number, sentence(error)))
    return pairs, failed


def _own_facts(work: UnitOfWork, file: CaseFile) -> dict[str, Any]:
    """What guards ask of the database about one case."""
    case_id = int(file.case.id or 0)
    return {
        "papers": frozenset(read_issued_kinds(work.connection, case_id)),
        "worked_on": read_worked_on(work.connection, case_id),
        "merged_here": merged_here(work, file),
        "performance_due": performance_due(work, file),
        "ended_at": ended_at(work, file),
    }
