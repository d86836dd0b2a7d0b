"""吹哨报到 across cases: the roll call of what is live, how offices answered in a period, the lines of the map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from govdesk.domain.case import CaseFile
from govdesk.domain.response_rates import BodyResponse, responses
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.domain.whistles import CLOCKS, WHISTLE, CallState, Clock, WhistleCall, call_of, calls_of
from govdesk.foundation.text import _
from govdesk.services.deadlines import due_words
from govdesk.services.desk import Desk
from govdesk.services.grids import grid_label
from govdesk.services.informant_views import without_informants
from govdesk.storage.queries.beside import (
    BesideFacts,
    read_ended_records,
    read_open_records,
    read_records,
    read_records_of_cases,
)

RECENT = timedelta(days=14)
"""So long an ended whistle stays in the roll call, to be judged by both sides."""


@dataclass(frozen=True, slots=True)
class CallClock:
    """One of the three clocks of a call: `words` is short (签收 剩 40 分钟, 联系 超 2 小时, 09:12 签收)."""

    clock: Clock
    label: str
    due_at: datetime | None
    done_at: datetime | None
    late: bool
    running: bool
    words: str


@dataclass(frozen=True, slots=True)
class CallView:
    """One office of a whistle. `missing`: it should have come and has not, which the roll call shows first."""

    body_id: int
    body_code: str
    body: str
    invited: bool
    state: CallState
    state_label: str
    clocks: tuple[CallClock, ...]
    missing: bool
    late: bool
    ended: bool
    arrived_by: str
    on_site: bool | None
    excuse: str
    contacted: str
    office_score: str
    office_words: str
    whistle_score: str
    whistle_words: str


@dataclass(frozen=True, slots=True)
class WhistleView:
    """One whistle with its roll call; `missing` are the bodies that have not come, late ones first."""

    case_id: int
    case_number: str
    case_title: str
    grid_id: int
    grid: str
    number: int
    kind: str
    kind_label: str
    reason: str
    place: str
    blower_label: str
    blown_by: str
    blown_at: datetime
    live: bool
    ended_at: datetime | None
    ended_why: str
    calls: tuple[CallView, ...]

    @property
    def expected(self) -> int:
        """应到: who was called and not excused; invited bodies are not expected."""
        return sum(not call.invited and call.state != "excused" for call in self.calls)

    @property
    def arrived(self) -> int:
        return sum(not call.invited and call.state == "arrived" for call in self.calls)

    @property
    def missing(self) -> tuple[CallView, ...]:
        return tuple(call for call in self.calls if call.missing)


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """How one body answered; the first row of a table is all together with `body` empty. Rates are None without base.

    Each rate stands with its numerator and denominator, as in the review.
    """

    body_id: int
    body: str
    called: int
    arrived: int
    absent: int
    waiting: int
    signed: tuple[int, int, float | None]
    contacted: tuple[int, int, float | None]
    arrived_in_time: tuple[int, int, float | None]


@dataclass(frozen=True, slots=True)
class ResponseRates:
    """`rule` says what is counted; invited bodies are told apart and never ranked."""

    total: ResponseRow
    bodies: tuple[ResponseRow, ...]
    whistles: int
    invited: int
    invited_and_came: int
    rule: str


def roll_call(desk: Desk, actor: Actor, recent: bool = False) -> list[WhistleView]:
    """Live whistles, those with somebody late first, then by the age of the whistle; with `recent`, also those that
    ended lately. A body's seat sees the whistles that called it or that it blew."""
    now = desk.clock.now()
    with desk.database.reading() as connection:
        found = read_open_records(connection, WHISTLE)
        if recent:
            found += read_ended_records(connection, WHISTLE, now - RECENT)
        wanted = {_key(item) for item in found}
        # the whole roll of each: also who was excused while others are still awaited
        whole = read_records_of_cases(connection, WHISTLE, {case_id for case_id, _number in wanted})
    groups = _grouped(item for item in whole if _key(item) in wanted)
    told = [_whistle(desk, group, now) for group in groups if _concerns(actor, group)]
    views = without_informants(desk, actor, told)
    return sorted(views, key=lambda view: (not view.live, not any(call.late for call in view.missing), view.blown_at))


def whistles_of(desk: Desk, file: CaseFile) -> list[WhistleView]:
    """Every whistle of one case, newest first: for the card."""
    case = file.case
    facts = [
        BesideFacts(
            int(case.id or 0),
            case.number,
            case.title,
            case.grid_id,
            case.handler_id,
            case.status.value,
            case.urgent,
            call.case_record,
        )
        for call in calls_of(file)
    ]
    now = desk.clock.now()
    return sorted((_whistle(desk, group, now) for group in _grouped(facts)), key=lambda view: -view.number)


def live_whistles(desk: Desk) -> list[tuple[int, int, int, bool]]:
    """(case id, grid id, body id, whether it has arrived) of every call of a live whistle: the lines of the map."""
    with desk.database.reading() as connection:
        found = read_open_records(connection, WHISTLE)
    return [
        (item.case_id, item.grid_id, call.body_id, call.arrived) for item in found for call in (call_of(item.record),)
    ]


def response_rates(desk: Desk, _actor: Actor, since: datetime, until: datetime) -> ResponseRates:
    """Of the whistles blown from `since` up to, not including, `until`, as the records stand now."""
    with desk.database.reading() as connection:
        found = read_records(connection, WHISTLE, since, until)
    figures = responses(((item.case_id, call_of(item.record)) for item in found), desk.clock.now())
    return ResponseRates(
        total=_response(desk, figures.total),
        bodies=tuple(_response(desk, item) for item in figures.bodies),
        whistles=figures.whistles,
        invited=figures.invited,
        invited_and_came=figures.invited_and_came,
        rule=_(
            "按时率＝按时完成 ÷ 期内吹哨中已完成或已到期的；免除的、未到期就收哨的不计；"
            "依法独立的单位只邀请，不计、不排名。"
        ),
    )


def clock_label(clock: Clock) -> str:
    return {"sign": _("签收"), "contact": _("联系"), "arrive": _("报到")}[clock]


def state_label(state: CallState) -> str:
    words = {
        "called": _("待签收"),
        "signed": _("已签收"),
        "contacted": _("已联系"),
        "arrived": _("已报到"),
        "excused": _("已免除"),
        "absent": _("未到场"),
        "released": _("已收哨"),
    }
    return words[state]


def _grouped(found: Iterable[BesideFacts]) -> list[list[BesideFacts]]:
    groups: dict[tuple[int, int], list[BesideFacts]] = {}
    for item in found:
        groups.setdefault(_key(item), []).append(item)
    return [sorted(group, key=lambda item: item.record.id or 0) for group in groups.values()]


def _key(item: BesideFacts) -> tuple[int, int]:
    """A whistle: the case and its number on the case."""
    return item.case_id, call_of(item.record).number


def _concerns(actor: Actor, group: Sequence[BesideFacts]) -> bool:
    if actor.role is not Role.BODY:
        return True
    return any(actor.body_id in (item.record.body_id, item.handler_id) for item in group)


def _whistle(desk: Desk, group: Sequence[BesideFacts], now: datetime) -> WhistleView:
    first, calls = group[0], [call_of(item.record) for item in group]
    head, rules = calls[0], desk.rules.whistles
    ended = [call for call in calls if not call.open and not call.excused]
    shown = [_call(desk, call, now) for call in calls]
    return WhistleView(
        case_id=first.case_id,
        case_number=first.number,
        case_title=first.title,
        grid_id=first.grid_id,
        grid=grid_label(desk, first.grid_id),
        number=head.number,
        kind=head.kind,
        kind_label=rules.kind_label(head.kind),
        reason=head.reason,
        place=head.place,
        blower_label=rules.blower_label(head.blower),
        blown_by=head.blown_by,
        blown_at=head.blown_at,
        live=any(call.open for call in calls),
        ended_at=max((call.ended_at for call in ended if call.ended_at), default=None),
        ended_why=next((call.ended_why for call in ended if call.ended_why), ""),
        calls=tuple(sorted(shown, key=_by_need)),
    )


def _by_need(call: CallView) -> tuple[bool, bool, bool]:
    """Missing and late first, then missing, then who is there; invited bodies close the list."""
    return call.invited, not call.missing, not call.late


def _call(desk: Desk, call: WhistleCall, now: datetime) -> CallView:
    body = desk.bodies.by_id.get(call.body_id)
    return CallView(
        body_id=call.body_id,
        body_code=body.code if body else "",
        body=body.name if body else "",
        invited=call.invited,
        state=call.state,
        state_label=_("邀请") if call.invited and call.state == "called" else state_label(call.state),
        clocks=tuple(_clock(call, clock, now) for clock in CLOCKS),
        missing=not call.invited and not call.arrived and call.state in ("called", "signed", "contacted", "absent"),
        late=any(call.late(clock, now) and call.done[clock] is None for clock in CLOCKS),
        ended=not call.open,
        arrived_by=call.arrived_by,
        on_site=call.on_site,
        excuse=call.excuse,
        contacted=call.contacted,
        office_score=call.office_score,
        office_words=call.office_words,
        whistle_score=call.whistle_score,
        whistle_words=call.whistle_words,
    )


def _clock(call: WhistleCall, clock: Clock, now: datetime) -> CallClock:
    due, done = call.due[clock], call.done[clock]
    label = clock_label(clock)
    late = call.late(clock, now)
    running = call.open and done is None and due is not None
    if done is not None:
        words = _("{moment} {label}").format(moment=_short(done, now), label=label)
        words += _("（迟）") if late else ""
    elif running and due is not None:
        words = f"{label} {due_words(due, now)}"
    else:
        words = _("未{label}").format(label=label) if due is not None and not call.excused else ""
    return CallClock(clock, label, due, done, late, running, words)


def _short(at: datetime, now: datetime) -> str:
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%m-%d %H:%M}"


def _response(desk: Desk, item: BodyResponse) -> ResponseRow:
    body = desk.bodies.by_id.get(item.body_id)
    pairs = [
        (rate.numerator, rate.denominator, rate.value)
        for rate in (item.signed_in_time, item.contacted_in_time, item.arrived_in_time)
    ]
    return ResponseRow(
        item.body_id, body.name if body else "", item.called, item.arrived, item.absent, item.waiting, *pairs
    )
