"""How many pages a scan has: PDF, or a picture with one page or several (TIFF)."""

import io

from govdesk.domain.errors import BadInput

_PDF = b"%PDF-"
_PICTURES = frozenset({"PNG", "JPEG", "TIFF", "BMP", "WEBP"})


def scan_pages(content: bytes, name: str) -> int:
    """Raises BadInput `scan_empty`, `scan_locked` (a password), `scan_unreadable` (no PDF and no picture)."""
    if not content:
        raise BadInput("scan_empty", {"name": name})
    return _pdf_pages(content, name) if _PDF in content[:1024] else _picture_pages(content, name)


def _pdf_pages(content: bytes, name: str) -> int:
    import pikepdf

    try:
        with pikepdf.Pdf.open(io.BytesIO(content)) as paper:
            count = len(paper.pages)
    except pikepdf.PasswordError:
        raise BadInput("scan_locked", {"name": name}) from None
    except pikepdf.PdfError as error:
        raise BadInput("scan_unreadable", {"name": name}) from error
    if not count:
        raise BadInput("scan_empty", {"name": name})
    return count


def _picture_pages(content: bytes, name: str) -> int:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.format not in _PICTURES:
                raise BadInput("scan_unreadable", {"name": name})
            picture.load()
            return int(getattr(picture, "n_frames", 1))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput("scan_unreadable", {"name": name}) from error
