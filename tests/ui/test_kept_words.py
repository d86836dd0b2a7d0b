"""Nothing typed is lost: a pane given up, a window closed too early, a key pressed twice."""

from datetime import datetime

from PySide6.QtCore import QPoint

from govdesk.services import registration
from govdesk.services.case_actions import ActionOffer, FieldSpec
from govdesk.ui.kept_words import KeptWords
from govdesk.ui.screens.intake.screen import DRAFT_KEY, DRAFT_KIND
from govdesk.ui.widgets.action_pane import ActionPane

FIELDS = (FieldSpec("tried", "已做工作", "long_text", True, (), ""),)


def pane(qtbot, number: str = "LH2611-0001", action: str = "climb") -> ActionPane:
    offer = ActionOffer(action, "上报", "E", "transfer", False, True, "", "柳林村", FIELDS)
    made = ActionPane(offer, FIELDS, number, lambda: datetime(2026, 11, 18, 9, 0), (("phone", "电话"),))
    qtbot.addWidget(made)
    made.start()
    return made


def test_a_pane_that_was_given_up_comes_back_as_it_was(qtbot) -> None:
    kept, first = KeptWords(), pane(qtbot)
    first.form.set_values({"tried": "两次上门"})
    first.word.set_values({"said_by": "冯主任"})
    kept.keep(first)
    again, other = pane(qtbot), pane(qtbot, "LH2611-0002")
    kept.fill(again)
    kept.fill(other)
    assert again.form.values()["tried"] == "两次上门" and again.word.values()["said_by"] == "冯主任"
    assert again.dirty() and not other.dirty()


def test_what_was_done_is_not_filled_in_again(qtbot) -> None:
    kept, first = KeptWords(), pane(qtbot)
    first.form.set_values({"tried": "两次上门"})
    first.word.set_values({"said_by": "冯主任", "said_how": "phone"})
    kept.keep(first)
    first.submit()
    kept.keep(first)
    again = pane(qtbot)
    kept.fill(again)
    assert not again.dirty()


def test_the_words_typed_last_are_in_the_draft_when_the_window_closes(street, make_window, settle) -> None:
    window = make_window(street)
    screen = window.show_screen("intake", "start")
    settle(window)
    screen.rows["title"].field.editor().setText("半句话")
    screen.rows["title"].field.changed.emit()
    assert window.close()
    window.place.runner.shutdown()
    draft = registration.load_draft(street.desk, street.seat("operator"), DRAFT_KIND, DRAFT_KEY)
    assert draft is not None and draft["title"] == "半句话"


def test_closing_shows_the_form_that_stands_in_the_way(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    card = window.screen_of("cases").card
    card.run("climb")
    card.pane.form.set_values({"tried": "两次上门"})
    window.show_screen("map")
    assert not window.close()
    assert window.stack.currentWidget() is window.screen_of("cases")
    card.pane.given_up.emit()
    assert window.close()


def test_a_key_pressed_twice_acts_once_and_complains_of_nothing(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    body = street.desk.body_rows[street.file(ids["waiting"]).case.handler_id].code
    window = make_window(street, seat=body)
    told: list[str] = []
    window.place.notice.connect(lambda sentence, _tone: told.append(sentence))
    window.place.case_wanted.emit(ids["waiting"])
    settle(window)
    card = window.screen_of("cases").card
    steps = len(card.card.timeline)
    card.run("sign")
    card.run("sign")
    settle(window)
    assert street.file(ids["waiting"]).case.status == "handling"
    assert len(card.card.timeline) == steps + 1 and told == []


def test_the_buttons_of_a_form_stay_in_sight_when_the_window_gets_low(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street, size=(1900, 1060))
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    card = window.screen_of("cases").card
    card.run("climb")
    window.resize(1366, 768)
    settle(window)
    window.screen_of("cases").set_card_open(True)
    settle(window)
    button = card.pane._yes
    assert button.mapTo(window, button.rect().bottomLeft()).y() < window.status.mapTo(window, QPoint(0, 0)).y()
