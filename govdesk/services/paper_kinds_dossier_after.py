"""Values of the dossier's forms after the agreement: performance, follow-ups, confirmation, ends, cover and closing."""

from collections.abc import Mapping
from typing import Any

from govdesk.domain.case import CaseFile, FollowUp, PartySnapshot
from govdesk.domain.mediation_work import (
    ZERO,
    InstalmentView,
    Payment,
    agreed_mediation,
    applications_of,
    confirmations_of,
    instalments_of,
    urgings_of,
)
from govdesk.domain.paper_fields import date_words
from govdesk.domain.papers import Value
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dossier_dispute import (
    Dispute,
    committee_name,
    dispute_of,
    money_words,
)
from govdesk.services.mediation_work import word_of
from govdesk.services.paper_kinds_dossier_before import ORGANISATION, outcome_words

Values = Mapping[str, Value]
Data = Mapping[str, Any]


def performance_receipt(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """收条 of the last payment."""
    dispute = dispute_of(desk, file)
    drawn: dict[str, Value] = {"agreement": dispute.agreement}
    last = _last_payment(file)
    if last is not None:
        item, payment = last
        drawn |= {
            "payee": item.payee,
            "payer": item.payer,
            "performed": money_words(payment.amount),
            "performed_on": date_words(payment.on),
            "rest": _rest(file),
        }
    return {**drawn, **data}


def performance_reminder(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """督促 of the duty that was urged, else of the first that is overdue."""
    dispute = dispute_of(desk, file)
    reached = dispute.reached_on
    drawn: dict[str, Value] = {
        "agreement": dispute.agreement,
        "reached_on": date_words(reached) if reached else "",
        "contact": "、".join(dispute.mediators[:1]),
    }
    urging = next((item for item in reversed(urgings_of(file)) if item.record.state == "open"), None)
    duties = instalments_of(file)
    wanted = urging.instalment if urging else None
    late = next((item for item in duties if item.number == wanted), None)
    late = late or next((item for item in duties if item.is_overdue(dispute.today)), None)
    if late is not None:
        drawn |= {
            "debtor": late.payer,
            "creditor": late.payee,
            "due": date_words(late.due_on) if late.due_on else "",
            "duty": late.what or _("付给{payee}{amount}").format(payee=late.payee, amount=money_words(late.amount)),
            "state": _("已付{paid}，尚欠{unpaid}").format(paid=money_words(late.paid), unpaid=money_words(late.unpaid))
            if late.paid
            else _("至今尚未履行"),
            "receiver": late.payer,
        }
    if urging is not None and urging.until is not None:
        drawn["until"] = date_words(urging.until)
    return {**drawn, **data}


def follow_up_record(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F11 of the last visit."""
    dispute = dispute_of(desk, file)
    drawn: dict[str, Value] = {
        "parties": dispute.names,
        "agreement": dispute.agreement,
        "cause": dispute.title,
        "visitors": dispute.mediators[:1],
    }
    visit = last_visit(file)
    if visit is not None:
        drawn |= {
            "visited_at": date_words(visit.at.date()),
            "performed": _performed(file, visit),
            "satisfied": word_of(desk, "satisfaction", visit.satisfied),
        }
    return {**drawn, **data}


def last_visit(file: CaseFile) -> FollowUp | None:
    """The last visit on which somebody was reached."""
    return next((item for item in reversed(file.follow_ups) if item.reached), None)


def confirmation_materials(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F12: what came from the court, in the order in which it came."""
    dispute = dispute_of(desk, file)
    asked = confirmations_of(file)
    last = asked[-1] if asked else None
    agreed = agreed_mediation(file)
    effective = agreed.effective_on if agreed else None
    drawn: dict[str, Value] = {
        "agreement": dispute.agreement,
        "court": last.court if last else "",
        "effective_on": date_words(effective) if effective else "",
        "limit": "",
        "materials": tuple(_court_paper(position, step) for position, step in enumerate(last.steps, 1)) if last else (),
    }
    if effective is not None:
        from govdesk.services.mediation import confirmation_limit

        drawn["limit"] = date_words(confirmation_limit(desk, effective))
    return {**drawn, **data}


def confirmation_application(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """The joint application; with an organisation among the parties in its second layout."""
    dispute = dispute_of(desk, file)
    asked = confirmations_of(file)
    reached = dispute.reached_on
    people = tuple(_applicant(item) for item in dispute.parties if item.kind != ORGANISATION)
    organisations = tuple(_organisation(item) for item in dispute.parties if item.kind == ORGANISATION)
    drawn: dict[str, Value] = {
        "applicants": people,
        "court": asked[-1].court if asked else "",
        "reached_on": date_words(reached) if reached else "",
        "committee": committee_name(desk, dispute),
        "agreement": dispute.agreement,
        "facts": _confirmation_facts(dispute) if dispute.draft.facts or dispute.draft.terms else "",
        "attachments": (
            _("人民调解协议书"),
            _("人民调解委员会主持调解的证明"),
            _("双方当事人的身份证明、资格证明"),
            _("与调解协议相关的财产权利证明"),
            _("双方当事人的送达地址、电话号码"),
        ),
        "signers": tuple(item.name for item in dispute.parties),
    }
    if organisations:
        drawn["organisations"] = organisations
    return {**drawn, **data}


def confirmation_layout(values: Values) -> str:
    """Which template the values are for: persons among themselves, or with an organisation."""
    return "confirmation_application_organisation" if values.get("organisations") else "confirmation_application"


def termination_notice(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """终止调解: why, and the other remedies that were told (人民调解法 §26)."""
    dispute = dispute_of(desk, file)
    mediation = dispute.mediation
    drawn: dict[str, Value] = {
        "parties": dispute.names,
        "cause": dispute.kind_words,
        "receivers": tuple(item.name for item in dispute.parties),
    }
    if mediation is not None:
        drawn["accepted_on"] = date_words(mediation.applied_on or mediation.opened_at.date())
    if mediation is not None and not mediation.is_open and mediation.outcome != "agreed":
        refusal = mediation.outcome == "refused"
        known = {
            "refusal": "一方当事人拒绝或者放弃调解",
            "no_agreement": "无法达成调解协议",
            "special_cause": "因特定事由不能继续进行",
            "other": "其他",
        }
        drawn["reason"] = known.get(mediation.reason, known["refusal"] if refusal else known["no_agreement"])
        drawn["elsewhere"] = mediation.elsewhere or mediation.note
    return {**drawn, **data}


def mediation_refusal_notice(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """人民调解不予受理: to the applicant; which of the reasons it was is the committee's to say."""
    dispute = dispute_of(desk, file)
    asked = applications_of(file)
    applied = (asked[-1].applied_on if asked else None) or file.case.received_at.date()
    refused = dispute.mediation is not None and dispute.mediation.outcome == "refused"
    drawn: dict[str, Value] = {
        "parties": "、".join(item.name for item in dispute.applicants) or file.case.reporter,
        "applied_on": date_words(applied),
        "matter": "；".join(asked[-1].requests) if asked and asked[-1].requests else _("调解") + dispute.title,
        "reason": "一方当事人明确拒绝调解" if refused else "",
        "elsewhere": file.case.elsewhere or (dispute.mediation.elsewhere if dispute.mediation else ""),
        "receiver": "、".join(item.name for item in dispute.applicants[:1]),
    }
    return {**drawn, **data}


def dossier_cover(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F1. How long it is kept is the committee's decision: 长期 unless it says otherwise."""
    dispute = dispute_of(desk, file)
    mediation = dispute.mediation
    span = ""
    if mediation is not None:
        end = mediation.agreed_on or (mediation.ended_at.date() if mediation.ended_at else None)
        start = mediation.applied_on or mediation.opened_at.date()
        span = _("{start} 至 {end}").format(start=date_words(start), end=date_words(end) if end else "")
    drawn: dict[str, Value] = {
        "dossier_title": dispute.title,
        "volume": dispute.volume,
        "mediators": "、".join(dispute.mediators),
        "mediated": span,
        "filed_by": dispute.recorder,
        "filed_on": date_words(dispute.today),
        "kept_for": _("长期"),
    }
    return {**drawn, **data}


def dossier_catalogue(_desk: Desk, _actor: Actor, _file: CaseFile, data: Data) -> Values:
    """F2: the lines are known when the volume is made."""
    return dict(data)


def dossier_note(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F13."""
    dispute = dispute_of(desk, file)
    return {"filed_by": dispute.recorder, "filed_on": date_words(dispute.today), **data}


def dossier_back(_desk: Desk, _actor: Actor, _file: CaseFile, data: Data) -> Values:
    """F14."""
    return dict(data)


def closing_report(desk: Desk, _actor: Actor, file: CaseFile, data: Data) -> Values:
    """F15."""
    dispute = dispute_of(desk, file)
    mediation = dispute.mediation
    closed = file.case.closed_at or (mediation.ended_at if mediation else None)
    parties = tuple({"name": item.name, "address": item.address, "phone": item.phone} for item in dispute.parties)
    drawn: dict[str, Value] = {
        "volume": dispute.volume,
        "filled_on": date_words(dispute.today),
        "unit": committee_name(desk, dispute),
        "mediators": "、".join(dispute.mediators),
        "closed_on": date_words(closed.date()) if closed else "",
        "parties": parties,
        "origin": _origin(dispute),
        "facts": dispute.draft.facts or file.case.text,
        "outcome": outcome_words(dispute),
        "performed": _performance_state(file),
    }
    if mediation is not None:
        drawn["accepted_on"] = date_words(mediation.applied_on or mediation.opened_at.date())
    return {**drawn, **data}


def _last_payment(file: CaseFile) -> tuple[InstalmentView, Payment] | None:
    found = [(item, payment) for item in instalments_of(file) for payment in item.payments]
    return max(found, key=lambda pair: pair[1].on, default=None)


def has_payments(file: CaseFile) -> bool:
    """Something was paid: there is a receipt to give."""
    return _last_payment(file) is not None


def _rest(file: CaseFile) -> str:
    unpaid = sum((item.unpaid for item in instalments_of(file)), ZERO)
    return money_words(unpaid) if unpaid else _("无，协议约定的款项已全部付清")


def _performance_state(file: CaseFile) -> str:
    duties = instalments_of(file)
    if not duties:
        visit = last_visit(file)
        return visit.note if visit else ""
    if all(item.is_done for item in duties):
        return _("已全部履行。")
    if not any(item.payments or item.is_done for item in duties):
        owed = sum((item.amount for item in duties), ZERO)
        return _("尚未登记履行，协议约定{owed}。").format(owed=money_words(owed)) if owed else _("尚未登记履行。")
    paid, unpaid = (sum((getattr(item, name) for item in duties), ZERO) for name in ("paid", "unpaid"))
    return _("已履行{paid}，尚未履行{unpaid}。").format(paid=money_words(paid), unpaid=money_words(unpaid))


def _performed(file: CaseFile, visit: FollowUp) -> str:
    told = visit.note.strip()
    duties = _performance_state(file) if instalments_of(file) else ""
    if not told and not duties and visit.solved is not None:
        return _("已按协议履行。") if visit.solved else _("未按协议履行。")
    return "\n".join(part for part in (duties, told) if part)


def _court_paper(position: int, step: Mapping[str, str]) -> Mapping[str, str]:
    names = {
        "applied": _("司法确认申请书"),
        "accepted": _("受理通知书"),
        "confirmed": _("民事裁定书（确认有效）"),
        "rejected": _("民事裁定书（驳回申请）"),
        "withdrawn": _("撤回申请书"),
    }
    state = step.get("state", "")
    note = "，".join(part for part in (step.get("paper", ""), step.get("words", "")) if part)
    return {
        "position": str(position),
        "name": names.get(state, state),
        "received_on": step.get("on", ""),
        "pages": "",
        "note": note,
    }


def _applicant(item: PartySnapshot) -> Mapping[str, str]:
    names = ("name", "sex", "birth", "nation", "occupation", "id_number", "address", "phone")
    return {name: getattr(item, name) for name in names}


def _organisation(item: PartySnapshot) -> Mapping[str, str]:
    return {
        "name": item.name,
        "address": item.address,
        "credit_code": item.id_number,
        "representative": item.representative,
        "phone": item.phone,
    }


def _confirmation_facts(dispute: Dispute) -> str:
    terms = "；".join(term.strip().rstrip("。；;") for term in dispute.draft.terms)
    agreed = _("经人民调解委员会主持调解，双方自愿达成调解协议：{terms}。").format(terms=terms) if terms else ""
    why = _("为使协议得到切实履行，双方共同申请司法确认。")
    return "\n".join(part for part in (dispute.draft.facts, agreed, why) if part)


def _origin(dispute: Dispute) -> str:
    """案件来源 as F15 lists it; empty when nobody recorded it."""
    by_channel = {"police_referral": "公安移交", "court_pre_suit": "审判机关委托", "superior_assigned": "政府指定"}
    known = by_channel.get(dispute.file.case.channel)
    if known:
        return known
    started = dispute.mediation.started if dispute.mediation else ""
    return "调委会主动" if started == "initiative" else "当事人申请" if started else ""
