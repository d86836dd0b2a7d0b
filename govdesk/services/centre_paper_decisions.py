"""Papers of decisions: 延期审批 and its notice to the citizen, 退单裁定, 销号审批, 交办事项准入意见."""

from dataclasses import replace
from datetime import datetime

from govdesk.domain.case import CaseFile, Request
from govdesk.domain.clocks import renew_due_times, term_facts
from govdesk.domain.deadline import parse_term
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle_exclusions import CITIZEN_NOTICE
from govdesk.domain.roles import Actor
from govdesk.domain.terms import extension_term
from govdesk.domain.vocabulary import Channel, Status
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.centre_paper_words import (
    Data,
    Values,
    applicants,
    day,
    handler_name,
    log_of,
    merged,
    moment,
    ordinal,
    public_head,
    signer,
    yes_no,
)
from govdesk.services.deadlines import term_words
from govdesk.services.desk import Desk
from govdesk.services.duty_admission import opinion_on
from govdesk.storage.queries.case_card import LogFacts

_DONE = (Status.CLOSED, Status.STRUCK_OFF, Status.ARCHIVED)


def extension_approval(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Of the newest request, of extension before suspension. Raises RuleViolation when nobody asked."""
    request = _request(file)
    same = [item for item in file.requests if item.kind == request.kind]
    asked = request.kind == "extend"
    decided = request.state in ("granted", "denied")
    drawn: Values = {
        **public_head(actor, file),
        "matter": _("延长办理期限") if asked else _("挂起"),
        "applicant": handler_name(desk, file),
        "asked_by": signer(request.asked_by),
        "asked_at": moment(request.asked_at),
        "order": ordinal(same.index(request) + 1),
        "reason": request.reason,
        "original_due": _due_if(desk, file, request, "denied"),
        "days": _days(file, request),
        "ceiling": _ceiling(desk, file) if asked else "",
        "new_due": _due_if(desk, file, request, "granted") if asked and request.state != "denied" else "",
        "citizen_due": _citizen(file),
        "conclusion": {"granted": _("同意"), "denied": _("不同意")}.get(request.state, ""),
        "approval": request.answer if decided else "",
        "approved_by": signer(request.decided_by) if decided else "",
        "approved_at": moment(request.decided_at) if decided else "",
        "told": _told(desk, file, request),
    }
    return merged(drawn, data)


def extension_notice(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """信访工作条例 §34: an extension is told with its reasons. Raises RuleViolation when none was granted."""
    granted = [item for item in file.requests if item.kind == "extend" and item.state == "granted"]
    if not granted:
        raise RuleViolation("paper_needs_granted_extension", {"number": file.case.number})
    request = granted[-1]
    drawn: Values = {
        **public_head(actor, file),
        "receiver": applicants(file),
        "received": day(file.case.received_at),
        "reason": request.reason.rstrip("。；;."),
        "original_due": _due_if(desk, file, request, "denied"),
        "new_due": _due_if(desk, file, request, "granted"),
        "handler": handler_name(desk, file),
    }
    return merged(drawn, data)


def return_ruling(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """The newest return and what was ruled on it; before the ruling its part is blank. Raises RuleViolation."""
    log = log_of(desk, file)
    back = next((item for item in reversed(log) if item.action == "send_back"), None)
    if back is None:
        raise RuleViolation("paper_needs_return", {"number": file.case.number})
    before = [item for item in log if item.sequence < back.sequence]
    ruling = next((item for item in log if item.action == "rule" and item.sequence > back.sequence), None)
    reason, _separator, basis = back.note.partition("；")
    dispatched = _last_known(before, "dispatched_at")
    rulings = sum(item.action == "rule" and item.sequence <= ruling.sequence for item in log) if ruling else 0
    drawn: Values = {
        **public_head(actor, file),
        "body": body_name(desk, _number(_last_known(before, "handler_id"))),
        "order": ordinal(sum(item.action == "send_back" for item in (*before, back))),
        "dispatched_at": moment(str(dispatched or "")),
        "return_due": moment(_return_due(desk, dispatched)),
        "returned_at": moment(back.at),
        "returned_by": back.said_by or signer(back.actor_name),
        "reason": reason,
        "basis": basis,
        "summary": file.case.text,
    }
    return merged(drawn | (_ruled(desk, file, ruling, before, rulings) if ruling else {}), data)


def strike_off_approval(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Of a case that is closed. Raises RuleViolation before that."""
    case = file.case
    if case.status not in _DONE:
        raise RuleViolation("paper_needs_closing", {"number": case.number})
    struck = next((item for item in reversed(log_of(desk, file)) if item.action == "strike_off"), None)
    extended = sum(item.days for item in file.requests if item.kind == "extend" and item.state == "granted")
    drawn: Values = {
        **public_head(actor, file),
        "category": desk.rules.categories.label(case.category),
        "source": desk.rules.channels.label(case.channel),
        "received": day(case.received_at),
        "closed_at": moment(case.closed_at),
        "handler": handler_name(desk, file),
        "on_time": "" if case.closed_on_time is None else _("按时办结") if case.closed_on_time else _("超期办结"),
        "original_due": moment(case.due_at),
        "extended": _("累计延长 {days} 日").format(days=extended) if extended else _("无"),
        "result": case.result,
        "visits": tuple(_visit_row(desk, file, index) for index in range(len(file.follow_ups))),
        "evidence": case.evidence,
        "no_evidence": "" if case.evidence or struck is None else struck.note,
        "conclusion": _("同意销号") if struck else "",
        "approved_at": moment(struck.at) if struck else "",
    }
    return merged(drawn, data)


def admission_opinion(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """On a task from above, by the duty lists. Raises RuleViolation for another channel."""
    if file.case.channel != Channel.SUPERIOR_ASSIGNED.value:
        raise RuleViolation("admission_not_superior", {"number": file.case.number})
    opinion = opinion_on(desk, file.case)
    verdicts = {"inside": _("在职责清单内"), "assist_only": _("只配合"), "outside": _("不在清单内")}
    drawn: Values = {
        **public_head(actor, file),
        "source": opinion.source,
        "received": day(opinion.received_on),
        "summary": file.case.text,
        "verdict": verdicts.get(opinion.verdict, ""),
        "items": tuple(item.sentence for item in opinion.items),
        "reason": opinion.reason,
        "opinion": opinion.opinion,
    }
    return merged(drawn, data)


def _request(file: CaseFile) -> Request:
    asked = [item for item in file.requests if item.state != "withdrawn"] or list(file.requests)
    if not asked:
        raise RuleViolation("paper_needs_request", {"number": file.case.number})
    waiting = [item for item in asked if item.state == "open"]
    return (waiting or asked)[-1]


def _due_if(desk: Desk, file: CaseFile, request: Request, state: str) -> str:
    """The centre's due time with this request decided so, counted by the same rules as the clock."""
    decided = replace(request, state=state, decided_at=request.decided_at or desk.clock.now())
    requests = tuple(decided if item is request else item for item in file.requests)
    return moment(renew_due_times(replace(file, requests=requests), desk.rules.keeper).case.due_at)


def _days(file: CaseFile, request: Request) -> str:
    if request.kind != "extend":
        return _("挂起至{day}").format(day=day(request.until)) if request.until else ""
    term = file.case.centre_term
    return term_words(extension_term(parse_term(term), request.days)) if term else ""


def _ceiling(desk: Desk, file: CaseFile) -> str:
    term = desk.rules.keeper.terms.extension_ceiling(term_facts(file.case)).term
    return _("累计不超过 {term}").format(term=term_words(term))


def _citizen(file: CaseFile) -> str:
    words = moment(file.case.citizen_due_at)
    return _("{moment}，不因延期、挂起变动").format(moment=words) if words else ""


def _told(desk: Desk, file: CaseFile, request: Request) -> str:
    """Whom, how and when; the notice that followed the decision."""
    ways = desk.rules.transitions.lists["said_how"]
    for item in reversed(file.side_records):
        if item.kind == CITIZEN_NOTICE and request.decided_at and item.opened_at >= request.decided_at:
            how = ways.get(str(item.data.get("how")), "")
            words = _("{day}以{how}方式告知{who}。")
            return words.format(day=day(str(item.data.get("told_on") or "")), how=how, who=item.data.get("who", ""))
    return ""


def _ruled(desk: Desk, file: CaseFile, ruling: LogFacts, before: list[LogFacts], count: int) -> Values:
    agreed = "handler_id" in ruling.after
    handler = _number(ruling.after.get("handler_id") if agreed else _last_known(before, "handler_id"))
    due = ruling.after.get("handler_due_at") or _last_known(before, "handler_due_at")
    return {
        "ruling": _("同意退单，改由他人办理") if agreed else _("维持原派，由本单位办理"),
        "receiver": body_name(desk, handler),
        "new_due": moment(str(due or "")),
        "ruling_reason": ruling.note,
        "final": yes_no(count >= 2),
        "ruled_by": ruling.said_by or signer(ruling.actor_name),
        "ruled_at": moment(ruling.at),
    }


def _visit_row(desk: Desk, file: CaseFile, index: int) -> dict[str, str]:
    item = file.follow_ups[index]
    satisfied = desk.rules.transitions.lists["satisfaction"].get(item.satisfied, "")
    return {
        "at": day(item.at),
        "reached": yes_no(item.reached),
        "solved": yes_no(item.solved),
        "satisfied": satisfied,
        "note": item.note,
    }


def _return_due(desk: Desk, dispatched: object) -> datetime | None:
    """The end of the window of objection (信访工作条例 §23), from the moment of dispatch."""
    if not isinstance(dispatched, str):
        return None
    return desk.rules.keeper.named_due(datetime.fromisoformat(dispatched), "return_window")[1]


def _last_known(log: list[LogFacts], name: str) -> object:
    """The value that a field had after these steps."""
    return next((item.after[name] for item in reversed(log) if name in item.after), None)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
