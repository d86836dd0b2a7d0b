"""What the demonstration street does together: whistles, calls to the county, a task force, problems left over.

Every step goes through the services, as a person at a seat would take it; the clock is set back from `now` for each.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from govdesk.domain.roles import Transcription
from govdesk.domain.vocabulary import Status
from govdesk.foundation.clock import ManualClock
from govdesk.services import backlog, case_actions, county_calls, task_forces
from govdesk.services.attachments import attach
from govdesk.services.backlog import NewBacklogItem
from govdesk.services.case_card import case_card
from govdesk.services.case_queue import QueueFilter, queue_ids
from govdesk.services.demonstration_matters import BRIDGE, CHARGING, POLES, Matter, draft_of
from govdesk.services.desk import Desk
from govdesk.services.documents import preview_document
from govdesk.services.grids import seat
from govdesk.services.registration import register_case
from govdesk.storage.queries.case_facts import read_last_steps

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_QUIET = 6 * _DAY
_CASES_NEEDED = 4
_LONG_QUIET = 13 * _DAY
_LONG_QUIET_NEEDED = 2
LEADER, HEAD = "闵怀章", "晏知远"


@dataclass
class _Players:
    """The desk at a moment that is set before each step, and the cases still free to be used."""

    desk: Desk
    clock: ManualClock
    now: datetime
    free: list[tuple[int, str, datetime]]
    """(case, category, last step), the one that moved last first."""
    registered: int = 0

    def take(self, days: int, *categories: str) -> int:
        """A case on which nothing happened for `days`, of one of these categories if there is one."""
        quiet = [item for item in self.free if item[2] < self.now - days * _DAY]
        chosen = next((item for item in quiet if item[1] in categories), quiet[0])
        self.free.remove(chosen)
        return chosen[0]

    def register(self, matter: Matter) -> int:
        """A matter of its own, signed by its office two hours after it came in."""
        self.clock.at = _office_time(self.now - matter.days * _DAY, matter.hour)
        operator = seat(self.desk, "operator")
        case_id = register_case(self.desk, operator, draft_of(self.desk, matter)).id
        self.clock.at += 2 * _HOUR
        told = Transcription("值班员", "phone", self.clock.at)
        case_actions.act(self.desk, operator, case_id, "sign", {}, transcription=told)
        self.registered += 1
        return case_id

    def leader(self, case_id: int) -> str:
        """The grid leader's name at the place of the case."""
        return case_card(self.desk, seat(self.desk, "operator"), case_id).grid_leader or LEADER

    def act(self, case_id: int, at: datetime, action: str, seat_code: str = "operator", **values: Any) -> None:
        self.clock.at = at
        case_actions.act(self.desk, seat(self.desk, seat_code), case_id, action, values)

    def said(self, case_id: int, at: datetime, action: str, body: str, who: str, **values: Any) -> None:
        """The body's word by telephone, written down as it is given."""
        self.clock.at = at
        told = Transcription(who, "phone", at)
        operator = seat(self.desk, "operator")
        case_actions.act(self.desk, operator, case_id, action, {"receiver": body, **values}, transcription=told)


def seed_joint_work(desk: Desk, now: datetime) -> int:
    """Works on cases in hand on which nothing happened lately, and on some of its own; how many of its own.

    Nothing is done when there are too few quiet ones.
    """
    clock = ManualClock(now)
    own = Desk(desk.database, clock, desk.folder)
    with desk.database.reading() as connection:
        steps = dict(read_last_steps(connection, Status.HANDLING.value))
    quiet = {case: last for case, last in steps.items() if last < now - _QUIET}
    players = _Players(own, clock, now, _chosen(own, quiet))
    long_quiet = sum(last < now - _LONG_QUIET for _case, _category, last in players.free)
    if len(players.free) < _CASES_NEEDED or long_quiet < _LONG_QUIET_NEEDED:
        return 0
    _earlier_whistles(players)
    _live_whistles(players)
    _county_calls(players)
    number = _task_force(players)
    _backlog(players, number)
    desk.reload()
    return players.registered


def _chosen(desk: Desk, quiet: Mapping[int, datetime]) -> list[tuple[int, str, datetime]]:
    """(case, category, last step) of those whose handler is none of the offices that the plays below call."""
    called = {"police_station", "enforcement_squad", "emergency_section", "market_supervision_office"}
    called |= {"power_station", "town_construction_section", "court_tribunal"}
    operator = seat(desk, "operator")
    handling = set(queue_ids(desk, operator, QueueFilter(statuses=(Status.HANDLING.value,))))
    chosen = []
    with desk.looking(operator) as work:
        for case_id, last in sorted(quiet.items(), key=lambda item: item[1], reverse=True):
            file = work.cases.get(case_id)
            body = desk.bodies.by_id.get(file.case.handler_id or 0)
            if case_id in handling and body and body.code not in called and not file.side_records and not file.assists:
                chosen.append((case_id, file.case.category, last))
    return chosen


def _earlier_whistles(play: _Players) -> None:
    """Two that are over: one to which everybody came, one that an office stayed away from."""
    for days, stays_away in ((12, False), (10, True)):
        case_id, blown = (
            play.take(days + 1, "city_appearance", "market_order", "noise"),
            _office_time(play.now - days * _DAY, 9),
        )
        play.act(
            case_id,
            blown,
            "whistle",
            offices=["enforcement_squad", "market_supervision_office", "police_station"],
            kind="routine",
            reason="集中整治占道经营，请到场核查证照、疏导交通",
            place="综网中心一楼",
        )
        play.said(case_id, blown + 0.4 * _HOUR, "whistle_sign", "enforcement_squad", "中队值班员")
        play.said(case_id, blown + 0.7 * _HOUR, "whistle_sign", "police_station", "派出所值班民警")
        play.said(case_id, blown + 5 * _HOUR, "whistle_contact", "police_station", "派出所值班民警", contacted="网格长")
        play.said(case_id, blown + 6 * _HOUR, "whistle_contact", "enforcement_squad", "中队值班员", contacted="网格长")
        play.said(
            case_id, blown + 26 * _HOUR, "report_in", "enforcement_squad", "中队值班员", arrived_by="祁队长等 3 人"
        )
        play.said(
            case_id, blown + 27 * _HOUR, "report_in", "police_station", "派出所值班民警", arrived_by="社区民警 2 人"
        )
        if not stays_away:
            play.said(
                case_id,
                blown + 28 * _HOUR,
                "report_in",
                "market_supervision_office",
                "市场监管所内勤",
                arrived_by="副所长等 2 人",
            )
        play.act(case_id, blown + 8 * _DAY, "end_whistle", reason="联合清理完毕，摊位退回店内")
        play.act(case_id, blown + 8.1 * _DAY, "evaluate_office", receiver="enforcement_squad", score="good")


def _live_whistles(play: _Players) -> None:
    """One of an emergency with two late offices, one of a grid leader on its way, with the court invited."""
    now = play.now
    urgent, blown = play.take(6, "neighbourhood", "land_resources", "housing_homestead"), now - 2.6 * _HOUR
    play.act(
        urgent,
        blown,
        "whistle",
        offices=["police_station", "enforcement_squad", "emergency_section"],
        kind="urgent",
        reason="双方各聚集二十余人，有冲突苗头，请立即到场",
        place="村委会门前",
    )
    play.said(urgent, blown + 0.2 * _HOUR, "whistle_sign", "enforcement_squad", "中队值班员")
    play.said(urgent, blown + 0.6 * _HOUR, "report_in", "police_station", "派出所值班民警", arrived_by="值班民警 4 人")
    routine, blown = play.register(POLES), now - 22 * _HOUR
    play.act(
        routine,
        blown,
        "whistle",
        offices=["power_station", "town_construction_section", "court_tribunal"],
        kind="routine",
        blower="grid_leader",
        said_by=play.leader(routine),
        reason="杆线迁移牵涉三户，请到场会商迁移方案",
        place="康桥村三组村道口",
    )
    play.said(routine, blown + 0.5 * _HOUR, "whistle_sign", "power_station", "供电所调度")
    play.said(routine, blown + 3 * _HOUR, "whistle_contact", "power_station", "供电所调度", contacted="网格长")
    play.said(
        routine, blown + 20 * _HOUR, "report_in", "town_construction_section", "城镇建设办", arrived_by="规划员 1 人"
    )


def _county_calls(play: _Players) -> None:
    silent = play.register(BRIDGE)
    waiting = play.take(6, "pollution", "environmental_pollution", "agriculture_water")
    play.act(
        silent,
        _office_time(play.now - 5 * _DAY, 10),
        "call_county",
        receiver="county_transport",
        basis="县乡“属地管理”清单第 37 项：县道及桥涵维修，主体责任在交通运输局",
        reason="请派员核查桥头塌陷，给出维修时间",
    )
    play.act(
        waiting,
        _office_time(play.now - _DAY, 16),
        "call_county",
        receiver="county_ecology",
        basis="职责任务清单之外：排污许可由县级核发和监管",
        reason="请到场取样，确认排口归属",
    )
    play.clock.at = play.now - _HOUR
    county_calls.escalate_unanswered_calls(play.desk)


def _task_force(play: _Players) -> str:
    """Three cases of one problem: read and half reviewed, with a conclusion set aside and a joint meeting."""
    operator, leader = seat(play.desk, "operator"), seat(play.desk, "leader")
    cases = [play.register(matter) for matter in CHARGING]
    play.clock.at = _office_time(play.now - 10 * _DAY, 14)
    number = task_forces.form_task_force(
        play.desk,
        leader,
        cases,
        {
            "problem": "老旧小区充电与物业管理反复投诉",
            "leader": LEADER,
            "head": HEAD,
            "members": ["城镇建设办", "派出所", "供电所", "永丰社区"],
            "plan": "逐楼核实产权与线路，先消除隐患，再由业主大会选聘物业，一户一策补缴欠费",
            "limit": (play.now + 40 * _DAY).date(),
        },
    ).number
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "原交办单.pdf"
        paper.write_bytes(preview_document(play.desk, operator, "assignment", cases[0], None))
        attach(play.desk, operator, cases[0], paper, "scan")
    sha256 = case_card(play.desk, operator, cases[0]).attachments[0].sha256
    notes = (
        (9, "facts", "交办时只写“私拉电线”，没有写三号楼地下室的集中充电点，事实不全"),
        (8, "evidence", "整改反馈没有照片，也没有消防的复查记录，不能认定已整改"),
    )
    for days, aspect, text in notes:
        play.clock.at = _office_time(play.now - days * _DAY, 15)
        task_forces.add_reading_note(play.desk, operator, number, cases[0], sha256, 1, aspect, text)
    play.clock.at = _office_time(play.now - 7 * _DAY, 9)
    task_forces.finish_phase(play.desk, operator, number)
    play.clock.at = _office_time(play.now - 6 * _DAY, 10)
    task_forces.record_people_met(play.desk, operator, number, "到三号楼见住户代表六人：愿意集中充电，要求公开电价")
    task_forces.record_finding(
        play.desk,
        operator,
        number,
        "线路由原物业敷设，属共有部分，应由物业整改，不能只罚住户",
        case_id=cases[0],
        sets_aside=True,
        earlier="认定为住户个人私拉乱接，责令自行拆除",
    )
    meeting = task_forces.Meeting(
        (play.now - 4 * _DAY).date(),
        "街道三楼会议室",
        (HEAD, "城镇建设办", "供电所", "住户代表 3 人"),
        "核对各楼充电需求和线路走向",
        "月底前加装集中充电桩，电价公示，旧线同日拆除",
    )
    play.clock.at = _office_time(play.now - 4 * _DAY, 16)
    task_forces.record_meeting(play.desk, operator, number, "joint_meeting", meeting)
    return number


def _backlog(play: _Players, number: str) -> None:
    today = play.now.date()
    problems = (
        ("property_registration", "幸福里小区产权登记遗留", 2016, 45, "补办规划核实和消防验收，分批登记"),
        ("petition_backlog", "原砖厂征地补偿历史信访事项", 2012, 120, "调阅原始协议，重新核算，公开听证后答复"),
        ("resettlement", "安置房交房面积差异", 2019, -6, "第三方测绘，按测绘结果结算差价"),
        ("arrears", "集贸市场改造工程欠款", 2021, 60, "核对工程量，分三期支付"),
    )
    play.clock.at = _office_time(play.now - 40 * _DAY, 10)
    operator, leader = seat(play.desk, "operator"), seat(play.desk, "leader")
    made = []
    for field, title, year, days, plan in problems:
        limit = today + timedelta(days=days)
        item = NewBacklogItem(field, title, date(year, 5, 18), LEADER, HEAD, plan, limit)
        made.append(backlog.register_backlog(play.desk, operator, item).number)
    months = ("已成立工作组，卷宗调齐", "完成实地核查，方案报街道研究")
    for step, text in zip((30, 3), months, strict=True):
        play.clock.at = _office_time(play.now - step * _DAY, 11)
        for each in made[:3]:
            backlog.report_month(play.desk, operator, each, f"{play.clock.at:%Y-%m}", text)
    play.clock.at = _office_time(play.now - 2 * _DAY, 11)
    backlog.settle_backlog(play.desk, leader, made[3], "工程款三期全部付清，收据入卷")


def _office_time(day: datetime, hour: int) -> datetime:
    return day.replace(hour=hour, minute=5, second=0, microsecond=0)
