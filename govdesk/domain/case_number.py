"""Case numbers: the centre's prefix, year and month, a serial of the month, e.g. AQ2611-0412."""

import re
from datetime import date

_PATTERN = re.compile(r"^([A-Z]{1,8})(\d{2})(\d{2})-(\d{4,})$")


def format_case_number(prefix: str, on: date, serial: int) -> str:
    """Four digits at least; the ten-thousandth case of a month simply gets a fifth."""
    return f"{prefix}{on:%y%m}-{serial:04d}"


def looks_like_case_number(text: str) -> bool:
    return _PATTERN.match(text.strip().upper()) is not None
