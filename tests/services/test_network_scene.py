"""A scene tells the same numbers as a plain recount, whatever the tree looks like."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.domain.errors import NotFound
from govdesk.domain.network_map import DueState, LinkKind, Load, MapBody, MapCase, MapGrid, Tie
from govdesk.services.network_heat import heat_field
from govdesk.services.network_picking import SceneIndex
from govdesk.services.network_scene import NetworkScene, build_scene

ROOT = MapGrid(1, None, "99", "柳河街道", "town")


def _tree(villages: int, grids_each: int = 2) -> list[MapGrid]:
    tree = [ROOT]
    for number in range(villages):
        top = 10 + number
        tree.append(MapGrid(top, 1, f"99{number:04d}", f"柳{number}村", "village", "冯长安"))
        for part in range(grids_each):
            tree.append(MapGrid(1000 + number * 10 + part, top, f"99{number:04d}{part}", f"第{part}网格", "grid"))
    return tree


def _cases(count: int, grids: list[MapGrid], seed: int) -> list[MapCase]:
    chance = random.Random(seed)
    return [
        MapCase(number, f"LH2611-{number:04d}", "排水沟", chance.choice(grids).id, chance.choice(list(DueState)))
        for number in range(1, count + 1)
    ]


def _loads(cases: list[MapCase]) -> dict[int, Load]:
    opened = Counter(case.grid_id for case in cases)
    late = Counter(case.grid_id for case in cases if case.state is DueState.OVERDUE)
    return {grid: Load(count, late[grid]) for grid, count in opened.items()}


def _scene(villages: int, cases: int = 0, seed: int = 1, root: int = 1) -> tuple[NetworkScene, list[MapCase]]:
    tree = _tree(villages)
    made = _cases(cases, tree, seed)
    return build_scene(root, tree, _loads(made), cases=made), made


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 20), st.integers(0, 120), st.integers(0, 999))
def test_counts_equal_a_plain_recount(villages: int, cases: int, seed: int):
    scene, made = _scene(villages, cases, seed)
    parents = {grid.id: grid.parent_id for grid in _tree(villages)}

    def village_of(grid_id: int) -> int:
        while parents[grid_id] not in (None, 1):
            grid_id = parents[grid_id] or 0
        return grid_id

    opened = Counter(village_of(case.grid_id) for case in made)
    late = Counter(village_of(case.grid_id) for case in made if case.state is DueState.OVERDUE)
    for cell in scene.cells:
        assert (cell.open_count, cell.overdue_count) == (opened[cell.grid_id], late[cell.grid_id])
    assert scene.unplaced == Load(opened[1], late[1])
    assert scene.total == Load(len(made), sum(case.state is DueState.OVERDUE for case in made))
    assert Counter(point.grid_id for point in scene.points) + Counter({1: len(scene.unplaced_points)}) == opened


def test_every_point_lies_in_the_cell_it_counts_for():
    scene, _made = _scene(26, 300)
    index = SceneIndex(scene)
    assert all(index.cell_at(point.x, point.y) == point.grid_id for point in scene.points)


def test_ties_are_rolled_up_to_the_cells_and_only_known_bodies_have_them():
    ties = [
        Tie(7, 1000, LinkKind.HANDLING, 2),
        Tie(7, 1001, LinkKind.HANDLING, 3),
        Tie(7, 10, LinkKind.ASSIST, 1),
        Tie(7, 1, LinkKind.HANDLING, 4),
        Tie(8, 1010, LinkKind.HANDLING, 9),
    ]
    scene = build_scene(1, _tree(3), {}, [MapBody(7, "司法所")], ties)
    found = {(link.source, link.target, link.kind): link.count for link in scene.links if link.source == 7}
    assert found == {(7, 10, LinkKind.HANDLING): 5, (7, 10, LinkKind.ASSIST): 1}
    assert sum(link.kind is LinkKind.HIERARCHY for link in scene.links) == 3


def test_bodies_keep_their_place_whatever_their_load():
    names = ["派出所", "司法所", "人民法庭", "执法中队", "自然资源所"]
    idle = [MapBody(number, name) for number, name in enumerate(names)]
    busy = [MapBody(number, name, load=Load(50 - number, 1)) for number, name in enumerate(names)]
    places = [
        [(o.body_id, o.side, o.rank) for o in build_scene(1, _tree(2), {}, each).offices] for each in (idle, busy)
    ]
    assert places[0] == places[1]
    assert [side for _body, side, _rank in places[0]] == ["left", "right", "left", "right", "left"]


def test_a_leaf_shows_itself_with_its_cases():
    tree = _tree(2)
    cases = [MapCase(1, "LH2611-0001", "噪声", 1000, DueState.OVERDUE)]
    scene = build_scene(1000, tree, {1000: Load(1, 1)}, cases=cases)
    assert [cell.grid_id for cell in scene.cells] == [1000]
    assert not scene.cells[0].has_children
    assert scene.total == Load(1, 1) and scene.unplaced == Load()
    assert [crumb.name for crumb in scene.path] == ["柳河街道", "柳0村", "第0网格"]


def test_a_tree_of_one_grid_is_a_picture_too():
    scene = build_scene(1, [ROOT], {1: Load(2, 0)})
    assert scene.cells[0].open_count == 2 and scene.schematic


def test_an_unknown_root_is_refused():
    with pytest.raises(NotFound) as refused:
        build_scene(404, _tree(2), {})
    assert refused.value.code == "no_such_grid"


def _square(x: float) -> list[tuple[tuple[float, float], ...]]:
    return [((x, 34.0), (x + 0.1, 34.0), (x + 0.1, 34.1), (x, 34.1))]


def test_given_boundaries_are_used_when_every_cell_has_one():
    scene = build_scene(1, _tree(2), {}, shapes={10: _square(109.0), 11: _square(109.1)})
    assert not scene.schematic


def test_a_cell_without_boundary_stands_below_the_others_and_the_map_says_schematic():
    scene = build_scene(1, _tree(3), {}, shapes={10: _square(109.0), 11: _square(109.1)})
    assert scene.schematic
    lowest = max(cell.rings[0][:, 1].max() for cell in scene.cells if cell.grid_id != 12)
    missing = next(cell for cell in scene.cells if cell.grid_id == 12)
    assert missing.rings[0][:, 1].min() > lowest


def test_the_hub_of_the_hierarchy_covers_no_circle():
    scene, _made = _scene(26)
    across_a_cell = (1000 * 500 / 26) ** 0.5
    nearest = min(
        ((cell.centre[0] - scene.hub[0]) ** 2 + (cell.centre[1] - scene.hub[1]) ** 2) ** 0.5 for cell in scene.cells
    )
    assert nearest > 0.3 * across_a_cell


def test_a_lasso_catches_exactly_the_points_inside():
    scene, _made = _scene(12, 200)
    square = [(200.0, 100.0), (600.0, 100.0), (600.0, 400.0), (200.0, 400.0)]
    inside = {p.case_id for p in scene.points if 200 < p.x < 600 and 100 < p.y < 400}
    assert inside and set(SceneIndex(scene).cases_inside(square)) == inside
    assert SceneIndex(scene).cases_inside(square[:2]) == ()


def test_arrow_keys_reach_every_cell():
    scene, _made = _scene(26)
    index = SceneIndex(scene)
    seen = {index.neighbour(None, 1, 0)}
    waiting = list(seen)
    while waiting:
        here = waiting.pop()
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = index.neighbour(here, *step)
            if there is not None and there not in seen:
                seen.add(there)
                waiting.append(there)
    assert seen == {cell.grid_id for cell in scene.cells}


def test_a_point_is_found_within_reach_and_not_beyond():
    scene, _made = _scene(5, 30)
    point = scene.points[0]
    index = SceneIndex(scene)
    assert index.case_at(point.x + 0.5, point.y, 2, 2) is not None
    assert index.case_at(-500, -500, 2, 2) is None


def test_the_heat_is_densest_where_the_cases_are():
    tree = _tree(9)
    cases = [MapCase(number, str(number), "x", 1030, DueState.OK) for number in range(1, 80)]
    scene = build_scene(1, tree, _loads(cases), cases=cases)
    field, (left, top, right, bottom) = heat_field(scene)
    row, column = divmod(int(field.argmax()), field.shape[1])
    x = left + (column + 0.5) / field.shape[1] * (right - left)
    y = top + (row + 0.5) / field.shape[0] * (bottom - top)
    assert field.max() == pytest.approx(1) and field.min() >= 0
    assert SceneIndex(scene).cell_at(x, y) == 13


def test_no_cases_no_heat():
    assert heat_field(_scene(4)[0])[0].max() == 0
