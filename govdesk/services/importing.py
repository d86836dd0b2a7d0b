"""Taking a file of cases in: a dry run that writes nothing, then the import in short slices under one batch."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govdesk.domain.roles import SYSTEM, Actor
from govdesk.exchange.case_table import CaseTable, open_case_table
from govdesk.exchange.error_workbook import write_error_workbook
from govdesk.exchange.workbooks import open_workbook
from govdesk.foundation.identifiers import new_uid
from govdesk.foundation.text import _
from govdesk.services.batch_lock import batch_lock
from govdesk.services.desk import Desk
from govdesk.services.import_report import ImportReport, Note, RowProblem
from govdesk.services.import_run import Cancelled, ImportRun, Progress
from govdesk.services.import_undo import void_batch
from govdesk.services.registration import refuse_registering
from govdesk.storage.queries.imports import BatchRow, read_batches

__all__ = [
    "BatchRow",
    "ImportReport",
    "Note",
    "RowProblem",
    "batches",
    "import_cases",
    "import_table",
    "preview_import",
    "save_error_workbook",
    "sheet_names",
]


def sheet_names(path: Path | str) -> tuple[str, ...]:
    """The sheets of a workbook, for the person to choose one; a csv file has one. Raises BadInput."""
    return open_workbook(path).sheets


def preview_import(
    desk: Desk,
    actor: Actor,
    path: Path | str,
    sheet: str | None = None,
    channel: str | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport:
    """What `import_cases` would do, with every fault; nothing is written. `progress` gets the rows read so far.

    Raises BadInput when the file cannot be read, RuleViolation `import_cancelled`, AccessDenied.
    """
    refuse_registering(desk, actor)
    run = ImportRun(desk, actor, open_case_table(path, sheet), Path(path), channel, None)
    for rows in run.slices(progress, cancelled):
        with desk.database.reading() as connection:
            taken = run.taken(connection, rows, run.tally.imported + 1)
        for settled, verdict in taken:
            run.tally.take(settled, verdict)
    return run.report()


def import_cases(
    desk: Desk,
    actor: Actor,
    path: Path | str,
    sheet: str | None = None,
    channel: str | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport:
    """Register, route and log every good row under one batch, which shows when it is complete.

    Stopped on the way (`cancelled`, an error, a broken disk), what was written is voided and nothing shows; a
    killed program leaves that to the next start. Raises as `preview_import` does.
    """
    refuse_registering(desk, actor)
    return import_table(desk, actor, open_case_table(path, sheet), Path(path), channel, progress, cancelled)


def import_table(
    desk: Desk,
    actor: Actor,
    table: CaseTable,
    path: Path,
    channel: str | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport:
    """`import_cases` for a table that is open already; `path` is the file it comes from."""
    uid = new_uid()
    run = ImportRun(desk, actor, table, path, channel, uid)
    with batch_lock(desk.folder, uid), _few_collections():
        batch = run.start()
        try:
            for rows in run.slices(progress, cancelled):
                run.write(rows)
            return run.complete()
        except BaseException:
            void_batch(desk, SYSTEM, batch, "cancelled", _("导入中断"))
            raise


def save_error_workbook(report: ImportReport, path: Path | str) -> int:
    """The rejected rows with their own columns, and 行号, 列, 原因, to mend and send back. → rows written."""
    return write_error_workbook(Path(path), report.headers, report.rejected_rows)


def batches(desk: Desk, _actor: Actor) -> list[BatchRow]:
    """All imports, the newest first."""
    with desk.database.reading() as connection:
        return read_batches(connection)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Thousands of new values and next to no garbage in cycles: the collector would walk them all again and again.

    `write` collects what is young after each slice.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
