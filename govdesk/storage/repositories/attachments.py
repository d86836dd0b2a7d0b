"""The write door for attachments: bytes once per SHA-256 in the data folder, links per case in the database."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select

from govdesk.domain.errors import StorageUnavailable
from govdesk.storage import tables


class AttachmentRepository:
    """Attachments of one unit of work. A file written before a rollback stays as an orphan and is harmless."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    def store(self, content: bytes, media_type: str, now: datetime) -> str:
        """Keep the bytes; returns their SHA-256. Storing the same bytes twice keeps them once."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = attachment_path(self._folder, sha256)
        if not target.exists():
            _write_durably(target, content)
        table = tables.attachment
        known = self._connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first()
        if known is None:
            self._connection.execute(
                insert(table).values(sha256=sha256, size=len(content), media_type=media_type, stored_at=now)
            )
        return sha256

    def path(self, sha256: str) -> Path | None:
        """Where a stored file lies; None when nothing with this SHA-256 was ever stored or the file is gone."""
        table = tables.attachment
        known = self._connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first()
        found = attachment_path(self._folder, sha256)
        return found if known is not None and found.is_file() else None

    def link(self, case_id: int, sha256: str, name: str, kind: str, seat: str, now: datetime) -> None:
        """Hang a stored file on a case; the same file under the same name hangs there once."""
        table = tables.case_attachment
        same = (table.c.case_id == case_id) & (table.c.sha256 == sha256) & (table.c.name == name)
        if self._connection.execute(select(table.c.id).where(same)).first() is None:
            self._connection.execute(
                insert(table).values(case_id=case_id, sha256=sha256, name=name, kind=kind, added_at=now, added_by=seat)
            )


def attachment_path(folder: Path, sha256: str) -> Path:
    """Where the bytes with this SHA-256 lie in a data folder."""
    return folder / "attachments" / sha256[:2] / sha256


def _write_durably(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".partial")
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except OSError as error:
        raise StorageUnavailable("folder_not_writable") from error
