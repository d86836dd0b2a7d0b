"""What the network view is drawn from: grids, loads, bodies, ties and open cases as plain rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Ring = tuple[tuple[float, float], ...]


class LinkKind(StrEnum):
    """`hierarchy` root → cell; `handling` and `assist` body → cell, counted in open cases; `whistle` and
    `whistle_arrived` body → cell, for each office that a live whistle calls."""

    HIERARCHY = "hierarchy"
    HANDLING = "handling"
    ASSIST = "assist"
    WHISTLE = "whistle"
    WHISTLE_ARRIVED = "whistle_arrived"


class DueState(StrEnum):
    """How an open case stands against the centre's clock (DESIGN §2)."""

    OVERDUE = "overdue"
    SOON = "soon"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class MapGrid:
    """One node of the tree; `leader` is the 网格长's name or empty."""

    id: int
    parent_id: int | None
    code: str
    name: str
    level: str
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """Open cases and the overdue ones among them."""

    open_count: int = 0
    overdue_count: int = 0

    def __add__(self, other: "Load") -> "Load":
        return Load(self.open_count + other.open_count, self.overdue_count + other.overdue_count)


@dataclass(frozen=True, slots=True)
class MapBody:
    """A receiving body that stands around the edge; `independent` bodies are invited, never ranked.

    `short_name` is what its box says (派出所 for 关山派出所); empty means the name itself.
    """

    id: int
    name: str
    independent: bool = False
    load: Load = Load()
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """`count` open cases of exactly this grid that the body handles, assists in, or is whistled to."""

    body_id: int
    grid_id: int
    kind: LinkKind
    count: int


@dataclass(frozen=True, slots=True)
class MapCase:
    """One open case, placed in exactly this grid."""

    id: int
    number: str
    title: str
    grid_id: int
    state: DueState
    handler_id: int | None = None


_PLACE_ENDINGS = ("街道办事处", "街道", "社区", "镇", "乡", "村", "区", "县", "市")
_SHORTEST_NAME = 3


def without_place(name: str, places: Iterable[str]) -> str:
    """A body's name without the place everybody there knows: 关山派出所 at 关山街道 is 派出所.

    `places` are the names of the grids around; what remains has at least three characters.
    """
    stems = set(places)
    stems |= {place.removesuffix(ending) for place in stems for ending in _PLACE_ENDINGS if place.endswith(ending)}
    for stem in sorted(stems, key=len, reverse=True):
        if len(stem) > 1 and name.startswith(stem) and len(name) - len(stem) >= _SHORTEST_NAME:
            return name.removeprefix(stem)
    return name
