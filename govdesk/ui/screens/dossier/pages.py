"""What the preview of the dossier shows: a paper, a form, an attachment or the whole volume, made off the window."""

from collections.abc import Callable
from dataclasses import dataclass

from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services import documents, dossier_volume
from govdesk.services.desk import Desk
from govdesk.services.documents import PageImage
from govdesk.services.dossier import DossierView, ItemView, PieceView

MOST_PAGES = 40
_WHOLE_DPI = 80.0


@dataclass(frozen=True, slots=True)
class Shown:
    """`content` are the bytes that are printed or saved; `pages` the pictures, at most MOST_PAGES of `count`."""

    title: str
    content: bytes
    count: int
    pages: list[PageImage]


def whole(desk: Desk, actor: Actor, view: DossierView, dpi: float) -> Shown:
    """The volume as it would be bound now, whatever is missing."""
    bound = dossier_volume.preview_volume(desk, actor, view.case_id)
    return _shown(_("整卷预览"), bound.content, min(dpi, _WHOLE_DPI))


def of_content(title: str, content: bytes, dpi: float) -> Shown:
    """A volume as it was issued."""
    return _shown(title, content, min(dpi, _WHOLE_DPI))


def of_item(view: DossierView, item: ItemView) -> PieceView | None:
    """The first thing of a line that has pages; a line with nothing shows its empty form."""
    if item.pieces:
        return item.pieces[0]
    return PieceView(item.label, "", item.kinds[0]) if item.kinds and view.mediated else None


def piece(desk: Desk, actor: Actor, view: DossierView, wanted: PieceView, dpi: float) -> Shown:
    """The issued bytes, the form as it would be bound, or the attachment on its pages."""
    return _shown(wanted.label, _content(desk, actor, view.case_id, wanted)(), dpi)


def _content(desk: Desk, actor: Actor, case_id: int, wanted: PieceView) -> Callable[[], bytes]:
    found = wanted.document
    if found is not None:
        return lambda: documents.reprint(desk, actor, found.id)
    if wanted.sha256:
        return lambda: dossier_volume.attachment_pages(desk, actor, case_id, wanted.sha256)
    return lambda: documents.preview_document(desk, actor, wanted.kind, case_id)


def _shown(title: str, content: bytes, dpi: float) -> Shown:
    count = documents.page_count(content)
    return Shown(title, content, count, documents.page_images(content, dpi, range(min(count, MOST_PAGES))))
