"""The guards of the transition table by name: each passes silently or raises RuleViolation."""

from datetime import date

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.clocks import term_facts
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Guard, named_assist
from govdesk.domain.lifecycle_guards_follow_up import FOLLOW_UP_GUARDS
from govdesk.domain.lifecycle_guards_joint import JOINT_GUARDS
from govdesk.domain.lifecycle_guards_mediation import MEDIATION_GUARDS
from govdesk.domain.lifecycle_guards_merging import MERGING_GUARDS
from govdesk.domain.lifecycle_guards_routing import ROUTING_GUARDS
from govdesk.domain.lifecycle_guards_supervision import SUPERVISION_GUARDS
from govdesk.domain.lifecycle_risks import RISK_GUARDS
from govdesk.domain.vocabulary import BodyKind, Role, Tier

_ORDER = {tier: index for index, tier in enumerate(Tier)}


def receiver_is_open(_file: CaseFile, around: Circumstances) -> None:
    body = around.body()
    if body is not None and not body.open:
        raise RuleViolation("body_closed", {"body": body.name})


def offices_are_open(file: CaseFile, around: Circumstances) -> None:
    offices = around.bodies_named()
    for body in offices:
        if not body.open:
            raise RuleViolation("body_closed", {"body": body.name})
        if body.kind is BodyKind.COUNTY_DEPARTMENT and file.case.tier is not Tier.COUNTY:
            raise RuleViolation("county_by_call_only", {"body": body.name})
        if body.id == file.case.handler_id:
            raise RuleViolation("lead_cannot_assist", {"body": body.name})
        if any(item.body_id == body.id for item in file.open_assists):
            raise RuleViolation("assists_already", {"body": body.name})
    if len({body.id for body in offices}) != len(offices):
        raise RuleViolation("named_twice", {})


def receiver_is_other(file: CaseFile, around: Circumstances) -> None:
    body = around.body()
    if body is not None and body.id == file.case.handler_id:
        raise RuleViolation("receiver_is_handler", {"body": body.name})


def receiver_is_lower(file: CaseFile, around: Circumstances) -> None:
    body = around.body()
    if body is None or file.case.tier is None:
        return
    if _ORDER[body.tier] >= _ORDER[file.case.tier]:
        raise RuleViolation("receiver_not_lower", {"body": body.name})


def receiver_not_independent(file: CaseFile, around: Circumstances) -> None:
    body = around.bodies.by_id.get(file.case.handler_id or 0)
    if body is not None and body.independent:
        raise RuleViolation("independent_body", {"body": body.name})


def no_open_mediation(file: CaseFile, _around: Circumstances) -> None:
    if file.open_mediation is not None:
        raise RuleViolation("mediation_open", {"number": file.case.number})


no_earlier_mediation_open = no_open_mediation


def mediation_is_open(file: CaseFile, _around: Circumstances) -> None:
    if file.open_mediation is None:
        raise RuleViolation("no_mediation_open", {"number": file.case.number})


def no_final_ruling(file: CaseFile, _around: Circumstances) -> None:
    """After the second ruling no return exists until the case climbs or is reopened."""
    if file.case.return_final:
        raise RuleViolation("ruling_was_final", {"number": file.case.number})


def inside_return_window(file: CaseFile, around: Circumstances) -> None:
    """信访工作条例 §23: an objection within 5 working days of receipt; the window is data."""
    if file.case.dispatched_at is None:
        return
    term, due = around.keeper.named_due(file.case.dispatched_at, "return_window")
    if around.now > due:
        raise RuleViolation("return_window_over", {"term": term, "due": due})


def second_ruling_by_supervisor(file: CaseFile, around: Circumstances) -> None:
    if file.case.ruling_count >= 1 and around.actor.role is not Role.SUPERVISOR:
        raise RuleViolation("second_ruling", {})
    body = around.body()
    if around.text("ruling") == "agree":
        if body is None:
            raise RuleViolation("ruling_needs_receiver", {})
        if body.id == file.case.handler_id:
            raise RuleViolation("receiver_is_handler", {"body": body.name})
        _refuse_closed(body)


def no_open_offer(file: CaseFile, _around: Circumstances) -> None:
    if file.open_offer is not None:
        raise RuleViolation("offer_open", {})


def offer_is_open(file: CaseFile, _around: Circumstances) -> None:
    if file.open_offer is None:
        raise RuleViolation("no_offer_open", {})


def no_open_request(file: CaseFile, _around: Circumstances) -> None:
    if file.open_request() is not None:
        raise RuleViolation("request_open", {})


def request_is_open(file: CaseFile, _around: Circumstances) -> None:
    if file.open_request() is None:
        raise RuleViolation("no_request_open", {})


def inside_extension_ceiling(file: CaseFile, around: Circumstances) -> None:
    """All granted extensions together stay under the ceiling of the kind of case."""
    days = _days(around)
    rule = around.keeper.terms.extension_ceiling(term_facts(file.case))
    granted = sum(item.days for item in file.requests if item.kind == "extend" and item.state == "granted")
    if granted + days > rule.term.amount:
        raise RuleViolation(
            "extension_over_ceiling", {"ceiling": rule.term.amount, "granted": granted, "source": rule.source}
        )


def until_is_ahead(_file: CaseFile, around: Circumstances) -> None:
    until = around.values.get("until")
    if not isinstance(until, date) or until <= around.now.date():
        raise RuleViolation("until_not_ahead", {})


def assist_is_named(file: CaseFile, around: Circumstances) -> None:
    if named_assist(file, around) is None:
        names = (around.bodies.by_id.get(item.body_id) for item in file.open_assists)
        raise RuleViolation("no_such_assist", {"bodies": "、".join(body.name for body in names if body) or "—"})


def not_at_the_top(file: CaseFile, _around: Circumstances) -> None:
    """County and task force are reached only by their own actions."""
    if file.case.tier in (Tier.JOINT, Tier.TASK_FORCE, Tier.COUNTY):
        raise RuleViolation("top_of_the_ladder", {})


def nothing_open_beside(file: CaseFile, around: Circumstances) -> None:
    """Report and pass need every assist in or excused and every offer, request, call and mediation ended."""
    no_open_mediation(file, around)
    no_open_offer(file, around)
    no_open_request(file, around)
    if file.open_assists:
        names = [around.bodies.by_id[item.body_id].name for item in file.open_assists]
        raise RuleViolation("assists_missing", {"bodies": "、".join(names)})
    waiting = [item for item in file.side_records if item.state == "open" and item.kind in ("whistle", "county_call")]
    if waiting:
        names = [around.bodies.by_id[item.body_id].name for item in waiting if item.body_id]
        raise RuleViolation("calls_open", {"bodies": "、".join(names)})


def reviewer_did_not_report(file: CaseFile, around: Circumstances) -> None:
    if around.actor.seat == file.case.reported_seat:
        raise RuleViolation("own_report", {})


def dossier_complete(file: CaseFile, around: Circumstances) -> None:
    """A written agreement stands in the dossier as an issued paper (人民调解法 §27: 立卷归档)."""
    agreed = [item for item in file.mediations if item.outcome == "agreed" and item.form == "paper"]
    if agreed and "agreement" not in around.papers:
        raise RuleViolation("agreement_not_issued", {"number": file.case.number})


def was_something_before(file: CaseFile, _around: Circumstances) -> None:
    if file.case.previous_status is None:
        raise RuleViolation("nothing_to_restore", {})


def nobody_worked_on_it(file: CaseFile, around: Circumstances) -> None:
    if around.worked_on:
        raise RuleViolation("worked_on", {"number": file.case.number})


def _days(around: Circumstances) -> int:
    try:
        days = int(around.values.get("days", 0))
    except (TypeError, ValueError):
        days = 0
    if days < 1:
        raise RuleViolation("days_unclear", {})
    return days


def _refuse_closed(body: Body) -> None:
    if not body.open:
        raise RuleViolation("body_closed", {"body": body.name})


GUARDS: dict[str, Guard] = {
    function.__name__: function
    for function in (
        receiver_is_open,
        offices_are_open,
        receiver_is_other,
        receiver_is_lower,
        receiver_not_independent,
        no_open_mediation,
        mediation_is_open,
        no_final_ruling,
        inside_return_window,
        second_ruling_by_supervisor,
        no_open_offer,
        offer_is_open,
        no_open_request,
        request_is_open,
        inside_extension_ceiling,
        until_is_ahead,
        assist_is_named,
        not_at_the_top,
        nothing_open_beside,
        reviewer_did_not_report,
        dossier_complete,
        was_something_before,
        nobody_worked_on_it,
    )
}
GUARDS["no_earlier_mediation_open"] = no_earlier_mediation_open
GUARDS.update(FOLLOW_UP_GUARDS)
GUARDS.update(JOINT_GUARDS)
GUARDS.update(MEDIATION_GUARDS)
GUARDS.update(MERGING_GUARDS)
GUARDS.update(SUPERVISION_GUARDS)
GUARDS.update(RISK_GUARDS)
GUARDS.update(ROUTING_GUARDS)
