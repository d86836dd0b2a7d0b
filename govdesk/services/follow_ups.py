"""回访: the visits that are owed, missed or ended in vain, what was not sent back, and the telephone behind a visit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from govdesk.domain.case import CaseFile, PlannedVisit
from govdesk.domain.changes import Changes
from govdesk.domain.follow_ups import DONE, OPEN, UNREACHED
from govdesk.domain.informants import withheld
from govdesk.domain.privacy import mask_phone
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role, Status
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change, hidden_from, viewed
from govdesk.services.deadlines import due_words
from govdesk.services.desk import Desk
from govdesk.services.grids import grid_label
from govdesk.services.labels import party_role_label, status_label
from govdesk.storage.queries.follow_ups import (
    CaseFact,
    FinishedFact,
    TryFact,
    VisitFact,
    read_cases,
    read_first_parties,
    read_last_tries,
    read_open_visits,
    read_ready_to_strike_off,
    read_unreached_visits,
    read_unsent,
    read_without_evidence,
)
from govdesk.storage.repositories.log_entry import LogEntry

MOST_ROWS = 200
REVEAL = "reveal_phone"
"""The log's word for a telephone number shown in plain."""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One line of one section. `tone`: danger, warning, neutral.

    `reporter` is whom to ask: the reporter, else the first party. The telephone is masked; see `reveal_phones`.
    """

    case_id: int
    number: str
    title: str
    status: str
    status_label: str
    channel: str
    channel_label: str
    source_number: str
    category_label: str
    grid_name: str
    handler: str
    reporter: str
    phone: str
    label: str
    class_label: str
    due_at: datetime | None
    due_words: str
    tone: str
    tries: int
    tries_allowed: int
    last_try: str
    closed_at: datetime | None
    reopen_count: int


@dataclass(frozen=True, slots=True)
class FollowUpSection:
    """`case_ids` holds every case of the section once, `total` counts its lines, `rows` at most MOST_ROWS of them."""

    code: str
    label: str
    hint: str
    alarming: bool
    total: int
    case_ids: tuple[int, ...]
    rows: tuple[FollowUpRow, ...]


@dataclass(frozen=True, slots=True)
class VisitView:
    """One planned visit as the card shows it. `tone`: danger, warning, good, neutral."""

    label: str
    class_label: str
    due_at: datetime
    due_words: str
    state: str
    state_label: str
    tone: str
    tries: int
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody of the case who can be called; `part` is the label of the part in it."""

    name: str
    part: str
    phone: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A row in the making."""

    case_id: int
    handler_id: int | None
    label: str
    rule: str = ""
    due_at: datetime | None = None
    tries: int = 0


def follow_up_sections(desk: Desk, actor: Actor) -> tuple[FollowUpSection, ...]:
    """Everything that waits after closing; a body's seat sees what it handled itself."""
    now = desk.clock.now()
    with desk.database.reading() as connection:
        waiting = read_open_visits(connection)
        found = {
            **_by_due(waiting, now),
            "unreached": [replace(_visit(item), due_at=None) for item in read_unreached_visits(connection)],
            "to_strike_off": [
                _Line(item.case_id, item.handler_id, _("可以销号")) for item in read_ready_to_strike_off(connection)
            ],
            "unsent": _unsent(desk, read_unsent(connection, desk.rules.replies.answered)),
            "without_evidence": [
                _Line(item.case_id, item.handler_id, _("没有依据")) for item in read_without_evidence(connection)
            ],
        }
        if actor.role is Role.BODY:
            found = {
                code: [item for item in items if item.handler_id == actor.body_id] for code, items in found.items()
            }
        shown = {item.case_id for items in found.values() for item in items[:MOST_ROWS]}
        cases, tries = read_cases(connection, shown), read_last_tries(connection, shown)
        parties = read_first_parties(connection, shown)
    if actor.role is Role.BODY:
        cases = {case_id: _without_informant(case) for case_id, case in cases.items()}
        parties = {case_id: who for case_id, who in parties.items() if not cases[case_id].informant_protected}
    rows = _Rows(desk, now, cases, tries, parties)
    return tuple(
        FollowUpSection(
            code=code,
            label=label,
            hint=hint,
            alarming=code in ("overdue", "without_evidence"),
            total=len(found[code]),
            case_ids=tuple(dict.fromkeys(item.case_id for item in found[code])),
            rows=tuple(rows.row(item) for item in found[code][:MOST_ROWS]),
        )
        for code, label, hint in _sections()
    )


def missed_visits(desk: Desk, _actor: Actor) -> tuple[tuple[int, datetime], ...]:
    """(case id, due time) of every visit whose time is over and that was not made, the longest overdue first."""
    now = desk.clock.now()
    with desk.database.reading() as connection:
        return tuple((item.case_id, item.due_at) for item in read_open_visits(connection) if item.due_at < now)


def visit_views(desk: Desk, file: CaseFile) -> tuple[VisitView, ...]:
    """The plan of visits with what became of each, in the order of planning; voided ones are left out."""
    now = desk.clock.now()
    return tuple(_view(desk, item, now) for item in file.visits if item.state in (OPEN, DONE, UNREACHED))


def reveal_phones(desk: Desk, actor: Actor, case_id: int) -> tuple[tuple[Contact, ...], Changes]:
    """The telephone numbers of the case in plain; that this seat looked at them is a line of the case's log.

    Raises NotFound, AccessDenied: a body's seat never learns who reported a case whose informant is withheld.
    """
    changes = note_look(desk, actor, case_id)
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    return _contacts(withheld(file) if hidden_from(actor, file) else file), changes


def note_look(desk: Desk, actor: Actor, case_id: int) -> Changes:
    """Write down that this seat has the personal values of the case shown in plain. Raises NotFound, AccessDenied."""
    with desk.work(actor) as work:
        file = case_for_change(work, actor, case_id)
        work.cases.note(file.case, LogEntry(REVEAL, actor, work.now, work.command))
        changes = work.commit()
    viewed(desk, actor, case_id, REVEAL)
    return desk.after(changes)


class _Rows:
    """Puts words to the lines."""

    def __init__(
        self,
        desk: Desk,
        now: datetime,
        cases: dict[int, CaseFact],
        tries: dict[int, TryFact],
        parties: dict[int, tuple[str, str]],
    ) -> None:
        self._desk, self._now, self._cases, self._tries, self._parties = desk, now, cases, tries, parties
        self._allowed = desk.rules.follow_ups.tries

    def row(self, item: _Line) -> FollowUpRow:
        desk, case = self._desk, self._cases[item.case_id]
        handler = desk.bodies.by_id.get(case.handler_id or 0)
        name, phone = (case.reporter, case.phone) if case.reporter else self._parties.get(case.id, ("", case.phone))
        late = item.due_at is not None and item.due_at < self._now
        soon = item.due_at is not None and item.due_at.date() <= self._now.date()
        return FollowUpRow(
            case_id=case.id,
            number=case.number,
            title=case.title,
            status=case.status,
            status_label=status_label(case.status),
            channel=case.channel,
            channel_label=desk.rules.channels.label(case.channel),
            source_number=case.source_number,
            category_label=desk.rules.categories.label(case.category),
            grid_name=_("待定位") if case.place_pending else grid_label(desk, case.grid_id),
            handler=handler.name if handler else desk.known_centre().office_name,
            reporter=name,
            phone=mask_phone(phone),
            label=item.label,
            class_label=desk.rules.follow_ups.label_of(item.rule) if item.rule else "",
            due_at=item.due_at,
            due_words=due_words(item.due_at, self._now) if item.due_at else "",
            tone="danger" if late else "warning" if soon else "neutral",
            tries=item.tries,
            tries_allowed=self._allowed,
            last_try=_try_words(self._desk, self._tries.get(case.id)),
            closed_at=case.closed_at,
            reopen_count=case.reopen_count,
        )


def _sections() -> tuple[tuple[str, str, str], ...]:
    """Code, label and what the section holds, in the order of the screen."""
    return (
        ("overdue", _("逾期未访"), _("该回访的日子已经过去，还没有访到")),
        ("due", _("今天应访"), _("今天是最后一天")),
        ("week", _("本周应访"), _("本周之内到期")),
        ("later", _("以后"), _("下周以后到期，可以提前访")),
        ("unreached", _("未接通"), _("几次都没有联系上的回访；不计入满意率")),
        ("to_strike_off", _("待销号"), _("该做的回访都做了，可以凭依据销号")),
        ("unsent", _("待回填"), _("这里已经办结、并案或不予受理，还没有送回来源")),
        ("without_evidence", _("销号缺依据"), _("已经销号，既没有依据也没有理由；应当是空的")),
    )


def _by_due(waiting: Sequence[VisitFact], now: datetime) -> dict[str, list[_Line]]:
    """The open visits over the sections by the day on which each is due; the week ends on Sunday."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time())
    week_end = midnight + timedelta(days=6 - now.weekday())
    found: dict[str, list[_Line]] = {"overdue": [], "due": [], "week": [], "later": []}
    for item in waiting:
        if item.due_at < now:
            found["overdue"].append(_visit(item))
        elif item.due_at < midnight:
            found["due"].append(_visit(item))
        else:
            found["week" if item.due_at < week_end else "later"].append(_visit(item))
    return found


def _visit(item: VisitFact) -> _Line:
    return _Line(item.case_id, item.handler_id, item.label, item.rule, item.due_at, item.tries)


def _unsent(desk: Desk, facts: Iterable[FinishedFact]) -> list[_Line]:
    """What is to go back, the most pressing first: each channel has its own term from the ending."""
    lines = []
    for item in facts:
        rule = desk.rules.replies.of(item.channel)
        assert rule is not None, "only channels with a rule are read"
        due = desk.rules.keeper.due(item.closed_at, str(rule.within))
        went = _WITHOUT_RESULT[item.status]() if item.status in _WITHOUT_RESULT else ""
        label = _("{label}（{went}）").format(label=rule.label, went=went) if went else rule.label
        lines.append(_Line(item.case_id, item.handler_id, label, due_at=due))
    return sorted(lines, key=lambda line: (line.due_at or datetime.max, line.case_id))


def _view(desk: Desk, item: PlannedVisit, now: datetime) -> VisitView:
    label, tone = _STATES[item.state]()
    if item.state == OPEN and item.due_at < now:
        label, tone = _("逾期未访"), "danger"
    return VisitView(
        label=item.label,
        class_label=desk.rules.follow_ups.label_of(item.rule),
        due_at=item.due_at,
        due_words=due_words(item.due_at, now) if item.state == OPEN else "",
        state=item.state,
        state_label=label,
        tone=tone,
        tries=item.tries,
        ended_at=item.ended_at,
    )


_WITHOUT_RESULT: dict[str, Callable[[], str]] = {
    Status.MERGED.value: lambda: _("已并案"),
    Status.NOT_ACCEPTED.value: lambda: _("不予受理"),
}

_STATES: dict[str, Callable[[], tuple[str, str]]] = {
    OPEN: lambda: (_("待访"), "neutral"),
    DONE: lambda: (_("已访"), "good"),
    UNREACHED: lambda: (_("未接通"), "warning"),
}


def _try_words(desk: Desk, item: TryFact | None) -> str:
    """`11-18 未接通`, `11-18 已解决，满意`."""
    if item is None:
        return ""
    if not item.reached:
        words = _("没联系上")
    else:
        words = _("已解决") if item.solved else _("未解决")
        answer = desk.rules.transitions.lists["satisfaction"].get(item.satisfied, "") if item.satisfied else ""
        words = _("{solved}，{answer}").format(solved=words, answer=answer) if answer else words
    return f"{item.at:%m-%d} {words}"


def _without_informant(case: CaseFact) -> CaseFact:
    """信访工作条例 §30: who reported is withheld from the body that handles it."""
    return replace(case, reporter="", phone="") if case.informant_protected else case


def _contacts(file: CaseFile) -> tuple[Contact, ...]:
    """The reporter, then the parties who left a number; nobody twice."""
    case = file.case
    found = [Contact(case.reporter or _("反映人"), _("反映人"), case.phone)] if case.phone else []
    for party in file.parties:
        if party.phone and all((party.name, party.phone) != (item.name, item.phone) for item in found):
            found.append(Contact(party.name, party_role_label(party.role), party.phone))
    return tuple(found)
