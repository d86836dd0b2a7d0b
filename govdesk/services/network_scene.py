"""The picture of a subtree: its children as cells, bodies around them, their ties, open cases as points."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from govdesk.domain.errors import NotFound
from govdesk.domain.network_map import DueState, LinkKind, Load, MapBody, MapCase, MapGrid, Ring, Tie
from govdesk.services import network_layout
from govdesk.services.network_layout import CellShape, Layout, Points

Shapes = Mapping[int, Sequence[Ring]]
"""Boundaries given by grid id: rings in WGS-84 degrees (longitude, latitude)."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the top of the tree to the root of the picture."""

    grid_id: int
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A child of the root with everything below it rolled up; `rings` are n×2 in scene units, y down."""

    grid_id: int
    code: str
    name: str
    leader: str
    rings: tuple[Points, ...]
    centre: tuple[float, float]
    open_count: int
    overdue_count: int
    has_children: bool


@dataclass(frozen=True, slots=True)
class Office:
    """A body at the edge; `side` is "left" or "right", `rank` counts from the top of its column."""

    body_id: int
    name: str
    short_name: str
    independent: bool
    side: str
    rank: int
    open_count: int
    overdue_count: int


@dataclass(frozen=True, slots=True)
class Link:
    """`source` is the root's grid id for hierarchy, else a body id; `target` is a cell's grid id."""

    source: int
    target: int
    kind: LinkKind
    count: int


@dataclass(frozen=True, slots=True)
class CasePoint:
    """One open case at a place inside its cell."""

    case_id: int
    number: str
    title: str
    grid_id: int
    x: float
    y: float
    state: DueState


@dataclass(frozen=True, slots=True, eq=False)
class NetworkScene:
    """Everything the view draws, in scene units (x to the right, y down).

    `schematic` is true unless a boundary was given for every cell; `unplaced` are open cases that hang at
    the root itself (待定位) and so lie in no cell; `cell_of` maps every descendant of the root to its cell;
    `handled` lists the ids of the open cases that a body handles here, unplaced ones too.
    """

    root_id: int
    title: str
    schematic: bool
    path: tuple[Crumb, ...]
    cells: tuple[Cell, ...]
    offices: tuple[Office, ...]
    links: tuple[Link, ...]
    points: tuple[CasePoint, ...]
    outline: tuple[Points, ...]
    hub: tuple[float, float]
    unplaced: Load
    unplaced_points: tuple[CasePoint, ...]
    total: Load
    cell_of: Mapping[int, int]
    handled: Mapping[int, tuple[int, ...]]


def build_scene(
    root_id: int,
    grids: Iterable[MapGrid],
    loads: Mapping[int, Load],
    bodies: Sequence[MapBody] = (),
    ties: Iterable[Tie] = (),
    cases: Iterable[MapCase] = (),
    shapes: Shapes | None = None,
) -> NetworkScene:
    """The scene of one root.

    `grids` hold the root's subtree and, for the path, its ancestors; `loads` are each grid's own open
    cases, rolled up here. A leaf shows itself as its only cell.
    Raises NotFound("no_such_grid") for an unknown root.
    """
    by_id = {grid.id: grid for grid in grids}
    if root_id not in by_id:
        raise NotFound("no_such_grid", {"grid": root_id})
    children = _children(by_id)
    shown = children.get(root_id) or [by_id[root_id]]
    cases = tuple(cases)
    cell_of = {inside: top.id for top in shown for inside in _subtree(top.id, children)}
    layout, schematic = _layout(by_id[root_id], shown, shapes or {})
    cells = _cells(shown, layout, _rolled_up(loads, cell_of), children)
    own = Load() if root_id in cell_of else loads.get(root_id, Load())
    hub = _hub(layout)
    hierarchy = [Link(root_id, cell.grid_id, LinkKind.HIERARCHY, cell.open_count) for cell in cells]
    return NetworkScene(
        root_id=root_id,
        title=by_id[root_id].name,
        schematic=schematic,
        path=_path(root_id, by_id),
        cells=cells,
        offices=_offices(bodies),
        links=(*hierarchy, *_links(ties, cell_of, bodies)),
        points=_points(cases, cell_of, layout, shown),
        outline=layout.outline,
        hub=hub,
        unplaced=own,
        unplaced_points=_unplaced(cases, cell_of, root_id, hub),
        total=sum((Load(cell.open_count, cell.overdue_count) for cell in cells), own),
        cell_of=cell_of,
        handled=_handled(cases),
    )


def _children(by_id: Mapping[int, MapGrid]) -> dict[int, list[MapGrid]]:
    """Children of every grid in the order of their codes."""
    children: dict[int, list[MapGrid]] = defaultdict(list)
    for grid in sorted(by_id.values(), key=lambda grid: grid.code):
        if grid.parent_id is not None:
            children[grid.parent_id].append(grid)
    return children


def _subtree(top: int, children: Mapping[int, Sequence[MapGrid]]) -> Iterable[int]:
    waiting = [top]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += [child.id for child in children.get(here, ())]


def _path(root_id: int, by_id: Mapping[int, MapGrid]) -> tuple[Crumb, ...]:
    steps: list[Crumb] = []
    here: int | None = root_id
    while here is not None and here in by_id:
        steps.append(Crumb(here, by_id[here].name))
        here = by_id[here].parent_id
    return tuple(reversed(steps))


def _rolled_up(loads: Mapping[int, Load], cell_of: Mapping[int, int]) -> dict[int, Load]:
    totals: dict[int, Load] = defaultdict(Load)
    for grid_id, load in loads.items():
        if grid_id in cell_of:
            totals[cell_of[grid_id]] += load
    return totals


def _layout(root: MapGrid, shown: Sequence[MapGrid], shapes: Shapes) -> tuple[Layout, bool]:
    """Given boundaries where they exist; the cells without one stand in a band below them."""
    drawn = [grid for grid in shown if shapes.get(grid.id)]
    if not drawn:
        return network_layout.schematic_layout(root.code, tuple(grid.code for grid in shown)), True
    real = network_layout.drawn_layout([shapes[grid.id] for grid in drawn])
    missing = [grid for grid in shown if not shapes.get(grid.id)]
    if not missing:
        return real, False
    everything = np.concatenate(real.outline)
    left, bottom = float(everything[:, 0].min()), float(everything[:, 1].max())
    band = network_layout.strip_layout(
        tuple(grid.code for grid in missing), left, bottom + 24, float(np.ptp(everything[:, 0]))
    )
    places = dict(zip((g.id for g in (*drawn, *missing)), (*real.cells, *band.cells), strict=True))
    return Layout(tuple(places[grid.id] for grid in shown), real.outline + band.outline), True


def _cells(
    shown: Sequence[MapGrid],
    layout: Layout,
    totals: Mapping[int, Load],
    children: Mapping[int, Sequence[MapGrid]],
) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            grid_id=grid.id,
            code=grid.code,
            name=grid.name,
            leader=grid.leader,
            rings=shape.rings,
            centre=shape.centre,
            open_count=totals.get(grid.id, Load()).open_count,
            overdue_count=totals.get(grid.id, Load()).overdue_count,
            has_children=bool(children.get(grid.id)),
        )
        for grid, shape in zip(shown, layout.cells, strict=True)
    )


def _offices(bodies: Sequence[MapBody]) -> tuple[Office, ...]:
    """In turn left and right, in the order given: a body never moves with its load."""
    return tuple(
        Office(
            body_id=body.id,
            name=body.name,
            short_name=body.short_name or body.name,
            independent=body.independent,
            side="right" if position % 2 else "left",
            rank=position // 2,
            open_count=body.load.open_count,
            overdue_count=body.load.overdue_count,
        )
        for position, body in enumerate(bodies)
    )


def _links(ties: Iterable[Tie], cell_of: Mapping[int, int], bodies: Sequence[MapBody]) -> list[Link]:
    known = {body.id for body in bodies}
    counts: dict[tuple[int, int, LinkKind], int] = defaultdict(int)
    for tie in ties:
        if tie.body_id in known and tie.grid_id in cell_of:
            counts[tie.body_id, cell_of[tie.grid_id], tie.kind] += tie.count
    return [Link(body, cell, kind, count) for (body, cell, kind), count in sorted(counts.items())]


def _handled(cases: Iterable[MapCase]) -> dict[int, tuple[int, ...]]:
    handled: dict[int, list[int]] = defaultdict(list)
    for case in cases:
        if case.handler_id is not None:
            handled[case.handler_id].append(case.id)
    return {body_id: tuple(sorted(ids)) for body_id, ids in handled.items()}


def _points(
    cases: Iterable[MapCase], cell_of: Mapping[int, int], layout: Layout, shown: Sequence[MapGrid]
) -> tuple[CasePoint, ...]:
    in_cell: dict[int, list[MapCase]] = defaultdict(list)
    for case in cases:
        if case.grid_id in cell_of:
            in_cell[cell_of[case.grid_id]].append(case)
    points: list[CasePoint] = []
    for grid, shape in zip(shown, layout.cells, strict=True):
        points += _placed(grid.id, shape, in_cell[grid.id])
    return tuple(points)


def _placed(grid_id: int, shape: CellShape, cases: Sequence[MapCase]) -> list[CasePoint]:
    places = network_layout.scatter(shape, [case.id for case in cases]).tolist()
    return [
        CasePoint(case.id, case.number, case.title, grid_id, x, y, case.state)
        for case, (x, y) in zip(cases, places, strict=True)
    ]


def _unplaced(
    cases: Iterable[MapCase], cell_of: Mapping[int, int], root_id: int, hub: tuple[float, float]
) -> tuple[CasePoint, ...]:
    return tuple(
        CasePoint(case.id, case.number, case.title, root_id, *hub, case.state)
        for case in cases
        if case.grid_id not in cell_of
    )


def _hub(layout: Layout) -> tuple[float, float]:
    """Where the hierarchy lines start: a corner of cells near the middle, so that it covers no circle."""
    centres = np.array([cell.centre for cell in layout.cells])
    middle = centres.mean(axis=0)
    if len(centres) < 3:
        return float(middle[0]), float(middle[1])
    corners = np.concatenate([ring for cell in layout.cells for ring in cell.rings])
    room = np.hypot(corners[:, None, 0] - centres[None, :, 0], corners[:, None, 1] - centres[None, :, 1]).min(axis=1)
    away = np.hypot(corners[:, 0] - middle[0], corners[:, 1] - middle[1])
    best = int(np.argmin(away - 0.5 * room))
    return float(corners[best, 0]), float(corners[best, 1])
