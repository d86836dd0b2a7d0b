"""The guards of whistles, county calls and task forces; each passes silently or raises RuleViolation."""

from datetime import date

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Guard
from govdesk.domain.lifecycle_county_call import COUNTY_CALL, is_unanswered, open_county_calls
from govdesk.domain.lifecycle_task_force import membership
from govdesk.domain.lifecycle_whistle import blower_of
from govdesk.domain.task_force import refuse_limit
from govdesk.domain.vocabulary import BodyKind
from govdesk.domain.whistles import WHISTLE, calls_of


def offices_can_be_called(file: CaseFile, around: Circumstances) -> None:
    """Open, other than the handler, not called by a live whistle of this case, and not of the county."""
    offices = around.bodies_named()
    called = {call.body_id for call in calls_of(file) if call.open}
    for body in offices:
        _refuse_closed(body)
        if body.id == file.case.handler_id:
            raise RuleViolation("handler_cannot_be_called", {"body": body.name})
        if body.kind is BodyKind.COUNTY_DEPARTMENT:
            raise RuleViolation("county_is_called", {"body": body.name})
        if body.id in called:
            raise RuleViolation("called_already", {"body": body.name})
    if len({body.id for body in offices}) != len(offices):
        raise RuleViolation("named_twice", {})


def purpose_is_said(_file: CaseFile, around: Circumstances) -> None:
    """庆坪: a whistle gathers offices for something; without a purpose nobody is called."""
    if not around.text("reason"):
        raise RuleViolation("whistle_without_purpose", {})


def blower_may_blow(file: CaseFile, around: Circumstances) -> None:
    """Who may blow which kind stands in whistles.toml."""
    kind = around.whistles.kind(around.text("kind"))
    blower = blower_of(file, around)
    if blower not in kind.blowers:
        allowed = "、".join(around.whistles.blower_label(code) for code in kind.blowers)
        facts = {"kind": kind.label, "blower": around.whistles.blower_label(blower), "allowed": allowed}
        raise RuleViolation("may_not_blow", facts)


def whistle_is_open(file: CaseFile, _around: Circumstances) -> None:
    if not any(item.kind == WHISTLE and item.state == "open" for item in file.side_records):
        raise RuleViolation("no_whistle_open", {})


def reason_is_said(_file: CaseFile, around: Circumstances) -> None:
    if not around.text("reason"):
        raise RuleViolation("reason_missing", {})


def receiver_is_county(file: CaseFile, around: Circumstances) -> None:
    """A department of the county that is open, does not have the case, and is not called for it already."""
    body = around.body()
    if body is None or body.kind is not BodyKind.COUNTY_DEPARTMENT:
        raise RuleViolation("not_a_county_department", {"body": body.name if body else ""})
    _refuse_closed(body)
    if body.id == file.case.handler_id:
        raise RuleViolation("receiver_is_handler", {"body": body.name})
    if any(item.body_id == body.id for item in open_county_calls(file)):
        raise RuleViolation("called_already", {"body": body.name})


def county_call_is_open(file: CaseFile, _around: Circumstances) -> None:
    if not open_county_calls(file):
        raise RuleViolation("no_county_call_open", {})


def answer_is_whole(file: CaseFile, around: Circumstances) -> None:
    """A refusal says why, a transfer names another department, an acceptance finds no mediation open."""
    outcome = around.text("outcome")
    if outcome == "accepted" and file.open_mediation is not None:
        raise RuleViolation("mediation_open", {"number": file.case.number})
    if outcome == "refused" and not around.text("reason"):
        raise RuleViolation("answer_needs_reason", {})
    if outcome == "transferred":
        _refuse_no_other_department(file, around)


def call_is_unanswered(file: CaseFile, around: Circumstances) -> None:
    if not any(is_unanswered(item, around.now) for item in file.side_records):
        raise RuleViolation("no_call_unanswered", {"number": file.case.number})


def no_open_task_force(file: CaseFile, _around: Circumstances) -> None:
    if membership(file) is not None:
        raise RuleViolation("task_force_open", {})


def in_task_force(file: CaseFile, _around: Circumstances) -> None:
    if membership(file) is None:
        raise RuleViolation("not_in_task_force", {"number": file.case.number})


def limit_is_ahead(_file: CaseFile, around: Circumstances) -> None:
    limit = around.values.get("limit")
    if not isinstance(limit, date):
        raise RuleViolation("limit_not_ahead", {})
    refuse_limit(limit, around.now.date())


def _refuse_no_other_department(file: CaseFile, around: Circumstances) -> None:
    other = around.body("transfer_to")
    if other is None or other.kind is not BodyKind.COUNTY_DEPARTMENT:
        raise RuleViolation("transfer_needs_department", {})
    _refuse_closed(other)
    if any(item.kind == COUNTY_CALL and item.body_id == other.id for item in open_county_calls(file)):
        raise RuleViolation("called_already", {"body": other.name})


def _refuse_closed(body: Body) -> None:
    if not body.open:
        raise RuleViolation("body_closed", {"body": body.name})


JOINT_GUARDS: dict[str, Guard] = {
    function.__name__: function
    for function in (
        offices_can_be_called,
        purpose_is_said,
        blower_may_blow,
        whistle_is_open,
        reason_is_said,
        receiver_is_county,
        county_call_is_open,
        answer_is_whole,
        call_is_unanswered,
        no_open_task_force,
        in_task_force,
        limit_is_ahead,
    )
}
JOINT_GUARDS_OF_THE_MOMENT = frozenset(
    {"whistle_is_open", "county_call_is_open", "call_is_unanswered", "no_open_task_force", "in_task_force"}
)
"""Those that do not look at the values: they decide whether an action is offered at all."""
