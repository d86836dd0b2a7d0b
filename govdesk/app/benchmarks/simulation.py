"""Bench: a changed law tried out on 5,000 past cases, beside reading and judging them case by case."""

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.roles import Actor
from govdesk.domain.routing import Receiver, Rule, RuleBook, interpret
from govdesk.domain.vocabulary import Tier
from govdesk.foundation.clock import ManualClock
from govdesk.services.desk import Desk
from govdesk.services.generation import generate
from govdesk.services.grids import seat
from govdesk.services.opening import open_desk
from govdesk.services.routing import case_when_asked
from govdesk.services.routing_choice import earlier_in, facts_of
from govdesk.services.rule_simulation import Simulation, simulate
from govdesk.storage.queries.case_card import read_log

CASES = 5_000
COMPARED = 200
DAYS = 1_200
ROUNDS = 3
SEED = 7
NOW = datetime(2026, 11, 23, 9, 42)
_CHANGED = ("patrol_to_village", "hotline_matter")


def run() -> list[dict[str, Any]]:
    """The first routings of the compared cases must come out alike both ways, else the bench itself fails."""
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "data", ManualClock(NOW))
        try:
            generate(desk, CASES, SEED)
            return [_measured(desk)]
        finally:
            desk.close()


def _measured(desk: Desk) -> dict[str, Any]:
    actor, book = seat(desk, "supervisor"), _changed(desk.rules.routing)
    taken = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        done = simulate(desk, actor, book, DAYS)
        taken.append(time.perf_counter() - started)
    started = time.perf_counter()
    one_by_one = _one_by_one(desk, actor, book, range(1, COMPARED + 1))
    plain = (time.perf_counter() - started) / COMPARED * done.cases
    _compare(done, one_by_one)
    seconds = statistics.median(taken)
    return {
        "name": "simulation",
        "value": round(seconds, 3),
        "unit": f"s for {done.cases} cases",
        "versus": "read and interpreted case by case",
        "versus_value": round(plain, 3),
        "ratio": round(plain / seconds, 1),
        "cases": done.cases,
        "changed": done.changed,
        "compared": COMPARED,
        "identical": True,
    }


def _changed(book: RuleBook) -> RuleBook:
    """What a supervisor might try: two of the busiest rules lead to the offices under another term."""

    def other(rule: Rule) -> Rule:
        if rule.id not in _CHANGED:
            return rule
        return replace(rule, tier=Tier.OFFICE, receiver=Receiver("body", "justice_office"), term="")

    return replace(book, version="bench", rules=tuple(other(rule) for rule in book.rules))


def _one_by_one(desk: Desk, actor: Actor, book: RuleBook, case_ids: Sequence[int]) -> dict[str, bool]:
    """By number whether the first routing would change, found the plain way."""
    found = {}
    for case_id in case_ids:
        with desk.looking(actor) as work:
            file = work.cases.get(case_id)
            log = read_log(work.connection, case_id)
            first = next((row for row in log if row.action == "route"), None)
            if first is None:
                continue
            then = CaseFile(case_when_asked(file.case, log, first))
            facts = facts_of(desk, then, earlier_in(desk, work.connection))
        old, new = interpret(desk.rules.routing, facts), interpret(book, facts)
        was = (old.tier, old.receiver, old.term) if old else None
        found[file.case.number] = was != ((new.tier, new.receiver, new.term) if new else None)
    return found


def _compare(done: Simulation, one_by_one: dict[str, bool]) -> None:
    routed = {row.number for row in done.diff if row.step == "route"}
    different = [number for number, changed in one_by_one.items() if changed != (number in routed)]
    if different:
        raise AssertionError(f"simulated and interpreted differ: {different[:5]}")
