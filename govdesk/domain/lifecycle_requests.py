"""What an action does about a body's request for more time or a pause, decided by a supervisor, and the pause's end."""

from dataclasses import replace

from govdesk.domain.case import CaseFile, Request, Suspension, evolve
from govdesk.domain.clocks import renew_due_times
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.lifecycle_withdrawing import withdraw_open_offers
from govdesk.domain.vocabulary import Status


def extend(file: CaseFile, around: Circumstances) -> CaseFile:
    return _ask(file, around, "extend")


def suspend(file: CaseFile, around: Circumstances) -> CaseFile:
    return _ask(file, around, "suspend")


def grant(file: CaseFile, around: Circumstances) -> CaseFile:
    request = file.open_request()
    assert request is not None
    decided = _decide(file, around, "granted")
    if request.kind == "extend":
        return renew_due_times(decided, around.keeper)
    rest = Suspension(from_at=around.now, until=request.until, reason=request.reason)
    quiet = withdraw_open_offers(decided, around)
    case = evolve(quiet.case, status=Status.SUSPENDED)
    return renew_due_times(replace(quiet, case=case, suspensions=(*quiet.suspensions, rest)), around.keeper)


def deny(file: CaseFile, around: Circumstances) -> CaseFile:
    return _decide(file, around, "denied")


def resume(file: CaseFile, around: Circumstances) -> CaseFile:
    ended = end_suspension(file, around)
    return replace(ended, case=evolve(ended.case, status=Status.HANDLING))


def end_suspension(file: CaseFile, around: Circumstances) -> CaseFile:
    if file.open_suspension is None:
        return file
    ended = tuple(replace(item, ended_at=around.now) if item.ended_at is None else item for item in file.suspensions)
    return renew_due_times(replace(file, suspensions=ended), around.keeper)


def _ask(file: CaseFile, around: Circumstances, kind: str) -> CaseFile:
    request = Request(
        kind=kind,
        asked_at=around.now,
        asked_by=around.transcription.said_by if around.transcription else around.actor.name,
        reason=around.text("reason"),
        days=int(around.values.get("days") or 0),
        until=around.values.get("until") if kind == "suspend" else None,
    )
    return replace(file, requests=(*file.requests, request))


def _decide(file: CaseFile, around: Circumstances, state: str) -> CaseFile:
    request = file.open_request()
    decided = tuple(
        replace(
            item,
            state=state,
            decided_at=around.now,
            decided_by=around.actor.name,
            answer=around.text("reason"),
        )
        if item is request
        else item
        for item in file.requests
    )
    return replace(file, requests=decided)


REQUEST_EFFECTS: dict[str, Effect] = {
    "extend": extend,
    "suspend": suspend,
    "grant": grant,
    "deny": deny,
    "resume": resume,
}
