"""The bar above the screen: what is open, whether it is kept, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from govdesk.foundation.text import _
from govdesk.services.mediation import AgreementWork
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.labels import ElidedLabel, label, set_property


class Head(QWidget):
    """Signals say what was asked for; `show_work` and `show_findings` say what may be."""

    card_wanted = Signal()
    next_wanted = Signal()
    issue_wanted = Signal()
    print_wanted = Signal()
    void_wanted = Signal()
    file_wanted = Signal()
    draft_target_wanted = Signal()
    pdf_target_wanted = Signal()
    word_target_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._in_front, self._open = True, False
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, 6, theme.SPACE_3, 6)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(label(_("调解"), "title"))
        self._title = ElidedLabel("", "secondary")
        row.addWidget(self._title, 1)
        self._state = label("", "small")
        self._state.setAccessibleName(_("草稿保存情况"))
        row.addWidget(self._state)
        self._make_buttons()
        for each in (self.card, self.next, self.more, self.issue, self.print):
            row.addWidget(each)
        self.show_work(None, 0)

    def title(self) -> str:
        return self._title.text()

    def show_work(
        self, work: AgreementWork | None, copies: int, printable: bool = False, defective: bool = True
    ) -> None:
        """Buttons for the work that is open; `defective` forbids issuing it."""
        issued = work is not None and work.issued is not None
        self._title.setText(f"{work.number} · {work.title} · {work.committee}" if work else "")
        words = _("打印 {copies} 份").format(copies=copies) if work else _("打印")
        if words != self.print.text():
            self.print.setText(words)
            self.print.setAccessibleName(words)
            self.print.updateGeometry()
        self.print.setEnabled(printable)
        self._open = work is not None and not issued
        self.issue.setVisible(not issued and self._in_front)
        self.issue.setEnabled(work is not None and not issued and not defective)
        self.next.setVisible(not issued and self._in_front)
        self.card.setEnabled(work is not None)
        self.more.setEnabled(work is not None)
        self._file.setEnabled(not issued)
        self._void.setVisible(issued)

    def show_case(self, number: str, title: str, committee: str, agreement: bool) -> None:
        """Which case the panes show; without `agreement` there is nothing to print or issue yet."""
        self._title.setText(" · ".join(part for part in (number, title, committee) if part))
        self.card.setEnabled(True)
        self.print.setVisible(agreement)
        self.more.setVisible(agreement)
        if not agreement:
            self.issue.hide()
            self.next.hide()

    def stand_before(self, agreement: bool) -> None:
        """Only over the agreement is its printing the first thing to do; the other panes have their own."""
        self._in_front = agreement
        set_property(self.print, "tone", "primary" if agreement else "")
        for each in (self.issue, self.next):
            each.setVisible(agreement and self._open)

    def show_findings(self, count: int) -> None:
        self.next.setEnabled(count > 0)

    def show_state(self, words: str) -> None:
        self._state.setText(words)

    def _make_buttons(self) -> None:
        self.card = button(_("案件卡片"), "quiet", "external-link")
        self.next = KeyButton(_("下一处提示"), "F4")
        self.more = button(_("更多"))
        menu = QMenu(self.more)
        menu.setAccessibleName(_("更多"))
        self._file = menu.addAction(_("打开协议草稿文件……"), self.file_wanted.emit)
        menu.addAction(_("把草稿另存为文件……"), self.draft_target_wanted.emit)
        menu.addAction(_("另存为 PDF……"), self.pdf_target_wanted.emit)
        menu.addAction(_("导出 Word……"), self.word_target_wanted.emit)
        self._void = menu.addAction(_("作废重出……"), self.void_wanted.emit)
        self.more.setMenu(menu)
        self.issue = KeyButton(_("出具协议书"), "Ctrl Enter")
        self.print = KeyButton(_("打印"), "Ctrl P", "primary")
        self.card.clicked.connect(self.card_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.issue.clicked.connect(self.issue_wanted)
        self.print.clicked.connect(self.print_wanted)
