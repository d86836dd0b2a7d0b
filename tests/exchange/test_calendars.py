"""Holiday files: two shapes read alike, each fault named with its row."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from govdesk.domain.errors import BadInput
from govdesk.domain.working_calendar import CalendarDay
from govdesk.exchange.calendars import read_holidays
from tests.exchange.sheet_files import write_xlsx

ROWS = "date,name,isOffDay\n2027-01-01,元旦,true\n2027-01-02,元旦,false\n"
DAYS = (CalendarDay(date(2027, 1, 1), True, "元旦"), CalendarDay(date(2027, 1, 2), False, "元旦"))


def file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "假期.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv_is_read_in_every_encoding_that_offices_use(tmp_path: Path, encoding: str) -> None:
    assert read_holidays(file(tmp_path, ROWS, encoding)).days == DAYS


def test_csv_with_chinese_headers_and_words_is_read(tmp_path: Path) -> None:
    text = "节日,日期,是否休假\n元旦,2027/01/02,否\n元旦,2027-01-01,是\n\n"
    assert read_holidays(file(tmp_path, text)).days == DAYS


def test_the_json_of_holiday_cn_is_read_with_its_year(tmp_path: Path) -> None:
    days = [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-02", "isOffDay": False},
    ]
    found = read_holidays(file(tmp_path, json.dumps({"year": 2027, "days": days})))
    assert (found.days, found.years) == (DAYS, {2027})


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("2027-01-01,元旦,true\n", "holidays_no_header", None),
        ("", "holidays_no_header", None),
        ("date,name,isOffDay\n", "holidays_empty", None),
        ("date,name,isOffDay\n2027-01-01,元旦,true\n2027-02-30,春节,true\n", "holidays_bad_row", 3),
        ("date,name,isOffDay\n2027-01-01,元旦,maybe\n", "holidays_bad_row", 2),
        ("date,name,isOffDay\n2027-01-01\n", "holidays_bad_row", 2),
        ("date,name,isOffDay\n2027-01-01,元旦,true\n2027-01-01,元旦,false\n", "holidays_contradict", None),
        ('{"days": 3}', "holidays_no_header", None),
        ('{"days": [3]}', "holidays_bad_row", 1),
        ('{"days": [', "holidays_no_header", None),
        ("[" * 100_000, "holidays_no_header", None),
    ],
)
def test_a_faulty_file_is_refused_with_the_row(tmp_path: Path, text: str, code: str, row: int | None) -> None:
    with pytest.raises(BadInput) as refused:
        read_holidays(file(tmp_path, text))
    assert refused.value.code == code
    assert refused.value.facts["file"] == "假期.csv"
    assert refused.value.facts.get("row") == row


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "假期.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xff\x81\x00" * 50)
    with pytest.raises(BadInput):
        read_holidays(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="file_unreadable"):
        read_holidays(tmp_path / "none.csv")


@pytest.mark.shared
def test_the_shipped_days_are_those_of_the_reference_data(shared_data: Path) -> None:
    lines = (shared_data / "cn_holidays_2004_2026.csv").read_text(encoding="utf-8").splitlines()[1:]
    expected = {(line.split(",")[0], line.split(",")[1] == "holiday") for line in lines}
    shipped = Path(__file__).resolve().parents[2] / "resources" / "dictionaries" / "holidays.csv"
    assert {(day.day.isoformat(), day.off) for day in read_holidays(shipped).days} == expected


@pytest.mark.parametrize(
    "text",
    [
        "date,kind,name,in_lieu\n2027-01-01,holiday,元旦,0\n2027-01-02,workday,元旦,0\n",
        "日期,类型\n2027年1月1日,放假\n2027年1月2日,调休上班\n",
        "date,is_workday\n20270101,0\n20270102,1\n",
        "2027年放假安排,,\n日期,节日,是否放假\n2027/1/1,元旦,是\n2027.1.2,元旦,否\n",
    ],
)
def test_a_table_may_tell_rest_and_work_in_other_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "2027.csv"
    path.write_text(text, "utf-8")
    assert [(day.day.isoformat(), day.off) for day in read_holidays(path).days] == [
        ("2027-01-01", True),
        ("2027-01-02", False),
    ]


def test_a_workbook_of_holidays_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "2027.xlsx", [["日期", "名称", "放假"], [datetime(2027, 1, 1), "元旦", "是"]])
    assert [(day.day.isoformat(), day.off) for day in read_holidays(path).days] == [("2027-01-01", True)]


@pytest.mark.parametrize("row", ["2027-01-01,也许", "2027-01-01,", "2027-13-01,放假"])
def test_a_day_that_tells_neither_rest_nor_work_is_refused_with_its_row(tmp_path: Path, row: str) -> None:
    path = tmp_path / "2027.csv"
    path.write_text(f"日期,类型\n{row}\n", "utf-8")
    with pytest.raises(BadInput, match="holidays_bad_row") as caught:
        read_holidays(path)
    assert caught.value.facts["row"] == 2


def test_the_reference_data_are_read_as_they_are(shared_data: Path) -> None:
    days = {day.day.isoformat(): day.off for day in read_holidays(shared_data / "cn_holidays_2004_2026.csv").days}
    assert len(days) == 771
    assert (days["2026-10-01"], days["2004-01-17"]) == (True, False)
