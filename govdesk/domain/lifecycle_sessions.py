"""The talks of a mediation: booked without clashes, moved, cancelled, held, and supplemented after sign-off."""

from dataclasses import replace
from datetime import datetime, timedelta

from govdesk.domain.bookings import Booking, Person, clashes
from govdesk.domain.case import CaseFile, Mediation, SideRecord
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.mediation_work import (
    CANCELLED,
    HELD,
    SESSION,
    Session,
    changed_record,
    next_of,
    place_of,
    sessions_of,
    with_record,
    with_values,
)
from govdesk.domain.record_values import stored
from govdesk.domain.session_record import missing_elements

USUAL_LENGTH = timedelta(hours=1)
LONGEST = timedelta(hours=24)


def book_session(file: CaseFile, around: Circumstances) -> CaseFile:
    """约调解: who, where, from when to when. Refused when a mediator, the room or a party is taken."""
    current = _current(file)
    starts_at, ends_at = _times(around, None)
    mediators = around.texts("mediators") or current.mediators
    strange = [name for name in mediators if name not in current.mediators]
    if strange:
        raise RuleViolation("not_a_mediator_here", {"name": strange[0], "known": "、".join(current.mediators)})
    parties = around.texts("names") or tuple(party.name for party in file.parties)
    data: dict[str, object] = {
        "mediation": place_of(file, current),
        "number": next_of(file, SESSION),
        "ends_at": stored(ends_at),
        "place": around.text("place"),
        "mediators": list(mediators),
        "parties": list(parties),
        "guests": list(around.texts("guests")),
        "purpose": around.text("purpose"),
    }
    record = SideRecord(SESSION, around.now, body_id=current.committee_id, due_at=starts_at, data=data)
    after = with_record(file, record)
    _refuse_clash(after, sessions_of(after)[-1], around)
    return after


def move_session(file: CaseFile, around: Circumstances) -> CaseFile:
    """改期: another time or place, with the reason; what it was stays written."""
    session = named_session(file, around, ("open",))
    starts_at, ends_at = _times(around, session)
    was = {
        "starts_at": stored(session.starts_at),
        "ends_at": stored(session.ends_at),
        "place": session.place,
        "mediators": "、".join(session.mediators),
        "reason": around.text("reason"),
        "at": stored(around.now),
    }
    moved = with_values(
        session.record,
        ends_at=ends_at,
        place=around.text("place") or session.place,
        mediators=list(around.texts("mediators") or session.mediators),
        moves=[*(dict(item) for item in session.moves), was],
    )
    moved = replace(moved, due_at=starts_at)
    after = changed_record(file, session.record, moved)
    again = next(item for item in sessions_of(after) if item.number == session.number)
    _refuse_clash(after, again, around)
    return after


def cancel_session(file: CaseFile, around: Circumstances) -> CaseFile:
    session = named_session(file, around, ("open",))
    cancelled = with_values(session.record, cancelled_why=around.text("reason"))
    return changed_record(file, session.record, replace(cancelled, state=CANCELLED, ended_at=around.now))


def finish_session(file: CaseFile, around: Circumstances) -> CaseFile:
    """调解记录定稿: who came, what was said, what came of it. From now on only dated supplements.

    The seven elements of the record are checked; a missing one is named, or its reason is written down. A talk booked
    for a later day is moved first: the record says when people really talked.
    """
    session = named_session(file, around, ("open",))
    if session.starts_at.date() > around.now.date():
        raise RuleViolation("session_not_begun", {"from": session.starts_at})
    text = around.text("text") or session.text
    came = around.texts("came") or session.parties
    recorder = around.text("recorder")
    missing = missing_elements(text, came, recorder, around.text("result"), around.text("outcome"))
    reason = around.text("missing_reason")
    if missing and not reason:
        raise RuleViolation("record_elements_missing", {"elements": "；".join(item.label for item in missing)})
    written = with_values(
        session.record,
        came=list(came),
        absent=[name for name in session.parties if name not in came],
        recorder=recorder,
        text=text,
        result=around.text("result"),
        outcome=around.text("outcome"),
        missing=[item.code for item in missing],
        missing_reason=reason if missing else "",
        signed_off_at=around.now,
    )
    held = replace(written, state=HELD, ended_at=max(around.now, session.starts_at))
    return changed_record(file, session.record, held)


def supplement_session(file: CaseFile, around: Circumstances) -> CaseFile:
    """补记: the record that was signed off stays as it is; what is added carries its day and its author."""
    session = named_session(file, around, (HELD,))
    row = {"at": stored(around.now), "by": around.actor.name, "text": around.text("text")}
    rows = [*(dict(item) for item in session.supplements), row]
    return changed_record(file, session.record, with_values(session.record, supplements=rows))


def named_session(file: CaseFile, around: Circumstances, states: tuple[str, ...]) -> Session:
    """The session of that number, or the only one in one of these states; the latest held one."""
    wanted = around.number("number")
    found = [item for item in sessions_of(file) if item.state in states and wanted in (None, item.number)]
    if not found:
        if wanted is None:
            raise RuleViolation("no_session_held" if states == (HELD,) else "no_session_open", {})
        raise RuleViolation("no_such_session", {"number": wanted})
    if len(found) > 1 and states != (HELD,):
        raise RuleViolation("say_which_session", {"numbers": "、".join(str(item.number) for item in found)})
    return found[-1]


def booking_of(file: CaseFile, session: Session) -> Booking:
    """The session as it takes people and a room; ID numbers and phones tell people of one name apart."""
    people: dict[str, Person] = {party.name: (party.name, party.id_number, party.phone) for party in file.parties}
    return Booking(
        case_id=int(file.case.id or 0),
        case_number=file.case.number,
        session=session.number,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
        mediators=session.mediators,
        parties=tuple(people.get(name, (name, "", "")) for name in session.parties),
        committee_id=session.record.body_id,
    )


def _refuse_clash(file: CaseFile, session: Session, around: Circumstances) -> None:
    mine = [item for item in sessions_of(file) if item.state == "open" and item.number != session.number]
    own = [booking_of(file, item) for item in mine]
    elsewhere = [item for item in around.booked if item.case_id != file.case.id]
    found = clashes(booking_of(file, session), [*own, *elsewhere], around.register)
    if found:
        first = found[0]
        facts = {
            "who": first.who,
            "from": first.other.starts_at,
            "until": f"{first.other.ends_at:%H:%M}",
            "number": first.other.case_number,
            "place": first.other.place,
        }
        raise RuleViolation(f"booked_{first.what}", facts)


def _times(around: Circumstances, before: Session | None) -> tuple[datetime, datetime]:
    starts_at = around.moment("starts_at") or (before.starts_at if before else None)
    if starts_at is None:
        raise RuleViolation("value_missing", {"action": "", "field": "starts_at"})
    length = before.ends_at - before.starts_at if before else USUAL_LENGTH
    minutes = around.number("minutes")
    if minutes is not None:
        length = timedelta(minutes=minutes)
    ends_at = around.moment("ends_at") or starts_at + length
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise RuleViolation("session_times_wrong", {"from": starts_at, "until": ends_at})
    return starts_at, ends_at


def _current(file: CaseFile) -> Mediation:
    current = file.open_mediation
    assert current is not None
    return current


SESSION_EFFECTS: dict[str, Effect] = {
    "book_session": book_session,
    "move_session": move_session,
    "cancel_session": cancel_session,
    "finish_session": finish_session,
    "supplement_session": supplement_session,
}
