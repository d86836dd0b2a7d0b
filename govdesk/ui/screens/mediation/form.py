"""The agreement as a form: parties, dispute, terms, performance and signing, with live findings under the fields."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from govdesk.domain.agreement import AgreementDraft, AgreementForm, Attendee, Performance
from govdesk.foundation.text import _
from govdesk.services.mediation import FindingView
from govdesk.ui import theme
from govdesk.ui.screens.mediation.captions import add_captioned, captioned_grid
from govdesk.ui.screens.mediation.inputs import (
    AttendeesLine,
    CopiesBox,
    DayField,
    FormSheet,
    GrowingText,
    WordBox,
    line_edit,
)
from govdesk.ui.screens.mediation.instalments import InstalmentsEditor
from govdesk.ui.screens.mediation.notes import ERROR, FindingNotes, mark, verdict
from govdesk.ui.screens.mediation.parties import PartiesForm
from govdesk.ui.screens.mediation.terms import TermsEditor
from govdesk.ui.widgets.labels import label, line
from govdesk.ui.widgets.picker import MultiPicker
from govdesk.ui.widgets.section import Card
from govdesk.ui.widgets.whole_width_area import WholeWidthArea

_PERFORMANCE = ("performance.method", "performance.place", "performance.due_on", "confirmation_wanted")


class AgreementEditor(WholeWidthArea):
    """`draft()` is what stands in the fields; `changed` on every keystroke, never while a draft is put in."""

    changed = Signal()
    left = Signal(bool)  # Tab went past the last field (True), or back past the first

    def __init__(self, now: Callable[[], datetime], limit: Callable[[date], date | None]) -> None:
        super().__init__()
        self._base = AgreementDraft()
        self._limit = limit
        self._filling = False
        self._shown: list[FindingView] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("调解协议书"))
        self._make_editors(now)
        self._build()
        self._react()

    def draft(self) -> AgreementDraft:
        parties = self.parties.parties()
        return replace(
            self._base,
            parties=parties,
            participants=self.participants.attendees(),
            consent=self.consent.isChecked(),
            cause=self.cause.text().strip(),
            dispute_type=self.dispute_type.text().strip(),
            facts=self.facts.toPlainText().strip(),
            disputed=self.disputed.toPlainText().strip(),
            terms=self.terms.terms(),
            performance=Performance(
                method=self.method.text().strip(),
                place=self.place.text().strip(),
                due_on=self.due_on.text(),
                instalments=self.instalments.instalments(),
            ),
            confirmation_wanted=self.confirmation.isChecked(),
            mediators=tuple(self._mediator(name) for name in self.mediators.codes()),
            recorder=self.recorder.currentText().strip(),
            reached_on=self.reached_on.text(),
            copies=None if self.copies.value() == len(parties) + 1 else self.copies.value(),
            form=AgreementForm.ORAL if self.oral.isChecked() else AgreementForm.WRITTEN,
        )

    def set_draft(self, draft: AgreementDraft) -> None:
        self._filling = True
        self._base = draft
        self.parties.set_parties(draft.parties)
        self.participants.set_attendees(draft.participants)
        self.consent.setChecked(draft.consent)
        for edit, text in (
            (self.cause, draft.cause),
            (self.dispute_type, draft.dispute_type),
            (self.method, draft.performance.method),
            (self.place, draft.performance.place),
        ):
            edit.setText(text)
            edit.setCursorPosition(0)
        self.facts.setPlainText(draft.facts)
        self.disputed.setPlainText(draft.disputed)
        self.terms.set_terms(draft.terms)
        self.due_on.set_text(draft.performance.due_on)
        self.instalments.set_instalments(draft.performance.instalments)
        self.confirmation.setChecked(draft.confirmation_wanted)
        self.mediators.set_codes([mediator.name for mediator in draft.mediators])
        self.recorder.setCurrentText(draft.recorder)
        self.reached_on.set_text(draft.reached_on)
        (self.oral if draft.form is AgreementForm.ORAL else self.written).setChecked(True)
        self._follow_parties()
        self.copies.setValue(max(draft.copies or 0, draft.lawful_copies))
        self.copies.follow(len(self.parties.parties()))
        self._follow_days()
        self._filling = False

    def set_register(self, names: Sequence[str]) -> None:
        """The mediators one may choose from; any other name may be typed."""
        self.mediators.field.set_choices([(name, name) for name in names])
        self.recorder.set_words(names)

    def set_locked(self, locked: bool) -> None:
        """An issued agreement is read, not changed."""
        self._inner.setEnabled(not locked)

    def show_findings(self, findings: Sequence[FindingView]) -> None:
        self._shown = list(findings)
        for part in (self.parties, self.terms, self.instalments):
            part.show_findings(self._below)
        for path, editor in self._single.items():
            mark(editor, [item for item in findings if item.field.partition("[")[0] == path])
        for notes, prefixes in self._notes:
            notes.show_findings([item for item in findings if item.field.startswith(prefixes)])
        errors = sum(item.level == ERROR for item in findings)
        self._verdict.setText(verdict(errors, len(findings) - errors))
        self._verdict.setProperty("role", ERROR if errors else "warning" if findings else "on_time")
        self._verdict.style().polish(self._verdict)

    def go_to_first(self) -> None:
        """The name of the first party."""
        self.parties.blocks[0].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_next_finding(self) -> None:
        """From where the focus is to the next field that a check complains about, round and round."""
        places = [self.editor_at(item.field) for item in self._shown]
        order = self.editors()
        wanted = sorted({order.index(place) for place in places if place in order})
        if not wanted:
            return
        here = next((index for index, editor in enumerate(order) if editor.hasFocus()), -1)
        place = next((index for index in wanted if index > here), wanted[0])
        order[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(order[place], 0, theme.px(80))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the fields in the order of the paper and then leaves the form.

        Qt's own chain closes on itself once fields were made and put in order after the window was shown.
        """
        focused = self.window().focusWidget()
        stops = [item for item in self.editors() if item.isVisible() and item.isEnabled() and not _is_other_radio(item)]
        at = next((n for n, item in enumerate(stops) if item is focused or item.isAncestorOf(focused)), None)
        if at is None:
            return super().focusNextPrevChild(forward)
        to = at + (1 if forward else -1)
        if not 0 <= to < len(stops):
            self.left.emit(forward)
            return True
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[to].setFocus(reason)
        self.ensureWidgetVisible(stops[to], 0, theme.px(24))
        return True

    def editors(self) -> list[QWidget]:
        """Every field in the order of the paper."""
        return [
            *self.parties.editors(),
            self.participants,
            self.consent,
            self.cause,
            self.dispute_type,
            self.facts,
            self.disputed,
            *self.terms.editors(),
            self.method,
            self.due_on.line,
            self.place,
            self.confirmation,
            *self.instalments.editors(),
            self.mediators.field,
            self.recorder,
            self.reached_on.line,
            self.copies,
            self.written,
            self.oral,
        ]

    def editor_at(self, path: str) -> QWidget | None:
        if path.startswith("parties"):
            return self.parties.editor_at(path)
        if path.startswith("terms"):
            return self.terms.editor_at(path)
        if path.startswith("performance.instalments"):
            return self.instalments.editor_at(path)
        if path.startswith("participants"):
            return self.participants
        return self._single.get(path.partition("[")[0], self.reached_on.line)

    def _below(self, path: str) -> list[FindingView]:
        return [item for item in self._shown if item.field.startswith(path)]

    def _mediator(self, name: str) -> Attendee:
        return next((item for item in self._base.mediators if item.name == name), Attendee(name=name))

    def _make_editors(self, now: Callable[[], datetime]) -> None:
        self.parties = PartiesForm(now)
        self.participants = AttendeesLine(_("参加人"), _("亲属、邻里等，如：戴有才（村民小组长）"))
        self.consent = QCheckBox(_("各方当事人都同意调解"))
        self.cause = line_edit(_("事由"), _("如：排水沟相邻纠纷"))
        self.dispute_type = line_edit(_("纠纷类型"))
        self.facts = GrowingText(_("纠纷主要事实"), _("时间、地点、经过、各方的责任"), lines=3)
        self.disputed = GrowingText(_("争议事项"), _("双方争的是什么；已在事实里写明的可以不填"))
        self.terms = TermsEditor()
        self.method = line_edit(_("履行方式"), _("现金、转账、分期……"))
        self.place = line_edit(_("履行地点"))
        self.due_on = DayField(_("履行期限"), now, _("如 12-5、+15、签字当日"))
        self.instalments = InstalmentsEditor(now)
        self.confirmation = QCheckBox(_("当事人要申请司法确认"))
        self.mediators = MultiPicker((), _("人民调解员"), free=True)
        self.recorder = WordBox(_("记录人"))
        self.reached_on = DayField(_("达成协议日期"), now)
        self.copies = CopiesBox()
        self.written = QRadioButton(_("书面协议书"))
        self.oral = QRadioButton(_("口头协议"))
        for each in (self.written, self.oral, self.consent, self.confirmation):
            each.setAccessibleName(each.text())
        group = QButtonGroup(self)
        group.addButton(self.written)
        group.addButton(self.oral)
        self.written.setChecked(True)

    def _build(self) -> None:
        inner = FormSheet()
        inner.setProperty("ground", "window")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_4)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self._parties_card())
        column.addWidget(self._dispute_card())
        column.addWidget(self._terms_card())
        column.addWidget(self._performance_card())
        self._verdict = label("", "on_time", wrap=True, selectable=True)
        column.addWidget(self._verdict)
        column.addStretch(1)
        self._inner = inner
        self.setWidget(inner)
        self._single: dict[str, QWidget] = {
            "consent": self.consent,
            "participants": self.participants,
            "cause": self.cause,
            "dispute_type": self.dispute_type,
            "facts": self.facts,
            "disputed": self.disputed,
            "performance.method": self.method,
            "performance.place": self.place,
            "performance.due_on": self.due_on.line,
            "confirmation_wanted": self.confirmation,
            "mediators": self.mediators.field,
            "recorder": self.recorder,
            "reached_on": self.reached_on.line,
            "copies": self.copies,
            "form": self.written,
        }

    def _parties_card(self) -> Card:
        card = Card(_("当事人"))
        card.body.addWidget(self.parties)
        grid = captioned_grid()
        add_captioned(grid, 0, 0, _("参加人"), self.participants, span=3)
        card.body.addLayout(grid)
        card.body.addWidget(self.consent)
        self._people_notes = FindingNotes()
        card.body.addWidget(self._people_notes)
        return card

    def _dispute_card(self) -> Card:
        card = Card(_("纠纷主要事实、争议事项"))
        grid = captioned_grid()
        add_captioned(grid, 0, 0, _("事由"), self.cause)
        add_captioned(grid, 0, 2, _("纠纷类型"), self.dispute_type)
        card.body.addLayout(grid)
        card.body.addWidget(self.facts)
        card.body.addWidget(self.disputed)
        self._dispute_notes = FindingNotes()
        card.body.addWidget(self._dispute_notes)
        return card

    def _terms_card(self) -> Card:
        card = Card(_("协议内容（逐条）"))
        card.body.addWidget(self.terms)
        return card

    def _performance_card(self) -> Card:
        card = Card(_("履行与签署"))
        grid = captioned_grid()
        add_captioned(grid, 0, 0, _("履行方式"), self.method)
        add_captioned(grid, 0, 2, _("履行期限"), self.due_on)
        add_captioned(grid, 1, 0, _("履行地点"), self.place)
        grid.addWidget(self.confirmation, 1, 2, 1, 2)
        card.body.addLayout(grid)
        self._limit_words = label("", "hint", wrap=True)
        card.body.addWidget(self._limit_words)
        self._performance_notes = FindingNotes()
        card.body.addWidget(self._performance_notes)
        card.body.addWidget(self.instalments)
        card.body.addWidget(line())
        signing = captioned_grid()
        add_captioned(signing, 0, 0, _("调解员"), self.mediators)
        add_captioned(signing, 0, 2, _("记录人"), self.recorder)
        add_captioned(signing, 1, 0, _("达成日期"), self.reached_on)
        add_captioned(signing, 1, 2, _("份数"), self.copies)
        signing.addWidget(label(_("形式"), "secondary"), 2, 0)
        forms = QHBoxLayout()
        forms.setSpacing(theme.SPACE_4)
        forms.addWidget(self.written)
        forms.addWidget(self.oral)
        forms.addStretch(1)
        signing.addLayout(forms, 2, 1, 1, 3)
        card.body.addLayout(signing)
        self._signing_notes = FindingNotes()
        card.body.addWidget(self._signing_notes)
        self._notes: list[tuple[FindingNotes, tuple[str, ...]]] = [
            (self._people_notes, ("consent", "participants")),
            (self._dispute_notes, ("cause", "dispute_type", "facts", "disputed")),
            (self._performance_notes, _PERFORMANCE),
            (self._signing_notes, ("mediators", "recorder", "reached_on", "copies", "form", "committee", "number")),
        ]
        return card

    def _react(self) -> None:
        lines = (self.participants, self.cause, self.dispute_type, self.method, self.place)
        for edit in lines:
            edit.textChanged.connect(self._tell)
        for text in (self.facts, self.disputed):
            text.textChanged.connect(self._tell)
        for changed in (self.terms.changed, self.instalments.changed, self.mediators.changed):
            changed.connect(self._tell)
        for toggle in (self.consent, self.oral):
            toggle.toggled.connect(self._tell)
        self.parties.changed.connect(self._parties_changed)
        self.due_on.changed.connect(self._tell)
        self.recorder.edited.connect(self._tell)
        self.copies.valueChanged.connect(self._tell)
        self.reached_on.changed.connect(self._days_changed)
        self.confirmation.toggled.connect(self._days_changed)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _parties_changed(self) -> None:
        self._follow_parties()
        self._tell()

    def _days_changed(self) -> None:
        self._follow_days()
        self._tell()

    def _follow_parties(self) -> None:
        """Copies follow the number of parties; payer and payee are chosen from their names."""
        parties = self.parties.parties()
        self.copies.follow(len(parties))
        self.instalments.set_people([party.name for party in parties if party.name])

    def _follow_days(self) -> None:
        reached = self.reached_on.value()
        last = self._limit(reached) if isinstance(reached, date) and self.confirmation.isChecked() else None
        self._limit_words.setVisible(self.confirmation.isChecked())
        words = _("自协议生效之日起 30 日内由双方共同向人民法院申请（人民调解法第三十三条）")
        if last is not None:
            words = _("{rule}；当日生效的，最迟 {last}。").format(rule=words, last=last.isoformat())
        self._limit_words.setText(words)


def _is_other_radio(widget: QWidget) -> bool:
    """Of a group of radio buttons Tab reaches the chosen one only; the arrow keys choose."""
    return isinstance(widget, QRadioButton) and not widget.isChecked()
