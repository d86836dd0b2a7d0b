"""What the source of a case is told: the result, the case it was merged under, or why it was not accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from govdesk.domain.case import Case, CaseFile
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Status
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.follow_up_plan import ended_at
from govdesk.services.labels import status_label


@dataclass(frozen=True, slots=True)
class Ending:
    """`status` in the words of the platforms; `reason` is why a mediation came to no agreement, or the result."""

    status: str
    at: datetime | None
    reply: str
    reason: str


def endings_of(desk: Desk, actor: Actor, files: Iterable[CaseFile]) -> dict[int, Ending]:
    """By the id of the case."""
    files = list(files)
    with desk.looking(actor) as work:
        wanted = {int(file.case.merged_into_id or 0) for file in files} - {0}
        masters = {int(file.case.id or 0): file.case for file in work.cases.get_many(sorted(wanted))}
        moments = {int(file.case.id or 0): ended_at(work, file) for file in files}
    return {case_id: _ending(desk, file.case, moments[case_id], masters) for file in files if (case_id := file.case.id)}


def _ending(desk: Desk, case: Case, at: datetime | None, masters: Mapping[int, Case]) -> Ending:
    if case.status is Status.NOT_ACCEPTED:
        words = _refused(desk, case)
        return Ending(_("不予受理"), at, words, words)
    if case.status is Status.MERGED:
        words = _merged(desk, case, masters.get(int(case.merged_into_id or 0)))
        return Ending(_("已并案"), at, words, words)
    return Ending(_("已办结"), case.closed_at, _result(case, case.contacted), case.result)


def _refused(desk: Desk, case: Case) -> str:
    lists = desk.rules.transitions.lists
    reason = lists["refusal_reasons"].get(case.refusal_reason, case.refusal_reason)
    elsewhere = lists["remedies"].get(case.elsewhere, case.elsewhere)
    told = _("已告知向{elsewhere}提出。").format(elsewhere=elsewhere) if elsewhere and case.elsewhere != "other" else ""
    return _("不予受理：{reason}。{told}").format(reason=reason or _("不属本中心受理范围"), told=told)


def _merged(desk: Desk, case: Case, master: Case | None) -> str:
    """Who spoke with whom on the other case is nobody's business here."""
    if master is None:
        return _("与另一件反映同一事项，已并案办理。")
    same_source = master.channel == case.channel and master.source_number
    number = master.source_number if same_source else master.number
    told = _("与 {number} 反映同一事项，已并案办理。").format(number=number)
    if master.closed_at is not None:
        return "\n".join((told, _result(master, "")))
    if master.status is Status.NOT_ACCEPTED:
        return "\n".join((told, _refused(desk, master)))
    return told + _("现在：{status}，办结后再反馈结果。").format(status=status_label(master.status.value))


def _result(case: Case, contacted: str) -> str:
    """The result and the four elements, as the platforms ask for them."""
    parts = [
        case.result,
        _("受理时间：{text}").format(text=case.accepted_on) if case.accepted_on else "",
        _("沟通情况：{text}").format(text=contacted) if contacted else "",
        _("采取措施：{text}").format(text=case.measures) if case.measures else "",
        _("完成时限：{text}").format(text=case.limit_text) if case.limit_text else "",
    ]
    return "\n".join(part for part in parts if part)
