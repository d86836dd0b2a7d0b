"""Opening and ending a mediation (人民调解法 §17: a clear refusal ends it; §26: other remedies are told)."""

from dataclasses import replace

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile, Mediation, PartySnapshot, evolve
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.vocabulary import BodyKind

FEWEST_PARTIES = 2


def mediate(file: CaseFile, around: Circumstances) -> CaseFile:
    """Opened with the recorded consent of every party, or ended at once by a clear refusal."""
    named = _with_named_parties(file, around)
    committee = _committee(file, around)
    consents = around.texts("consents")
    refused = around.text("outcome") == "refused"
    names = [party.name for party in named.parties]
    if len(names) < FEWEST_PARTIES:
        raise RuleViolation("too_few_parties", {"count": len(names)})
    missing = [name for name in names if name not in consents]
    if missing and not refused:
        raise RuleViolation("consent_missing", {"names": "、".join(missing)})
    _term, due = around.keeper.named_due(around.now, "mediation")
    opened = Mediation(
        committee_id=committee.id,
        opened_at=around.now,
        consents=tuple(name for name in names if name in consents),
        mediators=around.texts("mediators"),
        sent_by_id=_sender(file, committee),
        due_at=due,
        note=around.note,
    )
    measured = evolve(named.case, first_measure_at=named.case.first_measure_at or around.now)
    begun = replace(named, case=measured, mediations=(*named.mediations, opened))
    return _end(begun, around, "refused") if refused else begun


def end_mediation(file: CaseFile, around: Circumstances) -> CaseFile:
    outcome = around.text("outcome")
    if outcome == "agreed" and not around.text("form"):
        raise RuleViolation("agreement_form_missing", {})
    if outcome != "agreed" and not around.text("elsewhere"):
        raise RuleViolation("remedies_not_told", {})
    return _end(file, around, outcome)


def _end(file: CaseFile, around: Circumstances, outcome: str) -> CaseFile:
    current = file.open_mediation
    assert current is not None
    note = "；".join(text for text in (around.text("elsewhere"), around.text("note") or around.note) if text)
    ended = replace(
        current,
        outcome=outcome,
        form=around.text("form") if outcome == "agreed" else "",
        ended_at=around.now,
        note=note,
    )
    result = replace(file, mediations=tuple(ended if item is current else item for item in file.mediations))
    if outcome == "refused" and current.sent_by_id is not None:
        given_back = evolve(result.case, handler_id=current.sent_by_id, owner_id=current.sent_by_id)
        return replace(result, case=given_back)
    return result


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


MEDIATION_EFFECTS: dict[str, Effect] = {"mediate": mediate, "end_mediation": end_mediation}
