"""The dictionaries in force: the shipped TOML files, or what the centre has stored in their place."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from govdesk.domain.categories import Categories, parse_categories
from govdesk.domain.channels import Channels, parse_channels
from govdesk.domain.clocks import Timekeeper
from govdesk.domain.duty_reports import GuardRules, parse_guard_rules
from govdesk.domain.errors import BadInput
from govdesk.domain.follow_ups import FollowUpRules, parse_follow_ups
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.remedies import Remedy, parse_remedies
from govdesk.domain.replies import ReplyRules, parse_replies
from govdesk.domain.routing import KnownCodes, Router, RuleBook, compile_rules, parse_rules
from govdesk.domain.routing_circles import refuse_circles
from govdesk.domain.strike_off import StrikeOffRules, parse_strike_off
from govdesk.domain.supervision import Ladder, parse_supervision
from govdesk.domain.terms import Terms, parse_terms
from govdesk.domain.transitions import TransitionTable, parse_transitions
from govdesk.domain.urgency import UrgentWords, parse_urgent_words
from govdesk.domain.vocabulary import ClockKind
from govdesk.domain.whistles import WhistleRules, parse_whistles
from govdesk.domain.working_calendar import WorkingCalendar
from govdesk.foundation import paths

T = TypeVar("T")


@dataclass(frozen=True)
class Rules:
    """Every dictionary of one opened desk, validated together.

    `routing_fault` is what is wrong with the stored rule book in force. While there is one, no rule decides:
    `router` is empty and every case waits for a person.
    """

    terms: Terms
    categories: Categories
    channels: Channels
    transitions: TransitionTable
    routing: RuleBook
    router: Router
    whistles: WhistleRules
    supervision: Ladder
    urgent_words: UrgentWords
    guards: GuardRules
    follow_ups: FollowUpRules
    strike_off: StrikeOffRules
    replies: ReplyRules
    remedies: dict[str, Remedy]
    calendar: WorkingCalendar
    routing_fault: BadInput | None = None

    @property
    def keeper(self) -> Timekeeper:
        return Timekeeper(self.terms, self.calendar)


def make_rules(calendar: WorkingCalendar, stored: dict[str, str], bodies: frozenset[str] | None = None) -> Rules:
    """`stored` maps a subject (routing, terms, categories) to the TOML text that the centre put in its place.

    A stored rule book that cannot be read stops nobody's work: see `Rules.routing_fault`.
    """
    terms = _parsed("terms", parse_terms, stored)
    categories = _parsed("categories", parse_categories, stored)
    known = KnownCodes(
        categories=frozenset(item.code for item in categories),
        bodies=bodies,
        terms=frozenset(rule.code for rule in terms.groups[ClockKind.HANDLER.value]),
    )
    book, router, fault = _routing(stored, known)
    return Rules(
        terms=terms,
        categories=categories,
        channels=_as_shipped("channels", parse_channels),
        transitions=_as_shipped("transitions", _transitions),
        routing=book,
        router=router,
        whistles=_parsed("whistles", parse_whistles, stored),
        supervision=_parsed("supervision", parse_supervision, stored),
        urgent_words=_parsed("urgent_words", parse_urgent_words, stored),
        guards=_parsed("guards", parse_guard_rules, stored),
        follow_ups=_parsed("follow_ups", parse_follow_ups, stored),
        strike_off=_parsed("strike_off", parse_strike_off, stored),
        replies=_parsed("replies", parse_replies, stored),
        remedies=_parsed("remedies", parse_remedies, stored),
        calendar=calendar,
        routing_fault=fault,
    )


def _parsed(subject: str, parse: Callable[[dict[str, Any]], T], stored: dict[str, str]) -> T:
    return parse(_stored(subject, stored)) if subject in stored else _as_shipped(subject, parse)


def _routing(stored: dict[str, str], known: KnownCodes) -> tuple[RuleBook, Router, BadInput | None]:
    """The book in force. A shipped one that is broken is a fault of the program and raises."""
    if "routing" not in stored:
        return *_shipped_routing(known), None
    try:
        book = parse_rules(_stored("routing", stored), known)
        refuse_circles(book)
    except BadInput as error:
        return NO_RULES, compile_rules(NO_RULES), error
    return book, compile_rules(book), None


NO_RULES = RuleBook("", "", date.min, ())
"""What is in force while the stored rule book is broken."""


def _stored(subject: str, stored: dict[str, str]) -> dict[str, Any]:
    try:
        return tomllib.loads(stored[subject])
    except tomllib.TOMLDecodeError as error:
        raise BadInput("dictionary_unreadable", {"source": subject, "why": str(error)}) from error


# What came with the program never changes while it runs: it is parsed once, however often a desk reloads.


@cache
def _as_shipped(subject: str, parse: Callable[[dict[str, Any]], T]) -> T:
    return parse(shipped(subject))


@lru_cache(maxsize=8)
def _shipped_routing(known: KnownCodes) -> tuple[RuleBook, Router]:
    book = parse_rules(shipped("routing_rules"), known)
    return book, compile_rules(book)


def _transitions(data: dict[str, Any]) -> TransitionTable:
    return parse_transitions(data, frozenset(GUARDS))


@cache
def shipped(name: str) -> dict[str, Any]:
    """A dictionary as it came with the program. Raises BadInput when the file is missing or broken."""
    file = paths.resources() / "dictionaries" / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput("resource_missing", {"file": file.name}) from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput("dictionary_unreadable", {"source": file.name, "why": str(error)}) from error
