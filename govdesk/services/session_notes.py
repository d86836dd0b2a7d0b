"""What is typed during a talk: kept at once for every seat, lost for no longer than the pause between two savings.

Notes belong to the session, not to the seat that types. When the record is signed off they become its text.
"""

from dataclasses import dataclass

from govdesk.domain.errors import Conflict, RuleViolation
from govdesk.domain.mediation_work import Session, sessions_of
from govdesk.domain.roles import Actor
from govdesk.domain.session_record import ELEMENTS, Element, missing_elements
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.storage.queries.drafts import read_draft
from govdesk.storage.unit_of_work import UnitOfWork

KIND = "session_notes"
SEAT = "*"
LONGEST = 400_000
"""Characters; a talk of a whole day typed without a pause stays under a tenth of this."""


@dataclass(frozen=True, slots=True)
class Notes:
    """`revision` counts the savings; 0 was never saved. `by` saved last."""

    text: str
    revision: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class NotesWork:
    """One talk as it is being written down. `speakers`: whose turn a key begins, parties first."""

    case_id: int
    session: Session
    notes: Notes
    speakers: tuple[str, ...]
    signed_off: bool


def notes_key(case_id: int, session: int) -> str:
    return f"{case_id}/{session}"


def read_notes(work: UnitOfWork, key: str) -> Notes:
    saved = read_draft(work.connection, SEAT, KIND, key) or {}
    return Notes(str(saved.get("text", "")), int(saved.get("revision", 0)), str(saved.get("by", "")))


def open_notes(desk: Desk, actor: Actor, case_id: int, session: int) -> NotesWork:
    """The notes of a talk; of one that is signed off the record. Raises RuleViolation `no_such_session`."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
        found = next((item for item in sessions_of(file) if item.number == session), None)
        if found is None:
            raise RuleViolation("no_such_session", {"number": session})
        notes = read_notes(work, notes_key(case_id, session))
    signed_off = found.signed_off_at is not None
    if signed_off:
        notes = Notes(found.text, notes.revision, notes.by)
    speakers = tuple(dict.fromkeys((*found.parties, *found.mediators, *found.guests)))
    return NotesWork(case_id, found, notes, speakers, signed_off)


def save_notes(desk: Desk, actor: Actor, case_id: int, session: int, text: str, revision: int) -> int:
    """Keep what was typed; → the new revision.

    `revision` is the one the person was looking at: when another seat saved meanwhile, Conflict is raised and nothing
    is overwritten. A record that was signed off is not written any more (RuleViolation).
    """
    if len(text) > LONGEST:
        raise RuleViolation("notes_too_long", {"count": len(text), "limit": LONGEST})
    with desk.work(actor) as work:
        file = case_for_change(work, actor, case_id)
        found = next((item for item in sessions_of(file) if item.number == session), None)
        if found is None:
            raise RuleViolation("no_such_session", {"number": session})
        if found.state != "open":
            raise RuleViolation("record_signed_off", {"number": session})
        key = notes_key(case_id, session)
        saved = read_notes(work, key)
        if saved.revision != revision:
            raise Conflict("notes_changed_elsewhere", {"seat": saved.by})
        payload = {"text": text, "revision": revision + 1, "by": actor.name}
        work.drafts.save(SEAT, KIND, key, payload, work.now)
        work.commit()
    return revision + 1


def elements_missing(
    text: str, came: tuple[str, ...], recorder: str, result: str = "", outcome: str = ""
) -> list[Element]:
    """Which of the seven elements the notes do not show yet, as they stand."""
    return missing_elements(text, came, recorder, result, outcome)


def element_headings() -> list[str]:
    """The headings of the elements that are spoken about in a talk, in their order."""
    return [item.label for item in ELEMENTS if item.code != "signatures"]
