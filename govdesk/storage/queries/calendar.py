"""The read door for imported holidays."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from govdesk.domain.working_calendar import CalendarDay
from govdesk.storage import tables


def read_calendar_days(connection: Connection) -> tuple[str, list[CalendarDay]]:
    """The newest imported version (empty text when there is none) and all imported days; a later import wins."""
    version = connection.execute(
        select(tables.calendar_version.c.version).order_by(tables.calendar_version.c.id.desc()).limit(1)
    ).scalar_one_or_none()
    day = tables.calendar_day
    days = {
        row.day: CalendarDay(row.day, not row.working, row.name)
        for row in connection.execute(select(day).order_by(day.c.calendar_version_id, day.c.day))
    }
    return version or "", list(days.values())


def read_calendar_versions(connection: Connection) -> list[tuple[str, str, datetime, int]]:
    """(version, file, when, days) of every import, the newest first."""
    version, day = tables.calendar_version, tables.calendar_day
    query = (
        select(version.c.version, version.c.source, version.c.stored_at, func.count(day.c.day))
        .outerjoin(day, day.c.calendar_version_id == version.c.id)
        .group_by(version.c.id)
        .order_by(version.c.id.desc())
    )
    return [(str(row[0]), str(row[1]), row[2], int(row[3])) for row in connection.execute(query)]
