"""The papers of a case in the window: seen before they are issued, issued once, the same bytes afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from govdesk.services import documents


def open_papers(window, settle, case_id: int):
    window.place.case_wanted.emit(case_id)
    settle(window)
    window.screen_of("cases").view.setFocus()
    QTest.keyClick(window.screen_of("cases").view, Qt.Key.Key_P)
    settle(window, 500)
    return window.screen_of("papers")


def test_a_paper_is_seen_issued_and_kept(busy_street, make_window, settle, tmp_path) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = open_papers(window, settle, ids["signed"])
    assert screen.preview.page_count() >= 1
    screen.form.set_values({"instruction": "七日内核实"})
    settle(window, 500)
    screen.issue()
    assert screen._confirm.isVisible()
    screen._confirm.confirmed.emit()
    settle(window, 500)
    issued = documents.issued_documents(street.desk, street.seat("operator"), ids["signed"])
    assert [paper.kind for paper in issued] == ["assignment"]
    assert screen._chosen.number == issued[0].number
    file = tmp_path / "交办单.pdf"
    screen.save_as(file)
    settle(window)
    assert file.read_bytes() == documents.reprint(street.desk, street.seat("operator"), issued[0].id)


def test_a_paper_that_cannot_be_made_says_why_and_offers_no_button(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = open_papers(window, settle, ids["signed"])
    screen.choose_kind("handover")
    settle(window, 500)
    assert screen._bar.isVisible()
    assert not screen._do_issue.isEnabled()


def test_the_focus_on_no_means_enter_does_not_issue(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = open_papers(window, settle, ids["signed"])
    screen.issue()
    QTest.keyClick(screen._confirm.no, Qt.Key.Key_Return)
    settle(window)
    assert documents.issued_documents(street.desk, street.seat("operator"), ids["signed"]) == []
