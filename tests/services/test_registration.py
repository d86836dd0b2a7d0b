"""Taking a case in: what is refused, what is kept, and who is recognised."""

from datetime import timedelta

import pytest

from govdesk.domain.case import PartySnapshot
from govdesk.domain.errors import AccessDenied, BadInput, GovDeskError
from govdesk.services.messages import sentence
from govdesk.services.registration import discard_draft, drafts, load_draft, register_case, save_draft


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("title_missing", {"title": "  "}),
        ("no_such_channel", {"channel": "pigeon_post"}),
        ("no_such_category", {"category": "dragons"}),
        ("no_such_grid", {"grid_id": 4711}),
        ("people_count_wrong", {"people_count": 0}),
        ("party_name_missing", {"parties": (PartySnapshot("甲"), PartySnapshot(" "))}),
    ],
)
def test_a_case_that_could_not_be_used_is_refused_with_a_sentence(street, code, values):
    with pytest.raises(GovDeskError) as caught:
        street.register(**values)
    assert caught.value.code == code
    assert "。" in sentence(caught.value)
    with street.desk.database.reading() as connection:
        assert connection.exec_driver_sql("select count(*) from cases").scalar_one() == 0


@pytest.mark.parametrize("field", ["received_at", "occurred_at"])
def test_tomorrow_has_not_happened(street, field):
    with pytest.raises(GovDeskError, match="in_the_future"):
        street.register(**{field: street.clock.now() + timedelta(days=1)})


@pytest.mark.parametrize("seat", ["mediator", "supervisor", "leader", "justice_office"])
def test_only_operators_register(street, seat):
    with pytest.raises(AccessDenied):
        register_case(street.desk, street.seat(seat), street.draft())


def test_numbers_run_without_a_gap_even_after_a_refusal(street):
    first = street.file(street.register()).case.number
    with pytest.raises(BadInput):
        street.register(category="dragons")
    second = street.file(street.register()).case.number
    assert (first, second) == ("LH2611-0001", "LH2611-0002")


def test_the_citizens_clock_runs_from_receipt_and_the_centres_from_registration(street):
    received = street.clock.now() - timedelta(days=5)
    case = street.file(street.register(received_at=received)).case
    assert case.received_at == received
    assert case.citizen_due_at < case.due_at


def test_rare_names_and_long_texts_are_kept_to_the_letter(street):
    name, text = "买买提·㛃𬭎", "𠮷" * 5000
    file = street.file(street.register(text=text, parties=(PartySnapshot(name), PartySnapshot("乙"))))
    assert file.case.text == text
    assert file.parties[0].name == name


def test_the_same_person_is_recognised_by_id_number_and_by_name_with_phone(street):
    by_id = PartySnapshot("赵一", id_number="11010519491231002x")
    by_phone = PartySnapshot("钱二", phone="13800000000")
    first = street.file(street.register(parties=(by_id, by_phone))).parties
    again = street.file(
        street.register(parties=(PartySnapshot("赵一甲", id_number="11010519491231002X"), by_phone))
    ).parties
    assert [party.person_id for party in again] == [party.person_id for party in first]
    assert again[0].name == "赵一甲", "the snapshot is of the day, the register is apart"


def test_a_bare_name_is_nobody_in_the_register(street):
    assert street.file(street.register()).parties[0].person_id is None


def test_a_draft_survives_and_goes_with_its_registration(street):
    operator = street.seat("operator")
    save_draft(street.desk, operator, "case", "k1", {"title": "半句"})
    save_draft(street.desk, operator, "case", "k1", {"title": "半句话"})
    assert load_draft(street.desk, operator, "case", "k1") == {"title": "半句话"}
    assert drafts(street.desk, street.seat("operator2"), "case") == []
    register_case(street.desk, operator, street.draft(), draft_key="k1")
    assert load_draft(street.desk, operator, "case", "k1") is None


def test_a_refused_registration_leaves_the_draft(street):
    operator = street.seat("operator")
    save_draft(street.desk, operator, "case", "k1", {"title": ""})
    with pytest.raises(GovDeskError):
        register_case(street.desk, operator, street.draft(title=""), draft_key="k1")
    assert load_draft(street.desk, operator, "case", "k1") == {"title": ""}
    discard_draft(street.desk, operator, "case", "k1")
    assert drafts(street.desk, operator, "case") == []


def test_a_case_without_a_category_gets_the_likeliest_one_to_be_confirmed(street):
    case_id = street.register(title="宅基地边界", text="两家因宅基地边界多年争吵，谁也不让谁。", category="")
    case = street.file(case_id).case
    assert (case.category, case.category_confirmed) == ("housing_homestead", False)
