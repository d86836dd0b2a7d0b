"""The pure pieces of the network view: names never overlap, the camera keeps the picture in sight, bodies find room."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.services.network_scene import Office
from govdesk.ui.widgets.network_map import camera as cameras
from govdesk.ui.widgets.network_map.label_placement import Wish, overlap, place_labels
from govdesk.ui.widgets.network_map.office_dock import dock_offices

_wishes = st.lists(
    st.builds(
        Wish,
        key=st.integers(1, 10_000),
        x=st.floats(0, 800),
        y=st.floats(0, 400),
        radius=st.floats(3, 17),
        sizes=st.just(((86.0, 30.0), (46.0, 16.0))),
        priority=st.floats(0, 100),
    ),
    max_size=60,
    unique_by=lambda wish: wish.key,
)
_rects = st.lists(
    st.builds(lambda x, y, w, h: (x, y, x + w, y + h), *(st.floats(0, 800),) * 2, *(st.floats(1, 120),) * 2), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(_wishes, _rects)
def test_names_never_overlap_each_other_nor_an_obstacle_nor_a_foreign_circle(wishes, obstacles):
    placed = place_labels(wishes, obstacles)
    for one, other in itertools.combinations(placed, 2):
        assert not overlap(one.rect, other.rect)
    for name in placed:
        assert not any(overlap(name.rect, obstacle) for obstacle in obstacles)
        for wish in wishes:
            circle = (wish.x - wish.radius, wish.y - wish.radius, wish.x + wish.radius, wish.y + wish.radius)
            assert wish.key == name.key or not overlap(name.rect, circle)


@settings(max_examples=30, deadline=None)
@given(_wishes, st.integers(0, 99))
def test_the_placement_is_the_same_whatever_the_order(wishes, seed):
    import random

    shuffled = list(wishes)
    random.Random(seed).shuffle(shuffled)
    assert {name.key: name.rect for name in place_labels(wishes, ())} == {
        name.key: name.rect for name in place_labels(shuffled, ())
    }


def test_the_highest_priority_always_gets_its_name():
    crowd = [Wish(key, 100 + key, 100, 4, ((46.0, 16.0),), priority=key) for key in range(1, 12)]
    assert 11 in {name.key for name in place_labels(crowd, ())}


def test_a_name_keeps_its_side():
    wish = Wish(1, 100, 100, 5, ((46.0, 16.0),), 1)
    assert place_labels([wish], ())[0].place == "below"
    assert place_labels([wish], (), {1: "left"})[0].place == "left"


def test_while_zooming_no_name_comes_or_hops():
    wishes = [Wish(key, 100.0 * key, 100, 5, ((46.0, 16.0),), 1) for key in (1, 2, 3)]
    moving = place_labels(wishes, [(80, 106, 130, 130)], {1: "below", 2: "right"}, moving=True)
    assert [(name.key, name.place) for name in moving] == [(2, "right")]


_content = (0.0, 0.0, 1000.0, 500.0)


@given(st.integers(200, 3000), st.integers(150, 2000), st.booleans())
def test_a_fitted_camera_shows_everything_inside_its_margins(width, height, stretchable):
    margins = (30.0, 40.0, 50.0, 20.0)
    camera = cameras.fitted(_content, width, height, margins, stretchable)
    left, top = camera.to_screen(0, 0)
    right, bottom = camera.to_screen(1000, 500)
    assert left >= min(30, width) - 1e-6 or width < 130
    assert right <= max(width - 50, left + 40) + 1e-6
    assert top >= 40 - 1e-6 or height < 110
    assert bottom <= max(height - 20, top + 40) + 1e-6


@given(st.integers(400, 2000), st.integers(300, 1200))
def test_real_boundaries_are_never_stretched(width, height):
    camera = cameras.fitted(_content, width, height, (10, 10, 10, 10), stretchable=False)
    assert math.isclose(camera.scale_x, camera.scale_y)


@given(st.floats(0.2, 5), st.floats(0, 800), st.floats(0, 600))
def test_what_lies_under_the_pointer_stays_there_while_zooming(factor, x, y):
    camera = cameras.fitted(_content, 800, 600, (10, 10, 10, 10), True)
    before = camera.to_scene(x, y)
    after = cameras.zoomed(camera, factor, x, y).to_scene(x, y)
    assert math.isclose(before[0], after[0], abs_tol=1e-6) and math.isclose(before[1], after[1], abs_tol=1e-6)


@given(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5), st.floats(0.001, 1000))
def test_the_picture_cannot_be_lost(dx, dy, factor):
    fit = cameras.fitted(_content, 800, 600, (10, 10, 10, 10), True)
    wild = cameras.panned(cameras.zoomed(fit, factor, 400, 300), dx, dy)
    camera = cameras.restrained(wild, _content, fit)
    middle = camera.to_scene(400, 300)
    assert -1e-6 <= middle[0] <= 1000 + 1e-6 and -1e-6 <= middle[1] <= 500 + 1e-6
    assert cameras.MIN_ZOOM - 1e-9 <= camera.scale_x / fit.scale_x <= cameras.MAX_ZOOM + 1e-9


def _offices(count: int) -> list[Office]:
    half = (count + 1) // 2
    return [
        Office(n, f"单位{n}", f"单位{n}", False, "left" if n < half else "right", n if n < half else n - half, n % 5, 0)
        for n in range(count)
    ]


@given(st.integers(0, 40), st.integers(120, 1000))
def test_no_body_is_lost_and_no_boxes_overlap(count, height):
    docked = dock_offices(_offices(count), 90, 28, 800, 44, height - 30)
    named = [box.office for box in docked if box.office] + [office for box in docked for office in box.hidden]
    assert sorted(office.body_id for office in named) == list(range(count))
    for one, other in itertools.combinations(docked, 2):
        assert not overlap(one.rect, other.rect)


def test_bodies_with_the_least_to_do_give_way_first():
    docked = dock_offices(_offices(20), 90, 28, 800, 44, 200)
    shown = [box.office for box in docked if box.office]
    hidden = [office for box in docked for office in box.hidden]
    assert min(office.open_count for office in shown) >= max(office.open_count for office in hidden) - 1
    assert (docked[0].on_left and not docked[-1].on_left) or docked[-1].office is None
