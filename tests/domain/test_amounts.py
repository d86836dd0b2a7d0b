"""Amounts of money in Chinese text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.amounts import (
    AmountForm,
    amount_pairs,
    amounts_in,
    capital_words,
    plain_amount,
    read_amount,
    read_amount_words,
    read_count,
)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("800", "捌佰元整"),
        ("0", "零元整"),
        ("1050.3", "壹仟零伍拾元叁角整"),
        ("12.05", "壹拾贰元零伍分"),
        ("0.5", "伍角整"),
        ("10000", "壹万元整"),
        ("100010001", "壹亿零壹万零壹元整"),
        ("10010000", "壹仟零壹万元整"),
        ("305000010", "叁亿零伍佰万零壹拾元整"),
        ("12345.67", "壹万贰仟叁佰肆拾伍元陆角柒分"),
    ],
)
def test_figures_are_written_in_capitals(figures: str, words: str) -> None:
    assert capital_words(Decimal(figures)) == words
    assert read_amount_words(words) == Decimal(figures)


@given(st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2))
def test_capital_words_read_back_as_the_same_amount(amount: Decimal) -> None:
    assert read_amount_words(capital_words(amount)) == amount


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000"])
def test_an_amount_that_has_no_words_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        capital_words(Decimal(amount))


@pytest.mark.parametrize("words", ["捌零零元整", "壹佰佰元", "拾佰元整", "捌佰", "", "元整", "万元"])
def test_words_that_are_no_amount_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r".?"):
        read_amount_words(words)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("800", "800"),
        (" 8,000.50 ", "8000.50"),
        ("1.2万", "12000"),
        ("1.2万元", "12000"),
        ("人民币800元", "800"),
        ("¥800", "800"),
        ("捌佰元整", "800"),
        ("一万二千元", "12000"),
    ],
)
def test_an_amount_field_understands_what_people_type(typed: str, value: str) -> None:
    assert read_amount(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("赔偿医疗费5,000元、误工费3000.5元", ["5000", "3000.5"]),
        ("共计1.2万元（大写：壹万贰仟元整）", ["12000", "12000"]),
        ("赔偿5万，三日内付清", ["50000"]),
        ("返还5万平方米以外的3块砖和两块地", []),
        ("2026元旦前清理一分地", []),
        ("人民币1200（壹仟贰佰元整）", ["1200", "1200"]),
        ("还了三块钱", ["3"]),
    ],
)
def test_amounts_are_found_where_a_text_names_money(text: str, found: list[str]) -> None:
    assert [amount.value for amount in amounts_in(text)] == [Decimal(value) for value in found]


@pytest.mark.parametrize("text", ["每月支付抚养费800元", "按每亩800元计算", "租金30元/天", "每期4000元"])
def test_a_price_per_something_is_a_rate(text: str) -> None:
    (amount,) = amounts_in(text)
    assert amount.rate


def test_an_amount_knows_where_it_stands() -> None:
    text = "补助拆除费用 800 元，于验收当日支付"
    (amount,) = amounts_in(text)
    assert text[amount.start : amount.end] == "800 元"
    assert amount.form is AmountForm.FIGURES


@pytest.mark.parametrize(
    "text",
    [
        "人民币捌佰元整（¥800元）",
        "800元（大写：捌佰元整）",
        "人民币（大写）：捌佰元整，小写：800元",
        "0.08万元（人民币捌佰元整）",
    ],
)
def test_words_and_figures_side_by_side_are_a_pair(text: str) -> None:
    (pair,) = amount_pairs(text)
    assert pair.agrees


def test_words_that_differ_from_the_figures_are_seen() -> None:
    (pair,) = amount_pairs("赔偿人民币8000元（大写：捌佰元整）")
    assert not pair.agrees


def test_unreadable_words_beside_figures_do_not_agree() -> None:
    (pair,) = amount_pairs("捌零零元整（800元）")
    assert pair.words is None
    assert not pair.agrees


@pytest.mark.parametrize("text", ["5000元，叁仟元整", "1000元、贰仟元", "甲付5000元；乙付叁仟元"])
def test_two_different_amounts_in_a_row_are_no_pair(text: str) -> None:
    assert amount_pairs(text) == []


def test_counts_are_read_in_both_scripts() -> None:
    assert [read_count(word) for word in ("三", "十二", "4", "两")] == [3, 12, 4, 2]


def test_plain_amounts_show_fen_only_when_there_are_some() -> None:
    assert plain_amount(Decimal("8000.00")) == "8000"
    assert plain_amount(Decimal("8000.5")) == "8000.50"
