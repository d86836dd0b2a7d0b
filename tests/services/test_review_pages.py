"""The review on paper: the figures of the screen with their parts and definitions, masked, marked with who took it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from govdesk.domain.errors import BadInput
from govdesk.services.desk import Desk
from govdesk.services.messages import sentence
from govdesk.services.review import Review, review
from govdesk.services.review_pages import export_review, review_pages
from tests.documents.reading import fonts_of, pages_of, text_of
from tests.services.review_cases import _NAMES, OPERATOR, centre_with_cases


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = centre_with_cases(tmp_path_factory.mktemp("review"), 120)
    yield made
    made.close()


@pytest.fixture(scope="module")
def found(desk: Desk) -> Review:
    return review(desk, OPERATOR, "2026-W47")


@pytest.fixture(scope="module")
def content(desk: Desk, found: Review) -> bytes:
    return review_pages(desk, OPERATOR, found)


def unmarked(content: bytes) -> str:
    """The mark lies over everything and cuts words in two."""
    return text_of(content).replace("操作员2026-11-2109:30导出内部资料", "")


def test_every_figure_stands_there_with_numerator_denominator_and_definition(found: Review, content: bytes) -> None:
    told = unmarked(content)
    assert "青石街道周研判2026年第47周" in told
    for figure in found.figures:
        assert figure.label in told
        assert figure.rule.replace(" ", "")[:14] in told, figure.key
    rate = found.figure("disposed")
    assert f"已采取措施{rate.numerator}受理{rate.denominator}" in told
    assert f"{rate.value:.1%}" in told


def test_the_trend_and_the_cases_to_discuss_follow_with_names_masked(found: Review, content: bytes) -> None:
    told = unmarked(content)
    assert all(point.label in told for point in found.trend)
    assert found.to_discuss
    assert all(line.number in told for line in found.to_discuss)
    assert not any(name in told for name in _NAMES)


def test_every_page_says_who_took_it_out_and_when_and_every_font_is_embedded(content: bytes) -> None:
    pages = pages_of(content)
    assert len(pages) >= 2
    for page in pages:
        assert page.count("操作员") > 3
        assert "2026-11-21 09:30" in page
    assert all(font.embedded and font.mapped for font in fonts_of(content))


def test_the_same_review_gives_the_same_pages(desk: Desk, found: Review, content: bytes) -> None:
    assert pages_of(review_pages(desk, OPERATOR, found)) == pages_of(content)


def test_a_month_without_cases_is_a_sheet_of_dashes(desk: Desk) -> None:
    told = unmarked(review_pages(desk, OPERATOR, review(desk, OPERATOR, "2020-02")))
    assert "月研判2020年2月" in told
    assert "必须过堂" in told or "类别构成" not in told
    assert "—" in told


def test_only_a_pdf_is_written(desk: Desk, found: Review, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="review_ending") as refused:
        export_review(desk, OPERATOR, found, tmp_path / "研判.xlsx")
    assert ".pdf" in sentence(refused.value)
    assert list(tmp_path.iterdir()) == []
    export_review(desk, OPERATOR, found, tmp_path / "研判.PDF")
    assert (tmp_path / "研判.PDF").read_bytes().startswith(b"%PDF")
