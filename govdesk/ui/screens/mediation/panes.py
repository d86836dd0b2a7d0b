"""What stands above the form: news, and the questions before what cannot be taken back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.screens.mediation.inputs import line_edit
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar


class TellingBar(MessageBar):
    """News above the form, one at a time; `unexpected` for what is no news but a bug."""

    unexpected = Signal(object)

    def tell(self, words: str, tone: str = "good", closable: bool = True) -> None:
        self.clear()
        self.say(words, tone, closable)

    def complain(self, error: Exception) -> None:
        """Say an expected failure; anything else is a bug."""
        if isinstance(error, GovDeskError):
            self.tell(sentence(error), "danger")
        else:
            self.unexpected.emit(error)


class _Pane(QFrame):
    """Esc is no."""

    cancelled = Signal()

    def __init__(self, box: str) -> None:
        super().__init__()
        self.setProperty("box", box)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        self.column.setSpacing(theme.SPACE_2)
        self._question = label("", "heading", wrap=True)
        self._consequence = label("", wrap=True)
        self.column.addWidget(self._question)
        self.column.addWidget(self._consequence)
        self.buttons = QHBoxLayout()
        self.no = button(_("取消"))
        self.no.clicked.connect(self.cancelled)
        self.cancelled.connect(self.hide)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in a question until it is answered; Esc is no."""
        stops = [item for item in self.findChildren(QWidget) if _can_stop(item)]
        focused = self.window().focusWidget()
        if focused not in stops:
            return super().focusNextPrevChild(forward)
        step = 1 if forward else -1
        stops[(stops.index(focused) + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _ask(self, question: str, consequence: str) -> None:
        self._question.setText(question)
        self._consequence.setText(consequence)
        self.setAccessibleName(question)
        self.show()


class IssuePane(_Pane):
    """`issue(print_too)`, or one sheet of the draft without a number."""

    issue = Signal(bool)
    draft_print = Signal()

    def __init__(self) -> None:
        super().__init__("info")
        self.both = button("", "primary", "printer")
        self.only = button(_("只出具，不打印"))
        self.draft = button(_("只打印一份草稿"), "link")
        self.both.clicked.connect(lambda: self._take(True))
        self.only.clicked.connect(lambda: self._take(False))
        self.draft.clicked.connect(self._take_draft)
        for each in (self.both, self.only, self.no, self.draft):
            self.buttons.addWidget(each)
        self.buttons.addStretch(1)
        self.column.addLayout(self.buttons)

    def ask(self, committee: str, copies: int, print_first: bool) -> None:
        self.both.setText(_("出具并打印 {copies} 份").format(copies=copies))
        self.both.setAccessibleName(self.both.text())
        self.draft.setVisible(print_first)
        self._ask(
            _("以{committee}的名义出具这份协议书？").format(committee=committee),
            _("出具后取得编号，内容不再变化；以后要改，须写明理由作废后重新出具。盖章由调委会在纸上完成。"),
        )
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, print_too: bool) -> None:
        self.hide()
        self.issue.emit(print_too)

    def _take_draft(self) -> None:
        self.hide()
        self.draft_print.emit()


class VoidPane(_Pane):
    """`void(reason)`; without a reason nothing happens."""

    void = Signal(str)

    def __init__(self) -> None:
        super().__init__("danger")
        self.reason = line_edit(_("作废的理由"), _("如：当事人姓名写错"))
        self.yes = button(_("作废"), "danger")
        self.yes.clicked.connect(self._take)
        self.reason.returnPressed.connect(self._take)
        self.reason.textChanged.connect(lambda: self.yes.setEnabled(bool(self.reason.text().strip())))
        for each in (self.yes, self.no):
            self.buttons.addWidget(each)
        self.buttons.addStretch(1)
        self.column.addWidget(self.reason)
        self.column.addLayout(self.buttons)

    def ask(self, number: str) -> None:
        self.reason.clear()
        self.yes.setEnabled(False)
        self._ask(
            _("作废 {number}？").format(number=number),
            _("编号不再使用，原件和理由都留在卷里；收回已经发出的各份。作废后可以改草稿，重新出具。"),
        )
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        if self.reason.text().strip():
            self.hide()
            self.void.emit(self.reason.text().strip())


def _can_stop(widget: QWidget) -> bool:
    return isinstance(widget, QPushButton | QLineEdit) and widget.isVisible() and widget.isEnabled()
