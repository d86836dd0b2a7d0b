"""The roll call in the window: who has not come, the acts by button, the card, what other seats did."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from govdesk.ui.screens.whistles.roll import RollCard, steps


@pytest.fixture
def whistled(street):
    """A case with three offices whistled, one of them the court."""
    case_id = street.register(title="夜市占道经营")
    street.act(case_id, "sign")
    street.act(
        case_id,
        "whistle",
        said=False,
        offices=("派出所", "综合执法中队", "人民法庭"),
        kind="urgent",
        reason="联合清理占道",
    )
    return case_id


@pytest.fixture
def shown(street, whistled, make_window, settle):
    """(window, screen) with the roll call in front."""
    window = make_window(street)
    screen = window.show_screen("whistles")
    settle(window)
    return window, screen


def words(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def press(card: RollCard, name: str) -> None:
    found = [each for each in card.findChildren(QPushButton) if each.accessibleName() == name]
    assert len(found) == 1, [each.accessibleName() for each in card.findChildren(QPushButton)]
    found[0].click()


def test_who_has_not_come_is_said_and_the_court_is_only_invited(street, shown):
    _window, screen = shown
    (card,) = screen.cards
    text = words(card)
    assert "未到：派出所、综合执法中队" in text
    assert "已到 0 / 应到 2" in text
    assert "未到：派出所" in card.accessibleName()
    court = next(call for call in card.view.calls if call.invited)
    assert court.state_label == "邀请"


def test_a_cell_under_the_name_of_a_clock_does_not_repeat_the_name(street, shown):
    _window, screen = shown
    (card,) = screen.cards
    for call in card.view.calls:
        for clock in (each for each in call.clocks if each.words and not each.words.startswith("未")):
            (cell,) = [each for each in card.findChildren(QLabel) if each.accessibleName() == clock.words][:1]
            assert cell.text() and clock.label not in cell.text()


def test_an_arrival_is_written_down_by_the_buttons_of_its_row(street, shown, settle):
    window, screen = shown
    press(screen.cards[0], "报到：派出所")
    settle(window)
    pane = screen.host.pane
    assert pane is not None
    assert set(pane.form.rows) == {"arrived_by", "arrived_at", "on_site", "note"}
    pane.word.set_values({"said_by": "赵所长", "said_how": "phone"})
    pane.form.set_values({"arrived_by": "赵所长等 2 人", "on_site": True})
    pane.submit()
    settle(window)
    assert screen.host.pane is None
    record = next(item for item in street.file(screen.cards[0].view.case_id).side_records if "arrive_at" in item.data)
    assert record.data["arrived_by"] == "赵所长等 2 人"
    assert "未到：综合执法中队" in words(screen.cards[0])
    assert "派出所" not in screen.cards[0].accessibleName()


def test_a_refusal_keeps_what_was_typed(street, shown, settle):
    window, screen = shown
    press(screen.cards[0], "报到：派出所")
    settle(window)
    pane = screen.host.pane
    pane.word.set_values({"said_by": "赵所长"})
    pane.form.set_values({"arrived_by": "赵所长", "arrived_at": street.clock.now() + timedelta(days=1)})
    pane.submit()
    settle(window)
    assert screen.host.pane is pane
    assert pane.form.values()["arrived_by"] == "赵所长"


def test_the_whole_whistle_is_ended_by_its_number(street, whistled, shown, settle):
    window, screen = shown
    number = screen.cards[0].view.case_number
    press(screen.cards[0], f"收哨：{number}")
    settle(window)
    screen.host.pane.form.set_values({"reason": "清理完毕"})
    screen.host.pane.submit()
    settle(window)
    assert screen.cards == []
    screen.show_recent(True)
    settle(window)
    assert "收哨：清理完毕" in words(screen.cards[0])
    ended = screen.cards[0].view.calls[0]
    assert ("evaluate_office", "评价到场单位") in steps(ended)[1] or ended.invited


def test_what_another_seat_writes_shows_by_itself(street, whistled, shown, settle):
    window, screen = shown
    changes_before = len(screen.cards[0].view.missing)
    street.act(whistled, "report_in", receiver="派出所")
    window.place.bus.publish(street_changes(whistled))
    settle(window, 500)
    assert len(screen.cards[0].view.missing) == changes_before - 1


def test_the_county_calls_wait_at_the_right_and_are_answered_there(street, whistled, shown, settle):
    window, screen = shown
    street.act(whistled, "call_county", said=False, receiver="水利局", basis="清单第 9 项", reason="河堤")
    screen.reload()
    settle(window)
    assert "待答复 1" in words(screen.panel)
    screen.panel.answer_wanted.emit("answer_call", whistled, "county_water", "水利局")
    settle(window)
    assert screen.host.pane.offer.acting_for == "水利局"


def test_the_card_says_who_has_not_come_and_leads_to_the_roll_call(street, whistled, make_window, settle):
    window = make_window(street)
    window.place.case_wanted.emit(whistled)
    settle(window)
    box = window.screen_of("cases").card.body.beside
    assert "派出所：未到" in words(box)
    box.screen_wanted.emit("whistles", None)
    settle(window)
    assert window.stack.currentWidget() is window.screen_of("whistles")


def test_w_on_the_card_asks_for_offices_kind_and_purpose(street, whistled, make_window, settle):
    window = make_window(street)
    window.place.case_wanted.emit(whistled)
    settle(window)
    card = window.screen_of("cases").card
    card.run("whistle")
    assert {name for name, row in card.pane.form.rows.items() if row.required} == {"offices", "kind", "reason"}
    county = {code for code, _label in card.pane.form.rows["offices"].field.picker.field._choices}
    assert not any(code.startswith("county_") for code in county)


def street_changes(case_id: int):
    from govdesk.domain.changes import Changes

    return Changes(cases=frozenset({case_id}))


def test_after_an_arrival_the_keyboard_is_at_the_next_office(street, shown, settle):
    window, screen = shown
    card = screen.cards[0]
    button = next(each for each in card.findChildren(QPushButton) if each.accessibleName() == "报到：派出所")
    button.setFocus()
    button.click()
    settle(window)
    pane = screen.host.pane
    pane.word.set_values({"said_by": "赵所长", "said_how": "phone"})
    pane.form.set_values({"arrived_by": "赵所长等 2 人", "on_site": True})
    pane.submit()
    settle(window)
    focused = QApplication.focusWidget()
    assert screen.cards[0].isAncestorOf(focused)
    assert focused.accessibleName() == "报到：综合执法中队"
