"""The demonstration street: what stands there, that it is genuine, and the same for the same seed."""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.body import Body
from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import SYSTEM
from govdesk.domain.vocabulary import BodyKind
from govdesk.foundation.clock import ManualClock
from govdesk.services.case_queue import QueueFilter, day_totals, queue_ids, saved_views
from govdesk.services.demonstration import SEED, found_demonstration, seed_demonstration
from govdesk.services.demonstration_plan import make_plans
from govdesk.services.demonstration_stage import MemoryStage, play
from govdesk.services.demonstration_stories import read_stories
from govdesk.services.desk import Desk
from govdesk.services.follow_ups import follow_up_sections
from govdesk.services.grids import MEDIATOR_TITLE, grid_tree, seat
from govdesk.services.integrity import check_folder
from govdesk.services.mediation_reminders import before_you
from govdesk.services.mediator_register import mediator_register
from govdesk.services.merging import related_cases, ties_of
from govdesk.services.opening import open_desk
from govdesk.services.paper_ledger import paper_ledger
from govdesk.services.rule_simulation import simulate
from tests.services.demonstration_stages import ServiceStage

NOW = datetime(2026, 11, 20, 9, 30)
COMPARED = (
    *("number", "title", "text", "channel", "category", "status", "tier", "received_at", "registered_at", "due_at"),
    *("closed_at", "closed_on_time", "handler_id", "owner_id", "tried_tiers", "return_count", "reopen_count"),
    *("route_rule", "result", "satisfied", "people_count"),
)


def street(folder: Path) -> Desk:
    desk = open_desk(folder, ManualClock(NOW))
    found_demonstration(desk, SYSTEM)
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = street(tmp_path_factory.mktemp("street"))
    seed_demonstration(desk, SEED, NOW)
    yield desk
    desk.close()


def rows(desk: Desk, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(desk.folder / "govdesk.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_street_has_25_villages_one_community_and_34_grids(desk: Desk) -> None:
    levels = Counter(node.level for node in grid_tree(desk, seat(desk, "operator")))
    assert levels == {"town": 1, "village": 26, "grid": 34}
    names = [row.name for row in desk.grids.values() if row.level == "village"]
    assert "孙家村" in names and "永丰社区" in names
    assert sum(name.endswith("村") for name in names) == 25


def test_every_village_has_its_committee_and_station_and_every_grid_its_staff(desk: Desk) -> None:
    kinds = Counter(body.kind for body in desk.body_rows.values())
    assert kinds[BodyKind.MEDIATION_COMMITTEE] == kinds[BodyKind.VILLAGE_STATION] == 26
    assert kinds[BodyKind.GRID] == 34
    independent = [body.name for body in desk.body_rows.values() if body.independent]
    assert independent == ["关山人民法庭"]


def test_committees_have_different_abbreviations(desk: Desk) -> None:
    found = rows(desk, "select abbreviation from body where kind = 'mediation_committee'")
    assert len(set(found)) == 26


def test_posts_have_names_that_occur_once(desk: Desk) -> None:
    names = [post.person_name for post in desk.posts]
    assert len(names) == len(set(names)) == 26 + 34 + 34 + 26 * 3 + len(offices(desk))
    assert {post.body_id for post in desk.posts} >= {body.id for body in offices(desk)}


def offices(desk: Desk) -> list[Body]:
    kinds = (BodyKind.STREET_SECTION, BodyKind.STATION_OFFICE)
    return [body for body in desk.bodies.bodies if body.kind in kinds]


def test_about_135_open_and_320_finished_cases(desk: Desk) -> None:
    counts = {view.label: view.count for view in saved_views(desk, seat(desk, "operator"))}
    assert 115 <= counts["在办"] <= 155
    assert 430 <= counts["全部案件"] <= 490
    assert 8 <= counts["已超期"] <= 30
    for label in ("待人工", "待签收", "待审核", "待回访", "退单待裁", "联合会商"):
        assert counts[label] > 0


def test_states_lie_all_over_the_life(desk: Desk) -> None:
    statuses = {row[0] for row in rows(desk, "select distinct status from cases")}
    assert statuses >= {
        "awaiting_manual",
        "dispatched",
        "return_pending",
        "handling",
        "suspended",
        "submitted",
        "closed",
        "struck_off",
        "archived",
        "not_accepted",
        "cancelled",
    }
    outcomes = {row[0] for row in rows(desk, "select distinct outcome from mediation")}
    assert outcomes == {"", "agreed", "terminated"}


def test_visits_are_made_missed_made_in_vain_and_bring_cases_back(desk: Desk) -> None:
    found = {section.code: section for section in follow_up_sections(desk, seat(desk, "operator"))}
    assert 1 <= found["overdue"].total <= 10
    assert found["week"].total + found["due"].total + found["later"].total >= 3
    assert found["unreached"].total >= 1
    assert 1 <= found["unsent"].total <= 25
    assert found["without_evidence"].total == 0
    back = rows(
        desk,
        "select status from cases where reopen_count > 0 and exists "
        "(select 1 from follow_up where case_id = cases.id and solved = 0)",
    )
    assert len(back) >= 3


def test_some_papers_are_issued(desk: Desk) -> None:
    kinds = dict(rows(desk, "select kind, count(*) from document where state = 'issued' group by kind"))
    assert kinds.items() >= {"agreement": 3, "assignment": 3, "handover": 1}.items()


def test_one_dispute_has_its_whole_dossier(desk: Desk) -> None:
    bound = rows(desk, "select case_id, pages from document where kind = 'dossier' and state = 'issued'")
    assert len(bound) == 1
    assert bound[0][1] >= 9


def test_log_is_chained_and_nothing_happens_in_the_future(desk: Desk) -> None:
    report = check_folder(desk)
    assert report.ok, report.problems
    assert rows(desk, f"select count(*) from case_log where at > '{NOW:%Y-%m-%d %H:%M:%S}.000000'") == [(0,)]


def test_cases_fill_the_twelve_weeks(desk: Desk) -> None:
    first = datetime.fromisoformat(rows(desk, "select min(received_at) from cases")[0][0])
    assert timedelta(weeks=10) < NOW - first <= timedelta(weeks=12, days=1)
    weeks = rows(desk, "select distinct strftime('%Y%W', received_at) from cases")
    assert len(weeks) >= 11


def test_a_day_of_the_street_is_like_the_others(desk: Desk) -> None:
    """Receipts on every working day and about as many, closings this morning too, nothing at night."""
    today = day_totals(desk, seat(desk, "operator"))
    assert 1 <= today.received_today <= 20 and 1 <= today.closed_today <= 20
    days = dict(rows(desk, "select date(received_at), count(*) from cases group by 1"))
    assert max(days.values()) <= 40 and len(days) >= 50
    at_night = rows(desk, "select count(*) from cases where time(received_at) not between '08:30' and '18:00'")
    assert at_night == [(0,)]
    closed = dict(rows(desk, "select strftime('%W', closed_at), count(*) from cases where closed_at > '' group by 1"))
    assert sum(count >= 10 for count in closed.values()) >= 9


def test_bodies_mostly_keep_their_terms_and_the_ladder_has_a_history(desk: Desk) -> None:
    counted = dict(rows(desk, "select kind, count(*) from side_record group by kind"))
    assert counted["whistle"] >= 10 and counted["task_force"] == 3 and counted["county_call"] == 2
    assert 3 <= counted["supervise"] <= 60 and counted["remind"] >= 10
    days = rows(desk, "select count(distinct date(opened_at)) from side_record where kind in ('remind', 'supervise')")
    assert days[0][0] >= 4
    assert rows(desk, "select count(*) from side_record where kind = 'supervise' and state = 'ended'")[0][0] >= 1


def test_danger_is_reported_before_a_case_is_closed(desk: Desk) -> None:
    silent = rows(
        desk,
        "select number from cases where flags like '%risk_domestic_violence%' and closed_at is not null and not exists "
        "(select 1 from side_record where case_id = cases.id and kind = 'duty_report')",
    )
    assert silent == []


def test_a_suspension_ends_after_it_was_granted_however_long_the_life(desk: Desk) -> None:
    plans = make_plans(desk, read_stories(), random.Random(1), NOW)
    plan = next(plan for plan in plans if plan.ending == "suspended" and not plan.urgent)
    clock = ManualClock(NOW)
    stage = MemoryStage(Desk(desk.database, clock, desk.folder))
    long_life = replace(plan, length=timedelta(days=900), received_at=NOW - timedelta(days=900))
    play(stage, clock, [long_life], random.Random(1), NOW)
    assert stage.histories[-1][-1][0].suspensions


def test_callers_ask_again_and_cases_are_sent_elsewhere_by_hand(desk: Desk) -> None:
    operator = seat(desk, "operator")
    counts = {view.label: view.count for view in saved_views(desk, operator)}
    assert counts["疑似重复"] == 2
    (merged,) = queue_ids(desk, operator, QueueFilter(statuses=("merged",)))
    assert ties_of(desk, operator, merged).master is not None
    (suspected, *_more) = queue_ids(desk, operator, QueueFilter(view="possible_repeats"))
    assert related_cases(desk, operator, suspected).repeats
    shipped_rules = desk.rules.routing
    everything_by_hand = replace(
        shipped_rules, rules=tuple(replace(rule, enabled=False) for rule in shipped_rules.rules)
    )
    assert simulate(desk, seat(desk, "supervisor"), everything_by_hand, 30).corrected >= 2


def test_same_seed_makes_the_same_street(desk: Desk, tmp_path: Path) -> None:
    again = street(tmp_path)
    seed_demonstration(again, SEED, NOW)
    query = f"select {', '.join(COMPARED)} from cases order by id"
    assert rows(again, query) == rows(desk, query)
    again.close()


def test_street_with_cases_is_not_filled_again(desk: Desk) -> None:
    with pytest.raises(RuleViolation) as refused:
        seed_demonstration(desk, SEED, NOW)
    assert refused.value.code == "demonstration_not_empty"


@pytest.mark.parametrize(
    ("seed", "moment"), [(2, NOW), (3, datetime(2026, 2, 20, 8, 0)), (4, datetime(2027, 6, 6, 23, 0))]
)
def test_any_seed_and_any_day_can_be_played(tmp_path: Path, seed: int, moment: datetime) -> None:
    desk = open_desk(tmp_path, ManualClock(moment))
    found_demonstration(desk, SYSTEM)
    seeded = seed_demonstration(desk, seed, moment)
    assert seeded.cases == seeded.open + seeded.finished
    assert seeded.acts > 3 * seeded.cases
    assert len(queue_ids(desk, seat(desk, "operator"), QueueFilter())) == seeded.cases
    desk.close()


def test_fast_stage_does_what_the_services_do(tmp_path: Path) -> None:
    """Every twelfth life, played both ways: the cases and the log lines are the same."""
    found = []
    for name, kind in (("fast", MemoryStage), ("services", ServiceStage)):
        desk = street(tmp_path / name)
        clock = ManualClock(NOW)
        stage = kind(Desk(desk.database, clock, desk.folder))
        chance = random.Random(SEED)
        plans = make_plans(stage.desk, read_stories(), chance, NOW)[::12]
        play(stage, clock, plans, chance, NOW)
        if isinstance(stage, MemoryStage):
            with desk.work(SYSTEM) as work:
                work.cases.add_many(stage.histories)
                work.commit()
        cases = rows(desk, f"select id, {', '.join(COMPARED)} from cases order by id")
        log = rows(
            desk,
            "select case_id, sequence, at, seat, said_by, action, from_status, to_status, tier, note "
            "from case_log order by case_id, sequence",
        )
        beside = rows(
            desk,
            "select case_id, body_id, asked_at, due_at, signed_at, reported_at, report "
            "from assist order by case_id, id",
        )
        found.append((cases, log, beside))
        desk.close()
    assert found[0] == found[1]


def test_mediators_find_their_register_booked_talks_and_duties(desk: Desk) -> None:
    mediator = seat(desk, "mediator")
    register = mediator_register(desk, mediator)
    assert register.total == len([post for post in desk.posts if post.title == MEDIATOR_TITLE])
    assert sum(row.next_talk is not None for row in register.rows) >= 2
    kinds = Counter(item.kind for item in before_you(desk, mediator))
    assert kinds["talk"] and kinds["unpaid"] and kinds["confirmation"]
    today = NOW.date()
    assert any(line.is_printed for line in paper_ledger(desk, mediator, today, today).lines)
