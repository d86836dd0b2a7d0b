"""The paper under the pen: one PDF being written, page by page, in points from the lower left corner."""

import io
import threading
from collections.abc import Sequence
from datetime import date

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from govdesk.documents.fonts import Typeface, chain
from govdesk.documents.typesetting.atoms import HAND_BOX, RULE, make_atoms
from govdesk.documents.typesetting.line_breaking import Line, Run
from govdesk.documents.typesetting.outline import Step

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
ASCENT = 0.88  # of the em: top of the ideographic square above the baseline
_RISE = {"GovDeskFang-Regular": 0.07, "GovDeskKai-Regular": 0.03}
"""Of the em: these faces stand lower than the others; a rare character from another face shall not jump."""

_FILLED, _INVISIBLE = 0, 3  # text render modes, PDF 32000-1 §9.3.6
_EARLIEST = date(2000, 1, 1)

Point = tuple[float, float]

writing = threading.Lock()
"""Held while a paper is written: the PDF library keeps the state of a face per document, not per thread."""

_TOUCH = 0.1  # points between two pieces of a rule that are one


class Sheet:
    """Draws on the current page. Nothing is read from the clock: the same calls give the same bytes."""

    def __init__(self, title: str, author: str, subject: str, keywords: str, dated_on: date | None) -> None:
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            initialFontName=chain(Typeface.SONG).first_face,
            lang="zh-CN",
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setKeywords(keywords)
        self._canvas.setCreator("GovDesk")
        self._canvas.setProducer("GovDesk")
        stamp = (dated_on or _EARLIEST).strftime("D:%Y%m%d000000+08'00'")
        self._canvas.setDateFormatter(lambda *_moment: stamp)

    def text(self, lines: list[tuple[Line, float, float]], size: float, first: bool) -> None:
        """Print lines at (line, x, baseline); `first`: the first of them begins its paragraph."""
        pen = self._canvas.beginText()
        boxes, rules = [], []
        for index, (line, x, baseline) in enumerate(lines):
            for run in line.runs(trimmed_start=not (first and index == 0)):
                if run.text == HAND_BOX or run.text in RULE:
                    if run.text == HAND_BOX:
                        boxes.append((x + run.x, baseline))
                    else:
                        rules.append((x + run.x, baseline, stringWidth(run.text, run.face, size) + max(line.gap, 0.0)))
                    pen.setTextRenderMode(_INVISIBLE)
                    _write(pen, run, x, baseline, size)
                    pen.setTextRenderMode(_FILLED)
                else:
                    _write(pen, run, x, baseline, size)
        self._canvas.drawText(pen)
        for x, baseline in boxes:
            self.box(x + 0.06 * size, baseline - 0.12 * size, 0.88 * size, 0.88 * size, 0.6)
        for left, baseline, width in _joined(rules):
            self.line(left, baseline - 0.12 * size, left + width, baseline - 0.12 * size)

    def word(self, text: str, typeface: Typeface, size: float, x: float, baseline: float, anchor: float = 0.0) -> float:
        """Print one short text and return its width; `anchor` 0 begins, 0.5 centres, 1 ends it at `x`."""
        line = Line(tuple(make_atoms([(text, typeface)], size)), 0.0, 0.0, 0.0)
        width = sum(atom.width for atom in line.atoms)
        if line.atoms:
            self.text([(line, x - width * anchor, baseline)], size, first=True)
        return width

    def line(self, x: float, y: float, to_x: float, to_y: float, thickness: float = 0.5, dash: float = 0.0) -> None:
        self._canvas.setLineWidth(thickness)
        self._canvas.setDash([dash, dash] if dash else [])
        self._canvas.line(x, y, to_x, to_y)

    def box(self, x: float, y: float, width: float, height: float, thickness: float = 0.5) -> None:
        self._canvas.setLineWidth(thickness)
        self._canvas.setDash([])
        self._canvas.rect(x, y, width, height)

    def shape(self, steps: Sequence[Step], scale: float, x: float, y: float) -> None:
        """Fill an outline with its origin at (x, y)."""
        path = self._canvas.beginPath()
        here = (0.0, 0.0)
        for step in steps:
            points = [(x + px * scale, y + py * scale) for px, py in step.points]
            if step.command == "M":
                path.moveTo(*points[0])
            elif step.command == "L":
                path.lineTo(*points[0])
            elif step.command == "Q":
                path.curveTo(*_cubic(here, points[0], points[1]))
            else:
                path.close()
            here = points[-1] if points else here
        self._canvas.drawPath(path, stroke=0, fill=1, fillMode=1)

    def grey(self, level: float) -> None:
        """0 is black, 1 is white; for text and for lines."""
        self._canvas.setFillGray(level)
        self._canvas.setStrokeGray(level)

    def red(self) -> None:
        self._canvas.setFillColorRGB(0.75, 0.1, 0.1)
        self._canvas.setStrokeColorRGB(0.75, 0.1, 0.1)

    def official_red(self) -> None:
        """The ink of red heads: Y80 M80 (GB/T 9704-2012 §5.3)."""
        self._canvas.setFillColorCMYK(0, 0.8, 0.8, 0)
        self._canvas.setStrokeColorCMYK(0, 0.8, 0.8, 0)

    def turned(self, x: float, y: float, degrees: float) -> None:
        """Move the origin to (x, y) and turn it, until `restore`."""
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.rotate(degrees)

    def restore(self) -> None:
        self._canvas.restoreState()

    def next_page(self) -> None:
        self._canvas.showPage()

    def finish(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()


def _cubic(start: Point, middle: Point, end: Point) -> tuple[float, float, float, float, float, float]:
    """A quadratic curve as PDF knows curves."""
    (x0, y0), (x1, y1), (x2, y2) = start, middle, end
    return (x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3, (x2 + 2 * x1) / 3, (y2 + 2 * y1) / 3, x2, y2


def _write(pen, run: Run, x: float, baseline: float, size: float) -> None:  # type: ignore[no-untyped-def]
    pen.setTextOrigin(x + run.x, baseline + _RISE.get(run.face, 0.0) * size)
    pen.setFont(run.face, size)
    pen.setCharSpace(run.spacing)
    pen.textOut(run.text)


def _joined(rules: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Pieces (left, baseline, width) that touch, drawn as one stroke."""
    joined: list[tuple[float, float, float]] = []
    for left, baseline, width in rules:
        if joined and joined[-1][1] == baseline and abs(joined[-1][0] + joined[-1][2] - left) < _TOUCH:
            before = joined.pop()
            left, width = before[0], left + width - before[0]
        joined.append((left, baseline, width))
    return joined
