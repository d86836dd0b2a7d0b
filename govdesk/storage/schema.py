"""Bringing a database to the schema of this program, with a copy beforehand; a newer one is refused."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from govdesk.domain.errors import StorageUnavailable
from govdesk.foundation import paths
from govdesk.storage.engine import Database


def bring_up_to_date(database: Database, backups: Path, now: datetime) -> bool:
    """Run the missing migrations; True when there were any.

    Safe when two programs start together: the second waits for the write lock and finds nothing left to do.
    A database made by a newer program raises StorageUnavailable("database_newer") and stays untouched.
    """
    scripts = _scripts()
    with database.reading() as connection:
        current = _revision(connection)
    _refuse_newer(scripts, current)
    if current == scripts.get_current_head():
        return False
    if current is not None and database.file is not None:
        stamp = now.strftime("%Y%m%d-%H%M%S")
        database.copy_to(backups / f"before-migration-{current}-{stamp}.db")
    with database.writing() as connection:
        _upgrade(connection)
        connection.commit()
    return True


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(scripts: ScriptDirectory, current: str | None) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise StorageUnavailable("database_newer", {"revision": current})


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
