"""The queue as a table: the true number of rows, their ids, and the pages of 64 that were looked at.

`data()` is a dictionary look-up; pages that are missing are read in the background and drawn when they come.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from govdesk.foundation.text import _
from govdesk.services import case_queue
from govdesk.services.case_queue import QueueFilter, QueueRow, QueueSort
from govdesk.ui.screens.case_queue.columns import columns
from govdesk.ui.widgets.model_index import TOP, Index
from govdesk.ui.workplace import Workplace

PAGE = 64
PAGES_KEPT = 48


class QueueModel(QAbstractTableModel):
    """`loaded` after each new list of ids; a list asked for later makes an earlier one stale."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, place: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.columns = columns()
        self._ids: array[int] = array("q")
        self._positions: dict[int, int] = {}
        self._pages: OrderedDict[int, tuple[QueueRow, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._token = 0
        self.filter, self.order = QueueFilter(), QueueSort()

    def show(self, filter: QueueFilter, sort: QueueSort) -> None:
        """Ask for the cases of `filter` in the order of `sort`."""
        self.filter, self.order = filter, sort
        self.reload()

    def reload(self, around: int = 0) -> None:
        """Ask again; the page that holds row `around` comes with the ids, so that nothing flickers."""
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._place.actor
        filter, sort = self.filter, self.order

        def read() -> tuple[int, array[int], dict[int, tuple[QueueRow, ...]]]:
            ids = case_queue.queue_ids(desk, actor, filter, sort)
            first = min(around, max(len(ids) - 1, 0)) // PAGE
            pages = {}
            for page in (first, first + 1):
                if wanted := ids[page * PAGE : (page + 1) * PAGE]:
                    pages[page] = tuple(case_queue.queue_page(desk, actor, wanted))
            return token, ids, pages

        self._place.runner.read(read, self._take_ids, self._fail)

    def row(self, position: int) -> QueueRow | None:
        """The case in this row, None while its page is being read."""
        page = self._pages.get(position // PAGE)
        if page is None:
            self._ask_page(position // PAGE)
            return None
        offset = position % PAGE
        return page[offset] if offset < len(page) else None

    def case_id(self, position: int) -> int | None:
        return self._ids[position] if 0 <= position < len(self._ids) else None

    def position(self, case_id: int) -> int | None:
        """Where the case stands in the list, None if it is not in it."""
        if not self._positions and self._ids:
            self._positions = {each: at for at, each in enumerate(self._ids)}
        return self._positions.get(case_id)

    def ids(self) -> Sequence[int]:
        return self._ids

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        words = self.columns[index.column()].text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].label} {words}".strip()
        return words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and self.columns[section].sort:
            return _("单击排序，右击筛选")
        return None

    def _take_ids(self, answer: tuple[int, array[int], dict[int, tuple[QueueRow, ...]]]) -> None:
        token, ids, pages = answer
        if token != self._token:
            return
        self.beginResetModel()
        self._ids, self._positions, self._asked = ids, {}, set()
        self._pages = OrderedDict(pages)
        self.endResetModel()
        self.loaded.emit()

    def _ask_page(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        wanted = self._ids[page * PAGE : (page + 1) * PAGE]
        token, desk, actor = self._token, self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: (token, page, tuple(case_queue.queue_page(desk, actor, wanted))), self._take_page, self._fail
        )

    def _take_page(self, answer: tuple[int, int, tuple[QueueRow, ...]]) -> None:
        token, page, rows = answer
        if token != self._token:
            return
        self._asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first, last = page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _fail(self, error: Exception) -> None:
        self._asked.clear()
        self.failed.emit(error)


_ANSWERED = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
