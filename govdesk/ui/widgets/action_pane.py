"""The pane in which an action is completed: its fields, whose word it is, and the consequence said before."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from govdesk.domain.roles import Transcription
from govdesk.foundation.text import _
from govdesk.services.case_actions import ActionOffer, FieldSpec
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.field_form import FieldForm
from govdesk.ui.widgets.labels import ElidedLabel, label, line
from govdesk.ui.widgets.message_bar import MessageBar

NOTE = "note"
LEAST_HEIGHT = 220
Typed = tuple[dict[str, Any], dict[str, Any]]
"""The values of the fields, and whose word they are."""


class ActionPane(QFrame):
    """`submitted(values, note, transcription, slip path)` when everything needed is there; Esc gives it up.

    What was typed stays until the action is done or given up, also when a service refuses it.
    """

    submitted = Signal(object, str, object, str)
    given_up = Signal()

    def __init__(
        self,
        offer: ActionOffer,
        fields: tuple[FieldSpec, ...],
        number: str,
        now: Callable[[], datetime],
        said_how: tuple[tuple[str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.offer, self._sent = offer, False
        self.subject = (number, offer.action)
        self._fresh: Typed = ({}, {})
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("{action}：{number}").format(action=offer.label, number=number))
        self.form = FieldForm(_with_note(fields), now)
        self.form.setProperty("help", "case_queue")
        self.word = FieldForm(_word_specs(said_how), now) if offer.acting_for else None
        self._slip = ""
        self._build(number)
        self.form.submitted.connect(self.submit)
        if self.word is not None:
            self.word.set_values({"said_at": now()})
            self.word.submitted.connect(self.submit)

    def start(self) -> None:
        """Take the focus: the first field, else the button."""
        rows = [*(self.word.rows.values() if self.word is not None else ()), *self.form.rows.values()]
        empty = next((row for row in rows if row.field.value() is None), rows[0])
        empty.field.editor().setFocus(Qt.FocusReason.TabFocusReason)
        self._fresh = self.typed()

    def submit(self) -> None:
        """Judge the fields, then hand them over once: a second Enter does nothing until `refused`."""
        if self._sent or not self._check():
            return
        self._sent = True
        self._yes.setEnabled(False)
        values = self.form.values()
        note = str(values.pop(NOTE, "") or "")
        self.submitted.emit(values, note, self._transcription(), self._slip)

    def explain(self, widget: QWidget) -> None:
        """Put something to read above the fields."""
        layout = self._inner.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self.form), widget)

    def refused(self, sentence: str, field: str = "") -> None:
        """The service said no: everything typed is still there."""
        self._sent = False
        self._yes.setEnabled(True)
        if not field or not self.form.show_error(field, sentence):
            self._bar.say(sentence, "danger")

    def dirty(self) -> bool:
        """Whether something was typed since `start` that would be lost."""
        return self.typed() != self._fresh and not self._sent

    def typed(self) -> Typed:
        """All that stands in the fields now."""
        return self.form.values(), self.word.values() if self.word is not None else {}

    def restore(self, typed: Typed) -> None:
        """Put back what was typed before the pane was given up."""
        values, word = typed
        self.form.set_values(values)
        if self.word is not None:
            self.word.set_values(word)
        self._bar.say(_("上次没有提交的内容已填回，可以接着写。"), "accent")

    def fit_into(self, height: int) -> None:
        """Take at most seven tenths of a column of this height, so that the buttons are always in sight."""
        room = max(LEAST_HEIGHT, height * 7 // 10)
        self.setMinimumHeight(min(room, self.sizeHint().height()))
        self.setMaximumHeight(room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)

    def _build(self, number: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        inner = QWidget()
        inner.setProperty("ground", "surface")
        body = QVBoxLayout(inner)
        body.setContentsMargins(16, 10, 16, 10)
        body.setSpacing(theme.SPACE_2)
        body.addLayout(self._head(number))
        self._bar = MessageBar()
        body.addWidget(self._bar)
        if self.offer.confirm:
            body.addWidget(label(_("此操作不能撤销，请核对后确认。"), "warning", wrap=True))
        if self.word is not None:
            body.addWidget(self._word_box())
        body.addWidget(self.form)
        body.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("ground", "surface")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._area, self._inner = area, inner
        column.addWidget(area, 1)
        column.addLayout(self._foot())

    def _head(self, number: str) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(self.offer.label, "heading"))
        head.addWidget(ElidedLabel(number, "secondary"), 1)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.setSpacing(theme.SPACE_2)
        tone = "danger" if self.offer.confirm else "primary"
        self._yes = KeyButton(self.offer.label, "Ctrl Enter", tone)
        self._no = KeyButton(_("放弃"), "Esc")
        self._yes.clicked.connect(self.submit)
        self._no.clicked.connect(self.given_up)
        foot.addWidget(self._yes)
        foot.addWidget(self._no)
        foot.addStretch(1)
        return foot

    def _word_box(self) -> QFrame:
        """Whose word is written down here (代录)."""
        assert self.word is not None
        box = QFrame()
        box.setProperty("box", "info")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(label(_("代录：{body}").format(body=self.offer.acting_for), "heading"))
        column.addWidget(self.word)
        row = QHBoxLayout()
        choose = button(_("附上单据……"), "", "paperclip")
        choose.clicked.connect(self._choose_slip)
        self._slip_name = ElidedLabel(_("可不附"), "secondary")
        row.addWidget(choose)
        row.addWidget(self._slip_name, 1)
        column.addLayout(row)
        return box

    def _choose_slip(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("选择单据的照片或扫描件"))
        if path:
            self.take_slip(path)

    def take_slip(self, path: str) -> None:
        self._slip = path
        self._slip_name.setText(path.replace("\\", "/").rsplit("/", 1)[-1])

    def _check(self) -> bool:
        good = self.form.check()
        return (self.word is None or self.word.check()) and good

    def _transcription(self) -> Transcription | None:
        if self.word is None:
            return None
        given: dict[str, Any] = self.word.values()
        return Transcription(given["said_by"], given["said_how"], given["said_at"])

    def sizeHint(self):
        hint = super().sizeHint()
        hint.setHeight(self._inner.sizeHint().height() + 60)
        return hint


def _with_note(fields: tuple[FieldSpec, ...]) -> list[FieldSpec]:
    if any(spec.name == NOTE for spec in fields):
        return list(fields)
    return [*fields, FieldSpec(NOTE, _("说明"), "long_text", False, (), _("可不填，记入办理过程"))]


def _word_specs(said_how: tuple[tuple[str, str], ...]) -> list[FieldSpec]:
    return [
        FieldSpec("said_by", _("谁说的"), "text", True, (), _("姓名、职务")),
        FieldSpec("said_how", _("以何方式"), "choice", True, said_how, ""),
        FieldSpec("said_at", _("何时"), "moment", True, (), ""),
    ]
