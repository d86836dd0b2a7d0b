"""The header is found where it is, by its own words, and what is unknown is kept."""

from datetime import datetime

import pytest
import xlsxwriter

from govdesk.domain.errors import BadInput
from govdesk.exchange.case_columns import Field, field_of, recognise
from govdesk.exchange.case_table import open_case_table
from tests.exchange import sheet_files as files


def fields(*header):
    return dict(recognise([(1, list(header))]).fields)


def test_the_message_board_export_is_recognised():
    found = fields("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "一级分类")
    assert found == {
        Field.NUMBER: (0,),
        Field.REPORTER: (1,),
        Field.TITLE: (2,),
        Field.RECEIVED_AT: (3,),
        Field.TEXT: (4,),
        Field.LABEL_1: (5,),
    }


def test_the_hotline_layouts_of_the_standard_are_recognised():
    first = (
        "工单编号 诉求人姓名 诉求人手机号 诉求标题 市民诉求 接诉分类一级 接诉分类二级 接诉分类三级 接诉分类四级 "
        "工单类型 诉求类型 所属区域 受理时间 工单状态 来源渠道 提交办结时间 回复时间 回复诉求人 "
        "回访结果 处理部门 催单次数 补单次数 重复次数"
    )
    found = fields(*first.split())
    assert set(Field) - found.keys() == {
        Field.LABEL,
        Field.ADDRESS,
        Field.URGENCY,
        Field.OCCURRED_AT,
        Field.DISPATCHED_AT,
        Field.LIMIT_AT,
        Field.ASSISTS,
        Field.PEOPLE_COUNT,
        Field.PARTIES,
        Field.SATISFACTION,
        Field.LIKES,
        Field.DISLIKES,
        Field.REMARK,
    }
    second = (
        "工单编号 受理时间 处理期限 市民称呼 联系电话 来电电话 诉求标题 涉事主体 事发地点 诉求来源 紧急程度 "
        "工单类型 受理部门 事项分类 业务点选 表单内容 市民诉求"
    )
    found = fields(*second.split())
    assert found[Field.TEXT] == (16, 15)
    assert found[Field.PHONE] == (4, 5)


def test_a_label_column_goes_by_either_name():
    assert field_of("一级分类") == field_of("一级标签") == field_of("接诉分类一级") == Field.LABEL_1
    assert field_of("三级分类") == Field.LABEL_3


def test_columns_that_swap_places_stay_what_they_are():
    one = recognise([(1, [*files.HEADER, "点赞数", "反对数"])])
    other = recognise([(1, [*files.HEADER, "反对数", "点赞数"])])
    assert one.fields[Field.LIKES] == other.fields[Field.DISLIKES] == (5,)
    assert one.layout == other.layout


def test_another_kind_of_number_or_other_facts_are_another_layout():
    board = recognise([(1, files.HEADER)]).layout
    assert recognise([(1, ["工单编号", *files.HEADER[1:]])]).layout != board
    assert recognise([(1, [*files.HEADER, "答复意见", "答复时间"])]).layout != board


def test_header_words_may_be_dressed_up():
    assert fields(" 工单编号*", "诉求标题（必填）", "诉求 内容：", "ＰＨＯＮＥ")[Field.PHONE] == (3,)
    assert field_of("联系电话\n(手机)") == Field.PHONE


def test_of_two_columns_of_one_name_the_first_counts_and_both_are_kept():
    found = recognise([(1, ["标题", "诉求号码", "诉求号码", "", "诉求内容"])])
    assert found.fields[Field.PHONE] == (1, 2)
    assert found.headers == ("标题", "诉求号码", "诉求号码(2)", "第4列", "诉求内容")


def test_title_rows_above_the_header_are_passed_over():
    rows = [(1, ["某街道12345工单台账"]), (2, ["制表：综治中心", "", "2026年11月"]), (4, files.HEADER), (5, files.ROW)]
    assert recognise(rows).header_row == 4


def test_a_header_of_two_storeys_under_merged_headings_is_read(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:F1", "来访登记台账")
        sheet.merge_range("A2:A3", "登记编号")
        sheet.merge_range("B2:C2", "诉求人")
        sheet.merge_range("D2:E2", "诉求")
        sheet.merge_range("F2:F3", "登记时间")
        files.fill_sheet(sheet, [["", "姓名", "电话", "标题", "内容", ""]], first_row=2)
        files.fill_sheet(sheet, [["1", "甲某", "0532-1", "漏水", "屋顶漏水", "2020/1/6"]], first_row=3)
    table = open_case_table(tmp_path / "a.xlsx")
    assert table.columns.header_row == 3
    assert {field.value: at for field, at in table.columns.fields.items()} == {
        "number": (0,),
        "reporter": (1,),
        "phone": (2,),
        "title": (3,),
        "text": (4,),
        "received_at": (5,),
    }
    assert [row for row, _cells in table.rows] == [4]


def test_the_first_row_of_data_is_not_swallowed_by_a_single_header():
    rows = [(1, files.HEADER), (2, ["24", "", "路灯", "", "不亮"])]
    assert recognise(rows).header_row == 1


def test_a_table_of_classes_is_no_table_of_cases(tmp_path):
    path = files.write_xlsx(tmp_path / "a.xlsx", [["一级分类", "二级分类"], ["城乡建设", "园林绿化"]])
    with pytest.raises(BadInput) as caught:
        open_case_table(path)
    assert caught.value.code == "no_header"
    assert caught.value.facts["seen"] == "一级分类、二级分类"


def test_a_sheet_without_rows_under_its_header_has_nothing_to_import(tmp_path):
    path = files.write_xlsx(tmp_path / "a.xlsx", [files.HEADER])
    with pytest.raises(BadInput, match="no_rows"):
        open_case_table(path)
    with pytest.raises(BadInput, match="no_rows"):
        open_case_table(files.write_xlsx(tmp_path / "b.xlsx", []))


def test_the_first_sheet_with_cases_is_taken_and_the_later_ones_are_named(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("说明", "空", "一月", "二月"):
            sheet = book.add_worksheet(name)
            if name == "说明":
                sheet.write_string(0, 0, "本表由系统导出")
            elif name != "空":
                files.fill_sheet(sheet, [files.HEADER, files.ROW])
    table = open_case_table(tmp_path / "a.xlsx")
    assert (table.sheet, table.other_sheets) == ("一月", ("二月",))
    assert open_case_table(tmp_path / "a.xlsx", "二月").sheet == "二月"
    assert open_case_table(tmp_path / "a.xlsx", "4").sheet == "二月"
    with pytest.raises(BadInput, match="no_header"):
        open_case_table(tmp_path / "a.xlsx", "说明")


def test_dates_stay_dates_on_the_way(tmp_path):
    moment = datetime(2017, 6, 8, 17, 31, 20)
    path = files.write_xlsx(tmp_path / "a.xlsx", [files.HEADER, ["1", "甲某", "题", moment, "文"]])
    [(row, cells)] = open_case_table(path).rows
    assert (row, cells[3]) == (2, moment)


@pytest.mark.shared
def test_the_real_files_are_recognised_but_for_the_table_of_classes(shared_data):
    for name, extra in (("2", Field.LABEL_1), ("3", Field.LIKES), ("4", Field.REPLY)):
        table = open_case_table(shared_data / "import_fixtures" / f"sample_附件{name}.xlsx")
        assert {Field.NUMBER, Field.TITLE, Field.TEXT, Field.RECEIVED_AT, extra} <= table.columns.fields.keys()
    with pytest.raises(BadInput, match="no_header"):
        open_case_table(shared_data / "import_fixtures" / "sample_附件1.xlsx")
    board = open_case_table(shared_data / "complaints" / "liuyan_hangzhou_dev.csv")
    assert {Field.NUMBER, Field.STATUS, Field.LABEL, Field.RECEIVED_AT} <= board.columns.fields.keys()


def test_unseen_characters_in_a_header_do_not_hide_it():
    found = recognise([(1, ["工单\u200b编号", "\ufeff标题", "内\u2060容", "受理时间\u200c"])])
    assert {Field.NUMBER, Field.TITLE, Field.TEXT, Field.RECEIVED_AT} == found.fields.keys()
    assert found.headers == ("工单编号", "标题", "内容", "受理时间")
