"""Random rule books and cases for the routing tests: small worlds in which rules really meet cases."""

import tomllib
from datetime import date
from typing import Any

from hypothesis import strategies as st

from govdesk.domain.categories import KINDS
from govdesk.domain.channels import INITIATORS
from govdesk.domain.routing import Condition, Receiver, Rule, RuleBook
from govdesk.domain.routing_conditions import (
    NOT_YET_PLACED,
    PLACE_LEVELS,
    RISKS,
    SAME,
    Earlier,
    Facts,
    Recurrence,
)
from govdesk.domain.vocabulary import Tier
from govdesk.foundation import paths

CHANNELS = ("hotline_12345", "grid_report", "court_pre_suit")
CATEGORIES = ("neighbourhood", "labour", "labour.other", "noise")
GRIDS = ("g1", "g1a", "g1b", "g2")
BODIES = ("police_station", "justice_office")
WORDS = ("噪声", "欠薪", "打人", "垃圾")
TIERS = ("grid", "village", "office", "joint")


def shipped(name: str) -> dict[str, Any]:
    with (paths.resources() / "dictionaries" / name).open("rb") as file:
        return tomllib.load(file)


def _some(codes: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)


_SMALL = st.integers(0, 4)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "channel": _some(CHANNELS),
    "initiated_by": _some(INITIATORS),
    "kind": _some(KINDS),
    "category": _some(CATEGORIES),
    "tier": _some((NOT_YET_PLACED, *TIERS)),
    "tier_exhausted": _some(TIERS),
    "grid": _some(GRIDS),
    "place_level": _some(PLACE_LEVELS),
    "duty_body": _some(BODIES),
    "duty_listed": st.booleans(),
    "urgent": st.booleans(),
    "risk": _some(RISKS),
    "words": _some(WORDS),
    "people_at_least": _SMALL,
    "people_at_most": _SMALL,
    "returns_at_least": _SMALL,
    "reopened_at_least": _SMALL,
    "recurrence": st.builds(Recurrence, st.sampled_from(SAME), st.integers(1, 60), st.integers(1, 3)),
}

conditions = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.builds(Condition, st.just(name), VALUES[name], st.booleans())
)


@st.composite
def books(draw: st.DrawFn) -> RuleBook:
    bodies = draw(st.lists(st.lists(conditions, min_size=1, max_size=3).map(tuple), max_size=12))
    rules = tuple(
        Rule(
            f"r{place}",
            f"规则{place}",
            chosen,
            draw(st.sampled_from(list(Tier)[:4])),
            Receiver("duty_office"),
        )
        for place, chosen in enumerate(bodies)
    )
    return RuleBook("1", "测试", date(2026, 1, 1), rules)


cases = st.builds(
    Facts,
    channel=st.sampled_from(CHANNELS),
    kind=st.sampled_from(KINDS),
    category=st.sampled_from(CATEGORIES),
    initiated_by=st.sampled_from(INITIATORS),
    tier=st.sampled_from((NOT_YET_PLACED, *TIERS)),
    tiers_exhausted=st.frozensets(st.sampled_from(TIERS)),
    returns=_SMALL,
    reopened=_SMALL,
    people_count=_SMALL,
    urgent=st.booleans(),
    risks=st.frozensets(st.sampled_from(RISKS), max_size=3),
    text=st.lists(st.sampled_from(WORDS), max_size=3).map("，".join),
    grid_path=st.sampled_from(((), ("g1",), ("g1", "g1a"), ("g1", "g1b"), ("g2",))),
    duty_bodies=st.frozensets(st.sampled_from(BODIES)),
    earlier=st.lists(
        st.builds(Earlier, st.integers(0, 90), st.sampled_from(GRIDS), st.sampled_from(CATEGORIES)),
        max_size=5,
    ).map(tuple),
    place_level=st.sampled_from(PLACE_LEVELS),
)
