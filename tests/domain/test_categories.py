"""The scheme of categories, channels and duties as shipped, and how strictly they are read."""

import csv
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.categories import Categories, parse_categories
from govdesk.domain.channels import parse_channels
from govdesk.domain.errors import BadInput, NotFound
from tests.domain.routing_books import shipped


@pytest.fixture(scope="module")
def scheme() -> Categories:
    return parse_categories(shipped("categories.toml"))


def test_disputes_are_the_18_judicial_types_and_99(scheme: Categories) -> None:
    types = [category for category in scheme.of_kind("dispute") if category.parent is None]
    assert [category.judicial for category in types] == [f"{n:02}" for n in (*range(1, 19), 99)]
    subtypes = {c.code: c.judicial for c in scheme.of_kind("dispute") if c.parent}
    assert subtypes == {
        "labour.wage_arrears": "1001",
        "labour.other": "1002",
        "consumer.ecommerce": "1201",
        "consumer.other": "1202",
    }


def test_every_dispute_has_its_class_of_the_seventeen(scheme: Categories) -> None:
    assert len(scheme.governance_classes) == 17
    assert all(category.governance_class for category in scheme.of_kind("dispute"))
    assert scheme.get("medical").governance_class == "05"


def test_about_twenty_matters_and_some_services(scheme: Categories) -> None:
    assert 18 <= len(scheme.of_kind("matter")) <= 28
    assert len(scheme.of_kind("service")) >= 1


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("城乡建设", "road_facilities"),
        ("环境保护", "pollution"),
        ("交通运输", "traffic_parking"),
        ("教育文体", "education_culture"),
        ("劳动和社会保障", "social_security"),
        ("商贸旅游", "market_order"),
        ("卫生计生", "health"),
        ("劳资劳动纠纷", "labour"),
        ("物业(管理)纠纷", "property_management"),
        (" 房屋、宅基地纠纷 ", "housing_homestead"),
        ("噪声扰民", "noise"),
        ("noise", "noise"),
    ],
)
def test_labels_of_imports_find_their_category(scheme: Categories, label: str, code: str) -> None:
    assert scheme.for_label(label)[0].code == code


def test_wide_label_keeps_every_category_it_may_mean(scheme: Categories) -> None:
    codes = {category.code for category in scheme.for_label("城乡建设")}
    assert {"road_facilities", "housing_property", "city_appearance"} <= codes


def test_of_a_path_of_labels_the_deepest_known_part_speaks(scheme: Categories) -> None:
    for path in (
        "城乡建设 > 噪声扰民",
        "城建/噪声扰民",
        "月球事务—噪声扰民",
        "城建-噪声扰民",
        "噪声扰民>月球事务",
        "噪声扰民/",
    ):
        assert [category.code for category in scheme.for_label(path)] == ["noise"], path
    assert scheme.for_label("月球事务/火星事务") == ()


def test_unknown_label_finds_nothing(scheme: Categories) -> None:
    assert scheme.for_label("月球事务") == ()
    with pytest.raises(NotFound):
        scheme.get("moon")
    assert scheme.label("moon") == "moon"


def one(**changes: Any) -> dict[str, Any]:
    entry = {"code": "noise", "label": "噪声", "kind": "matter", **changes}
    return {"governance_classes": {"05": "侵权相关"}, "category": [entry]}


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ({"lable": "x"}, "dictionary_unknown_key", "lable"),
        ({"kind": "thing"}, "dictionary_wrong_value", "kind"),
        ({"code": "噪声"}, "dictionary_wrong_value", "code"),
        ({"code": "air.noise"}, "dictionary_wrong_value", "code"),
        ({"governance": "7701"}, "dictionary_wrong_value", "governance"),
        ({"default_for": ["环保"]}, "dictionary_wrong_value", "default_for"),
        ({"labels": ["环保", "环保"]}, "dictionary_wrong_value", "labels"),
    ],
)
def test_wrong_entry_is_refused_by_name(changes: dict[str, Any], code: str, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_categories(one(**changes))
    assert (refused.value.code, refused.value.facts["key"]) == (code, key)


def test_shared_label_needs_exactly_one_default() -> None:
    data = one(labels=["环保"])
    data["category"].append({"code": "smell", "label": "异味", "kind": "matter", "labels": ["环保"]})
    with pytest.raises(BadInput):
        parse_categories(data)
    data["category"][1]["default_for"] = ["环保"]
    assert parse_categories(data).for_label("环保")[0].code == "smell"
    data["category"][0]["default_for"] = ["环保"]
    with pytest.raises(BadInput):
        parse_categories(data)


def test_channels_are_the_closed_list_with_the_names_of_imports() -> None:
    channels = parse_channels(shipped("channels.toml"))
    assert len(channels.all) == 14
    found = channels.for_label("12345市民热线")
    assert found is not None and found.code == "hotline_12345"
    assert channels.initiated_by("court_pre_suit") == "court"
    with pytest.raises(BadInput):
        parse_channels({"channel": []})


def test_every_category_but_the_rest_stands_on_a_duty_list(scheme: Categories) -> None:
    listed = {code for body in shipped("duties.toml")["body"] for code in body["categories"]}
    assert listed <= {category.code for category in scheme}
    missing = {c.code for c in scheme if c.code not in listed and c.parent not in listed}
    assert missing == {"other_matter"}


def test_court_is_independent() -> None:
    independent = {body["code"] for body in shipped("duties.toml")["body"] if body.get("independent")}
    assert independent == {"court_tribunal"}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("tipdm_complaints_7class_dev.csv", "一级标签"),
        ("liuyan_hangzhou_dev.csv", "domain"),
        ("mediation_cases_dev.csv", "event_type"),
        ("tipdm_taxonomy_3level.csv", "一级分类"),
    ],
)
def test_real_labels_are_all_known(scheme: Categories, shared_data: Path, file: str, column: str) -> None:
    with (shared_data / "complaints" / file).open(encoding="utf-8-sig", newline="") as opened:
        labels = {row[column] for row in csv.DictReader(opened)}
    assert [label for label in labels if not scheme.for_label(label)] == []
