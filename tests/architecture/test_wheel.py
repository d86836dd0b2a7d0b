"""The wheel carries the shipped files, and paths find them there as they find them in a checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from govdesk.foundation import paths

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_finds_its_own_resources():
    assert paths.resources() == ROOT / "resources"
    assert paths.migrations() == ROOT / "db" / "migrations"


@pytest.mark.timeout(300)
def test_the_wheel_carries_program_resources_and_migrations(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert "govdesk/app/command_line.py" in names
    assert expected("resources") <= names
    assert expected("db") <= names


def expected(folder: str) -> set[str]:
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"govdesk/_bundled/{path.relative_to(ROOT).as_posix()}" for path in found}
