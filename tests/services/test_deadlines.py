"""Due times in words."""

from datetime import datetime, timedelta

import pytest

from govdesk.domain.deadline import Pause, Term, Unit, due_at, extend, parse_term, pause
from govdesk.foundation import text
from govdesk.services.deadlines import due_words, explain_deadline, moment_words, span_words, term_words
from govdesk.services.shipped_calendar import shipped_calendar

CALENDAR = shipped_calendar()


def lines(start: str, term: str) -> list[str]:
    return explain_deadline(due_at(datetime.fromisoformat(start), parse_term(term), CALENDAR))


def test_five_working_days_over_the_national_holiday_are_told_day_by_day() -> None:
    assert lines("2026-09-24T10:00", "5 working days") == [
        "起算：2026年9月24日（周四）10:00，当日不计入，自2026年9月25日（周五）开始计算（民法典第二百零一条）。",
        "9月25日至9月27日中秋节放假，不计。",
        "10月1日至10月7日国庆节放假，不计。",
        "计 5 个工作日：9月28日、9月29日、9月30日、10月8日、10月9日。",
        "到期：2026年10月9日（周五）18:00，当日下班时止（民法典第二百零三条）。",
        "日历版本：随程序 2026。",
    ]


def test_a_rolled_last_day_says_why_it_rolled() -> None:
    told = lines("2026-09-01T10:00", "30 days")
    assert "末日10月1日逢休息日（国庆节），顺延至其后第一个工作日2026年10月8日（周四）（民法典第二百零三条）。" in told
    assert told[-2] == "到期：2026年10月8日（周四）24:00（民法典第二百零三条）。"


def test_a_last_day_on_a_make_up_day_says_why_it_did_not_roll() -> None:
    assert "末日2026年2月14日（周六）是春节调休上班日，不顺延。" in lines("2026-01-15T10:00", "30 days")


def test_working_hours_are_told_stretch_by_stretch() -> None:
    told = lines("2026-10-09T17:30", "4 working hours")
    assert "10月9日 17:30—18:00：30 分钟。" in told
    assert "10月10日 08:30—12:00：3 小时 30 分钟。" in told


def test_a_year_without_a_calendar_is_told() -> None:
    assert any("2027年还没有放假安排" in line for line in lines("2026-12-31T10:00", "5 working days"))


def test_extension_and_suspension_are_told() -> None:
    first = due_at(datetime(2026, 8, 3, 9), Term(60, Unit.DAYS), CALENDAR)
    later = pause(extend(first, Term(30, Unit.DAYS)), Pause(datetime(2026, 8, 10), datetime(2026, 8, 15)))
    told = explain_deadline(later)
    assert told[0] == "原期限 60 日，经批准延长 30 日，合计 90 日，从头计算。"
    assert "经批准挂起：2026年8月10日（周一）起不计，2026年8月15日（周六）恢复，恢复当日计入。" in told
    assert "扣除不计的天数后，末日为2026年11月6日（周五）。" in told


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("amount", [1, 30])
def test_every_kind_of_term_is_told_through_the_catalogue(unit: Unit, amount: int) -> None:
    text.use_language(text.PSEUDO)
    try:
        first = due_at(datetime(2026, 1, 31, 20), Term(amount, unit), CALENDAR)
        extended = extend(first, Term(2, Unit.WORKING_DAYS if unit != Unit.WORKING_DAYS else Unit.DAYS))
        stopped = pause(extended, Pause(datetime(2026, 1, 31, 20, 10), datetime(2026, 2, 3, 9)))
        for deadline in (first, extended, stopped):
            assert all(line.startswith("⟦") for line in explain_deadline(deadline))
        assert term_words(first.term).startswith("⟦")
    finally:
        text.use_language(None)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=5), "5 分钟"),
        (timedelta(hours=5, minutes=40), "5 小时"),
        (timedelta(days=1, hours=17), "1 天 17 小时"),
        (timedelta(days=2), "2 天"),
        (timedelta(days=3, hours=5), "3 天"),
    ],
)
def test_a_span_is_told_in_two_units_at_most(span: timedelta, words: str) -> None:
    assert span_words(span) == words


def test_what_is_left_and_what_is_over_are_told_apart() -> None:
    now = datetime(2026, 11, 20, 9)
    assert due_words(now + timedelta(hours=5), now) == "剩 5 小时"
    assert due_words(now - timedelta(hours=41), now) == "超 1 天 17 小时"


def test_midnight_is_said_as_24_hours_of_the_day() -> None:
    assert moment_words(datetime(2026, 10, 8, 23, 59, 59)) == "2026年10月8日（周四）24:00"
