"""Whole orders, pasted: fields found, guesses marked, nothing lost."""

import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

from govdesk.domain.order_text import FIELDS, looks_like_order, read_order

TODAY = date(2026, 11, 18)
ORDERS = tomllib.loads((Path(__file__).parent / "orders" / "orders.toml").read_text(encoding="utf-8"))["order"]
LAYOUTS = {"label_lines", "tab_table", "brackets", "paragraph", "chat"}


def right(name, expected, reading):
    value = reading.value(name)
    if name in ("received_at", "deadline"):
        return reading.moments.get(name) == datetime.fromisoformat(expected)
    if name == "content":
        squeezed = "".join(value.split()).strip("。")
        return squeezed == "".join(expected.split()).strip("。")
    return value == expected


def misses(order):
    reading = read_order(order["text"], TODAY)
    return [
        (order["layout"], name, wanted, reading.value(name))
        for name, wanted in order["fields"].items()
        if not right(name, wanted, reading)
    ]


def test_there_are_thirty_orders_in_five_layouts():
    assert len(ORDERS) == 30
    assert {order["layout"] for order in ORDERS} == LAYOUTS
    assert all(sum(o["layout"] == layout for o in ORDERS) == 6 for layout in LAYOUTS)


def test_nine_of_ten_fields_are_right():
    wanted = sum(len(order["fields"]) for order in ORDERS)
    wrong = [item for order in ORDERS for item in misses(order)]
    assert len(wrong) / wanted <= 0.1, "\n".join(map(str, wrong))


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_no_layout_falls_behind(layout):
    orders = [order for order in ORDERS if order["layout"] == layout]
    wanted = sum(len(order["fields"]) for order in orders)
    assert sum(len(misses(order)) for order in orders) / wanted <= 0.2


def test_what_no_label_said_is_marked_as_guessed():
    for order in ORDERS:
        reading = read_order(order["text"], TODAY)
        if order["layout"] in ("paragraph",):
            assert set(reading.fields) <= set(reading.guessed)
        assert reading.original == order["text"].strip()
        assert set(reading.fields) <= set(FIELDS)


@pytest.mark.parametrize("order", ORDERS)
def test_a_whole_order_is_noticed_when_it_is_pasted(order):
    assert looks_like_order(order["text"])


@pytest.mark.parametrize(
    "text", ["村口路灯不亮", "排水沟被垫高，雨后倒灌，两家多次争吵，村里调解过一次没有结果，希望街道出面。" * 2, ""]
)
def test_an_ordinary_sentence_is_no_order(text):
    assert not looks_like_order(text)


def test_an_empty_or_strange_text_is_no_failure():
    for text in ("", "\n\n", "：：：", "【】", "\t\t\t", "工单编号：", "a" * 5000):
        assert read_order(text, TODAY).original == text.strip()
