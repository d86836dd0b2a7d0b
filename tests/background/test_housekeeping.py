"""The program's own jobs are done in turn, told when they changed something, and a failure is heard."""

from pytestqt.qtbot import QtBot

from govdesk.background.bus import ChangeBus
from govdesk.background.housekeeping import Housekeeping
from govdesk.background.runner import Runner
from govdesk.domain.changes import Changes


def test_only_a_job_that_changed_something_is_told(qtbot: QtBot) -> None:
    runner, bus, learned = Runner(), ChangeBus(), []
    jobs = [lambda: Changes(), lambda: Changes(cases=frozenset({3}))]
    house = Housekeeping(jobs, lambda: learned.append(1), runner, bus)
    with qtbot.waitSignal(bus.changed) as told:
        house.do()
    assert told.args == [Changes(cases=frozenset({3}))]
    qtbot.waitUntil(lambda: learned == [1])
    assert runner.shutdown()


def test_a_failing_job_is_heard_and_does_not_stop_the_next(qtbot: QtBot) -> None:
    runner, bus = Runner(), ChangeBus()
    house = Housekeeping([lambda: 1 / 0, lambda: Changes(grids=frozenset({1}))], None, runner, bus)
    with qtbot.waitSignals([runner.unhandled, bus.changed]):
        house.do()
    assert runner.shutdown()
