"""The centre's papers: each kind with its number series, who may issue it, how it draws on the case, when it fits."""

from collections.abc import Callable, Mapping

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle_county_call import COUNTY_CALL
from govdesk.domain.lifecycle_task_force import TASK_FORCE
from govdesk.domain.numbering import Series
from govdesk.domain.papers import Value
from govdesk.domain.supervision import LISTING, SUPERVISE
from govdesk.domain.vocabulary import Channel, Role, Status, Tier
from govdesk.domain.whistles import WHISTLE
from govdesk.services.centre_paper_citizens import receipt, refusal_notice, visit_slip
from govdesk.services.centre_paper_court import committee_of, court_reply
from govdesk.services.centre_paper_decisions import (
    admission_opinion,
    extension_approval,
    extension_notice,
    return_ruling,
    strike_off_approval,
)
from govdesk.services.centre_paper_joint import arrival_receipt, county_call, offices_called, whistle_slip
from govdesk.services.centre_paper_letters import forward_letter, petition_assignment, petition_letter, transfer_letter
from govdesk.services.centre_paper_meetings import (
    bodies_at_work,
    consultation_notice,
    hearing_notice,
    hearing_record,
    minutes,
)
from govdesk.services.centre_paper_supervision import supervision
from govdesk.services.centre_paper_task_force import task_force_approval, task_force_report
from govdesk.services.desk import Desk
from govdesk.services.paper_kind import Copies, PaperKind, Values, centre_issues, copies

Fits = Callable[[CaseFile], bool]

_CENTRE = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR})
_WITH_BODIES = _CENTRE | {Role.BODY}
_WITH_MEDIATOR = _CENTRE | {Role.MEDIATOR}
_DONE = (Status.CLOSED, Status.STRUCK_OFF, Status.ARCHIVED)


def fits(kind: str, file: CaseFile) -> bool:
    """Whether a paper of the centre belongs to the case as it stands: those are offered first."""
    return _FITS.get(kind, _never)(file)


def _kind(
    code: str,
    series: Series | None,
    values: Values,
    number_of_copies: Copies,
    may_issue: frozenset[Role] = _CENTRE,
    reveals: bool = False,
) -> PaperKind:
    return PaperKind(code, series, may_issue, centre_issues, values, number_of_copies, reveals_informant=reveals)


def _one_for_each(key: str, more: int) -> Copies:
    """A copy for each item of the list, and `more` for the file."""

    def count(_desk: Desk, _file: CaseFile, values: Mapping[str, Value]) -> int:
        items = values.get(key, ())
        return more + max(1, len(items) if isinstance(items, tuple) else 1)

    return count


def _slip_copies(_desk: Desk, file: CaseFile, _values: Mapping[str, Value]) -> int:
    return offices_called(file) + 1


def _minutes_copies(desk: Desk, file: CaseFile, _values: Mapping[str, Value]) -> int:
    return len(bodies_at_work(desk, file)) + 1


def _committee(desk: Desk, file: CaseFile) -> Body:
    """Who mediated replies to the court, under its own name. Raises RuleViolation while nobody has mediated."""
    body = committee_of(desk, file)
    if body is None:
        raise RuleViolation("paper_needs_mediation", {"number": file.case.number})
    return body


_KINDS = (
    _kind("transfer_letter", Series.TRANSFER, transfer_letter, copies(2)),
    _kind("forward_letter", Series.FORWARDING, forward_letter, copies(2)),
    _kind("petition_transfer", Series.FORWARDING, petition_letter, copies(2)),
    _kind("petition_assignment", Series.FORWARDING, petition_assignment, copies(2)),
    _kind("supervision", Series.SUPERVISION, supervision, copies(2)),
    _kind("whistle_slip", Series.WHISTLE, whistle_slip, _slip_copies),
    _kind("arrival_receipt", Series.ARRIVAL, arrival_receipt, copies(2), _WITH_BODIES),
    _kind("county_call", Series.COUNTY_CALL, county_call, copies(2)),
    _kind("extension_approval", Series.EXTENSION, extension_approval, copies(2), _WITH_BODIES),
    _kind("extension_notice", Series.REFUSAL, extension_notice, copies(2), reveals=True),
    _kind("return_ruling", Series.RETURN_RULING, return_ruling, copies(3)),
    _kind("consultation_notice", Series.CONSULTATION, consultation_notice, _one_for_each("receivers", 1)),
    _kind("minutes", Series.MINUTES, minutes, _minutes_copies),
    _kind("hearing_notice", Series.HEARING, hearing_notice, _one_for_each("parties", 1)),
    _kind("hearing_record", None, hearing_record, copies(2)),
    _kind("task_force_approval", Series.TASK_FORCE, task_force_approval, copies(2)),
    _kind("task_force_report", Series.TASK_FORCE_REPORT, task_force_report, copies(2)),
    _kind("strike_off_approval", Series.STRIKE_OFF, strike_off_approval, copies(1)),
    _kind("visit_slip", Series.VISIT, visit_slip, copies(1), reveals=True),
    _kind("receipt", Series.RECEIPT, receipt, copies(2), reveals=True),
    _kind("refusal_notice", Series.REFUSAL, refusal_notice, copies(2), reveals=True),
    _kind("admission_opinion", Series.ADMISSION, admission_opinion, copies(2)),
    PaperKind("court_reply", Series.MEDIATION_REPLY, _WITH_MEDIATOR, _committee, court_reply, copies(2)),
)

CENTRE_KINDS: dict[str, PaperKind] = {kind.code: kind for kind in _KINDS}


def _never(_file: CaseFile) -> bool:
    return False


def _has(*kinds: str) -> Fits:
    return lambda file: any(item.kind in kinds for item in file.side_records)


def _held_elsewhere(file: CaseFile) -> bool:
    return file.case.status in (Status.DISPATCHED, Status.HANDLING)


def _at_tier(*tiers: Tier) -> Fits:
    return lambda file: file.case.status.is_open and file.case.tier in tiers


def _from(*channels: Channel) -> Fits:
    return lambda file: file.case.channel in {channel.value for channel in channels}


_FITS: dict[str, Fits] = {
    "assignment": _held_elsewhere,
    "handover": lambda file: bool(file.offers),
    "transfer_letter": lambda file: bool(file.offers) and file.offers[-1].state in ("open", "accepted"),
    "forward_letter": _held_elsewhere,
    "petition_transfer": _from(Channel.PETITION),
    "petition_assignment": _from(Channel.PETITION),
    "supervision": _has(SUPERVISE, LISTING),
    "whistle_slip": _has(WHISTLE),
    "arrival_receipt": _has(WHISTLE),
    "county_call": _has(COUNTY_CALL),
    "extension_approval": lambda file: bool(file.requests),
    "extension_notice": lambda file: any(r.kind == "extend" and r.state == "granted" for r in file.requests),
    "return_ruling": lambda file: file.case.return_count > 0,
    "consultation_notice": lambda file: file.case.status.is_open and bool(file.assists),
    "minutes": _at_tier(Tier.JOINT, Tier.TASK_FORCE),
    "hearing_notice": _at_tier(Tier.TASK_FORCE),
    "hearing_record": _at_tier(Tier.TASK_FORCE),
    "task_force_approval": _has(TASK_FORCE),
    "task_force_report": _has(TASK_FORCE),
    "strike_off_approval": lambda file: file.case.status in _DONE,
    "visit_slip": lambda file: file.case.status in _DONE,
    "receipt": lambda file: file.case.status.is_open,
    "refusal_notice": lambda file: file.case.status is Status.NOT_ACCEPTED,
    "court_reply": _from(Channel.COURT_PRE_SUIT),
    "admission_opinion": _from(Channel.SUPERIOR_ASSIGNED),
}
