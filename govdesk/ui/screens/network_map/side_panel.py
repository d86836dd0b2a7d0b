"""The figures of what is chosen on the map: a cell, a body or what a lasso caught, and its open cases."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from govdesk.domain.network_map import DueState, LinkKind
from govdesk.foundation.text import _
from govdesk.services.network_scene import CasePoint, NetworkScene
from govdesk.ui import theme
from govdesk.ui.screens.network_map.case_list import CaseDelegate, CaseListModel
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import ElidedLabel, label, line
from govdesk.ui.widgets.section import SectionHeader

WIDTH = 288
_TIES_SHOWN = 5


class SidePanel(QWidget):
    """`open_cases` carries a tuple of ids, `open_case` and `case_chosen` one id, `level_wanted` a grid id."""

    open_cases = Signal(object)
    open_case = Signal(int)
    case_chosen = Signal(int)
    level_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("所选网格的情况"))
        self._ids: tuple[int, ...] = ()
        self._level: int | None = None
        self._build()
        self._tell_ties([])
        self._list((), None)

    def show_root(self, scene: NetworkScene) -> None:
        """Figures of the whole picture."""
        points = (*scene.points, *scene.unplaced_points)
        self._say(scene.title, _("点选网格查看该网格，双击进入下一级"))
        self._count(scene.total.open_count, scene.total.overdue_count, _soon(points))
        self._tell_ties(_ties_of_root(scene))
        self._list(points, None)

    def show_cell(self, scene: NetworkScene, grid_id: int) -> None:
        """Figures of one cell of the scene."""
        cell = next(cell for cell in scene.cells if cell.grid_id == grid_id)
        points = [point for point in scene.points if point.grid_id == grid_id]
        self._say(cell.name, _("网格长 {name}").format(name=cell.leader) if cell.leader else "")
        self._count(cell.open_count, cell.overdue_count, _soon(points))
        self._tell_ties(_ties_of_cell(scene, grid_id))
        below = grid_id if cell.has_children and grid_id != scene.root_id else None
        self._list(points, below)

    def show_body(self, scene: NetworkScene, body_id: int) -> None:
        """Figures of a body inside the scene."""
        office = next(office for office in scene.offices if office.body_id == body_id)
        handled = set(scene.handled.get(body_id, ()))
        points = [point for point in (*scene.points, *scene.unplaced_points) if point.case_id in handled]
        self._say(office.name, _("独立机关：只邀请，不催办、不排名") if office.independent else "")
        self._count(office.open_count, None if office.independent else office.overdue_count, _soon(points))
        names = {cell.grid_id: cell.name for cell in scene.cells}
        links = [link for link in scene.links if link.source == body_id and link.kind is LinkKind.HANDLING]
        ties = [(names[link.target], link.count) for link in sorted(links, key=lambda link: -link.count)]
        self._tell_ties(ties, _("涉及网格"))
        self._list(points, None)

    def show_lasso(self, scene: NetworkScene, ids: Sequence[int]) -> None:
        """What a lasso caught, or the cases that lie in no cell."""
        inside = set(ids)
        unplaced = [point for point in scene.unplaced_points if point.case_id in inside]
        points = unplaced or [point for point in scene.points if point.case_id in inside]
        self._say(_("本级、待定位") if unplaced else _("圈选"), _("还没有落到下级网格") if unplaced else "")
        self._count(len(points), sum(point.state is DueState.OVERDUE for point in points), _soon(points))
        self._tell_ties([])
        self._list(points, None)

    def choose_case(self, case_id: int) -> None:
        """Highlight a case in the list. No signal."""
        row = self._model.row_of(case_id)
        if row is not None:
            self._view.setCurrentIndex(self._model.index(row))

    # -- build

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        self._name = ElidedLabel("", "title")
        self._hint = label("", "small", wrap=True)
        column.addWidget(self._name)
        column.addWidget(self._hint)
        column.addLayout(self._build_figures())
        self._ties_header = SectionHeader(_("图中单位承办"))
        column.addWidget(self._ties_header)
        self._ties = QGridLayout()
        self._ties.setHorizontalSpacing(theme.SPACE_3)
        self._ties.setVerticalSpacing(2)
        self._ties.setColumnStretch(0, 1)
        column.addLayout(self._ties)
        column.addWidget(line())
        self._list_header = SectionHeader(_("在办案件"))
        column.addWidget(self._list_header)
        column.addWidget(self._build_list(), 1)
        column.addLayout(self._build_buttons())

    def _build_figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_6)
        self._figures: dict[str, QLabel] = {}
        for key, words, role in (
            ("open", _("在办"), "display"),
            ("overdue", _("超期"), "display"),
            ("soon", _("临期"), "display"),
        ):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            number = label("", role)
            number.setAccessibleName(words)
            self._figures[key] = number
            pair.addWidget(number)
            pair.addWidget(label(words, "small"))
            row.addLayout(pair)
        row.addStretch(1)
        return row

    def _build_list(self) -> QListView:
        self._model = CaseListModel(self)
        self._view = QListView()
        self._view.setAccessibleName(_("在办案件列表"))
        self._view.setModel(self._model)
        self._view.setItemDelegate(CaseDelegate(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(lambda index: self.case_chosen.emit(self._model.case(index.row()).case_id))
        self._view.activated.connect(self._open_row)
        return self._view

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        self._open = button(_("在队列中打开"), "primary")
        self._open.clicked.connect(lambda: self.open_cases.emit(self._ids))
        self._down = button(_("进入下一级"))
        self._down.clicked.connect(lambda: self.level_wanted.emit(self._level))
        row.addWidget(self._open)
        row.addWidget(self._down)
        row.addStretch(1)
        return row

    # -- load

    def _say(self, name: str, hint: str) -> None:
        self._name.setText(name)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def _count(self, open_count: int, overdue: int | None, soon: int | None) -> None:
        for key, number, ink in (("open", open_count, "text"), ("overdue", overdue, "overdue_text"),
                                 ("soon", soon, "due_soon_text")):  # fmt: skip
            figure = self._figures[key]
            figure.setText("—" if number is None else str(number))
            figure.setStyleSheet(f"color: {theme.color(ink if number else 'text').name()}")

    def _tell_ties(self, ties: Sequence[tuple[str, int]], heading: str = "") -> None:
        while (item := self._ties.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._ties_header.setVisible(bool(ties))
        self._ties_header.set_title(heading or _("图中单位承办"))
        self._ties_header.set_trailing(_("共 {count} 个").format(count=len(ties)) if len(ties) > _TIES_SHOWN else "")
        for row, (name, count) in enumerate(ties[:_TIES_SHOWN]):
            self._ties.addWidget(ElidedLabel(name), row, 0)
            self._ties.addWidget(label(_("{count} 件").format(count=count), "secondary"), row, 1)

    def _list(self, points: Sequence[CasePoint], level: int | None) -> None:
        self._ids, self._level = tuple(sorted(point.case_id for point in points)), level
        self._model.set_cases(points)
        self._list_header.set_trailing(_("共 {count} 件").format(count=len(points)))
        self._open.setEnabled(bool(points))
        self._down.setVisible(level is not None)

    def _open_row(self, index: QModelIndex) -> None:
        self.open_case.emit(self._model.case(index.row()).case_id)


def _soon(points: Sequence[CasePoint]) -> int:
    return sum(point.state is DueState.SOON for point in points)


def _ties_of_root(scene: NetworkScene) -> list[tuple[str, int]]:
    counted = [(office.name, office.open_count) for office in scene.offices if office.open_count]
    return sorted(counted, key=lambda pair: -pair[1])


def _ties_of_cell(scene: NetworkScene, grid_id: int) -> list[tuple[str, int]]:
    names = {office.body_id: office.name for office in scene.offices}
    links = [link for link in scene.links if link.target == grid_id and link.kind is LinkKind.HANDLING]
    return [(names[link.source], link.count) for link in sorted(links, key=lambda link: -link.count)]
