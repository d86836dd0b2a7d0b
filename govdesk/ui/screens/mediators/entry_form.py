"""The form of one entry: a new mediator, a change, or the day on which somebody leaves."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_actions import FieldSpec
from govdesk.services.mediators import MediatorView, kinds_offered
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.field_form import FieldForm
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar

BLANK: Mapping[str, Any] = {
    "number": "",
    "kind": "",
    "office": "",
    "team": "",
    "specialities": (),
    "phone": "",
    "valid_from": None,
    "valid_to": None,
}
"""What a field says that was left empty."""


class EntryForm(QFrame):
    """`submitted(values)` by Ctrl+Enter or the button; Esc gives up. What was typed stays when it is refused."""

    submitted = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        heading: str,
        advice: str,
        fields: tuple[FieldSpec, ...],
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sent = False
        self.setAccessibleName(heading)
        self.form = FieldForm(fields, now)
        self.form.submitted.connect(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(label(heading, "heading", wrap=True))
        column.addWidget(label(advice, "small", wrap=True))
        self._bar = MessageBar()
        column.addWidget(self._bar)
        column.addWidget(self.form)
        row = QHBoxLayout()
        self._yes, no = KeyButton(_("保存"), "Ctrl Enter", "primary"), KeyButton(_("放弃"), "Esc")
        self._yes.clicked.connect(self.submit)
        no.clicked.connect(self.given_up)
        for each in (self._yes, no):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def submit(self) -> None:
        """Judge the fields, then hand them over once."""
        if not self._sent and self.form.check():
            self._sent = True
            self._yes.setEnabled(False)
            self.submitted.emit(self.form.values())

    def refused(self, sentence: str) -> None:
        self._sent = False
        self._yes.setEnabled(True)
        self._bar.say(sentence, "danger")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)


def entry_fields(committees: tuple[tuple[str, str], ...]) -> tuple[FieldSpec, ...]:
    """Of a new entry and of a change."""
    return (
        _field("name", _("姓名"), "text", True),
        _field("committee", _("调委会"), "body", True, committees, _("输入名称或拼音首字母")),
        _field("kind", _("类别"), "choice", choices=tuple(kinds_offered())),
        _field("office", _("职务"), "text", hint=_("主任、副主任、委员")),
        _field("number", _("证号"), "text"),
        _field("team", _("小组"), "text", hint=_("如：说理小组")),
        _field("specialities", _("特长"), "list", hint=_("每行一项，如：婚姻家庭")),
        _field("phone", _("电话"), "text"),
        _field("valid_from", _("聘任起"), "date"),
        _field("valid_to", _("聘任止"), "date", hint=_("不定期的不填")),
    )


def leaving_fields() -> tuple[FieldSpec, ...]:
    return (_field("on", _("最后一天"), "date", True),)


def values_of(entry: MediatorView) -> dict[str, Any]:
    """What the form of a change shows first."""
    names = ("name", "kind", "office", "number", "team", "phone", "valid_from", "valid_to")
    given: dict[str, Any] = {name: getattr(entry, name) or None for name in names}
    return {**given, "committee": str(entry.committee_id), "specialities": list(entry.specialities)}


def entry_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `Mediator` from what was typed; what was left empty is emptied."""
    values = {name: given.get(name) or blank for name, blank in BLANK.items()}
    values["specialities"] = tuple(given.get("specialities") or ())
    return {**values, "name": str(given["name"]).strip(), "committee_id": int(given["committee"])}


def leaving_day(given: Mapping[str, Any]) -> date:
    day = given["on"]
    assert isinstance(day, date)
    return day


def _field(
    name: str,
    words: str,
    kind: str,
    required: bool = False,
    choices: tuple[tuple[str, str], ...] = (),
    hint: str = "",
) -> FieldSpec:
    return FieldSpec(name, words, kind, required, choices, hint)
