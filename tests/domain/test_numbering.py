"""Numbers of papers and volumes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.errors import BadInput
from govdesk.domain.numbering import PaperNumber, Series, distinct_abbreviation, parse_paper_number

NUMBERS = st.builds(
    PaperNumber,
    abbreviation=st.text(alphabet="关山孙家潮海甲乙丙", max_size=4),
    series=st.sampled_from(Series),
    year=st.integers(1990, 2100),
    sequence=st.integers(1, 99_999),
)


def test_agreement_and_volume_are_written_as_the_field_writes_them() -> None:
    number = PaperNumber("关", Series.MEDIATION, 2026, 118)
    assert number.text == "关人调字〔2026〕118号"
    assert number.volume == "（2026）关人调字第118号"


def test_street_papers_have_their_own_series() -> None:
    assert PaperNumber("关", Series.ASSIGNMENT, 2026, 7).text == "关综治交〔2026〕7号"
    assert PaperNumber("关", Series.HANDOVER, 2026, 7).text == "关综治移〔2026〕7号"


@given(NUMBERS)
def test_what_is_written_is_read_back(number: PaperNumber) -> None:
    assert parse_paper_number(number.text) == number


@given(NUMBERS)
def test_a_volume_leads_back_to_its_agreement(number: PaperNumber) -> None:
    if number.series is Series.MEDIATION:
        assert parse_paper_number(number.volume) == number


@pytest.mark.parametrize(
    "typed", ["关人调字[2026]12号", "关人调字（2026）12号", " 关人调字 ［2026］ 12 号", "(2026)关人调字第12号"]
)
def test_brackets_and_blanks_may_be_typed_in_many_ways(typed: str) -> None:
    assert parse_paper_number(typed) == PaperNumber("关", Series.MEDIATION, 2026, 12)


@pytest.mark.parametrize(
    "typed", ["", "关人调字〔2026〕号", "关人调字〔26〕1号", "关人调字〔2026〕012号", "AQ2611-0412"]
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_paper_number(typed)
    assert caught.value.facts == {"number": typed}


def test_an_abbreviation_nobody_else_wants_is_kept() -> None:
    assert distinct_abbreviation("关", "关山村人民调解委员会", [("孙", "孙家村人民调解委员会")]) == "关"


def test_bodies_that_begin_alike_get_the_shortest_beginning_of_their_own() -> None:
    committees = ["孙家村人民调解委员会", "孙家寨村人民调解委员会", "孙坡村人民调解委员会"]
    found = [
        distinct_abbreviation("孙", name, [("孙", other) for other in committees if other != name])
        for name in committees
    ]
    assert found == ["孙家村", "孙家寨", "孙坡"]
