"""Importing on a real database: every trap of the real files and its made-up twin."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govdesk.domain.errors import AccessDenied, BadInput, NotFound, RuleViolation
from govdesk.domain.roles import SYSTEM
from govdesk.exchange.case_rows import ImportedRow, RowReader
from govdesk.exchange.case_table import open_case_table
from govdesk.foundation.clock import ManualClock
from govdesk.foundation.file_lock import FileLock
from govdesk.services import import_run
from govdesk.services.case_queue import QueueFilter, QueueSort, queue_ids, queue_page
from govdesk.services.grids import found_centre, grid_tree
from govdesk.services.import_recurrence import RecentCases
from govdesk.services.import_rows import CaseMaker, Setting
from govdesk.services.import_undo import undo_import
from govdesk.services.importing import batches, import_cases, preview_import, save_error_workbook
from govdesk.services.integrity import check_folder
from govdesk.services.opening import open_desk
from tests.exchange import sheet_files as files

HEADER = [*files.HEADER, "一级分类"]


def row(number: Any, **values: Any) -> list[Any]:
    base = {
        "留言编号": number,
        "留言用户": f"甲{number}",
        "留言主题": f"路灯不亮{number}",
        "留言时间": "2026/11/2 12:09:38",
        "留言详情": f"\n\t\t\t\t\t\n\t\t柳林村的路灯不亮，第{number}盏。\n\t\t\t",
        "一级分类": "城乡建设",
    }
    return list({**base, **values}.values())


@pytest.fixture
def take(street, tmp_path):
    """Writes rows under the header and imports them as the operator."""

    def run(rows, header=HEADER, name="台账.xlsx", preview=False, **options):
        path = files.write_xlsx(tmp_path / name, [header, *rows])
        function = preview_import if preview else import_cases
        return function(street.desk, street.seat("operator"), path, **options)

    return run


def cases(street, **wanted):
    operator = street.seat("operator")
    ids = queue_ids(street.desk, operator, QueueFilter(**wanted), QueueSort("number"))
    return [street.file(case_id).case for case_id in ids]


def adds_up(report):
    return report.rows == report.imported + report.duplicates + report.rejected


def test_a_dry_run_counts_everything_and_writes_nothing(street, take):
    rows = [row(1), row(1), row(2), row(3, 留言时间=datetime(1900, 1, 1)), row(4, 留言主题="", 留言详情="")]
    dry = take(rows, preview=True)
    assert (dry.rows, dry.imported, dry.duplicates, dry.rejected) == (5, 2, 1, 2)
    assert dry.batch is None
    assert cases(street) == []
    assert batches(street.desk, street.seat("operator")) == []
    real = take(rows)
    assert (real.rows, real.imported, real.duplicates, real.rejected) == (5, 2, 1, 2)
    assert [(p.row, p.column) for p in dry.errors] == [(5, "留言时间"), (6, "留言详情")]
    assert dry.errors == real.errors
    assert "1980" in dry.errors[0].reason


def test_every_imported_case_is_registered_routed_timed_and_logged(street, take):
    report = take([row(1), row(2)], channel="hotline_12345")
    assert report.as_json()["batch"] == report.batch
    first, second = cases(street)
    assert first.number == "LH2611-0001"
    assert first.source == first.channel == "hotline_12345"
    assert first.source_number == "1"
    assert first.text == "柳林村的路灯不亮，第1盏。"
    assert first.received_at == datetime(2026, 11, 2, 12, 9, 38)
    assert first.registered_at == street.clock.now()
    assert first.citizen_due_at < first.due_at + timedelta(days=60)
    assert first.status.is_open
    assert first.grid_id == next(g.id for g in grid_tree(street.desk, SYSTEM) if g.name == "柳林村")
    assert check_folder(street.desk).ok
    assert second.version == 2


def test_the_fast_door_writes_what_the_slow_one_writes(street, tmp_path):
    header = [*HEADER, "诉求人手机号", "涉及人数", "当事人", "答复意见", "答复时间", "工单状态", "来源渠道", "诉求类型"]
    rows = [
        [*row(1), "13800000000", "3", "甲、乙", "", "", "办理中", "12345", "投诉"],
        [*row(2, 一级分类="邻里"), "", "", "", "已修好。", "2026/11/3 9:00:00", "", "网格上报", "举报"],
        [*row(3, 留言详情="外地的一件事", 一级分类=""), "***", "", "", "", "", "已办理", "", ""],
    ]
    path = files.write_xlsx(tmp_path / "a.xlsx", [header, *rows])
    table = open_case_table(path)
    reader = RowReader(table.columns, street.clock.now())
    read = [reader.read(*item) for item in table.rows]
    stored = []
    for way in ("shaped", "steps"):
        setting = Setting(street.seat("operator"), "x", None, street.clock.now(), "command", None)
        maker = CaseMaker(street.desk, table.columns, setting)
        with street.desk.work(street.seat("operator")) as work:
            recent = RecentCases(street.desk, work.connection)
            settled = [maker.settle(item) for item in read if isinstance(item, ImportedRow)]
            first = work.cases.next_id()
            if way == "shaped":
                work.cases.add_shaped([maker.make(item, None, recent) for item in settled])
            else:
                work.cases.add_many([maker.history(item, None, lambda _file: ()) for item in settled])
            work.commit()
        stored.append(_rows_of(street, range(first, first + 3)))
    assert stored[0] == stored[1]
    assert check_folder(street.desk).ok


def _rows_of(street, ids):
    """All columns of the cases, their parties, assists and log lines, but for what must differ."""
    differing = {"id", "uid", "number", "case_id", "salt", "hash", "previous_hash"}
    found = []
    with closing(sqlite3.connect(street.folder / "govdesk.db")) as connection:
        connection.row_factory = sqlite3.Row
        for case_id in ids:
            for table, key in (("cases", "id"), ("party", "case_id"), ("assist", "case_id"), ("case_log", "case_id")):
                for item in connection.execute(f"select * from {table} where {key} = ? order by id", (case_id,)):
                    values = {name: item[name] for name in item.keys() if name not in differing}  # noqa: SIM118
                    for name in {"closings", "source_fields", "flags"} & values.keys():
                        values[name] = json.loads(values[name])
                    for name in ("before", "after"):
                        if name in values:
                            values[name] = {k: v for k, v in json.loads(values[name]).items() if k != "number"}
                    found.append((table, values))
    return found


def test_the_same_number_with_the_same_text_is_a_duplicate(street, take):
    take([row(1), row(2)])
    again = take([row(1, 留言主题="题目改了几个字"), row(2), row(3)], name="b.xlsx")
    assert (again.imported, again.duplicates, again.rejected) == (1, 2, 0)
    assert adds_up(again)


def test_the_same_number_with_another_text_is_rejected_and_names_both(street, take):
    take([row(1)])
    again = take([row(1, 留言详情="完全是另一回事。"), row(7), row(7, 留言详情="又是另一回事。")], name="b.xlsx")
    assert (again.imported, again.duplicates, again.rejected) == (1, 0, 2)
    reasons = [problem.reason for problem in again.errors]
    assert "1" in reasons[0]
    assert "LH2611-0001" in reasons[0]
    assert "第 3 行" in reasons[1]
    assert [problem.column for problem in again.errors] == ["留言编号", "留言编号"]


def test_another_channel_is_another_source(street, take):
    take([row(1)], channel="hotline_12345")
    assert take([row(1, 留言详情="别的事")], channel="petition", name="b.xlsx").imported == 1
    assert take([row(1, 留言详情="另外的事")], name="c.xlsx").imported == 1
    manual = street.register(channel="hotline_12345", source_number="55", text="登记过的事")
    assert manual
    clash = take([row(55)], channel="hotline_12345", name="d.xlsx")
    assert clash.rejected == 1


def test_swapped_columns_are_the_same_layout_and_other_facts_another(street, take):
    take([row(1)])
    swapped = [HEADER[1], HEADER[0], *HEADER[2:]]
    one = row(1)
    assert take([[one[1], one[0], *one[2:]]], header=swapped, name="b.xlsx").duplicates == 1
    renamed = [*HEADER[:-1], "一级标签"]
    assert take([row(1)], header=renamed, name="c.xlsx").duplicates == 1
    wider = [*HEADER, "点赞数"]
    assert take([[*row(1, 留言详情="别的事"), "3"]], header=wider, name="d.xlsx").imported == 1


def test_the_same_text_of_another_person_is_imported_and_flagged_as_a_repeat(street, take):
    same = "柳林村的路灯不亮，第1盏。"
    report = take([row(1), row(2, 留言详情=same), row(3)])
    assert (report.imported, report.repeats) == (3, 1)
    first, second, third = cases(street)
    assert second.repeat_of_id == first.id
    assert third.repeat_of_id is None
    later = take([row(9, 留言详情=same)], name="b.xlsx")
    assert later.repeats == 1
    [page] = queue_page(street.desk, street.seat("operator"), [cases(street)[-1].id])
    assert "repeat" in page.flags


def test_rows_without_a_number_are_told_apart_by_text_person_and_time(street, take):
    header = HEADER[1:]
    rows = [row(1)[1:], row(2)[1:], row(1)[1:]]
    assert take(rows, header=header).duplicates == 1
    assert take(rows, header=header, name="b.xlsx").duplicates == 3


def test_a_row_with_a_reply_and_its_time_arrives_closed_with_its_history(street, take):
    header = [*HEADER, "答复意见", "答复时间"]
    take([[*row(1), "\n\t\t已修好。\n", "2026/11/5 9:00:00"]], header=header)
    [case] = cases(street)
    assert (case.status.value, case.closed_at, case.result) == ("closed", datetime(2026, 11, 5, 9), "已修好。")
    assert (case.due_at, case.closed_on_time, case.tier) == (None, None, None)
    assert case.citizen_due_at is not None
    with closing(sqlite3.connect(street.folder / "govdesk.db")) as connection:
        lines = connection.execute(
            "select action, from_status, to_status, said_at from case_log order by id"
        ).fetchall()
    assert lines == [
        ("register", "", "registered", None),
        ("record_closed", "registered", "closed", "2026-11-05 09:00:00.000000"),
    ]


def test_what_is_marked_finished_without_a_time_closes_at_its_own_date_and_is_flagged(street, take):
    header = [*HEADER, "status"]
    report = take([[*row(1), "已办理"], [*row(2), "办理中"]], header=header)
    done, running = cases(street)
    assert (done.status.value, done.closed_at) == ("closed", done.received_at)
    assert "finished_without_time" in done.flags
    assert running.status.is_open
    assert report.closed == 1
    assert ("finished_without_time", 1) in [(note.code, note.count) for note in report.notes]


def test_an_unknown_place_hangs_at_the_root_and_is_counted_there(street, take):
    take([row(1, 留言详情="A市A3区的路灯不亮。"), row(2)])
    unknown, known = cases(street)
    root = next(node for node in grid_tree(street.desk, SYSTEM) if node.parent_id is None)
    assert (unknown.grid_id, unknown.place_pending) == (root.id, True)
    assert not known.place_pending
    assert root.pending == 1
    assert [case.id for case in cases(street, pending=True)] == [unknown.id]


def test_a_category_comes_from_the_label_and_else_from_the_text_unconfirmed(street, take):
    take([row(1, 一级分类="拖欠工资"), row(2, 一级分类="", 留言主题="欠薪", 留言详情="工地老板拖欠工资三个月不给。")])
    labelled, guessed = cases(street)
    assert labelled.category_confirmed
    assert not guessed.category_confirmed
    assert labelled.category == guessed.category


def test_the_channel_of_a_row_is_read_where_none_is_given(street, take):
    header = [*HEADER, "来源渠道"]
    report = take([[*row(1), "市民热线"], [*row(2), "飞鸽传书"], [*row(3), ""]], header=header)
    assert [case.channel for case in cases(street)] == ["hotline_12345", "other", "other"]
    assert "channel_unknown" in {note.code for note in report.notes}
    with pytest.raises(BadInput, match="import_channel_unknown"):
        take([row(1)], channel="飞鸽传书")


def test_unknown_columns_travel_with_the_case(street, take):
    take([[*row(1), "5", "007"]], header=[*HEADER, "满意度", "督办单编号"])
    [case] = cases(street)
    assert case.source_fields["督办单编号"] == "007"
    assert case.source_fields["一级分类"] == "城乡建设"


def test_eighteen_digit_numbers_survive_to_the_case(street, take):
    take([row("110105194912310023"), row("110105194912310024")])
    assert [case.source_number for case in cases(street)] == ["110105194912310023", "110105194912310024"]


def test_the_error_workbook_can_be_mended_and_imported(street, take, tmp_path):
    report = take([row(1), row("110105194912310023", 留言时间="昨天")])
    assert report.error_file is not None
    assert report.error_file.is_relative_to(street.folder)
    book = openpyxl.load_workbook(report.error_file)
    sheet = book.active
    assert [cell.value for cell in sheet[1]] == [*HEADER, "行号", "列", "原因"]
    assert sheet["A2"].value == "110105194912310023"
    sheet["D2"] = "2026/11/3 8:00:00"
    book.save(tmp_path / "改好.xlsx")
    mended = import_cases(street.desk, street.seat("operator"), tmp_path / "改好.xlsx")
    assert (mended.imported, mended.rejected) == (1, 0)
    assert save_error_workbook(report, tmp_path / "again.xlsx") == 1


def test_undo_voids_every_case_with_a_line_and_leaves_what_was_worked_on(street, take):
    report = take([row(1), row(2), row(3)])
    worked = cases(street)[1]
    street.act(worked.id, "refuse", reason="other", elsewhere="petition")
    undone = undo_import(street.desk, street.seat("operator"), report.batch)
    assert (undone.voided, undone.left) == (2, (worked.number,))
    assert [case.status.value for case in cases(street)] == ["cancelled", "not_accepted", "cancelled"]
    assert check_folder(street.desk).ok
    with closing(sqlite3.connect(street.folder / "govdesk.db")) as connection:
        assert connection.execute("select count(*) from case_log where action = 'void'").fetchone() == (2,)
    with pytest.raises(RuleViolation, match="batch_undone_before"):
        undo_import(street.desk, street.seat("operator"), report.batch)
    with pytest.raises(NotFound, match="batch_not_found"):
        undo_import(street.desk, street.seat("operator"), 99)


def test_voided_cases_do_not_count_as_duplicates(street, take):
    report = take([row(1), row(2)])
    undo_import(street.desk, street.seat("operator"), report.batch)
    again = take([row(1, 留言详情="改过的内容"), row(2)])
    assert (again.imported, again.duplicates, again.rejected, again.repeats) == (2, 0, 0, 0)


def test_only_the_operator_imports_and_undoes(street, take):
    report = take([row(1)])
    path = files.write_xlsx(street.folder / "b.xlsx", [HEADER, row(2)])
    for seat in ("mediator", "supervisor", "leader"):
        with pytest.raises(AccessDenied):
            import_cases(street.desk, street.seat(seat), path)
        with pytest.raises(AccessDenied):
            undo_import(street.desk, street.seat(seat), report.batch)


def test_a_cancelled_import_leaves_nothing(street, take, monkeypatch):
    monkeypatch.setattr(import_run, "_FIRST_SLICE", 2)
    seen: list[int] = []
    rows = [row(number) for number in range(1, 10)]
    with pytest.raises(RuleViolation, match="import_cancelled"):
        take(rows, progress=seen.append, cancelled=lambda: bool(seen))
    assert seen == [2]
    assert cases(street, statuses=("registered", "dispatched", "awaiting_manual")) == []
    [batch] = batches(street.desk, street.seat("operator"))
    assert (batch.state, batch.imported) == ("cancelled", 2)
    assert take(rows, name="b.xlsx").imported == 9


def test_a_failure_in_the_middle_leaves_nothing(street, take, monkeypatch):
    monkeypatch.setattr(import_run, "_FIRST_SLICE", 2)

    def fail(_done):
        raise ValueError("made up")

    with pytest.raises(ValueError, match="made up"):
        take([row(number) for number in range(1, 10)], progress=fail)
    assert cases(street) == []
    assert check_folder(street.desk).ok


def test_nothing_shows_before_the_batch_is_complete(street, take, monkeypatch):
    monkeypatch.setattr(import_run, "_FIRST_SLICE", 2)
    seen: list[tuple[int, int]] = []
    take([row(number) for number in range(1, 8)], progress=lambda done: seen.append((done, len(cases(street)))))
    assert [shown for _done, shown in seen] == [0] * len(seen)
    assert len(seen) > 1
    assert len(cases(street)) == 7


def test_slices_stay_short(street, take):
    """Each holds the write lock for less than half a second (with room for a busy machine)."""
    longest = 0.0
    started: list[float] = []
    from time import perf_counter

    def step(_done):
        nonlocal longest
        now = perf_counter()
        if started:
            longest = max(longest, now - started[-1])
        started.append(now)

    take([row(number) for number in range(1, 1500)], progress=step)
    assert len(started) > 2
    assert longest < 2


KILLED = """
import os, sys
from pathlib import Path
from datetime import datetime
from govdesk.foundation.clock import ManualClock
from govdesk.services import import_run, importing
from govdesk.services.grids import seat
from govdesk.services.opening import open_desk

import_run._FIRST_SLICE = 5
desk = open_desk(Path(sys.argv[1]), ManualClock(datetime(2026, 11, 18, 9, 0)))

def step(done):
    print(done, flush=True)
    if done >= 5:
        sys.stdin.readline()

importing.import_cases(desk, seat(desk, "operator"), Path(sys.argv[2]), progress=step)
"""


def test_an_import_killed_in_the_middle_is_voided_at_the_next_start(street, tmp_path):
    path = files.write_xlsx(tmp_path / "a.xlsx", [HEADER, *(row(number) for number in range(1, 40))])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(street.folder), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    assert int(process.stdout.readline()) == 5
    beside = open_desk(street.folder, street.clock)  # a second program while the import runs leaves it alone
    assert [batch.state for batch in batches(beside, SYSTEM)] == ["running"]
    with pytest.raises(RuleViolation, match="batch_running"):
        undo_import(beside, street.seat("operator"), 1)
    beside.close()
    process.send_signal(signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    again = open_desk(street.folder, street.clock)
    try:
        [batch] = batches(again, SYSTEM)
        assert (batch.state, batch.imported) == ("broken", 5)
        assert queue_ids(again, street.seat("operator"), QueueFilter(), QueueSort("number")).tolist() == []
        report = check_folder(again)
        assert report.ok
        assert report.steps == 3 * 5
        assert import_cases(again, street.seat("operator"), path).imported == 39
    finally:
        again.close()


def test_a_lock_is_free_again_when_it_is_released(tmp_path):
    first, second = FileLock(tmp_path / "a.lock"), FileLock(tmp_path / "a.lock")
    assert first.acquire()
    assert not second.acquire()
    first.release()
    first.release()
    assert not (tmp_path / "a.lock").exists()
    assert second.acquire()
    second.release()


def test_no_header_and_the_other_bad_files_leave_no_batch(street, tmp_path):
    classes = files.write_xlsx(tmp_path / "a.xlsx", [["一级分类", "二级分类"], ["城乡建设", "园林"]])
    locked = files.write_protected(tmp_path / "b.xlsx")
    for path, code in ((classes, "no_header"), (locked, "workbook_password"), (tmp_path / "c.xlsx", "file_not_found")):
        with pytest.raises(BadInput, match=code):
            import_cases(street.desk, street.seat("operator"), path)
    assert batches(street.desk, street.seat("operator")) == []


def test_the_place_index_finds_grids_below_villages(street, take):
    take([[*row(1), "柳林村第二网格"]], header=[*HEADER, "所属区域"])
    [case] = cases(street)
    assert street.desk.grids[case.grid_id].name == "第二网格"


@pytest.mark.shared
def test_the_real_files_add_up_and_every_rejection_has_a_reason(street, shared_data, tmp_path):
    names = [
        "import_fixtures/sample_附件2.xlsx",
        "import_fixtures/sample_附件3.xlsx",
        "import_fixtures/sample_附件4.xlsx",
        "complaints/tipdm_hot_topics_dev.csv",
        "complaints/tipdm_replies_dev.csv",
        "complaints/liuyan_hangzhou_dev.csv",
    ]
    for name in names:
        report = import_cases(street.desk, street.seat("operator"), shared_data / name)
        assert adds_up(report), name
        assert all(problem.reason and problem.row > 1 for problem in report.errors)
        again = import_cases(street.desk, street.seat("operator"), shared_data / name)
        assert (again.imported, again.duplicates) == (0, report.imported + report.duplicates), name
    with pytest.raises(BadInput, match="no_header"):
        import_cases(street.desk, street.seat("operator"), shared_data / "import_fixtures" / "sample_附件1.xlsx")
    closed = len(cases_count(street, "closed"))
    assert closed == 1947 + 737
    assert check_folder(street.desk).ok


def cases_count(street, status):
    return queue_ids(street.desk, street.seat("operator"), QueueFilter(statuses=(status,)), QueueSort("number"))


def test_an_empty_centre_and_an_import_into_it(tmp_path):
    """The first import of a centre that has nothing but its root."""
    from govdesk.services.grids import seat
    from govdesk.storage.repositories.grids import NewCentre, NewGrid

    desk = open_desk(tmp_path / "data", ManualClock(datetime(2026, 11, 18, 9, 0)))
    try:
        tree = [NewGrid("1", None, "town", "示例镇", "示例镇", "slz")]
        found_centre(desk, SYSTEM, NewCentre("1", "示例镇", "综网中心", "SL", "示", "Asia/Shanghai"), tree)
        path = files.write_xlsx(tmp_path / "a.xlsx", [HEADER, row(1)])
        assert import_cases(desk, seat(desk, "operator"), Path(path)).imported == 1
    finally:
        desk.close()


def test_a_file_with_the_longest_name_gets_its_error_workbook(street, tmp_path):
    path = files.write_xlsx(tmp_path / f"{'工' * 83}.xlsx", [HEADER, row(1, 留言时间="不久前")])
    report = import_cases(street.desk, street.seat("operator"), path)
    assert (report.imported, report.rejected) == (0, 1)
    assert report.error_file is not None and report.error_file.is_file()
