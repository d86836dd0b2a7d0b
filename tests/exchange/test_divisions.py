"""Division tables: the subtree under a code, or the row that is wrong."""

import csv
import io

import pytest

from govdesk.domain.errors import BadInput
from govdesk.exchange.divisions import read_divisions

HEADER = "code,name,level,parent_code"
TREE = [
    "99,示例省,1,",
    "9901,示例市,2,99",
    "990101,示例县,3,9901",
    "990101001,东街街道,4,990101",
    "990101001001,甲社区居委会,5,990101001",
    "990101001200,乙村委会,5,990101001",
    "990101001200001,乙村第一网格,6,990101001200",
    "990101002,西街街道,4,990101",
]


@pytest.fixture
def table(tmp_path):
    def write(rows, header=HEADER, name="区划.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding=encoding)
        return path

    return write


def refusal(path, root="990101"):
    with pytest.raises(BadInput) as caught:
        read_divisions(path, root)
    return caught.value


def test_the_subtree_under_any_code_comes_parents_first(table):
    found = read_divisions(table(TREE), "990101001")
    assert [division.code for division in found.divisions] == [
        "990101001",
        "990101001001",
        "990101001200",
        "990101001200001",
    ]
    assert found.divisions[0].parent_code is None
    assert [skipped.reason for skipped in found.skipped] == ["outside"] * 4


def test_the_root_may_be_the_province_or_a_village_or_a_name(table):
    path = table(TREE)
    assert len(read_divisions(path, "99").divisions) == 8
    assert len(read_divisions(path, "990101001200").divisions) == 2
    assert read_divisions(path, "西街街道").divisions[0].code == "990101002"


def test_a_table_in_gbk_with_chinese_headings_is_read(table):
    path = table(TREE, "区划代码,名称,级别,上级代码", encoding="gbk")
    assert len(read_divisions(path, "990101").divisions) == 6


def test_rows_may_stand_in_any_order(table):
    path = table(TREE[::-1])
    codes = [division.code for division in read_divisions(path, "990101").divisions]
    assert codes.index("990101001") < codes.index("990101001200") < codes.index("990101001200001")


def test_without_a_column_for_the_parent_it_is_read_off_the_code(table):
    rows = ["610114000000,示例区,3", "610114001000,东街街道,4", "610114001200,甲村委会,5", "610114001200001,甲一网格,6"]
    found = read_divisions(table(rows, "code,name,level"), "610114")
    assert [division.parent_code for division in found.divisions] == [
        None,
        "610114000000",
        "610114001000",
        "610114001200",
    ]


def test_a_missing_parent_is_refused_with_row_and_name(table):
    error = refusal(table([*TREE, "990101003001,丙社区,5,990101003"]))
    assert error.code == "division_parent_missing"
    assert error.facts == {"row": 10, "code": "990101003001", "name": "丙社区", "parent_code": "990101003"}


def test_the_root_and_what_is_above_it_may_lack_their_parents(table):
    assert len(read_divisions(table(TREE[3:]), "990101001").divisions) == 4
    assert len(read_divisions(table(TREE[2:]), "990101001").divisions) == 4


def test_a_code_at_two_levels_under_one_name_counts_once(table):
    rows = [*TREE[:2], "9901,示例市,3,9901", "990101,示例县,3,9901"]
    found = read_divisions(table(rows), "9901")
    assert [division.code for division in found.divisions] == ["9901", "990101"]
    assert ("9901", "repeated") in [(skipped.code, skipped.reason) for skipped in found.skipped]


def test_a_code_used_for_two_names_is_refused(table):
    assert refusal(table([*TREE, "990101002,南街街道,4,990101"])).code == "division_code_twice"


def test_a_circle_is_refused(table):
    assert refusal(table(["1,甲,3,2", "2,乙,3,1"]), "1").code == "division_loop"
    assert refusal(table([*TREE, "7,丙,4,7"])).code == "division_loop"


def test_a_row_without_name_or_with_an_unusable_code_is_refused(table):
    assert refusal(table([*TREE, "990101009,,4,990101"])).code == "division_name_missing"
    assert refusal(table([*TREE, ",丙街道,4,990101"])).code == "division_code_wrong"


def test_a_table_without_the_columns_or_the_root_is_refused(table):
    assert refusal(table(["甲,乙"], "一级分类,二级分类")).code == "division_columns_missing"
    assert refusal(table(TREE), "123456").code == "division_root_missing"
    assert refusal(table([*TREE, "990102,别县,3,9901", "990102001,东街街道,4,990102"]), "东街街道").code == (
        "division_root_ambiguous"
    )


def test_a_child_stands_below_its_parent_whatever_its_level_says(table):
    rows = ["1,甲县,3,", "11,乙镇,,1", "111,丙村,1,11"]
    assert [division.level for division in read_divisions(table(rows), "1").divisions] == [3, 4, 5]


@pytest.mark.shared
def test_the_five_real_tables_build_whole_trees_from_every_level(shared_data):
    for path in sorted((shared_data / "divisions").glob("*.csv")):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert len(read_divisions(path, rows[0]["code"]).divisions) == len(rows)
        for root in rows[1:5]:
            below = [row for row in rows if row["path"] == root["path"] or row["path"].startswith(root["path"] + "/")]
            assert len(read_divisions(path, root["code"]).divisions) == len(below)
