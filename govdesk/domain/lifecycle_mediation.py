"""Opening and ending a mediation (人民调解法 §17: a clear refusal ends it; §26: other remedies are told)."""

from dataclasses import replace
from datetime import date

from govdesk.domain.body import Body
from govdesk.domain.case import Case, CaseFile, Mediation, PartySnapshot, SideRecord, evolve
from govdesk.domain.deadline import Term, Unit, due_at
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.lifecycle_confirmation import CONFIRMATION_EFFECTS
from govdesk.domain.lifecycle_evidence import EVIDENCE_EFFECTS
from govdesk.domain.lifecycle_mediators import MEDIATOR_EFFECTS, refuse_unfit
from govdesk.domain.lifecycle_performance import PERFORMANCE_EFFECTS, planned
from govdesk.domain.lifecycle_sessions import SESSION_EFFECTS
from govdesk.domain.mediation_work import (
    APPLICATION,
    CANCELLED,
    CONSENTS,
    REFUSES,
    SESSION,
    changed_record,
    next_of,
    open_application,
    with_record,
    with_values,
)
from govdesk.domain.mediation_work import Application as Applied
from govdesk.domain.vocabulary import BodyKind

FEWEST_PARTIES = 2
REFUSAL, NO_AGREEMENT = "refusal", "no_agreement"
COURT = "court"


def apply_mediation(file: CaseFile, around: Circumstances) -> CaseFile:
    """申请或主动调解 (人民调解法 §17): who asked, for what; who applies has consented by that."""
    if open_application(file) is not None:
        raise RuleViolation("application_open", {"number": file.case.number})
    named = _with_named_parties(file, around)
    started = around.text("started")
    applicants = around.texts("applicants")
    if started in ("written", "oral") and not applicants:
        raise RuleViolation("applicant_missing", {})
    _refuse_strangers(named, applicants)
    applied_on = around.day("applied_on") or around.now.date()
    if applied_on > around.now.date():
        raise RuleViolation("day_in_the_future", {"what": "applied_on", "day": applied_on})
    answers = [{"party": name, "answer": CONSENTS, "on": applied_on.isoformat(), "how": started} for name in applicants]
    data: dict[str, object] = {
        "number": next_of(file, APPLICATION),
        "started": started,
        "applicants": list(applicants),
        "requests": list(around.texts("requests")),
        "facts": around.text("facts"),
        "applied_on": applied_on.isoformat(),
        "taken_by": around.text("taken_by") or around.actor.name,
        "answers": answers,
    }
    return with_record(named, SideRecord(APPLICATION, around.now, data=data))


def record_consent(file: CaseFile, around: Circumstances) -> CaseFile:
    """What parties answered. A clear refusal ends the matter at once: the other remedies are told (§17, §26)."""
    applied = open_application(file)
    if applied is None:
        raise RuleViolation("no_application_open", {})
    names = around.texts("names")
    _refuse_strangers(file, names)
    answer = around.text("answer")
    if answer == REFUSES and not around.text("elsewhere"):
        raise RuleViolation("remedies_not_told", {})
    kept = [_row(item) for item in applied.answers if item[0] not in names]
    on = (around.day("on") or around.now.date()).isoformat()
    rows = [{"party": name, "answer": answer, "on": on, "how": around.text("how")} for name in names]
    answered = with_values(applied.record, answers=[*kept, *rows])
    if answer != REFUSES:
        return changed_record(file, applied.record, answered)
    ended = replace(answered, state="refused", ended_at=around.now)
    told = changed_record(file, applied.record, ended)
    opened = _opened(told, around, (), tuple(names), applied)
    return _end(replace(told, mediations=(*told.mediations, opened)), around, "refused")


def mediate(file: CaseFile, around: Circumstances) -> CaseFile:
    """Opened with the recorded consent of every party, or ended at once by a clear refusal."""
    named = _with_named_parties(file, around)
    applied = open_application(named)
    consents = (*around.texts("consents"), *(applied.consenting if applied else ()))
    refused = around.text("outcome") == "refused"
    names = [party.name for party in named.parties]
    if len(names) < FEWEST_PARTIES:
        raise RuleViolation("too_few_parties", {"count": len(names)})
    missing = [name for name in names if name not in consents]
    if missing and not refused:
        raise RuleViolation("consent_missing", {"names": "、".join(missing)})
    chosen = around.texts("mediators")
    committee = _committee(named, around)
    if not refused:
        refuse_unfit(named, around, chosen)
    given = tuple(name for name in names if name in consents)
    refusing = tuple(missing) if refused else ()
    opened = _opened(named, around, given, refusing, applied, committee)
    measured = evolve(named.case, first_measure_at=named.case.first_measure_at or around.now)
    begun = replace(named, case=measured, mediations=(*named.mediations, opened))
    if applied is not None:
        taken_up = replace(applied.record, state="refused" if refused else "opened", ended_at=around.now)
        begun = changed_record(begun, applied.record, taken_up)
    return _end(begun, around, "refused") if refused else begun


def extend_mediation(file: CaseFile, around: Circumstances) -> CaseFile:
    """At the wish of the parties the talks may go on after the term (司法部令第75号 §33)."""
    current = _current(file)
    days = around.number("days")
    if days is None or days < 1:
        raise RuleViolation("days_unclear", {})
    agreeing = around.texts("consents")
    missing = [party.name for party in file.parties if party.name not in agreeing]
    if missing:
        raise RuleViolation("extension_needs_all", {"names": "、".join(missing)})
    later = due_at(current.due_at or around.now, Term(days, Unit.DAYS), around.keeper.calendar).due_at
    longer = replace(current, due_at=later)
    return replace(file, mediations=tuple(longer if item is current else item for item in file.mediations))


def end_mediation(file: CaseFile, around: Circumstances) -> CaseFile:
    outcome = around.text("outcome")
    if outcome == "agreed" and not around.text("form"):
        raise RuleViolation("agreement_form_missing", {})
    if outcome == "terminated" and not around.text("elsewhere"):
        raise RuleViolation("remedies_not_told", {})
    ended = _end(file, around, outcome)
    return planned(ended, around) if outcome == "agreed" and around.values.get("instalments") else ended


def mediation_term(case: Case, started: str = "") -> str:
    """Which term runs. Some disputes have one of their own: 医疗纠纷预防和处理条例 §38, 劳动争议调解仲裁法 §14."""
    if case.category == "medical" or case.category.startswith("medical."):
        return "mediation_medical"
    if case.category == "labour" or case.category.startswith("labour."):
        return "mediation_labour"
    if started == COURT or case.channel == "court_pre_suit":
        return "mediation_entrusted"
    return "mediation"


def _opened(
    file: CaseFile,
    around: Circumstances,
    consents: tuple[str, ...],
    refusing: tuple[str, ...],
    applied: Applied | None,
    committee: Body | None = None,
) -> Mediation:
    presiding = committee or _committee(file, around)
    started = around.text("started") or (applied.started if applied else "")
    _term, due = around.keeper.named_due(around.now, mediation_term(file.case, started))
    return Mediation(
        committee_id=presiding.id,
        opened_at=around.now,
        consents=consents,
        mediators=around.texts("mediators"),
        sent_by_id=_sender(file, presiding),
        due_at=due,
        note=around.note,
        started=started,
        applied_on=around.day("applied_on") or (applied.applied_on if applied else None),
        selected_by=around.text("selected_by"),
        refused=refusing,
    )


def _end(file: CaseFile, around: Circumstances, outcome: str) -> CaseFile:
    current = _current(file)
    note = "；".join(text for text in (around.text("elsewhere"), around.text("note") or around.note) if text)
    agreed_on = _agreed_on(around, current) if outcome == "agreed" else None
    form = around.text("form") if outcome == "agreed" else ""
    ended = replace(
        current,
        outcome=outcome,
        form=form,
        ended_at=around.now,
        note=note,
        reason=_reason(around, outcome),
        elsewhere=around.text("elsewhere"),
        agreed_on=agreed_on,
        effective_on=agreed_on if form == "oral" else None,
    )
    result = replace(file, mediations=tuple(ended if item is current else item for item in file.mediations))
    result = _without_booked(result, around)
    if outcome == "refused" and current.sent_by_id is not None:
        given_back = evolve(result.case, handler_id=current.sent_by_id, owner_id=current.sent_by_id)
        return replace(result, case=given_back)
    return result


def _agreed_on(around: Circumstances, current: Mediation) -> date:
    """口头协议自达成之日起生效 (§30): the day counts, so it can be written down later than it was."""
    day = around.day("agreed_on") or around.now.date()
    if not current.opened_at.date() <= day <= around.now.date():
        raise RuleViolation("agreed_on_wrong", {"from": current.opened_at.date(), "day": day})
    return day


def _reason(around: Circumstances, outcome: str) -> str:
    if outcome == "agreed":
        return ""
    return around.text("reason") or (REFUSAL if outcome == "refused" else NO_AGREEMENT)


def _without_booked(file: CaseFile, around: Circumstances) -> CaseFile:
    """A talk that was booked and is not needed any more frees its people and its room."""
    freed = tuple(
        replace(item, state=CANCELLED, ended_at=around.now) if item.kind == SESSION and item.state == "open" else item
        for item in file.side_records
    )
    return replace(file, side_records=freed) if freed != file.side_records else file


def _current(file: CaseFile) -> Mediation:
    current = file.open_mediation
    assert current is not None
    return current


def _row(answer: tuple[str, str, str, str]) -> dict[str, str]:
    return dict(zip(("party", "answer", "on", "how"), answer, strict=True))


def _refuse_strangers(file: CaseFile, names: tuple[str, ...]) -> None:
    known = {party.name for party in file.parties}
    strange = [name for name in names if name not in known]
    if strange:
        raise RuleViolation("not_a_party", {"names": "、".join(strange), "known": "、".join(sorted(known))})


def _committee(file: CaseFile, around: Circumstances) -> Body:
    """The named committee, the one that handles the case, or the one of the place."""
    named = around.body()
    if named is None:
        handler = around.bodies.by_id.get(file.case.handler_id or 0)
        is_committee = handler is not None and handler.kind is BodyKind.MEDIATION_COMMITTEE
        named = handler if is_committee else around.bodies.at(BodyKind.MEDIATION_COMMITTEE, file.case.grid_path)
    if named is None or named.kind is not BodyKind.MEDIATION_COMMITTEE:
        raise RuleViolation("no_committee", {})
    return named


def _sender(file: CaseFile, committee: Body) -> int | None:
    """The body that handed the case to the committee, if one did; a refusal gives it back."""
    for offer in reversed(file.offers):
        if offer.state == "accepted" and offer.to_body_id == committee.id:
            return offer.from_body_id
    if file.case.handler_id not in (None, committee.id):
        return file.case.handler_id
    return None


def _with_named_parties(file: CaseFile, around: Circumstances) -> CaseFile:
    """Names given with the action that the case does not know yet become parties of it."""
    known = {party.name for party in file.parties}
    extra = tuple(
        PartySnapshot(name=name, role="applicant" if not known and index == 0 else "respondent")
        for index, name in enumerate(around.texts("parties"))
        if name not in known
    )
    return replace(file, parties=(*file.parties, *extra))


MEDIATION_EFFECTS: dict[str, Effect] = {
    "apply_mediation": apply_mediation,
    "record_consent": record_consent,
    "mediate": mediate,
    "extend_mediation": extend_mediation,
    "end_mediation": end_mediation,
    **MEDIATOR_EFFECTS,
    **SESSION_EFFECTS,
    **EVIDENCE_EFFECTS,
    **PERFORMANCE_EFFECTS,
    **CONFIRMATION_EFFECTS,
}
