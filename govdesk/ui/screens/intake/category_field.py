"""The category with what the text suggests, the words that spoke for it, and one key to take it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.domain.classification import Suggestion
from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.fields import PickField
from govdesk.ui.widgets.labels import ElidedLabel

CONFIRM_KEY = "F2"


class CategoryField(PickField):
    """`confirmed()` tells whether a person chose; a suggestion that nobody took is offered, not confirmed."""

    taken = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self._suggestions: tuple[Suggestion, ...] = ()
        super().__init__(name, choices, _("输入名称或拼音首字母；留空则按建议登记，待确认"))

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Show what the text is probably about; the field itself is never filled behind one's back."""
        self._suggestions = tuple(suggestions)
        first = self._suggestions[0] if self._suggestions else None
        self._strip.setVisible(first is not None and first.category != self.value())
        if first is None:
            return
        self._take.setText(_("采用「{category}」").format(category=first.label))
        self._take.setAccessibleName(self._take.text())
        self._take.updateGeometry()
        words = "、".join(first.words)
        self._why.setText(_("依据：{words}").format(words=words) if words else "")

    def best(self) -> Suggestion | None:
        return self._suggestions[0] if self._suggestions else None

    def take_best(self) -> None:
        """The one key: what is suggested is what it is."""
        best = self.best()
        if best is not None:
            self.set_value(best.category)
            self._strip.hide()
            self.changed.emit()
            self.taken.emit(best.category)

    def _hold(self, editor: QWidget, *beside: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(editor)
        self._strip = QWidget()
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        self._take = KeyButton("", CONFIRM_KEY)
        self._take.clicked.connect(self.take_best)
        self._why = ElidedLabel("", "small")
        row.addWidget(self._take)
        row.addWidget(self._why, 1)
        self._strip.hide()
        column.addWidget(self._strip)
        self.setFocusProxy(editor)
