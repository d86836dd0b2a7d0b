"""csv in every encoding that offices use, and the ways in which a csv breaks."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govdesk.domain.errors import BadInput
from govdesk.exchange.csv_files import open_csv
from govdesk.exchange.workbooks import open_workbook

ROWS = [["留言编号", "留言详情"], ["0024", "村口的路灯，三天不亮了。"]]


def as_csv(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def read(path):
    book = open_workbook(path)
    return list(book.rows(book.sheets[0]))


def refusal(path):
    with pytest.raises(BadInput) as caught:
        read(path)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path, encoding, delimiter):
    path = tmp_path / "a.csv"
    text = as_csv(ROWS, delimiter)
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    path.write_bytes(mark + text.encode(encoding))
    assert [cells for _row, cells in read(path)] == ROWS


def test_characters_outside_gbk_survive_in_gb18030_and_utf_8(tmp_path):
    rows = [["标题", "内容"], ["㙦村", "𠮷家沟"]]
    for encoding in ("gb18030", "utf-8"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(as_csv(rows).encode(encoding))
        assert [cells for _row, cells in read(path)] == rows


def test_a_field_of_several_lines_is_one_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(as_csv([["标题", "内容"], ["甲", "第一行\n第二行"], ["乙", "丙"]]), encoding="utf-8")
    assert read(path)[1:] == [(2, ["甲", "第一行\n第二行"]), (3, ["乙", "丙"])]


def test_empty_rows_are_counted_and_left_out(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("标题,内容\n\n,,\n  ,\n甲,乙\n", encoding="utf-8")
    assert [row for row, _cells in read(path)] == [1, 5]


def test_protected_numbers_lose_their_protection(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('编号,号码\n="0024",\'110105194912310023\n', encoding="utf-8")
    assert read(path)[1] == (2, ["0024", "110105194912310023"])


def test_a_quotation_mark_that_never_closes_is_refused_with_its_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('标题,内容\n甲,好\n乙,"没有结束\n丙,这一行会被吞掉\n', encoding="utf-8")
    error = refusal(path)
    assert (error.code, error.facts["row"]) == ("csv_broken", 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_that_ends_inside_a_character_is_refused_as_cut(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("标题,内容\n路灯,三天不亮\n路".encode(encoding)[:-1])
    assert refusal(path).code == "file_truncated"


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(range(256)) * 4)
    assert refusal(path).code == "not_a_workbook"
    path.write_bytes("标题,内容\n".encode() + b"\xff\xff\x81\x20" + "路灯\n".encode("gbk"))
    assert refusal(path).code == "unknown_encoding"


def test_text_with_another_ending_is_no_table(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text(as_csv(ROWS), encoding="utf-8")
    assert refusal(path).code == "not_a_workbook"


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(
        st.lists(st.text("甲乙丙，,;\"'\n 0a=", min_size=0, max_size=6), min_size=2, max_size=2),
        min_size=1,
        max_size=6,
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_what_was_written_is_read_back_under_a_plain_header(tmp_path, rows, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([["标题", "内容"], *rows]).encode(encoding))
    guarded = ("=", "'")
    expected = [row for row in rows if any(field.strip() for field in row)]
    found = [cells for _row, cells in read(path)][1:]
    for written, back in zip(expected, found, strict=True):
        for field, again in zip(written, back, strict=True):
            assert again == field.lstrip(" ") or field.lstrip(" ").startswith(guarded) or field.startswith(" ")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_found_by_its_zero_bytes(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("编号,标题,内容\r\n24,路灯,村口的路灯三天不亮了\r\n".encode(encoding))
    assert open_csv(path).encoding == encoding
    assert read(path)[1][1] == ["24", "路灯", "村口的路灯三天不亮了"]


def test_one_stray_zero_byte_does_not_make_a_text_binary(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(("编号,标题\n" + "24,路\0灯\n" + "25,水管漏水\n" * 60).encode("gbk"))
    assert open_csv(path).encoding == "gbk"
