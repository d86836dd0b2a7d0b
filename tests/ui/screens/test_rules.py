"""分派规则 on real services: reading, changing, checking, trying out, putting in force; nothing typed is lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from govdesk.domain.routing_conditions import Recurrence
from govdesk.domain.rule_draft import change_rule
from govdesk.domain.vocabulary import Tier
from govdesk.foundation import paths
from govdesk.services.rule_editing import (
    has_draft,
    next_version,
    open_rules,
    rule_menu,
    rules_in_force,
    save_version,
)
from govdesk.ui.screens.rules.rule_list import box_of
from govdesk.ui.screens.rules.screen import CHECK, EDIT, SAVE, SIMULATE, VERSIONS
from govdesk.ui.widgets.chip import FilterChip
from tests.capabilities.test_routing_law import close

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(street, make_window, settle):
    """(street, window, screen) at the supervisor's seat."""
    window = make_window(street, "supervisor")
    return street, window, shown(window, settle)


def shown(window, settle) -> Any:
    screen = window.show_screen("rules")
    settle(window)
    return screen


def law(street) -> tuple[str, ...]:
    return tuple(rule.id for rule in street.desk.rules.routing.rules)


def listed(screen) -> list[str]:
    return [row.id for row in screen.left.list.rules.rows()]


def row(screen, rule_id: str) -> Any:
    return next(row for row in screen.left.list.rules.rows() if row.id == rule_id)


def save(screen, settle, version: str = "", despite: bool = True) -> None:
    screen.use("save")
    settle(screen.window())
    if version:
        screen.saving.version.setText(version)
    screen.saving.despite.setChecked(despite)
    QTest.keyClick(screen.saving.version, Qt.Key.Key_Return, CONTROL)
    settle(screen.window())


# -- the list


def test_every_rule_stands_in_its_order_with_its_sentence(opened) -> None:
    street, _window, screen = opened
    assert tuple(listed(screen)) == law(street)
    first = screen.left.list.rules.rows()[0]
    assert first.place == 1 and "派出所办理" in first.sentence
    QAbstractItemModelTester(screen.left.list.rules, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_alt_and_arrows_carry_a_rule_and_undo_brings_it_back(opened) -> None:
    _street, window, screen = opened
    order = listed(screen)
    screen.bench.choose(order[1])
    QTest.keyClick(screen.left.list, Qt.Key.Key_Up, ALT)
    assert listed(screen)[:2] == [order[1], order[0]]
    assert screen.left.list.current_id() == order[1], "the choice goes with the rule"
    QTest.keyClick(screen.left.list, Qt.Key.Key_Down, ALT)
    QTest.keyClick(screen.left.list, Qt.Key.Key_Down, ALT)
    assert listed(screen)[:3] == [order[0], order[2], order[1]]
    window.commands.get("undo").action.trigger()
    assert listed(screen) == order


def test_a_dragged_rule_lands_where_it_was_dropped(opened) -> None:
    _street, _window, screen = opened
    order, model = listed(screen), screen.left.list.rules
    carried = model.mimeData([model.index(5)])
    assert not model.dropMimeData(carried, Qt.DropAction.MoveAction, 2, 0, model.index(-1))
    QApplication.processEvents()
    assert listed(screen)[2] == order[5]
    carried = model.mimeData([model.index(0)])
    model.dropMimeData(carried, Qt.DropAction.MoveAction, len(order), 0, model.index(-1))
    QApplication.processEvents()
    assert listed(screen)[-1] == order[0]


def test_space_and_a_click_switch_a_rule_off_and_on(opened) -> None:
    _street, _window, screen = opened
    rules = screen.left.list
    QTest.keyClick(rules, Qt.Key.Key_Space)
    assert not screen.bench.draft.rules[0].enabled
    assert row(screen, screen.bench.current).state_words() == "已停用"
    place = box_of(rules.visualRect(rules.model().index(0, 0))).center().toPoint()
    QTest.mouseClick(rules.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))
    assert screen.bench.draft.rules[0].enabled


def test_add_copy_and_delete_are_taken_back_one_by_one(opened, settle) -> None:
    _street, window, screen = opened
    order = listed(screen)
    window.commands.get("rules_copy").action.trigger()
    assert listed(screen)[1] == f"{order[0]}_2" and row(screen, f"{order[0]}_2").label.endswith("（副本）")
    window.commands.get("rules_add").action.trigger()
    assert screen.bench.rule.label == "新规则" and row(screen, screen.bench.current).fault
    assert window.focusWidget() is screen.editor.name
    screen.left.list.setFocus()
    QTest.keyClick(screen.left.list, Qt.Key.Key_Delete)
    assert len(listed(screen)) == len(order) + 1
    for _step in range(3):
        window.commands.get("undo").action.trigger()
    assert listed(screen) == order
    window.commands.get("redo").action.trigger()
    assert len(listed(screen)) == len(order) + 1
    assert not screen.bench.can_undo() or screen.take_back()


def test_a_search_narrows_the_list_and_says_when_nothing_fits(opened, settle) -> None:
    _street, window, screen = opened
    screen.left.search.setText("诉前")
    settle(window)
    assert listed(screen) == ["pre_suit_to_village"]
    assert not screen.left.list.rules.movable, "the order shown is not the whole one"
    screen.left.search.setText("没有这样的规则")
    settle(window)
    assert screen.left.empty.isVisible() and not screen.left.list.isVisible()
    screen.show_subject("crowd_to_joint")
    assert "crowd_to_joint" in listed(screen), "a rule that is wanted comes into sight"


# -- one rule


def test_every_kind_of_condition_can_be_added_and_given_a_value(opened) -> None:
    street, _window, screen = opened
    screen.use("add")
    menu = rule_menu(street.desk)
    for choice in menu.conditions:
        screen.editor.add_condition(choice.name)
    values = {item.name: item for item in screen.bench.rule.conditions}
    assert set(values) == {choice.name for choice in menu.conditions}
    for each in screen.editor.rows:
        field = each.input
        if hasattr(field, "spin"):
            field.spin.setValue(7)
        elif hasattr(field, "days"):
            field.days.setValue(14)
        elif hasattr(field, "field"):
            code = "占道" if each.condition.name == "words" else dict_of(menu, each.condition.name)[0]
            field.field.set_value((code,))
            field.field.changed.emit()
    given = {item.name: item.value for item in screen.bench.rule.conditions}
    assert given["people_at_least"] == 7 and given["words"] == ("占道",)
    assert given["recurrence"] == Recurrence("place_and_kind", 14, 3)
    assert len(given["grid"]) == 1 and given["urgent"] is True
    assert not row(screen, screen.bench.current).fault


def dict_of(menu, name: str) -> list[str]:
    return [code for choice in menu.conditions if choice.name == name for code, _label in choice.choices]


def test_a_condition_turns_into_its_contrary_and_goes_away(opened) -> None:
    _street, _window, screen = opened
    screen.show_subject("hotline_matter")
    first = screen.editor.rows[0]
    first.sense.setCurrentIndex(1)
    first.sense.activated.emit(1)
    turned = [item for item in screen.bench.rule.conditions if item.name == "channel"]
    assert turned[0].negated and "来源不是" in row(screen, "hotline_matter").sentence
    next(each for each in screen.editor.rows if each.condition.name == "channel").remove.click()
    assert all(item.name != "channel" for item in screen.bench.rule.conditions)


def test_the_receiver_the_assists_and_the_term_are_written_at_once(opened) -> None:
    _street, _window, screen = opened
    screen.show_subject("dispute_to_village")
    fields = screen.editor.receiver
    fields.tier.setCurrentIndex(fields.tier.findData("joint"))
    fields.tier.activated.emit(0)
    fields.assists.field.picked.emit("police_station")
    fields.kind.setCurrentIndex(fields.kind.findData("body"))
    fields.kind.activated.emit(0)
    assert row(screen, "dispute_to_village").fault == "还没有选承办单位。"
    fields.body.set_code("justice_office")
    fields.body.picked.emit("justice_office")
    screen.editor.term.setCurrentIndex(screen.editor.term.findData("urgent"))
    screen.editor.term.activated.emit(0)
    rule = screen.bench.rule
    assert (rule.tier, rule.receiver.body, rule.term) == (Tier.JOINT, "justice_office", "urgent")
    assert "由司法所办理，派出所协办，期限按" in row(screen, "dispute_to_village").sentence


def test_typing_a_name_is_one_step_back(opened) -> None:
    _street, window, screen = opened
    before = screen.bench.rule.label
    screen._open(screen.bench.current)
    QTest.keyClicks(screen.editor.name, "abc")
    assert screen.bench.rule.label == "abc"
    screen.left.list.setFocus()
    window.commands.get("undo").action.trigger()
    assert screen.bench.rule.label == before and screen.editor.name.text() == before


# -- checks and simulation


def test_a_gap_is_told_in_one_line_and_opens_the_rule(opened, settle) -> None:
    street, window, screen = opened
    close(street, "mc-990000001201")
    screen.use("check")
    settle(window)
    gaps = [finding for finding in screen.check.shown if finding.heading == "没有单位接收"]
    assert gaps and all("石桥村" in finding.sentence for finding in gaps)
    assert len(screen.check.shown) < 8, "hundreds of cells are a few lines"
    rule_id = gaps[0].rules[0][0]
    screen.check.rule_wanted.emit(rule_id)
    assert screen.tabs.currentIndex() == EDIT and screen.bench.current == rule_id


def test_a_rule_out_of_reach_is_marked_in_the_list(opened, settle) -> None:
    _street, window, screen = opened
    screen.use("copy")
    copied = screen.bench.current
    screen.use("check")
    settle(window)
    assert row(screen, copied).state_words() == "轮不到"
    assert any(finding.heading == "永远轮不到" for finding in screen.check.shown)


def test_a_circle_and_an_unfinished_rule_are_told_before_saving(opened, settle) -> None:
    _street, window, screen = opened
    draft = change_rule(screen.bench.draft, "village_exhausted", tier=Tier.VILLAGE)
    screen.bench.apply(draft)
    screen.use("check")
    settle(window)
    assert "绕圈" in screen.check.shown[0].sentence and "村级不能化解" in screen.check.shown[0].sentence
    assert screen.check.shown[0].rules[0][0] == "village_exhausted"
    screen.use("add")
    screen.use("check")
    settle(window)
    assert screen.check.shown[0].rules[0][1] == "新规则"


def test_a_simulation_marks_what_people_had_corrected_and_opens_a_case(opened, settle) -> None:
    street, window, screen = opened
    corrected = street.register(title="甲")
    street.register(title="乙")
    street.act(corrected, "reassign", receiver="justice_office", reason="当事人要求")
    draft = change_rule(screen.bench.draft, "patrol_to_village", tier=Tier.OFFICE)
    draft = change_rule(draft, "patrol_to_village", receiver=replace(draft.rules[0].receiver, body="justice_office"))
    screen.bench.apply(draft)
    screen.use("simulate")
    screen.simulation.run.click()
    settle(window)
    table = screen.simulation.table.board
    assert table.rowCount() == 2 and "其中 1 件" in screen.simulation.summary.text()
    assert table.index(0, 5).data() == "✔ 与人工一致"
    screen.simulation.only_hand.setChecked(True)
    assert table.rowCount() == 1
    opened_cases = []
    window.place.case_wanted.connect(opened_cases.append)
    QTest.keyClick(screen.simulation.table, Qt.Key.Key_Return)
    assert opened_cases == [corrected]


# -- versions


def test_a_version_is_saved_with_author_and_day_and_cases_follow_it(opened, settle) -> None:
    street, _window, screen = opened
    screen.switch("patrol_to_village")
    screen.switch("dispute_to_village")
    screen.show_subject("professional_dispute")
    for each in list(screen.editor.rows):
        if each.condition.name == "category":
            each.remove.click()
    save(screen, settle, "试行1")
    assert street.desk.rules.routing.version == "试行1", screen.saving.bar.text()
    assert not screen.bench.dirty and not has_draft(street.desk, street.seat("supervisor"))
    file = street.file(street.register())
    assert (file.case.route_rule, file.case.route_version) == ("professional_dispute", "试行1")
    assert "试行1" in screen.head.version.text()


def test_gaps_have_to_be_accepted_before_saving(opened, settle) -> None:
    street, _window, screen = opened
    screen.bench.choose("service_to_village")
    screen.switch("service_to_village")
    save(screen, settle, despite=False)
    assert street.desk.rules.routing.version == "2026.1"
    assert "没有单位接收" in screen.saving.bar.text() and screen.saving.despite.isVisible()
    save(screen, settle)
    assert street.desk.rules.routing.version == next_version_before(street)


def next_version_before(street) -> str:
    return f"{street.clock.now().year}.2"


def test_versions_are_compared_and_an_older_one_comes_back(opened, settle) -> None:
    _street, window, screen = opened
    screen.bench.apply(change_rule(screen.bench.draft, "patrol_to_village", label="摸排的纠纷都归村"))
    save(screen, settle)
    screen.use("versions")
    screen.versions.choose("2026.1")
    settle(window)
    assert [item.kind for item in screen.versions.shown] == ["changed"]
    screen.versions.restore.click()
    settle(window)
    assert screen.bench.dirty and screen.bench.draft.rule("patrol_to_village").label != "摸排的纠纷都归村"
    assert screen.take_back() and not screen.bench.dirty


def test_a_version_of_a_later_day_waits_and_is_what_the_editor_goes_on_from(opened, settle) -> None:
    street, window, screen = opened
    screen.bench.apply(change_rule(screen.bench.draft, "patrol_to_village", label="下周起归村"))
    screen.use("save")
    settle(window)
    screen.saving.day.set_value(street.clock.now().date() + timedelta(days=7))
    screen.saving.despite.setChecked(True)
    screen.saving.submit()
    settle(window)
    assert street.desk.rules.routing.version == "2026.1"
    assert screen.bench.draft.rule("patrol_to_village").label == "下周起归村"
    assert "现行版本 2026.1" in screen.head.version.text() and "2026-11-25 起生效" in screen.head.version.text()


# -- files


def test_a_file_goes_out_and_comes_in_again(opened, settle, tmp_path) -> None:
    street, window, screen = opened
    file = tmp_path / "规则.toml"
    screen.law_desk.export_to(file)
    settle(window)
    text = file.read_text("utf-8").replace("自行摸排的纠纷，村调委会就地化解", "摸排纠纷就地化解")
    file.write_text(text.replace('version = "2026.1"', 'version = "2026.7"'), "utf-8")
    screen.law_desk.import_from(file)
    settle(window)
    assert screen.bench.draft.rule("patrol_to_village").label == "摸排纠纷就地化解"
    assert screen.tabs.currentIndex() == VERSIONS and [item.kind for item in screen.versions.shown] == ["changed"]
    save(screen, settle)
    assert street.desk.rules.routing.version == "2026.7"


def test_a_faulty_file_is_refused_with_its_rule_and_line_and_the_draft_stays(opened, settle, tmp_path) -> None:
    _street, window, screen = opened
    text = (paths.resources() / "dictionaries" / "routing_rules.toml").read_text("utf-8")
    file = tmp_path / "坏规则.toml"
    file.write_text(text.replace('label = "有人身', 'colour = 1\nlabel = "有人身', 1), "utf-8")
    screen.switch("danger_words")
    before = screen.bench.draft
    screen.law_desk.import_from(file)
    settle(window)
    assert "坏规则.toml" in screen.bar.text() and "colour" in screen.bar.text() and "第 " in screen.bar.text()
    assert screen.bench.draft == before


# -- nothing is lost, and who may


def test_the_draft_is_there_again_after_a_kill(street, make_window, settle) -> None:
    first = shown(make_window(street, "supervisor"), settle)
    first.bench.apply(change_rule(first.bench.draft, "patrol_to_village", label="改到一半"))
    settle(first.window(), 600)
    assert open_rules(street.desk, street.seat("supervisor")).rule("patrol_to_village").label == "改到一半"
    second = shown(make_window(street, "supervisor"), settle)
    assert second.bench.dirty and second.bench.draft.rule("patrol_to_village").label == "改到一半"
    from govdesk.domain.changes import Changes

    second.place.bus.publish(Changes(everything=True))
    settle(second.window(), 600)
    assert second.bench.draft.rule("patrol_to_village").label == "改到一半", "news never overwrite a draft"


@pytest.fixture
def two_windows(street, make_window, settle):
    """Two windows of the supervisor's seat; the first has put a draft on the shelf, the second another after it."""
    first, second = (shown(make_window(street, "supervisor"), settle) for _window in range(2))
    for screen, words in ((first, "甲窗改的"), (second, "乙窗改的")):
        screen.bench.apply(change_rule(screen.bench.draft, "patrol_to_village", label=words))
        settle(screen.window(), 600)
    return first, second


def kept_label(street) -> str:
    return open_rules(street.desk, street.seat("supervisor")).rule("patrol_to_village").label


def test_two_windows_of_a_seat_never_overwrite_each_others_draft(street, two_windows, settle) -> None:
    first, second = two_windows
    assert kept_label(street) == "甲窗改的"
    assert "另一个窗口" in second.bar.text() and not first.bar.isVisible()
    second.bench.apply(change_rule(second.bench.draft, "patrol_to_village", label="乙窗再改"))
    settle(second.window(), 600)
    assert kept_label(street) == "甲窗改的", "nothing is written until somebody decides"
    press(second.bar, "仍按我的草稿")
    settle(second.window(), 600)
    assert kept_label(street) == "乙窗再改" and not second.bar.isVisible()
    first.bench.apply(change_rule(first.bench.draft, "patrol_to_village", label="甲窗又改"))
    settle(first.window(), 600)
    assert "另一个窗口" in first.bar.text()
    press(first.bar, "改用那边的草稿")
    settle(first.window(), 600)
    assert first.bench.draft.rule("patrol_to_village").label == "乙窗再改" and not first.bar.isVisible()


def press(bar, words: str) -> None:
    next(each for each in bar.findChildren(QPushButton) if each.text() == words and each.isVisible()).click()


def test_a_bodys_seat_reads_the_rules_and_is_not_told_that_it_may_try_them(street, make_window, settle) -> None:
    screen = shown(make_window(street, "police_station"), settle)
    screen.bench.choose("patrol_to_village")
    settle(screen.window())
    assert not screen.tabs.isTabVisible(CHECK) and not screen.tabs.isTabVisible(SIMULATE)
    assert "检查和模拟由中心的席位办理" in screen.reader.told.text()
    screen.use("check")
    assert screen.tabs.currentIndex() != CHECK
    operator = shown(make_window(street, "operator"), settle)
    assert operator.tabs.isTabVisible(CHECK) and operator.tabs.isTabVisible(SIMULATE)


def test_a_closed_body_is_shown_by_its_name_where_a_rule_still_sends_to_it(street, make_window, settle) -> None:
    close(street, "police_station")
    screen = shown(make_window(street, "supervisor"), settle)
    screen.bench.choose("danger_words")
    settle(screen.window())
    body = screen.editor.receiver.body
    assert (body.text(), body.code()) == ("派出所（已撤销）", "police_station")
    screen.bench.choose("urgent_safety_words")
    settle(screen.window())
    assert body.text() == "应急管理办"
    assert "police_station" not in dict(body._choices)


def test_a_closed_body_that_still_assists_is_shown_by_its_name(street, make_window, settle) -> None:
    close(street, "police_station")
    screen = shown(make_window(street, "supervisor"), settle)
    screen.bench.choose("crowd_to_joint")
    settle(screen.window())
    assists = screen.editor.receiver.assists
    assert "police_station" in assists.codes()
    chips = [chip.text() for chip in assists.findChildren(FilterChip)]
    assert any("派出所（已撤销）" in words for words in chips), chips
    assert not any("police_station" in words for words in chips)


def test_a_draft_that_was_given_up_comes_back_even_after_news(opened, settle) -> None:
    from govdesk.domain.changes import Changes

    street, window, screen = opened
    screen.switch("danger_words")
    settle(window, 600)
    assert has_draft(street.desk, street.seat("supervisor"))
    screen.head.discard.click()
    settle(window, 600)
    assert not screen.bench.dirty and not has_draft(street.desk, street.seat("supervisor"))
    window.place.bus.publish(Changes(everything=True))
    settle(window, 600)
    window.commands.get("undo").action.trigger()
    assert not screen.bench.draft.rule("danger_words").enabled


def test_undo_on_this_screen_never_reaches_a_case(opened, settle) -> None:
    street, window, _screen = opened
    case_id = street.register()
    street.act(case_id, "cancel", seat="supervisor", said=False, reason="误登")
    window.commands.get("undo").action.trigger()
    settle(window)
    assert street.file(case_id).case.status.value == "cancelled"
    assert "没有可以撤销" in window.toast.words()


def test_a_version_saved_by_another_seat_meanwhile_is_told_and_nothing_is_lost(opened, settle) -> None:
    from govdesk.domain.changes import Changes

    street, window, screen = opened
    screen.bench.apply(change_rule(screen.bench.draft, "patrol_to_village", label="我的改动"))
    theirs = change_rule(rules_in_force(street.desk), "danger_words", label="别人的改动")
    day = street.clock.now().date()
    theirs = replace(theirs, version=next_version(street.desk), author="管理员", effective_on=day)
    save_version(street.desk, street.seat("supervisor"), theirs, despite_gaps=True)
    window.place.bus.publish(Changes(everything=True))
    settle(window, 600)
    assert screen.bench.draft.rule("patrol_to_village").label == "我的改动"
    assert "管理员保存了版本 2026.2" in screen.bar.text() and screen.bar.isVisible()
    save(screen, settle, "2026.3")
    assert street.desk.rules.routing.version == "2026.2", "a conflict is refused, not overwritten"
    screen.law_desk._keep_mine()
    settle(window)
    assert screen.bar.isHidden()
    save(screen, settle, "2026.3")
    assert street.desk.rules.routing.version == "2026.3"


def test_other_seats_read_check_and_simulate_but_change_nothing(street, make_window, settle) -> None:
    window = make_window(street, "operator")
    screen = shown(window, settle)
    before = screen.bench.draft
    QTest.keyClick(screen.left.list, Qt.Key.Key_Space)
    QTest.keyClick(screen.left.list, Qt.Key.Key_Down, ALT)
    screen.use("delete")
    screen.use("add")
    assert screen.bench.draft == before
    assert not screen.head.save.isVisible() and not screen.editor.isVisible() and screen.reader.isVisible()
    screen.use("check")
    settle(window)
    assert screen.check.summary.text() == "没有单位接收 0 处，永远轮不到 0 条，提醒 1 处。"
    screen.use("simulate")
    screen.simulation.run.click()
    settle(window)
    assert screen.simulation.result is not None


def test_a_seat_finds_its_own_draft_only(opened, settle) -> None:
    street, window, screen = opened
    screen.switch("danger_words")
    window.place.session.take_seat(street.seat("operator"))
    settle(window, 600)
    assert screen.bench.draft.rule("danger_words").enabled
    window.place.session.take_seat(street.seat("supervisor"))
    settle(window, 600)
    assert not screen.bench.draft.rule("danger_words").enabled


# -- the red line


def test_a_closed_body_raises_the_red_line_which_opens_the_rule_and_goes_when_it_is_mended(opened, settle) -> None:
    from govdesk.domain.changes import Changes

    street, window, screen = opened
    assert window.faults.isHidden()
    window.show_screen("cases")
    close(street, "police_station")
    window.place.bus.publish(Changes(everything=True))
    settle(window, 500)
    assert window.faults.isVisible()
    assert "有人身危险" in window.faults.text() and "待人工" in window.faults.text()
    assert "仍然有效" not in window.faults.text()
    window.faults.open_rule()
    settle(window)
    assert window.stack.currentWidget() is screen and screen.bench.current == "danger_to_life"
    assert row(screen, "danger_to_life").fault.endswith("已经撤销，请改派给现在的单位。")
    for rule_id in ("danger_to_life", "danger_words", "office_exhausted", "crowd_to_joint"):
        rule = screen.bench.draft.rule(rule_id)
        receiver = replace(rule.receiver, body="justice_office") if rule.receiver.body else rule.receiver
        draft = change_rule(screen.bench.draft, rule_id, receiver=receiver, assists=())
        screen.bench.apply(draft)
    save(screen, settle)
    assert window.faults.isHidden(), screen.saving.bar.text()


def test_a_broken_law_says_what_is_wrong_and_that_cases_wait(opened, settle) -> None:
    from govdesk.domain.changes import Changes
    from govdesk.domain.roles import SYSTEM
    from govdesk.storage.repositories.rule_versions import RuleVersionRepository

    street, window, screen = opened
    with street.desk.work(SYSTEM) as work:
        text = 'version = "坏"\nauthor = "x"\neffective_on = 2026-01-02\n[[rule]]\nid = "a"\ncolour = "red"\n'
        repository = RuleVersionRepository(work.connection, work.centre_id)
        repository.add("routing", "坏", "x", street.clock.now().date(), text, work.now)
        work.commit()
    window.place.bus.publish(Changes(everything=True))
    settle(window, 500)
    assert "colour" in window.faults.text() and "仍然有效" not in window.faults.text()
    assert len(listed(screen)) > 15 and "读不出来" in screen.head.version.text()
    save(screen, settle)
    assert window.faults.isHidden()
    assert street.file(street.register()).case.status.value == "dispatched"


def test_the_tabs_have_their_keys(opened) -> None:
    _street, window, screen = opened
    for code, tab in (("check", CHECK), ("simulate", SIMULATE), ("save", SAVE), ("versions", VERSIONS)):
        window.commands.get(f"rules_{code}").action.trigger()
        assert screen.tabs.currentIndex() == tab
