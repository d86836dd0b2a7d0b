"""Capabilities 11–14 and 79 where a supervisor meets them: the screen of the rules and the red line."""

from typing import Any

import pytest
import xlsxwriter

from govdesk.domain.routing import Receiver
from govdesk.domain.rule_draft import change_rule, remove_rule
from govdesk.domain.vocabulary import Tier
from govdesk.services.duties import import_duties
from govdesk.services.law_versions import compare_rules, law_versions
from govdesk.services.rule_editing import draft_sentence, rules_in_force
from tests.capabilities.test_routing_law import close, digest
from tests.ui.conftest import make_window as make_window
from tests.ui.conftest import qapp as qapp
from tests.ui.conftest import settle as settle


@pytest.fixture
def rules(street, make_window, settle) -> Any:
    """The screen at the supervisor's seat."""
    window = make_window(street, "supervisor")
    screen = window.show_screen("rules")
    settle(window)
    return screen


def test_capability_11_each_rule_on_the_screen_is_one_sentence_of_its_stored_conditions(street, rules):
    shown = rules.left.list.rules.rows()
    law = rules_in_force(street.desk)
    assert [row.sentence for row in shown] == [draft_sentence(street.desk, rule) for rule in law.rules]
    rules.bench.apply(change_rule(rules.bench.draft, "patrol_to_village", tier=Tier.OFFICE))
    changed = next(row for row in rules.left.list.rules.rows() if row.id == "patrol_to_village")
    assert "派到科室·站所层级" in changed.sentence.replace(" ", "")


def test_capability_12_a_broken_rule_is_named_above_every_screen(street, rules, settle):
    from govdesk.domain.changes import Changes

    window = rules.window()
    window.show_screen("cases")
    close(street, "emergency_section")
    window.place.bus.publish(Changes(everything=True))
    settle(window, 500)
    assert window.faults.isVisible()
    assert window.faults.text().startswith("规则“火情、燃气、坍塌等险情”派给的“应急管理办”已经撤销")


def test_capability_13_the_simulation_on_the_screen_changes_no_data(street, rules, settle):
    case_id = street.register()
    before = digest(street.folder)
    draft = change_rule(
        rules.bench.draft, "patrol_to_village", tier=Tier.OFFICE, receiver=Receiver("body", "justice_office")
    )
    rules.bench.apply(draft)
    rules._keeping.stop()
    rules.use("simulate")
    rules.simulation.run.click()
    settle(rules.window())
    assert [row.case_id for row in rules.simulation.result.diff] == [case_id]
    assert digest(street.folder) == before


def test_capability_14_saving_with_a_gap_is_refused_until_it_was_seen(street, rules, settle):
    rules.bench.apply(remove_rule(rules.bench.draft, "service_to_village"))
    rules.use("save")
    settle(rules.window())
    assert "没有单位接收" in rules.saving.result.text() and rules.saving.despite.isVisible()
    rules.saving.submit()
    settle(rules.window())
    assert [line.version for line in law_versions(street.desk, street.seat("supervisor"))] == ["2026.1"]
    assert rules.bench.dirty, "what was written is still there"


def test_capability_14_the_shipped_law_leaves_nothing_without_a_receiver_but_what_it_means(street, rules, settle):
    rules.use("check")
    settle(rules.window())
    headings = [finding.heading for finding in rules.check.shown]
    assert "没有单位接收" not in headings and "永远轮不到" not in headings
    (explained,) = [finding for finding in rules.check.shown if finding.heading == "说明"]
    assert "其他事项" in explained.sentence and "操作员看过再分派" in explained.sentence
    small = street.register(channel="grid_report", category="city_appearance", parties=())
    handler = street.desk.bodies.by_id[street.file(small).case.handler_id]
    assert handler.kind.value == "village_station", "hung at the village, not at a grid"


def test_capability_79_a_rule_may_ask_for_a_body_s_duty_list(street, rules, tmp_path):
    file = tmp_path / "职责清单.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["序号", "事项", "案件类别", "主责单位", "配合单位"])
        sheet.write_row(1, 0, [1, "噪声污染处置", "噪声扰民", "派出所", "综合执法中队"])
    import_duties(street.desk, street.seat("operator"), file)
    rules.use("add")
    rules.editor.add_condition("duty_body")
    (row,) = rules.editor.rows
    row.input.field.picker.field.picked.emit("police_station")
    assert rules.bench.rule.conditions[0].value == ("police_station",)
    assert "在派出所的职责清单上的" in rules.left.list.rules.rows()[1].sentence


def test_differences_of_two_versions_are_the_least_that_explain_them(street):
    law = rules_in_force(street.desk).rules
    assert compare_rules(street.desk, law, law) == ()
    moved = (law[-1], *law[:-1])
    assert [(item.kind, item.rule) for item in compare_rules(street.desk, law, moved)] == [("moved", law[-1].id)]
    (gone,) = compare_rules(street.desk, law, law[1:])
    assert (gone.kind, gone.sentence) == ("removed", f"删去“{law[0].label}”")
