"""A mediator as the register keeps him (人民调解法 §13, §14; capability 89)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from govdesk.domain.errors import RuleViolation

KINDS = ("full_time", "part_time", "invited", "elder")
"""专职, 兼职, 特邀, 说理小组的乡贤长辈."""
HEAD = "主任"
MEMBERS = (HEAD, "副主任", "委员")
FEWEST_MEMBERS, MOST_MEMBERS = 3, 9


@dataclass(frozen=True, slots=True)
class Mediator:
    """`valid_from`, `valid_to` bound the time in office; an empty bound is open."""

    name: str
    committee_id: int
    number: str = ""
    kind: str = ""
    office: str = ""
    team: str = ""
    specialities: tuple[str, ...] = field(default_factory=tuple)
    phone: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    id: int | None = None
    version: int = 0

    def is_in_office(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def refuse_incomplete(mediator: Mediator) -> None:
    """A name, a known kind, a time in office that does not end before it begins. Raises RuleViolation."""
    if not mediator.name.strip():
        raise RuleViolation("mediator_name_missing", {})
    if mediator.kind and mediator.kind not in KINDS:
        raise RuleViolation("mediator_kind_unknown", {"kind": mediator.kind})
    if mediator.valid_from and mediator.valid_to and mediator.valid_to < mediator.valid_from:
        raise RuleViolation("mediator_term_wrong", {"from": mediator.valid_from, "until": mediator.valid_to})


def composition_faults(offices: Mapping[str, int]) -> list[tuple[str, int]]:
    """What 人民调解法 §8 asks of a committee: three to nine members, one of them its head; `offices` counts people.

    → ("members", how many), ("heads", how many); nothing while no entry of the committee tells a member's office.
    """
    told = {name.strip(): count for name, count in offices.items()}
    members = sum(told.get(name, 0) for name in MEMBERS)
    if not members:
        return []
    heads = told.get(HEAD, 0)
    faults = [("members", members)] if not FEWEST_MEMBERS <= members <= MOST_MEMBERS else []
    return [*faults, ("heads", heads)] if heads != 1 else faults
