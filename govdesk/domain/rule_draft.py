"""A rule book in the making: every change gives a new draft, and what is not finished yet is allowed to stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from govdesk.domain.errors import BadInput
from govdesk.domain.routing import RECEIVER_KINDS, Condition, Receiver, Rule, RuleBook
from govdesk.domain.routing_conditions import PREDICATES, Recurrence
from govdesk.domain.routing_export import rule_data
from govdesk.domain.vocabulary import Tier

_FIRST_VALUES: Mapping[str, Any] = {
    "codes": (),
    "words": (),
    "flag": True,
    "at_least": 1,
    "at_most": 1,
    "recurrence": Recurrence("place_and_kind", 30, 3),
}


@dataclass(frozen=True, slots=True)
class BookDraft:
    """`based_on` is the version it began as; `version`, `author`, `effective_on` are what it is to be saved as."""

    based_on: str
    rules: tuple[Rule, ...]
    version: str = ""
    author: str = ""
    effective_on: date | None = None

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def place(self, rule_id: str) -> int:
        """Where the rule stands, from 0. Raises BadInput `no_such_rule`."""
        for place, rule in enumerate(self.rules):
            if rule.id == rule_id:
                return place
        raise BadInput("no_such_rule", {"rule": rule_id})

    def book(self) -> RuleBook:
        """As a rule book, finished or not; `parse_rules` judges it."""
        return RuleBook(self.version, self.author, self.effective_on or date.min, self.rules)


def draft_of(book: RuleBook) -> BookDraft:
    """Everything of the book but its name: a changed law is a new version."""
    return BookDraft(book.version, book.rules)


def add_rule(draft: BookDraft, label: str, after: str | None = None) -> tuple[BookDraft, str]:
    """A new empty rule below `after` (at the end when None), and its id."""
    made = Rule(_free_id(draft, "rule"), label, (), Tier.OFFICE, Receiver("duty_office"))
    return _insert(draft, made, after), made.id


def duplicate_rule(draft: BookDraft, rule_id: str, label: str) -> tuple[BookDraft, str]:
    """The same rule again, right below, under an id of its own."""
    original = draft.rules[draft.place(rule_id)]
    copy = replace(original, id=_free_id(draft, original.id), label=label)
    return _insert(draft, copy, rule_id), copy.id


def remove_rule(draft: BookDraft, rule_id: str) -> BookDraft:
    place = draft.place(rule_id)
    return replace(draft, rules=(*draft.rules[:place], *draft.rules[place + 1 :]))


def move_rule(draft: BookDraft, rule_id: str, place: int) -> BookDraft:
    """The rule at `place` (from 0) of the new order; a place beyond the ends is the end."""
    kept = list(draft.rules)
    moved = kept.pop(draft.place(rule_id))
    kept.insert(max(0, min(place, len(kept))), moved)
    return replace(draft, rules=tuple(kept))


def change_rule(draft: BookDraft, rule_id: str, **changes: Any) -> BookDraft:
    """Label, tier, receiver, assists, term, source or enabled anew; a tier that has no assists drops them."""
    place = draft.place(rule_id)
    changed = replace(draft.rules[place], **changes)
    if changed.tier is not Tier.JOINT and changed.assists:
        changed = replace(changed, assists=())
    return replace(draft, rules=(*draft.rules[:place], changed, *draft.rules[place + 1 :]))


def add_condition(draft: BookDraft, rule_id: str, name: str, negated: bool = False) -> BookDraft:
    """A condition from the menu with a first value. Raises BadInput `condition_stands_already`, `no_such_condition`."""
    if name not in PREDICATES:
        raise BadInput("no_such_condition", {"condition": name})
    rule = draft.rules[draft.place(rule_id)]
    if any((item.name, item.negated) == (name, negated) for item in rule.conditions):
        raise BadInput("condition_stands_already", {"rule": rule.label})
    added = Condition(name, _FIRST_VALUES[PREDICATES[name].shape], negated)
    return change_rule(draft, rule_id, conditions=in_order((*rule.conditions, added)))


def set_condition(draft: BookDraft, rule_id: str, name: str, negated: bool, value: Any) -> BookDraft:
    """Another value for a condition that stands."""
    rule = draft.rules[draft.place(rule_id)]
    conditions = tuple(
        replace(item, value=value) if (item.name, item.negated) == (name, negated) else item for item in rule.conditions
    )
    return change_rule(draft, rule_id, conditions=conditions)


def turn_condition(draft: BookDraft, rule_id: str, name: str, negated: bool) -> BookDraft:
    """The condition becomes its contrary, its value as it is. Raises BadInput `condition_stands_already`."""
    rule = draft.rules[draft.place(rule_id)]
    if any((item.name, item.negated) == (name, not negated) for item in rule.conditions):
        raise BadInput("condition_stands_already", {"rule": rule.label})
    turned = (
        replace(item, negated=not negated) if (item.name, item.negated) == (name, negated) else item
        for item in rule.conditions
    )
    return change_rule(draft, rule_id, conditions=in_order(tuple(turned)))


def drop_condition(draft: BookDraft, rule_id: str, name: str, negated: bool) -> BookDraft:
    rule = draft.rules[draft.place(rule_id)]
    kept = tuple(item for item in rule.conditions if (item.name, item.negated) != (name, negated))
    return change_rule(draft, rule_id, conditions=kept)


def in_order(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """As a rule file gives them back: what must hold first, each part in the order of the predicates."""
    order = list(PREDICATES)
    return tuple(sorted(conditions, key=lambda item: (item.negated, order.index(item.name))))


def draft_data(draft: BookDraft) -> dict[str, Any]:
    """For the shelf of unfinished texts: JSON."""
    return {
        "based_on": draft.based_on,
        "version": draft.version,
        "author": draft.author,
        "effective_on": draft.effective_on.isoformat() if draft.effective_on else "",
        "rules": [rule_data(rule) for rule in draft.rules],
    }


def draft_from_data(data: Mapping[str, Any]) -> BookDraft:
    """The draft again. What does not fit any more (a condition that is gone) raises BadInput `draft_unreadable`."""
    try:
        day = data["effective_on"]
        return BookDraft(
            based_on=str(data["based_on"]),
            rules=tuple(_rule(item) for item in data["rules"]),
            version=str(data["version"]),
            author=str(data["author"]),
            effective_on=date.fromisoformat(day) if day else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("draft_unreadable", {"why": str(error)}) from error


def _rule(data: Mapping[str, Any]) -> Rule:
    conditions = [
        Condition(name, _value(name, value), negated)
        for key, negated in (("when", False), ("unless", True))
        for name, value in data.get(key, {}).items()
    ]
    kind = data["receiver"]
    return Rule(
        id=data["id"],
        label=data["label"],
        conditions=in_order(conditions),
        tier=Tier(data["tier"]),
        receiver=Receiver(kind, data.get("body") if kind == "body" else None),
        assists=tuple(_assist(code) for code in data.get("assists", ())),
        term=data.get("term", ""),
        source=data.get("source", ""),
        enabled=bool(data.get("enabled", True)),
    )


def _assist(code: str) -> Receiver:
    return Receiver(code) if code in RECEIVER_KINDS and code != "body" else Receiver("body", code)


def _value(name: str, value: Any) -> Any:
    shape = PREDICATES[name].shape
    if shape == "recurrence":
        return Recurrence(value["same"], value["days"], value["at_least"])
    return tuple(value) if shape in ("codes", "words") else value


def _insert(draft: BookDraft, rule: Rule, after: str | None) -> BookDraft:
    place = len(draft.rules) if after is None else draft.place(after) + 1
    return replace(draft, rules=(*draft.rules[:place], rule, *draft.rules[place:]))


def _free_id(draft: BookDraft, stem: str) -> str:
    taken = {rule.id for rule in draft.rules}
    number = 2 if stem in taken else 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
