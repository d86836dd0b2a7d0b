"""Guards of the supervision ladder, of lawful exclusions and of the notice to the citizen."""

from collections.abc import Callable
from datetime import datetime, time

from govdesk.domain.case import CaseFile
from govdesk.domain.clocks import EXCLUSION, Timekeeper, statutory_rule
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Guard
from govdesk.domain.lifecycle_exclusions import day_after, day_of, untold
from govdesk.domain.supervision import LISTING, LISTING_PROPOSAL, SUPERVISE
from govdesk.domain.vocabulary import Role


def somebody_has_it(file: CaseFile, around: Circumstances) -> None:
    """A person urges a body; what lies at the centre itself is the program's to remind of."""
    if file.case.handler_id is None and around.actor.role is not Role.ADMINISTRATOR:
        raise RuleViolation("nobody_to_urge", {"number": file.case.number})


def supervision_is_open(file: CaseFile, _around: Circumstances) -> None:
    if not _is_open(file, SUPERVISE):
        raise RuleViolation("no_supervision_open", {})


def not_proposed_yet(file: CaseFile, _around: Circumstances) -> None:
    if _is_open(file, LISTING_PROPOSAL) or _is_open(file, LISTING):
        raise RuleViolation("proposed_already", {"number": file.case.number})


def not_listed_yet(file: CaseFile, _around: Circumstances) -> None:
    if _is_open(file, LISTING):
        raise RuleViolation("listed_already", {"number": file.case.number})


def listing_is_proposed(file: CaseFile, _around: Circumstances) -> None:
    if not _is_open(file, LISTING_PROPOSAL):
        raise RuleViolation("not_proposed", {})


def is_listed(file: CaseFile, _around: Circumstances) -> None:
    if not _is_open(file, LISTING):
        raise RuleViolation("not_listed", {})


def exclusion_is_lawful(file: CaseFile, around: Circumstances) -> None:
    """Only what the law says of this very limit is not counted (医疗纠纷预防和处理条例 §38: 鉴定)."""
    rule = statutory_rule(file.case, around.keeper)
    if rule is None:
        raise RuleViolation("no_statutory_limit", {"number": file.case.number})
    lawful = around.keeper.terms.exclusions_of(rule.code)
    if around.text("kind") and around.text("kind") not in {item.code for item in lawful}:
        known = "、".join(item.label for item in lawful) or "—"
        raise RuleViolation("exclusion_not_lawful", {"limit": rule.label, "known": known})


def exclusion_days_fit(file: CaseFile, around: Circumstances) -> None:
    """Inside the life of the case, in order, and beside no other exclusion."""
    since, until = day_of(around, "since"), day_of(around, "until")
    running = next((item for item in file.side_records if item.kind == EXCLUSION and item.state == "open"), None)
    if running is not None:
        raise RuleViolation("exclusion_running", {"since": running.opened_at.date()})
    if since is None or since < file.case.received_at.date() or since > around.now.date():
        raise RuleViolation("exclusion_days_wrong", {})
    if until is not None and not since <= until <= around.now.date():
        raise RuleViolation("exclusion_days_wrong", {})
    begin, end = datetime.combine(since, time()), day_after(until or around.now.date())
    for item in file.side_records:
        if item.kind == EXCLUSION and item.ended_at and item.opened_at < end and begin < item.ended_at:
            raise RuleViolation("exclusion_overlaps", {"since": item.opened_at.date()})


def exclusion_can_end(file: CaseFile, around: Circumstances) -> None:
    running = next((item for item in file.side_records if item.kind == EXCLUSION and item.state == "open"), None)
    if running is None:
        raise RuleViolation("no_exclusion_running", {})
    until = day_of(around, "until")
    if until is not None and not running.opened_at.date() <= until <= around.now.date():
        raise RuleViolation("exclusion_days_wrong", {})


def something_to_tell(file: CaseFile, around: Circumstances) -> None:
    request = untold(file)
    if request is None:
        raise RuleViolation("nothing_to_tell", {})
    told_on = day_of(around, "told_on")
    if told_on is None or request.decided_at is None:
        return
    if not request.decided_at.date() <= told_on <= around.now.date():
        raise RuleViolation("told_on_wrong", {"decided": request.decided_at.date()})


def _is_open(file: CaseFile, kind: str) -> bool:
    return any(item.kind == kind and item.state == "open" for item in file.side_records)


SUPERVISION_GUARDS: dict[str, Guard] = {
    function.__name__: function
    for function in (
        somebody_has_it,
        supervision_is_open,
        not_proposed_yet,
        not_listed_yet,
        listing_is_proposed,
        is_listed,
        exclusion_is_lawful,
        exclusion_days_fit,
        exclusion_can_end,
        something_to_tell,
    )
}
SUPERVISION_MOMENTS = frozenset(
    {
        "receiver_not_independent",
        "somebody_has_it",
        "supervision_is_open",
        "not_proposed_yet",
        "not_listed_yet",
        "listing_is_proposed",
        "is_listed",
    }
)
"""Guards that do not look at the values: they decide whether an action is offered at all."""

SUPERVISION_OBJECTS: dict[str, Callable[[CaseFile, Timekeeper], bool]] = {
    "answer_supervision": lambda file, _keeper: _is_open(file, SUPERVISE),
    "decline_listing": lambda file, _keeper: _is_open(file, LISTING_PROPOSAL),
    "unlist": lambda file, _keeper: _is_open(file, LISTING),
    "tell_citizen": lambda file, _keeper: untold(file) is not None,
    "exclude": lambda file, keeper: statutory_rule(file.case, keeper) is not None and not _is_open(file, EXCLUSION),
    "end_exclusion": lambda file, _keeper: _is_open(file, EXCLUSION),
}
"""Does the action have an object on this case? What has none is not shown at all."""
