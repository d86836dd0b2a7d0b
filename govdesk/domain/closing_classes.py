"""What kind of closed case this is: the conditions by which a class of `follow_ups.toml` or `strike_off.toml` fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from govdesk.domain.case import CaseFile
from govdesk.domain.categories import KINDS, parent_of
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.duty_reports import risks_of
from govdesk.domain.routing_conditions import RISKS
from govdesk.domain.vocabulary import Channel, Tier

OUTCOMES = ("agreed", "refused", "terminated")


@dataclass(frozen=True, slots=True)
class ClosingClass:
    """The part that both dictionaries share. An empty condition fits every case; all of them must fit.

    `outcomes` is how the last mediation ended; `confirmed` is False for a number that the centre has to check.
    """

    code: str
    label: str
    source: str
    confirmed: bool
    risks: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    reopened: bool | None = None

    @property
    def unconditional(self) -> bool:
        lists = (self.risks, self.channels, self.kinds, self.categories, self.tiers, self.outcomes)
        return self.reopened is None and not any(lists)

    def fits(self, file: CaseFile) -> bool:
        case = file.case
        tier = case.closed_tier or case.tier
        return (
            (not self.risks or not self.risks.isdisjoint(risks_of(file)))
            and (not self.channels or case.channel in self.channels)
            and (not self.kinds or case.kind in self.kinds)
            and (not self.categories or not self.categories.isdisjoint((case.category, parent_of(case.category))))
            and (not self.tiers or (tier is not None and tier.value in self.tiers))
            and (not self.outcomes or _last_outcome(file) in self.outcomes)
            and (self.reopened is None or self.reopened == (case.reopen_count > 0))
        )


def read_class(entry: Entry) -> ClosingClass:
    """The shared keys of one entry; `entry.finish` is left to the caller, who reads the rest."""
    return ClosingClass(
        code=entry.text("code"),
        label=entry.text("label"),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
        risks=_codes(entry, "risks", RISKS),
        channels=_codes(entry, "channels", tuple(Channel)),
        kinds=_codes(entry, "kinds", tuple(KINDS)),
        categories=frozenset(entry.texts("categories")),
        tiers=_codes(entry, "tiers", tuple(Tier)),
        outcomes=_codes(entry, "outcomes", OUTCOMES),
        reopened=entry.flag("reopened") if "reopened" in entry else None,
    )


def refuse_wrong_order(root: Entry, classes: Sequence[ClosingClass]) -> None:
    """No code twice; the last class fits every case and no other does, so that each case has exactly one."""
    seen: set[str] = set()
    for position, item in enumerate(classes, start=1):
        if item.code in seen or item.unconditional is not (position == len(classes)):
            root.refuse("class", item.code)
        seen.add(item.code)
    if not classes:
        root.refuse("class", "")


def _codes(entry: Entry, key: str, known: Sequence[str]) -> frozenset[str]:
    given = frozenset(entry.texts(key))
    if not given <= set(known):
        entry.refuse(key, sorted(given - set(known))[0])
    return given


def _last_outcome(file: CaseFile) -> str:
    ended = [item for item in file.mediations if item.ended_at is not None]
    return ended[-1].outcome if ended else ""
