"""Acceptance of working together: task force (32), whistle (33), the backlog (86), and the county's answer."""

from datetime import date, datetime, timedelta

import pytest

from govdesk.domain.errors import AccessDenied, RuleViolation
from govdesk.domain.roles import Transcription
from govdesk.domain.vocabulary import Status, Tier
from govdesk.services import backlog, case_actions, county_calls, task_force_views, task_forces, whistles
from govdesk.services.attachments import attach
from govdesk.services.case_card import case_card
from govdesk.services.case_queue import QueueFilter, queue_ids

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c63f8cfc0f01f00050001ff"
    "89990d290000000049454e44ae426082".replace(" ", "")
)
FIVE_ONES = {
    "problem": "老旧小区飞线充电",
    "leader": "李书记",
    "head": "王副主任",
    "members": "张所长、刘队长、陈网格长",
    "plan": "先阅卷，再逐楼核实，最后统一加装充电桩",
    "limit": "2027-03-31",
}


@pytest.fixture
def handled(street):
    """A case in the hands of its committee."""
    case_id = street.register(title="夜市占道经营")
    street.act(case_id, "sign")
    return case_id


def told(street, who, at=None):
    return Transcription(who, "phone", at or street.clock.now())


def blow(street, case_id, offices, kind="routine", seat="operator", **values):
    values = {"offices": offices, "kind": kind, "reason": "联合清理占道", **values}
    return street.act(case_id, "whistle", seat=seat, said=False, **values)


def answer(street, case_id, action, body, at, **values):
    """The body's word, given at `at`, written down now."""
    case_actions.act(
        street.desk,
        street.seat("operator"),
        case_id,
        action,
        {"receiver": body, **values},
        transcription=told(street, f"{body}值班员", at),
    )


# -- 33


def test_capability_33_whistle_roll_call_gives_exact_response_rates(street, handled):
    """A seeded set of whistles: the rates are those counted by hand from the words given."""
    street.clock.at = datetime(2026, 11, 18, 9, 0)
    for number in range(4):
        case_id = street.register(title=f"占道 {number}")
        street.act(case_id, "sign")
        blow(street, case_id, ("派出所", "综合执法中队", "人民法庭"))
        blown = street.clock.now()
        street.clock.advance(timedelta(days=7))
        # 派出所 signs within the hour each time; 综合执法中队 only in cases 0 and 1
        answer(street, case_id, "whistle_sign", "派出所", blown + timedelta(minutes=30))
        squad = timedelta(minutes=50) if number < 2 else timedelta(hours=3)
        answer(street, case_id, "whistle_sign", "综合执法中队", blown + squad)
        # 派出所 arrives next day, but never in case 3; 综合执法中队 arrives on the sixth day in cases 0 and 1
        if number != 3:
            answer(street, case_id, "report_in", "派出所", blown + timedelta(days=1), arrived_by="赵所长")
        if number < 2:
            answer(street, case_id, "report_in", "综合执法中队", blown + timedelta(days=6), on_site="否")
        street.act(case_id, "end_whistle", said=False, reason="清理完毕")
    rates = whistles.response_rates(street.desk, street.seat("leader"), datetime(2026, 11, 1), datetime(2027, 1, 1))
    by_name = {row.body: row for row in rates.bodies}
    assert (rates.whistles, rates.invited, rates.invited_and_came) == (4, 4, 0)
    assert by_name["派出所"].signed == (4, 4, 1.0)
    assert by_name["派出所"].arrived_in_time == (3, 4, 0.75)
    assert (by_name["派出所"].arrived, by_name["派出所"].absent) == (3, 1)
    assert by_name["综合执法中队"].signed == (2, 4, 0.5)
    assert by_name["综合执法中队"].arrived_in_time == (0, 4, 0.0)
    assert rates.total.signed == (6, 8, 0.75)
    assert rates.total.arrived_in_time == (3, 8, 0.375)
    assert "人民法庭" not in by_name


def test_capability_33_the_roll_call_says_who_has_come_and_who_has_not(street, handled):
    blow(street, handled, ("派出所", "综合执法中队", "司法所", "人民法庭"), kind="urgent", place="南街夜市")
    blown = street.clock.now()
    street.clock.advance(timedelta(hours=3))
    answer(street, handled, "report_in", "派出所", blown + timedelta(minutes=40), arrived_by="赵所长、钱警官")
    street.act(handled, "excuse_whistle", said=False, receiver="司法所", reason="正在开庭")
    (view,) = whistles.roll_call(street.desk, street.seat("operator"))
    assert (view.expected, view.arrived) == (2, 1)
    assert [call.body for call in view.missing] == ["综合执法中队"]
    assert view.missing[0].late
    police = next(call for call in view.calls if call.body == "派出所")
    assert (police.arrived_by, police.on_site, police.state_label) == ("赵所长、钱警官", True, "已报到")
    assert not any(clock.late for clock in police.clocks)
    assert whistles.live_whistles(street.desk)[0] == (handled, street.file(handled).case.grid_id, police.body_id, True)
    missing = queue_ids(street.desk, street.seat("operator"), QueueFilter(view="吹哨未报到"))
    assert list(missing) == [handled]


def test_capability_33_only_who_may_blow_blows_and_never_without_a_purpose(street, handled):
    with pytest.raises(RuleViolation, match="value_missing"):
        blow(street, handled, ("派出所",), reason="   ")
    with pytest.raises(RuleViolation, match="may_not_blow"):
        blow(street, handled, ("派出所",), kind="hard", said_by="冯长安")
    blow(street, handled, ("派出所",), kind="hard", seat="leader")
    by_leader = blow(street, handled, ("综合执法中队",), said_by="冯长安", blower="网格长")
    (first, second) = (item.data for item in by_leader.side_records)
    assert (first["blower"], second["blower"], second["blown_by"]) == ("commissioner", "grid_leader", "冯长安")
    line = case_card(street.desk, street.seat("operator"), handled).timeline[-1]
    assert (line.label, line.said_by) == ("吹哨", "冯长安")


def test_capability_33_report_waits_for_the_end_and_both_sides_judge(street, handled):
    blow(street, handled, ("派出所",))
    with pytest.raises(RuleViolation, match="calls_open"):
        street.report(handled)
    answer(street, handled, "report_in", "派出所", None, arrived_by="赵所长")
    street.act(handled, "end_whistle", said=False, reason="已清理")
    street.act(handled, "evaluate_office", said=False, receiver="派出所", score="good")
    answer(street, handled, "evaluate_whistle", "派出所", None, verdict="needed", reason="确需联合")
    assert street.report(handled).case.status is Status.SUBMITTED
    (view,) = whistles.whistles_of(street.desk, street.file(handled))
    assert (view.calls[0].office_score, view.calls[0].whistle_score) == ("good", "needed")


# -- 乡呼县应


def test_county_call_accepted_moves_the_case_and_the_street_stays_in_touch(street, handled):
    before = street.file(handled).case
    street.act(handled, "call_county", said=False, receiver="交通运输局", basis="清单第 37 项", reason="县道塌陷")
    answer(street, handled, "answer_call", "交通运输局", None, outcome="accepted")
    case = street.file(handled).case
    body = street.desk.bodies.find("交通运输局")
    assert (case.tier, case.handler_id, case.owner_id, case.status) == (Tier.COUNTY, body.id, body.id, Status.HANDLING)
    assert case.signed_at == case.dispatched_at == street.clock.now()
    (call,) = county_calls.calls_of_case(street.desk, street.file(handled))
    assert (call.state, call.liaison) == ("accepted", street.desk.bodies.by_id[before.handler_id].name)
    committee = street.seat(street.desk.bodies.by_id[before.handler_id].code)
    assert list(queue_ids(street.desk, committee, QueueFilter())) == [handled]


def test_county_call_refused_says_why_and_leaves_the_case_as_it_was(street, handled):
    before = street.act(handled, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤").case
    with pytest.raises(RuleViolation, match="answer_needs_reason"):
        answer(street, handled, "answer_call", "水利局", None, outcome="refused")
    answer(street, handled, "answer_call", "水利局", None, outcome="refused", reason="不属河道")
    after = street.file(handled).case
    assert (after.tier, after.handler_id, after.owner_id) == (before.tier, before.handler_id, before.owner_id)


def test_county_call_transferred_is_a_new_call_with_its_own_clock(street, handled):
    street.act(handled, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤")
    street.clock.advance(timedelta(days=1))
    with pytest.raises(RuleViolation, match="transfer_needs_department"):
        answer(street, handled, "answer_call", "水利局", None, outcome="transferred")
    answer(street, handled, "answer_call", "水利局", None, outcome="transferred", transfer_to="自然资源局")
    new, old = county_calls.calls_of_case(street.desk, street.file(handled))
    assert (old.state, new.state, new.body, new.basis) == ("transferred", "waiting", "自然资源局", "清单")
    assert new.due_at == street.desk.rules.keeper.named_due(street.clock.now(), "county_answer")[1]


def test_county_call_left_unanswered_goes_to_the_leader_once(street, handled):
    street.act(handled, "call_county", said=False, receiver="水利局", basis="清单", reason="河堤")
    assert county_calls.unanswered_calls(street.desk) == []
    assert not county_calls.escalate_unanswered_calls(street.desk)
    street.clock.advance(timedelta(days=4))
    (line,) = county_calls.unanswered_calls(street.desk)
    assert (line.case_id, line.body, line.escalated_at) == (handled, "水利局", None)
    assert county_calls.escalate_unanswered_calls(street.desk).cases == {handled}
    assert not county_calls.escalate_unanswered_calls(street.desk)
    assert county_calls.unanswered_calls(street.desk)[0].escalated_at == street.clock.now()
    step = case_card(street.desk, street.seat("operator"), handled).timeline[-1]
    assert (step.action, step.label, step.actor) == ("escalate_call", "呼叫逾期上报", "系统")
    street.act(handled, "withdraw_call", seat="leader", said=False, reason="改由街道协调")
    assert county_calls.unanswered_calls(street.desk) == []


# -- 32


@pytest.fixture
def force(street, handled, tmp_path):
    """A task force over two cases, one with a scanned page."""
    other = street.register(title="楼道飞线")
    street.act(other, "sign")
    page = tmp_path / "调查笔录.png"
    page.write_bytes(PNG)
    attach(street.desk, street.seat("operator"), handled, page, "scan")
    written = task_forces.form_task_force(street.desk, street.seat("leader"), [handled, other], FIVE_ONES)
    return written.number, handled, other


def test_capability_32_a_task_force_has_leader_head_members_plan_and_limit(street, force):
    number, handled, other = force
    row = task_force_views.task_force(street.desk, street.seat("operator"), number).row
    assert (row.leader, row.head, row.members) == ("李书记", "王副主任", ("张所长", "刘队长", "陈网格长"))
    assert (row.limit_on, row.phase_label, row.cases) == (date(2027, 3, 31), "包阅卷", 2)
    assert {street.file(case_id).case.tier for case_id in (handled, other)} == {Tier.TASK_FORCE}


def test_capability_32_only_the_leader_forms_one_and_none_of_the_five_may_be_missing(street, handled):
    with pytest.raises(AccessDenied):
        task_forces.form_task_force(street.desk, street.seat("supervisor"), [handled], FIVE_ONES)
    for name in ("leader", "head", "members", "plan", "limit"):
        with pytest.raises(RuleViolation, match="value_missing"):
            task_forces.form_task_force(street.desk, street.seat("leader"), [handled], {**FIVE_ONES, name: ""})
    with pytest.raises(RuleViolation, match="limit_not_ahead"):
        task_forces.form_task_force(street.desk, street.seat("leader"), [handled], {**FIVE_ONES, "limit": "2026-11-18"})
    assert task_force_views.task_forces(street.desk, street.seat("leader")) == []
    by_action = street.act(handled, "form_task_force", seat="leader", said=False, **FIVE_ONES)
    assert by_action.side_records[0].data["task_force"] == "ZB2026-001"  # no number was lost by the refusals


def test_capability_32_reading_notes_cite_attachment_and_page_and_open_it(street, force):
    number, handled, other = force
    operator = street.seat("operator")
    sha256 = case_card(street.desk, operator, handled).attachments[0].sha256
    note = {"aspect": "evidence", "text": "笔录没有签名"}
    task_forces.add_reading_note(street.desk, operator, number, handled, sha256, 1, **note)
    for case_id, page, code in ((handled, 2, "note_page_too_high"), (other, 1, "note_not_of_the_case")):
        with pytest.raises(RuleViolation, match=code):
            task_forces.add_reading_note(street.desk, operator, number, case_id, sha256, page, **note)
    view = task_force_views.task_force(street.desk, operator, number)
    (entry,) = view.phases[0].entries
    assert (entry.file, entry.page, entry.aspect, entry.author) == ("调查笔录.png", 1, "证据采信", "王副主任")
    citation = task_forces.open_citation(street.desk, operator, number, entry.id)
    assert (citation.page, citation.path.read_bytes()) == (1, PNG)
    told_on_the_case = case_card(street.desk, operator, handled).timeline[-1]
    assert told_on_the_case.label == "专班记事"
    assert "《调查笔录.png》第 1 页" in told_on_the_case.note


def test_capability_32_three_phases_with_conclusions_set_aside_meetings_and_an_exit_report(street, force):
    number, handled, other = force
    operator, leader = street.seat("operator"), street.seat("leader")
    desk = street.desk
    with pytest.raises(RuleViolation, match="reading_left_nothing"):
        task_forces.finish_phase(desk, operator, number)
    with pytest.raises(RuleViolation, match="review_not_reached"):
        task_forces.record_finding(desk, operator, number, "原结论不当")
    sha256 = case_card(desk, operator, handled).attachments[0].sha256
    task_forces.add_reading_note(desk, operator, number, handled, sha256, 1, "facts", "三号楼有飞线十二处")
    task_forces.finish_phase(desk, operator, number)
    with pytest.raises(RuleViolation, match="earlier_conclusion_missing"):
        task_forces.record_finding(desk, operator, number, "重新评估", sets_aside=True)
    task_forces.record_finding(
        desk, operator, number, "物业应负维护之责", case_id=handled, sets_aside=True, earlier="认定为住户个人行为"
    )
    for kind in ("joint_meeting", "public_hearing"):
        meeting = task_forces.Meeting(
            date(2026, 11, 20), "社区会议室", ("王副主任", "住户代表"), "核对清单", "加装充电桩"
        )
        task_forces.record_meeting(desk, operator, number, kind, meeting)
    task_forces.finish_phase(desk, operator, number)
    task_forces.record_measure(desk, operator, number, "安装充电桩四处")
    with pytest.raises(RuleViolation, match="task_force_without_result"):
        task_forces.close_task_force(desk, leader, number, "settled", "  ")
    with pytest.raises(RuleViolation, match="task_force_cases_open"):
        task_forces.close_task_force(desk, leader, number, "settled", "全部整改")
    street.report(handled)
    street.act(handled, "pass", seat="operator2")
    street.act(other, "leave_task_force", seat="leader", said=False, reason="楼道归物业日常巡查")
    task_forces.close_task_force(desk, leader, number, "settled", "全部整改")
    report = task_force_views.exit_report(desk, operator, number)
    assert (report.notes, len(report.set_aside), len(report.meetings), len(report.measures)) == (1, 1, 2, 1)
    assert report.in_time
    assert [each.state for each in report.view.cases] == ["已办结", "已退出"]
    assert "包案领导：李书记；班长：王副主任；成员：张所长、刘队长、陈网格长" in report.lines
    assert report.lines[-1] == "结果：全部化解。全部整改"
    assert street.file(other).case.tier is Tier.VILLAGE
    with pytest.raises(RuleViolation, match="task_force_closed"):
        task_forces.record_measure(desk, operator, number, "再来")


def test_capability_32_the_leader_never_goes_without_a_successor(street, force):
    number, _handled, _other = force
    leader = street.seat("leader")
    with pytest.raises(RuleViolation, match="leader_without_successor"):
        task_forces.change_leader(street.desk, leader, number, " ", "调离")
    with pytest.raises(RuleViolation, match="head_without_successor"):
        task_forces.change_head(street.desk, leader, number, "", "调离")
    with pytest.raises(AccessDenied):
        task_forces.change_leader(street.desk, street.seat("operator"), number, "赵书记", "调离")
    task_forces.change_leader(street.desk, leader, number, "赵书记", "李书记调离")
    view = task_force_views.task_force(street.desk, leader, number)
    assert view.row.leader == "赵书记"
    assert view.history[-1].lines == ("李书记 → 赵书记",)


def test_capability_32_cases_join_and_leave(street, force):
    number, handled, _other = force
    more = street.register(title="地下室飞线")
    street.act(more, "sign")
    street.act(more, "join_task_force", seat="leader", said=False, task_force=number)
    view = task_force_views.task_force(street.desk, street.seat("leader"), number)
    assert [each.case_id for each in view.cases if each.inside] == [handled, _other, more]
    with pytest.raises(RuleViolation, match="task_force_open"):
        task_forces.join_task_force(street.desk, street.seat("leader"), number, [more])


# -- 86


def item(**values):
    base = {
        "field": "property_registration",
        "title": "幸福里小区产权登记遗留",
        "since_on": date(2019, 5, 20),
        "leader": "李书记",
        "head": "王副主任",
        "plan": "补办验收，分批登记",
        "limit_on": date(2027, 6, 30),
    }
    return backlog.NewBacklogItem(**{**base, **values})


def test_capability_86_the_backlog_has_seven_fields_and_a_leader_head_plan_and_limit_each(street):
    fields = dict(backlog.backlog_fields())
    assert len(fields) == 7
    assert {"信访积案", "产权登记"} <= set(fields.values())
    operator = street.seat("operator")
    for name in ("leader", "head", "plan", "title"):
        with pytest.raises(RuleViolation, match=f"backlog_without_{name}"):
            backlog.register_backlog(street.desk, operator, item(**{name: " "}))
    with pytest.raises(RuleViolation, match="limit_not_ahead"):
        backlog.register_backlog(street.desk, operator, item(limit_on=date(2026, 11, 1)))
    number = backlog.register_backlog(street.desk, operator, item()).number
    (row,) = backlog.backlog(street.desk, operator)
    assert (row.number, row.field_label, row.age_words) == (number, "产权登记", "7 年 5 个月")


def test_capability_86_age_and_result_are_told_month_by_month(street):
    operator, leader = street.seat("operator"), street.seat("leader")
    first = backlog.register_backlog(street.desk, operator, item()).number
    second = backlog.register_backlog(
        street.desk, operator, item(title="征地补偿尾款", since_on=date(2025, 11, 18), limit_on=date(2026, 12, 10))
    ).number
    backlog.report_month(street.desk, operator, first, "2026-11", "已补办验收")
    street.clock.at = datetime(2026, 12, 20, 10, 0)
    backlog.report_month(street.desk, operator, first, "2026-12", "首批三十户登记")
    with pytest.raises(RuleViolation, match="backlog_without_result"):
        backlog.settle_backlog(street.desk, leader, second, "")
    backlog.settle_backlog(street.desk, leader, second, "尾款已付清")
    street.clock.at = datetime(2027, 1, 15, 10, 0)
    months = backlog.backlog_months(street.desk, operator, "2026-11", "2027-01")
    assert [(m.month, m.opened, m.settled, m.standing, m.overdue, m.reported) for m in months] == [
        ("2026-11", 2, 0, 2, 0, 1),
        ("2026-12", 0, 1, 1, 0, 1),
        ("2027-01", 0, 0, 1, 0, 0),
    ]
    assert [m.average_age_months for m in months] == [(90 + 12) / 2, 91.0, 91.0]


def test_capability_86_a_task_force_takes_a_backlog_problem(street, handled):
    number = backlog.register_backlog(street.desk, street.seat("operator"), item(case_ids=(handled,))).number
    formed = backlog.form_from_backlog(street.desk, street.seat("leader"), number, ["张所长"])
    (row,) = backlog.backlog(street.desk, street.seat("operator"))
    assert row.task_force == formed.number
    assert street.file(handled).case.tier is Tier.TASK_FORCE


def test_capability_86_there_is_no_blacklist_of_persons(street):
    from govdesk.storage.tables_task_force import backlog_item, backlog_month

    columns = {column.name for table in (backlog_item, backlog_month) for column in table.columns}
    assert not columns & {"person_id", "name", "party", "petitioner", "phone", "id_number", "address"}
    for words in ("联系 13912345678", "证号 11010519491231002X"):
        with pytest.raises(RuleViolation, match="backlog_names_no_person"):
            backlog.register_backlog(street.desk, street.seat("operator"), item(title=words))
