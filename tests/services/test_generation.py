"""Generated load: genuine cases, the same for the same seed, in slices."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.errors import BadInput
from govdesk.domain.roles import SYSTEM
from govdesk.foundation.clock import ManualClock
from govdesk.services import generation
from govdesk.services.founding import found_from_divisions
from govdesk.services.generation import generate
from govdesk.services.integrity import check_folder
from govdesk.services.opening import open_desk

NOW = datetime(2026, 11, 20, 9, 30)
CASES = 120


def made(folder: Path, seed: int, now: datetime = NOW) -> list[tuple[Any, ...]]:
    desk = open_desk(folder, ManualClock(now))
    generated = generate(desk, CASES, seed)
    assert generated.cases == CASES and generated.acts > 3 * CASES
    report = check_folder(desk)
    assert report.ok, report.problems
    desk.close()
    connection = sqlite3.connect(folder / "govdesk.db")
    try:
        columns = "number, title, text, status, tier, handler_id, received_at, due_at, closed_at"
        query = f"select {columns} from cases order by id"
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_same_seed_makes_the_same_cases_in_slices_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(tmp_path / "a", 5)
    second = made(tmp_path / "b", 5)
    assert first == second
    assert len(first) == CASES
    assert made(tmp_path / "c", 6) != first
    assert made(tmp_path / "e", 5, NOW + timedelta(hours=3, seconds=17)) == first
    monkeypatch.setattr(generation, "SLICE", 50)
    assert len(made(tmp_path / "d", 5)) == CASES


def test_cases_reach_back_three_years_and_most_are_finished(tmp_path: Path) -> None:
    rows = made(tmp_path, 5)
    received = [datetime.fromisoformat(row[6]) for row in rows]
    assert NOW - min(received) > timedelta(days=900)
    assert max(received) <= NOW
    finished = sum(row[3] in ("archived", "struck_off", "closed", "not_accepted", "cancelled") for row in rows)
    assert finished / len(rows) > 0.85


@pytest.mark.parametrize("cases", [0, -1, generation.MOST + 1])
def test_number_out_of_range_is_refused(tmp_path: Path, cases: int) -> None:
    desk = open_desk(tmp_path, ManualClock(NOW))
    with pytest.raises(BadInput):
        generate(desk, cases, 1)
    assert desk.centre is None
    desk.close()


def test_a_centre_without_grids_or_posts_gets_its_load_too(tmp_path: Path) -> None:
    table = tmp_path / "divisions.csv"
    table.write_text("code,name,level,parent_code\n1,某街道,4,\n11,甲村委会,5,1\n", encoding="utf-8")
    desk = open_desk(tmp_path / "data", ManualClock(NOW))
    found_from_divisions(desk, SYSTEM, table, "1")
    assert generate(desk, 60, 1).cases == 60
    assert check_folder(desk).ok
    desk.close()
