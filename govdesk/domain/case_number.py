"""Case numbers: the centre's prefix, year and month, a serial of the month, e.g. AQ2611-0412."""

import re
from datetime import date

_PATTERN = re.compile(r"^([A-Z]{1,8})(\d{2})(\d{2})-(\d{4,})$")


def case_number_stem(prefix: str, on: date) -> str:
    """What all numbers of a month begin with: AQ2611-.

    The serial of the month follows with four digits at least; the ten-thousandth case gets a fifth.
    """
    return f"{prefix}{on:%y%m}-"


def looks_like_case_number(text: str) -> bool:
    return _PATTERN.match(text.strip().upper()) is not None
