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
    whole = _whole_dossier(desk, [case_id for case_id, _draft in ready[:1]], files)
    handed_out = [file for file in newest if file.case.status is Status.HANDLING and file.case.tier == "office"]
    for file in handed_out[:ASSIGNMENTS]:
        issue_document(desk, seat(desk, "operator"), "assignment", int(file.case.id or 0))
    handed_over = [file for file in newest if file.open_offer is not None]
    for file in handed_over[:HANDOVERS]:
        issue_document(desk, seat(desk, "operator"), "handover", int(file.case.id or 0))
    return len(ready) + whole + len(handed_out[:ASSIGNMENTS]) + len(handed_over[:HANDOVERS])


def _whole_dossier(desk: Desk, case_ids: Sequence[int], files: Sequence[CaseFile]) -> int:
    """One dispute with its dossier complete: every paper that must be there, then the volume. How many papers."""
    mediator = seat(desk, "mediator")
    count = 0
    for case_id in case_ids:
        file = next(file for file in files if file.case.id == case_id)
        for kind, data in (("acceptance", {}), ("rights_notice", {}), ("session_record", _talk(file))):
            issue_document(desk, mediator, kind, case_id, data)
            count += 1
        issue_document(desk, mediator, "dossier", case_id)
        count += 1
    return count


def _talk(file: CaseFile) -> dict[str, object]:
    """What was said on the day of the agreement, in the order of the official record."""
    mediation = next(item for item in reversed(file.mediations) if item.outcome == "agreed")
    ended = mediation.ended_at or mediation.opened_at
    names = [party.name for party in file.parties]
    turns = [
        (
            "调解员",
            "今天由人民调解委员会主持调解，坚持自愿、平等，不收费。各方的权利义务已经告知，是否要求更换调解员？",
        ),
        *((name, "清楚了，不要求更换。") for name in names),
        (names[0], file.case.text),
        *((name, "情况大体属实，愿意商量着解决。") for name in names[1:]),
        ("调解员", "现场已经查看，各方对事实没有异议。达成协议的有法律约束力；谈不成的可以依法起诉。"),
        *((name, "同意按商定的办法办。") for name in names),
    ]
    return {
        "held_at": f"{ended.year}年{ended.month}月{ended.day}日{ended.hour}时",
        "place": "人民调解室",
        "turns": [{"speaker": speaker, "words": words} for speaker, words in turns],
        "outcome": "各方自愿达成协议，另行制作人民调解协议书。",
    }


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
