"""The write door for cases: load the whole file, save what changed, write its log line in the same transaction."""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from govdesk.domain.case import Case, CaseFile, evolve
from govdesk.domain.case_log import GENESIS, LogLine, line_hash, next_head
from govdesk.domain.case_number import case_number_stem
from govdesk.domain.errors import Conflict, NotFound
from govdesk.domain.vocabulary import Status
from govdesk.foundation.identifiers import new_uid
from govdesk.storage import tables
from govdesk.storage.engine import bulk_insert
from govdesk.storage.repositories.case_rows import (
    CHILDREN,
    case_from_row,
    case_values,
    child_from_row,
    child_values,
    difference,
)
from govdesk.storage.repositories.case_shapes import LINE_COLUMNS, ShapedCase, ShapedWriter
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.repositories.numbers import NumberRepository

Step = tuple[CaseFile, LogEntry]

# Made once: building a statement anew costs several times what SQLite needs to run it.
_GET_CASE = select(tables.cases).where(tables.cases.c.id == bindparam("case"))
_GET_CHILDREN = {
    name: select(table).where(table.c.case_id == bindparam("case")).order_by(table.c.id)
    for name, (table, _kind) in CHILDREN.items()
}
_UPDATE_CASE = update(tables.cases).where(
    tables.cases.c.id == bindparam("old_id"), tables.cases.c.version == bindparam("old_version")
)
_UPDATE_CHILD = {
    name: update(table).where(table.c.id == bindparam("old_id")) for name, (table, _kind) in CHILDREN.items()
}


class CaseRepository:
    """Cases of one centre inside one unit of work."""

    def __init__(self, connection: Connection, centre_id: int, case_prefix: str) -> None:
        self._connection = connection
        self._centre_id = centre_id
        self._prefix = case_prefix
        self._numbers = NumberRepository(connection, centre_id)
        self._pending_hashes: list[str] = []
        self.touched: set[int] = set()

    def get(self, case_id: int) -> CaseFile:
        """The case with everything beside it. Raises NotFound."""
        row = self._connection.execute(_GET_CASE, {"case": case_id}).first()
        if row is None:
            raise NotFound("no_such_case", {"number": str(case_id)})
        children = {}
        for name, (_table, kind) in CHILDREN.items():
            rows = self._connection.execute(_GET_CHILDREN[name], {"case": case_id}).mappings()
            children[name] = tuple(child_from_row(kind, item) for item in rows)
        return CaseFile(case_from_row(row), **children)

    def get_many(self, case_ids: Sequence[int]) -> list[CaseFile]:
        """Several cases with everything beside them, in the order of their ids. Missing ones are left out."""
        cases = tables.cases
        rows = self._connection.execute(select(cases).where(cases.c.id.in_(case_ids)).order_by(cases.c.id)).all()
        beside: dict[int, dict[str, tuple[Any, ...]]] = {row.id: {} for row in rows}
        for name, (table, kind) in CHILDREN.items():
            query = select(table).where(table.c.case_id.in_(case_ids)).order_by(table.c.id)
            for item in self._connection.execute(query).mappings():
                known = beside[item["case_id"]]
                known[name] = (*known.get(name, ()), child_from_row(kind, item))
        return [CaseFile(case_from_row(row), **beside[row.id]) for row in rows]

    def id_of(self, number: str) -> int:
        """The id behind a case number. Raises NotFound."""
        found = self._connection.execute(
            select(tables.cases.c.id).where(
                tables.cases.c.centre_id == self._centre_id, tables.cases.c.number == number.strip().upper()
            )
        ).scalar_one_or_none()
        if found is None:
            raise NotFound("no_such_case", {"number": number})
        return int(found)

    def add(self, history: Sequence[Step], visible: bool = True) -> CaseFile:
        """A new case with number, uid and a log line for each step of its first moments."""
        return self.add_many([history], visible=visible)[0]

    def add_many(self, histories: Sequence[Sequence[Step]], visible: bool = True) -> list[CaseFile]:
        """New cases in bulk. Each history is what happened so far: the file after each step and who did it."""
        if not histories:
            return []
        first_id = self.next_id()
        numbers = self._numbers_for([history[0][0].case.registered_at for history in histories])
        stored: list[CaseFile] = []
        rows: list[dict[str, Any]] = []
        identities: list[tuple[int, str, str]] = []
        for offset, history in enumerate(histories):
            identity = (first_id + offset, new_uid(), numbers[offset])
            identities.append(identity)
            file = history[-1][0]
            case = evolve(file.case, id=identity[0], uid=identity[1], number=identity[2], version=len(history))
            stored.append(replace(file, case=case))
            rows.append({"id": case.id, "centre_id": self._centre_id, "visible": visible, **case_values(case)})
        bulk_insert(self._connection, tables.cases, rows)
        self._insert_children(stored)
        self._log_new(histories, identities)
        self.touched.update(first_id + offset for offset in range(len(stored)))
        return stored

    def add_shaped(self, items: Sequence[ShapedCase], visible: bool = True) -> None:
        """New cases in bulk that share a few shapes: the same rows as `add_many`, several times as fast.

        All shapes have the same number of steps.
        """
        if not items:
            return
        first_id = self.next_id()
        numbers = self._numbers_for([item.shape.registered_at for item in items])
        writer = ShapedWriter(self._connection, self._centre_id, visible, items[0].shape)
        steps = len(items[0].shape.history)
        salts = secrets.token_hex(16 * steps * len(items))
        for offset, (item, number) in enumerate(zip(items, numbers, strict=True)):
            start = 32 * steps * offset
            own_salts = [salts[at : at + 32] for at in range(start, start + 32 * steps, 32)]
            writer.add(item, first_id + offset, new_uid(), number, own_salts)
        hashes = writer.store()
        identified = list(enumerate(items, start=first_id))
        parties = [row for case_id, item in identified for row in _child_rows("parties", case_id, item.parties)]
        assists = [{"case_id": case_id, **values} for case_id, item in identified for values in item.shape.assists]
        bulk_insert(self._connection, tables.party, parties)
        bulk_insert(self._connection, tables.assist, assists)
        self._pending_hashes.extend(hashes)
        self.touched.update(range(first_id, first_id + len(items)))

    def save(self, before: CaseFile, after: CaseFile, entry: LogEntry) -> CaseFile:
        """Write what changed and its log line. Raises Conflict when another commit came first."""
        case = evolve(after.case, version=before.case.version + 1)
        keys = {"old_id": case.id, "old_version": before.case.version}
        changed = self._connection.execute(_UPDATE_CASE, {**keys, **case_values(case)})
        if changed.rowcount != 1:
            raise Conflict("case_changed", {"number": before.case.number})
        self._save_children(before, after)
        was, now = difference(before, after)
        was.update(entry.before)
        now.update(entry.after)
        self._append(case, entry, was, now, before.case.status)
        self.touched.add(int(case.id or 0))
        return self.get(int(case.id or 0))

    def save_many(self, pairs: Sequence[tuple[CaseFile, CaseFile]], entry: LogEntry) -> None:
        """The same change to several cases, a log line each. Raises Conflict when another commit came first."""
        log = tables.case_log
        ids = [int(before.case.id or 0) for before, _after in pairs]
        newest = select(log.c.case_id, func.max(log.c.sequence).label("sequence"))
        newest_of = newest.where(log.c.case_id.in_(ids)).group_by(log.c.case_id).subquery()
        same = (log.c.case_id == newest_of.c.case_id) & (log.c.sequence == newest_of.c.sequence)
        query = select(log.c.case_id, log.c.sequence, log.c.hash).join(newest_of, same)
        last = {row.case_id: (row.sequence, row.hash) for row in self._connection.execute(query)}
        rows = []
        self._update_changed(
            [(before.case, evolve(after.case, version=before.case.version + 1)) for before, after in pairs]
        )
        for before, after in pairs:
            case = evolve(after.case, version=before.case.version + 1)
            if any(getattr(before, name) != getattr(after, name) for name in CHILDREN):
                self._save_children(before, after)
            was, now = difference(before, after)
            sequence, previous = last[case.id]
            salt = secrets.token_hex(16)
            line = _line(case, case.uid, entry, sequence + 1, before.case.status.value, was, now, salt)
            rows.append(self._row(line, int(case.id or 0), previous))
        bulk_insert(self._connection, log, rows)
        self.touched.update(ids)

    def note(self, case: Case, entry: LogEntry) -> None:
        """A log line that changes no field of the case (a paper issued, a view recorded). The version moves on."""
        changed = self._connection.execute(
            _UPDATE_CASE, {"old_id": case.id, "old_version": case.version, "version": case.version + 1}
        )
        if changed.rowcount != 1:
            raise Conflict("case_changed", {"number": case.number})
        self._append(case, entry, dict(entry.before), dict(entry.after), case.status)
        self.touched.add(int(case.id or 0))

    def finish(self) -> None:
        """Fold the new lines into the folder-wide head; the unit of work calls it once, before it commits."""
        if not self._pending_hashes:
            return
        head = tables.log_head
        row = self._connection.execute(select(head).where(head.c.centre_id == self._centre_id)).first()
        start = row.hash if row else GENESIS
        count = (row.entries if row else 0) + len(self._pending_hashes)
        values = {"hash": next_head(start, self._pending_hashes), "entries": count}
        if row:
            self._connection.execute(update(head).where(head.c.centre_id == self._centre_id).values(**values))
        else:
            self._connection.execute(insert(head).values(centre_id=self._centre_id, **values))
        self._pending_hashes.clear()

    def _update_changed(self, pairs: Sequence[tuple[Case, Case]]) -> None:
        """Update the columns that differ, one statement for all cases in which the same columns do."""
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for before, after in pairs:
            old, new = case_values(before), case_values(after)
            changed = {f"new_{name}": value for name, value in new.items() if old[name] != value}
            keys = {"old_id": before.id, "old_version": before.version}
            groups.setdefault(tuple(changed), []).append({**keys, **changed})
        cases = tables.cases
        for names, rows in groups.items():
            statement = (
                update(cases)
                .where(cases.c.id == bindparam("old_id"), cases.c.version == bindparam("old_version"))
                .values({name.removeprefix("new_"): bindparam(name) for name in names})
            )
            if self._connection.execute(statement, rows).rowcount != len(rows):
                raise Conflict("case_changed", {"number": "、".join(before.number for before, _after in pairs[:3])})

    def _numbers_for(self, moments: Sequence[datetime]) -> list[str]:
        """One for each moment, the serials of a month in the order given."""
        stems = {moment: case_number_stem(self._prefix, moment) for moment in set(moments)}
        following = {
            stem: self._numbers.take("case", stem[-5:-1], count)
            for stem, count in Counter(stems[moment] for moment in moments).items()
        }
        numbers = []
        for moment in moments:
            stem = stems[moment]
            numbers.append(f"{stem}{following[stem]:04d}")
            following[stem] += 1
        return numbers

    def next_id(self) -> int:
        """The id that the next new case of this unit of work gets."""
        # A bare max() is a look-up; wrapped in coalesce() SQLite would read the whole index.
        return int(self._connection.execute(select(func.max(tables.cases.c.id))).scalar_one() or 0) + 1

    def _insert_children(self, files: Iterable[CaseFile]) -> None:
        rows: dict[str, list[dict[str, Any]]] = {}
        for file in files:
            for name in CHILDREN:
                items = getattr(file, name)
                if items:
                    rows.setdefault(name, []).extend(_child_rows(name, int(file.case.id or 0), items))
        for name, values in rows.items():
            bulk_insert(self._connection, CHILDREN[name][0], values)

    def _save_children(self, before: CaseFile, after: CaseFile) -> None:
        case_id = int(after.case.id or 0)
        for name, (table, _kind) in CHILDREN.items():
            was = {item.id: item for item in getattr(before, name)}
            items = getattr(after, name)
            for position, item in enumerate(items):
                values = child_values(item)
                if name == "parties":
                    values["position"] = position
                if item.id is None:
                    self._connection.execute(insert(table), {"case_id": case_id, **values})
                elif item != was[item.id] or name == "parties":
                    self._connection.execute(_UPDATE_CHILD[name], {"old_id": item.id, **values})
            kept = {item.id for item in items if item.id is not None}
            for gone in was.keys() - kept:
                self._connection.execute(table.delete().where(table.c.id == gone))

    def _log_new(self, histories: Sequence[Sequence[Step]], identities: Sequence[tuple[int, str, str]]) -> None:
        rows: list[dict[str, Any]] = []
        salts = secrets.token_hex(16 * sum(len(history) for history in histories))
        for history, (case_id, uid, number) in zip(histories, identities, strict=True):
            previous, before = GENESIS, None
            for sequence, (file, entry) in enumerate(history, start=1):
                was, now = difference(before, file)
                if before is None:
                    now["number"] = number
                from_status = before.case.status.value if before else ""
                salt, salts = salts[:32], salts[32:]
                line = _line(file.case, uid, entry, sequence, from_status, was, now, salt)
                row = self._row(line, case_id, previous)
                rows.append(row)
                previous, before = row["hash"], file
        bulk_insert(self._connection, tables.case_log, rows)

    def _append(self, case: Case, entry: LogEntry, before: dict[str, Any], after: dict[str, Any], was: Status) -> None:
        log = tables.case_log
        last = self._connection.execute(
            select(log.c.sequence, log.c.hash).where(log.c.case_id == case.id).order_by(log.c.sequence.desc()).limit(1)
        ).first()
        sequence = (last.sequence if last else 0) + 1
        line = _line(case, case.uid, entry, sequence, was.value, before, after, secrets.token_hex(16))
        self._connection.execute(insert(log), [self._row(line, int(case.id or 0), last.hash if last else GENESIS)])

    def _row(self, line: LogLine, case_id: int, previous: str) -> dict[str, Any]:
        hashed = line_hash(line, previous)
        self._pending_hashes.append(hashed)
        values = {name: getattr(line, name) for name in LINE_COLUMNS}
        values["centre_id"] = self._centre_id
        values["case_id"] = case_id
        values["previous_hash"] = previous
        values["hash"] = hashed
        return values


def _line(
    case: Case,
    uid: str,
    entry: LogEntry,
    sequence: int,
    from_status: str,
    before: dict[str, Any],
    after: dict[str, Any],
    salt: str,
) -> LogLine:
    said = entry.transcription
    return LogLine(
        case_uid=uid,
        sequence=sequence,
        command=entry.command,
        at=entry.at,
        seat=entry.actor.seat,
        role=entry.actor.role.value,
        actor_name=entry.actor.name,
        action=entry.action,
        from_status=from_status,
        to_status=case.status.value,
        tier=case.tier.value if case.tier else "",
        note=entry.note,
        said_by=said.said_by if said else "",
        said_how=said.said_how if said else "",
        said_at=said.said_at if said else None,
        slip=(said.slip or "") if said else "",
        before=before,
        after=after,
        salt=salt,
    )


def _child_rows(name: str, case_id: int, items: Sequence[Any]) -> list[dict[str, Any]]:
    rows = []
    for position, item in enumerate(items):
        values = {"case_id": case_id, **child_values(item)}
        if name == "parties":
            values["position"] = position
        rows.append(values)
    return rows
