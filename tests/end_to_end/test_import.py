"""Files of cases by the command line: what comes in, what is refused, what an undo leaves."""

from time import process_time

import pytest

from tests.end_to_end.conftest import sentence_of
from tests.exchange.sheet_files import HEADER, ROW, inline, write_protected, write_raw_xlsx, write_xlsx

ROWS = [
    ["24", "甲某", "路灯不亮", "2020/1/6 12:09:38", "青石村村口的路灯三天不亮了。"],
    ["25", "乙某", "污水外溢", "2020/1/7 08:00:00", "柳树庄村二组污水外溢，气味难闻。"],
    ["26", "丙某", "日期写坏", "1900-01-00", "没有写清是哪一天的事。"],
    ["24", "甲某", "路灯不亮", "2020/1/6 12:09:38", "青石村村口的路灯三天不亮了。"],
    ["25", "乙某", "污水外溢", "2020/1/7 08:00:00", "同一个编号，说的是另一件事。"],
    ["110101199003071234", "丁某", "长编号", "2020/1/8 09:30:00", "编号有十八位，一位也不能少。"],
]


@pytest.fixture
def ledger(tmp_path):
    return write_xlsx(tmp_path / "台账.xlsx", [HEADER, *ROWS])


def test_rows_are_imported_doubled_or_rejected_and_never_lost(govdesk, data_folder, ledger):
    trial = govdesk("import", "cases", ledger, "--dry-run", "--data", data_folder, "--json").answer
    assert govdesk("cases", "list", "--data", data_folder, "--json").answer["total"] == 0
    done = govdesk("import", "cases", ledger, "--channel", "12345热线", "--data", data_folder, "--json").answer
    assert done["rows"] == len(ROWS) == done["imported"] + done["duplicates"] + done["rejected"]
    assert (trial["imported"], trial["duplicates"], trial["rejected"]) == (3, 1, 2)
    assert (done["imported"], done["duplicates"], done["rejected"]) == (3, 1, 2)
    assert {problem["row"] for problem in done["errors"]} == {4, 6}
    assert all(problem["column"] and problem["reason"] for problem in done["errors"])
    found = govdesk("cases", "list", "--grid", "柳树庄村", "--data", data_folder, "--json").answer
    assert [case["title"] for case in found["cases"]] == ["污水外溢"]
    assert found["cases"][0]["channel"] == "hotline_12345"


def test_the_error_workbook_is_imported_again_when_it_is_put_right(govdesk, data_folder, ledger):
    done = govdesk("import", "cases", ledger, "--data", data_folder, "--json").answer
    again = govdesk("import", "cases", done["error_file"], "--dry-run", "--data", data_folder, "--json").answer
    assert again["rows"] == done["rejected"]


def test_the_same_file_again_brings_nothing_new(govdesk, data_folder, ledger):
    first = govdesk("import", "cases", ledger, "--data", data_folder, "--json").answer
    second = govdesk("import", "cases", ledger, "--data", data_folder, "--json").answer
    assert second["imported"] == 0
    assert second["duplicates"] == first["imported"] + first["duplicates"]


def test_undo_voids_the_batch_and_leaves_what_was_worked_on(govdesk, data_folder, ledger):
    batch = govdesk("import", "cases", ledger, "--data", data_folder, "--json").answer["batch"]
    found = govdesk("cases", "list", "--text", "污水", "--data", data_folder, "--json").answer
    number = found["cases"][0]["number"]
    case = govdesk(
        "case", "act", number, "cancel", "--actor", "supervisor", "--set", "reason=重复", "--data", data_folder
    )
    assert case.status == 0, case.err
    undone = govdesk("import", "undo", batch, "--data", data_folder, "--json").answer
    assert undone == {"voided": 2, "left": [number]}
    assert govdesk("check", "--data", data_folder, "--json").answer["ok"] is True
    again = govdesk("import", "cases", ledger, "--data", data_folder, "--json").answer
    assert again["imported"] >= 2


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8-sig"])
def test_csv_comes_in_whatever_the_office_saved_it_as(govdesk, data_folder, tmp_path, encoding):
    text = "\n".join(",".join(row) for row in [HEADER, *ROWS[:2]])
    file = tmp_path / "ledger.csv"
    file.write_bytes(text.encode(encoding))
    done = govdesk("import", "cases", file, "--data", data_folder, "--json").answer
    assert (done["rows"], done["imported"]) == (2, 2)
    titles = {case["title"] for case in govdesk("cases", "list", "--data", data_folder, "--json").answer["cases"]}
    assert titles == {"路灯不亮", "污水外溢"}


def test_a_million_empty_rows_are_not_read_as_cases(govdesk, data_folder, tmp_path):
    cells = zip("ABCDE", HEADER, strict=True)
    head = "".join(inline(f"{column}1", text) for column, text in cells)
    row = "".join(inline(f"{column}2", text) for column, text in zip("ABCDE", ROW, strict=True))
    empty = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(3, 1_000_001))
    sheet = f'<row r="1">{head}</row><row r="2">{row}</row>{empty}'
    file = write_raw_xlsx(tmp_path / "empty.xlsx", sheet, '<dimension ref="A1:E1048576"/>')
    started = process_time()
    done = govdesk("import", "cases", file, "--data", data_folder, "--json").answer
    assert (done["rows"], done["imported"]) == (1, 1)
    assert process_time() - started < 30


def not_a_workbook(folder):
    file = folder / "ledger.xlsx"
    file.write_bytes(b"this is no workbook at all")
    return file


def a_picture(folder):
    file = folder / "ledger.xls"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return file


def with_a_password(folder):
    return write_protected(folder / "ledger.xlsx")


def without_header(folder):
    return write_xlsx(folder / "ledger.xlsx", ROWS)


def a_table_of_classes(folder):
    return write_xlsx(folder / "classes.xlsx", [["一级分类", "二级分类"], ["城乡建设", "市政"], ["城乡建设", "园林"]])


def empty(folder):
    return write_xlsx(folder / "ledger.xlsx", [])


def no_bytes(folder):
    file = folder / "ledger.csv"
    file.write_bytes(b"")
    return file


def not_there(folder):
    return folder / "ledger.xlsx"


def a_folder(folder):
    return folder


@pytest.mark.parametrize(
    "made",
    [
        not_a_workbook,
        a_picture,
        with_a_password,
        without_header,
        a_table_of_classes,
        empty,
        no_bytes,
        not_there,
        a_folder,
    ],
)
def test_what_is_no_ledger_is_refused_in_one_sentence_and_nothing_is_made(govdesk, data_folder, tmp_path, made):
    place = tmp_path / "given"
    place.mkdir()
    sentence_of(govdesk("import", "cases", made(place), "--data", data_folder))
    assert govdesk("cases", "list", "--data", data_folder, "--json").answer["total"] == 0


def test_an_unknown_channel_sheet_or_batch_is_named(govdesk, data_folder, ledger):
    assert "飞鸽" in sentence_of(govdesk("import", "cases", ledger, "--channel", "飞鸽", "--data", data_folder))
    assert "附表" in sentence_of(govdesk("import", "cases", ledger, "--sheet", "附表", "--data", data_folder))
    assert "77" in sentence_of(govdesk("import", "undo", "77", "--data", data_folder))


def test_a_holiday_table_moves_the_due_times(govdesk, data_folder, tmp_path):
    file = tmp_path / "2027.csv"
    file.write_text("date,name,isOffDay\n2027-01-01,元旦,true\n2027-01-04,元旦,true\n", "utf-8")
    before = govdesk("deadline", "2026-12-31T10:00", "1 working day", "--data", data_folder, "--json").answer
    assert govdesk("import", "holidays", file, "--data", data_folder, "--json").answer["rows"] == 2
    after = govdesk("deadline", "2026-12-31T10:00", "1 working day", "--data", data_folder, "--json").answer
    assert (before["due"], after["due"]) == ("2027-01-01T18:00:00", "2027-01-05T18:00:00")
    broken = tmp_path / "broken.csv"
    broken.write_text("date,name,isOffDay\n昨天,元旦,true\n", "utf-8")
    sentence_of(govdesk("import", "holidays", broken, "--data", data_folder))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("import_fixtures/sample_附件2.xlsx", 495),
        ("import_fixtures/sample_附件3.xlsx", 30),
        ("import_fixtures/sample_附件4.xlsx", 120),
        ("complaints/tipdm_hot_topics_dev.csv", 3024),
        ("complaints/tipdm_replies_dev.csv", 1947),
        ("complaints/liuyan_hangzhou_dev.csv", 862),
    ],
)
def test_the_real_files_come_in_with_every_row_accounted_for(govdesk, data_folder, shared_data, file, rows):
    done = govdesk("import", "cases", shared_data / file, "--data", data_folder, "--json").answer
    assert done["rows"] == rows == done["imported"] + done["duplicates"] + done["rejected"]
    assert len({problem["row"] for problem in done["errors"]}) == done["rejected"]
    assert all(problem["reason"] for problem in done["errors"])
    assert govdesk("cases", "list", "--limit", "1", "--data", data_folder, "--json").answer["total"] == done["imported"]


@pytest.mark.shared
def test_the_real_table_of_classes_is_no_ledger(govdesk, data_folder, shared_data):
    sentence_of(govdesk("import", "cases", shared_data / "import_fixtures/sample_附件1.xlsx", "--data", data_folder))


@pytest.mark.shared
@pytest.mark.parametrize("root", ["370215", "370830", "510722", "610114", "621123"])
def test_each_real_county_becomes_a_tree(govdesk, shared_data, tmp_path, root):
    [table] = (shared_data / "divisions").glob(f"divisions_{root}_*.csv")
    made = govdesk("init", "--divisions", table, "--root", root, "--data", tmp_path / "data", "--json").answer
    assert made["grids"] > 80
    assert made["levels"] == 3
