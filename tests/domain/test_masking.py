"""Names on the projected screen."""

import pytest

from govdesk.domain.masking import mask_homes, mask_name, mask_names


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王某某"),
        ("李雷", "李某"),
        ("欧阳明", "欧阳某"),
        ("司马相如", "司马某某"),
        ("东方", "东某"),
        ("𬱖", "某"),
        ("阿依古丽·买买提", "阿某"),
        ("", ""),
    ],
)
def test_only_the_surname_stays(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_names_inside_a_title_are_masked_the_longest_first() -> None:
    title = "王小明与王小宅基地纠纷"
    assert mask_names(title, ["王小", "王小明", "", "宅"]) == "王某某与王某宅基地纠纷"


def test_the_address_of_a_home_is_left_out_and_the_name_of_a_place_stays() -> None:
    text = "王某家住柳林村二组7号院内，在柳林村集市吵架。"
    told = mask_homes(text, ["柳林村二组7号", "柳林村二组7号院内", "柳林村集市", ""])
    assert told == "王某家住（住址略），在柳林村集市吵架。"
