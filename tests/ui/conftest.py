"""A window on real services and a small street, at the size the test asks for."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app.window import application, build_window, close_window
from govdesk.ui.main_window import MainWindow


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application dressed as it is for people."""
    return application()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Wait until nothing is under way any more."""

    def wait(window: MainWindow, pause: int = 220) -> None:
        for _round in range(2):
            qtbot.wait(pause)
            qtbot.waitUntil(lambda: window.place.runner.idle, timeout=10_000)

    return wait


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
