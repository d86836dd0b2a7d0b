"""What a rule book would do badly before anybody suffers from it: nobody to receive, out of reach, nobody there."""

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from govdesk.domain.body import Body
from govdesk.domain.errors import AccessDenied
from govdesk.domain.roles import Actor
from govdesk.domain.routing import Receiver, RuleBook, enabled_only
from govdesk.domain.routing_circles import circles, climbs_from
from govdesk.domain.routing_conditions import NOT_YET_PLACED
from govdesk.domain.routing_cover import shadowed
from govdesk.domain.routing_world import World, box_of
from govdesk.domain.vocabulary import BodyKind, Role, Tier
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.labels import tier_label
from govdesk.services.routing_choice import AT_PLACE
from govdesk.services.rule_holes import Hole, find_holes
from govdesk.services.rule_reading import bodies_named

_SEED = 14
_RANK = {tier.value: rank for rank, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class ShadowedRule:
    """A rule out of reach; `proved` False: by trying out only."""

    rule: str
    label: str
    by: tuple[str, ...]
    proved: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class RuleWarning:
    """`code`: body_closed, body_unknown, no_staff, sends_back, grid_unknown."""

    code: str
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RuleReport:
    """`errors` forbid saving; holes, shadowed rules and warnings want to be seen first."""

    version: str
    holes: tuple[Hole, ...]
    shadowed: tuple[ShadowedRule, ...]
    warnings: tuple[RuleWarning, ...]
    errors: tuple[RuleWarning, ...]

    @property
    def clean(self) -> bool:
        """Nothing that somebody would have to see before saving; holes that the rules mean themselves are no fault."""
        return not (self.gaps or self.shadowed or self.warnings or self.errors)

    @property
    def gaps(self) -> tuple[Hole, ...]:
        """The holes that nobody meant."""
        return tuple(hole for hole in self.holes if not hole.explained)

    def as_json(self) -> dict[str, Any]:
        """The keys of the command line."""
        return {
            "version": self.version,
            "holes": [
                {
                    "grid": hole.grid,
                    "grid_label": hole.grid_label,
                    "category": hole.category,
                    "category_label": hole.category_label,
                    "stage": hole.stage,
                    "channels": list(hole.channels),
                    "rules": list(hole.rules),
                    "sentence": hole.sentence,
                    "explained": hole.explained,
                }
                for hole in self.holes
            ],
            "shadowed": [
                {
                    "rule": item.rule,
                    "rule_label": item.label,
                    "by": list(item.by),
                    "proved": item.proved,
                    "sentence": item.sentence,
                }
                for item in self.shadowed
            ],
            "warnings": [_warning_json(item) for item in self.warnings],
            "errors": [_warning_json(item) for item in self.errors],
        }


def check_rules(desk: Desk, actor: Actor, book: RuleBook) -> RuleReport:
    """Everything that can be said about a book without a single case. Raises AccessDenied for a body's seat."""
    refuse_outsider(actor, _("检查分派规则"))
    return RuleReport(
        version=book.version,
        holes=find_holes(desk, book),
        shadowed=find_shadowed(desk, book),
        warnings=(*_closed_or_unknown(desk, book), *_without_staff(desk, book), *_sending_back(book)),
        errors=_circles(book),
    )


def may_try(actor: Actor) -> bool:
    """Checking and simulating show other bodies' cases and gaps: the seats of the centre only."""
    return actor.role is not Role.BODY


def refuse_outsider(actor: Actor, what: str) -> None:
    """Raises AccessDenied for the seat of a body."""
    if not may_try(actor):
        raise AccessDenied("role_may_not", {"action": what, "role": actor.role.value})


def find_shadowed(desk: Desk, book: RuleBook) -> tuple[ShadowedRule, ...]:
    """Rules out of reach, in the order of the book."""
    told = []
    for item in shadowed(book, world_of(desk), random.Random(_SEED)):
        by = "、".join(_("“{rule}”").format(rule=rule.label) for rule in item.by)
        if not item.by:
            words = _("“{rule}”的条件互相矛盾，没有案件能满足。").format(rule=item.rule.label)
        elif item.proved:
            words = _("“{rule}”永远轮不到：前面的{by}已经把它的情形全部接走。").format(rule=item.rule.label, by=by)
        else:
            words = _("“{rule}”多半轮不到：试过的情形都被前面的{by}接走（试算得出，未经证明）。").format(
                rule=item.rule.label, by=by
            )
        told.append(ShadowedRule(item.rule.id, item.rule.label, tuple(r.id for r in item.by), item.proved, words))
    return tuple(told)


def world_of(desk: Desk) -> World:
    """What the rules' conditions can meet at this centre."""
    rules = desk.rules
    return World(
        initiated_by={item.code: item.initiated_by for item in rules.channels},
        kinds={item.code: item.kind for item in rules.categories},
        duties={item.code: frozenset(body.code for body in desk.bodies.leads(item.code)) for item in rules.categories},
        grid_paths={row.code: tuple(desk.grids[item].code for item in row.path) for row in desk.grids.values()},
        grid_levels={row.code: row.level for row in desk.grids.values()},
    )


def _closed_or_unknown(desk: Desk, book: RuleBook) -> tuple[RuleWarning, ...]:
    found = []
    for rule, _key, receiver in bodies_named(book):
        body = desk.bodies.by_code.get(receiver.body or "")
        if body is None:
            words = _("“{rule}”派给的单位“{body}”不在本中心。").format(rule=rule.label, body=receiver.body)
            found.append(RuleWarning("body_unknown", rule.id, words))
        elif not body.open:
            words = _("“{rule}”派给“{body}”，这个单位已经撤销，案件会转待人工。").format(
                rule=rule.label, body=body.name
            )
            found.append(RuleWarning("body_closed", rule.id, words))
    return tuple(found)


def _without_staff(desk: Desk, book: RuleBook) -> tuple[RuleWarning, ...]:
    """One warning for all bodies that rules send to and where nobody is registered, neither there nor in its grid."""
    staffed = {post.body_id for post in desk.posts} | {None}
    places = {post.grid_id for post in desk.posts}
    empty: dict[str, None] = {}
    rules = []
    for rule in enabled_only(book).rules:
        names = [
            body.name
            for body in _possible_receivers(desk, rule.receiver)
            if body.open and body.id not in staffed and (body.grid_id is None or body.grid_id not in places)
        ]
        empty.update(dict.fromkeys(names))
        rules += [rule.id] if names else []
    if not empty:
        return ()
    words = _("有 {count} 个承办单位没有登记工作人员，派过去可能没有人接（涉及 {rules} 条规则）：{bodies}。").format(
        count=len(empty), rules=len(rules), bodies="、".join(empty)
    )
    return (RuleWarning("no_staff", rules[0], words),)


def _possible_receivers(desk: Desk, receiver: Receiver) -> list[Body]:
    if receiver.kind in AT_PLACE:
        return [body for body in desk.bodies.bodies if body.kind is AT_PLACE[receiver.kind]]
    if receiver.kind == "duty_office":
        on_duty = (desk.bodies.on_duty(item.code) for item in desk.rules.categories)
        return list(dict.fromkeys(body for body in on_duty if body is not None))
    named = desk.bodies.by_code.get(receiver.body or "")
    return [named] if named is not None and named.kind is not BodyKind.CENTRE else []


def _sending_back(book: RuleBook) -> tuple[RuleWarning, ...]:
    """A rule that says nothing about the tier also meets cases that climb, and holds them where they failed."""
    world = World({}, {})
    found = []
    book = enabled_only(book)
    for place, rule in enumerate(book.rules):
        if climbs_from(rule) or NOT_YET_PLACED not in box_of(rule, world)[2]:
            continue
        rank = _RANK[rule.tier.value]
        stuck = [
            tier
            for tier in (Tier.VILLAGE, Tier.OFFICE)
            if _RANK[tier.value] >= rank
            and rule.tier is not Tier.JOINT
            and tier.value in box_of(rule, world)[2]
            and not _climb_taken_before(book, place, tier)
        ]
        if stuck:
            words = _("“{rule}”没有写明案件在哪一层级，{tier}办不成的也会再按它派到{target}。").format(
                rule=rule.label, tier=tier_label(stuck[0]), target=tier_label(rule.tier)
            )
            found.append(RuleWarning("sends_back", rule.id, words))
    return tuple(found)


def _climb_taken_before(book: RuleBook, place: int, tier: Tier) -> bool:
    """Whether an earlier rule about nothing but that tier takes every case that climbs from it."""
    taken: Counter[str] = Counter()
    for rule in book.rules[:place]:
        if {item.name for item in rule.conditions} <= {"tier", "tier_exhausted"}:
            taken.update(climbs_from(rule))
    return taken[tier.value] > 0


def _circles(book: RuleBook) -> tuple[RuleWarning, ...]:
    told = []
    for item in circles(book):
        others = "、".join(rule.label for rule in item.others) or item.rule.label
        words = _("“{rule}”把{tier}办不成的又派到{target}，与“{others}”绕圈。").format(
            rule=item.rule.label, tier=tier_label(item.tier), target=tier_label(item.rule.tier), others=others
        )
        told.append(RuleWarning("circle", item.rule.id, words))
    return tuple(told)


def _warning_json(item: RuleWarning) -> dict[str, str]:
    return {"code": item.code, "rule": item.rule, "sentence": item.sentence}
