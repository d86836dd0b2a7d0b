"""Work off the window's thread comes back to it, once, and never to what is gone."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from govdesk.background.runner import Runner


@pytest.fixture
def runner(qtbot: QtBot):
    made = Runner()
    yield made
    assert made.shutdown(5)


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: list[object] = []

    @Slot(object)
    def take(self, value: object) -> None:
        self.got.append(value)
        self.threads.append(QThread.currentThread())


def test_the_answer_comes_on_the_windows_thread(qtbot: QtBot, runner: Runner) -> None:
    receiver = Receiver()
    runner.read(threading.get_ident, receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.got))
    assert receiver.got[0] != threading.get_ident()
    assert receiver.threads == [QThread.currentThread()]


def test_changes_follow_each_other_in_the_order_asked(qtbot: QtBot, runner: Runner) -> None:
    done: list[int] = []
    for number in range(50):
        runner.write(lambda number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))


def test_a_failure_goes_to_its_receiver_and_else_to_unhandled(qtbot: QtBot, runner: Runner) -> None:
    caught: list[Exception] = []
    runner.read(lambda: 1 / 0, lambda _value: None, caught.append)
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0], ZeroDivisionError)
    with qtbot.waitSignal(runner.unhandled) as told:
        runner.read(lambda: 1 / 0, lambda _value: None)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_a_receiver_that_was_destroyed_is_not_called(qtbot: QtBot, runner: Runner) -> None:
    import shiboken6

    receiver, gate = Receiver(), threading.Event()
    runner.read(gate.wait, receiver.take)
    shiboken6.delete(receiver)
    gate.set()
    qtbot.waitUntil(lambda: runner.idle)


def test_what_was_cancelled_says_nothing_more(qtbot: QtBot, runner: Runner) -> None:
    gate, got = threading.Event(), []
    handle = runner.read(gate.wait, got.append)
    handle.cancel()
    gate.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert got == []


def test_a_labour_reports_and_stops_when_cancelled(qtbot: QtBot, runner: Runner) -> None:
    seen: list[int] = []
    gate = threading.Event()

    def work(report) -> None:
        report(1)
        gate.wait(5)
        report(2)
        seen.append(99)

    handle = runner.labour(work, progress=seen.append)
    qtbot.waitUntil(lambda: seen == [1])
    handle.cancel()
    gate.set()
    qtbot.waitUntil(lambda: runner.idle)
    assert seen == [1]


def test_shutdown_waits_for_the_running_change_and_no_longer_than_told(qtbot: QtBot) -> None:
    runner, gate, done = Runner(), threading.Event(), []
    runner.write(lambda: (gate.wait(5), done.append(1)))
    assert not runner.shutdown(0.05)
    gate.set()
    qtbot.waitUntil(lambda: done == [1])
    assert runner.read(lambda: 1, done.append).cancelled
