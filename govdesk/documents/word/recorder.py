"""A sheet that nothing is printed on: it remembers the words that a block would put there, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.line_breaking import Line
from govdesk.documents.typesetting.sheet import A4, Sheet


@dataclass(frozen=True, slots=True)
class Words:
    """One piece of text with its size in points; `x` is its left edge, middle or right edge by `anchor` 0, 0.5, 1."""

    text: str
    typeface: Typeface
    size: float
    x: float
    baseline: float
    anchor: float
    red: bool

    @property
    def side(self) -> str:
        """Where it stands on the page: left, center or right."""
        if self.anchor == 0.5:
            return "center"
        return "right" if self.anchor == 1.0 or self.x > A4[0] / 2 else "left"


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line in red at a height."""

    y: float
    thickness: float


class Recorder:
    """Takes the calls of a `Sheet`; of what is not text only red lines leave a trace."""

    def __init__(self) -> None:
        self.words: list[Words] = []
        self.rules: list[Rule] = []
        self._red = False

    def text(self, lines: list[tuple[Line, float, float]], size: float, first: bool, *_more: Any) -> None:
        whole = "".join(line.text for line, _x, _baseline in lines)
        if whole.strip():
            _line, x, baseline = lines[0]
            self.words.append(Words(whole, Typeface.FANG, size, x, baseline, 0.0, self._red))

    def word(
        self, text: str, typeface: Typeface, size: float, x: float, baseline: float, anchor: float = 0.0, *_more: Any
    ) -> float:
        if text.strip():
            self.words.append(Words(text, typeface, size, x, baseline, anchor, self._red))
        return len(text) * size

    def line(self, _x: float, y: float, _to_x: float, to_y: float, thickness: float = 0.5, dash: float = 0.0) -> None:
        if self._red and y == to_y:
            self.rules.append(Rule(y, thickness))

    def red(self) -> None:
        self._red = True

    official_red = red

    def grey(self, _level: float) -> None:
        self._red = False

    restore = turned = lambda self, *_values: self.grey(0)

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_values, **_named: None


def recorded(draw: Callable[[Sheet], None]) -> Recorder:
    """The words and red lines that `draw` would print."""
    recorder = Recorder()
    draw(cast(Sheet, recorder))
    return recorder
