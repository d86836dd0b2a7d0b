"""One pass through one file of cases, dry or writing: short slices under one batch that shows when it is complete."""

import gc
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.exchange.case_columns import Field
from govdesk.exchange.case_rows import ImportedRow, RejectedRow, RowReader
from govdesk.exchange.case_table import CaseTable
from govdesk.exchange.error_workbook import write_error_workbook
from govdesk.exchange.workbooks import Cell
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.import_judging import Judge, Verdict
from govdesk.services.import_recurrence import RecentCases
from govdesk.services.import_report import ImportReport, Note, Tally
from govdesk.services.import_rows import CaseMaker, Setting, Settled
from govdesk.services.messages_importing import NOTES
from govdesk.services.registration import refuse_registering
from govdesk.storage.engine import Connection
from govdesk.storage.repositories.imports import ImportRepository, NewBatch

SLICE_SECONDS = 0.3
"""Aimed at; a slice holds the write lock and must stay under half a second."""

_FIRST_SLICE, _LARGEST_SLICE = 100, 2000
_ERRORS_KEPT = 2000
_FOLDER = "imports"
_STEM_KEPT = 40
"""Characters of the file's name that the error workbook's keeps: a name may have 255 bytes, 85 Chinese characters."""

Progress = Callable[[int], Any]
Cancelled = Callable[[], bool]
Rows = list[tuple[int, list[Cell]]]


class ImportRun:
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
        self.tally = Tally()
        self._size = _FIRST_SLICE

    def slices(self, progress: Progress | None, cancelled: Cancelled | None) -> Iterator[Rows]:
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

    def write(self, rows: Rows) -> None:
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

    def taken(self, connection: Connection, rows: Rows, next_id: int) -> list[tuple[Settled, Verdict]]:
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

    def _read(self, rows: Rows) -> list[ImportedRow | RejectedRow]:
        return [self._reader.read(number, cells) for number, cells in rows]

    def _judged(
        self,
        connection: Connection,
        results: list[ImportedRow | RejectedRow],
        rows: Rows,
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
        path = folder / _("{batch}-{file}-未导入的行.xlsx").format(batch=self._batch, file=self._path.stem[:_STEM_KEPT])
        write_error_workbook(path, self._table.columns.headers, self.tally.rejected_rows)
        return path

    def _notes(self) -> tuple[Note, ...]:
        return tuple(Note(code, _(NOTES[code]), count) for code, count in self.tally.notes.most_common())


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
