"""The read door for small facts that guards and commands ask about a case."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from govdesk.domain.errors import NotFound
from govdesk.domain.roles import SYSTEM
from govdesk.domain.vocabulary import Status
from govdesk.storage import tables

FIRST_LINES = ("register", "record_closed", "route", "confirm_category", "renew_calendar")


def read_case_id(connection: Connection, number: str) -> int:
    """Full-width letters and dashes of a Chinese keyboard are read as plain ones. Raises NotFound."""
    wanted = re.sub("[–—―−]+", "-", unicodedata.normalize("NFKC", number)).strip().upper()
    found = connection.execute(
        select(tables.cases.c.id).where(tables.cases.c.number == wanted, tables.cases.c.visible.is_(True))
    ).scalar_one_or_none()
    if found is None:
        raise NotFound("no_such_case", {"number": number})
    return int(found)


def read_uid(connection: Connection, case_id: int) -> str | None:
    """The uid of a case; None when there is no such case."""
    return connection.execute(select(tables.cases.c.uid).where(tables.cases.c.id == case_id)).scalar()


def read_issued_kinds(connection: Connection, case_id: int) -> list[str]:
    """Kinds of the papers issued for a case, void ones left out."""
    table = tables.document
    query = select(table.c.kind).where(table.c.case_id == case_id, table.c.state == "issued").distinct()
    return [str(kind) for kind in connection.execute(query).scalars()]


def read_worked_on(connection: Connection, case_id: int) -> bool:
    """Did anybody but the import itself act on the case? The program's own reminders are nobody's work."""
    log = tables.case_log
    query = select(func.count()).where(
        log.c.case_id == case_id, log.c.action.not_in(FIRST_LINES), log.c.seat != SYSTEM.seat
    )
    return bool(connection.execute(query).scalar_one())


def read_latest_step(connection: Connection, case_ids: Collection[int]) -> datetime | None:
    """When somebody last did something with any of the cases."""
    log = tables.case_log
    found: datetime | None = connection.execute(select(func.max(log.c.at)).where(log.c.case_id.in_(case_ids))).scalar()
    return found


def read_last_steps(connection: Connection, status: str) -> list[tuple[int, datetime]]:
    """(case id, moment of its newest log line) of every case in that status, by id."""
    log, cases = tables.case_log, tables.cases
    query = (
        select(cases.c.id, func.max(log.c.at))
        .join(log, log.c.case_id == cases.c.id)
        .where(cases.c.status == status, cases.c.visible.is_(True))
        .group_by(cases.c.id)
        .order_by(cases.c.id)
    )
    return [(int(case_id), at) for case_id, at in connection.execute(query)]


def read_open_suspensions_due(connection: Connection, today: date) -> list[int]:
    """Cases whose suspension ends today or should have ended before."""
    table = tables.suspension
    query = (
        select(table.c.case_id)
        .join(tables.cases, tables.cases.c.id == table.c.case_id)
        .where(
            table.c.ended_at.is_(None),
            table.c.until.is_not(None),
            table.c.until <= today,
            tables.cases.c.status == Status.SUSPENDED.value,
        )
    )
    return [int(item) for item in connection.execute(query).scalars()]
