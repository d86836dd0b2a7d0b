"""Every number of the review is a button that says which cases it opens; and the words and bars beside them."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from govdesk.domain.review import Part
from govdesk.foundation.text import _
from govdesk.ui.screens.review import look

BUTTON_INSET = 4
"""Border and padding of a number: words beside it are set in as much."""


class Wanted(NamedTuple):
    """Which cases a number opens; `title` tells what they are."""

    period: str
    key: str
    part: Part
    title: str
    total: int


class NumberButton(QPushButton):
    """A number; without cases behind it, it cannot be pressed. `kind` is value, number or cell."""

    def __init__(self, kind: str = "number", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if kind == "cell":  # rows of a grid share the height evenly only if every cell may grow
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.wanted: Wanted | None = None
        self.show_number("—", None)

    def show_number(self, text: str, wanted: Wanted | None) -> None:
        """The text, and what pressing it opens."""
        self.wanted = wanted if wanted is not None and wanted.total else None
        self.setText(text)
        self.setEnabled(self.wanted is not None)
        self.setToolTip(_("打开{title}：{count} 件").format(title=wanted.title, count=wanted.total) if wanted else "")
        self.setAccessibleName(f"{wanted.title} {text}" if wanted else text)
        self.setAccessibleDescription(self.toolTip())


class Bar(QWidget):
    """A share of a whole as a rounded bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_share(self, share: float | None) -> None:
        """0 to 1 of the width."""
        self._share = share or 0.0
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thickness = min(self.fontMetrics().height() * 0.4, self.height() * 0.4)
        top = (self.height() - thickness) / 2
        for width, token in ((self.width(), "neutral_ground"), (self.width() * self._share, "accent")):
            if width > 0:
                painter.setBrush(look.color(token))
                drawn = max(float(width), thickness)
                painter.drawRoundedRect(QRectF(0, top, drawn, thickness), thickness / 2, thickness / 2)


def words(text: str = "", role: str = "") -> QLabel:
    """A label in a role of the review's stylesheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def hairline() -> QFrame:
    made = QFrame()
    made.setProperty("line", True)
    return made


def panel() -> QFrame:
    """A card on the dark ground."""
    made = QFrame()
    made.setProperty("panel", True)
    return made


def tool(text: str, name: str = "", checkable: bool = False) -> QPushButton:
    """A quiet button of the head; `name` for the screen reader where the text is a sign."""
    made = QPushButton(text)
    made.setProperty("kind", "tool")
    made.setAutoDefault(False)
    made.setCheckable(checkable)
    made.setAccessibleName(name or text)
    return made


def percent(value: float | None, digits: int = 1) -> str:
    """`98.4%`, `100%`, `0%`, `—` where there is nothing to be a part of."""
    if value is None:
        return "—"
    return f"{100 * value:.{0 if value in (0, 1) else digits}f}%"
