"""Printing an issued paper: the stored bytes stay, reprints are marked, only what was printed is in the log."""

import hashlib
import re

import pytest

from govdesk.domain.errors import AccessDenied, BadInput
from govdesk.services.documents import reprint, void_document
from govdesk.services.printing import print_job, print_log, printed
from tests.conftest import Street
from tests.documents.reading import text_of
from tests.services.test_documents import issue, mediated


def test_the_first_printing_is_the_stored_bytes(street: Street) -> None:
    issued = issue(street, mediated(street))
    job = print_job(street.desk, street.seat("mediator"), issued.id)
    assert job.content == issued.content
    assert (job.copies, job.pages, job.ordinal) == (3, issued.pages, 1)


def test_a_reprint_says_which_printing_it_is_and_the_stored_bytes_do_not_change(street: Street) -> None:
    issued = issue(street, mediated(street))
    printed(street.desk, street.seat("mediator"), issued.id, 3, "调解室打印机")
    job = print_job(street.desk, street.seat("mediator"), issued.id)
    assert "第2次打印" in text_of(job.content)
    without = re.sub(r"第2次打印2026-11-18\d\d:\d\d", "", text_of(job.content))
    assert without == text_of(issued.content)
    stored = reprint(street.desk, street.seat("mediator"), issued.id)
    assert hashlib.sha256(stored).hexdigest() == issued.sha256


def test_a_seam_line_runs_over_every_page_with_the_number(street: Street) -> None:
    issued = issue(street, mediated(street), facts="李春生垫高排水沟，致张守田院内积水，双方争执。" * 60)
    job = print_job(street.desk, street.seat("mediator"), issued.id, seam=True)
    assert issued.pages > 1
    assert text_of(job.content).count("骑缝") == issued.pages
    assert f"第{issued.pages}页／共{issued.pages}页" in text_of(job.content)


def test_a_void_paper_is_printed_as_void(street: Street) -> None:
    issued = issue(street, mediated(street))
    void_document(street.desk, street.seat("mediator"), issued.id, "写错了名字")
    assert "已作废" in text_of(print_job(street.desk, street.seat("mediator"), issued.id).content)


def test_the_log_tells_who_when_how_many_and_where(street: Street) -> None:
    issued = issue(street, mediated(street))
    printed(street.desk, street.seat("mediator"), issued.id, 3, "调解室打印机")
    printed(street.desk, street.seat("operator"), issued.id, 1, "大厅打印机")
    lines = print_log(street.desk, street.seat("operator"), issued.id)
    assert [(line.who, line.copies, line.printer, line.ordinal) for line in lines] == [
        ("人民调解员", 3, "调解室打印机", 1),
        ("操作员", 1, "大厅打印机", 2),
    ]


def test_what_was_only_looked_at_is_not_in_the_log(street: Street) -> None:
    issued = issue(street, mediated(street))
    print_job(street.desk, street.seat("mediator"), issued.id, seam=True)
    assert print_log(street.desk, street.seat("mediator"), issued.id) == []


@pytest.mark.parametrize("copies", [0, 100])
def test_an_impossible_number_of_copies_is_refused(street: Street, copies: int) -> None:
    issued = issue(street, mediated(street))
    with pytest.raises(BadInput, match="copies_out_of_range"):
        printed(street.desk, street.seat("mediator"), issued.id, copies, "打印机")


def test_a_foreign_body_prints_nothing(street: Street) -> None:
    issued = issue(street, mediated(street))
    file = street.file(1)
    parts = {file.case.handler_id, file.case.owner_id, *(item.committee_id for item in file.mediations)}
    stranger = next(row for row in street.desk.body_rows.values() if row.id not in parts)
    with pytest.raises(AccessDenied):
        print_job(street.desk, street.seat(stranger.code), issued.id)
