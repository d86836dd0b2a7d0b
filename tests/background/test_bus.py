"""News is told once for everything that came together, and another process's commit is noticed."""

import threading

from pytestqt.qtbot import QtBot

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.background.watcher import Watcher
from govdesk.domain.changes import Changes
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.services.opening import open_desk


def test_changes_that_come_together_are_told_once(qtbot: QtBot) -> None:
    bus, told = ChangeBus(), []
    bus.changed.connect(told.append)
    for number in range(5):
        bus.publish(Changes(cases=frozenset({number})))
    other = threading.Thread(target=lambda: bus.publish(Changes(grids=frozenset({7}))))
    other.start()
    other.join()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(20)
    assert told == [Changes(cases=frozenset(range(5)), grids=frozenset({7}))]


def test_a_commit_of_another_process_is_seen_within_three_seconds(qtbot: QtBot, street) -> None:
    runner, bus = Runner(), ChangeBus()
    watcher = Watcher(street.desk.database.data_version, runner, bus, interval=200)
    with qtbot.assertNotEmitted(bus.changed, wait=600):
        watcher.start()
    other = open_desk(street.folder, street.clock)
    with qtbot.waitSignal(bus.changed, timeout=3000) as told:
        from govdesk.services.registration import register_case

        register_case(other, street.seat("operator2"), street.draft())
    assert told.args[0].everything
    watcher.stop()
    other.close()
    assert runner.shutdown()


def test_taking_the_same_seat_again_is_no_news(qtbot: QtBot) -> None:
    one = Actor("operator", Role.OPERATOR, "操作员")
    session = Session(one)
    with qtbot.assertNotEmitted(session.actor_changed):
        session.take_seat(one)
    with qtbot.waitSignal(session.actor_changed):
        session.take_seat(Actor("operator2", Role.OPERATOR, "操作员二"))
    assert session.actor.seat == "operator2"
