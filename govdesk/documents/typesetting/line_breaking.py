"""Atoms into lines of a given width, and where each run of a line is printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from govdesk.documents.typesetting.atoms import Atom

_TOLERANCE = 0.01
_LARGEST_GAP = 0.25  # ems between two atoms; beyond it a line looks torn and is better left ragged
_SMALLEST_GAP = 0.02  # ems that each gap may lose so that a mark stays on its line


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one face printed from `x` on with `spacing` added after each."""

    x: float
    text: str
    face: str
    spacing: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `x` where it begins, `gap` between its atoms, `width` what it takes without the gaps."""

    atoms: tuple[Atom, ...]
    x: float
    width: float
    gap: float

    @property
    def text(self) -> str:
        return "".join(atom.text for atom in self.atoms)

    def runs(self, trimmed_start: bool) -> Iterator[Run]:
        """`trimmed_start`: an opening mark at the start gives up its empty half (not on a paragraph's first line).

        A run goes on as long as the next character stands where the printer's own advance would put it.
        """
        x = self.x - (self.atoms[0].start_trim if trimmed_start else 0.0)
        text, face, start, solo, pen = "", "", 0.0, False, 0.0
        for atom in self.atoms:
            ink = x + atom.shift
            if solo and atom.solo and atom.face == face and abs(ink - pen) < _TOLERANCE:
                text += atom.text
            else:
                if text:
                    yield Run(start, text, face, self.gap if solo else 0.0)
                text, face, start, solo = atom.text, atom.face, ink, atom.solo
            pen = ink + atom.advance + self.gap
            x += atom.width + self.gap
        yield Run(start, text, face, self.gap if solo else 0.0)


def break_lines(atoms: list[Atom], width: float, indent: float, size: float, align: str) -> list[Line]:
    """Greedy lines that never begin or end with a forbidden mark.

    `align` is justify, left, center or right; `indent` shortens the first line (justify and left).
    """
    lines: list[Line] = []
    start, total = 0, len(atoms)
    while start < total:
        offset = indent if not lines else 0.0
        room = width - offset
        stop = _fill(atoms, start, room, bool(lines), size)
        lines.append(_set(atoms[start:stop], room, offset, bool(lines), stop >= total, size, align))
        start = stop
        while start < total and atoms[start].is_space:
            start += 1
    return lines


def _fill(atoms: list[Atom], start: int, room: float, trimmed: bool, size: float) -> int:
    """Index after the last atom of the line that begins at `start`."""
    total = len(atoms)
    used = -atoms[start].start_trim if trimmed else 0.0
    stop = start
    while stop < total and used + atoms[stop].width <= room + _TOLERANCE:
        used += atoms[stop].width
        stop += 1
    if stop == total:
        return total
    tail = _squeezed_tail(atoms, stop, room - used + min(size / 2, _SMALLEST_GAP * size * (stop - start)))
    if tail is not None:
        return tail
    back = stop
    while back > start and not atoms[back].can_start:
        back -= 1
    return back if back > start else max(stop, start + 1)


def _squeezed_tail(atoms: list[Atom], stop: int, room: float) -> int | None:
    """Marks at `stop` that may not begin a line, when they fit into `room` with the last one trimmed."""
    tail, used = stop, 0.0
    while tail < len(atoms) and not atoms[tail].can_start:
        used += atoms[tail].width
        if used - atoms[tail].end_trim > room + _TOLERANCE:
            return None
        tail += 1
    return tail if tail > stop else None


def _set(atoms: list[Atom], room: float, offset: float, trimmed: bool, last: bool, size: float, align: str) -> Line:
    while len(atoms) > 1 and atoms[-1].is_space:
        atoms = atoms[:-1]
    width = sum(atom.width for atom in atoms) - (atoms[0].start_trim if trimmed else 0.0)
    if width > room:
        width -= atoms[-1].end_trim
    slack = room - width
    gap = 0.0
    if len(atoms) > 1 and (slack < 0 or (align == "justify" and not last)):
        gap = slack / (len(atoms) - 1)
        if gap > _LARGEST_GAP * size:
            gap = 0.0
    free = slack if gap == 0.0 else 0.0
    shift = {"center": free / 2, "right": free}.get(align, 0.0)
    return Line(tuple(atoms), offset + shift, width, gap)
