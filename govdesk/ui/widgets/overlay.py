"""Something that has to be dealt with before anything else: a pane over a dimmed page, inside the window."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from govdesk.ui import theme
from govdesk.ui.widgets.labels import set_property

DIM = QColor(20, 28, 40, 110)


class Overlay(QWidget):
    """Covers its parent and keeps the focus inside `pane` until `close_pane`; the page below takes no key or click.

    The pane scrolls by itself where it does not fit: its buttons stay in sight.
    """

    def __init__(self, parent: QWidget, pane: QFrame, width: int) -> None:
        super().__init__(parent)
        self.pane = pane
        self._before = QApplication.focusWidget()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(pane.accessibleName())
        self._width = width
        pane.setParent(self)
        set_property(pane, "box", "popup")
        parent.installEventFilter(self)
        self.fit()
        self.show()
        self.raise_()

    def close_pane(self) -> None:
        """Give the page back, and the focus to where it was."""
        if (page := self.parent()) is not None:
            page.removeEventFilter(self)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the pane."""
        stops = [each for each in self.pane.findChildren(QWidget) if _takes_focus(each)]
        if not stops:
            return True
        stops.sort(key=lambda each: (each.mapTo(self.pane, each.rect().topLeft()).y(), each.x()))
        now = QApplication.focusWidget()
        place = stops.index(now) if now in stops else -1
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), DIM)

    def fit(self) -> None:
        """Take the room that the pane needs now."""
        around = self.parentWidget()
        if around is None:
            return
        page = around.size()
        self.setGeometry(0, 0, page.width(), page.height())
        width = min(theme.px(self._width), page.width() - 32)
        height = min(self.pane.sizeHint().height() + 4, page.height() - 32)
        self.pane.setGeometry((page.width() - width) // 2, (page.height() - height) // 2, width, height)
        self.pane.show()


def _takes_focus(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )
