"""The page at the right: what stands in the form, or the very bytes of an issued paper, made off the window."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from govdesk.services import documents
from govdesk.services.documents import PageImage
from govdesk.ui.widgets.page_preview import PagePreview
from govdesk.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper to be drawn; `issued` is the id of the one that was issued, else it is a new one with `data`."""

    case_id: int
    kind: str
    data: dict[str, Any]
    issued: int | None
    hand_boxes: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """`by_hand` is what a person has to write into the boxes."""

    content: bytes
    pages: list[PageImage]
    by_hand: tuple[str, ...] = ()


class Drawing(QObject):
    """Late answers about a paper that is out of view are dropped."""

    drawn = Signal(object)  # Drawn
    refused = Signal(object)  # why there is no page

    def __init__(self, place: Workplace, preview: PagePreview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place, self._preview = place, preview
        self._token = 0
        self.content: bytes | None = None

    def draw(self, wanted: Wanted) -> None:
        desk, actor, dpi = self._place.desk, self._place.actor, self._preview.wanted_dpi()
        case_id, kind, data = wanted.case_id, wanted.kind, wanted.data

        def work() -> Drawn:
            if wanted.issued is not None:
                content = documents.reprint(desk, actor, wanted.issued)
                return Drawn(content, documents.page_images(content, dpi))
            content = documents.preview_document(desk, actor, kind, case_id, data, wanted.hand_boxes)
            left = documents.left_for_hand(desk, actor, kind, case_id, data) if wanted.hand_boxes else ()
            return Drawn(content, documents.page_images(content, dpi), left)

        self._start(work)

    def show(self, content: bytes) -> None:
        """The pages exactly as they go to the printer, with what is put over a reprint."""
        dpi = self._preview.wanted_dpi()
        self._start(lambda: Drawn(content, documents.page_images(content, dpi)))

    def _start(self, work: Any) -> None:
        self._token += 1
        token = self._token
        self._place.runner.labour(
            work, lambda made: self._take(token, made), lambda error: self._take_refusal(token, error)
        )

    def _take(self, token: int, made: Drawn) -> None:
        if token == self._token:
            self.content = made.content
            self._preview.show_pages(made.pages)
            self.drawn.emit(made)

    def _take_refusal(self, token: int, error: Exception) -> None:
        if token == self._token:
            self.content = None
            self._preview.clear()
            self.refused.emit(error)
