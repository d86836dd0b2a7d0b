"""司法确认: both parties together, within 30 days of effect (人民调解法 §33, 民事诉讼法 §205, §206).

The program keeps the dates and says what the article says; the court decides.
"""

from dataclasses import replace

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.mediation_work import (
    CONFIRMATION,
    Confirmation,
    agreed_mediation,
    changed_record,
    confirmations_of,
    next_of,
    place_of,
    with_record,
    with_values,
)
from govdesk.domain.record_values import stored

APPLIED, ACCEPTED, CONFIRMED, REJECTED, WITHDRAWN = "applied", "accepted", "confirmed", "rejected", "withdrawn"
NEXT = {
    APPLIED: (ACCEPTED, CONFIRMED, REJECTED, WITHDRAWN),
    ACCEPTED: (CONFIRMED, REJECTED, WITHDRAWN),
}
"""What may follow; confirmed, rejected and withdrawn are ends."""


def apply_confirmation(file: CaseFile, around: Circumstances) -> CaseFile:
    """双方共同申请. Past the day it is recorded all the same, with the reason: the court decides about it."""
    agreed = agreed_mediation(file)
    if agreed is None:
        raise RuleViolation("no_agreement_reached", {"number": file.case.number})
    if any(item.record.state == "open" for item in confirmations_of(file)):
        raise RuleViolation("confirmation_running", {})
    applicants = around.texts("names")
    missing = [party.name for party in file.parties if party.name not in applicants]
    if missing:
        raise RuleViolation("confirmation_needs_all", {"names": "、".join(missing)})
    applied_on = around.day("applied_on") or around.now.date()
    if applied_on > around.now.date():
        raise RuleViolation("day_in_the_future", {"day": applied_on})
    data: dict[str, object] = {
        "mediation": place_of(file, agreed),
        "number": next_of(file, CONFIRMATION),
        "court": around.text("court"),
        "ground": around.text("ground"),
        "applicants": list(applicants),
        "applied_on": stored(applied_on),
        "late_reason": around.text("late_reason"),
        "state": APPLIED,
        "steps": [{"state": APPLIED, "on": stored(applied_on), "paper": "", "words": ""}],
    }
    return with_record(file, SideRecord(CONFIRMATION, around.now, body_id=agreed.committee_id, data=data))


def record_confirmation(file: CaseFile, around: Circumstances) -> CaseFile:
    """What the court said: accepted, confirmed, rejected; or the parties withdrew."""
    running = next((item for item in confirmations_of(file) if item.record.state == "open"), None)
    if running is None:
        raise RuleViolation("no_confirmation_running", {})
    state = around.text("state")
    if state not in NEXT.get(running.state, ()):
        raise RuleViolation("confirmation_step_wrong", {"state": state})
    on = around.day("on") or around.now.date()
    if on > around.now.date():
        raise RuleViolation("day_in_the_future", {"day": on})
    _refuse_earlier(running, on.isoformat())
    step = {"state": state, "on": stored(on), "paper": around.text("paper"), "words": around.text("words")}
    written = with_values(running.record, state=state, steps=[*(dict(item) for item in running.steps), step])
    if state not in NEXT:
        written = replace(written, state="ended", ended_at=around.now)
    return changed_record(file, running.record, written)


def _refuse_earlier(running: Confirmation, on: str) -> None:
    last = running.steps[-1].get("on", "") if running.steps else ""
    if on < last:
        raise RuleViolation("confirmation_day_wrong", {"day": on, "last": last})


CONFIRMATION_EFFECTS: dict[str, Effect] = {
    "apply_confirmation": apply_confirmation,
    "record_confirmation": record_confirmation,
}
