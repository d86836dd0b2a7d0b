"""Building one's own centre from a division table: tree, bodies of the usual street, and posts if wanted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from govdesk.domain.place_names import spoken_name
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind
from govdesk.exchange.divisions import Division, SkippedDivision, read_divisions
from govdesk.foundation.clock import DEFAULT_TIME_ZONE
from govdesk.foundation.pinyin import initials
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.grids import LEADER_TITLE, MEDIATOR_TITLE, found_centre, village_bodies
from govdesk.storage.repositories.grids import NewBody, NewCentre, NewGrid, NewPost

LEVELS = ("province", "city", "county", "town", "village", "grid")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = ("建安", "秀兰", "志和", "玉梅", "文平", "春和", "立诚", "月华", "守田", "书宁", "长顺", "晓棠")


@dataclass(frozen=True, slots=True)
class Founded:
    """`grids` counts every node of the tree, `by_level` the nodes of each level from the root down."""

    name: str
    grids: int
    by_level: dict[str, int]
    bodies: int
    posts: int
    skipped: tuple[SkippedDivision, ...]


def found_from_divisions(desk: Desk, actor: Actor, file: str | Path, root: str, demo_posts: bool = False) -> Founded:
    """Set up the centre over the subtree of `root` (code or name) in a division table.

    `demo_posts` adds grid leaders and mediators with invented names, to try things out. Raises BadInput for the
    table, RuleViolation when the folder has a centre already; then nothing was written.
    """
    table = read_divisions(file, root)
    grids = [_grid(division) for division in table.divisions]
    bodies = usual_bodies(grids)
    posts = invented_posts(grids, bodies) if demo_posts else []
    found_centre(desk, actor, _centre(grids[0]), grids, bodies, posts)
    by_level = Counter(grid.level for grid in grids)
    return Founded(grids[0].name, len(grids), dict(by_level), len(bodies), len(posts), table.skipped)


def usual_bodies(grids: Sequence[NewGrid]) -> list[NewBody]:
    """The offices and stations of a typical street by the shipped duty list, and what every village has."""
    street = [
        NewBody(
            code=entry["code"],
            name=entry["name"],
            kind=BodyKind(entry["kind"]),
            independent=bool(entry.get("independent", False)),
            lead_categories=tuple(entry["categories"]),
        )
        for entry in shipped("duties")["body"]
    ]
    return [*street, *village_bodies(grids)]


def invented_posts(grids: Sequence[NewGrid], bodies: Sequence[NewBody]) -> list[NewPost]:
    """A grid leader for every village and grid, two mediators for every committee; the same table, the same names."""
    leaders = [
        NewPost(_invented_name(grid.code), LEADER_TITLE, grid_code=grid.code)
        for grid in grids
        if grid.level in ("village", "grid")
    ]
    mediators = [
        NewPost(_invented_name(f"{body.code}/{place}"), MEDIATOR_TITLE, body_code=body.code)
        for body in bodies
        if body.kind is BodyKind.MEDIATION_COMMITTEE
        for place in (1, 2)
    ]
    return [*leaders, *mediators]


def _centre(root: NewGrid) -> NewCentre:
    stem = root.name.removesuffix("街道").removesuffix("镇").removesuffix("乡") or root.name
    return NewCentre(
        code=root.code,
        name=root.name,
        office_name=_("{place}综治中心").format(place=root.name),
        case_prefix=(initials(stem)[:2].upper() or "GD"),
        abbreviation=root.name[:1],
        time_zone=DEFAULT_TIME_ZONE,
    )


def _grid(division: Division) -> NewGrid:
    name = spoken_name(division.name)
    return NewGrid(
        code=division.code,
        parent_code=division.parent_code,
        level=LEVELS[min(division.level, len(LEVELS)) - 1],
        name=name,
        official_name=division.name,
        initials=initials(name),
    )


def _invented_name(seed: str) -> str:
    number = int.from_bytes(blake2b(seed.encode(), digest_size=4).digest(), "big")
    return _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number // len(_SURNAMES) % len(_GIVEN)]
