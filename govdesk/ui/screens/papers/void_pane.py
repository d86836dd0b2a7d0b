"""作废 in the page: the reason is typed here, and the number is never used again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label


class VoidPane(QFrame):
    """`confirmed(reason)`; Enter in the line is no answer while it is empty, Esc is no."""

    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "danger")
        self.setAccessibleName(_("作废这份文书？"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(label(_("作废这份文书？"), "heading", wrap=True))
        column.addWidget(label(_("原件和编号都保留，编号不再使用；已经打印送出的请收回。"), wrap=True))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("作废原因"))
        self.reason.setPlaceholderText(_("作废原因，如：接收单位写错"))
        self.reason.returnPressed.connect(self._confirm)
        self.reason.textChanged.connect(self._settle)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        self.yes = button(_("作废"), "danger")
        self.no = button(_("取消"))
        self.yes.clicked.connect(self._confirm)
        self.no.clicked.connect(self.cancelled)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column.addLayout(row)
        self._settle()

    def ask(self) -> None:
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def _settle(self) -> None:
        self.yes.setEnabled(bool(self.reason.text().strip()))

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.confirmed.emit(reason)
