"""All kinds of papers by code."""

from collections.abc import Mapping

from govdesk.domain.errors import BadInput
from govdesk.domain.numbering import Series
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.paper_kind import PaperKind, centre_issues, copies, given
from govdesk.services.paper_kinds_centre import CENTRE_KINDS
from govdesk.services.paper_kinds_dossier import DOSSIER_KINDS, VOLUME_KIND
from govdesk.services.paper_kinds_mediation import MEDIATION_KINDS
from govdesk.services.papers import (
    AGREEMENT,
    ASSIGNMENT,
    HANDOVER,
    agreement_committee,
    agreement_paper,
    assignment_paper,
    handover_paper,
    read_agreement,
    read_assignment,
    read_handover,
)

_OWN_FORMS = (
    PaperKind(
        AGREEMENT,
        Series.MEDIATION,
        frozenset({Role.MEDIATOR, Role.OPERATOR, Role.ADMINISTRATOR}),
        agreement_committee,
        given,
        copies(1),
        template="mediation_agreement",
        assemble=agreement_paper,
        read=read_agreement,
    ),
    PaperKind(
        ASSIGNMENT,
        Series.ASSIGNMENT,
        frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR}),
        centre_issues,
        given,
        copies(1),
        assemble=assignment_paper,
        read=read_assignment,
    ),
    PaperKind(
        HANDOVER,
        Series.HANDOVER,
        frozenset({Role.OPERATOR, Role.ADMINISTRATOR, Role.BODY}),
        centre_issues,
        given,
        copies(3),  # sender, receiver, centre
        assemble=handover_paper,
        read=read_handover,
    ),
)

KINDS: Mapping[str, PaperKind] = {
    **{kind.code: kind for kind in _OWN_FORMS},
    **CENTRE_KINDS,
    **DOSSIER_KINDS,
    **MEDIATION_KINDS,
}


def paper_kind(code: str) -> PaperKind:
    """Raises BadInput `no_such_paper`."""
    if code == VOLUME_KIND.code:
        return VOLUME_KIND
    try:
        return KINDS[code]
    except KeyError:
        raise BadInput("no_such_paper", {"kind": code, "kinds": "、".join(KINDS)}) from None


def kinds_of(series: Series) -> tuple[str, ...]:
    """The kinds that share a series of numbers."""
    return tuple(kind.code for kind in KINDS.values() if kind.series is series)


def sample_head(code: str) -> str:
    """Who issues a sample of this kind: a mediation committee its own papers, the centre everything else."""
    of_committee = code in DOSSIER_KINDS or code in MEDIATION_KINDS or code == AGREEMENT
    return _("甲街道乙村人民调解委员会") if of_committee else _("甲街道综治中心")
