"""The machine's check list of GB/T 9704-2012 (its 信函 and 纪要 formats too): positions read back from the PDF."""

import re
from collections import defaultdict
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw
import pytest

from govdesk.documents.rendering import render
from govdesk.documents.typesetting.sheet import MM
from tests.documents.composed_forms import paper, source

HEIGHT = 297 * MM
MILLIMETRE = 1.0 * MM
LONG = "我中心在办理群众反映事项中发现排水设施存在长期堵塞的情况需要及时处理" * 40


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its inked box in points; `top` is measured from the upper edge of the paper."""

    text: str
    left: float
    right: float
    top: float
    foot: float


def glyphs(content: bytes, page: int) -> list[Glyph]:
    with pypdfium2.PdfDocument(content) as document:
        text = document[page].get_textpage()
        found = []
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            character = chr(raw.FPDFText_GetUnicode(text, index))
            if right > left and character.strip():
                found.append(Glyph(character, left, right, HEIGHT - top, HEIGHT - bottom))
        return found


@dataclass(frozen=True, slots=True)
class Stroke:
    left: float
    right: float
    y: float
    thickness: float


def strokes(content: bytes, page: int) -> list[Stroke]:
    """Level lines of a page; `y` is the middle of the line, measured from the upper edge of the paper."""
    with pypdfium2.PdfDocument(content) as document:
        found = []
        for item in document[page].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = item.get_bounds()
            thickness = (top - bottom) / 2  # PDFium widens a stroke's bounds by its whole width on every side
            if right - left > 100 * MM and thickness < 3:
                middle = HEIGHT - (top + bottom) / 2
                found.append(Stroke(left + thickness, right - thickness, middle, thickness))
        return sorted(found, key=lambda line: line.y)


def only_text(layout: str) -> str:
    """The made-up form reduced to head, receiver, text, sign-off and imprint."""
    kept = ("masthead", "paragraph", "attachments", "signatures", "imprint", "roster")
    head, *blocks = source(layout).split("[[block]]")
    return "[[block]]".join([head, *(block for block in blocks if any(f'kind = "{kind}"' in block for kind in kept))])


def printed(layout: str, **values: object) -> bytes:
    return render(paper(body=LONG, **values), only_text(layout)).content


def rows(found: list[Glyph]) -> dict[int, list[Glyph]]:
    """Characters by the line of the grid in which their middle lies."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in found:
        lines[int(((glyph.top + glyph.foot) / 2 - 37 * MM) / (225 * MM / 22))].append(glyph)
    return lines


def test_a_text_page_has_twenty_two_lines_of_twenty_eight_characters() -> None:
    found = [glyph for glyph in glyphs(printed("official"), 1) if glyph.top < (37 + 225) * MM]
    lines = rows(found)
    assert max(lines) <= 21
    full = [line for line in lines.values() if len(line) == 28]
    assert len(full) >= 12
    assert all(len(line) <= 28 for line in lines.values())
    for line in full:
        ordered = sorted(line, key=lambda glyph: glyph.left)
        pitch = (ordered[-1].left - ordered[0].left) / 27
        assert pitch == pytest.approx(156 * MM / 28, abs=0.3)


@pytest.mark.parametrize("layout", ["official", "letter", "minutes"])
def test_text_stays_between_the_margins(layout: str) -> None:
    content = printed(layout)
    with pypdfium2.PdfDocument(content) as document:
        pages = len(document)
    for page in range(pages):
        body = [glyph for glyph in glyphs(content, page) if 80 * MM < glyph.top < 262 * MM]
        assert min(glyph.left for glyph in body) >= 28 * MM - MILLIMETRE
        assert max(glyph.right for glyph in body) <= (210 - 26) * MM + MILLIMETRE


@pytest.mark.parametrize("layout", ["official", "minutes"])
def test_the_red_mark_begins_seventy_two_millimetres_from_the_edge(layout: str) -> None:
    top = min(glyph.top for glyph in glyphs(printed(layout), 0))
    assert top == pytest.approx(72 * MM, abs=MILLIMETRE)


def test_the_red_line_lies_four_millimetres_under_the_number_and_is_as_long_as_the_text() -> None:
    content = printed("official")
    found = glyphs(content, 0)
    line = strokes(content, 0)[0]
    number = [glyph for glyph in found if glyph.top > 95 * MM and glyph.foot < line.y and glyph.text in "甲综治转号"]
    assert line.y - max(glyph.foot for glyph in number) == pytest.approx(4 * MM, abs=MILLIMETRE)
    assert line.right - line.left == pytest.approx(156 * MM, abs=MILLIMETRE)
    middle = (min(glyph.left for glyph in number) + max(glyph.right for glyph in number)) / 2
    assert middle == pytest.approx((28 + 156 / 2) * MM, abs=MILLIMETRE)


def test_page_numbers_stand_seven_millimetres_under_the_text_right_on_odd_and_left_on_even_pages() -> None:
    content = printed("official")
    for page in (0, 1):
        foot = [glyph for glyph in glyphs(content, page) if glyph.top > 264 * MM]
        assert "".join(glyph.text for glyph in foot) == f"—{page + 1}—"
        dash = next(glyph for glyph in foot if glyph.text == "—")
        assert dash.top == pytest.approx(269 * MM, abs=MILLIMETRE)
        if page == 0:
            assert max(glyph.right for glyph in foot) == pytest.approx((210 - 26) * MM - 14, abs=MILLIMETRE)
        else:
            assert min(glyph.left for glyph in foot) == pytest.approx(28 * MM + 14, abs=MILLIMETRE)


def test_the_last_line_of_the_imprint_lies_on_the_foot_of_the_text() -> None:
    content = printed("official")
    with pypdfium2.PdfDocument(content) as document:
        last = len(document) - 1
    lines = strokes(content, last)
    assert lines[-1].y == pytest.approx(262 * MM, abs=MILLIMETRE)
    assert len(lines) == 3
    assert lines[0].thickness > lines[1].thickness
    assert all(line.right - line.left == pytest.approx(156 * MM, abs=MILLIMETRE) for line in lines)


def test_a_letter_has_its_mark_thirty_millimetres_from_the_edge_and_double_lines_of_170() -> None:
    content = printed("letter")
    found = glyphs(content, 0)
    assert min(glyph.top for glyph in found) == pytest.approx(30 * MM, abs=MILLIMETRE)
    head, under, above, foot = strokes(content, 0)
    mark = [glyph for glyph in found if glyph.top < 50 * MM and glyph.foot < head.y]
    assert head.y - head.thickness / 2 - max(glyph.foot for glyph in mark) == pytest.approx(4 * MM, abs=MILLIMETRE)
    assert head.thickness > under.thickness
    assert foot.thickness > above.thickness
    assert HEIGHT - foot.y == pytest.approx(20 * MM, abs=MILLIMETRE)
    for line in (head, under, above, foot):
        assert line.right - line.left == pytest.approx(170 * MM, abs=MILLIMETRE)
        assert (line.left + line.right) / 2 == pytest.approx(105 * MM, abs=MILLIMETRE)


def test_a_letter_shows_no_page_number_on_its_first_page() -> None:
    content = printed("letter")
    assert not [glyph for glyph in glyphs(content, 0) if glyph.top > 264 * MM]
    assert "".join(glyph.text for glyph in glyphs(content, 1) if glyph.top > 264 * MM) == "—2—"


@pytest.mark.parametrize("layout", ["official", "letter"])
def test_the_date_ends_four_characters_from_the_margin_under_the_name(layout: str) -> None:
    content = printed(layout)
    with pypdfium2.PdfDocument(content) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    page = next(
        number for number, text in enumerate(texts) if re.search(r"2026年11月23日\s", text + " ") and "印章" in text
    )
    found = glyphs(content, page)
    name = next(index for index, glyph in enumerate(found) if glyph.text == "印")
    date = [glyph for glyph in found[name:] if glyph.text in "年月日"][:3]
    middle = (date[-1].left + date[-1].right) / 2
    assert middle + 15.75 / 2 == pytest.approx((210 - 26) * MM - 4 * 15.75, abs=MILLIMETRE)


@pytest.mark.parametrize("layout", ["official", "letter", "minutes"])
def test_body_text_is_of_size_three(layout: str) -> None:
    content = printed(layout)
    with pypdfium2.PdfDocument(content) as document:
        text = document[0].get_textpage()
        sizes = defaultdict(int)
        for index in range(text.count_chars()):
            sizes[round(raw.FPDFText_GetFontSize(text, index), 2)] += 1
    assert max(sizes, key=sizes.__getitem__) == pytest.approx(16, abs=0.3)


def test_the_number_and_the_date_are_written_as_the_standard_has_them() -> None:
    with pypdfium2.PdfDocument(printed("official")) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert re.search(r"(?m)^[^\s〔〕]+〔\d{4}〕[1-9]\d*号\s*$", text)
    assert re.search(r"(?m)^\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日\s*$", text)
