"""The papers of a case in the window: seen before they are issued, issued once, the same bytes afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from govdesk.services import documents
from govdesk.services.paper_forms import paper_choices
from govdesk.services.registration import drafts
from tests.documents.reading import text_of


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
    assert screen.middle.confirm.isVisible()
    screen.middle.confirm.confirmed.emit()
    settle(window, 500)
    issued = documents.issued_documents(street.desk, street.seat("operator"), ids["signed"])
    assert [paper.kind for paper in issued] == ["assignment"]
    assert screen.chosen.number == issued[0].number
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
    assert screen.middle.bar.isVisible()
    assert not screen.middle.foot.issue.isEnabled()


def test_the_focus_on_no_means_enter_does_not_issue(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = open_papers(window, settle, ids["signed"])
    screen.issue()
    QTest.keyClick(screen.middle.confirm.no, Qt.Key.Key_Return)
    settle(window)
    assert documents.issued_documents(street.desk, street.seat("operator"), ids["signed"]) == []


def test_a_kind_that_another_screen_asks_for_opens_with_what_the_case_knows(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.screen_wanted.emit("papers", (ids["signed"], "receipt"))
    settle(window, 500)
    screen = window.screen_of("papers")
    assert screen.form.rows["person"].field.value() == "周立诚"
    assert screen.form.values() == {}  # nothing was changed by hand
    assert screen.preview.page_count() == 1


def test_rows_are_typed_without_a_mouse(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.screen_wanted.emit("papers", (ids["signed"], "minutes"))
    settle(window, 500)
    field = window.screen_of("papers").form.rows["cases"].field
    field.table.setFocus()
    QTest.keyClick(field.table, Qt.Key.Key_Insert)
    field.table.item(1, 0).setText("LH2611-0099")
    assert [row["number"] for row in field.value()][-1] == "LH2611-0099"
    QTest.keyClick(field.table, Qt.Key.Key_Delete)
    assert len(field.value()) == 1


def test_a_name_that_cannot_be_printed_is_named_and_a_box_left_for_it(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.screen_wanted.emit("papers", (ids["signed"], "receipt"))
    settle(window, 500)
    screen = window.screen_of("papers")
    screen.form.set_values({"person": "周\ue08b诚"})
    settle(window, 500)
    assert "周\ue08b诚的“" in screen.middle.bar.text() and "U+E08B" in screen.middle.bar.text()
    assert not screen.middle.foot.issue.isEnabled()
    QTest.keyClick(screen, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    settle(window, 500)
    assert screen.preview.page_count() == 1
    assert screen.middle.bar.text().startswith("已留空格，打印后请用笔填写：“\ue08b”（U+E08B，")
    screen.issue()
    screen.issue()
    settle(window, 500)
    issued = documents.issued_documents(street.desk, street.seat("operator"), ids["signed"])
    assert [paper.kind for paper in issued] == ["receipt"]
    assert "周〓诚" in text_of(documents.reprint(street.desk, street.seat("operator"), issued[0].id))


def test_the_offer_of_a_box_is_not_taken_over_by_the_next_paper(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.screen_wanted.emit("papers", (ids["signed"], "receipt"))
    settle(window, 500)
    screen = window.screen_of("papers")
    screen.form.set_values({"person": "周\ue08b诚"})
    settle(window, 500)
    screen.boxes.take()
    settle(window, 300)
    screen.form.set_values({"person": "周立诚"})
    settle(window, 500)
    assert not screen.boxes.on and not screen.middle.bar.isVisible()
    screen.choose_kind("consultation_notice")
    settle(window, 500)
    screen.form.set_values({"place": "\ue08b家"})
    settle(window, 500)
    assert not screen.middle.foot.issue.isEnabled()


def test_what_was_typed_comes_back_after_a_kill(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.screen_wanted.emit("papers", (ids["signed"], "consultation_notice"))
    settle(window, 500)
    window.screen_of("papers").form.set_values({"place": "二楼会商室"})
    settle(window, 900)
    again = make_window(street)
    again.place.screen_wanted.emit("papers", (ids["signed"], "consultation_notice"))
    settle(again, 500)
    assert again.screen_of("papers").form.rows["place"].field.value() == "二楼会商室"


def test_the_same_key_twice_issues_and_the_draft_is_gone(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.screen_wanted.emit("papers", (ids["signed"], "forward_letter"))
    settle(window, 500)
    screen = window.screen_of("papers")
    screen.form.set_values({"request": "请派员查明"})
    settle(window, 900)
    for _time in range(2):
        QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, 500)
    operator = street.seat("operator")
    assert [paper.kind for paper in documents.issued_documents(street.desk, operator, ids["signed"])] == [
        "forward_letter"
    ]
    assert drafts(street.desk, operator, "paper") == []


def test_a_paper_is_made_void_with_its_reason(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    operator = street.seat("operator")
    issued = documents.issue_document(street.desk, operator, "receipt", ids["signed"])
    window = make_window(street)
    row = documents.issued_documents(street.desk, operator, ids["signed"])[0]
    window.place.screen_wanted.emit("papers", (ids["signed"], row))
    settle(window, 500)
    screen = window.screen_of("papers")
    screen.ask_void()
    assert not screen.middle.void.yes.isEnabled()
    screen.middle.void.reason.setText("接收人写错")
    QTest.keyClick(screen.middle.void.reason, Qt.Key.Key_Return)
    settle(window, 500)
    state = documents.issued_documents(street.desk, operator, ids["signed"])[0]
    assert (state.number, state.state) == (issued.number, "void")
    assert not screen.middle.foot.void.isVisible()


def test_papers_that_fit_the_case_come_first(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    choices = paper_choices(street.desk, street.seat("operator"), ids["closed"])
    fitting = [choice.code for choice in choices if choice.group == "fitting"]
    assert choices[0].group == "fitting"
    assert {"strike_off_approval", "visit_slip"} <= set(fitting)
    assert "whistle_slip" not in fitting
