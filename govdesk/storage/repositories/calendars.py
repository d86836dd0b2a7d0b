"""The write door for imported holidays: a version a file, days that differ from the plain week."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from govdesk.domain.working_calendar import CalendarDay
from govdesk.storage import tables


class CalendarRepository:
    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def add_version(self, days: Iterable[CalendarDay], source: str, now: datetime) -> str:
        """Store the days of one file as a new version; returns the version's name."""
        table = tables.calendar_version
        count = self._connection.execute(select(func.count()).select_from(table)).scalar_one()
        version = f"{now:%Y%m%d}-{count + 1}"
        result = self._connection.execute(
            insert(table).values(centre_id=self._centre_id, version=version, source=source, stored_at=now)
        )
        version_id = int(result.inserted_primary_key[0])  # type: ignore[index]
        rows = [
            {
                "centre_id": self._centre_id,
                "day": day.day,
                "working": not day.off,
                "name": day.name,
                "calendar_version_id": version_id,
            }
            for day in days
        ]
        if rows:
            self._connection.execute(insert(tables.calendar_day), rows)
        return version
