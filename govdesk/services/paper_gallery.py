"""Every kind of paper, empty and full, as files, with one picture of all pages: to be looked at after a change."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govdesk.foundation.text import _
from govdesk.services.documents import page_count, preview_empty, preview_sample
from govdesk.services.paper_kinds import KINDS, sample_head
from govdesk.services.paper_labels import document_label

SHEET = "gallery.png"
_SHEET_DPI = 36.0  # 298 × 421 pixels a page: headings can be read, tables judged
_NOT_A_FORM = frozenset({"dossier"})  # the volume is put together from papers


@dataclass(frozen=True, slots=True)
class GalleryPaper:
    """One file of the gallery; `filled` tells the full form from the empty one."""

    kind: str
    label: str
    filled: bool
    file: str
    pages: int


def make_gallery(folder: Path, head: str = "") -> list[GalleryPaper]:
    """Write the PDFs and the picture into an existing folder; `head` is the letterhead."""
    from govdesk.documents.contact_sheet import Captioned, contact_sheet
    from govdesk.documents.raster import page_images

    made: list[GalleryPaper] = []
    shown: list[Captioned] = []
    for kind, filled, content in _papers(head):
        label = document_label(kind)
        file = f"{kind}-{'full' if filled else 'empty'}.pdf"
        (folder / file).write_bytes(content)
        made.append(GalleryPaper(kind, label, filled, file, page_count(content)))
        caption = label if filled else _("{label}（空白）").format(label=label)
        shown += [Captioned(caption, page) for page in page_images(content, _SHEET_DPI)]
    (folder / SHEET).write_bytes(contact_sheet(shown))
    return made


def _papers(head: str) -> Iterator[tuple[str, bool, bytes]]:
    for kind in KINDS:
        if kind not in _NOT_A_FORM:
            yield kind, True, preview_sample(kind, head or sample_head(kind))
            yield kind, False, preview_empty(kind, head or sample_head(kind))
