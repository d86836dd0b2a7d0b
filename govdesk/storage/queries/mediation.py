"""The read door for mediations: who is at the table now, what is drafted, what was issued."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, and_, cast, func, or_, select

from govdesk.domain.vocabulary import Status
from govdesk.storage import tables

DRAFT_KIND = "agreement"
DRAFT_SEAT = "*"
"""A draft agreement belongs to the mediation, not to the seat that typed it."""

_DONE = (Status.ARCHIVED.value, Status.CANCELLED.value, Status.MERGED.value)


@dataclass(frozen=True, slots=True)
class MediationFacts:
    """One mediation with its case; `outcome` is empty while it is open, `issued` the number of its agreement."""

    id: int
    case_id: int
    number: str
    title: str
    category: str
    committee_id: int
    mediators: tuple[str, ...]
    parties: tuple[str, ...]
    opened_at: datetime
    due_at: datetime | None
    outcome: str
    drafted_at: datetime | None
    issued: str


def read_mediations(connection: Connection, body_id: int | None = None, limit: int = 500) -> list[MediationFacts]:
    """Open ones first by due time, then those agreed in writing whose case is not archived yet, newest first.

    `body_id` restricts to what that committee presides over.
    """
    mediation, cases, draft, document = tables.mediation, tables.cases, tables.draft, tables.document
    issued = (
        select(func.max(document.c.number))
        .where(
            document.c.case_id == mediation.c.case_id,
            document.c.kind == DRAFT_KIND,
            document.c.state == "issued",
            document.c.issued_at >= mediation.c.opened_at,
        )
        .scalar_subquery()
    )
    drafted = (
        select(draft.c.saved_at)
        .where(
            draft.c.seat == DRAFT_SEAT,
            draft.c.kind == DRAFT_KIND,
            draft.c.key == cast(mediation.c.case_id, String) + "/" + cast(mediation.c.id, String),
        )
        .scalar_subquery()
    )
    is_open = mediation.c.ended_at.is_(None)
    agreed = and_(mediation.c.outcome == "agreed", mediation.c.form != "oral", cases.c.status.not_in(_DONE))
    query = (
        select(
            mediation, cases.c.number, cases.c.title, cases.c.category, issued.label("issued"), drafted.label("drafted")
        )
        .join(cases, cases.c.id == mediation.c.case_id)
        .where(or_(is_open, agreed), cases.c.visible.is_(True))
        .order_by(is_open.desc(), mediation.c.ended_at.desc(), mediation.c.due_at, mediation.c.id)
        .limit(limit)
    )
    if body_id is not None:
        query = query.where(mediation.c.committee_id == body_id)
    rows = list(connection.execute(query))
    parties = _parties(connection, [row.case_id for row in rows])
    return [
        MediationFacts(
            id=row.id,
            case_id=row.case_id,
            number=row.number,
            title=row.title,
            category=row.category,
            committee_id=row.committee_id,
            mediators=tuple(row.mediators),
            parties=parties.get(row.case_id, ()),
            opened_at=row.opened_at,
            due_at=row.due_at,
            outcome=row.outcome,
            drafted_at=row.drafted,
            issued=row.issued or "",
        )
        for row in rows
    ]


def read_names_of_other_mediations(connection: Connection, case_id: int | None, limit: int = 400) -> list[str]:
    """Names of parties of the latest mediated cases but this one: what a copied agreement may still carry."""
    party, mediation = tables.party, tables.mediation
    latest = select(mediation.c.case_id).order_by(mediation.c.id.desc()).limit(limit)
    query = (
        select(party.c.name).distinct().where(party.c.case_id.in_(latest), party.c.kind == "person", party.c.name != "")
    )
    if case_id is not None:
        query = query.where(party.c.case_id != case_id)
    return [str(name) for name in connection.execute(query).scalars()]


def _parties(connection: Connection, case_ids: list[int]) -> dict[int, tuple[str, ...]]:
    party = tables.party
    query = select(party.c.case_id, party.c.name).where(party.c.case_id.in_(case_ids)).order_by(party.c.position)
    found: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(query):
        found[row.case_id] = (*found.get(row.case_id, ()), row.name)
    return found
