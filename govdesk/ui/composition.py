"""While an input method composes, Return belongs to it: it never submits, chooses or closes anything."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CompositionGuard(QObject):
    """Watches only the widget in focus, so that it costs nothing elsewhere."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._composing = False
        app.focusChanged.connect(self._follow)
        if (focused := QApplication.focusWidget()) is not None:
            focused.installEventFilter(self)

    @property
    def composing(self) -> bool:
        return self._composing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            return False
        if self._composing and isinstance(event, QKeyEvent) and event.key() in _RETURNS:
            event.accept()
            return True
        return False

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        self._composing = False
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)
