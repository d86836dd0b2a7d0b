"""Sums that cannot be read one way only are noticed; usual ones, prices, dates and lists are left alone."""

from decimal import Decimal

import pytest

from govdesk.domain.amount_slips import malformed_figures, unreadable_words
from govdesk.domain.amounts import amounts_in, read_amount


@pytest.mark.parametrize(
    "text", ["50,00.00元", "1，00元", "1,0000元", "38500.00.00元", "3OOO元", "5O0元", "1986.405元", "￥12,00"]
)
def test_a_figure_that_contradicts_itself_is_noticed(text: str) -> None:
    assert malformed_figures(f"赔偿{text}，于2026年12月1日前付清") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "1，200元",
        "3,000.00元",
        "３０００元",
        "1.2345万元",
        "每度0.5469元",
        "0.5469元/度",
        "分别为500，600元",
        "分别为5000，600元",
        "2026.11.30，500元",
        "2026.11.30前付清",
        "2万5千元",
    ],
)
def test_a_usual_figure_is_left_alone(text: str) -> None:
    assert malformed_figures(text) == []


@pytest.mark.parametrize("text", ["伍万园整", "捌零零元整", "大写：叁万整", "人民币伍万整", "大写12000元"])
def test_capital_words_that_are_no_amount_are_noticed(text: str) -> None:
    assert len(unreadable_words(f"（{text}）")) == 1


@pytest.mark.parametrize(
    "text", ["壹佰零伍元叁角", "大写人民币壹仟元整", "一式叁份", "第贰拾号", "陆拾员工", "伍拾万元"]
)
def test_sound_capital_words_are_left_alone(text: str) -> None:
    assert unreadable_words(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("３０００．５０元", "3000.5"),
        ("2万5千元", "25000"),
        ("1万2500元", "12500"),
        ("3千5百元", "3500"),
        ("5仟元", "5000"),
    ],
)
def test_wide_digits_and_mixed_units_are_read(text: str, value: str) -> None:
    assert [amount.value for amount in amounts_in(f"赔偿{text}。")] == [Decimal(value)]
    assert read_amount(text) == Decimal(value)
