"""The row under the form: issue, and what can be done with a paper that has no number yet."""

from PySide6.QtWidgets import QWidget

from govdesk.foundation.text import _
from govdesk.services.documents import DocumentRow
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.flow_layout import FlowLayout


class Foot(QWidget):
    """The buttons are public; the screen connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        self.issue = KeyButton(_("出具"), "Ctrl Enter", "primary")
        self.print = KeyButton(_("打印"), "Ctrl P", "", "printer")
        self.save = button(_("另存 PDF"), "", "download")
        self.word = button(_("导出 Word"), "", "file-down")
        self.void = button(_("作废"), "", "x")
        self._of_new = (self.issue, self.print, self.save, self.word)
        for each in (*self._of_new, self.void):
            row.addWidget(each)

    def show_for(self, chosen: DocumentRow | None) -> None:
        """An issued paper has its own tools; it can only be made void here."""
        for each in self._of_new:
            each.setVisible(chosen is None)
        self.void.setVisible(chosen is not None and chosen.state != "void")

    def usable(self, usable: bool) -> None:
        for each in self._of_new:
            each.setEnabled(usable)
