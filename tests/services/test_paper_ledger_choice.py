"""What is chosen of the ledger of papers, how it is counted, and which days a period means."""

from datetime import date

import pytest

from govdesk.services.paper_ledger import LedgerLine, PaperLedger
from govdesk.services.paper_ledger_choice import (
    LedgerChoice,
    LedgerCounts,
    bodies_in,
    chosen,
    counted,
    kinds_in,
    period_bounds,
)


def line(number: str, **values) -> LedgerLine:
    base = {
        "document_id": 1,
        "case_id": 1,
        "kind": "agreement",
        "kind_label": "人民调解协议书",
        "body": "柳林村人民调解委员会",
        "case_number": "LH2611-0001",
        "title": "",
        "issued_at": None,
        "issued_by": "人民调解员",
        "state": "有效",
        "pages": 1,
        "copies": 3,
        "printed": "",
        "signed": "",
    }
    return LedgerLine(**{**base, "number": number, **values})


LEDGER = PaperLedger(
    date(2026, 1, 1),
    date(2026, 12, 31),
    (
        line("1号", signed="已签 1 件", is_printed=True),
        line("2号", void=True),
        line("3号", document_id=None, case_id=None),
        line("4号", kind="assignment", kind_label="案件交办单", body="综网中心", case_number="LH2611-0009"),
    ),
    ("3号",),
)


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (LedgerChoice(), ["1号", "2号", "3号", "4号"]),
        (LedgerChoice(kind="agreement"), ["1号", "2号", "3号"]),
        (LedgerChoice(body="综网中心"), ["4号"]),
        (LedgerChoice(state="in_force"), ["1号", "4号"]),
        (LedgerChoice(state="void"), ["2号"]),
        (LedgerChoice(state="gap"), ["3号"]),
        (LedgerChoice(state="unprinted"), ["4号"]),
        (LedgerChoice(state="unsigned"), ["4号"]),
        (LedgerChoice(text=" lh2611-0009 "), ["4号"]),
        (LedgerChoice(kind="agreement", text="交办"), []),
    ],
)
def test_a_choice_leaves_what_fits_all_of_it(choice: LedgerChoice, numbers: list[str]) -> None:
    found = chosen(LEDGER, choice)
    assert [each.number for each in found.lines] == numbers
    assert found.missing == (("3号",) if "3号" in numbers else ())


def test_gaps_are_counted_apart_from_papers() -> None:
    assert counted(LEDGER) == LedgerCounts(papers=3, in_force=2, void=1, gaps=1, unprinted=1, unsigned=1)
    assert kinds_in(LEDGER) == [("agreement", "人民调解协议书"), ("assignment", "案件交办单")]
    assert bodies_in(LEDGER) == ["柳林村人民调解委员会", "综网中心"]


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        ("this_month", date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        ("last_month", date(2026, 1, 31), date(2025, 12, 1), date(2025, 12, 31)),
        ("this_quarter", date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        ("this_quarter", date(2026, 2, 1), date(2026, 1, 1), date(2026, 3, 31)),
        ("this_year", date(2026, 11, 22), date(2026, 1, 1), date(2026, 12, 31)),
        ("last_year", date(2026, 11, 22), date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_has_its_whole_days(period: str, today: date, first: date, last: date) -> None:
    assert period_bounds(period, today) == (first, last)
