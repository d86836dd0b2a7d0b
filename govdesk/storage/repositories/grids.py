"""The write door for the centre, its grids, bodies and posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from govdesk.domain.vocabulary import BodyKind
from govdesk.foundation.identifiers import new_uid
from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class NewCentre:
    """`case_prefix` opens case numbers (AQ), `abbreviation` the numbers of papers (关)."""

    code: str
    name: str
    office_name: str
    case_prefix: str
    abbreviation: str
    time_zone: str
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class NewGrid:
    """`parent_code` None makes a root; `name` is what people say, `official_name` what the table says."""

    code: str
    parent_code: str | None
    level: str
    name: str
    official_name: str
    initials: str
    schematic: bool = False


@dataclass(frozen=True, slots=True)
class NewBody:
    code: str
    name: str
    kind: BodyKind
    grid_code: str | None = None
    independent: bool = False
    abbreviation: str = ""
    lead_categories: tuple[str, ...] = ()
    assist_categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post with the name of who holds it; `title` is the field's word (网格长, 人民调解员 …)."""

    person_name: str
    title: str
    phone: str = ""
    grid_code: str | None = None
    body_code: str | None = None


class GridRepository:
    """Grids, bodies and posts of one centre inside one unit of work."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id
        self.touched_grids: set[int] = set()
        self.touched_bodies: set[int] = set()

    def add_grids(self, grids: Sequence[NewGrid], valid_from: date) -> dict[str, int]:
        """Grids in bulk, parents before children; returns ids by code. Raises KeyError on an unknown parent."""
        ids = self.grid_ids()
        depths = {row.id: row.depth for row in self._connection.execute(select(tables.grid.c.id, tables.grid.c.depth))}
        ancestors = self._ancestors()
        following = max(depths, default=0) + 1
        rows, closure = [], []
        for position, item in enumerate(grids):
            parent_id = ids[item.parent_code] if item.parent_code is not None else None
            ids[item.code] = following
            depths[following] = depths[parent_id] + 1 if parent_id is not None else 0
            ancestors[following] = [*ancestors[parent_id], following] if parent_id is not None else [following]
            rows.append(_grid_row(item, following, parent_id, depths[following], position, self._centre_id, valid_from))
            closure += [
                {"ancestor_id": ancestor, "descendant_id": following, "distance": depths[following] - depth}
                for depth, ancestor in enumerate(ancestors[following])
            ]
            self.touched_grids.add(following)
            following += 1
        if rows:
            self._connection.execute(insert(tables.grid), rows)
            self._connection.execute(insert(tables.grid_closure), closure)
        return ids

    def add_bodies(self, bodies: Sequence[NewBody], valid_from: date) -> dict[str, int]:
        """Bodies with their duty lists; returns ids by code."""
        grids = self.grid_ids()
        ids: dict[str, int] = {}
        for position, item in enumerate(bodies):
            result = self._connection.execute(
                insert(tables.body).values(
                    uid=new_uid(),
                    centre_id=self._centre_id,
                    code=item.code,
                    name=item.name,
                    kind=item.kind.value,
                    grid_id=grids[item.grid_code] if item.grid_code else None,
                    independent=item.independent,
                    abbreviation=item.abbreviation,
                    position=position,
                    valid_from=valid_from,
                )
            )
            ids[item.code] = int(result.inserted_primary_key[0])  # type: ignore[index]
            self.touched_bodies.add(ids[item.code])
            duties = [(category, "lead") for category in item.lead_categories]
            duties += [(category, "assist") for category in item.assist_categories]
            if duties:
                self._connection.execute(
                    insert(tables.body_duty),
                    [
                        {"body_id": ids[item.code], "category": category, "part": part, "item": ""}
                        for category, part in duties
                    ],
                )
        return ids

    def add_posts(self, posts: Sequence[NewPost], valid_from: date) -> None:
        grids, bodies = self.grid_ids(), self.body_ids()
        rows = [
            {
                "uid": new_uid(),
                "centre_id": self._centre_id,
                "grid_id": grids[item.grid_code] if item.grid_code else None,
                "body_id": bodies[item.body_code] if item.body_code else None,
                "person_id": None,
                "person_name": item.person_name,
                "title": item.title,
                "phone": item.phone,
                "valid_from": valid_from,
            }
            for item in posts
        ]
        if rows:
            self._connection.execute(insert(tables.post), rows)

    def close_body(self, body_id: int, on: date) -> None:
        """The body stays for old cases and receives no new ones."""
        self._connection.execute(update(tables.body).where(tables.body.c.id == body_id).values(valid_to=on))
        self.touched_bodies.add(body_id)

    def set_shape(self, grid_id: int, geometry: str, source: str) -> None:
        """`geometry` is a GeoJSON geometry in WGS-84."""
        self._connection.execute(tables.grid_shape.delete().where(tables.grid_shape.c.grid_id == grid_id))
        self._connection.execute(insert(tables.grid_shape).values(grid_id=grid_id, geometry=geometry, source=source))
        self.touched_grids.add(grid_id)

    def grid_ids(self) -> dict[str, int]:
        query = select(tables.grid.c.code, tables.grid.c.id).where(tables.grid.c.centre_id == self._centre_id)
        return {row.code: row.id for row in self._connection.execute(query)}

    def body_ids(self) -> dict[str, int]:
        query = select(tables.body.c.code, tables.body.c.id).where(tables.body.c.centre_id == self._centre_id)
        return {row.code: row.id for row in self._connection.execute(query)}

    def _ancestors(self) -> dict[int, list[int]]:
        closure = tables.grid_closure
        paths: dict[int, list[int]] = {}
        query = select(closure.c.descendant_id, closure.c.ancestor_id).order_by(
            closure.c.descendant_id, closure.c.distance.desc()
        )
        for row in self._connection.execute(query):
            paths.setdefault(row.descendant_id, []).append(row.ancestor_id)
        return paths


def create_centre(connection: Connection, centre: NewCentre, now: datetime) -> int:
    """The one centre of a data folder; returns its id."""
    result = connection.execute(
        insert(tables.centre).values(
            uid=new_uid(),
            code=centre.code,
            name=centre.name,
            office_name=centre.office_name,
            case_prefix=centre.case_prefix,
            abbreviation=centre.abbreviation,
            time_zone=centre.time_zone,
            demonstration=centre.demonstration,
            created_at=now,
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def _grid_row(
    item: NewGrid,
    grid_id: int,
    parent_id: int | None,
    depth: int,
    position: int,
    centre_id: int,
    valid_from: date,
) -> dict[str, object]:
    return {
        "id": grid_id,
        "uid": new_uid(),
        "centre_id": centre_id,
        "code": item.code,
        "parent_id": parent_id,
        "level": item.level,
        "depth": depth,
        "position": position,
        "name": item.name,
        "official_name": item.official_name,
        "initials": item.initials,
        "schematic": item.schematic,
        "valid_from": valid_from,
        "valid_to": None,
    }
