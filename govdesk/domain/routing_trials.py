"""Cases made to fit a rule, to see whether any of them reaches it: what no proof could settle."""

import random
from typing import Any

from govdesk.domain.routing import Rule, RuleBook, compile_rules
from govdesk.domain.routing_conditions import NOT_YET_PLACED, PLACE_UNKNOWN, Earlier, Facts, Recurrence
from govdesk.domain.routing_world import COUNTED, Box, World, interval

TRIES = 300
FEWEST_TRIES = 40
TRIES_TOGETHER = 200_000
"""A book of thousands of rules is tried more sparingly, so that its check still ends while somebody waits."""


class Trials:
    """The rules of a book are tried in their order, the first first."""

    def __init__(self, book: RuleBook, world: World, chance: random.Random) -> None:
        self._book, self._world, self._chance = book, world, chance
        self._router = compile_rules(book)
        self._rules = {rule.id: rule for rule in book.rules}
        self._spoken: dict[str, list[Any]] = {}
        self._read = 0
        self._tries = min(TRIES, max(FEWEST_TRIES, TRIES_TOGETHER // max(len(book.rules), 1)))

    def always_beaten(self, place: int, box: Box) -> tuple[Rule, ...]:
        """The rules that took all of the cases made to fit the one at `place`; empty when one of them reached it."""
        rule = self._book.rules[place]
        self._listen_until(place)
        maker = _Maker(rule, box, self._spoken, self._world, self._chance)
        winners: dict[str, Rule] = {}
        for attempt in range(self._tries):
            facts = maker.make(plain=attempt % 2 == 0)
            if not rule.matches(facts):
                continue
            decision = self._router.decide(facts)
            winner = self._rules[decision.rule_id] if decision else None
            if winner is None or winner.id == rule.id:
                return ()
            winners[winner.id] = winner
        return tuple(winners.values())

    def _listen_until(self, place: int) -> None:
        """What the rules before `place` speak of."""
        for rule in self._book.rules[self._read : place]:
            for item in rule.conditions:
                values = item.value if isinstance(item.value, tuple) else (item.value,)
                self._spoken.setdefault(item.name, []).extend(values)
        self._read = max(self._read, place)


class _Maker:
    """Makes cases that fit one rule: plain ones with nothing more than it asks for, and ones that also bring what
    earlier rules speak of, because those may make an exception of it."""

    def __init__(self, rule: Rule, box: Box, spoken: dict[str, list[Any]], world: World, chance: random.Random) -> None:
        self._world, self._chance, self._spoken = world, chance, spoken
        self._channels, self._categories, self._tiers = (sorted(part) for part in box[:3])
        self._urgent = sorted(box[3])
        self._wanted = {item.name: item.value for item in rule.conditions if not item.negated}
        self._counts = {name: self._possible(rule, name) for name in dict.fromkeys(COUNTED.values())}
        self._paths = self._possible_paths(rule)

    def make(self, plain: bool) -> Facts:
        """A possible case; whether it fits the whole rule has still to be asked."""
        choose = self._chance.choice
        channel, category, tier = choose(self._channels), choose(self._categories), choose(self._tiers)
        exhausted = self._some("tier_exhausted", plain)
        exhausted = {*exhausted, tier} if tier != NOT_YET_PLACED else set()
        path = choose(self._paths) if self._paths else ()
        people, returns, reopened = (
            counts[0] if plain else choose(counts) for counts in (self._counts[name] for name in self._counts)
        )
        first = tier == NOT_YET_PLACED
        return Facts(
            channel=channel,
            kind=self._world.kinds[category],
            category=category,
            initiated_by=self._world.initiated_by[channel],
            tier=tier,
            tiers_exhausted=frozenset(exhausted),
            returns=0 if first else returns,
            reopened=0 if first else reopened,
            people_count=people,
            urgent=self._urgent[0] if plain else choose(self._urgent),
            risks=frozenset(self._some("risk", plain)),
            text="，".join(sorted(self._some("words", plain))),
            grid_path=path,
            place_level=self._level(path),
            duty_bodies=self._world.duties.get(category, frozenset()),
            earlier=_enough_earlier(self._wanted.get("recurrence"), path, category),
        )

    def _some(self, name: str, plain: bool) -> set[str]:
        found = {self._chance.choice(self._wanted[name])} if name in self._wanted else set()
        if not plain and (spoken := self._spoken.get(name)):
            found.add(self._chance.choice(spoken))
        return found

    def _possible(self, rule: Rule, counted: str) -> list[int]:
        """The least that fits, and the numbers around the bounds that earlier rules draw."""
        low, high = interval(rule, counted)
        bounds = {value for name in self._spoken if COUNTED.get(name) == counted for value in self._spoken[name]}
        near = {near for bound in bounds for near in (bound - 1, bound, bound + 1)}
        return [low, *sorted(value for value in near if low < value <= high)]

    def _possible_paths(self, rule: Rule) -> list[tuple[str, ...]]:
        codes = self._wanted.get("grid", ())
        away = {code for item in rule.conditions if item.name == "grid" and item.negated for code in item.value}
        paths = [*self._world.grid_paths.values(), *((code,) for code in codes)]
        fitting = [path for path in paths if away.isdisjoint(path) and (not codes or not set(codes).isdisjoint(path))]
        levels = self._wanted.get("place_level")
        return [path for path in fitting if levels is None or self._level(path) in levels]

    def _level(self, path: tuple[str, ...]) -> str:
        """The level of the place; of a place that the world knows nothing of one that the rule wants."""
        wanted = self._wanted.get("place_level", (PLACE_UNKNOWN,))
        known = self._world.grid_levels.get(path[-1]) if path else PLACE_UNKNOWN
        return known or wanted[0]


def _enough_earlier(wanted: Recurrence | None, path: tuple[str, ...], category: str) -> tuple[Earlier, ...]:
    if wanted is None:
        return ()
    return (Earlier(0, path[-1] if path else "", category),) * wanted.at_least
