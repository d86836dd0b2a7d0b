"""回填: which channels want the result back, how soon, and in which columns where no imported table sets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.domain.deadline import Term, parse_term
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import BadInput
from govdesk.domain.vocabulary import Channel

SOURCE = "replies.toml"


@dataclass(frozen=True, slots=True)
class ReplyRule:
    """One channel; `within` runs from the closing."""

    channel: str
    label: str
    within: Term
    columns: tuple[str, ...]
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ReplyRules:
    version: str
    channels: tuple[ReplyRule, ...]

    @property
    def answered(self) -> frozenset[str]:
        return frozenset(rule.channel for rule in self.channels)

    def of(self, channel: str) -> ReplyRule | None:
        return next((rule for rule in self.channels if rule.channel == channel), None)


def parse_replies(data: Mapping[str, Any]) -> ReplyRules:
    """The channels from the parsed file; raises BadInput naming entry and key."""
    root = Entry(data, SOURCE, "")
    rules = ReplyRules(root.text("version"), tuple(_rule(raw) for raw in root.entries("channel")))
    root.finish()
    if len(rules.answered) != len(rules.channels):
        root.refuse("channel", [rule.channel for rule in rules.channels])
    return rules


def _rule(raw: Mapping[str, Any]) -> ReplyRule:
    entry = Entry(raw, SOURCE, f"channel {raw.get('channel', '?')}")
    rule = ReplyRule(
        channel=entry.text("channel"),
        label=entry.text("label"),
        within=_term(entry),
        columns=entry.texts("columns"),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
    )
    entry.finish()
    if rule.channel not in set(Channel):
        entry.refuse("channel", rule.channel)
    if not rule.columns:
        entry.refuse("columns", rule.columns)
    return rule


def _term(entry: Entry) -> Term:
    text = entry.text("within")
    try:
        return parse_term(text)
    except BadInput:
        entry.refuse("within", text)
