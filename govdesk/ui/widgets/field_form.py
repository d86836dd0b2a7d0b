"""A form made from field specs: labels, fields, and what is wrong below each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.field import Field, Spec
from govdesk.ui.widgets.fields import LongTextField, SeveralField, field_for
from govdesk.ui.widgets.labels import label

LABEL_WIDTH = 80  # six characters


class FormRow(QWidget):
    """Label, field, hint or error below it; wide fields stand under their label."""

    def __init__(self, words: str, field: Field, required: bool = False, above: bool = False) -> None:
        super().__init__()
        self.field, self.required = field, required
        self._words = words
        caption = label(words + (" *" if required else ""), "secondary", wrap=not above)
        caption.setBuddy(field.editor())
        self._error = label("", "error", wrap=True)
        self._error.hide()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(self._error)
        outer: QVBoxLayout | QHBoxLayout = QVBoxLayout(self) if above else QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.SPACE_1 if above else theme.SPACE_2)
        if not above:
            caption.setFixedWidth(theme.px(LABEL_WIDTH))
            caption.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))
            caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            outer.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        else:
            outer.addWidget(caption)
        outer.addLayout(column, 1) if isinstance(outer, QHBoxLayout) else outer.addLayout(column)
        field.changed.connect(self.forgive)

    def check(self) -> bool:
        """Judge the field; False shows what is wrong."""
        problem = self.field.problem()
        if not problem and self.required and self.field.value() in (None, "", []):
            problem = _("请填写「{field}」。").format(field=self._words)
        self.show_error(problem)
        return not problem

    def show_error(self, sentence: str, warning: bool = False) -> None:
        self._error.setText(sentence)
        self._error.setProperty("role", "warning" if warning else "error")
        self._error.style().polish(self._error)
        self._error.setVisible(bool(sentence))
        self.field.mark(bool(sentence) and not warning)
        self.field.editor().setAccessibleDescription(sentence)

    def error(self) -> QLabel:
        return self._error

    def forgive(self) -> None:
        """Typing again takes the complaint away."""
        if not self._error.isHidden():
            self.show_error("")


class FieldForm(QWidget):
    """`values()` is what an action wants; `submitted` after Return in a line or Ctrl+Enter."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, specs: Sequence[Spec], now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        for spec in specs:
            self._add(spec, now)

    def values(self) -> dict[str, Any]:
        """What was given; empty fields are left out."""
        given = {name: row.field.value() for name, row in self.rows.items()}
        return {name: value for name, value in given.items() if value is not None}

    def set_values(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if name in self.rows:
                self.rows[name].field.set_value(value)

    def check(self) -> bool:
        """Judge all fields and go to the first that is wrong."""
        wrong = [row for row in self.rows.values() if not row.check()]
        if wrong:
            wrong[0].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def show_error(self, name: str, sentence: str) -> bool:
        """Put a service's complaint below the field it names; False if there is no such field."""
        if name not in self.rows:
            return False
        self.rows[name].show_error(sentence)
        self.rows[name].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> None:
        for row in self.rows.values():
            row.field.editor().setFocus(Qt.FocusReason.TabFocusReason)
            return

    def _add(self, spec: Spec, now: Callable[[], datetime]) -> None:
        field = field_for(spec, now)
        above = isinstance(field, LongTextField | SeveralField)
        row = FormRow(spec.label, field, spec.required, above)
        field.changed.connect(self.changed)
        field.entered.connect(self.submitted)
        self.rows[spec.name] = row
        self._column.addWidget(row)
