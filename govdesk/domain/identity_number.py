"""Check digits and contents of citizen identity numbers (GB 11643-1999) and credit codes (GB 32100-2015).

A number that fails is a reason to look again, never a reason to refuse: numbers in use carry old mistakes,
and foreign papers follow other rules.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEIGHTS_ID = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS_ID = "10X98765432"
_ALPHABET_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS_CREDIT = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")
_MASKED = re.compile(r"[*＊×]{2,}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")


class IdentityFault(StrEnum):
    MALFORMED = "malformed"
    OLD_FIFTEEN = "old_fifteen"
    MASKED = "masked"
    BIRTH_IMPOSSIBLE = "birth_impossible"
    CHECK_DIGIT = "check_digit"


@dataclass(frozen=True, slots=True)
class IdentityReading:
    """What an identity number says; `expected` is the check digit that would fit, if computable."""

    number: str
    fault: IdentityFault | None = None
    birth: date | None = None
    sex: str | None = None  # "男" | "女"
    expected: str | None = None


def read_identity_number(text: str, today: date) -> IdentityReading:
    """Read an 18-digit (or old 15-digit) number; a birth after `today` or an impossible date is a fault."""
    number = tidy_number(text)
    if _MASKED.search(number):
        return IdentityReading(number, IdentityFault.MASKED)
    if _FIFTEEN.fullmatch(number):
        return _read_fifteen(number)
    if not _EIGHTEEN.fullmatch(number):
        return IdentityReading(number, IdentityFault.MALFORMED)
    expected = identity_check_digit(number[:17])
    birth = _date(number[6:10], number[10:12], number[12:14])
    sex = "男" if int(number[16]) % 2 else "女"
    fault = None
    if birth is None or birth > today:
        fault = IdentityFault.BIRTH_IMPOSSIBLE
    elif expected != number[17]:
        fault = IdentityFault.CHECK_DIGIT
    return IdentityReading(number, fault, birth, sex, expected)


def identity_check_digit(first_seventeen: str) -> str:
    """ISO 7064 MOD 11-2 over 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS_ID, strict=True))
    return _CHECKS_ID[total % 11]


def credit_code_check_digit(first_seventeen: str) -> str:
    """MOD 31 over the 17 leading characters; ValueError on a character outside the alphabet."""
    total = sum(
        _ALPHABET_CREDIT.index(char) * weight for char, weight in zip(first_seventeen, _WEIGHTS_CREDIT, strict=True)
    )
    return _ALPHABET_CREDIT[(31 - total % 31) % 31]


def looks_like_credit_code(text: str) -> bool:
    """18 characters of the alphabet without I, O, S, V, Z."""
    code = tidy_number(text)
    return len(code) == 18 and all(char in _ALPHABET_CREDIT for char in code)


def credit_code_is_sound(text: str) -> bool:
    code = tidy_number(text)
    return looks_like_credit_code(code) and credit_code_check_digit(code[:17]) == code[17]


def tidy_number(text: str) -> str:
    """Half width, upper case, without the spaces and hyphens that people put between groups."""
    return re.sub(r"[\s\-－]", "", text.translate(_FULL_WIDTH)).upper()


def full_years(birth: date, on: date) -> int:
    """Age in completed years (周岁) on that day; the birthday itself completes the year."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _read_fifteen(number: str) -> IdentityReading:
    birth = _date("19" + number[6:8], number[8:10], number[10:12])
    fault = IdentityFault.OLD_FIFTEEN if birth else IdentityFault.MALFORMED
    return IdentityReading(number, fault, birth, "男" if int(number[14]) % 2 else "女")


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
