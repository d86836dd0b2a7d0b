"""The moment at which a share of a term is used up, in the time that the term itself counts."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from govdesk.domain.deadline import Deadline, Pause, Unit, merged
from govdesk.domain.working_calendar import WorkingCalendar

_WORKING = (Unit.WORKING_DAYS, Unit.WORKING_HOURS)


def moment_at_share(deadline: Deadline, percent: int) -> datetime:
    """When so many percent (≥ 1) of the time from start to due are used up; 100 is the due time itself.

    Terms in working units count office hours, the others every second; pauses count in neither.
    """
    start, stops = deadline.start.replace(microsecond=0), merged(deadline.pauses)
    elapsed = _elapsed(deadline)
    whole = _counted(start, deadline.due_at, stops, elapsed)
    return _after(start, max(1, whole * percent // 100), stops, elapsed, _advance(deadline))


def share_used(deadline: Deadline, now: datetime) -> int:
    """How many whole percent of the term are used up at this moment; more than 100 once it is over."""
    start, stops = deadline.start.replace(microsecond=0), merged(deadline.pauses)
    elapsed = _elapsed(deadline)
    whole = _counted(start, deadline.due_at, stops, elapsed)
    return _counted(start, now, stops, elapsed) * 100 // max(1, whole)


def _counted(
    start: datetime, end: datetime, stops: Sequence[Pause], elapsed: Callable[[datetime, datetime], int]
) -> int:
    """Seconds between two moments without the pauses between them."""
    at, seconds = start, 0
    for stop in stops:
        if stop.start >= end:
            break
        seconds += elapsed(at, max(at, stop.start))
        at = max(at, stop.end)
    return seconds + elapsed(at, end)


def _after(
    start: datetime,
    seconds: int,
    stops: Sequence[Pause],
    elapsed: Callable[[datetime, datetime], int],
    advance: Callable[[datetime, int], datetime],
) -> datetime:
    at, left = start, seconds
    for stop in stops:
        counted = elapsed(at, max(at, stop.start))
        if counted >= left:
            break
        left -= counted
        at = max(at, stop.end)
    return advance(at, left)


def _elapsed(deadline: Deadline) -> Callable[[datetime, datetime], int]:
    calendar: WorkingCalendar = deadline.calendar
    return calendar.working_seconds_between if deadline.term.unit in _WORKING else _plain_seconds


def _advance(deadline: Deadline) -> Callable[[datetime, int], datetime]:
    return deadline.calendar.moment_after if deadline.term.unit in _WORKING else _plain_moment


def _plain_seconds(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()))


def _plain_moment(start: datetime, seconds: int) -> datetime:
    return start + timedelta(seconds=seconds)
