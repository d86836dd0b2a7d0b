"""A window on real services and a small street, at the size the test asks for."""

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app.window import application, build_window, close_window
from govdesk.ui.main_window import MainWindow

ROUND_MILLISECONDS = 15
CALM_ROUNDS = 4


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application dressed as it is for people."""
    return application()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Wait until nothing is under way any more and no timer is about to start something.

    `longest` is how far off (ms) a timer may be that is waited for: toasts and autosaves are not.
    """

    def wait(window: MainWindow, longest: int = 450) -> None:
        calm = 0
        deadline = monotonic() + 90
        while calm < CALM_ROUNDS:
            qtbot.wait(ROUND_MILLISECONDS)
            calm = 0 if stirs(window, longest) else calm + 1
            assert monotonic() < deadline, "the window never comes to rest"

    return wait


def stirs(window: MainWindow, longest: int) -> bool:
    if not window.place.runner.idle:
        return True
    timers = window.findChildren(QTimer)
    return any(timer.isSingleShot() and timer.isActive() and timer.interval() <= longest for timer in timers)


@pytest.fixture
def busy_street(street):
    """A street with cases in most states: (street, ids by a word for the state)."""
    ids = {
        "waiting": street.register(title="夜间施工噪声", channel="hotline_12345", category="noise"),
        "signed": street.register(title="宅基地边界纠纷", reporter="周立诚", phone="13912342176", people_count=5),
        "closed": street.closed(title="排水沟清淤"),
        "pending": street.register(title="路灯不亮", channel="hotline_12345", category="road_facilities", grid_id=None),
        "suggested": street.register(
            title="垃圾堆放无人清运", text="垃圾桶满溢。", category="city_appearance", category_confirmed=False
        ),
    }
    street.act(ids["signed"], "sign")
    return street, ids


@pytest.fixture
def make_window(qapp: QApplication, qtbot: QtBot, settle) -> Iterator[Callable[..., MainWindow]]:
    made: list[MainWindow] = []

    def make(street, seat: str = "operator", size: tuple[int, int] = (1600, 900)) -> MainWindow:
        window = build_window(qapp, street.desk, seat)
        made.append(window)
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        settle(window)
        return window

    yield make
    for window in made:
        close_window(window)
        window.deleteLater()
    qapp.processEvents()
