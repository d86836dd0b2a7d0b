"""Capabilities 18 and 23–28: unanswered transfers, due times, make-up days, calendars, extensions, the ladder."""

import hashlib
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from govdesk.app.command_line import run
from govdesk.domain.case_log import GENESIS
from govdesk.domain.deadline import due_at, parse_term
from govdesk.domain.errors import AccessDenied, GovDeskError, RuleViolation
from govdesk.domain.vocabulary import Status
from govdesk.services.calendars import calendar_state, import_holidays, missing_year_warning, preview_holidays
from govdesk.services.case_actions import available_actions
from govdesk.services.case_card import case_card
from govdesk.services.integrity import check_folder
from govdesk.services.shipped_calendar import shipped_calendar
from govdesk.services.supervision import ladder_round, run_ladder
from govdesk.services.supervision_board import supervision_board
from govdesk.services.supervision_records import record_lines, supervision_record
from govdesk.storage import tables
from govdesk.ui.widgets.clock_label import ClockLabel
from tests.domain.plain_calendar import plain_due, rests
from tests.services.next_year import NEXT_YEAR

COMMITTEE = "柳林村人民调解委员会"


def section(street, code: str, seat: str = "supervisor"):
    board = supervision_board(street.desk, street.seat(seat))
    return next(item for item in board.sections if item.code == code)


def labels(run_result) -> list[str]:
    return [item.label for item in run_result.taken]


# -- 18


def test_capability_18_a_transfer_moves_ownership_only_at_acceptance_and_unanswered_goes_to_supervision(street):
    case_id = street.register()
    before = street.act(case_id, "sign").case
    offered = street.act(case_id, "hand_over", receiver="司法所", materials="登记表", reason="涉及法律关系")
    assert (offered.case.owner_id, offered.case.handler_id) == (before.owner_id, before.handler_id)
    assert section(street, "unanswered").total == 0
    street.clock.advance(timedelta(days=1))
    assert section(street, "unanswered").total == 0, "two working days are given to answer"
    street.clock.advance(timedelta(days=2))
    waiting = section(street, "unanswered")
    assert waiting.case_ids == (case_id,)
    assert waiting.rows[0].body == "司法所"
    assert "涉及法律关系" in waiting.rows[0].words
    assert street.file(case_id).case.owner_id == before.owner_id, "waiting moves nothing"
    accepted = street.act(case_id, "accept_offer")
    assert accepted.case.owner_id == accepted.case.handler_id != before.owner_id
    assert section(street, "unanswered").total == 0


# -- 23


UNITS = {"working hours": "working_hours", "working days": "working_days"}
FACTS = [
    ("hotline_12345", "noise", False),
    ("own_patrol", "neighbourhood", False),
    ("window_visit", "road_facilities", False),
    ("petition", "city_appearance", False),
    ("own_patrol", "labour", False),
    ("own_patrol", "medical", False),
    ("hotline_12345", "city_appearance", True),
    ("court_pre_suit", "neighbourhood", False),
]


def independent(start: datetime, term: str) -> datetime:
    """The due time by the calculator that walks minute by minute."""
    amount, unit = term.split(" ", 1)
    unit = {"month": "months", "hour": "hours", "day": "days"}.get(unit, UNITS.get(unit, unit))
    return plain_due(start, int(amount), unit, [])


def test_capability_23_500_random_cases_equal_an_independent_calculator(street):
    """Starts over 2025 and 2026, among them lunch breaks, nights, rest days and make-up days; every clock agrees."""
    chance = random.Random(20261122)
    at_lunch = made_up = 0
    checked = 0
    while checked < 500:
        channel, category, urgent = chance.choice(FACTS)
        start = datetime(2025, 1, 2) + timedelta(minutes=chance.randrange(22 * 30 * 24 * 60))
        if chance.random() < 0.2:
            start = start.replace(hour=12, minute=chance.randrange(60))
        received = start - timedelta(minutes=chance.randrange(3000))
        street.clock.at = start
        case = street.file(
            street.register(channel=channel, category=category, urgent=urgent, received_at=received)
        ).case
        pairs = [
            (case.citizen_due_at, received, case.citizen_term),
            (case.due_at, start, case.centre_term),
            (case.handler_due_at, case.dispatched_at, case.handler_term),
            (case.sign_due_at, case.dispatched_at, case.sign_term),
        ]
        for due, begin, term in pairs:
            if begin is not None:
                assert due == independent(begin, term), (begin, term)
        at_lunch += 12 <= start.hour < 14
        made_up += start.isoweekday() > 5 and not rests(start.date())
        checked += 1
    assert at_lunch > 50
    assert made_up > 3


def test_capability_23_clicking_a_due_time_prints_its_arithmetic(street, qtbot):
    street.clock.at = datetime(2026, 9, 24, 10, 0)
    case_id = street.register(channel="hotline_12345", category="noise")
    clock = next(
        item for item in case_card(street.desk, street.seat("operator"), case_id).clocks if item.kind == "centre"
    )
    shown = ClockLabel()
    qtbot.addWidget(shown)
    shown.set(clock.words, "on_time", clock.arithmetic)
    assert not shown.is_open()
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert shown.is_open()
    told = shown.accessibleDescription()
    assert "2026年9月24日（周四）10:00" in told
    assert "中秋节放假，不计" in told
    assert "到期：2026年10月9日（周五）18:00" in told


# -- 24


HAND_TABLE = [
    # start, last working day: 国庆 1–7 October off; 20 September and 10 October are worked (both weekend days)
    ("2026-09-17T10:00", "2026-09-23"),
    ("2026-09-18T10:00", "2026-09-24"),
    ("2026-09-24T10:00", "2026-10-09"),
    ("2026-09-28T10:00", "2026-10-10"),
    ("2026-09-29T10:00", "2026-10-12"),
    ("2026-09-30T17:00", "2026-10-13"),
    ("2026-10-03T10:00", "2026-10-13"),
    ("2026-10-08T10:00", "2026-10-14"),
    ("2026-10-09T10:00", "2026-10-15"),
]


@pytest.mark.parametrize(("start", "last"), HAND_TABLE)
def test_capability_24_five_working_days_across_the_national_day_and_make_up_days(start, last):
    found = due_at(datetime.fromisoformat(start), parse_term("5 working days"), shipped_calendar())
    assert found.due_at == datetime.fromisoformat(f"{last}T18:00")
    assert found.flagged_years == ()


def test_capability_24_a_year_without_a_calendar_is_told_two_months_ahead(street):
    street.clock.at = datetime(2026, 10, 31, 9, 0)
    assert missing_year_warning(street.desk) == ""
    street.clock.at = datetime(2026, 11, 1, 9, 0)
    warning = missing_year_warning(street.desk)
    assert "2027年" in warning
    assert warning in supervision_board(street.desk, street.seat("supervisor")).warnings


# -- 25


def rows_of(street, statuses: tuple[str, ...]) -> str:
    """A digest over every column of the cases in these statuses."""
    cases = tables.cases
    with street.desk.database.reading() as connection:
        rows = connection.execute(select(cases).where(cases.c.status.in_(statuses)).order_by(cases.c.id)).all()
    assert rows
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def log_head(street) -> str:
    with street.desk.database.reading() as connection:
        return connection.execute(select(tables.log_head.c.hash)).scalar_one_or_none() or GENESIS


@pytest.fixture
def new_year(street, tmp_path: Path) -> Path:
    """End of December, three open cases and a closed one; the file of the next year."""
    street.clock.at = datetime(2026, 12, 21, 9, 0)
    street.closed(channel="hotline_12345", category="noise")
    street.clock.at = datetime(2026, 12, 29, 10, 0)
    for _case in range(2):
        street.register(channel="hotline_12345", category="noise")
    street.register(channel="hotline_12345", category="noise", urgent=True)
    path = tmp_path / "2027.csv"
    path.write_text(NEXT_YEAR, encoding="utf-8")
    return path


def test_capability_25_the_preview_lists_who_moves_and_writes_nothing(street, new_year):
    before = (rows_of(street, tuple(Status)), log_head(street), street.desk.rules.calendar.version)
    found = preview_holidays(street.desk, street.seat("supervisor"), new_year)
    assert (found.rows, found.new_years, found.earlier, found.later) == (9, (2027,), 0, 2)
    assert [(item.before, item.after) for item in found.sample] == [
        (datetime(2027, 1, 5, 18), datetime(2027, 1, 6, 18)),
        (datetime(2027, 1, 5, 18), datetime(2027, 1, 6, 18)),
    ]
    assert (rows_of(street, tuple(Status)), log_head(street), street.desk.rules.calendar.version) == before


def test_capability_25_the_import_does_what_the_preview_said_and_leaves_closed_cases_alone(street, new_year):
    closed = rows_of(street, ("closed",))
    preview = preview_holidays(street.desk, street.seat("supervisor"), new_year)
    done = import_holidays(street.desk, street.seat("supervisor"), new_year)
    assert (done.earlier, done.later) == (preview.earlier, preview.later)
    assert rows_of(street, ("closed",)) == closed
    for item in preview.sample:
        assert street.file(item.case_id).case.due_at == item.after
    again = preview_holidays(street.desk, street.seat("supervisor"), new_year)
    assert (again.earlier, again.later, again.new_years) == (0, 0, ())
    assert calendar_state(street.desk, 2027).last_year == 2027
    assert check_folder(street.desk).problems == ()


def test_capability_25_a_made_up_day_brings_due_times_forward(street, tmp_path):
    street.clock.at = datetime(2026, 11, 18, 10, 0)
    street.register(channel="hotline_12345", category="noise")
    path = tmp_path / "change.csv"
    path.write_text("date,name,isOffDay\n2026-11-21,调休,false\n", encoding="utf-8")
    found = preview_holidays(street.desk, street.seat("supervisor"), path)
    assert (found.earlier, found.later) == (1, 0)


def test_capability_25_the_command_line_previews_too(street, new_year, capsys):
    street.desk.close()
    assert run(["--data", str(street.folder), "--json", "import", "holidays", str(new_year), "--dry-run"]) == 0
    assert '"imported": 0' in capsys.readouterr().out


# -- 26


def test_capability_26_an_extension_is_asked_approved_told_and_kept_under_its_ceiling(street):
    case_id = street.register(channel="petition", category="city_appearance")
    street.act(case_id, "reassign", receiver="司法所", reason="归口")
    before = street.act(case_id, "sign").case
    street.act(case_id, "extend", days=20, reason="需要鉴定")
    assert section(street, "requests").case_ids == (case_id,)
    with pytest.raises(AccessDenied):
        street.act(case_id, "grant", seat="operator2", said=False)
    granted = street.act(case_id, "grant", seat="supervisor").case
    assert granted.due_at > before.due_at
    assert granted.citizen_due_at == before.citizen_due_at
    street.act(case_id, "extend", days=10, reason="再要十天")
    street.act(case_id, "grant", seat="supervisor")
    with pytest.raises(RuleViolation) as caught:
        street.act(case_id, "extend", days=1, reason="又要一天")
    assert caught.value.code == "extension_over_ceiling"
    assert (caught.value.facts["granted"], caught.value.facts["ceiling"]) == (30, 30)


def test_capability_26_the_citizen_is_told_and_the_notice_is_a_record(street):
    case_id = street.register(channel="petition", category="city_appearance")
    street.act(case_id, "sign")
    with pytest.raises(RuleViolation, match="nothing_to_tell"):
        street.act(case_id, "tell_citizen", said=False, contacted="冯某", told_how="phone")
    street.act(case_id, "extend", days=10, reason="需要鉴定")
    street.act(case_id, "grant", seat="supervisor")
    assert section(street, "untold").case_ids == (case_id,)
    record = supervision_record(street.desk, street.seat("supervisor"), case_id)
    assert record.requests[0].citizen_told == "还没有告知群众"
    assert "30 日，已批准 10 日" in record.ceiling
    street.act(case_id, "tell_citizen", said=False, contacted="冯某", told_how="phone")
    assert section(street, "untold").total == 0
    record = supervision_record(street.desk, street.seat("supervisor"), case_id)
    assert record.requests[0].is_told
    assert "2026-11-18 已告知冯某（电话），操作员 经办" in "\n".join(record_lines(record))
    assert street.file(case_id).case.status is Status.HANDLING
    with pytest.raises(RuleViolation, match="nothing_to_tell"):
        street.act(case_id, "tell_citizen", said=False, contacted="冯某", told_how="phone")


def test_capability_26_a_lawful_extension_lengthens_the_statutory_limit_and_no_other_does(street):
    petition = street.register(channel="petition", category="city_appearance")
    labour = street.register(category="labour")
    due = {}
    for case_id in (petition, labour):
        street.act(case_id, "sign")
        before = statutory(street, case_id).due_at
        street.act(case_id, "extend", days=10, reason="再查")
        street.act(case_id, "grant", seat="supervisor")
        due[case_id] = (before, statutory(street, case_id).due_at)
    assert due[petition][1] == plain_due(street.file(petition).case.received_at, 70, "days", [])
    assert due[labour][1] == due[labour][0], "仲裁法 §14 knows no extension"


# -- 27


def clock(street, case_id: int, kind: str):
    return next(item for item in case_card(street.desk, street.seat("operator"), case_id).clocks if item.kind == kind)


def statutory(street, case_id: int):
    return clock(street, case_id, "statutory")


def test_capability_27_pausing_the_units_clock_leaves_the_citizens_running_on_screen_and_in_the_record(street):
    case_id = street.register()
    before = street.act(case_id, "sign").case
    street.act(case_id, "suspend", until=street.clock.now().date() + timedelta(days=20), reason="等鉴定")
    street.act(case_id, "grant", seat="supervisor")
    assert clock(street, case_id, "centre").paused
    assert clock(street, case_id, "handler").paused
    citizen = clock(street, case_id, "citizen")
    assert (citizen.paused, citizen.due_at) == (False, before.citizen_due_at)
    street.clock.at = before.citizen_due_at + timedelta(days=2)
    assert clock(street, case_id, "citizen").overdue
    assert not clock(street, case_id, "centre").overdue
    printed = "\n".join(record_lines(supervision_record(street.desk, street.seat("supervisor"), case_id)))
    assert "群众钟：2026年12月18日（周五）24:00到期，超 2 天" in printed
    assert "中心钟" in printed
    assert "已挂起" in printed


def test_capability_27_what_the_law_does_not_count_moves_the_statutory_limit_only(street):
    """医疗纠纷预防和处理条例 §38: 30 working days, the time of the 鉴定 not counted."""
    case_id = street.register(category="medical", received_at=datetime(2026, 11, 18, 8, 30))
    before = street.act(case_id, "sign")
    start = before.case.received_at
    assert statutory(street, case_id).due_at == plain_due(start, 30, "working_days", [])
    clocks = (before.case.citizen_due_at, before.case.due_at, before.case.handler_due_at)
    street.clock.at = datetime(2026, 11, 23, 9, 0)
    street.act(case_id, "exclude", kind="鉴定", since=date(2026, 11, 20), basis="鉴定委托书")
    running = statutory(street, case_id)
    assert (running.paused, running.due_at, running.overdue) == (True, None, False)
    assert "鉴定" in running.words
    street.clock.at = datetime(2026, 12, 7, 9, 0)
    after = street.act(case_id, "end_exclusion", until=date(2026, 12, 4), said=False)
    stop = (datetime(2026, 11, 20), datetime(2026, 12, 5))
    assert statutory(street, case_id).due_at == plain_due(start, 30, "working_days", [stop])
    assert "鉴定期间依法不计入" in "".join(statutory(street, case_id).arithmetic)
    assert (after.case.citizen_due_at, after.case.due_at, after.case.handler_due_at) == clocks
    record = supervision_record(street.desk, street.seat("supervisor"), case_id)
    assert (record.exclusions[0].since, record.exclusions[0].until) == (date(2026, 11, 20), date(2026, 12, 4))
    assert check_folder(street.desk).problems == ()


@pytest.mark.parametrize(
    ("category", "values", "code"),
    [
        ("neighbourhood", {"kind": "appraisal", "since": date(2026, 11, 18)}, "no_statutory_limit"),
        ("medical", {"kind": "hearing", "since": date(2026, 11, 18)}, "exclusion_not_lawful"),
        ("medical", {"kind": "appraisal", "since": date(2026, 11, 17)}, "exclusion_days_wrong"),
        ("medical", {"kind": "appraisal", "since": date(2026, 11, 19)}, "exclusion_days_wrong"),
        (
            "medical",
            {"kind": "appraisal", "since": date(2026, 11, 18), "until": date(2026, 11, 30)},
            "exclusion_days_wrong",
        ),
    ],
)
def test_capability_27_only_lawful_time_inside_the_case_is_left_out(street, category, values, code):
    case_id = street.register(category=category)
    street.act(case_id, "sign")
    with pytest.raises(GovDeskError) as caught:
        street.act(case_id, "exclude", basis="委托书", **values)
    assert caught.value.code == code


def test_capability_27_two_exclusions_may_not_overlap(street):
    case_id = street.register(category="medical")
    street.act(case_id, "sign")
    street.clock.at = datetime(2026, 12, 7, 9, 0)
    street.act(case_id, "exclude", kind="appraisal", since=date(2026, 11, 20), until=date(2026, 11, 25), basis="一")
    with pytest.raises(RuleViolation, match="exclusion_overlaps"):
        street.act(case_id, "exclude", kind="appraisal", since=date(2026, 11, 25), until=date(2026, 11, 30), basis="二")
    street.act(case_id, "exclude", kind="appraisal", since=date(2026, 11, 26), until=date(2026, 11, 30), basis="二")


# -- 28


def signed(street, **values) -> int:
    """A village's case that has to be settled in seven days, signed at nine on a Wednesday."""
    case_id = street.register(**values)
    street.act(case_id, "sign")
    return case_id


def go_to(street, when: str) -> None:
    street.clock.at = datetime.fromisoformat(when)


def test_capability_28_the_ladder_climbs_at_50_80_100_and_200_percent(street):
    case_id = signed(street)
    case = street.file(case_id).case
    assert case.handler_term == "7 days"
    found = []
    for when in ("2026-11-20T10:00", "2026-11-23T09:00", "2026-11-24T15:00", "2026-11-26T09:00", "2026-12-04T09:00"):
        go_to(street, when)
        found.append(labels(ladder_round(street.desk)))
    assert found == [[], ["提醒"], ["催办"], ["督办"], ["提请挂牌"]]
    kinds = [item.kind for item in street.file(case_id).side_records]
    assert kinds == ["remind", "urge", "supervise", "listing_proposal"]
    assert section(street, "proposals").case_ids == (case_id,)
    timeline = case_card(street.desk, street.seat("operator"), case_id).timeline
    assert [step.label for step in timeline][-4:] == ["提醒", "催办", "督办", "提请挂牌"]
    assert {step.actor for step in timeline[-4:]} == {"系统"}
    assert street.file(case_id).case == type(case)(**{**case.__dict__, "version": case.version + 4})
    assert check_folder(street.desk).problems == ()


def test_capability_28_every_step_is_taken_once(street):
    case_id = signed(street)
    go_to(street, "2026-11-26T09:00")
    assert labels(ladder_round(street.desk)) == ["督办"]
    assert ladder_round(street.desk).taken == ()
    assert not run_ladder(street.desk)
    record = street.file(case_id).side_records[-1]
    assert record.data["covers"] == ["remind", "urge"]
    assert record.data["told"] == [COMMITTEE, "网格长冯长安", "主管", "政法委员"]


@pytest.mark.parametrize("when", ["2026-11-26T00:30", "2026-11-26T08:29", "2026-11-26T12:30", "2026-11-28T10:00"])
def test_capability_28_no_alarm_outside_working_hours(street, when):
    signed(street)
    go_to(street, when)
    assert ladder_round(street.desk).taken == ()
    go_to(street, "2026-11-30T08:30")
    assert labels(ladder_round(street.desk)) == ["督办"], "the next working moment says it"


def test_capability_28_an_urgent_case_is_told_of_at_night(street):
    signed(street, urgent=True)
    go_to(street, "2026-11-18T22:00")
    assert labels(ladder_round(street.desk)) == ["提醒"]
    go_to(street, "2026-11-19T03:00")
    assert ladder_round(street.desk).taken == ()
    go_to(street, "2026-11-19T04:30")
    assert labels(ladder_round(street.desk)) == ["催办"]


def test_capability_28_an_independent_body_is_never_on_the_ladder(street):
    case_id = signed(street)
    street.act(case_id, "hand_over", receiver="人民法庭", materials="登记表", reason="诉前调解")
    street.act(case_id, "accept_offer")
    go_to(street, "2027-03-01T09:00")
    assert ladder_round(street.desk).taken == ()
    row = section(street, "overdue").rows[0]
    assert row.invited_only
    offers = {item.action: item for item in available_actions(street.desk, street.seat("supervisor"), case_id)}
    assert not offers["supervise"].enabled
    assert "独立" in offers["supervise"].why_not


def test_capability_28_every_step_is_printable(street):
    case_id = signed(street)
    for when in ("2026-11-23T09:00", "2026-11-24T15:00", "2026-11-26T09:00"):
        go_to(street, when)
        run_ladder(street.desk)
    street.act(case_id, "answer_supervision", measures="已约双方周五到场", limit="本周内")
    record = supervision_record(street.desk, street.seat("supervisor"), case_id)
    printed = record_lines(record)
    assert f"2026-11-23 09:00 提醒 {COMMITTEE}：" in "\n".join(printed)
    assert "2026-11-26 09:00 督办" in "\n".join(printed)
    assert "村干部 反馈：已约双方周五到场；承诺 本周内" in "\n".join(printed)
    assert record.next_step.startswith("挂牌")
    assert all(step.reason for step in record.steps)


def test_capability_28_the_program_proposes_a_listing_and_only_a_leader_lists(street):
    case_id = signed(street)
    go_to(street, "2026-12-04T09:00")
    run_ladder(street.desk)
    with pytest.raises(AccessDenied):
        street.act(case_id, "list", seat="supervisor", reason="同意")
    street.act(case_id, "list", seat="leader", reason="同意挂牌", leader="副主任秦望", until=date(2026, 12, 20))
    record = supervision_record(street.desk, street.seat("supervisor"), case_id)
    assert (record.listed, record.leader) == (True, "副主任秦望")
    assert [step.state for step in record.steps if step.kind == "listing_proposal"] == ["已批准"]
    assert section(street, "proposals").total == 0
    assert section(street, "listed").case_ids == (case_id,)
    street.act(case_id, "unlist", seat="leader", reason="已见成效")
    assert section(street, "listed").total == 0


def test_capability_28_a_declined_listing_is_not_proposed_again_in_the_same_stage(street):
    case_id = signed(street)
    go_to(street, "2026-12-04T09:00")
    run_ladder(street.desk)
    street.act(case_id, "decline_listing", seat="leader", reason="已在推进")
    go_to(street, "2026-12-18T09:00")
    assert ladder_round(street.desk).taken == ()


def test_capability_28_a_supervising_leader_is_named_and_told(street):
    case_id = signed(street)
    street.act(case_id, "name_supervisor", seat="supervisor", leader="副书记祁远", reason="涉众复杂")
    go_to(street, "2026-11-26T09:00")
    run_ladder(street.desk)
    assert "副书记祁远" in street.file(case_id).side_records[-1].data["told"]
    street.act(case_id, "name_supervisor", seat="leader", leader="副主任秦望")
    assert supervision_record(street.desk, street.seat("leader"), case_id).leader == "副主任秦望"
    named = [item for item in street.file(case_id).side_records if item.kind == "supervising_leader"]
    assert [item.state for item in named] == ["ended", "open"]


def test_capability_28_a_clock_set_back_repeats_nothing_and_says_so(street):
    signed(street)
    go_to(street, "2026-11-26T09:00")
    run_ladder(street.desk)
    go_to(street, "2026-11-24T15:00")
    with pytest.raises(RuleViolation) as caught:
        run_ladder(street.desk)
    assert caught.value.code == "clock_set_back"
    warnings = supervision_board(street.desk, street.seat("supervisor")).warnings
    assert any("2026-11-26 09:00" in item and "校准" in item for item in warnings)
    assert ladder_round(street.desk, trust_clock=True).taken == (), "the step was taken in the time to come"


def test_capability_28_closing_ends_what_was_supervised(street):
    case_id = signed(street)
    go_to(street, "2026-12-04T09:00")
    run_ladder(street.desk)
    street.act(case_id, "list", seat="leader", reason="同意挂牌")
    street.report(case_id)
    street.act(case_id, "pass", seat="operator2")
    assert [item.kind for item in street.file(case_id).side_records if item.state == "open"] == []
    assert section(street, "listed").total == 0
