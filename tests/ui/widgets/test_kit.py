"""The small parts: chips, bars, toasts, panes, timelines, layouts."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from govdesk.services.rule_simulation import DiffRow, Placement
from govdesk.ui.screens.mediation.head import Head
from govdesk.ui.screens.rules.diff_table import after_words
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.chip import Chip, CountBadge, FilterChip
from govdesk.ui.widgets.clock_label import ClockLabel
from govdesk.ui.widgets.confirm_pane import ConfirmPane
from govdesk.ui.widgets.fields import LongTextField
from govdesk.ui.widgets.flow_layout import FlowBox, FlowLayout
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.row_list import RowList
from govdesk.ui.widgets.search_field import SearchField
from govdesk.ui.widgets.stepper import TierStepper
from govdesk.ui.widgets.timeline import Timeline, TimelineEntry
from govdesk.ui.widgets.toast import Toast


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_chips_wrap_and_columns_become_fewer_when_room_is_short(qtbot: QtBot) -> None:
    holder = shown(qtbot, QWidget())
    flow = FlowLayout(holder, gap=6, columns=4, narrowest=84)
    for number in range(8):
        flow.addWidget(Chip(f"第 {number} 个", "accent"))
    qtbot.wait(10)
    assert flow.heightForWidth(400) < flow.heightForWidth(200) < flow.heightForWidth(90)


def test_a_filter_chip_goes_by_key(qtbot: QtBot) -> None:
    chip = shown(qtbot, FilterChip("孙家村", removable=True))
    assert chip.accessibleName() == "移除筛选：孙家村"
    with qtbot.waitSignal(chip.removed):
        QTest.keyClick(chip, Qt.Key.Key_Delete)
    with qtbot.waitSignal(chip.removed):
        QTest.keyClick(chip, Qt.Key.Key_Return)


def test_a_badge_of_nothing_is_not_shown(qtbot: QtBot) -> None:
    holder = shown(qtbot, QWidget())
    badge = CountBadge(0, meaning="超期", parent=holder)
    assert not badge.isVisible()
    badge.set_count(3)
    assert badge.isVisible() and badge.accessibleName() == "超期 3"


def test_a_clock_unfolds_its_arithmetic_by_key_and_by_click(qtbot: QtBot) -> None:
    clock = shown(qtbot, ClockLabel())
    clock.set("超 1 天", "overdue", ["起算", "到期"])
    QTest.keyClick(clock, Qt.Key.Key_Return)
    assert clock.is_open()
    QTest.mouseClick(clock, Qt.MouseButton.LeftButton)
    assert not clock.is_open()
    assert clock.accessibleDescription() == "起算\n到期"


def test_the_focus_of_a_confirmation_starts_on_no(qtbot: QtBot) -> None:
    pane = shown(qtbot, ConfirmPane("作废？", "不能撤销。", "作废"))
    pane.ask()
    qtbot.waitUntil(pane.no.hasFocus)
    with qtbot.waitSignal(pane.cancelled):
        QTest.keyClick(pane, Qt.Key.Key_Escape)


def test_a_message_stays_until_it_is_put_away(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.say("数据库忙。", "warning")
    bar.offer("重试")
    assert bar.isVisible() and bar.accessibleName() == "数据库忙。"
    with qtbot.waitSignal(bar.dismissed):
        bar._close.click()
    assert not bar.isVisible() and bar._buttons == []


def test_a_toast_takes_back_once(qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(900, 500)
    shown(qtbot, host)
    toast = Toast(host)
    undone: list[int] = []
    toast.say("已签收。", "good", lambda: undone.append(1))
    assert toast.take_back() and not toast.take_back()
    assert undone == [1]
    toast.say("写不进去。", "danger")
    assert not toast._timer.isActive()
    host.resize(600, 400)
    assert toast.geometry().right() < 600


def test_a_search_waits_for_a_pause_and_speaks_once(qtbot: QtBot) -> None:
    field = shown(qtbot, SearchField("筛选"))
    said: list[str] = []
    field.searched.connect(said.append)
    QTest.keyClicks(field, "sjc")
    assert said == []
    qtbot.waitUntil(lambda: said == ["sjc"])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: said == ["sjc", ""])


def test_the_stepper_says_where_the_case_is(qtbot: QtBot) -> None:
    stepper = shown(qtbot, TierStepper())
    stepper.set([("grid", "网格"), ("village", "村级")], ["grid"], "village")
    assert stepper.accessibleName() == "办理层级：村级"
    assert not stepper.grab().isNull()


def test_a_long_timeline_is_as_high_as_its_words(qtbot: QtBot) -> None:
    timeline = shown(qtbot, Timeline())
    timeline.set([TimelineEntry("签收 · 派出所", "11-20 16:20")])
    low = timeline.heightForWidth(300)
    timeline.set([TimelineEntry("签收 · 派出所" * 9, "11-20 16:20", note="依据：权责清单" * 9)])
    assert timeline.heightForWidth(300) > low * 3
    assert "权责清单" in timeline.accessibleDescription()


def test_the_words_of_a_bar_stand_on_the_middle_of_its_picture_and_its_buttons(qtbot: QtBot) -> None:
    bar = shown(qtbot, MessageBar())
    bar.resize(420, 60)
    bar.say("没有写入。", "warning", closable=False)
    made = bar.offer("重试", "primary")
    qtbot.wait(10)
    middles = [each.geometry().center().y() for each in (bar._picture, bar._words, made)]
    assert max(middles) - min(middles) <= 1


def test_a_long_field_grows_when_it_gets_narrower(qtbot: QtBot) -> None:
    field = LongTextField("反映的主要问题", lines=2)
    shown(qtbot, field)
    field.resize(900, 120)
    field.set_value("甜瓜季结束后工资没有结清，多次讨要没有结果，请帮助讨要工资。" * 3)
    qtbot.wait(10)
    wide = field.text.height()
    field.resize(300, 120)
    qtbot.wait(10)
    lines = field.text.document().size().height()
    assert field.text.height() > wide
    assert field.text.height() >= lines * field.text.fontMetrics().lineSpacing()


def test_what_is_chosen_stays_in_sight_when_its_list_gets_lower(qtbot: QtBot) -> None:
    rows = RowList("规则", str)
    shown(qtbot, rows)
    rows.resize(200, 600)
    rows.refill(range(60), lambda row: row == 18)
    qtbot.wait(10)
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))
    rows.resize(200, 150)
    qtbot.wait(10)
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))


def test_a_list_that_was_scrolled_away_from_the_chosen_row_is_left_alone(qtbot: QtBot) -> None:
    rows = RowList("规则", str)
    shown(qtbot, rows)
    rows.resize(200, 300)
    rows.refill(range(60), lambda row: row == 0)
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    rows.resize(200, 150)
    qtbot.wait(10)
    assert not rows.viewport().rect().intersects(rows.visualRect(rows.currentIndex()))


def test_a_button_tells_its_key_the_same_way_everywhere(qtbot: QtBot) -> None:
    assert KeyButton("记下", "Ctrl+Enter").key_text() == "Ctrl Enter"
    assert KeyButton("粘贴工单", "Ctrl+Shift+V").key_text() == "Ctrl Shift V"


def test_a_box_of_buttons_is_never_lower_than_its_lines(qtbot: QtBot) -> None:
    page = shown(qtbot, QWidget())
    column = QVBoxLayout(page)
    box, below = FlowBox(gap=6), QWidget()
    for number in range(5):
        box.flow.addWidget(KeyButton(f"第 {number} 个办法"))
    below.setMinimumHeight(200)
    column.addWidget(box)
    column.addWidget(below, 1)
    page.resize(240, 260)
    qtbot.wait(10)
    assert box.height() >= box.flow.heightForWidth(box.width())


def test_the_head_of_a_mediation_offers_its_printing_first_only_over_the_agreement(qtbot: QtBot) -> None:
    head = Head()
    shown(qtbot, head)
    assert head.print.property("tone") == "primary"
    head.stand_before(False)
    assert head.print.property("tone") == ""
    assert head.issue.isHidden() and head.next.isHidden()


def test_a_case_that_stays_with_its_body_tells_what_would_be_otherwise() -> None:
    def placed(term: str) -> Placement:
        return Placement("office", "科室·站所", "fire", "应急管理办", (), term, "", "")

    row = DiffRow(1, "GS1", "闻到燃气味", "route", placed("urgent"), placed("office"), False, None, False)
    assert after_words(row) == "科室·站所 · 应急管理办（期限不同）"
