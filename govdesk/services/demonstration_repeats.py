"""Matters that come back on the demonstration street, and cases that a person sent elsewhere than the rules did.

Like the other plays it goes through the services with the clock set back a little.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from govdesk.domain.case import CaseFile
from govdesk.domain.vocabulary import Channel, Status
from govdesk.foundation.clock import ManualClock
from govdesk.foundation.text import _
from govdesk.services import case_actions
from govdesk.services.desk import Desk
from govdesk.services.grids import seat
from govdesk.services.registration import CaseDraft, register_case
from govdesk.services.repeats import flag_repeat
from govdesk.storage.queries.case_facts import read_last_steps

SUSPECTED, MERGED, CORRECTED = 2, 1, 2
_CORRECTIONS = (
    ("noise", "enforcement_squad", "environment_section"),
    ("city_appearance", "enforcement_squad", "town_construction_section"),
    ("road_facilities", "town_construction_section", "agriculture_section"),
    ("utilities", "town_construction_section", "power_station"),
)
"""Category, where the rules send it, where a person sends the single case."""


def seed_repeats(desk: Desk, now: datetime) -> int:
    """Two callers ask again and are suspected as repeats, one more is merged; two cases are sent elsewhere by hand.

    How many cases came in by it: fewer where the street has too few open calls.
    """
    clock = ManualClock(now)
    own = Desk(desk.database, clock, desk.folder)
    _send_elsewhere(own, clock, now)
    came = 0
    first = now - timedelta(minutes=25)
    for place, file in enumerate(_asked_before(own, first)[: SUSPECTED + MERGED]):
        clock.at = first + timedelta(minutes=6 * place)
        again = register_case(own, seat(own, "operator"), _asked_again(file, clock.at)).id
        came += 1
        flag_repeat(own, again)
        if place >= SUSPECTED:
            clock.at += timedelta(minutes=3)
            values = {"master": file.case.number, "reason": _("同一个人反映同一件事")}
            case_actions.act(own, seat(own, "operator"), again, "merge", values)
    desk.reload()
    return came


def _asked_before(desk: Desk, before: datetime) -> list[CaseFile]:
    """Calls of the hotline that are still in hand, each from another person, the newest first."""
    found: dict[str, CaseFile] = {}
    for file in _quiet_files(desk, (Status.DISPATCHED, Status.HANDLING), before):
        case = file.case
        if case.channel == Channel.HOTLINE_12345.value and case.phone and not case.informant_protected:
            found.setdefault(case.phone, file)
    return list(found.values())


def _asked_again(file: CaseFile, at: datetime) -> CaseDraft:
    case = file.case
    return CaseDraft(
        title=case.title,
        text=_("{text}来电人说至今没有答复，再次反映。").format(text=case.text),
        channel=case.channel,
        category=case.category,
        grid_id=None if case.place_pending else case.grid_id,
        address=case.address,
        people_count=case.people_count,
        reporter=case.reporter,
        phone=case.phone,
        parties=tuple(replace(party, id=None) for party in file.parties),
        received_at=at - timedelta(minutes=2),
    )


def _send_elsewhere(desk: Desk, clock: ManualClock, now: datetime) -> None:
    operator, sent = seat(desk, "operator"), 0
    clock.at = now - timedelta(minutes=40)
    for file in _quiet_files(desk, (Status.DISPATCHED,), clock.at):
        receiver = _rightly(desk, file)
        if receiver is None or sent == CORRECTED:
            continue
        values = {"receiver": receiver, "reason": _("看过现场照片，归{body}管").format(body=_name(desk, receiver))}
        case_actions.act(desk, operator, int(file.case.id or 0), "reassign", values)
        clock.at += timedelta(minutes=4)
        sent += 1


def _rightly(desk: Desk, file: CaseFile) -> str | None:
    handler = desk.bodies.by_id.get(file.case.handler_id or 0)
    rows = (row for row in _CORRECTIONS if file.case.category.startswith(row[0]) and not file.side_records)
    return next((right for _category, sent, right in rows if handler and handler.code == sent), None)


def _quiet_files(desk: Desk, statuses: tuple[Status, ...], before: datetime) -> list[CaseFile]:
    """Cases of these statuses with which nothing was done since, the newest first."""
    last: dict[int, datetime] = {}
    with desk.database.reading() as connection:
        for status in statuses:
            last.update(read_last_steps(connection, status.value))
    quiet = sorted(case_id for case_id, at in last.items() if at < before)
    with desk.looking(seat(desk, "operator")) as work:
        files = work.cases.get_many(quiet)
    return sorted(files, key=lambda file: (file.case.received_at, file.case.id or 0), reverse=True)


def _name(desk: Desk, code: str) -> str:
    body = desk.bodies.by_code.get(code)
    return body.name if body else code
