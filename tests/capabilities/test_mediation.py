"""Capabilities 36, 37, 40, 41, 42: talks, notes, oral agreements, the thirty days, performance; drafts from a stick."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govdesk.domain.agreement import draft_to_dict
from govdesk.domain.bookings import Booking, MediatorIndex, clashes
from govdesk.domain.case import Case, CaseFile, Mediation, PartySnapshot
from govdesk.domain.errors import BadInput, GovDeskError
from govdesk.domain.mediation_work import instalments_of
from govdesk.domain.performance_plan import read_duty
from govdesk.domain.session_record import ELEMENTS, missing_elements, turns_of
from govdesk.services import bookings, mediation
from govdesk.services.confirmation import confirmation_warnings, court_choices
from govdesk.services.mediation_reminders import overdue_performance, reminders
from govdesk.services.mediation_views import mediation_view
from govdesk.services.mediation_work import mediation_file
from govdesk.services.messages import sentence
from tests.domain.test_transitions import around, attempt, case_in

PARTIES = (PartySnapshot("张守田"), PartySnapshot("李春生", role="respondent"))


@pytest.fixture
def table(street):
    case_id = street.register(parties=PARTIES)
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["秦有理"])
    return case_id


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


# ---- 36


def test_capability_36_booking_mediator_room_or_party_twice_is_refused_naming_the_clash(street, table):
    street.act(table, "book_session", starts_at="2026-11-20T09:00", place="综治中心一号调解室")
    number = street.file(table).case.number
    other = street.register(parties=(PartySnapshot("钱来喜"), PartySnapshot("赵满仓", role="respondent")))
    street.act(other, "sign")
    street.act(other, "mediate", consents=["钱来喜", "赵满仓"], mediators=["秦有理"])
    at_nine = {"starts_at": "2026-11-20T09:30", "place": "综治中心二号调解室"}
    words = refused(lambda: street.act(other, "book_session", **at_nine), "booked_mediator")
    assert all(part in words for part in ("秦有理", number, "2026-11-20 09:00", "10:00"))
    street.act(other, "book_session", starts_at="2026-11-20T10:00", place="综治中心一号调解室")


def test_capability_36_two_processes_cannot_book_one_room_at_once(street, table):
    from govdesk.services.case_actions import act
    from govdesk.services.opening import open_desk

    other = street.register(parties=(PartySnapshot("钱来喜"), PartySnapshot("赵满仓", role="respondent")))
    street.act(other, "sign")
    street.act(other, "mediate", consents=["钱来喜", "赵满仓"], mediators=["郑和平"])
    second = open_desk(street.folder, street.clock)
    values = {"starts_at": "2026-11-20T09:00", "place": "综治中心一号调解室"}
    act(second, street.seat("mediator"), other, "book_session", values)
    second.close()
    refused(lambda: street.act(table, "book_session", **values), "booked_place")


MOMENTS = st.integers(0, 40).map(lambda half: datetime(2026, 11, 20, 8) + timedelta(minutes=30 * half))


@st.composite
def booked(draw):
    start = draw(MOMENTS)
    return Booking(
        case_id=draw(st.integers(1, 50)),
        case_number="LH",
        session=draw(st.integers(1, 3)),
        starts_at=start,
        ends_at=start + timedelta(minutes=30 * draw(st.integers(1, 4))),
        place=draw(st.sampled_from(["一号室", "二号室", "当事人家中"])),
        mediators=tuple(draw(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=2, unique=True))),
        parties=tuple((name, "", "") for name in draw(st.lists(st.sampled_from("丁戊己"), max_size=2, unique=True))),
        committee_id=1,
    )


@given(st.lists(booked(), max_size=12))
def test_whatever_is_asked_for_nobody_and_no_room_is_ever_taken_twice(wanted):
    taken = []
    for item in wanted:
        again = any((old.case_id, old.session) == (item.case_id, item.session) for old in taken)
        if not again and not clashes(item, taken, MediatorIndex()):
            taken.append(item)
    for place, first in enumerate(taken):
        for second in taken[place + 1 :]:
            if first.starts_at < second.ends_at and second.starts_at < first.ends_at:
                assert not set(first.mediators) & set(second.mediators)
                assert not set(first.parties) & set(second.parties)
                assert first.place != second.place or first.place == "当事人家中"


def test_the_calendar_of_mediators_shows_week_and_month(street, table):
    street.act(table, "book_session", starts_at="2026-11-20T09:00", place="综治中心一号调解室")
    week = bookings.booking_page(street.desk, street.seat("mediator"), date(2026, 11, 18))
    assert week.days[0].day == week.first == date(2026, 11, 16)
    assert [len(day.bookings) for day in week.days] == [0, 0, 0, 0, 1, 0, 0]
    assert [day.off for day in week.days] == [False] * 5 + [True] * 2
    month = bookings.booking_page(street.desk, street.seat("mediator"), date(2026, 11, 1), bookings.MONTH)
    assert len(month.days) % 7 == 0 and month.mediators == ("秦有理",)
    assert bookings.step(date(2026, 12, 31), bookings.MONTH, 1) == date(2027, 1, 1)


# ---- 37 (the kill itself is in tests/ui/screens/test_mediation_keys.py)


def test_capability_37_the_notes_have_turns_and_the_seven_elements_are_told_apart():
    text = "【权利义务告知】已告知。\n张守田（申请人）：墙占了沟。\n李春生：没有。\n散会"
    turns = turns_of(text, ["张守田", "李春生"])
    assert [(turn.speaker, turn.words) for turn in turns][1:] == [
        ("张守田（申请人）", "墙占了沟。"),
        ("李春生", "没有。"),
        ("", "散会"),
    ]
    missing = [item.code for item in missing_elements(text, ["张守田", "李春生"], "郑和平")]
    assert missing == ["principles", "examination", "risks", "outcome"]
    assert [item.code for item in missing_elements("", [], "")] == [item.code for item in ELEMENTS]
    assert "statements" in [item.code for item in missing_elements(text, ["张守田", "赵满仓"], "郑和平")]


# ---- 40


def test_capability_40_an_oral_agreement_counts_from_its_day(street, table):
    street.clock.advance(timedelta(days=2))
    street.act(table, "end_mediation", outcome="agreed", form="oral", agreed_on="2026-11-19")
    found = mediation_file(street.desk, street.seat("mediator"), table)
    assert found.mediation.effective_on == date(2026, 11, 19)
    assert found.confirmation_days.limit == date(2026, 12, 21)  # day 30 is a Saturday


# ---- 41


def test_capability_41_effect_is_the_last_signature_and_day_30_rolls_over_rest_days(street, agreed):
    street.clock.advance(timedelta(days=4))
    street.act(agreed, "sign_agreement", parties_on="2026-11-18", mediator_on="2026-11-19", sealed_on="2026-11-20")
    days = mediation_file(street.desk, street.seat("mediator"), agreed).confirmation_days
    assert (days.effective_on, days.limit) == (date(2026, 11, 20), date(2026, 12, 21))
    assert days.reminders == (date(2026, 12, 10), date(2026, 12, 15))
    assert any("周日" in line or "顺延" in line for line in days.lines)


def test_capability_41_reminders_begin_on_day_20_and_end_with_the_application(street, agreed):
    desk, mediator = street.desk, street.seat("mediator")
    assert reminders(desk, mediator) == []
    street.clock.advance(timedelta(days=20))
    assert [item.kind for item in reminders(desk, mediator)] == ["confirmation"]
    names = ["张守田", "李春生"]
    street.act(agreed, "apply_confirmation", court="柳河人民法庭", ground="committee", names=names)
    assert reminders(desk, mediator) == []


def test_capability_41_past_the_day_and_identity_and_title_only_warn_with_the_article(street):
    case_id = street.register(
        parties=PARTIES, title="离婚及宅基地确权纠纷", category="marriage_family", text="要求解除婚姻关系并确权。"
    )
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["秦有理"])
    street.act(case_id, "end_mediation", outcome="agreed", form="paper")
    street.clock.advance(timedelta(days=40))
    found = confirmation_warnings(street.desk, street.file(case_id))
    assert [item.code for item in found] == ["over_term", "identity", "title"]
    assert all(item.source and "{" not in item.sentence for item in found)
    names = ["张守田", "李春生"]
    values = {"court": "柳河人民法庭", "ground": "residence", "names": names, "late_reason": "当事人住院"}
    street.act(case_id, "apply_confirmation", **values)


def test_capability_41_the_court_is_chosen_among_those_of_article_205(street, agreed):
    own = court_choices(street.desk, street.file(agreed))
    assert [item.ground for item in own] == ["residence", "subject", "committee"]
    assert all("二百零五条" in item.source for item in own)
    invited = street.register(parties=PARTIES, channel="court_pre_suit")
    assert [item.ground for item in court_choices(street.desk, street.file(invited))] == ["invited"]


# ---- 42


def test_capability_42_the_second_of_three_instalments_unpaid_makes_one_task_for_its_payer(street, agreed):
    plan = "李春生|张守田|1000|2026-11-20\n李春生|张守田|1000|2026-11-25\n李春生|张守田|1000|2026-12-25"
    street.act(agreed, "plan_performance", instalments=plan, total="3000")
    street.act(agreed, "record_performance", number=1, receipt="收条")
    street.clock.advance(timedelta(days=10))
    street.act(agreed, "mark_unpaid", number=2)
    refused(lambda: street.act(agreed, "mark_unpaid", number=2), "urged_already")
    found = mediation_file(street.desk, street.seat("mediator"), agreed)
    assert [(item.person, item.instalment) for item in found.open_urgings] == [("李春生", 2)]
    assert sum(item.paid for item in found.instalments) + sum(item.unpaid for item in found.instalments) == 3000
    (late,) = overdue_performance(street.desk, street.seat("mediator"))
    assert "第 2 期" in late.words and "1000" in late.words
    view = mediation_view(street.desk, street.seat("mediator"), agreed)
    assert any("收条" in line.detail for line in view.sections["performance"][1].lines)


AMOUNTS = st.decimals("0.01", "99999.99", places=2)


@settings(suppress_health_check=list(HealthCheck), max_examples=40)
@given(plan=st.lists(AMOUNTS, min_size=1, max_size=5), paid=st.lists(st.tuples(st.integers(1, 5), AMOUNTS), max_size=8))
def test_paid_and_unpaid_are_the_agreed_sum_whatever_is_paid(plan, paid):
    base: CaseFile = case_in("handling")
    assert isinstance(base.case, Case)
    table = Mediation(
        1, datetime(2026, 11, 18), ("甲", "乙"), ("丙",), ended_at=datetime(2026, 11, 18), outcome="agreed"
    )
    file = CaseFile(base.case, parties=base.parties, mediations=(table,))
    lines = tuple(f"甲|乙|{amount}|2026-12-01" for amount in plan)
    file = attempt("plan_performance", file, around(instalments=lines))
    for number, amount in paid:
        try:
            file = attempt("record_performance", file, around(number=number, amount=str(amount)))
        except GovDeskError:
            continue
    found = instalments_of(file)
    assert sum((item.paid + item.unpaid for item in found), Decimal(0)) == sum(plan, Decimal(0))
    assert all(item.is_done == (item.unpaid == 0) and item.paid <= item.amount for item in found)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("李春生|张守田|3,000元|2026年12月1日", ("李春生", "张守田", Decimal(3000), date(2026, 12, 1), "")),
        ("李春生→张守田 叁仟元整 2026-12-01 转账", ("李春生", "张守田", Decimal(3000), date(2026, 12, 1), "转账")),
        ("李春生｜张守田｜｜2026.12.1｜拆墙", ("李春生", "张守田", Decimal(0), date(2026, 12, 1), "拆墙")),
    ],
)
def test_a_duty_is_read_as_people_write_it(line, told):
    duty = read_duty(line)
    assert (duty.payer, duty.payee, duty.amount, duty.due_on, duty.what) == told


@pytest.mark.parametrize(
    "line", ["随便写", "李春生|张守田|很多|2026-12-01", "李春生|张守田|1|某天", "|张守田|1|2026-12-01"]
)
def test_a_duty_that_cannot_be_read_says_which(line):
    with pytest.raises(BadInput) as caught:
        read_duty(line)
    assert "{" not in sentence(caught.value)


# ---- drafts from a stick


def test_a_draft_from_a_stick_says_clearly_what_is_wrong_with_it(street, table, tmp_path):
    actor = street.seat("mediator")
    good = draft_to_dict(mediation.agreement_for_case(street.desk, actor, table).draft)
    path = tmp_path / "草稿.json"

    def told(content: bytes) -> str:
        path.write_bytes(content)
        with pytest.raises(BadInput) as caught:
            mediation.read_draft_file(path)
        words = sentence(caught.value)
        assert words != caught.value.code and "{" not in words
        return words

    assert "version" in told(json.dumps({**good, "version": 3}).encode())
    assert "colour" in told(json.dumps({**good, "colour": "red"}).encode())
    assert "草稿.json" in told(b"\x00\xff\xfe broken")
    assert "草稿.json" in told(json.dumps(good).encode()[:-40])
    assert "MB" in told(b" " * (5 * 1024 * 1024))
    assert told(b"[" * 100_000)
    path.write_text(json.dumps(good, ensure_ascii=False), encoding="gb18030")
    assert draft_to_dict(mediation.read_draft_file(path)) == good
