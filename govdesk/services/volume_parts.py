"""The parts of a volume as finished PDFs: papers with the scans of what was signed, forms, attachments."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govdesk.domain.errors import BadInput, StorageUnavailable
from govdesk.domain.papers import Paper
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dossier import Gathered
from govdesk.services.dossier_contents import Contents, Form
from govdesk.services.hand_boxes import fitted, written_by_hand
from govdesk.services.messages import sentence
from govdesk.services.paper_labels import document_label
from govdesk.storage.queries.case_card import AttachmentFacts
from govdesk.storage.queries.documents import DocumentRow, read_content
from govdesk.storage.queries.paper_ledger import read_scans
from govdesk.storage.repositories.attachments import attachment_path


@dataclass(frozen=True, slots=True)
class Part:
    """A finished PDF of one line: what stands in the catalogue for it, and what is bound below it."""

    title: str
    content: bytes
    pages: int
    note: str = ""
    level: int = 0
    caption: str = ""
    form: Form | None = None  # to be rendered again when all pages are counted


@dataclass(frozen=True, slots=True)
class Parts:
    """The contents in order; `notices` stand in 卷宗情况说明, `by_hand` is what a person writes into the boxes."""

    parts: tuple[Part, ...]
    notices: tuple[str, ...]
    by_hand: tuple[str, ...]


class _Unbindable(Exception):
    """A recording, a table, a text: no pages."""


def volume_parts(desk: Desk, gathered: Gathered, hand_boxes: bool) -> Parts:
    """All contents rendered.

    Raises BadInput `character_not_printable`, or `dossier_attachments_bad` naming every attachment that cannot be
    bound.
    """
    parts: list[Part] = []
    problems: list[str] = []
    notices: list[str] = []
    by_hand: list[str] = []
    for line in gathered.lines:
        for paper in line.papers:
            try:
                parts += _issued_parts(desk, paper)
            except BadInput as error:
                problems.append(sentence(error))
        for form in line.forms:
            parts.append(_form_part(form, hand_boxes))
            left = written_by_hand(form.paper, form.source)
            notices += _notices(form, left)
            by_hand += left
        for attachment in line.attachments:
            try:
                parts.append(_attachment_part(desk, line, attachment, first=not line.papers and not line.forms))
            except _Unbindable:
                notices.append(_("“{name}”不是图片或 PDF，列入清单，另存。").format(name=attachment.name))
            except (BadInput, StorageUnavailable) as error:
                problems.append(sentence(error))
    if problems:
        raise BadInput("dossier_attachments_bad", {"count": len(problems), "problems": "".join(problems)})
    return Parts(tuple(parts), tuple(notices), tuple(dict.fromkeys(by_hand)))


def attachment_part(desk: Desk, name: str, sha256: str) -> Part | None:
    """An attachment as it would be bound; None when it has no pages. Raises BadInput naming it."""
    try:
        return _file_part(desk, name, sha256, "", 0)
    except _Unbindable:
        return None


def rendered(paper: Paper, source: str, hand_boxes: bool) -> tuple[bytes, int]:
    """A form set with the text of a template version, and its number of pages."""
    from govdesk.documents.rendering import render  # the PDF library is loaded with the first paper

    made = render(fitted(paper, hand_boxes), source)
    return made.content, made.pages


def _form_part(form: Form, hand_boxes: bool) -> Part:
    content, pages = rendered(form.paper, form.source, hand_boxes)
    return Part(form.label, content, pages, form=form)


def _notices(form: Form, by_hand: tuple[str, ...]) -> Iterator[str]:
    """What is to be added to the form on paper."""
    if form.notice:
        yield form.notice
    if by_hand:
        yield _("《{form}》里打不出的字留了空格，由手工填写。").format(form=form.label)


def _issued_parts(desk: Desk, paper: DocumentRow) -> list[Part]:
    """The bytes as issued, and behind them the scan of what was signed."""
    with desk.database.reading() as connection:
        content = read_content(connection, paper.sha256)
        scans = read_scans(connection, paper.id)
    if content is None or hashlib.sha256(content).hexdigest() != paper.sha256:
        raise StorageUnavailable("document_damaged", {"number": paper.number or document_label(paper.kind)})
    parts = [Part(document_label(paper.kind), content, paper.pages, paper.number or "")]
    for scan in scans:
        parts.append(_file_part(desk, scan.name, scan.sha256, _("签署件扫描"), 1))
    return parts


def _attachment_part(desk: Desk, line: Contents, attachment: AttachmentFacts, first: bool) -> Part:
    """The first thing of a line opens it in the catalogue; what follows is bound below it."""
    alone = first and attachment is line.attachments[0]
    return _file_part(desk, attachment.name, attachment.sha256, line.item.label if alone else "", 0 if alone else 1)


def _file_part(desk: Desk, name: str, sha256: str, title: str, level: int) -> Part:
    from govdesk.documents import attachment_pages as pages
    from govdesk.documents.volume import count_pages

    content = _read(desk.folder, name, sha256)
    sort = pages.sort_of(name, content)
    if sort == pages.OTHER:
        raise _Unbindable
    if sort == pages.PHOTO:
        made, caption = pages.photo_pages(name, content), name
    else:
        made, caption = pages.scan_pages(name, content), ""
    return Part(title or name, made, count_pages(made), _("复印件") if not level else "", level, caption)


def _read(folder: Path, name: str, sha256: str) -> bytes:
    try:
        content = attachment_path(folder, sha256).read_bytes()
    except OSError as error:
        raise BadInput("attachment_gone", {"name": name}) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BadInput("attachment_changed", {"name": name})
    return content
