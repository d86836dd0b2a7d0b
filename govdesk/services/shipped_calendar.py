"""The calendar that comes with the program, before a centre has imported anything."""

from functools import cache

from govdesk.domain.working_calendar import SHIPPED_HOURS, OfficeHours, WorkingCalendar, make_calendar
from govdesk.exchange.calendars import HolidayFile, read_holidays
from govdesk.foundation import paths

SHIPPED_VERSION = "shipped-2026"


def shipped_calendar(hours: OfficeHours = SHIPPED_HOURS) -> WorkingCalendar:
    """The years 2004–2026 of `resources/dictionaries/holidays.csv`."""
    return make_calendar(SHIPPED_VERSION, shipped_holidays().days, hours)


@cache
def shipped_holidays() -> HolidayFile:
    return read_holidays(paths.resources() / "dictionaries" / "holidays.csv")
