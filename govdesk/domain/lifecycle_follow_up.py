"""回访, 销号, 归档, 回填: what happens after a case was closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from govdesk.domain.case import CaseFile, FollowUp, SideRecord, evolve
from govdesk.domain.follow_ups import CLASS_OF_CLOSING, planned_at_closing, with_try
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.vocabulary import Status

REPLY = "reply"
"""Kind of the record that a result went back to where the case came from."""

EARLY = "early"
"""State of a reply that was sent before the case was closed."""


def with_visits_planned(file: CaseFile, around: Circumstances) -> CaseFile:
    """A case that was just closed, with the visits of its class; the closing keeps the name of the class."""
    code, visits = planned_at_closing(file, around.follow_ups, around.keeper, around.performance_due)
    if not code:
        return file
    *earlier, last = file.case.closings
    closings = (*earlier, {**last, CLASS_OF_CLOSING: code})
    return replace(file, case=evolve(file.case, closings=closings), visits=(*file.visits, *visits))


def follow_up(file: CaseFile, around: Circumstances) -> CaseFile:
    """One try. It counts for the next visit that is still to be made; what was answered is the answer of the case."""
    reached = bool(was_reached(around))
    visit = FollowUp(
        at=around.now,
        by=around.actor.name,
        reached=reached,
        solved=around.flag("solved") if reached else None,
        satisfied=around.text("satisfied") if reached else "",
        note=around.text("note") or around.note,
        how=around.text("how"),
    )
    case = evolve(file.case, solved=visit.solved, satisfied=visit.satisfied) if reached else file.case
    visits = with_try(file, around.now, reached, around.follow_ups.tries)
    return replace(file, case=case, follow_ups=(*file.follow_ups, visit), visits=visits)


def was_reached(around: Circumstances) -> bool | None:
    """Who says whether it is solved was reached, also where that is not said; None when nothing tells."""
    said = around.flag("reached")
    if said is None and (around.flag("solved") is not None or around.text("satisfied")):
        return True
    return said


def found_unsolved(around: Circumstances) -> bool:
    """未解决 brings the case back to work; the reopening follows in the same unit of work."""
    return bool(was_reached(around)) and around.flag("solved") is False


def strike_off(file: CaseFile, around: Circumstances) -> CaseFile:
    return replace(
        file,
        case=evolve(
            file.case,
            status=Status.STRUCK_OFF,
            struck_off_at=around.now,
            evidence=around.text("evidence") or around.text("reason"),
        ),
    )


def archive(file: CaseFile, around: Circumstances) -> CaseFile:
    return replace(file, case=evolve(file.case, status=Status.ARCHIVED, archived_at=around.now))


def send_reply(file: CaseFile, around: Circumstances) -> CaseFile:
    """The result went back to the source: by whom, how, and what else was said about it."""
    said = {"how": around.text("how"), "to": around.text("contacted"), "by": around.actor.name, "note": around.note}
    record = SideRecord(
        REPLY,
        around.now,
        state="ended",
        ended_at=around.now,
        data={name: words for name, words in said.items() if words},
    )
    return replace(file, side_records=(*file.side_records, record))


def reply_of(file: CaseFile, since: datetime | None) -> SideRecord | None:
    """The reply that went back `since` the case was closed, merged or refused; None while none did.

    A letter that told the result before the closing counts from the closing on.
    """
    sent = [
        item
        for item in file.side_records
        if item.kind == REPLY and item.state == "ended" and since is not None and (item.ended_at or since) >= since
    ]
    return sent[-1] if sent else None


def with_letter(file: CaseFile, now: datetime, paper: str, by: str) -> CaseFile:
    """The result went back in a letter, the paper of that number; a letter before the closing waits for it."""
    early = file.case.closed_at is None
    record = SideRecord(
        REPLY,
        now,
        state=EARLY if early else "ended",
        ended_at=None if early else now,
        data={"how": "letter", "by": by, "paper": paper},
    )
    return replace(file, side_records=(*file.side_records, record))


def without_letter(file: CaseFile, paper: str) -> CaseFile:
    """The paper was voided: what it told does not count any more."""
    return _letters(file, lambda item: item.data.get("paper") == paper, lambda item: replace(item, state="void"))


def with_early_letters(file: CaseFile, now: datetime) -> CaseFile:
    """Closed: a letter that told how the mediation ended is the reply, unless it was mediated again since."""
    ended = max((item.ended_at for item in file.mediations if item.ended_at), default=None)

    def tells_the_result(item: SideRecord) -> bool:
        return item.state == EARLY and ended is not None and item.opened_at >= ended

    return _letters(file, tells_the_result, lambda item: replace(item, state="ended", ended_at=now))


def _letters(
    file: CaseFile, which: Callable[[SideRecord], bool], change: Callable[[SideRecord], SideRecord]
) -> CaseFile:
    records = tuple(change(item) if item.kind == REPLY and which(item) else item for item in file.side_records)
    return replace(file, side_records=records) if records != file.side_records else file


FOLLOW_UP_EFFECTS: dict[str, Effect] = {
    "follow_up": follow_up,
    "strike_off": strike_off,
    "archive": archive,
    "send_reply": send_reply,
}
