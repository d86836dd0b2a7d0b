"""A sheet that nothing is printed on: it remembers the words that a block would put there, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.line_breaking import Line
from govdesk.documents.typesetting.sheet import A4, Sheet


@dataclass(frozen=True, slots=True)
class Words:
    """One piece of text with its size in points; `align` is left, center or right of the page."""

    text: str
    typeface: Typeface
    size: float
    align: str


class Recorder:
    """Takes the calls of a `Sheet`; whatever is not text leaves no trace."""

    def __init__(self) -> None:
        self.words: list[Words] = []

    def text(
        self, lines: list[tuple[Line, float, float]], size: float, first: bool, *_more: Any, **_named: Any
    ) -> None:
        whole = "".join(line.text for line, _x, _baseline in lines)
        if whole.strip():
            self.words.append(Words(whole, Typeface.FANG, size, "left"))

    def word(
        self, text: str, typeface: Typeface, size: float, x: float, baseline: float, anchor: float = 0.0, *_more: Any
    ) -> float:
        if text.strip():
            self.words.append(Words(text, typeface, size, _align(x, anchor)))
        return len(text) * size

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_values, **_named: None


def recorded(draw: Callable[[Sheet], None]) -> list[Words]:
    """The words that `draw` would print."""
    recorder = Recorder()
    draw(cast(Sheet, recorder))
    return recorder.words


def _align(x: float, anchor: float) -> str:
    if anchor == 0.5:
        return "center"
    return "right" if anchor == 1.0 or x > A4[0] / 2 else "left"
