"""Beside the form: what may be this very matter, with the reasons, and what the same person brought otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.repeats import Earlier, RepeatView
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import flush_link
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import Card

NARROWEST, WIDTH = 200, 280


class EarlierCases(QWidget):
    """Hidden while there is nothing; `opened(case id)`."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(theme.px(NARROWEST))
        self.setMaximumWidth(theme.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(42), 0, 0)
        column.setSpacing(theme.SPACE_3)
        self._repeats, self._repeat_list = self._box(_("可能是同一件事"))
        self._persons, self._person_list = self._box(_("这个人以前的来件"))
        self._missing = label("", "small", wrap=True)
        for each in (self._repeats, self._persons, self._missing):
            column.addWidget(each)
        column.addStretch(1)
        self.show_earlier(None)

    def show_earlier(self, earlier: Earlier | None) -> None:
        """What was found; None clears."""
        repeats = earlier.repeats if earlier else ()
        persons = earlier.same_person if earlier else ()
        missing = earlier.missing if earlier else 0
        self._fill(self._repeats, self._repeat_list, repeats)
        self._fill(self._persons, self._person_list, persons)
        self._missing.setText(_("刚导入的 {count} 件还在整理，结果可能不全。").format(count=missing) if missing else "")
        self._missing.setVisible(bool(missing))
        self.setVisible(bool(repeats or persons or missing))

    def _box(self, title: str) -> tuple[Card, QVBoxLayout]:
        card = Card(title)
        lines = QVBoxLayout()
        lines.setSpacing(theme.SPACE_3)
        card.body.addLayout(lines)
        return card, lines

    def _fill(self, card: Card, lines: QVBoxLayout, views: Sequence[RepeatView]) -> None:
        card.setVisible(bool(views))
        while (item := lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for view in views:
            lines.addWidget(self._line(view))

    def _line(self, view: RepeatView) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        opener = flush_link(view.number)
        opener.setAccessibleName(f"{view.number} {view.title} {view.words}")
        opener.clicked.connect(lambda: self.opened.emit(view.case_id))
        column.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(view.title, wrap=True))
        column.addWidget(label("、".join(view.reasons), "warning", wrap=True))
        column.addWidget(label(f"{view.when} · {view.grid_name} · {view.status_label}", "small", wrap=True))
        return line
