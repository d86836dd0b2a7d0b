"""The small parts: chips, bars, toasts, panes, timelines, layouts."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from govdesk.ui.widgets.chip import Chip, CountBadge, FilterChip
from govdesk.ui.widgets.clock_label import ClockLabel
from govdesk.ui.widgets.confirm_pane import ConfirmPane
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.message_bar import MessageBar
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
