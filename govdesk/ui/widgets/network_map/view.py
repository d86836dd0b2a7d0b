"""The network view for other rooms: loads its scene off the window's thread, layers, legend, hover, lasso.

pyqtgraph, numpy and shapely are imported when the view is first activated, never with this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Handle, Runner
from govdesk.background.session import Session
from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from govdesk.services.desk import Desk
    from govdesk.services.network_scene import NetworkScene, Office
    from govdesk.ui.widgets.network_map.canvas import NetworkCanvas
    from govdesk.ui.widgets.network_map.controls import MapControls
    from govdesk.ui.widgets.network_map.hover_card import HoverCard
    from govdesk.ui.widgets.network_map.surface import Prepared

_REFRESH_MILLISECONDS = 250
_CLOCK_MILLISECONDS = 60_000
"""Cases run overdue without anybody changing them."""


class NetworkMapView(QWidget):
    """A subtree of the grid tree as a map.

    Signals carry ids; `lassoed` a tuple of case ids; `scene_shown` the NetworkScene after every load,
    `failed` a sentence when a later load fails (the picture stays).
    """

    grid_selected = Signal(int)
    case_selected = Signal(int)
    case_opened = Signal(int)
    body_selected = Signal(int)
    level_opened = Signal(int)
    lassoed = Signal(object)
    scene_shown = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        session: Session,
        runner: Runner,
        bus: ChangeBus,
        parent: QWidget | None = None,
        breadcrumb: bool = True,
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._runner = desk, session, runner
        self._with_breadcrumb = breadcrumb
        self._canvas: NetworkCanvas | None = None
        self._root: int | None = None
        self._wanted_grid: int | None = None
        self._active = False
        self._stale = True
        self._reading: Handle | None = None
        self.setAccessibleName(_("网格地图"))
        self._build()
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH_MILLISECONDS)
        self._refresh.timeout.connect(self._reload)
        self._clock = QTimer(self, interval=_CLOCK_MILLISECONDS)
        self._clock.timeout.connect(self._reload)
        self._clock.start()
        bus.changed.connect(self._on_changes)
        session.actor_changed.connect(self._on_actor)

    # -- for other rooms

    def activate(self) -> None:
        """Begin to show: called when the view first comes in sight, and again whenever it does."""
        self._active = True
        if self._canvas is None:
            QTimer.singleShot(0, self, self._open)
        elif self._stale:
            self._reload()

    def show_root(self, grid_id: int | None) -> None:
        """Show the children of a grid; None is the top of the tree."""
        if grid_id == self._root and self._canvas is not None and self._canvas.scene_shown is not None:
            return
        self._root = grid_id
        self._load(keep_view=False)

    def select_grid(self, grid_id: int | None) -> None:
        """Highlight a grid; if it is not below the root shown, its surroundings are shown instead."""
        self._wanted_grid = grid_id
        if self._canvas is None or self._canvas.scene_shown is None:
            return
        if not self._canvas.select_grid(grid_id):
            self._load(keep_view=False, around=grid_id)

    @property
    def root_id(self) -> int | None:
        """The root shown now."""
        scene = self.scene
        return scene.root_id if scene is not None else None

    @property
    def scene(self) -> NetworkScene | None:
        return self._canvas.scene_shown if self._canvas is not None else None

    @property
    def canvas(self) -> NetworkCanvas | None:
        """The surface, once the view was activated."""
        return self._canvas

    def go_up(self) -> None:
        """One level up, with the level left highlighted."""
        scene = self.scene
        if scene is None or len(scene.path) < 2:
            return
        self._wanted_grid = scene.root_id
        self._go_to(scene.path[-2].grid_id)

    def settle(self) -> None:
        """Finish drawing now, for pictures and tests."""
        self._lay_out_overlays()
        if self._canvas is not None:
            self._canvas.settle()

    # -- build

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        self._empty = EmptyState("map", _("正在打开地图"), _("马上就好。"))
        self._stack.addWidget(self._empty)
        self._stage = QWidget()
        self._stack.addWidget(self._stage)

    def _open(self) -> None:
        """Import the drawing rooms and make the surface."""
        if self._canvas is not None:
            return
        from govdesk.ui.widgets.network_map.canvas import NetworkCanvas
        from govdesk.ui.widgets.network_map.controls import MapControls
        from govdesk.ui.widgets.network_map.hover_card import HoverCard

        canvas = NetworkCanvas(self._stage)
        column = QVBoxLayout(self._stage)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(canvas)
        self._canvas = canvas
        self.controls: MapControls = MapControls(self._stage, canvas.layers, self._with_breadcrumb)
        self._hover: HoverCard = HoverCard(self._stage)
        self.controls.order_tabs(canvas)
        self._connect(canvas)
        self._load(keep_view=False)

    def _connect(self, canvas: NetworkCanvas) -> None:
        canvas.grid_selected.connect(self._on_grid)
        canvas.case_selected.connect(self.case_selected)
        canvas.case_opened.connect(self.case_opened)
        canvas.body_selected.connect(self.body_selected)
        canvas.level_opened.connect(self._on_level)
        canvas.level_left.connect(self.go_up)
        canvas.lassoed.connect(self.lassoed)
        canvas.lasso_ended.connect(lambda: self.controls.lasso.setChecked(False))
        canvas.hovered.connect(self._hover.tell)
        canvas.hidden_wanted.connect(self._offer_hidden)
        self.controls.layers_switched.connect(self._switch_layers)
        self.controls.root_wanted.connect(self._go_to)
        self.controls.up.clicked.connect(self.go_up)
        self.controls.whole.clicked.connect(canvas.fit)
        self.controls.lasso.toggled.connect(canvas.set_lasso_mode)
        self.controls.unplaced.clicked.connect(self._tell_unplaced)

    # -- load

    def _load(self, keep_view: bool, around: int | None = None) -> None:
        """Read a scene; `around` asks for the root that has this grid among its cells."""
        if self._canvas is None:
            return
        if self._reading is not None:
            self._reading.cancel()
        desk, actor, root = self._desk, self._session.actor, self._root

        def read() -> tuple[NetworkScene, Prepared]:
            from govdesk.services import network_map
            from govdesk.ui.widgets.network_map.surface import prepare

            if around is not None:
                scene = network_map.network_around(desk, actor, around)
            else:
                scene = network_map.network_scene(desk, actor, root)
            return scene, prepare(scene)

        self._stale = False
        self._reading = self._runner.read(read, self._show_kept if keep_view else self._show_new, self._on_failure)

    def _reload(self) -> None:
        if self._reading is not None and not self._reading.finished:
            self._refresh.start()
        elif self._active and self.isVisible():
            self._load(keep_view=True)
        else:
            self._stale = True

    def _show_kept(self, read: tuple[NetworkScene, Prepared]) -> None:
        self._show(*read, keep_view=True)

    def _show_new(self, read: tuple[NetworkScene, Prepared]) -> None:
        self._show(*read, keep_view=False)

    def _show(self, scene: NetworkScene, prepared: Prepared, keep_view: bool) -> None:
        assert self._canvas is not None
        self._root = scene.root_id
        self._stack.setCurrentWidget(self._stage)
        self._hover.tell(None, QPoint())
        self.controls.show_scene(scene)
        self._lay_out_overlays()
        self._canvas.show_scene(scene, keep_view, prepared)
        if self._wanted_grid is not None:
            self._canvas.select_grid(self._wanted_grid)
        self.scene_shown.emit(scene)

    def _on_failure(self, error: Exception) -> None:
        if not isinstance(error, GovDeskError):
            raise error
        from govdesk.services.messages import sentence

        if self.scene is not None:
            self.failed.emit(sentence(error))
            return
        self._empty.say(_("地图暂时打不开"), sentence(error))
        if error.code == "no_centre":
            self._empty.say(_("还没有网格"), _("先用区划表建立网格树，地图随之出现。"))
        self._stack.setCurrentWidget(self._empty)

    # -- react

    def _on_changes(self, changes: Changes) -> None:
        if changes.everything or changes.cases or changes.grids or changes.bodies:
            self._stale = True
            self._refresh.start()

    def _on_actor(self, _actor: Any) -> None:
        self._stale = True
        self._refresh.start()

    def _on_grid(self, grid_id: int) -> None:
        self._wanted_grid = grid_id
        self.grid_selected.emit(grid_id)

    def _on_level(self, grid_id: int) -> None:
        self._wanted_grid = None
        self._go_to(grid_id)
        self.level_opened.emit(grid_id)

    def _go_to(self, grid_id: int) -> None:
        self._root = grid_id
        self._load(keep_view=False)

    def _switch_layers(self) -> None:
        assert self._canvas is not None
        self._canvas.set_layers(self.controls.layers())
        if self.scene is not None:
            self.controls.show_scene(self.scene)
            self._lay_out_overlays()

    def _tell_unplaced(self) -> None:
        if self.scene is not None:
            self.lassoed.emit(tuple(sorted(point.case_id for point in self.scene.unplaced_points)))

    def _offer_hidden(self, offices: tuple[Office, ...], position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for office in offices:
            chosen = menu.addAction(_("{name}　{count} 件").format(name=office.name, count=office.open_count))
            chosen.triggered.connect(lambda _checked=False, body_id=office.body_id: self._take_body(body_id))
        menu.popup(position)

    def _take_body(self, body_id: int) -> None:
        assert self._canvas is not None
        self._canvas.select_body(body_id)
        self.body_selected.emit(body_id)

    # -- overlays

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_overlays()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._active and self._stale and self._canvas is not None:
            self._refresh.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._lay_out_overlays()

    def sizeHint(self) -> QSize:
        return QSize(780, 300)

    def _lay_out_overlays(self) -> None:
        """The canvas keeps names and bodies clear of what lies over it."""
        if self._canvas is not None:
            self._canvas.set_margins(*self.controls.arrange(self.width(), self.height()))
