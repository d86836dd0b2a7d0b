"""What is wrong from outside: one Chinese sentence that says what to do, exit 1, nothing half done."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from shutil import copyfile
from threading import Timer

import pytest

from govdesk.services import opening
from tests.end_to_end.conftest import sentence_of


def test_a_division_table_with_a_missing_parent_is_refused_and_leaves_no_folder(govdesk, tmp_path):
    table = tmp_path / "divisions.csv"
    table.write_text(
        "code,name,level,parent_code\n990101001000,青石街道,4,\n990101001200,青石村委会,5,990101009000\n", "utf-8"
    )
    folder = tmp_path / "data"
    said = govdesk("init", "--divisions", table, "--root", "990101001000", "--data", folder)
    assert "990101009000" in sentence_of(said)
    assert not folder.exists()


def test_a_division_table_that_is_not_there_is_named(govdesk, tmp_path):
    said = govdesk("init", "--divisions", tmp_path / "none.csv", "--root", "99", "--data", tmp_path / "data")
    assert "none.csv" in sentence_of(said)


def test_a_second_centre_in_one_folder_is_refused(govdesk, data_folder, divisions):
    said = govdesk("init", "--divisions", divisions, "--root", "南渡镇", "--data", data_folder)
    assert "青石街道" in sentence_of(said)


def test_a_folder_without_data_is_refused_and_not_made(govdesk, tmp_path):
    folder = tmp_path / "typing error"
    assert "typing error" in sentence_of(govdesk("cases", "list", "--data", folder))
    assert not folder.exists()


def test_a_file_in_the_place_of_the_data_folder_is_named(govdesk, divisions, tmp_path):
    place = tmp_path / "data"
    place.write_text("in the way", "utf-8")
    said = govdesk("init", "--divisions", divisions, "--root", "青石街道", "--data", place)
    assert str(place) in sentence_of(said)
    assert str(place) in sentence_of(govdesk("cases", "list", "--data", place))
    assert place.read_text("utf-8") == "in the way"


def test_a_file_above_the_data_folder_is_named(govdesk, divisions, tmp_path):
    above = tmp_path / "file"
    above.write_text("", "utf-8")
    sentence_of(govdesk("init", "--divisions", divisions, "--root", "青石街道", "--data", above / "data"))


def test_a_database_from_a_newer_version_is_left_alone(govdesk, data_folder):
    with sqlite3.connect(data_folder / "govdesk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    connection.close()
    before = (data_folder / "govdesk.db").read_bytes()
    assert "9999_from_the_future" in sentence_of(govdesk("cases", "list", "--data", data_folder))
    assert (data_folder / "govdesk.db").read_bytes() == before
    assert not list((data_folder / "backups").iterdir())


def test_something_else_under_the_name_of_the_database_is_left_alone(govdesk, tmp_path):
    (tmp_path / "govdesk.db").write_bytes(b"this is a text and no database" * 200)
    before = (tmp_path / "govdesk.db").read_bytes()
    sentence_of(govdesk("cases", "list", "--data", tmp_path))
    assert (tmp_path / "govdesk.db").read_bytes() == before


@pytest.mark.parametrize(
    "url", ["postgresql://desk@server/govdesk", "mysql://a/b", "sqlite:///govdesk.db", "nosuch://x", "://"]
)
def test_an_address_of_a_database_server_is_refused_and_its_secrets_are_not_said(govdesk, url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for verb in (("cases", "list"), ("init", "--divisions", __file__, "--root", "1"), ("tour", "--out", "out")):
        said = sentence_of(govdesk(*verb, "--data", url))
        assert "--data" in said
        assert "server" not in said
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_file_is_named_and_not_filled_in_silence(govdesk, divisions, tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "_BEING_MADE_SECONDS", 0.0)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "govdesk.db").touch()
    for verb in (("cases", "list"), ("init", "--divisions", divisions, "--root", "990101001")):
        assert "空文件" in sentence_of(govdesk(*verb, "--data", folder))
    (folder / "backups").mkdir()
    (folder / "backups" / "before-migration-0001.db").write_bytes(b"kept")
    assert "before-migration-0001.db" in sentence_of(govdesk("cases", "list", "--data", folder))
    assert (folder / "govdesk.db").stat().st_size == 0


def test_a_database_that_another_program_is_just_making_is_waited_for(govdesk, data_folder, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "govdesk.db").touch()
    Timer(0.2, lambda: copyfile(data_folder / "govdesk.db", folder / "govdesk.db")).start()
    assert govdesk("cases", "list", "--data", folder).status == 0


def test_a_folder_in_the_place_of_the_database_is_named(govdesk, tmp_path):
    (tmp_path / "govdesk.db").mkdir()
    assert "govdesk.db" in sentence_of(govdesk("cases", "list", "--data", tmp_path))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
@pytest.mark.skipif(shutil.which("unshare") is None, reason="there is no unshare to mount with")
def test_a_read_only_mount_is_refused(data_folder):
    """Root ignores modes, a read-only mount does not. The mount lives in a namespace of its own."""
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" -m govdesk cases list --data "$1"'
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", str(data_folder), sys.executable],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    if "permission denied" in done.stderr.lower() or "operation not permitted" in done.stderr.lower():
        pytest.skip("this machine does not allow mounting")
    assert done.returncode == 1, done
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("{not json", "JSON"),
        ("[1, 2]", "JSON"),
        ('{"title": "无渠道"}', "channel"),
        ('{"title": "渠道写错", "channel": "飞鸽传书"}', "飞鸽传书"),
        ('{"title": "类别写错", "channel": "other", "category": "天外来客"}', "天外来客"),
        ('{"title": "地点写错", "channel": "other", "grid": "蓬莱村"}', "蓬莱村"),
        ('{"title": "人数写错", "channel": "other", "people_count": "许多"}', "许多"),
        ('{"title": "人数写错", "channel": "other", "people_count": 0}', "人数"),
        ('{"title": "多了一项", "channel": "other", "colour": "红"}', "colour"),
        ('{"title": "时间写错", "channel": "other", "occurred_at": "昨天"}', "昨天"),
        ('{"title": "当事人没有姓名", "channel": "other", "parties": [{"phone": "1"}]}', "name"),
        ('{"title": "", "channel": "other"}', "标题"),
        ('{"title": "半个字\\ud800", "channel": "other"}', "字符"),
        ('{"title": "人数无穷", "channel": "other", "people_count": 1e400}', "无穷大"),
        ('{"title": "人数太多", "channel": "other", "people_count": 1000000000000000000000}', "999999"),
        ('{"title": "长数", "channel": "other", "people_count": ' + "9" * 5000 + "}", "JSON"),
        ('{"title": "公元前", "channel": "other", "occurred_at": "0001-01-01T00:00+14:00"}', "0001"),
        ('{"title": "一九〇〇", "channel": "other", "occurred_at": "1900-01-01"}', "1900"),
        ('{"title": "一九〇〇", "channel": "other", "received_at": "1900-01-01"}', "1900"),
        ('{"title": "' + "长" * 201 + '", "channel": "other"}', "201"),
        ('{"title": "长文", "channel": "other", "text": "' + "长" * 100001 + '"}', "100001"),
        ('{"title": "长地址", "channel": "other", "address": "' + "长" * 201 + '"}', "地址有 201"),
        ('{"title": "长姓名", "channel": "other", "parties": ["' + "长" * 101 + '"]}', "第 1 位"),
    ],
)
def test_a_case_file_with_a_fault_is_refused_and_no_case_is_made(govdesk, data_folder, tmp_path, content, named):
    file = tmp_path / "case.json"
    file.write_text(content, "utf-8")
    assert named in sentence_of(govdesk("case", "new", "--from", file, "--data", data_folder))
    assert govdesk("cases", "list", "--data", data_folder, "--json").answer == {"total": 0, "cases": []}


def test_an_unknown_number_action_seat_view_and_value_are_refused(govdesk, data_folder, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"title": "路灯不亮", "channel": "12345热线", "grid": "青石村"}), "utf-8")
    number = govdesk("case", "new", "--from", file, "--data", data_folder, "--json").answer["number"]
    assert "XX-1" in sentence_of(govdesk("cases", "show", "XX-1", "--data", data_folder))
    assert "fly" in sentence_of(govdesk("case", "act", number, "fly", "--data", data_folder))
    assert "nobody" in sentence_of(govdesk("cases", "list", "--actor", "nobody", "--data", data_folder))
    assert "moon" in sentence_of(govdesk("cases", "list", "--view", "moon", "--data", data_folder))
    assert "dozing" in sentence_of(govdesk("cases", "list", "--status", "dozing", "--data", data_folder))
    assert "receiver" in sentence_of(
        govdesk("case", "act", number, "assign", "--set", "receiver", "--data", data_folder)
    )


def test_wrong_terms_moments_and_periods_are_refused(govdesk, data_folder):
    assert "some days" in sentence_of(govdesk("deadline", "2026-09-24T10:00", "some days"))
    assert "tomorrow" in sentence_of(govdesk("deadline", "tomorrow", "5 days"))
    assert "1066" in sentence_of(govdesk("deadline", "1066-10-14T10:00", "5 days"))
    assert "2026-W99" in sentence_of(govdesk("review", "week", "2026-W99", "--data", data_folder))
    assert "2026-11" in sentence_of(govdesk("review", "week", "2026-11", "--data", data_folder))


def test_control_characters_do_not_get_into_a_case(govdesk, data_folder, tmp_path):
    file = tmp_path / "case.json"
    case = {"title": "路\0灯\u0007不亮", "text": "三天\0了\n请修", "channel": "other", "parties": ["甲\u001b某"]}
    file.write_text(json.dumps(case), "utf-8")
    made = govdesk("case", "new", "--from", file, "--data", data_folder, "--json").answer
    assert (made["title"], made["text"], made["parties"][0]["name"]) == ("路灯不亮", "三天了\n请修", "甲某")
    told = ("--set", "reason=催\x1b[31m了", "--note", "备\x07注", "--data", data_folder, "--json")
    refused = govdesk("case", "act", made["number"], "cancel", "--actor", "supervisor", *told).answer
    assert "\\u001b" not in json.dumps(refused) and "\\u0007" not in json.dumps(refused)
    assert "催[31m了" in json.dumps(refused, ensure_ascii=False)


def test_a_plain_ascii_machine_understands_chinese_arguments(data_folder):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "govdesk", "cases", "list", "--grid", "青石村", "--data", data_folder, "--json"],
        capture_output=True,
        env=environment,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["total"] == 0


def test_numbers_and_texts_beyond_every_measure_are_refused_or_find_nothing(govdesk, data_folder):
    assert "99999999999999999999999" in sentence_of(
        govdesk("import", "undo", "99999999999999999999999", "--data", data_folder)
    )
    assert "范围" in sentence_of(govdesk("deadline", "2026-09-24T10:00", "0 days"))
    assert "-5 days" in sentence_of(govdesk("deadline", "2026-09-24T10:00", "-5 days"))
    assert govdesk("deadline", "2026-09-24T10:00", "5 days", "--colour").status == 2
    listed = govdesk("cases", "list", "--text", "长" * 100_000, "--data", data_folder, "--json")
    assert listed.answer["total"] == 0
