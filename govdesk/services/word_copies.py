"""Papers as Word files, from the frozen values of the paper and never from the case of today."""

from govdesk.domain.errors import BadInput, NotFound, RuleViolation
from govdesk.domain.papers import Paper
from govdesk.domain.roles import Actor
from govdesk.services.access import case_for_change, viewed
from govdesk.services.desk import Desk
from govdesk.services.documents import paper_of_case, paper_of_draft, refuse_revealing
from govdesk.services.frozen_papers import frozen_paper
from govdesk.services.paper_kind import Data
from govdesk.services.paper_kinds import paper_kind
from govdesk.services.template_choice import current_template, text_of
from govdesk.storage.queries.documents import read_document
from govdesk.storage.queries.paper_ledger import read_frozen
from govdesk.storage.repositories.documents import DocumentRepository

WORD, DOSSIER = "word", "dossier"


def word_copy(desk: Desk, actor: Actor, document_id: int) -> bytes:
    """An issued paper as .docx, with a line in its log. Raises NotFound, AccessDenied, RuleViolation `word_of_void`."""
    with desk.work(actor) as work:
        row = read_document(work.connection, document_id)
        if row is None:
            raise NotFound("no_such_document", {"document": document_id})
        refuse_revealing(actor, case_for_change(work, actor, row.case_id), row.kind)
        if row.kind == DOSSIER:
            raise BadInput("dossier_only_pdf", {})
        if row.state != "issued":
            raise RuleViolation("word_of_void", {"number": row.number})
        paper = frozen_paper(row.number, read_frozen(work.connection, document_id))
        content = _written(paper, text_of(work.connection, row.template))
        documents = DocumentRepository(work.connection, work.centre_id)
        documents.note_printing(document_id, work.now, actor.seat, 1, WORD)
        work.touched_documents.add(document_id)
        work.commit()
    viewed(desk, actor, row.case_id, "paper")
    return content


def word_preview(
    desk: Desk, actor: Actor, kind: str, case_id: int, data: Data = None, hand_boxes: bool = False
) -> bytes:
    """A paper that is not issued yet, with a blank for the number; nothing is taken or written."""
    paper = paper_of_case(desk, actor, kind, case_id, data, hand_boxes)
    return _written(paper, current_template(desk, paper_kind(kind)).source)


def word_of_draft(kind: str, data: object, hand_boxes: bool = False, desk: Desk | None = None) -> bytes:
    """A paper from a file alone, with the number that stands in it; nothing is issued and nothing is kept.

    With a desk by the centre's own version of the form.
    """
    return _written(paper_of_draft(kind, data, hand_boxes, desk), current_template(desk, paper_kind(kind)).source)


def _written(paper: Paper, source: str = "") -> bytes:
    from govdesk.documents.word.rendering import render_word  # loads the Word library with the first file

    return render_word(paper, source)
