"""Routing through the services: what registration and climbing decide, and how a case explains itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.case import PartySnapshot
from govdesk.domain.errors import AccessDenied, BadInput, RuleViolation
from govdesk.domain.roles import SYSTEM, Transcription
from govdesk.foundation import paths
from govdesk.foundation.clock import ManualClock
from govdesk.services.case_actions import act
from govdesk.services.demonstration_street import found_demonstration
from govdesk.services.desk import Desk
from govdesk.services.grids import find_grid, seat
from govdesk.services.opening import open_desk
from govdesk.services.registration import CaseDraft, Registered, register_case
from govdesk.services.routing import explain_routing, rule_book, rule_versions, store_rules

NOW = datetime(2026, 11, 20, 9, 30)
PARTIES = (PartySnapshot("甲某"), PartySnapshot("乙某", role="respondent"))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    desk = open_desk(tmp_path, clock)
    found_demonstration(desk, SYSTEM)
    yield desk
    desk.close()


def register(desk: Desk, channel: str, category: str, **fields: Any) -> Registered:
    given: dict[str, Any] = {
        "title": "排水沟的事",
        "text": "两家共用一条排水沟。",
        "grid_id": find_grid(desk, "南房村").id,
        "people_count": 2,
        "parties": PARTIES,
        **fields,
    }
    return register_case(desk, seat(desk, "operator"), CaseDraft(channel=channel, category=category, **given))


def do(desk: Desk, clock: ManualClock, case_id: int, action: str, **values: Any) -> None:
    clock.advance(timedelta(minutes=20))
    said = Transcription("值班人员", "phone", clock.now())
    act(desk, seat(desk, "operator"), case_id, action, values, transcription=said)


@pytest.mark.parametrize(
    ("channel", "category", "tier", "handler"),
    [
        ("own_patrol", "neighbourhood", "village", "南房村人民调解委员会"),
        ("court_pre_suit", "contract", "village", "南房村人民调解委员会"),
        ("window_visit", "labour.wage_arrears", "office", "社会事务办"),
        ("hotline_12345", "noise", "office", "关山执法中队"),
        ("window_visit", "village_affairs", "village", "南房村综合服务站"),
        ("mini_program", "service_certificate", "village", "南房村综合服务站"),
    ],
)
def test_case_lands_at_its_tier(desk: Desk, channel: str, category: str, tier: str, handler: str) -> None:
    registered = register(desk, channel, category)
    assert (registered.status, registered.tier, registered.handler) == ("dispatched", tier, handler)


def test_small_matter_goes_to_the_staff_of_its_grid(desk: Desk) -> None:
    grid = next(row for row in desk.grids.values() if row.level == "grid")
    registered = register(desk, "grid_report", "city_appearance", grid_id=grid.id, people_count=1)
    assert registered.tier == "grid"
    assert registered.handler == f"{desk.grids[grid.path[1]].name}{grid.name}"


def test_case_without_a_rule_waits_for_a_person(desk: Desk) -> None:
    registered = register(desk, "hotline_12345", "other_matter")
    assert registered.status == "awaiting_manual"
    view = explain_routing(desk, seat(desk, "operator"), registered.id)
    assert (view.rule, view.matched) == ("", ())
    assert view.near_misses and all(miss.failed for miss in view.near_misses)


def test_dispute_of_an_unknown_place_waits_for_a_person(desk: Desk) -> None:
    registered = register(desk, "own_patrol", "neighbourhood", grid_id=None)
    assert registered.status == "awaiting_manual"
    view = explain_routing(desk, seat(desk, "operator"), registered.id)
    assert view.rule == "patrol_to_village"


@pytest.mark.parametrize(("grid", "why"), [("关山街道", "但“关山街道”没有本村（社区）调委会"), (None, "还没有定位")])
def test_a_rule_whose_receiver_is_not_at_the_place_says_so(desk: Desk, grid: str | None, why: str) -> None:
    at = find_grid(desk, grid).id if grid else None
    done = register(desk, "own_patrol", "neighbourhood", grid_id=at)
    told = explain_routing(desk, seat(desk, "operator"), done.id)
    assert (done.status, told.rule) == ("awaiting_manual", "patrol_to_village")
    assert why in told.sentence


def test_climbing_asks_the_rules_with_what_the_village_tried(desk: Desk, clock: ManualClock) -> None:
    registered = register(desk, "own_patrol", "neighbourhood")
    do(desk, clock, registered.id, "sign")
    do(desk, clock, registered.id, "climb", tried="调了两次", reason="需要测绘")
    view = explain_routing(desk, seat(desk, "operator"), registered.id)
    assert (view.rule, view.tier, view.handler) == ("village_exhausted", "office", "关山司法所")
    do(desk, clock, registered.id, "sign")
    do(desk, clock, registered.id, "climb", tried="丈量过", reason="一方不认")
    view = explain_routing(desk, seat(desk, "operator"), registered.id)
    assert (view.rule, view.tier) == ("office_exhausted", "joint")
    with desk.looking(seat(desk, "operator")) as work:
        assists = work.cases.get(registered.id).assists
    names = {desk.bodies.by_id[item.body_id].name for item in assists}
    assert names == {"南房村人民调解委员会", "关山派出所"}


def test_explanation_names_rule_version_facts_and_near_misses(desk: Desk) -> None:
    registered = register(desk, "court_pre_suit", "contract")
    view = explain_routing(desk, seat(desk, "operator"), registered.id)
    assert (view.rule, view.version) == ("pre_suit_to_village", desk.rules.routing.version)
    assert "来源是诉前调解" in view.matched
    assert "诉前调解" in view.sentence and "调委会" in view.sentence
    assert len(view.near_misses) == 3
    assert view.near_misses[0].failed


def test_explanation_stays_that_of_the_moment_of_routing(desk: Desk, clock: ManualClock) -> None:
    registered = register(desk, "own_patrol", "neighbourhood")
    before = explain_routing(desk, seat(desk, "operator"), registered.id)
    do(desk, clock, registered.id, "sign")
    do(desk, clock, registered.id, "send_back", reason="not_our_duty", basis="职责清单")
    do(desk, clock, registered.id, "rule", ruling="agree", receiver="justice_office", reason="改由司法所办理")
    after = explain_routing(desk, seat(desk, "operator"), registered.id)
    assert (after.rule, after.matched) == (before.rule, before.matched)
    assert before.by_hand == "" and "改由司法所办理" in after.by_hand
    assert after.handler == "关山司法所"


def test_third_reopening_is_a_rule_of_the_book(desk: Desk) -> None:
    ids = [rule.id for rule in rule_book(desk, seat(desk, "operator")).rules]
    assert ids.index("reopened_to_joint") < ids.index("dispute_to_village")


def test_every_rule_is_one_readable_sentence(desk: Desk) -> None:
    view = rule_book(desk, seat(desk, "operator"))
    assert len(view.rules) > 15
    for rule in view.rules:
        assert rule.sentence.endswith("。") and rule.sentence.count("。") == 1
        assert not any(character.isascii() and character.isalpha() for character in rule.sentence), rule.sentence


def shipped_text(**changes: str) -> str:
    text = (paths.resources() / "dictionaries" / "routing_rules.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(f'{old} = "', f'{old} = "{new}', 1)
    return text


def test_supervisor_puts_a_new_version_in_force_and_old_cases_keep_theirs(desk: Desk) -> None:
    supervisor, operator = seat(desk, "supervisor"), seat(desk, "operator")
    old = register(desk, "own_patrol", "neighbourhood")
    text = shipped_text(version="试行-").replace('id = "patrol_to_village"', 'id = "patrol_first"')
    store_rules(desk, supervisor, text)
    new = register(desk, "own_patrol", "neighbourhood")
    assert explain_routing(desk, operator, old.id).rule == "patrol_to_village"
    assert explain_routing(desk, operator, old.id).version == "2026.1"
    assert explain_routing(desk, operator, old.id).matched
    assert explain_routing(desk, operator, new.id).rule == "patrol_first"
    assert [row.version for row in rule_versions(desk, operator)] == ["试行-2026.1"]


def test_wrong_rule_files_change_nothing(desk: Desk) -> None:
    supervisor = seat(desk, "supervisor")
    with pytest.raises(AccessDenied):
        store_rules(desk, seat(desk, "operator"), shipped_text(version="试行-"))
    with pytest.raises(RuleViolation):
        store_rules(desk, supervisor, shipped_text())
    for broken in ("不是 toml", shipped_text(version="试行-").replace('body = "police_station"', 'body = "moon"')):
        with pytest.raises(BadInput):
            store_rules(desk, supervisor, broken)
    assert desk.rules.routing.version == "2026.1"
    assert rule_versions(desk, supervisor) == []
