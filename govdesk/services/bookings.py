"""The mediators' calendar: who is booked when and where, by week or month."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.desk import Desk
from govdesk.storage.queries.bookings import BookedSession, read_bookings

WEEK, MONTH = "week", "month"


@dataclass(frozen=True, slots=True)
class BookingView:
    """One talk in the calendar. `held` is over and written down."""

    case_id: int
    number: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    mediators: tuple[str, ...]
    parties: tuple[str, ...]
    committee: str
    held: bool


@dataclass(frozen=True, slots=True)
class BookingDay:
    """`off`: a day of rest by the calendar; `outside`: of the month before or after."""

    day: date
    off: bool
    outside: bool
    bookings: tuple[BookingView, ...]


@dataclass(frozen=True, slots=True)
class BookingPage:
    """Whole weeks from Monday; `mediators` are those with a booking in it, for the filter."""

    span: str
    title: str
    first: date
    days: tuple[BookingDay, ...]
    mediators: tuple[str, ...]


def booking_page(desk: Desk, actor: Actor, day: date, span: str = WEEK, mediator: str = "") -> BookingPage:
    """The week or the month of `day`; a body's seat sees the talks of its own committee only."""
    first, last = _bounds(day, span)
    start, end = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    with desk.database.reading() as connection:
        found = read_bookings(connection, start, end, held=True)
    if actor.role is Role.BODY:
        found = [item for item in found if item.booking.committee_id == actor.body_id]
    names = sorted({name for item in found for name in item.booking.mediators})
    shown = [item for item in found if not mediator or mediator in item.booking.mediators]
    by_day: dict[date, list[BookingView]] = {}
    for item in shown:
        by_day.setdefault(item.booking.starts_at.date(), []).append(_view(desk, item))
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    calendar = desk.rules.calendar
    return BookingPage(
        span=span,
        title=_title(day, first, last, span),
        first=first,
        days=tuple(
            BookingDay(
                each,
                not calendar.is_working(each),
                span == MONTH and each.month != day.month,
                tuple(by_day.get(each, ())),
            )
            for each in days
        ),
        mediators=tuple(names),
    )


def step(day: date, span: str, count: int) -> date:
    """The same day of the week some weeks on, or the first of the month some months on."""
    if span == WEEK:
        return day + timedelta(weeks=count)
    month = day.year * 12 + day.month - 1 + count
    return date(month // 12, month % 12 + 1, 1)


def _bounds(day: date, span: str) -> tuple[date, date]:
    if span == WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first, last = day.replace(day=1), step(day, MONTH, 1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _title(day: date, first: date, last: date, span: str) -> str:
    if span == MONTH:
        return _("{year}年{month}月").format(year=day.year, month=day.month)
    return _("{first} 至 {last}").format(first=f"{first:%Y-%m-%d}", last=f"{last:%m-%d}")


def _view(desk: Desk, item: BookedSession) -> BookingView:
    booking = item.booking
    return BookingView(
        case_id=booking.case_id,
        number=booking.case_number,
        title=item.title,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        place=booking.place,
        mediators=booking.mediators,
        parties=tuple(person[0] for person in booking.parties),
        committee=body_name(desk, booking.committee_id) if booking.committee_id else "",
        held=item.state == "held",
    )
