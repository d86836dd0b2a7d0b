"""The supervision board and the calendar by keyboard: sections, records, decisions, and a preview before an import."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from govdesk.services.supervision import run_ladder
from govdesk.ui.widgets.sections_list import SectionsModel
from tests.ui.test_every_screen import assert_tab_order_goes_round, chinese_left, describe, focusable, name_of, texts

CONTROL = Qt.KeyboardModifier.ControlModifier
NEW_YEAR = "date,name,isOffDay\n" + "".join(f"2027-02-0{day},春节,true\n" for day in range(1, 9))


@pytest.fixture
def late_street(street):
    """Two cases past twice their term, with 督办 sent and listings proposed; one request that waits."""
    ids = {"first": street.register(), "second": street.register(title="宅基地边界纠纷")}
    for case_id in ids.values():
        street.act(case_id, "sign")
    street.act(ids["second"], "extend", days=3, reason="等测绘")
    street.clock.at = datetime(2026, 12, 4, 9, 0)
    run_ladder(street.desk)
    return street, ids


def board(window, settle):
    screen = window.show_screen("supervision")
    settle(window)
    return screen


def totals(screen) -> dict[str, int]:
    return {section.code: section.total for section in screen._sections if section.total}


def test_sections_show_their_counts_and_their_cases(late_street, make_window, settle) -> None:
    street, ids = late_street
    screen = board(make_window(street, "supervisor"), settle)
    assert totals(screen) == {"proposals": 2, "requests": 1, "handler_overdue": 2, "supervised": 2}
    screen.show_section("requests")
    settle(screen.window())
    assert screen.table.current_id() == ids["second"]
    assert [offer.action for offer in screen._reading.offers][:2] == ["grant", "deny"]
    assert "督办" in screen.pane._steps.accessibleDescription()


def test_a_leader_lists_from_the_board_without_the_mouse(late_street, make_window, settle) -> None:
    street, _ids = late_street
    window = make_window(street, "leader")
    screen = board(window, settle)
    chosen = screen.table.current_id()
    QTest.keyClick(screen.table, Qt.Key.Key_1)
    settle(window)
    assert screen.pane.pane.offer.action == "list"
    QTest.keyClicks(QApplication.focusWidget(), "ok")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert totals(screen)["proposals"] == 1
    assert totals(screen)["listed"] == 1
    assert street.file(chosen).side_records[-1].kind == "list"
    assert screen.table.current_id() != chosen, "the next one is chosen"


def test_the_key_of_urging_works_on_the_board(late_street, make_window, settle) -> None:
    street, _ids = late_street
    window = make_window(street, "operator")
    screen = board(window, settle)
    chosen = screen.table.current_id()
    QTest.keyClick(screen.table, Qt.Key.Key_U)
    settle(window)
    assert screen.pane.pane.offer.action == "urge"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert street.file(chosen).side_records[-1].kind == "urge"


def test_enter_opens_the_case_and_j_goes_on(late_street, make_window, settle) -> None:
    street, _ids = late_street
    window = make_window(street, "supervisor")
    screen = board(window, settle)
    first = screen.table.current_id()
    QTest.keyClick(screen.table, Qt.Key.Key_J)
    settle(window)
    assert screen.table.current_id() != first
    wanted = screen.table.current_id()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle(window)
    assert window.stack.currentWidget() is window.screen_of("cases")
    assert window.screen_of("cases").card.card.id == wanted


def test_what_was_typed_stays_when_somebody_else_was_quicker(late_street, make_window, settle) -> None:
    street, _ids = late_street
    window = make_window(street, "supervisor")
    screen = board(window, settle)
    screen.run("supervise")
    settle(window)
    street.act(screen.table.current_id(), "urge", said=False, reason="先催")
    QTest.keyClicks(QApplication.focusWidget(), "once more")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert screen.pane.pane.form.values()["reason"] == "once more"
    assert "刚刚被别人改动" in screen.pane.pane._bar.text()


def test_an_empty_board_says_so(street, make_window, settle) -> None:
    screen = board(make_window(street, "supervisor"), settle)
    assert screen._stack.currentWidget() is screen._empty
    assert screen.pane.record is None


def test_the_models_keep_the_rules_of_qt(late_street, make_window, settle, qtmodeltester) -> None:
    street, _ids = late_street
    screen = board(make_window(street, "supervisor"), settle)
    qtmodeltester.check(screen.table.board)
    model = SectionsModel()
    model.show(screen._sections)
    qtmodeltester.check(model)


def open_calendar(window, settle):
    screen = window.show_screen("calendar")
    settle(window)
    return screen


def test_the_calendar_shows_who_is_concerned_before_anything_is_written(street, make_window, settle, tmp_path) -> None:
    street.clock.at = datetime(2027, 1, 27, 9, 0)
    case_id = street.register(channel="hotline_12345", category="noise")
    before = street.file(case_id).case
    path = tmp_path / "2027.csv"
    path.write_text(NEW_YEAR, encoding="utf-8")
    window = make_window(street, "supervisor")
    screen = open_calendar(window, settle)
    screen.show_file(path)
    settle(window)
    assert (screen.preview.earlier, screen.preview.later) == (0, 1)
    assert street.file(case_id).case == before
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.preview is None
    screen.show_file(path)
    settle(window)
    QTest.keyClick(screen, Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert street.file(case_id).case.due_at > before.due_at
    assert "时限随之调整" in screen.bar.text()


def test_a_broken_holiday_file_is_told_in_the_page(street, make_window, settle, tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("date,name,isOffDay\n2027-13-01,元旦,true\n", encoding="utf-8")
    window = make_window(street, "supervisor")
    screen = open_calendar(window, settle)
    screen.show_file(path)
    settle(window)
    assert "第 2 行" in screen.bar.text()
    assert screen.preview is None


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=["small", "large"])
@pytest.mark.parametrize("code", ["supervision", "calendar"])
def test_names_and_tab_order_of_the_new_screens(code, size, late_street, make_window, settle, tmp_path) -> None:
    street, _ids = late_street
    window = make_window(street, "supervisor", size=size)
    screen = window.show_screen(code)
    settle(window)
    if code == "calendar":
        path = tmp_path / "2027.csv"
        path.write_text(NEW_YEAR, encoding="utf-8")
        screen.show_file(path)
        settle(window)
    assert [describe(widget) for widget in focusable(window) if not name_of(widget)] == []
    assert_tab_order_goes_round(window)


def test_the_board_fits_its_smallest_window(late_street, make_window, settle) -> None:
    street, _ids = late_street
    window = make_window(street, "supervisor", size=(1024, 640))
    screen = board(window, settle)
    table = screen.table
    shown = [at for at in range(len(table.board.columns)) if not table.isColumnHidden(at)]
    assert sum(table.columnWidth(at) for at in shown) <= table.viewport().width() + 2
    assert window.width() == 1024


def test_every_word_of_the_new_screens_is_of_the_catalogue_or_data(street, make_window, settle, request) -> None:
    from tests.ui.test_every_screen import data_of

    street.clock.advance(timedelta(days=1))
    ids = {"signed": street.register(title="排水沟")}
    street.act(ids["signed"], "sign")
    request.getfixturevalue("pseudo_language")
    window = make_window(street, "supervisor")
    for code in ("supervision", "calendar"):
        window.show_screen(code)
        settle(window)
        known = [*data_of(street, ids), *{day.name for day in street.desk.rules.calendar.days.values()}]
        assert {words for words in texts(window) if chinese_left(words, known)} == set(), code


@pytest.fixture
def pseudo_language():
    from govdesk.foundation.text import PSEUDO, use_language

    use_language(PSEUDO)
    yield
    use_language(None)


def test_from_the_board_to_the_calendar_and_back(street, make_window, settle) -> None:
    window = make_window(street, "supervisor")
    screen = board(window, settle)
    link = next(each for each in screen.findChildren(QPushButton) if each.text() == "工作日历")
    link.click()
    assert window.stack.currentWidget() is window.screen_of("calendar")
    QTest.keyClick(window.screen_of("calendar"), Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is screen
