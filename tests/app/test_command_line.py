"""The frame of the command line: usage in Chinese, exit codes, bugs that are reported and not shown."""

import json
import subprocess
import sys

import click
import pytest

import govdesk
from govdesk.app import command_line, verb_table
from govdesk.app.verbs import VerbGroup


def all_commands(command, path=()):
    yield path, command
    if isinstance(command, VerbGroup):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from all_commands(command.get_command(context, name), (*path, name))


def test_every_verb_can_be_loaded_and_explains_itself_in_chinese():
    for path, command in all_commands(verb_table.root()):
        text = command.get_help(click.Context(command, info_name="govdesk " + " ".join(path)))
        assert text.startswith("用法："), path
        for english in ("Usage", "Options", "Commands", "Show this", "required"):
            assert english not in text, path


def test_every_verb_takes_data_json_and_actor():
    for path, command in all_commands(verb_table.root()):
        names = {name for param in command.params for name in param.opts}
        assert {"--data", "--json", "--actor"} <= names, path


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["deadline"],
        ["deadline", "a", "b", "c"],
        ["cases", "list", "--limit", "many"],
        ["cases", "list", "--limit", "-1"],
        ["--colour"],
        ["cases", "list", "--data", ""],
        ["cases", "list", "--data", "  "],
        ["case"],
    ],
)
def test_wrong_usage_is_exit_2(arguments, capsys):
    assert command_line.run(arguments) == 2
    printed = capsys.readouterr()
    assert "用法" in printed.out + printed.err
    assert len(printed.err.splitlines()) <= 1


def test_a_bug_is_written_down_and_said_in_one_sentence(capsys, monkeypatch, tmp_path):
    def broken(*_arguments):
        raise ZeroDivisionError("secret value")

    monkeypatch.setattr("govdesk.domain.deadline.parse_term", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert command_line.run(["deadline", "2026-09-24T10:00", "5 days"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "secret value" not in printed.err
    [report] = tmp_path.rglob("crash-*.txt")
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_listing_the_verbs_imports_none_of_them():
    code = (
        "import sys; from govdesk.app.command_line import run; run(['--help']);"
        "rooms = ('govdesk.services', 'govdesk.app.commands', 'PySide6');"
        "print([name for name in sys.modules if name.startswith(rooms)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_module_is_the_same_door():
    done = subprocess.run(
        [sys.executable, "-m", "govdesk", "deadline", "2026-09-24T10:00", "5 working days", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"due": "2026-10-09T18:00:00"' in done.stdout


def test_the_version_is_told_and_opens_no_window(capsys):
    assert command_line.run(["--version"]) == 0
    assert capsys.readouterr().out == f"govdesk {govdesk.__version__}\n"
    assert command_line.run(["--version", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"version": govdesk.__version__}


def test_a_verb_may_be_named_in_the_singular():
    group = verb_table.root().get_command(click.Context(verb_table.root()), "import")
    assert group.get_command(click.Context(group), "holiday") is group.get_command(click.Context(group), "holidays")
    assert group.get_command(click.Context(group), "fly") is None
