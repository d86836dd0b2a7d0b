"""A few papers of the demonstration street: agreements that were reached, cases handed out, one handed over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from govdesk.domain.agreement import AgreementDraft, Performance
from govdesk.domain.agreement_findings import Level
from govdesk.domain.case import CaseFile
from govdesk.domain.vocabulary import Status
from govdesk.services.demonstration_stories import Told
from govdesk.services.desk import Desk
from govdesk.services.documents import issue_document
from govdesk.services.grids import seat
from govdesk.services.mediation import agreement_for_case, check

AGREEMENTS, ASSIGNMENTS, HANDOVERS = 3, 3, 1
_STILL_ON_THE_DESK = (Status.HANDLING, Status.SUBMITTED, Status.CLOSED)


def issue_papers(desk: Desk, files: Sequence[CaseFile], told: Mapping[str, Told]) -> int:
    """Issue them now, newest cases first; `told` finds a case's story by its text. Returns how many there are."""
    newest = sorted(files, key=lambda file: file.case.received_at, reverse=True)
    agreements = [_agreement(desk, file, told[file.case.text]) for file in newest if _wants_agreement(file, told)]
    ready = [draft for draft in agreements if draft is not None][:AGREEMENTS]
    for case_id, draft in ready:
        issue_document(desk, seat(desk, "mediator"), "agreement", case_id, draft)
    handed_out = [file for file in newest if file.case.status is Status.HANDLING and file.case.tier == "office"]
    for file in handed_out[:ASSIGNMENTS]:
        issue_document(desk, seat(desk, "operator"), "assignment", int(file.case.id or 0))
    handed_over = [file for file in newest if file.open_offer is not None]
    for file in handed_over[:HANDOVERS]:
        issue_document(desk, seat(desk, "operator"), "handover", int(file.case.id or 0))
    return len(ready) + len(handed_out[:ASSIGNMENTS]) + len(handed_over[:HANDOVERS])


def _wants_agreement(file: CaseFile, told: Mapping[str, Told]) -> bool:
    agreed = any(item.outcome == "agreed" and item.form == "paper" for item in file.mediations)
    known = told.get(file.case.text)
    return agreed and file.case.status in _STILL_ON_THE_DESK and known is not None and bool(known.agreement)


def _agreement(desk: Desk, file: CaseFile, told: Told) -> tuple[int, AgreementDraft] | None:
    """The prefilled draft with the story's terms; None where a check would refuse it."""
    case_id = int(file.case.id or 0)
    mediator = seat(desk, "mediator")
    prefilled = agreement_for_case(desk, mediator, case_id).draft
    reached = next(item.ended_at for item in reversed(file.mediations) if item.outcome == "agreed" and item.ended_at)
    draft = replace(
        prefilled,
        terms=told.agreement,
        performance=Performance(
            method=told.stories.sayings["performance_method"][0],
            place=told.fill("{village}"),
            due_on=(reached + timedelta(days=20)).date().isoformat(),
        ),
        recorder=prefilled.mediators[-1].name if prefilled.mediators else "",
        reached_on=reached.date().isoformat(),
    )
    findings = check(desk, mediator, draft, case_id)
    return None if any(finding.level == Level.ERROR for finding in findings) else (case_id, draft)
