"""The calendar in force: the shipped one with the holiday files that a centre has imported on top."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.domain.case import CaseFile, evolve
from govdesk.domain.changes import Changes
from govdesk.domain.clocks import Timekeeper, deadline_of, renew_due_times
from govdesk.domain.deadline import due_at, parse_term
from govdesk.domain.errors import AccessDenied
from govdesk.domain.vocabulary import ClockKind, Role
from govdesk.domain.working_calendar import (
    CalendarDay,
    OfficeHours,
    WorkingCalendar,
    known_years,
    make_calendar,
    missing_year,
)
from govdesk.exchange.calendars import HolidayFile, read_holidays
from govdesk.foundation.text import _
from govdesk.services.shipped_calendar import SHIPPED_VERSION, shipped_holidays
from govdesk.storage.queries.calendar import read_calendar_days, read_calendar_versions
from govdesk.storage.queries.calendar_effects import read_open_cases_due_from
from govdesk.storage.repositories.log_entry import LogEntry

if TYPE_CHECKING:
    from govdesk.domain.roles import Actor
    from govdesk.services.desk import Desk
    from govdesk.storage.unit_of_work import UnitOfWork

RENEW = "renew_calendar"
"""The action under which a case's log tells that its due times followed a new calendar."""

SAMPLE = 20
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class HolidayImport:
    """What one file brought. `earlier` and `later` count open cases whose centre's due time moved."""

    version: str
    rows: int
    years: tuple[int, ...]
    earlier: int
    later: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class MovedCase:
    """An open case whose centre's due time a new calendar would move."""

    case_id: int
    number: str
    title: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class HolidayPreview:
    """What importing a file would do; nothing is written.

    `others` count open cases of which only another clock would move, `looked_at` all open cases that were counted
    again. `sample` holds the first moved ones, the farthest first. Closed cases keep what they had.
    """

    rows: int
    years: tuple[int, ...]
    new_years: tuple[int, ...]
    earlier: int
    later: int
    others: int
    looked_at: int
    sample: tuple[MovedCase, ...]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One holiday file that was imported before."""

    version: str
    source: str
    stored_at: datetime
    days: int


@dataclass(frozen=True, slots=True)
class CalendarState:
    """The calendar in force: known years, office hours, what was imported, and what is missing."""

    version: str
    first_year: int
    last_year: int
    hours: str
    warning: str
    imported: tuple[ImportedFile, ...]
    days: tuple[CalendarDay, ...]


def calendar_state(desk: "Desk", year: int) -> CalendarState:
    """How the calendar stands; `days` are the days off and the make-up days of that year."""
    calendar = desk.rules.calendar
    with desk.database.reading() as connection:
        imported = tuple(ImportedFile(*row) for row in read_calendar_versions(connection))
    return CalendarState(
        version=calendar.version,
        first_year=min(calendar.years),
        last_year=max(calendar.years),
        hours=str(calendar.hours).replace(", ", "、"),
        warning=missing_year_warning(desk),
        imported=imported,
        days=tuple(calendar.days[day] for day in sorted(calendar.days) if day.year == year),
    )


def missing_year_warning(desk: "Desk") -> str:
    """Two months before a year without a calendar begins, say so; empty when all is well."""
    year = missing_year(desk.rules.calendar, desk.clock.now().date())
    if year is None:
        return ""
    return _("{year}年的放假安排还没有导入，落在该年的时限暂按周一至周五计算。请导入国务院办公厅公布的安排。").format(
        year=year
    )


def calendar_with(version: str, days: Iterable[CalendarDay], hours: OfficeHours) -> WorkingCalendar:
    """The shipped days with imported ones over them."""
    return make_calendar(f"{SHIPPED_VERSION}+{version}", [*shipped_holidays().days, *days], hours)


def preview_holidays(desk: "Desk", actor: "Actor", file: Path) -> HolidayPreview:
    """Who would be concerned by importing this file. Raises BadInput with file and row; nothing is written."""
    _refuse_bodies(actor)
    found = read_holidays(file)
    known = desk.rules.calendar
    with desk.looking(actor) as work:
        latest, days = read_calendar_days(work.connection)
        calendar = calendar_with(latest, [*days, *found.days], known.hours)
        keeper = Timekeeper(desk.rules.terms, calendar)
        concerned = list(_concerned(work, keeper, found))
        looked_at = len(read_open_cases_due_from(work.connection, _first_moment(found)))
    moved = [_moved(before, after) for before, after in concerned if before.case.due_at != after.case.due_at]
    moved.sort(key=lambda item: (-abs((item.after - item.before).total_seconds()), item.case_id))
    years = known_years(found.days) | found.years
    return HolidayPreview(
        rows=len(found.days),
        years=tuple(sorted(years)),
        new_years=tuple(sorted(year for year in years if not known.knows(year))),
        earlier=sum(item.after < item.before for item in moved),
        later=sum(item.after > item.before for item in moved),
        others=len(concerned) - len(moved),
        looked_at=looked_at,
        sample=tuple(moved[:SAMPLE]),
    )


def import_holidays(desk: "Desk", actor: "Actor", file: Path) -> HolidayImport:
    """Put a year's arrangement into force; the due times of open cases follow it, closed cases keep theirs.

    Raises BadInput with file and row when the file cannot be read; nothing is changed then. A body's seat may not.
    """
    _refuse_bodies(actor)
    found = read_holidays(file)
    with desk.work(actor) as work:
        version = work.calendars.add_version(found.days, file.name, work.now)
        _latest, days = read_calendar_days(work.connection)
        calendar = calendar_with(version, days, desk.rules.calendar.hours)
        keeper = Timekeeper(desk.rules.terms, calendar)
        note = _("导入假期表 {file}").format(file=file.name)
        entry = LogEntry(RENEW, actor, work.now, work.command, note)
        concerned = list(_concerned(work, keeper, found))
        for start in range(0, len(concerned), _AT_ONCE):
            work.cases.save_many(concerned[start : start + _AT_ONCE], entry)
        changes = replace(work.commit(), everything=True)
    desk.reload()
    moved = [(before.case.due_at, after.case.due_at) for before, after in concerned]
    return HolidayImport(
        version=calendar.version,
        rows=len(found.days),
        years=tuple(sorted(known_years(found.days) | found.years)),
        earlier=sum(bool(before and after and after < before) for before, after in moved),
        later=sum(bool(before and after and after > before) for before, after in moved),
        changes=changes,
    )


def _refuse_bodies(actor: "Actor") -> None:
    if actor.role is Role.BODY:
        raise AccessDenied("role_may_not", {"role": actor.role.value, "action": _("导入假期表")})


def _concerned(work: "UnitOfWork", keeper: Timekeeper, found: HolidayFile) -> Iterator[tuple[CaseFile, CaseFile]]:
    """Open cases before and after, of which any clock moves or a flag goes."""
    ids = read_open_cases_due_from(work.connection, _first_moment(found))
    for start in range(0, len(ids), _AT_ONCE):
        for before in work.cases.get_many(ids[start : start + _AT_ONCE]):
            after = renewed(before, keeper)
            if _clocks(before) != _clocks(after):
                yield before, after


def _first_moment(found: HolidayFile) -> datetime:
    return datetime.combine(found.days[0].day, time())


def _moved(before: CaseFile, after: CaseFile) -> MovedCase:
    case = before.case
    assert case.due_at is not None and after.case.due_at is not None, "an open case has a due time"
    return MovedCase(int(case.id or 0), case.number, case.title, case.due_at, after.case.due_at)


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
