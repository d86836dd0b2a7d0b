"""What the day begins with: today's talks, duties near and past their day, each with the pane where it is done."""

from datetime import date, datetime, time, timedelta

import pytest

from govdesk.services.mediation_reminders import before_you
from tests.conftest import Street


@pytest.fixture
def table(street: Street) -> int:
    """A mediation that goes on; it is 2026-11-18 in the morning."""
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["秦有理"])
    return case_id


def told(street: Street, seat: str = "mediator") -> list[tuple[str, str]]:
    return [(item.kind, item.pane) for item in before_you(street.desk, street.seat(seat))]


def test_a_talk_of_today_is_told_until_its_hour_is_over(street: Street, table: int) -> None:
    street.act(table, "book_session", starts_at="2026-11-18T15:00", place="调解室", minutes=60)
    (talk,) = before_you(street.desk, street.seat("operator"))
    assert talk.words == "今天 15:00 调解　秦有理 · 调解室"
    assert told(street) == [("talk", "talk")]
    assert told(street, "police_station") == []
    assert told(street, "mc-990000001200") == [("talk", "talk")]
    street.clock.at = datetime(2026, 11, 18, 16, 1)
    assert told(street) == []


def test_a_talk_of_tomorrow_is_not_told_today(street: Street, table: int) -> None:
    street.act(table, "book_session", starts_at="2026-11-19T09:00", place="调解室")
    assert told(street) == []


def test_a_duty_is_told_three_days_before_its_day_and_late_after_it(street: Street, table: int) -> None:
    street.act(table, "end_mediation", outcome="agreed", form="oral")
    street.act(table, "plan_performance", instalments="李春生|张守田|1000|2026-11-24")
    assert told(street) == []
    street.clock.at = datetime(2026, 11, 21, 8, 30)
    assert told(street) == [("due", "performance")]
    assert "快到期" in before_you(street.desk, street.seat("mediator"))[0].words
    street.clock.at = datetime(2026, 11, 25, 8, 30)
    assert told(street) == [("unpaid", "performance")]
    assert before_you(street.desk, street.seat("mediator"))[0].is_late


def test_the_days_of_confirmation_run_down(street: Street, table: int) -> None:
    street.act(table, "end_mediation", outcome="agreed", form="paper")
    limit = date(2026, 12, 18)
    days = [limit - timedelta(days=left) for left in (11, 10, 9, 6, 5, 0, -1)]
    found = []
    for day in days:
        street.clock.at = datetime.combine(day, time(9, 0))
        found.append([item.words for item in before_you(street.desk, street.seat("mediator"))])
    assert found == [
        [],
        ["司法确认最后一日 2026-12-18，剩 10 天"],
        [],
        [],
        ["司法确认最后一日 2026-12-18，剩 5 天"],
        ["司法确认最后一日就是今天"],
        [],
    ]
