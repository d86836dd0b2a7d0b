"""The middle of the papers: heading, news, questions, the tools of an issued paper or the form of a new one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.documents import DocumentRow
from govdesk.services.paper_forms import PaperForm
from govdesk.services.paper_labels import document_label
from govdesk.ui import theme
from govdesk.ui.screens.papers.foot import Foot
from govdesk.ui.screens.papers.forms import PaperFields
from govdesk.ui.screens.papers.void_pane import VoidPane
from govdesk.ui.widgets.confirm_pane import ConfirmPane
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.paper_tools import PaperTools

LEAST_WIDTH = 320


class Middle(QWidget):
    """`form` is None while an issued paper, or none, is in view; `changed` when something was typed into it."""

    changed = Signal()

    def __init__(self, tools: PaperTools, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools, self._now = tools, now
        self.form: PaperFields | None = None
        self.setMinimumWidth(theme.px(LEAST_WIDTH))
        self._build()

    def heading(self) -> str:
        return self._heading.text()

    def clear(self, any_case: bool, kind: str, chosen: DocumentRow | None) -> None:
        """An issued paper with its tools, or the place for the form of a new one."""
        self._take_form_away()
        self._nothing.setVisible(not any_case)
        self._area.setVisible(not any_case or chosen is None)
        self._gap.setVisible(self._area.isHidden())
        self.bar.clear()
        self.confirm.hide()
        self.void.hide()
        self._heading.setText(document_label(kind) if chosen is None else chosen.title)
        self.foot.show_for(chosen)
        self.tools.show_paper(chosen)
        if chosen is not None:
            self._say_issued(chosen)

    def show_form(self, form: PaperForm, draft: dict[str, Any] | None, take_focus: bool) -> None:
        self.form = PaperFields(form, self._now)
        if draft:
            self.form.set_values(draft)
        self.form.changed.connect(self.changed)
        self._form_place.addWidget(self.form)
        if take_focus:
            self.form.focus_first()

    def has_focus_in_form(self) -> bool:
        return self.form is not None and self.form.isAncestorOf(QApplication.focusWidget() or self)

    def data(self) -> dict[str, Any]:
        """What differs from what the case knows."""
        return self.form.values() if self.form is not None else {}

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.SPACE_3)
        self._heading = label("", "title")
        self.bar = MessageBar()
        self.confirm = ConfirmPane(
            _("出具这份文书？"),
            _("出具后取得编号，内容不再变化；以后要改，须写明理由作废后重新出具。"),
            _("出具"),
            danger=False,
        )
        self.void = VoidPane()
        for pane in (self.confirm, self.void):
            pane.cancelled.connect(pane.hide)
            pane.hide()
        self._gap = QWidget()
        self._gap.hide()
        self._area = self._make_area()
        self.foot = Foot()
        for each in (self._heading, self.bar, self.confirm, self.void, self.tools):
            column.addWidget(each)
        column.addWidget(self._area, 1)
        column.addWidget(self._gap, 1)
        column.addWidget(self.foot)

    def _make_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QFrame()
        holder.setProperty("box", "card")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(16, 14, 16, 16)
        self._form_place = QVBoxLayout()
        inner.addLayout(self._form_place)
        inner.addStretch(1)
        self._nothing = EmptyState("file-text", _("没有选中案件"), _("在案件列表选一件，按 P 打开它的文书。"))
        inner.addWidget(self._nothing)
        area.setWidget(holder)
        return area

    def _take_form_away(self) -> None:
        if self.form is None:
            return
        self._form_place.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = None

    def _say_issued(self, chosen: DocumentRow) -> None:
        told = _("{number}，{day} 出具。这里看到和打印的就是当时的原件。").format(
            number=chosen.number or chosen.title, day=f"{chosen.issued_at:%Y-%m-%d}"
        )
        if chosen.state == "void":
            told = _("已作废。{told}").format(told=told)
        self.bar.say(told, "warning" if chosen.state == "void" else "accent", closable=False)
