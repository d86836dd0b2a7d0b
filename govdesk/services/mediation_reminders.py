"""What a mediator must not forget: talks of today, duties near or past their day, urgings, confirmations."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from govdesk.domain.case import SideRecord
from govdesk.domain.mediation_work import INSTALMENT, instalment_of
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.mediation_views import CONFIRMATION, PERFORMANCE, TALK
from govdesk.services.mediation_work import confirmation_days
from govdesk.storage.queries.bookings import BookedSession, read_bookings
from govdesk.storage.queries.mediation import LateFacts, read_agreements_unconfirmed, read_late_performance

LAST_DAYS, FIRST_TOLD = 5, 10
"""Days left for asking for confirmation: day 25 and after, and day 20 of the thirty."""
DUE_SOON = timedelta(days=3)
"""A duty so near its day is told at the start of the day."""
LOOKED_BACK_DAYS = 45
"""Agreements older than this are past their day for confirmation in any calendar."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """`kind`: talk, due, unpaid, urging or confirmation; `on` the day it is about."""

    kind: str
    case_id: int
    number: str
    title: str
    words: str
    on: date

    @property
    def pane(self) -> str:
        """The pane of the mediation screen where it is dealt with."""
        return {"talk": TALK, "confirmation": CONFIRMATION}.get(self.kind, PERFORMANCE)

    @property
    def is_late(self) -> bool:
        return self.kind in ("unpaid", "urging")


def before_you(desk: Desk, actor: Actor) -> list[Reminder]:
    """What the day begins with: today's talks that are not over by their hour, then duties and days, oldest first."""
    today = desk.clock.now().date()
    found = [item for item in reminders(desk, actor) if item.kind != "confirmation" or _is_pressing(item.on, today)]
    return [*_talks_today(desk, actor), *_due_soon(desk, actor), *found]


def reminders(desk: Desk, actor: Actor) -> list[Reminder]:
    """By day, the oldest first; a body's seat is reminded of its own committee's."""
    body_id = actor.body_id if actor.role is Role.BODY else None
    now = desk.clock.now()
    with desk.database.reading() as connection:
        late = read_late_performance(connection, now, body_id)
        since = now - timedelta(days=LOOKED_BACK_DAYS)
        agreed = read_agreements_unconfirmed(connection, since, body_id)
    found = [_late(item) for item in late]
    for case_id, number, title, mediation in agreed:
        days = confirmation_days(desk, mediation)
        if days is None or days.is_over or now.date() < min(days.reminders):
            continue
        pattern = _("司法确认最后一日 {day}，剩 {count} 天") if days.days_left else _("司法确认最后一日就是今天")
        words = pattern.format(day=days.limit, count=days.days_left)
        found.append(Reminder("confirmation", case_id, number, title, words, days.limit))
    return sorted(found, key=lambda item: (item.on, item.number))


def overdue_performance(desk: Desk, actor: Actor) -> list[Reminder]:
    """The duties past their day alone."""
    return [item for item in reminders(desk, actor) if item.kind == "unpaid"]


def _is_pressing(limit: date, today: date) -> bool:
    """Confirmation is told on its first day of reminding, then in the last days; the calendar lists it all the time."""
    left = (limit - today).days
    return left <= LAST_DAYS or left == FIRST_TOLD


def _talks_today(desk: Desk, actor: Actor) -> list[Reminder]:
    now = desk.clock.now()
    with desk.database.reading() as connection:
        found = read_bookings(connection, now, datetime.combine(now.date() + timedelta(days=1), time()))
    mine = [item for item in found if actor.role is not Role.BODY or item.booking.committee_id == actor.body_id]
    return [_talk(item) for item in mine]


def _talk(item: BookedSession) -> Reminder:
    booking = item.booking
    who = " · ".join(filter(None, ("、".join(booking.mediators), booking.place)))
    words = _("今天 {time} 调解　{who}").format(time=f"{booking.starts_at:%H:%M}", who=who)
    return Reminder("talk", booking.case_id, booking.case_number, item.title, words, booking.starts_at.date())


def _due_soon(desk: Desk, actor: Actor) -> list[Reminder]:
    """Duties whose day is today or in the next days; those past it are told by `reminders`."""
    now = desk.clock.now()
    body_id = actor.body_id if actor.role is Role.BODY else None
    until = datetime.combine(now.date() + DUE_SOON + timedelta(days=1), time())
    with desk.database.reading() as connection:
        found = read_late_performance(connection, until, body_id)
    return [_late(item, is_late=False) for item in found if item.kind == INSTALMENT and item.due_at >= now]


def _late(item: LateFacts, is_late: bool = True) -> Reminder:
    if item.kind != INSTALMENT:
        words = _("督促 {name} 履行第 {count} 期").format(
            name=item.data.get("person", ""), count=item.data.get("instalment", "")
        )
        return Reminder("urging", item.case_id, item.number, item.title, words, item.due_at.date())
    view = instalment_of(SideRecord(INSTALMENT, item.due_at, due_at=item.due_at, data=item.data))
    owed = view.what or _("{amount} 元").format(amount=view.unpaid)
    pattern = _("{payer} 第 {number} 期未履行：{owed}") if is_late else _("{payer} 第 {number} 期快到期：{owed}")
    words = pattern.format(payer=view.payer, number=view.number, owed=owed)
    return Reminder("unpaid" if is_late else "due", item.case_id, item.number, item.title, words, item.due_at.date())
