"""A page that scrolls up and down and is never cut at its side: whoever gives it room learns how wide it must be."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QScrollArea, QWidget


class WholeWidthArea(QScrollArea):
    """In a splitter the neighbour shrinks first; where nothing gives way the page scrolls sideways too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QWidget | None = None
        self.setWidgetResizable(True)

    def setWidget(self, widget: QWidget) -> None:
        self._page = widget
        super().setWidget(widget)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._page is None:
            return hint
        return QSize(self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), hint.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page was laid out anew: the room it needs is asked again."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
