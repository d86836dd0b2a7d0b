"""The figures of the review against a plain recomputation from the rows, and every number against its cases."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.errors import BadInput, NotFound
from govdesk.domain.review import COUNTS, FIGURES
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.services.desk import Desk
from govdesk.services.review import Review, current_week, figure_cases, review
from tests.services.review_cases import NOW, OPERATOR, centre_with_cases

Row = dict[str, Any]
PERIODS = ["2026-W47", "2026-W40", "2026-11", "2025-W47"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = centre_with_cases(tmp_path_factory.mktemp("review"), 420)
    yield desk
    desk.close()


def rows(desk: Desk, table: str) -> list[Row]:
    assert desk.database.file is not None
    connection = sqlite3.connect(desk.database.file)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute(f"select * from {table} order by id")]
    connection.close()
    return found


def span(period: str) -> tuple[str, str, str]:
    """First moment, first moment after, and how far the period has got, as SQLite writes moments."""
    if "W" in period:
        start = datetime.strptime(f"{period}-1", "%G-W%V-%u")
        end = start + timedelta(days=7)
    else:
        start = datetime.strptime(period, "%Y-%m")
        end = (start + timedelta(days=32)).replace(day=1)
    until = end if end < NOW else max(NOW, start)
    return tuple(moment.strftime("%Y-%m-%d %H:%M:%S.000000") for moment in (start, end, until))  # type: ignore[return-value]


def plain_figures(desk: Desk, period: str, within: Callable[[Row], bool]) -> dict[str, tuple[int, int | None]]:
    start, end, until = span(period)

    def inside(moment: str | None) -> bool:
        return moment is not None and start <= moment < end

    cases = [row for row in rows(desk, "cases") if within(row)]
    received = [row for row in cases if inside(row["received_at"])]
    taken = {row["id"]: row for row in cases if row["status"] not in ("not_accepted", "cancelled")}
    accepted = [row for row in received if row["id"] in taken]
    due = [
        row for row in taken.values() if inside(row["due_at"]) and row["due_at"] <= until and row["status"] != "merged"
    ]
    closed = [row for row in taken.values() if inside(row["closed_at"])]
    ended: dict[int, Row] = {}
    for talk in rows(desk, "mediation"):
        if talk["case_id"] in taken and inside(talk["ended_at"]):
            ended[talk["case_id"]] = talk
    answered: dict[int, Row] = {}
    visited: dict[int, Row] = {}
    reached_after: set[int] = set()
    for visit in rows(desk, "follow_up"):
        case = taken.get(visit["case_id"])
        if case is None or not visit["reached"]:
            continue
        if case["closed_at"] and visit["at"] >= case["closed_at"]:
            reached_after.add(case["id"])
        if inside(visit["at"]):
            visited[case["id"]] = visit
        if inside(visit["at"]) and visit["satisfied"]:
            answered[case["id"]] = visit
    return {
        "received": (len(received), None),
        "accepted": (len(accepted), None),
        "disposed": (sum(row["first_measure_at"] is not None for row in accepted), len(accepted)),
        "due": (len(due), None),
        "closed": (len(closed), None),
        "on_time": (sum(bool(row["closed_at"]) and row["closed_at"] <= row["due_at"] for row in due), len(due)),
        "citizen_on_time": (
            sum(row["closed_at"] <= row["citizen_due_at"] for row in closed if row["citizen_due_at"]),
            sum(row["citizen_due_at"] is not None for row in closed),
        ),
        "finished": (sum(row["closed_at"] is not None for row in due), len(due)),
        "settled": (sum(talk["outcome"] == "agreed" for talk in ended.values()), len(ended)),
        "solved": (sum(bool(v["solved"]) for v in visited.values()), len(visited)),
        "satisfied": (sum(v["satisfied"] == "satisfied" for v in answered.values()), len(answered)),
        "followed_up": (sum(row["id"] in reached_after for row in closed), len(closed)),
        "repeated": (sum(row["repeat_of_id"] is not None for row in accepted), len(accepted)),
    }


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_equals_a_plain_recomputation(desk: Desk, period: str) -> None:
    found = review(desk, OPERATOR, period)
    told = {figure.key: (figure.numerator, figure.denominator) for figure in found.figures}
    assert told == plain_figures(desk, period, lambda row: True)
    assert tuple(told) == FIGURES


def test_a_grid_counts_itself_and_everything_below_it(desk: Desk) -> None:
    village = next(row for row in desk.grids.values() if row.name == "上河村")
    below = {row.id for row in desk.grids.values() if village.id in row.path}
    found = review(desk, OPERATOR, "2026-11", village.id)
    told = {figure.key: (figure.numerator, figure.denominator) for figure in found.figures}
    assert told == plain_figures(desk, "2026-11", lambda row: row["grid_id"] in below)
    assert found.grid_name == "上河村"
    assert told != plain_figures(desk, "2026-11", lambda row: True)


def test_a_body_sees_the_figures_of_what_it_handles(desk: Desk) -> None:
    body = next(row for row in desk.body_rows.values() if row.code == "justice")
    seat = Actor(body.code, Role.BODY, body.name, body.code, body.id)
    told = {f.key: (f.numerator, f.denominator) for f in review(desk, seat, "2026-11").figures}
    assert told == plain_figures(desk, "2026-11", lambda row: row["handler_id"] == body.id)


def test_capability_27_what_was_extended_is_on_time_for_the_centre_and_late_for_the_citizen(street) -> None:
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "extend", days=20, reason="等待鉴定")
    street.act(case_id, "grant", seat="supervisor")
    case = street.file(case_id).case
    assert case.citizen_due_at is not None and case.due_at is not None
    street.clock.at = case.citizen_due_at + timedelta(days=1)
    street.report(case_id)
    street.act(case_id, "pass", seat="operator2")
    street.clock.at = case.due_at + timedelta(hours=1)
    month = f"{case.due_at:%Y-%m}"
    told = {item.key: item for item in review(street.desk, street.seat("operator"), month).figures}
    assert (told["on_time"].numerator, told["on_time"].denominator) == (1, 1)
    closed_in = f"{case.citizen_due_at + timedelta(days=1):%Y-%m}"
    told = {item.key: item for item in review(street.desk, street.seat("operator"), closed_in).figures}
    assert (told["citizen_on_time"].numerator, told["citizen_on_time"].denominator) == (0, 1)
    assert figure_cases(street.desk, street.seat("operator"), closed_in, "citizen_on_time", "denominator") == (case_id,)


@pytest.mark.parametrize("period", PERIODS)
def test_every_number_opens_exactly_as_many_cases_as_it_says(desk: Desk, period: str) -> None:
    found = review(desk, OPERATOR, period)
    for figure in found.figures:
        numerator = figure_cases(desk, OPERATOR, period, figure.key)
        assert len(set(numerator)) == len(numerator) == figure.numerator
        if figure.denominator is not None:
            denominator = figure_cases(desk, OPERATOR, period, figure.key, "denominator")
            assert len(denominator) == figure.denominator
            assert set(numerator) <= set(denominator)
    for share in (*found.tier_shares, found.within_village, found.within_street, *found.composition):
        assert len(figure_cases(desk, OPERATOR, period, share.key)) == share.numerator
        assert len(figure_cases(desk, OPERATOR, period, share.key, "denominator")) >= share.numerator
    for row in (*found.tiers_by_category, *found.tiers_by_month):
        assert sum(share.numerator for share in row.shares) == row.closed
        for share in row.shares:
            assert len(figure_cases(desk, OPERATOR, row.period, share.key)) == share.numerator
            assert len(figure_cases(desk, OPERATOR, row.period, share.key, "denominator")) == row.closed
    for point in found.trend:
        assert len(figure_cases(desk, OPERATOR, point.period, "received")) == point.received
        assert len(figure_cases(desk, OPERATOR, point.period, "closed")) == point.closed
    assert len(figure_cases(desk, OPERATOR, period, "to_discuss")) == found.to_discuss_count


def test_the_trend_ends_with_the_period_and_agrees_with_its_figures(desk: Desk) -> None:
    found = review(desk, OPERATOR, "2026-W47")
    assert [point.period for point in found.trend[-2:]] == ["2026-W46", "2026-W47"]
    assert len(found.trend) == 12
    assert (found.trend[-1].received, found.trend[-1].closed) == (
        found.figure("received").numerator,
        found.figure("closed").numerator,
    )
    before = review(desk, OPERATOR, "2026-W46")
    assert before.figure("received").previous == found.trend[-3].received


def test_a_running_week_is_compared_with_as_much_of_the_week_before(desk: Desk) -> None:
    found = review(desk, OPERATOR, "2026-W47")
    start, same_moment = "2026-11-09 00:00:00", (NOW - timedelta(days=7)).isoformat(sep=" ")
    received = [row for row in rows(desk, "cases") if start <= row["received_at"] < same_moment]
    assert found.figure("received").previous == len(received) < found.trend[-2].received


def test_shares_are_parts_of_one_whole(desk: Desk) -> None:
    found = review(desk, OPERATOR, "2026-11")
    assert sum(share.numerator for share in found.tier_shares) == found.figure("closed").numerator
    assert sum(share.numerator for share in found.composition) == found.figure("accepted").numerator
    assert sum(share.value or 0 for share in found.tier_shares) == pytest.approx(1)


def test_a_rate_without_a_denominator_is_none(desk: Desk) -> None:
    found = review(desk, OPERATOR, "2020-W01")
    for figure in found.figures:
        assert figure.value == (0 if figure.key in COUNTS else None)
    assert all(share.value is None for share in found.tier_shares)


def test_the_most_pressing_case_is_discussed_first_and_names_are_masked(desk: Desk) -> None:
    found = review(desk, OPERATOR, "2026-W47")
    names = {row["name"] for row in rows(desk, "party")}
    assert found.to_discuss
    assert not any(name in row.title for row in found.to_discuss for name in names)
    assert all(row.reasons for row in found.to_discuss)
    assert found.to_discuss[0].overdue


def test_what_is_due_later_this_week_is_not_due_yet(desk: Desk) -> None:
    found = review(desk, OPERATOR, current_week(desk))
    assert (found.running, found.counted_until) == (True, NOW)
    due = figure_cases(desk, OPERATOR, "2026-W47", "due")
    moments = {row["id"]: row["due_at"] for row in rows(desk, "cases")}
    assert all(moments[case_id] <= NOW.isoformat(sep=" ") for case_id in due)


@pytest.mark.parametrize(
    "key", ["", "nonsense", "tier.moon", "tier.grid|tier.village", "tier.grid+moon", "category.", "tier.grid|x.y"]
)
def test_an_unknown_figure_is_refused(desk: Desk, key: str) -> None:
    with pytest.raises(NotFound, match="figure_unknown"):
        figure_cases(desk, OPERATOR, "2026-W47", key)


def test_an_unreadable_period_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="period_unreadable"):
        review(desk, OPERATOR, "last week")


def test_cases_of_an_import_that_is_not_complete_or_was_undone_do_not_count(tmp_path: Path) -> None:
    desk = centre_with_cases(tmp_path, 30)
    before = _received_ever(desk)
    assert desk.database.file is not None
    connection = sqlite3.connect(desk.database.file)
    columns = "id, uid, centre_id, file_name, file_sha256, sheet, channel, source, state, started_at, seat"
    connection.execute(
        f"insert into import_batch ({columns}, row_count, imported, duplicates, rejected, report)"
        " values (1, 'u', 1, '', '', '', '', '', 'undone', '2026-11-20 00:00:00.000000', '', 0, 0, 0, 0, '{}')"
    )
    connection.execute("update cases set visible = 0 where id = 1")
    connection.execute("update cases set status = 'cancelled', batch_id = 1 where id = 2")
    connection.execute("update cases set status = 'handling', batch_id = 1 where id = 3")
    connection.commit()
    connection.close()
    assert _received_ever(desk) == before - 2
    desk.close()


def _received_ever(desk: Desk) -> int:
    months = ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    found: list[Review] = [review(desk, OPERATOR, month) for month in months]
    return sum(item.figure("received").numerator for item in found)
