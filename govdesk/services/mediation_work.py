"""One mediation with everything of it, as screens and papers read it; and who is late with performing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from govdesk.domain.case import CaseFile, Mediation
from govdesk.domain.deadline import due_at
from govdesk.domain.mediation_work import (
    Application,
    Avoidance,
    Confirmation,
    Evidence,
    InstalmentView,
    Session,
    Urging,
    applications_of,
    avoidances_of,
    confirmations_of,
    evidence_of,
    instalments_of,
    place_of,
    sessions_of,
    urgings_of,
)
from govdesk.domain.roles import Actor
from govdesk.domain.session_record import Turn, turns_of
from govdesk.services.access import case_for_change
from govdesk.services.case_card import body_name
from govdesk.services.deadlines import explain_deadline
from govdesk.services.desk import Desk

CONFIRMATION_TERM = "judicial_confirmation"


@dataclass(frozen=True, slots=True)
class ConfirmationDays:
    """申请司法确认 within the term of effect. `presumed`: nobody registered the signatures, the day of the agreement
    stands for them. `reminders`: the days on which the mediator is reminded. `lines`: the arithmetic."""

    effective_on: date
    presumed: bool
    limit: date
    days_left: int
    reminders: tuple[date, ...]
    lines: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class MediationFile:
    """The mediation that a case is about now (the open one, else the last), with all that belongs to it."""

    mediation: Mediation | None
    place: int
    committee: str
    application: Application | None
    sessions: tuple[Session, ...]
    evidence: tuple[Evidence, ...]
    avoidances: tuple[Avoidance, ...]
    instalments: tuple[InstalmentView, ...]
    urgings: tuple[Urging, ...]
    confirmations: tuple[Confirmation, ...]
    confirmation_days: ConfirmationDays | None

    @property
    def open_urgings(self) -> tuple[Urging, ...]:
        return tuple(item for item in self.urgings if item.record.state == "open")

    def overdue(self, today: date) -> tuple[InstalmentView, ...]:
        return tuple(item for item in self.instalments if item.is_overdue(today))


def mediation_file(desk: Desk, actor: Actor, case_id: int) -> MediationFile:
    """Raises NotFound, AccessDenied."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    return mediation_of(desk, file)


def mediation_of(desk: Desk, file: CaseFile) -> MediationFile:
    """The same from a file that is at hand already. Evidence and applications belong to the case as a whole."""
    current = file.open_mediation or (file.mediations[-1] if file.mediations else None)
    place = place_of(file, current)
    applications = applications_of(file)
    return MediationFile(
        mediation=current,
        place=place,
        committee=body_name(desk, current.committee_id) if current else "",
        application=applications[-1] if applications else None,
        sessions=tuple(item for item in sessions_of(file) if item.mediation == place),
        evidence=tuple(item for item in evidence_of(file) if item.is_kept),
        avoidances=tuple(avoidances_of(file)),
        instalments=tuple(instalments_of(file)),
        urgings=tuple(urgings_of(file)),
        confirmations=tuple(confirmations_of(file)),
        confirmation_days=confirmation_days(desk, current) if current else None,
    )


def confirmation_days(desk: Desk, mediation: Mediation) -> ConfirmationDays | None:
    """The countdown of 人民调解法 §33: day 30 from effect, rolled over rest days; None without an agreement."""
    if mediation.outcome != "agreed":
        return None
    day = mediation.effective_on or mediation.agreed_on or (mediation.ended_at.date() if mediation.ended_at else None)
    if day is None:
        return None
    keeper = desk.rules.keeper
    start = datetime.combine(day, time())
    rule = keeper.terms.named(CONFIRMATION_TERM)
    deadline = due_at(start, rule.term, keeper.calendar)
    limit = deadline.due_at.date()
    reminders = tuple(
        day + timedelta(days=keeper.terms.named(code).term.amount)
        for code in ("confirmation_first_reminder", "confirmation_second_reminder")
    )
    return ConfirmationDays(
        effective_on=day,
        presumed=mediation.effective_on is None,
        limit=limit,
        days_left=(limit - desk.clock.now().date()).days,
        reminders=reminders,
        lines=(*explain_deadline(deadline), rule.source),
    )


def record_turns(session: Session, speakers: tuple[str, ...] = ()) -> list[Turn]:
    """The signed-off record in paragraphs with their speakers."""
    return turns_of(session.text, (*session.mediators, *session.parties, *session.guests, *speakers))


def word_of(desk: Desk, choices: str, code: str) -> str:
    """The Chinese word behind a code of a closed list (`mediation_starts`, `end_reasons`, …)."""
    listed: Mapping[str, str] = desk.rules.transitions.lists.get(choices, {})
    return listed.get(code, code)
