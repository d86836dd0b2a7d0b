"""What a mediator must not forget: duties past their day, urgings to do, confirmations whose day comes near."""

from dataclasses import dataclass
from datetime import date, timedelta

from govdesk.domain.case import SideRecord
from govdesk.domain.mediation_work import INSTALMENT, instalment_of
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.mediation_work import confirmation_days
from govdesk.storage.queries.mediation import LateFacts, read_agreements_unconfirmed, read_late_performance

LOOKED_BACK_DAYS = 45
"""Agreements older than this are past their day for confirmation in any calendar."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """`kind`: unpaid, urging or confirmation; `on` the day it is about."""

    kind: str
    case_id: int
    number: str
    title: str
    words: str
    on: date


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
        words = _("司法确认最后一日 {day}，剩 {count} 天").format(day=days.limit, count=days.days_left)
        found.append(Reminder("confirmation", case_id, number, title, words, days.limit))
    return sorted(found, key=lambda item: (item.on, item.number))


def overdue_performance(desk: Desk, actor: Actor) -> list[Reminder]:
    """The duties past their day alone."""
    return [item for item in reminders(desk, actor) if item.kind == "unpaid"]


def _late(item: LateFacts) -> Reminder:
    if item.kind != INSTALMENT:
        words = _("督促 {name} 履行第 {count} 期").format(
            name=item.data.get("person", ""), count=item.data.get("instalment", "")
        )
        return Reminder("urging", item.case_id, item.number, item.title, words, item.due_at.date())
    view = instalment_of(SideRecord(INSTALMENT, item.due_at, due_at=item.due_at, data=item.data))
    owed = view.what or _("{amount} 元").format(amount=view.unpaid)
    words = _("{payer} 第 {number} 期未履行：{owed}").format(payer=view.payer, number=view.number, owed=owed)
    return Reminder("unpaid", item.case_id, item.number, item.title, words, item.due_at.date())
