"""Grids and categories that a rule book would leave without a receiver, found without a single case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from govdesk.domain.body import Body
from govdesk.domain.routing import Decision, Receiver, Router, RuleBook, compile_rules, enabled_only
from govdesk.domain.routing_conditions import NOT_YET_PLACED, Facts
from govdesk.domain.vocabulary import Tier
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.grids import grid_label
from govdesk.services.labels import tier_label
from govdesk.services.registration import DEFAULT_CATEGORY
from govdesk.services.routing_choice import AT_PLACE
from govdesk.storage.queries.centre import GridRow

FIRST = "route"
STAGES = (FIRST, Tier.VILLAGE.value, Tier.OFFICE.value)
"""The first routing, and climbing from where most cases climb."""

_HOLDING_LEVELS = ("village", "grid")
_FEW, _SOME = 3, 6
_RANK = {tier.value: rank for rank, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Hole:
    """At a grid a category that nobody would receive.

    `stage` is route (first routing) or the tier from which the case climbs; `channels` those concerned, empty for
    all; `rules` those that matched but whose receiver is missing there, empty when for some channel none matches.
    `explained` says why the hole is meant: the rules themselves leave what nobody could classify to a person.
    """

    grid: str
    grid_label: str
    category: str
    category_label: str
    stage: str
    channels: tuple[str, ...]
    rules: tuple[str, ...]
    sentence: str
    explained: str = ""


@dataclass(frozen=True, slots=True)
class HoleGroup:
    """The same hole at many grids and for many categories, as one line; `rules` as in `Hole`."""

    categories: tuple[str, ...]
    stage: str
    channels: tuple[str, ...]
    grids: tuple[str, ...]
    rules: tuple[str, ...]
    sentence: str
    explained: str = ""


def find_holes(desk: Desk, book: RuleBook) -> tuple[Hole, ...]:
    """Every grid × category that some channel would leave without a receiver, ordinary cases supposed.

    A village whose every grid shares the hole stands for them. Grids that the rules cannot tell apart are asked once.
    """
    router = compile_rules(book)
    groups: dict[Any, list[GridRow]] = {}
    for grid in _holding_grids(desk):
        groups.setdefault(_signature(desk, book, grid), []).append(grid)
    found: dict[tuple[int, str], Hole] = {}
    for grids in groups.values():
        for category, stage, channels, rules in _holes_of(desk, router, grids[0]):
            for grid in grids:
                found[grid.id, category] = _hole(desk, book, grid, category, stage, channels, rules)
    kept = [key for key in found if not _told_above(desk, found, key)]
    order = {row.id: place for place, row in enumerate(desk.grids.values())}
    categories = {item.code: place for place, item in enumerate(desk.rules.categories)}
    kept.sort(key=lambda key: (categories[key[1]], order[key[0]]))
    return tuple(found[key] for key in kept)


def hole_groups(desk: Desk, book: RuleBook, holes: Sequence[Hole]) -> tuple[HoleGroup, ...]:
    """Holes that come about in the same way, in one line for all their places and categories; the widest first."""
    cells: dict[tuple[Any, ...], dict[str, list[Hole]]] = {}
    for hole in holes:
        way = (hole.stage, hole.channels, hole.rules, hole.explained)
        cells.setdefault(way, {}).setdefault(hole.category_label, []).append(hole)
    groups = []
    for (stage, channels, rules, explained), by_category in cells.items():
        by_places: dict[tuple[str, ...], list[str]] = {}
        for category, members in by_category.items():
            by_places.setdefault(tuple(hole.grid_label for hole in members), []).append(category)
        for grids, categories in by_places.items():
            words = _words(desk, grids, categories) + _how(desk, book, stage, channels, rules) + explained
            groups.append(HoleGroup(tuple(categories), stage, channels, grids, rules, words, explained))
    return tuple(sorted(groups, key=lambda group: (bool(group.explained), -len(group.grids) * len(group.categories))))


def _words(desk: Desk, grids: Sequence[str], categories: Sequence[str]) -> str:
    """Where and what, without listing hundreds."""
    where = "、".join(grids[:_FEW])
    if len(grids) > _FEW:
        where = _("{grids}等 {count} 处").format(grids=where, count=len(grids))
    if len(grids) > _FEW and len(grids) == _most_holes(desk):
        where = _("全部 {count} 处").format(count=len(grids))
    what = "、".join(categories[:_SOME])
    if len(categories) > _SOME:
        what = _("{categories}等 {count} 类").format(categories=what, count=len(categories))
    return _("{where}的{what}").format(where=where, what=what)


def _most_holes(desk: Desk) -> int:
    """How many places a hole that is everywhere is told for: the highest grids that cases hang on."""
    holding = {row.id for row in _holding_grids(desk)}
    return sum(row.parent_id not in holding for row in map(desk.grids.__getitem__, holding))


def _holding_grids(desk: Desk) -> list[GridRow]:
    """The grids that cases hang on: villages and what is below them, or the leaves of a tree that has none."""
    holding = [row for row in desk.grids.values() if row.level in _HOLDING_LEVELS]
    if holding:
        return holding
    parents = {row.parent_id for row in desk.grids.values()}
    return [row for row in desk.grids.values() if row.id not in parents]


def _signature(desk: Desk, book: RuleBook, grid: GridRow) -> Any:
    """All that routing can see of a grid: which local bodies it has, and which grid conditions hold there."""
    local = tuple(desk.bodies.at(kind, grid.path) is not None for kind in AT_PLACE.values())
    codes = {desk.grids[item].code for item in grid.path}
    rules = enabled_only(book).rules
    wanted = (item.value for rule in rules for item in rule.conditions if item.name == "grid")
    return grid.level, local, tuple(not codes.isdisjoint(value) for value in wanted)


def _holes_of(desk: Desk, router: Router, grid: GridRow) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """(category, stage, channels, rules) for one grid; a category is told at its first stage only."""
    channels = tuple(item.code for item in desk.rules.channels)
    for category in desk.rules.categories:
        for stage in STAGES:
            missing: dict[str, list[str]] = {}
            for channel in channels:
                facts = _ordinary(desk, grid, channel, category.code, category.kind, stage)
                decision = router.decide(facts)
                if (rule := _missing(desk, grid, category.code, stage, decision)) is not None:
                    missing.setdefault(rule, []).append(channel)
            if missing:
                rules = () if "" in missing else tuple(missing)
                together = tuple(code for code in channels if any(code in each for each in missing.values()))
                yield category.code, stage, () if together == channels else together, rules
                break


def _ordinary(desk: Desk, grid: GridRow, channel: str, category: str, kind: str, stage: str) -> Facts:
    tried = {FIRST: (), Tier.VILLAGE.value: (stage,), Tier.OFFICE.value: (Tier.VILLAGE.value, stage)}[stage]
    return Facts(
        channel=channel,
        kind=kind,
        category=category,
        initiated_by=desk.rules.channels.initiated_by(channel),
        tier=NOT_YET_PLACED if stage == FIRST else stage,
        tiers_exhausted=frozenset(tried),
        people_count=1,
        grid_path=tuple(desk.grids[item].code for item in grid.path),
        duty_bodies=frozenset(body.code for body in desk.bodies.leads(category)),
        place_level=grid.level,
    )


def _missing(desk: Desk, grid: GridRow, category: str, stage: str, decision: Decision | None) -> str | None:
    """The rule without a receiver, "" where there is no rule, None where somebody receives."""
    if decision is None:
        return ""
    if stage != FIRST and _RANK[decision.tier.value] <= _RANK[stage]:
        return ""
    body = receiver_at(desk, grid.path, category, decision.receiver)
    return None if body is not None and body.open else decision.rule_id


def receiver_at(desk: Desk, path: Sequence[int], category: str, receiver: Receiver) -> Body | None:
    """The body of the day behind a receiver for a case at the end of `path`."""
    if receiver.kind in AT_PLACE:
        return desk.bodies.at(AT_PLACE[receiver.kind], path)
    if receiver.kind == "duty_office":
        return desk.bodies.on_duty(category)
    return desk.bodies.by_code.get(receiver.body or "")


def _hole(
    desk: Desk,
    book: RuleBook,
    grid: GridRow,
    category: str,
    stage: str,
    channels: tuple[str, ...],
    rules: tuple[str, ...],
) -> Hole:
    label = desk.rules.categories.label(category)
    where = _("{grid}的{category}").format(grid=grid_label(desk, grid.id), category=label)
    explained = "" if rules or channels else _meant(desk, book, category, label)
    words = where + _how(desk, book, stage, channels, rules) + explained
    return Hole(grid.code, grid_label(desk, grid.id), category, label, stage, channels, rules, words, explained)


def _meant(desk: Desk, book: RuleBook, category: str, label: str) -> str:
    """What could not be classified is seen by a person first, where the rules except it by name."""
    excepting = [
        rule.label
        for rule in enabled_only(book).rules
        if any(item.name == "category" and item.negated and category in item.value for item in rule.conditions)
    ]
    if category != DEFAULT_CATEGORY or not excepting:
        return ""
    words = _("“{category}”还看不出是什么事，{count} 条规则写明不包括它：由操作员看过再分派，不算漏洞。")
    return words.format(category=label, count=len(excepting))


def _how(desk: Desk, book: RuleBook, stage: str, channels: tuple[str, ...], rules: tuple[str, ...]) -> str:
    """How the hole comes about, as the end of a sentence."""
    words = _("，没有规则能定下承办单位。")
    if rules:
        labels = (rule.label for rule in map(book.rule, rules) if rule is not None)
        listed = "、".join(_("“{rule}”").format(rule=label) for label in labels)
        words = _("，规则{rules}在那里找不到承办单位。").format(rules=listed)
    if stage != FIRST:
        words = _("，{tier}办不成时{words}").format(tier=tier_label(stage), words=words.removeprefix("，"))
    if channels:
        listed = "、".join(desk.rules.channels.label(code) for code in channels)
        words = _("（来源：{channels}）{words}").format(channels=listed, words=words)
    return words


def _told_above(desk: Desk, found: dict[tuple[int, str], Hole], key: tuple[int, str]) -> bool:
    """Whether a grid above has the very same hole and all of its grids share it."""
    grid, hole = desk.grids[key[0]], found[key]
    above = found.get((grid.parent_id or 0, key[1]))
    return above is not None and (above.stage, above.channels, above.rules) == (hole.stage, hole.channels, hole.rules)
