"""A mediation as its panes show it: what was recorded, in sections of lines, and what can be done next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from govdesk.domain.amounts import plain_amount
from govdesk.domain.case import CaseFile
from govdesk.domain.mediation_work import (
    CONSENTS,
    Confirmation,
    Evidence,
    InstalmentView,
    Session,
    applications_of,
    sessions_of,
)
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.case_actions import ActionOffer, available_actions
from govdesk.services.case_card import body_name
from govdesk.services.confirmation import confirmation_warnings, court_choices
from govdesk.services.deadlines import due_words
from govdesk.services.desk import Desk
from govdesk.services.labels import status_label
from govdesk.services.mediation_work import MediationFile, mediation_of, word_of
from govdesk.services.mediator_register import unregistered

CONSENT, TALK, AGREEMENT, PERFORMANCE, CONFIRMATION, DOSSIER = (
    "consent",
    "talk",
    "agreement",
    "performance",
    "confirmation",
    "dossier",
)
ACTIONS = {
    CONSENT: (
        "sign",
        "apply_mediation",
        "record_consent",
        "mediate",
        "assign_mediators",
        "request_avoidance",
        "decide_avoidance",
        "extend_mediation",
    ),
    TALK: (
        "book_session",
        "finish_session",
        "record_evidence",
        "end_mediation",
        "move_session",
        "cancel_session",
        "supplement_session",
        "return_evidence",
    ),
    PERFORMANCE: ("sign_agreement", "plan_performance", "record_performance", "mark_unpaid", "urge_performance"),
    CONFIRMATION: ("apply_confirmation", "record_confirmation"),
    DOSSIER: ("report", "pass", "follow_up", "strike_off", "archive"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record: what it is, more about it, its state and the tone of that (good, warning, danger, accent, "")."""

    title: str
    detail: str = ""
    state: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`empty` is what stands there while there are no lines."""

    title: str
    lines: tuple[Line, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class MediationView:
    """Everything the panes need for one case. `session` is the number of the talk that is being written down."""

    case_id: int
    number: str
    title: str
    status: str
    committee: str
    has_table: bool
    sections: dict[str, tuple[Section, ...]]
    offers: dict[str, tuple[ActionOffer, ...]]
    session: int | None


def mediation_view(desk: Desk, actor: Actor, case_id: int) -> MediationView:
    """Raises NotFound, AccessDenied."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    offered = {offer.action: offer for offer in available_actions(desk, actor, case_id)}
    found = mediation_of(desk, file)
    return MediationView(
        case_id=case_id,
        number=file.case.number,
        title=file.case.title,
        status=status_label(file.case.status),
        committee=found.committee or _handling_committee(desk, file),
        has_table=any(item.is_open or item.outcome == "agreed" for item in file.mediations),
        sections={code: tuple(make(desk, file, found)) for code, make in _SECTIONS.items()},
        offers={
            code: tuple(offered[action] for action in actions if action in offered) for code, actions in ACTIONS.items()
        },
        session=_session_to_write(file),
    )


def _session_to_write(file: CaseFile) -> int | None:
    """The talk that is due next, else the last one that was held."""
    booked = [item for item in sessions_of(file) if item.state == "open"]
    if booked:
        return min(booked, key=lambda item: item.starts_at).number
    held = [item for item in sessions_of(file) if item.state == "held"]
    return held[-1].number if held else None


def _handling_committee(desk: Desk, file: CaseFile) -> str:
    return body_name(desk, file.case.handler_id) if file.case.handler_id else ""


def _consent(desk: Desk, file: CaseFile, found: MediationFile) -> list[Section]:
    return [
        Section(_("申请"), tuple(_application(desk, file)), _("还没有登记申请；主动调解的也在这里登记。")),
        Section(_("各方意愿"), tuple(_answers(file, found))),
        Section(_("调解"), tuple(_tables(desk, file)), _("各方同意后按 M 开始调解。")),
        Section(_("回避"), tuple(_avoidances(desk, found)), _("没有人申请回避。")),
    ]


def _application(desk: Desk, file: CaseFile) -> list[Line]:
    return [
        Line(
            " · ".join(
                part for part in (word_of(desk, "mediation_starts", item.started), "、".join(item.applicants)) if part
            ),
            "；".join((*item.requests, item.facts) if item.facts else item.requests),
            _("{day} 登记人 {name}").format(day=item.applied_on or "", name=item.taken_by),
        )
        for item in applications_of(file)
    ]


def _answers(file: CaseFile, found: MediationFile) -> list[Line]:
    said = {name: (answer, day) for name, answer, day, _how in (found.application.answers if found.application else ())}
    mediation = found.mediation
    lines = []
    for party in file.parties:
        answer, day = said.get(party.name, ("", ""))
        if mediation is not None and party.name in mediation.consents:
            answer = answer or CONSENTS
        if mediation is not None and party.name in mediation.refused:
            answer = "refuses"
        state, tone = {"": (_("未答复"), "warning"), CONSENTS: (_("同意调解"), "good")}.get(
            answer, (_("明确拒绝"), "danger")
        )
        lines.append(Line(party.name, day, state, tone))
    return lines


def _tables(desk: Desk, file: CaseFile) -> list[Line]:
    now = desk.clock.now()
    lines = []
    for item in file.mediations:
        who = "、".join(item.mediators)
        chosen = word_of(desk, "mediator_selection", item.selected_by)
        detail = " · ".join(part for part in (who, chosen, f"{item.opened_at:%Y-%m-%d}") if part)
        if item.is_open:
            late = item.due_at is not None and item.due_at < now
            words = due_words(item.due_at, now) if item.due_at else ""
            state, tone = _("进行中 {words}").format(words=words), "danger" if late else "accent"
        else:
            state = word_of(desk, "mediation_outcomes", item.outcome)
            tone = "good" if item.outcome == "agreed" else "warning"
            why = word_of(desk, "end_reasons", item.reason)
            told = _("已告知：{words}").format(words=item.elsewhere) if item.elsewhere else ""
            detail = " · ".join(part for part in (detail, why, told) if part)
        lines.append(Line(body_name(desk, item.committee_id), detail, state, tone))
        if item.is_open:
            lines += [_stranger(name) for name in unregistered(desk, item.mediators)]
    return lines


def _stranger(name: str) -> Line:
    return Line(name, _("名册上没有这位调解员：请核对姓名，或先登记入册"), _("名册外"), "warning")


def _avoidances(desk: Desk, found: MediationFile) -> list[Line]:
    lines = []
    for item in found.avoidances:
        state = word_of(desk, "avoidance_decisions", item.decision) if item.decision else _("等待决定")
        detail = _("{who} 提出：{reason}").format(who=item.asked_by, reason=item.reason)
        lines.append(Line(item.mediator, detail, state, "" if item.decision else "warning"))
    return lines


def _talk(desk: Desk, file: CaseFile, found: MediationFile) -> list[Section]:
    sessions = tuple(_session(desk, item) for item in found.sessions)
    evidence = tuple(_evidence(desk, item) for item in found.evidence)
    return [
        Section(_("约定"), sessions, _("按 I 约时间、地点；调解员、房间、当事人撞期会当场说明。")),
        Section(_("证据"), evidence, _("还没有登记证据。")),
    ]


def _session(desk: Desk, item: Session) -> Line:
    states = {
        "open": (_("已约"), "accent"),
        "held": (_("已定稿"), "good"),
        "cancelled": (_("已取消"), ""),
        "ended": (_("已取消"), ""),
    }
    state, tone = states[item.state]
    moved = _("改期 {count} 次").format(count=len(item.moves)) if item.moves else ""
    when = f"{item.starts_at:%m-%d %H:%M}–{item.ends_at:%H:%M}"
    head = _("第 {number} 次 {when}").format(number=item.number, when=when)
    parts = (item.place, "、".join(item.mediators), "、".join(item.came or item.parties), moved, item.result)
    return Line(head, " · ".join(part for part in parts if part), state, tone)


def _evidence(desk: Desk, item: Evidence) -> Line:
    pages = _("{count} 页").format(count=item.pages) if item.pages else _("页数未填")
    checked = _("核对 {name}").format(name=item.checked_by) if item.checked_by else ""
    scanned = _("附件 {sha}").format(sha=item.sha256[:8]) if item.sha256 else ""
    detail = " · ".join(part for part in (item.source, pages, str(item.given_on or ""), checked, scanned) if part)
    return Line(f"{item.number}. {item.name}", detail, word_of(desk, "evidence_kinds", item.kind))


def _performance(desk: Desk, file: CaseFile, found: MediationFile) -> list[Section]:
    today = desk.clock.now().date()
    plan = tuple(_instalment(item, today) for item in found.instalments)
    urgings = tuple(
        Line(
            item.person,
            _("第 {number} 期，督促到 {day}；{reason}").format(
                number=item.instalment, day=item.until or "", reason=item.reason
            ),
            _("待督促") if item.record.state == "open" else word_of(desk, "urging_ways", item.way) or _("已履行"),
            "warning" if item.record.state == "open" else "good",
        )
        for item in found.urgings
    )
    return [
        Section(_("生效"), tuple(_effect(found)), _("达成协议后，在这里登记签名盖章。")),
        Section(_("履行计划"), plan, _("协议里写了分期的，达成协议时自动列入；也可以自己订。")),
        Section(_("督促"), urgings, _("过期没有履行的，登记未履行就生成督促任务。")),
    ]


def _effect(found: MediationFile) -> list[Line]:
    mediation = found.mediation
    if mediation is None or mediation.outcome != "agreed":
        return []
    if mediation.form == "oral":
        return [
            Line(_("口头协议"), _("自达成之日起生效（人民调解法第三十条）"), str(mediation.effective_on or ""), "good")
        ]
    names = {"parties_on": _("当事人"), "mediator_on": _("调解员"), "sealed_on": _("调委会盖章")}
    said = " · ".join(f"{names[name]} {mediation.signed[name]}" for name in names if name in mediation.signed)
    if mediation.effective_on is not None:
        return [Line(_("书面协议已生效"), said, str(mediation.effective_on), "good")]
    missing = "、".join(names[name] for name in names if name not in mediation.signed)
    return [Line(_("书面协议"), said, _("未登记：{names}").format(names=missing), "warning")]


def _instalment(item: InstalmentView, today: date) -> Line:
    what = item.what or _("{amount} 元").format(amount=plain_amount(item.amount))
    head = _("第 {number} 期 {payer} → {payee}：{what}").format(
        number=item.number, payer=item.payer, payee=item.payee, what=what
    )
    receipts = "、".join(payment.receipt for payment in item.payments if payment.receipt)
    paid = _("已付 {paid} 元，未付 {unpaid} 元").format(paid=plain_amount(item.paid), unpaid=plain_amount(item.unpaid))
    parts = (str(item.due_on or ""), paid if item.amount else "", receipts)
    if item.is_done:
        state, tone = _("已履行"), "good"
    elif item.is_overdue(today):
        state, tone = _("逾期"), "danger"
    else:
        state, tone = _("待履行"), ""
    return Line(head, " · ".join(part for part in parts if part), state, tone)


def _confirmation(desk: Desk, file: CaseFile, found: MediationFile) -> list[Section]:
    days = found.confirmation_days
    if days is None:
        empty = _("达成协议后，从生效之日起 30 日内双方可以共同申请司法确认（人民调解法第三十三条）。")
        return [Section(_("期限"), (), empty)]
    left = (
        _("已过 {count} 天").format(count=-days.days_left)
        if days.is_over
        else _("剩 {count} 天").format(count=days.days_left)
    )
    basis = _("暂按达成日期推算，登记签名盖章后以生效日为准") if days.presumed else _("自生效之日起")
    tone = "danger" if days.is_over else ("warning" if days.days_left <= 10 else "good")
    term = Line(_("最后一日 {day}").format(day=days.limit), f"{basis} {days.effective_on}", left, tone)
    arithmetic = tuple(Line(words) for words in days.lines)
    courts = tuple(Line(item.label, item.source, item.name) for item in court_choices(desk, file))
    warned = tuple(Line(item.sentence, item.source, _("提示"), "warning") for item in confirmation_warnings(desk, file))
    steps = tuple(line for item in found.confirmations for line in _steps(desk, item))
    return [
        Section(_("期限"), (term, *arithmetic)),
        Section(_("可以选择的法院"), courts),
        Section(_("提示（由法院审查决定）"), warned, _("没有发现需要提示的情形。")),
        Section(_("进展"), steps, _("还没有申请。")),
    ]


def _steps(desk: Desk, item: Confirmation) -> list[Line]:
    names = {"applied": _("已申请")}
    tones = {"confirmed": "good", "rejected": "danger", "withdrawn": "warning"}
    lines = []
    for step in item.steps:
        state = step.get("state", "")
        label = names.get(state) or word_of(desk, "confirmation_states", state)
        detail = " · ".join(part for part in (item.court, step.get("paper", ""), step.get("words", "")) if part)
        lines.append(Line(step.get("on", ""), detail, label, tones.get(state, "accent")))
    return lines


def _dossier(desk: Desk, file: CaseFile, found: MediationFile) -> list[Section]:
    visits = tuple(
        Line(
            f"{item.at:%Y-%m-%d} {item.by}",
            item.note,
            _("已解决") if item.solved else (_("未联系上") if not item.reached else _("未解决")),
            "good" if item.solved else "warning",
        )
        for item in file.follow_ups
    )
    status = Line(_("案件状态"), file.case.result, status_label(file.case.status), "accent")
    return [Section(_("办结"), (status,)), Section(_("回访"), visits, _("办结后按 F 登记回访。"))]


_Maker = Callable[[Desk, CaseFile, MediationFile], Sequence[Section]]
_SECTIONS: dict[str, _Maker] = {
    CONSENT: _consent,
    TALK: _talk,
    PERFORMANCE: _performance,
    CONFIRMATION: _confirmation,
    DOSSIER: _dossier,
}
