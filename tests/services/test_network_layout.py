"""The schematic map: the same tree gives the same picture, cells fill the outline and never overlap."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.services.network_layout import CellShape, Layout, drawn_layout, scatter, schematic_layout, strip_layout

VILLAGES = tuple(f"990000001{number}" for number in range(200, 226))


def _area(rings: tuple[np.ndarray, ...]) -> shapely.Geometry:
    area: shapely.Geometry = shapely.Polygon()
    for ring in rings:
        area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return area


def _centres(layout: Layout) -> np.ndarray:
    return np.array([cell.centre for cell in layout.cells])


def test_the_same_codes_give_the_same_picture():
    first = schematic_layout("990000001000", VILLAGES)
    schematic_layout.cache_clear()
    again = schematic_layout("990000001000", VILLAGES)
    assert np.array_equal(_centres(first), _centres(again))
    for one, other in zip(first.cells, again.cells, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one.rings, other.rings, strict=True))


def test_another_root_has_another_outline():
    one, other = schematic_layout("990000001000", VILLAGES), schematic_layout("990000002000", VILLAGES)
    assert not np.array_equal(one.outline[0], other.outline[0])


@pytest.mark.parametrize("count", [1, 2, 3, 7, 26, 172])
def test_cells_fill_the_outline_without_overlap(count: int):
    layout = schematic_layout("990000001000", tuple(f"9900{number:05d}" for number in range(count)))
    areas = [_area(cell.rings) for cell in layout.cells]
    whole = _area(layout.outline)
    assert len(areas) == count
    assert sum(area.area for area in areas) == pytest.approx(whole.area, rel=1e-4)
    assert shapely.union_all(areas).symmetric_difference(whole).area < whole.area * 1e-4


@pytest.mark.parametrize("count", [1, 2, 26, 172])
def test_every_centre_lies_in_its_own_cell(count: int):
    layout = schematic_layout("990000001000", tuple(f"9900{number:05d}" for number in range(count)))
    for cell in layout.cells:
        assert _area(cell.rings).contains(shapely.Point(cell.centre))


def test_no_cell_is_a_sliver():
    layout = schematic_layout("990000001000", tuple(f"9900{number:05d}" for number in range(172)))
    areas = np.array([_area(cell.rings).area for cell in layout.cells])
    assert areas.min() > 0.4 * areas.mean()


def test_a_new_grid_leaves_most_others_where_they_were():
    before = _centres(schematic_layout("990000001000", VILLAGES))
    with_one_more = schematic_layout("990000001000", (*VILLAGES[:9], "990000001999", *VILLAGES[9:]))
    after = np.delete(_centres(with_one_more), 9, axis=0)
    moved = np.hypot(*(after - before).T)
    across_a_cell = (1000 * 500 / len(VILLAGES)) ** 0.5
    assert np.median(moved) < 0.2 * across_a_cell
    assert (moved < 0.5 * across_a_cell).mean() > 0.8


def test_a_tree_without_children_has_an_outline_and_no_cell():
    layout = schematic_layout("990000001000", ())
    assert layout.cells == () and len(layout.outline[0]) > 100


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(1, 10**9), min_size=1, max_size=60), st.integers(0, 25))
def test_points_lie_inside_their_cell_and_stay_when_others_come(keys: set[int], row: int):
    cell = schematic_layout("990000001000", VILLAGES).cells[row]
    ordered = sorted(keys)
    places = scatter(cell, ordered)
    assert shapely.contains_xy(_area(cell.rings), places[:, 0], places[:, 1]).all()
    some = ordered[::2]
    assert np.array_equal(scatter(cell, some), places[::2])


def test_a_cell_too_small_for_points_takes_them_at_its_centre():
    tiny = CellShape((np.array([[0, 0], [0.01, 0], [0, 0.01]]),), (0.003, 0.003))
    assert np.allclose(scatter(tiny, [1, 2, 3]), (0.003, 0.003), atol=0.01)


SQUARE = ((109.0, 34.0), (109.1, 34.0), (109.1, 34.1), (109.0, 34.1))
HOLE = ((109.04, 34.04), (109.06, 34.04), (109.06, 34.06), (109.04, 34.06))


def test_given_boundaries_keep_their_proportions_and_north_is_up():
    east = tuple((x + 0.1, y) for x, y in SQUARE)
    layout = drawn_layout([[SQUARE], [east]])
    left, right = layout.cells
    assert left.centre[0] < right.centre[0]
    ring = left.rings[0]
    width, height = np.ptp(ring[:, 0]), np.ptp(ring[:, 1])
    assert width / height == pytest.approx(np.cos(np.radians(34.05)), rel=1e-3)
    north = tuple((x, y + 0.1) for x, y in SQUARE)
    assert drawn_layout([[SQUARE], [north]]).cells[1].centre[1] < drawn_layout([[SQUARE], [north]]).cells[0].centre[1]


def test_a_hole_in_a_boundary_stays_a_hole():
    cell = drawn_layout([[SQUARE, HOLE]]).cells[0]
    full = drawn_layout([[SQUARE]]).cells[0]
    assert _area(cell.rings).area == pytest.approx(_area(full.rings).area * 0.96, rel=1e-3)


def test_the_band_of_grids_without_boundary_does_not_overlap():
    band = strip_layout(tuple(str(number) for number in range(30)), 0, 520, 1000)
    areas = [_area(cell.rings) for cell in band.cells]
    assert shapely.union_all(areas).area == pytest.approx(sum(area.area for area in areas))
