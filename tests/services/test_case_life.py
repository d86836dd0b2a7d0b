"""The life of a case through the services, on a real database: who may do what, from where, under which guard."""

from datetime import date, timedelta

import pytest

from govdesk.domain.case import PartySnapshot
from govdesk.domain.errors import AccessDenied, BadInput, Conflict, GovDeskError, RuleViolation
from govdesk.domain.roles import Transcription
from govdesk.domain.vocabulary import Status, Tier
from govdesk.services import case_actions
from govdesk.services.case_actions import available_actions
from govdesk.services.case_card import case_card
from govdesk.services.messages import sentence

STATION = "police_station"
JUSTICE = "justice_office"


def refused(street, code, *arguments, **values):
    with pytest.raises(GovDeskError) as caught:
        street.act(*arguments, **values)
    assert caught.value.code == code
    words = sentence(caught.value)
    assert words != code
    assert "{" not in words
    return caught.value


def test_own_patrol_goes_to_the_village_committee(street):
    case = street.file(street.register()).case
    assert (case.status, case.tier) == (Status.DISPATCHED, Tier.VILLAGE)
    assert street.desk.bodies.by_id[case.handler_id].code == "mc-990000001200"
    assert case.number == "LH2611-0001"


def test_the_centre_owns_until_the_first_signature(street):
    case_id = street.register()
    assert street.file(case_id).case.owner_id is None
    after = street.act(case_id, "sign").case
    assert after.owner_id == after.handler_id is not None


def test_a_body_acts_from_its_own_seat_without_transcription(street):
    case_id = street.register()
    after = street.act(case_id, "sign", seat="mc-990000001200", said=False)
    assert after.case.status is Status.HANDLING


def test_a_foreign_body_reaches_nothing_of_the_case(street):
    case_id = street.register()
    refused(street, "case_out_of_scope", case_id, "sign", seat=STATION, said=False)


def test_the_operator_signs_only_by_writing_down_whose_word_it_is(street):
    case_id = street.register()
    error = refused(street, "transcription_needed", case_id, "sign", said=False)
    assert isinstance(error, AccessDenied)
    street.act(case_id, "sign")
    last = case_card(street.desk, street.seat("operator"), case_id).timeline[-1]
    assert (last.actor, last.said_by, last.said_how) == ("操作员", "村干部", "电话")


def test_a_word_from_the_future_is_refused(street):
    case_id = street.register()
    later = Transcription("村干部", "phone", street.clock.now() + timedelta(days=1))
    with pytest.raises(RuleViolation, match="said_in_the_future"):
        case_actions.act(street.desk, street.seat("operator"), case_id, "sign", transcription=later)


def test_who_transcribed_the_report_may_not_review_it(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.report(case_id)
    refused(street, "own_report", case_id, "pass")
    assert street.act(case_id, "pass", seat="operator2").case.status is Status.CLOSED


def test_the_whole_way_to_the_archive(street):
    case_id = street.closed()
    street.act(case_id, "follow_up", reached=True, solved=True, satisfied="satisfied")
    street.act(case_id, "strike_off", evidence="现场照片")
    after = street.act(case_id, "archive")
    assert after.case.status is Status.ARCHIVED
    steps = [step.action for step in case_card(street.desk, street.seat("operator"), case_id).timeline]
    assert steps == ["register", "route", "sign", "report", "pass", "follow_up", "strike_off", "archive"]


def test_a_report_needs_its_four_elements(street):
    case_id = street.register()
    street.act(case_id, "sign")
    for name in ("accepted_on", "contacted", "measures", "limit"):
        with pytest.raises(RuleViolation, match="value_missing"):
            street.report(case_id, **{name: ""})


def test_unsolved_is_followed_by_reopening_and_the_result_stays(street):
    case_id = street.closed()
    after = street.act(case_id, "follow_up", reached=True, solved=False, satisfied="dissatisfied").case
    assert after.status is Status.DISPATCHED
    assert after.reopen_count == 1
    assert after.closings[0]["result"] == "已疏通"
    assert after.closings[0]["on_time"] is True


def test_the_third_reopening_goes_to_joint_handling(street):
    case_id = street.closed()
    for _round in range(2):
        street.act(case_id, "reopen", reason="又堵了")
        street.act(case_id, "sign")
        street.report(case_id)
        street.act(case_id, "pass", seat="operator2")
    assert street.act(case_id, "reopen", reason="又堵了").case.tier is Tier.JOINT


def test_striking_off_needs_a_visit_and_evidence(street):
    case_id = street.closed()
    refused(street, "follow_up_missing", case_id, "strike_off", evidence="照片")
    for _try in range(3):
        street.act(case_id, "follow_up", reached=False)
    refused(street, "evidence_missing", case_id, "strike_off")
    assert street.act(case_id, "strike_off", reason="三次未接通，现场已看").case.status is Status.STRUCK_OFF


def test_third_return_is_refused(street):
    case_id = street.register()
    street.act(case_id, "send_back", reason="not_our_duty", basis="清单第 3 项")
    street.act(case_id, "rule", ruling="uphold", reason="属本村")
    street.act(case_id, "send_back", reason="not_our_duty", basis="清单第 3 项")
    refused(street, "second_ruling", case_id, "rule", ruling="uphold", reason="属本村")
    street.act(case_id, "rule", seat="supervisor", ruling="agree", receiver=JUSTICE, reason="司法所主责")
    refused(street, "ruling_was_final", case_id, "send_back", reason="not_our_duty", basis="清单")
    case = street.file(case_id).case
    assert (case.return_count, case.ruling_count, case.return_final) == (2, 2, True)


def test_upholding_a_signed_case_gives_it_back_to_handling(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "send_back", reason="facts_unclear", basis="无地址")
    assert street.act(case_id, "rule", ruling="uphold", reason="地址已补").case.status is Status.HANDLING


def test_agreeing_to_a_return_needs_another_body(street):
    case_id = street.register()
    street.act(case_id, "send_back", reason="not_our_duty", basis="清单")
    refused(street, "ruling_needs_receiver", case_id, "rule", ruling="agree", reason="同意")
    refused(street, "receiver_is_handler", case_id, "rule", ruling="agree", receiver="mc-990000001200", reason="同意")


def test_a_return_after_its_window_is_refused(street):
    case_id = street.register()
    street.clock.advance(timedelta(days=9))
    refused(street, "return_window_over", case_id, "send_back", reason="not_our_duty", basis="清单")


def test_climbing_carries_what_was_tried_and_makes_a_new_return_possible(street):
    case_id = street.register()
    street.act(case_id, "sign")
    after = street.act(case_id, "climb", tried="村里调了两次", reason="要测绘").case
    assert (after.status, after.tier) == (Status.DISPATCHED, Tier.OFFICE)
    assert after.tried_tiers == ("village",)
    assert after.return_final is False
    last = case_card(street.desk, street.seat("operator"), case_id).timeline[-1]
    assert last.note == "村里调了两次；要测绘"


def test_a_hand_over_moves_ownership_only_at_acceptance(street):
    case_id = street.register()
    before = street.act(case_id, "sign").case
    offered = street.act(case_id, "hand_over", receiver=JUSTICE, materials="登记表、照片", reason="涉法").case
    assert offered.owner_id == before.owner_id
    refused(street, "offer_open", case_id, "hand_over", receiver=STATION, materials="表", reason="再移")
    accepted = street.act(case_id, "accept_offer")
    assert accepted.case.owner_id == accepted.case.handler_id == street.desk.bodies.by_code[JUSTICE].id
    assert accepted.offers[0].materials == ("登记表", "照片")


def test_a_declined_offer_leaves_the_owner(street):
    case_id = street.register()
    before = street.act(case_id, "sign").case
    street.act(case_id, "hand_over", receiver=JUSTICE, materials="表", reason="涉法")
    after = street.act(case_id, "decline_offer", reason="材料不全")
    assert after.case.owner_id == before.owner_id
    assert (after.offers[0].state, after.offers[0].answer) == ("declined", "材料不全")


def test_the_report_waits_for_every_assist(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "add_assist", offices="派出所、司法所")
    with pytest.raises(RuleViolation, match="assists_missing"):
        street.report(case_id)
    street.act(case_id, "assist_sign", receiver="派出所")
    street.act(case_id, "assist_report", receiver="派出所", result="已到场")
    street.act(case_id, "excuse_assist", receiver="司法所", reason="无需")
    assert street.report(case_id).case.status is Status.SUBMITTED


def test_the_lead_cannot_assist_itself(street):
    case_id = street.register()
    street.act(case_id, "sign")
    refused(street, "lead_cannot_assist", case_id, "add_assist", offices="mc-990000001200")


def test_mediation_needs_the_consent_of_every_party(street):
    case_id = street.register()
    street.act(case_id, "sign")
    error = refused(street, "consent_missing", case_id, "mediate", consents="张守田", mediators="秦有理")
    assert error.facts["names"] == "李春生"
    opened = street.act(case_id, "mediate", consents="张守田、李春生", mediators="秦有理")
    assert opened.open_mediation.consents == ("张守田", "李春生")


def test_nothing_leaves_while_a_mediation_is_open(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents="张守田、李春生", mediators="秦有理")
    refused(street, "mediation_open", case_id, "climb", tried="调了", reason="难")
    refused(street, "mediation_open", case_id, "send_back", reason="other", basis="无")
    with pytest.raises(RuleViolation, match="mediation_open"):
        street.report(case_id)
    refused(street, "remedies_not_told", case_id, "end_mediation", outcome="terminated")
    ended = street.act(case_id, "end_mediation", outcome="terminated", elsewhere="可向人民法院起诉")
    assert ended.open_mediation is None


def test_a_clear_refusal_gives_the_case_back_to_who_sent_it(street):
    case_id = street.register(channel="petition", category="noise", parties=())
    first = street.file(case_id).case
    if first.status is Status.AWAITING_MANUAL:
        street.act(case_id, "assign", receiver=JUSTICE, reason="人工")
    else:
        street.act(case_id, "reassign", receiver=JUSTICE, reason="人工")
    street.act(case_id, "sign")
    street.act(case_id, "hand_over", receiver="mc-990000001200", materials="表", reason="请调")
    street.act(case_id, "accept_offer")
    street.act(case_id, "mediate", parties="甲某、乙某", consents="甲某", outcome="refused", mediators="秦有理")
    after = street.file(case_id)
    assert after.mediations[0].outcome == "refused"
    assert after.case.owner_id == after.case.handler_id == street.desk.bodies.by_code[JUSTICE].id


def test_an_extension_needs_a_grant_and_stays_under_its_ceiling(street):
    case_id = street.register()
    before = street.act(case_id, "sign").case
    ceiling = street.desk.rules.terms.extension_ceiling
    asked = street.act(case_id, "extend", days=5, reason="等测绘").case
    assert asked.due_at == before.due_at
    refused(street, "role_may_not", case_id, "grant", seat="operator")
    granted = street.act(case_id, "grant", seat="supervisor").case
    assert granted.due_at > before.due_at
    assert granted.citizen_due_at == before.citizen_due_at
    error = refused(street, "extension_over_ceiling", case_id, "extend", days=400, reason="等")
    assert error.facts["granted"] == 5
    assert ceiling is not None


def test_a_suspension_pauses_the_centre_but_never_the_citizen(street):
    case_id = street.register()
    before = street.act(case_id, "sign").case
    until = street.clock.now().date() + timedelta(days=10)
    street.act(case_id, "suspend", until=until, reason="等鉴定")
    resting = street.act(case_id, "grant", seat="supervisor").case
    assert resting.status is Status.SUSPENDED
    assert resting.due_at > before.due_at
    assert resting.citizen_due_at == before.citizen_due_at


def test_a_suspension_ends_by_itself_at_its_date(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "suspend", until=street.clock.now().date() + timedelta(days=3), reason="等鉴定")
    street.act(case_id, "grant", seat="supervisor")
    assert not case_actions.resume_due_suspensions(street.desk)
    street.clock.advance(timedelta(days=3))
    assert case_actions.resume_due_suspensions(street.desk).cases == {case_id}
    assert street.file(case_id).case.status is Status.HANDLING


def test_a_suspension_into_the_past_is_refused(street):
    case_id = street.register()
    street.act(case_id, "sign")
    refused(street, "until_not_ahead", case_id, "suspend", until=date(2020, 1, 1), reason="等")


def test_cancelling_ends_what_stands_beside_and_restoring_brings_the_status_back(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "add_assist", offices=STATION)
    refused(street, "role_may_not", case_id, "cancel", reason="录错")
    cancelled = street.act(case_id, "cancel", seat="supervisor", reason="录错")
    assert cancelled.case.status is Status.CANCELLED
    assert cancelled.open_assists == ()
    restored = street.act(case_id, "restore", seat="supervisor", reason="没错")
    assert restored.case.status is Status.HANDLING


def test_a_refused_case_names_where_else_to_go(street):
    case_id = street.register()
    after = street.act(case_id, "refuse", reason="litigation", elsewhere="court").case
    assert (after.status, after.elsewhere) == (Status.NOT_ACCEPTED, "court")


def test_lowering_only_goes_down_and_only_by_the_supervisor(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "climb", tried="调了", reason="难")
    refused(street, "role_may_not", case_id, "lower", receiver="mc-990000001200", reason="村里能办")
    refused(street, "receiver_not_lower", case_id, "lower", seat="supervisor", receiver=STATION, reason="平级")
    after = street.act(case_id, "lower", seat="supervisor", receiver="mc-990000001200", reason="村里能办").case
    assert (after.status, after.tier) == (Status.DISPATCHED, Tier.VILLAGE)


def test_two_people_on_one_case_the_second_is_told(street):
    case_id = street.register()
    seen = street.file(case_id).case.version
    street.act(case_id, "sign")
    with pytest.raises(Conflict):
        case_actions.act(
            street.desk,
            street.seat("supervisor"),
            case_id,
            "cancel",
            {"reason": "录错"},
            expected_version=seen,
        )


@pytest.mark.parametrize("action", ["remind", "escalate_call"])
def test_what_has_no_screen_yet_is_not_offered(street, action):
    case_id = street.register()
    street.act(case_id, "sign")
    refused(street, "action_not_open", case_id, action, said=False)
    offered = {offer.action for offer in available_actions(street.desk, street.seat("operator"), case_id)}
    assert action not in offered


def test_offers_say_why_not_and_for_whom(street):
    case_id = street.register()
    offers = {offer.action: offer for offer in available_actions(street.desk, street.seat("operator"), case_id)}
    assert offers["sign"].enabled
    assert offers["sign"].acting_for == "柳林村人民调解委员会"
    assert not offers["cancel"].enabled
    assert "主管" in offers["cancel"].why_not or "操作员" in offers["cancel"].why_not


def test_an_unknown_value_or_body_is_named(street):
    case_id = street.register()
    error = refused(street, "unknown_value", case_id, "sign", colour="red")
    assert isinstance(error, BadInput)
    refused(street, "no_such_body", case_id, "reassign", receiver="没有的单位", reason="改")


def test_an_unknown_place_hangs_at_the_root_and_waits_for_a_person(street):
    case = street.file(street.register(grid_id=None, parties=(PartySnapshot("赵一"),))).case
    assert case.place_pending
    assert case.grid_id == street.desk.root_grid.id
    assert case.status is Status.AWAITING_MANUAL


def test_a_case_that_only_lacked_its_place_is_routed_when_the_place_is_found(street):
    from govdesk.services.grids import find_grid
    from govdesk.services.registration import set_place

    case_id = street.register(grid_id=None)
    set_place(street.desk, street.seat("operator"), case_id, find_grid(street.desk, "石桥村").id)
    case = street.file(case_id).case
    assert not case.place_pending
    assert case.status is Status.DISPATCHED
    assert street.desk.bodies.by_id[case.handler_id].code == "mc-990000001201"
