"""What an action of a mediation must know besides its own case: bookings, the register, notes, the saved draft."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from govdesk.domain.agreement import draft_from_dict
from govdesk.domain.bookings import MediatorIndex
from govdesk.domain.case import CaseFile
from govdesk.domain.errors import BadInput
from govdesk.domain.lifecycle import Circumstances
from govdesk.domain.mediation_work import sessions_of
from govdesk.domain.performance_plan import duties_of_draft
from govdesk.services.paper_pages import pages_of
from govdesk.services.session_notes import notes_key, read_notes
from govdesk.storage.queries.bookings import read_bookings
from govdesk.storage.queries.drafts import read_draft
from govdesk.storage.queries.mediation import DRAFT_KIND, DRAFT_SEAT
from govdesk.storage.queries.mediators import read_standing
from govdesk.storage.unit_of_work import UnitOfWork

_BOOKING = ("book_session", "move_session")
_SEATING = ("mediate", "assign_mediators", "decide_avoidance")
_A_DAY = timedelta(days=1)


def with_mediation_values(work: UnitOfWork, action: str, file: CaseFile, values: dict[str, Any]) -> dict[str, Any]:
    """What a person need not type: the notes of the talk, the pages of an attachment, the instalments of the draft."""
    if action == "finish_session" and not values.get("text"):
        return {**values, "text": _notes(work, file, values.get("number"))}
    if action == "record_evidence" and values.get("sha256"):
        return _with_pages(work, values)
    if action == "end_mediation" and values.get("outcome") == "agreed" and not values.get("instalments"):
        return {**values, "instalments": _drafted(work, file)}
    if action == "plan_performance" and not values.get("instalments"):
        return {**values, "instalments": _drafted(work, file)}
    return values


def around_mediation(work: UnitOfWork, action: str, file: CaseFile, around: Circumstances) -> Circumstances:
    """The circumstances with the bookings of that time and what the register says about the mediators named."""
    if action in _SEATING:
        return replace(around, retired=_retired(work, around.texts("mediators"), around.now.date()))
    if action not in _BOOKING:
        return around
    start = _start(file, around)
    booked = read_bookings(work.connection, start - _A_DAY, start + 2 * _A_DAY)
    names = {name for item in booked for name in item.booking.mediators} | set(around.texts("mediators"))
    names |= set(file.open_mediation.mediators) if file.open_mediation else set()
    standing = read_standing(work.connection, work.centre_id, sorted(names), start.date())
    register = MediatorIndex({name: item.committees for name, item in standing.items()})
    return replace(around, booked=tuple(item.booking for item in booked), register=register)


def _start(file: CaseFile, around: Circumstances) -> datetime:
    wanted = around.moment("starts_at")
    if wanted is not None:
        return wanted
    number = around.values.get("number")
    booked = [item for item in sessions_of(file) if item.state == "open" and number in (None, item.number)]
    return booked[-1].starts_at if booked else around.now


def _retired(work: UnitOfWork, names: Sequence[str], today: date) -> frozenset[str]:
    """Names that the register knows, but nobody of them is in office on that day."""
    standing = read_standing(work.connection, work.centre_id, list(names), today)
    return frozenset(name for name, item in standing.items() if not item.committees)


def _notes(work: UnitOfWork, file: CaseFile, number: object) -> str:
    booked = [item for item in sessions_of(file) if item.state == "open" and number in (None, item.number)]
    if len(booked) != 1:
        return ""
    return read_notes(work, notes_key(int(file.case.id or 0), booked[0].number)).text


def _with_pages(work: UnitOfWork, values: dict[str, Any]) -> dict[str, Any]:
    """An attachment that does not exist is refused; its pages are counted when nobody said how many."""
    sha256 = str(values["sha256"]).strip()
    path = work.attachments.path(sha256)
    if path is None:
        raise BadInput("no_such_attachment", {"sha256": sha256})
    counted = values.get("pages") or pages_of(path)
    return {**values, "sha256": sha256, "pages": counted}


def _drafted(work: UnitOfWork, file: CaseFile) -> tuple[dict[str, Any], ...]:
    """The instalments of the agreement that was written for this mediation."""
    mediation = file.open_mediation or next(iter(reversed(file.mediations)), None)
    if mediation is None:
        return ()
    saved = read_draft(work.connection, DRAFT_SEAT, DRAFT_KIND, f"{file.case.id}/{mediation.id}") or {}
    if "draft" not in saved:
        return ()
    names = {party.name for party in file.parties}
    duties = duties_of_draft(draft_from_dict(saved["draft"]))
    return tuple(
        {
            "payer": duty.payer,
            "payee": duty.payee,
            "amount": str(duty.amount),
            "due_on": duty.due_on.isoformat() if duty.due_on else "",
        }
        for duty in duties
        if duty.payer in names and (not duty.payee or duty.payee in names)
    )
