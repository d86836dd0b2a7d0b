"""The grid tree as an item model: names with what is open and overdue below them, narrowed by name or initials."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from govdesk.foundation.text import _
from govdesk.services.grids import GridNode
from govdesk.ui.widgets.model_index import TOP, Index

NODE = Qt.ItemDataRole.UserRole + 1


class GridTreeModel(QAbstractItemModel):
    """One column; `NODE` gives the GridNode. Internal ids are positions in the list of shown nodes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[GridNode, ...] = ()
        self._words = ""
        self._nodes: tuple[GridNode, ...] = ()
        self._arrange(())

    def show(self, nodes: Sequence[GridNode]) -> None:
        """All nodes, parents before children."""
        self._all = tuple(nodes)
        self._reset()

    def narrow(self, words: str) -> None:
        """Show what contains `words` in name, leader or initials, with everything above it."""
        self._words = words.strip().lower()
        self._reset()

    def refresh(self, nodes: Sequence[GridNode]) -> bool:
        """New counts for the same tree without a reset; False when the tree itself changed."""
        if [(n.id, n.parent_id, n.name) for n in nodes] != [(n.id, n.parent_id, n.name) for n in self._all]:
            return False
        self._all = tuple(nodes)
        by_id = {node.id: node for node in nodes}
        self._nodes = tuple(by_id[node.id] for node in self._nodes)
        self._tell_changed(QModelIndex())
        return True

    def is_narrowed(self) -> bool:
        return bool(self._words)

    def index_of(self, grid_id: int) -> QModelIndex:
        at = self._at.get(grid_id)
        if at is None:
            return QModelIndex()
        return self.createIndex(self._row_of[at], 0, at)

    def node(self, index: Index) -> GridNode | None:
        return self._nodes[index.internalId()] if index.isValid() else None

    def node_of(self, grid_id: int) -> GridNode | None:
        return next((node for node in self._all if node.id == grid_id), None)

    def nodes(self) -> tuple[GridNode, ...]:
        return self._all

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        children = self._children_of(parent)
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: Index = TOP) -> Any:
        if not index.isValid():
            return QModelIndex()
        above = self._parent_of[index.internalId()]
        return QModelIndex() if above < 0 else self.createIndex(self._row_of[above], 0, above)

    def rowCount(self, parent: Index = TOP) -> int:
        return len(self._children_of(parent)) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = TOP) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return node.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = _("{name}，在办 {open}，超期 {overdue}")
            return words.format(name=node.name, open=node.open_count, overdue=node.overdue_count)
        return node if role == NODE else None

    def _reset(self) -> None:
        self.beginResetModel()
        self._arrange(_kept(self._all, self._words))
        self.endResetModel()

    def _arrange(self, nodes: Sequence[GridNode]) -> None:
        self._nodes = tuple(nodes)
        self._at = {node.id: at for at, node in enumerate(nodes)}
        self._children: dict[int, list[int]] = {}
        self._row_of: list[int] = []
        self._parent_of: list[int] = []
        for at, node in enumerate(nodes):
            above = -1 if node.parent_id is None else self._at.get(node.parent_id, -1)
            siblings = self._children.setdefault(above, [])
            self._row_of.append(len(siblings))
            self._parent_of.append(above)
            siblings.append(at)

    def _children_of(self, parent: Index) -> list[int]:
        return self._children.get(parent.internalId() if parent.isValid() else -1, [])

    def _tell_changed(self, parent: QModelIndex) -> None:
        count = self.rowCount(parent)
        if not count:
            return
        self.dataChanged.emit(self.index(0, 0, parent), self.index(count - 1, 0, parent))
        for row in range(count):
            self._tell_changed(self.index(row, 0, parent))


def _kept(nodes: Sequence[GridNode], words: str) -> Sequence[GridNode]:
    if not words:
        return nodes
    by_id = {node.id: node for node in nodes}
    keep: set[int] = set()
    for node in nodes:
        if not _fits(node, words):
            continue
        above: GridNode | None = node
        while above is not None and above.id not in keep:
            keep.add(above.id)
            above = by_id.get(above.parent_id) if above.parent_id is not None else None
    return [node for node in nodes if node.id in keep]


def _fits(node: GridNode, words: str) -> bool:
    named = f"{node.name} {node.official_name} {node.leader or ''}".lower()
    return words in named or node.initials.startswith(words) or node.code.startswith(words)


def _tip(node: GridNode) -> str:
    lines = [node.official_name or node.name, node.code]
    if node.leader:
        lines.append(_("负责人：{name}").format(name=node.leader))
    return "\n".join(line for line in lines if line)
