"""An import that broke off is voided at the next start, before anybody sees half of it."""

from datetime import datetime

from govdesk.storage.engine import Database


def repair_broken_batches(database: Database, now: datetime) -> None:
    """Void the cases of batches that were running when their program died."""
