"""The supervision board: what waits for whom at this moment, section by section, each row a case."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from govdesk.domain.deadline import due_at
from govdesk.domain.errors import RuleViolation
from govdesk.domain.record_values import text
from govdesk.domain.roles import Actor
from govdesk.domain.supervision import LISTING, LISTING_PROPOSAL, REMIND, SUPERVISE, URGE
from govdesk.domain.vocabulary import Role, Status
from govdesk.foundation.text import _
from govdesk.services.calendars import missing_year_warning
from govdesk.services.case_queue import QueueRow, queue_page
from govdesk.services.county_calls import unanswered_calls
from govdesk.services.deadlines import due_words, moment_words
from govdesk.services.desk import Desk
from govdesk.services.messages import sentence
from govdesk.services.supervision import refuse_clock_set_back
from govdesk.storage.queries.supervision import (
    ClockFact,
    RecordFact,
    WaitingFact,
    read_citizen_due,
    read_due_before,
    read_open_offers,
    read_open_records,
    read_open_requests,
    read_records,
    read_steps_since,
    read_unanswered_supervisions,
    read_unsigned,
    read_untold_requests,
)

MOST_ROWS = 200
STEPS_TOLD = (REMIND, URGE, SUPERVISE, "propose_listing", "list")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One case in one section. `words` say what waits, `last_step` what the ladder did last; `tone` is a colour's
    meaning: danger, warning, neutral. `invited_only` marks an independent body: it is never urged."""

    case_id: int
    number: str
    title: str
    grid_name: str
    tier_label: str
    status_label: str
    body: str
    invited_only: bool
    urgent: bool
    words: str
    tone: str
    due_words: str
    due_at: datetime | None
    citizen_words: str
    last_step: str


@dataclass(frozen=True, slots=True)
class BoardSection:
    """`case_ids` holds every case of the section, `rows` at most MOST_ROWS of them."""

    code: str
    label: str
    hint: str
    alarming: bool
    case_ids: tuple[int, ...]
    rows: tuple[BoardRow, ...]

    @property
    def total(self) -> int:
        return len(self.case_ids)


@dataclass(frozen=True, slots=True)
class Board:
    """`today` counts the steps taken since midnight, `warnings` are sentences that concern the whole centre."""

    at: datetime
    sections: tuple[BoardSection, ...]
    today: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A row in the making."""

    case_id: int
    body_id: int | None
    words: str
    tone: str = "neutral"
    of_clocks: bool = False


def supervision_board(desk: Desk, actor: Actor) -> Board:
    """Everything that waits, for the seats of the centre; a body's seat sees what waits for itself."""
    now = desk.clock.now()
    with desk.database.reading() as connection:
        clocks = read_due_before(connection, _approaching_until(desk, now))
        found: dict[str, list[_Item]] = {
            "proposals": _each(_proposal, read_open_records(connection, [LISTING_PROPOSAL])),
            "requests": _each(_request, read_open_requests(connection)),
            "overdue": _overdue(clocks, now),
            "handler_overdue": _handler_overdue(clocks, now),
            "supervised": _each(lambda item: _supervised(item, now), read_unanswered_supervisions(connection)),
            "unanswered": _unanswered(desk, read_open_offers(connection), now),
            "county": _county(desk),
            "unsigned": _each(_unsigned, read_unsigned(connection, now)),
            "approaching": _approaching(clocks, now),
            "untold": _each(_untold, read_untold_requests(connection)),
            "listed": _each(_listed, read_open_records(connection, [LISTING])),
        }
        today = read_steps_since(connection, datetime.combine(now.date(), time()), STEPS_TOLD)
    if actor.role is Role.BODY:
        found = {code: [item for item in items if item.body_id == actor.body_id] for code, items in found.items()}
    rows = _Rows(desk, actor, now, {item.case_id for items in found.values() for item in items[:MOST_ROWS]})
    return Board(
        at=now,
        sections=tuple(
            BoardSection(
                code=code,
                label=label,
                hint=hint,
                alarming=code in ("overdue", "handler_overdue", "unanswered", "county"),
                case_ids=tuple(dict.fromkeys(item.case_id for item in found[code])),
                rows=tuple(row for item in found[code][:MOST_ROWS] if (row := rows.row(item)) is not None),
            )
            for code, label, hint in _sections()
        ),
        today=tuple((desk.rules.transitions.row(action).label, today.get(action, 0)) for action in STEPS_TOLD),
        warnings=tuple(_warnings(desk, now)),
    )


class _Rows:
    """Puts words to the items: one reading of the cases for all sections together."""

    def __init__(self, desk: Desk, actor: Actor, now: datetime, case_ids: Iterable[int]) -> None:
        ids = sorted(case_ids)
        self._desk, self._now = desk, now
        self._cases: dict[int, QueueRow] = {}
        self._citizen: dict[int, datetime] = {}
        self._steps: dict[int, RecordFact] = {}
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            self._cases.update({row.id: row for row in queue_page(desk, actor, part)})
            with desk.database.reading() as connection:
                self._citizen.update(read_citizen_due(connection, part))
                for record in read_records(connection, part, (REMIND, URGE, SUPERVISE, LISTING)):
                    self._steps[record.case_id] = record

    def row(self, item: _Item) -> BoardRow | None:
        case = self._cases.get(item.case_id)
        if case is None:
            return None
        body = self._desk.bodies.by_id.get(item.body_id or 0)
        citizen = self._citizen.get(item.case_id)
        return BoardRow(
            case_id=case.id,
            number=case.number,
            title=case.title,
            grid_name=case.grid_name,
            tier_label=case.tier_label,
            status_label=case.status_label,
            body=body.name if body else self._desk.known_centre().office_name,
            invited_only=body is not None and body.independent,
            urgent="urgent" in case.flags,
            words=_with_status(item, case),
            tone=item.tone,
            due_words=case.due_words,
            due_at=case.due_at,
            citizen_words=due_words(citizen, self._now) if citizen else "",
            last_step=self._last_step(case.id),
        )

    def _last_step(self, case_id: int) -> str:
        record = self._steps.get(case_id)
        if record is None:
            return ""
        return f"{self._desk.rules.transitions.row(record.kind).label} {record.opened_at:%m-%d %H:%M}"


def _with_status(item: _Item, case: QueueRow) -> str:
    """Where a clock is meant, a case that lies at the centre says at which desk: 待审核，中心钟超 2 天."""
    if not item.of_clocks or case.status in (Status.DISPATCHED, Status.HANDLING):
        return item.words
    return _("{status}，{words}").format(status=case.status_label, words=item.words)


def _sections() -> tuple[tuple[str, str, str], ...]:
    """Code, label and what the section holds, in the order of the board."""
    return (
        ("proposals", _("待批挂牌"), _("程序或主管提请挂牌，等领导批准")),
        ("requests", _("待批申请"), _("延期、挂起的申请，等主管批复")),
        ("overdue", _("已超期"), _("中心钟已经到期，还没有办结")),
        ("handler_overdue", _("承办超期"), _("承办钟已经到期，中心钟还没有")),
        ("supervised", _("督办未反馈"), _("督办已发出，承办单位还没有反馈")),
        ("unanswered", _("移交未答复"), _("移交后对方超过答复期限没有答复")),
        ("county", _("呼叫未答复"), _("呼叫县直部门，超过期限没有答复")),
        ("unsigned", _("超时未签收"), _("派出后超过签收期限没有签收")),
        ("approaching", _("临近到期"), _("中心钟或承办钟快要到期")),
        ("untold", _("未告知群众"), _("延期或挂起已经批准，还没有告知群众")),
        ("listed", _("挂牌督办中"), _("已经挂牌，还没有摘牌或办结")),
    )


def _each(make: Callable[..., _Item], facts: Sequence[WaitingFact] | Sequence[RecordFact]) -> list[_Item]:
    return [make(item) for item in facts]


def _proposal(item: WaitingFact) -> _Item:
    return _Item(item.case_id, item.body_id, text(item.data, "reason"), "warning")


def _request(item: WaitingFact) -> _Item:
    who = text(item.data, "asked_by")
    reason = text(item.data, "reason")
    if item.kind == "extend":
        words = _("{who}申请延期 {days} 日：{reason}").format(who=who, days=item.data["days"], reason=reason)
    else:
        words = _("{who}申请挂起至 {until}：{reason}").format(who=who, until=item.data["until"], reason=reason)
    return _Item(item.case_id, item.body_id, words, "warning")


def _overdue(clocks: Sequence[ClockFact], now: datetime) -> list[_Item]:
    return [
        _Item(item.case_id, item.handler_id, _clock_words(item, now), "danger", True)
        for item in clocks
        if item.due_at is not None and item.due_at < now
    ]


def _handler_overdue(clocks: Sequence[ClockFact], now: datetime) -> list[_Item]:
    late = [
        item
        for item in clocks
        if item.handler_due_at is not None and item.handler_due_at < now and not (item.due_at and item.due_at < now)
    ]
    late.sort(key=lambda item: (item.handler_due_at, item.case_id))
    return [_Item(item.case_id, item.handler_id, _clock_words(item, now), "danger", True) for item in late]


def _approaching(clocks: Sequence[ClockFact], now: datetime) -> list[_Item]:
    near = [item for item in clocks if not any(due and due < now for due in (item.due_at, item.handler_due_at))]
    near.sort(key=lambda item: (min(due for due in (item.due_at, item.handler_due_at) if due), item.case_id))
    return [_Item(item.case_id, item.handler_id, _clock_words(item, now), "warning", True) for item in near]


def _clock_words(item: ClockFact, now: datetime) -> str:
    parts = []
    if item.due_at is not None:
        parts.append(_("中心钟{words}").format(words=due_words(item.due_at, now)))
    if item.handler_due_at is not None:
        parts.append(_("承办钟{words}").format(words=due_words(item.handler_due_at, now)))
    return "，".join(parts)


def _supervised(item: RecordFact, now: datetime) -> _Item:
    late = item.due_at is not None and item.due_at < now
    due = moment_words(item.due_at) if item.due_at else ""
    words = _("{day} 督办，应在{due}前反馈").format(day=f"{item.opened_at:%m-%d}", due=due)
    return _Item(item.case_id, item.body_id, words, "danger" if late else "warning")


def _unanswered(desk: Desk, offers: Sequence[WaitingFact], now: datetime) -> list[_Item]:
    """Transfers older than the term to answer them (capability 18)."""
    found = []
    for item in offers:
        if item.at is None:
            continue
        _term, due = desk.rules.keeper.named_due(item.at, "offer_answer")
        if due < now:
            words = _("{moment} 移交，应在{due}前答复：{reason}").format(
                moment=f"{item.at:%m-%d %H:%M}", due=moment_words(due), reason=text(item.data, "reason")
            )
            found.append(_Item(item.case_id, item.body_id, words, "danger"))
    return found


def _county(desk: Desk) -> list[_Item]:
    found = []
    for call in unanswered_calls(desk):
        words = _("{moment} 呼叫，应在{due}前答复：{reason}").format(
            moment=f"{call.called_at:%m-%d %H:%M}", due=moment_words(call.due_at), reason=call.reason
        )
        found.append(_Item(call.case_id, call.body_id, words, "danger"))
    return found


def _unsigned(item: WaitingFact) -> _Item:
    due = moment_words(item.at) if item.at else ""
    return _Item(item.case_id, item.body_id, _("应在{due}前签收").format(due=due), "warning")


def _untold(item: WaitingFact) -> _Item:
    kind = _("延期 {days} 日").format(days=item.data["days"]) if item.kind == "extend" else _("挂起")
    day = item.at.strftime("%m-%d") if item.at else ""
    return _Item(item.case_id, item.body_id, _("{kind}，{day} 批准，未告知").format(kind=kind, day=day), "warning")


def _listed(item: WaitingFact) -> _Item:
    parts = [_("督办领导 {name}").format(name=text(item.data, "leader"))] if item.data.get("leader") else []
    if item.data.get("until"):
        parts.append(_("限期 {day}").format(day=item.data["until"]))
    return _Item(item.case_id, item.body_id, "，".join([*parts, text(item.data, "reason")]), "danger")


def _warnings(desk: Desk, now: datetime) -> Iterable[str]:
    try:
        refuse_clock_set_back(desk, now)
    except RuleViolation as error:
        yield sentence(error)
    warning = missing_year_warning(desk)
    if warning:
        yield warning


def _approaching_until(desk: Desk, now: datetime) -> datetime:
    return due_at(now, desk.rules.supervision.approaching, desk.rules.calendar).due_at
