"""A row becomes facts, or says which cell is at fault and why."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.exchange.case_columns import recognise
from govdesk.exchange.case_rows import ImportedRow, RejectedRow, RowReader, clean_text
from govdesk.exchange.case_table import open_case_table
from govdesk.exchange.moments import Refused, read_moment

NOW = datetime(2026, 11, 21, 10, 0)


def reader(*header: str) -> RowReader:
    return RowReader(recognise([(1, list(header))]), NOW)


def read(row: dict[str, Any]) -> ImportedRow | RejectedRow:
    """Fill in what every row has, then read it."""
    full = {"编号": "24", "标题": "路灯不亮", "内容": "村口的路灯不亮。", "受理时间": "2020/1/6 12:09:38", **row}
    return reader(*full).read(2, list(full.values()))


def accepted(row: dict[str, Any]) -> ImportedRow:
    result = read(row)
    assert isinstance(result, ImportedRow), result
    return result


def errors(row: dict[str, Any]) -> list[tuple[str, str]]:
    result = read(row)
    assert isinstance(result, RejectedRow), result
    return [(error.column, error.code) for error in result.errors]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020/1/6 12:09:38", datetime(2020, 1, 6, 12, 9, 38)),
        ("2019-02-28 11:25:05", datetime(2019, 2, 28, 11, 25, 5)),
        ("2024-09-09", datetime(2024, 9, 9)),
        ("2024.9.9", datetime(2024, 9, 9)),
        ("2024年9月9日", datetime(2024, 9, 9)),
        ("2024年9月9日 9时32分", datetime(2024, 9, 9, 9, 32)),
        ("2024年9月9日 星期一 下午3点05分", datetime(2024, 9, 9, 15, 5)),
        ("2024-09-09T11:25:05.123+08:00", datetime(2024, 9, 9, 11, 25, 5)),
        ("2024/9/9 3:05:00 PM", datetime(2024, 9, 9, 15, 5)),
        ("20240909", datetime(2024, 9, 9)),
        ("20240909112505", datetime(2024, 9, 9, 11, 25, 5)),
        ("43836.5066898148", datetime(2020, 1, 6, 12, 9, 38)),
        ("43836", datetime(2020, 1, 6)),
        (datetime(2020, 1, 6, 12, 9, 38, 400), datetime(2020, 1, 6, 12, 9, 38)),
    ],
)
def test_a_moment_is_read_in_every_spelling(written, meant):
    assert read_moment(written, NOW) == meant


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (datetime(1900, 1, 1), "date_too_old"),
        ("1900-01-05", "date_too_old"),
        ("1", "date_too_old"),
        ("0", "date_too_old"),
        ("00:00:00", "date_too_old"),
        ("1979-12-31", "date_too_old"),
        ("2026-11-22", "date_in_future"),
        ("2099/1/1 8:00", "date_in_future"),
        ("2019-02-29", "date_not_understood"),
        ("昨天", "date_not_understood"),
        ("12:30", "date_not_understood"),
        ("9999999", "date_not_understood"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_its_reason(written, code):
    assert read_moment(written, NOW) == Refused(code)


def test_a_clock_that_runs_ahead_today_counts_as_now():
    assert read_moment("2026-11-21 18:00:00", NOW) == NOW


@given(st.datetimes(datetime(1980, 1, 1), NOW))
def test_both_usual_spellings_mean_the_same_moment(moment):
    moment = moment.replace(microsecond=0)
    slashes = f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment:%M:%S}"
    assert read_moment(slashes, NOW) == read_moment(f"{moment:%Y-%m-%d %H:%M:%S}", NOW) == moment


def test_the_row_and_column_of_every_fault_are_told():
    row = {"受理时间": datetime(1900, 1, 1), "标题": "", "内容": " ", "编号": "1.10105194912310E+17"}
    assert errors(row) == [
        ("编号", "number_lost_digits"),
        ("内容", "text_missing"),
        ("受理时间", "date_too_old"),
    ]
    rejected = read(row)
    assert isinstance(rejected, RejectedRow)
    assert (rejected.row, len(rejected.cells)) == (2, 4)


def test_an_empty_date_is_refused_only_where_the_file_has_dates():
    assert errors({"受理时间": "***"}) == [("受理时间", "date_missing")]
    undated = reader("编号", "内容").read(2, ["1", "漏水"])
    assert isinstance(undated, ImportedRow)
    assert undated.received_at is None


def test_masked_values_are_missing():
    row = accepted({"市民称呼": "***", "联系电话": "＊＊＊＊", "事发地点": "-", "所属区域": "无"})
    assert (row.reporter, row.phone, row.address, row.region) == ("", "", "", "")


def test_a_partly_masked_value_stays():
    row = accepted({"市民称呼": "甲**", "联系电话": "138****0000"})
    assert (row.reporter, row.phone) == ("甲**", "138****0000")


def test_a_masked_cell_gives_way_to_the_next_column_of_the_same_meaning():
    assert accepted({"联系电话": "***", "来电电话": "053200000000"}).phone == "053200000000"


def test_long_numbers_stay_texts():
    row = accepted({"编号": "110105194912310023", "联系电话": "13800000000"})
    assert (row.number, row.phone) == ("110105194912310023", "13800000000")
    assert accepted({"编号": "热线-260703-070307"}).number == "热线-260703-070307"
    assert accepted({"编号": " 24.0 "}).number == "24"


def test_a_phone_that_the_spreadsheet_rounded_is_left_out_with_a_note():
    row = accepted({"联系电话": "1.38000000000E+10"})
    assert (row.phone, row.notes) == ("", ("phone_lost_digits",))


def test_wrapped_text_is_unwrapped_and_paragraphs_stay():
    wrapped = "\n\t\t\t\t\t\n\t\t\t\t\t　　村口的路灯\t不亮。_x000D_\n\n　　请修。\x0b\n\t\t\t"
    assert clean_text(wrapped) == "村口的路灯 不亮。\n请修。"
    assert accepted({"内容": wrapped}).text == "村口的路灯 不亮。\n请修。"


def test_title_and_text_stand_in_for_each_other():
    assert accepted({"标题": "", "内容": "屋顶漏水。已三天。"}).title == "屋顶漏水"
    assert accepted({"标题": "", "内容": "长" * 90}).title == "长" * 39 + "…"
    assert accepted({"内容": ""}).text == "路灯不亮"


def test_a_reply_with_its_time_finishes_the_row():
    row = accepted({"答复意见": "已修好。", "答复时间": "2020/1/9 9:00:00"})
    assert (row.reply, row.finished_at, row.finish_known) == ("已修好。", datetime(2020, 1, 9, 9), True)


def test_a_finished_status_without_a_time_finishes_at_the_rows_own_date():
    row = accepted({"状态": "已办理"})
    assert (row.finished_at, row.finish_known) == (datetime(2020, 1, 6, 12, 9, 38), False)
    assert row.notes == ("finished_without_time",)


def test_what_is_in_work_stays_open():
    for status in ("办理中", "待回复", "退回", "挂起"):
        assert accepted({"状态": status}).finished_at is None
    unknown = accepted({"状态": "七分熟"})
    assert (unknown.finished_at, unknown.notes) == (None, ("status_unknown",))
    assert accepted({"答复意见": "正在核实。"}).notes == ("reply_without_time",)


def test_a_time_of_completion_finishes_the_row_unless_the_status_denies_it():
    done = {"办结时间": "2020/1/9 9:00:00"}
    assert accepted(done).finished_at == datetime(2020, 1, 9, 9)
    assert accepted({**done, "状态": "办结"}).finished_at == datetime(2020, 1, 9, 9)
    assert accepted({**done, "状态": "办理中"}).finished_at is None


def test_finished_before_received_is_refused():
    assert errors({"答复意见": "好", "答复时间": "2019/1/9"}) == [("答复时间", "finished_before_received")]


def test_people_are_counted_where_a_number_can_be_found():
    assert accepted({"涉及人数": "约30人"}).people_count == 30
    unknown = accepted({"涉及人数": "若干"})
    assert (unknown.people_count, unknown.notes) == (None, ("count_not_understood",))


def test_labels_come_most_detailed_first():
    assert accepted({"一级分类": "城乡建设", "二级分类": "市政", "三级分类": "路灯"}).labels == (
        "路灯",
        "市政",
        "城乡建设",
    )


def test_unknown_columns_and_cells_beyond_the_header_are_kept():
    header = ["编号", "标题", "满意度", "", "业务点选"]
    row = reader(*header).read(2, ["1", "漏水", "5", "甲", "", "尾"])
    assert isinstance(row, ImportedRow)
    assert row.source_fields == {"满意度": "5", "第4列": "甲", "第6列": "尾"}


def test_a_row_shorter_than_its_header_is_read():
    row = reader("编号", "标题", "内容", "备注").read(2, ["1", "漏水"])
    assert isinstance(row, ImportedRow)
    assert (row.title, row.text) == ("漏水", "漏水")


def test_columns_of_the_error_workbook_do_not_come_back_as_facts():
    row = reader("编号", "标题", "行号", "列", "原因").read(2, ["1", "漏水", "7", "标题", "没有标题"])
    assert isinstance(row, ImportedRow)
    assert row.source_fields == {}


@given(st.lists(st.one_of(st.text(max_size=30), st.datetimes()), min_size=0, max_size=14))
def test_any_row_is_either_imported_or_rejected_with_a_reason(cells):
    header = ["编号", "诉求人", "联系电话", "标题", "内容", "受理时间", "状态", "答复意见", "答复时间", "涉及人数"]
    result = reader(*header).read(2, list(cells))
    if isinstance(result, RejectedRow):
        assert result.errors
    else:
        assert result.title
        assert result.text
        assert result.received_at is not None
        assert result.received_at <= NOW


@pytest.mark.shared
def test_every_row_of_the_real_files_is_taken_or_refused_with_a_reason(shared_data):
    expected = {
        "import_fixtures/sample_附件2.xlsx": (495, 0),
        "import_fixtures/sample_附件3.xlsx": (30, 0),
        "import_fixtures/sample_附件4.xlsx": (120, 120),
        "complaints/tipdm_hot_topics_dev.csv": (3024, 0),
        "complaints/tipdm_replies_dev.csv": (1947, 1947),
        "complaints/liuyan_hangzhou_dev.csv": (862, 737),
    }
    for name, (rows, finished) in expected.items():
        table = open_case_table(shared_data / name)
        row_reader = RowReader(table.columns, NOW)
        results = [row_reader.read(*row) for row in table.rows]
        taken = [result for result in results if isinstance(result, ImportedRow)]
        assert (len(results), len(taken)) == (rows, rows), name
        assert sum(result.finished_at is not None for result in taken) == finished
        assert not any(result.text.startswith(("\n", "\t", "　")) for result in taken)
        assert all(result.number.isdigit() for result in taken)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("２０２６－１１－０３　０９：３０", datetime(2026, 11, 3, 9, 30)),
        ("２０２６年１１月３日", datetime(2026, 11, 3)),
        ("2026-11-03 24:00:00", datetime(2026, 11, 4)),
        ("2026-11-3 24:00", datetime(2026, 11, 4)),
        ("2026年10月31日24时", datetime(2026, 11, 1)),
    ],
)
def test_full_width_moments_and_midnight_at_the_end_of_the_day_are_read(written, meant):
    assert read_moment(written, NOW) == meant


@pytest.mark.parametrize("written", ["2026-11-03 24:00:01", "2026-11-03 25:00", "2026-02-30 24:00"])
def test_no_hour_beyond_midnight_is_read(written):
    assert read_moment(written, NOW) == Refused("date_not_understood")


def test_full_width_and_unseen_characters_do_not_make_another_number():
    row = accepted({"编号": "Ｎ０\u200b１\u200d２", "电话": "１３９ 0000\u00ad0001"})
    assert (row.number, row.phone) == ("N012", "13900000001")


def test_unseen_characters_do_not_stay_in_texts():
    row = accepted({"标题": "路\u200b灯\u2060不\u202e亮", "内容": "路\ufeff灯不亮👨‍👩‍👧"})
    assert (row.title, row.text) == ("路灯不亮", "路灯不亮👨‍👩‍👧")


def test_a_title_beyond_the_limit_is_shortened_and_its_whole_stands_in_the_text():
    long = "路灯不亮" * 60
    row = accepted({"标题": long, "内容": "请尽快维修。"})
    assert (len(row.title), row.title[-1]) == (200, "…")
    assert row.text == f"{long}\n请尽快维修。"
    assert "title_shortened" in row.notes
    alone = accepted({"标题": long, "内容": ""})
    assert alone.text == long
    said_again = accepted({"标题": long, "内容": f"反映：{long}。"})
    assert said_again.text == f"反映：{long}。"


def test_a_name_or_place_beyond_the_limit_is_shortened_and_kept_whole_beside():
    row = accepted({"内容": "路灯不亮", "姓名": "甲" * 300, "地址": "村" * 3000})
    assert (len(row.reporter), len(row.address)) == (100, 200)
    assert row.source_fields["姓名"] == "甲" * 300
    assert row.source_fields["地址"] == "村" * 3000


def test_a_text_or_number_beyond_every_measure_is_refused_with_its_length():
    found = errors({"编号": "9" * 101, "内容": "长" * 100_001})
    assert found == [("编号", "source_number_too_long"), ("内容", "text_too_long")]


def test_the_header_once_more_and_the_sum_at_the_foot_are_no_cases():
    again = {name: name for name in ("编号", "标题", "内容", "受理时间")}
    assert errors(again) == [("编号", "header_again")]
    assert errors({"编号": "合计", "标题": "", "内容": "35", "受理时间": ""}) == [("编号", "total_row")]
    assert accepted({"编号": "编号", "标题": "编号牌掉了"}).title == "编号牌掉了"
