"""Papers as Word files: from the frozen values of an issued paper, and from drafts."""

import pytest

from govdesk.documents.rendering import render
from govdesk.domain.errors import RuleViolation
from govdesk.services import word_copies
from govdesk.services.documents import void_document
from govdesk.services.frozen_papers import frozen_paper
from govdesk.storage import tables
from govdesk.storage.queries.paper_ledger import read_frozen
from tests.conftest import Street
from tests.documents.word.reading import words_of
from tests.services.test_documents import draft, issue, mediated


@pytest.mark.parametrize("kind", ["agreement", "assignment", "handover"])
def test_an_issued_paper_gives_its_pdf_again_from_the_frozen_values(street: Street, kind: str) -> None:
    more = {} if kind == "agreement" else {"receiver": "柳河派出所"}
    issued = issue(street, mediated(street), kind, "mediator" if kind == "agreement" else "operator", **more)
    with street.desk.database.reading() as connection:
        paper = frozen_paper(issued.number, read_frozen(connection, issued.id))
    assert render(paper).content == issued.content


def test_a_word_copy_bears_the_number_and_is_remembered(street: Street) -> None:
    issued = issue(street, mediated(street))
    words = words_of(word_copies.word_copy(street.desk, street.seat("mediator"), issued.id))
    assert "柳林人调字〔2026〕1号" in words
    assert "恢复排水沟宽0.6米" in words
    with street.desk.database.reading() as connection:
        (line,) = connection.execute(tables.print_log.select()).all()
    assert (line.way, line.copies, line.ordinal) == ("word", 1, 0)


def test_the_case_of_today_does_not_change_the_word_copy(street: Street) -> None:
    case_id = mediated(street)
    issued = issue(street, case_id)
    before = word_copies.word_copy(street.desk, street.seat("mediator"), issued.id)
    street.act(case_id, "end_mediation", outcome="agreed", form="书面协议", seat="mediator")
    assert word_copies.word_copy(street.desk, street.seat("mediator"), issued.id) == before


def test_a_void_paper_gives_no_word_copy(street: Street) -> None:
    issued = issue(street, mediated(street))
    void_document(street.desk, street.seat("mediator"), issued.id, "写错了名字")
    with pytest.raises(RuleViolation, match="word_of_void"):
        word_copies.word_copy(street.desk, street.seat("mediator"), issued.id)


def test_a_paper_not_issued_yet_has_a_blank_for_its_number(street: Street) -> None:
    case_id = mediated(street)
    content = word_copies.word_preview(street.desk, street.seat("mediator"), "agreement", case_id, draft())
    assert "编号：人调字〔〕号" in words_of(content)


def test_a_draft_file_alone_becomes_a_word_file(street: Street) -> None:
    content = word_copies.word_of_draft(
        "agreement", draft(committee="某村人民调解委员会", number="某人调字〔2026〕5号")
    )
    assert "某人调字〔2026〕5号" in words_of(content)
