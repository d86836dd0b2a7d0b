"""The demonstration's data folder: kept from run to run, rebuilt when asked, never in the place of somebody's own."""

from datetime import datetime

import pytest

from govdesk.app.demonstration_folder import ASIDE, MARK, open_demonstration
from govdesk.domain.errors import RuleViolation
from govdesk.foundation.clock import ManualClock
from govdesk.services.case_queue import QueueFilter, queue_count
from govdesk.services.grids import seat
from govdesk.services.registration import CaseDraft, register_case

NOW = datetime(2026, 11, 23, 9, 42)


def count(desk):
    return queue_count(desk, seat(desk, "operator"), QueueFilter())


def test_what_was_done_is_kept_until_fresh_data_are_wanted(tmp_path):
    folder, clock = tmp_path / "demo", ManualClock(NOW)
    first = open_demonstration(folder, clock)
    built_with = count(first.desk)
    assert first.built
    assert first.desk.known_centre().demonstration
    register_case(first.desk, seat(first.desk, "operator"), CaseDraft("路灯不亮", "三天不亮。", "other"))
    first.desk.close()
    second = open_demonstration(folder, clock)
    assert (second.built, count(second.desk)) == (False, built_with + 1)
    second.desk.close()
    (tmp_path / f"demo{ASIDE}").mkdir()  # what an attempt that broke off has left
    third = open_demonstration(folder, clock, fresh=True)
    assert (third.built, count(third.desk)) == (True, built_with)
    third.desk.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo"]


@pytest.mark.parametrize("fresh", [False, True])
def test_data_of_somebody_else_are_left_alone(tmp_path, fresh):
    (tmp_path / "own.txt").write_text("mine", "utf-8")
    with pytest.raises(RuleViolation) as refusal:
        open_demonstration(tmp_path, ManualClock(NOW), fresh)
    assert refusal.value.code == "not_a_demonstration"
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]
    assert not (tmp_path / MARK).exists()
