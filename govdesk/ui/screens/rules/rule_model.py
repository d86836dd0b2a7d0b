"""The rules in their order as a list model: what each says, what is wrong with it, and carrying one elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from govdesk.foundation.text import _
from govdesk.ui.widgets.model_index import TOP, Index

ROW = Qt.ItemDataRole.UserRole + 1
MIME = "application/x-govdesk-rule"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """`place` counts from 1; `fault` is what keeps it from being law, `remark` what the check says of it."""

    id: str
    place: int
    label: str
    sentence: str
    enabled: bool
    fault: str = ""
    remark: str = ""
    changed: bool = False

    def state_words(self) -> str:
        """What stands behind the name."""
        if self.fault:
            return _("有问题")
        if not self.enabled:
            return _("已停用")
        return _("轮不到") if self.remark else _("有改动") if self.changed else ""

    def tone(self) -> str:
        if self.fault:
            return "danger"
        return "neutral" if not self.enabled else "warning" if self.remark else "accent"


class RuleModel(QAbstractListModel):
    """`carried(rule id, place)` when a row was dropped at another place; it moves only when the draft says so."""

    carried = Signal(str, int)
    switched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RuleRow, ...] = ()
        self.movable = False

    def show(self, rows: Iterable[RuleRow]) -> None:
        """The same rules in the same order only say something else; anything else is a new list."""
        fresh = tuple(rows)
        if [row.id for row in fresh] == [row.id for row in self._rows]:
            differing = [at for at, (old, new) in enumerate(zip(self._rows, fresh, strict=True)) if old != new]
            self._rows = fresh
            for at in differing:
                self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def rows(self) -> tuple[RuleRow, ...]:
        return self._rows

    def position(self, rule_id: str) -> int:
        """-1 when the rule is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.id == rule_id), -1)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.fault or row.remark or row.sentence
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = _("第 {place} 条 {label} {state} {sentence}")
            return words.format(place=row.place, label=row.label, state=row.state_words(), sentence=row.sentence)
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self.movable else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.movable else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        carried.setData(MIME, self._rows[indexes[0].row()].id.encode())
        return carried

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return self.movable and data.hasFormat(MIME)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tells where it was dropped and leaves the rows alone: the draft is the one truth."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        rule_id = bytes(data.data(MIME).data()).decode()
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        before = self.position(rule_id)
        self.carried.emit(rule_id, place - 1 if 0 <= before < place else place)
        return False
