"""Not ours: the citizen is told on the spot where to go, on paper if wanted, and it is counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govdesk.domain.lifecycle import Circumstances, perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.periods import Period
from govdesk.domain.remedies import Remedy
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.registration import (
    CaseDraft,
    Registered,
    check_draft,
    entry_steps,
    refuse_registering,
    watched,
)
from govdesk.services.urgency import call_card
from govdesk.storage.queries.refusals import read_refusals
from govdesk.storage.repositories.log_entry import LogEntry


@dataclass(frozen=True, slots=True)
class RefusalTotal:
    """告知 of a period: how many, by reason and by where people were sent; `case_ids` opens them as a list."""

    total: int
    by_reason: tuple[tuple[str, str, int], ...]
    by_remedy: tuple[tuple[str, str, int], ...]
    case_ids: tuple[int, ...]


def remedy(desk: Desk, code: str) -> Remedy | None:
    return desk.rules.remedies.get(code)


def remedy_words(desk: Desk, code: str) -> str:
    """What the citizen is told: channel, article, what to bring. An unchecked article says that it is one."""
    found = desk.rules.remedies.get(code)
    if found is None or not (found.where or found.article):
        return ""
    lines = [found.where]
    if found.article:
        basis = _("依据：{article}").format(article=found.article)
        lines.append(basis if found.confirmed else _("{basis}（条文待本中心核对，以现行法律为准）").format(basis=basis))
    if found.bring:
        lines.append(_("请带：{things}").format(things=found.bring))
    return "\n".join(line for line in lines if line)


def register_refused(
    desk: Desk, actor: Actor, draft: CaseDraft, values: Mapping[str, Any], note: str = "", draft_key: str = ""
) -> Registered:
    """Register a matter that is not the centre's and tell where to go: no rule is asked, nobody receives it.

    `values` are those of the action refuse. Raises RuleViolation, BadInput, AccessDenied; then nothing is written.
    """
    refuse_registering(desk, actor)
    check_draft(desk, draft)
    alarms = call_card(desk, draft.title, draft.text)
    rules = desk.rules
    with desk.work(actor) as work:
        around = Circumstances(
            now=work.now,
            actor=actor,
            bodies=desk.bodies,
            keeper=rules.keeper,
            decide=lambda _file: None,
            values=dict(values),
            note=note,
            reportable=rules.guards.reportable,
        )
        steps = entry_steps(desk, actor, watched(desk, draft), around, work.command, alarms)
        refused = perform(rules.transitions, GUARDS, EFFECTS, steps[-1][0], "refuse", around)
        said = "；".join(text for text in (refusal_words(desk, values), note or around.text("note")) if text)
        file = work.cases.add([*steps, (refused, LogEntry("refuse", actor, work.now, work.command, note=said))])
        if draft_key:
            work.drafts.discard(actor.seat, "case", draft_key)
        changes = work.commit()
    case = file.case
    return Registered(int(case.id or 0), case.number, case.status.value, "", "", "", changes)


def refusal_words(desk: Desk, values: Mapping[str, Any]) -> str:
    """Reason and channel in words, for the log and for the paper."""
    lists = desk.rules.transitions.lists
    reason = lists["refusal_reasons"].get(str(values.get("reason") or ""), "")
    channel = lists["remedies"].get(str(values.get("elsewhere") or ""), "")
    told = _("告知：{channel}").format(channel=channel) if channel else ""
    return "；".join(text for text in (reason, told) if text)


def refusals(desk: Desk, period: Period) -> RefusalTotal:
    """The 告知 line of the week's or month's table."""
    return refusals_between(desk, period.start, period.end)


def refusals_between(desk: Desk, start: datetime, end: datetime) -> RefusalTotal:
    with desk.database.reading() as connection:
        rows = read_refusals(connection, start, end)
    lists = desk.rules.transitions.lists
    return RefusalTotal(
        total=len(rows),
        by_reason=_counted(lists["refusal_reasons"], Counter(row.reason for row in rows)),
        by_remedy=_counted(lists["remedies"], Counter(row.elsewhere for row in rows)),
        case_ids=tuple(row.case_id for row in rows),
    )


def _counted(labels: Mapping[str, str], counts: "Counter[str]") -> tuple[tuple[str, str, int], ...]:
    """In the order of the list; a word of another time stands at the end under itself."""
    known = [(code, label, counts[code]) for code, label in labels.items() if counts[code]]
    return tuple(known + [(code, code, count) for code, count in counts.items() if code not in labels])
