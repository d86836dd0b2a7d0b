"""Capabilities 35, 48, 49, 50 and 85: check, follow-up, striking off, and the result sent back to its source."""

import hashlib
import json
import sqlite3
import tomllib
from datetime import datetime, time, timedelta

import openpyxl
import pytest

from govdesk.app.command_line import run
from govdesk.domain.case import CaseFile
from govdesk.domain.errors import GovDeskError, RuleViolation
from govdesk.domain.vocabulary import Status, Tier
from govdesk.foundation import paths
from govdesk.services.case_card import case_card
from govdesk.services.case_queue import QueueFilter, QueueSort, queue_ids
from govdesk.services.documents import issue_document, void_document
from govdesk.services.follow_ups import follow_up_sections, missed_visits, reveal_phones
from govdesk.services.importing import import_cases
from govdesk.services.integrity import check_folder
from govdesk.services.replies import export_replies
from govdesk.services.review import review
from govdesk.services.stored_rules import import_rules_after_closing
from govdesk.services.undo import undo
from tests.exchange.sheet_files import write_xlsx

ANSWERED = {"reached": True, "solved": True, "satisfied": "satisfied"}
PHONE = "19900001234"


def refused(street, code: str, case_id: int, action: str, seat: str = "operator", **values) -> None:
    with pytest.raises(GovDeskError) as caught:
        street.act(case_id, action, seat=seat, **values)
    assert caught.value.code == code


def closed(street, **values) -> int:
    """Closed on the shortest way, whoever the rules on recurring matters made help."""
    case_id = street.register(**values)
    for _assist in street.act(case_id, "sign").open_assists:
        street.act(case_id, "excuse_assist", reason="不必协办")
    street.report(case_id)
    street.act(case_id, "pass", seat="operator2")
    return case_id


def section(street, code: str, seat: str = "operator"):
    return next(item for item in follow_up_sections(street.desk, street.seat(seat)) if item.code == code)


def plan(file: CaseFile) -> list[tuple[str, str, int]]:
    return [(item.code, item.state, item.tries) for item in file.visits]


def own_schedule(street, tmp_path, **changes) -> None:
    """The shipped schedule with these values in its last class, stored as the centre's own."""
    text = (paths.resources() / "dictionaries" / "follow_ups.toml").read_text(encoding="utf-8")
    head, last = text.replace('version = "2026-1"', 'version = "own"').rsplit("percent = 100", 1)
    file = tmp_path / "own.toml"
    file.write_text(f"{head}percent = {changes['percent']}{last}", encoding="utf-8")
    import_rules_after_closing(street.desk, street.seat("supervisor"), "follow_ups", file)


# -- 35


def test_capability_35_a_report_without_its_four_elements_never_reaches_the_review(street):
    case_id = street.register()
    street.act(case_id, "sign")
    for missing in ("accepted_on", "contacted", "measures", "limit"):
        with pytest.raises(RuleViolation, match="value_missing"):
            street.report(case_id, **{missing: " "})
    assert street.file(case_id).case.status is Status.HANDLING


def test_capability_35_who_wrote_the_report_down_does_not_review_it(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.report(case_id)
    refused(street, "own_report", case_id, "pass")
    assert street.act(case_id, "pass", seat="supervisor").case.status is Status.CLOSED


def test_capability_35_striking_off_needs_evidence_or_a_reason_as_the_class_says(street):
    case_id = closed(street)
    street.act(case_id, "follow_up", **ANSWERED)
    refused(street, "evidence_missing", case_id, "strike_off")
    assert street.act(case_id, "strike_off", reason="当事人外出，电话确认").case.status is Status.STRUCK_OFF
    risky = closed(street, flags=("risk_self_harm",))
    for _visit in range(3):
        street.act(risky, "follow_up", **ANSWERED)
    refused(street, "evidence_needed", risky, "strike_off", reason="都好了")
    assert street.act(risky, "strike_off", evidence="三次回访记录").case.evidence == "三次回访记录"
    assert section(street, "without_evidence").total == 0


# -- 48


@pytest.mark.parametrize(("percent", "count"), [(100, 25), (30, 100)])
def test_capability_48_a_hundred_closings_make_exactly_the_visits_the_rule_says(street, tmp_path, percent, count):
    own_schedule(street, tmp_path, percent=percent)
    cases = [closed(street) for _case in range(count)]
    seed = tomllib.loads((paths.resources() / "dictionaries" / "follow_ups.toml").read_text(encoding="utf-8"))["seed"]

    def drawn(number: str) -> bool:
        digest = hashlib.sha256(f"{seed}|{number}|1".encode()).digest()
        return int.from_bytes(digest[:8], "big") % 10_000 < percent * 100

    owed = {}
    for case_id in cases:
        file = street.file(case_id)
        closed_at = file.case.closed_at
        owed[case_id] = [(item.planned_at, item.due_at) for item in file.visits]
        last_day = closed_at.date() + timedelta(days=7)
        last_day += timedelta(days=max(0, 7 - last_day.weekday()) if last_day.weekday() >= 5 else 0)
        expected = datetime.combine(last_day, time(23, 59, 59))
        assert owed[case_id] == ([(closed_at, expected)] if drawn(file.case.number) else [])
    share = sum(map(len, owed.values())) / count
    assert share == 1 if percent == 100 else 0.2 < share < 0.4
    not_drawn = next((case_id for case_id in cases if not owed[case_id]), None)
    if not_drawn is not None:
        assert street.act(not_drawn, "strike_off", evidence="照片").case.status is Status.STRUCK_OFF


def test_capability_48_three_tries_in_vain_are_an_outcome_of_their_own_and_out_of_the_satisfaction_rate(street):
    happy, silent = closed(street), closed(street)
    street.act(happy, "follow_up", **ANSWERED)
    for _try in range(3):
        assert street.file(silent).visits[0].state == "open"
        street.act(silent, "follow_up", reached=False, note="无人接听")
    file = street.file(silent)
    assert plan(file) == [("first", "unreached", 3)]
    assert (file.case.solved, file.case.satisfied) == (None, "")
    shown = section(street, "unreached")
    assert shown.case_ids == (silent,)
    assert section(street, "to_strike_off").case_ids == (happy, silent)
    assert "没联系上" in shown.rows[0].last_try
    figures = {item.key: item for item in review(street.desk, street.seat("supervisor"), "2026-W47").figures}
    assert (figures["satisfied"].numerator, figures["satisfied"].denominator) == (1, 1)
    assert (figures["solved"].numerator, figures["solved"].denominator) == (1, 1)
    assert (figures["followed_up"].numerator, figures["followed_up"].denominator) == (1, 2)


def test_capability_48_solved_and_satisfied_are_stored_apart(street):
    case_id = closed(street)
    after = street.act(case_id, "follow_up", reached=True, solved=True, satisfied="dissatisfied", how="visit")
    assert (after.case.solved, after.case.satisfied) == (True, "dissatisfied")
    (visit,) = after.follow_ups
    assert (visit.reached, visit.solved, visit.satisfied, visit.how) == (True, True, "dissatisfied", "visit")
    unrated = closed(street)
    after = street.act(unrated, "follow_up", solved=True)
    assert (after.case.solved, after.case.satisfied, after.follow_ups[0].reached) == (True, "", True)
    figures = {item.key: item for item in review(street.desk, street.seat("supervisor"), "2026-W47").figures}
    assert (figures["solved"].numerator, figures["solved"].denominator) == (2, 2)
    assert (figures["satisfied"].numerator, figures["satisfied"].denominator) == (0, 1)


def test_capability_48_answers_without_reaching_anybody_are_refused(street):
    case_id = closed(street)
    refused(street, "answer_without_reaching", case_id, "follow_up", reached=False, solved=True)
    refused(street, "answer_without_reaching", case_id, "follow_up", reached=False, satisfied="satisfied")
    refused(street, "reached_unclear", case_id, "follow_up", note="打过")
    refused(street, "solved_unclear", case_id, "follow_up", satisfied="satisfied")


def test_capability_48_undoing_the_review_and_the_visit_leaves_no_trace_in_the_plan(street):
    case_id = street.register()
    street.act(case_id, "sign")
    before = street.report(case_id)
    street.act(case_id, "pass", seat="operator2")
    planned = street.file(case_id)
    street.act(case_id, "follow_up", **ANSWERED)
    undo(street.desk, street.seat("operator"))
    assert (street.file(case_id).visits, street.file(case_id).follow_ups) == (planned.visits, ())
    undo(street.desk, street.seat("operator2"))
    assert street.file(case_id).visits == before.visits == ()
    assert check_folder(street.desk).problems == ()


# -- 49


def test_capability_49_unsolved_reopens_keeps_the_breach_and_tells_the_unit(street):
    case_id = street.register()
    street.act(case_id, "sign")
    street.clock.advance(timedelta(days=60))
    street.report(case_id)
    closed = street.act(case_id, "pass", seat="operator2")
    assert closed.case.closed_on_time is False
    again = street.act(case_id, "follow_up", reached=True, solved=False, satisfied="dissatisfied", note="又倒灌了")
    assert again.case.status is Status.DISPATCHED
    assert again.case.handler_id == closed.case.handler_id
    assert again.case.closings[0]["on_time"] is False
    assert again.case.closings[0]["result"] == "已疏通"
    assert plan(again) == [("first", "done", 1)]
    steps = case_card(street.desk, street.seat("operator"), case_id).timeline
    assert [step.action for step in steps][-2:] == ["follow_up", "reopen"]
    assert "没有解决" in steps[-1].note
    street.act(case_id, "sign")
    street.report(case_id)
    anew = street.act(case_id, "pass", seat="operator2")
    assert plan(anew) == [("first", "done", 1), ("first", "open", 0)], "the new closing is visited again"


def test_capability_49_the_third_reopening_goes_to_joint_handling_led_by_an_office(street):
    case_id = closed(street)
    for _round in range(2):
        street.act(case_id, "follow_up", reached=True, solved=False)
        street.act(case_id, "sign")
        street.report(case_id)
        street.act(case_id, "pass", seat="operator2")
    third = street.act(case_id, "follow_up", reached=True, solved=False).case
    assert (third.reopen_count, third.tier) == (3, Tier.JOINT)
    assert street.desk.bodies.by_id[third.handler_id].tier is Tier.OFFICE
    assert len(third.closings) == 3
    beside = street.file(case_id).open_assists
    assert {street.desk.bodies.by_id[item.body_id].name for item in beside} == {"柳林村人民调解委员会"}
    assert all(item.due_at for item in beside), "each with its own clock"
    assert third.route_rule == "reopened_to_joint"


# -- 50


def test_capability_50_high_risk_is_visited_three_times_before_it_may_be_struck_off(street):
    case_id = closed(street, flags=("risk_self_harm",))
    closed_on = street.file(case_id).case.closed_at.date()
    days = [(item.due_at.date() - closed_on).days for item in street.file(case_id).visits]
    assert days == [7, 30, 90]
    street.act(case_id, "follow_up", **ANSWERED)
    refused(street, "visits_waiting", case_id, "strike_off", evidence="回访记录")
    street.clock.advance(timedelta(days=29))
    street.act(case_id, "follow_up", **ANSWERED)
    street.clock.advance(timedelta(days=60))
    done = street.act(case_id, "follow_up", **ANSWERED)
    assert [state for _code, state, _tries in plan(done)] == ["done"] * 3
    assert street.act(case_id, "strike_off", evidence="三次回访记录").case.status is Status.STRUCK_OFF


def test_capability_50_a_relapse_is_linked_to_the_old_case_with_one_key(street):
    old = closed(street, flags=("risk_self_harm",))
    again = street.register()
    street.act(again, "link_earlier", earlier=street.file(old).case.number)
    assert street.file(again).case.repeat_of_id == old
    assert street.desk.rules.transitions.row("link_earlier").key == "H"


def test_capability_50_the_missed_visits_equal_an_independent_sql_reference(street):
    for number in range(12):
        case_id = closed(street, flags=("risk_self_harm",) if number % 3 == 0 else ())
        if number % 4 == 1:
            street.act(case_id, "follow_up", **ANSWERED)
        if number % 4 == 2:
            street.act(case_id, "follow_up", reached=True, solved=False)
        if number % 6 == 5:
            street.act(case_id, "follow_up", reached=False)
        street.clock.advance(timedelta(days=5))
    now = street.clock.now().isoformat(sep=" ", timespec="microseconds")
    reference = """
        SELECT c.id, v.due_at FROM cases AS c, planned_visit AS v
        WHERE v.case_id = c.id AND c.status = 'closed' AND v.ended_at IS NULL AND v.due_at < ?
        ORDER BY v.due_at, v.id
    """
    with sqlite3.connect(street.folder / "govdesk.db") as connection:
        expected = [(case_id, datetime.fromisoformat(due)) for case_id, due in connection.execute(reference, (now,))]
    connection.close()
    missed = missed_visits(street.desk, street.seat("operator"))
    assert list(missed) == expected
    assert len(missed) > 5
    shown = section(street, "overdue")
    assert [(row.case_id, row.due_at) for row in shown.rows] == expected
    assert shown.total == len(expected)


def test_the_sections_hold_every_open_visit_once_by_its_day(street):
    closed(street, flags=("risk_self_harm",))
    seen = []
    for day in range(19, 30):
        street.clock.at = datetime(2026, 11, day, 12, 0)
        found = {code: section(street, code).total for code in ("overdue", "due", "week", "later")}
        assert sum(found.values()) == 3
        seen += [code for code in ("overdue", "due", "week") if found[code]]
        if found["overdue"]:
            break
    assert list(dict.fromkeys(seen)) == ["week", "due", "overdue"], "a Wednesday's closing is due on the next Wednesday"


def test_a_telephone_is_shown_in_plain_only_by_an_act_that_the_log_keeps(street):
    case_id = closed(street, reporter="张守田", phone=PHONE)
    row = next(item for item in section(street, "later").rows if item.case_id == case_id)
    assert PHONE not in str(row)
    (first, *_others), _changes = reveal_phones(street.desk, street.seat("operator2"), case_id)
    assert first.phone == PHONE
    last = case_card(street.desk, street.seat("operator"), case_id).timeline[-1]
    assert (last.action, last.seat, PHONE in last.note) == ("reveal_phone", "operator2", False)
    with pytest.raises(GovDeskError):
        reveal_phones(street.desk, street.seat("justice_office"), case_id)
    street.act(case_id, "follow_up", **ANSWERED)
    reveal_phones(street.desk, street.seat("operator"), case_id)
    undo(street.desk, street.seat("operator"))
    assert street.file(case_id).follow_ups == (), "looking is nothing that undo could take back or trip over"


# -- 85

HEADER = [
    "工单编号",
    "诉求人",
    "联系电话",
    "诉求标题",
    "市民诉求",
    "受理时间",
    "接诉分类一级",
    "办理结果",
    "满意度",
    "平台内部号",
]


def imported(street, tmp_path, count: int = 2, name: str = "12345工单.xlsx", header=HEADER) -> list[int]:
    """Orders of the hotline taken in from a workbook, and brought to 已办结."""
    rows = [
        (f"0027{number}", f"=诉求人{number}", PHONE, f"路灯不亮{number}", f"柳林村第{number}盏路灯不亮")
        for number in range(count)
    ]
    rows = [(*row, "2026-11-17 08:30:00", "城乡建设", "", "", f"+86-{number}") for number, row in enumerate(rows)]
    path = write_xlsx(tmp_path / name, [header, *rows])
    report = import_cases(street.desk, street.seat("operator"), path, channel="hotline_12345")
    assert report.imported == count
    found = queue_ids(street.desk, street.seat("operator"), QueueFilter(), QueueSort("number"))
    for case_id in found:
        if street.file(case_id).case.status is Status.AWAITING_MANUAL:
            street.act(case_id, "assign", receiver="governance_section", reason="转办")
        for _assist in street.act(case_id, "sign").open_assists:
            street.act(case_id, "excuse_assist", reason="不必协办")
        street.report(case_id)
        street.act(case_id, "pass", seat="operator2")
    return list(found)


def cells(path) -> dict[str, list[tuple[str | None, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


def test_capability_85_orders_go_back_in_the_columns_they_came_in(street, tmp_path):
    first, second = imported(street, tmp_path)
    street.act(first, "follow_up", reached=True, solved=True, satisfied="basically")
    assert section(street, "unsent").case_ids == (first, second)
    out = tmp_path / "回填.xlsx"
    arguments = [
        "--data",
        str(street.folder),
        "--json",
        "export",
        "replies",
        "--channel",
        "12345热线",
        "--out",
        str(out),
    ]
    assert run(arguments) == 0
    ((name, (header, one, two)),) = cells(out).items()
    assert name == "12345工单"
    assert list(header[: len(HEADER)]) == HEADER
    assert one[:7] == (
        "00270",
        "=诉求人0",
        PHONE,
        "路灯不亮0",
        "柳林村第0盏路灯不亮",
        "2026-11-17 08:30:00",
        "城乡建设",
    )
    told = dict(zip(header, one, strict=True))
    assert told["办理结果"].startswith("已疏通\n受理时间：当日\n沟通情况：双方\n采取措施：清淤")
    assert (told["满意度"], told["回访结果"], told["平台内部号"]) == ("基本满意", "已解决", "+86-0")
    assert dict(zip(header, two, strict=True))["满意度"] in (None, "")
    sheet = openpyxl.load_workbook(out).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}, "no cell is a formula"
    assert sheet["B2"].quotePrefix
    assert sheet["J2"].quotePrefix


def test_capability_85_what_went_back_leaves_the_list_and_comes_again_after_a_reopening(street, tmp_path):
    first, second = imported(street, tmp_path)
    out = tmp_path / "回填.xlsx"
    done = export_replies(street.desk, street.seat("operator"), "hotline_12345", out, mark=True)
    assert done.marked == done.numbers == tuple(street.file(item).case.number for item in (first, second))
    assert section(street, "unsent").total == 0
    nothing = export_replies(street.desk, street.seat("operator"), "hotline_12345", tmp_path / "空.xlsx")
    assert nothing.sheets[0][1][: len(HEADER)] == tuple(HEADER), "an empty table has the columns of the last file"
    refused(street, "replied_already", first, "send_reply")
    street.act(first, "follow_up", reached=True, solved=False)
    street.act(first, "sign")
    street.report(first)
    street.act(first, "pass", seat="operator2")
    assert section(street, "unsent").case_ids == (first,), "what is closed anew is owed anew"
    street.act(first, "send_reply", how="platform", contacted="12345平台")
    again = export_replies(street.desk, street.seat("operator"), "12345", tmp_path / "全部.xlsx", again=True)
    assert set(again.numbers) == set(done.numbers)
    undo(street.desk, street.seat("operator"))
    assert section(street, "unsent").case_ids == (first,)
    with sqlite3.connect(street.folder / "govdesk.db") as connection:
        left = connection.execute("SELECT title, recipient, sha256 FROM leaving_file").fetchall()
    connection.close()
    assert len(left) == 3
    assert left[0] == ("热线工单回填，2 件", "12345热线", hashlib.sha256(out.read_bytes()).hexdigest())


def test_capability_85_a_pre_suit_mediation_goes_back_to_the_court_with_its_result(street, tmp_path):
    case_id = street.register(channel="court_pre_suit", source_number="（2026）诉前调331号")
    street.act(case_id, "sign")
    street.act(case_id, "mediate", seat="mediator", consents="张守田、李春生", mediators="秦有理", said=False)
    street.act(case_id, "end_mediation", seat="mediator", said=False, outcome="agreed", form="oral")
    street.report(case_id)
    street.act(case_id, "pass", seat="operator2")
    assert section(street, "unsent").rows[0].label == "委派调解回函"
    out = tmp_path / "回函.xlsx"
    export_replies(street.desk, street.seat("operator"), "诉前调解", out)
    ((_name, (header, row)),) = cells(out).items()
    told = dict(zip(header, row, strict=True))
    assert told["编号"] == "（2026）诉前调331号"
    assert (told["调解结果"], told["调解员"], told["结束日期"]) == ("达成协议", "秦有理", "2026-11-18")
    assert told["当事人"] == "张守田、李春生"


def rows_of(street, path, channel="hotline_12345") -> dict[str, dict[str, str | None]]:
    """What goes back, by the number of the order."""
    export_replies(street.desk, street.seat("operator"), channel, path)
    return {str(row[0]): dict(zip(rows[0], row, strict=True)) for rows in cells(path).values() for row in rows[1:]}


def order(street, number: str, **values) -> int:
    return street.register(channel="hotline_12345", source_number=number, reporter="周远", phone=PHONE, **values)


def test_capability_85_an_order_merged_into_another_is_answered_at_once_and_again_with_the_result(street, tmp_path):
    first, second = order(street, "G1"), order(street, "G2")
    street.act(second, "merge", master=street.file(first).case.number, reason="同一条沟")
    assert [(row.case_id, row.label) for row in section(street, "unsent").rows] == [(second, "热线工单回填（已并案）")]
    told = rows_of(street, tmp_path / "并案.xlsx")["G2"]
    assert told["工单状态"] == "已并案"
    assert told["办理结果"] == "与 G1 反映同一事项，已并案办理。现在：待签收，办结后再反馈结果。"
    assert told["提交办结时间"]
    street.act(second, "send_reply", how="platform")
    refused(street, "replied_already", second, "send_reply")
    street.act(first, "sign")
    street.report(first, contacted="周远、王某", result="沟已疏通")
    street.act(first, "pass", seat="operator2")
    assert set(section(street, "unsent").case_ids) == {first, second}, "the result is news to both callers"
    told = rows_of(street, tmp_path / "办结.xlsx")["G2"]
    assert "沟已疏通" in told["办理结果"]
    assert "王某" not in told["办理结果"]
    done = export_replies(street.desk, street.seat("operator"), "12345", tmp_path / "送.xlsx", mark=True)
    assert len(done.marked) == 2
    assert section(street, "unsent").total == 0
    street.act(second, "unmerge", reason="不是一回事")
    assert section(street, "unsent").total == 0, "it is at work again and owes its own result later"


def test_capability_85_a_refused_order_is_answered_with_the_reason_and_the_way(street, tmp_path):
    case_id = order(street, "G7")
    street.act(case_id, "refuse", reason="litigation", elsewhere="court")
    (row,) = section(street, "unsent").rows
    assert (row.case_id, row.label, row.status) == (case_id, "热线工单回填（不予受理）", "not_accepted")
    told = rows_of(street, tmp_path / "退回.xlsx")["G7"]
    assert (told["工单状态"], told["办理结果"]) == (
        "不予受理",
        "不予受理：应当通过诉讼解决。已告知向人民法院提出。",
    )
    street.act(case_id, "send_reply", how="platform", contacted="12345平台")
    assert section(street, "unsent").total == 0
    undo(street.desk, street.seat("operator"))
    assert section(street, "unsent").case_ids == (case_id,)
    street.act(case_id, "restore", seat="supervisor", reason="应当受理")
    assert section(street, "unsent").total == 0
    street.act(case_id, "refuse", reason="discipline", elsewhere="discipline")
    assert section(street, "unsent").case_ids == (case_id,), "refused anew, answered anew"


def test_capability_85_what_nobody_waits_for_is_not_answered_when_merged_or_cancelled(street):
    first, second, third = order(street, "G1"), street.register(), order(street, "G3")
    street.act(second, "merge", master=street.file(first).case.number, reason="同一件事")
    street.act(third, "cancel", seat="supervisor", reason="误登")
    assert section(street, "unsent").total == 0
    refused(street, "no_source_to_answer", second, "send_reply")


def from_court(street, outcome: str = "agreed") -> int:
    case_id = street.register(channel="court_pre_suit", source_number="（2026）诉前调331号")
    street.act(case_id, "sign")
    street.act(case_id, "mediate", seat="mediator", consents="张守田、李春生", mediators="秦有理", said=False)
    values = {"form": "oral"} if outcome == "agreed" else {"elsewhere": "court"}
    street.act(case_id, "end_mediation", seat="mediator", said=False, outcome=outcome, note="双方意见不一", **values)
    return case_id


def test_capability_85_the_letter_to_the_court_is_the_reply(street):
    case_id = from_court(street)
    street.report(case_id)
    street.act(case_id, "pass", seat="operator2")
    assert section(street, "unsent").case_ids == (case_id,)
    paper = issue_document(street.desk, street.seat("mediator"), "court_reply", case_id)
    assert section(street, "unsent").total == 0
    refused(street, "replied_already", case_id, "send_reply")
    void_document(street.desk, street.seat("mediator"), paper.id, "写错案号")
    assert section(street, "unsent").case_ids == (case_id,), "a void letter told nobody anything"
    assert check_folder(street.desk).problems == ()


def test_capability_85_a_letter_before_the_closing_counts_unless_it_is_mediated_again(street):
    case_id = from_court(street)
    issue_document(street.desk, street.seat("mediator"), "court_reply", case_id)
    street.report(case_id)
    street.act(case_id, "pass", seat="operator2")
    assert section(street, "unsent").total == 0
    again = from_court(street, "terminated")
    issue_document(street.desk, street.seat("mediator"), "court_reply", again)
    street.act(again, "mediate", seat="mediator", consents="张守田、李春生", mediators="秦有理", said=False)
    street.act(again, "end_mediation", seat="mediator", said=False, outcome="agreed", form="oral")
    street.report(again)
    street.act(again, "pass", seat="operator2")
    assert section(street, "unsent").case_ids == (again,)


def test_capability_85_two_layouts_come_back_as_two_sheets_and_none_as_an_empty_table(street, tmp_path):
    empty = tmp_path / "空.xlsx"
    done = export_replies(street.desk, street.seat("operator"), "hotline_12345", empty)
    assert (done.numbers, [rows for _name, _headers, rows in done.sheets]) == ((), [0])
    ((_name, rows),) = cells(empty).items()
    assert "办理结果" in rows[0]
    imported(street, tmp_path, 1)
    closed(street, channel="hotline_12345", category="noise", reporter="周远", source_number="")
    out = tmp_path / "两种.xlsx"
    export_replies(street.desk, street.seat("operator"), "hotline_12345", out)
    assert [len(rows) for rows in cells(out).values()] == [2, 2]


def test_capability_85_a_workbook_that_cannot_be_written_is_said_in_one_sentence(street, tmp_path, capsys):
    out = tmp_path / "回填.xlsx"
    (tmp_path / "~$回填.xlsx").write_bytes(b"")
    command = ["--data", str(street.folder), "export", "replies", "--out"]
    assert run([*command, str(out), "--channel", "hotline_12345"]) == 1
    assert "打开" in capsys.readouterr().err
    for wrong in (tmp_path / "无此文件夹" / "回填.xlsx", tmp_path / "回填.xls"):
        assert run([*command, str(wrong), "--channel", "hotline_12345"]) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert run([*command, str(out), "--channel", "own_patrol"]) == 1
    assert "不需要回填" in capsys.readouterr().err
    assert sorted(item.name for item in tmp_path.iterdir()) == ["street", "~$回填.xlsx"]


def test_the_command_line_lists_and_records_visits(street, capsys):
    case_id = closed(street)
    number = street.file(case_id).case.number
    base = ["--data", str(street.folder), "--json"]
    assert run([*base, "visits", "list", "--section", "later"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["sections"]
    assert [item["number"] for item in found["visits"]] in ([number], [])
    assert run([*base, "visits", "record", number, "--reached", "否", "--note", "无人接听"]) == 0
    assert json.loads(capsys.readouterr().out)["visits"][0]["tries"] == 1
    assert run([*base, "case", "act", number, "follow_up", "--set", "solved=是", "--set", "satisfied=是"]) == 0
    capsys.readouterr()
    assert run([*base, "visits", "show", number]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [item["state"] for item in told["visits"]] == ["done"]
    assert (told["tries"][1]["reached"], told["tries"][1]["satisfied"]) == (True, "satisfied")
    assert run([*base, "visits", "list", "--section", "nothing"]) == 1


def test_a_supervisor_replaces_the_schedule_from_a_file_and_a_wrong_one_changes_nothing(street, tmp_path, capsys):
    shipped_text = (paths.resources() / "dictionaries" / "follow_ups.toml").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    base = ["--data", str(street.folder), "--actor"]
    own.write_text(
        shipped_text.replace('version = "2026-1"', 'version = "本中心"').replace("7 days", "10 days"), "utf-8"
    )
    assert run([*base, "operator", "import", "follow-ups", str(own)]) == 1
    import_rules_after_closing(street.desk, street.seat("supervisor"), "follow_ups", own)
    assert street.file(closed(street)).visits[0].term == "10 days"
    for wrong in (shipped_text, shipped_text.replace("tries = 3", "tries = 0"), "version ="):
        own.write_text(wrong, "utf-8")
        capsys.readouterr()
        assert run([*base, "supervisor", "import", "follow-ups", str(own)]) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert street.desk.rules.follow_ups.version == "本中心"
