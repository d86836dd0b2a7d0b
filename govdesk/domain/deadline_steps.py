"""The arithmetic of a due time as a list of facts, for whoever prints it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from govdesk.domain.deadline import Deadline, Leg, Pause, Term, Unit, add_months, legs, merged, touched_years
from govdesk.domain.working_calendar import ONE_DAY, WorkingCalendar

_DAYS_LISTED = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic: what kind of line, and its facts by name."""

    kind: str
    facts: dict[str, Any]


def steps(deadline: Deadline) -> list[Step]:
    """From the start to the due moment, in the order a person would count."""
    lines: list[Step] = []
    stops, parts = merged(deadline.pauses), legs(deadline)
    if parts[0].term != deadline.term:
        added = Term(parts[0].term.amount - deadline.term.amount, deadline.term.unit)
        lines.append(Step("lengthened", {"term": deadline.term, "added": added, "total": parts[0].term}))
    for number, leg in enumerate(parts):
        lines += [Step("extended", {"term": leg.term, "reached": leg.start})] if number else []
        lines += _leg(leg, stops, deadline.calendar)
    lines += [Step("unknown_year", {"year": year}) for year in deadline.flagged_years]
    lines.append(Step(f"due_{parts[-1].term.unit.value}", {"due": deadline.due_at}))
    if touched_years(deadline):
        lines.append(Step("calendar", {"version": deadline.calendar_version}))
    return lines


def _leg(leg: Leg, stops: Sequence[Pause], calendar: WorkingCalendar) -> list[Step]:
    paused = _pauses(leg, stops)
    if leg.last_day is not None:
        moved = [Step("last_day_moved", {"last": leg.last_day})] if paused else []
        rolled = _rolling(leg.last_day, leg.reached.date(), calendar)
        return [*_calendar_days(leg.start, leg.term), *paused, *moved, *rolled]
    if leg.term.unit == Unit.HOURS:
        return [Step("from_moment", {"start": leg.start, "term": leg.term}), *paused]
    if leg.term.unit == Unit.WORKING_HOURS:
        return _office_hours(leg, paused, calendar)
    return _working_days(leg, paused, stops, calendar)


def _working_days(leg: Leg, paused: list[Step], stops: Sequence[Pause], calendar: WorkingCalendar) -> list[Step]:
    first, last = leg.start.date() + ONE_DAY, leg.reached.date()
    counted = tuple(
        day
        for day in _worked_days(first, last, calendar)
        if not any(stop.start.date() <= day < stop.end.date() for stop in stops)
    )
    return [
        Step("start_day_not_counted", {"start": leg.start, "first": first}),
        *_special_days(first, last, calendar),
        *paused,
        Step("working_days", {"term": leg.term, "days": counted, "last": last}),
    ]


def _calendar_days(start: datetime, leg: Term) -> list[Step]:
    first = start.date() + ONE_DAY
    begin = Step("start_day_not_counted", {"start": start, "first": first})
    if leg.unit == Unit.DAYS:
        last = start.date() + timedelta(days=leg.amount)
        return [begin, Step("days", {"term": leg, "first": first, "last": last})]
    last = add_months(start.date(), leg.amount)
    kind = "months" if last.day == start.day else "months_without_day"
    return [begin, Step(kind, {"term": leg, "day": start.day, "last": last})]


def _office_hours(leg: Leg, paused: list[Step], calendar: WorkingCalendar) -> list[Step]:
    opens = calendar.next_open_moment(leg.start)
    kind = "from_moment" if opens == leg.start else "from_opening"
    lines = [Step(kind, {"start": leg.start, "term": leg.term, "opens": opens})]
    lines.append(Step("office_hours", {"hours": calendar.hours}))
    lines += _special_days(opens.date(), leg.reached.date(), calendar)
    days = _worked_days(opens.date(), leg.reached.date(), calendar)
    if paused or len(days) > _DAYS_LISTED:
        return [*lines, *paused, Step("hours_over_days", {"term": leg.term, "last": leg.reached})]
    for day in days:
        begin = max(opens, datetime.combine(day, calendar.hours.stretches[0][0]))
        end = min(leg.reached, datetime.combine(day, calendar.hours.closes))
        seconds = calendar.working_seconds_between(begin, end)
        lines.append(Step("hours_of_day", {"from": begin, "to": end, "seconds": seconds}))
    return lines


def _worked_days(first: date, last: date, calendar: WorkingCalendar) -> tuple[date, ...]:
    span = (last - first).days + 1
    days = (first + timedelta(days=offset) for offset in range(span))
    return tuple(day for day in days if calendar.is_working(day))


def _special_days(first: date, last: date, calendar: WorkingCalendar) -> Iterator[Step]:
    """Holidays as stretches of one name, make-up days each, in order; plain weekends go without saying."""
    day = first
    while day <= last:
        special = calendar.days.get(day)
        if special is None:
            day += ONE_DAY
        elif not special.off:
            yield Step("make_up_day", {"day": day, "name": special.name})
            day += ONE_DAY
        else:
            end = _end_of_stretch(day, special.name, calendar)
            yield Step("holiday", {"first": day, "last": end, "name": special.name})
            day = end + ONE_DAY


def _end_of_stretch(day: date, name: str, calendar: WorkingCalendar) -> date:
    while True:
        following = calendar.days.get(day + ONE_DAY)
        if following is None or not following.off or following.name != name:
            return day
        day += ONE_DAY


def _pauses(leg: Leg, stops: Sequence[Pause]) -> list[Step]:
    by_hours = leg.term.unit in (Unit.HOURS, Unit.WORKING_HOURS)
    return [
        Step("paused_hours" if by_hours else "paused_days", {"start": stop.start, "end": stop.end, "name": stop.name})
        for stop in stops
        if stop.start < leg.reached and stop.end > leg.start and (by_hours or stop.end.date() > stop.start.date())
    ]


def _rolling(last: date, due: date, calendar: WorkingCalendar) -> list[Step]:
    if last == due:
        special = calendar.days.get(last)
        if special is not None and not special.off:
            return [Step("last_day_made_up", {"day": last, "name": special.name})]
        return []
    names = dict.fromkeys(
        special.name
        for offset in range((due - last).days)
        if (special := calendar.days.get(last + timedelta(days=offset))) is not None
    )
    return [Step("rolled", {"last": last, "due": due, "names": tuple(names)})]
