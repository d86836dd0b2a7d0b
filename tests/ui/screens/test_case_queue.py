"""The workspace: one selection everywhere, letters act only outside text fields, nothing typed is lost."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from govdesk.services.case_queue import QueueFilter, QueueSort
from govdesk.ui.screens.case_queue.columns import columns, shown
from govdesk.ui.screens.case_queue.exporting import export_to
from govdesk.ui.screens.case_queue.model import PAGE


def screen_of(window):
    return window.screen_of("cases")


def press(key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def type_said_by(pane, name: str = "冯主任") -> None:
    pane.word.rows["said_by"].field.set_value(name)


def test_models_keep_the_rules_of_item_models(busy_street, make_window, settle, qtmodeltester) -> None:
    street, _ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    for model in (screen.model, screen.panel.grids, screen.panel.views):
        assert model.rowCount()
        qtmodeltester.check(model, force_py=True)
    qtmodeltester._cleanup()


def test_the_row_count_is_true_and_pages_come_when_looked_at(street, make_window, settle) -> None:
    for number in range(PAGE * 2 + 5):
        street.register(title=f"第 {number} 件", text=f"第 {number} 件的详情")
    window = make_window(street)
    model = screen_of(window).model
    assert model.rowCount() == PAGE * 2 + 5
    last = model.rowCount() - 1
    assert model.index(last, 1).data() == ""
    settle(window)
    assert model.index(last, 1).data().startswith("LH")


def test_selecting_a_grid_filters_the_queue_and_names_itself_in_a_chip(busy_street, make_window, settle) -> None:
    street, _ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    grid = next(node for node in screen.panel.grids.nodes() if node.name == "石桥村")
    screen.panel.tree.setCurrentIndex(screen.panel.grids.index_of(grid.id))
    settle(window)
    assert screen.current_filter().grid_id == grid.id
    assert screen.model.rowCount() == 0
    assert screen._list.currentWidget() is screen._empty


def test_choosing_a_view_and_taking_its_chip_away(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    screen.panel.view_list.setCurrentIndex(screen.panel.views.index(screen.panel.views.row_of("to_follow_up")))
    settle(window)
    assert list(screen.model.ids()) == [ids["closed"]]
    screen.filters.changed.emit(QueueFilter())
    settle(window)
    assert screen.model.rowCount() == len(ids)
    assert not screen.panel.view_list.selectionModel().hasSelection()


def test_the_filter_of_the_tree_understands_initials(busy_street, make_window, settle) -> None:
    street, _ids = busy_street
    window = make_window(street)
    panel = screen_of(window).panel
    panel._narrow("sqc")
    assert [panel.grids.node(panel.grids.index(0, 0)).name] == ["柳河街道"]
    top = panel.grids.index(0, 0)
    assert [panel.grids.node(panel.grids.index(at, 0, top)).name for at in range(panel.grids.rowCount(top))] == [
        "石桥村"
    ]


def test_j_and_k_walk_the_list_and_the_card_follows(busy_street, make_window, settle) -> None:
    street, _ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    order = list(screen.model.ids())
    screen.view.setFocus()
    press(Qt.Key.Key_J)
    settle(window)
    assert screen.view.current_id() == screen.card.card.id == order[1]
    press(Qt.Key.Key_F7)
    settle(window)
    assert screen.card.card.id == order[0]


def test_a_letter_in_a_text_field_is_a_letter(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["waiting"])
    settle(window)
    screen.panel.filter.setFocus()
    QTest.keyClicks(screen.panel.filter, "sj?")
    assert screen.panel.filter.text() == "sj?"
    assert screen.card.pane is None
    assert not window.keys.isVisible()


def test_signing_for_a_body_asks_whose_word_it_is(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["waiting"])
    settle(window)
    screen.view.setFocus()
    press(Qt.Key.Key_S)
    pane = screen.card.pane
    assert pane is not None and pane.word is not None
    pane.submit()
    assert street.file(ids["waiting"]).case.status == "dispatched"
    type_said_by(pane)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert street.file(ids["waiting"]).case.status == "handling"
    assert screen.card.pane is None
    assert "冯主任" in screen.card.body.timeline.entries()[0].text


def test_return_during_composition_does_not_submit(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["waiting"])
    settle(window)
    screen.card.run("sign")
    line = screen.card.pane.word.rows["said_by"].field.line
    line.setFocus()
    QApplication.sendEvent(line, QInputMethodEvent("feng zhu ren", []))
    press(Qt.Key.Key_Return)
    settle(window)
    assert street.file(ids["waiting"]).case.status == "dispatched"
    commit = QInputMethodEvent()
    commit.setCommitString("冯主任")
    QApplication.sendEvent(line, commit)
    press(Qt.Key.Key_Return)
    settle(window)
    assert street.file(ids["waiting"]).case.status == "handling"


def test_what_was_typed_stays_when_the_case_was_changed_elsewhere(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    screen.card.run("climb")
    pane = screen.card.pane
    type_said_by(pane)
    pane.form.set_values({"tried": "两次上门", "reason": "需要测绘"})
    street.act(ids["signed"], "hand_over", receiver="派出所", reason="涉警", materials=["笔录"])
    pane.submit()
    settle(window)
    assert screen.card.pane is pane
    assert pane.form.values()["tried"] == "两次上门"
    assert pane._bar.text()


def test_pass_is_asked_before_and_never_done_at_once(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    street.report(ids["signed"])
    window = make_window(street, seat="operator2")
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    screen.view.setFocus()
    press(Qt.Key.Key_V)
    settle(window)
    assert screen.card.pane is not None and screen.card.pane.offer.confirm
    press(Qt.Key.Key_Escape)
    settle(window)
    assert screen.card.pane is None
    assert street.file(ids["signed"]).case.status == "submitted"


def test_a_suggested_category_is_confirmed_in_one_key(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["suggested"])
    settle(window)
    screen.view.setFocus()
    press(Qt.Key.Key_Y)
    settle(window)
    assert street.file(ids["suggested"]).case.category_confirmed
    assert screen.card.body.question.isHidden()


def test_a_case_without_a_place_is_given_one_on_the_card(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["pending"])
    settle(window)
    screen.card.run("set_place")
    pane = screen.card.pane
    field = pane.form.rows["grid"].field
    grid = next(node for node in screen.panel.grids.nodes() if node.name == "石桥村")
    field.set_value(str(grid.id))
    pane.submit()
    settle(window)
    case = street.file(ids["pending"]).case
    assert (case.grid_id, case.place_pending) == (grid.id, False)


def test_copied_rows_paste_as_a_block(busy_street, make_window, settle) -> None:
    street, _ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    screen.view.setFocus()
    screen.view.selectAll()
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 1 + screen.model.rowCount()
    assert lines[0].startswith("编号\t事项")
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert window.status._selection.text() == f"已选 {screen.model.rowCount()} 件"


def test_the_selection_is_kept_by_id_when_rows_change_place(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["pending"])
    settle(window)
    screen.view.sort_wanted.emit(QueueSort("number", True))
    settle(window)
    row = screen.view.currentIndex().row()
    assert screen.model.case_id(row) == ids["pending"]


def test_a_case_that_left_the_list_keeps_its_card_and_its_place(busy_street, make_window, settle) -> None:
    street, _ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.cases_wanted.emit(QueueFilter(view="to_sign"))
    settle(window)
    screen.view.select_first()
    settle(window)
    gone, following = screen.model.ids()[0], screen.model.ids()[1]
    street.act(gone, "sign")
    screen.refresh()
    settle(window)
    assert gone not in screen.model.ids()
    assert screen.card.card.id == gone
    screen.view.step(1)
    assert screen.view.current_id() == following


def test_a_change_of_another_window_shows_bold_until_it_is_looked_at(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    screen.seen.write()
    settle(window)
    window.place.case_wanted.emit(ids["waiting"])
    settle(window)
    street.report(ids["signed"])
    screen.refresh()
    settle(window)
    assert screen.model.row(screen.model.position(ids["signed"])).changed
    assert not screen.model.row(screen.model.position(ids["waiting"])).changed


def test_narrow_windows_fold_the_card_to_a_strip_with_its_keys(busy_street, make_window, settle) -> None:
    street, _ids = busy_street
    window = make_window(street, size=(1366, 768))
    screen = screen_of(window)
    assert screen.card.isHidden() and screen.strip.isVisible() and screen.map.is_folded()
    assert screen.strip._keys.count() > 0
    screen.view.setFocus()
    press(Qt.Key.Key_Return)
    assert screen.card.isVisible()
    press(Qt.Key.Key_Escape)
    assert screen.card.isHidden()


def test_columns_give_way_in_order_and_the_title_never_goes() -> None:
    everything = columns()
    assert shown(everything, 3000) == {each.code for each in everything}
    narrow = shown(everything, 620)
    assert {"number", "title", "due", "status"} <= narrow
    assert "channel" not in narrow and "received" not in narrow


def test_the_seat_decides_what_is_offered(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    body = street.desk.bodies.by_id[street.file(ids["signed"]).case.handler_id]
    window = make_window(street, seat=body.code)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    card = screen_of(window).card
    offers = {offer.action: offer for offer in card.offers()}
    assert offers["report"].enabled and not offers["report"].acting_for
    assert card.body.facts._rows["people"][1].isVisible()


def test_phone_numbers_are_masked_until_they_are_asked_for(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    body = screen_of(window).card.body
    assert "2176" in body._people.text() and "13912342176" not in body._people.text()
    body.reveal_wanted.emit()
    settle(window)
    assert "13912342176" in body._people.text()


def test_an_attachment_is_listed_on_the_card(busy_street, make_window, settle, tmp_path) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"\xff\xd8 not really a picture")
    card = screen_of(window).card
    card.attach(photo)
    settle(window)
    assert [file.name for file in card.card.attachments] == ["现场.jpg"]


def test_a_line_edit_that_has_the_focus_takes_every_action_key(busy_street, make_window, settle, qtbot) -> None:
    street, ids = busy_street
    window = make_window(street)
    window.place.case_wanted.emit(ids["signed"])
    settle(window)
    line = QLineEdit(screen_of(window))
    line.show()
    line.setFocus()
    letters = "".join(row.key for row in street.desk.rules.transitions.rows.values() if len(row.key) == 1)
    QTest.keyClicks(line, letters)
    assert line.text() == letters
    assert screen_of(window).card.pane is None


def test_the_list_is_exported_as_it_is_filtered(busy_street, make_window, settle, tmp_path) -> None:
    street, _ids = busy_street
    window = make_window(street)
    path = tmp_path / "待回访.xlsx"
    export_to(window.place, QueueFilter(view="to_follow_up"), QueueSort(), path)
    settle(window)
    assert path.is_file() and "已导出 1 件" in window.toast.words()
    assert window.commands.get("export").key_words() == "Ctrl E"
    assert window.commands.get("screen_calendar").action.text() == "工作日历"


def test_a_key_pressed_before_the_next_card_is_there_acts_on_the_next_case(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    screen.show_case(ids["signed"])
    settle(window)
    screen.show_case(ids["waiting"])
    screen.act("sign")  # the hand is faster than the reading; the case still in sight cannot be signed
    settle(window)
    assert screen.card.pane is not None
    assert screen.card.reading.card.id == ids["waiting"]
    assert screen.card.pane.offer.action == "sign"


def test_a_key_for_a_case_that_was_left_again_is_forgotten(busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    screen.show_case(ids["signed"])
    settle(window)
    screen.show_case(ids["waiting"])
    screen.act("sign")
    screen.show_case(ids["signed"])
    settle(window)
    assert screen.card.pane is None
    assert screen.card.reading.card.id == ids["signed"]


def test_a_case_that_the_list_does_not_hold_yet_is_shown_and_not_its_first_row(
    busy_street, make_window, settle
) -> None:
    """As after registering: the list is read again only later, and the focus comes to it at once."""
    street, _ids = busy_street
    window = make_window(street)
    screen = screen_of(window)
    screen.panel.filter.setFocus(Qt.FocusReason.OtherFocusReason)
    new = street.register(title="房后排水沟堵塞")
    screen.show_case(new)
    settle(window)
    assert screen.card.reading.card.id == new
    assert screen.view.current_id() == new
