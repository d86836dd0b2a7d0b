"""What lies over the picture of the network: layers, tools, the way up, the legend and what hangs at the root."""

from itertools import pairwise

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.network_scene import NetworkScene
from govdesk.ui import theme
from govdesk.ui.widgets.chip import FilterChip
from govdesk.ui.widgets.network_map.breadcrumb import Breadcrumb
from govdesk.ui.widgets.network_map.legend import Legend
from govdesk.ui.widgets.network_map.picture import Layer

_EDGE = 8

Margins = tuple[float, float, float, float]
Boxes = tuple[tuple[float, float, float, float], ...]
"""Left, top, right and bottom in px of the stage."""


class MapControls(QObject):
    """`layers_switched` after a chip; `root_wanted(grid id)` from the breadcrumb."""

    layers_switched = Signal()
    root_wanted = Signal(int)

    def __init__(self, stage: QWidget, layers: frozenset[Layer], breadcrumb: bool) -> None:
        super().__init__(stage)
        self._stage, self._with_breadcrumb = stage, breadcrumb
        self.layer_bar, self.tool_bar = QWidget(stage), QWidget(stage)
        self.chips: dict[Layer, FilterChip] = {}
        self._build_layers(layers)
        self.crumbs = Breadcrumb()
        self.up = _tool(_("上一级"), _("回到上一级（Backspace）"))
        self.whole = _tool(_("全貌"), _("显示全部（0）"))
        self.lasso = _tool(_("圈选"), _("画一圈，列出圈内的在办案件（也可按住 Shift 拖动）"))
        self._build_tools()
        self.unplaced = FilterChip("", parent=stage)
        self.unplaced.hide()
        self.legend = Legend(stage)
        for bar in (self.layer_bar, self.tool_bar, self.unplaced, self.legend):
            bar.raise_()

    def layers(self) -> frozenset[Layer]:
        """Those that are switched on."""
        return frozenset(layer for layer, chip in self.chips.items() if chip.isChecked())

    def show_scene(self, scene: NetworkScene) -> None:
        """The way to this level, what hangs at its root, and what the signs mean."""
        below_the_top = len(scene.path) > 1
        self.crumbs.show_path(scene.path)
        self.crumbs.setVisible(self._with_breadcrumb and below_the_top)
        self.up.setVisible(below_the_top)
        self.unplaced.setVisible(bool(scene.unplaced.open_count))
        words = _("本级、待定位 {count} 件").format(count=scene.unplaced.open_count)
        self.unplaced.setText(words)
        self.unplaced.setAccessibleName(words)
        self.unplaced.setToolTip(_("还没有落到下级网格的在办案件，点击列出"))
        self.legend.explain(scene, self.layers())

    def order_tabs(self, canvas: QWidget) -> None:
        """Layers, tools, the picture, what hangs at the root."""
        stops: list[QWidget] = [*self.chips.values(), self.up, self.whole, self.lasso, canvas, self.unplaced]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def arrange(self, width: int, height: int) -> tuple[Margins, Boxes]:
        """Chips above, legend and 待定位 below; what the picture keeps its names and bodies clear of."""
        for bar in (self.layer_bar, self.tool_bar, self.unplaced):
            bar.adjustSize()
        self.layer_bar.move(_EDGE, _EDGE)
        self.tool_bar.move(width - self.tool_bar.width() - _EDGE, _EDGE)
        self.unplaced.move(_EDGE, height - self.unplaced.height() - _EDGE)
        left = self.unplaced.geometry().right() + 12 if self.unplaced.isVisibleTo(self._stage) else 0
        self.legend.set_room(width - left - 2 * _EDGE)
        self.legend.adjustSize()
        self.legend.move(width - self.legend.width() - _EDGE, height - self.legend.height() - _EDGE)
        shown = [self.layer_bar, self.tool_bar, self.legend, *([self.unplaced] if left else [])]
        boxes = tuple(
            (float(box.left()), float(box.top()), float(box.right()), float(box.bottom()))
            for box in (widget.geometry() for widget in shown)
        )
        top = self.layer_bar.geometry().bottom() + 10
        bottom = height - self.legend.geometry().top() + 8
        return (16, top, 16, bottom), boxes

    def _build_layers(self, layers: frozenset[Layer]) -> None:
        row = _row(self.layer_bar)
        names = {
            Layer.GRIDS: (_("网格"), _("底色、圆圈和名称")),
            Layer.LINKS: (_("联动关系"), _("上下级连线，承办和协办单位")),
            Layer.CASES: (_("案件点"), _("每个在办案件一个点")),
            Layer.HEAT: (_("热力"), _("在办案件的密度")),
        }
        for layer, (name, hint) in names.items():
            chip = _tool(name, hint)
            chip.setCheckable(True)
            chip.setChecked(layer in layers)
            chip.setAccessibleName(_("图层：{name}").format(name=name))
            chip.toggled.connect(lambda _on: self.layers_switched.emit())
            self.chips[layer] = chip
            row.addWidget(chip)

    def _build_tools(self) -> None:
        row = _row(self.tool_bar)
        row.addWidget(self.crumbs)
        self.crumbs.wanted.connect(self.root_wanted)
        self.lasso.setCheckable(True)
        for chip in (self.up, self.whole, self.lasso):
            row.addWidget(chip)


def _row(bar: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE_2)
    return row


def _tool(name: str, hint: str) -> FilterChip:
    chip = FilterChip(name)
    chip.setToolTip(hint)
    return chip
