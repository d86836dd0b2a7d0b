"""A lock that the operating system lets go when its holder dies, however it dies."""

import sys
from pathlib import Path
from typing import IO


class FileLock:
    """Held by at most one opened file at a time, on this machine. Use `acquire`, then `release`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting; False when somebody else holds it."""
        file = self._path.open("ab")
        if _lock(file):
            self._file = file
            return True
        file.close()
        return False

    def release(self) -> None:
        """Let go and remove the file. Harmless when the lock is not held."""
        if self._file is None:
            return
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)  # while it is still held: nobody can take a file that is gone
        self._file.close()
        self._file = None
        if sys.platform == "win32":
            try:
                self._path.unlink(missing_ok=True)
            except PermissionError:  # somebody has opened it in the meantime to look
                return


def _lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
