"""The reminders at the foot of the window: there at the start, gone when there is nothing, a click opens the pane."""

import pytest


@pytest.fixture
def reminded_street(street):
    """A talk this afternoon at a table of its own; a second case whose duty is three days past."""
    talk, owed = street.register(), street.register(title="借款纠纷", parties=street.draft().parties)
    for case_id in (talk, owed):
        street.act(case_id, "sign")
        street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["秦有理"])
    street.act(owed, "end_mediation", outcome="agreed", form="oral")
    street.act(owed, "plan_performance", instalments="李春生|张守田|1000|2026-11-15")
    street.act(talk, "book_session", starts_at="2026-11-18T15:00", place="调解室")
    return street, {"talk": talk, "owed": owed}


def test_the_day_begins_with_what_waits_and_a_click_opens_the_pane(reminded_street, make_window, settle) -> None:
    street, ids = reminded_street
    window = make_window(street)
    button = window.reminders
    assert button.isVisible()
    assert button.text().strip() == "今日调解 1 场 · 提醒 1"
    button.menu().actions()[1].trigger()
    settle(window)
    screen = window.screen_of("mediation")
    assert window.stack.currentWidget() is screen
    assert (screen.panels.view.case_id, screen.panels.pane()) == (ids["owed"], "performance")
    button.menu().actions()[0].trigger()
    settle(window)
    assert (screen.panels.view.case_id, screen.panels.pane()) == (ids["talk"], "talk")
    button.menu().actions()[-1].trigger()
    settle(window)
    assert screen.panels.pane() == "schedule"


def test_news_and_another_seat_count_again(reminded_street, make_window, settle) -> None:
    street, ids = reminded_street
    window = make_window(street)
    street.act(ids["talk"], "cancel_session", reason="当事人生病")
    from govdesk.domain.changes import Changes

    window.place.committed(Changes(cases=frozenset({ids["talk"]})))
    settle(window, 500)
    assert window.reminders.text().strip() == "提醒 1"
    window.place.session.take_seat(street.seat("police_station"))
    settle(window, 500)
    assert not window.reminders.isVisible()


def test_nothing_to_remember_shows_nothing_and_the_key_says_so(street, make_window, settle) -> None:
    window = make_window(street)
    said = []
    window.place.notice.connect(lambda words, _tone: said.append(words))
    assert not window.reminders.isVisible()
    window.commands.get("reminders").action.trigger()
    assert said == ["今天没有约调解，也没有要提醒的。"]
