"""Beside the form: what the same person or telephone brought before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_queue import QueueRow
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import Card

WIDTH = 280


class EarlierCases(QWidget):
    """Hidden while there is nothing; `opened(case id)`."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(42), 0, 0)
        self._card = Card(_("以前的来件"))
        self._words = label("", "secondary", wrap=True)
        self._card.body.addWidget(self._words)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE_2)
        self._card.body.addLayout(self._list)
        column.addWidget(self._card)
        column.addStretch(1)
        self.hide()

    def show_rows(self, words: str, rows: Sequence[QueueRow]) -> None:
        self.setVisible(bool(rows))
        self._words.setText(_("含「{words}」的最近 {count} 件").format(words=words, count=len(rows)))
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._list.addWidget(self._line(row))

    def _line(self, row: QueueRow) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        opener = button(row.number, "link")
        opener.setAccessibleName(f"{row.number} {row.title}")
        opener.clicked.connect(lambda: self.opened.emit(row.id))
        column.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(row.title, wrap=True))
        column.addWidget(label(f"{row.received_at:%Y-%m-%d} · {row.grid_name} · {row.status_label}", "small"))
        return line
