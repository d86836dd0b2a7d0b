"""诉前调解回函: what became of a case that the court sent to be mediated (人民调解法 §18, 民事诉讼法 §205)."""

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile, Mediation
from govdesk.domain.errors import RuleViolation
from govdesk.domain.papers import Value
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind, Channel
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.centre_paper_words import (
    Data,
    Values,
    day,
    materials,
    merged,
    papers_of,
    people_words,
    public_head,
)
from govdesk.services.desk import Desk
from govdesk.storage.queries.documents import read_document_data

_COMMITTEE_PAPERS = frozenset({"agreement", "oral_agreement", "session_record", "termination_notice"})


def court_reply(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Of a case that came from the court. Raises RuleViolation for another channel."""
    case = file.case
    if case.channel != Channel.COURT_PRE_SUIT.value and not data.get("court"):
        raise RuleViolation("paper_needs_court_case", {"number": case.number})
    mediation = file.mediations[-1] if file.mediations else None
    issued = [item for item in papers_of(desk, file) if item.kind in _COMMITTEE_PAPERS]
    drawn: Values = {
        **public_head(actor, file),
        "court": _court(desk),
        "court_number": case.source_number,
        "received": day(case.received_at),
        "cause": desk.rules.categories.label(case.category),
        "parties": people_words(file.parties),
        "materials": materials([item.title for item in issued]),
    }
    if mediation is not None:
        drawn |= _mediated(desk, file, mediation)
    return merged(drawn, data)


def committee_of(desk: Desk, file: CaseFile) -> Body | None:
    """Who replies: the committee that mediated, else the centre (None)."""
    body = desk.bodies.by_id.get(file.mediations[-1].committee_id) if file.mediations else None
    return body if body is not None and body.kind is BodyKind.MEDIATION_COMMITTEE else None


def _mediated(desk: Desk, file: CaseFile, mediation: Mediation) -> Values:
    outcomes = {"agreed": _("达成调解协议"), "refused": _("当事人拒绝调解"), "terminated": _("终止调解")}
    agreed = mediation.outcome == "agreed"
    return {
        "committee": body_name(desk, mediation.committee_id),
        "mediators": mediation.mediators,
        "process": _process(desk, mediation),
        "outcome": outcomes.get(mediation.outcome, ""),
        "failure": "" if agreed or not mediation.outcome else mediation.note,
        **(_agreement(desk, file) if agreed else {}),
    }


def _process(desk: Desk, mediation: Mediation) -> str:
    begun = _("{committee}于{day}征得{people}同意，开始调解。").format(
        committee=body_name(desk, mediation.committee_id),
        day=day(mediation.opened_at),
        people="、".join(mediation.consents) or _("各方当事人"),
    )
    ended = _("{day}调解结束。").format(day=day(mediation.ended_at)) if mediation.ended_at else ""
    return begun + ended


def _agreement(desk: Desk, file: CaseFile) -> dict[str, Value]:
    """Number and terms of the agreement that is in force."""
    paper = next((item for item in reversed(papers_of(desk, file)) if item.kind == "agreement"), None)
    if paper is None:
        return {}
    with desk.database.reading() as connection:
        kept = read_document_data(connection, paper.id)
    draft = kept.get("draft") if kept else None
    terms = draft.get("terms", []) if isinstance(draft, dict) else []
    return {"agreement_number": paper.number, "agreement": "；".join(str(term).rstrip("。；") for term in terms)}


def _court(desk: Desk) -> str:
    return next((row.name for row in desk.body_rows.values() if row.kind is BodyKind.COURT), "")
