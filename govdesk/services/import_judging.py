"""Is a row new, here already, or in contradiction to what is here? By (source, number), and by its text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from govdesk.domain.case_text import text_digest
from govdesk.exchange.case_columns import ColumnMap, Field
from govdesk.exchange.case_rows import CellError, ImportedRow
from govdesk.storage.engine import Connection
from govdesk.storage.queries.imports import KnownCase, Others, read_known_numbers, read_others, read_same_texts


@dataclass(frozen=True, slots=True)
class Verdict:
    """`duplicate_of` names the case or row that this one is again; `error` refuses; else the row is new.

    `repeats`: the same text is here already under another number, or comes from another person.
    """

    duplicate_of: str = ""
    error: CellError | None = None
    repeats: bool = False
    repeat_of: int | None = None

    @property
    def is_new(self) -> bool:
        return not self.duplicate_of and self.error is None


_NEW = Verdict()


class Judge:
    """Remembers the rows of one file; what is in the database is asked for a slice at a time."""

    def __init__(self, source: str, columns: ColumnMap) -> None:
        self._source = source
        self._number_column = columns.header_of(Field.NUMBER)
        self._rows_of_number: dict[str, tuple[int, str]] = {}
        self._first_with_text: dict[str, int] = {}
        self._unnumbered: set[tuple[str, str, datetime | None]] = set()
        self._others: Others | None = None
        self._next_id = 0

    @property
    def finds_others(self) -> bool:
        """Whether there are cases that this file has not brought."""
        return self._others is None or self._others.any

    def judge(self, connection: Connection, rows: Sequence[ImportedRow], next_id: int) -> list[Verdict]:
        """One verdict a row; the new ones get ids from `next_id` on, so that repeats inside the file find them."""
        digests = [text_digest(row.text) for row in rows]
        others = self._look_for_others(connection, next_id)
        numbers: dict[str, KnownCase] = {}
        if others.of_source:
            numbers = read_known_numbers(connection, self._source, [row.number for row in rows if row.number])
        texts = read_same_texts(connection, digests) if others.any else {}
        verdicts = []
        for row, digest in zip(rows, digests, strict=True):
            verdict = self._numbered(row, digest, numbers) if row.number else self._bare(row, digest, texts)
            if verdict is None:
                repeat_of = self._repeat_of(digest, texts)
                self._first_with_text.setdefault(digest, next_id)
                verdict = _NEW if repeat_of is None else Verdict(repeats=True, repeat_of=repeat_of)
                next_id += 1
            verdicts.append(verdict)
        self._next_id = next_id
        return verdicts

    def _look_for_others(self, connection: Connection, next_id: int) -> Others:
        """Cases that this file has not brought: known at its first slice, and again when somebody has added one."""
        if self._others is None:
            self._others = read_others(connection, self._source)
        elif next_id != self._next_id:
            self._others = Others(any=True, of_source=True)
        return self._others

    def _numbered(self, row: ImportedRow, digest: str, numbers: Mapping[str, KnownCase]) -> Verdict | None:
        here = self._rows_of_number.get(row.number)
        if here is not None:
            if here[1] == digest:
                return Verdict(duplicate_of=str(here[0]))
            facts = {"number": row.number, "other_row": here[0]}
            return Verdict(error=CellError(self._number_column, "number_twice_in_file", facts))
        self._rows_of_number[row.number] = (row.row, digest)
        known = numbers.get(row.number)
        if known is None:
            return None
        if known.text_digest == digest:
            return Verdict(duplicate_of=known.number)
        facts = {"number": row.number, "case_number": known.number, "title": known.title}
        return Verdict(error=CellError(self._number_column, "number_with_other_text", facts))

    def _bare(self, row: ImportedRow, digest: str, texts: Mapping[str, Iterable[KnownCase]]) -> Verdict | None:
        """Without a number the same text of the same person at the same moment is the same message."""
        key = (digest, row.reporter, row.received_at)
        if key in self._unnumbered:
            return Verdict(duplicate_of=str(row.row))
        self._unnumbered.add(key)
        for known in texts.get(digest, ()):
            same_source = known.source == self._source and not known.source_number
            same_moment = row.received_at is None or known.received_at == row.received_at
            if same_source and same_moment and known.reporter == row.reporter:
                return Verdict(duplicate_of=known.number)
        return None

    def _repeat_of(self, digest: str, texts: Mapping[str, Sequence[KnownCase]]) -> int | None:
        """The oldest case with this text, in the database or earlier in the file."""
        if digest in texts:
            return texts[digest][0].id
        return self._first_with_text.get(digest)
