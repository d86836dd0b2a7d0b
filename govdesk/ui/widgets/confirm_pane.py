"""What cannot be taken back is asked in the page, with its consequence, never in a box over it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label


class ConfirmPane(QFrame):
    """Esc is no; the focus starts on no, so that Enter alone never does it."""

    confirmed = Signal()
    cancelled = Signal()

    def __init__(
        self,
        question: str,
        consequence: str,
        confirm: str,
        danger: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("box", "danger" if danger else "info")
        self.setAccessibleName(question)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(label(question, "heading", wrap=True))
        column.addWidget(label(consequence, wrap=True))
        row = QHBoxLayout()
        self.yes = button(confirm, "danger" if danger else "primary")
        self.no = button(_("取消"))
        self.yes.clicked.connect(self.confirmed)
        self.no.clicked.connect(self.cancelled)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column.addLayout(row)

    def ask(self) -> None:
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)
