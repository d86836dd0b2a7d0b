"""The number book: per body, series and year, without gaps or repeats, even when somebody edited it from outside."""

from dataclasses import dataclass

from govdesk.domain.body import Body
from govdesk.domain.errors import AccessDenied, Conflict, RuleViolation
from govdesk.domain.numbering import PaperNumber, Series
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.services.desk import Desk
from govdesk.services.paper_kind import PaperKind
from govdesk.services.paper_kinds import kinds_of
from govdesk.services.paper_kinds_dossier import VOLUME_KIND
from govdesk.services.papers import abbreviation
from govdesk.storage.queries.number_book import is_taken, last_issued, read_corrections, read_counters
from govdesk.storage.unit_of_work import UnitOfWork

_CENTRE = "centre"
_CORRECTED = "number_book/"
_KEEPERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class BookRow:
    """One number book. `last` is what the book says, `issued` the highest number that a paper bears.

    `set_to` is the number that a keeper set it to (0: never), for numbers that were given by hand.
    """

    scope: str
    series: str
    body: str
    year: int
    last: int
    issued: int
    set_to: int = 0

    @property
    def agrees(self) -> bool:
        return self.last == max(self.issued, self.set_to)


def number_books(desk: Desk) -> list[BookRow]:
    """All books of papers, newest year first."""
    with desk.database.reading() as connection:
        rows = []
        corrected = read_corrections(connection, _CORRECTED)
        for scope, period, last in read_counters(connection):
            name, _colon, whose = scope.partition(":")
            if name.upper() not in Series.__members__ or not whose:
                continue
            series, body_id = Series[name.upper()], int(whose) if whose != _CENTRE else None
            issued = last_issued(connection, _bearers(series), body_id, int(period))
            body = desk.body_rows.get(body_id or 0)
            set_to = corrected.get(_key(scope, period), 0)
            rows.append(BookRow(scope, series.value, body.name if body else "", int(period), last, issued, set_to))
    return sorted(rows, key=lambda row: (-row.year, row.scope))


def correct_book(desk: Desk, actor: Actor, scope: str, year: int, last: int) -> None:
    """Set the last number of a book: after it was edited from outside, or for numbers that were given by hand.

    Raises AccessDenied `may_not_correct_numbers`, RuleViolation `no_such_book`, `book_below_issued`: never below a
    number that a paper bears.
    """
    if actor.role not in _KEEPERS:
        raise AccessDenied("may_not_correct_numbers", {"role": actor.role})
    book = next((row for row in number_books(desk) if row.scope == scope and row.year == year), None)
    if book is None:
        raise RuleViolation("no_such_book", {"scope": scope, "year": year})
    with desk.work(actor) as work:
        if last < book.issued:
            raise RuleViolation("book_below_issued", {"issued": book.issued, "last": last})
        work.numbers.put(scope, str(year), last)
        work.drafts.set_setting(_key(scope, str(year)), last)
        work.commit()


def next_number(desk: Desk, work: UnitOfWork, kind: PaperKind, body: Body | None) -> PaperNumber | None:
    """The next of the body's series in this year, inside the transaction that uses it; None for a kind without one.

    Agreement and volume share the committee's sequence. Raises Conflict `number_book_set_back`,
    `number_book_set_forward`, `number_taken` when the book no longer agrees with the papers that were issued and
    nobody corrected it by `correct_book`: no number is given twice, none is left out.
    """
    if kind.series is None:
        return None
    year = work.now.year
    scope = f"{kind.series.name.lower()}:{body.id if body else 'centre'}"
    sequence = work.numbers.take(scope, str(year))
    number = PaperNumber(abbreviation(desk, body), kind.series, year, sequence)
    kinds = kinds_of(kind.series)
    issued = last_issued(work.connection, _bearers(kind.series), body.id if body else None, year)
    due = max(issued, work.drafts.setting(_key(scope, str(year)), 0))
    if due != sequence - 1:
        facts = {"number": number.text, "book": sequence - 1, "issued": issued, "due": due}
        raise Conflict("number_book_set_back" if due >= sequence else "number_book_set_forward", facts)
    if is_taken(work.connection, kinds, number.text):
        raise Conflict("number_taken", {"number": number.text})
    return number


def _bearers(series: Series) -> tuple[str, ...]:
    """The kinds that use up numbers of a series: a volume without an agreement takes one of the agreements'."""
    return (*kinds_of(series), VOLUME_KIND.code) if series is Series.MEDIATION else kinds_of(series)


def _key(scope: str, period: str) -> str:
    """The setting that keeps what a keeper set a book to."""
    return f"{_CORRECTED}{scope}/{period}"
