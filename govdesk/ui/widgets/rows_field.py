"""Rows of a small table typed by hand: a list of materials, of turns in a record, of people called."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import flush_link
from govdesk.ui.widgets.field import Field
from govdesk.ui.widgets.labels import label

_MOST_ROWS_SHOWN = 8


class RowsField(Field):
    """Tab goes on to the next field; in the table arrows move, typing writes, Insert adds and Delete takes a row away.

    `columns` are (key, label, share of the width); the value is a list of {key: text} without empty rows.
    """

    def __init__(self, name: str, columns: Sequence[tuple[str, str, float]]) -> None:
        super().__init__()
        self._keys = [key for key, _label, _width in columns]
        self.table = _Table(self)
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels([words for _key, words, _width in columns])
        self.table.setAccessibleName(name)
        self.table.setAccessibleDescription(_("方向键移动，直接输入；Insert 加一行，Delete 删一行"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(36))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._shares = [max(width, 1.0) for _key, _label, width in columns]
        self.table.itemChanged.connect(self._touched)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.table)
        foot = QHBoxLayout()
        self.more = flush_link(_("加一行"), "plus")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self.add_row)
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(label(_("Insert 加行　Delete 删行"), "hint"))
        column.addLayout(foot)
        self.setFocusProxy(self.table)
        self._fit()

    def value(self) -> Any:
        rows = [
            {key: self._text(row, at) for at, key in enumerate(self._keys) if self._text(row, at)}
            for row in range(self.table.rowCount())
        ]
        return [row for row in rows if row] or None

    def set_value(self, value: Any) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for given in value or ():
            self._append(given)
        self.table.blockSignals(False)
        self._touched()

    def add_row(self) -> None:
        """An empty row at the end, ready to be typed in."""
        self._append({})
        self._fit()
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop_row(self) -> None:
        """The row under the cursor."""
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)
            self._touched()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every heading is whole; what is left over goes by shares."""
        super().resizeEvent(event)
        room, header = self.table.width() - 4, self.table.horizontalHeader()
        least = [header.sectionSizeHint(at) for at in range(len(self._shares))]
        left = max(0, room - sum(least))
        for at, share in enumerate(self._shares):
            self.table.setColumnWidth(at, least[at] + int(left * share / sum(self._shares)))

    def _append(self, given: dict[str, str]) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for at, key in enumerate(self._keys):
            self.table.setItem(row, at, QTableWidgetItem(str(given.get(key) or "")))

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _touched(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """As high as its rows, up to a limit."""
        shown = max(1, min(self.table.rowCount(), _MOST_ROWS_SHOWN))
        height = self.table.horizontalHeader().sizeHint().height() + shown * theme.px(theme.CONTROL_HEIGHT) + 6
        self.table.setFixedHeight(height)


class _Table(QTableWidget):
    def __init__(self, field: RowsField) -> None:
        super().__init__()
        self._field = field
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(theme.CONTROL_HEIGHT))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert:
            self._field.add_row()
        elif event.key() == Qt.Key.Key_Delete:
            self._field.drop_row()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            elif self.currentIndex().isValid():
                self.edit(self.currentIndex())
            else:
                self._field.add_row()
        else:
            super().keyPressEvent(event)
