"""Every paper of a case: chosen at the left, what it says in the middle, the page exactly as it prints at the right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services import documents
from govdesk.services.case_card import CaseCard, case_card
from govdesk.services.documents import DocumentRow, IssuedDocument
from govdesk.services.messages import sentence
from govdesk.services.paper_forms import FITTING, PaperChoice, PaperForm, paper_choices, paper_form
from govdesk.services.paper_labels import document_label
from govdesk.services.paper_ledger import paper_states
from govdesk.services.registration import discard_draft
from govdesk.services.saving import fitting_name, save_whole
from govdesk.services.word_copies import word_preview
from govdesk.ui import theme
from govdesk.ui.screens.papers.drawing import Drawing, Drawn, Wanted
from govdesk.ui.screens.papers.forms import PaperFields
from govdesk.ui.screens.papers.keeping import DRAFT, Keeping, draft_key, kept
from govdesk.ui.screens.papers.middle import Middle
from govdesk.ui.screens.papers.paper_list import PaperList
from govdesk.ui.widgets.hand_boxes import HandBoxes
from govdesk.ui.widgets.page_preview import PagePreview
from govdesk.ui.widgets.page_printing import PageFeeder, asked_printer
from govdesk.ui.widgets.paper_tools import PaperTools
from govdesk.ui.workplace import Workplace

DRAW_PAUSE_MILLISECONDS = 350
AGREEMENT, ASSIGNMENT, HANDOVER = "agreement", "assignment", "handover"
LEFT_WIDTH, FORM_WIDTH, PREVIEW_WIDTH = 236, 470, 620
WIDEST_PREVIEW = 900
_Read = tuple[CaseCard, list[DocumentRow], dict[int, str], list[PaperChoice]]


class PapersScreen(QWidget):
    """`show_subject(case id)`, `((case id, issued paper))` or `((case id, "whistle_slip"))` for a new one of a kind.

    What is typed is kept as a draft of the seat, per case and kind, until the paper is issued.
    """

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._case: CaseCard | None = None
        self._issued: list[DocumentRow] = []
        self._choices: list[PaperChoice] = []
        self.chosen: DocumentRow | None = None
        self._kind = ASSIGNMENT
        self._asked = 0
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "documents")
        self.setAccessibleName(_("文书"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_PAUSE_MILLISECONDS)
        self._build()
        self._react()

    @property
    def form(self) -> PaperFields | None:
        """None while an issued paper is in view."""
        return self.middle.form

    def show_subject(self, subject: Any) -> None:
        """The papers of a case; with an issued paper, that one; with a kind, a new paper of it."""
        case_id, wanted = subject if isinstance(subject, tuple) else (subject, None)
        self._read_case(case_id, wanted)

    def choose_kind(self, kind: str) -> None:
        """A new paper of this kind: the form comes when the case has been read."""
        if kind == AGREEMENT and self._case is not None:
            self._place.screen_wanted.emit("mediation", self._case.id)
            return
        self._leave_paper()
        self._kind, self.chosen = kind, None
        self.list.mark(kind)
        self._clear()
        if self._case is None:
            return
        place, asked, case_id = self._place, self._asked, self._case.id

        def read() -> tuple[int, PaperForm, dict[str, Any] | None]:
            return asked, paper_form(place.desk, place.actor, kind, case_id), kept(place, case_id, kind)

        place.runner.read(read, self._take_form, place.told)

    def choose_issued(self, paper: DocumentRow) -> None:
        """An issued paper: the very bytes."""
        self._leave_paper()
        self.chosen = paper
        self.list.mark("", paper.id)
        self._clear()
        self._draw()

    def issue(self) -> None:
        """Ask once more, then take the number; the same key again says yes."""
        if self._case is None or self.chosen is not None or not self.middle.foot.issue.isEnabled():
            return
        if self.middle.confirm.isVisible():
            self._issue()
        else:
            self.middle.confirm.ask()

    def ask_void(self) -> None:
        """作废 wants its reason; the number is never used again."""
        if self.chosen is not None and self.chosen.state != "void":
            self.middle.void.ask()

    def save_as(self, path: Path) -> None:
        """The bytes in view into a file."""
        content = self.drawing.content
        if content is None:
            return
        if self.chosen is not None:
            self.middle.tools.save_pdf(path)
            return
        self._save(lambda: save_whole(path, content), path)

    def save_word(self, path: Path) -> None:
        """The paper in view for Word, issued or as it stands in the form."""
        if self.chosen is not None:
            self.middle.tools.save_word(path)
        elif self._case is not None:
            desk, actor, case_id = self._place.desk, self._place.actor, self._case.id
            kind, data, boxes = self._kind, self.middle.data(), self.boxes.on
            self._save(lambda: save_whole(path, word_preview(desk, actor, kind, case_id, data, boxes)), path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.issue()
        elif control and event.key() == Qt.Key.Key_P:
            self._print()
        elif control and event.key() == Qt.Key.Key_F:
            self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.preview.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    # -- build

    def _build(self) -> None:
        place = self._place
        self.list = PaperList()
        tools = PaperTools(place.desk, lambda: place.actor, place.runner, place.committed)
        self.middle = Middle(tools, place.desk.clock.now)
        self.preview = PagePreview()
        self.preview.setMaximumWidth(theme.px(WIDEST_PREVIEW))
        self.drawing = Drawing(place, self.preview, self)
        self.keeping = Keeping(place, self._typed, self)
        self.boxes = HandBoxes(self.middle.bar, self)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        for each in (self.list, self.middle, self.preview):
            splitter.addWidget(each)
        splitter.setStretchFactor(1, 1)
        splitter.setStretchFactor(2, 1)
        splitter.setSizes([theme.px(LEFT_WIDTH), theme.px(FORM_WIDTH), theme.px(PREVIEW_WIDTH)])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _react(self) -> None:
        middle, foot, tools = self.middle, self.middle.foot, self.middle.tools
        self._timer.timeout.connect(self._draw)
        self.list.kind_chosen.connect(self.choose_kind)
        self.list.paper_chosen.connect(self.choose_issued)
        self.list.entered.connect(self._go_to_form)
        self.list.left.connect(self._leave)
        self.preview.sharpness_wanted.connect(self._draw)
        self.drawing.drawn.connect(self._drawn)
        self.drawing.refused.connect(self._not_drawn)
        self.boxes.taken.connect(self._draw)
        middle.changed.connect(self._timer.start)
        middle.changed.connect(self.keeping.typed)
        middle.confirm.confirmed.connect(self._issue)
        middle.void.confirmed.connect(self._void_now)
        foot.issue.clicked.connect(self.issue)
        foot.print.clicked.connect(self._print)
        foot.save.clicked.connect(lambda: self._ask_target(_("另存 PDF"), ".pdf", self.save_as))
        foot.word.clicked.connect(lambda: self._ask_target(_("导出 Word"), ".docx", self.save_word))
        foot.void.clicked.connect(self.ask_void)
        tools.told.connect(self._say)
        tools.pages_wanted.connect(self.drawing.show)
        tools.finished.connect(self._read_issued)
        self._place.bus.changed.connect(self._changed)

    # -- load

    def _read_case(self, case_id: int, wanted: Any) -> None:
        desk, actor = self._place.desk, self._place.actor

        def read() -> _Read:
            issued, states = documents.issued_documents(desk, actor, case_id), paper_states(desk, actor, case_id)
            return case_card(desk, actor, case_id), issued, states, paper_choices(desk, actor, case_id)

        self._place.runner.read(read, lambda answer: self._take_case(answer, wanted), self._place.told)

    def _take_case(self, answer: _Read, wanted: Any) -> None:
        card, self._issued, states, self._choices = answer
        self._case = card
        self.list.show_case(card.number, card.title)
        self.list.show_choices(self._choices)
        self.list.show_issued(self._issued, states)
        number = wanted if isinstance(wanted, int) else getattr(wanted, "id", None)
        chosen = next((paper for paper in self._issued if paper.id == number), None)
        if chosen is not None:
            self.choose_issued(chosen)
        else:
            self.choose_kind(wanted if isinstance(wanted, str) else self._first_kind(card))

    def _first_kind(self, card: CaseCard) -> str:
        """移交单 while something is handed over, else the first that fits and is made here."""
        codes = [choice.code for choice in self._choices if choice.code != AGREEMENT]
        fitting = [choice.code for choice in self._choices if choice.group == FITTING and choice.code in codes]
        if card.offers and HANDOVER in codes:
            return HANDOVER
        return next(iter([*fitting, *codes]), ASSIGNMENT)

    def _take_form(self, answer: tuple[int, PaperForm, dict[str, Any] | None]) -> None:
        asked, form, draft = answer
        if asked == self._asked:
            searching = self.list.search.hasFocus() or self.list.list.hasFocus()
            self._clear()
            self.middle.show_form(form, draft, take_focus=not searching)
            self._draw()

    def _clear(self) -> None:
        if self.middle.has_focus_in_form():
            self.list.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.middle.clear(self._case is not None, self._kind, self.chosen)

    def _leave_paper(self) -> None:
        self.keeping.now()
        self._asked += 1
        self.boxes.forget()

    # -- draw

    def _draw(self) -> None:
        """The page of what stands in the form, or of the issued bytes."""
        if self._case is not None:
            issued = self.chosen.id if self.chosen is not None else None
            self.drawing.draw(Wanted(self._case.id, self._kind, self.middle.data(), issued, self.boxes.on))

    def _drawn(self, drawn: Drawn) -> None:
        if self.chosen is None:
            self.middle.bar.clear()
            self.boxes.tell(drawn.by_hand)
        self.middle.foot.usable(True)

    def _not_drawn(self, error: Exception) -> None:
        self.middle.foot.usable(False)
        self._refuse(error, "warning")

    def _refuse(self, error: Exception, tone: str) -> None:
        """Why there is no paper; where it is one rare character, with the offer to leave a box for it."""
        if self.chosen is None and self.boxes.offered(error, tone):
            return
        if isinstance(error, GovDeskError):
            self.middle.bar.clear()
            self.middle.bar.say(sentence(error), tone, closable=tone == "danger")
        else:
            self._place.told(error)

    def _typed(self) -> tuple[int, str, dict[str, Any]] | None:
        if self._case is None or self.form is None:
            return None
        return self._case.id, self._kind, self.middle.data()

    # -- act

    def _leave(self) -> None:
        self.keeping.now()
        self._place.screen_wanted.emit("cases", None)

    def _go_to_form(self) -> None:
        if self.form is not None:
            self.form.focus_first()
        elif self.chosen is not None:
            self.middle.tools.take_focus()

    def _issue(self) -> None:
        if self._case is None:
            return
        self.middle.confirm.hide()
        self.middle.foot.usable(False)
        self.keeping.stop()
        desk, actor, case_id = self._place.desk, self._place.actor, self._case.id
        kind, data, boxes = self._kind, self.middle.data(), self.boxes.on

        def write() -> IssuedDocument:
            issued = documents.issue_document(desk, actor, kind, case_id, data, hand_boxes=boxes)
            discard_draft(desk, actor, DRAFT, draft_key(case_id, kind))
            return issued

        self._place.runner.write(write, self._issued_now, self._refused)

    def _issued_now(self, issued: IssuedDocument) -> None:
        self._place.committed(issued.changes)
        words = _("已出具{paper} {number}，共 {pages} 页。")
        told = words.format(paper=document_label(issued.kind), number=issued.number, pages=issued.pages)
        self._place.notice.emit(told + self.boxes.words, "good")
        self._reload(issued.id)

    def _refused(self, error: Exception) -> None:
        self.middle.foot.usable(True)
        self._refuse(error, "danger")

    def _void_now(self, reason: str) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        self.middle.void.hide()
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.write(
            lambda: documents.void_document(desk, actor, chosen.id, reason), self._voided, self._refused
        )

    def _voided(self, changes: Changes) -> None:
        chosen = self.chosen
        self._place.committed(changes)
        if chosen is not None:
            self._place.notice.emit(_("{number} 已作废，编号不再使用。").format(number=chosen.number), "good")
            self._reload(chosen.id)

    def _reload(self, wanted: int | None) -> None:
        if self._case is not None:
            self._read_case(self._case.id, wanted)

    def _changed(self, changes: Changes) -> None:
        """Another window issued a paper of this case: the list is read again, the form stays."""
        if self._case is not None and self.isVisible() and changes.documents:
            self._read_issued()

    def _read_issued(self) -> None:
        if self._case is None:
            return
        desk, actor, case_id = self._place.desk, self._place.actor, self._case.id
        self._place.runner.read(
            lambda: (documents.issued_documents(desk, actor, case_id), paper_states(desk, actor, case_id)),
            self._take_issued,
            self._place.told,
        )

    def _take_issued(self, answer: tuple[list[DocumentRow], dict[int, str]]) -> None:
        self._issued = answer[0]
        self.list.show_issued(*answer)
        self.list.mark(self._kind, self.chosen.id if self.chosen is not None else None)

    def _ask_target(self, title: str, ending: str, save: Callable[[Path], None]) -> None:
        if self._case is None or self.drawing.content is None:
            return
        name = fitting_name(f"{self.middle.heading()}-{self._case.number}", ending)
        path, _kind = QFileDialog.getSaveFileName(self, title, name, f"*{ending}")
        if path:
            save(Path(path))

    def _save(self, work: Callable[[], None], path: Path) -> None:
        told = _("已保存「{name}」。").format(name=path.name)
        self._place.runner.labour(work, lambda _done: self._place.notice.emit(told, "good"), self._place.told)

    def _print(self) -> None:
        """An issued paper with the tools for it; a draft as one copy by the dialog of the system, never logged."""
        if self.chosen is not None:
            self.middle.tools.print()
            return
        content = self.drawing.content
        if content is None:
            return
        try:
            printer = asked_printer(self, self.middle.heading(), 1)
        except GovDeskError as error:
            self.middle.bar.say(sentence(error), "warning")
            return
        if printer is not None:
            PageFeeder(printer, content, self._place.runner, self._printed, self._place.told, self).start()

    def _printed(self, copies: int) -> None:
        self._place.notice.emit(_("已送到打印机，共 {copies} 份。").format(copies=copies), "good")

    def _say(self, words: str, tone: str) -> None:
        if tone in ("danger", "warning"):
            self.middle.bar.say(words, tone)
        else:
            self._place.notice.emit(words, tone)
