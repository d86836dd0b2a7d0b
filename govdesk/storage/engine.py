"""The only place that opens a connection, and (with `storage/search`) the only one that knows the dialect."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from shutil import disk_usage
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, Engine, Table, create_engine, event, insert, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from govdesk.domain.errors import StorageUnavailable
from govdesk.storage.network_share import is_network_share

__all__ = ["Connection", "Database", "bulk_insert", "bulk_insert_stored", "sqlite_url", "stored_as", "stored_json"]

DATABASE_FILE = "govdesk.db"
BUSY_TIMEOUT_MS = 5_000
_WRITE = "govdesk_write"


class Database:
    """One opened database. Connections are pooled and never leave `storage`.

    `url` is a SQLAlchemy URL; `key` is reserved for an encrypted file (the driver that takes it arrives later,
    and refusing it here keeps anybody from believing that a plain file is encrypted).
    Raises StorageUnavailable.
    """

    def __init__(self, url: str | URL, key: bytes | None = None) -> None:
        if key is not None:
            raise StorageUnavailable("encryption_not_available")
        self.url = make_url(url)
        self.file = Path(self.url.database) if self.is_sqlite and self.url.database else None
        if self.file is not None and is_network_share(self.file.parent):
            raise StorageUnavailable("network_share", {"folder": str(self.file.parent)})
        self._engine = self._make_engine()
        self._watch: Connection | None = None
        self._beside: dict[str, Database] = {}

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection inside one consistent read transaction."""
        with _storage_errors(self.file), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside a transaction that holds the write lock from its first moment.

        Leaving normally does NOT commit: the unit of work does, once it has said what changed.
        """
        with _storage_errors(self.file), self._engine.connect() as raw:
            connection = raw.execution_options(**{_WRITE: True})
            transaction = connection.begin()
            try:
                yield connection
            finally:
                if transaction.is_active:
                    transaction.rollback()

    def data_version(self) -> int:
        """A number that changes when any other connection has committed (SQLite `PRAGMA data_version`).

        Keep calling it from one thread; on another dialect it is the length of the case log.
        """
        with _storage_errors(self.file):
            if not self.is_sqlite:
                with self._engine.connect() as connection:
                    return int(connection.execute(text("select coalesce(max(id), 0) from case_log")).scalar_one())
            if self._watch is None:
                self._watch = self._engine.connect()
            with self._watch.begin():
                return int(self._watch.exec_driver_sql("PRAGMA data_version").scalar_one())

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the running SQLite file, by SQLite's own backup interface."""
        if self.file is None:
            raise StorageUnavailable("copy_needs_sqlite")
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        with _storage_errors(self.file):
            with closing(sqlite3.connect(self.file)) as source, closing(sqlite3.connect(partial)) as copy:
                source.backup(copy)
            partial.replace(target)

    def integrity_problems(self) -> list[str]:
        """What SQLite's own integrity and foreign-key checks say; empty when all is well."""
        if not self.is_sqlite:
            return []
        with self.reading() as connection:
            lines = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            orphans = [
                f"{row[0]} #{row[1]} → {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
        return [line for line in lines if line != "ok"] + orphans

    def beside(self, name: str) -> "Database | None":
        """A file of its own in the same folder, for what can be made again at any time (an index); closed with this.

        None where the database is not a file.
        """
        if self.file is None:
            return None
        if name not in self._beside:
            self._beside[name] = Database(URL.create("sqlite", database=str(self.file.with_name(name))))
        return self._beside[name]

    def drop_beside(self, name: str) -> None:
        """Close and remove such a file (it was damaged, or belongs to another folder)."""
        known = self._beside.pop(name, None)
        if known is None or known.file is None:
            return
        known.close()
        for suffix in ("", "-wal", "-shm"):
            known.file.with_name(known.file.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        for other in self._beside.values():
            other.close()
        self._beside.clear()
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self._engine.dispose()

    def _make_engine(self) -> Engine:
        if not self.is_sqlite:
            return create_engine(self.url, pool_pre_ping=True, json_serializer=_to_json, hide_parameters=True)
        engine = create_engine(
            self.url,
            json_serializer=_to_json,
            hide_parameters=True,  # names and telephone numbers must not get into a crash report
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=8,
            connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine


def bulk_insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows that all have the same keys, in one statement."""
    if not rows:
        return
    names = list(rows[0])
    conversions = [(at, convert) for at, convert in enumerate(stored_as(connection, table, names)) if convert]
    lines = []
    for row in rows:
        line = list(row.values())
        for at, convert in conversions:
            if line[at] is not None:
                line[at] = convert(line[at])
        lines.append(tuple(line))
    bulk_insert_stored(connection, table, names, lines)


def stored_json(connection: Connection) -> Callable[[str], Any]:
    """What turns JSON text that is encoded already into what `bulk_insert_stored` takes."""
    return str if connection.dialect.name == "sqlite" else json.loads


def stored_as(connection: Connection, table: Table, names: Sequence[str]) -> list[Callable[[Any], Any] | None]:
    """For each column what turns a value (None excepted) into what `bulk_insert_stored` takes; None: as it is.

    The sqlite3 module asks its adapters about every value that is not exactly int, float or str: a tenth of an
    import's time went into asking about True.
    """
    known = _CONVERTERS if connection.dialect.name == "sqlite" else {}
    return [known.get(type(table.c[name].type)) for name in names]


def bulk_insert_stored(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of values converted by `stored_as`, in the order of `names`.

    On SQLite they go to the driver as they are, past SQLAlchemy's parameter machinery, which cost more than half of
    an import's time at ninety columns; elsewhere it is an ordinary Core insert.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        return
    marks = ", ".join("?" * len(names))
    listed = ", ".join(f'"{name}"' for name in names)
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})', list(rows))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _to_json(value: Any) -> str:
    # Nine in ten JSON values of a case are empty, and an import writes a million of them.
    if not value and value is not None:
        return "[]" if isinstance(value, list) else "{}" if isinstance(value, dict) else _encode(value)
    return _encode(value)


@lru_cache(maxsize=50_000)
def _stored_moment(value: datetime) -> str:
    # The form in which SQLAlchemy's own SQLite DateTime stores and reads a moment.
    return value.isoformat(" ", "microseconds")


_CONVERTERS: dict[type, Callable[[Any], Any]] = {
    DateTime: _stored_moment,
    Date: date.isoformat,
    JSON: _to_json,
    Boolean: int,
}


def sqlite_url(folder: Path) -> URL:
    """The URL of the database file of a data folder."""
    return URL.create("sqlite", database=str(folder / DATABASE_FILE))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # SQLAlchemy emits BEGIN itself (below), so the driver's own transaction handling is switched off.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA page_size = 8192")  # new files only: a case with its log fills pages of 4 KB badly
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA wal_autocheckpoint = 2000")  # 16 MB: an import checkpoints a quarter as often
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute("PRAGMA cache_size = -32000")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_LEAST_ROOM = 64 * 1024  # bytes: less, and SQLite has no room for its shared memory
_CODES = (
    ("not a database", "not_a_database"),
    ("malformed", "database_damaged"),
    ("readonly", "folder_not_writable"),
    ("read-only", "folder_not_writable"),
    ("unable to open", "folder_not_writable"),
    ("disk i/o error", "disk_failed"),
    ("is full", "disk_full"),
    ("locked", "database_busy"),
)


@contextmanager
def _storage_errors(file: Path | None) -> Iterator[None]:
    """Turn what the driver says into what a person can act on; anything else stays a bug.

    On a disk without any room SQLite cannot even open its log and speaks of an I/O error: that is a full disk too.
    """
    try:
        yield
    except (OperationalError, DatabaseError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        said = str(cause).lower()
        for words, code in _CODES:
            if words in said:
                full = code in ("disk_failed", "folder_not_writable") and _has_no_room(file)
                raise StorageUnavailable("disk_full" if full else code) from error
        raise


def _has_no_room(file: Path | None) -> bool:
    try:
        return file is not None and disk_usage(file.parent).free < _LEAST_ROOM
    except OSError:
        return False
