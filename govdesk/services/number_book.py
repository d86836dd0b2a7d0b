"""The number book: per body, series and year, without gaps or repeats, even when somebody edited it from outside."""

from govdesk.domain.body import Body
from govdesk.domain.errors import Conflict
from govdesk.domain.numbering import PaperNumber
from govdesk.services.desk import Desk
from govdesk.services.paper_kind import PaperKind
from govdesk.services.paper_kinds import kinds_of
from govdesk.services.papers import abbreviation
from govdesk.storage.queries.number_book import is_taken, last_issued
from govdesk.storage.unit_of_work import UnitOfWork


def next_number(desk: Desk, work: UnitOfWork, kind: PaperKind, body: Body | None) -> PaperNumber | None:
    """The next of the body's series in this year, inside the transaction that uses it; None for a kind without one.

    Agreement and volume share the committee's sequence. Raises Conflict `number_book_set_back`, `number_taken`
    when the book no longer agrees with the papers that were issued: a number is never given twice.
    """
    if kind.series is None:
        return None
    year = work.now.year
    scope = f"{kind.series.name.lower()}:{body.id if body else 'centre'}"
    sequence = work.numbers.take(scope, str(year))
    number = PaperNumber(abbreviation(desk, body), kind.series, year, sequence)
    kinds = kinds_of(kind.series)
    issued = last_issued(work.connection, kinds, body.id if body else None, year)
    if issued >= sequence:
        facts = {"number": number.text, "book": sequence - 1, "issued": issued}
        raise Conflict("number_book_set_back", facts)
    if is_taken(work.connection, kinds, number.text):
        raise Conflict("number_taken", {"number": number.text})
    return number
