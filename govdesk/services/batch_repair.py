"""An import that broke off is voided at the next start, before anybody sees half of it."""

from govdesk.domain.roles import SYSTEM
from govdesk.foundation.text import _
from govdesk.services.batch_lock import is_alive
from govdesk.services.desk import Desk
from govdesk.services.import_undo import void_batch
from govdesk.storage.queries.imports import read_running_batches


def repair_broken_batches(desk: Desk) -> None:
    """Void the cases of batches that were running when their program died; one that still runs is left alone."""
    folder = desk.database.file.parent if desk.database.file else None
    with desk.database.reading() as connection:
        running = read_running_batches(connection)
    for batch in running:
        if not is_alive(folder, batch, desk.clock.now()):
            void_batch(desk, SYSTEM, batch.id, "broken", _("导入中断，再次启动时作废"))
