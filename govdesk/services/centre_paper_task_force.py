"""Papers of 领导包案: the approval of a task force with its five ones, and the report at its end."""

from collections.abc import Sequence

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle_task_force import TASK_FORCE
from govdesk.domain.roles import Actor
from govdesk.domain.task_force import EntryKind
from govdesk.foundation.text import _
from govdesk.services.centre_paper_words import Data, Values, day, merged, moment, public_head, signer
from govdesk.services.desk import Desk
from govdesk.services.papers import letterhead
from govdesk.services.task_force_views import EntryView, ExitReport, MemberView, exit_report


def task_force_approval(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Of the task force that the case is or was in. Raises RuleViolation when it never was in one."""
    view = _report(desk, actor, file).view
    changed = [entry for entry in view.history if entry.kind == EntryKind.LIMIT_CHANGED.value]
    drawn: Values = {
        **public_head(actor, file),
        "force_number": view.row.number,
        "formed_at": moment(view.row.formed_at),
        "problem": view.row.problem,
        "applicant": letterhead(desk),
        "leader": view.row.leader,
        "head": view.row.head,
        "members": view.row.members,
        "cases": tuple({"number": item.number, "title": item.title, "handler": item.handler} for item in view.cases),
        "plan": view.plan,
        "limit": day(view.row.limit_on),
        "extension": "；".join(_with_lines(entry) for entry in changed),
        "conclusion": _("同意"),
        "approved_by": signer(view.formed_by),
        "approved_at": day(view.row.formed_at),
    }
    return merged(drawn, data)


def task_force_report(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """As it stands now; of an open task force a draft without a result. Raises RuleViolation."""
    report = _report(desk, actor, file)
    view = report.view
    phases = {phase.code: phase.entries for phase in view.phases}
    reading, review, resolve = (phases.get(code, ()) for code in ("reading", "review", "resolve"))
    span = _("{days}天，在限期内") if report.in_time else _("{days}天，超出限期")
    drawn: Values = {
        **public_head(actor, file),
        "force_number": view.row.number,
        "problem": view.row.problem,
        "leader": view.row.leader,
        "head": view.row.head,
        "members": view.row.members,
        "formed_at": day(view.row.formed_at),
        "limit": day(view.row.limit_on),
        "closed_at": day(view.row.closed_at),
        "days": span.format(days=report.days),
        "plan": view.plan,
        "reading": tuple(_note(entry) for entry in reading),
        "people_met": _of_kind(review, EntryKind.PEOPLE_MET),
        "findings": _of_kind(review, EntryKind.FINDING),
        "meetings": tuple(_with_lines(entry) for entry in report.meetings),
        "measures": _of_kind(resolve, EntryKind.MEASURE),
        "cases": tuple(_case_row(item) for item in view.cases),
        "outcome": view.row.outcome_label,
        "result": view.result,
        "applicant": view.row.head,
    }
    return merged(drawn, data)


def _report(desk: Desk, actor: Actor, file: CaseFile) -> ExitReport:
    numbers = [str(item.data.get("task_force") or "") for item in file.side_records if item.kind == TASK_FORCE]
    if not numbers:
        raise RuleViolation("paper_needs_task_force", {"number": file.case.number})
    return exit_report(desk, actor, numbers[-1])


def _note(entry: EntryView) -> str:
    """问题事实：……（《购房合同》第3页）"""
    aspect = _("{aspect}：").format(aspect=entry.aspect) if entry.aspect else ""
    cited = _("（《{name}》第{page}页）").format(name=entry.file, page=entry.page) if entry.file else ""
    return f"{aspect}{entry.text.rstrip('。')}{cited}。"


def _of_kind(entries: Sequence[EntryView], kind: EntryKind) -> tuple[str, ...]:
    return tuple(_with_lines(entry) for entry in entries if entry.kind == kind.value)


def _with_lines(entry: EntryView) -> str:
    """The day, what was written, and its facts."""
    parts = [entry.text, *entry.lines]
    words = "；".join(part.rstrip("。；") for part in parts if part)
    return _("{day}，{words}。").format(day=day(entry.at), words=words)


def _case_row(item: MemberView) -> dict[str, str]:
    return {"number": item.number, "title": item.title, "state": item.state, "result": item.result or item.why}
