"""The volume of a dossier: finished PDFs one behind the other, numbered through, with bookmarks.

The pages of issued papers go in as they were issued; only the number in the corner is laid over them.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govdesk.documents.fonts import Typeface, uncovered
from govdesk.documents.typesetting.sheet import A4, MM, Sheet, writing

_UP, _ASIDE = A4[1] - 10 * MM, 14 * MM
_NUMBER_SIZE, _CAPTION_SIZE = 12.0, 9.0
_CAPTION_UP = 17 * MM
_LONGEST_CAPTION = 56
_NO_GLYPH = "〓"


@dataclass(frozen=True, slots=True)
class VolumePart:
    """`level` 0 is a line of the catalogue, 1 something bound below it; `numbered` False for cover and catalogue.

    `caption` stands at the foot of each of its pages (the name of a photograph).
    """

    title: str
    content: bytes
    numbered: bool = True
    level: int = 0
    caption: str = ""


def count_pages(content: bytes) -> int:
    """Pages of a PDF of ours."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as part:
        return len(part.pages)


def join_volume(parts: Sequence[VolumePart], title: str, author: str, subject: str, dated_on: date) -> bytes:
    """One PDF; content is numbered from 1, right corner on odd pages, left on even ones.

    The same parts give the same bytes.
    """
    import pikepdf

    made = pikepdf.new()
    opened = [pikepdf.open(io.BytesIO(part.content)) for part in parts]
    try:
        starts = []
        for source in opened:
            starts.append(len(made.pages))
            made.pages.extend(source.pages)
        _stamp(made, parts, [len(source.pages) for source in opened], title, author, subject, dated_on)
        _bookmark(made, parts, starts)
        _label(made, parts, starts)
        _describe(made, title, author, subject, dated_on)
        buffer = io.BytesIO()
        made.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return buffer.getvalue()
    finally:
        for source in opened:
            source.close()


def _stamp(
    made: Any, parts: Sequence[VolumePart], counts: Sequence[int], title: str, author: str, subject: str, on: date
) -> None:
    """Numbers and captions, drawn on sheets of their own and laid over the pages."""
    import pikepdf

    marks: list[tuple[int, int, str]] = []
    at, number = 0, 0
    for part, count in zip(parts, counts, strict=True):
        for _page in range(count):
            number += 1 if part.numbered else 0
            if part.numbered:
                marks.append((at, number, part.caption))
            at += 1
    if not marks:
        return
    with writing:
        sheet = Sheet(title, author, subject, "", on)
        for _index, page_number, caption in marks:
            _draw_mark(sheet, page_number, caption)
            sheet.next_page()
        drawn = sheet.finish()
    with pikepdf.open(io.BytesIO(drawn)) as stamps:
        for stamp, (index, _number, _caption) in zip(stamps.pages, marks, strict=True):
            made.pages[index].add_overlay(stamp, pikepdf.Rectangle(0, 0, *A4))


def _draw_mark(sheet: Sheet, number: int, caption: str) -> None:
    if number % 2:
        sheet.word(str(number), Typeface.SONG, _NUMBER_SIZE, A4[0] - _ASIDE, _UP, anchor=1.0)
    else:
        sheet.word(str(number), Typeface.SONG, _NUMBER_SIZE, _ASIDE, _UP)
    if caption:
        sheet.word(_printable(caption), Typeface.SONG, _CAPTION_SIZE, A4[0] / 2, _CAPTION_UP, anchor=0.5)


def _printable(text: str) -> str:
    """A file may be called anything; what no face has becomes a box."""
    short = text if len(text) <= _LONGEST_CAPTION else text[: _LONGEST_CAPTION - 1] + "…"
    for character, _codepoint in uncovered(short):
        short = short.replace(character, _NO_GLYPH)
    return short


def _bookmark(made: Any, parts: Sequence[VolumePart], starts: Sequence[int]) -> None:
    import pikepdf

    with made.open_outline() as outline:
        above = None
        for part, start in zip(parts, starts, strict=True):
            item = pikepdf.OutlineItem(part.title, start)
            if part.level and above is not None:
                above.children.append(item)
            else:
                outline.root.append(item)
                above = item


def _label(made: Any, parts: Sequence[VolumePart], starts: Sequence[int]) -> None:
    """The viewer counts as the paper does."""
    import pikepdf

    numbers: list[Any] = []
    numbering = False
    for part, start in zip(parts, starts, strict=True):
        if not part.numbered:
            numbers += [start, pikepdf.Dictionary(P=pikepdf.String(part.title))]
        elif not numbering:
            numbers += [start, pikepdf.Dictionary(S=pikepdf.Name.D, St=1)]
            numbering = True
    if numbers:
        made.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _describe(made: Any, title: str, author: str, subject: str, dated_on: date) -> None:
    import pikepdf

    stamp = dated_on.strftime("D:%Y%m%d000000+08'00'")
    texts = {
        "/Title": title,
        "/Author": author,
        "/Subject": subject,
        "/Creator": "GovDesk",
        "/Producer": "GovDesk",
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    for key, text in texts.items():
        made.docinfo[key] = pikepdf.String(text)
    made.Root.Lang = pikepdf.String("zh-CN")
    made.Root.PageMode = pikepdf.Name.UseOutlines
