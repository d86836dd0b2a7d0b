"""The review's own look: dark ground, type that grows with the wall, built from the review tokens."""

from string import Template

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from govdesk.ui import theme

_DRAWN = QSize(1920, 1080)
_SMALLEST, _LARGEST = 0.58, 3.0
BODY, LABEL, TITLE, VALUE = 24, 24, 32, 52
LINE = 35
"""Type of the drawing at 1080p, in pixels; nothing is smaller than BODY."""


def scale_for(size: QSize) -> float:
    """How much larger than at 1080p everything is drawn."""
    fitting = min(size.width() / _DRAWN.width(), size.height() / _DRAWN.height())
    return max(_SMALLEST, min(_LARGEST, fitting))


def color(token: str) -> QColor:
    """A token of the review set, whatever the window wears."""
    return theme.color(token, "review")


def stylesheet(scale: float) -> str:
    """The stylesheet of the board."""
    tokens = theme.REVIEW
    sizes = {"body": BODY, "label": LABEL, "title": TITLE, "value": VALUE, "radius": 8, "gap": 8, "thick": 2, "bar": 10}
    sizes |= {"line": LINE, "big": 62, "row": 84}
    facts = {name: f"{max(1, round(size * scale))}px" for name, size in sizes.items()}
    colors = {name: getattr(tokens, name) for name in tokens.__slots__}
    return Template(_SHEET).substitute(facts | colors)


_SHEET = """
QWidget#board, QWidget#projection { background: $window; }
QWidget#board QWidget { background: transparent; color: $text; font-size: $body; }
QWidget#board QFrame[panel="true"] { background: $surface; border: none; border-radius: $radius; }
QWidget#board QFrame#drawer { background: $info_ground; border: 1px solid $info_border; border-radius: $radius; }
QWidget#board QFrame[line="true"] { background: $hairline; max-height: 1px; min-height: 1px; border: none; }
QWidget#board QLabel[role="title"] { font-size: $title; font-weight: 600; }
QWidget#board QLabel[role="heading"] { font-weight: 600; }
QWidget#board QLabel[role="secondary"] { color: $secondary; }
QWidget#board QLabel[role="overdue"] { color: $overdue_text; }
QWidget#board QLabel[role="due_soon"] { color: $due_soon_text; }
QWidget#board QLabel[role="received"] { color: $accent; font-weight: 600; }
QWidget#board QLabel[role="closed"] { color: $on_time_text; font-weight: 600; }
QWidget#board QPushButton {
  min-height: $line; padding: 0 2px; margin: 0; border: $thick solid transparent; border-radius: 4px;
  background: transparent; text-align: left; font-weight: 400;
}
QWidget#board QPushButton:hover { background: $selected; }
QWidget#board QPushButton:focus { border: $thick solid $accent; padding: 0 2px; }
QWidget#board QPushButton:disabled { color: $hint; }
QWidget#board QPushButton[kind="value"] { font-size: $value; font-weight: 600; min-height: $big; }
QWidget#board QPushButton[kind="number"] { font-weight: 600; }
QWidget#board QPushButton[kind="cell"] { text-align: right; }
QWidget#board QPushButton[kind="tool"] { color: $secondary; padding: 0 $gap; }
QWidget#board QPushButton[kind="tool"]:hover { color: $text; }
QWidget#board QPushButton[kind="tool"]:checked { color: $text; background: $selected; }
QWidget#board QPushButton[kind="row"] { padding: 0; border-radius: 4px; min-height: $row; }
QWidget#board QComboBox {
  min-height: $line; padding: 0 $gap; border: $thick solid $field_border; border-radius: 5px; background: $surface;
}
QWidget#board QComboBox:focus { border: $thick solid $accent; }
QWidget#board QComboBox QAbstractItemView { background: $surface; color: $text; selection-background-color: $selected; }
QWidget#board QScrollArea { border: none; }
QWidget#board QScrollBar:vertical { width: $bar; background: transparent; }
QWidget#board QScrollBar::handle:vertical { background: $field_border; border-radius: 3px; }
"""
