"""The read door for mediations: who is at the table now, what is drafted, what was issued."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, and_, cast, func, or_, select

from govdesk.domain.case import Mediation
from govdesk.domain.mediation_work import APPLICATION, CONFIRMATION, INSTALMENT, URGING
from govdesk.domain.vocabulary import Status
from govdesk.storage import tables
from govdesk.storage.repositories.case_rows import child_from_row

DRAFT_KIND = "agreement"
DRAFT_SEAT = "*"
"""A draft agreement belongs to the mediation, not to the seat that typed it."""

_DONE = (Status.ARCHIVED.value, Status.CANCELLED.value, Status.MERGED.value)

_AFTERWARDS = (INSTALMENT, URGING, CONFIRMATION)


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
    """Open ones first by due time, then those agreed whose case is not archived yet, newest first.

    An oral agreement stays only while a duty, an urging or a confirmation is open.

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
    side = tables.side_record
    unfinished = (
        select(side.c.id)
        .where(side.c.case_id == mediation.c.case_id, side.c.state == "open", side.c.kind.in_(_AFTERWARDS))
        .exists()
    )
    still = or_(mediation.c.form != "oral", unfinished)
    agreed = and_(mediation.c.outcome == "agreed", still, cases.c.status.not_in(_DONE))
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


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """A case with an application whose parties have not all answered."""

    case_id: int
    number: str
    title: str
    handler_id: int | None
    parties: tuple[str, ...]
    opened_at: datetime


def read_applications(connection: Connection, body_id: int | None = None, limit: int = 200) -> list[AskedFacts]:
    """Applications that wait for answers or for the table to open, the oldest first."""
    side, cases = tables.side_record, tables.cases
    query = (
        select(side.c.case_id, side.c.opened_at, cases.c.number, cases.c.title, cases.c.handler_id)
        .join(cases, cases.c.id == side.c.case_id)
        .where(side.c.kind == APPLICATION, side.c.state == "open", cases.c.visible.is_(True))
        .where(cases.c.status.not_in(_DONE))
        .order_by(side.c.opened_at, side.c.id)
        .limit(limit)
    )
    if body_id is not None:
        query = query.where(cases.c.handler_id == body_id)
    rows = list(connection.execute(query))
    parties = _parties(connection, [row.case_id for row in rows])
    return [
        AskedFacts(row.case_id, row.number, row.title, row.handler_id, parties.get(row.case_id, ()), row.opened_at)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class LateFacts:
    """A duty or an urging past its day, with its case; `data` as the record holds it."""

    case_id: int
    number: str
    title: str
    kind: str
    due_at: datetime
    data: dict[str, object]


def read_late_performance(
    connection: Connection, now: datetime, body_id: int | None = None, limit: int = 300
) -> list[LateFacts]:
    """Duties that were not performed by their day, and urgings that nobody has done, the oldest first."""
    side, cases = tables.side_record, tables.cases
    late = and_(side.c.kind == INSTALMENT, side.c.due_at < now)
    query = (
        select(side.c.case_id, side.c.kind, side.c.due_at, side.c.data, cases.c.number, cases.c.title)
        .join(cases, cases.c.id == side.c.case_id)
        .where(side.c.state == "open", or_(late, side.c.kind == URGING), cases.c.visible.is_(True))
        .order_by(side.c.due_at, side.c.id)
        .limit(limit)
    )
    if body_id is not None:
        query = query.where(side.c.body_id == body_id)
    return [
        LateFacts(row.case_id, row.number, row.title, row.kind, row.due_at, dict(row.data))
        for row in connection.execute(query)
    ]


def read_agreements_unconfirmed(
    connection: Connection, since: datetime, body_id: int | None = None
) -> list[tuple[int, str, str, Mediation]]:
    """Mediations that ended agreed since then and whose confirmation nobody has asked for: case, number, title."""
    mediation, cases, side = tables.mediation, tables.cases, tables.side_record
    asked = select(side.c.id).where(side.c.case_id == mediation.c.case_id, side.c.kind == CONFIRMATION).exists()
    query = (
        select(mediation, cases.c.number, cases.c.title)
        .join(cases, cases.c.id == mediation.c.case_id)
        .where(mediation.c.outcome == "agreed", mediation.c.ended_at >= since, ~asked, cases.c.visible.is_(True))
        .where(cases.c.status.not_in(_DONE))
        .order_by(mediation.c.ended_at)
    )
    if body_id is not None:
        query = query.where(mediation.c.committee_id == body_id)
    rows = connection.execute(query).mappings()
    return [(row["case_id"], row["number"], row["title"], child_from_row(Mediation, dict(row))) for row in rows]


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
