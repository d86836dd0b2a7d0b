"""The surface of the network view: a pyqtgraph ViewBox with one item of ours that draws a scene through a camera."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetricsF,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from govdesk.foundation.text import _
from govdesk.services.network_picking import SceneIndex
from govdesk.services.network_scene import NetworkScene
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

pg.setConfigOptions(exitCleanup=False)  # its exit hook walks every object and complains about our items

SETTLE_MILLISECONDS = 70
_LARGE_WINDOW = 1000
_LOOK_CHANGES = (
    QEvent.Type.PaletteChange,
    QEvent.Type.StyleChange,
    QEvent.Type.FontChange,
    QEvent.Type.DevicePixelRatioChange,
)
Prepared = tuple[Picture, SceneIndex]
START_LAYERS = frozenset({Layer.GRIDS, Layer.LINKS, Layer.CASES})


def prepare(scene: NetworkScene) -> Prepared:
    """The slow part of showing a scene, which a worker thread may do."""
    return Picture(scene), SceneIndex(scene)


class _SceneItem(pg.GraphicsObject):  # type: ignore[misc]
    """The one item: fills the ViewBox and lets the surface draw in px."""

    def __init__(self, surface: "MapSurface") -> None:
        super().__init__()
        self._surface = surface

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._surface.width(), self._surface.height())

    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        self._surface.paint_into(painter)


class MapSurface(pg.GraphicsView):  # type: ignore[misc]
    """Shows one NetworkScene; knows where things are, not what a hand means. Ids are grid and body ids."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setAccessibleName(_("网格示意图"))
        self.viewport().setAccessibleName(_("网格示意图"))
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
        self._focus_by_key = False

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
        self.choose(cell_id)
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
        self.move_to(cameras.zoomed(camera, factor, x, y))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by px."""
        if self._state is not None:
            self.move_to(cameras.panned(self._state.camera, dx, dy))

    def start_rest(self) -> None:
        """As if the hand had stopped now: names find their places, the base begins to be drawn sharp."""
        self._idle.stop()
        self._rest()

    @property
    def is_drawing(self) -> bool:
        """True while the base is drawn in time slices."""
        return self._base.is_drawing

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
        if event.type() in _LOOK_CHANGES:
            self._change_look()

    def choose(self, grid_id: int | None) -> None:
        """Highlight a cell shown here, or none. No signal."""
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

    def bring_into_sight(self, grid_id: int) -> None:
        """Move the picture as little as shows the cell's middle."""
        assert self._state is not None
        left, top, right, bottom = self._margins
        x, y = self._state.camera.to_screen(*self._state.picture.cell(grid_id).centre)
        dx = max(0.0, left + 20 - x) - max(0.0, x - (self.width() - right - 20))
        dy = max(0.0, top + 20 - y) - max(0.0, y - (self.height() - bottom - 20))
        if dx or dy:
            self.move_to(cameras.panned(self._state.camera, dx, dy))

    # -- camera and look

    def move_to(self, camera: Camera) -> None:
        """Look through another camera, within sight of the scene."""
        assert self._state is not None and self._fit is not None
        self._is_fitted = False
        self._set_camera(cameras.restrained(camera, self._state.picture.bounds, self._fit))
        if not self._base.is_drawing and not self._base.covers(self._state.camera):
            self._base.start(self._state.camera, self.devicePixelRatioF())
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
                metrics.horizontalAdvance(office.short_name)
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
