"""Who imports a batch holds a lock file in the data folder: when the program dies, the system lets it go."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from govdesk.foundation.file_lock import FileLock
from govdesk.storage.queries.imports import BatchRow

SILENCE = timedelta(minutes=10)
"""Where no lock file can be seen (another machine), a batch that has not stirred for so long is dead."""


@contextmanager
def batch_lock(folder: Path, uid: str) -> Iterator[None]:
    """Held while a batch is imported. Beside a database on a server there is no folder to lock in."""
    if not (folder / "log").is_dir():
        yield
        return
    lock = FileLock(_path(folder, uid))
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def is_alive(folder: Path | None, batch: BatchRow, now: datetime) -> bool:
    """Whether somebody still imports this running batch."""
    if folder is not None and _path(folder, batch.uid).exists():
        lock = FileLock(_path(folder, batch.uid))
        if not lock.acquire():
            return True
        lock.release()
        return False
    if folder is not None:
        return False
    last = batch.report.get("alive_at")
    return now - (datetime.fromisoformat(last) if last else batch.started_at) < SILENCE


def _path(folder: Path, uid: str) -> Path:
    return folder / "log" / f"import-{uid}.lock"
