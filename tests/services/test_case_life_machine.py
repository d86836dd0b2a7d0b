"""Any actions by any seats, in any order: the promises of the life of a case hold after every step."""

import atexit
import shutil
import tempfile
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from govdesk.domain.errors import GovDeskError
from govdesk.domain.mediation_work import instalments_of, sessions_of
from govdesk.domain.roles import SYSTEM, Transcription
from govdesk.domain.vocabulary import BodyKind, Status
from govdesk.foundation.clock import ManualClock
from govdesk.services import case_actions, grids
from govdesk.services.case_card import case_file
from govdesk.services.dictionaries import shipped
from govdesk.services.integrity import check_folder
from govdesk.services.opening import open_desk
from govdesk.services.registration import CaseDraft, register_case
from govdesk.services.supervision import ladder_round
from govdesk.storage.repositories.grids import NewBody, NewCentre, NewGrid

START = datetime(2026, 11, 18, 9, 0)
_TABLE = [item for item in shipped("transitions")["transition"] if item.get("offered", True) and item["from"]]
ACTIONS = sorted(item["action"] for item in _TABLE if item["action"] not in ("route", "void"))
SEATS = ("operator", "operator2", "mediator", "supervisor", "leader", "mc-9001", "justice_office", "police_station")
RECEIVERS = ("mc-9001", "justice_office", "police_station", "court_tribunal", "county_water", "没有的单位")
VALUES = {
    "receiver": st.sampled_from(RECEIVERS),
    "reason": st.sampled_from(["理由", "litigation", "not_our_duty", ""]),
    "basis": st.just("清单"),
    "ruling": st.sampled_from(["agree", "uphold"]),
    "elsewhere": st.sampled_from(["court", "可向法院起诉"]),
    "materials": st.just("登记表"),
    "offices": st.sampled_from(["police_station", "justice_office", "police_station、justice_office"]),
    "tried": st.just("调过"),
    "consents": st.sampled_from(["甲、乙", "甲"]),
    "parties": st.just("甲、乙"),
    "mediators": st.just("调解员"),
    "outcome": st.sampled_from(["agreed", "refused", "terminated", "", "accepted", "transferred"]),
    "form": st.sampled_from(["oral", "paper"]),
    "days": st.integers(-1, 40),
    "until": st.integers(-3, 20),
    "result": st.just("办好了"),
    "accepted_on": st.just("当日"),
    "contacted": st.just("双方"),
    "measures": st.just("措施"),
    "limit": st.just("三日"),
    "reached": st.sampled_from([True, True, False, None]),
    "solved": st.sampled_from([True, True, False, None]),
    "satisfied": st.sampled_from(["satisfied", "dissatisfied", "", "是"]),
    "how": st.sampled_from(["phone", "visit", ""]),
    "evidence": st.sampled_from(["照片", ""]),
    "note": st.just(""),
    "kind": st.sampled_from(["routine", "urgent", "hard"]),
    "blower": st.sampled_from(["", "grid_leader", "commissioner"]),
    "on_site": st.booleans(),
    "whistle_number": st.sampled_from([None, 1, 2]),
    "score": st.sampled_from(["good", "poor"]),
    "verdict": st.sampled_from(["needed", "own_duty"]),
    "transfer_to": st.sampled_from(["county_water", "county_transport"]),
    "leader": st.just("领导"),
    "head": st.just("班长"),
    "members": st.just("成员"),
    "plan": st.just("方案"),
    "task_force": st.sampled_from(["ZB2026-001", "ZB2026-002"]),
    "started": st.sampled_from(["written", "oral", "initiative", "court"]),
    "applicants": st.sampled_from(["甲", "甲、乙", ""]),
    "names": st.sampled_from(["甲", "乙", "甲、乙", "丙"]),
    "answer": st.sampled_from(["consents", "consents", "refuses"]),
    "mediator": st.sampled_from(["调解员", "别人"]),
    "asked_by": st.just("甲"),
    "decision": st.sampled_from(["granted", "denied"]),
    "minutes": st.sampled_from([None, 30, 0]),
    "place": st.sampled_from(["综治中心一号室", "村委会调解室"]),
    "came": st.just("甲、乙"),
    "recorder": st.just("记录人"),
    "text": st.sampled_from(["甲：墙是他的。\n乙：是。", ""]),
    "missing_reason": st.sampled_from(["简易纠纷", ""]),
    "name": st.just("照片"),
    "source": st.just("甲"),
    "pages": st.sampled_from([None, 2]),
    "instalments": st.sampled_from([(), "甲|乙|1000|2026-11-20\n甲|乙|500.50|2026-12-20", "丙|乙|3|2026-12-01"]),
    "amount": st.sampled_from(["", "300", "0", "100万"]),
    "number": st.sampled_from([None, 1, 2]),
    "way": st.just("phone"),
    "court": st.just("柳河人民法庭"),
    "ground": st.just("committee"),
    "state": st.sampled_from(["accepted", "confirmed", "rejected", "withdrawn"]),
}
FIELDS = {item["action"]: [field["name"] for field in item.get("fields", [])] for item in _TABLE}


@cache
def founded() -> tuple[Path, int]:
    """A folder with one case, made once and copied for every life; and the case's id."""
    folder = Path(tempfile.mkdtemp(prefix="case-life-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = ManualClock(START)
    desk = open_desk(folder, clock)
    tree = [
        NewGrid("9000", None, "town", "柳河街道", "柳河街道", "lhjd"),
        NewGrid("9001", "9000", "village", "柳林村", "柳林村委会", "llc"),
    ]
    bodies = [
        NewBody(
            b["code"], b["name"], BodyKind(b["kind"]), None, b.get("independent", False), "", tuple(b["categories"])
        )
        for b in shipped("duties")["body"]
    ]
    centre = NewCentre("9000", "柳河街道", "综网中心", "LH", "柳", "Asia/Shanghai")
    grids.found_centre(desk, SYSTEM, centre, tree, [*bodies, *grids.village_bodies(tree)])
    village = grids.find_grid(desk, "柳林村").id
    draft = CaseDraft("两家纠纷", "为一堵墙", "court_pre_suit", "neighbourhood", village)
    case_id = register_case(desk, grids.seat(desk, "operator"), draft).id
    desk.close()
    return folder, case_id


class CaseLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="case-life-"))
        self.clock = ManualClock(START)
        folder, self.case_id = founded()
        shutil.copytree(folder, self.folder, dirs_exist_ok=True)
        self.desk = open_desk(self.folder, self.clock)
        self.versions = [self._file().case.version]
        self.closings: tuple[dict[str, object], ...] = ()
        self.final = False

    def teardown(self) -> None:
        assert check_folder(self.desk).problems == ()
        self.desk.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @rule(action=st.sampled_from(ACTIONS), seat=st.sampled_from(SEATS), said=st.booleans(), data=st.data())
    def anybody_tries_anything(self, action: str, seat: str, said: bool, data: st.DataObject) -> None:
        self._try(action, seat, said, data)

    @rule(data=st.data())
    def the_right_seat_goes_on(self, data: st.DataObject) -> None:
        offers = case_actions.available_actions(self.desk, grids.seat(self.desk, "operator"), self.case_id)
        open_to_us = sorted(offer.action for offer in offers if offer.enabled)
        if open_to_us:
            action = data.draw(st.sampled_from(open_to_us))
            self._try(action, data.draw(st.sampled_from(["operator", "operator2", "supervisor"])), True, data)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))
        case_actions.resume_due_suspensions(self.desk)
        ladder_round(self.desk)

    def _try(self, action: str, seat: str, said: bool, data: st.DataObject) -> None:
        before = self._file()
        values = {name: data.draw(VALUES[name]) for name in FIELDS[action] if name in VALUES}
        if action == "mediate":
            values["parties"] = data.draw(VALUES["parties"])
        if action == "form_task_force":
            values["limit"] = self.clock.now().date() + timedelta(days=30)
        if "starts_at" in FIELDS[action]:
            values["starts_at"] = self.clock.now() + timedelta(hours=data.draw(st.integers(1, 48)))
        if action == "record_evidence":
            values["kind"] = "copy"
        if action == "finish_session":
            values["outcome"] = data.draw(st.sampled_from(["continued", "agreed", "failed"]))
        if action == "mark_unpaid":
            del values["until"]
        if "until" in values:
            values["until"] = self.clock.now().date() + timedelta(days=values["until"])
        told = Transcription("村干部", "phone", self.clock.now()) if said else None
        try:
            case_actions.act(self.desk, grids.seat(self.desk, seat), self.case_id, action, values, transcription=told)
        except GovDeskError:
            assert self._file() == before, "a refused action changed something"
            return
        after = self._file()
        if action == "send_back":
            assert not before.case.return_final, "a return after the final ruling"
        assert after.case.version > before.case.version
        assert after.case.closings[: len(before.case.closings)] == before.case.closings, "a closing was rewritten"

    @invariant()
    def exactly_one_owner_who_once_signed_or_accepted(self) -> None:
        case = self._file().case
        if case.owner_id is not None:
            assert case.owner_id in self.desk.bodies.by_id
        if case.status is Status.HANDLING:
            assert case.owner_id is not None
        if case.status is Status.DISPATCHED:
            assert case.handler_id is not None
            assert case.handler_due_at is not None

    @invariant()
    def what_is_finished_has_nothing_open_beside_it(self) -> None:
        file = self._file()
        if file.case.status in (
            Status.CLOSED,
            Status.STRUCK_OFF,
            Status.ARCHIVED,
            Status.CANCELLED,
            Status.NOT_ACCEPTED,
        ):
            assert file.open_mediation is None
            assert file.open_offer is None
            assert file.open_request() is None
            assert file.open_assists == ()
            beside = {"whistle", "county_call", "task_force"}
            assert not [item for item in file.side_records if item.state == "open" and item.kind in beside]

    @invariant()
    def a_suspended_case_has_one_open_suspension_and_others_none(self) -> None:
        file = self._file()
        assert (file.open_suspension is not None) == (file.case.status is Status.SUSPENDED)

    @invariant()
    def no_step_of_the_ladder_is_taken_twice_in_a_stage(self) -> None:
        steps = [
            (record.data["stage"], record.data["step"])
            for record in self._file().side_records
            if record.data.get("step")
        ]
        assert len(steps) == len(set(steps))

    @invariant()
    def visits_are_owed_only_by_a_closed_case_and_each_try_stands_behind_one(self) -> None:
        file = self._file()
        waiting = [item for item in file.visits if item.state == "open"]
        assert not waiting or file.case.status is Status.CLOSED
        assert all(item.planned_at == file.case.closed_at for item in waiting)
        assert all((item.ended_at is None) == (item.state == "open") for item in file.visits)
        assert sum(item.tries for item in file.visits) <= len(file.follow_ups)
        assert all(item.tries == 3 for item in file.visits if item.state == "unreached")
        if file.case.status is Status.STRUCK_OFF:
            assert file.case.evidence
        for visit in file.follow_ups:
            assert visit.reached or (visit.solved is None and visit.satisfied == "")

    @invariant()
    def what_is_agreed_is_paid_or_unpaid(self) -> None:
        for item in instalments_of(self._file()):
            assert item.paid + item.unpaid == item.amount
            assert item.paid <= item.amount
            assert item.is_done == (item.unpaid == 0)

    @invariant()
    def a_talk_is_booked_only_while_the_mediation_is_open(self) -> None:
        file = self._file()
        if file.open_mediation is None:
            assert not [item for item in sessions_of(file) if item.state == "open"]

    @invariant()
    def a_closed_case_keeps_its_result(self) -> None:
        case = self._file().case
        if case.status in (Status.CLOSED, Status.STRUCK_OFF, Status.ARCHIVED):
            assert case.closed_at is not None
            assert case.closings[-1]["on_time"] is case.closed_on_time

    def _file(self):
        return case_file(self.desk, SYSTEM, self.case_id)


CaseLife.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestCaseLife = CaseLife.TestCase
