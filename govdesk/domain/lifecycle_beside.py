"""Whistles, county calls and task forces: what stands beside a case, each subject in a file of its own."""

from collections.abc import Callable

from govdesk.domain.case import CaseFile
from govdesk.domain.lifecycle import Effect
from govdesk.domain.lifecycle_county_call import COUNTY_CALL_EFFECTS, open_county_calls
from govdesk.domain.lifecycle_guards_mediation import MEDIATION_OBJECTS
from govdesk.domain.lifecycle_risks import RISK_OBJECTS
from govdesk.domain.lifecycle_task_force import TASK_FORCE_EFFECTS, membership
from govdesk.domain.lifecycle_whistle import WHISTLE_EFFECTS
from govdesk.domain.whistles import WhistleCall, calls_of

BESIDE_EFFECTS: dict[str, Effect] = {**WHISTLE_EFFECTS, **COUNTY_CALL_EFFECTS, **TASK_FORCE_EFFECTS}


def has_its_object(action: str, file: CaseFile) -> bool:
    """Whether there is a whistle, a call or a membership that the action could be about; True for other actions."""
    test = _OBJECTS.get(action)
    return test is None or test(file)


def _any_call(wanted: Callable[[WhistleCall], bool]) -> Callable[[CaseFile], bool]:
    return lambda file: any(wanted(call) for call in calls_of(file))


_OBJECTS: dict[str, Callable[[CaseFile], bool]] = {
    "whistle_sign": _any_call(lambda call: call.open and call.done["sign"] is None),
    "whistle_contact": _any_call(lambda call: call.open and call.done["contact"] is None),
    "report_in": _any_call(lambda call: call.open and not call.arrived),
    "excuse_whistle": _any_call(lambda call: call.open and not call.arrived),
    "end_whistle": _any_call(lambda call: call.open),
    "evaluate_office": _any_call(
        lambda call: not call.open and not call.excused and not call.invited and not call.office_score
    ),
    "evaluate_whistle": _any_call(lambda call: not call.open and not call.excused and not call.whistle_score),
    "answer_call": lambda file: bool(open_county_calls(file)),
    "withdraw_call": lambda file: bool(open_county_calls(file)),
    "form_task_force": lambda file: membership(file) is None,
    "join_task_force": lambda file: membership(file) is None,
    "leave_task_force": lambda file: membership(file) is not None,
    **RISK_OBJECTS,
    **MEDIATION_OBJECTS,
}
