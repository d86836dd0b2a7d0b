"""Mediation as work on a real database: from the application to the last instalment, with everything in between."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from govdesk.domain.case import PartySnapshot
from govdesk.domain.errors import GovDeskError
from govdesk.services import mediation, session_notes, undo
from govdesk.services.case_actions import available_actions
from govdesk.services.case_card import case_card
from govdesk.services.integrity import check_folder
from govdesk.services.mediation_work import mediation_file
from govdesk.services.messages import sentence

PARTIES = (
    PartySnapshot("张守田", address="柳林村一组", phone="13900000001"),
    PartySnapshot("李䶮", role="respondent", address="柳林村一组", phone="13900000002"),
)
RECORD = """【权利义务告知】调解员宣读了当事人的权利和义务。
【调解原则、方式和参加人员身份告知】自愿、平等；主持人秦有理，记录人郑和平。
张守田：墙占了沟，院里积水。
李䶮：我愿意拆一部分。
【调查核实与质证】现场查看了院墙，出示了照片。
【结果风险告知】说明了不履行的后果。
【协议内容或调解不成的原因、其他途径告知】双方达成一致。"""


@pytest.fixture
def handling(street):
    case_id = street.register(parties=PARTIES)
    street.act(case_id, "sign")
    return case_id


@pytest.fixture
def table(street, handling):
    street.act(handling, "mediate", consents=["张守田", "李䶮"], mediators=["秦有理"])
    return handling


@pytest.fixture
def agreed(street, table):
    street.act(table, "end_mediation", outcome="agreed", form="paper")
    return table


def refused(call, code):
    with pytest.raises(GovDeskError) as caught:
        call()
    assert caught.value.code == code
    words = sentence(caught.value)
    assert words != code and "{" not in words
    return words


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute).isoformat()


def work_of(street, case_id):
    return mediation_file(street.desk, street.seat("mediator"), case_id)


def last_label(street, case_id):
    return case_card(street.desk, street.seat("operator"), case_id).timeline[-1].label


# ---- application and consent


def test_who_applies_has_consented_and_the_others_are_asked(street, handling):
    street.act(handling, "apply_mediation", started="oral", applicants=["张守田"], requests=["拆除院墙"], facts="积水")
    assert work_of(street, handling).application.consenting == ("张守田",)
    refused(lambda: street.act(handling, "mediate", mediators=["秦有理"]), "consent_missing")
    street.act(handling, "record_consent", names=["李䶮"], answer="consents", how="电话")
    file = street.act(handling, "mediate", mediators=["秦有理"], selected_by="parties")
    opened = file.open_mediation
    assert opened.consents == ("张守田", "李䶮")
    assert (opened.started, opened.selected_by, opened.applied_on) == ("oral", "parties", date(2026, 11, 18))
    assert work_of(street, handling).application.record.state == "opened"


def test_a_refusal_ends_it_tells_the_other_remedies_and_gives_the_case_back(street):
    case_id = street.register(parties=PARTIES)
    street.act(case_id, "reassign", receiver="司法所", reason="改派")
    street.act(case_id, "sign")
    committee = "mc-990000001200"
    street.act(case_id, "hand_over", receiver=committee, materials=["登记表"], reason="适合调解")
    street.act(case_id, "accept_offer")
    street.act(case_id, "apply_mediation", started="initiative")
    words = refused(
        lambda: street.act(case_id, "record_consent", names=["李䶮"], answer="refuses"), "remedies_not_told"
    )
    assert "第二十六条" in words
    file = street.act(case_id, "record_consent", names=["李䶮"], answer="refuses", elsewhere="可向法院起诉")
    ended = file.mediations[-1]
    assert (ended.outcome, ended.refused, ended.reason) == ("refused", ("李䶮",), "refusal")
    assert ended.elsewhere == "可向法院起诉"
    assert street.desk.bodies.by_id[file.case.handler_id].code == "justice_office"


def test_an_application_without_an_applicant_is_refused_but_own_initiative_needs_none(street, handling):
    refused(lambda: street.act(handling, "apply_mediation", started="written"), "applicant_missing")
    refused(lambda: street.act(handling, "apply_mediation", started="written", applicants=["路人"]), "not_a_party")
    street.act(handling, "apply_mediation", started="initiative")
    refused(lambda: street.act(handling, "apply_mediation", started="initiative"), "application_open")


def test_every_new_act_stands_in_the_timeline_with_a_transcription_and_is_taken_back(street, handling):
    before = street.file(handling)
    street.act(handling, "apply_mediation", said=True, started="oral", applicants=["张守田"])
    step = case_card(street.desk, street.seat("operator"), handling).timeline[-1]
    assert (step.label, step.said_by) == ("申请调解", "村干部")
    undo.undo(street.desk, street.seat("operator"))
    assert street.file(handling).side_records == before.side_records
    undo.redo(street.desk, street.seat("operator"))
    assert work_of(street, handling).application.consenting == ("张守田",)
    assert check_folder(street.desk).problems == ()


def test_only_what_has_an_object_is_offered(street, handling):
    def offered():
        actions = available_actions(street.desk, street.seat("mediator"), handling)
        return {item.action for item in actions if item.enabled}

    assert "apply_mediation" in offered() and "book_session" not in offered()
    street.act(handling, "mediate", consents=["张守田", "李䶮"], mediators=["秦有理"])
    assert {"book_session", "request_avoidance", "end_mediation"} <= offered()
    assert not {"move_session", "finish_session", "record_performance", "apply_confirmation"} & offered()


# ---- mediators


def test_avoidance_is_asked_and_decided_and_who_left_cannot_come_back(street, table):
    street.act(table, "request_avoidance", mediator="秦有理", asked_by="李䶮", reason="与申请人是亲戚")
    refused(lambda: street.act(table, "decide_avoidance", decision="granted", reason="属实"), "nobody_mediates")
    file = street.act(table, "decide_avoidance", decision="granted", reason="属实", mediators=["郑和平"])
    assert file.open_mediation.mediators == ("郑和平",)
    refused(lambda: street.act(table, "assign_mediators", mediators=["秦有理"]), "mediator_avoids")


def test_a_party_does_not_mediate_its_own_dispute(street, handling):
    refused(
        lambda: street.act(handling, "mediate", consents=["张守田", "李䶮"], mediators=["张守田"]),
        "mediator_is_a_party",
    )


# ---- talks


def test_a_second_booking_of_mediator_room_or_party_is_refused_naming_the_clash(street, table):
    street.act(table, "book_session", starts_at=at(20, 9), place="综治中心一号调解室", minutes=120)
    others = (PartySnapshot("张守田", phone="13900000001"), PartySnapshot("钱来喜", role="respondent"))
    second = street.register(parties=others)
    street.act(second, "sign")
    street.act(second, "mediate", consents=["张守田", "钱来喜"], mediators=["秦有理", "郑和平"])
    number = street.file(table).case.number
    words = refused(lambda: street.act(second, "book_session", starts_at=at(20, 10), place="别处"), "booked_mediator")
    assert "秦有理" in words and number in words and "11:00" in words
    values = {"starts_at": at(20, 10), "mediators": ["郑和平"]}
    words = refused(lambda: street.act(second, "book_session", place="综治中心 一号调解室", **values), "booked_place")
    assert "一号调解室" in words
    words = refused(lambda: street.act(second, "book_session", place="别处", **values), "booked_party")
    assert "张守田" in words
    street.act(second, "book_session", place="别处", names=["钱来喜"], **values)
    free = {"starts_at": at(20, 11), "names": ["钱来喜"], "mediators": ["秦有理"]}
    street.act(second, "book_session", place="综治中心一号调解室", **free)


def test_a_namesake_with_another_phone_is_another_person(street, table):
    street.act(table, "book_session", starts_at=at(20, 9), place="综治中心一号调解室")
    others = (PartySnapshot("张守田", phone="13700000009"), PartySnapshot("钱来喜", role="respondent"))
    second = street.register(parties=others)
    street.act(second, "sign")
    street.act(second, "mediate", consents=["张守田", "钱来喜"], mediators=["郑和平"])
    street.act(second, "book_session", starts_at=at(20, 9), place="综治中心二号调解室")


def test_a_talk_is_moved_with_its_reason_and_frees_what_it_took(street, table):
    street.act(table, "book_session", starts_at=at(20, 9), place="综治中心一号调解室")
    street.act(table, "move_session", starts_at=at(21, 9), reason="李䶮生病")
    (session,) = work_of(street, table).sessions
    assert session.starts_at == datetime(2026, 11, 21, 9)
    assert session.ends_at - session.starts_at == timedelta(hours=1)
    assert (session.moves[0]["reason"], session.moves[0]["starts_at"]) == ("李䶮生病", at(20, 9))
    street.act(table, "book_session", starts_at=at(20, 9), place="综治中心一号调解室")
    street.act(table, "cancel_session", number=1, reason="不需要")
    assert [item.state for item in work_of(street, table).sessions] == ["cancelled", "open"]


def test_the_end_of_a_mediation_frees_its_talks(street, table):
    street.act(table, "book_session", starts_at=at(25, 9), place="综治中心一号调解室")
    street.act(table, "end_mediation", outcome="terminated", reason="no_agreement", elsewhere="可向法院起诉")
    assert work_of(street, table).sessions[0].state == "cancelled"


def test_the_notes_become_the_record_and_then_only_supplements(street, table):
    mediator = street.seat("mediator")
    street.act(table, "book_session", starts_at=at(18, 14), place="综治中心一号调解室")
    revision = session_notes.save_notes(street.desk, mediator, table, 1, RECORD[:20], 0)
    refused(lambda: session_notes.save_notes(street.desk, mediator, table, 1, "别人", 0), "notes_changed_elsewhere")
    session_notes.save_notes(street.desk, mediator, table, 1, RECORD, revision)
    street.act(table, "finish_session", recorder="郑和平", outcome="agreed", result="双方达成协议")
    work = session_notes.open_notes(street.desk, mediator, table, 1)
    assert work.signed_off and work.notes.text == RECORD
    refused(lambda: session_notes.save_notes(street.desk, mediator, table, 1, "改", 2), "record_signed_off")
    street.act(table, "supplement_session", text="张守田当日补交照片两张。")
    (session,) = work_of(street, table).sessions
    assert session.text == RECORD
    assert session.supplements[0]["text"] == "张守田当日补交照片两张。"
    assert session.supplements[0]["at"].startswith("2026-11-18")


def test_without_a_talk_or_a_plan_the_sentence_names_what_to_do_first(street, table):
    noted = {"recorder": "郑和平", "outcome": "failed", "text": RECORD}
    assert "请先约时间" in refused(lambda: street.act(table, "finish_session", **noted), "no_session_open")
    refused(lambda: street.act(table, "supplement_session", text="补"), "no_session_held")
    words = refused(lambda: street.act(table, "finish_session", number=3, **noted), "no_such_session")
    assert "第 3 次" in words
    street.act(table, "end_mediation", outcome="agreed", form="paper")
    words = refused(lambda: street.act(table, "record_performance", amount="100"), "no_instalment_open")
    assert "请先订履行计划" in words


def test_the_record_of_a_talk_that_is_still_to_come_is_not_signed_off(street, table):
    street.act(table, "book_session", starts_at=at(25, 14), place="村委会")
    values = {"recorder": "郑和平", "outcome": "failed", "text": RECORD, "missing_reason": "从简"}
    refused(lambda: street.act(table, "finish_session", **values), "session_not_begun")
    street.act(table, "move_session", starts_at=at(18, 9), reason="双方提前到场")
    street.act(table, "finish_session", **values)
    assert work_of(street, table).sessions[0].state == "held"


def test_missing_elements_of_the_record_are_named_or_given_a_reason(street, table):
    street.act(table, "book_session", starts_at=at(18, 14), place="村委会")
    text = "张守田：墙占了沟。\n李䶮：没有。"
    values = {"recorder": "郑和平", "outcome": "failed", "result": "调解不成", "text": text}
    words = refused(lambda: street.act(table, "finish_session", **values), "record_elements_missing")
    for name in ("权利义务告知", "调查核实与质证", "结果风险告知", "其他途径告知"):
        assert name in words
    assert "双方陈述" not in words
    street.act(table, "finish_session", missing_reason="简单纠纷，当场说明", **values)
    assert work_of(street, table).sessions[0].missing_reason == "简单纠纷，当场说明"


# ---- evidence


def test_evidence_is_listed_with_pages_counted_and_its_hash(street, table, tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    from govdesk.services.attachments import attach

    pdf = tmp_path / "照片.pdf"
    canvas = Canvas(str(pdf))
    for _page in range(3):
        canvas.drawString(72, 72, "x")
        canvas.showPage()
    canvas.save()
    attach(street.desk, street.seat("operator"), table, pdf, "evidence")
    sha256 = case_card(street.desk, street.seat("operator"), table).attachments[0].sha256
    street.act(
        table, "record_evidence", name="院墙照片", source="张守田", kind="copy", sha256=sha256, checked_by="秦有理"
    )
    street.act(table, "record_evidence", name="宅基地证", source="李䶮", kind="original", pages=2)
    first, second = work_of(street, table).evidence
    assert (first.number, first.pages, first.sha256, first.checked_by) == (1, 3, sha256, "秦有理")
    assert (second.number, second.kind, second.given_on) == (2, "original", date(2026, 11, 18))
    street.act(table, "return_evidence", number=2, reason="原件退还")
    assert [item.number for item in work_of(street, table).evidence] == [1]
    wrong = {"name": "x", "source": "x", "kind": "copy", "sha256": "0" * 64}
    refused(lambda: street.act(table, "record_evidence", **wrong), "no_such_attachment")


# ---- agreement and performance


def test_the_instalments_of_the_draft_become_the_plan(street, table):
    from dataclasses import replace

    from govdesk.domain.agreement import Instalment, Performance

    actor = street.seat("mediator")
    draft = mediation.agreement_for_case(street.desk, actor, table).draft
    rows = (Instalment("500", "2026-12-01", "李䶮", "张守田"), Instalment("300.50", "2027年1月1日", "李䶮", "张守田"))
    draft = replace(draft, performance=Performance("转账", "", "", rows))
    mediation.save_agreement(street.desk, actor, table, draft, 0)
    street.act(table, "end_mediation", outcome="agreed", form="paper")
    plan = work_of(street, table).instalments
    assert [(item.amount, item.due_on) for item in plan] == [
        (Decimal("500"), date(2026, 12, 1)),
        (Decimal("300.50"), date(2027, 1, 1)),
    ]


def test_paid_and_unpaid_make_the_agreed_sum(street, agreed):
    lines = "李䶮|张守田|1000|2026-12-01\n李䶮→张守田 2,000元 2026-12-15\n李䶮|张守田|||清理排水沟"
    refused(lambda: street.act(agreed, "plan_performance", instalments=lines, total="3500"), "plan_sum_differs")
    street.act(agreed, "plan_performance", instalments=lines, total="3000")
    street.act(agreed, "record_performance", number=1, amount="400", receipt="收条 1 张")
    refused(lambda: street.act(agreed, "record_performance", number=1, amount="700"), "paid_too_much")
    street.act(agreed, "record_performance", number=1)
    street.act(agreed, "record_performance", number=3, receipt="现场照片")
    plan = work_of(street, agreed).instalments
    assert [item.is_done for item in plan] == [True, False, True]
    assert sum(item.paid for item in plan) + sum(item.unpaid for item in plan) == 3000
    assert [item.receipt for item in plan[0].payments] == ["收条 1 张", ""]
    refused(lambda: street.act(agreed, "plan_performance", instalments=lines), "plan_already_begun")


def test_a_missed_instalment_makes_one_urging_for_its_payer(street, agreed):
    street.act(agreed, "plan_performance", instalments="李䶮|张守田|1000|2026-11-20\n李䶮|张守田|1000|2026-12-20")
    refused(lambda: street.act(agreed, "mark_unpaid", number=1), "not_due_yet")
    street.clock.advance(timedelta(days=4))
    street.act(agreed, "mark_unpaid", number=1, reason="电话不接")
    refused(lambda: street.act(agreed, "mark_unpaid", number=1), "urged_already")
    (urging,) = work_of(street, agreed).open_urgings
    assert (urging.person, urging.instalment) == ("李䶮", 1)
    street.act(agreed, "urge_performance", way="visit", words="月底前付")
    assert work_of(street, agreed).open_urgings == ()
    street.act(agreed, "mark_unpaid", number=1)
    street.act(agreed, "record_performance", number=1)
    assert work_of(street, agreed).open_urgings == ()


def test_the_agreement_takes_effect_on_the_last_of_signatures_and_seal(street, table):
    street.clock.advance(timedelta(days=5))
    street.act(table, "end_mediation", outcome="agreed", form="paper", agreed_on="2026-11-20")
    days = work_of(street, table).confirmation_days
    assert days.presumed and days.effective_on == date(2026, 11, 20)
    street.act(table, "sign_agreement", parties_on="2026-11-20", mediator_on="2026-11-20")
    assert work_of(street, table).confirmation_days.presumed
    street.act(table, "sign_agreement", sealed_on="2026-11-23")
    days = work_of(street, table).confirmation_days
    assert (days.presumed, days.effective_on, days.limit) == (False, date(2026, 11, 23), date(2026, 12, 23))
    assert days.reminders == (date(2026, 12, 13), date(2026, 12, 18))


def test_an_oral_agreement_is_in_effect_from_its_day(street, table):
    file = street.act(table, "end_mediation", outcome="agreed", form="oral")
    assert file.mediations[-1].effective_on == date(2026, 11, 18)
    refused(lambda: street.act(table, "sign_agreement", parties_on="2026-11-18"), "oral_is_in_effect")


# ---- confirmation and term


def test_confirmation_is_asked_together_and_walks_through_its_states(street, agreed):
    values = {"court": "柳河人民法庭", "ground": "committee"}
    refused(lambda: street.act(agreed, "apply_confirmation", names=["张守田"], **values), "confirmation_needs_all")
    street.act(agreed, "apply_confirmation", names=["张守田", "李䶮"], **values)
    refused(
        lambda: street.act(agreed, "apply_confirmation", names=["张守田", "李䶮"], **values), "confirmation_running"
    )
    street.act(agreed, "record_confirmation", state="accepted")
    street.act(agreed, "record_confirmation", state="confirmed", paper="（2026）柳9999民特1号")
    refused(lambda: street.act(agreed, "record_confirmation", state="withdrawn"), "no_confirmation_running")
    (confirmation,) = work_of(street, agreed).confirmations
    assert confirmation.state == "confirmed"
    assert [step["state"] for step in confirmation.steps] == ["applied", "accepted", "confirmed"]


def test_the_term_of_a_mediation_follows_the_kind_and_is_lengthened_by_all(street):
    def due(**values):
        case_id = street.register(parties=PARTIES, **values)
        street.act(case_id, "sign")
        return case_id, street.act(case_id, "mediate", consents=["张守田", "李䶮"], mediators=["秦有理"]).open_mediation

    _case, usual = due()
    case_id, labour = due(category="labour.other")
    assert usual.due_at.date() == date(2026, 12, 18)
    assert labour.due_at.date() == date(2026, 12, 3)
    refused(lambda: street.act(case_id, "extend_mediation", days=10, consents=["张守田"]), "extension_needs_all")
    later = street.act(case_id, "extend_mediation", days=10, consents=["张守田", "李䶮"]).open_mediation
    assert later.due_at.date() == date(2026, 12, 14)


def test_what_was_done_is_still_there_after_the_folder_is_opened_again(street, agreed):
    from govdesk.services.opening import open_desk

    street.act(agreed, "plan_performance", instalments="李䶮|张守田|1000|2026-12-01")
    again = open_desk(street.folder, street.clock)
    found = mediation_file(again, street.seat("mediator"), agreed)
    assert found.instalments[0].amount == 1000
    assert found.committee == "柳林村人民调解委员会"
    again.close()
