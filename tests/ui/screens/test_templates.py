"""The templates in the window: seen as they print, changed, refused with the line, saved as a version."""

from PySide6.QtCore import Qt

from govdesk.services import templates


def open_templates(window, settle, code: str = "assignment"):
    window.place.screen_wanted.emit("templates", code)
    settle(window, 900)
    return window.screen_of("templates")


def test_a_template_is_changed_seen_and_saved(street, make_window, settle) -> None:
    window = make_window(street, "supervisor")
    screen = open_templates(window, settle)
    assert screen.preview.page_count() == 2
    assert not screen._do_save.isEnabled()
    screen.editor.setPlainText(screen.editor.toPlainText().replace("现将下列事项", "现依法将下列事项"))
    settle(window, 900)
    assert screen._do_save.isEnabled()
    screen.save()
    settle(window, 900)
    assert "现依法将下列事项" in templates.template_source(street.desk, "assignment")
    assert "1-1" in screen._heading.text()
    assert not screen.has_changes()


def test_a_field_that_does_not_exist_is_refused_and_its_line_is_marked(street, make_window, settle) -> None:
    window = make_window(street, "supervisor")
    screen = open_templates(window, settle)
    screen.editor.setPlainText(screen.editor.toPlainText().replace("{due}前办结", "{deadline}前办结"))
    settle(window, 900)
    assert "deadline" in screen._bar.text()
    assert screen.editor.extraSelections()
    screen.save()
    settle(window, 600)
    assert "deadline" not in templates.template_source(street.desk, "assignment")


def test_another_template_is_not_opened_over_unsaved_text(street, make_window, settle) -> None:
    window = make_window(street, "supervisor")
    screen = open_templates(window, settle)
    screen.editor.setPlainText(screen.editor.toPlainText() + "\n# x")
    screen.open("handover")
    settle(window)
    assert screen._code == "assignment"
    assert screen._bar.isVisible()
    screen.give_up()
    screen.open("handover")
    settle(window, 900)
    assert screen._code == "handover"


def test_a_field_is_inserted_where_the_cursor_stands(street, make_window, settle) -> None:
    window = make_window(street, "supervisor")
    screen = open_templates(window, settle, "supervision")
    item = screen.fields.item(0)
    screen.fields.itemActivated.emit(item)
    assert f"{{{item.data(Qt.ItemDataRole.UserRole)}}}" in screen.editor.toPlainText()


def test_the_letterhead_and_the_empty_form_are_shown(street, make_window, settle) -> None:
    window = make_window(street, "supervisor")
    screen = open_templates(window, settle, "whistle_slip")
    screen._head.setText("柳河街道社会治安综合治理中心")
    screen.save_letterhead()
    settle(window, 900)
    assert street.desk.known_centre().letterhead == "柳河街道社会治安综合治理中心"
    screen.show_filled(False)
    settle(window, 900)
    assert screen.preview.page_count() >= 1
