"""Opening a data folder: refuse what cannot be used, migrate after a copy, mend what broke off."""

import os
from pathlib import Path

from govdesk.domain.errors import StorageUnavailable
from govdesk.foundation.clock import Clock, SystemClock
from govdesk.services.batch_repair import repair_broken_batches
from govdesk.services.desk import Desk
from govdesk.storage.engine import Database, sqlite_url
from govdesk.storage.schema import bring_up_to_date


def open_desk(data: str | Path, clock: Clock | None = None) -> Desk:
    """Open a data folder (made when it is not there) or a database URL; migrate after a copy, mend what broke off.

    Raises StorageUnavailable with a code that names what is wrong; nothing is half done then.
    """
    clock = clock or SystemClock()
    text = str(data)
    if "://" in text:
        folder = Path.cwd()
        database = Database(text)
    else:
        folder = Path(text).expanduser().absolute()
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


def _prepare_folder(folder: Path) -> None:
    for place in (folder, *folder.parents):
        if place.exists():
            if not place.is_dir():
                raise StorageUnavailable("folder_is_a_file", {"folder": str(place)})
            break
    try:
        for name in ("attachments", "backups", "log"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        probe = folder / "log" / f".write-probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise StorageUnavailable("folder_not_writable", {"folder": str(folder)}) from error
