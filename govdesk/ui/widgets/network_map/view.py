"""The network view for other rooms: loads its scene off the window's thread, layers, legend, hover, lasso.

pyqtgraph, numpy and shapely are imported when the view is first activated, never with this module.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Handle, Runner
from govdesk.background.session import Session
from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.chip import FilterChip
from govdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from govdesk.services.desk import Desk
    from govdesk.services.network_scene import NetworkScene, Office
    from govdesk.ui.widgets.network_map.breadcrumb import Breadcrumb
    from govdesk.ui.widgets.network_map.canvas import NetworkCanvas
    from govdesk.ui.widgets.network_map.hover_card import HoverCard
    from govdesk.ui.widgets.network_map.legend import Legend
    from govdesk.ui.widgets.network_map.surface import Prepared

_REFRESH_MILLISECONDS = 250
_CLOCK_MILLISECONDS = 60_000
"""Cases run overdue without anybody changing them."""
_EDGE = 8


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
        self._layer_bar = QWidget(self._stage)
        self._tool_bar = QWidget(self._stage)
        self._chips: dict[str, FilterChip] = {}

    def _open(self) -> None:
        """Import the drawing rooms and make the surface."""
        if self._canvas is not None:
            return
        from govdesk.ui.widgets.network_map.breadcrumb import Breadcrumb
        from govdesk.ui.widgets.network_map.canvas import NetworkCanvas
        from govdesk.ui.widgets.network_map.hover_card import HoverCard
        from govdesk.ui.widgets.network_map.legend import Legend

        canvas = NetworkCanvas(self._stage)
        column = QVBoxLayout(self._stage)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(canvas)
        self._canvas = canvas
        self._legend: Legend = Legend(self._stage)
        self._hover: HoverCard = HoverCard(self._stage)
        self._crumbs: Breadcrumb = Breadcrumb()
        self._build_layer_bar()
        self._build_tool_bar()
        self._unplaced = FilterChip("", parent=self._stage)
        self._unplaced.hide()
        for bar in (self._layer_bar, self._tool_bar, self._unplaced, self._legend):
            bar.raise_()
        self._order_tabs(canvas)
        self._connect(canvas)
        self._load(keep_view=False)

    def _order_tabs(self, canvas: NetworkCanvas) -> None:
        """Layers, tools, the picture, what hangs at the root."""
        stops: list[QWidget] = [*self._chips.values(), self._up, self._whole, self._lasso, canvas, self._unplaced]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _build_layer_bar(self) -> None:
        from govdesk.ui.widgets.network_map.picture import Layer

        assert self._canvas is not None
        row = _row(self._layer_bar)
        names = {
            Layer.GRIDS: (_("网格"), _("底色、圆圈和名称")),
            Layer.LINKS: (_("联动关系"), _("上下级连线，承办和协办单位")),
            Layer.CASES: (_("案件点"), _("每个在办案件一个点")),
            Layer.HEAT: (_("热力"), _("在办案件的密度")),
        }
        for layer, (name, hint) in names.items():
            chip = FilterChip(name)
            chip.setCheckable(True)
            chip.setChecked(layer in self._canvas.layers)
            chip.setToolTip(hint)
            chip.setAccessibleName(_("图层：{name}").format(name=name))
            chip.toggled.connect(self._switch_layers)
            self._chips[layer] = chip
            row.addWidget(chip)

    def _build_tool_bar(self) -> None:
        row = _row(self._tool_bar)
        row.addWidget(self._crumbs)
        self._crumbs.wanted.connect(self._go_to)
        self._up = _tool(_("上一级"), _("回到上一级（Backspace）"))
        self._up.clicked.connect(self.go_up)
        self._whole = _tool(_("全貌"), _("显示全部（0）"))
        self._lasso = _tool(_("圈选"), _("画一圈，列出圈内的在办案件（也可按住 Shift 拖动）"))
        self._lasso.setCheckable(True)
        for chip in (self._up, self._whole, self._lasso):
            row.addWidget(chip)

    def _connect(self, canvas: NetworkCanvas) -> None:
        canvas.grid_selected.connect(self._on_grid)
        canvas.case_selected.connect(self.case_selected)
        canvas.case_opened.connect(self.case_opened)
        canvas.body_selected.connect(self.body_selected)
        canvas.level_opened.connect(self._on_level)
        canvas.level_left.connect(self.go_up)
        canvas.lassoed.connect(self.lassoed)
        canvas.lasso_ended.connect(lambda: self._lasso.setChecked(False))
        canvas.hovered.connect(self._hover.tell)
        canvas.hidden_wanted.connect(self._offer_hidden)
        self._whole.clicked.connect(canvas.fit)
        self._lasso.toggled.connect(canvas.set_lasso_mode)
        self._unplaced.clicked.connect(self._tell_unplaced)

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
        self._crumbs.show_path(scene.path)
        self._crumbs.setVisible(self._with_breadcrumb and len(scene.path) > 1)
        self._up.setVisible(len(scene.path) > 1)
        self._unplaced.setVisible(bool(scene.unplaced.open_count))
        words = _("本级、待定位 {count} 件").format(count=scene.unplaced.open_count)
        self._unplaced.setText(words)
        self._unplaced.setAccessibleName(words)
        self._unplaced.setToolTip(_("还没有落到下级网格的在办案件，点击列出"))
        self._legend.explain(scene, self._canvas.layers)
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
        from govdesk.ui.widgets.network_map.picture import Layer

        self._canvas.set_layers(frozenset(Layer(layer) for layer, chip in self._chips.items() if chip.isChecked()))
        if self.scene is not None:
            self._legend.explain(self.scene, self._canvas.layers)
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
        """Chips above, legend and 待定位 below; the canvas keeps names and bodies clear of them."""
        if self._canvas is None:
            return
        width, height = self.width(), self.height()
        self._layer_bar.adjustSize()
        self._tool_bar.adjustSize()
        self._layer_bar.move(_EDGE, _EDGE)
        self._tool_bar.move(width - self._tool_bar.width() - _EDGE, _EDGE)
        self._unplaced.adjustSize()
        self._unplaced.move(_EDGE, height - self._unplaced.height() - _EDGE)
        left = self._unplaced.geometry().right() + 12 if self._unplaced.isVisibleTo(self._stage) else 0
        self._legend.set_room(width - left - 2 * _EDGE)
        self._legend.adjustSize()
        self._legend.move(width - self._legend.width() - _EDGE, height - self._legend.height() - _EDGE)
        shown = [self._layer_bar, self._tool_bar, self._legend]
        if left:
            shown.append(self._unplaced)
        boxes = tuple(
            (float(box.left()), float(box.top()), float(box.right()), float(box.bottom()))
            for box in (widget.geometry() for widget in shown)
        )
        top = self._layer_bar.geometry().bottom() + 10
        bottom = height - self._legend.geometry().top() + 8
        self._canvas.set_margins((16, top, 16, bottom), boxes)


def _row(bar: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE_2)
    return row


def _tool(name: str, hint: str) -> FilterChip:
    chip = FilterChip(name)
    chip.setToolTip(hint)
    return chip
