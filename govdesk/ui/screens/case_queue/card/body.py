"""The scrolling part of the card: every fact of the case from the title down to the papers."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.domain.vocabulary import ClockKind
from govdesk.foundation.text import _
from govdesk.services.case_card import CaseCard
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.card import wording
from govdesk.ui.screens.case_queue.card.beside_box import BesideBox
from govdesk.ui.screens.case_queue.card.facts import Facts
from govdesk.ui.screens.case_queue.card.why_box import WhyBox
from govdesk.ui.screens.case_queue.columns import tier_words
from govdesk.ui.widgets.buttons import button, flush_link, icon_button
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.clock_label import ClockLabel
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import SectionHeader
from govdesk.ui.widgets.stepper import TierStepper
from govdesk.ui.widgets.timeline import Timeline
from govdesk.ui.widgets.visit_plan import VisitPlan

LONG_TEXT = 150
_CLOCKS = (ClockKind.CENTRE, ClockKind.HANDLER, ClockKind.CITIZEN, ClockKind.STATUTORY)


class CardBody(QWidget):
    """Built once, shown again for each case."""

    reveal_wanted = Signal()
    attach_wanted = Signal()
    attachment_wanted = Signal(str)
    paper_wanted = Signal(object)
    papers_wanted = Signal()
    dossier_wanted = Signal()
    mediation_wanted = Signal()
    category_confirmed = Signal()
    category_change_wanted = Signal()
    place_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # never wider than the card
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 2, 16, 12)
        self._column.setSpacing(theme.SPACE_2)
        self._build_head()
        self._build_facts()
        self.plan = VisitPlan()
        self._column.addWidget(self.plan)
        self.beside = BesideBox()
        self._column.addWidget(self.beside)
        self.why = WhyBox()
        self._column.addWidget(self.why)
        self._build_lists()
        self._column.addStretch(1)

    def show_card(self, card: CaseCard, now: datetime, suggested_words: str) -> None:
        self._show_head(card)
        self._show_question(card, suggested_words)
        self._show_clocks(card, now)
        self.plan.show_plan(card.visits)
        self._show_facts(card)
        self.timeline.set(wording.timeline(card.timeline, now))
        self._show_files(card)

    def add_section(self, section: QWidget) -> None:
        """Something of its own between the reason and the course of the case."""
        self._column.insertWidget(self._column.indexOf(self.why) + 1, section)

    # -- build

    def _build_head(self) -> None:
        self._title = label("", "title", wrap=True, selectable=True)
        self._column.addWidget(self._title)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self._column.addWidget(self._chips)
        self.stepper = TierStepper()
        self._column.addWidget(self.stepper)
        self.question = MessageBar()
        self._column.addWidget(self.question)
        self._text = label("", wrap=True, selectable=True)
        self._column.addWidget(self._text)
        self._unfold = flush_link(_("展开全文"))
        self._unfold.clicked.connect(lambda: self._show_text(True))
        self._column.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self._whole_text = ""

    def _build_facts(self) -> None:
        self.facts = Facts()
        self.clocks: dict[str, ClockLabel] = {}
        for kind in _CLOCKS:
            self.clocks[kind.value] = ClockLabel()
            words = _("时限") if kind is ClockKind.CENTRE else ""
            self.facts.add(kind.value, words, self.clocks[kind.value])
        self.facts.add("grid", _("网格"))
        self.facts.add("address", _("地址"))
        self._people = label("", wrap=True, selectable=True)
        self._reveal = icon_button("eye", _("显示完整电话和证件号（会记录）"))
        self._reveal.setProperty("fit", "line")  # as high as a line, so that the rows stay even
        self._reveal.setFixedSize(26, label("").sizeHint().height())
        self._reveal.clicked.connect(self.reveal_wanted)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._people, 1)
        row.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignTop)
        self.facts.add("people", _("反映人"), holder)
        for code, words in (
            ("parties", _("当事人")),
            ("handlers", _("承办")),
            ("owner", _("责任主体")),
            ("source", _("来件")),
            ("beside", _("进行中")),
            ("visits", _("回访")),
            ("result", _("结果")),
        ):
            self.facts.add(code, words)
        self._column.addWidget(self.facts)

    def _build_lists(self) -> None:
        self._column.addSpacing(theme.SPACE_1)
        self._column.addWidget(SectionHeader(_("办理过程")))
        self.timeline = Timeline()
        self._column.addWidget(self.timeline)
        header = SectionHeader(_("附件与文书"))
        attach = button(_("添加附件"), "link", "paperclip")
        attach.clicked.connect(self.attach_wanted)
        papers = button(_("文书 P"), "link", "file-text")
        papers.clicked.connect(self.papers_wanted)
        self._dossier = button(_("卷宗 Shift P"), "link", "folder-open")
        self._dossier.clicked.connect(self.dossier_wanted)
        header.add(self._dossier)
        header.add(papers)
        header.add(attach)
        self._column.addWidget(header)
        self._files = QVBoxLayout()
        self._files.setSpacing(2)
        self._column.addLayout(self._files)

    # -- show

    def _show_head(self, card: CaseCard) -> None:
        self._title.setText(card.title)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, tone in wording.chips(card):
            self._flow.addWidget(Chip(words, tone))
        steps = list(tier_words().items())
        passed = [code for code, _label, state in card.tier_path if state == "done"]
        self.stepper.set([(str(code), words) for code, words in steps], passed, card.tier)
        self._whole_text = card.text if card.text.strip() != card.title.strip() else ""
        self._show_text(len(self._whole_text) <= LONG_TEXT)

    def _show_text(self, whole: bool) -> None:
        self._text.setText(self._whole_text if whole else self._whole_text[:LONG_TEXT].rstrip() + "……")
        self._text.setVisible(bool(self._whole_text))
        self._unfold.setVisible(not whole)

    def _show_question(self, card: CaseCard, suggested_words: str) -> None:
        """What a person still has to say: the category, the place."""
        self.question.clear()
        if card.is_open and not card.category_confirmed:
            words = _("类别「{category}」是系统建议的").format(category=card.category_label)
            why = _("，依据：{words}").format(words=suggested_words) if suggested_words else ""
            self.question.say(f"{words}{why}{_('。')}", "accent", closable=False)
            self.question.offer(_("确认 Y"), "primary").clicked.connect(self.category_confirmed)
            self.question.offer(_("改为……")).clicked.connect(self.category_change_wanted)
        elif card.mediation_open:
            self.question.say(_("调解正在进行，协议书在「调解」里写。"), "good", closable=False)
            self.question.offer(_("打开调解"), "primary").clicked.connect(self.mediation_wanted)
        elif card.is_open and card.place_pending:
            self.question.say(_("来件的地点没有认出来，暂挂在最上一级。"), "warning", closable=False)
            self.question.offer(_("定位 L"), "primary").clicked.connect(self.place_wanted)

    def _show_clocks(self, card: CaseCard, now: datetime) -> None:
        by_kind = {clock.kind: clock for clock in card.clocks}
        for kind, shown in self.clocks.items():
            clock = by_kind.get(kind)
            self.facts.show_row(kind, clock is not None)
            if clock is None:
                continue
            if kind != ClockKind.CENTRE:
                self.facts.caption(kind).setText(clock.label)
            shown.set(wording.clock_words(clock, now), wording.clock_ink(clock, now), clock.arithmetic)

    def _show_facts(self, card: CaseCard) -> None:
        leader = _("网格长 {name}").format(name=card.grid_leader) if card.grid_leader else ""
        self.facts.set("grid", " · ".join(part for part in (card.grid_name, leader) if part))
        self.facts.set("address", card.address)
        people = wording.people(card)
        self._people.setText(people)
        self._reveal.setVisible(bool(card.phone or card.parties) and not card.revealed)
        self.facts.show_row("people", bool(people or card.parties))
        self.facts.set("parties", wording.parties(card))
        self.facts.set("handlers", wording.handlers(card))
        self.facts.set("owner", card.owner if card.owner != card.handler else "")
        source = " · ".join(part for part in (card.channel_label, card.source_number) if part)
        self.facts.set("source", source if card.source_number else "")
        self.facts.set("beside", wording.beside(card))
        self.facts.set("visits", wording.visits(card))
        self.facts.set("result", card.result)

    def _show_files(self, card: CaseCard) -> None:
        self._dossier.setVisible(bool(card.mediations))
        while (item := self._files.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for paper in card.papers:
            words = " ".join(part for part in (paper.title, paper.number) if part)
            opener = flush_link(words, "file-text")
            opener.clicked.connect(lambda _on=False, paper=paper: self.paper_wanted.emit(paper))
            self._files.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        for file in card.attachments:
            opener = flush_link(file.name, "paperclip")
            opener.clicked.connect(lambda _on=False, sha=file.sha256: self.attachment_wanted.emit(sha))
            self._files.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
        if not card.papers and not card.attachments:
            self._files.addWidget(label(_("还没有附件和文书"), "small"))
