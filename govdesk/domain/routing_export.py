"""A rule book as the plain data of its file: the way back from `parse_rules`."""

from typing import Any

from govdesk.domain.routing import Condition, Receiver, Rule, RuleBook
from govdesk.domain.routing_conditions import Recurrence


def book_data(book: RuleBook) -> dict[str, Any]:
    """What a rule file holds; `parse_rules(book_data(book))` is the book again."""
    return {
        "version": book.version,
        "author": book.author,
        "effective_on": book.effective_on,
        "rule": [rule_data(rule) for rule in book.rules],
    }


def rule_data(rule: Rule) -> dict[str, Any]:
    """One `[[rule]]`; what is empty is left out."""
    data: dict[str, Any] = {"id": rule.id, "label": rule.label, "tier": rule.tier.value, "receiver": rule.receiver.kind}
    if rule.receiver.kind == "body":
        data["body"] = rule.receiver.body or ""
    if rule.assists:
        data["assists"] = [_assist(item) for item in rule.assists]
    if rule.term:
        data["term"] = rule.term
    if rule.source:
        data["source"] = rule.source
    if not rule.enabled:
        data["enabled"] = False
    for key, negated in (("when", False), ("unless", True)):
        part = {item.name: _value(item) for item in rule.conditions if item.negated is negated}
        if part:
            data[key] = part
    return data


def _assist(receiver: Receiver) -> str:
    return receiver.body or "" if receiver.kind == "body" else receiver.kind


def _value(condition: Condition) -> Any:
    if isinstance(condition.value, Recurrence):
        wanted = condition.value
        return {"same": wanted.same, "days": wanted.days, "at_least": wanted.at_least}
    return list(condition.value) if isinstance(condition.value, tuple) else condition.value
