"""Guards and objects of mediation as work: what must be there before an action makes sense."""

from collections.abc import Callable

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Guard
from govdesk.domain.mediation_work import (
    HELD,
    agreed_mediation,
    avoidances_of,
    confirmations_of,
    evidence_of,
    instalments_of,
    open_application,
    sessions_of,
    urgings_of,
)


def agreement_reached(file: CaseFile, _around: Circumstances) -> None:
    if agreed_mediation(file) is None:
        raise RuleViolation("no_agreement_reached", {"number": file.case.number})


MEDIATION_GUARDS: dict[str, Guard] = {"agreement_reached": agreement_reached}
MEDIATION_MOMENTS = frozenset(MEDIATION_GUARDS)
"""Guards that do not look at the values: they decide whether an action is offered at all."""


def _is_dispute(file: CaseFile) -> bool:
    return file.case.kind == "dispute"


def _is_open(file: CaseFile) -> bool:
    return file.open_mediation is not None


def _agreed(file: CaseFile) -> bool:
    return agreed_mediation(file) is not None


def _has_session(state: str) -> Callable[[CaseFile], bool]:
    return lambda file: any(item.state == state for item in sessions_of(file))


MEDIATION_OBJECTS: dict[str, Callable[[CaseFile], bool]] = {
    "apply_mediation": lambda file: _is_dispute(file) and not _is_open(file) and open_application(file) is None,
    "record_consent": lambda file: open_application(file) is not None and not _is_open(file),
    "assign_mediators": _is_open,
    "request_avoidance": _is_open,
    "decide_avoidance": lambda file: any(item.record.state == "open" for item in avoidances_of(file)),
    "extend_mediation": _is_open,
    "book_session": _is_open,
    "move_session": _has_session("open"),
    "cancel_session": _has_session("open"),
    "finish_session": _has_session("open"),
    "supplement_session": _has_session(HELD),
    "record_evidence": lambda file: bool(file.mediations) or open_application(file) is not None,
    "return_evidence": lambda file: any(item.is_kept for item in evidence_of(file)),
    "sign_agreement": lambda file: any(item.outcome == "agreed" and item.form != "oral" for item in file.mediations),
    "plan_performance": _agreed,
    "record_performance": lambda file: any(item.record.state == "open" for item in instalments_of(file)),
    "mark_unpaid": lambda file: any(item.record.state == "open" for item in instalments_of(file)),
    "urge_performance": lambda file: any(item.record.state == "open" for item in urgings_of(file)),
    "apply_confirmation": lambda file: (
        _agreed(file) and not any(item.record.state == "open" for item in confirmations_of(file))
    ),
    "record_confirmation": lambda file: any(item.record.state == "open" for item in confirmations_of(file)),
}
"""Does the action have an object on this case? What has none is not shown at all."""
