"""What supervision did on the demonstration street: the ladder of the last days, some answers, this morning's reviews.

Like the other plays it goes through the services with the clock set back; only cases on which nothing happened since.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from govdesk.domain.roles import Transcription
from govdesk.domain.supervision import SUPERVISE
from govdesk.domain.vocabulary import OPEN_STATUSES, Status
from govdesk.foundation.clock import ManualClock
from govdesk.foundation.text import _
from govdesk.services import case_actions
from govdesk.services.demonstration_stories import read_stories
from govdesk.services.desk import Desk
from govdesk.services.grids import seat
from govdesk.services.supervision import LadderMemory, ladder_round
from govdesk.storage.queries.case_facts import read_last_steps

DAYS = 6
REVIEWED_THIS_MORNING = 4
_AFTER_OPENING = timedelta(minutes=17)
_BETWEEN_REVIEWS = timedelta(minutes=11)


def seed_supervision(desk: Desk, now: datetime) -> None:
    """The rounds of the last working days and of today; every second 督办 older than a day has been answered."""
    clock = ManualClock(now)
    own = Desk(desk.database, clock, desk.folder)
    memory = LadderMemory()
    for moment in _rounds(own, now):
        clock.at = moment
        quiet = frozenset(case for case, last in _last_steps(own).items() if last < moment)
        ladder_round(own, memory, trust_clock=True, among=quiet)
    _answer(own, clock, now)
    _review_this_morning(own, clock, now)
    desk.reload()


def _rounds(desk: Desk, now: datetime) -> Iterator[datetime]:
    """Soon after the opening of each working day, the last of them not after `now`."""
    calendar = desk.rules.calendar
    days = (now.date() - timedelta(days=back) for back in range(2 * DAYS, -1, -1))
    openings = (calendar.next_open_moment(datetime.combine(day, datetime.min.time())) for day in days)
    moments = sorted({opening + _AFTER_OPENING for opening in openings})
    return (moment for moment in moments[-DAYS - 1 :] if moment <= now)


def _last_steps(desk: Desk) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    with desk.database.reading() as connection:
        for status in OPEN_STATUSES:
            found.update(read_last_steps(connection, status.value))
    return found


def _answer(desk: Desk, clock: ManualClock, now: datetime) -> None:
    operator, last = seat(desk, "operator"), _last_steps(desk)
    with desk.looking(operator) as work:
        files = work.cases.get_many(sorted(last))
    waiting = [
        (file, record)
        for file in files
        for record in file.side_records
        if record.kind == SUPERVISE and record.state == "open" and record.opened_at < now - timedelta(days=1)
    ]
    measures = read_stories().sayings["supervision_answer"]
    for place, (file, record) in enumerate(waiting[::2]):
        body = desk.bodies.by_id.get(file.case.handler_id or 0)
        answered = desk.rules.calendar.moment_after(record.opened_at, 3 * 3600)
        if body is None or not last[int(file.case.id or 0)] < answered <= now:
            continue
        clock.at = answered
        said = Transcription(_("{body}负责人").format(body=body.name), "phone", answered)
        values = {"measures": measures[place % len(measures)]}
        case_actions.act(desk, operator, int(file.case.id or 0), "answer_supervision", values, transcription=said)


def _review_this_morning(desk: Desk, clock: ManualClock, now: datetime) -> None:
    """The first reports of the day's pile are passed, so that the day has begun when the window opens."""
    opening = desk.rules.calendar.next_open_moment(datetime.combine(now.date(), datetime.min.time()))
    with desk.database.reading() as connection:
        submitted = read_last_steps(connection, Status.SUBMITTED.value)
    pile = [case_id for case_id, last in submitted if last < opening]
    for place, case_id in enumerate(pile[:REVIEWED_THIS_MORNING], start=1):
        moment = opening + place * _BETWEEN_REVIEWS
        if moment > now:
            return
        clock.at = moment
        with desk.looking(seat(desk, "operator")) as work:
            reported_by = work.cases.get(case_id).case.reported_seat
        reviewer = seat(desk, "operator2" if reported_by != "operator2" else "supervisor")
        case_actions.act(desk, reviewer, case_id, "pass", {"note": _("要素齐全，已电话核实")})
