"""Rules that lead round in a circle: what a tier tried in vain is sent back to it or below it."""

from dataclasses import dataclass

from govdesk.domain.errors import BadInput
from govdesk.domain.routing import SOURCE, Rule, RuleBook, enabled_only
from govdesk.domain.routing_conditions import NOT_YET_PLACED
from govdesk.domain.vocabulary import Tier

_RANK = {tier.value: rank for rank, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Circle:
    """`rule` sends what `tier` tried in vain not upwards; `others` are the rules that bring it up to `tier` again."""

    rule: Rule
    tier: Tier
    others: tuple[Rule, ...]


def circles(book: RuleBook) -> tuple[Circle, ...]:
    """A case climbs (小事不出村，大事不出街道): each rule about a tier tried in vain must lead above that tier."""
    found = []
    book = enabled_only(book)
    for rule in book.rules:
        for tier in sorted(climbs_from(rule), key=_RANK.__getitem__):
            if _RANK[tier] >= _RANK[rule.tier.value]:
                found.append(Circle(rule, Tier(tier), _way_up(book, rule, tier)))
    return tuple(found)


def refuse_circles(book: RuleBook) -> None:
    """Raises BadInput `routing_circle` that names the rule, the tiers and who closes the circle."""
    for circle in circles(book):
        raise BadInput(
            "routing_circle",
            {
                "source": SOURCE,
                "place": f"rule {circle.rule.id}",
                "key": "tier",
                "rule": circle.rule.label,
                "tier": circle.tier.value,
                "to_tier": circle.rule.tier.value,
                "others": "、".join(rule.label for rule in circle.others) or circle.rule.label,
            },
        )


def climbs_from(rule: Rule) -> frozenset[str]:
    """The tiers whose failure the rule speaks of: by where the case stands, else by what was tried in vain."""
    said: dict[tuple[str, bool], set[str]] = {}
    for condition in rule.conditions:
        if condition.name in ("tier", "tier_exhausted"):
            said.setdefault((condition.name, condition.negated), set()).update(condition.value)
    wanted = said.get(("tier", False)) or said.get(("tier_exhausted", False)) or set()
    excepted = said.get(("tier", True), set()) | said.get(("tier_exhausted", True), set())
    return frozenset(wanted - excepted - {NOT_YET_PLACED})


def _way_up(book: RuleBook, start: Rule, goal: str) -> tuple[Rule, ...]:
    """The rules by which a case comes from where `start` sends it up to `goal` again; empty when none does."""
    ways: dict[str, tuple[Rule, ...]] = {start.tier.value: ()}
    waiting = [start.tier.value]
    while waiting:
        tier = waiting.pop(0)
        if tier == goal:
            return ways[tier]
        for rule in book.rules:
            if tier in climbs_from(rule) and rule.tier.value not in ways:
                ways[rule.tier.value] = (*ways[tier], rule)
                waiting.append(rule.tier.value)
    return ()
