"""Bench: 200 selective rules decided by the compiled table beside the plainly interpreted predicates."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from govdesk.domain.categories import KINDS
from govdesk.domain.channels import INITIATORS
from govdesk.domain.routing import (
    Condition,
    Decision,
    Receiver,
    Rule,
    RuleBook,
    compile_rules,
    interpret,
)
from govdesk.domain.routing_conditions import NOT_YET_PLACED, Facts
from govdesk.domain.vocabulary import Channel, Tier

RULES = 200
CASES = 20_000
COMPARED = 4_000
SEED = 5
_CATEGORIES = tuple(f"category{n}" for n in range(45))
_GRIDS = tuple(f"6101140072{n:02}" for n in range(34))
# fmt: off
_WORDS = (
    "噪声", "垃圾", "污水", "路灯", "欠薪", "围墙", "排水", "停车", "违建", "油烟",
    "宅基地", "彩礼", "赡养", "界址", "瓜棚", "飞线", "井盖", "坑洼", "扬尘", "异味",
    "流浪犬", "树木", "水塔", "自来水", "停电", "物业", "租金", "定金", "工伤", "车祸",
    "赔偿", "贷款", "网购", "低保", "医保", "秸秆",
)
# fmt: on


def run() -> list[dict[str, Any]]:
    """Both readings must give the same decisions, else the bench itself fails."""
    chance = random.Random(SEED)
    book = _book(chance)
    cases = [_facts(chance) for _ in range(CASES)]
    router = compile_rules(book)
    decided, seconds = _timed(router.decide, cases)
    plain, plain_seconds = _timed(lambda facts: interpret(book, facts), cases[:COMPARED])
    if plain != decided[:COMPARED]:
        raise AssertionError("compiled and interpreted decisions differ")
    rate, plain_rate = CASES / seconds, COMPARED / plain_seconds
    matched = sum(decision is not None for decision in decided) / CASES
    return [
        {
            "name": "routing_decisions",
            "value": round(rate),
            "unit": "decisions/s",
            "versus": "interpreted predicates",
            "versus_value": round(plain_rate),
            "ratio": round(rate / plain_rate, 1),
            "rules": RULES,
            "cases": CASES,
            "matched": round(matched, 3),
            "identical": True,
        }
    ]


def _timed(decide: Callable[[Facts], Decision | None], cases: list[Facts]) -> tuple[list[Decision | None], float]:
    """The decisions, and the median of three runs in seconds (the first one also fills the table)."""
    taken = []
    decisions: list[Decision | None] = []
    for _ in range(3):
        started = time.perf_counter()
        decisions = [decide(facts) for facts in cases]
        taken.append(time.perf_counter() - started)
    return decisions, statistics.median(taken)


def _book(chance: random.Random) -> RuleBook:
    rules = tuple(
        Rule(
            id=f"rule{n}",
            label=f"rule {n}",
            conditions=_conditions(chance),
            tier=chance.choice((Tier.GRID, Tier.VILLAGE, Tier.OFFICE, Tier.JOINT)),
            receiver=Receiver("duty_office"),
        )
        for n in range(RULES)
    )
    return RuleBook("bench", "bench", date(2026, 1, 1), rules)


def _conditions(chance: random.Random) -> tuple[Condition, ...]:
    """Selective: nearly every rule names a category, most also channel, place or words."""
    chosen = [Condition("category", tuple(chance.sample(_CATEGORIES, chance.choice((1, 1, 1, 2)))))]
    if chance.random() < 0.5:
        chosen.append(Condition("channel", tuple(chance.sample(tuple(Channel), 4))))
    if chance.random() < 0.4:
        chosen.append(Condition("grid", tuple(chance.sample(_GRIDS, 6))))
    if chance.random() < 0.3:
        chosen.append(Condition("people_at_least", chance.randint(2, 12)))
    if chance.random() < 0.4:
        chosen.append(Condition("words", tuple(chance.sample(_WORDS, 6))))
    if chance.random() < 0.2:
        chosen.append(Condition("tier_exhausted", ("village",), negated=True))
    chance.shuffle(chosen)
    return tuple(chosen)


def _facts(chance: random.Random) -> Facts:
    return Facts(
        channel=chance.choice(tuple(Channel)),
        kind=chance.choice(KINDS),
        category=chance.choice(_CATEGORIES),
        initiated_by=chance.choice(INITIATORS[:2]),
        tier=NOT_YET_PLACED,
        tiers_exhausted=frozenset({"village"}) if chance.random() < 0.2 else frozenset(),
        people_count=chance.choice((1, 1, 2, 3, 5, 8, 20)),
        text="，".join(chance.choices(_WORDS, k=chance.randint(1, 5))) + "，请核实处理。" * 6,
        grid_path=("610114007000", chance.choice(_GRIDS)),
    )
