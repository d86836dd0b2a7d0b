"""The number book on real SQLite: ten issuers at once, a book edited from outside, a disk that is full."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, event, update

from govdesk.domain.errors import AccessDenied, Conflict, RuleViolation, StorageUnavailable
from govdesk.domain.numbering import Series, parse_paper_number
from govdesk.services.desk import Desk
from govdesk.services.documents import issue_document, issued_documents, void_document
from govdesk.services.grids import seat
from govdesk.services.integrity import check_folder
from govdesk.services.messages import sentence
from govdesk.services.number_book import correct_book, number_books
from govdesk.services.opening import open_desk
from govdesk.storage import tables
from tests.conftest import Street

ISSUERS, EACH = 10, 3


def issue(street: Street, case_id: int) -> str:
    return issue_document(street.desk, street.seat("operator"), "assignment", case_id).number


def sequences(numbers: list[str]) -> list[int]:
    return sorted(parse_paper_number(number).sequence for number in numbers)


def test_ten_issuers_at_once_leave_no_gap_and_no_repeat(street: Street) -> None:
    cases = [street.register() for _ in range(ISSUERS)]

    desks = [open_desk(street.folder, street.clock) for _ in cases]

    def work(desk: Desk, case_id: int) -> list[str]:
        operator = seat(desk, "operator")
        return [issue_document(desk, operator, "assignment", case_id).number for _ in range(EACH)]

    with ThreadPoolExecutor(ISSUERS) as pool:
        numbers = [number for issued in pool.map(work, desks, cases) for number in issued]
    for desk in desks:
        desk.close()
    assert sequences(numbers) == list(range(1, ISSUERS * EACH + 1))
    kept = [row for case_id in cases for row in issued_documents(street.desk, street.seat("operator"), case_id)]
    assert sequences([row.number for row in kept]) == sequences(numbers)


def test_a_void_number_is_never_used_again(street: Street) -> None:
    case_id = street.register()
    first = issue_document(street.desk, street.seat("operator"), "assignment", case_id)
    void_document(street.desk, street.seat("operator"), first.id, "写错承办单位")
    assert sequences([first.number, issue(street, case_id)]) == [1, 2]


def set_book(street: Street, last: int) -> None:
    counter = tables.number_counter
    with street.desk.database.writing() as connection:
        connection.execute(update(counter).where(counter.c.scope.like("assignment:%")).values(last=last))
        connection.commit()


def test_a_book_that_was_set_back_stops_the_issue_with_a_sentence(street: Street) -> None:
    case_id = street.register()
    for _ in range(3):
        issue(street, case_id)
    set_book(street, 1)
    with pytest.raises(Conflict, match="number_book_set_back") as caught:
        issue(street, case_id)
    assert "已出具到第 3 号" in sentence(caught.value)
    (book,) = number_books(street.desk)
    assert (book.last, book.issued, book.agrees) == (1, 3, False)
    with pytest.raises(AccessDenied, match="may_not_correct_numbers"):
        correct_book(street.desk, street.seat("operator"), book.scope, 2026, 3)
    with pytest.raises(RuleViolation, match="book_below_issued"):
        correct_book(street.desk, street.seat("supervisor"), book.scope, 2026, 2)
    correct_book(street.desk, street.seat("supervisor"), book.scope, 2026, 3)
    assert parse_paper_number(issue(street, case_id)).sequence == 4


def test_a_book_that_was_set_forward_leaves_no_hole_unless_a_keeper_did_it(street: Street) -> None:
    case_id = street.register()
    issue(street, case_id)
    set_book(street, 9)
    with pytest.raises(Conflict, match="number_book_set_forward") as caught:
        issue(street, case_id)
    assert "应当是第 1 号" in sentence(caught.value)
    (book,) = number_books(street.desk)
    assert not book.agrees
    (problem,) = check_folder(street.desk).problems
    assert "第 9 号" in problem
    correct_book(street.desk, street.seat("supervisor"), book.scope, 2026, 9)
    assert check_folder(street.desk).ok
    assert sequences([issue(street, case_id), issue(street, case_id)]) == [10, 11]


def test_a_number_that_another_paper_bears_is_not_given_again(street: Street) -> None:
    case_id = street.register()
    first = issue_document(street.desk, street.seat("operator"), "assignment", case_id)
    table = tables.document
    with street.desk.database.writing() as connection:
        forged = first.number.replace("1号", "2号")
        connection.execute(update(table).where(table.c.id == first.id).values(number=forged))
        connection.commit()
    with pytest.raises(Conflict, match="number_taken") as caught:
        issue(street, case_id)
    assert forged in sentence(caught.value)


def test_a_full_disk_keeps_nothing_and_loses_no_number(street: Street) -> None:
    case_id = street.register()
    issue(street, case_id)
    engine = street.desk.database._engine

    def full(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")

    event.listen(engine, "begin", full)
    try:
        with pytest.raises(StorageUnavailable, match="disk_full") as caught:
            issue(street, case_id)
    finally:
        event.remove(engine, "begin", full)
    assert re.search("[满空]", sentence(caught.value))
    assert len(issued_documents(street.desk, street.seat("operator"), case_id)) == 1
    engine.dispose()
    assert parse_paper_number(issue(street, case_id)).sequence == 2


@pytest.mark.parametrize("series", Series)
def test_every_series_is_read_back(series: Series) -> None:
    assert parse_paper_number(f"柳{series}〔2026〕7号").series is series
