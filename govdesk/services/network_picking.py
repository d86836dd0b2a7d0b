"""What lies under a point or inside a lasso of a scene, by spatial index; the next cell in a direction."""

import math
from collections.abc import Sequence

import numpy as np
import shapely

from govdesk.services.network_scene import CasePoint, NetworkScene

_SIDEWAYS = 2.2
"""How much a step sideways counts against a step ahead when an arrow key looks for the next cell."""


class SceneIndex:
    """Spatial index of one scene; all places are in scene units."""

    def __init__(self, scene: NetworkScene) -> None:
        self._scene = scene
        self._ids = [cell.grid_id for cell in scene.cells]
        self._centres = np.array([cell.centre for cell in scene.cells], dtype=float).reshape(-1, 2)
        self._places = np.array([(point.x, point.y) for point in scene.points], dtype=float).reshape(-1, 2)
        parts = [(row, ring) for row, cell in enumerate(scene.cells) for ring in cell.rings]
        self._owners = [row for row, _ring in parts]
        self._tree = shapely.STRtree([shapely.make_valid(shapely.Polygon(ring)) for _row, ring in parts])

    def cell_at(self, x: float, y: float) -> int | None:
        """The grid whose cell holds the point, by the odd-even rule; a border counts as inside."""
        hits = [self._owners[part] for part in self._tree.query(shapely.Point(x, y), predicate="intersects").tolist()]
        odd = [row for row in sorted(set(hits)) if hits.count(row) % 2 == 1]
        return self._ids[odd[0]] if odd else None

    def case_at(self, x: float, y: float, reach_x: float, reach_y: float) -> CasePoint | None:
        """The nearest case inside the ellipse of the two reaches (scene units; stretched scenes differ)."""
        if not len(self._places):
            return None
        away = np.hypot((self._places[:, 0] - x) / reach_x, (self._places[:, 1] - y) / reach_y)
        nearest = int(away.argmin())
        return self._scene.points[nearest] if away[nearest] <= 1 else None

    def cases_inside(self, lasso: Sequence[tuple[float, float]]) -> tuple[int, ...]:
        """Ids of the cases whose points lie inside the closed line, ascending."""
        if len(lasso) < 3 or not len(self._places):
            return ()
        area = shapely.make_valid(shapely.Polygon(lasso))
        shapely.prepare(area)
        inside = np.flatnonzero(shapely.contains_xy(area, self._places[:, 0], self._places[:, 1]))
        return tuple(sorted(self._scene.points[row].case_id for row in inside.tolist()))

    def neighbour(self, grid_id: int | None, dx: int, dy: int) -> int | None:
        """The next cell from `grid_id` toward (dx, dy); without a start the cell nearest to the middle."""
        if not self._ids:
            return None
        if grid_id not in self._ids:
            middle = self._centres.mean(axis=0)
            return self._ids[int(np.hypot(*(self._centres - middle).T).argmin())]
        step = self._centres - self._centres[self._ids.index(grid_id)]
        length = math.hypot(dx, dy)
        ahead = (step[:, 0] * dx + step[:, 1] * dy) / length
        aside = np.abs(step[:, 0] * dy - step[:, 1] * dx) / length
        cost = np.where((ahead > 1e-6) & (aside <= ahead * 2.5), ahead + _SIDEWAYS * aside, np.inf)
        best = int(cost.argmin())
        return self._ids[best] if np.isfinite(cost[best]) else None
