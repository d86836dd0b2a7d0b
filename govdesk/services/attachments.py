"""Slips, photos and scans: kept once by SHA-256, listed and opened from the card."""

import hashlib
import mimetypes
from pathlib import Path

from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, BadInput, NotFound
from govdesk.domain.roles import Actor
from govdesk.services.access import case_for_change, hidden_from, is_own_attachment, viewed
from govdesk.services.desk import Desk
from govdesk.storage.queries.case_card import read_attachments
from govdesk.storage.repositories.attachments import attachment_path
from govdesk.storage.repositories.log_entry import LogEntry

LARGEST_MB = 200


def store_file(desk: Desk, actor: Actor, path: Path) -> str:
    """Keep a file without hanging it on a case yet (a slip being transcribed); returns its SHA-256."""
    content, media_type = read_file(path)
    with desk.work(actor) as work:
        sha256 = work.attachments.store(content, media_type, work.now)
        work.commit()
    return sha256


def attach(desk: Desk, actor: Actor, case_id: int, path: Path, kind: str = "other") -> Changes:
    """Hang a file on a case; `kind` is slip, photo, scan or other. Logged with its name and SHA-256."""
    content, media_type = read_file(path)
    with desk.work(actor) as work:
        file = case_for_change(work, actor, case_id)
        sha256 = work.attachments.store(content, media_type, work.now)
        work.attachments.link(case_id, sha256, path.name, kind, actor.seat, work.now)
        entry = LogEntry(
            "attach",
            actor,
            work.now,
            work.command,
            note=path.name,
            after={"attachment": sha256, "size": len(content)},
        )
        work.cases.note(file.case, entry)
        return work.commit()


def open_attachment(desk: Desk, actor: Actor, case_id: int, sha256: str) -> Path:
    """Where the file lies, checked against its SHA-256. Raises NotFound when it is gone or was changed."""
    with desk.looking(actor) as work:
        hidden = hidden_from(actor, case_for_change(work, actor, case_id))
        listed = read_attachments(work.connection, case_id)
    known = {item.sha256 for item in listed if not hidden or is_own_attachment(actor, item.added_by)}
    if hidden and sha256 not in known:
        raise AccessDenied("informant_protected", {})
    path = attachment_path(desk.folder, sha256)
    if sha256 not in known or not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise NotFound("no_such_attachment", {"sha256": sha256})
    viewed(desk, actor, case_id, "attachment")
    return path


def read_file(path: Path) -> tuple[bytes, str]:
    """Bytes and media type. Raises BadInput `attachment_too_large` (by its size, before it is read), `…_unreadable`."""
    try:
        size = path.stat().st_size
        if size > LARGEST_MB * 1_000_000:
            raise BadInput("attachment_too_large", {"name": path.name, "size": size // 1_000_000, "limit": LARGEST_MB})
        content = path.read_bytes()
    except OSError as error:
        raise BadInput("attachment_unreadable", {"name": path.name}) from error
    return content, mimetypes.guess_type(path.name)[0] or "application/octet-stream"
