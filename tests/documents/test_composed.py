"""Composed forms on paper: what is in the values stands there, what is not is a blank, in every layout."""

import pytest

from govdesk.documents.rendering import render
from govdesk.documents.template_grammar import LAYOUTS
from govdesk.domain.errors import BadInput
from govdesk.domain.papers import ComposedPaper
from tests.documents.composed_forms import paper, source
from tests.documents.reading import fonts_of, text_of


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_value_stands_on_the_paper_and_the_bytes_are_the_same_twice(layout: str) -> None:
    made = paper()
    rendered = render(made, source(layout))
    assert rendered.content == render(made, source(layout)).content
    assert rendered.template == "made_up/1"
    text = text_of(rendered.content)
    for value in (
        "甲区住房和城乡建设局：",
        "（一）于2026年12月5日前",
        "问：",
        "答：",
        "■是",
        "□否",
        "附件：1.反映材料",
        "2026年11月23日",
    ):
        assert value in text
    assert all(font.embedded and font.mapped for font in fonts_of(rendered.content))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_form_has_blanks_to_write_on(layout: str) -> None:
    text = text_of(render(ComposedPaper("made_up", ""), source(layout)).content)
    assert "____" in text
    assert "□是□部分化解□否" in text
    assert "None" not in text


def test_a_character_without_a_glyph_names_field_and_person() -> None:
    with pytest.raises(BadInput) as caught:
        render(paper(present=("王\ue08b祥（村民）",)), source())
    assert caught.value.facts["person"] == "王\ue08b祥"
    assert "出席" in caught.value.facts["where"]


def test_a_box_to_write_into_stands_for_a_character_without_a_glyph() -> None:
    from govdesk.documents.printable import boxed

    rendered = render(boxed(paper(receiver="王\ue08b祥")), source())
    assert "王〓祥：" in text_of(rendered.content)


def test_a_block_is_printed_only_when_its_field_has_something() -> None:
    conditional = source().replace('kind = "roster"', 'kind = "roster"\nunless = "copies"')
    assert "出席：" in text_of(render(paper(copies=()), conditional).content)
    assert "出席：" not in text_of(render(paper(), conditional).content)


def test_no_materials_say_so_and_unknown_materials_leave_rows() -> None:
    assert "移交材料清单序号名称份数备注无" in text_of(render(paper(materials=()), source()).content)
    assert "移交材料清单序号名称份数备注无" not in text_of(render(paper(materials=None), source()).content)


def test_a_long_list_repeats_its_header_on_every_page() -> None:
    rendered = render(paper(materials=tuple({"name": f"材料{n}"} for n in range(120))), source())
    assert text_of(rendered.content).count("序号名称份数备注") >= 4
