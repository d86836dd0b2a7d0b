"""The table itself: fixed rows, columns that give way, keys, copy, and a header that sorts and filters."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from govdesk.foundation.text import _
from govdesk.services import case_queue
from govdesk.services.case_queue import QueueRow, QueueSort
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.columns import Column, shown
from govdesk.ui.screens.case_queue.delegate import QueueDelegate
from govdesk.ui.screens.case_queue.model import QueueModel
from govdesk.ui.widgets.chosen_in_sight import ChosenInSight
from govdesk.ui.widgets.row_table import dress_rows
from govdesk.ui.workplace import Workplace

MOST_COPIED = 20_000


class QueueView(ChosenInSight, QTableView):
    """`current_changed(case id or None)`; the selection is kept by id when the rows are read again."""

    current_changed = Signal(object)
    opened = Signal(int)
    sort_wanted = Signal(object)
    header_menu_wanted = Signal(object, object)  # Column, QPoint on the screen

    def __init__(self, place: Workplace, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._queue = place, model
        self._kept: int | None = None
        self._kept_row = 0
        self._restoring = False
        self.setModel(model)
        self._painter = QueueDelegate(self, model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("案件列表"))
        self._dress()
        model.modelAboutToBeReset.connect(self._remember)
        model.loaded.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.doubleClicked.connect(self._open)

    def current_id(self) -> int | None:
        """The case the card shows; it stays although a reload took it out of the list."""
        return self._kept

    def go_to(self, case_id: int) -> bool:
        """Select a case; False when the list does not hold it."""
        position = self._queue.position(case_id)
        if position is None:
            self._kept = case_id
            self.selectionModel().clear()
            return False
        self._select_row(position)
        return True

    def step(self, by: int) -> None:
        """Next or previous case; from a case that left the list, the one that took its place."""
        count = self._queue.rowCount()
        if not count:
            return
        position = self._queue.position(self._kept) if self._kept is not None else None
        if position is None:
            position = self._kept_row - 1 if by > 0 else self._kept_row
        target = position + by
        self._select_row(max(0, min(target, count - 1)))

    def select_first(self) -> None:
        if self._queue.rowCount():
            self._select_row(0)

    def selected_ids(self) -> list[int]:
        """In the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [case_id for row in rows if (case_id := self._queue.case_id(row)) is not None]

    def copy(self) -> None:
        """The selected rows as a block that pastes into a spreadsheet, with the headings shown."""
        ids = self.selected_ids()[:MOST_COPIED]
        columns = [each for at, each in enumerate(self._queue.columns) if not self.isColumnHidden(at) and each.label]
        desk, actor = self._place.desk, self._place.actor

        def read() -> str:
            return as_block(columns, case_queue.queue_page(desk, actor, ids))

        def put(block: str) -> None:
            QGuiApplication.clipboard().setText(block)
            self._place.notice.emit(_("已复制 {count} 件，可以直接粘贴到表格。").format(count=len(ids)), "neutral")

        if ids:
            self._place.runner.read(read, put, self._place.told)

    def fit_columns(self) -> None:
        """Give every column its width; those that do not fit go, the title takes what is left."""
        room = self.viewport().width()
        kept = shown(self._queue.columns, room)
        used, title = 0, 0
        for at, column in enumerate(self._queue.columns):
            self.setColumnHidden(at, column.code not in kept)
            if column.width:
                self.setColumnWidth(at, theme.px(column.width))
                used += theme.px(column.width) if column.code in kept else 0
            else:
                title = at
        self.setColumnWidth(title, max(120, room - used))

    def show_sort(self, sort: QueueSort) -> None:
        """Mark the column that orders the list."""
        for at, column in enumerate(self._queue.columns):
            if column.sort == sort.column:
                order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicator(at, order)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt steps to the first row where none is current; the case that is waited for stays the one."""
        before, self._restoring = self._restoring, True
        super().focusInEvent(event)
        self._restoring = before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._kept is not None:
            self.opened.emit(self._kept)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are actions, not a search in the first column."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _dress(self) -> None:
        dress_rows(self, several=True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort_by)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        self.selectionModel().selectionChanged.connect(self._tell_selection)

    def _sort_by(self, section: int) -> None:
        column = self._queue.columns[section]
        if not column.sort:
            return
        before = self._queue.order
        turned = before.column == column.sort and not before.descending
        self.sort_wanted.emit(QueueSort(column.sort, turned))

    def _header_menu(self, at: QPoint) -> None:
        section = self.horizontalHeader().logicalIndexAt(at)
        if section >= 0:
            self.header_menu_wanted.emit(
                self._queue.columns[section], self.horizontalHeader().viewport().mapToGlobal(at)
            )

    def _select_row(self, position: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self._queue.index(position, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _remember(self) -> None:
        self._restoring = True
        self._top = self.rowAt(0)

    def _restore(self) -> None:
        """After new rows: the same case, at the same place on the screen where that can be."""
        position = self._queue.position(self._kept) if self._kept is not None else None
        if position is not None:
            self._kept_row = position
            index = self._queue.index(position, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.verticalScrollBar().setValue(max(0, self._top))
            self.scrollTo(index)
        self._restoring = False
        self.fit_columns()

    def _tell_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._restoring or not current.isValid():
            return
        self._kept = self._queue.case_id(current.row())
        self._kept_row = current.row()
        self.current_changed.emit(self._kept)

    def _tell_selection(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._place.selection_told.emit(len(self.selectionModel().selectedRows()))

    def _open(self, index: QModelIndex) -> None:
        case_id = self._queue.case_id(index.row())
        if case_id is not None:
            self.opened.emit(case_id)


def as_block(columns: list[Column], rows: list[QueueRow]) -> str:
    """Tab-separated, one line a case; tabs and line ends inside a value become spaces."""
    lines = [[column.label for column in columns]]
    lines += [[column.text(row) for column in columns] for row in rows]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


def header_menu(view: QueueView, column: Column, sort: Callable[[QueueSort], None], filter_menu: QMenu | None) -> QMenu:
    """Sort up, sort down, and the values of the column to tick."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if column.sort:
        menu.addAction(_("升序")).triggered.connect(lambda: sort(QueueSort(column.sort, False)))
        menu.addAction(_("降序")).triggered.connect(lambda: sort(QueueSort(column.sort, True)))
    if filter_menu is not None:
        filter_menu.setTitle(_("筛选{column}").format(column=column.label))
        menu.addSeparator()
        menu.addMenu(filter_menu)
    return menu
