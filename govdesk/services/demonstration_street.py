"""Founding the demonstration street: real village names, and grids, posts and people that are invented (示意)."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from govdesk.domain.dictionary_entries import REQUIRED, Entry
from govdesk.domain.errors import BadInput
from govdesk.domain.place_names import spoken_name
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind
from govdesk.exchange.divisions import read_divisions
from govdesk.foundation import paths
from govdesk.foundation.pinyin import initials
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.grids import LEADER_TITLE, MEDIATOR_TITLE, found_centre, village_bodies
from govdesk.storage.repositories.grids import NewBody, NewCentre, NewGrid, NewPost

SOURCE = "street.toml"
WORKER_TITLE = "网格员"
OFFICE_TITLE = "案件联络员"
OFFICES = (BodyKind.STREET_SECTION, BodyKind.STATION_OFFICE)
PEOPLE_SEED = 610114007
MEDIATORS_PER_COMMITTEE = 3


@dataclass(frozen=True, slots=True)
class Street:
    """What `street.toml` says."""

    centre: NewCentre
    two_grids: tuple[str, ...]
    grid_names: tuple[str, ...]
    surnames: tuple[str, ...]
    given: tuple[str, ...]
    body_names: Mapping[str, str]


def found_demonstration(desk: Desk, actor: Actor) -> None:
    """关山街道 with 25 villages, 1 community and 34 grids in an empty data folder.

    Raises RuleViolation when the folder has a centre already.
    """
    street = read_street()
    grids = street_grids(street)
    bodies = street_bodies(street, grids)
    found_centre(desk, actor, street.centre, grids, bodies, street_posts(street, grids, bodies))


def street_grids(street: Street) -> list[NewGrid]:
    table = read_divisions(paths.resources() / "demo" / "divisions_guanshan.csv", street.centre.code)
    grids = []
    for division in table.divisions:
        is_root = division.parent_code is None
        name = spoken_name(division.name)
        level = "town" if is_root else "village"
        grids.append(NewGrid(division.code, division.parent_code, level, name, division.name, initials(name)))
    villages = [grid for grid in grids if grid.level == "village"]
    return [*grids, *(grid for village in villages for grid in _grids_of(street, village))]


def street_bodies(street: Street, grids: Sequence[NewGrid]) -> list[NewBody]:
    """The offices of the duty list under the street's own names, then committees, stations and grid staff."""
    offices = [
        NewBody(
            code=entry["code"],
            name=street.body_names.get(entry["code"], entry["name"]),
            kind=BodyKind(entry["kind"]),
            independent=bool(entry.get("independent", False)),
            lead_categories=tuple(entry["categories"]),
        )
        for entry in shipped("duties")["body"]
    ]
    names = {grid.code: grid.name for grid in grids}
    village = [body for body in village_bodies(grids) if body.kind is not BodyKind.GRID]
    abbreviated = [
        replace(body, abbreviation=names[body.grid_code or ""].removesuffix("社区").removesuffix("村"))
        for body in village
    ]
    staff = [
        NewBody(f"gs-{grid.code}", f"{names[grid.parent_code or '']}{grid.name}", BodyKind.GRID, grid.code)
        for grid in grids
        if grid.level == "grid"
    ]
    return [*offices, *abbreviated, *staff]


def street_posts(street: Street, grids: Sequence[NewGrid], bodies: Sequence[NewBody]) -> list[NewPost]:
    """A leader for each village and grid, a worker for each grid, three mediators for each committee, one for cases
    at each office and station."""
    chance = random.Random(PEOPLE_SEED)
    used: set[str] = set()

    def name() -> str:
        return invented_name(street, chance, used)

    posts = [NewPost(name(), LEADER_TITLE, grid_code=grid.code) for grid in grids if grid.level != "town"]
    posts += [NewPost(name(), WORKER_TITLE, grid_code=grid.code) for grid in grids if grid.level == "grid"]
    committees = [body for body in bodies if body.kind is BodyKind.MEDIATION_COMMITTEE]
    posts += [
        NewPost(name(), MEDIATOR_TITLE, body_code=body.code)
        for body in committees
        for _place in range(MEDIATORS_PER_COMMITTEE)
    ]
    offices = [body for body in bodies if body.kind in OFFICES]
    return [*posts, *(NewPost(name(), OFFICE_TITLE, body_code=body.code) for body in offices)]


def invented_name(street: Street, chance: random.Random, used: set[str]) -> str:
    """A common surname with a common given name, each combination once."""
    while True:
        name = chance.choice(street.surnames) + chance.choice(street.given)
        if name not in used:
            used.add(name)
            return name


@cache
def read_street() -> Street:
    """The shipped description; raises BadInput when the file is missing or wrong."""
    file = paths.resources() / "demo" / SOURCE
    try:
        data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput("resource_missing", {"file": SOURCE}) from error
    root = Entry(data, SOURCE, "")
    centre, grids, people = (Entry(root.table(key), SOURCE, key) for key in ("centre", "grids", "people"))
    street = Street(
        centre=NewCentre(
            code=centre.text("code"),
            name=centre.text("name"),
            office_name=centre.text("office_name"),
            case_prefix=centre.text("case_prefix"),
            abbreviation=centre.text("abbreviation"),
            time_zone=centre.text("time_zone"),
            demonstration=True,
        ),
        two_grids=grids.texts("two"),
        grid_names=grids.texts("names", REQUIRED),
        surnames=people.texts("surnames", REQUIRED),
        given=people.texts("given", REQUIRED),
        body_names=dict(root.table("body_names")),
    )
    for entry in (centre, grids, people, root):
        entry.finish()
    return street


def _grids_of(street: Street, village: NewGrid) -> list[NewGrid]:
    """Grid codes are the village's 12 digits and three of its own (the practice of standards §2.7)."""
    count = 2 if village.name in street.two_grids else 1
    return [
        NewGrid(
            code=f"{village.code}{place + 1:03}",
            parent_code=village.code,
            level="grid",
            name=street.grid_names[place],
            official_name=_("{village}{grid}").format(village=village.name, grid=street.grid_names[place]),
            initials=initials(village.name + street.grid_names[place]),
            schematic=True,
        )
        for place in range(count)
    ]
