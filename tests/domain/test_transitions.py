"""The transition table row by row: as it was designed, complete, and closed to everything else."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from govdesk.domain.body import Body, BodyIndex
from govdesk.domain.case import Case, CaseFile, PartySnapshot, evolve
from govdesk.domain.clocks import Timekeeper, start_clocks, start_handling
from govdesk.domain.errors import AccessDenied, BadInput, GovDeskError, RuleViolation
from govdesk.domain.lifecycle import Choice, Circumstances, perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.roles import Actor
from govdesk.domain.terms import parse_terms
from govdesk.domain.transitions import parse_transitions
from govdesk.domain.vocabulary import OPEN_STATUSES, BodyKind, Role, Status, Tier
from govdesk.domain.whistles import parse_whistles
from govdesk.domain.working_calendar import make_calendar
from govdesk.foundation import paths

NOW = datetime(2026, 11, 18, 10, 0)


def dictionary(name):
    return tomllib.loads((paths.resources() / "dictionaries" / f"{name}.toml").read_text(encoding="utf-8"))


TABLE = parse_transitions(dictionary("transitions"), frozenset(GUARDS))
KEEPER = Timekeeper(parse_terms(dictionary("terms")), make_calendar("test", [], years=range(2020, 2030)))
WHISTLES = parse_whistles(dictionary("whistles"))
COMMITTEE = Body(1, "mc", "柳林村人民调解委员会", BodyKind.MEDIATION_COMMITTEE, grid_id=2)
OFFICE = Body(2, "justice_office", "司法所", BodyKind.STATION_OFFICE, categories=("neighbourhood",))
COURT = Body(3, "court", "人民法庭", BodyKind.COURT, independent=True)
COUNTY = Body(4, "county_traffic", "县交通运输局", BodyKind.COUNTY_DEPARTMENT)
BODIES = BodyIndex([COMMITTEE, OFFICE, COURT, COUNTY])
OPEN = "registered awaiting_manual dispatched return_pending handling suspended submitted"

AFTER = "submitted closed struck_off"
AGREED = "dispatched return_pending handling suspended"

# action: (from, who may among operator mediator supervisor leader, does a body act)   — the table of the design
DESIGNED = {
    "route": ("registered", "", False),
    "assign": ("registered awaiting_manual", "operator", False),
    "refuse": ("registered awaiting_manual dispatched", "operator", False),
    "reassign": ("dispatched handling", "operator supervisor", False),
    "sign": ("dispatched", "", True),
    "send_back": ("dispatched handling", "", True),
    "rule": ("return_pending", "operator supervisor", False),
    "hand_over": ("handling", "", True),
    "accept_offer": ("handling", "", True),
    "decline_offer": ("handling", "", True),
    "withdraw_offer": ("handling", "", True),
    "climb": ("handling", "", True),
    "lower": (OPEN, "supervisor", False),
    "form_task_force": ("handling", "leader", False),
    "mediate": ("handling", "mediator", True),
    "apply_mediation": ("handling", "operator mediator", True),
    "record_consent": ("handling", "operator mediator", True),
    "assign_mediators": ("handling", "mediator", True),
    "request_avoidance": ("handling", "operator mediator", True),
    "decide_avoidance": ("handling", "mediator", True),
    "book_session": ("handling", "operator mediator", True),
    "move_session": ("handling", "operator mediator", True),
    "cancel_session": ("handling", "operator mediator", True),
    "finish_session": ("handling", "mediator", True),
    "supplement_session": (f"handling {AFTER}", "operator mediator", True),
    "record_evidence": ("handling", "operator mediator", True),
    "return_evidence": (f"handling {AFTER}", "operator mediator", True),
    "extend_mediation": ("handling", "mediator", True),
    "end_mediation": ("handling", "mediator", True),
    "sign_agreement": (f"{AGREED} {AFTER}", "operator mediator", True),
    "plan_performance": (f"{AGREED} {AFTER}", "operator mediator", True),
    "record_performance": (f"{AGREED} {AFTER}", "operator mediator", True),
    "mark_unpaid": (f"{AGREED} {AFTER}", "operator mediator", True),
    "urge_performance": (f"{AGREED} {AFTER}", "operator mediator", True),
    "apply_confirmation": (f"{AGREED} {AFTER}", "operator mediator", True),
    "record_confirmation": (f"{AGREED} {AFTER}", "operator mediator", True),
    "extend": ("handling", "", True),
    "suspend": ("handling", "", True),
    "grant": ("handling", "supervisor", False),
    "deny": ("handling", "supervisor", False),
    "resume": ("suspended", "operator", False),
    "report": ("handling", "", True),
    "pass": ("submitted", "operator supervisor", False),
    "rework": ("submitted", "operator supervisor", False),
    "follow_up": ("closed", "operator", False),
    "reopen": ("closed struck_off", "operator", False),
    "strike_off": ("closed", "operator supervisor", False),
    "archive": ("struck_off", "operator", False),
    "merge": (OPEN, "operator", False),
    "cancel": (OPEN, "supervisor", False),
    "restore": ("cancelled not_accepted", "supervisor", False),
    "urge": (OPEN, "operator", False),
    "supervise": (OPEN, "supervisor", False),
    "list": (OPEN, "leader", False),
}
KEYS = {
    "register": "Ctrl+N",
    "assign": "A",
    "refuse": "Shift+N",
    "reassign": "Shift+A",
    "sign": "S",
    "send_back": "B",
    "rule": "G",
    "hand_over": "T",
    "climb": "E",
    "form_task_force": "Shift+T",
    "whistle": "W",
    "call_county": "C",
    "mediate": "M",
    "extend": "X",
    "suspend": "Shift+X",
    "report": "R",
    "pass": "V",
    "rework": "Shift+V",
    "follow_up": "F",
    "strike_off": "D",
    "urge": "U",
    "merge": "Shift+M",
    "link_earlier": "H",
    "apply_mediation": "Q",
    "book_session": "I",
    "end_mediation": "Shift+I",
    "record_performance": "Shift+Y",
}


def case_in(status):
    case = Case(
        title="排水沟",
        text="排水沟",
        channel="own_patrol",
        category="neighbourhood",
        kind="dispute",
        grid_id=2,
        grid_path=(1, 2),
        received_at=NOW - timedelta(hours=3),
        registered_at=NOW - timedelta(hours=3),
        number="LH2611-0001",
        id=1,
        uid="u",
        version=1,
    )
    case = start_handling(start_clocks(case, KEEPER), KEEPER, "mediation_committee", NOW - timedelta(hours=2))
    case = evolve(
        case, status=Status(status), handler_id=1, owner_id=1, tier=Tier.VILLAGE, previous_status=Status.HANDLING
    )
    return CaseFile(case, parties=(PartySnapshot("甲"), PartySnapshot("乙")))


def around(role=Role.OPERATOR, body_id=None, decide=None, **values):
    seat = "mc" if body_id else role.value
    actor = Actor(seat, role, "某席", body_id=body_id)
    return Circumstances(NOW, actor, BODIES, KEEPER, decide or (lambda _file: None), values, whistles=WHISTLES)


def attempt(action, file, circumstances):
    return perform(TABLE, GUARDS, EFFECTS, file, action, circumstances)


@pytest.mark.parametrize("action", DESIGNED)
def test_a_row_stands_as_designed(action):
    statuses, roles, bodies_act = DESIGNED[action]
    row = TABLE.row(action)
    assert row.from_statuses == {Status(item) for item in statuses.split()}
    assert row.roles == {Role(item) for item in roles.split()}
    assert bool(row.parts) is bodies_act


def test_the_keys_are_those_of_the_design_and_no_two_are_alike():
    found = {row.action: row.key for row in TABLE.rows.values() if row.key}
    assert found == KEYS
    assert len(set(found.values())) == len(found)


def test_every_row_has_an_effect_and_every_effect_a_row():
    rows = set(TABLE.rows) - {"register", "record_closed"}
    assert rows == set(EFFECTS)


@pytest.mark.parametrize("action", sorted(set(TABLE.rows) - {"register", "record_closed"}))
@pytest.mark.parametrize("status", list(Status))
def test_an_action_is_refused_from_every_other_status(action, status):
    if status in TABLE.row(action).from_statuses:
        return
    with pytest.raises(RuleViolation, match="wrong_status"):
        attempt(action, case_in(status), around())


@pytest.mark.parametrize("action", sorted(DESIGNED))
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MEDIATOR, Role.SUPERVISOR, Role.LEADER])
def test_a_role_that_the_row_does_not_name_is_refused(action, role):
    row = TABLE.row(action)
    if role in row.roles:
        return
    status = sorted(row.from_statuses)[0]
    with pytest.raises(AccessDenied):
        attempt(action, case_in(status), around(role))


@pytest.mark.parametrize("action", [row.action for row in TABLE.rows.values() if row.parts])
def test_a_body_without_a_part_in_the_case_is_refused(action):
    status = sorted(TABLE.row(action).from_statuses)[0]
    with pytest.raises(AccessDenied):
        attempt(action, case_in(status), around(Role.BODY, body_id=99))


def test_open_is_every_status_but_the_six_that_ended():
    ended = {"closed", "struck_off", "archived", "not_accepted", "merged", "cancelled"}
    assert set(Status) - OPEN_STATUSES == {Status(item) for item in ended}


def test_a_whistle_calls_every_office_and_only_invites_the_court():
    after = attempt(
        "whistle", case_in("handling"), around(offices=("司法所", "人民法庭"), kind="routine", reason="联合")
    )
    assert [(item.body_id, item.data["invited"]) for item in after.side_records] == [(2, False), (3, True)]
    with pytest.raises(RuleViolation, match="calls_open"):
        attempt("report", after, reported(after))


def reported(file):
    values = dict.fromkeys(("result", "accepted_on", "contacted", "measures", "limit"), "一句话")
    return around(Role.BODY, body_id=file.case.handler_id, **values)


def test_a_county_call_that_is_accepted_moves_the_case_to_the_county():
    called = attempt(
        "call_county", case_in("handling"), around(receiver="县交通运输局", basis="第 9 项", reason="县道")
    )
    assert called.case.tier is Tier.VILLAGE
    answered = attempt("answer_call", called, around(Role.BODY, body_id=4, outcome="accepted", reason="接"))
    assert (answered.case.tier, answered.case.owner_id) == (Tier.COUNTY, 4)


def test_a_county_call_that_is_refused_changes_nothing_of_the_case():
    called = attempt(
        "call_county", case_in("handling"), around(receiver="县交通运输局", basis="第 9 项", reason="县道")
    )
    answered = attempt("answer_call", called, around(Role.BODY, body_id=4, outcome="refused", reason="不属"))
    assert answered.case == called.case


def test_only_county_departments_are_called():
    with pytest.raises(RuleViolation, match="not_a_county_department"):
        attempt("call_county", case_in("handling"), around(receiver="司法所", basis="x", reason="x"))


def test_a_task_force_is_the_leaders_and_there_is_one():
    values = {"leader": "某领导", "head": "某班长", "members": "某甲", "plan": "方案", "limit": date(2026, 12, 31)}
    formed = attempt("form_task_force", case_in("handling"), around(Role.LEADER, **values))
    assert formed.case.tier is Tier.TASK_FORCE
    with pytest.raises(RuleViolation, match="task_force_open"):
        attempt("form_task_force", formed, around(Role.LEADER, **values))


def test_the_court_is_never_urged():
    file = case_in("handling")
    file = replace(file, case=evolve(file.case, handler_id=3))
    for action, role in (("urge", Role.OPERATOR), ("supervise", Role.SUPERVISOR), ("list", Role.LEADER)):
        with pytest.raises(RuleViolation, match="independent_body"):
            attempt(action, file, around(role, reason="快办"))


def test_urging_leaves_the_status():
    after = attempt("urge", case_in("dispatched"), around(reason="请抓紧"))
    assert after.case == case_in("dispatched").case
    assert after.side_records[0].kind == "urge"


def test_merging_and_unmerging_bring_everything_back():
    before = case_in("handling")
    merged = attempt("merge", before, around(master="LH2611-0002", master_id=2, reason="同一件事"))
    assert (merged.case.status, merged.case.merged_into_id) == (Status.MERGED, 2)
    assert attempt("unmerge", merged, around(reason="不是一件")).case == evolve(before.case, previous_status=None)


def test_routing_without_a_rule_or_a_receiver_waits_for_a_person():
    system = around(Role.ADMINISTRATOR)
    system = replace(system, actor=Actor("system", Role.ADMINISTRATOR, "系统"))
    assert attempt("route", case_in("registered"), system).case.status is Status.AWAITING_MANUAL
    nobody = replace(system, decide=lambda _file: Choice(Tier.OFFICE, None, (), "R-1", "v1"))
    waiting = attempt("route", case_in("registered"), nobody).case
    assert (waiting.status, waiting.route_rule) == (Status.AWAITING_MANUAL, "R-1")


def test_a_joint_decision_brings_its_assists_with_clocks_of_their_own_and_invites_the_court_without_one():
    system = replace(around(), actor=Actor("system", Role.ADMINISTRATOR, "系统"))
    joint = replace(system, decide=lambda _file: Choice(Tier.JOINT, OFFICE, (COMMITTEE, COURT, OFFICE), "R-2", "v1"))
    after = attempt("route", case_in("registered"), joint)
    assert after.case.tier is Tier.JOINT
    assert [item.body_id for item in after.assists] == [1, 3]
    assert after.assists[0].due_at > NOW
    assert after.assists[1].due_at is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data["transition"][3].update(colour="red"), "dictionary_unknown_key"),
        (lambda data: data["transition"][3].update(to=["nowhere"]), "dictionary_wrong_value"),
        (lambda data: data["transition"][3].update(who=["neighbour"]), "dictionary_wrong_value"),
        (lambda data: data["transition"][3].update(guards=["no_such_guard"]), "dictionary_wrong_value"),
        (lambda data: data["transition"][3].pop("label"), "dictionary_missing_key"),
        (lambda data: data["transition"].append(data["transition"][3]), "dictionary_wrong_value"),
    ],
)
def test_a_broken_table_is_refused_by_name(change, code):
    data = dictionary("transitions")
    change(data)
    with pytest.raises(BadInput) as caught:
        parse_transitions(data, frozenset(GUARDS))
    assert caught.value.code == code
    assert isinstance(caught.value, GovDeskError)
