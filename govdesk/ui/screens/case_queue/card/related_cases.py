"""On the card: the master or what was merged under it, the earlier matter, and what this may repeat."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.merging import LinkedCase, MergedCase, Related, related_cases
from govdesk.services.repeats import RepeatView
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import SectionHeader
from govdesk.ui.workplace import Workplace

MERGE, LINK = "merge", "link_earlier"


class RelatedCases(QWidget):
    """Hidden while there is nothing. `action_wanted(action, number)`: begin it with that case filled in."""

    action_wanted = Signal(str, str)
    shown = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._wanted = 0
        self.related: Related | None = None
        self.setAccessibleName(_("相关案件"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.SPACE_1, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self.hide()

    def load(self, case_id: int) -> None:
        """Read in the background, after the card itself is there."""
        if case_id != self._wanted:
            self.hide()
            self.related = None
        self._wanted = case_id
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: (case_id, related_cases(desk, actor, case_id)), self._take, lambda _error: self.hide()
        )

    def choices(self, action: str) -> tuple[tuple[str, str], ...]:
        """(number, words) for a field that names another case."""
        if self.related is None:
            return ()
        views = [view for view in self.related.repeats if view.is_open or action != MERGE]
        return tuple((view.number, f"{view.number} {view.title}（{view.words}）") for view in views)

    def _take(self, answer: tuple[int, Related]) -> None:
        case_id, related = answer
        if case_id != self._wanted:
            return
        self.related = related
        self._clear()
        for fill in (self._show_master, self._show_earlier, self._show_merged, self._show_repeats):
            fill(related)
        self.setVisible(self._column.count() > 0)
        self.shown.emit()

    def _show_master(self, related: Related) -> None:
        if related.master is not None:
            self._column.addWidget(self._linked(_("已并入"), related.master))

    def _show_earlier(self, related: Related) -> None:
        if related.earlier is not None and related.earlier != related.master:
            words = _("旧件复发") if related.relapse else _("旧件")
            self._column.addWidget(self._linked(words, related.earlier))

    def _show_merged(self, related: Related) -> None:
        if not related.merged:
            return
        header = SectionHeader(_("并入 {count} 件").format(count=len(related.merged)))
        header.set_trailing(_("连本案共 {count} 人").format(count=related.people))
        self._column.addWidget(header)
        for merged in related.merged:
            self._column.addWidget(self._merged(merged))

    def _show_repeats(self, related: Related) -> None:
        if not related.repeats:
            return
        self._column.addWidget(SectionHeader(_("可能是同一件事")))
        for view in related.repeats:
            self._column.addWidget(self._repeat(view, can_act=related.master is None))

    def _linked(self, words: str, linked: LinkedCase) -> QWidget:
        holder, column = _block()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_1)
        head.addWidget(label(words, "secondary"))
        head.addWidget(self._opener(linked.number, linked.title, linked.id))
        head.addWidget(label(linked.status_label, "secondary"))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(label(linked.title, wrap=True))
        return holder

    def _merged(self, merged: MergedCase) -> QWidget:
        holder, column = _block()
        column.addWidget(self._opener(merged.number, merged.title, merged.id), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(merged.title, wrap=True))
        people = "、".join(merged.parties) or merged.reporter
        files = _("附件 {count} 份").format(count=len(merged.attachments)) if merged.attachments else ""
        day = f"{merged.received_at:%Y-%m-%d}"
        column.addWidget(label(" · ".join(part for part in (day, people, files) if part), "small", True))
        if merged.reason:
            column.addWidget(label(merged.reason, "secondary", wrap=True))
        return holder

    def _repeat(self, view: RepeatView, can_act: bool) -> QWidget:
        holder, column = _block()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_1)
        head.addWidget(self._opener(view.number, f"{view.title} {view.words}", view.case_id))
        head.addWidget(label(f"{view.when} · {view.status_label}", "secondary"))
        head.addStretch(1)
        if can_act and view.is_open:
            head.addWidget(self._doer(_("并案"), MERGE, view.number))
        if can_act:
            head.addWidget(self._doer(_("关联"), LINK, view.number))
        column.addLayout(head)
        column.addWidget(label(view.title, wrap=True))
        column.addWidget(label("、".join(view.reasons), "warning", wrap=True))
        return holder

    def _opener(self, number: str, name: str, case_id: int) -> QWidget:
        opener = button(number, "link")
        opener.setStyleSheet("QPushButton { padding-left: 0; padding-right: 0; }")
        opener.setAccessibleName(f"{number} {name}")
        opener.clicked.connect(lambda: self._place.case_wanted.emit(case_id))
        return opener

    def _doer(self, words: str, action: str, number: str) -> QWidget:
        doer = button(words, "link")
        doer.setAccessibleName(f"{words} {number}")
        doer.clicked.connect(lambda: self.action_wanted.emit(action, number))
        return doer

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _block() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    return holder, column
