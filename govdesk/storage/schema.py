"""Bringing a database to the schema of this program, with a copy beforehand; a newer one is refused.

alembic is imported only when something is to be done: a start on a folder that is up to date pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from govdesk.domain.errors import StorageUnavailable
from govdesk.foundation import paths
from govdesk.storage.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0001"
"""The last revision under `db/migrations/versions`."""


def bring_up_to_date(database: Database, backups: Path, now: datetime) -> bool:
    """Run the missing migrations; True when there were any.

    Safe when two programs start together: the second waits for the write lock and finds nothing left to do.
    A database made by a newer program raises StorageUnavailable("database_newer") and stays untouched; so does a
    file that holds the tables of another program ("foreign_database").
    """
    with database.reading() as connection:
        current = _revision(connection)
        if current is None and database.file is not None and inspect(connection).get_table_names():
            raise StorageUnavailable("foreign_database")
    if current == NEWEST:
        return False
    if current is not None:
        _refuse_newer(current)
        if database.file is not None:
            stamp = now.strftime("%Y%m%d-%H%M%S")
            database.copy_to(backups / f"before-migration-{current}-{stamp}.db")
    upgrade = _upgrade()  # alembic is loaded before the write lock is taken: another program may wait for it
    with database.writing() as connection:
        upgrade(connection)
        connection.commit()
    return True


def _revision(connection: Connection) -> str | None:
    """What alembic wrote down; None for a database without tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    said = connection.execute(text("select version_num from alembic_version")).scalar()
    return None if said is None else str(said)


def _refuse_newer(current: str) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current not in known:
        raise StorageUnavailable("database_newer", {"revision": current})


def _upgrade() -> Callable[[Connection], None]:
    from alembic import command

    config = _config()

    def run(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    return run


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
