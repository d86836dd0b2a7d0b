"""The line along which a stub is cut off, from edge to edge of the paper, with words across it."""

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.sheet import A4, Sheet

_SIZE = 9.0


class CutLine:
    """Dashes to both edges of the paper; `words` stand in the middle and are cut through (骑缝)."""

    before = 10.0
    after = 12.0
    keep_with_next = True

    def __init__(self, words: str) -> None:
        self._words = words

    def height(self, width: float) -> float:
        return 14.0

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        middle, y = x + width / 2, top - 7
        half = sheet.word(self._words, Typeface.SONG, _SIZE, middle, y - 3, anchor=0.5) / 2 + 8
        sheet.line(0, y, middle - half, y, 0.5, dash=4)
        sheet.line(middle + half, y, A4[0], y, 0.5, dash=4)
