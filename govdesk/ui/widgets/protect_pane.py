"""A paper that leaves the centre: for whom, what for, and a password that is typed twice or made and shown once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from govdesk.domain.errors import BadInput
from govdesk.foundation.text import _
from govdesk.services.leaving import checked_password, generated_password
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label


class ProtectPane(QFrame):
    """`wanted(password, recipient, purpose)`; the fields are emptied as soon as the pane is closed."""

    wanted = Signal(str, str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        self.setAccessibleName(_("加密外发"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(label(_("加密外发"), "heading"))
        column.addWidget(
            label(_("存成只有凭密码才能打开的 PDF，并登记给谁、作什么用。密码不保存，请另行告知对方。"), wrap=True)
        )
        fields = QFormLayout()
        fields.setContentsMargins(0, 0, 0, 0)
        self.recipient, self.purpose = _field(_("给谁")), _field(_("用途"))
        self.password, self.again = _field(_("密码")), _field(_("再输入一次"))
        for field in (self.password, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        made = button(_("生成密码"), "link")
        made.clicked.connect(self.generate)
        row = QHBoxLayout()
        row.addWidget(self.password, 1)
        row.addWidget(made)
        fields.addRow(_("给谁"), self.recipient)
        fields.addRow(_("用途"), self.purpose)
        fields.addRow(_("密码"), row)
        fields.addRow(_("再输入一次"), self.again)
        column.addLayout(fields)
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        column.addWidget(self._fault)
        buttons = QHBoxLayout()
        save = button(_("存成加密文件……"), "primary", "lock")
        save.clicked.connect(self._ask)
        close = button(_("关闭"))
        close.clicked.connect(self.closed)
        for each in (save, close):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def ask(self) -> None:
        self.forget()
        self.show()
        self.recipient.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """No password stays in a field."""
        for field in (self.recipient, self.purpose, self.password, self.again):
            field.clear()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._fault.hide()

    def generate(self) -> None:
        """A password in plain sight, once."""
        made = generated_password()
        self.password.setEchoMode(QLineEdit.EchoMode.Normal)
        self.password.setText(made)
        self.again.setText(made)
        self.password.selectAll()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def fault(self) -> str:
        return self._fault.text() if not self._fault.isHidden() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: object) -> None:
        self.forget()

    def _ask(self) -> None:
        recipient, purpose = self.recipient.text().strip(), self.purpose.text().strip()
        try:
            if not recipient or not purpose:
                raise BadInput("leaving_needs_recipient", {})
            password = checked_password(self.password.text(), self.again.text())
        except BadInput as error:
            self._fault.setText(sentence(error))
            self._fault.show()
            return
        self._fault.hide()
        self.wanted.emit(password, recipient, purpose)


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
