"""The command line as a script meets it, on an invented street."""

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from govdesk.app.command_line import run

DIVISIONS = """code,name,level,parent_code
990101000000,柳湾区,3,
990101001000,青石街道,4,990101000000
990101001001,青石社区居委会,5,990101001000
990101001200,青石村委会,5,990101001000
990101001201,柳树庄村村民委员会,5,990101001000
990101002000,南渡镇,4,990101000000
990101002200,渡口村委会,5,990101002000
"""


@dataclass(frozen=True)
class Said:
    """What one call printed and its exit code."""

    status: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        return json.loads(self.out)


Govdesk = Callable[..., Said]


@pytest.fixture
def govdesk(capsys) -> Govdesk:
    """`govdesk("cases", "list")` in this process, with what it printed."""

    def call(*arguments: object) -> Said:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    return call


@pytest.fixture
def divisions(tmp_path) -> Path:
    file = tmp_path / "divisions.csv"
    file.write_text(DIVISIONS, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def founded_folder(tmp_path_factory) -> Path:
    """What `init` makes of 青石街道; made once a session, only to be copied."""
    place = tmp_path_factory.mktemp("founded")
    divisions = place / "divisions.csv"
    divisions.write_text(DIVISIONS, encoding="utf-8")
    asked = ["init", "--divisions", divisions, "--root", "990101001", "--demo-posts", "--data", place / "data"]
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
        status = run([str(argument) for argument in asked])
    assert status == 0, said.getvalue()
    return place / "data"


@pytest.fixture
def data_folder(founded_folder, tmp_path) -> Path:
    """A data folder with the centre of 青石街道."""
    return Path(copytree(founded_folder, tmp_path / "data"))


def sentence_of(said: Said) -> str:
    """The one Chinese sentence of a refusal; nothing else may stand on either stream."""
    assert said.status == 1, said
    assert said.out == ""
    lines = said.err.splitlines()
    assert len(lines) == 1, said.err
    assert "Traceback" not in said.err
    assert any("\u4e00" <= character <= "\u9fff" for character in lines[0])
    return lines[0]
