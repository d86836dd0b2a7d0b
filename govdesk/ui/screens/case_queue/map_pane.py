"""The map below the queue: made when it is first in sight, folded to a line, or given the whole height."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.labels import label
from govdesk.ui.workplace import Workplace

if TYPE_CHECKING:
    from govdesk.ui.widgets.network_map.view import NetworkMapView

HEADER = 30


class MapPane(QWidget):
    """Passes on what is chosen; nothing of the map is imported before it is shown."""

    grid_chosen = Signal(object)
    case_chosen = Signal(int)
    cases_chosen = Signal(object)
    body_chosen = Signal(int)
    folded = Signal(bool)
    filled = Signal(bool)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: NetworkMapView | None = None
        self._grid: int | None = None
        self._folded = False
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "network_map")
        self.setMinimumHeight(theme.px(HEADER))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(theme.px(HEADER))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 8, 0)
        row.addWidget(label(_("网格联动图"), "secondary"))
        row.addStretch(1)
        self._fill = icon_button("maximize", _("地图占满（Shift F9）"), checkable=True)
        self._fill.toggled.connect(self._filled)
        row.addWidget(self._fill)
        self._fold = icon_button("chevron-down", _("展开或收起地图（F9）"))
        self._fold.clicked.connect(self.toggle)
        row.addWidget(self._fold)
        column.addWidget(head)
        self._holder = QVBoxLayout()
        column.addLayout(self._holder, 1)

    @property
    def view(self) -> NetworkMapView | None:
        """The NetworkMapView once it was made."""
        return self._view

    def first_shown(self) -> None:
        """After the first paint: make the map if it is not folded."""
        if not self._folded:
            self._make()

    def toggle_filled(self) -> None:
        """The whole height for the map, or back below the list."""
        self._fill.toggle()

    def toggle(self) -> None:
        self.set_folded(not self._folded)

    def set_folded(self, folded: bool) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        if folded:
            self._fill.setChecked(False)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed if folded else QSizePolicy.Policy.Expanding
        )
        self.setMaximumHeight(theme.px(HEADER) if folded else 16_777_215)
        from govdesk.ui import icons

        self._fold.setIcon(icons.icon("chevron-up" if folded else "chevron-down"))
        if self._view is not None:
            self._view.setVisible(not folded)
        self.folded.emit(folded)
        if not folded and self.isVisible():
            self._make()

    def is_folded(self) -> bool:
        return self._folded

    def show_grid(self, grid_id: int | None) -> None:
        """Highlight the grid that the filter names."""
        self._grid = grid_id
        if self._view is not None:
            self._view.select_grid(grid_id)

    def show_case(self, _case_id: int, grid_id: int) -> None:
        """The selected case's grid, while no grid is chosen by the filter."""
        if self._view is not None and self._grid is None:
            self._view.select_grid(grid_id)

    def _make(self) -> None:
        if self._view is None:
            from govdesk.ui.widgets.network_map.view import NetworkMapView

            place = self._place
            self._view = NetworkMapView(place.desk, place.session, place.runner, place.bus, self)
            self._view.grid_selected.connect(self._grid_selected)
            self._view.case_selected.connect(self.case_chosen)
            self._view.body_selected.connect(self.body_chosen)
            self._view.lassoed.connect(self._lassoed)
            self._holder.addWidget(self._view, 1)
            self._view.select_grid(self._grid)
        self._view.activate()

    def _filled(self, filled: bool) -> None:
        if filled:
            self.set_folded(False)
        self.filled.emit(filled)

    def _grid_selected(self, grid_id: int) -> None:
        if grid_id != self._grid:
            self.grid_chosen.emit(grid_id)

    def _lassoed(self, ids: Sequence[int]) -> None:
        if ids:
            self.cases_chosen.emit(tuple(ids))
