"""An empty place that says what to do next and offers the button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from govdesk.ui import icons, theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label


class EmptyState(QWidget):
    """Picture, heading, one sentence, and at most one button."""

    acted = Signal()

    def __init__(self, icon: str, heading: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_6)
        column.setSpacing(theme.SPACE_2)
        column.addStretch(2)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, "hint", 32))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(picture)
        self._heading = label(heading, "heading")
        self._sentence = label(sentence, "secondary", wrap=True)
        for each in (self._heading, self._sentence):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(each)
        self.button = button(action, "primary")
        self.button.clicked.connect(self.acted)
        column.addSpacing(theme.SPACE_1)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(action))  # once it has a parent: before, it would be a window of its own
        column.addStretch(3)

    def say(self, heading: str, sentence: str, action: str = "") -> None:
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
