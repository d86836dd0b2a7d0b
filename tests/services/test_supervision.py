"""Rounds of the ladder on a real database: memory, writers beside it, undo, import undo, and the clock."""

from datetime import datetime, timedelta

import pytest

from govdesk.app.command_line import run
from govdesk.domain.errors import RuleViolation
from govdesk.domain.vocabulary import Status
from govdesk.services import case_actions
from govdesk.services.case_actions import available_actions
from govdesk.services.integrity import check_folder
from govdesk.services.supervision import LadderMemory, LadderRounds, ladder_round
from govdesk.services.supervision_board import supervision_board
from govdesk.services.supervision_records import supervision_record
from govdesk.services.undo import undo
from govdesk.storage.queries.case_facts import read_worked_on


def signed(street, **values) -> int:
    case_id = street.register(**values)
    street.act(case_id, "sign")
    return case_id


def go_to(street, when: str) -> None:
    street.clock.at = datetime.fromisoformat(when)


def kinds(street, case_id: int) -> list[str]:
    return [item.kind for item in street.file(case_id).side_records]


def offered(street, case_id: int, seat: str) -> set[str]:
    return {item.action for item in available_actions(street.desk, street.seat(seat), case_id) if item.enabled}


def test_a_round_remembers_what_sleeps_and_wakes_it_in_time(street):
    memory = LadderMemory()
    case_id = signed(street)
    assert ladder_round(street.desk, memory).taken == ()
    version = street.file(case_id).case.version
    assert memory.sleeps(case_id, version, street.clock.now())
    assert not memory.sleeps(case_id, version + 1, street.clock.now()), "whoever acted on it wakes it"
    go_to(street, "2026-11-23T08:29")
    assert memory.sleeps(case_id, version, street.clock.now())
    go_to(street, "2026-11-23T08:30")
    assert [item.step for item in ladder_round(street.desk, memory).taken] == ["remind"]
    assert ladder_round(street.desk, memory).taken == ()


def test_rounds_with_and_without_memory_take_the_same_steps(street):
    first = signed(street)
    memory, remembered, plain = LadderMemory(), [], []
    for hours in range(0, 24 * 20, 7):
        street.clock.at = datetime(2026, 11, 18, 9, 30) + timedelta(hours=hours)
        remembered += [item.step for item in ladder_round(street.desk, memory).taken]
        plain += [item.step for item in ladder_round(street.desk).taken]
    assert remembered == ["remind", "urge", "supervise", "list"]
    assert plain == []
    assert kinds(street, first) == ["remind", "urge", "supervise", "listing_proposal"]


def test_many_cases_are_stepped_in_parts_and_the_chain_holds(street):
    ids = [signed(street, title=f"第{number}件") for number in range(60)]
    go_to(street, "2026-12-15T09:00")
    done = ladder_round(street.desk)
    assert {item.case_id for item in done.taken} == set(ids)
    assert done.changes.cases == frozenset(ids)
    assert ladder_round(street.desk).taken == ()
    assert check_folder(street.desk).problems == ()


def test_a_round_may_step_a_few_and_the_next_goes_on(street):
    memory = LadderMemory()
    ids = [signed(street, title=f"第{number}件", category="labour") for number in range(5)]
    go_to(street, "2027-01-11T09:00")
    rounds = [ladder_round(street.desk, memory, most=2) for _round in range(4)]
    assert [len({item.case_id for item in done.taken}) for done in rounds] == [2, 2, 1, 0]
    assert {item.case_id for done in rounds for item in done.taken} == set(ids)


def test_a_clock_set_back_is_complained_of_once_and_forgotten_when_it_is_right(street):
    signed(street)
    rounds = LadderRounds(street.desk)
    go_to(street, "2026-11-18T08:00")
    with pytest.raises(RuleViolation, match="clock_set_back"):
        rounds()
    assert not rounds()
    go_to(street, "2026-11-23T09:00")
    assert rounds().cases
    go_to(street, "2026-11-20T09:00")
    with pytest.raises(RuleViolation, match="clock_set_back"):
        rounds()


def test_a_minute_between_two_computers_is_no_clock_set_back(street):
    signed(street)
    street.clock.advance(timedelta(minutes=-5))
    assert ladder_round(street.desk).taken == ()


def test_what_the_program_reminded_of_is_nobodys_work(street):
    case_id = street.register()
    go_to(street, "2026-11-27T09:00")
    assert ladder_round(street.desk).taken
    with street.desk.database.reading() as connection:
        assert not read_worked_on(connection, case_id)
    street.act(case_id, "urge", said=False)
    with street.desk.database.reading() as connection:
        assert read_worked_on(connection, case_id)


def test_a_decision_is_undone_exactly(street):
    case_id = signed(street)
    go_to(street, "2026-12-04T09:00")
    ladder_round(street.desk)
    before = street.file(case_id)
    street.act(case_id, "list", seat="leader", reason="同意")
    undo(street.desk, street.seat("leader"))
    after = street.file(case_id)
    assert [(item.kind, item.state, item.data) for item in after.side_records] == [
        (item.kind, item.state, item.data) for item in before.side_records
    ]
    assert check_folder(street.desk).problems == ()


def test_who_may_do_what_on_the_ladder(street):
    case_id = signed(street)
    go_to(street, "2026-12-04T09:00")
    ladder_round(street.desk)
    assert {"list", "decline_listing", "name_supervisor"} <= offered(street, case_id, "leader")
    assert "urge" in offered(street, case_id, "operator")
    assert {"supervise", "name_supervisor"} <= offered(street, case_id, "supervisor")
    assert not {"list", "propose_listing", "remind"} & offered(street, case_id, "supervisor")
    assert "answer_supervision" in offered(street, case_id, "mc-990000001200")


def test_a_case_without_a_body_is_reminded_by_the_program_and_urged_by_nobody(street):
    case_id = street.register(grid_id=None)
    assert street.file(case_id).case.handler_id is None
    assert "urge" not in offered(street, case_id, "operator")
    go_to(street, "2027-01-04T09:00")
    assert [item.handler for item in ladder_round(street.desk).taken] == ["综网中心"]


def test_what_lies_at_the_centre_is_the_centres_delay_and_no_body_has_to_answer(street):
    case_id = signed(street)
    street.report(case_id)
    go_to(street, "2027-01-04T09:00")
    done = ladder_round(street.desk).taken
    assert (done[0].step, done[0].handler) == ("supervise", "综网中心")
    record = street.file(case_id).side_records[-1]
    assert (record.body_id, record.state) == (None, "ended")
    sections = {item.code: item for item in supervision_board(street.desk, street.seat("supervisor")).sections}
    assert sections["supervised"].total == 0
    assert sections["overdue"].rows[0].words.startswith("待审核，中心钟超")


def test_an_answer_ends_the_supervision_and_a_second_asks_anew(street):
    case_id = signed(street)
    street.act(case_id, "supervise", seat="supervisor", reason="三日内拿出方案")
    street.act(case_id, "answer_supervision", measures="已拿出方案")
    assert "answer_supervision" not in offered(street, case_id, "mc-990000001200")
    street.act(case_id, "supervise", seat="supervisor", reason="再报进展")
    street.act(case_id, "supervise", seat="supervisor", reason="还没有报")
    states = [item.state for item in street.file(case_id).side_records]
    assert states == ["ended", "ended", "open"]
    record = supervision_record(street.desk, street.seat("supervisor"), case_id)
    assert [step.state for step in record.steps] == ["已反馈", "已结束", "待反馈"]


def test_a_supervision_of_the_body_before_is_not_held_against_the_next(street):
    case_id = signed(street)
    street.act(case_id, "supervise", seat="supervisor", reason="抓紧")
    board = {item.code: item.total for item in supervision_board(street.desk, street.seat("supervisor")).sections}
    assert board["supervised"] == 1
    street.act(case_id, "reassign", receiver="司法所", reason="归口")
    board = {item.code: item.total for item in supervision_board(street.desk, street.seat("supervisor")).sections}
    assert board["supervised"] == 0


def test_a_bodys_seat_sees_only_what_waits_for_itself(street):
    mine, other = signed(street), signed(street)
    street.act(other, "reassign", receiver="司法所", reason="归口")
    go_to(street, "2026-12-20T09:00")
    sections = supervision_board(street.desk, street.seat("mc-990000001200")).sections
    assert {case_id for section in sections for case_id in section.case_ids} == {mine}


def test_an_extension_after_reopening_never_shortens_the_term(street):
    """The due time of a reopened case is counted from its reopening, also when it is counted again."""
    case_id = street.closed(channel="hotline_12345", category="noise")
    go_to(street, "2027-02-01T09:00")
    street.act(case_id, "reopen", reason="又响了", said=False)
    again = street.file(case_id).case.due_at
    assert again > street.clock.now()
    street.act(case_id, "sign")
    street.act(case_id, "extend", days=2, reason="等设备")
    granted = street.act(case_id, "grant", seat="supervisor").case
    assert granted.due_at > again
    assert granted.status is Status.HANDLING


def test_the_command_line_walks_shows_and_prints(street, capsys):
    case_id = signed(street)
    number = street.file(case_id).case.number
    go_to(street, "2026-11-27T09:00")
    ladder_round(street.desk)
    case_actions.act(street.desk, street.seat("operator"), case_id, "urge", {"reason": "请今天到场"})
    street.desk.close()
    place = ["--data", str(street.folder)]
    assert run([*place, "supervise", "show", number]) == 0
    printed = capsys.readouterr().out
    assert "督办" in printed
    assert "请今天到场" in printed
    assert run([*place, "--json", "supervise", "board"]) == 0
    assert '"code": "overdue"' in capsys.readouterr().out
