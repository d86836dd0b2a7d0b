"""A field to search or filter with: a lens, a cross to empty it, and a pause before it speaks."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from govdesk.foundation.text import _
from govdesk.ui import icons

PAUSE_MILLISECONDS = 180


class SearchField(QLineEdit):
    """`searched(text)` after a pause or at Enter; Down emits `descended`; Esc empties it."""

    searched = Signal(str)
    descended = Signal()

    def __init__(self, placeholder: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.addAction(icons.icon("search", "hint"), QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(icons.icon("x", "hint"), _("清空"), self)
        self._cross.triggered.connect(self.clear)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setVisible(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self._speak)
        self._said = ""
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self._speak)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.descended.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _wait(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._timer.start()

    def _speak(self) -> None:
        self._timer.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)
