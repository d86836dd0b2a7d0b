"""The left of the papers: of which case, what can be made new, what was issued already."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.documents import DocumentRow, document_label
from govdesk.ui import theme
from govdesk.ui.screens.papers.forms import KINDS
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import SectionHeader


class PaperList(QWidget):
    """`kind_chosen(code)`, `paper_chosen(DocumentRow)`, `left` to go back."""

    kind_chosen = Signal(str)
    paper_chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(200))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(theme.SPACE_1)
        back = KeyButton(_("返回案件"), "Esc")
        back.clicked.connect(self.left)
        self._number = label("", "small", selectable=True)
        self._title = label("", "heading", wrap=True)
        column.addWidget(back)
        column.addSpacing(theme.SPACE_2)
        column.addWidget(self._number)
        column.addWidget(self._title)
        column.addSpacing(theme.SPACE_3)
        column.addWidget(SectionHeader(_("新文书")))
        self._kinds = {kind: self._kind_button(kind) for kind in KINDS}
        for entry in self._kinds.values():
            column.addWidget(entry)
        column.addSpacing(theme.SPACE_3)
        column.addWidget(SectionHeader(_("已出具")))
        self._issued = QVBoxLayout()
        self._issued.setSpacing(0)
        column.addLayout(self._issued)
        column.addStretch(1)

    def show_case(self, number: str, title: str) -> None:
        self._number.setText(number)
        self._title.setText(title)

    def show_issued(self, papers: Sequence[DocumentRow]) -> None:
        """In the order of issue, void ones marked."""
        while (item := self._issued.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not papers:
            self._issued.addWidget(label(_("还没有"), "small"))
        for paper in papers:
            words = f"{paper.title} {paper.number}"
            entry = button(words if paper.state != "void" else _("{paper}（已作废）").format(paper=words), "link")
            entry.setStyleSheet("text-align: left;")
            entry.clicked.connect(lambda _on=False, paper=paper: self.paper_chosen.emit(paper))
            self._issued.addWidget(entry)

    def mark(self, kind: str) -> None:
        """Show which new paper is being made; "" for none."""
        for code, entry in self._kinds.items():
            entry.setChecked(code == kind)

    def _kind_button(self, kind: str) -> QPushButton:
        entry = button(document_label(kind), "quiet", "file-text")
        entry.setCheckable(True)
        entry.setStyleSheet("text-align: left;")
        entry.clicked.connect(lambda: self.kind_chosen.emit(kind))
        return entry
