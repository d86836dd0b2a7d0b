"""The read door for imported holidays."""

from sqlalchemy import Connection, select

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
