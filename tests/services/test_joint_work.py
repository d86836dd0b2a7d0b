"""Whistles, calls and task forces on a real folder: undo, scope, the card, the map, the views, the demonstration."""

from datetime import datetime, timedelta

import pytest

from govdesk.domain.errors import AccessDenied, Conflict, RuleViolation
from govdesk.domain.network_map import LinkKind
from govdesk.domain.roles import SYSTEM, Transcription
from govdesk.domain.vocabulary import Status, Tier
from govdesk.foundation.clock import ManualClock
from govdesk.services import backlog, case_actions, county_calls, task_force_views, task_forces, whistles
from govdesk.services.beside_case import beside_case
from govdesk.services.case_actions import available_actions
from govdesk.services.case_card import case_card
from govdesk.services.case_queue import QueueFilter, queue_ids, saved_views
from govdesk.services.demonstration import SEED, found_demonstration, seed_demonstration
from govdesk.services.grids import seat
from govdesk.services.integrity import check_folder
from govdesk.services.network_map import network_scene
from govdesk.services.opening import open_desk
from govdesk.services.undo import next_undo, undo

FIVE = {"leader": "甲", "head": "乙", "members": "丙、丁", "plan": "逐楼核实", "limit": "2027-03-31"}


@pytest.fixture
def handled(street):
    case_id = street.register(title="夜市占道经营")
    street.act(case_id, "sign")
    return case_id


def whistle(street, case_id, *offices, **values):
    values = {"offices": offices, "kind": "routine", "reason": "联合清理", **values}
    return street.act(case_id, "whistle", said=False, **values)


def test_every_act_has_its_button_with_its_object_and_whose_word_it_is(street, handled):
    offers = {item.action: item for item in available_actions(street.desk, street.seat("operator"), handled)}
    assert {offers[name].key for name in ("whistle", "call_county")} == {"W", "C"}
    assert not {"report_in", "end_whistle", "answer_call", "evaluate_office", "leave_task_force"} & offers.keys()
    whistle(street, handled, "派出所")
    street.act(handled, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤")
    offers = {item.action: item for item in available_actions(street.desk, street.seat("operator"), handled)}
    assert offers["report_in"].acting_for == "派出所"
    assert offers["answer_call"].acting_for == "水利局"
    assert offers["end_whistle"].acting_for == ""
    assert not offers["form_task_force"].enabled
    leader = {item.action: item for item in available_actions(street.desk, street.seat("leader"), handled)}
    assert (leader["form_task_force"].enabled, leader["form_task_force"].key) == (True, "Shift+T")


def test_a_whistle_is_taken_back_whole(street, handled):
    before = street.file(handled)
    whistle(street, handled, "派出所", "综合执法中队")
    undo(street.desk, street.seat("operator"))
    after = street.file(handled)
    assert after.side_records == before.side_records == ()
    assert whistles.roll_call(street.desk, street.seat("operator")) == []


def test_an_arrival_is_taken_back_alone(street, handled):
    whistle(street, handled, "派出所")
    street.act(handled, "report_in", receiver="派出所")
    undo(street.desk, street.seat("operator"))
    (view,) = whistles.roll_call(street.desk, street.seat("operator"))
    assert [call.body for call in view.missing] == ["派出所"]


def test_a_task_force_that_was_approved_is_not_undone(street, handled):
    street.act(handled, "form_task_force", seat="leader", said=False, **FIVE)
    assert next_undo(street.desk, street.seat("leader")) is None


def test_a_called_body_reaches_the_case_and_answers_for_itself(street, handled):
    police = street.seat("police_station")
    assert list(queue_ids(street.desk, police, QueueFilter())) == []
    whistle(street, handled, "派出所", "综合执法中队")
    assert list(queue_ids(street.desk, police, QueueFilter())) == [handled]
    street.act(handled, "report_in", seat="police_station", said=False, arrived_by="值班民警")
    with pytest.raises(AccessDenied, match="not_your_call"):
        street.act(handled, "report_in", seat="police_station", said=False, receiver="综合执法中队")
    assert whistles.live_whistles(street.desk)[0][3] is True
    assert len(whistles.roll_call(street.desk, police)) == 1
    assert whistles.roll_call(street.desk, street.seat("justice_office")) == []


def test_the_words_of_an_operator_for_a_blower_are_a_transcription(street, handled):
    whistle(street, handled, "派出所", blower="grid_leader", said_by="冯长安")
    step = case_card(street.desk, street.seat("operator"), handled).timeline[-1]
    assert (step.label, step.said_by, step.actor) == ("吹哨", "冯长安", "操作员")


def test_the_view_holds_cases_until_everybody_who_was_called_has_come(street, handled):
    def count():
        return next(v.count for v in saved_views(street.desk, street.seat("operator")) if v.code == "whistles")

    whistle(street, handled, "派出所", "人民法庭")
    assert count() == 1
    street.act(handled, "report_in", receiver="派出所")
    assert count() == 0  # the court was only invited


def test_climbing_keeps_the_whistle_and_cancelling_ends_it(street, handled):
    whistle(street, handled, "派出所")
    street.act(handled, "climb", tried="调过", reason="涉多户", receiver="司法所")
    assert street.file(handled).side_records[0].state == "open"
    street.act(handled, "report_in", receiver="派出所")
    street.act(handled, "cancel", seat="supervisor", said=False, reason="重复登记")
    assert street.file(handled).side_records[0].state == "ended"


def test_nobody_works_from_a_roll_call_that_somebody_else_changed(street, handled):
    whistle(street, handled, "派出所")
    seen = street.file(handled).case.version
    street.act(handled, "whistle_sign", receiver="派出所")
    with pytest.raises(Conflict, match="case_changed"):
        case_actions.act(
            street.desk,
            street.seat("operator"),
            handled,
            "end_whistle",
            {"reason": "完"},
            expected_version=seen,
        )


def test_a_case_given_to_the_county_withdraws_what_was_asked(street, handled):
    street.act(handled, "extend", days=3, reason="等测绘")
    street.act(handled, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤")
    street.act(handled, "answer_call", outcome="接受")
    file = street.file(handled)
    assert (file.case.tier, file.requests[0].state) == (Tier.COUNTY, "withdrawn")


def test_a_second_department_that_accepts_assists_the_first(street, handled):
    for body in ("水利局", "交通运输局"):
        street.act(handled, "call_county", said=False, receiver=body, basis="清单", reason="河堤")
    with pytest.raises(RuleViolation, match="which_body"):
        street.act(handled, "answer_call", outcome="accepted")
    street.act(handled, "answer_call", outcome="accepted", receiver="水利局")
    street.act(handled, "answer_call", outcome="accepted", receiver="交通运输局")
    file = street.file(handled)
    names = street.desk.bodies.by_id
    assert names[file.case.handler_id].name == "水利局"
    assert [names[item.body_id].name for item in file.open_assists] == ["交通运输局"]


def test_a_call_is_not_accepted_while_a_mediation_is_open(street, handled):
    street.act(handled, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤")
    street.act(handled, "mediate", consents="张守田、李春生", mediators="秦有理")
    with pytest.raises(RuleViolation, match="mediation_open"):
        street.act(handled, "answer_call", outcome="accepted")
    street.act(handled, "answer_call", outcome="refused", reason="不属本局")


def test_open_calls_are_listed_by_their_term(street, handled):
    street.act(handled, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤")
    (call,) = county_calls.open_calls(street.desk)
    assert (call.state, call.body_code) == ("waiting", "county_water")
    with pytest.raises(RuleViolation, match="calls_open"):
        street.report(handled)


def test_the_card_tells_all_that_stands_beside_the_case(street, handled):
    operator = street.seat("operator")
    assert not beside_case(street.desk, operator, handled)
    whistle(street, handled, "派出所")
    street.act(handled, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤")
    street.act(handled, "form_task_force", seat="leader", said=False, **FIVE)
    beside = beside_case(street.desk, operator, handled)
    assert (len(beside.whistles), len(beside.calls), beside.inside) == (1, 1, True)
    assert beside.task_force.number == "ZB2026-001"


def test_the_limit_of_the_task_force_is_the_handlers_clock(street, handled):
    case = street.act(handled, "form_task_force", seat="leader", said=False, **FIVE).case
    assert case.handler_due_at == datetime(2027, 3, 31, 23, 59, 59)
    assert case.status is Status.HANDLING
    assert case.signed_at is not None


def test_a_closed_case_has_left_its_task_force_and_comes_back_without_it(street, handled):
    street.act(handled, "form_task_force", seat="leader", said=False, **FIVE)
    street.report(handled)
    street.act(handled, "pass", seat="operator2", said=False)
    (member,) = task_force_views.task_force(street.desk, street.seat("leader"), "ZB2026-001").cases
    assert (member.inside, member.state) == (False, "已办结")
    street.act(handled, "reopen", said=False, reason="又有了")
    assert not beside_case(street.desk, street.seat("operator"), handled).inside


def test_lowering_a_case_takes_it_out_of_its_task_force(street, handled):
    case_id = street.register(channel="hotline_12345", category="noise", title="夜间噪声")
    street.act(case_id, "sign")
    street.act(case_id, "form_task_force", seat="leader", said=False, **FIVE)
    lowered = street.act(case_id, "lower", seat="supervisor", said=False, receiver="mc-990000001200", reason="小事")
    assert lowered.side_records[0].data["outcome"] == "lowered"


def test_what_the_task_force_writes_stands_in_the_log_with_its_digest(street, handled):
    number = task_forces.form_task_force(street.desk, street.seat("leader"), [handled], FIVE).number
    task_forces.change_head(street.desk, street.seat("leader"), number, "戊", "调离")
    step = case_card(street.desk, street.seat("operator"), handled).timeline[-1]
    assert (step.label, step.note) == ("专班记事", "ZB2026-001 · 更换班长 · 乙 → 戊 · 调离")
    assert check_folder(street.desk).ok


def test_two_seats_changing_one_task_force_conflict(street, handled):
    number = task_forces.form_task_force(street.desk, street.seat("leader"), [handled], FIVE).number
    with street.desk.work(street.seat("leader")) as work:
        before = work.task_forces.get(number)
        work.task_forces.save(before, before)
        with pytest.raises(Conflict, match="task_force_changed"):
            work.task_forces.save(before, before)


def test_all_cases_are_taken_in_or_none(street, handled):
    waiting = street.register(title="还没有签收")
    with pytest.raises(RuleViolation, match="wrong_status"):
        task_forces.form_task_force(street.desk, street.seat("leader"), [handled, waiting], FIVE)
    assert street.file(handled).side_records == ()
    assert task_force_views.task_forces(street.desk, street.seat("leader")) == []


def test_a_body_neither_reads_nor_writes_the_registers_of_the_centre(street, handled):
    police = street.seat("police_station")
    item = backlog.NewBacklogItem(
        "arrears", "欠款", datetime(2020, 1, 1).date(), "甲", "乙", "分期", datetime(2027, 1, 1).date()
    )
    with pytest.raises(AccessDenied):
        backlog.register_backlog(street.desk, police, item)
    number = task_forces.form_task_force(street.desk, street.seat("leader"), [handled], FIVE).number
    with pytest.raises(AccessDenied):
        task_forces.record_measure(street.desk, police, number, "措施")


def test_the_map_shows_who_has_come_and_who_has_not(street, handled):
    whistle(street, handled, "派出所", "综合执法中队")
    street.act(handled, "report_in", receiver="派出所")
    scene = network_scene(street.desk, street.seat("operator"))
    names = {office.body_id: office.name for office in scene.offices}
    drawn = {(names[link.source], link.kind) for link in scene.links if "whistle" in link.kind}
    assert drawn == {("派出所", LinkKind.WHISTLE_ARRIVED), ("综合执法中队", LinkKind.WHISTLE)}


def test_rates_of_other_periods_are_not_mixed_in(street, handled):
    whistle(street, handled, "派出所")
    now = street.clock.now()
    street.clock.advance(timedelta(days=30))
    leader = street.seat("leader")
    assert whistles.response_rates(street.desk, leader, now + timedelta(days=1), now + timedelta(days=40)).whistles == 0
    assert whistles.response_rates(street.desk, leader, now, now + timedelta(days=1)).total.signed == (0, 1, 0.0)


def test_the_demonstration_whistles_calls_and_has_a_task_force(tmp_path):
    now = datetime(2026, 11, 20, 9, 30)
    desk = open_desk(tmp_path, ManualClock(now))
    found_demonstration(desk, SYSTEM)
    seed_demonstration(desk, SEED, now)
    operator = seat(desk, "operator")
    views = whistles.roll_call(desk, operator, recent=True)
    assert [view.live for view in views] == [True, True, False, False]
    assert sum(len(view.missing) for view in views if view.live) == 3
    assert [call.state for call in county_calls.open_calls(desk)] == ["unanswered", "waiting"]
    view = task_force_views.task_force(desk, operator, "ZB2026-001")
    assert [len(phase.entries) for phase in view.phases] == [2, 3, 0]
    assert len(backlog.backlog(desk, operator)) == 4
    assert check_folder(desk).ok
    desk.close()


def test_a_word_is_not_older_than_the_whistle(street, handled):
    blown = street.clock.now() + timedelta(minutes=10)
    whistle(street, handled, "派出所")
    with pytest.raises(RuleViolation, match="before_the_whistle"):
        case_actions.act(
            street.desk,
            street.seat("operator"),
            handled,
            "whistle_sign",
            {},
            transcription=Transcription("值班员", "phone", blown - timedelta(hours=2)),
        )
