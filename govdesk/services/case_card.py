"""Everything about one case on one card: facts, why it is here, clocks with their arithmetic, the timeline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from govdesk.domain.case import Assist, CaseFile, FollowUp, Mediation, Offer, PartySnapshot, Request
from govdesk.domain.clocks import deadline_of, open_exclusion
from govdesk.domain.informants import identity_of, withheld
from govdesk.domain.lifecycle_exclusions import untold
from govdesk.domain.privacy import mask_id_number, mask_phone
from govdesk.domain.roles import Actor
from govdesk.domain.supervision import LISTING, SUPERVISE, SUPERVISING_LEADER
from govdesk.domain.vocabulary import ClockKind, Status, Tier
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change, hidden_from, is_own_attachment, viewed
from govdesk.services.deadlines import day_words, due_words, explain_deadline
from govdesk.services.desk import Desk
from govdesk.services.follow_ups import VisitView, visit_views
from govdesk.services.grids import LEADER_TITLE, grid_label
from govdesk.services.labels import clock_label, status_label, tier_label
from govdesk.storage.queries.case_card import (
    AttachmentFacts,
    LogFacts,
    PaperFacts,
    read_attachments,
    read_log,
    read_papers,
)


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock: `words` is short, `arithmetic` the whole calculation line by line."""

    kind: str
    label: str
    due_at: datetime | None
    running: bool
    paused: bool
    overdue: bool
    words: str
    arithmetic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of the timeline, newest last. `said_by` is empty when the actor spoke for itself."""

    at: datetime
    action: str
    label: str
    actor: str
    seat: str
    said_by: str
    said_how: str
    from_status: str
    to_status: str
    tier: str
    note: str
    slip: str


@dataclass(frozen=True, slots=True)
class AssistView:
    body: str
    body_id: int
    due_at: datetime | None
    state: str
    state_label: str
    overdue: bool
    report: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """What the card shows. Phones and ID numbers are masked unless `revealed`."""

    id: int
    number: str
    version: int
    title: str
    text: str
    status: str
    status_label: str
    is_open: bool
    tier: str
    tier_label: str
    tier_path: tuple[tuple[str, str, str], ...]
    category: str
    category_label: str
    category_confirmed: bool
    kind: str
    channel: str
    channel_label: str
    source_number: str
    grid_id: int
    grid_name: str
    grid_leader: str
    place_pending: bool
    address: str
    people_count: int | None
    reporter: str
    phone: str
    occurred_at: datetime | None
    received_at: datetime
    registered_at: datetime
    closed_at: datetime | None
    closed_on_time: bool | None
    owner: str
    handler: str
    handler_id: int | None
    urgent: bool
    informant_protected: bool
    return_count: int
    reopen_count: int
    result: str
    measures: str
    contacted: str
    evidence: str
    repeat_of: int | None
    flags: tuple[str, ...]
    parties: tuple[PartySnapshot, ...]
    assists: tuple[AssistView, ...]
    offers: tuple[Offer, ...]
    requests: tuple[Request, ...]
    mediations: tuple[Mediation, ...]
    follow_ups: tuple[FollowUp, ...]
    visits: tuple[VisitView, ...]
    clocks: tuple[ClockView, ...]
    timeline: tuple[StepView, ...]
    attachments: tuple[AttachmentFacts, ...]
    papers: tuple[PaperFacts, ...]
    rule: str
    rule_version: str
    marks: tuple[tuple[str, str], ...]
    revealed: bool

    @property
    def mediation_open(self) -> bool:
        return any(item.is_open for item in self.mediations)


def case_card(desk: Desk, actor: Actor, case_id: int, reveal: bool = False) -> CaseCard:
    """The card of a case. Revealing personal values is reported to the view hook as such.

    Raises NotFound, AccessDenied.
    """
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
        log = read_log(work.connection, case_id)
        attachments = read_attachments(work.connection, case_id)
        papers = read_papers(work.connection, case_id)
    viewed(desk, actor, case_id, "revealed" if reveal else "card")
    hidden = hidden_from(actor, file)
    if hidden:
        clean = identity_of(file).clean
        file, log = withheld(file), [replace(item, note=clean(item.note), said_by=clean(item.said_by)) for item in log]
        attachments = [item for item in attachments if is_own_attachment(actor, item.added_by)]
    return _card(desk, file, log, attachments, papers, reveal and not hidden, hidden)


def case_file(desk: Desk, actor: Actor, case_id: int) -> CaseFile:
    """The whole file with full values, for papers and for checks; a body's seat gets it without an informant.

    Raises NotFound, AccessDenied.
    """
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    viewed(desk, actor, case_id, "file")
    return withheld(file) if hidden_from(actor, file) else file


def clocks(desk: Desk, file: CaseFile) -> tuple[ClockView, ...]:
    """The citizen's, the centre's, the handler's and, where there is one, the statutory clock."""
    found = [_clock(desk, file, kind) for kind in ClockKind]
    return tuple(item for item in found if item is not None)


def _card(
    desk: Desk,
    file: CaseFile,
    log: list[LogFacts],
    attachments: list[AttachmentFacts],
    papers: list[PaperFacts],
    reveal: bool,
    hidden: bool,
) -> CaseCard:
    case = file.case
    rules = desk.rules
    return CaseCard(
        id=int(case.id or 0),
        number=case.number,
        version=case.version,
        title=case.title,
        text=case.text,
        status=case.status.value,
        status_label=status_label(case.status),
        is_open=case.status.is_open,
        tier=case.tier.value if case.tier else "",
        tier_label=tier_label(case.tier),
        tier_path=_tier_path(file),
        category=case.category,
        category_label=rules.categories.label(case.category),
        category_confirmed=case.category_confirmed,
        kind=case.kind,
        channel=case.channel,
        channel_label=rules.channels.label(case.channel),
        source_number=case.source_number,
        grid_id=case.grid_id,
        grid_name=_("待定位") if case.place_pending else grid_label(desk, case.grid_id),
        grid_leader=_leader(desk, case.grid_path),
        place_pending=case.place_pending,
        address=case.address,
        people_count=case.people_count,
        reporter=_("举报人身份保密") if hidden else case.reporter,
        phone="" if hidden else (case.phone if reveal else mask_phone(case.phone)),
        occurred_at=case.occurred_at,
        received_at=case.received_at,
        registered_at=case.registered_at,
        closed_at=case.closed_at,
        closed_on_time=case.closed_on_time,
        owner=body_name(desk, case.owner_id) or desk.known_centre().office_name,
        handler=body_name(desk, case.handler_id),
        handler_id=case.handler_id,
        urgent=case.urgent,
        informant_protected=case.informant_protected,
        return_count=case.return_count,
        reopen_count=case.reopen_count,
        result=case.result,
        measures=case.measures,
        contacted=case.contacted,
        evidence=case.evidence,
        repeat_of=case.repeat_of_id,
        flags=case.flags,
        parties=tuple(_party(item, reveal) for item in file.parties),
        assists=tuple(_assist(desk, item) for item in file.assists),
        offers=file.offers,
        requests=file.requests,
        mediations=file.mediations,
        follow_ups=file.follow_ups,
        visits=visit_views(desk, file),
        clocks=clocks(desk, file),
        timeline=tuple(_step(desk, item) for item in log),
        attachments=tuple(attachments),
        papers=tuple(papers),
        rule=case.route_rule,
        rule_version=case.route_version,
        marks=tuple(_marks(file)),
        revealed=reveal,
    )


def body_name(desk: Desk, body_id: int | None) -> str:
    body = desk.bodies.by_id.get(body_id or 0)
    return body.name if body else ""


def action_label(desk: Desk, action: str) -> str:
    """The Chinese word of an action; the few log actions outside the table have their own."""
    row = desk.rules.transitions.rows.get(action)
    if row is not None:
        return row.label
    words: Mapping[str, str] = {
        "confirm_category": _("确认类别"),
        "issue_document": _("出具文书"),
        "attach": _("添加附件"),
        "void_document": _("作废文书"),
        "undo": _("撤销"),
        "redo": _("重做"),
        "renew_calendar": _("日历更新"),
        "set_place": _("定位"),
        "task_force_entry": _("专班记事"),
        "edit": _("修改"),
        "flag_repeat": _("疑似重复"),
        "take_in": _("并入"),
        "let_go": _("拆出"),
        "came_back": _("复发"),
        "reveal_phone": _("查看电话"),
    }
    return words.get(action, action)


def _clock(desk: Desk, file: CaseFile, kind: ClockKind) -> ClockView | None:
    deadline = deadline_of(file, kind, desk.rules.keeper)
    if deadline is None:
        return None
    if kind is ClockKind.STATUTORY and file.case.status.is_open and open_exclusion(file) is not None:
        return _excluded(desk, file)
    case, now = file.case, desk.clock.now()
    paused = case.status is Status.SUSPENDED and kind in (ClockKind.CENTRE, ClockKind.HANDLER)
    running = case.status.is_open
    due = case.due_at if kind is ClockKind.CENTRE and case.due_at else deadline.due_at
    if running:
        overdue = due < now and not paused
        words = _("已挂起") if paused else due_words(due, now)
    else:
        overdue = case.closed_at is not None and case.closed_at > due
        words = _ended_words(case.closed_at, overdue)
    return ClockView(
        kind=kind.value,
        label=clock_label(kind),
        due_at=due,
        running=running,
        paused=paused,
        overdue=overdue,
        words=words,
        arithmetic=tuple(explain_deadline(deadline)),
    )


def _marks(file: CaseFile) -> Iterator[tuple[str, str]]:
    """(words, tone) of what supervision put on the case: listed, who supervises, what waits for an answer."""
    opened = {item.kind: item for item in file.side_records if item.state == "open"}
    if LISTING in opened:
        yield _("挂牌督办"), "danger"
    named = opened.get(SUPERVISING_LEADER) or opened.get(LISTING)
    if named is not None and named.data.get("leader"):
        yield _("督办领导 {name}").format(name=named.data["leader"]), "accent"
    if SUPERVISE in opened:
        yield _("督办待反馈"), "warning"
    if file.case.status.is_open and untold(file) is not None:
        yield _("延期待告知群众"), "warning"


def _excluded(desk: Desk, file: CaseFile) -> ClockView:
    """While time runs that the law does not count, the statutory limit has no date yet."""
    running = open_exclusion(file)
    assert running is not None
    names = {rule.code: rule.label for rule in desk.rules.terms.exclusions}
    name = names.get(str(running.data.get("kind")), "")
    since = _("{name}期间依法不计入：自{day}起不计，结束后接着计算。").format(
        name=name, day=day_words(running.opened_at.date())
    )
    words = _("{name}期间不计入").format(name=name)
    label = clock_label(ClockKind.STATUTORY)
    return ClockView(ClockKind.STATUTORY.value, label, None, True, True, False, words, (since,))


def _ended_words(closed_at: datetime | None, overdue: bool) -> str:
    if closed_at is None:
        return _("已停止")
    return _("超期办结") if overdue else _("按时办结")


def _tier_path(file: CaseFile) -> tuple[tuple[str, str, str], ...]:
    """(code, label, state) for the stepper; state is done, current, ahead."""
    case = file.case
    order = [Tier.GRID, Tier.VILLAGE, Tier.OFFICE, Tier.JOINT, Tier.TASK_FORCE, Tier.COUNTY]
    path = []
    for tier in order:
        state = "ahead"
        if tier is case.tier:
            state = "current"
        elif tier.value in case.tried_tiers:
            state = "done"
        path.append((tier.value, tier_label(tier), state))
    return tuple(path)


def _party(party: PartySnapshot, reveal: bool) -> PartySnapshot:
    if reveal:
        return party
    return replace(party, phone=mask_phone(party.phone), id_number=mask_id_number(party.id_number))


def _assist(desk: Desk, item: Assist) -> AssistView:
    now = desk.clock.now()
    if item.excused_at is not None:
        state, words = "excused", _("已免除")
    elif item.reported_at is not None:
        state, words = "reported", _("已反馈")
    elif item.signed_at is not None:
        state, words = "handling", _("办理中")
    else:
        state, words = "dispatched", _("待签收")
    overdue = item.is_open and item.due_at is not None and item.due_at < now
    return AssistView(body_name(desk, item.body_id), item.body_id, item.due_at, state, words, overdue, item.report)


def _step(desk: Desk, item: LogFacts) -> StepView:
    return StepView(
        at=item.at,
        action=item.action,
        label=action_label(desk, item.action),
        actor=item.actor_name,
        seat=item.seat,
        said_by=item.said_by,
        said_how=desk.rules.transitions.lists["said_how"].get(item.said_how, item.said_how),
        from_status=item.from_status,
        to_status=item.to_status,
        tier=item.tier,
        note=item.note,
        slip=item.slip,
    )


def _leader(desk: Desk, path: tuple[int, ...]) -> str:
    """The grid leader of the nearest grid that has one."""
    leaders = {post.grid_id: post.person_name for post in reversed(desk.posts) if post.title == LEADER_TITLE}
    return next((leaders[item] for item in reversed(path) if item in leaders), "")
