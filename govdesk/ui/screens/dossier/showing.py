"""The right of the dossier: the pages of what is chosen, and above them the tools of an issued paper."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services.documents import DocumentRow
from govdesk.services.dossier import DossierView, PieceView
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.screens.dossier import pages
from govdesk.ui.screens.dossier.pages import Shown
from govdesk.ui.widgets.hand_boxes import HandBoxes
from govdesk.ui.widgets.page_preview import PagePreview
from govdesk.ui.widgets.paper_tools import PaperTools
from govdesk.ui.workplace import Workplace

_Make = Callable[[float, bool], Shown]  # dots per inch, whether boxes are left


class Showing(QWidget):
    """`shown` is what stands in the preview, `document` the issued paper it is of; both None while there is nothing."""

    changed = Signal()

    def __init__(self, place: Workplace, boxes: HandBoxes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._boxes = place, boxes
        self._token = 0
        self._again: Callable[[], None] | None = None
        self.shown: Shown | None = None
        self.document: DocumentRow | None = None
        self.tools = PaperTools(place.desk, lambda: place.actor, place.runner, place.committed)
        self.preview = PagePreview()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tools.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.preview, 1)
        self.preview.sharpness_wanted.connect(self.again)
        self.tools.pages_wanted.connect(self._show_bytes)
        boxes.taken.connect(self.again)

    def show_piece(self, view: DossierView, piece: PieceView) -> None:
        """An issued paper with its tools, a form as it would be bound, or an attachment on its pages."""
        if piece.document is not None:
            self.show_issued(piece.document)
            return
        desk, actor, case_id = self._place.desk, self._place.actor, view.case_id
        self._wish(None, lambda dpi, boxes: pages.piece(desk, actor, case_id, piece, boxes, dpi))

    def show_whole(self, view: DossierView) -> None:
        """All pages as they would be bound now, whatever is missing."""
        desk, actor, case_id = self._place.desk, self._place.actor, view.case_id
        self._wish(None, lambda dpi, boxes: pages.whole(desk, actor, case_id, boxes, dpi))

    def wish_whole(self, view: DossierView) -> None:
        """Shown as soon as boxes are asked for; what is in view stays until then."""
        self._again = lambda: self.show_whole(view)

    def show_issued(self, paper: DocumentRow) -> None:
        """The very bytes, to be printed and saved with a line in the log."""
        desk, actor = self._place.desk, self._place.actor
        self._wish(paper, lambda dpi, _boxes: pages.issued(desk, actor, paper, dpi))

    def clear(self, words: str) -> None:
        self._token += 1
        self._again, self.document = None, None
        self._show_nothing(words)

    def again(self) -> None:
        """The same pages, sharper or with boxes."""
        if self._again is not None:
            self._again()

    def _wish(self, document: DocumentRow | None, make: _Make) -> None:
        self.document = document
        self.tools.show_paper(document)
        self._again = lambda: self._start(make)
        self._start(make)

    def _start(self, make: _Make) -> None:
        self._token += 1
        token, dpi, boxes = self._token, self.preview.wanted_dpi(), self._boxes.on
        self._place.runner.labour(
            lambda: make(dpi, boxes),
            lambda shown: self._take(token, shown),
            lambda error: self._take_refusal(token, error),
        )

    def _take(self, token: int, shown: Shown) -> None:
        if token != self._token:
            return
        self.shown = shown
        self.preview.show_pages(shown.pages)
        if shown.count > len(shown.pages):
            words = _("共 {count} 页，这里显示前 {shown} 页").format(count=shown.count, shown=len(shown.pages))
            self.preview.say(words)
        if self.document is None:
            self._boxes.tell(shown.by_hand)
        self.changed.emit()

    def _take_refusal(self, token: int, error: Exception) -> None:
        if token != self._token:
            return
        if not isinstance(error, GovDeskError):
            self._place.told(error)
            return
        self._show_nothing(sentence(error))
        if self.document is None:
            self._boxes.offered(error)

    def _show_nothing(self, words: str) -> None:
        self.shown = None
        self.tools.show_paper(self.document)
        self.preview.clear()
        self.preview.say(words)
        self.changed.emit()

    def _show_bytes(self, content: bytes) -> None:
        """As it goes to the printer, with what is put over a reprint."""
        document = self.document
        if document is not None:
            self._start(lambda dpi, _boxes: pages.of_content(document.title, content, dpi))
