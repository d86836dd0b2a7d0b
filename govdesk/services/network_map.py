"""The network view of a subtree as it stands now: what the map, its side list and a lasso are made from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from govdesk.domain.deadline import due_at
from govdesk.domain.errors import NotFound
from govdesk.domain.network_map import DueState, LinkKind, Load, MapBody, MapCase, MapGrid, Tie, without_place
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind, Role, Status
from govdesk.services.case_queue import QueueFilter, queue_ids
from govdesk.services.desk import Desk
from govdesk.services.grids import LEADER_TITLE
from govdesk.services.network_scene import NetworkScene, build_scene
from govdesk.services.whistles import live_whistles
from govdesk.storage.queries.case_queue import GridScope
from govdesk.storage.queries.centre import BodyRow, GridRow
from govdesk.storage.queries.network_map import OpenCase, read_assisting, read_open_cases, read_shapes

_AROUND = frozenset({BodyKind.CENTRE, BodyKind.STREET_SECTION, BodyKind.STATION_OFFICE, BodyKind.COURT})
"""Kinds of bodies that serve more than one village."""


def network_scene(desk: Desk, actor: Actor, root_id: int | None = None) -> NetworkScene:
    """The children of a grid (None: the top of the tree) with everything below them rolled up.

    A body's seat sees the cases it has a part in. Raises NotFound for an unknown grid or an empty folder.
    """
    root = desk.root_grid if root_id is None else desk.grids.get(root_id)
    if root is None:
        raise NotFound("no_such_grid", {"grid": root_id})
    grids = _grids(desk, root)
    shown = [grid.id for grid in grids if grid.parent_id == root.id]
    with desk.database.reading() as connection:
        scope = None if root.parent_id is None else GridScope(root.id, root.depth)
        cases = read_open_cases(connection, scope)
        assisting = read_assisting(connection)
        shapes = read_shapes(connection, shown)
    cases = _of_actor(desk, actor, cases)
    points = _with_states(desk, cases)
    overdue = frozenset(case.id for case in points if case.state is DueState.OVERDUE)
    ties = _ties(cases, assisting) + _whistle_ties(desk, cases)
    return build_scene(
        root.id,
        grids,
        _loads(cases, overdue),
        _bodies(desk, root, cases, overdue, {tie.body_id for tie in ties}),
        ties,
        points,
        shapes,
    )


def network_around(desk: Desk, actor: Actor, grid_id: int) -> NetworkScene:
    """The scene that has this grid among its cells. Raises NotFound for an unknown grid."""
    row = desk.grids.get(grid_id)
    if row is None:
        raise NotFound("no_such_grid", {"grid": grid_id})
    return network_scene(desk, actor, row.parent_id if row.parent_id is not None else row.id)


def _grids(desk: Desk, root: GridRow) -> list[MapGrid]:
    """The root, its ancestors and everything below it."""
    leaders = {post.grid_id: post.person_name for post in reversed(desk.posts) if post.title == LEADER_TITLE}
    return [
        MapGrid(row.id, row.parent_id, row.code, row.name, row.level, leaders.get(row.id, ""))
        for row in desk.grids.values()
        if root.id in row.path or row.id in root.path
    ]


def _of_actor(desk: Desk, actor: Actor, cases: list[OpenCase]) -> list[OpenCase]:
    if actor.role is not Role.BODY:
        return cases
    own = set(queue_ids(desk, actor, QueueFilter(view="open")))
    return [case for case in cases if case.id in own]


def _with_states(desk: Desk, cases: Iterable[OpenCase]) -> list[MapCase]:
    now = desk.clock.now()
    soon = due_at(now, desk.rules.terms.due_soon, desk.rules.calendar).due_at
    return [
        MapCase(case.id, case.number, case.title, case.grid_id, _state(case, now, soon), case.handler_id)
        for case in cases
    ]


def _state(case: OpenCase, now: datetime, soon: datetime) -> DueState:
    """Against the centre's clock; a suspended case rests and is neither overdue nor near it."""
    if case.due_at is None or case.status == Status.SUSPENDED.value:
        return DueState.OK
    if case.due_at < now:
        return DueState.OVERDUE
    return DueState.SOON if case.due_at <= soon else DueState.OK


def _loads(cases: Iterable[OpenCase], overdue: frozenset[int]) -> dict[int, Load]:
    loads: dict[int, Load] = defaultdict(Load)
    for case in cases:
        loads[case.grid_id] += Load(1, int(case.id in overdue))
    return loads


def _ties(cases: Iterable[OpenCase], assisting: Iterable[tuple[int, int]]) -> list[Tie]:
    """How many open cases of each grid a body handles or assists in."""
    grid_of = {case.id: case.grid_id for case in cases}
    handling = Counter((case.handler_id, case.grid_id) for case in cases if case.handler_id is not None)
    assists = Counter((body_id, grid_of[case_id]) for case_id, body_id in assisting if case_id in grid_of)
    return [Tie(body, grid, LinkKind.HANDLING, count) for (body, grid), count in handling.items() if body] + [
        Tie(body, grid, LinkKind.ASSIST, count) for (body, grid), count in assists.items()
    ]


def _whistle_ties(desk: Desk, cases: Iterable[OpenCase]) -> list[Tie]:
    """Who is called to these cases by a live whistle, arrived or not."""
    shown = {case.id for case in cases}
    calls = Counter(
        (body_id, grid_id, LinkKind.WHISTLE_ARRIVED if arrived else LinkKind.WHISTLE)
        for case_id, grid_id, body_id, arrived in live_whistles(desk)
        if case_id in shown
    )
    return [Tie(body_id, grid_id, kind, count) for (body_id, grid_id, kind), count in calls.items()]


def _bodies(
    desk: Desk, root: GridRow, cases: Sequence[OpenCase], overdue: frozenset[int], tied: set[int]
) -> list[MapBody]:
    """Who stands around: the offices above the villages, and what belongs to the root itself."""
    opened = Counter(case.handler_id for case in cases)
    late = Counter(case.handler_id for case in cases if case.id in overdue)
    places = [desk.grids[grid_id].name for grid_id in root.path]
    return [
        MapBody(row.id, row.name, row.independent, Load(opened[row.id], late[row.id]), without_place(row.name, places))
        for row in desk.body_rows.values()
        if row.open and _stands_around(row, root, row.id in tied)
    ]


def _stands_around(body: BodyRow, root: GridRow, has_cases: bool) -> bool:
    """Bodies of the root always; those above it, and county departments, where they have a case here."""
    if body.grid_id == root.id or (body.grid_id is None and root.parent_id is None and body.kind in _AROUND):
        return True
    if body.kind is BodyKind.COUNTY_DEPARTMENT:
        return has_cases
    return has_cases and body.kind in _AROUND and (body.grid_id is None or body.grid_id in root.path)
