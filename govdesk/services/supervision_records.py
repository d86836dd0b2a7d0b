"""What was said and decided about one case beside its handling: the record of supervision, ready to be printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from govdesk.domain.case import CaseFile, Request, SideRecord
from govdesk.domain.clocks import EXCLUSION, term_facts
from govdesk.domain.lifecycle_exclusions import CITIZEN_NOTICE, decided_moment
from govdesk.domain.record_values import text
from govdesk.domain.roles import Actor
from govdesk.domain.supervision import (
    LISTING,
    LISTING_PROPOSAL,
    REMIND,
    SUPERVISE,
    SUPERVISING_LEADER,
    URGE,
    standing,
    waiting_steps,
    wakes_at,
)
from govdesk.foundation.text import _
from govdesk.services.case_card import ClockView, body_name, case_file, clocks
from govdesk.services.deadlines import moment_words, term_words
from govdesk.services.desk import Desk

_STEPS = (REMIND, URGE, SUPERVISE, LISTING_PROPOSAL, LISTING, SUPERVISING_LEADER)


@dataclass(frozen=True, slots=True)
class RecordView:
    """One step: what, when, to whom, by whom, why, who was told, and what came of it."""

    kind: str
    label: str
    at: datetime
    body: str
    by: str
    told: tuple[str, ...]
    reason: str
    state: str
    is_open: bool
    due_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request for extension or suspension, its decision, and how the citizen was told of it."""

    words: str
    state: str
    asked_at: datetime
    asked_by: str
    decided_at: datetime | None
    decided_by: str
    answer: str
    citizen_told: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class ExclusionView:
    """Days that the statutory limit does not count; `until` is the last of them."""

    label: str
    since: date
    until: date | None
    basis: str
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class SupervisionRecord:
    """Everything of one case that a supervisor asks for. `next_step` is empty where the ladder has nothing more."""

    case_id: int
    version: int
    number: str
    title: str
    handler: str
    leader: str
    listed: bool
    next_step: str
    ceiling: str
    steps: tuple[RecordView, ...]
    requests: tuple[RequestView, ...]
    exclusions: tuple[ExclusionView, ...]
    clocks: tuple[ClockView, ...]


def supervision_record(desk: Desk, actor: Actor, case_id: int) -> SupervisionRecord:
    """The record of one case. Raises NotFound, AccessDenied."""
    file = case_file(desk, actor, case_id)
    opened = [item for item in file.side_records if item.state == "open"]
    named = [item for item in opened if item.kind in (SUPERVISING_LEADER, LISTING) and item.data.get("leader")]
    return SupervisionRecord(
        case_id=case_id,
        version=file.case.version,
        number=file.case.number,
        title=file.case.title,
        handler=body_name(desk, file.case.handler_id) or desk.known_centre().office_name,
        leader=text(named[-1].data, "leader") if named else "",
        listed=any(item.kind == LISTING for item in opened),
        next_step=_next_step(desk, file),
        ceiling=_ceiling(desk, file),
        steps=tuple(_step(desk, item) for item in file.side_records if item.kind in _STEPS),
        requests=tuple(_request(desk, file, item) for item in file.requests),
        exclusions=tuple(_exclusion(desk, item) for item in file.side_records if item.kind == EXCLUSION),
        clocks=clocks(desk, file),
    )


def record_lines(record: SupervisionRecord) -> list[str]:
    """The record as it is printed, line by line; the clocks of the citizen and of the centre side by side."""
    return list(_lines(record))


def _lines(record: SupervisionRecord) -> Iterator[str]:
    yield f"{record.number} {record.title}"
    yield _("承办单位：{body}").format(body=record.handler)
    if record.leader:
        yield _("督办领导：{name}").format(name=record.leader)
    for clock in record.clocks:
        due = moment_words(clock.due_at) if clock.due_at else "—"
        yield _("{clock}：{due}到期，{words}").format(clock=clock.label, due=due, words=clock.words)
    for step in record.steps:
        yield _step_line(step)
        if step.told:
            yield _("　已告知：{told}").format(told="、".join(step.told))
        if step.answer:
            yield f"　{step.answer}"
    for request in record.requests:
        yield _("{moment} {who}{words}：{state}").format(
            moment=f"{request.asked_at:%Y-%m-%d %H:%M}", who=request.asked_by, words=request.words, state=request.state
        )
        yield f"　{request.citizen_told}"
    for item in record.exclusions:
        yield exclusion_line(item)
    if record.next_step:
        yield _("下一步：{step}").format(step=record.next_step)


def exclusion_line(item: ExclusionView) -> str:
    until = item.until.isoformat() if item.until else _("未结束")
    return _("法定期限不计入：{label}，{since} 至 {until}（{basis}）").format(
        label=item.label, since=item.since.isoformat(), until=until, basis=item.basis
    )


def _step_line(step: RecordView) -> str:
    words = [f"{step.at:%Y-%m-%d %H:%M}", step.label, step.body, step.state]
    return " ".join(word for word in words if word) + (f"：{step.reason}" if step.reason else "")


def _step(desk: Desk, item: SideRecord) -> RecordView:
    told = item.data.get("told")
    return RecordView(
        kind=item.kind,
        label=_label(desk, item.kind),
        at=item.opened_at,
        body=body_name(desk, item.body_id) or desk.known_centre().office_name,
        by=text(item.data, "by"),
        told=tuple(str(name) for name in told) if isinstance(told, list | tuple) else (),
        reason=text(item.data, "reason"),
        state=_state(item),
        is_open=item.state == "open",
        due_at=item.due_at,
        answer=_answer(item),
    )


def _label(desk: Desk, kind: str) -> str:
    action = {LISTING_PROPOSAL: "propose_listing", SUPERVISING_LEADER: "name_supervisor"}.get(kind, kind)
    return desk.rules.transitions.row(action).label


def _state(item: SideRecord) -> str:
    if item.kind == SUPERVISE:
        if item.body_id is None:
            return ""
        if item.state == "open":
            return _("待反馈")
        return _("已反馈") if item.data.get("answer") else _("已结束")
    if item.kind == LISTING_PROPOSAL:
        decisions = {"approved": _("已批准"), "declined": _("未批准")}
        return _("待批") if item.state == "open" else decisions.get(text(item.data, "decision"), _("已结束"))
    if item.kind == LISTING:
        return _("挂牌中") if item.state == "open" else _("已摘牌")
    if item.kind == SUPERVISING_LEADER:
        return text(item.data, "leader")
    return ""


def _answer(item: SideRecord) -> str:
    if item.data.get("answer"):
        limit = _("；承诺 {limit}").format(limit=item.data["limit"]) if item.data.get("limit") else ""
        words = _("{who} 反馈：{answer}").format(who=text(item.data, "answered_by"), answer=text(item.data, "answer"))
        return f"{words}{limit}"
    return text(item.data, "why")


def _request(desk: Desk, file: CaseFile, item: Request) -> RequestView:
    words = (
        _("申请延期 {days} 日").format(days=item.days)
        if item.kind == "extend"
        else _("申请挂起至 {until}").format(until=item.until)
    )
    notice = next(
        (
            record
            for record in file.side_records
            if record.kind == CITIZEN_NOTICE and record.data.get("decided_at") == decided_moment(item)
        ),
        None,
    )
    return RequestView(
        words=words,
        state={"open": _("待批"), "granted": _("已批准"), "denied": _("未批准"), "withdrawn": _("已撤回")}[item.state],
        asked_at=item.asked_at,
        asked_by=item.asked_by,
        decided_at=item.decided_at,
        decided_by=item.decided_by,
        answer=item.answer,
        citizen_told=_told(desk, item, notice),
        is_told=notice is not None,
    )


def _told(desk: Desk, item: Request, notice: SideRecord | None) -> str:
    if notice is not None:
        how = desk.rules.transitions.lists["said_how"].get(text(notice.data, "how"), text(notice.data, "how"))
        return _("{day} 已告知{who}（{how}），{by} 经办").format(
            day=text(notice.data, "told_on"), who=text(notice.data, "who"), how=how, by=text(notice.data, "by")
        )
    words = {"granted": _("还没有告知群众"), "open": _("批准后要告知群众"), "denied": _("未批准，时限不变")}
    return words.get(item.state, "")


def _exclusion(desk: Desk, item: SideRecord) -> ExclusionView:
    rule = next((rule for rule in desk.rules.terms.exclusions if rule.code == item.data.get("kind")), None)
    return ExclusionView(
        label=rule.label if rule else text(item.data, "kind"),
        since=item.opened_at.date(),
        until=date.fromordinal(item.ended_at.toordinal() - 1) if item.ended_at else None,
        basis=text(item.data, "basis"),
        by=text(item.data, "by"),
        source=rule.source if rule else "",
    )


def _next_step(desk: Desk, file: CaseFile) -> str:
    at = standing(file, desk.rules.keeper, desk.bodies)
    if at is None:
        return ""
    coming = waiting_steps(desk.rules.supervision, at)
    wakes = wakes_at(desk.rules.supervision, at, desk.clock.now(), desk.rules.calendar)
    if not coming or wakes is None:
        return ""
    return _("{step}，{moment}").format(step=coming[0].step.label, moment=moment_words(wakes.replace(second=0)))


def _ceiling(desk: Desk, file: CaseFile) -> str:
    rule = desk.rules.terms.extension_ceiling(term_facts(file.case))
    granted = sum(item.days for item in file.requests if item.kind == "extend" and item.state == "granted")
    return _("延期合计不超过 {ceiling}，已批准 {granted} 日（{source}）").format(
        ceiling=term_words(rule.term), granted=granted, source=rule.source
    )
