"""Files that leave the centre: under a password that is never kept, with a line of who, what, for whom and why."""

import hashlib
import random
from dataclasses import dataclass

from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput, NotFound, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.services.documents import reprint
from govdesk.storage.queries.documents import read_document
from govdesk.storage.queries.paper_ledger import LeavingRow as LeavingRow
from govdesk.storage.queries.paper_ledger import read_leavings
from govdesk.storage.repositories.leaving import LeavingRepository, NewLeaving

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 100
_GENERATED_LENGTH = 12
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"  # none that is read for another


@dataclass(frozen=True, slots=True)
class Leaving:
    """The protected bytes and the log line that was written."""

    content: bytes
    sha256: str
    changes: Changes


def checked_password(password: str, again: str) -> str:
    """The password, typed twice. Raises BadInput `password_differs`, `password_short`, `password_long`."""
    if password != again:
        raise BadInput("password_differs", {})
    if len(password.strip()) < SHORTEST_PASSWORD:
        raise BadInput("password_short", {"least": SHORTEST_PASSWORD})
    if len(password) > LONGEST_PASSWORD:
        raise BadInput("password_long", {"most": LONGEST_PASSWORD})
    return password


def generated_password(chance: random.Random | None = None) -> str:
    """Twelve characters, to be shown once and told over another way than the file."""
    chance = chance or random.SystemRandom()
    return "".join(chance.choice(_LETTERS) for _place in range(_GENERATED_LENGTH))


def protect_document(
    desk: Desk, actor: Actor, document_id: int, password: str, recipient: str, purpose: str
) -> Leaving:
    """An issued paper as a PDF that opens with the password only; the stored bytes stay as they are.

    `password` has passed `checked_password`. Raises RuleViolation `leaving_needs_recipient`, `leaving_of_void`.
    """
    if not recipient.strip() or not purpose.strip():
        raise RuleViolation("leaving_needs_recipient", {})
    content = _protected(reprint(desk, actor, document_id), checked_password(password, password))
    with desk.work(actor) as work:
        row = read_document(work.connection, document_id)
        if row is None:
            raise NotFound("no_such_document", {"document": document_id})
        case_for_change(work, actor, row.case_id)
        if row.state != "issued":
            raise RuleViolation("leaving_of_void", {"number": row.number or row.title})
        sha256 = hashlib.sha256(content).hexdigest()
        entry = NewLeaving(document_id, row.title, recipient.strip(), purpose.strip(), sha256, work.now, actor.seat)
        LeavingRepository(work.connection, work.centre_id).add(entry)
        work.touched_documents.add(document_id)
        return Leaving(content, sha256, work.commit())


def protect_file(
    desk: Desk, actor: Actor, title: str, content: bytes, password: str, recipient: str, purpose: str
) -> Leaving:
    """Any other PDF that leaves (a ledger, a review); its log line names it by `title`."""
    if not recipient.strip() or not purpose.strip():
        raise RuleViolation("leaving_needs_recipient", {})
    locked = _protected(content, checked_password(password, password))
    with desk.work(actor) as work:
        sha256 = hashlib.sha256(locked).hexdigest()
        entry = NewLeaving(None, title, recipient.strip(), purpose.strip(), sha256, work.now, actor.seat)
        LeavingRepository(work.connection, work.centre_id).add(entry)
        return Leaving(locked, sha256, work.commit())


def protected_draft(content: bytes, password: str) -> bytes:
    """A paper that is not issued (a file alone): protected, and nothing to write into a register."""
    return _protected(content, checked_password(password, password))


def opens_with(content: bytes, password: str) -> bool:
    from govdesk.documents.protection import opens

    return opens(content, password)


def leavings(desk: Desk, actor: Actor) -> list[LeavingRow]:
    """The register of what left, oldest first."""
    with desk.looking(actor) as work:
        return read_leavings(work.connection, work.centre_id)


def _protected(content: bytes, password: str) -> bytes:
    from govdesk.documents.protection import protected  # the library is loaded with the first file

    return protected(content, password)
