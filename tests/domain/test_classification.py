"""The keyword dictionary: words speak for categories, longer words cover shorter ones, the answer names them."""

import csv
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.categories import Categories, parse_categories
from govdesk.domain.classification import KeywordDictionary, parse_keywords, suggest
from govdesk.domain.errors import BadInput
from tests.domain.routing_books import shipped


@pytest.fixture(scope="module")
def scheme() -> Categories:
    return parse_categories(shipped("categories.toml"))


@pytest.fixture(scope="module")
def dictionary(scheme: Categories) -> KeywordDictionary:
    return parse_keywords(shipped("keywords.toml"), frozenset(category.code for category in scheme))


def best(dictionary: KeywordDictionary, scheme: Categories, title: str, text: str = "", **more: Any) -> str:
    kinds = {category.code: category.kind for category in scheme}
    return suggest(dictionary, kinds, title, text, **more)[0].category


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("孙家村村口建筑垃圾堵路", "city_appearance"),
        ("关山村老水塔栏杆锈蚀，存在安全隐患", "public_safety"),
        ("东丁村石材加工噪音扰民", "noise"),
        ("南房村夫妻离婚纠纷，双方多次协商不成", "marriage_family"),
        ("付马村道路硬化问题", "road_facilities"),
        ("瓜棚租赁费纠纷，承租人拖欠租金", "contract"),
        ("两家排水沟相邻纠纷", "neighbourhood"),
        ("楼道飞线充电堵塞消防通道", "public_safety"),
        ("拖欠甜瓜季务工工资", "labour.wage_arrears"),
        ("宅基地边界纠纷", "housing_homestead"),
        ("三轮车与电动车相撞，交通事故赔偿", "traffic_accident"),
        ("经常停水，自来水水压低", "utilities"),
        ("村里流浪狗太多", "animals"),
        ("请网格员上门帮老人做养老认证", "service_insurance"),
    ],
)
def test_stories_of_the_street_are_recognised(
    dictionary: KeywordDictionary, scheme: Categories, title: str, category: str
) -> None:
    assert best(dictionary, scheme, title) == category


def test_every_category_has_words(dictionary: KeywordDictionary, scheme: Categories) -> None:
    spoken_for = {code for categories in dictionary.weights.values() for code in categories}
    assert spoken_for == {category.code for category in scheme}
    assert len(dictionary.weights) > 1200


def test_word_inside_a_longer_one_is_not_told(dictionary: KeywordDictionary) -> None:
    assert dictionary.words_in("建筑垃圾没人管") == ["建筑垃圾"]


def test_title_weighs_more_than_text(dictionary: KeywordDictionary, scheme: Categories) -> None:
    assert best(dictionary, scheme, "路灯不亮", "噪音") == "road_facilities"
    assert best(dictionary, scheme, "噪音", "路灯不亮") == "noise"


def test_channel_of_the_court_speaks_for_a_dispute(dictionary: KeywordDictionary, scheme: Categories) -> None:
    assert best(dictionary, scheme, "物业费", likely_kind="dispute") == "property_management"


def test_answer_keeps_to_the_categories_asked_for(dictionary: KeywordDictionary, scheme: Categories) -> None:
    assert best(dictionary, scheme, "噪音扰民，垃圾成堆", among={"pollution", "city_appearance"}) == "city_appearance"


def test_words_and_scores_come_with_the_answer(dictionary: KeywordDictionary, scheme: Categories) -> None:
    kinds = {category.code: category.kind for category in scheme}
    found = suggest(dictionary, kinds, "石材加工噪音扰民", "夜里切割声很大")
    assert set(found[0].words) >= {"扰民", "切割声"}
    assert 0 < found[0].score <= 1
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)
    assert suggest(dictionary, kinds, "abc", "") == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"code": "moon", "strong": ["月"]}, "dictionary_wrong_value"),
        ({"code": "noise", "strong": ["吵"], "words": ["吵"]}, "dictionary_wrong_value"),
        ({"code": "noise", "weak": ["吵"]}, "dictionary_unknown_key"),
    ],
)
def test_wrong_entry_is_refused(entry: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_keywords({"kinds": {}, "category": [entry]}, {"noise"})
    assert refused.value.code == code


@pytest.mark.shared
def test_dictionary_alone_finds_most_real_messages(
    dictionary: KeywordDictionary, scheme: Categories, shared_data: Path
) -> None:
    """Among the first three suggestions stands a category of the message's own wide label."""
    kinds = {category.code: category.kind for category in scheme}
    file = shared_data / "complaints" / "tipdm_complaints_7class_dev.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    right = 0
    for row in rows:
        meant = {category.code for category in scheme.for_label(row["一级标签"])}
        found = suggest(dictionary, kinds, row["留言主题"], row["留言详情"])[:3]
        right += bool(meant & {item.category for item in found})
    assert right / len(rows) > 0.8
