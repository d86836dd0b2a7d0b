"""Lines of label and value, the label column aligned over the whole card."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from govdesk.ui import theme
from govdesk.ui.widgets.labels import label

LABEL_WIDTH = 56


class Facts(QWidget):
    """Rows are added once and shown again with new values; empty ones hide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_2)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnMinimumWidth(0, theme.px(LABEL_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[str, tuple[QLabel, QWidget]] = {}

    def add(self, code: str, words: str, value: QWidget | None = None) -> QWidget:
        """A row; its value is a wrapping label that can be selected, or the widget given."""
        caption = label(words, "secondary")
        shown = value or label("", wrap=True, selectable=True)
        row = self._grid.rowCount()
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(shown, row, 1)
        self._rows[code] = (caption, shown)
        return shown

    def set(self, code: str, words: str) -> None:
        caption, shown = self._rows[code]
        if isinstance(shown, QLabel):
            shown.setText(words)
            shown.setAccessibleName(f"{caption.text()} {words}")
        self.show_row(code, bool(words))

    def show_row(self, code: str, visible: bool) -> None:
        for each in self._rows[code]:
            each.setVisible(visible)

    def caption(self, code: str) -> QLabel:
        return self._rows[code][0]
