"""乡呼县应: calling a county department, its answer, its transfer to another one, the escalation of silence."""

from dataclasses import replace
from datetime import datetime

from govdesk.domain.body import Body
from govdesk.domain.case import Assist, CaseFile, SideRecord, evolve
from govdesk.domain.clocks import start_handling
from govdesk.domain.errors import AccessDenied, RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.lifecycle_withdrawing import withdraw_offers_and_requests
from govdesk.domain.vocabulary import Status, Tier
from govdesk.domain.whistles import with_data

COUNTY_CALL = "county_call"
ANSWER_TERM = "county_answer"


def call_county(file: CaseFile, around: Circumstances) -> CaseFile:
    body = around.body()
    assert body is not None, "the row requires a receiver"
    basis, reason = around.text("basis"), around.text("reason")
    record = _call(body, basis, reason, file.case.handler_id, around)
    measured = evolve(file.case, first_measure_at=file.case.first_measure_at or around.now)
    return replace(file, case=measured, side_records=(*file.side_records, record))


def answer_call(file: CaseFile, around: Circumstances) -> CaseFile:
    """接受: the department has it, the street body that had it stays in touch; 不接受: as before; 转: a new call."""
    record = named_county_call(file, around)
    outcome = around.text("outcome")
    answered = with_data(record, answer=outcome, why=around.text("reason"), answered_at=_answered_at(record, around))
    other = around.body("transfer_to") if outcome == "transferred" else None
    if other is not None:
        answered = with_data(answered, transferred_to=other.id)
    after = _replaced(file, record, replace(answered, state="ended", ended_at=around.now))
    if outcome == "accepted":
        return _accepted(after, record, around)
    if other is None:
        return after
    liaison = record.data.get("liaison_id")
    again = _call(
        other,
        str(record.data.get("basis") or ""),
        str(record.data.get("reason") or ""),
        int(str(liaison)) if liaison else None,
        around,
    )
    return replace(after, side_records=(*after.side_records, with_data(again, transferred_from=record.body_id)))


def withdraw_call(file: CaseFile, around: Circumstances) -> CaseFile:
    record = named_county_call(file, around)
    withdrawn = with_data(record, answer="withdrawn", why=around.text("reason"))
    return _replaced(file, record, replace(withdrawn, state="ended", ended_at=around.now))


def escalate_call(file: CaseFile, around: Circumstances) -> CaseFile:
    """The term to answer is over: written down once for the leader of the street; the call stays open."""
    raised = tuple(
        with_data(item, escalated_at=around.now) if is_unanswered(item, around.now) else item
        for item in file.side_records
    )
    return replace(file, side_records=raised)


def is_unanswered(record: SideRecord, now: datetime) -> bool:
    """An open call whose term is over and which nobody has raised yet."""
    overdue = record.due_at is not None and now > record.due_at
    return record.kind == COUNTY_CALL and record.state == "open" and overdue and "escalated_at" not in record.data


def open_county_calls(file: CaseFile) -> list[SideRecord]:
    return [item for item in file.side_records if item.kind == COUNTY_CALL and item.state == "open"]


def named_county_call(file: CaseFile, around: Circumstances) -> SideRecord:
    """The open call that is meant: the named or acting department's, or the only one there is."""
    body, own = around.body(), around.actor.body_id
    if own is not None and body is not None and body.id != own:
        raise AccessDenied("not_your_call", {"body": body.name})
    body_id = body.id if body else own
    found = [item for item in open_county_calls(file) if body_id in (None, item.body_id)]
    if not found:
        raise RuleViolation("no_call_open", {})
    if len(found) > 1:
        names = [around.bodies.by_id[item.body_id].name for item in found if item.body_id]
        raise RuleViolation("which_body", {"bodies": "、".join(names)})
    return found[0]


def _call(body: Body, basis: str, reason: str, liaison_id: int | None, around: Circumstances) -> SideRecord:
    """`liaison_id` is the street body that has the case now and stays in touch afterwards."""
    return SideRecord(
        kind=COUNTY_CALL,
        opened_at=around.now,
        body_id=body.id,
        due_at=around.keeper.named_due(around.now, ANSWER_TERM)[1],
        data={"basis": basis, "reason": reason, "liaison_id": liaison_id},
    )


def _accepted(file: CaseFile, record: SideRecord, around: Circumstances) -> CaseFile:
    """Ownership moves as with an accepted offer; where the county leads already, the department assists it."""
    case = file.case
    body = around.bodies.by_id[int(record.body_id or 0)]
    if case.tier is Tier.COUNTY and case.handler_id != body.id:
        term, due = around.keeper.named_due(around.now, "assist")
        helper = Assist(body_id=body.id, asked_at=around.now, term=term, due_at=due, signed_at=around.now)
        return replace(file, assists=(*file.assists, helper))
    quiet = withdraw_offers_and_requests(file, around)
    moved = evolve(
        quiet.case,
        status=Status.HANDLING,
        tier=Tier.COUNTY,
        handler_id=body.id,
        owner_id=body.id,
        previous_status=None,
    )
    moved = start_handling(moved, around.keeper, body.kind.value, around.now)
    return replace(quiet, case=evolve(moved, signed_at=around.now))


def _answered_at(record: SideRecord, around: Circumstances) -> datetime:
    """When the department said so, which may be written down later."""
    at = around.transcription.said_at if around.transcription else around.now
    if at < record.opened_at.replace(second=0, microsecond=0):
        raise RuleViolation("before_the_call", {"called_at": record.opened_at})
    return at


def _replaced(file: CaseFile, was: SideRecord, now: SideRecord) -> CaseFile:
    return replace(file, side_records=tuple(now if item is was else item for item in file.side_records))


COUNTY_CALL_EFFECTS: dict[str, Effect] = {
    "call_county": call_county,
    "answer_call": answer_call,
    "withdraw_call": withdraw_call,
    "escalate_call": escalate_call,
}
