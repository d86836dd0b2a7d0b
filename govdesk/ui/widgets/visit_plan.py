"""The plan of visits of one case: what is due when, what became of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.follow_ups import VisitView
from govdesk.ui import theme
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import Card


class VisitPlan(Card):
    """One line a visit: name, day, state. Hidden while nothing is planned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(box="info", parent=parent)
        self.body.setContentsMargins(12, 8, 12, 9)
        self._head = label(_("回访安排"), "accent")
        self.body.addWidget(self._head)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_3)
        self._grid.setVerticalSpacing(theme.SPACE_1)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(self._holder)
        self.hide()

    def show_plan(self, visits: Sequence[VisitView]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, visit in enumerate(visits):
            self._grid.addWidget(label(visit.label), row, 0)
            self._grid.addWidget(label(_when(visit), "secondary", wrap=True), row, 1)
            self._grid.addWidget(Chip(visit.state_label, visit.tone), row, 2, Qt.AlignmentFlag.AlignRight)
        named = visits[-1].class_label if visits else ""
        self._head.setText(_("回访安排 · {name}").format(name=named) if named else _("回访安排"))
        told = "；".join(f"{visit.label} {_when(visit)} {visit.state_label}" for visit in visits)
        self.setAccessibleName(_("回访安排：{plan}").format(plan=told))
        self.setVisible(bool(visits))


def _when(visit: VisitView) -> str:
    """The day by which it is due, or on which it was made; a try in vain is counted."""
    if visit.ended_at is not None:
        return f"{visit.ended_at:%Y-%m-%d}"
    words = f"{visit.due_at:%Y-%m-%d} {visit.due_words}"
    return _("{words}，试过 {count} 次").format(words=words, count=visit.tries) if visit.tries else words
