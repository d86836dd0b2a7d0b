"""The migrations make exactly the tables of the program."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from govdesk.foundation import paths
from govdesk.foundation.clock import ManualClock
from govdesk.services.opening import open_desk
from govdesk.storage.schema import NEWEST
from govdesk.storage.tables import metadata


def test_the_migrations_end_at_the_tables_of_the_program(tmp_path):
    desk = open_desk(tmp_path)
    with desk.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    desk.close()


def test_opening_twice_migrates_once(tmp_path, clock: ManualClock):
    open_desk(tmp_path, clock).close()
    stamp = (tmp_path / "govdesk.db").read_bytes()[:100]
    open_desk(tmp_path, clock).close()
    assert (tmp_path / "govdesk.db").read_bytes()[:100] == stamp


def test_the_newest_revision_the_program_knows_is_the_last_migration():
    assert ScriptDirectory(str(paths.migrations())).get_current_head() == NEWEST
