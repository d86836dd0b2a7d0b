"""The network view over a real folder tells what the tree, the queue and the cases tell."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import insert

from govdesk.domain.errors import NotFound
from govdesk.domain.network_map import DueState, LinkKind
from govdesk.services.case_queue import QueueFilter, queue_ids
from govdesk.services.grids import find_grid, grid_tree
from govdesk.services.network_map import network_around, network_scene
from govdesk.storage import tables
from tests.conftest import Street


def _grid(street: Street, name: str) -> int:
    return find_grid(street.desk, name).id


@pytest.fixture
def busy(street: Street) -> Street:
    """Nine open cases, three of them far over their time, and a closed one."""
    for name in ("柳林村", "第一网格", "第二网格", "石桥村"):
        street.register(grid_id=_grid(street, name))
    for _number in range(2):
        street.register(grid_id=_grid(street, "石桥村"), category="noise", title="夜间切割噪声")
    street.register(grid_id=None, address="河堤路尽头")
    street.closed(grid_id=_grid(street, "石桥村"))
    return street


def test_cells_tell_what_the_tree_tells(busy: Street):
    operator = busy.seat("operator")
    nodes = {node.id: node for node in grid_tree(busy.desk, operator)}
    scene = network_scene(busy.desk, operator)
    assert {cell.name for cell in scene.cells} == {"柳林村", "石桥村"}
    for cell in scene.cells:
        assert (cell.open_count, cell.overdue_count) == (
            nodes[cell.grid_id].open_count,
            nodes[cell.grid_id].overdue_count,
        )
    root = nodes[scene.root_id]
    assert (scene.total.open_count, scene.total.overdue_count) == (root.open_count, root.overdue_count)


def test_points_are_the_open_cases_of_the_queue(busy: Street):
    operator = busy.seat("operator")
    village = _grid(busy, "柳林村")
    scene = network_scene(busy.desk, operator)
    here = {point.case_id for point in scene.points if point.grid_id == village}
    assert here == set(queue_ids(busy.desk, operator, QueueFilter(view="open", grid_id=village)))
    assert {point.case_id for point in scene.unplaced_points} == set(
        queue_ids(busy.desk, operator, QueueFilter(view="pending_place"))
    )


def test_overdue_shows_when_time_has_passed(busy: Street):
    operator = busy.seat("operator")
    busy.clock.advance(timedelta(days=93))
    scene = network_scene(busy.desk, operator)
    points = (*scene.points, *scene.unplaced_points)
    late = {point.case_id for point in points if point.state is DueState.OVERDUE}
    assert late == set(queue_ids(busy.desk, operator, QueueFilter(view="overdue")))


def test_a_village_shows_its_grids_and_counts_its_own_cases_apart(busy: Street):
    scene = network_scene(busy.desk, busy.seat("operator"), _grid(busy, "柳林村"))
    assert [cell.name for cell in scene.cells] == ["第一网格", "第二网格"]
    assert [crumb.name for crumb in scene.path] == ["柳河街道", "柳林村"]
    assert scene.unplaced.open_count == 1
    assert scene.total.open_count == 3


def test_the_leader_of_a_village_is_named(busy: Street):
    scene = network_scene(busy.desk, busy.seat("operator"))
    assert next(cell for cell in scene.cells if cell.name == "柳林村").leader == "冯长安"


def test_offices_stand_around_and_the_court_is_independent(busy: Street):
    scene = network_scene(busy.desk, busy.seat("operator"))
    by_name = {office.name: office for office in scene.offices}
    assert {"派出所", "司法所", "综网中心"} <= set(by_name)
    assert by_name["人民法庭"].independent
    assert not any("调解委员会" in name for name in by_name)


def test_ties_count_the_open_cases_that_a_body_handles(busy: Street):
    scene = network_scene(busy.desk, busy.seat("operator"))
    for link in scene.links:
        if link.kind is LinkKind.HANDLING:
            ids = [point.case_id for point in scene.points if point.grid_id == link.target]
            handled = [busy.file(case_id).case.handler_id for case_id in ids]
            assert handled.count(link.source) == link.count


def test_the_seat_of_a_body_sees_only_its_own_cases(busy: Street):
    own = busy.seat("mc-990000001200")
    scene = network_scene(busy.desk, own)
    assert {point.case_id for point in scene.points} == set(queue_ids(busy.desk, own, QueueFilter(view="open")))
    assert 0 < scene.total.open_count < network_scene(busy.desk, busy.seat("operator")).total.open_count


def test_around_a_grid_its_parent_is_shown(busy: Street):
    scene = network_around(busy.desk, busy.seat("operator"), _grid(busy, "第一网格"))
    assert scene.title == "柳林村"
    assert network_around(busy.desk, busy.seat("operator"), scene.path[0].grid_id).root_id == scene.path[0].grid_id


def test_an_unknown_grid_is_refused(busy: Street):
    with pytest.raises(NotFound):
        network_scene(busy.desk, busy.seat("operator"), 4040)
    with pytest.raises(NotFound):
        network_around(busy.desk, busy.seat("operator"), 4040)


def test_stored_boundaries_replace_the_schematic(busy: Street):
    square = [[109.0, 34.0], [109.1, 34.0], [109.1, 34.1], [109.0, 34.1], [109.0, 34.0]]
    east = [[x + 0.1, y] for x, y in square]
    rows = [
        {"grid_id": _grid(busy, "柳林村"), "geometry": {"type": "Polygon", "coordinates": [square]}},
        {"grid_id": _grid(busy, "石桥村"), "geometry": {"type": "MultiPolygon", "coordinates": [[east]]}},
    ]
    with busy.desk.database.writing() as connection:
        for row in rows:
            shape = {**row, "geometry": json.dumps(row["geometry"]), "source": "测试"}
            connection.execute(insert(tables.grid_shape).values(**shape))
        connection.commit()
    scene = network_scene(busy.desk, busy.seat("operator"))
    assert not scene.schematic
    assert scene.cells[0].centre[0] != scene.cells[1].centre[0]
