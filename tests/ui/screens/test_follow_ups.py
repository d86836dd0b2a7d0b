"""Follow-ups by keyboard: sections, a visit in three keys, the next one in sight, replies sent back."""

from datetime import timedelta

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from govdesk.domain.vocabulary import Status
from govdesk.services.case_card import case_card
from govdesk.ui.widgets.case_table import CaseTableModel
from tests.ui.test_every_screen import assert_tab_order_goes_round, describe, focusable, name_of

CONTROL = Qt.KeyboardModifier.ControlModifier
PHONE = "19900001234"


@pytest.fixture
def closed_street(street):
    """Three cases whose visits are overdue, one that came by petition."""
    ids = {
        "first": street.closed(title="排水沟清淤", reporter="何素琴", phone=PHONE),
        "second": street.closed(title="宅基地边界"),
        "petition": street.closed(title="渠水外溢", channel="petition", source_number="信2026-18", category="noise"),
    }
    street.clock.advance(timedelta(days=15))
    return street, ids


def opened(window, settle):
    screen = window.show_screen("follow_ups")
    settle(window)
    return screen


def press(settle, window, *keys, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
    settle(window)


def total(screen, code: str) -> int:
    return next(section.total for section in screen._sections if section.code == code)


def test_a_visit_is_written_down_with_three_keys_and_the_next_case_follows(closed_street, make_window, settle) -> None:
    street, ids = closed_street
    window = make_window(street)
    screen = opened(window, settle)
    assert (screen._section, total(screen, "overdue")) == ("overdue", 3)
    assert screen.table.current_id() == ids["first"]
    screen.table.setFocus()
    press(settle, window, Qt.Key.Key_1)
    press(settle, window, Qt.Key.Key_4)
    QTest.keyClicks(QApplication.focusWidget(), "ok")
    press(settle, window, Qt.Key.Key_Return, modifier=CONTROL)
    case = street.file(ids["first"]).case
    assert (case.solved, case.satisfied) == (True, "basically")
    assert street.file(ids["first"]).follow_ups[0].note == "ok"
    assert total(screen, "overdue") == 2
    assert screen.table.current_id() == ids["second"]
    assert not screen.pane.dirty()


def test_unsolved_reopens_and_three_tries_in_vain_leave_for_their_own_section(closed_street, make_window, settle):
    street, ids = closed_street
    window = make_window(street)
    screen = opened(window, settle)
    screen.table.setFocus()
    press(settle, window, Qt.Key.Key_2)
    assert "重办" in screen.pane.record._says.text()
    press(settle, window, Qt.Key.Key_Return, modifier=CONTROL)
    assert street.file(ids["first"]).case.status is Status.DISPATCHED
    for _try in range(3):
        screen.table.show_rows(screen._rows(), ids["second"])
        settle(window)
        screen._read_case()
        settle(window)
        screen.pane.record.press("0")
        screen.pane.record.record()
        settle(window)
    assert total(screen, "unreached") == 1
    assert street.file(ids["second"]).visits[0].state == "unreached"


def test_the_telephone_shows_only_after_its_key_and_the_log_knows(closed_street, make_window, settle) -> None:
    street, ids = closed_street
    window = make_window(street)
    screen = opened(window, settle)
    assert PHONE not in screen.pane._contact.text()
    screen.table.setFocus()
    screen.pane.record.press("1")
    screen.table.setFocus()
    press(settle, window, Qt.Key.Key_T)
    assert PHONE in screen.pane._contact.text()
    assert case_card(street.desk, street.seat("operator"), ids["first"]).timeline[-1].action == "reveal_phone"
    screen.pane.record.record()
    settle(window)
    assert street.file(ids["first"]).case.solved is True, "the look is no conflict with what is being written"


def test_another_case_waits_while_a_visit_is_half_written(closed_street, make_window, settle) -> None:
    street, ids = closed_street
    window = make_window(street)
    screen = opened(window, settle)
    screen.pane.record.press("1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert screen.table.hasFocus()
    screen.table.step(1)
    settle(window)
    assert screen.table.current_id() == screen.pane.card.id == ids["first"]
    screen.pane.record.clear()
    screen.table.step(1)
    settle(window)
    assert screen.pane.card.id == ids["second"]


def test_replies_are_exported_and_noted_as_sent_back(closed_street, make_window, settle, tmp_path) -> None:
    street, ids = closed_street
    window = make_window(street)
    screen = opened(window, settle)
    screen.show_section("unsent")
    settle(window)
    assert screen.table.current_id() == ids["petition"]
    screen.export("petition", tmp_path / "信访")
    settle(window)
    (sheet,) = openpyxl.load_workbook(tmp_path / "信访.xlsx").worksheets
    assert sheet["A2"].value == "信2026-18"
    screen.bar._buttons[0].click()
    settle(window)
    assert total(screen, "unsent") == 0
    assert street.file(ids["petition"]).side_records[-1].kind == "reply"
    assert screen._stack.currentWidget() is screen._empty


def test_one_reply_is_noted_by_its_key(closed_street, make_window, settle) -> None:
    street, ids = closed_street
    window = make_window(street)
    screen = opened(window, settle)
    screen.show_section("unsent")
    settle(window)
    screen.table.setFocus()
    press(settle, window, Qt.Key.Key_R)
    assert street.file(ids["petition"]).side_records[-1].data["how"] == "workbook"


def test_a_supervisor_reads_and_is_told_who_writes(closed_street, make_window, settle) -> None:
    street, _ids = closed_street
    window = make_window(street, "supervisor")
    screen = opened(window, settle)
    assert not screen.pane.record.isVisible()
    assert "不能回访" in screen.pane._why_not.text()


def test_the_card_shows_the_plan_and_its_outcome(closed_street, make_window, settle) -> None:
    street, ids = closed_street
    street.act(ids["first"], "follow_up", reached=True, solved=True, satisfied="satisfied")
    window = make_window(street)
    window.place.case_wanted.emit(ids["first"])
    settle(window)
    plan = window.screen_of("cases").card.body.plan
    assert plan.isVisible()
    assert "已访" in plan.accessibleName()
    window.place.case_wanted.emit(ids["second"])
    settle(window)
    assert "逾期未访" in plan.accessibleName()


@pytest.mark.parametrize("section", ["overdue", "unsent", "unreached"])
def test_every_section_has_names_and_a_tab_order(section, closed_street, make_window, settle) -> None:
    street, _ids = closed_street
    window = make_window(street, size=(1366, 768))
    screen = opened(window, settle)
    screen.show_section(section)
    settle(window)
    assert [describe(widget) for widget in focusable(window) if not name_of(widget)] == []
    assert_tab_order_goes_round(window)


def test_the_table_is_an_honest_model(closed_street, make_window, settle, qtmodeltester) -> None:
    street, _ids = closed_street
    screen = opened(make_window(street), settle)
    model = screen.table.board
    assert isinstance(model, CaseTableModel)
    qtmodeltester.check(model)
