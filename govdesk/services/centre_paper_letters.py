"""Letters to bodies that are not the centre's own: 移送函, 转办函, 信访转送函 and 交办函."""

from datetime import datetime

from govdesk.domain.case import CaseFile, Offer
from govdesk.domain.deadline import parse_term
from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Channel, ClockKind
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name, clocks
from govdesk.services.centre_paper_words import (
    Data,
    Values,
    applicants,
    attachment_names,
    day,
    duty_basis,
    handler_name,
    materials,
    merged,
    moment,
    public_head,
    receiver_of,
    work_done,
)
from govdesk.services.deadlines import term_words
from govdesk.services.desk import Desk


def transfer_letter(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """From the latest offer (移交), else to where a refused citizen was sent. Raises RuleViolation without either."""
    case = file.case
    offer: Offer | None = file.offers[-1] if file.offers else None
    elsewhere = desk.rules.transitions.lists["remedies"].get(case.elsewhere, "")
    receiver = body_name(desk, offer.to_body_id) if offer else elsewhere
    drawn: Values = {
        **public_head(actor, file),
        "received": day(case.received_at),
        "summary": case.text,
        "measures": work_done(desk, file),
        "reason": offer.reason if offer else "",
        "basis": duty_basis(desk, file, offer.to_body_id if offer else None),
        "materials": materials((*(offer.materials if offer else ()), *attachment_names(desk, file))),
    }
    return merged(drawn, data) | {"receiver": receiver_of(desk, file, data, receiver)}


def forward_letter(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """To the body that handles the case now."""
    case = file.case
    drawn: Values = {
        **public_head(actor, file),
        "source": desk.rules.channels.label(case.channel),
        "received": day(case.received_at),
        "background": case.text,
        "basis": duty_basis(desk, file, case.handler_id),
        "due": _due(file),
        "attachments": attachment_names(desk, file),
    }
    return merged(drawn, data) | {"receiver": receiver_of(desk, file, data, handler_name(desk, file))}


def petition_letter(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """信访工作条例 §22: forwarded within 15 days of receipt. Raises RuleViolation for another channel."""
    case = file.case
    if case.channel != Channel.PETITION.value and not data.get("petitioner"):
        raise RuleViolation("paper_needs_petition", {"number": case.number})
    drawn: Values = {
        **public_head(actor, file),
        "petitioner": applicants(file),
        "received": day(case.received_at),
        "background": case.text,
        "basis": duty_basis(desk, file, case.handler_id),
        "attachments": attachment_names(desk, file),
    }
    return merged(drawn, data) | {"receiver": receiver_of(desk, file, data, handler_name(desk, file))}


def petition_assignment(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """交办 wants the result within a limit: the statutory one (信访工作条例 §34), else the citizen's clock."""
    return {"due": moment(_limit(desk, file)), **petition_letter(desk, actor, file, data)}


def _limit(desk: Desk, file: CaseFile) -> datetime | None:
    found = {view.kind: view.due_at for view in clocks(desk, file)}
    return found.get(ClockKind.STATUTORY.value) or found.get(ClockKind.CITIZEN.value)


def _due(file: CaseFile) -> str:
    """2026年11月27日（周五）18:00（5 个工作日）: the date and the term it comes from."""
    case = file.case
    at = case.handler_due_at or case.due_at
    term = case.handler_term if case.handler_due_at else case.centre_term
    words = moment(at)
    return _("{moment}（{term}）").format(moment=words, term=term_words(parse_term(term))) if words and term else words
