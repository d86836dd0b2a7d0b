"""The way down to the picture: every step but the last is a button that goes back up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.network_scene import Crumb
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label


class Breadcrumb(QWidget):
    """`wanted(grid_id)` when a step is pressed."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("所在位置"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)

    def show_path(self, path: Sequence[Crumb]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for crumb in path[:-1]:
            step = button(crumb.name, "link")
            step.setAccessibleName(_("回到{name}").format(name=crumb.name))
            step.clicked.connect(lambda _checked=False, grid_id=crumb.grid_id: self.wanted.emit(grid_id))
            self._row.addWidget(step)
            self._row.addWidget(label("›", "secondary"))
        if path:
            self._row.addWidget(label(path[-1].name, "heading"))
        self._row.addStretch(1)
