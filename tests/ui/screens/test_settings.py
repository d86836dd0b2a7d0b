"""设置 and 办理规程: a change becomes a version, a refusal is said where it was typed, the table is searched."""

from govdesk.services.centre_settings import setting_text


def opened(street, make_window, settle, code, seat="operator"):
    window = make_window(street, seat)
    screen = window.show_screen(code)
    settle(window)
    return window, screen


def test_the_supervisor_changes_the_size_of_a_group_visit(street, make_window, settle):
    window, screen = opened(street, make_window, settle, "settings", "supervisor")
    screen.show_subject("guards")
    settle(window)
    screen.editors["guards"].least.setValue(9)
    screen.editors["guards"].save.click()
    settle(window)
    assert street.desk.rules.guards.group_visit_from == 9
    assert "即时生效" in window.toast.words() and "2026-11-18.1" in screen._history.text()


def test_an_operator_may_add_a_word_but_not_touch_the_terms(street, make_window, settle):
    window, screen = opened(street, make_window, settle, "settings")
    editor = screen.editors["urgent_words"]
    editor.words.set_value([*editor.words.value(), "活不下去"])
    editor.save.click()
    settle(window)
    assert any("活不下去" in group.words for group in street.desk.rules.urgent_words.groups)
    screen.show_subject("terms")
    settle(window)
    assert not screen._import.isEnabled() and "主管" in screen._forbidden.text()


def test_a_broken_file_is_refused_on_the_screen(street, make_window, settle, tmp_path):
    window, screen = opened(street, make_window, settle, "settings", "supervisor")
    screen.show_subject("terms")
    settle(window)
    file = tmp_path / "terms.toml"
    file.write_text(setting_text(street.desk, "terms").replace("term = ", "trem = ", 1), encoding="utf-8")
    screen.import_file(file)
    settle(window)
    assert "缺少“term”" in screen.bar.text()
    assert screen._version.text().startswith("随程序提供")


def test_the_table_of_transitions_is_searched(street, make_window, settle, qtmodeltester):
    _window, screen = opened(street, make_window, settle, "transitions")
    everything = screen.model.rowCount()
    screen.narrow("裁定")
    assert 0 < screen.model.rowCount() < everything
    assert "谁来办" in screen._told.text()
    screen.narrow("没有这样的动作吧")
    assert screen.model.rowCount() == 0 and "换个词" in screen._told.text()
    screen.narrow("")
    qtmodeltester.check(screen.model, force_py=True)
    qtmodeltester._cleanup()
