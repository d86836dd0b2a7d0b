"""The map screen: the panel beside the picture tells what is chosen, and hands cases on."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.domain.network_map import DueState
from govdesk.services.case_queue import QueueFilter, queue_ids
from govdesk.services.grids import find_grid
from govdesk.services.network_scene import CasePoint
from govdesk.ui import theme
from govdesk.ui.screens.network_map.case_list import CaseListModel
from govdesk.ui.screens.network_map.screen import NetworkMapScreen
from tests.conftest import Street


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, street: Street) -> Iterator[NetworkMapScreen]:
    theme.apply(qapp)
    for name in ("柳林村", "第一网格", "石桥村"):
        street.register(grid_id=find_grid(street.desk, name).id)
    street.register(grid_id=None, address="河堤路尽头")
    runner = Runner()
    made = NetworkMapScreen(street.desk, Session(street.seat("operator")), runner, ChangeBus())
    qtbot.addWidget(made)
    made.resize(1280, 680)
    with qtbot.waitSignal(made.view.scene_shown, timeout=10_000):
        made.show()
    yield made
    assert runner.shutdown()


def _open(street: Street, **wanted: object) -> set[int]:
    return set(queue_ids(street.desk, street.seat("operator"), QueueFilter(view="open", **wanted)))  # type: ignore[arg-type]


def _panel_ids(screen: NetworkMapScreen, qtbot: QtBot) -> set[int]:
    with qtbot.waitSignal(screen.open_cases) as told:
        screen._panel._open.click()
    return set(told.args[0])


def test_without_a_choice_the_panel_tells_of_the_whole(qtbot: QtBot, screen: NetworkMapScreen, street: Street):
    assert screen._panel._figures["open"].text() == "4"
    assert _panel_ids(screen, qtbot) == _open(street)


def test_the_chosen_village_opens_its_cases(qtbot: QtBot, screen: NetworkMapScreen, street: Street):
    village = find_grid(street.desk, "柳林村").id
    screen.select_grid(village)
    assert screen._panel._name.text() == "柳林村" and "冯长安" in screen._panel._hint.text()
    assert _panel_ids(screen, qtbot) == _open(street, grid_id=village)


def test_the_panel_goes_down_and_the_breadcrumb_comes_back(qtbot: QtBot, screen: NetworkMapScreen, street: Street):
    village = find_grid(street.desk, "柳林村").id
    screen.select_grid(village)
    with qtbot.waitSignal(screen.view.scene_shown, timeout=10_000):
        screen._panel._down.click()
    assert screen.view.root_id == village
    with qtbot.waitSignal(screen.view.scene_shown, timeout=10_000):
        screen._crumbs.wanted.emit(screen.view.scene.path[0].grid_id)
    assert screen.view.scene.title == "柳河街道"


def test_a_body_tells_the_cases_it_handles(qtbot: QtBot, screen: NetworkMapScreen, street: Street):
    scene = screen.view.scene
    with_cases = [office.body_id for office in scene.offices if office.open_count]
    for body in with_cases:
        screen.view.body_selected.emit(body)
        handled = {case_id for case_id in _open(street) if street.file(case_id).case.handler_id == body}
        assert _panel_ids(screen, qtbot) == handled


def test_cases_without_a_place_are_listed_apart(qtbot: QtBot, screen: NetworkMapScreen, street: Street):
    screen.view.controls.unplaced.click()
    assert _panel_ids(screen, qtbot) == set(
        queue_ids(street.desk, street.seat("operator"), QueueFilter(view="pending_place"))
    )


def test_a_row_of_the_list_opens_its_case(qtbot: QtBot, screen: NetworkMapScreen):
    model = screen._panel._model
    with qtbot.waitSignal(screen.open_case) as told:
        screen._panel._view.activated.emit(model.index(1))
    assert told.args == [model.case(1).case_id]


def test_the_list_model_keeps_the_rules_and_puts_the_pressing_first():
    model = CaseListModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    states = [DueState.OK, DueState.OVERDUE, DueState.SOON]
    model.set_cases([CasePoint(n, f"LH2611-000{n}", "排水沟", 1, 0, 0, state) for n, state in enumerate(states)])
    assert [model.case(row).state for row in range(3)] == [DueState.OVERDUE, DueState.SOON, DueState.OK]
    assert model.row_of(0) == 2 and model.row_of(9) is None
    assert model.data(QModelIndex()) is None
    model.set_cases([])
    assert model.rowCount() == 0
