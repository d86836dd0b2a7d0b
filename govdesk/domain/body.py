"""Bodies that receive cases, and the index that finds the right one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from govdesk.domain.vocabulary import BodyKind, Tier


@dataclass(frozen=True, slots=True)
class Body:
    """A receiving body. `independent` bodies (court, procuratorate) are invited, never ordered or urged.

    `categories` are those whose cases it receives; `also` those of which it leads an item of a duty list beside.
    """

    id: int
    code: str
    name: str
    kind: BodyKind
    grid_id: int | None = None
    independent: bool = False
    categories: tuple[str, ...] = ()
    open: bool = True
    also: tuple[str, ...] = ()

    @property
    def tier(self) -> Tier:
        return _TIER_OF_KIND[self.kind]


_TIER_OF_KIND = {
    BodyKind.CENTRE: Tier.JOINT,
    BodyKind.GRID: Tier.GRID,
    BodyKind.MEDIATION_COMMITTEE: Tier.VILLAGE,
    BodyKind.VILLAGE_STATION: Tier.VILLAGE,
    BodyKind.STREET_SECTION: Tier.OFFICE,
    BodyKind.STATION_OFFICE: Tier.OFFICE,
    BodyKind.COURT: Tier.OFFICE,
    BodyKind.COUNTY_DEPARTMENT: Tier.COUNTY,
}


_COMMITTEE, _COMMITTEE_SHORT = "人民调解委员会", "调委会"
_SHORTEST_PART = 2
_LONGEST_ABBREVIATION = 4


@dataclass
class BodyIndex:
    """Bodies by id, code, name, kind and place. Built once per opened desk and renewed when bodies change."""

    bodies: Sequence[Body]
    by_id: dict[int, Body] = field(init=False)
    by_code: dict[str, Body] = field(init=False)
    _by_name: dict[str, Body] = field(init=False)
    _by_place: dict[tuple[BodyKind, int], Body] = field(init=False)
    _by_duty: dict[str, Body] = field(init=False)
    _beside: dict[str, tuple[Body, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {body.id: body for body in self.bodies}
        self.by_code = {body.code: body for body in self.bodies}
        self._by_name = {body.name: body for body in self.bodies}
        self._by_place = {}
        self._by_duty = {}
        self._beside = {}
        for body in self.bodies:
            if not body.open:
                continue
            if body.grid_id is not None:
                self._by_place.setdefault((body.kind, body.grid_id), body)
            for category in body.categories:
                self._by_duty.setdefault(category, body)
            for category in body.also:
                self._beside[category] = (*self._beside.get(category, ()), body)

    def find(self, code_or_name: str) -> Body | None:
        """The body of that code or label, open or closed; a mediation committee also by its short name (某村调委会)."""
        whole = code_or_name.replace(_COMMITTEE_SHORT, _COMMITTEE)
        return self.by_code.get(code_or_name) or self._by_name.get(code_or_name) or self._by_name.get(whole)

    def meant(self, part: str, path: Iterable[int] = (), shortened: bool = True) -> Body | None:
        """The one open body whose name holds that part, or that is so abbreviated (市监所 for 市场监管所).

        Where several do, the one of the nearest place of `path` (grid ids, root first); none of several is guessed.
        """
        wanted = part.replace(_COMMITTEE_SHORT, _COMMITTEE)
        if len(wanted) < _SHORTEST_PART:
            return None
        bodies = [body for body in self.bodies if body.open]
        found = [body for body in bodies if wanted in body.name]
        if not found and shortened and len(wanted) <= _LONGEST_ABBREVIATION:
            found = [body for body in bodies if _abbreviates(wanted, body.name)]
        for grid_id in reversed(tuple(path) if len(found) > 1 else ()):
            if nearest := [body for body in found if body.grid_id == grid_id]:
                found = nearest
                break
        return found[0] if len(found) == 1 else None

    def at(self, kind: BodyKind, path: Iterable[int]) -> Body | None:
        """The open body of `kind` at the nearest grid of `path` (grid ids, root first)."""
        for grid_id in reversed(tuple(path)):
            if (body := self._by_place.get((kind, grid_id))) is not None:
                return body
        return None

    def on_duty(self, category: str) -> Body | None:
        """The open body on whose duty list the category stands first; a subtype falls back to its parent."""
        while category:
            if (body := self._by_duty.get(category)) is not None:
                return body
            category = category.rpartition(".")[0]
        return None

    def leads(self, category: str) -> tuple[Body, ...]:
        """All open bodies on whose duty list the category stands, the one that receives first."""
        while category:
            first, beside = self._by_duty.get(category), self._beside.get(category, ())
            if first is not None or beside:
                return ((first,) if first is not None else ()) + beside
            category = category.rpartition(".")[0]
        return ()

    def centre(self) -> Body | None:
        return next((body for body in self.bodies if body.kind is BodyKind.CENTRE and body.open), None)


def _abbreviates(short: str, name: str) -> bool:
    """First and last character are those of the name, the others stand in it in their order."""
    if short[0] != name[0] or short[-1] != name[-1]:
        return False
    rest = iter(name)
    return all(character in rest for character in short)
