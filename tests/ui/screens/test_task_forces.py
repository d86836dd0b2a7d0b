"""专班与积案 in the window: the five ones, notes with their page, phases by button, the backlog."""

from datetime import date

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from govdesk.services import backlog, task_force_views, task_forces
from govdesk.services.attachments import attach
from govdesk.services.case_card import case_card

FIVE = {
    "problem": "飞线充电",
    "leader": "李书记",
    "head": "王主任",
    "members": "张所长、刘队长",
    "plan": "逐楼核实",
    "limit": "2027-03-31",
}


@pytest.fixture
def force(street, tmp_path):
    """(number, case) of a task force with one scanned page."""
    case_id = street.register(title="楼道飞线")
    street.act(case_id, "sign")
    picture = QImage(40, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    page = tmp_path / "笔录.png"
    picture.save(str(page))
    attach(street.desk, street.seat("operator"), case_id, page, "scan")
    number = task_forces.form_task_force(street.desk, street.seat("leader"), [case_id], FIVE).number
    return number, case_id


@pytest.fixture
def shown(street, force, make_window, settle):
    window = make_window(street)
    screen = window.show_screen("task_forces")
    settle(window)
    return window, screen


def words(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_the_five_ones_and_three_phases_stand_side_by_side(shown):
    _window, screen = shown
    text = words(screen.view)
    for each in ("李书记", "王主任", "张所长、刘队长", "逐楼核实", "2027-03-31"):
        assert each in text
    assert [column.phase.label for column in screen.view.columns] == ["包阅卷", "包审查", "包化解"]


def test_a_reading_note_is_written_beside_its_page_and_opens_it_again(street, force, shown, settle):
    window, screen = shown
    number, case_id = force
    sha256 = case_card(street.desk, street.seat("operator"), case_id).attachments[0].sha256
    screen.ask("note")
    screen.pane.form.set_values({"file": f"{case_id}:{sha256}", "page": 1, "aspect": "facts", "note": "签名缺一"})
    settle(window)
    assert screen.page.preview.page_count() == 1
    screen.pane.submit()
    settle(window)
    assert "签名缺一" in words(screen.view.columns[0])
    screen.page.closed.emit()
    entry = task_force_views.task_force(street.desk, street.seat("operator"), number).phases[0].entries[0]
    screen.view.columns[0].page_wanted.emit(entry.id)
    settle(window)
    assert screen.page.isVisible()


def test_a_phase_that_left_nothing_is_refused_in_the_pane(shown, settle):
    window, screen = shown
    screen.ask("finish")
    screen.pane.submit()
    settle(window)
    assert screen.pane is not None
    assert "阅卷记录" in screen.pane._bar.text()


def test_only_the_leaders_seat_changes_the_leader_and_ends_it(street, shown, settle):
    window, screen = shown
    ending = next(each for each in screen.view.findChildren(QPushButton) if each.text() == "办结退出")
    assert not ending.isEnabled()
    window.place.session.take_seat(street.seat("leader"))
    settle(window)
    ending = next(each for each in screen.view.findChildren(QPushButton) if each.text() == "办结退出")
    assert ending.isEnabled()
    screen.ask("leader")
    screen.pane.form.set_values({"successor": "赵书记", "note": "调离"})
    screen.pane.submit()
    settle(window)
    assert "赵书记" in words(screen.view)


def test_the_exit_report_goes_to_the_clipboard(shown, settle):
    window, screen = shown
    screen.view.report_wanted.emit()
    settle(window)
    assert "包案领导：李书记；班长：王主任" in QApplication.clipboard().text()


def test_the_card_leads_to_the_task_force(street, force, make_window, settle):
    window = make_window(street)
    window.place.case_wanted.emit(force[1])
    settle(window)
    box = window.screen_of("cases").card.body.beside
    assert "飞线充电" in words(box)
    box.screen_wanted.emit("task_forces", force[0])
    settle(window)
    assert "李书记" in words(window.screen_of("task_forces").view)


def test_a_problem_is_registered_reported_and_shown_by_month(street, shown, settle):
    window, screen = shown
    screen.show_side("backlog")
    settle(window)
    assert screen.view is None
    screen.list.new.click()
    screen.pane.form.set_values(
        {
            "field": "property_registration",
            "title": "幸福里产权登记遗留",
            "since_on": date(2019, 5, 20),
            "leader": "李书记",
            "head": "王主任",
            "note": "分批登记",
            "limit_on": date(2027, 6, 30),
        }
    )
    screen.pane.submit()
    settle(window)
    (row,) = backlog.backlog(street.desk, street.seat("operator"))
    assert row.number in words(screen.view)
    screen.ask("month")
    screen.pane.form.set_values({"note": "补办验收"})
    screen.pane.submit()
    settle(window)
    assert "补办验收" in words(screen.view)
    assert "2026-11" in words(screen.view)


def test_several_cases_are_taken_in_at_once(street, force, shown, settle):
    window, screen = shown
    more = [street.register(title=f"飞线 {n}") for n in range(2)]
    for case_id in more:
        street.act(case_id, "sign")
    numbers = [street.file(case_id).case.number for case_id in more]
    window.place.session.take_seat(street.seat("leader"))
    settle(window)
    screen.ask("join")
    screen.pane.form.set_values({"cases": numbers, "note": "同一问题"})
    screen.pane.submit()
    settle(window)
    assert "案件 3 件，在专班 3 件" in words(screen.view)
