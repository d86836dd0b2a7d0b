"""Cases in bulk that share a shape: same steps and values but for a few of their own. Import's fast door.

Writes exactly what `CaseRepository.add_many` writes for the same histories (a test compares them row by row).
Rows are tuples of stored values from the start: dictionaries of eighty entries by the thousand do not fit a cache.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from govdesk.domain.case import CaseFile, PartySnapshot
from govdesk.domain.case_log import GENESIS, LogLine, plain
from govdesk.domain.case_log_shapes import LineShape, encode_value
from govdesk.domain.case_text import text_digest
from govdesk.storage import tables
from govdesk.storage.engine import Connection, bulk_insert_stored, stored_as, stored_json
from govdesk.storage.repositories.case_rows import case_values, child_values, difference, plain_children
from govdesk.storage.repositories.log_entry import LogEntry

Step = tuple[CaseFile, LogEntry]
Convert = Callable[[Any], Any]

LINE_COLUMNS = (
    "sequence",
    "command",
    "at",
    "seat",
    "role",
    "actor_name",
    "said_by",
    "said_how",
    "said_at",
    "slip",
    "action",
    "from_status",
    "to_status",
    "tier",
    "note",
    "before",
    "after",
    "salt",
)
LOG_COLUMNS = (*LINE_COLUMNS, "centre_id", "case_id", "previous_hash", "hash")
_AT = {name: at for at, name in enumerate(LOG_COLUMNS)}
_AFTER, _SALT, _CASE, _PREVIOUS, _HASH = (_AT[n] for n in ("after", "salt", "case_id", "previous_hash", "hash"))
_SAID_BY, _SAID_AT = _AT["said_by"], _AT["said_at"]
_JSON = frozenset({"flags", "source_fields", "closings"})
"""Own values whose JSON in the log serves the column too."""


@dataclass(slots=True)  # not frozen only for speed: an import builds one a row
class ShapedCase:
    """A case of a shape with the values that are its own; `said` is (said_by, said_at) of its last step."""

    shape: "CaseShape"
    own: Mapping[str, Any]
    parties: tuple[PartySnapshot, ...] = ()
    said: tuple[str, datetime | None] = ("", None)


class CaseShape:
    """What all its cases have in common, prepared once.

    `history` is a sample whose own values are empty; `own_first` names those that the first step sets,
    `own_last` those that the last one sets.
    """

    def __init__(self, history: Sequence[Step], own_first: Collection[str], own_last: Collection[str] = ()) -> None:
        final = history[-1][0].case
        self.history = history
        self.own = (frozenset(own_first), frozenset(own_last))
        self.registered_at: datetime = history[0][0].case.registered_at
        self.assists = [child_values(item) for item in history[-1][0].assists]
        self.values: dict[str, Any] = {**case_values(final), "version": len(history)}
        self.prepared: _Prepared | None = None


class ShapedWriter:
    """Collects the rows of cases and of their log lines for one connection and centre, then stores them."""

    def __init__(self, connection: Connection, centre_id: int, visible: bool, sample: CaseShape) -> None:
        self._connection = connection
        self._centre_id = centre_id
        self._columns = ("id", "centre_id", "visible", *sample.values)
        self._first = {"id": 0, "centre_id": centre_id, "visible": visible}
        self._key = (connection.dialect.name, centre_id, visible)
        self._case_converts = stored_as(connection, tables.cases, self._columns)
        self._log_converts = stored_as(connection, tables.case_log, LOG_COLUMNS)
        self._json = stored_json(connection)
        self._at = {name: at for at, name in enumerate(self._columns)}
        self._last: _Prepared | None = None
        self._cases: list[list[Any]] = []
        self._lines: list[list[Any]] = []
        self._filled: set[int] = {self._at["uid"], self._at["number"]}

    def add(self, item: ShapedCase, case_id: int, uid: str, number: str, salts: Sequence[str]) -> None:
        """The finished case, and its steps, chained."""
        own: dict[str, Any] = {**item.own, "number": number}
        if item.parties:
            own["parties"] = plain_children(item.parties)
        encoded = {name: encode_value(value) for name, value in own.items() if value}
        prepared = item.shape.prepared
        if prepared is None or prepared.key != self._key:
            prepared = item.shape.prepared = self._prepare(item.shape)
        if prepared is not self._last:
            self._last = prepared
            self._filled |= prepared.filled
        self._add_case(prepared, item, case_id, uid, number, encoded)
        self._add_lines(prepared, item, case_id, uid, salts, own, encoded)

    def store(self) -> list[str]:
        """Insert all of it. → the hashes of the log lines in order. Columns that are empty throughout are left out."""
        filled = sorted(self._filled)
        pick = itemgetter(*filled)
        names = [self._columns[at] for at in filled]
        bulk_insert_stored(self._connection, tables.cases, names, [pick(row) for row in self._cases])
        bulk_insert_stored(self._connection, tables.case_log, LOG_COLUMNS, [tuple(line) for line in self._lines])
        return [line[_HASH] for line in self._lines]

    def _add_case(
        self,
        prepared: "_Prepared",
        item: ShapedCase,
        case_id: int,
        uid: str,
        number: str,
        encoded: Mapping[str, str],
    ) -> None:
        row = prepared.row.copy()
        at, converts = self._at, self._case_converts
        row[0] = case_id
        row[at["uid"]] = uid
        row[at["number"]] = number
        row[at["text_digest"]] = text_digest(item.own["text"])
        filled = self._filled
        for name, value in item.own.items():
            if value is None:
                continue
            column = at[name]
            if name in _JSON:
                if name in encoded:
                    row[column] = self._json(encoded[name])
                continue
            convert = converts[column]
            row[column] = value if convert is None else convert(value)
            filled.add(column)
        self._cases.append(row)

    def _add_lines(
        self,
        prepared: "_Prepared",
        item: ShapedCase,
        case_id: int,
        uid: str,
        salts: Sequence[str],
        own: Mapping[str, Any],
        encoded: Mapping[str, str],
    ) -> None:
        present = tuple(encoded)
        lines = prepared.lines.get(present)
        if lines is None:
            lines = prepared.lines[present] = self._make_lines(item.shape, frozenset(present))
        previous = GENESIS
        for line, salt in zip(lines, salts, strict=True):
            row = line.row.copy()
            if line.is_said:
                said_by, said_at = item.said
                row[_SAID_BY], row[_SAID_AT] = said_by, self._moment(said_at)
                hashed = line.shape.hashed(previous, uid, salt, own, encoded, said_by, said_at)
            else:
                hashed = line.shape.hashed(previous, uid, salt, own, encoded)
            if line.varies:
                row[_AFTER] = self._json(line.shape.stored_after(encoded))
            row[_SALT] = salt
            row[_CASE] = case_id
            row[_PREVIOUS] = previous
            row[_HASH] = previous = hashed
            self._lines.append(row)

    def _moment(self, value: datetime | None) -> Any:
        convert = self._log_converts[_SAID_AT]
        return convert(value) if value is not None and convert is not None else value

    def _prepare(self, shape: CaseShape) -> "_Prepared":
        row = _converted([*self._first.values(), *shape.values.values()], self._case_converts)
        filled = frozenset(at for at, value in enumerate(row) if value is not None)
        return _Prepared(self._key, row, filled | {self._at["uid"], self._at["number"]}, {})

    def _make_lines(self, shape: CaseShape, present: frozenset[str]) -> list["_Line"]:
        """The steps of cases in which these own values are there (an empty value of a new case is not logged)."""
        made: list[_Line] = []
        before: CaseFile | None = None
        for index, (file, entry) in enumerate(shape.history):
            own = present & shape.own[0 if index == 0 else 1]
            old, new = difference(before, file)
            if before is None:
                own = own | {"number"}
            else:
                old.update({name: plain(getattr(before.case, name)) for name in own})
            new.update(dict.fromkeys(own))
            sample = _sample(before, file, entry, index + 1, old, new)
            values = {name: getattr(sample, name) for name in LINE_COLUMNS}
            values.update(before=None, after=None)
            values.update(centre_id=self._centre_id, case_id=0, previous_hash="", hash="")
            row = _converted([values[name] for name in LOG_COLUMNS], self._log_converts)
            row[_AT["before"]] = self._json(encode_value(old))
            shape_of_line = LineShape(sample, own)
            if not own:
                row[_AFTER] = self._json(shape_of_line.stored_after({}))
            made.append(_Line(shape_of_line, row, entry.transcription is not None, bool(own)))
            before = file
        return made


@dataclass(slots=True)
class _Line:
    """One step of a shape, ready to be filled in; `varies`: what it writes down is not the same for all."""

    shape: LineShape
    row: list[Any]
    is_said: bool
    varies: bool


@dataclass(slots=True)
class _Prepared:
    """A shape for one dialect and centre: the case's row, and the steps by which own values are there."""

    key: tuple[str, int, bool]
    row: list[Any]
    filled: frozenset[int]
    lines: dict[tuple[str, ...], list[_Line]]


def _sample(
    before: CaseFile | None, file: CaseFile, entry: LogEntry, sequence: int, old: dict[str, Any], new: dict[str, Any]
) -> LogLine:
    said = entry.transcription
    return LogLine(
        case_uid="",
        sequence=sequence,
        command=entry.command,
        at=entry.at,
        seat=entry.actor.seat,
        role=entry.actor.role.value,
        actor_name=entry.actor.name,
        action=entry.action,
        from_status=before.case.status.value if before else "",
        to_status=file.case.status.value,
        tier=file.case.tier.value if file.case.tier else "",
        note=entry.note,
        said_by=said.said_by if said else "",
        said_how=said.said_how if said else "",
        said_at=said.said_at if said else None,
        slip=(said.slip or "") if said else "",
        before=old,
        after=new,
        salt="",
    )


def _converted(values: Sequence[Any], converts: Sequence[Convert | None]) -> list[Any]:
    """Stored values; the members of an enumeration as the plain texts that they are."""
    converted = []
    for value, convert in zip(values, converts, strict=True):
        if value is not None and convert is not None:
            value = convert(value)
        converted.append(str(value) if isinstance(value, str) else value)
    return converted
