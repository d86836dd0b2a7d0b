"""A sentence that stays in the page until it is dealt with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from govdesk.foundation.text import _
from govdesk.ui import icons, theme
from govdesk.ui.widgets.buttons import button, icon_button
from govdesk.ui.widgets.labels import label, set_property

_LOOKS = {
    "accent": ("info", "accent", "info"),
    "good": ("circle-check", "on_time_text", "good"),
    "warning": ("triangle-alert", "due_soon_text", "warning"),
    "danger": ("circle-alert", "overdue_text", "danger"),
}


class MessageBar(QFrame):
    """Tones accent, good, warning, danger; hidden while it has nothing to say."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 6, 6)
        self._row.setSpacing(theme.SPACE_2)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = label("", wrap=True, selectable=True)
        self._close = icon_button("x", _("关闭提示"))
        self._close.clicked.connect(self._dismiss)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons: list[QPushButton] = []
        self.hide()

    def say(self, sentence: str, tone: str = "accent", closable: bool = True) -> None:
        icon, token, box = _LOOKS[tone]
        set_property(self, "box", box)
        self._picture.setPixmap(icons.pixmap(icon, token, 16))
        self._words.setText(sentence)
        self._close.setVisible(closable)
        self._level()
        self.setAccessibleName(sentence)
        self.show()

    def text(self) -> str:
        return self._words.text()

    def offer(self, words: str, tone: str = "") -> QPushButton:
        """A button in the bar; the caller connects it."""
        return self.offer_button(button(words, tone))

    def offer_button(self, made: QPushButton) -> QPushButton:
        """A button of the caller's own, with its key perhaps. Tab comes to it before the cross."""
        self._row.insertWidget(self._row.count() - 1, made, 0, Qt.AlignmentFlag.AlignTop)
        QWidget.setTabOrder(self._buttons[-1] if self._buttons else self._words, made)
        QWidget.setTabOrder(made, self._close)
        self._buttons.append(made)
        self._level()
        return made

    def clear(self) -> None:
        """Nothing to say any more."""
        for each in self._buttons:
            each.hide()
            each.deleteLater()
        self._buttons.clear()
        self.hide()

    def _level(self) -> None:
        """Picture, first line of the words, buttons and cross have one middle."""
        line = self._words.fontMetrics().lineSpacing()
        beside = [each.sizeHint().height() for each in self._buttons]
        if not self._close.isHidden():
            beside.append(self._close.sizeHint().height())
        height = max(line, 16, *beside)
        above = (height - line) // 2
        self._words.setContentsMargins(0, above, 0, height - line - above)
        self._picture.setFixedHeight(height)
        self._close.setFixedHeight(height)

    def _dismiss(self) -> None:
        self.clear()
        self.dismissed.emit()
