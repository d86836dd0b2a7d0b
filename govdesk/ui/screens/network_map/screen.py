"""The map screen: where one is, the network view, and beside it the figures of what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.screens.network_map.side_panel import WIDTH, SidePanel
from govdesk.ui.widgets.labels import label, line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.network_map.breadcrumb import Breadcrumb
from govdesk.ui.widgets.network_map.view import NetworkMapView

if TYPE_CHECKING:
    from govdesk.services.desk import Desk
    from govdesk.services.network_scene import NetworkScene

_HEAD_HEIGHT = 44


class NetworkMapScreen(QWidget):
    """`open_cases` carries a tuple of case ids for the queue, `open_case` one id for the card."""

    open_cases = Signal(object)
    open_case = Signal(int)
    grid_selected = Signal(int)

    def __init__(
        self, desk: Desk, session: Session, runner: Runner, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("地图"))
        self._chosen_body: int | None = None
        self._caught: tuple[int, ...] | None = None
        self._build(desk, session, runner, bus)
        self._react()

    def activate(self) -> None:
        """The screen comes in sight."""
        self.view.activate()

    def show_subject(self, subject: object) -> None:
        """What the palette or another screen asks for: the id of a grid."""
        if isinstance(subject, int):
            self.select_grid(subject)

    def select_grid(self, grid_id: int | None) -> None:
        """Show what another screen has chosen."""
        self.view.select_grid(grid_id)
        self._refresh_panel()

    # -- build

    def _build(self, desk: Desk, session: Session, runner: Runner, bus: ChangeBus) -> None:
        self._crumbs = Breadcrumb()
        self._figures = label("", "secondary")
        self._figures.setAccessibleName(_("本级合计"))
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(theme.px(_HEAD_HEIGHT))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.SPACE_4, 0, theme.SPACE_4, 0)
        row.addWidget(self._crumbs, 1)
        row.addWidget(self._figures)
        self.view = NetworkMapView(desk, session, runner, bus, breadcrumb=False)
        self._panel = SidePanel()
        self._panel.setMinimumWidth(220)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.view)
        splitter.addWidget(self._panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([10_000, theme.px(WIDTH)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(line())
        self._message = MessageBar()
        column.addWidget(self._message)
        column.addWidget(splitter, 1)

    def _react(self) -> None:
        self._crumbs.wanted.connect(self.view.show_root)
        self.view.scene_shown.connect(self._on_scene)
        self.view.grid_selected.connect(self._on_grid)
        self.view.body_selected.connect(self._on_body)
        self.view.case_selected.connect(self._on_case)
        self.view.case_opened.connect(self.open_case)
        self.view.failed.connect(lambda words: self._message.say(words, "danger"))
        self.view.lassoed.connect(self._on_lasso)
        self._panel.open_cases.connect(self.open_cases)
        self._panel.open_case.connect(self.open_case)
        self._panel.level_wanted.connect(self.view.show_root)

    # -- react

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activate()

    def _on_scene(self, scene: NetworkScene) -> None:
        self._message.clear()
        self._crumbs.show_path(scene.path)
        total = scene.total
        self._figures.setText(
            _("{count} 个下级网格 · 在办 {open} 件 · 超期 {overdue} 件").format(
                count=0 if scene.cells and scene.cells[0].grid_id == scene.root_id else len(scene.cells),
                open=total.open_count,
                overdue=total.overdue_count,
            )
        )
        self._caught = None
        self._refresh_panel()

    def _on_grid(self, grid_id: int) -> None:
        self._chosen_body = self._caught = None
        self._refresh_panel()
        self.grid_selected.emit(grid_id)

    def _on_body(self, body_id: int) -> None:
        self._chosen_body, self._caught = body_id, None
        self._refresh_panel()

    def _on_case(self, case_id: int) -> None:
        self._chosen_body = self._caught = None
        self._refresh_panel()
        self._panel.choose_case(case_id)

    def _on_lasso(self, ids: tuple[int, ...]) -> None:
        self._caught = ids
        self._refresh_panel()

    def _refresh_panel(self) -> None:
        """The panel follows the last thing chosen."""
        scene = self.view.scene
        if scene is None:
            return
        chosen = self.view.canvas.chosen if self.view.canvas is not None else None
        if self._caught is not None:
            self._panel.show_lasso(scene, self._caught)
        elif self._chosen_body in {office.body_id for office in scene.offices}:
            assert self._chosen_body is not None
            self._panel.show_body(scene, self._chosen_body)
        elif chosen is not None:
            self._panel.show_cell(scene, chosen)
        else:
            self._panel.show_root(scene)
