"""The chained log on a real database: any tampering is found, lawful erasure is not mistaken for it."""

import sqlite3
from contextlib import closing

import pytest

from govdesk.domain.case_log import ERASED, digest
from govdesk.services.integrity import check_folder


def tamper(street, *statements):
    with closing(sqlite3.connect(street.folder / "govdesk.db")) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
        connection.commit()


@pytest.fixture
def worked(street):
    for title in ("甲事", "乙事"):
        case_id = street.register(title=title)
        street.act(case_id, "sign")
    assert check_folder(street.desk).ok
    return street


@pytest.mark.parametrize(
    "statement",
    [
        "update case_log set note = '改过' where id = 3",
        "update case_log set \"after\" = json_set(\"after\", '$.status', 'closed') where id = 3",
        "update case_log set at = '2020-01-01 00:00:00.000000' where id = 2",
        "update case_log set seat = 'supervisor' where id = 3",
        "delete from case_log where id = 6",
        "delete from case_log where id = 2",
        "update log_head set entries = entries - 1",
        "update cases set status = 'closed' where id = 1",
        "update case_log set hash = previous_hash where id = 1",
    ],
)
def test_a_changed_or_missing_line_is_found(worked, statement):
    tamper(worked, statement)
    report = check_folder(worked.desk)
    assert not report.ok
    assert report.problems


def test_a_case_cut_out_with_all_its_lines_is_found(worked):
    tamper(
        worked,
        "delete from party where case_id = 2",
        "delete from case_log where case_id = 2",
        "delete from cases where id = 2",
    )
    assert any("日志" in line for line in check_folder(worked.desk).problems)


def test_lawful_erasure_keeps_the_chain_whole(worked):
    with closing(sqlite3.connect(worked.folder / "govdesk.db")) as connection:
        salt, title = connection.execute(
            "select salt, json_extract(\"after\", '$.title') from case_log where id = 1"
        ).fetchone()
        connection.execute(
            'update case_log set "after" = json_set("after", \'$.title\', json(?)) where id = 1',
            (f'{{"{ERASED}": "{digest(title, salt)}"}}',),
        )
        connection.commit()
    assert check_folder(worked.desk).ok


def test_a_changed_attachment_is_found(worked, tmp_path):
    from govdesk.services.attachments import attach

    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"\xff\xd8 made up")
    attach(worked.desk, worked.seat("operator"), 1, photo, "photo")
    assert check_folder(worked.desk).ok
    stored = next(path for path in (worked.folder / "attachments").rglob("*") if path.is_file())
    stored.write_bytes(b"something else")
    assert any("附件" in line for line in check_folder(worked.desk).problems)


def test_personal_values_are_in_the_hash_only_as_salted_digests(worked):
    from govdesk.domain.case_log import canonical_form
    from govdesk.storage.queries.integrity import read_log_lines

    with worked.desk.database.reading() as connection:
        text = "".join(canonical_form(stored.line) for stored in read_log_lines(connection))
    assert "甲事" not in text
    assert "张守田" not in text
    assert "neighbourhood" in text
