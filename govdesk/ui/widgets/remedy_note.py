"""What a citizen is told who is sent elsewhere: it changes with the channel that is chosen."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.field_form import FieldForm
from govdesk.ui.widgets.labels import label


class RemedyNote(QFrame):
    """Stands below the form of 不予受理; hidden until a channel with words is chosen."""

    def __init__(self, form: FieldForm, words_of: Callable[[str], str]) -> None:
        super().__init__()
        self._form, self._words_of = form, words_of
        self.setProperty("box", "info")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(label(_("当场告知"), "heading"))
        self.words = label("", wrap=True, selectable=True)
        column.addWidget(self.words)
        form.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        words = self._words_of(str(self._form.values().get("elsewhere") or ""))
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
