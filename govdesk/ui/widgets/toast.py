"""News at the foot of the window that goes away by itself, with an undo where there is one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from govdesk.foundation.text import _
from govdesk.ui import icons, theme
from govdesk.ui.widgets.buttons import button, icon_button
from govdesk.ui.widgets.labels import label, set_property

SHOWN_MILLISECONDS = 6_000
SHOWN_WITH_UNDO_MILLISECONDS = 12_000
_ICONS = {
    "neutral": ("info", "secondary", "card"),
    "accent": ("info", "accent", "info"),
    "good": ("circle-check", "on_time_text", "good"),
    "warning": ("triangle-alert", "due_soon_text", "warning"),
    "danger": ("circle-alert", "overdue_text", "danger"),
}


class Toast(QFrame):
    """One at a time over the lower middle of its host; danger stays until it is put away."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._undo: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 7, 7)
        row.setSpacing(theme.SPACE_2)
        self._picture = QLabel()
        self._words = label("", wrap=False)
        self._undo_button = button(_("撤销"), "link")
        self._undo_button.clicked.connect(self._take_back)
        self._close = icon_button("x", _("关闭提示"))
        self._close.clicked.connect(self.hide)
        for each in (self._picture, self._words, self._undo_button, self._close):
            row.addWidget(each)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.setAccessibleName(_("提示"))
        host.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, tone: str = "neutral", undo: Callable[[], object] | None = None) -> None:
        icon, token, box = _ICONS[tone]
        set_property(self, "box", box)
        self._picture.setPixmap(icons.pixmap(icon, token, 16))
        self._words.setWordWrap(len(sentence) > 48)
        self._words.setMinimumWidth(560 if len(sentence) > 48 else 0)
        self._words.setText(sentence)
        self._undo = undo
        self._undo_button.setVisible(undo is not None)
        self.setAccessibleDescription(sentence)
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if tone != "danger":
            self._timer.start(SHOWN_WITH_UNDO_MILLISECONDS if undo else SHOWN_MILLISECONDS)

    def words(self) -> str:
        return self._words.text()

    def take_back(self) -> bool:
        """Ctrl+Z: undo what the toast still offers; False if there is nothing."""
        if self.isHidden() or self._undo is None:
            return False
        self._take_back()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def _place(self) -> None:
        host = self._host
        self.setMaximumWidth(max(200, host.width() - 80))
        self.adjustSize()
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - 44)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
