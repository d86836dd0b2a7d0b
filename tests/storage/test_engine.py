"""The engine: durable settings, one writer at a time, and what is refused with which code."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from govdesk.domain.errors import StorageUnavailable
from govdesk.services.opening import open_desk
from govdesk.storage.engine import Database, sqlite_url
from govdesk.storage.network_share import is_network_share

MOUNTS = "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/share cifs rw 0 0\nhost:/x /mnt/nfs\\040disk nfs4 rw 0 0\n"


def test_sqlite_runs_with_wal_full_and_foreign_keys(street):
    with street.desk.database.reading() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_leaving_without_commit_rolls_back(street):
    with street.desk.work(street.seat("operator")) as work:
        work.drafts.save("operator", "case", "k", {"title": "半句"}, work.now)
    from govdesk.services.registration import load_draft

    assert load_draft(street.desk, street.seat("operator"), "case", "k") is None


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("/mnt/share/desk", True), ("/mnt/nfs disk/desk", True), ("/mnt/shared", False), ("/srv/desk", False)],
)
def test_a_network_share_is_known_by_its_mount(folder, expected):
    assert is_network_share(Path(folder), MOUNTS) is expected


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "desk").write_text("x")
    with pytest.raises(StorageUnavailable, match="folder_is_a_file"):
        open_desk(tmp_path / "desk")
    with pytest.raises(StorageUnavailable, match="folder_is_a_file"):
        open_desk(tmp_path / "desk" / "below")


def test_what_is_not_a_database_is_refused_and_left_alone(tmp_path):
    (tmp_path / "govdesk.db").write_bytes(b"this is not a database at all" * 100)
    before = (tmp_path / "govdesk.db").read_bytes()
    with pytest.raises(StorageUnavailable, match="not_a_database"):
        open_desk(tmp_path)
    assert (tmp_path / "govdesk.db").read_bytes() == before


def test_a_database_of_a_newer_program_is_refused(tmp_path):
    open_desk(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "govdesk.db")) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
        connection.commit()
    with pytest.raises(StorageUnavailable, match="database_newer"):
        open_desk(tmp_path)


def test_the_database_of_another_program_is_refused_and_gets_no_tables(tmp_path):
    with closing(sqlite3.connect(tmp_path / "govdesk.db")) as connection:
        connection.execute("create table account (name text)")
    with pytest.raises(StorageUnavailable, match="foreign_database"):
        open_desk(tmp_path)
    with closing(sqlite3.connect(tmp_path / "govdesk.db")) as connection:
        assert [row[0] for row in connection.execute("select name from sqlite_master")] == ["account"]


def test_a_key_is_refused_until_encryption_arrives(tmp_path):
    with pytest.raises(StorageUnavailable, match="encryption_not_available"):
        Database(sqlite_url(tmp_path), key=b"secret")


def test_four_writers_lose_nothing(street):
    errors = []

    def write(number):
        try:
            for _round in range(10):
                street.register(title=f"第{number}席的事", grid_id=None)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with street.desk.database.reading() as connection:
        numbers = connection.exec_driver_sql("select number from cases order by number").scalars().all()
    assert numbers == [f"LH2611-{serial:04d}" for serial in range(1, 41)]


def test_two_programs_opening_a_new_folder_together_both_work(tmp_path):
    script = (
        "import sys; from govdesk.services.opening import open_desk; "
        "d = open_desk(sys.argv[1]); print(d.centre); d.close()"
    )
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "desk")],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    results = [program.communicate(timeout=120) for program in programs]
    assert [program.returncode for program in programs] == [0, 0], results


def test_the_data_version_moves_when_somebody_else_commits(street):
    before = street.desk.database.data_version()
    assert street.desk.database.data_version() == before
    street.register()
    assert street.desk.database.data_version() != before


def test_a_copy_of_a_running_database_is_whole(street, tmp_path):
    street.register()
    street.desk.database.copy_to(tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("select count(*) from cases").fetchone() == (1,)


def test_what_the_driver_complains_about_is_said_without_the_values(street):
    with street.desk.database.reading() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("select * from no_such_table where phone = :phone"), {"phone": "13900001111"})
    assert "13900001111" not in str(caught.value)
