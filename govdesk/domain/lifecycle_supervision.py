"""Reminding, urging, supervising, listing: the ladder of the term, written down beside a case."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.lifecycle_exclusions import EXCLUSION_EFFECTS
from govdesk.domain.supervision import LISTING, LISTING_PROPOSAL, REMIND, SUPERVISE, SUPERVISING_LEADER, URGE

ENDS_WITH_THE_CASE = frozenset({SUPERVISE, LISTING_PROPOSAL, LISTING, SUPERVISING_LEADER})
_OF_THE_LADDER = ("step", "stage", "share", "clock", "reached_at", "due_at", "covers", "told")


def remind(file: CaseFile, around: Circumstances) -> CaseFile:
    return _add(file, _ended(_record(REMIND, file, around), around.now))


def urge(file: CaseFile, around: Circumstances) -> CaseFile:
    return _add(file, _ended(_record(URGE, file, around), around.now))


def supervise(file: CaseFile, around: Circumstances) -> CaseFile:
    """Open until the body answers (督办反馈), it is asked again, or the case is closed.

    What waits for the centre itself needs no answer: those who are told are the ones to act.
    """
    term, due = around.keeper.named_due(around.now, "supervision_answer")
    record = _record(SUPERVISE, file, around, term=term, leader=around.text("leader"), until=_day(around, "until"))
    if around.flag("at_centre"):
        return _add(file, _ended(record, around.now))
    return _add(_end_open(file, SUPERVISE, around.now), replace(record, due_at=due))


def answer_supervision(file: CaseFile, around: Circumstances) -> CaseFile:
    told = around.transcription
    answer = {
        "answer": around.text("measures"),
        "limit": around.text("limit"),
        "answered_by": told.said_by if told else around.actor.name,
    }
    return _end_open(file, SUPERVISE, around.now, answer)


def propose_listing(file: CaseFile, around: Circumstances) -> CaseFile:
    """The program or a supervisor proposes; only a leader lists."""
    return _add(file, _record(LISTING_PROPOSAL, file, around))


def list_publicly(file: CaseFile, around: Circumstances) -> CaseFile:
    """挂牌: a leader approves the proposal, or lists of his own accord; the leader who supervises is named."""
    leader = around.text("leader") or around.actor.name
    decided = {"decision": "approved", "decided_by": around.actor.name}
    approved = _end_open(file, LISTING_PROPOSAL, around.now, decided)
    return _add(approved, _record(LISTING, file, around, leader=leader, until=_day(around, "until")))


def decline_listing(file: CaseFile, around: Circumstances) -> CaseFile:
    decided = {"decision": "declined", "decided_by": around.actor.name, "why": around.text("reason")}
    return _end_open(file, LISTING_PROPOSAL, around.now, decided)


def unlist(file: CaseFile, around: Circumstances) -> CaseFile:
    return _end_open(file, LISTING, around.now, {"why": around.text("reason"), "ended_by": around.actor.name})


def name_supervisor(file: CaseFile, around: Circumstances) -> CaseFile:
    """督办领导 of a complex case; naming another one relieves the first."""
    relieved = _end_open(file, SUPERVISING_LEADER, around.now)
    return _add(relieved, _record(SUPERVISING_LEADER, file, around, leader=around.text("leader")))


def end_supervision(file: CaseFile, now: datetime) -> CaseFile:
    """Closed: what was supervised or listed ends with the case."""
    for kind in ENDS_WITH_THE_CASE:
        file = _end_open(file, kind, now)
    return file


def _record(kind: str, file: CaseFile, around: Circumstances, **more: str) -> SideRecord:
    ladder = {name: around.values[name] for name in _OF_THE_LADDER if around.values.get(name)}
    said = {"reason": around.text("reason"), "by": around.actor.name, **more}
    return SideRecord(
        kind=kind,
        opened_at=around.now,
        body_id=None if around.flag("at_centre") else file.case.handler_id,
        data={**ladder, **{name: words for name, words in said.items() if words}},
    )


def _ended(record: SideRecord, now: datetime) -> SideRecord:
    return replace(record, state="ended", ended_at=now)


def _add(file: CaseFile, record: SideRecord) -> CaseFile:
    return replace(file, side_records=(*file.side_records, record))


def _end_open(file: CaseFile, kind: str, now: datetime, answer: Mapping[str, Any] | None = None) -> CaseFile:
    if not any(item.kind == kind and item.state == "open" for item in file.side_records):
        return file
    ended = tuple(
        replace(_ended(item, now), data={**item.data, **(answer or {})})
        if item.kind == kind and item.state == "open"
        else item
        for item in file.side_records
    )
    return replace(file, side_records=ended)


def _day(around: Circumstances, name: str) -> str:
    value = around.values.get(name)
    return str(value) if value else ""


SUPERVISION_EFFECTS: dict[str, Effect] = {
    "remind": remind,
    "urge": urge,
    "supervise": supervise,
    "answer_supervision": answer_supervision,
    "propose_listing": propose_listing,
    "list": list_publicly,
    "decline_listing": decline_listing,
    "unlist": unlist,
    "name_supervisor": name_supervisor,
    **EXCLUSION_EFFECTS,
}
