"""Return presses the button that has the focus, as Space does; a box to tick is left to Space."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ReturnPresses(QObject):
    """Watches only the widget in focus, so that it costs nothing elsewhere."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow)
        if (focused := QApplication.focusWidget()) is not None:
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in _RETURNS or event.modifiers() not in _PLAIN or event.isAutoRepeat():
            return False
        if not isinstance(watched, QPushButton | QToolButton) or not watched.isEnabled():
            return False
        event.accept()
        if (menu := watched.menu()) is not None:
            menu.popup(watched.mapToGlobal(watched.rect().bottomLeft()))
        else:
            watched.click()
        return True

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)
