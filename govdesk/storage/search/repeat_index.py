"""Which earlier cases come into question as the same matter: an index of grams and persons beside the database.

On SQLite it is an FTS5 file of its own that can be thrown away at any time: it is filled in slices before a question
and in the background, so that registering and importing never wait for it. Elsewhere `RepeatScan` asks the tables.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection, func, select, text

from govdesk.domain.errors import StorageUnavailable
from govdesk.domain.repeats import plain_address, said, telephones
from govdesk.domain.text_grams import grams
from govdesk.storage import tables
from govdesk.storage.engine import Database
from govdesk.storage.search.repeat_scan import Question, RepeatScan

T = TypeVar("T")

INDEX_FILE = "search.db"
SLICE = 300
"""Cases a transaction of the index; it holds the index's lock for about a tenth of a second."""

_LAYOUT = "1"
_TERMS, _POSTINGS = 24, 12_000
"""At most so many grams are asked for, the rarest first, and at most so many entries are read for them together.

Measured with a seventh of the characters changed: the source is among the first 25 of 100,000 invented cases in 200
of 200 questions, and among the first 50 of 30,000 made of real clauses in 99 %; 40,000 entries took four times as long
and found no more.
"""

_PERSON_ENTRIES = 300
"""A telephone or name that more cases than this have in common tells nothing about a person."""

_PERSON_WEIGHT = 6.0
_REWRITTEN = ("edit", "undo", "redo")
_DAMAGED = frozenset({"not_a_database", "database_damaged", "index_foreign"})
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS doc (id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL UNIQUE)",
    "CREATE TABLE IF NOT EXISTS gram (gram TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(x, content='', detail=none, "
    "tokenize='unicode61 remove_diacritics 0')",
)


class RepeatSearch(Protocol):
    """The index, or what stands in for it on another dialect."""

    def catch_up(self, limit: int | None = None) -> int:
        """Take in at most `limit` cases that are not in yet (all when None); → how many are still missing."""
        ...

    def occurrences(self, wanted: Iterable[str]) -> tuple[int, dict[str, int]]:
        """How many cases there are, and in how many of them each gram occurs."""
        ...

    def candidates(self, question: Question, occurrences: Mapping[str, int], limit: int) -> list[int]:
        """Ids of the cases that share most with the question, best first. Hidden and cancelled ones are among them."""
        ...


def repeat_search(database: Database) -> RepeatSearch:
    return RepeatIndex(database) if database.beside(INDEX_FILE) is not None else RepeatScan(database)


class RepeatIndex:
    """The FTS5 file. Made again when it is damaged or belongs to another database (one was restored)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def catch_up(self, limit: int | None = None) -> int:
        try:
            return self._catch_up(limit)
        except StorageUnavailable as error:
            if error.code == "database_busy":
                return 1  # another process is taking them in at this moment
            if error.code not in _DAMAGED:
                raise
            self._database.drop_beside(INDEX_FILE)
            return self._catch_up(limit)

    def occurrences(self, wanted: Iterable[str]) -> tuple[int, dict[str, int]]:
        listed = list(wanted)
        found: dict[str, int] = {}
        with self._index().reading() as connection:
            for part in _parts(listed):
                marks = ", ".join("?" * len(part))
                rows = connection.exec_driver_sql(f"SELECT gram, n FROM gram WHERE gram IN ({marks})", tuple(part))
                found.update((gram, n) for gram, n in rows)
            documents = int(_mark(connection, "documents", "0"))
        return documents, found

    def candidates(self, question: Question, occurrences: Mapping[str, int], limit: int) -> list[int]:
        terms = _terms(question, occurrences)
        with self._index().reading() as connection:
            terms += _person_terms(connection, question)
            if not terms:
                return []
            each = "SELECT rowid AS r, ? AS w FROM words WHERE words MATCH ?"
            votes = " UNION ALL ".join([each] * len(terms))
            query = (
                f"SELECT doc.case_id FROM (SELECT r, sum(w) AS s FROM ({votes}) GROUP BY r "
                "ORDER BY s DESC, r DESC LIMIT ?) AS best JOIN doc ON doc.id = best.r ORDER BY best.s DESC, doc.id DESC"
            )
            values = [value for term, weight in terms for value in (weight, f'"{term}"')]
            return [int(row[0]) for row in connection.exec_driver_sql(query, (*values, limit))]

    def _index(self) -> Database:
        index = self._database.beside(INDEX_FILE)
        assert index is not None
        return index

    def _catch_up(self, limit: int | None) -> int:
        self._prepare()
        missing = self._missing()
        left = missing if limit is None else min(limit, missing)
        while left > 0:
            taken = self._take(min(SLICE, left))
            if not taken:
                break
            left -= taken
            missing -= taken
        return max(0, missing)

    def _prepare(self) -> None:
        with self._index().reading() as connection:
            if _is_ours(connection):
                return
        with self._index().writing() as connection:
            for statement in _SCHEMA:
                connection.exec_driver_sql(statement)
            _set_mark(connection, "layout", _LAYOUT)
            connection.commit()

    def _missing(self) -> int:
        """Cases that are not in yet or were rewritten since; a foreign index is refused."""
        with self._index().reading() as connection:
            last, uid, line = _position(connection)
        with self._database.reading() as connection:
            cases = tables.cases
            if last and connection.execute(select(cases.c.uid).where(cases.c.id == last)).scalar() != uid:
                raise StorageUnavailable("index_foreign")
            count = connection.execute(select(func.count()).where(cases.c.id > last)).scalar_one()
            return int(count) + len(_rewritten(connection, last, line))

    def _take(self, size: int) -> int:
        """One slice: new cases in the order of their ids, and all that were rewritten."""
        with self._index().reading() as connection:
            last, _uid, line = _position(connection)
        with self._database.reading() as connection:
            newest_line = connection.execute(select(func.max(tables.case_log.c.id))).scalar_one() or 0
            again = _rewritten(connection, last, line)
            new = _read_documents(connection, tables.cases.c.id > last, size)
            old = _read_documents(connection, tables.cases.c.id.in_(again), len(again)) if again else []
        if not new and not old:
            return 0
        with self._index().writing() as connection:
            if _position(connection)[0] != last:
                return len(new)  # another process was faster
            _store(connection, [*old, *new], [document.case_id for document in old])
            if new:
                _set_mark(connection, "last_case", str(new[-1].case_id))
                _set_mark(connection, "last_uid", new[-1].uid)
            _set_mark(connection, "last_line", str(newest_line))
            connection.commit()
        return len(new) + len(old)


@dataclass(frozen=True, slots=True)
class _Document:
    case_id: int
    uid: str
    words: tuple[str, ...]


def _read_documents(connection: Connection, which: object, size: int) -> list[_Document]:
    cases, party = tables.cases.c, tables.party.c
    columns = (cases.id, cases.uid, cases.title, cases.text, cases.address, cases.reporter, cases.phone)
    query = select(*columns).where(which).order_by(cases.id).limit(size)  # type: ignore[arg-type]
    rows = connection.execute(query).all()
    persons: dict[int, list[tuple[str, str, str]]] = {}
    for part in _parts([row.id for row in rows]):
        wanted = select(party.case_id, party.name, party.phone, party.id_number).where(party.case_id.in_(part))
        for case_id, name, phone, id_number in connection.execute(wanted):
            persons.setdefault(case_id, []).append((name, phone, id_number))
    documents = []
    for row in rows:
        people = [(row.reporter, row.phone, ""), *persons.get(row.id, ())]
        signs = _signs(
            telephones(phone for _name, phone, _id in people),
            ("".join(name.split()) for name, _phone, _id in people),
            (id_number.strip().upper() for _name, _phone, id_number in people),
            row.address,
        )
        words = grams(said(row.title, row.text))
        documents.append(_Document(int(row.id), row.uid, (*words, *signs)))
    return documents


def _signs(phones: Iterable[str], names: Iterable[str], id_numbers: Iterable[str], address: str) -> list[str]:
    """Words that stand for a person or a spot; hashed, so that any character of a name makes one plain word."""
    told = [("p", phone) for phone in phones]
    told += [("n", name) for name in names if len(name) >= 2]
    told += [("i", number) for number in id_numbers if number]
    plain = plain_address(address)
    if plain:
        told.append(("a", plain))
    return [f"z{kind}{hashlib.blake2b(value.encode(), digest_size=8).hexdigest()}" for kind, value in told]


def _store(connection: Connection, documents: Sequence[_Document], replaced: Sequence[int]) -> None:
    """A rewritten case gets a new document; the words of the old one point to nobody from then on."""
    for case_id in replaced:
        connection.exec_driver_sql("DELETE FROM doc WHERE case_id = ?", (case_id,))
    counts: dict[str, int] = {}
    first = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").scalar_one() + 1
    rows = []
    for document_id, document in enumerate(documents, start=first):
        rows.append((document_id, document.case_id))
        for word in document.words:
            counts[word] = counts.get(word, 0) + 1
    connection.exec_driver_sql("INSERT INTO doc (id, case_id) VALUES (?, ?)", rows)
    connection.exec_driver_sql(
        "INSERT INTO words (rowid, x) VALUES (?, ?)",
        [(first + at, " ".join(document.words)) for at, document in enumerate(documents)],
    )
    connection.exec_driver_sql(
        "INSERT INTO gram (gram, n) VALUES (?, ?) ON CONFLICT (gram) DO UPDATE SET n = n + excluded.n",
        sorted(counts.items()),
    )
    total = int(_mark(connection, "documents", "0")) + len(documents) - len(replaced)
    _set_mark(connection, "documents", str(total))


def _terms(question: Question, occurrences: Mapping[str, int]) -> list[tuple[str, float]]:
    """The rarest grams that occur at all, within what may be read."""
    known = sorted((occurrences[gram], gram) for gram in question.weights if occurrences.get(gram))
    chosen: list[tuple[str, float]] = []
    read = 0
    for count, gram in known:
        read += count
        if len(chosen) == _TERMS or (chosen and read > _POSTINGS):
            break
        chosen.append((gram, question.weights[gram]))
    return chosen


def _person_terms(connection: Connection, question: Question) -> list[tuple[str, float]]:
    signs = _signs(question.phones, question.names, question.id_numbers, question.address)
    if not signs:
        return []
    marks = ", ".join("?" * len(signs))
    rows = connection.exec_driver_sql(f"SELECT gram, n FROM gram WHERE gram IN ({marks})", tuple(signs))
    return [(sign, _PERSON_WEIGHT) for sign, count in rows if count <= _PERSON_ENTRIES]


def _rewritten(connection: Connection, last_case: int, last_line: int) -> list[int]:
    """Indexed cases whose text or persons may have changed since the log line `last_line`."""
    if not last_case:
        return []
    log = tables.case_log.c
    query = select(log.case_id).where(log.id > last_line, log.action.in_(_REWRITTEN))
    found = set(connection.execute(query).scalars())
    return sorted(int(item) for item in found if item <= last_case)


def _is_ours(connection: Connection) -> bool:
    made = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'mark'").scalar_one()
    if not made:
        return False
    if _mark(connection, "layout", "") != _LAYOUT:
        raise StorageUnavailable("index_foreign")
    return True


def _position(connection: Connection) -> tuple[int, str, int]:
    """The last case taken in with its uid, and the last log line looked at."""
    rows = connection.exec_driver_sql("SELECT name, value FROM mark")
    marks = {str(name): str(value) for name, value in rows}
    return int(marks.get("last_case", "0")), marks.get("last_uid", ""), int(marks.get("last_line", "0"))


def _mark(connection: Connection, name: str, default: str) -> str:
    found = connection.execute(text("SELECT value FROM mark WHERE name = :name"), {"name": name}).scalar()
    return default if found is None else str(found)


def _set_mark(connection: Connection, name: str, value: str) -> None:
    connection.exec_driver_sql("INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)", (name, value))


def _parts(values: Sequence[T], size: int = 500) -> list[Sequence[T]]:
    return [values[at : at + size] for at in range(0, len(values), size)]
