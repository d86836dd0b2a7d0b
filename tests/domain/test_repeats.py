"""Repeats as points: each agreement counts, a masked number ties nobody, and the rules are read strictly."""

import copy
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.errors import BadInput
from govdesk.domain.repeats import Matter, Words, judge, names, parse_repeats, said, telephones
from govdesk.domain.text_grams import grams, rarity, weights
from govdesk.services.dictionaries import shipped

RULES = parse_repeats(shipped("repeats"))
AT = datetime(2026, 11, 18, 9)
TEXT = "两家共用的排水沟被东邻垫高了二十公分，下雨就倒灌进院子"


def matter(**values):
    base = {"title": "排水沟倒灌", "text": TEXT, "category": "neighbourhood", "received_at": AT}
    return Matter(**{**base, **values})


def words_of(item):
    return Words(weights(grams(said(item.title, item.text)), {}, 0))


def points(new, old):
    return judge(new, old, words_of(new), RULES)


def test_the_same_words_alone_are_a_likely_repeat():
    assert points(matter(), matter()).points >= RULES.likely


def test_other_words_alone_are_none():
    other = matter(title="路灯不亮", text="广场北侧三盏路灯坏了一周没有人修", category="road_facilities")
    assert points(matter(), other).points < RULES.likely // 2


def test_telephone_place_and_kind_make_a_repeat_without_common_words():
    mine = matter(phones=frozenset({"13900001111"}), grid_id=7, village_id=3)
    other = replace(mine, title="又来反映", text="还是没人管", received_at=AT - timedelta(days=12))
    found = points(mine, other)
    assert found.points >= RULES.likely
    assert found.same_person
    assert [code for code, _fact in found.reasons] == ["phone", "grid", "category"]
    assert found.days == 12


def test_a_telephone_alone_is_not_enough():
    mine = matter(phones=frozenset({"13900001111"}))
    other = matter(title="办证", text="老人行动不便", category="service_help", phones=mine.phones)
    found = points(mine, other)
    assert found.points < RULES.likely
    assert found.same_person


def test_another_village_counts_against_it():
    mine, there = matter(grid_id=7, village_id=3), matter(grid_id=9, village_id=4)
    assert points(mine, there).points < points(mine, matter()).points


def test_telephones_are_compared_by_their_digits_and_masked_ones_not_at_all():
    assert telephones(["139-0000-1111", "+86 139 0000 1111", "", "138****0001", "12345"]) == {"13900001111"}


def test_names_that_name_nobody_are_no_names():
    assert names(["张守田", "张 守田", "匿名", "李女士", "某居民", "王"], RULES) == {"张守田"}


@given(st.text(max_size=80), st.text(max_size=80))
def test_points_stay_between_nothing_and_a_hundred(one, other):
    found = points(matter(text=one), matter(text=other))
    assert 0 <= found.points <= 100


@given(st.text())
def test_grams_are_pairs_or_whole_words(text):
    assert all(len(gram) == 2 or gram.isascii() for gram in grams(text))
    assert grams(text) == grams(f"{text} ")


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_rarity_falls_with_every_occurrence(often, documents):
    assert 0.0 <= rarity(often + 1, documents) <= rarity(often, documents) <= 1.0


@pytest.mark.parametrize(
    ("place", "key", "value", "code"),
    [
        ("points", "telepathy", 3, "dictionary_unknown_key"),
        ("likeness", "share", [28, 8], "dictionary_wrong_value"),
        ("likeness", "inside", [38], "dictionary_wrong_value"),
        ("", "likely", "viel", "dictionary_wrong_value"),
        ("", "shown", None, "dictionary_missing_key"),
    ],
)
def test_a_wrong_dictionary_is_refused_by_name(place, key, value, code):
    data = copy.deepcopy(shipped("repeats"))
    entry = data[place] if place else data
    if value is None:
        del entry[key]
    else:
        entry[key] = value
    with pytest.raises(BadInput) as caught:
        parse_repeats(data)
    assert caught.value.code == code
    assert caught.value.facts["key"] == key
