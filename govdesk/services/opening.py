"""Opening a data folder: refuse what cannot be used, migrate after a copy, mend what broke off."""

import os
from pathlib import Path
from time import monotonic, sleep

from govdesk.domain.errors import StorageUnavailable
from govdesk.foundation.clock import Clock, SystemClock
from govdesk.services.batch_repair import repair_broken_batches
from govdesk.services.desk import Desk
from govdesk.storage.engine import DATABASE_FILE, Database, sqlite_url
from govdesk.storage.schema import bring_up_to_date

_BEING_MADE_SECONDS = 2.0
"""So long a database of 0 bytes may be one that another program is just making."""


def open_desk(data: str | Path, clock: Clock | None = None) -> Desk:
    """Open a data folder (made when it is not there); migrate after a copy, mend what broke off.

    Raises StorageUnavailable with a code that names what is wrong; nothing is half done then.
    """
    clock = clock or SystemClock()
    folder = local_folder(str(data)).expanduser().absolute()
    _prepare_folder(folder)
    database = Database(sqlite_url(folder))
    try:
        bring_up_to_date(database, folder / "backups", clock.now())
        desk = Desk(database, clock, folder)
        repair_broken_batches(desk)
        return desk
    except BaseException:
        database.close()
        raise


def local_folder(text: str) -> Path:
    """The folder that a `--data` names. Raises StorageUnavailable `url_not_supported` for the address of a server.

    Servers are not open yet; of an address only the kind is said, it may hold a password.
    """
    if "://" in text:
        raise StorageUnavailable("url_not_supported", {"kind": text.partition("://")[0] or "://"})
    return Path(text)


def _prepare_folder(folder: Path) -> None:
    for place in (folder, *folder.parents):
        if place.exists():
            if not place.is_dir():
                raise StorageUnavailable("folder_is_a_file", {"folder": str(place)})
            break
    _refuse_no_database(folder)
    try:
        for name in ("attachments", "backups", "log"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        probe = folder / "log" / f".write-probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise StorageUnavailable("folder_not_writable", {"folder": str(folder)}) from error


def _refuse_no_database(folder: Path) -> None:
    """A database of 0 bytes is what a broken copy leaves; to fill it anew in silence would hide that data are lost."""
    file = folder / DATABASE_FILE
    if file.is_dir():
        raise StorageUnavailable("database_is_a_folder", {"file": str(file)})
    until = monotonic() + _BEING_MADE_SECONDS
    while file.exists() and file.stat().st_size == 0:
        if monotonic() > until:
            copies = sorted((folder / "backups").glob("*.db"))
            code = "database_empty_with_copy" if copies else "database_empty"
            raise StorageUnavailable(code, {"file": str(file), "copy": str(copies[-1]) if copies else ""})
        sleep(0.05)
