"""Duty lists: who receives a category, how an item is cited, and what a case falls under."""

import pytest

from govdesk.domain.duties import (
    SHARED,
    STREET,
    DutyItem,
    Reference,
    duty_order,
    find_items,
    items_about,
    likeness,
    list_kind_of,
    references,
)


def item(number: str, title: str = "占道经营整治", kind: str = STREET, **more: object) -> DutyItem:
    return DutyItem(int(number), kind, number, "城市管理", title, "", "", "", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("职责清单第41项", [("street", "41")]),
        ("《乡镇（街道）职责任务清单》第41项", [("street", "41")]),
        ("属地管理清单第十二条，县局牵头", [("shared", "12")]),
        ("职责清单第41、42项和属地清单第一百零二项", [("street", "41"), ("street", "42"), ("shared", "102")]),
        ("41", [("", "41")]),
        (" 第四十一项 ", [("", "41")]),
        ("第十项", [("", "10")]),
        ("信访工作条例第23条", []),
        ("人民调解法第二十五条，职责清单没有这一项", []),
        ("2026年已办3次", []),
        ("不属本单位职责", []),
        ("", []),
    ],
)
def test_items_are_cited_by_list_and_number(text: str, wanted: list[tuple[str, str]]) -> None:
    assert references(text) == tuple(Reference(*pair) for pair in wanted)


def test_a_number_alone_means_the_item_of_every_list() -> None:
    items = [item("41"), item("41", kind=SHARED), item("4")]
    assert find_items(items, Reference("", "41")) == tuple(items[:2])
    assert find_items(items, Reference("shared", "41")) == (items[1],)
    assert find_items(items, Reference("", "9")) == ()


def test_the_list_decides_before_the_beginning_and_the_beginning_before_the_words() -> None:
    items = [
        item("1", leads=(3,), categories=("noise",)),
        item("2", leads=(4,), categories=("noise",)),
        item("3", leads=(5,), likely=("noise", "roads")),
        item("4", leads=(6,), likely=("roads",)),
        item("5", leads=(6,), likely=("roads",)),
        item("6", leads=(9,), categories=("county_matter",)),
    ]
    order = duty_order({2: ("noise", "labour")}, items, frozenset({2, 3, 4, 5, 6}))
    assert order["noise"] == (3, 4, 2, 5)
    assert order["roads"] == (6, 5)
    assert order["labour"] == (2,)
    assert "county_matter" not in order


def test_a_case_falls_under_items_of_its_category_or_its_words() -> None:
    given = item("1", "道路养护", categories=("road_facilities",))
    likely = item("2", "占道经营整治", likely=("city_appearance",))
    other = item("3", "森林防火")
    items = [given, likely, other]
    assert items_about(items, "road_facilities", "路面坑洼") == (given,)
    assert items_about(items, "city_appearance", "早市占道经营") == (likely,)
    assert items_about(items, "city_appearance", "垃圾无人清运") == ()
    assert items_about(items, "other_matter", "落实森林防火责任") == (other,)


def test_likeness_is_the_share_of_pairs() -> None:
    assert likeness("占道经营", "查处占道经营行为") == 1
    assert likeness("占道经营", "占道停车") == pytest.approx(1 / 3)
    assert likeness("", "任何") == 0


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("街道职责任务清单", STREET),
        ("县乡“属地管理”事项主体责任和配合责任清单", SHARED),
        ("Sheet1", STREET),
        ("县级主管部门 配合单位", SHARED),
    ],
)
def test_which_list_it_is_stands_in_its_title(words: str, kind: str) -> None:
    assert list_kind_of(words) == kind
