"""The row of panes above the work: one dispute from application to dossier, each reached by Alt and a digit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton

SCHEDULE = "schedule"


class PaneBar(QWidget):
    """`chosen(code)`; the keys work in the whole `screen`."""

    chosen = Signal(str)

    def __init__(self, panes: Sequence[tuple[str, str]], screen: QWidget) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("调解的各个步骤"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, 4, theme.SPACE_3, 4)
        row.setSpacing(theme.SPACE_1)
        group = QButtonGroup(self)
        self.buttons: dict[str, KeyButton] = {}
        for place, (code, words) in enumerate(panes, start=1):
            made = KeyButton(words, f"Alt {place}", "quiet")
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, code=code: self.chosen.emit(code))
            group.addButton(made)
            row.addWidget(made)
            if place == len(panes) - 1:
                row.addStretch(1)
            self.buttons[code] = made
            shortcut = QShortcut(QKeySequence(f"Alt+{place}"), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(made.click)

    def show_chosen(self, code: str) -> None:
        self.buttons[code].setChecked(True)
