"""积案: age in whole months, the register month by month, and no persons in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain import backlog as law
from govdesk.domain.backlog import BacklogItem, MonthResult
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.services.dictionaries import shipped

TODAY = date(2026, 11, 18)
FIELDS = law.parse_backlog(shipped("backlog"))
ITEM = BacklogItem(
    "JA2026-001", "arrears", "工程欠款", date(2021, 5, 18), date(2026, 9, 1), "甲", "乙", "分期支付", date(2027, 1, 1)
)
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


def test_the_dictionary_has_seven_fields_with_sources():
    assert len(FIELDS) == 7
    assert all(field.source for field in FIELDS.values())
    assert [code for code, field in FIELDS.items() if field.confirmed] == ["petition_backlog", "property_registration"]


@pytest.mark.parametrize(
    ("at", "months"), [(date(2021, 5, 18), 0), (date(2021, 6, 17), 0), (date(2021, 6, 18), 1), (TODAY, 66)]
)
def test_age_is_counted_in_whole_months(at, months):
    assert law.age_months(ITEM, at) == months


@given(DAYS, DAYS)
def test_age_never_falls_and_stops_with_the_settlement(since, settled):
    item = BacklogItem("n", "arrears", "t", since, since, "甲", "乙", "p", since, settled_on=max(since, settled))
    ages = [law.age_months(item, date(year, 7, 1)) for year in range(2010, 2032)]
    assert ages == sorted(ages)
    assert ages[-1] == law.age_months(item, max(since, settled))


def test_every_month_balances():
    items = [
        BacklogItem("a", "arrears", "t", date(2020, 1, 1), date(2026, 9, 3), "甲", "乙", "p", date(2026, 10, 15), id=1),
        BacklogItem(
            "b", "arrears", "t", date(2020, 1, 1), date(2026, 10, 9), "甲", "乙", "p", date(2027, 1, 1),
            settled_on=date(2026, 11, 2), id=2,
        ),
    ]  # fmt: skip
    results = {1: [MonthResult("2026-10", "进展", "操作员")]}
    found = law.months(items, results, "2026-08", "2026-11", TODAY)
    assert [(m.month, m.opened, m.settled, m.standing, m.overdue, m.reported) for m in found] == [
        ("2026-08", 0, 0, 0, 0, 0),
        ("2026-09", 1, 0, 1, 0, 0),
        ("2026-10", 1, 0, 2, 1, 1),
        ("2026-11", 0, 1, 1, 1, 0),
    ]
    before = 0
    for month in found:
        assert month.standing == before + month.opened - month.settled
        before = month.standing


@pytest.mark.parametrize("month", ["2026-13", "2026-08", "2026-12", "今年", "26-11"])
def test_a_month_is_written_out_and_lies_between_registration_and_now(month):
    with pytest.raises(BadInput, match="backlog_month_wrong"):
        law.refuse_wrong_month(ITEM, month, TODAY)
    law.refuse_wrong_month(ITEM, "2026-10", TODAY)


@pytest.mark.parametrize("words", ["联系13912345678", "11010519491231002X 的补偿", "110105491231002"])
def test_numbers_of_persons_are_refused(words):
    with pytest.raises(RuleViolation, match="backlog_names_no_person"):
        law.refuse_personal_numbers("问题", words)
    law.refuse_personal_numbers("涉及 320 户、补偿款 13900000 元、文号 2019-0518")


def test_settling_needs_a_result_and_happens_once():
    with pytest.raises(RuleViolation, match="backlog_without_result"):
        law.settled(ITEM, " ", TODAY)
    done = law.settled(ITEM, "付清", TODAY)
    assert (done.is_open, done.settled_on) == (False, TODAY)
    with pytest.raises(RuleViolation, match="backlog_settled_already"):
        law.settled(done, "再付", TODAY)
