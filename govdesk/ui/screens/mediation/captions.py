"""Fields of the agreement in two columns, each behind its caption."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from govdesk.ui import theme
from govdesk.ui.widgets.labels import label

_CAPTION_WIDTH = 62


def captioned_grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.SPACE_2)
    grid.setVerticalSpacing(theme.SPACE_2)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(3, 3)
    grid.setColumnMinimumWidth(0, theme.px(_CAPTION_WIDTH))
    return grid


def add_captioned(grid: QGridLayout, row: int, column: int, caption: str, editor: QWidget, span: int = 1) -> None:
    words = label(caption, "secondary")
    words.setBuddy(editor)
    words.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))
    grid.addWidget(words, row, column, Qt.AlignmentFlag.AlignTop)
    align = Qt.AlignmentFlag.AlignTop if not isinstance(editor, QLineEdit) else Qt.AlignmentFlag(0)
    grid.addWidget(editor, row, column + 1, 1, span, align)
