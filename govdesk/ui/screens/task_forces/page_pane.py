"""The page that a reading note speaks of, beside the notes."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.documents import PageImage, page_images
from govdesk.services.task_forces import Citation
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.labels import ElidedLabel
from govdesk.ui.widgets.page_preview import PagePreview
from govdesk.ui.workplace import Workplace

WIDTH = 460


class PagePane(QWidget):
    """Shows a page of a PDF or a picture; another kind of file opens in its own program."""

    closed = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._citation: Citation | None = None
        self.setMinimumWidth(theme.px(300))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 8)
        self._title = ElidedLabel("", "heading")
        outside = icon_button("external-link", _("用其他程序打开这份附件"))
        outside.clicked.connect(self._open_outside)
        close = icon_button("x", _("关闭附件"))
        close.clicked.connect(self.closed)
        head.addWidget(self._title, 1)
        head.addWidget(outside)
        head.addWidget(close)
        column.addLayout(head)
        self.preview = PagePreview()
        self.preview.sharpness_wanted.connect(self._draw)
        column.addWidget(self.preview, 1)
        self.hide()

    def show_citation(self, citation: Citation) -> None:
        """The cited page; what cannot be drawn here is opened outside."""
        self._citation = citation
        words = _("《{name}》第 {page} 页").format(name=citation.name, page=citation.page)
        self._title.setText(words)
        if citation.media_type != "application/pdf" and not citation.media_type.startswith("image/"):
            self._open_outside()
            return
        self.show()
        self._draw()

    def _draw(self) -> None:
        citation = self._citation
        if citation is None:
            return
        dpi = self.preview.wanted_dpi()
        self._place.runner.labour(lambda: _pages(citation, dpi), self._take, self._place.told)

    def _take(self, pages: list[PageImage]) -> None:
        if not pages:
            self.preview.say(_("这一页画不出来，请用其他程序打开。"))
            return
        self.preview.show_pages(pages)
        self.preview.say("")

    def _open_outside(self) -> None:
        if self._citation is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._citation.path)))


def _pages(citation: Citation, dpi: float) -> list[PageImage]:
    if citation.media_type.startswith("image/"):
        return _picture(citation.path)
    return list(page_images(citation.path.read_bytes(), dpi, [citation.page - 1]))


def _picture(path: Path) -> list[PageImage]:
    image = QImage(str(path))
    if image.isNull():
        return []
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    lines = bytes(plain.constBits())
    packed = b"".join(
        lines[row * plain.bytesPerLine() : row * plain.bytesPerLine() + 4 * plain.width()]
        for row in range(plain.height())
    )
    return [PageImage(plain.width(), plain.height(), packed)]
