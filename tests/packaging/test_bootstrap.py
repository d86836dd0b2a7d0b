"""packaging/bootstrap.py decides rightly what to do; the real thing is tried on a bare machine."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "govdesk.stamp")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    return module


def test_only_the_standard_library_is_imported():
    imported = [
        line.split()[1] for line in SCRIPT.read_text("utf-8").splitlines() if line.startswith(("import ", "from "))
    ]
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_an_environment_without_its_stamp_is_made_again(bootstrap):
    bootstrap.VENV.mkdir()
    assert not bootstrap.is_prepared()


def test_an_environment_of_this_lock_is_left_as_it_is(bootstrap):
    bootstrap.VENV.mkdir()
    bootstrap.STAMP.write_text(bootstrap.stamp_text(), encoding="utf-8")
    assert bootstrap.is_prepared()


@pytest.fixture
def packages(bootstrap):
    """An environment that a finished call has left, with two packages in it."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    place = bootstrap.VENV / ("Lib" if bootstrap.WINDOWS else f"lib/{version}") / "site-packages"
    for name in ("click", "numpy"):
        (place / name).mkdir(parents=True)
    bootstrap.STAMP.write_text("\n".join([bootstrap.stamp_text(), "", "click", "numpy"]), encoding="utf-8")
    return place


def test_an_environment_that_has_lost_a_package_is_made_anew(bootstrap, packages):
    assert bootstrap.is_prepared()
    assert not bootstrap.has_lost_packages()
    (packages / "later").mkdir()
    assert bootstrap.is_prepared()
    (packages / "numpy").rmdir()
    assert not bootstrap.is_prepared()
    assert bootstrap.has_lost_packages()


def test_a_file_in_the_place_of_the_environment_gives_way(bootstrap, monkeypatch):
    bootstrap.VENV.write_text("", encoding="utf-8")
    asked = []
    monkeypatch.setattr(bootstrap, "call", lambda command, environment: asked.append(command) or 1)
    monkeypatch.setattr(bootstrap, "PYTHON", bootstrap.VENV / "bin" / "python")
    with pytest.raises(bootstrap.CannotGoOnError):
        bootstrap.make_environment()
    assert asked[0][1:4] == ["-m", "venv", "--clear"]
    assert not bootstrap.VENV.exists()


def test_a_folder_that_takes_no_files_is_said_in_a_sentence(bootstrap, monkeypatch, capsys):
    def refused():
        raise PermissionError(13, "Permission denied", "govdesk.stamp")

    monkeypatch.setattr(bootstrap, "prepare", refused)
    assert bootstrap.main(["run"]) == 1
    assert "写不进文件" in capsys.readouterr().err


def test_the_way_to_the_checkout_is_written_without_its_name(bootstrap, tmp_path, monkeypatch):
    root = tmp_path / "综治 中心"
    packages = root / ".venv" / "lib" / "site-packages"
    packages.mkdir(parents=True)
    (root / ".venv" / "bin").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", root)
    monkeypatch.setattr(bootstrap, "SCRIPTS", root / ".venv" / "bin")
    answer = subprocess.CompletedProcess([], 0, stdout=f"{packages}\n")
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_args, **_kwargs: answer)
    bootstrap.point_at_this_checkout()
    written = (packages / "govdesk_checkout.pth").read_text("ascii").strip()
    assert (packages / written).resolve() == root.resolve()


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_help_is_printed_on_a_console_of_another_encoding(encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (2, b"")


def test_a_changed_lock_brings_the_environment_up_to_date(bootstrap, tmp_path, monkeypatch):
    bootstrap.VENV.mkdir()
    bootstrap.STAMP.write_text(bootstrap.stamp_text(), encoding="utf-8")
    changed = tmp_path / "requirements.lock"
    changed.write_text("click==8.1.0\n", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "LOCK", changed)
    assert not bootstrap.is_prepared()


def test_a_half_made_environment_is_not_usable(bootstrap, tmp_path, monkeypatch):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(bootstrap, "PYTHON", broken)
    assert not bootstrap.is_usable_environment()


def test_missing_system_packages_are_listed_for_a_person_who_may_not_install_them(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.CannotGoOnError) as problem:
        bootstrap.provide_system_packages(["libegl1", "python3-venv"])
    assert "libegl1 python3-venv" in str(problem.value)
    assert "还缺少系统组件" in str(problem.value)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may be without a display")
def test_without_a_display_there_is_nothing_to_open_a_window_on(bootstrap, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not bootstrap.has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert bootstrap.has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not bootstrap.has_display()


def test_wrong_usage_is_exit_2(bootstrap, capsys):
    assert bootstrap.main(["walk"]) == 2
    assert "bootstrap.py run" in capsys.readouterr().out


def test_the_lock_names_exact_versions_and_no_host():
    lock = (SCRIPT.parent / "requirements.lock").read_text("utf-8")
    lines = [line for line in lock.splitlines() if line and not line.startswith("#")]
    assert all("==" in line and "//" not in line for line in lines)
    assert len({line.split("==")[0].lower() for line in lines}) == len(lines)
