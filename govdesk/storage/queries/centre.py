"""The read door for the centre, its grids, bodies and posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from govdesk.domain.body import Body
from govdesk.domain.duties import duty_order
from govdesk.domain.vocabulary import BodyKind
from govdesk.storage import tables
from govdesk.storage.queries.duties import read_duty_items

LETTERHEAD = "letterhead"
"""The setting that holds what stands over the centre's papers."""


@dataclass(frozen=True, slots=True)
class CentreRow:
    """`name` is the place (关山街道), `office_name` what stands over the door (综网中心).

    `letterhead` is what the centre wants over its papers, empty for place and office together.
    """

    id: int
    uid: str
    code: str
    name: str
    office_name: str
    case_prefix: str
    abbreviation: str
    time_zone: str
    demonstration: bool
    letterhead: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A grid in force; `path` holds ids from the root down to itself."""

    id: int
    parent_id: int | None
    code: str
    name: str
    official_name: str
    initials: str
    level: str
    depth: int
    path: tuple[int, ...]
    schematic: bool


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body as screens and papers show it.

    `categories` are those whose cases it receives, `also` those of which it leads an item without receiving.
    """

    id: int
    code: str
    name: str
    kind: BodyKind
    grid_id: int | None
    independent: bool
    abbreviation: str
    categories: tuple[str, ...]
    open: bool
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostRow:
    id: int
    grid_id: int | None
    body_id: int | None
    person_name: str
    title: str
    phone: str


def read_centre(connection: Connection) -> CentreRow | None:
    row = connection.execute(select(tables.centre)).mappings().first()
    if row is None:
        return None
    own = tables.setting
    head = connection.execute(select(own.c.value).where(own.c.centre_id == row["id"], own.c.key == LETTERHEAD)).first()
    named = {name: row[name] for name in CentreRow.__slots__ if name != LETTERHEAD}
    return CentreRow(**named, letterhead="" if head is None else str(head.value))


def read_grids(connection: Connection) -> list[GridRow]:
    """All grids in force, parents before children, in the order of the table."""
    grid = tables.grid
    rows = connection.execute(
        select(grid).where(grid.c.valid_to.is_(None)).order_by(grid.c.depth, grid.c.position, grid.c.id)
    )
    paths: dict[int, tuple[int, ...]] = {}
    found = []
    for row in rows:
        paths[row.id] = (*paths.get(row.parent_id, ()), row.id)
        found.append(
            GridRow(
                id=row.id,
                parent_id=row.parent_id,
                code=row.code,
                name=row.name,
                official_name=row.official_name,
                initials=row.initials,
                level=row.level,
                depth=row.depth,
                path=paths[row.id],
                schematic=row.schematic,
            )
        )
    return found


def read_bodies(connection: Connection, today: date) -> list[BodyRow]:
    """All bodies ever, closed ones marked; those in force first, in their order."""
    body = tables.body
    rows = connection.execute(select(body).order_by(body.c.valid_to.is_not(None), body.c.position, body.c.id)).all()
    in_force = {row.id for row in rows if row.valid_to is None or row.valid_to > today}
    first, also = _duties(connection, [row for row in rows if row.id in in_force])
    return [
        BodyRow(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=BodyKind(row.kind),
            grid_id=row.grid_id,
            independent=row.independent,
            abbreviation=row.abbreviation,
            categories=tuple(first.get(row.id, ())),
            open=row.id in in_force,
            also=tuple(also.get(row.id, ())),
        )
        for row in rows
    ]


def _duties(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """By body: the categories it receives, and those it also leads items of. `rows`: the bodies in force, in order."""
    duty = tables.body_duty
    begun: dict[int, list[str]] = {row.id: [] for row in rows}
    for item in connection.execute(select(duty).where(duty.c.part == "lead").order_by(duty.c.id)):
        if item.body_id in begun:
            begun[item.body_id].append(item.category)
    street = frozenset(row.id for row in rows if row.kind != BodyKind.COUNTY_DEPARTMENT.value)
    first: dict[int, list[str]] = {}
    also: dict[int, list[str]] = {}
    for category, bodies in duty_order(begun, read_duty_items(connection), street).items():
        first.setdefault(bodies[0], []).append(category)
        for body_id in bodies[1:]:
            also.setdefault(body_id, []).append(category)
    return first, also


def read_posts(connection: Connection) -> list[PostRow]:
    post = tables.post
    rows = connection.execute(select(post).where(post.c.valid_to.is_(None)).order_by(post.c.id)).mappings()
    return [PostRow(**{name: row[name] for name in PostRow.__slots__}) for row in rows]


def read_stored_rules(connection: Connection, today: date) -> dict[str, str]:
    """The newest stored version in effect of each subject."""
    table = tables.rule_version
    rows = connection.execute(
        select(table).where(table.c.effective_on <= today).order_by(table.c.effective_on, table.c.id)
    )
    return {row.subject: row.content for row in rows}


def read_next_change(connection: Connection, today: date) -> date | None:
    """The next day on which a stored rule version comes into force or a body ends; None when nothing is ahead."""
    rules, body = tables.rule_version, tables.body
    days = [
        connection.execute(select(func.min(rules.c.effective_on)).where(rules.c.effective_on > today)).scalar(),
        connection.execute(select(func.min(body.c.valid_to)).where(body.c.valid_to > today)).scalar(),
    ]
    return min((day for day in days if day is not None), default=None)


def to_body(row: BodyRow) -> Body:
    return Body(row.id, row.code, row.name, row.kind, row.grid_id, row.independent, row.categories, row.open, row.also)
