"""Buttons: with their key beside the words, with a tone, or only a picture."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QToolButton, QWidget

from govdesk.ui import icons, theme

ICON, ICON_GAP = 16, 3


def button(text: str, tone: str = "", icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """A push button; tones: "" primary danger link quiet."""
    made = QPushButton(text, parent)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if tone:
        made.setProperty("tone", tone)
    if icon:
        token = {"primary": "on_accent", "danger": "overdue_text", "link": "accent"}.get(tone, "secondary")
        made.setIcon(icons.icon(icon, token, ICON, gap=ICON_GAP))
        made.setIconSize(QSize(ICON + ICON_GAP, ICON))
    return made


def flush_link(text: str, icon: str = "", parent: QWidget | None = None) -> QPushButton:
    """A link whose words begin exactly at the left edge, below or above other words."""
    made = button(text, "link", icon, parent)
    made.setProperty("flush", True)
    return made


def icon_button(icon: str, name: str, checkable: bool = False, parent: QWidget | None = None) -> QToolButton:
    """A picture with a name that tool tip and screen reader tell."""
    made = QToolButton(parent)
    made.setIcon(icons.icon(icon, active="accent"))
    made.setIconSize(QSize(16, 16))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setCheckable(checkable)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


class KeyButton(QPushButton):
    """A button that shows its key in a lighter ink: 催办 U."""

    def __init__(self, text: str, key: str = "", tone: str = "", icon: str = "", parent: QWidget | None = None):
        super().__init__(text, parent)
        self._key, self._picture = key.replace("+", " "), icon
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setProperty("tone", tone)

    def key_text(self) -> str:
        return self._key

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + self._key_width() + self._picture_width() + 26
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text())
        x = (self.width() - self._picture_width() - words - self._key_width()) // 2
        ink = self._ink()
        if self._picture:
            token = "on_accent" if self.property("tone") == "primary" else "secondary"
            painter.drawPixmap(x, (self.height() - 14) // 2, icons.pixmap(self._picture, token, 14))
            x += self._picture_width()
        painter.setFont(self.font())
        painter.setPen(ink)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRect(x, 0, words + 4, self.height()), align, self.text())
        if self._key:
            painter.setFont(theme.font(11))
            painter.setPen(self._key_ink(ink))
            painter.drawText(QRect(x + words + 5, 0, self._key_width() + 4, self.height()), align, self._key)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return theme.color("hint")
        return theme.color({"primary": "on_accent", "danger": "overdue_text"}.get(self.property("tone"), "text"))

    def _key_ink(self, ink: QColor) -> QColor:
        if self.property("tone") == "primary" and self.isEnabled():
            return QColor(ink.red(), ink.green(), ink.blue(), 205)
        return theme.color("secondary" if self.isEnabled() else "hint")

    def _key_width(self) -> int:
        if not self._key:
            return 0
        from PySide6.QtGui import QFontMetrics

        return QFontMetrics(theme.font(11)).horizontalAdvance(self._key) + 6

    def _picture_width(self) -> int:
        return 19 if self._picture else 0
