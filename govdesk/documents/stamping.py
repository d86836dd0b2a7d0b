"""What is put over a finished paper on its way out, never into the stored bytes: reprint mark, seam line, watermark."""

import io
from collections.abc import Callable

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.sheet import A4, MM, Sheet, writing

_SMALL = 9.0
_SEAM_FROM_EDGE = 9 * MM
_WATERMARK = 15.0
_WATERMARK_STEP = (230.0, 150.0)  # points between two marks, along and across
_WATERMARK_GREY = 0.86

Draw = Callable[[Sheet, int, int], None]


def stamped(content: bytes, mark: str = "", seam: str = "") -> bytes:
    """A copy for the printer: `mark` in the upper right margin, `seam` along a dashed line at the right edge."""
    if not mark and not seam:
        return content

    def draw(sheet: Sheet, page: int, pages: int) -> None:
        if mark:
            sheet.word(mark, Typeface.SONG, _SMALL, A4[0] - 15 * MM, A4[1] - 11 * MM, anchor=1.0)
        if seam:
            _seam(sheet, f"{seam}　第{page}页／共{pages}页　骑缝")

    return _over(content, draw)


def watermarked(content: bytes, words: str) -> bytes:
    """Who took a ledger out and when, light and aslant over every page."""
    return _over(content, lambda sheet, _page, _pages: _slanting(sheet, words))


def _seam(sheet: Sheet, words: str) -> None:
    x = A4[0] - _SEAM_FROM_EDGE
    half = len(words) * _SMALL / 2 + 10
    middle = A4[1] / 2
    sheet.grey(0.35)
    sheet.line(x, A4[1] - 25 * MM, x, middle + half, 0.5, dash=3)
    sheet.line(x, middle - half, x, 25 * MM, 0.5, dash=3)
    sheet.turned(x + _SMALL / 3, middle, 90)
    sheet.word(words, Typeface.SONG, _SMALL, 0, 0, anchor=0.5)
    sheet.restore()
    sheet.grey(0)


def _slanting(sheet: Sheet, words: str) -> None:
    step_x, step_y = _WATERMARK_STEP
    sheet.turned(A4[0] / 2, A4[1] / 2, 30)
    sheet.grey(_WATERMARK_GREY)
    for row in range(-4, 5):
        for column in range(-2, 3):
            sheet.word(words, Typeface.HEI, _WATERMARK, column * step_x * 1.6, row * step_y, anchor=0.5)
    sheet.restore()


def _over(content: bytes, draw: Draw) -> bytes:
    import pikepdf

    with pikepdf.Pdf.open(io.BytesIO(content)) as paper:
        count = len(paper.pages)
        layer = _layer(count, draw)
        with pikepdf.Pdf.open(io.BytesIO(layer)) as marks:
            for page, mark in zip(paper.pages, marks.pages, strict=True):
                page.add_overlay(mark, pikepdf.Rectangle(page.mediabox))
            finished = io.BytesIO()
            paper.save(finished, deterministic_id=True)
    return finished.getvalue()


def _layer(count: int, draw: Draw) -> bytes:
    with writing:
        sheet = Sheet(title="", author="", subject="", keywords="", dated_on=None)
        for page in range(1, count + 1):
            draw(sheet, page, count)
            sheet.next_page()
        return sheet.finish()
