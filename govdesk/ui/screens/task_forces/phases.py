"""The three phases side by side: what was read, examined and done, each note with the page it speaks of."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.task_force_views import EntryView, PhaseView
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button, flush_link
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.flow_layout import FlowBox
from govdesk.ui.widgets.labels import ElidedLabel, label

ENTRIES_HEIGHT = 120
_FORMS = {
    "reading": ("note",),
    "review": ("people_met", "finding", "joint_meeting", "public_hearing"),
    "resolve": ("measure",),
}


class PhaseColumn(QFrame):
    """`wanted(form code)` from its buttons, `page_wanted(entry id)` from a cited page."""

    wanted = Signal(str)
    page_wanted = Signal(int)

    def __init__(self, phase: PhaseView, labels: dict[str, str], running: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phase = phase
        self.setProperty("box", "info" if phase.state == "current" else "card")
        self.setAccessibleName(phase.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(self._head())
        if running and phase.state != "ahead":
            column.addWidget(self._buttons(labels))
        column.addWidget(self._entries(), 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(self.phase.label, "heading"))
        state, tone = {
            "done": (_("已完成"), "good"),
            "current": (_("进行中"), "accent"),
            "ahead": (_("未到"), "neutral"),
        }[self.phase.state]
        head.addWidget(Chip(state, tone))
        head.addStretch(1)
        if self.phase.done_at is not None:
            head.addWidget(label(f"{self.phase.done_at:%m-%d}", "small"))
        return head

    def _buttons(self, labels: dict[str, str]) -> QWidget:
        holder = FlowBox(gap=6)
        flow = holder.flow
        codes = _FORMS[self.phase.code]
        if self.phase.state == "current" and self.phase.code != "resolve":
            codes = (*codes, "finish")
        for code in codes:
            made = button(labels[code], "primary" if code == "finish" else "")
            made.setAccessibleName(_("{phase}：{action}").format(phase=self.phase.label, action=labels[code]))
            made.clicked.connect(lambda _on=False, code=code: self.wanted.emit(code))
            flow.addWidget(made)
        return holder

    def _entries(self) -> QWidget:
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.setSpacing(theme.SPACE_2)
        if not self.phase.entries:
            inner.addWidget(label(_empty(self.phase), "small", wrap=True))
        for entry in reversed(self.phase.entries):
            box = EntryBox(entry)
            box.page_wanted.connect(self.page_wanted)
            inner.addWidget(box)
        inner.addStretch(1)
        area = _Entries()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }")
        area.setWidget(holder)
        return area


class _Entries(QScrollArea):
    """Takes the room that is left, and is content with a few lines."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(ENTRIES_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.px(ENTRIES_HEIGHT))


class EntryBox(QFrame):
    """One thing written down; a cited page is a link."""

    page_wanted = Signal(int)

    def __init__(self, entry: EntryView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_1)
        words = _("{kind} · {aspect}").format(kind=entry.label, aspect=entry.aspect) if entry.aspect else entry.label
        head.addWidget(ElidedLabel(words, "accent"), 1)
        if entry.sets_aside:
            head.addWidget(Chip(_("不受原结论限制"), "warning"))
        column.addLayout(head)
        column.addWidget(label(entry.text, wrap=True, selectable=True))
        for each in entry.lines:
            column.addWidget(label(each, "small", wrap=True, selectable=True))
        if entry.openable:
            cited = _("《{name}》第 {page} 页").format(name=entry.file, page=entry.page)
            opener = flush_link(cited, "paperclip")
            opener.setToolTip(cited)
            opener.setMinimumWidth(theme.px(40))  # a long name of a file does not widen the column
            opener.clicked.connect(lambda: self.page_wanted.emit(entry.id))
            column.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        who = " · ".join(part for part in (entry.author, f"{entry.at:%m-%d %H:%M}", entry.case_number) if part)
        column.addWidget(ElidedLabel(who, "small"))


def _empty(phase: PhaseView) -> str:
    words = {
        "reading": _("班长读案卷，写下在哪份附件第几页看出了什么：事实、证据采信、法律适用。"),
        "review": _("与群众见面，重新评估；不限原调查结论、不限原处理意见。有异议的开联席会议、公开听证。"),
        "resolve": _("一对一化解，一包到底、限期办结；每项措施记一条。"),
    }
    return words[phase.code]
