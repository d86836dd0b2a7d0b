"""The clocks of a case, derived from its facts: the citizen's, the centre's, the handling body's, the statutory one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from govdesk.domain.case import Case, CaseFile, SideRecord, evolve
from govdesk.domain.deadline import Deadline, Pause, Term, due_at, parse_term
from govdesk.domain.terms import TermFacts, TermRule, Terms, extension_term
from govdesk.domain.vocabulary import ClockKind, Status
from govdesk.domain.working_calendar import WorkingCalendar

EXCLUSION, REOPENING = "exclusion", "reopening"
"""Records beside a case that clocks depend on: time the law does not count, and a new start after closing."""

_END_OF_TIME = datetime(2199, 12, 31, 23, 59, 59)


@dataclass(frozen=True, slots=True)
class Timekeeper:
    """The terms and the calendar in force."""

    terms: Terms
    calendar: WorkingCalendar

    def due(self, start: datetime, term: str) -> datetime:
        return due_at(start, parse_term(term), self.calendar).due_at

    def named_due(self, start: datetime, code: str) -> tuple[str, datetime]:
        """Term text and due time of a single term such as `sign` or `return_window`."""
        term = self.terms.named(code).term
        return str(term), due_at(start, term, self.calendar).due_at


def term_facts(case: Case, body_kind: str = "") -> TermFacts:
    return TermFacts(
        channel=case.channel,
        kind=case.kind,
        category=case.category,
        tier=case.tier.value if case.tier else "",
        body_kind=body_kind,
        urgent=case.urgent,
    )


def start_clocks(case: Case, keeper: Timekeeper) -> Case:
    """Registered: the citizen's clock runs from receipt, the centre's from registration or import."""
    facts = term_facts(case)
    citizen = _required(keeper.terms, ClockKind.CITIZEN, facts)
    centre = _required(keeper.terms, ClockKind.CENTRE, facts)
    citizen_due = due_at(case.received_at, citizen, keeper.calendar)
    centre_due = due_at(case.registered_at, centre, keeper.calendar)
    return evolve(
        case,
        citizen_term=str(citizen),
        citizen_due_at=citizen_due.due_at,
        centre_term=str(centre),
        due_at=centre_due.due_at,
        calendar_version=keeper.calendar.version,
        calendar_flagged=bool(centre_due.flagged_years or citizen_due.flagged_years),
    )


def start_handling(case: Case, keeper: Timekeeper, body_kind: str, now: datetime, term: str = "") -> Case:
    """Dispatched: the receiving body has a term to sign and a term to finish. `term` overrides the table's choice."""
    chosen = parse_term(term) if term else _required(keeper.terms, ClockKind.HANDLER, term_facts(case, body_kind))
    sign = keeper.terms.named("sign").term
    return evolve(
        case,
        handler_term=str(chosen),
        handler_due_at=due_at(now, chosen, keeper.calendar).due_at,
        sign_term=str(sign),
        sign_due_at=due_at(now, sign, keeper.calendar).due_at,
        dispatched_at=now,
    )


def deadline_of(file: CaseFile, kind: ClockKind, keeper: Timekeeper) -> Deadline | None:
    """The due time of one clock with the whole of its arithmetic; None while that clock has not started.

    The citizen's clock never pauses and takes no extension; the other two take what was granted. The statutory
    limit leaves out what the law leaves out, and takes an extension that the law itself grants.
    """
    case = file.case
    if kind is ClockKind.CITIZEN:
        return due_at(case.received_at, parse_term(case.citizen_term), keeper.calendar) if case.citizen_term else None
    if kind is ClockKind.CENTRE:
        return _centre(file, keeper) if case.centre_term else None
    if kind is ClockKind.HANDLER:
        start = case.dispatched_at
        return _granted(file, start, case.handler_term, keeper) if start and case.handler_term else None
    return _statutory(file, keeper)


def statutory_rule(case: Case, keeper: Timekeeper) -> TermRule | None:
    """The statutory limit that fits the case; None when the law sets none."""
    return keeper.terms.clock(ClockKind.STATUTORY, term_facts(case))


def open_exclusion(file: CaseFile) -> SideRecord | None:
    """The time the law does not count that is still running."""
    return next((item for item in file.side_records if item.kind == EXCLUSION and item.state == "open"), None)


def renew_due_times(file: CaseFile, keeper: Timekeeper) -> CaseFile:
    """After an extension or a suspension: the cached due times follow the facts."""
    centre = deadline_of(file, ClockKind.CENTRE, keeper)
    handler = deadline_of(file, ClockKind.HANDLER, keeper)
    case = evolve(
        file.case,
        due_at=centre.due_at if centre else None,
        handler_due_at=handler.due_at if handler else None,
        calendar_version=keeper.calendar.version,
    )
    return replace(file, case=case)


def restart_centre_clock(file: CaseFile, keeper: Timekeeper, now: datetime) -> CaseFile:
    """Reopened: the centre has at least the term of reopening from this moment."""
    term = str(keeper.terms.named("reopen").term)
    record = SideRecord(kind=REOPENING, opened_at=now, state="ended", ended_at=now, data={"term": term})
    return renew_due_times(replace(file, side_records=(*file.side_records, record)), keeper)


def is_overdue(case: Case, now: datetime) -> bool:
    """By the centre's clock; a suspended case is not overdue while it rests."""
    if case.due_at is None or not case.status.is_open or case.status is Status.SUSPENDED:
        return False
    return now > case.due_at


def _centre(file: CaseFile, keeper: Timekeeper) -> Deadline:
    """From registration; a reopened case has at least the term of reopening from its newest reopening."""
    first = _granted(file, file.case.registered_at, file.case.centre_term, keeper)
    again = [item for item in file.side_records if item.kind == REOPENING]
    if not again:
        return first
    fresh = _granted(file, again[-1].opened_at, str(again[-1].data["term"]), keeper)
    return max(first, fresh, key=lambda deadline: deadline.due_at)


def _statutory(file: CaseFile, keeper: Timekeeper) -> Deadline | None:
    rule = statutory_rule(file.case, keeper)
    if rule is None:
        return None
    ceiling = keeper.terms.extension_ceiling(term_facts(file.case))
    start = file.case.received_at
    extensions = _extensions(file, start, rule.term) if ceiling.statutory else []
    names = {item.code: item.label for item in keeper.terms.exclusions}
    stops = [
        Pause(item.opened_at, item.ended_at or _END_OF_TIME, names.get(str(item.data.get("kind")), ""))
        for item in file.side_records
        if item.kind == EXCLUSION
    ]
    return due_at(start, rule.term, keeper.calendar, extensions, stops)


def _granted(file: CaseFile, start: datetime, term: str, keeper: Timekeeper) -> Deadline:
    parsed = parse_term(term)
    return due_at(start, parsed, keeper.calendar, _extensions(file, start, parsed), _pauses(file, start))


def _extensions(file: CaseFile, start: datetime, term: Term) -> list[Term]:
    return [
        extension_term(term, request.days)
        for request in file.requests
        if request.kind == "extend" and request.state == "granted" and (request.decided_at or start) >= start
    ]


def _pauses(file: CaseFile, start: datetime) -> Sequence[Pause]:
    pauses = []
    for item in file.suspensions:
        end = item.ended_at or _resume_moment(item.until)
        if end > start:
            pauses.append(Pause(max(item.from_at, start), end))
    return pauses


def _resume_moment(until: date | None) -> datetime:
    return datetime.combine(until, time()) if until else _END_OF_TIME


def _required(terms: Terms, kind: ClockKind, facts: TermFacts) -> Term:
    rule = terms.clock(kind, facts)
    assert rule is not None, "every group but the statutory one ends with a default"
    return rule.term
