"""The review's definitions: keys that open cases, windows, and the rules that are data."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.errors import BadInput, NotFound
from govdesk.domain.periods import parse_period
from govdesk.domain.review import (
    COUNTS,
    FIGURES,
    RATES,
    TIERS,
    Selection,
    compared_window,
    parse_review_rules,
    parse_selection,
    rate,
    window_of,
)

FILE = Path(__file__).resolve().parents[2] / "resources" / "dictionaries" / "review.toml"
DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 18, 9)


def test_every_figure_is_a_count_or_a_rate() -> None:
    assert sorted(FIGURES) == sorted((*COUNTS, *RATES))


def test_a_rate_of_nothing_is_none() -> None:
    assert (rate(0, 0), rate(0, None), rate(0, 4), rate(4, 4)) == (None, None, 0.0, 1.0)


@pytest.mark.parametrize(
    ("key", "selection"),
    [
        ("received", Selection("received")),
        ("to_discuss", Selection("to_discuss")),
        ("tier.village", Selection("closed", ("village",))),
        ("tier.grid+village", Selection("closed", ("grid", "village"))),
        ("category.labour", Selection("accepted", (), "labour")),
        ("tier.joint|category.noise", Selection("closed", ("joint",), "noise")),
    ],
)
def test_a_key_says_what_it_opens(key: str, selection: Selection) -> None:
    assert parse_selection(key) == selection


@pytest.mark.parametrize("key", ["", "nonsense", "tier.", "tier.moon", "tier.grid|tier.village", "colour.red"])
def test_an_unknown_key_is_refused(key: str) -> None:
    with pytest.raises(NotFound, match="figure_unknown"):
        parse_selection(key)


def test_a_running_period_reaches_up_to_now() -> None:
    week = parse_period("2026-W47")
    assert window_of(week, NOW).until == NOW
    assert window_of(week.previous(), NOW).until == week.start
    assert window_of(week.next(), NOW).until == week.next().start


def test_an_earlier_week_is_compared_up_to_the_same_moment_of_it() -> None:
    week = parse_period("2026-W47")
    assert compared_window(week.previous(), week, NOW).end == datetime(2026, 11, 11, 9)
    assert compared_window(week.previous(), week, datetime(2026, 12, 1)).end == week.start


def test_the_shipped_rules_are_read() -> None:
    rules = parse_review_rules(DATA)
    assert rules.satisfied_answers == ("satisfied",)
    assert set(rules.discussed_tiers) <= set(TIERS)


@pytest.mark.parametrize(
    "change",
    [
        {"satisfied_answers": []},
        {"satisfied_answers": ["delighted"]},
        {"discussed_tiers": ["moon"]},
        {"trend_periods": 0},
        {"urgent": "yes"},
        {"colour": "red"},
    ],
)
def test_wrong_rules_are_refused_by_name(change: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=next(iter(change))):
        parse_review_rules({**DATA, **change})
