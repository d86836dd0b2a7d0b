"""A small centre with a few hundred invented cases in every state, for the tests of the review."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from govdesk.domain.case import Case, CaseFile, FollowUp, Mediation, PartySnapshot
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import OPEN_STATUSES, BodyKind, Role, Status, Tier
from govdesk.foundation.clock import ManualClock
from govdesk.services.desk import Desk
from govdesk.services.grids import found_centre, village_bodies
from govdesk.services.opening import open_desk
from govdesk.storage.repositories.grids import NewBody, NewCentre, NewGrid
from govdesk.storage.repositories.log_entry import LogEntry

NOW = datetime(2026, 11, 21, 9, 30)
OPERATOR = Actor("operator", Role.OPERATOR, "操作员")
_CATEGORIES = ("neighbourhood", "labour.wage_arrears", "labour.other", "noise", "city_appearance", "utilities")
_NAMES = ("王小明", "李雷", "欧阳明", "赵大河", "孙立")


def centre_with_cases(folder: Path, count: int, seed: int = 7) -> Desk:
    """A street, two villages, four grids; `count` cases over the last sixteen weeks."""
    desk = open_desk(folder, ManualClock(NOW))
    grids = [
        NewGrid("610114001000", None, "town", "青石街道", "青石街道办事处", "qsjd"),
        NewGrid("610114001200", "610114001000", "village", "上河村", "上河村村民委员会", "shc"),
        NewGrid("610114001201", "610114001000", "village", "下河村", "下河村村民委员会", "xhc"),
        *(
            NewGrid(f"61011400120{village}-{n}", f"61011400120{village}", "grid", f"第{n}网格", f"第{n}网格", "")
            for village in (0, 1)
            for n in (1, 2)
        ),
    ]
    offices = [
        NewBody("justice", "司法所", BodyKind.STATION_OFFICE),
        NewBody("enforcement", "综合执法中队", BodyKind.STATION_OFFICE),
    ]
    new = NewCentre("qs", "青石街道", "综网中心", "QS", "青", "Asia/Shanghai", demonstration=True)
    found_centre(desk, OPERATOR, new, grids, [*village_bodies(grids), *offices])
    with desk.work(OPERATOR) as work:
        files = invented_cases(desk, random.Random(seed), count)
        entry = LogEntry("register", OPERATOR, NOW, work.command)
        work.cases.add_many([[(file, entry)] for file in files])
        work.commit()
    return desk


def invented_cases(desk: Desk, chance: random.Random, count: int) -> list[CaseFile]:
    return [_file(desk, chance, number) for number in range(count)]


def _file(desk: Desk, chance: random.Random, number: int) -> CaseFile:
    received = NOW - timedelta(minutes=chance.randrange(0, 16 * 7 * 24 * 60))
    status = chance.choice([*Status, Status.CLOSED, Status.CLOSED, Status.CLOSED, Status.HANDLING])
    due = received + timedelta(days=chance.choice([1, 5, 7, 30]))
    finished = status in (Status.CLOSED, Status.STRUCK_OFF, Status.ARCHIVED)
    closed = min(received + timedelta(hours=chance.randrange(1, 24 * 12)), NOW) if finished else None
    tier = chance.choice(list(Tier)) if status is not Status.REGISTERED else None
    grid = chance.choice([row for row in desk.grids.values() if row.parent_id is not None])
    reporter, other = chance.sample(_NAMES, 2)
    case = Case(
        title=f"{reporter}与{other}因排水问题争执",
        text=f"第{number}件：门前排水沟被堵。",
        channel="hotline_12345",
        category=chance.choice(_CATEGORIES),
        kind="dispute",
        grid_id=grid.id,
        grid_path=grid.path,
        received_at=received,
        registered_at=received,
        status=status,
        tier=tier,
        reporter=reporter,
        handler_id=chance.choice(list(desk.body_rows)),
        first_measure_at=received + timedelta(hours=2) if chance.random() < 0.8 else None,
        due_at=due,
        citizen_due_at=received + timedelta(days=6) if number % 4 else None,
        closed_at=closed,
        closed_tier=tier if finished else None,
        closed_on_time=closed <= due if closed else None,
        reopen_count=chance.choice([0, 0, 0, 0, 0, 1]) if status in OPEN_STATUSES else 0,
        return_count=chance.choice([0, 0, 0, 0, 2]) if status in OPEN_STATUSES else 0,
        urgent=chance.random() < 0.05,
        repeat_of_id=chance.randint(1, number) if number and chance.random() < 0.1 else None,
    )
    parties = (PartySnapshot(reporter), PartySnapshot(other, role="respondent"))
    return CaseFile(case, parties, mediations=_mediations(desk, chance, case), follow_ups=_visits(chance, closed))


def _mediations(desk: Desk, chance: random.Random, case: Case) -> tuple[Mediation, ...]:
    committee = next(row.id for row in desk.body_rows.values() if row.kind is BodyKind.MEDIATION_COMMITTEE)
    made = []
    for _try in range(chance.choice([0, 0, 1, 2])):
        opened = case.received_at + timedelta(hours=3 + 30 * _try)
        ended = opened + timedelta(hours=20)
        outcome = chance.choice(["agreed", "agreed", "agreed", "refused", "terminated"])
        made.append(Mediation(committee, opened, (), (), outcome=outcome, ended_at=ended))
    return tuple(made)


def _visits(chance: random.Random, closed: datetime | None) -> tuple[FollowUp, ...]:
    if closed is None:
        return ()
    made = []
    for _try in range(chance.choice([0, 1, 1, 2])):
        reached = chance.random() < 0.8
        answer = chance.choice(["satisfied", "satisfied", "basically", "dissatisfied", ""]) if reached else ""
        solved = True if reached else None
        made.append(FollowUp(closed + timedelta(hours=30 * _try + 1), "回访员", reached, solved, answer))
    return tuple(made)
