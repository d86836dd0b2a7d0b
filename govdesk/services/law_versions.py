"""The versions of the law of the street, and what one says otherwise than another, rule by rule, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.routing import Rule, parse_rules
from govdesk.domain.rule_draft import BookDraft
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.routing import routing_labels, rule_versions, stored_book
from govdesk.services.rule_editing import draft_sentence, newest_version, rules_in_force
from govdesk.storage.queries.rule_versions import RuleVersionRow


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """`kind`: added, removed, changed, moved, switched_on, switched_off. `before`, `after`: the rule's sentences."""

    kind: str
    rule: str
    label: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LawVersion:
    """`state`: in_force, coming, past, broken (in force by its date, but it cannot be read).

    `stored_at` is None for the law that came with the program.
    """

    version: str
    author: str
    effective_on: date
    stored_at: datetime | None
    state: str


def law_versions(desk: Desk, actor: Actor) -> tuple[LawVersion, ...]:
    """Every version that there is, the newest first, the one that came with the program last."""
    today = desk.clock.now().date()
    rows = rule_versions(desk, actor)
    ruling = [row for row in rows if row.effective_on <= today]
    in_force = max(ruling, key=lambda row: (row.effective_on, row.stored_at), default=None)
    reading = "broken" if desk.rules.routing_fault is not None else "in_force"

    def state(row: RuleVersionRow) -> str:
        return reading if row is in_force else "coming" if row.effective_on > today else "past"

    first = parse_rules(shipped("routing_rules"))
    shipped_state = "in_force" if in_force is None else "past"
    return (
        *(LawVersion(row.version, row.author, row.effective_on, row.stored_at, state(row)) for row in rows),
        LawVersion(first.version, first.author, first.effective_on, None, shipped_state),
    )


def newest_rules(desk: Desk) -> BookDraft:
    """What an editor begins from: the version saved last, though its day has not come yet, else the law in force."""
    try:
        book = stored_book(desk, newest_version(desk))
    except (BadInput, RuleViolation):
        return rules_in_force(desk)
    if book.effective_on <= desk.clock.now().date():
        return rules_in_force(desk)
    return BookDraft(book.version, book.rules)


def compare_rules(desk: Desk, before: Sequence[Rule], after: Sequence[Rule]) -> tuple[RuleDifference, ...]:
    """The differences in the order of `after`, what is gone at the end; a rule that only gave way to others is none."""
    old, new = {rule.id: rule for rule in before}, {rule.id: rule for rule in after}
    moved = _moved(list(old), list(new))
    labels = routing_labels(desk)

    def said(rule: Rule | None) -> str:
        if rule is None:
            return ""
        words = draft_sentence(desk, rule, labels)
        return _("{words}（理由：{source}）").format(words=words, source=rule.source) if rule.source else words

    found = []
    for place, rule in enumerate(after, start=1):
        kind = _kind(old.get(rule.id), rule, rule.id in moved)
        if kind:
            known = old.get(rule.id)
            before_name = known.label if known is not None else ""
            found.append(_difference(kind, rule, said(known), said(rule), place, before_name))
    found += [_difference("removed", rule, said(rule), "", 0, rule.label) for rule in before if rule.id not in new]
    return tuple(found)


def _kind(old: Rule | None, new: Rule, moved: bool) -> str:
    if old is None:
        return "added"
    if old.enabled is not new.enabled:
        return "switched_on" if new.enabled else "switched_off"
    if old != new:
        return "changed"
    return "moved" if moved else ""


def _difference(kind: str, rule: Rule, before: str, after: str, place: int, named: str) -> RuleDifference:
    words: Mapping[str, str] = {
        "added": _("新增“{rule}”（第 {place} 条）"),
        "removed": _("删去“{rule}”"),
        "changed": _("改动“{rule}”"),
        "moved": _("“{rule}”移到第 {place} 条"),
        "switched_on": _("启用“{rule}”"),
        "switched_off": _("停用“{rule}”"),
    }
    told = words[kind].format(rule=rule.label, place=place)
    if kind == "changed" and named != rule.label:
        told = _("{told}（原名“{named}”）").format(told=told, named=named)
    return RuleDifference(kind, rule.id, rule.label, before, after, told)


def _moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The least number of rules that must have been carried elsewhere: those outside the longest common order."""
    places = {rule: place for place, rule in enumerate(old)}
    kept = [rule for rule in new if rule in places]
    best: list[tuple[int, int]] = []  # length of the longest rising row that ends here, and where it came from
    for at, rule in enumerate(kept):
        before = [(best[k][0], k) for k in range(at) if places[kept[k]] < places[rule]]
        length, came = max(before, default=(0, -1))
        best.append((length + 1, came))
    staying = set()
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while at >= 0:
        staying.add(kept[at])
        at = best[at][1]
    return frozenset(kept) - staying
