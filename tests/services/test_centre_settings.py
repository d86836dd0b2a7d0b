"""What a centre sets for itself: a version with its author for every change, and refusals that change nothing."""

import json

import pytest

from govdesk.app.command_line import run
from govdesk.domain.errors import AccessDenied, BadInput, RuleViolation
from govdesk.services import centre_settings
from govdesk.services.centre_settings import (
    SUBJECTS,
    import_setting,
    save_setting,
    set_group_visit,
    set_urgent_words,
    setting_text,
    settings,
)
from govdesk.services.urgency import call_card


def view_of(street, subject, seat="supervisor"):
    return next(view for view in settings(street.desk, street.seat(seat)) if view.subject == subject)


def test_every_subject_begins_with_what_came_with_the_program(street):
    views = settings(street.desk, street.seat("operator"))
    assert [view.subject for view in views] == list(SUBJECTS)
    assert all(view.shipped and not view.author and view.version for view in views)
    assert [view.subject for view in views if view.may_change] == ["urgent_words"]


def test_the_size_of_a_group_visit_is_changed_with_version_and_author(street):
    version = set_group_visit(street.desk, street.seat("supervisor"), 8)
    assert street.desk.rules.guards.group_visit_from == 8
    view = view_of(street, "guards")
    assert (view.version, view.shipped) == (version, False) and view.author == street.seat("supervisor").name
    again = set_group_visit(street.desk, street.seat("leader"), 6)
    assert again != version and [row.version for row in view_of(street, "guards").versions] == [again, version]
    assert street.desk.rules.guards.reportable, "the rest of the dictionary stays"


def test_a_size_that_is_no_group_is_refused_and_nothing_changes(street):
    with pytest.raises(BadInput, match="dictionary_wrong_value"):
        set_group_visit(street.desk, street.seat("supervisor"), 1)
    assert street.desk.rules.guards.group_visit_from == 5 and view_of(street, "guards").shipped


def test_an_operator_adds_an_urgent_word_and_its_exception(street):
    operator = street.seat("operator")
    words = next(group.words for group in street.desk.rules.urgent_words.groups if group.code == "self_harm")
    set_urgent_words(
        street.desk, operator, "self_harm", [*words, "活不下去", " ", "活不下去"], ["跳楼价", "活不下去的苗"]
    )
    assert call_card(street.desk, "我活不下去了")
    assert not call_card(street.desk, "活不下去的苗要补种")
    assert view_of(street, "urgent_words").author == operator.name


def test_a_kind_of_danger_without_words_is_refused(street):
    with pytest.raises(BadInput, match="dictionary_wrong_value"):
        set_urgent_words(street.desk, street.seat("operator"), "self_harm", [], [])
    with pytest.raises(BadInput, match="no_such_setting"):
        set_urgent_words(street.desk, street.seat("operator"), "boredom", ["无聊"], [])


def test_the_operator_may_not_change_the_terms(street, tmp_path):
    save_setting(street.desk, "terms", tmp_path / "terms.toml")
    with pytest.raises(AccessDenied):
        import_setting(street.desk, street.seat("operator"), "terms", tmp_path / "terms.toml")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_goes_out_and_comes_back_as_a_new_version(street, tmp_path, subject):
    file = tmp_path / f"{subject}.toml"
    save_setting(street.desk, subject, file)
    supervisor = street.seat("supervisor")
    with pytest.raises(RuleViolation, match="setting_version_repeated"):
        import_setting(street.desk, supervisor, subject, file)
    text = file.read_text(encoding="utf-8")
    old = view_of(street, subject).version
    file.write_text(text.replace(f'version = "{old}"', 'version = "中心一号"', 1), encoding="utf-8")
    assert import_setting(street.desk, supervisor, subject, file) == "中心一号"
    assert view_of(street, subject).version == "中心一号"
    assert setting_text(street.desk, subject) == file.read_text(encoding="utf-8")


def test_a_broken_file_is_refused_with_its_place(street, tmp_path):
    file = tmp_path / "terms.toml"
    file.write_text(setting_text(street.desk, "terms").replace("term = ", "trem = ", 1), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        import_setting(street.desk, street.seat("supervisor"), "terms", file)
    assert refused.value.code.startswith("dictionary_")
    file.write_text("version = ", encoding="utf-8")
    with pytest.raises(BadInput, match="dictionary_unreadable"):
        import_setting(street.desk, street.seat("supervisor"), "terms", file)
    with pytest.raises(BadInput, match="no_such_setting"):
        centre_settings.setting_text(street.desk, "weather")


def test_the_command_line_lists_exports_and_imports(street, tmp_path, capsys):
    data = ["--data", str(street.folder)]
    assert run(["settings", "list", *data, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["settings"]
    assert [item["subject"] for item in told] == list(SUBJECTS) and all(item["shipped"] for item in told)
    file = tmp_path / "群体访.toml"
    assert run(["settings", "export", "guards", "--out", str(file), *data]) == 0
    text = file.read_text(encoding="utf-8")
    changed = text.replace("group_visit_from = 5", "group_visit_from = 7").replace('"2026.1"', '"2026.2"')
    file.write_text(changed, encoding="utf-8")
    capsys.readouterr()
    assert run(["settings", "import", "guards", str(file), *data]) == 1
    assert "不能" in capsys.readouterr().err
    assert run(["settings", "import", "guards", str(file), "--actor", "supervisor", *data, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "2026.2"
    assert run(["settings", "export", "weather", "--out", str(file), *data]) == 1
    assert "settings list" in capsys.readouterr().err
