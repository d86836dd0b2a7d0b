"""督办单: the newest step of the supervision ladder that was taken on a case, with the answer to it."""

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.clocks import is_overdue
from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.supervision import LISTING, SUPERVISE, SUPERVISING_LEADER, URGE
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.centre_paper_words import (
    Data,
    Values,
    day,
    handler_name,
    last_number,
    merged,
    moment,
    ordinal,
    public_head,
    receiver_of,
)
from govdesk.services.deadlines import due_words
from govdesk.services.desk import Desk

_KINDS = (URGE, SUPERVISE, LISTING)


def supervision(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Raises RuleViolation when the case was never urged, supervised or listed and no requirement is given."""
    records = [item for item in file.side_records if item.kind in _KINDS]
    if not records and not data.get("requirement"):
        raise RuleViolation("paper_needs_supervision", {"number": file.case.number})
    record = _meant(records)
    drawn: Values = {
        **public_head(actor, file),
        "order_number": last_number(desk, file, "assignment"),
        "order_due": moment(file.case.handler_due_at or file.case.due_at),
        "cause": _("逾期") if is_overdue(file.case, desk.clock.now()) else "",
        "cause_words": _late_words(desk, file),
        "summary": file.case.text,
        "leader": _leader(file, record),
    }
    if record is not None:
        drawn |= _recorded(records, record)
    receiver = body_name(desk, record.body_id if record else None) or handler_name(desk, file)
    return merged(drawn, data) | {"receiver": receiver_of(desk, file, data, receiver)}


def _meant(records: list[SideRecord]) -> SideRecord | None:
    """What stands open before what is over, the newest of them."""
    waiting = [item for item in records if item.state == "open"]
    return (waiting or records)[-1] if records else None


def _recorded(records: list[SideRecord], record: SideRecord) -> Values:
    said = {key: str(value or "") for key, value in record.data.items()}
    levels = {URGE: _("催办"), SUPERVISE: _("督办"), LISTING: _("挂牌督办")}
    same = [item for item in records if item.kind == record.kind]
    return {
        "level": levels[record.kind],
        "requirement": said.get("reason", ""),
        "times": ordinal(same.index(record) + 1),
        "until": day(said.get("until")) or day(record.due_at),
        "feedback": said.get("answer", ""),
        "promised": said.get("limit", ""),
        "answered_by": said.get("answered_by", ""),
        "answered_at": moment(record.ended_at) if said.get("answer") else "",
    }


def _leader(file: CaseFile, record: SideRecord | None) -> str:
    if record is not None and record.data.get("leader"):
        return str(record.data["leader"])
    named = [item for item in file.side_records if item.kind == SUPERVISING_LEADER and item.state == "open"]
    return str(named[-1].data.get("leader") or "") if named else ""


def _late_words(desk: Desk, file: CaseFile) -> str:
    case, now = file.case, desk.clock.now()
    if case.due_at is None or not is_overdue(case, now):
        return ""
    return _("办结时限为{due}，已{late}，未办结。").format(due=moment(case.due_at), late=due_words(case.due_at, now))
