"""The left of the workspace: saved views above, the grid tree below, each with its counts."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QTreeView, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_queue import SavedView
from govdesk.services.grids import GridNode
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.grid_tree import GridTreeModel
from govdesk.ui.screens.case_queue.views_list import ROW, VIEW, CountedDelegate, ViewsModel
from govdesk.ui.widgets.search_field import SearchField
from govdesk.ui.widgets.section import SectionHeader


class GridPanel(QWidget):
    """Choosing speaks, being told does not: `show_choice` never emits."""

    view_chosen = Signal(object)  # code or None
    grid_chosen = Signal(object)  # id or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._silent = False
        self._view: str | None = None
        self._grid: int | None = None

    def show_views(self, views: Sequence[SavedView]) -> None:
        self.views.show(views)
        self.view_list.setFixedHeight(theme.px(ROW) * len(views) + 2)
        self.show_choice(self._view, self._grid)

    def show_grids(self, nodes: Sequence[GridNode]) -> None:
        """New counts in place; a changed tree opens its first two levels."""
        if self.grids.refresh(nodes):
            return
        self.grids.show(nodes)
        self._unfold()
        self.show_choice(self._view, self._grid)

    def show_choice(self, view: str | None, grid: int | None) -> None:
        """Mark what the filter says."""
        self._view, self._grid = view, grid
        self._silent = True
        row = self.views.row_of(view)
        self._select(self.view_list, self.views.index(row) if row >= 0 else QModelIndex())
        self._select(self.tree, self.grids.index_of(grid) if grid is not None else QModelIndex())
        self._silent = False

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_3, 0, 0)
        column.setSpacing(theme.SPACE_1)
        header = SectionHeader(_("我的视图"))
        header.setContentsMargins(14, 0, 12, 0)
        column.addWidget(header)
        self.views = ViewsModel(self)
        self.view_list = QListView()
        self.view_list.setModel(self.views)
        self._dress(self.view_list, _("我的视图"))
        self.view_list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view_list.selectionModel().selectionChanged.connect(self._view_selected)
        column.addWidget(self.view_list)
        self.grid_header = SectionHeader(_("网格"), _("超期 / 在办"))
        self.grid_header.setContentsMargins(14, theme.SPACE_3, 12, 0)
        column.addWidget(self.grid_header)
        self.filter = SearchField(_("筛选网格（拼音首字母）"), _("筛选网格"))
        self.filter.searched.connect(self._narrow)
        self.filter.descended.connect(self._go_down)
        holder = QVBoxLayout()
        holder.setContentsMargins(10, 2, 10, 4)
        holder.addWidget(self.filter)
        column.addLayout(holder)
        self.grids = GridTreeModel(self)
        self.tree = _Tree()
        self.tree.setModel(self.grids)
        self._dress(self.tree, _("网格"))
        self.tree.selectionModel().selectionChanged.connect(self._grid_selected)
        column.addWidget(self.tree, 1)

    def _dress(self, view: QAbstractItemView, name: str) -> None:
        view.setAccessibleName(name)
        view.setItemDelegate(CountedDelegate(view))
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTabKeyNavigation(False)

    def _select(self, view: QAbstractItemView, index: QModelIndex) -> None:
        selection = view.selectionModel()
        if not index.isValid():
            selection.clearSelection()
            return
        flags = QItemSelectionModel.SelectionFlag
        selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Current)
        view.scrollTo(index)

    def _view_selected(self) -> None:
        if self._silent:
            return
        chosen = self.view_list.selectionModel().selectedIndexes()
        self._view = chosen[0].data(VIEW).code if chosen else None
        self.view_chosen.emit(self._view)

    def _grid_selected(self) -> None:
        if self._silent:
            return
        chosen = self.tree.selectionModel().selectedIndexes()
        node = self.grids.node(chosen[0]) if chosen else None
        self._grid = node.id if node is not None else None
        self.grid_chosen.emit(self._grid)

    def _narrow(self, words: str) -> None:
        self._silent = True
        self.grids.narrow(words)
        self._silent = False
        if words:
            self.tree.expandAll()
        else:
            self._unfold()
        self.show_choice(self._view, self._grid)

    def _unfold(self) -> None:
        self.tree.expandToDepth(0)

    def _go_down(self) -> None:
        """From the filter into the tree, onto the first that fits by itself."""
        self.tree.setFocus(Qt.FocusReason.TabFocusReason)
        index = self.grids.index(0, 0)
        while self.grids.is_narrowed() and self.grids.rowCount(index) == 1:
            index = self.grids.index(0, 0, index)
        self.tree.setCurrentIndex(index)


class _Tree(QTreeView):
    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setAnimated(False)
        self.setExpandsOnDoubleClick(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
            return
        super().keyPressEvent(event)
