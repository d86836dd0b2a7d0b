"""Duty lists as offices really write them: merged cells, headings of two lines, section lines, sentences."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from govdesk.domain.errors import BadInput
from govdesk.exchange.duty_lists import names_in, read_duty_lists

Merge = tuple[int, int, int, int, str]


def write(path: Path, rows: Sequence[Sequence[Any]], merges: Sequence[Merge] = (), sheet: str = "清单") -> Path:
    """Rows of texts, then merged ranges (top, left, bottom, right from 0) with their one value."""
    with xlsxwriter.Workbook(path) as book:
        made = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    made.write(at, column, value)
        for top, left, bottom, right, value in merges:
            made.merge_range(top, left, bottom, right, value)
    return path


def test_merged_cells_are_filled_down_and_one_item_spans_several_lines(tmp_path: Path) -> None:
    file = write(
        tmp_path / "职责清单.xlsx",
        [
            [None] * 5,
            ["序号", "类别", "事项名称", "主责单位", "配合单位"],
            [1, None, "占道经营整治", "综合执法中队", "派出所、市场监管所"],
            [2, None, None, "城镇建设办", None],
            [None, None, None, "应急管理办", "各村（社区）"],
            [3, "平安法治", "矛盾纠纷化解", "司法所", None],
        ],
        [
            (0, 0, 0, 4, "柳河街道职责任务清单（3项）"),
            (2, 1, 4, 1, "城市管理"),
            (3, 0, 4, 0, "2"),
            (3, 2, 4, 2, "自建房安全排查"),
        ],
    )
    (sheet,) = read_duty_lists(file)
    assert sheet.heading == "柳河街道职责任务清单（3项）"
    assert [(row.number, row.domain, row.title) for row in sheet.rows] == [
        ("1", "城市管理", "占道经营整治"),
        ("2", "城市管理", "自建房安全排查"),
        ("3", "平安法治", "矛盾纠纷化解"),
    ]
    assert sheet.rows[0].assists == ("派出所", "市场监管所")
    assert (sheet.rows[1].leads, sheet.rows[1].assists) == (("城镇建设办", "应急管理办"), ("各村（社区）",))
    assert [row.row for row in sheet.rows] == [3, 4, 6]


def test_a_heading_of_two_lines_is_read_from_the_lower_one(tmp_path: Path) -> None:
    file = write(
        tmp_path / "清单.xlsx",
        [
            [None, None, None, None],
            [None, None, "单位", "单位"],
            ["1", "河道清障", "县水利局：1.负责…", "乡镇（街道）：组织巡查"],
        ],
        [(0, 0, 1, 0, "序号"), (0, 1, 1, 1, "事项"), (0, 2, 0, 3, "责任分工")],
    )
    with pytest.raises(BadInput) as refused:
        read_duty_lists(file)
    assert refused.value.code == "duties_no_columns"
    named = write(
        tmp_path / "好.xlsx",
        [
            [None, None, None, None],
            [None, None, "主体责任部门", "配合责任部门"],
            ["1", "河道清障", "县水利局：1.负责清淤；县生态环境局：负责水质监测", "街道：组织巡查"],
        ],
        [(0, 0, 1, 0, "序号"), (0, 1, 1, 1, "事项"), (0, 2, 0, 3, "责任分工")],
    )
    (sheet,) = read_duty_lists(named)
    assert sheet.rows[0].leads == ("县水利局", "县生态环境局")
    assert sheet.rows[0].assists == ("街道",)
    assert "负责清淤" in sheet.rows[0].lead_words


def test_section_lines_are_the_domain_and_no_items(tmp_path: Path) -> None:
    file = write(
        tmp_path / "清单.xlsx",
        [
            ["序号", "职责事项", "责任单位"],
            [None, None, None],
            [1, "党组织建设", "党政办公室"],
            ["二、平安建设（1项）"],
            [2, "网格化服务管理", "综治办"],
            ["序号", "职责事项", "责任单位"],
            [3, "禁毒宣传", "派出所"],
        ],
        [(1, 0, 1, 2, "一、党的建设（1项）")],
    )
    (sheet,) = read_duty_lists(file)
    assert [(row.number, row.domain, row.title) for row in sheet.rows] == [
        ("1", "一、党的建设", "党组织建设"),
        ("2", "二、平安建设", "网格化服务管理"),
        ("3", "二、平安建设", "禁毒宣传"),
    ]


def test_without_a_column_of_numbers_items_are_counted(tmp_path: Path) -> None:
    file = write(tmp_path / "清单.xlsx", [["事项", "主责"], ["甲事项", "综治办"], ["乙事项", "综治办"]])
    (sheet,) = read_duty_lists(file)
    assert [row.number for row in sheet.rows] == ["1", "2"]


def test_the_department_in_charge_leads_a_shared_item_and_what_it_does_is_no_name(tmp_path: Path) -> None:
    heads = ["序号", "事项名称", "县级主管部门（主体责任）", "县级责任", "乡镇（街道）配合责任"]
    file = write(tmp_path / "共担事项.xlsx", [heads, [1, "县道养护", "交通运输局", "负责养护", "负责巡查上报"]])
    (sheet,) = read_duty_lists(file)
    assert (sheet.rows[0].leads, sheet.rows[0].assists) == (("交通运输局",), ())
    assert sheet.rows[0].lead_words == "交通运输局\n负责养护"


def test_merges_beyond_the_used_rows_cost_nothing(tmp_path: Path) -> None:
    rows = [["事项", "主责", "备注"], ["甲事项", "综治办", None]]
    file = write(tmp_path / "清单.xlsx", rows, [(1, 2, 900_000, 2, "长")])
    (sheet,) = read_duty_lists(file)
    assert len(sheet.rows) == 1


def test_csv_without_merged_cells_goes_on_where_number_and_title_are_missing(tmp_path: Path) -> None:
    file = tmp_path / "清单.csv"
    file.write_text("序号,事项,主责单位,配合单位\n1,自建房排查,城镇建设办,\n,,应急管理办,派出所\n", encoding="utf-8")
    (sheet,) = read_duty_lists(file)
    assert len(sheet.rows) == 1
    assert (sheet.rows[0].leads, sheet.rows[0].assists) == (("城镇建设办", "应急管理办"), ("派出所",))


def test_a_workbook_that_is_no_duty_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        read_duty_lists(write(tmp_path / "台账.xlsx", [["姓名", "电话"], ["甲某", "1"]]))
    assert refused.value.code == "duties_no_columns"
    with pytest.raises(BadInput) as refused:
        read_duty_lists(write(tmp_path / "空.xlsx", [["事项", "主责单位"]]))
    assert refused.value.code == "duties_empty"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("综治办、司法所", ("综治办", "司法所")),
        ("综治办\n司法所", ("综治办", "司法所")),
        ("1.县住建局：负责审批。\n2.县城管局：负责执法。", ("县住建局", "县城管局")),
        ("负责组织开展巡查，发现问题及时上报。", ()),
        ("（牵头）综治办", ("综治办",)),
        ("", ()),
    ],
)
def test_names_stand_alone_or_before_a_colon(cell: str, names: tuple[str, ...]) -> None:
    assert names_in(cell) == names
