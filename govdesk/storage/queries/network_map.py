"""The read door for the network view: open cases of a subtree, who assists in them, boundaries of grids."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, text

from govdesk.domain.network_map import Ring
from govdesk.storage import tables
from govdesk.storage.open_status import OPEN_PREDICATE
from govdesk.storage.queries.case_queue import GridScope


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One open case as the network view needs it."""

    id: int
    number: str
    title: str
    grid_id: int
    status: str
    due_at: datetime | None
    handler_id: int | None


def read_open_cases(connection: Connection, scope: GridScope | None) -> list[OpenCase]:
    """Open cases inside the grid (None: all), by id."""
    cases = tables.cases
    columns = [cases.c[name] for name in OpenCase.__slots__]
    query = select(*columns).where(text(OPEN_PREDICATE), cases.c.visible.is_(True)).order_by(cases.c.id)
    if scope is not None:
        query = query.where(_inside(scope))
    return [OpenCase(*row) for row in connection.execute(query)]


def read_assisting(connection: Connection) -> list[tuple[int, int]]:
    """(case id, body id) of every assist in an open case that was not excused."""
    assist, cases = tables.assist, tables.cases
    query = (
        select(assist.c.case_id, assist.c.body_id)
        .join(cases, cases.c.id == assist.c.case_id)
        .where(assist.c.excused_at.is_(None), text(OPEN_PREDICATE))
        .distinct()
    )
    return [(int(case_id), int(body_id)) for case_id, body_id in connection.execute(query)]


def read_shapes(connection: Connection, grid_ids: Iterable[int]) -> dict[int, tuple[Ring, ...]]:
    """Boundaries by grid id as rings of (longitude, latitude) in WGS-84; grids without one are missing."""
    shape = tables.grid_shape
    query = select(shape.c.grid_id, shape.c.geometry).where(shape.c.grid_id.in_(list(grid_ids)))
    return {int(grid_id): _rings(json.loads(geometry)) for grid_id, geometry in connection.execute(query)}


def _inside(scope: GridScope) -> ColumnElement[bool]:
    if scope.depth < tables.ANCESTOR_DEPTH:
        ancestor: ColumnElement[int] = tables.cases.c[f"ancestor_{scope.depth + 1}"]
        return ancestor == scope.grid_id
    closure = tables.grid_closure
    below = select(closure.c.descendant_id).where(closure.c.ancestor_id == scope.grid_id)
    return tables.cases.c.grid_id.in_(below)


def _rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    """Outer and inner rings of a GeoJSON Polygon or MultiPolygon, without the repeated last point."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple(tuple((float(x), float(y)) for x, y, *_rest in ring[:-1]) for polygon in polygons for ring in polygon)
