"""An import that broke off is voided at the next start, before anybody sees half of it."""

from datetime import datetime
from pathlib import Path

from govdesk.domain.roles import SYSTEM
from govdesk.foundation.clock import ManualClock
from govdesk.foundation.text import _
from govdesk.services.batch_lock import is_alive
from govdesk.storage.engine import Database
from govdesk.storage.queries.imports import read_running_batches


def repair_broken_batches(database: Database, now: datetime) -> None:
    """Void the cases of batches that were running when their program died; one that still runs is left alone."""
    folder = database.file.parent if database.file else None
    with database.reading() as connection:
        running = read_running_batches(connection)
    broken = [batch for batch in running if not is_alive(folder, batch, now)]
    if not broken:
        return
    from govdesk.services.desk import Desk
    from govdesk.services.import_undo import void_batch

    desk = Desk(database, ManualClock(now), folder or Path.cwd())
    for batch in broken:
        void_batch(desk, SYSTEM, batch.id, "broken", _("导入中断，再次启动时作废"))
