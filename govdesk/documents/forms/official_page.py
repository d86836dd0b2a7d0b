"""The page of an official paper (GB/T 9704-2012): 156 × 225 mm, 22 lines of 28 characters, red head, page numbers.

Lengths are those of the standard's clauses 5 to 10; what the standard leaves open (thickness of the red line, size of
the issuer's mark) follows practice.
"""

from math import ceil

from govdesk.documents.fonts import Typeface, chain
from govdesk.documents.typesetting.page_flow import Dress, Frame
from govdesk.documents.typesetting.paragraph import Style
from govdesk.documents.typesetting.sheet import A4, ASCENT, MM, Sheet

OFFICIAL_FRAME = Frame(left=28 * MM, right=26 * MM, top=37 * MM, bottom=35 * MM)
OFFICIAL_FRAME_TOP = A4[1] - OFFICIAL_FRAME.top
LINES = 22
LEADING = 225 * MM / LINES
SIZE = 15.75  # 三号: 28 characters are 441 pt of the 442.2 between the margins
OFFICIAL_BODY = Style(size=SIZE, leading=LEADING, indent=2)
OFFICIAL_TITLE = Style(size=22, leading=LEADING, align="center", balanced=True)
SMALL_SIZE = 14.0  # 四号: page numbers and imprint

_INK_TOP, _INK_FOOT = 0.85, -0.09  # of the em: where the strokes of the title face end above and below the baseline
_FANG_FOOT, _FANG_TOP = -0.10, 0.86
_MARK_LARGEST, _MARK_SMALLEST = 46.0, 18.0
_RED_LINE = 1.5  # points
_THICK, _THIN = 2.25, 0.75  # points: the two lines of a letter
_IMPRINT_THICK, _IMPRINT_THIN = 0.35 * MM, 0.25 * MM


class RedHead:
    """发文机关标志, number and red line of an official paper, or the mark of minutes; as high as whole lines.

    The mark's strokes begin 35 mm under the upper edge of the printing area; the red line lies 4 mm under the number.
    """

    before = after = 0.0
    keep_with_next = True

    def __init__(self, mark: str, number: str) -> None:
        self._mark = mark
        self._number = number

    def height(self, width: float) -> float:
        return ceil(self._red_line(width) / LEADING) * LEADING

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        size = mark_size(self._mark, width)
        sheet.official_red()
        sheet.word(self._mark, Typeface.TITLE, size, x + width / 2, top - self._mark_baseline(width), anchor=0.5)
        line = top - self._red_line(width)
        sheet.line(x, line, x + width, line, _RED_LINE)
        sheet.grey(0)
        sheet.word(self._number, Typeface.FANG, SIZE, x + width / 2, top - self._number_baseline(width), anchor=0.5)

    def _mark_baseline(self, width: float) -> float:
        return 35 * MM + _INK_TOP * mark_size(self._mark, width)

    def _number_baseline(self, width: float) -> float:
        """Two empty lines under the mark."""
        foot = self._mark_baseline(width) - _INK_FOOT * mark_size(self._mark, width)
        return foot + 2 * LEADING + (LEADING - SIZE) / 2 + ASCENT * SIZE

    def _red_line(self, width: float) -> float:
        return self._number_baseline(width) - _FANG_FOOT * SIZE + 4 * MM


class LetterHead:
    """信函格式: the mark 30 mm from the paper's edge, 4 mm under it a thick and a thin red line of 170 mm.

    The number stands at the right margin, seven eighths of a character's height under the lines.
    """

    before = after = 0.0
    keep_with_next = True

    def __init__(self, mark: str, number: str) -> None:
        self._mark = mark
        self._number = number

    def height(self, width: float) -> float:
        return ceil((OFFICIAL_FRAME_TOP - self._number_baseline(width)) / LEADING) * LEADING

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        size = mark_size(self._mark, width)
        sheet.official_red()
        baseline = A4[1] - 30 * MM - _INK_TOP * size
        sheet.word(self._mark, Typeface.TITLE, size, A4[0] / 2, baseline, anchor=0.5)
        _double_line(sheet, self._lines(width), thick_above=True)
        sheet.grey(0)
        sheet.word(self._number, Typeface.FANG, SIZE, x + width, self._number_baseline(width), anchor=1.0)

    def _lines(self, width: float) -> float:
        """The upper edge of the double line."""
        return A4[1] - 34 * MM - (_INK_TOP - _INK_FOOT) * mark_size(self._mark, width)

    def _number_baseline(self, width: float) -> float:
        return self._lines(width) - _THICK - 2 * _THIN - SIZE * 7 / 8 - _FANG_TOP * SIZE


class SignOff:
    """署名 and date with the place of the seal: the date ends four characters from the margin, the name stands over it.

    A name longer than the date is centred on it as far as the margin allows.
    """

    before = 0.0
    after = 0.0
    keep_with_next = False

    def __init__(self, name: str, date: str, seal: str) -> None:
        self._name = name
        self._date = date
        self._seal = seal

    def height(self, width: float) -> float:
        return 4 * LEADING

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        right = x + width - 4 * SIZE
        middle = right - _width(self._date) / 2
        half = _width(self._name) / 2
        centre = min(middle, x + width - half)
        baseline = top - (LEADING - SIZE) / 2 - ASCENT * SIZE
        if self._seal:
            sheet.word(self._seal, Typeface.FANG, 12, centre, baseline - LEADING, anchor=0.5)
        sheet.word(self._name, Typeface.FANG, SIZE, centre, baseline - 2 * LEADING, anchor=0.5)
        sheet.word(self._date, Typeface.FANG, SIZE, right, baseline - 3 * LEADING, anchor=1.0)


class Imprint:
    """版记 at the foot of the last page: copies above, issuer and date below, lines as long as the printing area.

    The last line coincides with the lower edge of the printing area. A letter's imprint has no lines and no issuer.
    """

    before = after = 0.0
    keep_with_next = False

    def __init__(self, copies: str, issuer: str, issued: str, ruled: bool) -> None:
        self._copies = copies
        self._issuer = issuer
        self._issued = issued
        self._ruled = ruled

    def height(self, width: float) -> float:
        return self._rows(width) * LEADING

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        foot = OFFICIAL_FRAME.bottom
        above = self._copy_lines(width)
        rows = self._rows(width)
        if self._ruled:
            sheet.line(x, foot, x + width, foot, _IMPRINT_THICK)
            sheet.line(x, foot + rows * LEADING, x + width, foot + rows * LEADING, _IMPRINT_THICK)
            if above and self._issuer:
                sheet.line(x, foot + LEADING, x + width, foot + LEADING, _IMPRINT_THIN)
        y = foot + (LEADING - SMALL_SIZE) / 2 + (1 - ASCENT) * SMALL_SIZE
        if self._issuer:
            sheet.word(self._issuer, Typeface.FANG, SMALL_SIZE, x + SMALL_SIZE, y)
            sheet.word(self._issued, Typeface.FANG, SMALL_SIZE, x + width - SMALL_SIZE, y, anchor=1.0)
            y += LEADING
        for at, line in enumerate(reversed(above)):
            first = at == len(above) - 1
            indent = SMALL_SIZE if first else SMALL_SIZE * 4
            sheet.word(line, Typeface.FANG, SMALL_SIZE, x + indent, y)
            y += LEADING

    def _rows(self, width: float) -> int:
        return max(1, len(self._copy_lines(width)) + bool(self._issuer))

    def _copy_lines(self, width: float) -> list[str]:
        """抄送：… with continued lines under the first character after the colon."""
        if not self._copies:
            return []
        room = int((width - 5 * SMALL_SIZE) / SMALL_SIZE)
        text = self._copies.rstrip("。") + "。"
        lines = []
        while text:
            stop = room if len(text) <= room or text[room] not in "，。、；" else room - 1
            lines.append(text[:stop])
            text = text[stop:]
        return [f"抄送：{lines[0]}", *lines[1:]]


def mark_size(mark: str, width: float) -> float:
    """As large as fits between the margins; a long name is set smaller."""
    return max(_MARK_SMALLEST, min(_MARK_LARGEST, width / max(len(mark), 1)))


def letter_ground(sheet: Sheet, page: int, _pages: int) -> None:
    """The lines at the foot of a letter's first page: thin above thick, 20 mm from the paper's edge."""
    if page == 1:
        sheet.official_red()
        _double_line(sheet, 20 * MM + _THICK + 2 * _THIN, thick_above=False)
        sheet.grey(0)


def page_number(first_shown: int = 1) -> Dress:
    """— 1 — in 四号 Song, its dash 7 mm under the printing area; odd pages right, even pages left, one character in."""

    def draw(sheet: Sheet, page: int, _pages: int) -> None:
        if page < first_shown:
            return
        text = f"— {page} —"
        baseline = OFFICIAL_FRAME.bottom - 7 * MM - _DASH * SMALL_SIZE
        if page % 2:
            right = A4[0] - OFFICIAL_FRAME.right - SMALL_SIZE
            sheet.word(text, Typeface.SONG, SMALL_SIZE, right, baseline, anchor=1.0)
        else:
            sheet.word(text, Typeface.SONG, SMALL_SIZE, OFFICIAL_FRAME.left + SMALL_SIZE, baseline)

    return draw


_DASH = 0.293  # of the em: the upper edge of the dash above the baseline


def _double_line(sheet: Sheet, top: float, thick_above: bool) -> None:
    """Two red lines of 170 mm in the middle of the paper; `top` is the upper edge of the upper one."""
    left, right = (A4[0] - 170 * MM) / 2, (A4[0] + 170 * MM) / 2
    first, second = (_THICK, _THIN) if thick_above else (_THIN, _THICK)
    sheet.line(left, top - first / 2, right, top - first / 2, first)
    below = top - first - _THIN
    sheet.line(left, below - second / 2, right, below - second / 2, second)


def _width(text: str) -> float:
    return chain(Typeface.FANG).advance(text) * SIZE
