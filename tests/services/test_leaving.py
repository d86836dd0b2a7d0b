"""Files that leave: they open with their password only, and the register says for whom."""

import io
import random

import pikepdf
import pytest

from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.services.documents import reprint, void_document
from govdesk.services.leaving import (
    checked_password,
    generated_password,
    leavings,
    opens_with,
    protect_document,
    protect_file,
)
from govdesk.services.messages import sentence
from tests.conftest import Street
from tests.services.test_documents import issue, mediated

PASSWORD = "七号信封-2026"


def test_a_protected_paper_opens_with_its_password_only(street: Street) -> None:
    issued = issue(street, mediated(street))
    left = protect_document(street.desk, street.seat("mediator"), issued.id, PASSWORD, "区法院", "司法确认")
    assert opens_with(left.content, PASSWORD)
    assert not opens_with(left.content, "wrong-password")
    assert not opens_with(left.content, "")
    with pikepdf.Pdf.open(io.BytesIO(left.content), password=PASSWORD) as paper:
        assert paper.encryption.bits == 256
        assert paper.encryption.R == 6
        assert "人民调解协议书" in str(paper.docinfo["/Title"])
        assert len(paper.pages) == issued.pages
    assert reprint(street.desk, street.seat("mediator"), issued.id) == issued.content


def test_the_register_says_who_gave_what_to_whom_and_never_the_password(street: Street) -> None:
    issued = issue(street, mediated(street))
    left = protect_document(street.desk, street.seat("mediator"), issued.id, PASSWORD, "区法院", "司法确认")
    (row,) = leavings(street.desk, street.seat("operator"))
    assert (row.seat, row.recipient, row.purpose, row.sha256) == ("mediator", "区法院", "司法确认", left.sha256)
    assert issued.number in row.title
    database = (street.folder / "govdesk.db").read_bytes() + (street.folder / "govdesk.db-wal").read_bytes()
    assert PASSWORD.encode() not in database


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("12345678", "12345679", "password_differs"),
        ("1234567", "1234567", "password_short"),
        ("", "", "password_short"),
    ],
)
def test_a_wrong_or_short_password_is_told(first: str, second: str, code: str) -> None:
    with pytest.raises(BadInput, match=code) as told:
        checked_password(first, second)
    assert "密码" in sentence(told.value)


def test_a_generated_password_is_long_and_without_letters_that_look_alike() -> None:
    made = {generated_password(random.Random(seed)) for seed in range(50)}
    assert len(made) == 50
    assert all(len(password) == 12 and not set(password) & set("0O1lI") for password in made)


def test_without_a_recipient_nothing_leaves(street: Street) -> None:
    issued = issue(street, mediated(street))
    with pytest.raises(RuleViolation, match="leaving_needs_recipient"):
        protect_document(street.desk, street.seat("mediator"), issued.id, PASSWORD, " ", "司法确认")
    assert leavings(street.desk, street.seat("operator")) == []


def test_a_void_paper_does_not_leave(street: Street) -> None:
    issued = issue(street, mediated(street))
    void_document(street.desk, street.seat("mediator"), issued.id, "写错了")
    with pytest.raises(RuleViolation, match="leaving_of_void"):
        protect_document(street.desk, street.seat("mediator"), issued.id, PASSWORD, "区法院", "司法确认")


def test_any_other_pdf_leaves_the_same_way(street: Street) -> None:
    issued = issue(street, mediated(street))
    left = protect_file(street.desk, street.seat("operator"), "文书台账", issued.content, PASSWORD, "县司法局", "检查")
    assert opens_with(left.content, PASSWORD)
    assert leavings(street.desk, street.seat("operator"))[0].document_id is None
