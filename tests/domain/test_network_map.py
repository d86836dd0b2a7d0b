"""What a body's box on the map says."""

import pytest

from govdesk.domain.network_map import Load, without_place


@pytest.mark.parametrize(
    ("name", "places", "short"),
    [
        ("关山派出所", ["关山街道"], "派出所"),
        ("关山街道综网中心", ["关山街道"], "综网中心"),
        ("关山村人民调解委员会", ["关山街道", "关山村"], "人民调解委员会"),
        ("综治办", ["关山街道"], "综治办"),
        ("关山所", ["关山街道"], "关山所"),
    ],
)
def test_the_place_everybody_knows_is_left_out(name: str, places: list[str], short: str):
    assert without_place(name, places) == short


def test_loads_add_up():
    assert sum((Load(3, 1), Load(2, 0)), Load()) == Load(5, 1)
