"""Registering by keyboard alone: nothing twice, nothing lost, nothing chosen behind one's back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from govdesk.services import case_queue, registration
from govdesk.services.case_queue import QueueFilter
from govdesk.services.registration import load_draft
from govdesk.ui.screens.intake.screen import AUTOSAVE_MILLISECONDS

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def numbers(street) -> int:
    return case_queue.queue_count(street.desk, street.seat("operator"), QueueFilter())


def open_form(window, settle):
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle(window)
    return window.screen_of("intake")


def put(screen, **values) -> None:
    for name, value in values.items():
        screen.rows[name].field.set_value(value)


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
def test_a_case_is_registered_without_the_mouse(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    QTest.keyClicks(QApplication.focusWidget(), "lamp")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.rows["text"].field.text
    QTest.keyClicks(QApplication.focusWidget(), "broken")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is screen.rows["grid"].field.picker
    QTest.keyClicks(QApplication.focusWidget(), "sqc")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert numbers(street) == 1
    card = window.screen_of("cases").card.card
    assert (card.title, card.grid_name) == ("lamp", "石桥村")
    assert window.stack.currentWidget() is window.screen_of("cases")


def test_control_return_registers_from_inside_the_long_text(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="路灯不亮")
    text = screen.rows["text"].field.text
    text.setFocus()
    QTest.keyClicks(text, "broken")
    QTest.keyClick(text, Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert numbers(street) == 1
    assert window.screen_of("cases").card.card.title == "路灯不亮"


def test_enter_twice_registers_once(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="路灯不亮")
    screen.submit()
    screen.submit()
    settle(window)
    assert numbers(street) == 1


def test_return_during_composition_neither_registers_nor_moves_on(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    line = screen.rows["title"].field.line
    QApplication.sendEvent(line, QInputMethodEvent("lu deng", []))
    press(Qt.Key.Key_Return, CONTROL)
    press(Qt.Key.Key_Return)
    settle(window)
    assert numbers(street) == 0
    assert QApplication.focusWidget() is line


def test_without_a_title_nothing_is_registered_and_the_field_says_so(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    screen.submit()
    settle(window)
    assert numbers(street) == 0
    assert screen.rows["title"].error().text() == "请填写「事项」。"
    assert QApplication.focusWidget() is screen.rows["title"].field.line


def test_the_draft_is_saved_while_typing_and_offered_after_a_restart(street, make_window, settle, qtbot) -> None:
    operator = street.seat("operator")
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="井盖松动", phone="13912340000")
    assert AUTOSAVE_MILLISECONDS <= 2_000
    qtbot.waitUntil(lambda: load_draft(street.desk, operator, "case", "new") is not None, timeout=15_000)
    again = make_window(street)
    assert again.screen_of("cases")._draft_bar.isVisible()
    buttons = again.screen_of("cases")._draft_bar.findChildren(QPushButton)
    resume = next(made for made in buttons if made.text() == "继续填写")
    qtbot.mouseClick(resume, Qt.MouseButton.LeftButton)
    settle(again)
    form = again.screen_of("intake")
    assert form.rows["title"].field.value() == "井盖松动"
    form.submit()
    settle(again)
    assert load_draft(street.desk, operator, "case", "new") is None


def test_a_refusal_keeps_what_was_typed_and_stands_at_its_field(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="路灯不亮", occurred_at="2030-01-01T00:00:00")
    screen.submit()
    settle(window)
    assert numbers(street) == 0
    assert screen.rows["occurred_at"].error().isVisible()
    assert screen.rows["title"].field.value() == "路灯不亮"


def test_the_suggestion_tells_its_words_and_is_taken_in_one_key(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="烧烤店夜间噪声扰民", text="烧烤店音响噪声大，半夜还在放歌，扰民")
    settle(window)
    best = screen.category.best()
    assert best is not None and best.words
    assert screen.category.value() is None
    press(Qt.Key.Key_F2)
    assert screen.category.value() == best.category


def test_a_suggestion_nobody_took_is_registered_unconfirmed(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="烧烤店夜间噪声扰民", text="烧烤店音响噪声大，半夜还在放歌，扰民")
    settle(window)
    screen.submit()
    settle(window)
    card = window.screen_of("cases").card.card
    assert card.category == "noise" and not card.category_confirmed


def test_earlier_cases_of_the_same_telephone_are_shown(street, make_window, settle) -> None:
    street.register(title="上次的事", phone="13912342176", reporter="周立诚")
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="又来了", reporter="周立诚")
    settle(window)
    assert screen.earlier.isVisible()


def test_parties_go_with_the_case(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="宅基地纠纷")
    screen.form.parties.restore(
        [{"role": "applicant", "name": "张守田"}, {"role": "respondent", "name": "李春生"}, {"role": "other"}]
    )
    screen.submit()
    settle(window)
    card = window.screen_of("cases").card.card
    assert [(party.role, party.name) for party in card.parties] == [("applicant", "张守田"), ("respondent", "李春生")]


def test_a_seat_that_may_not_register_is_told_and_keeps_its_text(street, make_window, settle) -> None:
    window = make_window(street)
    screen = open_form(window, settle)
    put(screen, title="路灯不亮")
    window.place.session.take_seat(street.seat("leader"))
    screen.submit()
    settle(window)
    assert numbers(street) == 0
    assert screen._bar.isVisible() and screen.rows["title"].field.value() == "路灯不亮"
    assert registration.drafts(street.desk, street.seat("operator"), "case") == []
    window.place.session.take_seat(street.seat("operator"))
    assert not screen._bar.isVisible(), "what was refused to the other seat is not said to this one"


def test_tab_goes_through_the_parties_before_it_comes_to_the_buttons_below_them(busy_street, make_window, settle):
    street, _ids = busy_street
    window = make_window(street)
    screen = window.show_screen("intake", "start")
    settle(window)
    editor = screen.form.parties
    screen.form.protected.setFocus()
    passed = []
    for _step in range(8):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed == [*editor._lines[0].stops(), editor._more, editor._paste]


def test_the_telephone_of_a_reporter_who_is_a_party_is_not_typed_twice(busy_street, make_window, settle):
    street, _ids = busy_street
    window = make_window(street)
    screen = window.show_screen("intake", "start")
    settle(window)
    screen.form.rows["reporter"].field.set_value("周立诚")
    screen.form.rows["phone"].field.set_value("13912342176")
    line = screen.form.parties._lines[0]
    line.name.setText("周立诚")
    line.name.editingFinished.emit()
    assert line.phone.text() == "13912342176"
    line.phone.setText("13800000000")
    line.name.editingFinished.emit()
    assert line.phone.text() == "13800000000"
