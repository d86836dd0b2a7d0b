"""The shell: palette, keys, help, seats, toast, first start, closing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from govdesk.app.window import build_window, close_window
from govdesk.foundation.clock import ManualClock
from govdesk.services.opening import open_desk
from govdesk.ui.actions import Commands
from govdesk.ui.main_window import FIRST_SIZE

CONTROL = Qt.KeyboardModifier.ControlModifier


def ask(window, settle, words: str):
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    field = window.top.palette_field
    field.setText(words)
    settle(window)
    model = field.popup._model
    return field, [model.found(row).text for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("LH2611-0002", "宅基地边界纠纷"),
        ("周立诚", "宅基地边界纠纷"),
        ("2176", "宅基地边界纠纷"),
        ("sqc", "石桥村"),
        ("djaj", "登记案件"),
        ("路灯", "路灯不亮"),
    ],
)
def test_the_palette_finds(busy_street, make_window, settle, words: str, expected: str) -> None:
    street, _ids = busy_street
    _field, found = ask(make_window(street), settle, words)
    assert expected in found


def test_enter_in_the_palette_opens_and_gives_the_focus_back(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    field, _found = ask(window, settle, "路灯")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(window)
    assert window.screen_of("cases").card.card.id == ids["pending"]
    assert field.text() == "" and not field.popup.isVisible()


def test_every_command_has_one_meaning_and_the_sheet_shows_it(street, make_window) -> None:
    window = make_window(street)
    keys = [key for command in window.commands for key in command.keys]
    assert len(keys) == len(set(keys))
    table = street.desk.rules.transitions.rows.values()
    for row in table:
        if row.offered and row.key and row.action != "register":
            assert window.commands.get(f"act_{row.action}").keys == (row.key,)


def test_two_commands_of_one_code_are_refused(qtbot) -> None:
    from PySide6.QtWidgets import QWidget

    owner = QWidget()
    qtbot.addWidget(owner)
    commands = Commands()
    commands.add(owner, "one", "一", "组", lambda: None)
    with pytest.raises(ValueError, match="one"):
        commands.add(owner, "one", "二", "组", lambda: None)


def test_question_mark_opens_the_sheet_and_escape_puts_it_away(street, make_window) -> None:
    window = make_window(street)
    window.screen_of("cases").setFocus()
    QTest.keyClick(window, Qt.Key.Key_Question)
    assert window.keys.isVisible()
    QTest.keyClick(window.keys, Qt.Key.Key_Escape)
    assert not window.keys.isVisible()


def test_help_opens_at_the_page_of_the_field_in_focus(street, make_window, settle) -> None:
    window = make_window(street)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle(window)
    window.screen_of("intake").rows["grid"].field.editor().setFocus()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    assert window.help.page() == "registration#发生地点"
    window.help.open("contents")
    assert "案件队列" in window.help.browser.toPlainText()


def test_taking_another_seat_changes_name_and_offers(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    before = {offer.action for offer in window.screen_of("cases").card.offers() if offer.enabled}
    window.place.session.take_seat(street.seat("supervisor"))
    settle(window)
    after = {offer.action for offer in window.screen_of("cases").card.offers() if offer.enabled}
    assert window.top._seat.text() == "主管"
    assert "cancel" in after and "cancel" not in before


def test_the_line_at_the_foot_counts(busy_street, make_window) -> None:
    street, _ids = busy_street
    window = make_window(street)
    assert window.status._open.text() == "在办 4"
    assert window.status._today.text() == "今日新增 5 · 办结 1"


def test_an_unexpected_failure_is_told_and_the_window_stays(street, make_window, settle, qtbot) -> None:
    window = make_window(street)
    with qtbot.waitSignal(window.place.bug):
        window.place.runner.read(lambda: 1 / 0, lambda _value: None)
    assert window.toast.isVisible() and window.isVisible()


def test_a_pane_with_typed_text_holds_the_window_open(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    card = window.screen_of("cases").card
    card.run("report")
    card.pane.form.set_values({"result": "已清运"})
    assert not window.close()
    card._close_pane()
    assert window.close()


def test_a_change_elsewhere_shows_within_three_seconds(street, make_window, settle, qtbot) -> None:
    window = make_window(street)
    model = window.screen_of("cases").model
    assert model.rowCount() == 0
    other = open_desk(street.folder, street.clock)
    from govdesk.services.registration import register_case

    register_case(other, street.seat("operator2"), street.draft())
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=3000)
    other.close()


def test_an_empty_folder_offers_the_two_ways_to_begin(tmp_path, qapp, qtbot, settle, clock: ManualClock) -> None:
    desk = open_desk(tmp_path / "new", clock)
    window = build_window(qapp, desk)
    window.show()
    settle(window)
    first = window.stack.currentWidget()
    assert not window.rail.isVisible() and not window.top.isVisible()
    first.build_centre()
    assert first._bar.isVisible()
    first.file.setText(str(tmp_path / "nothing.csv"))
    first.root.setText("610114005")
    first.build_centre()
    settle(window)
    assert first._bar.isVisible() and desk.centre is None
    first.build_demonstration()
    qtbot.waitUntil(lambda: desk.centre is not None and window.screen_of("cases") is not None, timeout=60_000)
    settle(window)
    assert window.rail.isVisible()
    assert window.screen_of("cases").model.rowCount() > 100
    close_window(window)
    window.deleteLater()


def test_the_focus_is_shown_on_what_has_it(street, make_window) -> None:
    window = make_window(street)
    button = window.top.findChildren(type(window.top._seat))[0]
    button.setFocus()
    assert QApplication.focusWidget() is button


def test_settings_are_in_the_rail_and_stay_marked_for_what_belongs_to_them(street, make_window, settle) -> None:
    window = make_window(street)
    for code, marked in (("settings", "settings"), ("calendar", "settings"), ("intake", "cases"), ("map", "map")):
        window.show_screen(code)
        assert [each for each, button in window.rail._entries.items() if button.isChecked()] == [marked]


def test_the_palette_names_a_grid_with_its_village(street, make_window, settle) -> None:
    window = make_window(street)
    found: list[str] = []
    window.search.found.connect(lambda _words, lines: found.extend(line.text for line in lines))
    window.search.search("第一网格")
    settle(window)
    assert "柳林村 · 第一网格" in found


def test_the_first_window_fills_a_small_screen_and_then_comes_where_it_was_left(street, qapp, qtbot, settle) -> None:
    first = build_window(qapp, street.desk, "operator")
    room = first.screen().availableGeometry()
    assert room.width() < FIRST_SIZE.width()
    first.appear()
    qtbot.waitExposed(first)
    assert first.isMaximized()
    first.showNormal()
    first.resize(1024, 700)
    settle(first)
    first.close()
    close_window(first)

    second = build_window(qapp, street.desk, "operator")
    second.appear()
    assert not second.isMaximized()
    assert (second.width(), second.height()) == (1024, 700)
    close_window(second)


def test_who_may_not_register_is_told_before_a_word_is_typed(street, make_window, settle) -> None:
    window = make_window(street, "supervisor")
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle(window)
    assert window.stack.currentWidget() is window.screen_of("cases")
    assert "主管" in window.toast._words.text()


def test_a_screen_called_by_its_key_takes_the_keyboard(busy_street, make_window, settle) -> None:
    """No letter is lost in the search field of the bar, no Tab has to be pressed first."""
    street, _ids = busy_street
    window = make_window(street)
    for code in ("supervision", "follow_ups", "rules", "cases"):
        window.commands.get("find").action.trigger()
        window.commands.get(f"screen_{code}").action.trigger()
        settle(window)
        screen = window.screen_of(code)
        assert screen.isAncestorOf(QApplication.focusWidget()), code


def test_return_presses_the_button_that_has_the_focus(busy_street, make_window, settle) -> None:
    street, _ids = busy_street
    window = make_window(street)
    window.top._register.setFocus()
    QTest.keyClick(window.top._register, Qt.Key.Key_Return)
    settle(window)
    assert window.stack.currentWidget() is window.screen_of("intake")
