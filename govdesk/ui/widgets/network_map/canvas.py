"""The surface of the network view: a pyqtgraph ViewBox with one item of ours, and every hand on it."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from govdesk.foundation.text import _
from govdesk.services.network_picking import SceneIndex
from govdesk.services.network_scene import CasePoint, NetworkScene, Office
from govdesk.ui import theme
from govdesk.ui.widgets.network_map import camera as cameras
from govdesk.ui.widgets.network_map import frame
from govdesk.ui.widgets.network_map.arrangement import detail_of
from govdesk.ui.widgets.network_map.base_layer import BaseLayer
from govdesk.ui.widgets.network_map.camera import Camera
from govdesk.ui.widgets.network_map.label_placement import Rect
from govdesk.ui.widgets.network_map.office_dock import dock_offices
from govdesk.ui.widgets.network_map.palette import Palette, palette
from govdesk.ui.widgets.network_map.picture import Layer, Picture
from govdesk.ui.widgets.network_map.sprites import Sprites

pg.setConfigOptions(exitCleanup=False)

SETTLE_MILLISECONDS = 70
_DRAG_PX = 5
_WHEEL_STEP = 1.0016
_KEY_ZOOM = 1.35
_CASE_REACH_PX = 7.0
_LARGE_WINDOW = 1000
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
Prepared = tuple[Picture, SceneIndex]
START_LAYERS = frozenset({Layer.GRIDS, Layer.LINKS, Layer.CASES})


class _SceneItem(pg.GraphicsObject):  # type: ignore[misc]
    """The one item: fills the ViewBox and lets the canvas draw in px."""

    def __init__(self, canvas: "NetworkCanvas") -> None:
        super().__init__()
        self._canvas = canvas

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        self._canvas.paint_into(painter)


class NetworkCanvas(pg.GraphicsView):  # type: ignore[misc]
    """Shows one NetworkScene; places handed out and taken are grid, case and body ids.

    `hovered(target, position)` carries a Cell, CasePoint, Office, tuple of hidden Offices or None;
    `lassoed` a tuple of case ids.
    """

    grid_selected = Signal(int)
    case_selected = Signal(int)
    case_opened = Signal(int)
    body_selected = Signal(int)
    level_opened = Signal(int)
    level_left = Signal()
    lassoed = Signal(object)
    lasso_ended = Signal()
    hidden_wanted = Signal(object, QPoint)
    hovered = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setAccessibleName(_("网格示意图"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewbox = pg.ViewBox(enableMenu=False, enableMouse=False, invertY=True)
        self.setCentralItem(self.viewbox)
        self._item = _SceneItem(self)
        self._item.setParentItem(self.viewbox)
        self._base = BaseLayer(self)
        self._base.refreshed.connect(self._redraw)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(SETTLE_MILLISECONDS)
        self._idle.timeout.connect(self._rest)
        self._state: frame.FrameState | None = None
        self._index: SceneIndex | None = None
        self._fit: Camera | None = None
        self._is_fitted = True
        self._margins: cameras.Box = (16, 16, 16, 16)
        self._obstacles: tuple[Rect, ...] = ()
        self._layers = START_LAYERS
        self._lasso_mode = False
        self._pressed: QPointF | None = None
        self._dragging = False
        self._focus_by_key = False

    # -- what is shown

    def show_scene(self, scene: NetworkScene, keep_view: bool = False, prepared: Prepared | None = None) -> None:
        """Show a scene; with `keep_view` the place, zoom and choice stay as they are (a refresh)."""
        old = self._state
        look = palette()
        picture, index = prepared or prepare(scene)
        state = frame.FrameState(
            picture=picture,
            camera=Camera(0, 0, 1, 1, max(1, self.width()), max(1, self.height())),
            palette=look,
            sprites=self._sprites(look),
            layers=self._layers,
        )
        self._state, self._index = state, index
        keep_view = keep_view and old is not None and old.picture.scene.root_id == scene.root_id
        if keep_view and old is not None:
            state.chosen = old.chosen if old.chosen in picture.row_of else None
            state.chosen_body, state.arrangement = old.chosen_body, old.arrangement
        self._base.set_steps(picture.base_steps(look, self._layers), look.ground, keep=keep_view)
        self._dock()
        self._refit()
        if keep_view and old is not None and not self._is_fitted:
            self._set_camera(old.camera)
        else:
            self._is_fitted = True
            self._set_camera(self._fit_camera())
        self._rest()

    @property
    def scene_shown(self) -> NetworkScene | None:
        return self._state.picture.scene if self._state else None

    @property
    def layers(self) -> frozenset[Layer]:
        return self._layers

    @property
    def chosen(self) -> int | None:
        """The grid highlighted now."""
        return self._state.chosen if self._state else None

    def set_layers(self, layers: frozenset[Layer]) -> None:
        self._layers = layers
        if self._state is None:
            return
        self._state.layers = layers
        self._dock()
        self._dress_base(keep=True)

    def set_margins(self, margins: cameras.Box, obstacles: tuple[Rect, ...]) -> None:
        """Room (px) that stands on top of the picture: kept free when fitting, and free of names."""
        self._margins, self._obstacles = margins, obstacles
        if self._state is None:
            return
        self._dock()
        self._refit()
        if self._is_fitted:
            self._set_camera(self._fit_camera())
        self._rest_soon()

    def select_grid(self, grid_id: int | None) -> bool:
        """Highlight the cell of the grid or of its ancestor shown here; False if it is not here. No signal."""
        if self._state is None:
            return False
        cell_id = self._state.picture.scene.cell_of.get(grid_id) if grid_id is not None else None
        self._choose(cell_id)
        return cell_id is not None or grid_id in (None, self._state.picture.scene.root_id)

    def select_body(self, body_id: int | None) -> None:
        """Highlight a body and its ties. No signal."""
        if self._state is not None:
            self._state.chosen_body = body_id
            self._redraw()

    def fit(self) -> None:
        """Show all of it."""
        if self._state is not None:
            self._is_fitted = True
            self._set_camera(self._fit_camera())
            self._rest_soon()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger by `factor` around a pixel (default the middle of the window)."""
        if self._state is None or self._fit is None:
            return
        camera = self._state.camera
        x, y = (at.x(), at.y()) if at is not None else (camera.width / 2, camera.height / 2)
        allowed = camera.scale_x * factor / self._fit.scale_x
        factor *= min(1.0, cameras.MAX_ZOOM / allowed) if factor > 1 else max(1.0, cameras.MIN_ZOOM / allowed)
        self._move_to(cameras.zoomed(camera, factor, x, y))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by px."""
        if self._state is not None:
            self._move_to(cameras.panned(self._state.camera, dx, dy))

    def start_rest(self) -> None:
        """As if the hand had stopped now: names find their places, the base begins to be drawn sharp."""
        self._idle.stop()
        self._rest()

    @property
    def is_drawing(self) -> bool:
        """True while the base is drawn in time slices."""
        return self._base.is_drawing

    def set_lasso_mode(self, on: bool) -> None:
        """While on, dragging draws a line around cases instead of moving the picture."""
        self._lasso_mode = on
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def settle(self) -> None:
        """Finish everything that waits: the picture is as it will stay (grabs, tests, benchmarks)."""
        self.start_rest()
        self._base.finish()

    def name_rects(self) -> dict[int, Rect]:
        """Rectangles (px) of the names shown, by grid id; the root's own under `HUB_KEY`."""
        return self._state.names() if self._state else {}

    def office_rects(self) -> dict[int, Rect]:
        """Rectangles (px) of the bodies shown, by body id."""
        docked = self._state.docked if self._state else []
        return {box.office.body_id: box.rect for box in docked if box.office is not None}

    def place_of(self, grid_id: int) -> QPoint:
        """The pixel of a cell's middle."""
        assert self._state is not None
        x, y = self._state.camera.to_screen(*self._state.picture.cell(grid_id).centre)
        return QPoint(round(x), round(y))

    def paint_into(self, painter: QPainter) -> None:
        """Draw the frame; called by the item."""
        if self._state is None:
            painter.fillRect(self.rect(), palette().ground)
            return
        frame.paint_frame(painter, self._state, self._base, self.devicePixelRatioF())
        if self.hasFocus() and self._focus_by_key:
            painter.setPen(QPen(self._state.palette.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is not Qt.MouseButton.LeftButton or self._state is None:
            return
        self._pressed, self._dragging = event.position(), False
        if self._lasso_mode or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._state.lasso = [self._scene_place(event.position())]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._state is None:
            return
        if self._pressed is None:
            self._hover(event.position())
            return
        step = event.position() - self._pressed
        if not self._dragging and step.manhattanLength() < _DRAG_PX:
            return
        self._dragging = True
        self._hover(None)
        if self._state.lasso:
            self._state.lasso.append(self._scene_place(event.position()))
            self._redraw()
            return
        self._pressed = event.position()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._move_to(cameras.panned(self._state.camera, step.x(), step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._state is None:
            return
        dragged, self._pressed, self._dragging = self._dragging, None, False
        lasso, self._state.lasso = self._state.lasso, []
        self.set_lasso_mode(self._lasso_mode)
        if lasso and dragged and self._index is not None:
            self.lassoed.emit(self._index.cases_inside(lasso))
            self.lasso_ended.emit()
            self._redraw()
        elif not dragged:
            self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        target = self._target_at(event.position())
        if isinstance(target, int):
            self.open_level(target)
        elif isinstance(target, CasePoint):
            self.case_opened.emit(target.case_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y() or event.angleDelta().x()
        self.zoom(_WHEEL_STEP**delta, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._state is None or self._index is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._step(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._state.chosen is not None:
            self.open_level(self._state.chosen)
        elif key is Qt.Key.Key_Backspace:
            self.level_left.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_KEY_ZOOM)
        elif key is Qt.Key.Key_Minus:
            self.zoom(1 / _KEY_ZOOM)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key is Qt.Key.Key_Escape and (self._state.lasso or self._lasso_mode):
            self._state.lasso, self._pressed = [], None
            self.lasso_ended.emit()
            self._redraw()
        else:
            event.ignore()

    def open_level(self, grid_id: int) -> None:
        """Ask for the level below a cell that has one."""
        assert self._state is not None
        if self._state.picture.cell(grid_id).has_children and grid_id != self._state.picture.scene.root_id:
            self.level_opened.emit(grid_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self._redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._redraw()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is None or self._state is None:
            return
        self._state.sprites = self._sprites(self._state.palette)
        self._dock()
        self._refit()
        if self._is_fitted:
            self._set_camera(self._fit_camera())
        else:
            self._set_camera(cameras.resized(self._state.camera, self.width(), self.height()))
        self._rest_soon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._change_look()

    # -- reactions

    def _click(self, position: QPointF) -> None:
        target = self._target_at(position)
        if isinstance(target, int):
            self._choose(target)
            self.grid_selected.emit(target)
        elif isinstance(target, CasePoint):
            self._choose(target.grid_id)
            self.case_selected.emit(target.case_id)
        elif isinstance(target, Office):
            self._state.chosen_body = target.body_id  # type: ignore[union-attr]
            self._redraw()
            self.body_selected.emit(target.body_id)
        elif isinstance(target, tuple):
            self.hidden_wanted.emit(target, self.mapToGlobal(position.toPoint()))

    def _hover(self, position: QPointF | None) -> None:
        if self._state is None:
            return
        target = self._target_at(position) if position is not None else None
        cell = target if isinstance(target, int) else None
        body = target.body_id if isinstance(target, Office) else None
        if (cell, body) != (self._state.hovered, self._state.hovered_body):
            self._state.hovered, self._state.hovered_body = cell, body
            self._redraw()
        told: object = self._state.picture.cell(cell) if cell is not None else target
        self.hovered.emit(told, position.toPoint() if position is not None else QPoint())

    def _step(self, dx: int, dy: int) -> None:
        assert self._state is not None and self._index is not None
        wanted = self._index.neighbour(self._state.chosen, dx, dy)
        if wanted is None:
            return
        self._choose(wanted)
        self._bring_into_sight(wanted)
        self.grid_selected.emit(wanted)

    def _choose(self, grid_id: int | None) -> None:
        assert self._state is not None
        if grid_id == self._state.chosen and self._state.chosen_body is None:
            return
        self._state.chosen, self._state.chosen_body = grid_id, None
        self._describe()
        self._state.arrange()
        self._redraw()

    def _describe(self) -> None:
        """Tell a screen reader what is chosen."""
        assert self._state is not None
        chosen = self._state.chosen
        words = ""
        if chosen is not None:
            cell = self._state.picture.cell(chosen)
            words = _("{name}，{figures}").format(name=cell.name, figures=detail_of(cell))
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _bring_into_sight(self, grid_id: int) -> None:
        assert self._state is not None
        left, top, right, bottom = self._margins
        x, y = self._state.camera.to_screen(*self._state.picture.cell(grid_id).centre)
        dx = max(0.0, left + 20 - x) - max(0.0, x - (self.width() - right - 20))
        dy = max(0.0, top + 20 - y) - max(0.0, y - (self.height() - bottom - 20))
        if dx or dy:
            self._move_to(cameras.panned(self._state.camera, dx, dy))

    def _target_at(self, position: QPointF) -> int | CasePoint | Office | tuple[Office, ...] | None:
        """The body, case or cell (grid id) under a pixel."""
        if self._state is None or self._index is None:
            return None
        for box in self._state.docked:
            if box.rect[0] <= position.x() <= box.rect[2] and box.rect[1] <= position.y() <= box.rect[3]:
                return box.office if box.office is not None else box.hidden
        x, y = self._scene_place(position)
        camera = self._state.camera
        if Layer.CASES in self._layers:
            case = self._index.case_at(x, y, _CASE_REACH_PX / camera.scale_x, _CASE_REACH_PX / camera.scale_y)
            if case is not None:
                return case
        return self._index.cell_at(x, y)

    def _scene_place(self, position: QPointF) -> tuple[float, float]:
        assert self._state is not None
        return self._state.camera.to_scene(position.x(), position.y())

    # -- camera and look

    def _move_to(self, camera: Camera) -> None:
        assert self._state is not None and self._fit is not None
        self._is_fitted = False
        self._set_camera(cameras.restrained(camera, self._state.picture.bounds, self._fit))
        self._rest_soon()

    def _set_camera(self, camera: Camera) -> None:
        assert self._state is not None
        rescaled = camera.scale_x != self._state.camera.scale_x or camera.scale_y != self._state.camera.scale_y
        self._state.camera = camera
        self._state.obstacles = self._obstacles
        self.viewbox.setRange(xRange=camera.range_x, yRange=camera.range_y, padding=0)
        if rescaled:
            self._state.arrange(moving=True)
        self._redraw()

    def _fit_camera(self) -> Camera:
        assert self._fit is not None
        return self._fit

    def _refit(self) -> None:
        """The camera that would show all, with room for the bodies at the edges."""
        assert self._state is not None
        left, top, right, bottom = self._margins
        docked = self._state.docked
        if docked:
            left = max([left, *(box.rect[2] + 12 for box in docked if box.rect[0] < self.width() / 2)])
            right = max([right, *(self.width() - box.rect[0] + 12 for box in docked if box.rect[0] > self.width() / 2)])
        self._fit = cameras.fitted(
            self._state.picture.bounds,
            max(1, self.width()),
            max(1, self.height()),
            (left, top, right, bottom),
            stretchable=self._state.picture.scene.schematic,
        )

    def _dock(self) -> None:
        assert self._state is not None
        offices = self._state.picture.scene.offices if Layer.LINKS in self._layers else ()
        metrics, small = QFontMetricsF(self._state.sprites.name_font), QFontMetricsF(theme.font(11))
        widest = max(
            (
                metrics.horizontalAdvance(office.name)
                + (small.horizontalAdvance(str(office.open_count)) + 8 if office.open_count else 0)
                for office in offices
            ),
            default=0.0,
        )
        width = round(min(max(64.0, widest + 18), max(84.0, self.width() * 0.15)))
        _left, top, _right, bottom = self._margins
        self._state.docked = dock_offices(offices, width, theme.px(28), self.width(), top, self.height() - bottom)

    def _rest_soon(self) -> None:
        self._idle.start()

    def _rest(self) -> None:
        """The hand has stopped: names find their places, the base is drawn sharp."""
        if self._state is None:
            return
        self._state.obstacles = self._obstacles
        self._state.arrange()
        ratio = self.devicePixelRatioF()
        if self._base.is_drawing or not self._base.suits(self._state.camera, ratio):
            self._base.start(self._state.camera, ratio)
        self._redraw()

    def _dress_base(self, keep: bool) -> None:
        assert self._state is not None
        steps = self._state.picture.base_steps(self._state.palette, self._layers)
        self._base.set_steps(steps, self._state.palette.ground, keep)
        self._rest()

    def _change_look(self) -> None:
        """Another colour scheme, text size or screen."""
        if getattr(self, "_state", None) is None:
            return
        assert self._state is not None
        self._state.palette = palette()
        self._state.sprites = self._sprites(self._state.palette)
        self._state.picture.points.forget_look()
        self._dock()
        self._dress_base(keep=False)

    def _sprites(self, look: Palette) -> Sprites:
        """Names are a little larger in a large window."""
        return Sprites(look, self.devicePixelRatioF(), large=min(self.width(), 2 * self.height()) > _LARGE_WINDOW)

    def _redraw(self) -> None:
        self._item.update()
        self.viewport().update()


def prepare(scene: NetworkScene) -> Prepared:
    """The slow part of showing a scene, which a worker thread may do."""
    return Picture(scene), SceneIndex(scene)
