"""Who presides over a mediation, under whose name, with whose seal, on which papers: bound together as data.

A street office never issues under the mediation committee's name (人民调解法 §8, §29).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.domain.body import Body
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.vocabulary import BodyKind


@dataclass(frozen=True, slots=True)
class Presiding:
    """A sort of committee. `levels` are the grid levels where it sits; `seal` the words at the place of the seal."""

    code: str
    label: str
    levels: frozenset[str]
    without_grid: bool
    seal: str


@dataclass(frozen=True, slots=True)
class PresidingTable:
    version: str
    sorts: tuple[Presiding, ...]
    papers: frozenset[str]

    def sort_of(self, level: str | None) -> Presiding | None:
        """The sort of a committee that sits at a grid of this level; None when it belongs to no grid."""
        for sort in self.sorts:
            if level in sort.levels or (level is None and sort.without_grid):
                return sort
        return None


def parse_presiding(data: Mapping[str, Any]) -> PresidingTable:
    """Raises BadInput `presiding_unreadable`."""
    try:
        sorts = tuple(
            Presiding(
                code=str(entry["code"]),
                label=str(entry["label"]),
                levels=frozenset(entry["levels"]),
                without_grid=bool(entry.get("without_grid", False)),
                seal=str(entry["seal"]),
            )
            for entry in data["presiding"]
        )
        return PresidingTable(str(data["version"]), sorts, frozenset(data["papers"]["committee"]))
    except (KeyError, TypeError) as error:
        raise BadInput("presiding_unreadable", {"detail": str(error)}) from error


def presiding_of(table: PresidingTable, committee: Body | None, level: str | None, paper: str) -> Presiding:
    """The binding under which the committee issues a paper. Raises RuleViolation `no_committee`, `presiding_…`."""
    if committee is None or committee.kind is not BodyKind.MEDIATION_COMMITTEE:
        raise RuleViolation("no_committee", {})
    sort = table.sort_of(level)
    if sort is None or paper not in table.papers:
        raise RuleViolation("presiding_may_not_issue", {"body": committee.name, "paper": paper})
    return sort
