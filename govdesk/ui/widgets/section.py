"""Headers between parts of a panel, and boxes around them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from govdesk.ui import theme
from govdesk.ui.widgets.labels import label


class SectionHeader(QWidget):
    """A quiet heading with words or buttons at the right."""

    def __init__(self, title: str, trailing: str = "", parent: QWidget | None = None, role: str = "secondary") -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        self._title = label(title, role)
        self._trailing = label(trailing, "secondary")
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._trailing)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_trailing(self, words: str) -> None:
        self._trailing.setText(words)

    def add(self, widget: QWidget) -> None:
        """A button at the right end."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)


class Card(QFrame):
    """A white box with an optional heading; `body` is its vertical layout."""

    def __init__(self, title: str = "", box: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", box)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_4)
        self.body.setSpacing(theme.SPACE_2)
        self.heading: QLabel | None = None
        if title:
            self.heading = label(title, "heading")
            self.body.addWidget(self.heading)
