"""How many pages an attached file has: a PDF says it, a photo is one, other files nobody knows."""

from pathlib import Path

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")


def pages_of(path: Path) -> int | None:
    """None for a file that is neither PDF nor picture, or cannot be read. Files are known by their first bytes."""
    try:
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError:
        return None
    if b"%PDF-" in head:
        return _pdf_pages(path)
    return 1 if head.startswith(_PICTURES) else None


def _pdf_pages(path: Path) -> int | None:
    from govdesk.documents.raster import page_count  # PDFium is not loaded before somebody attaches a PDF

    try:
        return page_count(path.read_bytes()) or None
    except Exception as error:
        # PDFium raises its own class, which is not to be imported before it is needed; anything else is a bug
        if type(error).__name__ != "PdfiumError":
            raise
        return None
