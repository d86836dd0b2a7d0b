"""A tree's children as cells of a schematic map: the same codes always give the same picture.

Every code hashes to its own place inside the outline, a few Lloyd steps even the cells out. A new grid pushes
its neighbours aside and leaves the rest where people remember it; a spring layout would move everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import shapely
from numpy.typing import NDArray

Points = NDArray[np.float64]

WIDTH, HEIGHT = 1000.0, 500.0
"""Extent of the schematic outline, in scene units; y grows downward."""

_OUTLINE_VERTICES = 240
_LLOYD_STEPS = 10
_OVER_RELAXATION = 1.4
_DECIMALS = 3
_LONE_CELL_SHARE = 0.45
_TRIES, _CLEAR_TRIES = 24, 16
_X_STREAMS = np.arange(0, 2 * _TRIES, 2)
_Y_STREAMS = _X_STREAMS + 1


@dataclass(frozen=True, slots=True, eq=False)
class CellShape:
    """One cell: rings (n×2, open, scene units) filled by the odd-even rule, and a point well inside."""

    rings: tuple[Points, ...]
    centre: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Cells in the order of the codes and the rings of their common outline."""

    cells: tuple[CellShape, ...]
    outline: tuple[Points, ...]


@lru_cache(maxsize=64)
def schematic_layout(root_code: str, codes: tuple[str, ...]) -> Layout:
    """Cells of `codes` that fill the outline of `root_code` without overlap."""
    border = _outline(root_code, _share_of_outline(len(codes)))
    if not codes:
        return Layout((), _rings(border))
    seeds = _relaxed(_seeds(codes, border), border)
    return Layout(tuple(_cell(area) for area in _voronoi(seeds, border)), _rings(border))


def drawn_layout(shapes: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> Layout:
    """Cells from given boundaries: per cell its rings in WGS-84 degrees (longitude, latitude).

    Plate carrée scaled by the cosine of the mean latitude, which is within a few metres over a county,
    then to `WIDTH` units; y grows downward.
    """
    flat = np.array([point for rings in shapes for ring in rings for point in ring], dtype=float)
    west, south = flat.min(axis=0)
    east, north = flat.max(axis=0)
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    scale = WIDTH / max((east - west) * squeeze, (north - south) * 2, 1e-9)

    def projected(ring: Sequence[tuple[float, float]]) -> Points:
        points = np.array(ring, dtype=float)
        return np.column_stack([(points[:, 0] - west) * squeeze * scale, (north - points[:, 1]) * scale])

    areas = [_area_of([projected(ring) for ring in rings]) for rings in shapes]
    return Layout(tuple(_cell(area) for area in areas), _rings(shapely.union_all(areas)))


def strip_layout(codes: tuple[str, ...], left: float, top: float, width: float) -> Layout:
    """A band of equal cells for grids whose boundary nobody has drawn; below a map of the others."""
    columns = max(1, min(len(codes), 12))
    side = width / columns
    cells = []
    for position in range(len(codes)):
        row, column = divmod(position, columns)
        x, y = left + column * side, top + row * side / 2
        cells.append(_cell(shapely.box(x, y, x + side * 0.96, y + side * 0.46)))
    return Layout(tuple(cells), tuple(ring for cell in cells for ring in cell.rings))


def scatter(cell: CellShape, keys: Sequence[int]) -> Points:
    """One point per key (a case id) inside the cell, n×2; a case keeps its place while others come and go.

    Where the cell leaves room, points stay clear of the middle, where circle and name stand.
    """
    ids = np.asarray(keys, dtype=np.uint64)[:, None]
    area = _area_of(cell.rings)
    reach = float(np.sqrt(area.area / np.pi))
    inner = area.buffer(-0.12 * reach)
    inner = area if inner.is_empty else inner
    shapely.prepare(inner)
    left, top, right, bottom = inner.bounds
    x = left + _uniform(ids, _X_STREAMS) * (right - left)
    y = top + _uniform(ids, _Y_STREAMS) * (bottom - top)
    fits = shapely.contains_xy(inner, x, y)
    aside, down = (x - cell.centre[0]) / reach, (y - cell.centre[1]) / reach
    in_the_way = (np.abs(aside) < 0.6) & (down > -0.34) & (down < 0.7)
    fits[:, :_CLEAR_TRIES] &= ~in_the_way[:, :_CLEAR_TRIES]
    first = fits.argmax(axis=1)
    rows = np.arange(len(ids))
    found = np.column_stack([x[rows, first], y[rows, first]])
    return np.where(fits.any(axis=1)[:, None], found, np.array(cell.centre))


def _share_of_outline(count: int) -> float:
    """Few cells get a smaller outline, so that one lone grid is not a wall of colour."""
    return min(1.0, _LONE_CELL_SHARE + 0.11 * max(0, count - 1))


def _outline(root_code: str, share: float) -> shapely.Polygon:
    """A rounded, slightly uneven form in a WIDTH×HEIGHT box, its unevenness a property of the code."""
    generator = np.random.Generator(np.random.PCG64(_number(root_code)))
    angle = np.linspace(0, 2 * np.pi, _OUTLINE_VERTICES, endpoint=False)
    waves = np.zeros_like(angle)
    for order, strength in ((2, 0.035), (3, 0.05), (4, 0.035), (5, 0.03), (7, 0.018)):
        waves += strength * np.cos(order * angle + generator.uniform(0, 2 * np.pi))
    exponent = 2.9
    radius = (np.abs(np.cos(angle)) ** exponent + np.abs(np.sin(angle)) ** exponent) ** (-1 / exponent)
    x, y = np.cos(angle) * radius * (1 + waves), np.sin(angle) * radius * (1 + waves)
    across = WIDTH * share**0.5 * (x - x.min()) / np.ptp(x)
    down = HEIGHT * share**0.5 * (y - y.min()) / np.ptp(y)
    across += (WIDTH - across.max()) / 2
    down += (HEIGHT - down.max()) / 2
    return shapely.Polygon(np.round(np.column_stack([across, down]), _DECIMALS))


def _seeds(codes: Sequence[str], border: shapely.Polygon) -> Points:
    """Where each code falls inside the border by its own hash alone."""
    shapely.prepare(border)
    left, top, right, bottom = border.bounds
    seeds = np.empty((len(codes), 2))
    for row, code in enumerate(codes):
        generator = np.random.Generator(np.random.PCG64(_number(code)))
        for _attempt in range(64):
            x, y = generator.uniform(left, right), generator.uniform(top, bottom)
            if shapely.contains_xy(border, x, y):
                break
        seeds[row] = x, y
    return seeds


def _relaxed(seeds: Points, border: shapely.Polygon) -> Points:
    for _step in range(_LLOYD_STEPS):
        middle = shapely.get_coordinates(shapely.centroid(np.array(_voronoi(seeds, border))))
        moved = seeds + _OVER_RELAXATION * (middle - seeds)
        inside = shapely.contains_xy(border, moved[:, 0], moved[:, 1])
        seeds = np.where(inside[:, None], moved, middle)
    return seeds


def _voronoi(seeds: Points, border: shapely.Polygon) -> list[shapely.Geometry]:
    """Voronoi areas of the seeds, in their order, clipped to the border."""
    if len(seeds) == 1:
        return [border]
    whole = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=border.envelope.buffer(HEIGHT), ordered=True)
    areas = np.array(whole.geoms)
    outside = ~shapely.contains_properly(border, areas)
    areas[outside] = shapely.intersection(areas[outside], border)
    return list(areas)


def _cell(area: shapely.Geometry) -> CellShape:
    point = area.centroid
    if not area.contains(point):
        point = area.representative_point()
    return CellShape(_rings(area), (round(point.x, _DECIMALS), round(point.y, _DECIMALS)))


def _rings(area: shapely.Geometry) -> tuple[Points, ...]:
    """Outer and inner rings of a polygon or of several, without the repeated last point."""
    parts = [part for part in shapely.get_parts(area) if isinstance(part, shapely.Polygon)]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return tuple(np.round(shapely.get_coordinates(ring)[:-1], _DECIMALS) for ring in rings)


def _area_of(rings: Sequence[Points]) -> shapely.Geometry:
    """The area of rings under the odd-even rule, mended where a boundary crosses itself."""
    area: shapely.Geometry = shapely.Polygon()
    for ring in rings:
        area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return area


def _number(code: str) -> int:
    return int.from_bytes(blake2b(code.encode(), digest_size=8).digest(), "big")


def _uniform(ids: NDArray[np.uint64], streams: NDArray[np.int64]) -> Points:
    """splitmix64 of (id, stream) as numbers in [0, 1), broadcast; wrapping multiplication is meant."""
    with np.errstate(over="ignore"):
        z = (ids + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = z + streams.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) / 2.0**53
