"""The network view under a hand: hover, click, double click, keys, lasso, layers, over a real folder."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.domain.changes import Changes
from govdesk.domain.roles import SYSTEM
from govdesk.domain.vocabulary import BodyKind
from govdesk.foundation.clock import ManualClock
from govdesk.services import grids
from govdesk.services.dictionaries import shipped
from govdesk.services.opening import open_desk
from govdesk.storage.repositories.grids import NewBody, NewCentre, NewGrid, NewPost
from govdesk.ui import theme
from govdesk.ui.widgets.network_map.view import NetworkMapView
from tests.conftest import Street

MORNING = datetime(2026, 11, 18, 9, 0)
VILLAGES = tuple(f"{first}{second}村" for first in "东西南北柳石河" for second in "林桥湾坡")


@pytest.fixture(scope="session")
def wide_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A street of 28 villages, some with open cases, and its offices; copied for every test."""
    folder = tmp_path_factory.mktemp("wide") / "data"
    clock = ManualClock(MORNING)
    desk = open_desk(folder, clock)
    tree = [NewGrid("990000001000", None, "town", "柳河街道", "柳河街道办事处", "lhjd")]
    for number, name in enumerate(VILLAGES):
        code = f"9900000012{number:02d}"
        tree.append(NewGrid(code, "990000001000", "village", name, name + "委会", "c"))
        for part in (1, 2):
            tree.append(NewGrid(f"{code}{part:03d}", code, "grid", f"第{part}网格", f"第{part}网格", "wg"))
    bodies = [
        NewBody(
            b["code"], b["name"], BodyKind(b["kind"]), None, b.get("independent", False), "", tuple(b["categories"])
        )
        for b in shipped("duties")["body"]
    ]
    posts = [NewPost("冯长安", "网格长", "", grid_code=tree[1].code)]
    centre = NewCentre("990000001000", "柳河街道", "综网中心", "LH", "柳", "Asia/Shanghai", True)
    grids.found_centre(desk, SYSTEM, centre, tree, [*bodies, *grids.village_bodies(tree)], posts)
    street = Street(desk, clock, folder)
    for number, name in enumerate(VILLAGES[:12]):
        for category in ("noise", "neighbourhood")[: 1 + number % 2]:
            street.register(grid_id=grids.find_grid(desk, name).id, category=category)
    desk.close()
    return folder


@pytest.fixture
def wide_street(tmp_path: Path, wide_folder: Path) -> Iterator[Street]:
    folder = shutil.copytree(wide_folder, tmp_path / "wide")
    clock = ManualClock(MORNING)
    desk = open_desk(folder, clock)
    yield Street(desk, clock, folder)
    desk.close()


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    theme.apply(qapp)
    made = Runner()
    yield made
    assert made.shutdown()


@pytest.fixture
def bus(qapp: QApplication) -> ChangeBus:
    return ChangeBus()


@pytest.fixture
def view(qtbot: QtBot, wide_street: Street, runner: Runner, bus: ChangeBus) -> NetworkMapView:
    made = NetworkMapView(wide_street.desk, Session(wide_street.seat("operator")), runner, bus)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    with qtbot.waitSignal(made.scene_shown, timeout=10_000):
        made.activate()
    made.settle()
    return made


def _id(street: Street, name: str) -> int:
    return grids.find_grid(street.desk, name).id


def _middle(view: NetworkMapView, grid_id: int) -> QPoint:
    assert view.canvas is not None
    return view.canvas.place_of(grid_id)


def _hover(view: NetworkMapView, place: QPoint) -> None:
    assert view.canvas is not None
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(view.canvas.viewport().mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.canvas.viewport(), move)


def test_the_module_brings_no_heavy_import_before_the_view_is_activated():
    code = (
        "import sys; from govdesk.ui.widgets.network_map.view import NetworkMapView; "
        "print([m for m in ('pyqtgraph', 'numpy', 'shapely') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ}, timeout=60
    )
    assert told.stdout.strip() == "[]"


def test_hover_tells_name_leader_and_figures(view: NetworkMapView, wide_street: Street):
    _hover(view, _middle(view, _id(wide_street, VILLAGES[0])))
    card = view._hover
    words = " ".join(line.text() for line in card._lines)
    assert card.isVisible() and VILLAGES[0] in words and "冯长安" in words and "在办 1 件" in words
    assert view.rect().contains(card.geometry())
    QApplication.sendEvent(view.canvas, QEvent(QEvent.Type.Leave))
    assert not card.isVisible()


def test_a_click_selects_the_grid_and_tells_it_once(qtbot: QtBot, view: NetworkMapView, wide_street: Street):
    wanted = _id(wide_street, VILLAGES[5])
    with qtbot.waitSignal(view.grid_selected) as told:
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=_middle(view, wanted))
    assert told.args == [wanted]
    assert view.canvas.chosen == wanted
    assert VILLAGES[5] in view.canvas.accessibleDescription()


def test_selecting_from_outside_highlights_without_a_signal(qtbot: QtBot, view: NetworkMapView, wide_street: Street):
    with qtbot.assertNotEmitted(view.grid_selected, wait=50):
        view.select_grid(_id(wide_street, VILLAGES[7]))
    assert view.canvas.chosen == _id(wide_street, VILLAGES[7])


def test_a_grid_below_a_cell_highlights_the_cell(view: NetworkMapView, wide_street: Street):
    below = next(row for row in wide_street.desk.grids.values() if row.depth == 2)
    view.select_grid(below.id)
    assert view.canvas.chosen == below.parent_id


def test_double_click_goes_down_and_backspace_comes_back(qtbot: QtBot, view: NetworkMapView, wide_street: Street):
    village = _id(wide_street, VILLAGES[3])
    with qtbot.waitSignals([view.level_opened, view.scene_shown], timeout=10_000):
        qtbot.mouseDClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=_middle(view, village))
    assert view.root_id == village and [cell.name for cell in view.scene.cells] == ["第1网格", "第2网格"]
    with qtbot.waitSignal(view.scene_shown, timeout=10_000):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Backspace)
    assert view.scene.title == "柳河街道" and view.canvas.chosen == village


def test_arrow_keys_move_the_choice_and_enter_goes_down(qtbot: QtBot, view: NetworkMapView, wide_street: Street):
    start = _id(wide_street, VILLAGES[10])
    view.select_grid(start)
    with qtbot.waitSignal(view.grid_selected) as told:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
        if view.canvas.chosen == start:
            qtbot.keyClick(view.canvas, Qt.Key.Key_Left)
    assert told.args[0] == view.canvas.chosen != start
    chosen = view.canvas.chosen
    with qtbot.waitSignal(view.scene_shown, timeout=10_000):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    assert view.root_id == chosen


def test_the_lowest_grid_does_not_open(qtbot: QtBot, view: NetworkMapView, wide_street: Street):
    village = _id(wide_street, VILLAGES[3])
    with qtbot.waitSignal(view.scene_shown, timeout=10_000):
        view.show_root(village)
    view.settle()
    leaf = view.scene.cells[0].grid_id
    with qtbot.assertNotEmitted(view.level_opened, wait=80):
        qtbot.mouseDClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=_middle(view, leaf))


def test_a_click_on_a_point_selects_the_case(qtbot: QtBot, view: NetworkMapView):
    point = view.scene.points[0]
    x, y = view.canvas._state.camera.to_screen(point.x, point.y)
    with qtbot.waitSignal(view.case_selected) as told:
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert told.args == [point.case_id]


def test_a_click_on_a_body_selects_it(qtbot: QtBot, view: NetworkMapView):
    body, rect = next(iter(view.canvas.office_rects().items()))
    with qtbot.waitSignal(view.body_selected) as told:
        middle = QPoint(round((rect[0] + rect[2]) / 2), round((rect[1] + rect[3]) / 2))
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == [body]


def test_a_lasso_around_everything_lists_every_point(qtbot: QtBot, view: NetworkMapView):
    view.controls.lasso.setChecked(True)
    viewport = view.canvas.viewport()
    corners = [QPoint(2, 42), QPoint(997, 42), QPoint(997, 637), QPoint(2, 637)]
    with qtbot.waitSignal(view.lassoed) as told:
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=corners[0])
        for corner in corners:
            move = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(corner),
                QPointF(viewport.mapToGlobal(corner)),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(viewport, move)
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=corners[-1])
    assert set(told.args[0]) == {point.case_id for point in view.scene.points}
    assert not view.controls.lasso.isChecked()


def test_dragging_moves_the_picture_and_home_shows_all_again(qtbot: QtBot, view: NetworkMapView, wide_street: Street):
    village = _id(wide_street, VILLAGES[0])
    before = _middle(view, village)
    view.canvas.zoom(3)
    zoomed = _middle(view, village)
    viewport = view.canvas.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(540, 320),
        QPointF(viewport.mapToGlobal(QPoint(540, 320))),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, move)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(540, 320))
    assert _middle(view, village) == zoomed + QPoint(40, 20)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Home)
    assert _middle(view, village) == before


def test_the_wheel_zooms_under_the_pointer(view: NetworkMapView, wide_street: Street):
    village = _id(wide_street, VILLAGES[9])
    place = _middle(view, village)
    wheel = QWheelEvent(
        QPointF(place),
        QPointF(view.canvas.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    scale = view.canvas._state.camera.scale_x
    QApplication.sendEvent(view.canvas.viewport(), wheel)
    assert view.canvas._state.camera.scale_x > scale * 1.2
    assert (_middle(view, village) - place).manhattanLength() <= 2


@pytest.mark.parametrize("size", [(780, 300), (1000, 640), (1500, 900), (420, 220)])
def test_names_never_overlap_each_other_the_bodies_or_the_chips(view: NetworkMapView, size: tuple[int, int]):
    from govdesk.ui.widgets.network_map.label_placement import overlap

    view.resize(*size)
    view.settle()
    for step in (1.0, 1.6, 2.5, 0.2):
        view.canvas.zoom(step)
        view.settle()
        names = view.canvas.name_rects()
        for one, other in itertools.combinations(names.values(), 2):
            assert not overlap(one, other)
        chips = [bar.geometry() for bar in (view.controls.layer_bar, view.controls.tool_bar, view.controls.legend)]
        blocked = [*view.canvas.office_rects().values()]
        blocked += [(float(r.left()), float(r.top()), float(r.right()), float(r.bottom())) for r in chips]
        assert not any(overlap(name, box) for name in names.values() for box in blocked)


def test_most_names_are_shown_at_the_usual_sizes(view: NetworkMapView):
    for size in ((780, 300), (1000, 640)):
        view.resize(*size)
        view.settle()
        assert len(view.canvas.name_rects()) >= len(VILLAGES) - 2


def test_every_layer_switches_something_on_the_picture(view: NetworkMapView):
    pictures = set()
    for chip in view.controls.chips.values():
        chip.setChecked(not chip.isChecked())
        view.settle()
        pictures.add(bytes(view.grab().toImage().constBits()))
        chip.setChecked(not chip.isChecked())
    view.settle()
    pictures.add(bytes(view.grab().toImage().constBits()))
    assert len(pictures) == 5


def test_a_change_is_seen_and_the_view_stays_where_it_was(
    qtbot: QtBot, view: NetworkMapView, wide_street: Street, bus: ChangeBus
):
    village = _id(wide_street, VILLAGES[20])
    view.select_grid(village)
    view.canvas.zoom(2)
    camera = view.canvas._state.camera
    wide_street.register(grid_id=village)
    with qtbot.waitSignal(view.scene_shown, timeout=10_000):
        bus.publish(Changes(cases=frozenset({1})))
    assert next(cell for cell in view.scene.cells if cell.grid_id == village).open_count == 1
    assert view.canvas._state.camera == camera and view.canvas.chosen == village


def test_every_widget_has_a_name_for_the_screen_reader(view: NetworkMapView):
    for widget in view.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.accessibleName(), widget


def test_an_empty_folder_says_what_to_do(
    qtbot: QtBot, tmp_path: Path, clock: ManualClock, runner: Runner, bus: ChangeBus
):
    desk = open_desk(tmp_path / "empty", clock)
    made = NetworkMapView(desk, Session(SYSTEM), runner, bus)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: "区划" in made._empty._sentence.text(), timeout=10_000)
    assert made._stack.currentWidget() is made._empty
    desk.close()


def test_sharp_on_a_screen_of_double_density(view: NetworkMapView):
    from govdesk.ui.widgets.network_map.base_layer import BaseLayer

    base = BaseLayer()
    state = view.canvas._state
    base.set_steps(state.picture.base_steps(state.palette, state.layers), state.palette.ground, keep=False)
    base.start(state.camera, 2.0)
    base.finish()
    assert base.suits(state.camera, 2.0) and not base.suits(state.camera, 1.0)
