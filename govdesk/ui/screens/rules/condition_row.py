"""One condition of a rule: what it asks, whether it must hold or must not, its value, and taking it away."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from govdesk.domain.routing import Condition
from govdesk.foundation.text import _
from govdesk.services.rule_editing import ConditionChoice
from govdesk.ui import theme
from govdesk.ui.screens.rules.condition_inputs import Choices, input_for
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.labels import label

NAME_WIDTH, SENSE_WIDTH = 116, 108


class ConditionRow(QWidget):
    """`edited(value)`, `turned()` into its contrary, `dropped()`; for a flag the contrary is its value."""

    edited = Signal(object)
    turned = Signal()
    dropped = Signal()

    def __init__(self, condition: Condition, choice: ConditionChoice, sameness: Choices) -> None:
        super().__init__()
        self.condition, self._shape = condition, choice.shape
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        name = label(choice.label, wrap=True)
        name.setFixedWidth(theme.px(NAME_WIDTH))
        name.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))
        name.setAlignment(theme.ALIGN_LEFT)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        self.sense = QComboBox()
        self.sense.setAccessibleName(_("{name}：是或不是").format(name=choice.label))
        self.sense.addItems(list(_senses(choice)))
        self.sense.setFixedWidth(theme.px(SENSE_WIDTH))
        row.addWidget(self.sense, 0, Qt.AlignmentFlag.AlignTop)
        self.input = input_for(choice, sameness)
        row.addWidget(self.input, 1, Qt.AlignmentFlag.AlignTop)
        self.remove = icon_button("x", _("去掉条件“{name}”").format(name=choice.label))
        self.remove.clicked.connect(self.dropped)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.show_condition(condition)
        self.sense.activated.connect(self._sense_chosen)
        self.input.edited.connect(self.edited)

    def show_condition(self, condition: Condition) -> None:
        """The same kind of condition with another value; what is being typed is not touched."""
        self.condition = condition
        self.sense.setCurrentIndex(1 if self._is_contrary() else 0)
        self.input.show_value(condition.value)

    def start(self) -> None:
        """The focus into the value, or before it where there is none."""
        target: QWidget = self.input.focusProxy() or self.sense
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_contrary(self) -> bool:
        if self._shape == "flag":
            return self.condition.value is self.condition.negated
        return self.condition.negated

    def _sense_chosen(self, place: int) -> None:
        if bool(place) is self._is_contrary():
            return
        if self._shape == "flag":
            value: Any = not self.condition.value
            self.edited.emit(value)
        else:
            self.turned.emit()


def _senses(choice: ConditionChoice) -> tuple[str, str]:
    """How the condition and its contrary are called."""
    by_name = {
        "tier_exhausted": (_("已经办不成"), _("还没有办不成")),
        "risk": (_("有"), _("没有")),
        "grid": (_("在"), _("不在")),
        "duty_body": (_("在"), _("不在")),
        "duty_listed": (_("在清单上"), _("不在清单上")),
        "urgent": (_("紧急"), _("不紧急")),
        "people_at_most": (_("不超过"), _("超过")),
        "recurrence": (_("已有"), _("不到")),
        "words": (_("有"), _("没有")),
    }
    if choice.name in by_name:
        return by_name[choice.name]
    return (_("不少于"), _("不到")) if choice.shape == "at_least" else (_("是"), _("不是"))
