"""The fitting editor for each shape of a condition's value: chips, boxes, words, numbers, recurrence."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from govdesk.domain.routing_conditions import Recurrence
from govdesk.foundation.text import _
from govdesk.services.rule_editing import ConditionChoice
from govdesk.ui import theme
from govdesk.ui.widgets.fields import ChecksField, SeveralField
from govdesk.ui.widgets.labels import label

MOST_COUNT, MOST_DAYS = 100_000, 3_660
SHORT_LIST = 9

Choices = Sequence[tuple[str, str]]


class ConditionInput(QWidget):
    """`edited(value)` when a person changed it; `show_value` tells nobody.

    As it stands it serves a condition without a value: yes or no is said before it.
    """

    edited = Signal(object)

    def show_value(self, value: Any) -> None:
        """Nothing to show here; inputs with a value show it."""

    def row(self) -> QHBoxLayout:
        made = QHBoxLayout(self)
        made.setContentsMargins(0, 0, 0, 0)
        made.setSpacing(theme.SPACE_2)
        return made


class CodesInput(ConditionInput):
    """Several of a list: boxes where it is short, chips below a field to type in where it is long."""

    def __init__(self, choice: ConditionChoice) -> None:
        super().__init__()
        free = choice.shape == "words"
        self.field: SeveralField | ChecksField
        if not free and len(choice.choices) <= SHORT_LIST:
            self.field = ChecksField(choice.label, choice.choices)
        else:
            hint = _("输入词语，回车加入") if free else _("输入名称或拼音首字母")
            self.field = SeveralField(choice.label, choice.choices, free, hint)
        row = self.row()
        row.addWidget(self.field, 1)
        if isinstance(self.field, ChecksField):
            row.setContentsMargins(0, theme.px(6), 0, 0)  # the first line of boxes beside the words before it
        self.setFocusProxy(self.field.editor())
        self.field.changed.connect(self._tell)
        self._quiet = False

    def show_value(self, value: Any) -> None:
        if tuple(self.field.value() or ()) == tuple(value):
            return
        self._quiet = True
        self.field.set_value(tuple(value))
        self._quiet = False

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit(tuple(self.field.value() or ()))


class CountInput(ConditionInput):
    """A number of people or of times."""

    def __init__(self, choice: ConditionChoice) -> None:
        super().__init__()
        self.spin = _spin(choice.label, 0, MOST_COUNT)
        row = self.row()
        row.addWidget(self.spin)
        row.addWidget(label(_("人") if choice.name.startswith("people") else _("次"), "secondary"))
        row.addStretch(1)
        self.setFocusProxy(self.spin)
        self.spin.valueChanged.connect(lambda value: self.edited.emit(value))

    def show_value(self, value: Any) -> None:
        self.spin.blockSignals(True)
        self.spin.setValue(value)
        self.spin.blockSignals(False)


class RecurrenceInput(ConditionInput):
    """So many days, the same place or kind, so many cases."""

    def __init__(self, choice: ConditionChoice, sameness: Choices) -> None:
        super().__init__()
        self.days = _spin(_("{name}：天数").format(name=choice.label), 1, MOST_DAYS)
        self.same = QComboBox()
        self.same.setAccessibleName(_("{name}：什么相同").format(name=choice.label))
        for code, words in sameness:
            self.same.addItem(words, code)
        self.count = _spin(_("{name}：件数").format(name=choice.label), 1, MOST_COUNT)
        row = self.row()
        row.addWidget(self.days)
        row.addWidget(label(_("天内"), "secondary"))
        row.addWidget(self.same)
        row.addWidget(self.count)
        row.addWidget(label(_("件"), "secondary"))
        row.addStretch(1)
        self.setFocusProxy(self.days)
        self.days.valueChanged.connect(self._tell)
        self.count.valueChanged.connect(self._tell)
        self.same.currentIndexChanged.connect(self._tell)

    def show_value(self, value: Any) -> None:
        for each in (self.days, self.same, self.count):
            each.blockSignals(True)
        self.days.setValue(value.days)
        self.count.setValue(value.at_least)
        self.same.setCurrentIndex(max(0, self.same.findData(value.same)))
        for each in (self.days, self.same, self.count):
            each.blockSignals(False)

    def _tell(self) -> None:
        self.edited.emit(Recurrence(self.same.currentData(), self.days.value(), self.count.value()))


def input_for(choice: ConditionChoice, sameness: Choices) -> ConditionInput:
    """The editor of a condition."""
    if choice.shape == "flag":
        return ConditionInput()
    if choice.shape == "recurrence":
        return RecurrenceInput(choice, sameness)
    return CountInput(choice) if choice.shape in ("at_least", "at_most") else CodesInput(choice)


def _spin(name: str, least: int, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setAccessibleName(name)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    made.setMinimumWidth(theme.px(84))
    made.setMaximumWidth(theme.px(110))
    return made
