"""Notices of a talk for each party; when the talk is moved the old ones become void and new ones are issued."""

from govdesk.domain.changes import Changes
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.services.documents import IssuedDocument, issue_document, void_document
from govdesk.services.paper_kinds_mediation import NOTICE, noticed_session
from govdesk.storage.queries.documents import read_case_documents, read_document_data


def issue_notices(desk: Desk, actor: Actor, case_id: int, session: int | None = None) -> list[IssuedDocument]:
    """One notice for each party that is to come. Earlier notices of the same talk are made void first.

    Raises RuleViolation `no_such_session`, or `no_session_open` when no talk is booked.
    """
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    booked = noticed_session(file, str(session or ""))
    void_notices(desk, actor, case_id, booked.number, _("调解改期，重新通知"))
    names = booked.parties or tuple(party.name for party in file.parties)
    data = {"session": str(booked.number)}
    return [issue_document(desk, actor, NOTICE, case_id, {**data, "receiver": name}) for name in names]


def void_notices(desk: Desk, actor: Actor, case_id: int, session: int, reason: str) -> Changes:
    """Every notice in force of this talk becomes void; its number stays used."""
    changes = Changes()
    for document_id in notices_in_force(desk, case_id, session):
        changes = changes | void_document(desk, actor, document_id, reason)
    return changes


def notices_in_force(desk: Desk, case_id: int, session: int) -> list[int]:
    """The ids of the notices of this talk that are issued and not void."""
    with desk.database.reading() as connection:
        papers = [item for item in read_case_documents(connection, case_id) if item.kind == NOTICE]
        issued = [item for item in papers if item.state == "issued"]
        values = {item.id: read_document_data(connection, item.id) or {} for item in issued}
    return [item.id for item in issued if str(_values(values[item.id]).get("session", "")) == str(session)]


def _values(data: dict[str, object]) -> dict[str, object]:
    found = data.get("values", data)
    return dict(found) if isinstance(found, dict) else {}
