"""The dark rail at the left: one picture and word for each screen that exists."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import icons, theme

WIDTH, PICTURE = 64, 20


class Rail(QWidget):
    """`chosen(code)`; Up and Down move between the entries."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("界面"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 8, 4, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._above = 0
        self._group = QButtonGroup(self)
        self._entries: dict[str, RailButton] = {}

    def add(self, code: str, words: str, icon: str, key: str = "", at_foot: bool = False) -> None:
        entry = RailButton(words, icon, key)
        entry.clicked.connect(lambda: self.chosen.emit(code))
        self._group.addButton(entry)
        self._entries[code] = entry
        if at_foot:
            self._column.addWidget(entry)
        else:
            self._column.insertWidget(self._above, entry)
            self._above += 1

    def mark(self, code: str) -> None:
        """Show which screen is in front."""
        if code in self._entries:
            self._entries[code].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.color("rail"))


class RailButton(QAbstractButton):
    """Picture over word."""

    def __init__(self, words: str, icon: str, key: str) -> None:
        super().__init__()
        self._icon = icon
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  {key}".strip())
        self.setCheckable(True)
        self.setFont(theme.font(12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(56, theme.px(54))

    def minimumSizeHint(self) -> QSize:
        """In a low window the entries move together, picture and word stay whole."""
        return QSize(56, PICTURE + self.fontMetrics().height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            ground = theme.color("rail_active")
            painter.setPen(QColor("#FFFFFF") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(ground if self.isChecked() else QColor(255, 255, 255, 18))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        ink = QColor("#FFFFFF") if self.isChecked() else theme.color("rail_text")
        words = painter.fontMetrics().height()
        spare = max(0, self.height() - PICTURE - words)
        top = spare // 3
        painter.drawPixmap((self.width() - PICTURE) // 2, top, icons.tinted(self._icon, ink.name(), PICTURE))
        painter.setPen(ink)
        below = QRect(0, top + PICTURE + spare // 4, self.width(), words)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), self.text())
