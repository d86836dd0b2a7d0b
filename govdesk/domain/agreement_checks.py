"""The checks that a mediation agreement passes before it is printed: every finding names its article.

Nothing here decides what a court would: confirmation and doubtful words are warnings with their source.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.agreement_checks_content import check_content
from govdesk.domain.agreement_checks_dates import check_dates
from govdesk.domain.agreement_checks_money import check_money
from govdesk.domain.agreement_checks_names import check_names, check_word_pairs
from govdesk.domain.agreement_checks_paper import check_law, check_paper
from govdesk.domain.agreement_checks_parties import check_parties
from govdesk.domain.agreement_checks_shares import check_shares
from govdesk.domain.agreement_findings import Finding, Level


def check_agreement(
    draft: AgreementDraft, today: date, known_parties: Sequence[str] = (), strangers: Sequence[str] = ()
) -> list[Finding]:
    """All findings, errors first, each kind in the order of the paper; one finding per code and field.

    `known_parties` are names of the centre's other cases, `strangers` the mediators whom its register does not know.
    """
    found: dict[tuple[str, str], Finding] = {}
    for item in _all(draft, today, known_parties, strangers):
        found.setdefault((item.code, item.field), item)
    return sorted(found.values(), key=lambda item: item.level is not Level.ERROR)


def may_be_issued(findings: Sequence[Finding]) -> bool:
    """Warnings are for a person to weigh; only an error holds the paper back."""
    return all(item.level is not Level.ERROR for item in findings)


def _all(
    draft: AgreementDraft, today: date, known_parties: Sequence[str], strangers: Sequence[str]
) -> Iterator[Finding]:
    yield from check_parties(draft, today)
    yield from check_content(draft)
    yield from check_money(draft)
    yield from check_shares(draft)
    yield from check_dates(draft, today)
    yield from check_names(draft, known_parties)
    yield from check_word_pairs(draft)
    yield from check_law(draft)
    yield from check_paper(draft, today, strangers)
