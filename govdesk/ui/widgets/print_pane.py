"""Before a paper goes to the printer: which one, how many copies, seam line, both sides; what was printed so far."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.printing import MOST_COPIES, Printing, PrintJob, ordinal_label
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.printers import Printers
from govdesk.ui.widgets.section import SectionHeader


class PrintPane(QFrame):
    """Enter prints, Esc closes. `look_changed(seam)` when the page to be printed looks different.

    A list (`of_paper` False) has no seam and no log of its own.
    """

    wanted = Signal(str, int, bool)  # printer, copies, both sides
    look_changed = Signal(bool)
    closed = Signal()

    def __init__(self, printers: Printers, parent: QWidget | None = None, of_paper: bool = True) -> None:
        super().__init__(parent)
        self._printers, self._of_paper = printers, of_paper
        self.setProperty("box", "card")
        self.setAccessibleName(_("打印"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        self._heading = label("", "heading", wrap=True)
        column.addWidget(self._heading)
        column.addLayout(self._fields())
        row = QHBoxLayout()
        self._do_print = KeyButton(_("打印"), "Enter", "primary")
        self._do_print.clicked.connect(self._ask)
        close = button(_("关闭"))
        close.clicked.connect(self.closed)
        row.addWidget(self._do_print)
        row.addWidget(close)
        row.addStretch(1)
        column.addLayout(row)
        self._log = QVBoxLayout()
        self._log.setSpacing(2)
        if of_paper:
            column.addWidget(SectionHeader(_("打印记录")))
            column.addLayout(self._log)

    def _fields(self) -> QFormLayout:
        fields = QFormLayout()
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setVerticalSpacing(theme.SPACE_2)
        self.printer = QComboBox()
        self.printer.setAccessibleName(_("打印机"))
        self.printer.currentTextChanged.connect(self._printer_chosen)
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setAccessibleName(_("份数"))
        self.seam = QCheckBox(_("每页右边印骑缝线和编号、页次"))
        self.seam.toggled.connect(self.look_changed)
        self.both_sides = QCheckBox(_("双面（单数页的每份另起一张）"))
        fields.addRow(_("打印机"), self.printer)
        fields.addRow(_("份数"), self.copies)
        if self._of_paper:
            fields.addRow("", self.seam)
        fields.addRow("", self.both_sides)
        return fields

    def use_printers(self, printers: Printers) -> None:
        self._printers = printers

    def ask(self, job: PrintJob, log: Sequence[Printing]) -> None:
        """Show the pane for a paper; the copies that the law asks for are set."""
        again = (
            _("　这是{ordinal}，每页右上角会注明。").format(ordinal=ordinal_label(job.ordinal))
            if job.ordinal > 1
            else ""
        )
        self._heading.setText(_("打印 {title}（{pages} 页）").format(title=job.title, pages=job.pages) + again)
        names = self._printers.names()
        self.printer.clear()
        self.printer.addItems(names)
        usual = self._printers.default()
        if usual in names:
            self.printer.setCurrentText(usual)
        if not names:
            self.printer.setPlaceholderText(_("没有安装打印机"))
        self.copies.setValue(job.copies)
        if self._of_paper:
            self._show_log(log)
        self.show()
        self._do_print.setFocus(Qt.FocusReason.OtherFocusReason)

    def busy(self, busy: bool) -> None:
        self._do_print.setEnabled(not busy)

    def log_texts(self) -> list[str]:
        """What the log shows, a text per line."""
        found = []
        for index in range(self._log.count()):
            item = self._log.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None:
                found.append(str(widget.property("text")))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if self._do_print.isEnabled():
            self.wanted.emit(self.printer.currentText(), self.copies.value(), self.both_sides.isChecked())

    def _printer_chosen(self, name: str) -> None:
        able = bool(name) and self._printers.prints_both_sides(name)
        self.both_sides.setEnabled(able)
        if not able:
            self.both_sides.setChecked(False)

    def _show_log(self, log: Sequence[Printing]) -> None:
        while (item := self._log.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not log:
            self._log.addWidget(label(_("还没有打印过"), "small"))
        for line in log:
            self._log.addWidget(label(_line(line), "small", wrap=True))


def _line(line: Printing) -> str:
    what = ordinal_label(line.ordinal) if line.ordinal else line.what
    where = f"　{line.printer}" if line.printer else ""
    return _("{when}　{who}　{what}　{copies} 份{where}").format(
        when=f"{line.at:%Y-%m-%d %H:%M}", who=line.who, what=what, copies=line.copies, where=where
    )
