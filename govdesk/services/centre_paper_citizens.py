"""Papers for whoever brought the matter: 受理回执 with its query code, 不属受理告知, 回访单."""

from govdesk.domain.case import Case, CaseFile, FollowUp
from govdesk.domain.errors import RuleViolation
from govdesk.domain.query_code import query_code
from govdesk.domain.remedies import Remedy
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Status
from govdesk.foundation.text import _
from govdesk.services.centre_paper_words import (
    Data,
    Values,
    applicants,
    attachment_names,
    day,
    handler_name,
    merged,
    moment,
    public_head,
    reporter_phone,
    signer,
    yes_no,
)
from govdesk.services.desk import Desk
from govdesk.services.refusals import remedy

_DONE = (Status.CLOSED, Status.STRUCK_OFF, Status.ARCHIVED)


def receipt(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Any case that was not refused; the limit is the citizen's own clock. Raises RuleViolation."""
    case = file.case
    if case.status is Status.NOT_ACCEPTED:
        raise RuleViolation("paper_case_was_refused", {"number": case.number})
    drawn: Values = {
        **public_head(actor, file),
        "person": applicants(file),
        "query_code": query_code(int(case.id or 0), case.uid),
        "source": desk.rules.channels.label(case.channel),
        "received": moment(case.received_at),
        "summary": case.text,
        "handler": handler_name(desk, file),
        "due": moment(case.citizen_due_at),
        "materials": attachment_names(desk, file),
    }
    return merged(drawn, data) | {"query_code": drawn["query_code"]}


def refusal_notice(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Of a case that was refused, or with a reason given by hand. Raises RuleViolation without either."""
    case = file.case
    lists = desk.rules.transitions.lists
    if case.status is not Status.NOT_ACCEPTED and not data.get("reason"):
        raise RuleViolation("paper_needs_refusal", {"number": case.number})
    elsewhere = _code(lists["remedies"], str(data.get("elsewhere") or case.elsewhere))
    found = remedy(desk, elsewhere)
    drawn: Values = {
        **public_head(actor, file),
        "receiver": applicants(file),
        "applied_on": day(case.received_at),
        "summary": case.text,
        "reason": lists["refusal_reasons"].get(case.refusal_reason, case.refusal_reason),
        "basis": _article(found),
        "remedy": _where(found),
    }
    labelled = {
        "elsewhere": lists["remedies"].get(elsewhere, elsewhere),
        "reason": lists["refusal_reasons"].get(str(data.get("reason") or ""), data.get("reason") or drawn["reason"]),
    }
    return merged(drawn, data) | {key: value for key, value in labelled.items() if value}


def visit_slip(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """The newest visit; before the first one a slip to take along. Raises RuleViolation before the case is closed."""
    case = file.case
    if case.status not in _DONE and not file.follow_ups:
        raise RuleViolation("paper_needs_closing", {"number": case.number})
    visit = file.follow_ups[-1] if file.follow_ups else None
    satisfaction = desk.rules.transitions.lists["satisfaction"]
    drawn: Values = {
        **public_head(actor, file),
        "person": applicants(file),
        "phone": reporter_phone(file),
        "handler": handler_name(desk, file),
        "closed_at": moment(case.closed_at),
        "reason": _("办结回访"),
        "result": case.result,
        "visited_at": moment(visit.at) if visit else "",
        "reached": yes_no(visit.reached) if visit else "",
        "solved": yes_no(visit.solved) if visit else "",
        "satisfied": satisfaction.get(visit.satisfied, "") if visit and visit.reached else "",
        "note": visit.note if visit else "",
        "way": _visit_way(visit.how) if visit else "",
        "conclusion": _conclusion(case, visit),
        "visited_by": signer(visit.by) if visit else "",
    }
    return merged(drawn, data)


def _visit_way(how: str) -> str:
    """As the slip has them; a way that was not said stays to be ticked by hand."""
    return {"phone": _("电话"), "visit": _("实地"), "message": _("短信")}.get(how, "")


def _conclusion(case: Case, visit: FollowUp | None) -> str:
    if visit and visit.solved is False:
        return _("重办")
    return _("进入销号") if case.status in (Status.STRUCK_OFF, Status.ARCHIVED) else ""


def _article(found: Remedy | None) -> str:
    """An article that was not checked against the law's own text says so."""
    if found is None or not found.article:
        return ""
    return found.article if found.confirmed else _("{article}（以现行法律为准）").format(article=found.article)


def _where(found: Remedy | None) -> str:
    """Where to go and what to bring."""
    if found is None:
        return ""
    bring = _("请带：{things}").format(things=found.bring) if found.bring else ""
    return "\n".join(filter(None, (found.where, bring)))


def _code(choices: object, value: str) -> str:
    """The code behind a label of a closed list."""
    assert isinstance(choices, dict)
    return next((code for code, label in choices.items() if label == value), value)
