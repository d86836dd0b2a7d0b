"""吹哨: the dictionary, who may blow, the three clocks, and what one called office's record says."""

from datetime import datetime, timedelta

import pytest

from govdesk.domain.body import Body, BodyIndex
from govdesk.domain.case import Case, CaseFile, SideRecord
from govdesk.domain.clocks import Timekeeper
from govdesk.domain.errors import AccessDenied, BadInput, RuleViolation
from govdesk.domain.lifecycle import Circumstances
from govdesk.domain.lifecycle_guards_joint import JOINT_GUARDS
from govdesk.domain.lifecycle_whistle import WHISTLE_EFFECTS
from govdesk.domain.roles import Actor, Transcription
from govdesk.domain.terms import parse_terms
from govdesk.domain.vocabulary import BodyKind, Role, Status
from govdesk.domain.whistles import BLOWERS, WHISTLE, call_of, calls_of, parse_whistles, with_data
from govdesk.domain.working_calendar import make_calendar
from govdesk.services.dictionaries import shipped

NOW = datetime(2026, 11, 18, 10, 0)  # a Wednesday
KEEPER = Timekeeper(parse_terms(shipped("terms")), make_calendar("test", [], years=range(2020, 2030)))
RULES = parse_whistles(shipped("whistles"))
COMMITTEE = Body(1, "mc", "柳林村人民调解委员会", BodyKind.MEDIATION_COMMITTEE, grid_id=2)
POLICE = Body(2, "police_station", "派出所", BodyKind.STATION_OFFICE)
COURT = Body(3, "court", "人民法庭", BodyKind.COURT, independent=True)
COUNTY = Body(4, "county_transport", "交通运输局", BodyKind.COUNTY_DEPARTMENT)
SQUAD = Body(5, "squad", "综合执法中队", BodyKind.STATION_OFFICE)
GRID = Body(6, "gs", "第一网格网格员", BodyKind.GRID, grid_id=3)
BODIES = BodyIndex([COMMITTEE, POLICE, COURT, COUNTY, SQUAD, GRID])


def file_of(handler=COMMITTEE, records=()):
    case = Case(
        "标题",
        "内容",
        "own_patrol",
        "noise",
        "matter",
        2,
        (1, 2),
        NOW,
        NOW,
        status=Status.HANDLING,
        handler_id=handler.id,
    )
    return CaseFile(case, side_records=tuple(records))


def around(role=Role.OPERATOR, body=None, said_by="", said_at=None, now=NOW, **values):
    actor = Actor(role.value, role, "某席", body_id=body.id if body else None)
    told = Transcription(said_by, "phone", said_at or now) if said_by else None
    return Circumstances(now, actor, BODIES, KEEPER, lambda _f: None, values, transcription=told, whistles=RULES)


def blow(file, circumstances):
    for guard in ("offices_can_be_called", "purpose_is_said", "blower_may_blow"):
        JOINT_GUARDS[guard](file, circumstances)
    return WHISTLE_EFFECTS["whistle"](file, circumstances)


def whistled(now=NOW, offices=("派出所", "综合执法中队"), kind="routine", **more):
    return blow(file_of(), around(now=now, offices=offices, kind=kind, reason="夜市占道，联合清理", **more))


def test_every_kind_of_the_table_is_in_the_dictionary_with_terms_and_sources():
    offered = {item["code"] for item in shipped("transitions")["lists"]["whistle_kinds"]}
    assert set(RULES.kinds) == offered
    assert all(kind.source and kind.blowers for kind in RULES.kinds.values())
    listed = {item["code"] for item in shipped("transitions")["lists"]["whistle_blowers"]}
    assert set(RULES.blowers) == set(BLOWERS) == listed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"blowers": ["nobody"]}, "dictionary_wrong_value"),
        ({"sign": "soon"}, "dictionary_wrong_value"),
        ({"colour": "red"}, "dictionary_unknown_key"),
    ],
)
def test_a_wrong_dictionary_is_refused_by_entry(change, code):
    data = shipped("whistles")
    broken = {**data, "kind": [{**data["kind"][0], **change}]}
    with pytest.raises(BadInput, match=code) as refused:
        parse_whistles(broken)
    assert refused.value.facts["place"] == "kind routine"


def test_three_clocks_run_from_the_blow_and_the_court_has_none():
    police, court = calls_of(whistled(offices=("派出所", "人民法庭")))
    assert police.due == {
        "sign": NOW + timedelta(hours=1),
        "contact": NOW + timedelta(hours=24),
        "arrive": datetime(2026, 11, 23, 18, 0),  # three working days after Wednesday, at close of business
    }
    assert court.invited
    assert set(court.due.values()) == {None}
    assert not court.late("arrive", NOW + timedelta(days=30))


def test_a_whistle_without_a_purpose_is_refused():
    with pytest.raises(RuleViolation, match="whistle_without_purpose"):
        blow(file_of(), around(offices=("派出所",), kind="routine", reason="  "))


@pytest.mark.parametrize(
    ("circumstances", "handler", "blower"),
    [
        (around(), POLICE, "street_centre"),
        (around(Role.LEADER), POLICE, "commissioner"),
        (around(Role.BODY, COMMITTEE), COMMITTEE, "village_centre"),
        (around(Role.BODY, COMMITTEE, blower="grid_leader"), COMMITTEE, "grid_leader"),
        (around(Role.BODY, GRID), GRID, "grid_leader"),
        (around(said_by="冯长安"), COMMITTEE, "village_centre"),
        (around(said_by="所长"), POLICE, "street_centre"),
        (around(said_by="冯长安", blower="grid_leader"), POLICE, "grid_leader"),
    ],
)
def test_who_blows_follows_from_the_seat_and_whose_word_it_is(circumstances, handler, blower):
    values = {"offices": ("综合执法中队",), "kind": "routine", "reason": "联合清理", **circumstances.values}
    whole = Circumstances(
        NOW,
        circumstances.actor,
        BODIES,
        KEEPER,
        lambda _f: None,
        values,
        transcription=circumstances.transcription,
        whistles=RULES,
    )
    (call,) = calls_of(blow(file_of(handler), whole))
    assert call.blower == blower
    assert call.blown_by == (circumstances.transcription.said_by if circumstances.transcription else "某席")


def test_an_office_does_not_blow_itself():
    with pytest.raises(RuleViolation, match="office_may_not_blow"):
        blow(file_of(POLICE), around(Role.BODY, POLICE, offices=("综合执法中队",), kind="routine", reason="联合"))


def test_nobody_blows_in_anothers_name_without_his_word():
    with pytest.raises(AccessDenied, match="not_your_whistle"):
        whistled(blower="commissioner")


def test_a_hard_whistle_is_not_the_villages():
    with pytest.raises(RuleViolation, match="may_not_blow") as refused:
        whistled(kind="hard", said_by="冯长安")
    assert refused.value.facts["allowed"] == "街道中心、政法委员"


@pytest.mark.parametrize(
    ("offices", "code"),
    [
        (("柳林村人民调解委员会",), "handler_cannot_be_called"),
        (("交通运输局",), "county_is_called"),
        (("派出所", "派出所"), "named_twice"),
    ],
)
def test_who_cannot_be_called(offices, code):
    with pytest.raises(RuleViolation, match=code):
        whistled(offices=offices)


def test_an_office_is_called_by_one_live_whistle_and_several_whistles_are_counted():
    first = whistled(offices=("派出所",))
    with pytest.raises(RuleViolation, match="called_already"):
        blow(first, around(offices=("派出所",), kind="routine", reason="再来"))
    second = blow(first, around(offices=("综合执法中队",), kind="urgent", reason="再来"))
    assert [call.number for call in calls_of(second)] == [1, 2]


def test_arriving_signs_and_contacts_too_and_says_who_came():
    told_at = NOW + timedelta(minutes=50)
    after = WHISTLE_EFFECTS["report_in"](
        whistled(), around(said_by="赵所长", said_at=told_at, now=NOW + timedelta(hours=3), receiver="派出所")
    )
    police, squad = calls_of(after)
    assert set(police.done.values()) == {told_at}  # when he said so, not when it was written down
    assert (police.arrived_by, police.on_site, police.state) == ("赵所长", True, "arrived")
    assert squad.state == "called"
    with pytest.raises(RuleViolation, match="arrived_already"):
        WHISTLE_EFFECTS["report_in"](after, around(said_by="赵所长", now=NOW + timedelta(hours=4), receiver="派出所"))


def test_an_arrival_lies_between_the_whistle_and_now():
    later = NOW + timedelta(hours=3)
    for at, code in ((NOW - timedelta(hours=1), "before_the_whistle"), (later + timedelta(hours=1), "arrived_in_the")):
        with pytest.raises(RuleViolation, match=code):
            WHISTLE_EFFECTS["report_in"](
                whistled(), around(said_by="赵所长", now=later, receiver="派出所", arrived_at=at)
            )


def test_with_two_offices_called_the_one_meant_is_named():
    with pytest.raises(RuleViolation, match="which_body"):
        WHISTLE_EFFECTS["whistle_sign"](whistled(), around(said_by="某人"))


def test_a_body_answers_for_itself_alone():
    with pytest.raises(AccessDenied, match="not_your_call"):
        WHISTLE_EFFECTS["whistle_sign"](whistled(), around(Role.BODY, POLICE, receiver="综合执法中队"))
    signed = WHISTLE_EFFECTS["whistle_sign"](whistled(), around(Role.BODY, POLICE))
    assert [call.state for call in calls_of(signed)] == ["signed", "called"]
    with pytest.raises(RuleViolation, match="whistle_signed_already"):
        WHISTLE_EFFECTS["whistle_sign"](signed, around(Role.BODY, POLICE))


def test_who_was_excused_is_out_and_who_stayed_away_is_absent_after_the_end():
    excused = WHISTLE_EFFECTS["excuse_whistle"](whistled(), around(receiver="派出所", reason="正在出警"))
    over = NOW + timedelta(days=7)
    ended = WHISTLE_EFFECTS["end_whistle"](excused, around(now=over, reason="已清理"))
    assert [call.state for call in calls_of(ended)] == ["excused", "absent"]
    early = WHISTLE_EFFECTS["end_whistle"](excused, around(now=NOW + timedelta(hours=2), reason="不用来了"))
    assert [call.state for call in calls_of(early)] == ["excused", "released"]


def test_one_of_two_whistles_is_ended_by_its_number():
    two = blow(whistled(offices=("派出所",)), around(offices=("综合执法中队",), kind="urgent", reason="再来"))
    ended = WHISTLE_EFFECTS["end_whistle"](two, around(reason="完", whistle_number=2))
    assert [call.open for call in calls_of(ended)] == [True, False]
    with pytest.raises(RuleViolation, match="no_such_whistle"):
        WHISTLE_EFFECTS["end_whistle"](two, around(reason="完", whistle_number=3))


def test_both_sides_judge_after_the_end_once_and_the_court_is_not_judged():
    ended = WHISTLE_EFFECTS["end_whistle"](
        whistled(offices=("派出所", "人民法庭")), around(now=NOW + timedelta(days=6), reason="完")
    )
    judged = WHISTLE_EFFECTS["evaluate_office"](ended, around(receiver="派出所", score="poor", reason="没有来"))
    judged = WHISTLE_EFFECTS["evaluate_whistle"](judged, around(Role.BODY, POLICE, verdict="own_duty"))
    police = calls_of(judged)[0]
    assert (police.office_score, police.office_words, police.whistle_score) == ("poor", "没有来", "own_duty")
    for action, circumstances in (
        ("evaluate_office", around(receiver="派出所", score="good")),
        ("evaluate_office", around(receiver="人民法庭", score="good")),
        ("evaluate_whistle", around(Role.BODY, POLICE, verdict="needed")),
    ):
        with pytest.raises(RuleViolation, match="nothing_to_evaluate"):
            WHISTLE_EFFECTS[action](judged, circumstances)


def test_a_record_reads_back_as_it_was_written():
    record = with_data(SideRecord(WHISTLE, NOW, 2), sign_at=NOW, on_site=False, whistle=3)
    call = call_of(record)
    assert (call.done["sign"], call.on_site, call.number) == (NOW, False, 3)
