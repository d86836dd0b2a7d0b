"""Taking a file of cases in: a dry run that writes nothing, then the import in short slices under one batch."""

import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.roles import SYSTEM, Actor
from govdesk.exchange.case_columns import Field
from govdesk.exchange.case_rows import CellError, ImportedRow, RejectedRow, RowReader
from govdesk.exchange.case_table import CaseTable, open_case_table
from govdesk.exchange.error_workbook import ErrorRow, write_error_workbook
from govdesk.exchange.workbooks import Cell, open_workbook
from govdesk.foundation.identifiers import new_uid
from govdesk.foundation.text import _
from govdesk.services.batch_lock import batch_lock
from govdesk.services.desk import Desk
from govdesk.services.import_judging import Judge, Verdict
from govdesk.services.import_rows import CaseMaker, RecentCases, Setting, Settled
from govdesk.services.import_undo import void_batch
from govdesk.services.messages import sentence
from govdesk.services.messages_importing import NOTES
from govdesk.services.registration import refuse_registering
from govdesk.storage.engine import Connection
from govdesk.storage.queries.imports import BatchRow, read_batches
from govdesk.storage.repositories.imports import BatchCounts, ImportRepository, NewBatch

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

SLICE_SECONDS = 0.3
"""Aimed at; a slice holds the write lock and must stay under half a second."""

_FIRST_SLICE, _LARGEST_SLICE = 100, 2000
_ERRORS_KEPT = 2000
_FOLDER = "imports"

Progress = Callable[[int], Any]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`row` as the person sees it in the file, `column` by its header, `reason` one sentence."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd that was no reason to refuse, and how many rows it concerns."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """rows = imported + duplicates + rejected. Of a dry run `batch` is None and `imported` is what would be.

    `columns` says which column was taken for what: (fact, header). `rejected_rows` with the cells as they were
    are what an error workbook needs. `seconds` includes `classification_seconds`.
    """

    file: str
    sheet: str
    other_sheets: tuple[str, ...]
    channel: str
    source: str
    batch: int | None
    rows: int
    imported: int
    duplicates: int
    rejected: int
    closed: int
    repeats: int
    errors: tuple[RowProblem, ...]
    notes: tuple[Note, ...]
    columns: tuple[tuple[str, str], ...]
    other_columns: tuple[str, ...]
    error_file: Path | None
    seconds: float
    classification_seconds: float
    changes: Changes = field(default_factory=Changes)
    headers: tuple[str, ...] = ()
    rejected_rows: tuple[ErrorRow, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The keys of the command line, and what else a script may want to know."""
        return {
            "batch": self.batch,
            "rows": self.rows,
            "imported": self.imported,
            "duplicates": self.duplicates,
            "rejected": self.rejected,
            "errors": [{"row": e.row, "column": e.column, "reason": e.reason} for e in self.errors],
            "error_file": str(self.error_file) if self.error_file else None,
            "sheet": self.sheet,
            "other_sheets": list(self.other_sheets),
            "channel": self.channel or None,
            "source": self.source,
            "closed": self.closed,
            "repeats": self.repeats,
            "notes": {note.code: note.count for note in self.notes},
            "seconds": round(self.seconds, 3),
            "classification_seconds": round(self.classification_seconds, 3),
        }


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
    run = _Run(desk, actor, open_case_table(path, sheet), Path(path), channel, None)
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
    run = _Run(desk, actor, table, path, channel, uid)
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


class _Tally:
    """What has happened to the rows so far."""

    def __init__(self) -> None:
        self.rows = self.imported = self.duplicates = self.closed = self.repeats = 0
        self.errors: list[RowProblem] = []
        self.rejected_rows: list[ErrorRow] = []
        self.notes: Counter[str] = Counter()

    def reject(self, row: int, cells: tuple[Cell, ...], errors: tuple[CellError, ...]) -> None:
        problems = tuple((e.column, sentence(BadInput(e.code, dict(e.facts)))) for e in errors)
        self.errors.extend(RowProblem(row, column, reason) for column, reason in problems)
        self.rejected_rows.append(ErrorRow(row, cells, problems))

    def take(self, settled: Settled, verdict: Verdict) -> None:
        self.imported += 1
        self.closed += settled.row.finished_at is not None
        self.repeats += verdict.repeats
        self.notes.update(settled.notes)

    @property
    def counts(self) -> BatchCounts:
        return BatchCounts(self.rows, self.imported, self.duplicates, len(self.rejected_rows))


class _Run:
    """One pass through one file, dry (`uid` None) or writing."""

    def __init__(
        self, desk: Desk, actor: Actor, table: CaseTable, path: Path, channel: str | None, uid: str | None
    ) -> None:
        refuse_registering(desk, actor)
        self._desk = desk
        self._actor = actor
        self._path = path
        self._uid = uid
        self._started_at = desk.clock.now()
        self._started = perf_counter()
        self._channel = _known_channel(desk, channel)
        self._table = table
        self._source = self._channel or self._table.columns.layout
        self._reader = RowReader(self._table.columns, self._started_at)
        self._judge = Judge(self._source, self._table.columns)
        self._maker = self._make_maker(None)
        self._recent: RecentCases | None = None
        self._batch = 0
        self.tally = _Tally()
        self._size = _FIRST_SLICE

    def slices(self, progress: Progress | None, cancelled: Cancelled | None) -> Iterator[list[tuple[int, list[Cell]]]]:
        """The rows in portions whose size follows the time that the last one took."""
        rows = iter(self._table.rows)
        while portion := list(islice(rows, self._size)):
            if cancelled is not None and cancelled():
                raise RuleViolation("import_cancelled", {"rows": self.tally.rows})
            yield portion
            if progress is not None:
                progress(self.tally.rows)

    def start(self) -> int:
        """Open the batch; its cases are hidden until it is complete."""
        new = NewBatch(
            uid=self._uid or "",
            file_name=self._path.name,
            file_sha256=_sha256(self._path),
            sheet=self._table.sheet,
            channel=self._channel or "",
            source=self._source,
            seat=self._actor.seat,
        )
        with self._desk.work(self._actor) as work:
            self._batch = ImportRepository(work.connection, work.centre_id).start(new, self._started_at)
            work.commit()
        self._maker = self._make_maker(self._batch)
        return self._batch

    def write(self, rows: list[tuple[int, list[Cell]]]) -> None:
        """One slice: judged, routed and stored in one transaction."""
        results = self._read(rows)
        locked = perf_counter()
        with self._desk.work(self._actor) as work:
            taken = self._judged(work.connection, results, rows, work.cases.next_id())
            recent = self._recent_cases(work.connection)
            for settled, verdict in taken:
                self.tally.take(settled, verdict)
            made = [self._maker.make(settled, verdict.repeat_of, recent) for settled, verdict in taken]
            work.cases.add_shaped(made, visible=False)
            imports = ImportRepository(work.connection, work.centre_id)
            imports.count(self._batch, self.tally.counts, self._desk.clock.now())
            work.commit()
        self._fit(len(rows), perf_counter() - locked)
        gc.collect(1)

    def complete(self) -> ImportReport:
        """Write the error workbook, show the cases."""
        error_file = self._write_errors()
        report = replace(
            self.report(),
            batch=self._batch,
            error_file=error_file,
            changes=Changes(batches=frozenset({self._batch}), everything=True),
        )
        stored = {**report.as_json(), "headers": list(report.headers)}
        stored["errors"] = stored["errors"][:_ERRORS_KEPT]
        with self._desk.work(self._actor) as work:
            imports = ImportRepository(work.connection, work.centre_id)
            imports.complete(self._batch, self.tally.counts, stored, self._desk.clock.now())
            work.commit()
        return report

    def taken(
        self, connection: Connection, rows: list[tuple[int, list[Cell]]], next_id: int
    ) -> list[tuple[Settled, Verdict]]:
        """The new rows of a slice; the others are counted and remembered."""
        return self._judged(connection, self._read(rows), rows, next_id)

    def report(self) -> ImportReport:
        columns, tally = self._table.columns, self.tally
        mapped = tuple((name.value, columns.header_of(name)) for name in Field if columns.header_of(name))
        used = {header for _name, header in mapped}
        return ImportReport(
            file=self._path.name,
            sheet=self._table.sheet,
            other_sheets=self._table.other_sheets,
            channel=self._channel or "",
            source=self._source,
            batch=None,
            rows=tally.rows,
            imported=tally.imported,
            duplicates=tally.duplicates,
            rejected=len(tally.rejected_rows),
            closed=tally.closed,
            repeats=tally.repeats,
            errors=tuple(tally.errors),
            notes=self._notes(),
            columns=mapped,
            other_columns=tuple(header for header in columns.headers if header not in used),
            error_file=None,
            seconds=perf_counter() - self._started,
            classification_seconds=self._maker.classification_seconds,
            headers=columns.headers,
            rejected_rows=tuple(tally.rejected_rows),
        )

    def _read(self, rows: list[tuple[int, list[Cell]]]) -> list[ImportedRow | RejectedRow]:
        return [self._reader.read(number, cells) for number, cells in rows]

    def _judged(
        self,
        connection: Connection,
        results: list[ImportedRow | RejectedRow],
        rows: list[tuple[int, list[Cell]]],
        next_id: int,
    ) -> list[tuple[Settled, Verdict]]:
        good = [result for result in results if isinstance(result, ImportedRow)]
        verdicts = iter(self._judge.judge(connection, good, next_id))
        taken = []
        for result, (number, cells) in zip(results, rows, strict=True):
            self.tally.rows += 1
            if isinstance(result, RejectedRow):
                self.tally.reject(number, result.cells, result.errors)
                continue
            verdict = next(verdicts)
            if verdict.error is not None:
                self.tally.reject(number, tuple(cells), (verdict.error,))
            elif verdict.duplicate_of:
                self.tally.duplicates += 1
            else:
                taken.append((self._maker.settle(result), verdict))
        return taken

    def _make_maker(self, batch: int | None) -> CaseMaker:
        setting = Setting(self._actor, self._source, self._channel, self._started_at, self._uid or "", batch)
        return CaseMaker(self._desk, self._table.columns, setting)

    def _recent_cases(self, connection: Connection) -> RecentCases:
        if self._recent is None:
            self._recent = RecentCases(self._desk, connection)
        self._recent.continue_on(connection, self._judge.finds_others)
        return self._recent

    def _fit(self, rows: int, seconds: float) -> None:
        fitting = int(rows * SLICE_SECONDS / max(seconds, 0.001))
        self._size = max(10, min(_LARGEST_SLICE, fitting, self._size * 2))

    def _write_errors(self) -> Path | None:
        if not self.tally.rejected_rows:
            return None
        folder = self._desk.folder / _FOLDER
        folder.mkdir(exist_ok=True)
        path = folder / _("{batch}-{file}-未导入的行.xlsx").format(batch=self._batch, file=self._path.stem)
        write_error_workbook(path, self._table.columns.headers, self.tally.rejected_rows)
        return path

    def _notes(self) -> tuple[Note, ...]:
        return tuple(Note(code, _(NOTES[code]), count) for code, count in self.tally.notes.most_common())


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


def _known_channel(desk: Desk, channel: str | None) -> str | None:
    if channel is None or not channel.strip():
        return None
    found = desk.rules.channels.for_label(channel)
    if found is None:
        known = "、".join(item.label for item in desk.rules.channels)
        raise BadInput("import_channel_unknown", {"channel": channel, "channels": known})
    return found.code


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
