"""The number of another case: typed, or taken from those that come into question."""

from collections.abc import Sequence
from typing import Any

from govdesk.foundation.text import _
from govdesk.ui.widgets.field import Field
from govdesk.ui.widgets.picker import Picker


class CaseField(Field):
    """`choices` are (number, words); any other number may be typed too."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], hint: str = "") -> None:
        super().__init__()
        self.picker = Picker(choices, name)
        self.picker.setPlaceholderText(hint or _("案件编号"))
        self.picker.picked.connect(self._picked)
        self.picker.textEdited.connect(self.changed)
        self.picker.returnPressed.connect(self.entered)
        self._hold(self.picker)

    def value(self) -> str | None:
        return self.picker.code() or self.picker.typed_words().split(" ")[0] or None

    def set_value(self, value: Any) -> None:
        """A number that is none of the choices stands as it is."""
        self.picker.set_code(value or "")
        if value and not self.picker.code():
            self.picker.setText(str(value))
        self.picker.setCursorPosition(0)

    def _picked(self, _code: str) -> None:
        """The number stands in front: what is cut off is the end of the words."""
        self.picker.setCursorPosition(0)
        self.changed.emit()
