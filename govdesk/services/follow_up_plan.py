"""What acting on a closed case needs to know: the day of performance, what counts as evidence, whose reply."""

from datetime import date, datetime
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances
from govdesk.domain.lifecycle_guards_follow_up import TOLD_WITHOUT_RESULT, reply_is_owed
from govdesk.domain.mediation_work import instalments_of
from govdesk.foundation.text import _
from govdesk.services.dictionaries import Rules
from govdesk.storage.queries.follow_ups import read_ended_at, read_performance_days
from govdesk.storage.unit_of_work import UnitOfWork


def performance_due(work: UnitOfWork, file: CaseFile) -> date | None:
    """The last day of the plan of performance or of the issued agreement; None without one that can be read."""
    if not any(item.outcome == "agreed" for item in file.mediations):
        return None
    days = [item.due_on for item in instalments_of(file) if item.due_on is not None]
    for text in read_performance_days(work.connection, int(file.case.id or 0)):
        try:
            days.append(date.fromisoformat(text[:10]))
        except ValueError:
            continue
    return max(days, default=None)


def ended_at(work: UnitOfWork, file: CaseFile) -> datetime | None:
    """When a merged or refused case got the end that its source is told; None for any other case."""
    if file.case.status not in TOLD_WITHOUT_RESULT:
        return None
    return read_ended_at(work.connection, int(file.case.id or 0))


def hint_of(action: str, field: str, hint: str, file: CaseFile, around: Circumstances) -> str:
    """What the form says beside a field: striking off names what is evidence for this class of case."""
    if action == "archive":
        return _volume_hint(hint, file, around)
    if action != "strike_off" or field not in ("evidence", "reason"):
        return hint
    found = around.strike_off.class_of(file)
    if found is None:
        return hint
    if field == "evidence":
        return _("如：{examples}").format(examples=found.examples)
    return hint if found.reason_suffices else _("{label}的案件只写理由不能销号").format(label=found.when.label)


def _volume_hint(hint: str, file: CaseFile, around: Circumstances) -> str:
    """一案一卷 (人民调解法 §27): a mediated case without its volume is asked about when it goes to the archive."""
    if not any(item.outcome == "agreed" for item in file.mediations) or "dossier" in around.papers:
        return hint
    return _("还没有成卷：先按 Shift P 打开卷宗，一键成卷后再归档；不成卷的写明理由")


def owes_reply(file: CaseFile, around: Circumstances) -> bool:
    try:
        reply_is_owed(file, around)
    except RuleViolation:
        return False
    return True


def closing_rules(rules: Rules) -> dict[str, Any]:
    """The dictionaries that an action after closing may look at, as `Circumstances` takes them."""
    return {
        "follow_ups": rules.follow_ups,
        "strike_off": rules.strike_off,
        "answered_channels": rules.replies.answered,
    }
