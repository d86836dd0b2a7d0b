"""Days and moments as people type them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.ui.widgets.dates import parse_date, parse_moment

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 42)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-05", date(2026, 11, 5)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026年3月9日", date(2026, 3, 9)),
        ("20260309", date(2026, 3, 9)),
        ("11.30", date(2026, 11, 30)),
        ("3月9日", date(2026, 3, 9)),
        ("明天", date(2026, 11, 24)),
        ("昨天", date(2026, 11, 22)),
        ("+3", date(2026, 11, 26)),
        ("-30", date(2026, 10, 24)),
        ("2026-02-30", None),
        ("十一月", None),
        ("", None),
    ],
)
def test_days(typed: str, meant: date | None) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30", datetime(2026, 11, 23, 9, 30)),
        ("14点", datetime(2026, 11, 23, 14, 0)),
        ("11-20 16:20", datetime(2026, 11, 20, 16, 20)),
        ("昨天 8：05", datetime(2026, 11, 22, 8, 5)),
        ("2026-11-20", datetime(2026, 11, 20)),
        ("2026-11-20T16:20:00", datetime(2026, 11, 20, 16, 20)),
        ("25:00", None),
        ("11-20 abc", None),
        ("a b c", None),
    ],
)
def test_moments(typed: str, meant: datetime | None) -> None:
    assert parse_moment(typed, NOW) == meant


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_what_is_shown_is_read_again(moment: datetime) -> None:
    shown = f"{moment:%Y-%m-%d %H:%M}"
    assert parse_moment(shown, NOW) == moment.replace(second=0, microsecond=0)


@given(st.text(max_size=20))
def test_nothing_typed_breaks_it(typed: str) -> None:
    parse_moment(typed, NOW)
    parse_date(typed, TODAY)
