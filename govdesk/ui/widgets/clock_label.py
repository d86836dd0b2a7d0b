"""A due time in words; a click or Enter unfolds the arithmetic it came from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import icons, theme
from govdesk.ui.widgets.labels import label, set_role


class ClockLabel(QWidget):
    """States: overdue, due_soon, on_time, secondary (paused or closed)."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_1)
        self._words = label("", "on_time", wrap=True)
        self._arrow = QLabel()
        head.addWidget(self._words, 1)
        head.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._lines = label("", "small", wrap=True, selectable=True)
        self._lines.hide()
        column.addWidget(self._lines)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set(self, words: str, state: str, arithmetic: Sequence[str]) -> None:
        """Show `words` in the ink of `state`; the arithmetic stays as folded as it was."""
        self._words.setText(words)
        set_role(self._words, state)
        self._lines.setText("\n".join(arithmetic))
        self.setAccessibleName(words)
        self.setAccessibleDescription("\n".join(arithmetic))
        self.setToolTip(_("单击查看这个时间是怎么算出来的") if arithmetic else "")
        self._arrow.setVisible(bool(arithmetic))
        self._draw_arrow()

    def is_open(self) -> bool:
        return not self._lines.isHidden()

    def set_open(self, opened: bool) -> None:
        self._lines.setVisible(opened and bool(self._lines.text()))
        self._draw_arrow()
        self.toggled.emit(self.is_open())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.set_open(not self.is_open())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.set_open(not self.is_open())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self._draw_arrow()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self._draw_arrow()

    def _draw_arrow(self) -> None:
        name = "chevron-up" if self.is_open() else "chevron-down"
        self._arrow.setPixmap(icons.pixmap(name, "accent" if self.hasFocus() else "hint", 14))
