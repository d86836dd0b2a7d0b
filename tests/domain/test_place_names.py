"""Names as people say them, and the grid that a text speaks of."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.place_names import Place, PlaceIndex, spoken_name


@pytest.mark.parametrize(
    ("official", "spoken"),
    [
        ("关山村委会", "关山村"),
        ("高山寨村村民委员会", "高山寨村"),
        ("永丰社区居委会", "永丰社区"),
        ("墨河社区居民委员会", "墨河社区"),
        ("张家湾村民委员会", "张家湾村"),
        ("王村村村民委员会", "王村"),
        ("周村村委会", "周村"),
        ("新村村", "新村"),
        ("泉河村", "泉河村"),
        ("清源社区", "清源社区"),
        ("东街居民委员会", "东街居委会"),
        ("鸡头村社区居民委员会", "鸡头村社区"),
        ("伊和宝力格嘎查委员会", "伊和宝力格嘎查"),
        ("第一嘎查村民委员会", "第一嘎查"),
        ("关山街道办事处", "关山街道"),
        ("会官镇人民政府", "会官镇"),
        ("卢湾村委会（长阳社区）", "卢湾村"),
        ("（高家坪村委会）", "高家坪村"),
        ("闫庄村民委员会会", "闫庄村"),
        ("梅庄洼农场虚拟生活区", "梅庄洼农场虚拟生活区"),
        ("村委会", "村委会"),
    ],
)
def test_the_spoken_name(official, spoken):
    assert spoken_name(official) == spoken


@given(st.text("关山村委会社区居民街道办事处镇人员", min_size=1, max_size=12))
def test_a_spoken_name_is_never_empty_and_is_its_own_spoken_name(name):
    spoken = spoken_name(name)
    assert spoken
    assert spoken_name(spoken) == spoken or len(spoken_name(spoken)) < len(spoken)


@pytest.mark.shared
def test_no_name_of_the_five_real_tables_is_lost_or_doubled(shared_data):
    for path in (shared_data / "divisions").glob("*.csv"):
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            spoken = spoken_name(row["name"])
            assert spoken
            assert not spoken.endswith(("村村", "委员会", "委会"))
            assert spoken_name(spoken) == spoken
            assert row["name"].startswith(spoken.rstrip("村")[:2])


STREET, EAST, WEST = 1, 2, 3
TREE = [
    Place(0, None, "示例县", "示例县"),
    Place(1, 0, "东街街道", "东街街道"),
    Place(2, 0, "西街镇", "西街镇"),
    Place(11, 1, "永丰社区", "永丰社区居委会"),
    Place(12, 1, "高山寨村", "高山寨村村民委员会"),
    Place(13, 1, "前进村", "前进村委会"),
    Place(21, 2, "前进村", "前进村村民委员会"),
    Place(22, 2, "新村", "新村村委会"),
    Place(121, 12, "高山寨村第一网格", "高山寨村第一网格"),
]


@pytest.fixture(scope="module")
def index():
    return PlaceIndex(TREE)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (("永丰社区",), 11),
        (("永丰社区居委会",), 11),
        (("永丰",), 11),
        (("高山寨村村民委员会",), 12),
        (("示例县东街街道高山寨村5组",), 12),
        (("高山寨",), 12),
        (("新村",), 22),
        (("西街镇", "新村3号"), 2),
        (("西街镇/新村",), 22),
        (("东街街道", "前进村委会旁"), 13),
        (("西街镇前进村",), 21),
        (("前进村",), None),
        (("东街街道",), 1),
        (("高山寨村第一网格",), 121),
        (("东街街道永丰社区与高山寨村交界",), 1),
        (("示例县",), None),
        (("外省某地",), None),
        ((), None),
        (("", ""), None),
    ],
)
def test_an_address_leads_to_its_grid(index, address, key):
    assert index.locate(address) == key


def test_a_text_is_asked_when_the_address_says_nothing(index):
    assert index.locate(("",), ("求助", "我是永丰社区居民，楼道漏水。")) == 11
    assert index.locate(("高山寨村",), ("永丰社区",)) == 12


def test_a_short_name_inside_a_text_is_not_believed(index):
    assert index.locate((), ("建设新村的事",)) is None


def test_an_empty_tree_locates_nothing():
    assert PlaceIndex([]).locate(("永丰社区",), ("永丰社区",)) is None


@pytest.mark.shared
def test_every_village_of_the_real_tables_is_found_by_its_path(shared_data):
    for path in (shared_data / "divisions").glob("*.csv"):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        place = {row["code"]: int(row["code"]) for row in rows}
        places = [
            Place(place[row["code"]], place.get(row["parent_code"]), spoken_name(row["name"]), row["name"])
            for row in rows
        ]
        index = PlaceIndex(places)
        for row in rows[1:]:
            assert index.locate((row["path"],)) == place[row["code"]], row["path"]
