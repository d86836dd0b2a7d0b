"""A drawn shape out of an SVG file of ours: one path of absolute M, L, Q and Z commands."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from govdesk.domain.errors import BadInput

_PATH = re.compile(r'<path[^>]* d="([^"]+)"')
_COMMAND = re.compile(r"([MLQZ])([^MLQZ]*)")


@dataclass(frozen=True, slots=True)
class Step:
    """`points` are (x, y) pairs in the shape's own units, y upwards: one for M and L, two for Q, none for Z."""

    command: str
    points: tuple[tuple[float, float], ...]


@cache
def outline(path: Path) -> tuple[Step, ...]:
    """Raises BadInput `template_unreadable` when the file is missing or holds no path."""
    try:
        found = _PATH.search(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput("template_unreadable", {"file": path.name, "detail": str(error)}) from error
    if found is None:
        raise BadInput("template_unreadable", {"file": path.name, "detail": "path"})
    return tuple(_step(command, numbers) for command, numbers in _COMMAND.findall(found[1]))


def _step(command: str, numbers: str) -> Step:
    values = [float(number) for number in numbers.split()]
    return Step(command, tuple(zip(values[0::2], values[1::2], strict=True)))
