"""A rule file judged against the centre that is to live by it: every fault with file, rule and line."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govdesk.domain.errors import BadInput
from govdesk.domain.routing import SOURCE, KnownCodes, Receiver, Rule, RuleBook, enabled_only, parse_rules
from govdesk.domain.routing_circles import refuse_circles
from govdesk.domain.vocabulary import BodyKind, ClockKind
from govdesk.exchange.rule_files import line_of, read_rule_file
from govdesk.foundation.text import _
from govdesk.services.desk import Desk

RULE_PLACE = "rule "


def load_rules(desk: Desk, path: Path | str) -> RuleBook:
    """The book in a file. Raises BadInput that names file, rule and line."""
    return read_rules(desk, read_rule_file(path), Path(path).name)


def read_rules(desk: Desk, text: str, source: str = SOURCE) -> RuleBook:
    """A rule file checked against the centre's categories, bodies, terms and grids.

    Raises BadInput for what cannot be read, what nobody knows, a circle, a body that was closed.
    """
    data = _parsed(text, source)
    try:
        book = parse_rules(data, known_codes(desk))
        refuse_circles(book)
        refuse_unfit_bodies(desk, book)
    except BadInput as error:
        raise placed(error, text, source) from error
    return book


def parse_stored(text: str, source: str) -> RuleBook:
    """A book that was judged once: what it names may be gone since. Raises BadInput where it cannot be read."""
    try:
        return parse_rules(_parsed(text, source))
    except BadInput as error:
        raise placed(error, text, source) from error


def known_codes(desk: Desk) -> KnownCodes:
    """What a rule may name at this centre, closed bodies among it (they are told apart by `refuse_unfit_bodies`)."""
    return KnownCodes(
        categories=frozenset(category.code for category in desk.rules.categories),
        bodies=frozenset(desk.bodies.by_code),
        terms=frozenset(rule.code for rule in desk.rules.terms.groups[ClockKind.HANDLER.value]),
        grids=frozenset(row.code for row in desk.grids.values()),
    )


def refuse_unfit_bodies(desk: Desk, book: RuleBook) -> None:
    """Raises BadInput for a rule that sends to a body that was closed (`routing_body_closed`) or to a department of
    the county (`routing_body_county`), which is called and answers (乡呼县应)."""
    for rule, key, receiver in bodies_named(book):
        body = desk.bodies.by_code.get(receiver.body or "")
        if body is None or (body.open and body.kind is not BodyKind.COUNTY_DEPARTMENT):
            continue
        facts = {"source": SOURCE, "place": f"{RULE_PLACE}{rule.id}", "key": key, "rule": rule.label}
        code = "routing_body_county" if body.open else "routing_body_closed"
        raise BadInput(code, {**facts, "body": body.name})


def bodies_named(book: RuleBook) -> Iterator[tuple[Rule, str, Receiver]]:
    """Every body that a rule names itself: (rule, key of the file, receiver)."""
    for rule in enabled_only(book).rules:
        if rule.receiver.kind == "body":
            yield rule, "body", rule.receiver
        for helper in rule.assists:
            if helper.kind == "body":
                yield rule, "assists", helper


def placed(error: BadInput, text: str, source: str) -> BadInput:
    """The same fault with the file's own name, and the place as a person finds it: 规则 x，第 12 行."""
    place, key = str(error.facts.get("place", "")), str(error.facts.get("key", ""))
    rule_id = place.removeprefix(RULE_PLACE) if place.startswith(RULE_PLACE) else ""
    line = line_of(text, rule_id, key)
    words = _("规则 {rule}").format(rule=rule_id) if rule_id else _("文件开头")
    if line is not None:
        words = _("{place}，第 {line} 行").format(place=words, line=line)
    return BadInput(error.code, {**error.facts, "source": source, "place": words, "rule_id": rule_id, "line": line})


def _parsed(text: str, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("dictionary_unreadable", {"source": source, "why": str(error)}) from error
