"""What mediators of the demonstration street have before them: register, booked talks, duties and their days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from govdesk.domain.case import CaseFile
from govdesk.domain.mediators import Mediator
from govdesk.domain.roles import SYSTEM, Actor
from govdesk.domain.vocabulary import Status
from govdesk.foundation.clock import ManualClock
from govdesk.foundation.pinyin import initials
from govdesk.services import case_actions
from govdesk.services.desk import Desk
from govdesk.services.grids import MEDIATOR_TITLE, seat
from govdesk.services.printing import printed
from govdesk.storage.queries.mediators import read_open_tables
from govdesk.storage.queries.paper_ledger import read_ledger

TALKS = ((0, time(14, 30)), (1, time(9, 0)), (1, time(15, 0)), (3, time(9, 30)))
"""Working days from today and the hour of each booked talk; one that is past already moves to the next day."""
ROOM, PRINTER = "人民调解室", "调解室打印机"
PLANS = 2
PRINTED = 6
_OFFICES = ("主任", "副主任", "委员")
_KINDS = ("full_time", "part_time", "part_time")
_FIELDS = (("邻里", "宅基地"), ("婚姻家庭",), ("合同", "劳动争议"), ("损害赔偿",), ("山林土地",))


def seed_mediation(desk: Desk, now: datetime) -> None:
    """All at `now`, through the services, on mediations that the street has."""
    own = Desk(desk.database, ManualClock(now), desk.folder)
    register_posts(own)
    _book_talks(own)
    _plan_performance(own)
    _print_some(own)
    desk.reload()


def register_posts(desk: Desk) -> None:
    """The posts of mediators become entries of the register; every eighth term ends within weeks."""
    posts = [post for post in desk.posts if post.title == MEDIATOR_TITLE and post.body_id is not None]
    today = desk.clock.now().date()
    seen: dict[int, int] = {}
    entries = []
    for place, post in enumerate(posts):
        body_id = int(post.body_id or 0)
        rank = seen[body_id] = seen.get(body_id, -1) + 1
        until = today + timedelta(days=35) if place % 8 == 3 else date(today.year + 1, 12, 31)
        entry = Mediator(
            name=post.person_name,
            committee_id=body_id,
            number=f"RT{today.year - 2}{place + 1:03d}",
            kind=_KINDS[min(rank, 2)],
            office=_OFFICES[min(rank, 2)],
            specialities=_FIELDS[place % len(_FIELDS)],
            valid_from=date(today.year - 2, 1, 1),
            valid_to=until,
        )
        entries.append((entry, initials(entry.name)))
    with desk.work(seat(desk, "supervisor")) as work:
        work.mediators.add_many(entries)
        work.commit()


def _book_talks(desk: Desk) -> None:
    """One talk each on the mediations that have been going on longest."""
    mediator = seat(desk, "mediator")
    with desk.database.reading() as connection:
        tables = sorted(read_open_tables(connection, desk.known_centre().id), key=lambda table: table.case_id)
    ready = [table for table in tables if _offers(desk, mediator, table.case_id, "book_session")]
    for table, (days, hour) in zip(ready, TALKS, strict=False):
        values = {"starts_at": _moment(desk, days, hour).isoformat(), "place": ROOM}
        case_actions.act(desk, mediator, table.case_id, "book_session", values)


def _plan_performance(desk: Desk) -> None:
    """Agreements on paper whose duties run: one instalment is past its day, one is still to come."""
    mediator = seat(desk, "mediator")
    today = desk.clock.now().date()
    done = 0
    for file in _agreed(desk, mediator):
        if done == PLANS:
            return
        case_id = int(file.case.id or 0)
        if not _offers(desk, mediator, case_id, "plan_performance"):
            continue
        payer, payee = file.parties[-1].name, file.parties[0].name
        late, later = today - timedelta(days=2 - done), today + timedelta(days=18)
        lines = f"{payer}|{payee}|600|{late}|\n{payer}|{payee}|600|{later}|"
        case_actions.act(desk, mediator, case_id, "plan_performance", {"instalments": lines, "total": "1200"})
        done += 1


def _agreed(desk: Desk, actor: Actor) -> Sequence[CaseFile]:
    """Disputes settled on paper and still with the committee, of two parties, the oldest first."""
    with desk.looking(actor) as work:
        files = work.cases.get_many(_case_ids(desk))
    return [
        file
        for file in files
        if file.case.status is Status.HANDLING
        and len(file.parties) == 2
        and any(item.outcome == "agreed" and item.form == "paper" for item in file.mediations)
    ]


def _print_some(desk: Desk) -> None:
    """The first papers have been printed, as many copies as the law asks for."""
    now = desk.clock.now()
    with desk.looking(SYSTEM) as work:
        papers = read_ledger(work.connection, work.centre_id, now - timedelta(days=1), now + timedelta(days=1))
    for paper in sorted(papers, key=lambda paper: paper.id)[:PRINTED]:
        printed(desk, seat(desk, paper.issued_by), paper.id, paper.copies, PRINTER)


def _case_ids(desk: Desk) -> list[int]:
    from govdesk.services.case_queue import QueueFilter, queue_ids

    return sorted(queue_ids(desk, seat(desk, "operator"), QueueFilter()))


def _offers(desk: Desk, actor: Actor, case_id: int, action: str) -> bool:
    offers = case_actions.available_actions(desk, actor, case_id)
    return any(offer.action == action and offer.enabled for offer in offers)


def _moment(desk: Desk, days: int, hour: time) -> datetime:
    """The hour on the working day so many from today; not in the past."""
    now, calendar = desk.clock.now(), desk.rules.calendar
    day = now.date()
    while not calendar.is_working(day) or datetime.combine(day, hour) <= now:
        day += timedelta(days=1)
    for _step in range(days):
        day += timedelta(days=1)
        while not calendar.is_working(day):
            day += timedelta(days=1)
    return datetime.combine(day, hour)
