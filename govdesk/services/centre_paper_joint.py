"""Papers of working together: 吹哨单 and 报到回执 from the whistles of a case, 呼叫单 from its county calls."""

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle_county_call import COUNTY_CALL
from govdesk.domain.roles import Actor
from govdesk.domain.whistles import WhistleCall, calls_of
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.centre_paper_words import (
    Data,
    Values,
    handler_name,
    last_number,
    merged,
    moment,
    named_body,
    public_head,
    short_moment,
    signer,
    work_done,
    yes_no,
)
from govdesk.services.desk import Desk
from govdesk.services.papers import letterhead
from govdesk.services.whistles import state_label

ARRIVAL = "arrival_receipt"


def whistle_slip(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """The newest whistle, or the one that `whistle` names (第2哨). Raises RuleViolation when none was blown."""
    calls = _whistle(file, str(data.get("whistle") or ""))
    first = calls[0]
    rules = desk.rules.whistles
    drawn: Values = {
        **public_head(actor, file),
        "whistle": _("第{number}哨").format(number=first.number),
        "kind": rules.kind_label(first.kind),
        "blower": rules.blower_label(first.blower),
        "blown_by": signer(first.blown_by),
        "blown_at": moment(first.blown_at),
        "place": first.place,
        "reason": first.reason,
        "summary": file.case.text,
        "calls": tuple(_call_row(desk, call) for call in calls),
        "result": next((call.ended_why for call in calls if call.ended_why), ""),
        "ended_at": moment(max((call.ended_at for call in calls if call.ended_at), default=None)),
    }
    return merged(drawn, {**data, "whistle": drawn["whistle"]})


def arrival_receipt(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Of one called office: the one named, the seat's own, else the last that came. Raises RuleViolation."""
    call = _call(desk, actor, file, str(data.get("body") or ""))
    lists = desk.rules.transitions.lists
    drawn: Values = {
        **public_head(actor, file),
        "slip_number": last_number(desk, file, "whistle_slip"),
        "blower": desk.rules.whistles.blower_label(call.blower),
        "blown_at": moment(call.blown_at),
        "reason": call.reason,
        "signed_at": moment(call.done["sign"]),
        "sign_due": _due(call, "sign"),
        "contact_at": moment(call.done["contact"]),
        "contact_due": _due(call, "contact"),
        "contacted": call.contacted,
        "arrive_due": _due(call, "arrive"),
        "arrived_at": moment(call.done["arrive"]),
        "arrived_by": call.arrived_by,
        "on_site": yes_no(call.on_site),
        "work": call.ended_why if call.arrived else "",
        "conclusion": _conclusion(call),
        "excuse": call.excuse,
        "office_score": lists["office_scores"].get(call.office_score, "").split("：")[0],
        "whistle_score": lists["whistle_verdicts"].get(call.whistle_score, ""),
    }
    return merged(drawn, data) | {"body": body_name(desk, call.body_id)}


def county_call(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """The newest call, or the one to the department named. Raises RuleViolation when nobody was called."""
    record = _county_record(desk, file, str(data.get("receiver") or ""))
    said = {key: str(value or "") for key, value in record.data.items()}
    liaison = record.data.get("liaison_id")
    drawn: Values = {
        **public_head(actor, file),
        "caller": letterhead(desk),
        "called_at": moment(record.opened_at),
        "answer_due": moment(record.due_at),
        "summary": file.case.text,
        "tried": work_done(desk, file),
        "basis": said.get("basis", ""),
        "reason": said.get("reason", ""),
        "liaison": body_name(desk, liaison if isinstance(liaison, int) else None) or handler_name(desk, file),
        "answer": _answers().get(said.get("answer", ""), ""),
        "answer_words": " ".join(filter(None, (_other(desk, record), said.get("why", "")))),
        "answered_at": moment(said.get("answered_at")),
    }
    return merged(drawn, data) | {"receiver": body_name(desk, record.body_id)}


def offices_called(file: CaseFile) -> int:
    """How many offices the newest whistle called; 0 without one."""
    calls = calls_of(file)
    return sum(call.number == calls[-1].number for call in calls) if calls else 0


def _whistle(file: CaseFile, wanted: str) -> list[WhistleCall]:
    calls = calls_of(file)
    if not calls:
        raise RuleViolation("paper_needs_whistle", {"number": file.case.number})
    digits = "".join(char for char in wanted if char.isdigit())
    number = int(digits) if digits else max(call.number for call in calls)
    found = [call for call in calls if call.number == number]
    if not found:
        raise RuleViolation("paper_no_such_whistle", {"number": file.case.number, "whistle": number})
    return found


def _call(desk: Desk, actor: Actor, file: CaseFile, wanted: str) -> WhistleCall:
    calls = calls_of(file)
    if not calls:
        raise RuleViolation("paper_needs_whistle", {"number": file.case.number})
    name = named_body(desk, wanted) if wanted else body_name(desk, actor.body_id)
    own = [call for call in calls if body_name(desk, call.body_id) == name]
    if wanted and not own:
        raise RuleViolation("paper_body_not_called", {"number": file.case.number, "body": name})
    mine = own or calls
    return next((call for call in reversed(mine) if call.arrived), mine[-1])


def _call_row(desk: Desk, call: WhistleCall) -> dict[str, str]:
    due = {clock: short_moment(at) if at else _("不计时限") for clock, at in call.due.items()}
    state = _("邀请") if call.invited else state_label(call.state)
    return {
        "body": body_name(desk, call.body_id),
        "state": state,
        **{str(clock): words for clock, words in due.items()},
    }


def _due(call: WhistleCall, clock: str) -> str:
    """An invited body has no clocks."""
    found = {str(name): at for name, at in call.due.items()}[clock]
    return moment(found) if found else _("不计时限")


def _conclusion(call: WhistleCall) -> str:
    if call.excused:
        return _("已免除")
    if call.arrived:
        due, done = call.due["arrive"], call.done["arrive"]
        return _("逾期报到") if due and done and done > due else _("按时报到")
    return _("未报到") if call.state == "absent" else ""


def _county_record(desk: Desk, file: CaseFile, wanted: str) -> SideRecord:
    records = [item for item in file.side_records if item.kind == COUNTY_CALL]
    if not records:
        raise RuleViolation("paper_needs_county_call", {"number": file.case.number})
    name = named_body(desk, wanted)
    found = [item for item in records if not wanted or body_name(desk, item.body_id) == name]
    if not found:
        raise RuleViolation("paper_body_not_called", {"number": file.case.number, "body": name})
    return found[-1]


def _other(desk: Desk, record: SideRecord) -> str:
    """The department that a call was passed on to."""
    other = record.data.get("transferred_to")
    return body_name(desk, other) if isinstance(other, int) else ""


def _answers() -> dict[str, str]:
    return {"accepted": _("接受"), "refused": _("不接受"), "transferred": _("转其他部门")}
