"""Values of the dossier's forms up to the agreement: F3 to F8, F10, F16, drawn from the case and its mediation.

`data` is what a person typed; it wins key by key.
"""

from collections.abc import Mapping
from typing import Any

from govdesk.domain.agreement import DraftParty, Representative
from govdesk.domain.case import CaseFile, PartySnapshot
from govdesk.domain.mediation_work import Session, applications_of, evidence_of
from govdesk.domain.paper_fields import date_words, moment_words
from govdesk.domain.papers import Value
from govdesk.domain.roles import Actor
from govdesk.domain.session_record import turns_of
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dossier_dispute import Dispute, dispute_of, performance_words, person_line, person_rows

Values = Mapping[str, Value]
Data = Mapping[str, Any]

ORGANISATION = "organisation"


def application(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F3: who asks, whom, what happened, what is asked for."""
    dispute = dispute_of(desk, file)
    asked = applications_of(file)
    drawn: dict[str, Value] = {
        "applicants": person_rows(dispute.applicants, dispute.today),
        "respondents": person_rows(dispute.respondents, dispute.today),
        "summary": (asked[-1].facts if asked else "") or file.case.text,
        "requests": asked[-1].requests if asked else (),
        "signers": _names(dispute.applicants),
    }
    return {**drawn, **data}


def acceptance(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F4. Nobody said how it began: both words are printed, to strike one out."""
    dispute = dispute_of(desk, file)
    ground, origin = _beginning(dispute)
    began = dispute.mediation.opened_at.date() if dispute.mediation else dispute.today
    if dispute.mediation and dispute.mediation.applied_on:
        began = dispute.mediation.applied_on
    drawn: dict[str, Value] = {
        "accepted_on": date_words(began),
        "ground": ground,
        "names": dispute.names,
        "dispute_type": dispute.kind_words,
        "origin": origin,
        "summary": dispute.draft.facts or file.case.text,
        "parties": _names(dispute.parties),
        "registrar": dispute.recorder,
    }
    return {**drawn, **data}


def rights_notice(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F5: the wording is the law's; only who signs and for what is the case's."""
    dispute = dispute_of(desk, file)
    return {"parties": _names(dispute.parties), "cause": dispute.title, **data}


def identity_papers(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """Catalogue item 3: a line for every party with the number of its paper."""
    dispute = dispute_of(desk, file)
    people = tuple(
        {
            "position": str(position),
            "role": _role(dispute, item),
            "name": item.name,
            "paper": _("营业执照") if item.kind == ORGANISATION else _("居民身份证"),
            "number": item.id_number,
        }
        for position, item in enumerate(dispute.parties, start=1)
    )
    return {"people": people, "checker": dispute.recorder, "bound": "", **data}


def authorisation(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F16 of the first party that sends somebody; the extent of the power is never guessed."""
    dispute = dispute_of(desk, file)
    sent = authorised(dispute)
    drawn: dict[str, Value] = {"matter": _("代为参加{title}的人民调解").format(title=dispute.title)}
    if sent is not None:
        party, agent = sent
        known = next((item for item in dispute.parties if item.name == party.name), PartySnapshot(party.name))
        drawn |= {
            "principal": person_line(known, dispute.today),
            "agent": _agent_line(agent),
            "authority": _extent(agent.authority),
            "powers": agent.authority,
            "principal_name": party.name,
            "agent_name": agent.name,
        }
    return {**drawn, **data}


def authorised(dispute: Dispute) -> tuple[DraftParty, Representative] | None:
    """A party with an agent by authority (not a guardian, not a legal representative)."""
    for party in dispute.draft.parties:
        agent = party.representative
        if agent and agent.name and (agent.authority or _("委托") in agent.role):
            return party, agent
    return None


def investigation(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F6: what was asked and answered is only known to who asked."""
    dispute = dispute_of(desk, file)
    return {"investigators": dispute.mediators, "recorder": dispute.recorder, **data}


def evidence_list(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F7 with the hashes of what was scanned."""
    dispute = dispute_of(desk, file)
    kept = [item for item in evidence_of(file) if item.is_kept]
    materials = tuple(
        {
            "position": str(position),
            "name": item.name,
            "provider": item.source,
            "original": _("原件") if item.kind == "original" else _("复印件") if item.kind == "copy" else item.kind,
            "pages": str(item.pages) if item.pages else "",
            "given_on": item.given_on.isoformat() if item.given_on else "",
            "checked_by": item.checked_by,
        }
        for position, item in enumerate(kept, start=1)
    )
    digests = tuple(
        {"position": str(position), "name": item.name, "sha256": item.sha256, "note": item.note}
        for position, item in enumerate(kept, start=1)
        if item.sha256
    )
    providers = tuple(dict.fromkeys(item.source for item in kept if item.source))
    drawn: dict[str, Value] = {"cause": dispute.title, "handed_by": providers, "taken_by": dispute.recorder}
    drawn |= {"materials": materials, "digests": digests, "bound": ""}
    return {**drawn, **data}


def session_record(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F8 of the last talk that was held, or of the one whose number `data` says."""
    dispute = dispute_of(desk, file)
    wanted = str(data.get("session", ""))
    held = next((item for item in dispute.sessions if str(item.number) == wanted), dispute.session)
    drawn: dict[str, Value] = {
        "cause": dispute.title,
        "parties": _names(dispute.parties),
        "mediators": dispute.mediators,
        "recorder": dispute.recorder,
        "outcome": outcome_words(dispute),
    }
    if held is not None:
        drawn |= _talk(held, dispute)
    return {**drawn, **data}


def oral_agreement(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F10: as the agreement, without the parties' signatures."""
    dispute = dispute_of(desk, file)
    held = dispute.session
    told = (held.result,) if held and held.result else ()
    drawn: dict[str, Value] = {
        "parties": person_rows(dispute.parties, dispute.today),
        "facts": dispute.draft.facts or file.case.text,
        "terms": dispute.draft.terms or told,
        "performance": performance_words(dispute.draft.performance),
        "mediators": dispute.mediators,
        "recorder": dispute.recorder,
    }
    return {**drawn, **data}


def outcome_words(dispute: Dispute) -> str:
    """调解结果 as the mediation stands; empty while nothing came of it."""
    mediation = dispute.mediation
    if mediation is None or mediation.is_open:
        return ""
    if mediation.outcome == "agreed":
        terms = "；".join(term.strip().rstrip("。；;") for term in dispute.draft.terms)
        if mediation.form == "oral":
            return _("双方自愿达成口头协议：{terms}。").format(terms=terms) if terms else _("双方自愿达成口头协议。")
        return (
            _("双方自愿达成协议：{terms}。").format(terms=terms) if terms else _("双方自愿达成协议，另行制作协议书。")
        )
    told = mediation.elsewhere or mediation.note
    words = _("调解不成，终止调解，已告知可以依法通过仲裁、行政、司法等途径维护权利")
    return f"{words}：{told}" if told else f"{words}。"


def _talk(held: Session, dispute: Dispute) -> dict[str, Value]:
    names = held.came or held.parties
    turns = turns_of(held.text, (*names, *held.mediators, *held.guests))
    talk: dict[str, Value] = {
        "session": str(held.number),
        "held_at": _span(held),
        "place": held.place,
        "parties": names or _names(dispute.parties),
        "participants": "、".join(held.guests),
        "turns": tuple({"speaker": turn.speaker, "words": turn.words} for turn in turns),
        "mediators": held.mediators or dispute.mediators,
        "recorder": held.recorder or dispute.recorder,
        "supplements": tuple(_supplement(row) for row in held.supplements),
    }
    if held.result:
        talk["outcome"] = held.result
    return talk


def _supplement(row: Mapping[str, str]) -> Mapping[str, str]:
    who = _("{at} {by}补记").format(at=row.get("at", "")[:16].replace("T", " "), by=row.get("by", ""))
    return {"speaker": who, "words": row.get("text", "")}


def _span(held: Session) -> str:
    """From when to when; the day is written once."""
    if held.ends_at <= held.starts_at:
        return moment_words(held.starts_at)
    end = moment_words(held.ends_at)
    if held.ends_at.date() == held.starts_at.date():
        end = end.removeprefix(date_words(held.ends_at.date()))
    return _("{start}至{end}").format(start=moment_words(held.starts_at), end=end)


def _beginning(dispute: Dispute) -> tuple[str, str]:
    """受理方式 and 案件来源 as F4 words them; nothing when nobody recorded how it began."""
    asked = applications_of(dispute.file)
    started = (dispute.mediation.started if dispute.mediation else "") or (asked[-1].started if asked else "")
    if started == "initiative":
        return _("主动调解"), "②人民调解委员会主动调解"
    return (_("依当事人申请"), "①当事人申请") if started in ("written", "oral") else ("", "")


def _role(dispute: Dispute, item: PartySnapshot) -> str:
    return _("申请人") if item in dispute.applicants else _("被申请人")


def _agent_line(agent: Representative) -> str:
    facts = (
        agent.name,
        agent.relation,
        _("身份证号码{number}").format(number=agent.id_number) if agent.id_number else "",
        _("住{address}").format(address=agent.address) if agent.address else "",
        _("联系电话{phone}").format(phone=agent.phone) if agent.phone else "",
    )
    return "，".join(fact for fact in facts if fact)


def _extent(authority: str) -> str:
    if not authority:
        return ""
    return "一般代理" if _("一般") in authority and _("特别") not in authority else "特别授权"


def _names(parties: tuple[PartySnapshot, ...]) -> tuple[str, ...]:
    return tuple(item.name for item in parties)
