"""A layout that fills lines like a paragraph: for chips and action buttons."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from govdesk.ui import theme


class FlowLayout(QLayout):
    """Children keep their size hint and wrap; with `columns` > 0 they get equal widths, at most in so many columns.

    Columns narrower than `narrowest` px become fewer.
    """

    def __init__(
        self, parent: QWidget | None = None, gap: int = theme.SPACE_2, columns: int = 0, narrowest: int = 0
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._columns, self._narrowest = columns, narrowest
        self.setSpacing(gap)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, place: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = self._wanted(item, rect.width())
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()

    def _wanted(self, item: QLayoutItem, width: int) -> QSize:
        hint = item.sizeHint()
        if not self._columns:
            return hint.boundedTo(QSize(max(width, 1), hint.height()))
        gap = self.spacing()
        fitting = (width + gap) // (self._narrowest + gap) if self._narrowest else self._columns
        columns = max(1, min(self._columns, fitting))
        each = (width - gap * (columns - 1)) // columns
        return QSize(max(each, 1), hint.height())


class FlowBox(QWidget):
    """A box that is never lower than its lines need: where room is short something else gives way."""

    def __init__(self, gap: int = theme.SPACE_2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, gap=gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.flow.heightForWidth(self.width()))
