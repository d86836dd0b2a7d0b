"""When the invented cases come in and how long they take: receipts in office hours, about as many on every day."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from govdesk.domain.working_calendar import WorkingCalendar

DAY = timedelta(days=1)
WEEKS = 12
OVERDUE_SHARE = 0.09
LATE_SHARE = 0.08
_JUST_IN = ("unassigned", "dispatched", "returned")
_AGES = {
    "offered": (0.4, 0.9),
    "extension_asked": (0.4, 0.9),
    "agreed": (0.5, 1.0),
    "submitted": (0.4, 0.8),
    "climbed": (0.5, 0.95),
    "mediating": (0.25, 0.85),
    "handled": (0.1, 0.75),
}
"""Age of an open case in parts of what its first hands are allowed."""
_LONG_AGES = {"lasting": (18.0, 26.0), "joint": (12.0, 24.0), "suspended": (6.0, 25.0)}
"""The same in days, where the case has been through several hands, or stands still."""
_REST = {"closed": 0.0, "followed": 3.0, "unreached": 6.0, "struck_off": 6.0, "archived": 10.0}
"""Days after closing that belong to the visit, the striking off and the archive."""


def age_of_open(
    calendar: WorkingCalendar, ending: str, allowed: timedelta, hands: timedelta, chance: random.Random, now: datetime
) -> timedelta:
    """How long an open case has been here: mostly inside the handling body's term, a few beyond the centre's.

    `allowed` by the centre's clock, `hands` by the first handling body's.
    """
    if ending in _JUST_IN:
        return now - _lately(calendar, chance, now)
    if ending in _LONG_AGES:
        low, high = _LONG_AGES[ending]
        age = min(DAY * chance.uniform(low, high), allowed * 0.9)
    else:
        low, high = _AGES[ending]
        age = hands * chance.uniform(low, high)
    if chance.random() < OVERDUE_SHARE:
        age = allowed * chance.uniform(1.03, 1.3)
    return now - at_the_desk(calendar, now - min(age, WEEKS * 7 * DAY - 2 * DAY), chance)


def length_of_finished(
    ending: str, allowed: timedelta, hands: timedelta, age: timedelta, chance: random.Random
) -> timedelta:
    """From receipt to closing: mostly inside the term, and early enough for what comes after closing."""
    late = chance.random() < LATE_SHARE
    length = allowed * chance.uniform(1.05, 1.4) if late else hands * chance.uniform(0.3, 1.1)
    left = age - _REST.get(ending, 0.0) * DAY
    return max(min(length, left * chance.uniform(0.35, 0.7)), age * 0.1, timedelta(hours=2))


def endings_by_age(endings: Iterable[str], chance: random.Random) -> list[str]:
    """The endings of finished cases, those that need the most time after closing first."""
    order = {
        "joint_to_court": -0.5,
        "archived": 0.0,
        "struck_off": 1.0,
        "unreached": 1.6,
        "followed": 2.0,
        "closed": 3.0,
    }
    return sorted(endings, key=lambda ending: order.get(ending, 3.0 * chance.random()) + chance.uniform(-0.7, 0.7))


def receipts(
    calendar: WorkingCalendar, taken: Sequence[datetime], count: int, chance: random.Random, now: datetime
) -> list[datetime]:
    """`count` moments in order, on the days on which the cases `taken` leave the most room."""
    days = _working_days(calendar, now)
    there = Counter(moment.date() for moment in taken)
    wanted = (len(taken) + count) / len(days)
    room = [max(wanted - there[day], wanted * 0.35) for day in days]
    return sorted(_on(calendar, day, chance) for day in chance.choices(days, room, k=count))


def at_the_desk(calendar: WorkingCalendar, moment: datetime, chance: random.Random) -> datetime:
    """The moment itself in office hours, else some time on one of the working days before it."""
    if calendar.next_open_moment(moment) == moment:
        return moment
    day = moment.date()
    for _step in range(chance.randint(1, 3)):
        day = _working_day_before(calendar, day)
    return _on(calendar, day, chance)


def _lately(calendar: WorkingCalendar, chance: random.Random, now: datetime) -> datetime:
    """This morning, or on one of the two working days before."""
    passed = calendar.hours.seconds_until(now.time()) if calendar.is_working(now.date()) else 0
    if passed > 60 and chance.random() < 0.5 * passed / calendar.hours.seconds + 0.2:
        return datetime.combine(now.date(), calendar.hours.moment_after(chance.randint(1, passed)))
    day = _working_day_before(calendar, now.date())
    if chance.random() < 0.35:
        day = _working_day_before(calendar, day)
    return _on(calendar, day, chance)


def _on(calendar: WorkingCalendar, day: date, chance: random.Random) -> datetime:
    return datetime.combine(day, calendar.hours.moment_after(chance.randint(1, calendar.hours.seconds)))


def _working_days(calendar: WorkingCalendar, now: datetime) -> list[date]:
    """Those of the weeks before today."""
    days = (now.date() - DAY * back for back in range(1, WEEKS * 7))
    return [day for day in days if calendar.is_working(day)]


def _working_day_before(calendar: WorkingCalendar, day: date) -> date:
    day -= DAY
    while not calendar.is_working(day):
        day -= DAY
    return day
