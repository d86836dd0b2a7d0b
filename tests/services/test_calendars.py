"""Importing next year's holidays: open cases follow, closed ones keep what they had."""

from datetime import datetime
from pathlib import Path

import pytest

from govdesk.domain.errors import BadInput
from govdesk.foundation.clock import ManualClock
from govdesk.services.calendars import import_holidays
from govdesk.services.case_queue import QueueFilter, QueueSort, queue_ids
from govdesk.services.desk import Desk
from govdesk.services.grids import found_centre
from govdesk.services.opening import open_desk
from govdesk.services.registration import CaseDraft, register_case
from govdesk.services.shipped_calendar import shipped_calendar
from govdesk.storage.repositories.grids import NewCentre, NewGrid
from tests.services.next_year import NEXT_YEAR
from tests.services.review_cases import OPERATOR

START = datetime(2026, 12, 29, 10)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = open_desk(tmp_path / "data", ManualClock(START))
    grids = [NewGrid("1", None, "town", "青石街道", "青石街道办事处", "qsjd")]
    found_centre(desk, OPERATOR, NewCentre("qs", "青石街道", "综网中心", "QS", "青", "Asia/Shanghai"), grids)
    return desk


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "2027.csv"
    path.write_text(NEXT_YEAR, encoding="utf-8")
    return path


def register(desk: Desk) -> int:
    draft = CaseDraft("路灯不亮", "村口路灯三天不亮。", "hotline_12345", "road_facilities")
    return register_case(desk, OPERATOR, draft).id


def test_open_cases_follow_the_new_calendar_and_their_flag_goes(desk: Desk, notice: Path) -> None:
    case_id = register(desk)
    with desk.looking(OPERATOR) as work:
        before = work.cases.get(case_id).case
    assert (before.due_at, before.calendar_flagged) == (datetime(2027, 1, 5, 18), True)
    told = import_holidays(desk, OPERATOR, notice)
    with desk.looking(OPERATOR) as work:
        after = work.cases.get(case_id).case
    assert (after.due_at, after.calendar_flagged) == (datetime(2027, 1, 6, 18), False)
    assert after.calendar_version == told.version == desk.rules.calendar.version
    assert (told.rows, told.years, told.earlier, told.later) == (9, (2027,), 0, 1)
    assert told.changes.everything and case_id in told.changes.cases


def test_the_calendar_in_force_outlives_the_window(desk: Desk, notice: Path) -> None:
    import_holidays(desk, OPERATOR, notice)
    desk.close()
    again = open_desk(desk.folder, ManualClock(START))
    assert again.rules.calendar.knows(2027)
    assert not again.rules.calendar.is_working(datetime(2027, 2, 8).date())
    assert again.rules.calendar.is_working(datetime(2027, 2, 20).date())
    assert again.rules.calendar.years > shipped_calendar().years
    again.close()


def test_importing_the_same_file_twice_moves_nothing_more(desk: Desk, notice: Path) -> None:
    register(desk)
    import_holidays(desk, OPERATOR, notice)
    again = import_holidays(desk, OPERATOR, notice)
    assert (again.earlier, again.later, again.changes.cases) == (0, 0, frozenset())


def test_a_broken_file_changes_nothing(desk: Desk, notice: Path) -> None:
    notice.write_text(NEXT_YEAR + "2027-13-01,元旦,true\n", encoding="utf-8")
    with pytest.raises(BadInput, match="holidays_bad_row"):
        import_holidays(desk, OPERATOR, notice)
    assert desk.rules.calendar.version == shipped_calendar().version
    assert len(queue_ids(desk, OPERATOR, QueueFilter(), QueueSort())) == 0
