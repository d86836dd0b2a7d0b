"""The papers of a mediation and its dossier: each kind with its series, who may issue it, how it draws on the case."""

from collections.abc import Callable, Mapping
from typing import Any

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.numbering import Series
from govdesk.domain.paper_fields import is_filled
from govdesk.domain.papers import Paper, Value
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.services import paper_kinds_dossier_after as after
from govdesk.services import paper_kinds_dossier_before as values
from govdesk.services.desk import Desk
from govdesk.services.dossier_dispute import AGREEMENTS, committee_of, dispute_of
from govdesk.services.paper_kind import Copies, PaperKind, Values, copies
from govdesk.services.presiding import presiding

_MEDIATE = frozenset({Role.MEDIATOR, Role.OPERATOR, Role.ADMINISTRATOR})

Refuse = Callable[[Desk, CaseFile], None]


def committee_issues(paper: str) -> Callable[[Desk, CaseFile], Body | None]:
    """Letterhead, seal and number book of the committee that presides. Raises RuleViolation `no_committee`, …"""

    def issuer(desk: Desk, file: CaseFile) -> Body | None:
        committee = committee_of(desk, file)
        presiding(desk, committee, paper)
        return committee

    return issuer


def for_each_party(spare: int = 1) -> Copies:
    """One for every party and `spare` for the committee (人民调解法 §29)."""

    def count(_desk: Desk, file: CaseFile, _values: Mapping[str, Value]) -> int:
        return len(file.parties) + spare

    return count


def _needs_mediation(_desk: Desk, file: CaseFile) -> None:
    if not file.mediations:
        raise RuleViolation("paper_needs_mediation", {"number": file.case.number})


def _needs_agreement(desk: Desk, file: CaseFile) -> None:
    _needs_mediation(desk, file)
    if dispute_of(desk, file).paper is None:
        raise RuleViolation("paper_needs_agreement", {"number": file.case.number})


def _oral_once(desk: Desk, file: CaseFile) -> None:
    """Either an oral or a written agreement, and one of them."""
    _needs_mediation(desk, file)
    mediation = file.mediations[-1]
    if mediation.outcome not in ("", "agreed"):
        raise RuleViolation("mediation_not_agreed", {"number": file.case.number})
    if mediation.form and mediation.form != "oral":
        raise RuleViolation("written_has_no_oral_register", {})
    paper = dispute_of(desk, file).paper
    if paper is not None:
        raise RuleViolation("agreement_issued_already", {"document": paper.number})


def _not_agreed(desk: Desk, file: CaseFile) -> None:
    _needs_mediation(desk, file)
    if file.mediations[-1].outcome == "agreed":
        raise RuleViolation("mediation_was_agreed", {"number": file.case.number})


def _kind(
    code: str,
    drawn: Values,
    series: Series | None = None,
    count: Copies | None = None,
    refuse: Refuse | None = None,
) -> PaperKind:
    return PaperKind(
        code,
        series,
        _MEDIATE,
        committee_issues(code),
        _known(drawn),
        count or copies(1),
        refuse=refuse,
    )


def _known(drawn: Values) -> Values:
    """What is not known is left out: the form keeps its blank to write on."""

    def values_of(desk: Desk, actor: Actor, file: CaseFile, data: Mapping[str, Any]) -> Mapping[str, Value]:
        return {name: value for name, value in drawn(desk, actor, file, data).items() if is_filled(value)}

    return values_of


_ALL = (
    _kind("application", values.application),
    _kind("acceptance", values.acceptance),
    _kind("rights_notice", values.rights_notice, count=for_each_party()),
    _kind("identity_papers", values.identity_papers),
    _kind("authorisation", values.authorisation),
    _kind("investigation", values.investigation),
    _kind("evidence_list", values.evidence_list),
    _kind("session_record", values.session_record, refuse=_needs_mediation),
    _kind("oral_agreement", values.oral_agreement, Series.MEDIATION, refuse=_oral_once),
    _kind("performance_receipt", after.performance_receipt, count=copies(3)),
    _kind("performance_reminder", after.performance_reminder, Series.MEDIATION_PERFORMANCE, copies(2)),
    _kind("follow_up_record", after.follow_up_record, refuse=_needs_mediation),
    _kind("confirmation_materials", after.confirmation_materials),
    _kind("confirmation_application", after.confirmation_application, count=for_each_party(2), refuse=_needs_agreement),
    _kind(
        "confirmation_application_organisation",
        after.confirmation_application,
        count=for_each_party(2),
        refuse=_needs_agreement,
    ),
    _kind("termination_notice", after.termination_notice, Series.MEDIATION_TERMINATION, for_each_party(), _not_agreed),
    _kind("mediation_refusal_notice", after.mediation_refusal_notice, Series.MEDIATION_REFUSAL, copies(2)),
    _kind("closing_report", after.closing_report, refuse=_needs_mediation),
    _kind("dossier_cover", after.dossier_cover),
    _kind("dossier_catalogue", after.dossier_catalogue),
    _kind("dossier_note", after.dossier_note),
    _kind("dossier_back", after.dossier_back),
)


def _whole_volume(_desk: Desk, _file: CaseFile, _data: object) -> Paper:
    raise RuleViolation("dossier_is_bound", {})


def _volume_from_file(_data: object) -> Paper:
    raise RuleViolation("dossier_is_bound", {})


VOLUME_KIND = PaperKind(
    "dossier",
    Series.MEDIATION,
    _MEDIATE,
    committee_issues("dossier"),
    after.dossier_cover,
    copies(1),
    template="dossier_cover",
    assemble=_whole_volume,
    read=_volume_from_file,
)
"""The volume is bound from finished papers (services/dossier_volume.py), not set from values."""

DOSSIER_KINDS: dict[str, PaperKind] = {kind.code: kind for kind in _ALL}

BOUND = frozenset(DOSSIER_KINDS) | set(AGREEMENTS)
"""Every paper that may stand in a catalogue."""
