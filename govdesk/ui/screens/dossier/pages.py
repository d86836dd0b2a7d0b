"""What the preview of the dossier shows: a paper, a form, an attachment or the whole volume, made off the window."""

from dataclasses import dataclass

from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services import documents, dossier_volume
from govdesk.services.desk import Desk
from govdesk.services.documents import DocumentRow, PageImage
from govdesk.services.dossier import DossierView, ItemView, PieceView

MOST_PAGES = 40
_WHOLE_DPI = 80.0


@dataclass(frozen=True, slots=True)
class Shown:
    """`content` are the bytes that are printed or saved; `pages` the pictures, at most MOST_PAGES of `count`.

    `by_hand` is what a person has to write into the boxes.
    """

    title: str
    content: bytes
    count: int
    pages: list[PageImage]
    by_hand: tuple[str, ...] = ()


def whole(desk: Desk, actor: Actor, case_id: int, hand_boxes: bool, dpi: float) -> Shown:
    """The volume as it would be bound now, whatever is missing."""
    bound = dossier_volume.preview_volume(desk, actor, case_id, hand_boxes)
    return of_content(_("整卷预览"), bound.content, min(dpi, _WHOLE_DPI), bound.by_hand if hand_boxes else ())


def issued(desk: Desk, actor: Actor, paper: DocumentRow, dpi: float) -> Shown:
    """A paper or a volume as it was issued."""
    many = paper.pages > 10
    return of_content(paper.title, documents.reprint(desk, actor, paper.id), min(dpi, _WHOLE_DPI) if many else dpi)


def of_item(view: DossierView, item: ItemView) -> PieceView | None:
    """The first thing of a line that has pages; a line with nothing shows its empty form."""
    if item.pieces:
        return item.pieces[0]
    return PieceView(item.label, "", item.kinds[0]) if item.kinds and view.mediated else None


def piece(desk: Desk, actor: Actor, case_id: int, wanted: PieceView, hand_boxes: bool, dpi: float) -> Shown:
    """The form as it would be bound, or the attachment on its pages."""
    if wanted.sha256:
        return of_content(wanted.label, dossier_volume.attachment_pages(desk, actor, case_id, wanted.sha256), dpi)
    content = documents.preview_document(desk, actor, wanted.kind, case_id, hand_boxes=hand_boxes)
    left = documents.left_for_hand(desk, actor, wanted.kind, case_id) if hand_boxes else ()
    return of_content(wanted.label, content, dpi, left)


def of_content(title: str, content: bytes, dpi: float, by_hand: tuple[str, ...] = ()) -> Shown:
    count = documents.page_count(content)
    return Shown(title, content, count, documents.page_images(content, dpi, range(min(count, MOST_PAGES))), by_hand)
