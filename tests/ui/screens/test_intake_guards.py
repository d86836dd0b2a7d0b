"""The registration form on its guard: the call card, a pasted order, a pasted list, and what is not ours."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from govdesk.services import case_queue
from govdesk.services.case_card import case_card
from govdesk.services.case_queue import QueueFilter
from govdesk.ui.widgets.remedy_note import RemedyNote

CONTROL = Qt.KeyboardModifier.ControlModifier
ORDER = (
    "【工单编号】RX20261118007【来电人】周立诚【联系电话】13912342176【诉求内容】柳林村北坡夜间施工噪声扰民，无法休息。"
    "【受理时间】2026-11-18 08:20【办结时限】2026-11-25 18:00【事项分类】噪声"
)
PEOPLE = "\n".join(
    (
        "韩春梅 610114196601010013 13900000001",
        "曹立秋 13900000002",
        "彭大雪\t13900000003",
        "潘小满,13900000004",
        "袁谷雨 13900000005",
    )
)


def numbers(street) -> int:
    return case_queue.queue_count(street.desk, street.seat("operator"), QueueFilter())


def opened(street, make_window, settle, size=(1600, 900)):
    window = make_window(street, size=size)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle(window)
    return window, window.screen_of("intake")


def test_danger_is_said_while_typing_and_asked_about_before_saving(street, make_window, settle):
    window, screen = opened(street, make_window, settle)
    screen.rows["title"].field.set_value("邻居持刀堵门")
    settle(window, 400)
    assert "持刀" in screen.guard.bar.text()
    screen.submit()
    assert numbers(street) == 0
    card = screen.guard.card
    assert card is not None and card.isVisible()
    QTest.keyClick(card, Qt.Key.Key_Return, CONTROL)
    assert screen.guard.card is card, "nobody was named: the card stays"
    card.called.field.set_value("派出所张警官")
    QTest.keyClick(card.said.field.editor(), Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert numbers(street) == 1
    told = window.screen_of("cases").card.card
    assert told.urgent and "risk_violence" in told.flags
    assert [step.note for step in told.timeline if step.action == "acknowledge_call"] == ["派出所张警官"]
    assert screen.guard.call is None


def test_words_that_mean_something_else_need_a_reason_and_leave_no_risk(street, make_window, settle):
    window, screen = opened(street, make_window, settle)
    screen.rows["title"].field.set_value("工人聚集下棋扰民")
    screen.submit()
    card = screen.guard.card
    card.misread.click()
    assert screen.guard.card is card
    card.said.field.set_value("下棋聚集，没有冲突")
    card.misread.click()
    settle(window)
    told = window.screen_of("cases").card.card
    assert not told.urgent and told.flags == ()
    assert "下棋聚集" in told.timeline[1].note


def test_escape_goes_back_to_the_text_and_nothing_is_registered(street, make_window, settle):
    window, screen = opened(street, make_window, settle)
    screen.rows["title"].field.set_value("有人要跳楼")
    screen.submit()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle(window)
    assert screen.guard.card is None
    assert window.stack.currentWidget() is screen
    assert screen.rows["title"].field.value() == "有人要跳楼"
    assert numbers(street) == 0


def test_tab_stays_inside_the_card(street, make_window, settle):
    _window, screen = opened(street, make_window, settle)
    screen.rows["title"].field.set_value("有人要跳楼")
    screen.submit()
    for _step in range(14):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert screen.guard.overlay.isAncestorOf(QApplication.focusWidget())


def test_a_pasted_order_fills_the_form_and_guesses_stay_marked_until_looked_at(street, make_window, settle):
    window, screen = opened(street, make_window, settle)
    QApplication.clipboard().setText(ORDER)
    QTest.keyClick(screen.rows["title"].field.editor(), Qt.Key.Key_V, CONTROL)
    settle(window)
    values = screen.form.values()
    assert (values["reporter"], values["phone"], values["source_number"]) == ("周立诚", "13912342176", "RX20261118007")
    assert values["channel"] == "hotline_12345" and values["category"] == "noise"
    assert ORDER in values["text"]
    assert not screen.rows["title"].error().isHidden()
    assert screen.rows["phone"].error().isHidden()
    assert screen.orders.guessed == {"title", "address", "grid"}
    screen.rows["title"].field.set_value("夜间施工噪声扰民")
    assert screen.orders.guessed == {"address", "grid"}
    screen.orders.confirm()
    assert screen.rows["address"].error().isHidden()
    screen.submit()
    settle(window)
    assert numbers(street) == 1


def test_haste_and_secrecy_of_a_pasted_order_tick_their_boxes(street, make_window, settle):
    window, screen = opened(street, make_window, settle)
    screen.orders.take(f"{ORDER}\n紧急程度：特急\n工单类型：举报")
    settle(window)
    assert screen.form.urgent.isChecked() and screen.form.protected.isChecked()
    assert "紧急、举报保密" in screen.orders.bar.text()


def test_an_ordinary_text_is_pasted_as_it_is(street, make_window, settle):
    _window, screen = opened(street, make_window, settle)
    QApplication.clipboard().setText("村口路灯不亮")
    QTest.keyClick(screen.rows["title"].field.editor(), Qt.Key.Key_V, CONTROL)
    assert screen.rows["title"].field.value() == "村口路灯不亮"


def test_a_pasted_list_becomes_one_line_a_person(street, make_window, settle):
    window, screen = opened(street, make_window, settle)
    screen.rows["title"].field.set_value("五人反映拖欠工钱")
    QApplication.clipboard().setText(PEOPLE + "\n12345")
    name = screen.form.parties._lines[0].name
    QTest.keyClick(name, Qt.Key.Key_V, CONTROL)
    people = screen.form.parties.parties()
    assert [person.name for person in people] == ["韩春梅", "曹立秋", "彭大雪", "潘小满", "袁谷雨"]
    assert people[0].id_number == "610114196601010013" and people[4].phone == "13900000005"
    assert "12345" in screen.form.parties._left.text()
    screen.submit()
    settle(window)
    card = window.screen_of("cases").card.card
    assert card.people_count == 5 and "risk_group" in card.flags


def test_not_ours_is_told_with_its_article_and_goes_to_nobody(street, make_window, settle):
    window, screen = opened(street, make_window, settle)
    screen.rows["title"].field.set_value("劳动合同工资争议")
    screen._refuse()
    pane = screen.refusing.pane
    pane.form.set_values({"reason": "arbitration", "elsewhere": "arbitration"})
    words = pane.findChild(RemedyNote).words.text()
    assert "仲裁" in words and "依据：" in words
    pane.submit()
    settle(window)
    card = case_card(street.desk, street.seat("operator"), window.screen_of("cases").card.card.id)
    assert card.status == "not_accepted"
    assert [step.action for step in card.timeline] == ["register", "refuse"]
