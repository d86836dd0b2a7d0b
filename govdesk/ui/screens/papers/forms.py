"""A form made from the registry of a paper's fields, filled with what the case knows; only what differs is given on."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from govdesk.domain.paper_fields import FLAG, LIST, LONG, NO, ROWS, YES, PaperField
from govdesk.foundation.text import _
from govdesk.services.case_actions import FieldSpec
from govdesk.services.paper_forms import PaperForm
from govdesk.ui import theme
from govdesk.ui.widgets.field import Field
from govdesk.ui.widgets.field_form import FormRow
from govdesk.ui.widgets.fields import ListField, LongTextField, TextField, field_for
from govdesk.ui.widgets.rows_field import RowsField
from govdesk.ui.widgets.section import SectionHeader

_BODIES = ("receiver", "body", "handler", "applicant")
_HEAD = ("case_number", "secrecy", "urgency", "handled_by", "checked_by", "signed_by")


class PaperFields(QWidget):
    """`values()` holds the fields that were changed; one that was emptied is given as empty and prints blank."""

    changed = Signal()

    def __init__(
        self,
        form: PaperForm,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self._known: dict[str, Any] = {}
        self._bodies = form.bodies
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        for field in form.fields:
            if field.name not in _HEAD:
                self._add(field, form.known, now)
        head = [field for field in form.fields if field.name in _HEAD]
        if head:
            self._column.addSpacing(theme.SPACE_2)
            self._column.addWidget(SectionHeader(_("文头和签批")))
        for field in head:
            self._add(field, form.known, now)

    def values(self) -> dict[str, Any]:
        """What differs from what the case knows."""
        given: dict[str, Any] = {}
        for name, row in self.rows.items():
            value = row.field.value()
            if value != self._known[name]:
                given[name] = value if value is not None else _nothing(row.field)
        return given

    def set_values(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if name in self.rows:
                self.rows[name].field.set_value(value)

    def focus_first(self) -> None:
        """To the first field that has nothing yet, else the first."""
        empty = [row for row in self.rows.values() if row.field.value() is None]
        for row in empty or list(self.rows.values()):
            row.field.editor().setFocus(Qt.FocusReason.TabFocusReason)
            return

    def _add(self, spec: PaperField, known: Mapping[str, Any], now: Callable[[], datetime]) -> None:
        field = _made(spec, now)
        if spec.name in _BODIES and isinstance(field, TextField):
            field.line.setCompleter(self._completer(field))
        field.set_value(_shown(spec, known.get(spec.name)))
        self._known[spec.name] = field.value()
        row = FormRow(spec.label, field, spec.required, above=isinstance(field, LongTextField | RowsField))
        field.changed.connect(self.changed)
        self.rows[spec.name] = row
        self._column.addWidget(row)

    def _completer(self, field: TextField) -> QCompleter:
        """Any part of a body's name finds it."""
        completer = QCompleter(list(self._bodies), field.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        return completer


def _made(spec: PaperField, now: Callable[[], datetime]) -> Field:
    if spec.kind == ROWS:
        return RowsField(spec.label, [(column.key, column.label, column.width) for column in spec.columns])
    choices = (YES, NO) if spec.kind == FLAG else spec.choices
    kind = "choice" if choices else {LONG: "long_text", LIST: "list"}.get(spec.kind, "text")
    pairs = tuple((choice, choice) for choice in choices)
    hint = spec.hint or (_("每行一项") if spec.kind == LIST else "")
    return field_for(FieldSpec(spec.name, spec.label, kind, False, pairs, hint), now)


def _shown(spec: PaperField, value: Any) -> Any:
    if spec.kind == ROWS:
        return [dict(row) for row in value or ()]
    if spec.kind == LIST:
        return list(value) if isinstance(value, tuple | list) else ([value] if value else [])
    return value or None


def _nothing(field: Field) -> Any:
    return [] if isinstance(field, RowsField | ListField) else ""
