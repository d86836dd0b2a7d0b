"""The calendar in force: the shipped one with the holiday files that a centre has imported on top."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.domain.case import CaseFile, evolve
from govdesk.domain.changes import Changes
from govdesk.domain.clocks import Timekeeper, deadline_of, renew_due_times
from govdesk.domain.deadline import due_at, parse_term
from govdesk.domain.vocabulary import ClockKind
from govdesk.domain.working_calendar import (
    CalendarDay,
    OfficeHours,
    WorkingCalendar,
    known_years,
    make_calendar,
)
from govdesk.exchange.calendars import HolidayFile, read_holidays
from govdesk.foundation.text import _
from govdesk.services.shipped_calendar import SHIPPED_VERSION, shipped_holidays
from govdesk.storage.queries.calendar import read_calendar_days
from govdesk.storage.queries.calendar_effects import read_open_cases_due_from
from govdesk.storage.repositories.log_entry import LogEntry

if TYPE_CHECKING:
    from govdesk.domain.roles import Actor
    from govdesk.services.desk import Desk
    from govdesk.storage.unit_of_work import UnitOfWork

RENEW = "renew_calendar"
"""The action under which a case's log tells that its due times followed a new calendar."""


@dataclass(frozen=True, slots=True)
class HolidayImport:
    """What one file brought. `earlier` and `later` count open cases whose centre's due time moved."""

    version: str
    rows: int
    years: tuple[int, ...]
    earlier: int
    later: int
    changes: Changes


def calendar_with(version: str, days: Iterable[CalendarDay], hours: OfficeHours) -> WorkingCalendar:
    """The shipped days with imported ones over them."""
    return make_calendar(f"{SHIPPED_VERSION}+{version}", [*shipped_holidays().days, *days], hours)


def import_holidays(desk: "Desk", actor: "Actor", file: Path) -> HolidayImport:
    """Put a year's arrangement into force; the due times of open cases follow it, closed cases keep theirs.

    Raises BadInput with file and row when the file cannot be read; nothing is changed then.
    """
    found = read_holidays(file)
    with desk.work(actor) as work:
        version = work.calendars.add_version(found.days, file.name, work.now)
        _latest, days = read_calendar_days(work.connection)
        calendar = calendar_with(version, days, desk.rules.calendar.hours)
        keeper = Timekeeper(desk.rules.terms, calendar)
        note = _("导入假期表 {file}").format(file=file.name)
        entry = LogEntry(RENEW, actor, work.now, work.command, note)
        moved = _renew_open_cases(work, keeper, found, entry)
        changes = replace(work.commit(), everything=True)
    desk.reload()
    return HolidayImport(
        version=calendar.version,
        rows=len(found.days),
        years=tuple(sorted(known_years(found.days) | found.years)),
        earlier=sum(after < before for before, after in moved),
        later=sum(after > before for before, after in moved),
        changes=changes,
    )


def _renew_open_cases(
    work: "UnitOfWork", keeper: Timekeeper, found: HolidayFile, entry: LogEntry
) -> list[tuple[datetime, datetime]]:
    """Centre's due times before and after, of the cases in which any clock moved or a flag went."""
    moved = []
    first = datetime.combine(found.days[0].day, time())
    for case_id in read_open_cases_due_from(work.connection, first):
        before = work.cases.get(case_id)
        after = renewed(before, keeper)
        if _clocks(before) == _clocks(after):
            continue
        work.cases.save(before, after, entry)
        if before.case.due_at and after.case.due_at:
            moved.append((before.case.due_at, after.case.due_at))
    return moved


def renewed(file: CaseFile, keeper: Timekeeper) -> CaseFile:
    """The case with every cached due time counted again by the calendar in force."""
    file = renew_due_times(file, keeper)
    case = file.case
    clocks = (deadline_of(file, kind, keeper) for kind in (ClockKind.CITIZEN, ClockKind.CENTRE, ClockKind.HANDLER))
    deadlines = [deadline for deadline in clocks if deadline is not None]
    citizen = deadline_of(file, ClockKind.CITIZEN, keeper)
    sign_due = case.sign_due_at
    if case.dispatched_at and case.sign_term and sign_due:
        sign_due = due_at(case.dispatched_at, parse_term(case.sign_term), keeper.calendar).due_at
    return replace(
        file,
        case=evolve(
            case,
            citizen_due_at=citizen.due_at if citizen else None,
            sign_due_at=sign_due,
            calendar_flagged=any(deadline.flagged_years for deadline in deadlines),
        ),
    )


def _clocks(file: CaseFile) -> tuple[object, ...]:
    case = file.case
    return (case.due_at, case.handler_due_at, case.citizen_due_at, case.sign_due_at, case.calendar_flagged)
