"""The guards of merging and of the tie to an earlier case; each passes silently or raises RuleViolation."""

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Guard
from govdesk.domain.lifecycle_merging import POSSIBLE_REPEAT
from govdesk.domain.vocabulary import Status


def master_is_other(file: CaseFile, around: Circumstances) -> None:
    if around.text("master").upper() in ("", file.case.number):
        raise RuleViolation("master_is_itself", {})


def master_can_take(_file: CaseFile, around: Circumstances) -> None:
    """Open, and not merged itself: no chains."""
    status = around.text("master_status")
    facts = {"master": around.text("master"), "status": status}
    if around.text("master_into"):
        raise RuleViolation("master_is_merged", {**facts, "into": around.text("master_into")})
    if status and not Status(status).is_open:
        raise RuleViolation("master_not_open", facts)


def nothing_merged_here(file: CaseFile, around: Circumstances) -> None:
    """A case that holds merged ones is no longer free: merged again it made a chain, cancelled it took them along."""
    if around.merged_here:
        raise RuleViolation("holds_merged_cases", {"number": file.case.number, "count": around.merged_here})


def earlier_is_other(file: CaseFile, around: Circumstances) -> None:
    if around.values.get("earlier_id") in (None, file.case.id):
        raise RuleViolation("earlier_is_itself", {})


def looks_like_a_repeat(file: CaseFile, _around: Circumstances) -> None:
    if file.case.repeat_of_id is None and POSSIBLE_REPEAT not in file.case.flags:
        raise RuleViolation("not_a_repeat_anyway", {"number": file.case.number})


MERGING_GUARDS: dict[str, Guard] = {
    function.__name__: function
    for function in (master_is_other, master_can_take, nothing_merged_here, earlier_is_other, looks_like_a_repeat)
}
