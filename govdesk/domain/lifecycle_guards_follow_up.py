"""Guards of what follows a closing: answers that fit together, visits made, evidence, one reply to the source."""

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.follow_ups import DONE, OPEN, UNREACHED, current_visits, visits_since_closing, was_planned
from govdesk.domain.lifecycle import Circumstances, Guard
from govdesk.domain.lifecycle_follow_up import reply_of, was_reached
from govdesk.domain.vocabulary import Status

TOLD_WITHOUT_RESULT = frozenset({Status.MERGED, Status.NOT_ACCEPTED})
"""What ended without a result of its own: the source is told where the matter went."""


def visit_answers_fit(_file: CaseFile, around: Circumstances) -> None:
    """解决 and 满意 are answers of somebody who was reached; solved is said, satisfied may be left open."""
    reached = was_reached(around)
    if reached is None:
        raise RuleViolation("reached_unclear", {})
    if reached and around.flag("solved") is None:
        raise RuleViolation("solved_unclear", {})
    if not reached and (around.flag("solved") or around.text("satisfied")):
        raise RuleViolation("answer_without_reaching", {})


def follow_ups_done(file: CaseFile, around: Circumstances) -> None:
    """Every visit of the class was made or ended as 未接通; a class that draws a sample may leave a case without.

    What was closed elsewhere has no plan: one visit that found it solved is enough, or as many tries in vain.
    """
    tries = around.follow_ups.tries
    if was_planned(file):
        waiting = [item for item in current_visits(file) if item.state == OPEN]
        if waiting and not any(item.state in (DONE, UNREACHED) for item in current_visits(file)):
            raise RuleViolation("follow_up_missing", {"tries": tries})
        if waiting:
            raise RuleViolation("visits_waiting", {"count": len(waiting), "due": waiting[0].due_at})
        return
    visits = visits_since_closing(file)
    if any(item.reached and item.solved for item in visits):
        return
    if sum(not item.reached for item in visits) < tries:
        raise RuleViolation("follow_up_missing", {"tries": tries})


def evidence_or_reason(file: CaseFile, around: Circumstances) -> None:
    """By class: evidence, or, where the class lets it stand in, the reason why there is none."""
    if around.text("evidence"):
        return
    found = around.strike_off.class_of(file)
    if not around.text("reason"):
        raise RuleViolation("evidence_missing", {})
    if found is not None and not found.reason_suffices:
        raise RuleViolation("evidence_needed", {"class": found.when.label, "examples": found.examples})


def reply_is_owed(file: CaseFile, around: Circumstances) -> None:
    if file.case.channel not in around.answered_channels:
        raise RuleViolation("no_source_to_answer", {"number": file.case.number})
    if file.case.status in TOLD_WITHOUT_RESULT and around.ended_at is None:
        raise RuleViolation("no_source_to_answer", {"number": file.case.number})
    reply = reply_of(file, around.ended_at or file.case.closed_at)
    if reply is not None:
        raise RuleViolation("replied_already", {"number": file.case.number, "at": reply.opened_at})


FOLLOW_UP_GUARDS: dict[str, Guard] = {
    function.__name__: function for function in (visit_answers_fit, follow_ups_done, evidence_or_reason, reply_is_owed)
}
