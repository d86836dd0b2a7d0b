"""The chosen case of the board: its clocks, what was said of it so far, and what may be done."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_actions import ActionOffer
from govdesk.services.supervision_records import ExclusionView, RequestView, SupervisionRecord, exclusion_line
from govdesk.ui import theme
from govdesk.ui.widgets.action_pane import ActionPane
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.case_pane import CasePane, clear
from govdesk.ui.widgets.clock_label import ClockLabel
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import label, line
from govdesk.ui.widgets.section import SectionHeader
from govdesk.ui.widgets.timeline import Timeline, TimelineEntry

WIDTHS = (380, 340)
"""On a wide and on a narrow screen."""
_TONES = {
    "remind": "neutral",
    "urge": "warning",
    "supervise": "danger",
    "listing_proposal": "warning",
    "list": "danger",
}


class RecordPane(CasePane):
    """`chosen(action)` from a button; `case_wanted` opens the case in the queue."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("督办记录"), "bell", _("在列表里选一件，这里显示它的时限和督办记录。"), parent)
        self.record: SupervisionRecord | None = None
        self.pane: ActionPane | None = None
        self._fill_body()
        self._foot = QVBoxLayout()
        self._bar = self._action_bar()
        self._foot.addWidget(self._bar)
        self.full.addLayout(self._foot)

    def show_nothing(self) -> None:
        super().show_nothing()
        self.record = None

    def show_record(
        self, record: SupervisionRecord, offers: Sequence[ActionOffer], now: datetime, likely: str = ""
    ) -> None:
        """`likely` is the action that the section waits for: it stands out."""
        self.record = record
        self._show_clocks(record)
        self._next.setText(_("下一步：{step}").format(step=record.next_step) if record.next_step else "")
        self._next.setVisible(bool(record.next_step))
        self._steps.set(_entries(record, now))
        self._no_steps.setVisible(not record.steps)
        self._show_requests(record)
        self._show_offers(offers, likely)
        self.show_head(record.case_id, f"{record.number} · {record.handler}", record.title, _chips(record))

    def open_action(self, pane: ActionPane) -> None:
        """The form of an action takes the place of the buttons."""
        self.close_action()
        self.pane = pane
        self._bar.hide()
        self._foot.addWidget(pane)
        pane.fit_into(self.height())
        pane.show()
        pane.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pane is not None:
            self.pane.fit_into(self.height())

    def close_action(self) -> None:
        if self.pane is None:
            return
        pane, self.pane = self.pane, None
        pane.hide()
        self._foot.removeWidget(pane)
        pane.deleteLater()
        self._bar.show()

    # -- build

    def _fill_body(self) -> None:
        body = self.body
        self._clocks = QVBoxLayout()
        self._clocks.setSpacing(theme.SPACE_1)
        body.addLayout(self._clocks)
        body.addSpacing(theme.SPACE_1)
        body.addWidget(SectionHeader(_("督办记录")))
        self._steps = Timeline()
        self._steps.setAccessibleName(_("督办记录"))
        body.addWidget(self._steps)
        self._no_steps = label(_("还没有提醒、催办或督办。"), "small", wrap=True)
        body.addWidget(self._no_steps)
        self._next = label("", "accent", wrap=True)
        body.addWidget(self._next)
        self._request_head = SectionHeader(_("延期与挂起"))
        body.addWidget(self._request_head)
        self._requests = QVBoxLayout()
        self._requests.setSpacing(theme.SPACE_1)
        body.addLayout(self._requests)
        body.addStretch(1)

    def _action_bar(self) -> QWidget:
        bar = QWidget()
        bar.setAccessibleName(_("可以做的操作"))
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        holder = QWidget()
        self._buttons = FlowLayout(holder, gap=6, columns=3, narrowest=theme.px(108))
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 10, 16, 12)
        inner.addWidget(holder)
        self._nothing = label(_("这个席位现在没有可以做的督办操作。"), "small", wrap=True)
        inner.addWidget(self._nothing)
        column.addLayout(inner)
        return bar

    # -- show

    def _show_clocks(self, record: SupervisionRecord) -> None:
        clear(self._clocks)
        for clock in record.clocks:
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            caption = label(clock.label, "secondary")
            caption.setFixedWidth(theme.px(60))
            shown = ClockLabel()
            due = _("{moment} 到期 · ").format(moment=f"{clock.due_at:%m-%d %H:%M}") if clock.due_at else ""
            ink = "overdue" if clock.overdue else "secondary" if clock.paused or not clock.running else "on_time"
            shown.set(due + clock.words, ink, clock.arithmetic)
            inside.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
            inside.addWidget(shown, 1)
            self._clocks.addWidget(row)

    def _show_requests(self, record: SupervisionRecord) -> None:
        clear(self._requests)
        for request in record.requests:
            self._requests.addWidget(label(_request_words(request), wrap=True, selectable=True))
            role = "small" if request.is_told or request.state != _("已批准") else "warning"
            self._requests.addWidget(label(request.citizen_told, role, wrap=True))
        for exclusion in record.exclusions:
            self._requests.addWidget(self._exclusion(exclusion))
        self._requests.addWidget(label(record.ceiling, "small", wrap=True))
        shown = bool(record.requests or record.exclusions)
        self._request_head.setVisible(shown)
        for at in range(self._requests.count()):
            item = self._requests.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(shown)

    def _exclusion(self, item: ExclusionView) -> QWidget:
        shown = label(exclusion_line(item), wrap=True, selectable=True)
        shown.setToolTip(item.source)
        return shown

    def _show_offers(self, offers: Sequence[ActionOffer], likely: str) -> None:
        clear(self._buttons)
        for number, offer in enumerate(offers, start=1):
            made = KeyButton(offer.label, offer.key or str(number), "primary" if offer.action == likely else "")
            made.setToolTip(_("代录：{body}").format(body=offer.acting_for) if offer.acting_for else offer.label)
            made.clicked.connect(lambda _on=False, action=offer.action: self.chosen.emit(action))
            self._buttons.addWidget(made)
        self._nothing.setVisible(not offers)


def _chips(record: SupervisionRecord) -> list[tuple[str, str]]:
    words = [(_("挂牌督办"), "danger")] if record.listed else []
    if record.leader:
        words.append((_("督办领导 {name}").format(name=record.leader), "accent"))
    return words


def _entries(record: SupervisionRecord, now: datetime) -> list[TimelineEntry]:
    """Newest first, with who was told and what was answered below."""
    entries = []
    for step in reversed(record.steps):
        words = " · ".join(part for part in (step.label, step.state, step.by) if part)
        when = f"{step.at:%m-%d %H:%M}" if step.at.year == now.year else f"{step.at:%Y-%m-%d}"
        note = "\n".join(part for part in (step.reason, step.answer) if part)
        entries.append(TimelineEntry(words, when, _TONES.get(step.kind, "accent"), note))
    return entries


def _request_words(request: RequestView) -> str:
    words = f"{request.asked_at:%m-%d} {request.asked_by}{request.words}：{request.state}"
    return f"{words}（{request.decided_by}）" if request.decided_by else words
