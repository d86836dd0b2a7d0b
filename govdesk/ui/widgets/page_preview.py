"""The page beside the form, exactly as it will print; the old page stays until the new one is there."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.documents import PageImage
from govdesk.ui import theme
from govdesk.ui.widgets.labels import label

A4_INCHES = 8.27
A4_RATIO = 297 / 210
_GAP, _MARGIN = 12, 16
_RESIZE_PAUSE_MILLISECONDS = 250
_LARGEST_DPI = 220


class PagePreview(QWidget):
    """`sharpness_wanted` when the pages should be drawn again for another width."""

    sharpness_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages = _Pages()
        self._scroll = QScrollArea()
        self._scroll.setProperty("ground", "desk")
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._pages)
        self._scroll.setAccessibleName(_("打印预览"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._state = label("", "on_desk", wrap=True)
        self._state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._state.setContentsMargins(theme.SPACE_2, 2, theme.SPACE_2, theme.SPACE_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._state)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RESIZE_PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self.sharpness_wanted)

    def wanted_dpi(self) -> float:
        """Device pixels for the width that a page has now."""
        return min(_LARGEST_DPI, self._pages.page_width() * self.devicePixelRatioF() / A4_INCHES)

    def show_pages(self, pages: Sequence[PageImage]) -> None:
        self._pages.show_images([_image(page) for page in pages])
        count = len(pages)
        self._say(_("共 {count} 页").format(count=count) if count else "")

    def say(self, sentence: str) -> None:
        """Why the page is not the newest; it stays as it was."""
        self._say(sentence)

    def clear(self) -> None:
        self._pages.show_images([])
        self._say("")

    def page_count(self) -> int:
        return len(self._pages.images)

    def images(self) -> list[QImage]:
        return self._pages.images

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pages.images and abs(self._pages.images[0].width() - self._wanted_width()) > 8:
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + bar.pageStep())
        elif event.key() == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _wanted_width(self) -> int:
        return round(self._pages.page_width() * self.devicePixelRatioF())

    def _say(self, sentence: str) -> None:
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))
        self._scroll.setAccessibleDescription(sentence)


class _Pages(QWidget):
    """Sheets of paper under each other, as wide as the column allows."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[QImage] = []
        self.setProperty("ground", "desk")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def page_width(self) -> int:
        return max(120, self.width() - 2 * _MARGIN)

    def show_images(self, images: list[QImage]) -> None:
        self.images = images
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index, image in enumerate(self.images):
            sheet = self._sheet(index)
            if sheet.intersects(event.rect()):
                painter.fillRect(sheet.adjusted(-1, 0, 3, 4), QColor(0, 0, 0, 60))
                painter.drawImage(sheet, image)

    def _sheet(self, index: int) -> QRect:
        width = self.page_width()
        height = round(width * A4_RATIO)
        return QRect(_MARGIN, _MARGIN + index * (height + _GAP), width, height)

    def _fit(self) -> None:
        height = self._height()
        if height != self.minimumHeight():
            self.setMinimumHeight(height)

    def _height(self) -> int:
        if not self.images:
            return 0
        return self._sheet(len(self.images) - 1).bottom() + _MARGIN


def _image(page: PageImage) -> QImage:
    made = QImage(page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGBX8888)
    return made.copy()  # the bytes belong to Python
