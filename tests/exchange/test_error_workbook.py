"""The workbook that goes back to whoever sent the file."""

from datetime import datetime

import openpyxl

from govdesk.exchange.case_columns import recognise
from govdesk.exchange.case_table import open_case_table
from govdesk.exchange.error_workbook import ErrorRow, write_error_workbook
from tests.exchange import sheet_files as files


def test_rejected_rows_come_back_with_their_columns_and_reasons(tmp_path):
    cells = ["110105194912310023", "甲某", "=1+1", datetime(1900, 1, 1), "漏水"]
    rows = [ErrorRow(7, cells, (("留言时间", "太早"), ("留言主题", "没有标题"))), ErrorRow(9, ["24"], (("", "别的"),))]
    assert write_error_workbook(tmp_path / "a.xlsx", files.HEADER, rows) == 2
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0] == [*files.HEADER, "行号", "列", "原因"]
    assert values[1] == [
        "110105194912310023",
        "甲某",
        "=1+1",
        "1900-01-01 00:00:00",
        "漏水",
        "7",
        "留言时间、留言主题",
        "太早；没有标题",
    ]
    assert values[2][-3:] == ["9", "", "别的"]
    assert sheet["A2"].data_type == sheet["C2"].data_type == "s"
    assert sheet["A2"].number_format == "@"
    assert sheet["D2"].fill.fgColor.rgb == "FFFCEBD3"
    assert sheet["B2"].fill.fgColor.rgb != "FFFCEBD3"


def test_a_mended_error_workbook_has_the_layout_of_the_original(tmp_path):
    write_error_workbook(tmp_path / "a.xlsx", files.HEADER, [ErrorRow(2, files.ROW, (("留言时间", "太早"),))])
    assert open_case_table(tmp_path / "a.xlsx").columns.layout == recognise([(1, files.HEADER)]).layout
