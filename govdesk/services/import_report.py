"""What an import tells: the counts that must add up, every fault with its row and reason, what was odd."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govdesk.domain.changes import Changes
from govdesk.domain.errors import BadInput
from govdesk.exchange.case_rows import CellError
from govdesk.exchange.error_workbook import ErrorRow
from govdesk.exchange.workbooks import Cell
from govdesk.services.import_judging import Verdict
from govdesk.services.import_rows import Settled
from govdesk.services.messages import sentence
from govdesk.storage.repositories.imports import BatchCounts


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


class Tally:
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
