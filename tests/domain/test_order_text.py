"""Whole orders, pasted: fields found, guesses marked, nothing lost."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from time import process_time

import pytest

from govdesk.domain.order_labels import field_of
from govdesk.domain.order_text import FIELDS, looks_like_order, read_order

TODAY = date(2026, 11, 18)
FOLDER = Path(__file__).parent / "orders"
ORDERS = tomllib.loads((FOLDER / "orders.toml").read_text(encoding="utf-8"))["order"]
LAYOUTS = {"label_lines", "tab_table", "brackets", "paragraph", "chat"}
HOTLINES = tomllib.loads((FOLDER / "hotlines.toml").read_text(encoding="utf-8"))["order"]
EVERY = [*ORDERS, *HOTLINES]


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


@pytest.mark.parametrize("orders", [ORDERS, HOTLINES])
def test_nine_of_ten_fields_are_right(orders):
    wanted = sum(len(order["fields"]) for order in orders)
    wrong = [item for order in orders for item in misses(order)]
    assert len(wrong) / wanted <= 0.1, "\n".join(map(str, wrong))


@pytest.mark.parametrize("layout", sorted({order["layout"] for order in EVERY}))
def test_no_layout_falls_behind(layout):
    orders = [order for order in EVERY if order["layout"] == layout]
    wanted = sum(len(order["fields"]) for order in orders)
    assert sum(len(misses(order)) for order in orders) / wanted <= 0.2


def test_what_no_label_said_is_marked_as_guessed():
    for order in ORDERS:
        reading = read_order(order["text"], TODAY)
        if order["layout"] in ("paragraph",):
            assert set(reading.fields) <= set(reading.guessed)
        assert reading.original == order["text"].strip()
        assert set(reading.fields) <= set(FIELDS)


@pytest.mark.parametrize("order", EVERY)
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


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("诉 求 人", "caller"),
        ("来话人姓名", "caller"),
        ("写信人", "caller"),
        ("反映人及电话", "caller"),
        ("主叫号码", "phone"),
        ("服务请求编号", "number"),
        ("信件标题", "title"),
        ("事件详情", "content"),
        ("问题地点", "place"),
        ("受话时间", "received_at"),
        ("限办时间", "deadline"),
        ("要求办结", "deadline"),
        ("诉求三级分类", "category"),
        ("承办人电话", ""),
        ("处理意见", ""),
        ("办结时间", ""),
        ("是否回访", ""),
        ("被投诉人", ""),
        ("村干部", None),
        ("希望尽快维修", None),
    ],
)
def test_a_label_is_known_by_its_parts(label, field):
    assert field_of(label) == field


def test_the_number_of_the_office_is_not_taken_for_the_citizens():
    text = "工单编号：A2026111\n承办人电话：0531-6600000\n诉求人：简先生\n诉求内容：路灯不亮\n受理人：1023"
    reading = read_order(text, TODAY)
    assert reading.value("caller") == "简先生"
    assert "phone" not in reading.fields


def test_a_citizen_without_a_name_stays_without_one():
    text = "工单编号：A2026111\n诉求人：匿名\n联系电话：***\n诉求内容：路灯不亮"
    assert not {"caller", "phone"} & set(read_order(text, TODAY).fields)


def test_what_a_citizen_wants_is_no_kind_of_matter():
    text = "工单编号：A2026111\n诉求人：简先生\n诉求内容：路灯不亮\n工单分类：投诉"
    assert "category" not in read_order(text, TODAY).fields


@pytest.mark.parametrize("limit", ["2026年11月20日", "11月20日前", "2026.11.20 24:00"])
def test_a_limit_without_an_hour_runs_to_the_end_of_its_day(limit):
    text = f"工单编号：A2026111\n诉求人：简先生\n诉求内容：路灯不亮\n办理时限：{limit}"
    assert read_order(text, TODAY).moments["deadline"] == datetime(2026, 11, 20, 23, 59, 59)


def test_a_long_text_is_read_in_no_time():
    for text in ("来电人张三，" * 5000, "诉求内容" * 10000, "【工单编号" * 10000, "工 " * 20000):
        started = process_time()
        read_order(text, TODAY)
        assert process_time() - started < 2


@pytest.mark.parametrize(
    ("entry", "urgent", "confidential"),
    [
        ("紧急程度：特急", True, False),
        ("【紧急程度】紧急", True, False),
        ("紧急程度\t一般", False, False),
        ("紧急程度：不紧急", False, False),
        ("工单类型：举报", False, True),
        ("诉求性质：投诉举报", False, True),
        ("是否保密：是", False, True),
        ("是否保密：否", False, False),
        ("匿名：", False, False),
    ],
)
def test_what_the_order_says_of_haste_and_secrecy_is_read(entry, urgent, confidential):
    reading = read_order(f"工单编号：A2026111\n诉求人：简先生\n{entry}\n诉求内容：路灯不亮", TODAY)
    assert (reading.urgent, reading.confidential) == (urgent, confidential)


def test_who_writes_of_himself_is_the_caller_and_a_label_is_no_name():
    text = "我叫张三，电话13900001111，住在关山村三组，邻居把排水沟垫高了，下雨倒灌到我家院子，请求解决。"
    reading = read_order(text, TODAY)
    assert (reading.value("caller"), reading.value("phone"), reading.value("place")) == (
        "张三",
        "13900001111",
        "关山村三组",
    )
    assert set(reading.guessed) == set(reading.fields)
