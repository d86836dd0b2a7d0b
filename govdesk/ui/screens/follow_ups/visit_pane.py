"""The chosen case of the list: whom to call, what was done, the plan of visits, and writing the next one down."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.domain.case import FollowUp
from govdesk.foundation.text import _
from govdesk.services.case_card import CaseCard
from govdesk.services.follow_ups import Contact
from govdesk.ui import theme
from govdesk.ui.screens.follow_ups.record_box import RecordBox
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.case_pane import CasePane
from govdesk.ui.widgets.fields import ChoiceField, TextField
from govdesk.ui.widgets.labels import label, line
from govdesk.ui.widgets.section import SectionHeader
from govdesk.ui.widgets.timeline import Timeline, TimelineEntry
from govdesk.ui.widgets.visit_plan import VisitPlan

WIDTHS = (400, 340)
"""On a wide and on a narrow screen."""
Lists = Mapping[str, Mapping[str, str]]


class VisitPane(CasePane):
    """`recorded` with the values of a visit, `replied` with those of a reply; `phones_wanted` for the numbers."""

    recorded = Signal(dict)
    replied = Signal(dict)
    phones_wanted = Signal()

    def __init__(self, lists: Lists, parent: QWidget | None = None) -> None:
        hint = _("在列表里选一件，这里显示办理结果和以前的回访。")
        super().__init__(_("选中的案件"), "phone", hint, parent)
        self.card: CaseCard | None = None
        self._lists = lists
        self._fill_body()
        self._add_foot()

    def show_nothing(self) -> None:
        super().show_nothing()
        self.card = None

    def show_card(self, card: CaseCard, may_record: str, may_reply: str) -> None:
        """`may_record` and `may_reply` are empty where it may be done, else the sentence why not, or "-": not asked.

        The same case shown again keeps what was typed and the numbers already in sight.
        """
        again = self.card is not None and self.card.id == card.id
        self.card = card
        self.plan.show_plan(card.visits)
        self._result.setText("\n".join(part for part in (card.result, card.measures) if part))
        self._result_head.setVisible(bool(self._result.text()))
        self._tries.set([_entry(item, self._lists) for item in reversed(card.follow_ups)])
        self._tries_head.setVisible(bool(card.follow_ups))
        if not again:
            self._contact.setText(_people(card))
            self._reveal.setVisible(bool(card.phone) or any(party.phone for party in card.parties))
            self.record.clear()
            self._recipient.set_value("")
        self.record.setVisible(not may_record)
        self._reply.setVisible(not may_reply)
        reasons = [why for why in (may_record, may_reply) if why and why != "-"]
        self._why_not.setText(reasons[0] if reasons and may_record and may_reply else "")
        self._why_not.setVisible(bool(self._why_not.text()))
        self.show_head(card.id, f"{card.number} · {card.handler}", card.title, _chips(card))

    def show_contacts(self, contacts: Sequence[Contact]) -> None:
        """The numbers in plain, after the look at them was written down."""
        lines = [f"{item.part} {item.name} {item.phone}" for item in contacts]
        self._contact.setText("\n".join(lines) or _("没有留下电话"))
        self._reveal.hide()

    def dirty(self) -> bool:
        return self.card is not None and self.record.isVisible() and self.record.dirty()

    # -- build

    def _add_foot(self) -> None:
        self.full.addWidget(line())
        self.record = RecordBox(tuple(self._lists["visit_ways"].items()))
        self.record.recorded.connect(self.recorded)
        self.full.addWidget(self.record)
        self.full.addWidget(self._reply_box())
        self._why_not = label("", "small", wrap=True)
        self._why_not.setContentsMargins(16, 10, 16, 12)
        self.full.addWidget(self._why_not)

    def _fill_body(self) -> None:
        body = self.body
        row = QHBoxLayout()
        self._contact = label("", wrap=True, selectable=True)
        self._reveal = KeyButton(_("显示电话"), "T", "", "phone")
        self._reveal.setToolTip(_("显示完整电话，这一步记入办理记录"))
        self._reveal.clicked.connect(self.phones_wanted)
        row.addWidget(self._contact, 1)
        row.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(row)
        self.plan = VisitPlan()
        body.addWidget(self.plan)
        self._result_head = SectionHeader(_("办理结果"))
        body.addWidget(self._result_head)
        self._result = label("", wrap=True, selectable=True)
        body.addWidget(self._result)
        self._tries_head = SectionHeader(_("以前的回访"))
        body.addWidget(self._tries_head)
        self._tries = Timeline()
        self._tries.setAccessibleName(_("以前的回访"))
        body.addWidget(self._tries)
        body.addStretch(1)

    def _reply_box(self) -> QWidget:
        self._reply = QWidget()
        self._reply.setAccessibleName(_("回填来源"))
        column = QVBoxLayout(self._reply)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(label(_("结果怎样送回来源的"), "secondary"))
        row = QHBoxLayout()
        ways = tuple(self._lists["reply_ways"].items())
        self._way = ChoiceField(_("怎么送回"), ways, required=False)
        self._way.set_value(ways[0][0] if ways else None)
        self._recipient = TextField(_("送给谁"), _("平台、法院或科室名称"))
        self._recipient.entered.connect(self._tell_reply)
        row.addWidget(self._way)
        row.addWidget(self._recipient, 1)
        column.addLayout(row)
        sent = KeyButton(_("记为已送回"), "R", "primary", "send")
        sent.clicked.connect(self._tell_reply)
        column.addWidget(sent, 0, Qt.AlignmentFlag.AlignRight)
        return self._reply

    # -- react

    def reply(self) -> None:
        """The key of the button."""
        if self.card is not None and self._reply.isVisible():
            self._tell_reply()

    def _tell_reply(self) -> None:
        self.replied.emit({"how": self._way.value() or "", "contacted": self._recipient.value() or ""})


def _chips(card: CaseCard) -> list[tuple[str, str]]:
    words = [(card.status_label, "neutral"), (card.channel_label, "neutral")]
    if card.reopen_count:
        words.append((_("重办 {count} 次").format(count=card.reopen_count), "warning"))
    if card.closed_on_time is False:
        words.append((_("超期办结"), "danger"))
    return words


def _people(card: CaseCard) -> str:
    """Whom to ask: the reporter, and the parties of a dispute; numbers masked."""
    asked = [(card.reporter, card.phone)] if card.reporter or card.phone else []
    asked += [(party.name, party.phone) for party in card.parties if party.name != card.reporter]
    lines = [" ".join(part for part in each if part) for each in asked]
    return "\n".join(line for line in lines if line) or _("反映人未留姓名")


def _entry(item: FollowUp, lists: Lists) -> TimelineEntry:
    """`已解决 · 基本满意 · 电话`, with what was said below."""
    if item.reached:
        words = [_("已解决") if item.solved else _("未解决")]
        words += [lists["satisfaction"][item.satisfied]] if item.satisfied else []
    else:
        words = [_("没联系上")]
    words += [lists["visit_ways"].get(item.how, "")] if item.how else []
    tone = "good" if item.solved else "danger" if item.reached else "warning"
    return TimelineEntry(" · ".join([*words, item.by]), f"{item.at:%m-%d %H:%M}", tone, item.note)
