"""Check digits of persons and organisations. All numbers but the standard's own examples are invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.identity_number import (
    IdentityFault,
    credit_code_check_digit,
    credit_code_is_sound,
    full_years,
    identity_check_digit,
    read_identity_number,
)

TODAY = date(2026, 11, 23)


def test_the_example_of_the_standard_is_sound() -> None:
    reading = read_identity_number("11010519491231002x", TODAY)
    assert reading.fault is None
    assert (reading.birth, reading.sex) == (date(1949, 12, 31), "女")


def test_a_wrong_last_digit_names_the_one_expected() -> None:
    reading = read_identity_number("110105194912310021", TODAY)
    assert reading.fault is IdentityFault.CHECK_DIGIT
    assert reading.expected == "X"


@pytest.mark.parametrize("text", ["61011419740312", "6101141974031200A1", "六一零", ""])
def test_what_is_no_number_at_all_is_malformed(text: str) -> None:
    assert read_identity_number(text, TODAY).fault is IdentityFault.MALFORMED


def test_a_masked_number_is_said_to_be_masked() -> None:
    assert read_identity_number("6101141974********", TODAY).fault is IdentityFault.MASKED


def test_an_old_number_still_tells_birth_and_sex() -> None:
    reading = read_identity_number("610114740312001", TODAY)
    assert reading.fault is IdentityFault.OLD_FIFTEEN
    assert (reading.birth, reading.sex) == (date(1974, 3, 12), "男")


@pytest.mark.parametrize("digits", ["61011419741312001", "61011420991231001"])
def test_an_impossible_or_future_birth_is_a_fault(digits: str) -> None:
    number = digits + identity_check_digit(digits)
    assert read_identity_number(number, TODAY).fault is IdentityFault.BIRTH_IMPOSSIBLE


def test_spaces_full_width_and_lower_case_are_forgiven() -> None:
    assert read_identity_number(" 110105 19491231 ００２ｘ ", TODAY).fault is None


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), st.integers(0, 999), st.integers(0, 16))
def test_every_single_wrong_digit_is_noticed(birth: date, serial: int, place: int) -> None:
    digits = f"610114{birth:%Y%m%d}{serial:03}"
    number = digits + identity_check_digit(digits)
    assert read_identity_number(number, TODAY).fault is None
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert read_identity_number(wrong, TODAY).fault is not None


def test_the_example_credit_code_is_sound() -> None:
    assert credit_code_is_sound("91350100M000100Y43")


@pytest.mark.parametrize("code", ["91350100M000100Y44", "9135010OM000100Y43", "91350100M000100Y4", ""])
def test_a_wrong_credit_code_is_noticed(code: str) -> None:
    assert not credit_code_is_sound(code)


def test_a_credit_code_is_completed_by_its_check_digit() -> None:
    start = "91610114MA0000001"
    assert credit_code_is_sound(start + credit_code_check_digit(start))


def test_age_counts_completed_years() -> None:
    assert full_years(date(2008, 11, 24), TODAY) == 17
    assert full_years(date(2008, 11, 23), TODAY) == 18
