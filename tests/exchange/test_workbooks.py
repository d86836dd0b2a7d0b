"""What comes out of a file is what a person sees in it; what cannot be read says why."""

import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from govdesk.domain.errors import BadInput
from govdesk.exchange import workbooks
from govdesk.exchange.case_table import open_case_table
from govdesk.exchange.workbooks import choose_sheet, open_workbook
from tests.exchange import sheet_files as files


def read(path: Path, sheet: str | None = None) -> list[Any]:
    book = open_workbook(path)
    return list(book.rows(sheet or book.sheets[0]))


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        read(path)
    assert caught.value.facts["file"] == path.name if "file" in caught.value.facts else True
    return caught.value.code


def test_texts_numbers_and_dates_come_out_as_a_person_sees_them(tmp_path):
    moment = datetime(2020, 1, 6, 12, 9, 38)
    path = files.write_xlsx(tmp_path / "a.xlsx", [["24", 24, 24.5, moment, True, "18位"]])
    assert read(path) == [(1, ["24", "24", "24.5", moment, "TRUE", "18位"])]


def test_eighteen_digits_stored_as_text_survive(tmp_path):
    path = files.write_xlsx(tmp_path / "a.xlsx", [["110105194912310023", "11010519491231002X", "007"]])
    assert read(path)[0][1] == ["110105194912310023", "11010519491231002X", "007"]


def test_eighteen_digits_stored_as_a_number_survive_when_the_file_still_has_them(tmp_path):
    cells = '<row r="3"><c r="B3"><v>110105194912310023</v></c><c r="C3"><v>5</v></c></row>'
    path = files.write_raw_xlsx(tmp_path / "a.xlsx", cells)
    assert read(path) == [(3, ["110105194912310023", "5"])]


def test_a_number_that_the_file_has_rounded_shows_it(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([110105194912310023])
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx")[0][1] == ["1.10105194912310E+17"]


def test_row_numbers_are_those_of_the_sheet(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        files.fill_sheet(sheet, [["甲"], [None], ["乙"]], first_row=4)
    assert [row for row, _cells in read(tmp_path / "a.xlsx")] == [5, 7]


def test_a_used_range_of_formats_only_costs_nothing(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        files.fill_sheet(sheet, [files.HEADER, files.ROW])
        grey = book.add_format({"bg_color": "#EEEEEE"})
        for row in range(2, 65_203):
            sheet.write_blank(row, 5, None, grey)
    assert len(read(tmp_path / "a.xlsx")) == 2


def test_a_million_empty_rows_are_skipped_within_seconds(tmp_path):
    rows = f'<row r="1">{files.inline("A1", "甲")}</row><row r="1048576">{files.inline("B1048576", "乙")}</row>'
    path = files.write_raw_xlsx(tmp_path / "a.xlsx", rows, '<dimension ref="A1:B1048576"/>')
    started = time.process_time()
    assert read(path) == [(1, ["甲", ""]), (1_048_576, ["", "乙"])]
    assert time.process_time() - started < 5


@pytest.mark.parametrize("dimension", ["", '<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>'])
def test_one_lonely_cell_in_the_last_corner_is_refused_by_name(tmp_path, dimension):
    rows = f'<row r="1">{files.inline("A1", "甲")}</row><row r="1048576">{files.inline("XFD1048576", "乙")}</row>'
    path = files.write_raw_xlsx(tmp_path / "a.xlsx", rows, dimension)
    with pytest.raises(BadInput) as caught:
        read(path)
    assert (caught.value.code, caught.value.facts["cell"]) == ("sheet_too_large", "XFD1048576")


def test_a_wide_format_without_values_is_no_reason_to_refuse(tmp_path):
    rows = f'<row r="1">{files.inline("A1", "甲")}<c r="XFD1" s="0"/></row>'
    rows += '<row r="1048576"><c r="XFD1048576" s="0"></c></row>'
    path = files.write_raw_xlsx(tmp_path / "a.xlsx", rows, '<dimension ref="A1:XFD1048576"/>')
    assert [row for row, _cells in read(path)] == [1]


def test_an_error_in_a_formula_is_an_empty_cell(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "甲")
        sheet.write_formula(0, 1, "=NA()", None, "#N/A")
    assert read(tmp_path / "a.xlsx") == [(1, ["甲", ""])]


def test_ods_is_read_with_its_million_repeated_rows(tmp_path):
    rows = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="24"><text:p>24</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    assert read(files.write_ods(tmp_path / "a.ods", rows)) == [(1, ["甲", "24"])]


def test_hidden_sheets_come_last_and_sheets_are_found_by_name_or_place(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("说明", "旧", "台账"):
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, name)
            if name == "旧":
                sheet.hide()
    book = open_workbook(tmp_path / "a.xlsx")
    assert book.sheets == ("说明", "台账", "旧")
    assert choose_sheet(book, "台账") == "台账"
    assert choose_sheet(book, "2") == "台账"
    with pytest.raises(BadInput, match="sheet_not_found"):
        choose_sheet(book, "4")
    with pytest.raises(BadInput, match="sheet_not_found"):
        book.rows("没有")


def test_what_is_no_workbook_is_refused_by_its_kind(tmp_path):
    assert refusal(tmp_path / "missing.xlsx") == "file_not_found"
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    assert refusal(folder) == "file_not_found"
    empty = tmp_path / "empty.xlsx"
    empty.touch()
    assert refusal(empty) == "file_empty"
    text = tmp_path / "text.xlsx"
    text.write_text("not a workbook", encoding="utf-8")
    assert refusal(text) == "not_a_workbook"
    picture = tmp_path / "picture.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert refusal(picture) == "not_a_workbook"


def test_a_word_file_named_as_a_workbook_is_refused(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<a/>")
    assert refusal(tmp_path / "a.xlsx") == "not_a_workbook"


def test_a_web_page_named_xls_is_refused_as_one(tmp_path):
    page = tmp_path / "export.xls"
    page.write_text("<html><table><tr><td>编号</td></tr></table></html>", encoding="gbk")
    assert refusal(page) == "web_page_not_workbook"


def test_a_password_is_named(tmp_path):
    assert refusal(files.write_protected(tmp_path / "a.xlsx")) == "workbook_password"
    row = "<table:table-row/>"
    encrypted = files.write_ods(tmp_path / "a.ods", row, "<manifest:encryption-data/>")
    assert refusal(encrypted) == "workbook_password"


def test_an_old_word_file_is_no_workbook(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + "WordDocument".encode("utf-16-le").ljust(2048, b"\0"))
    assert refusal(path) == "not_a_workbook"


def test_a_compound_file_that_claims_to_be_a_workbook_and_is_not_is_damaged(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le").ljust(2048, b"\0"))
    assert refusal(path) == "workbook_damaged"


def test_a_workbook_cut_off_anywhere_is_damaged(tmp_path):
    whole = files.write_xlsx(tmp_path / "whole.xlsx", [files.HEADER, files.ROW]).read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[: int(len(whole) * share)])
        assert refusal(path) == "workbook_damaged", share


def test_a_file_beyond_the_size_is_refused_unread(tmp_path, monkeypatch):
    path = files.write_xlsx(tmp_path / "a.xlsx", [files.HEADER])
    monkeypatch.setattr(workbooks, "LARGEST_FILE", 100)
    assert refusal(path) == "file_too_large"
    monkeypatch.setattr(workbooks, "LARGEST_FILE", 10**9)
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 100)
    assert refusal(path) == "file_too_large"


def test_a_workbook_whose_list_of_sheets_is_lost_is_damaged(tmp_path):
    whole = zipfile.ZipFile(files.write_xlsx(tmp_path / "whole.xlsx", [files.HEADER, files.ROW]))
    path = tmp_path / "bent.xlsx"
    with zipfile.ZipFile(path, "w") as bent:
        for name in whole.namelist():
            content = whole.read(name)
            bent.writestr(name, content.replace(b"<sheet ", b"<shxet ") if name == "xl/workbook.xml" else content)
    assert refusal(path) == "workbook_damaged"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example(at=1549, byte=0)
@given(at=st.integers(min_value=0, max_value=5000), byte=st.integers(min_value=0, max_value=255))
def test_a_workbook_with_one_wrong_byte_is_read_or_refused_never_a_crash(tmp_path, at, byte):
    whole = bytearray(files.write_xlsx(tmp_path / "whole.xlsx", [files.HEADER, files.ROW]).read_bytes())
    whole[at % len(whole)] = byte
    path = tmp_path / "bent.xlsx"
    path.write_bytes(bytes(whole))
    try:
        read(path)
    except BadInput as error:
        assert error.code in {"workbook_damaged", "not_a_workbook", "workbook_password", "sheet_too_large"}


@pytest.mark.shared
def test_the_real_workbooks_have_their_known_row_counts(shared_data):
    counts = {"1": 518, "2": 496, "3": 31, "4": 121}
    for name, count in counts.items():
        assert len(read(shared_data / "import_fixtures" / f"sample_附件{name}.xlsx")) == count


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_lines_split_by_tabs_and_named_xls_are_read(tmp_path, encoding):
    path = tmp_path / "导出.xls"
    path.write_text("编号\t标题\n24\t路灯不亮\n", encoding=encoding)
    assert read(path) == [(1, ["编号", "标题"]), (2, ["24", "路灯不亮"])]


def test_a_text_without_columns_named_xls_is_no_workbook(tmp_path):
    path = tmp_path / "说明.xls"
    path.write_text("本表由系统导出", encoding="gbk")
    assert refusal(path) == "not_a_workbook"


def formula_book(path, *cells):
    rows = '<row r="1">' + "".join(
        files.inline(f"{at}1", word) for at, word in zip("ABC", ("编号", "标题", "备用"), strict=True)
    )
    body = "".join(f'<row r="{row}">{cell}</row>' for row, cell in enumerate(cells, start=2))
    return files.write_raw_xlsx(path, f"{rows}</row>{body}")


@pytest.mark.parametrize("value", ["<v></v>", "<v/>", ""])
def test_a_formula_that_nobody_has_calculated_is_named_by_its_cell(tmp_path, value):
    line = files.inline("A2", "24") + f'<c r="B2"><f>CONCATENATE(A2,"x")</f>{value}</c>'
    with pytest.raises(BadInput, match="formula_without_value") as caught:
        open_case_table(formula_book(tmp_path / "a.xlsx", line))
    assert caught.value.facts["cell"] == "B2"


def test_formulas_with_a_value_an_empty_text_or_in_a_spare_column_are_read(tmp_path):
    calculated = files.inline("A2", "24") + '<c r="B2" t="str"><f>A2</f><v>路灯</v></c><c r="C2"><f>NOW()</f></c>'
    empty = (
        files.inline("A3", "25") + files.inline("B3", "水管") + '<c r="C3" t="str"><f>IF(A3="","x","")</f><v></v></c>'
    )
    found = open_case_table(formula_book(tmp_path / "a.xlsx", calculated, empty))
    assert [cells[:2] for _row, cells in found.rows] == [["24", "路灯"], ["25", "水管"]]


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.et"])
def test_a_csv_under_the_name_of_a_workbook_is_read(tmp_path, name):
    path = tmp_path / name
    path.write_text("编号,标题,内容\n24,路灯,三天不亮\n", "utf-8")
    workbook = open_workbook(path)
    assert [cells for _row, cells in workbook.rows(workbook.sheets[0])][1] == ["24", "路灯", "三天不亮"]
