"""Every paper of a case: chosen at the left, what it says in the middle, the page exactly as it prints at the right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services import documents
from govdesk.services.case_card import CaseCard, case_card
from govdesk.services.documents import DocumentRow, IssuedDocument, PageImage
from govdesk.services.messages import sentence
from govdesk.services.paper_forms import FITTING, PaperChoice, PaperForm, paper_choices, paper_form
from govdesk.services.paper_labels import document_label
from govdesk.services.paper_ledger import paper_states
from govdesk.services.registration import discard_draft, load_draft, save_draft
from govdesk.services.saving import fitting_name, save_whole
from govdesk.services.word_copies import word_preview
from govdesk.ui import theme
from govdesk.ui.screens.papers.forms import PaperFields
from govdesk.ui.screens.papers.paper_list import PaperList
from govdesk.ui.screens.papers.void_pane import VoidPane
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.confirm_pane import ConfirmPane
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.page_preview import PagePreview
from govdesk.ui.widgets.page_printing import PageFeeder, asked_printer
from govdesk.ui.widgets.paper_tools import PaperTools
from govdesk.ui.workplace import Workplace

DRAW_PAUSE_MILLISECONDS = 350
KEEP_PAUSE_MILLISECONDS = 700
DRAFT = "paper"
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
        self._chosen: DocumentRow | None = None
        self._kind = ASSIGNMENT
        self._token = 0
        self._asked = 0
        self._content: bytes | None = None
        self.form: PaperFields | None = None
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "documents")
        self.setAccessibleName(_("文书"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self._draw)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_PAUSE_MILLISECONDS)
        self._keeping.timeout.connect(self._keep)
        self._build()
        place.bus.changed.connect(self._changed)

    def show_subject(self, subject: Any) -> None:
        """The papers of a case; with an issued paper, that one; with a kind, a new paper of it."""
        case_id, wanted = subject if isinstance(subject, tuple) else (subject, None)
        self._read_case(case_id, wanted)

    def choose_kind(self, kind: str) -> None:
        """A new paper of this kind: the form comes when the case has been read."""
        if kind == AGREEMENT and self._case is not None:
            self._place.screen_wanted.emit("mediation", self._case.id)
            return
        self._keep_now()
        self._kind, self._chosen = kind, None
        self.list.mark(kind)
        self._show_form(None)
        if self._case is None:
            return
        self._asked += 1
        asked, desk, actor, case_id = self._asked, self._place.desk, self._place.actor, self._case.id

        def read() -> tuple[int, PaperForm, dict[str, Any] | None]:
            key = _draft_key(case_id, kind)
            return asked, paper_form(desk, actor, kind, case_id), load_draft(desk, actor, DRAFT, key)

        self._place.runner.read(read, self._take_form, self._place.told)

    def choose_issued(self, paper: DocumentRow) -> None:
        """An issued paper: the very bytes."""
        self._keep_now()
        self._asked += 1
        self._chosen = paper
        self.list.mark("", paper.id)
        self._show_form(None)
        self._draw()

    def issue(self) -> None:
        """Ask once more, then take the number; the same key again says yes."""
        if self._case is None or self._chosen is not None or not self._do_issue.isEnabled():
            return
        if self._confirm.isVisible():
            self._issue()
        else:
            self._confirm.ask()

    def ask_void(self) -> None:
        """作废 wants its reason; the number is never used again."""
        if self._chosen is not None and self._chosen.state != "void":
            self._void.ask()

    def save_as(self, path: Path) -> None:
        """The bytes in view into a file."""
        content = self._content
        if content is None:
            return
        if self._chosen is not None:
            self.tools.save_pdf(path)
            return
        self._save(lambda: save_whole(path, content), path)

    def save_word(self, path: Path) -> None:
        """The paper in view for Word, issued or as it stands in the form."""
        if self._chosen is not None:
            self.tools.save_word(path)
        elif self._case is not None:
            desk, actor, case_id = self._place.desk, self._place.actor, self._case.id
            kind, data = self._kind, self._data()
            self._save(lambda: save_whole(path, word_preview(desk, actor, kind, case_id, data)), path)

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
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self.list = PaperList()
        self.list.kind_chosen.connect(self.choose_kind)
        self.list.paper_chosen.connect(self.choose_issued)
        self.list.entered.connect(self._go_to_form)
        self.list.left.connect(self._leave)
        splitter.addWidget(self.list)
        splitter.addWidget(self._middle())
        self.preview = PagePreview()
        self.preview.sharpness_wanted.connect(self._draw)
        splitter.addWidget(self.preview)
        self.preview.setMaximumWidth(theme.px(WIDEST_PREVIEW))
        splitter.setStretchFactor(1, 1)
        splitter.setStretchFactor(2, 1)
        splitter.setSizes([theme.px(LEFT_WIDTH), theme.px(FORM_WIDTH), theme.px(PREVIEW_WIDTH)])
        outer.addWidget(splitter)

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setMinimumWidth(theme.px(320))
        column = QVBoxLayout(middle)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.SPACE_3)
        self._heading = label("", "title")
        column.addWidget(self._heading)
        self._bar = MessageBar()
        column.addWidget(self._bar)
        self._confirm = ConfirmPane(
            _("出具这份文书？"),
            _("出具后取得编号，内容不再变化；以后要改，须写明理由作废后重新出具。"),
            _("出具"),
            danger=False,
        )
        self._confirm.confirmed.connect(self._issue)
        self._confirm.cancelled.connect(self._confirm.hide)
        self._confirm.hide()
        column.addWidget(self._confirm)
        self._void = VoidPane()
        self._void.confirmed.connect(self._void_now)
        self._void.cancelled.connect(self._void.hide)
        self._void.hide()
        column.addWidget(self._void)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._holder = QFrame()
        self._holder.setProperty("box", "card")
        inner = QVBoxLayout(self._holder)
        inner.setContentsMargins(16, 14, 16, 16)
        self._form_place = QVBoxLayout()
        inner.addLayout(self._form_place)
        inner.addStretch(1)
        self._nothing = EmptyState("file-text", _("没有选中案件"), _("在案件列表选一件，按 P 打开它的文书。"))
        inner.addWidget(self._nothing)
        area.setWidget(self._holder)
        self._area = area
        self.tools = PaperTools(self._place.desk, lambda: self._place.actor, self._place.runner, self._place.committed)
        self.tools.told.connect(self._say)
        self.tools.pages_wanted.connect(self._show_bytes)
        self.tools.finished.connect(self._read_issued)
        column.addWidget(self.tools)
        self._gap = QWidget()
        self._gap.hide()
        column.addWidget(area, 1)
        column.addWidget(self._gap, 1)
        column.addLayout(self._foot())
        return middle

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        self._do_issue = KeyButton(_("出具"), "Ctrl Enter", "primary")
        self._do_issue.clicked.connect(self.issue)
        self._do_print = KeyButton(_("打印"), "Ctrl P", "", "printer")
        self._do_print.clicked.connect(self._print)
        self._do_save = button(_("另存 PDF"), "", "download")
        self._do_save.clicked.connect(self._choose_file)
        self._do_word = button(_("导出 Word"), "", "file-down")
        self._do_word.clicked.connect(self._choose_word_file)
        self._do_void = button(_("作废"), "", "x")
        self._do_void.clicked.connect(self.ask_void)
        for each in (self._do_issue, self._do_print, self._do_save, self._do_word, self._do_void):
            foot.addWidget(each)
        foot.addStretch(1)
        return foot

    # -- show

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
            self._show_form(form, draft)
            self._draw()

    def _show_form(self, form: PaperForm | None, draft: dict[str, Any] | None = None) -> None:
        if self.form is not None:
            if self.form.isAncestorOf(QApplication.focusWidget() or self):
                self.list.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._form_place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._nothing.setVisible(self._case is None)
        self._area.setVisible(self._case is None or self._chosen is None)
        self._gap.setVisible(self._area.isHidden())
        self._bar.clear()
        self._confirm.hide()
        self._void.hide()
        new = self._chosen is None
        self._heading.setText(document_label(self._kind) if self._chosen is None else self._chosen.title)
        for each in (self._do_issue, self._do_print, self._do_save, self._do_word):
            each.setVisible(new)
        self.tools.show_paper(self._chosen)
        self._do_void.setVisible(self._chosen is not None and self._chosen.state != "void")
        if self._chosen is not None:
            words = _("{number}，{day} 出具。这里看到和打印的就是当时的原件。")
            told = words.format(number=self._chosen.number, day=f"{self._chosen.issued_at:%Y-%m-%d}")
            if self._chosen.state == "void":
                told = _("已作废。{told}").format(told=told)
            self._bar.say(told, "warning" if self._chosen.state == "void" else "accent", closable=False)
        if form is not None:
            self._build_form(form, draft)

    def _build_form(self, form: PaperForm, draft: dict[str, Any] | None) -> None:
        searching = self.list.search.hasFocus() or self.list.list.hasFocus()
        self.form = PaperFields(form, self._place.desk.clock.now)
        if draft:
            self.form.set_values(draft)
        self.form.changed.connect(self._timer.start)
        self.form.changed.connect(self._keeping.start)
        self._form_place.addWidget(self.form)
        if not searching:
            self.form.focus_first()

    def _go_to_form(self) -> None:
        if self.form is not None:
            self.form.focus_first()
        elif self._chosen is not None:
            self.tools.take_focus()

    # -- draw

    def _draw(self) -> None:
        """The page of what stands in the form, or of the issued bytes."""
        if self._case is None:
            return
        self._token += 1
        token, desk, actor, case_id = self._token, self._place.desk, self._place.actor, self._case.id
        kind, data, chosen, dpi = self._kind, self._data(), self._chosen, self.preview.wanted_dpi()

        def work() -> tuple[int, bytes, list[PageImage]]:
            if chosen is not None:
                content = documents.reprint(desk, actor, chosen.id)
            else:
                content = documents.preview_document(desk, actor, kind, case_id, data)
            return token, content, documents.page_images(content, dpi)

        self._place.runner.labour(work, self._drawn, lambda error: self._not_drawn(token, error))

    def _drawn(self, answer: tuple[int, bytes, list[PageImage]]) -> None:
        token, content, pages = answer
        if token != self._token:
            return
        self._content = content
        self.preview.show_pages(pages)
        if self._chosen is None:
            self._bar.clear()
        self._usable(True)

    def _not_drawn(self, token: int, error: Exception) -> None:
        if token != self._token:
            return
        self._content = None
        self.preview.clear()
        self._usable(False)
        if isinstance(error, GovDeskError):
            self._bar.say(sentence(error), "warning", closable=False)
        else:
            self._place.told(error)

    def _usable(self, usable: bool) -> None:
        for each in (self._do_issue, self._do_print, self._do_save, self._do_word):
            each.setEnabled(usable)

    def _data(self) -> dict[str, Any]:
        return self.form.values() if self.form is not None else {}

    # -- keep

    def _keep(self) -> None:
        """What differs from the case, as the seat's draft; nothing typed leaves no draft."""
        if self._case is None or self.form is None:
            return
        desk, actor, key, data = (
            self._place.desk,
            self._place.actor,
            _draft_key(self._case.id, self._kind),
            self._data(),
        )
        if data:
            self._place.runner.write(lambda: save_draft(desk, actor, DRAFT, key, data), _done, self._place.told)
        else:
            self._place.runner.write(lambda: discard_draft(desk, actor, DRAFT, key), _done, self._place.told)

    def _keep_now(self) -> None:
        """Before another paper takes the form's place."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep()

    # -- act

    def _leave(self) -> None:
        self._keep_now()
        self._place.screen_wanted.emit("cases", None)

    def _issue(self) -> None:
        if self._case is None:
            return
        self._confirm.hide()
        self._usable(False)
        desk, actor, case_id = self._place.desk, self._place.actor, self._case.id
        kind, data = self._kind, self._data()
        self._keeping.stop()

        def write() -> IssuedDocument:
            issued = documents.issue_document(desk, actor, kind, case_id, data)
            discard_draft(desk, actor, DRAFT, _draft_key(case_id, kind))
            return issued

        self._place.runner.write(write, self._issued_now, self._refused)

    def _issued_now(self, issued: IssuedDocument) -> None:
        self._place.committed(issued.changes)
        words = _("已出具{paper} {number}，共 {pages} 页。")
        told = words.format(paper=document_label(issued.kind), number=issued.number, pages=issued.pages)
        self._place.notice.emit(told, "good")
        self._reload(issued.id)

    def _refused(self, error: Exception) -> None:
        self._usable(True)
        if isinstance(error, GovDeskError):
            self._bar.say(sentence(error), "danger")
        else:
            self._place.told(error)

    def _void_now(self, reason: str) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        self._void.hide()
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.write(
            lambda: documents.void_document(desk, actor, chosen.id, reason), self._voided, self._refused
        )

    def _voided(self, changes: Changes) -> None:
        chosen = self._chosen
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
        self.list.mark(self._kind, self._chosen.id if self._chosen is not None else None)

    def _choose_file(self) -> None:
        self._ask_target(_("另存 PDF"), ".pdf", self.save_as)

    def _choose_word_file(self) -> None:
        self._ask_target(_("导出 Word"), ".docx", self.save_word)

    def _ask_target(self, title: str, ending: str, save: Callable[[Path], None]) -> None:
        if self._case is None or self._content is None:
            return
        name = fitting_name(f"{self._heading.text()}-{self._case.number}", ending)
        path, _kind = QFileDialog.getSaveFileName(self, title, name, f"*{ending}")
        if path:
            save(Path(path))

    def _save(self, work: Callable[[], None], path: Path) -> None:
        told = _("已保存「{name}」。").format(name=path.name)
        self._place.runner.labour(work, lambda _done: self._place.notice.emit(told, "good"), self._place.told)

    def _print(self) -> None:
        """An issued paper with the tools for it; a draft as one copy by the dialog of the system, never logged."""
        if self._chosen is not None:
            self.tools.print()
            return
        if self._content is None:
            return
        try:
            printer = asked_printer(self, self._heading.text(), 1)
        except GovDeskError as error:
            self._bar.say(sentence(error), "warning")
            return
        if printer is not None:
            feeder = PageFeeder(printer, self._content, self._place.runner, self._printed, self._place.told, self)
            feeder.start()

    def _printed(self, copies: int) -> None:
        self._place.notice.emit(_("已送到打印机，共 {copies} 份。").format(copies=copies), "good")

    def _say(self, words: str, tone: str) -> None:
        if tone in ("danger", "warning"):
            self._bar.say(words, tone)
        else:
            self._place.notice.emit(words, tone)

    def _show_bytes(self, content: bytes) -> None:
        """The pages exactly as they go to the printer, with what is put over a reprint."""
        self._token += 1
        token, dpi = self._token, self.preview.wanted_dpi()
        self._place.runner.labour(
            lambda: (token, content, documents.page_images(content, dpi)),
            self._drawn,
            lambda error: self._not_drawn(token, error),
        )


def _draft_key(case_id: int, kind: str) -> str:
    return f"{case_id}:{kind}"


def _done(_nothing: object) -> None:
    return None
