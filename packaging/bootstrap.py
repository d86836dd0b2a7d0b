#!/usr/bin/env python3
"""The two commands: make everything GovDesk needs on this machine, then run it or test it.

    python3 packaging/bootstrap.py run  [--fresh] [extra arguments of the program]
    python3 packaging/bootstrap.py test [arguments of pytest]
    py packaging\\bootstrap.py run                 on Windows (written for it, not yet tried on it)

Standard library only. It makes `.venv` in the checkout from `packaging/requirements.lock`, points it at this
source tree and hands over. A second call finds everything in place and adds well under three seconds.
On Debian or Ubuntu as root the missing system packages are installed with apt; otherwise they are listed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST_PYTHON = (3, 11)
INSTALL_ATTEMPTS = 4
LONGEST_WINDOWS_ROOT = 80

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "govdesk.stamp"
OUT = ROOT / "out"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")

# What Qt loads from the system, and the Debian package that brings it. The first list is enough off-screen.
DRAWING_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class CannotGoOnError(Exception):
    """Carries the sentence for the person in front of the machine, Chinese first, English below."""


def main(arguments: list[str]) -> int:
    """0 done, 2 wrong usage, 1 the machine lacks something, else what the program or pytest returned."""
    if not arguments or arguments[0] not in {"run", "test"}:
        print(__doc__)
        return 2
    verb, rest = arguments[0], arguments[1:]
    try:
        prepare()
    except CannotGoOnError as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"文件夹“{ROOT}”里写不进文件：{problem}\n请换到有写入权限的位置再试。", file=sys.stderr)
        print(f"Files cannot be written under {ROOT}: put the program where you may write.", file=sys.stderr)
        return 1
    return run(rest) if verb == "run" else test(rest)


def run(arguments: list[str]) -> int:
    """With a display the window opens on the demonstration street; without one the tour plays into `out/`.

    The demonstration data under `out/demo` are kept from one call to the next; `--fresh` builds them anew.
    """
    if has_display():
        command = ["--data", str(OUT / "demo"), "--demo", *arguments]
    else:
        command = ["tour", "--out", str(OUT), *arguments]
    return call([str(PYTHON), "-m", "govdesk", *command], child_environment())


def test(arguments: list[str]) -> int:
    """The whole suite, or what the arguments choose; the runner's closing line is the last line printed."""
    return call([str(PYTHON), "-m", "pytest", *arguments], child_environment())


def prepare() -> None:
    """Bring the machine and `.venv` to where the program and its tests can run; nothing is done twice."""
    if sys.version_info < OLDEST_PYTHON:
        raise CannotGoOnError(
            f"需要 Python 3.11 或更高版本，当前是 {sys.version.split()[0]}。请先安装新版 Python。\n"
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}."
        )
    provide_system_packages(missing_system_packages())
    if not is_prepared():
        make_environment()


def is_prepared() -> bool:
    try:
        said = STAMP.read_text(encoding="utf-8").partition("\n\n")[0]
    except OSError:
        return False
    return PYTHON.exists() and said == stamp_text() and not has_lost_packages()


def has_lost_packages() -> bool:
    """Whether something that a finished call had installed is gone; pip would not miss a deleted folder."""
    try:
        names = STAMP.read_text(encoding="utf-8").partition("\n\n")[2].split()
    except OSError:
        return False
    return not set(names) <= set(installed_names())


def installed_names() -> list[str]:
    """The packages and modules that lie in the environment; what tells their versions is left out."""
    place = VENV / "Lib" if WINDOWS else VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    try:
        names = [entry.name for entry in (place / "site-packages").iterdir()]
    except OSError:
        return []
    return sorted(name for name in names if not name.endswith(".dist-info") and " " not in name)


def stamp_text() -> str:
    """Changes whenever `.venv` must be brought up to date: other lock, other Python, checkout moved."""
    parts = [sys.version.split()[0], str(ROOT), hashlib.sha256(LOCK.read_bytes()).hexdigest()]
    return "\n".join([*parts, hashlib.sha256(Path(__file__).read_bytes()).hexdigest()])


def missing_system_packages() -> list[str]:
    """Debian names of what is not there. Windows and macOS need nothing beyond Python."""
    if not sys.platform.startswith("linux"):
        return []
    needed = dict(DRAWING_LIBRARIES)
    if has_display():
        needed.update(DISPLAY_LIBRARIES)
    missing = [package for library, package in needed.items() if not can_load(library)]
    has_venv = PYTHON.exists() or importlib.util.find_spec("ensurepip") is not None
    return missing if has_venv else ["python3-venv", *missing]


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide_system_packages(packages: list[str]) -> None:
    if not packages:
        return
    listed = " ".join(packages)
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise CannotGoOnError(
            f"还缺少系统组件：{listed}\n请以管理员身份安装后重试：sudo apt-get install -y {listed}\n"
            "（非 Debian 系统请安装同名的软件包。）\n"
            f"System packages are missing (Debian names): {listed}\nInstall them and call this again."
        )
    say(f"正在安装系统组件 Installing system packages: {listed}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", "update", "-qq"]
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for step in (update, install):
        if not succeeds_in_time(step, environment, quiet=True):
            raise CannotGoOnError(
                f"系统组件没有装上：{listed}\n请检查网络或软件源后重试。\n"
                f"apt-get could not install: {listed}\nCheck the network or the sources and call this again."
            )


def make_environment() -> None:
    """A new `.venv`, or the old one brought up to date; the stamp comes last, so a broken try is repaired."""
    if VENV.exists() and not VENV.is_dir():
        VENV.unlink()
    usable = is_usable_environment() and not has_lost_packages()
    STAMP.unlink(missing_ok=True)
    if not usable:
        say("正在创建 .venv  Making .venv")
        maker = getattr(sys, "_base_executable", None) or sys.executable  # .venv's own cannot clear itself on Windows
        if call([maker, "-m", "venv", "--clear", str(VENV)], dict(os.environ)) != 0:
            raise CannotGoOnError(
                "无法创建 .venv：请确认磁盘空间和写入权限，并已安装 python3-venv。\n"
                "The folder .venv could not be made: check disk space, write permission and python3-venv."
            )
    say("正在安装程序组件（首次需要几分钟） Installing the locked packages (minutes, the first time)")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-input"]
    if not succeeds_in_time([*pip, "--requirement", str(LOCK)], dict(os.environ)):
        raise CannotGoOnError(
            "组件没有装全：请检查网络（或 pip 的镜像设置）后重试，已下载的部分不会重来。\n"
            "pip could not install everything: check the network or pip's index setting and call this again."
            f"{path_hint()}"
        )
    point_at_this_checkout()
    STAMP.write_text("\n".join([stamp_text(), "", *installed_names()]), encoding="utf-8")


def path_hint() -> str:
    """Windows takes paths of 260 characters unless told otherwise, and Qt's longest need 150 below `.venv`."""
    if not WINDOWS or len(str(ROOT)) <= LONGEST_WINDOWS_ROOT:
        return ""
    return (
        f"\n文件夹“{ROOT}”的路径太长，Windows 可能因此装不上组件：请把程序移到较短的路径，如 C:\\govdesk。"
        "\nThe path of this folder may be too long for Windows: move it to a short one."
    )


def is_usable_environment() -> bool:
    """Half-made environments and those of another Python version fail here and are made anew."""
    if not PYTHON.exists():
        return False
    probe = "import pip, sys; print(sys.version.split()[0])"
    try:
        answer = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.split()[0]


def point_at_this_checkout() -> None:
    """The package is imported from the source tree, and `govdesk` is a command of the environment.

    Not an editable install: that needs the network for its build and would copy the fonts.
    """
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True, check=True)
    packages = Path(answer.stdout.strip())
    # Relative, so plain ASCII: before Python 3.13 the file is read in the code page of the system.
    (packages / "govdesk_checkout.pth").write_text(f"{os.path.relpath(ROOT, packages)}\n", encoding="utf-8")
    if WINDOWS:
        launcher = SCRIPTS / "govdesk.cmd"
        launcher.write_text('@"%~dp0python.exe" -m govdesk %*\r\n', encoding="utf-8")
    else:
        launcher = SCRIPTS / "govdesk"
        launcher.write_text('#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m govdesk "$@"\n')
        launcher.chmod(0o755)


def has_display() -> bool:
    """On Linux a display server must have been announced; an explicit off-screen platform overrules it."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def child_environment() -> dict[str, str]:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if not has_display():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def succeeds_in_time(command: list[str], environment: dict[str, str], quiet: bool = False) -> bool:
    """Networks fail for a moment: the same command again after 2, 8 and 18 seconds.

    `quiet` keeps what the command says to itself unless the last try fails too.
    """
    for attempt in range(1, INSTALL_ATTEMPTS + 1):
        last = attempt == INSTALL_ATTEMPTS
        if (call_quietly(command, environment, last) if quiet else call(command, environment)) == 0:
            return True
        if not last:
            say(f"没有成功，稍后重试（{attempt}/{INSTALL_ATTEMPTS - 1}） Not yet, trying again")
            time.sleep(2 * attempt * attempt)
    return False


def call(command: list[str], environment: dict[str, str]) -> int:
    try:
        return subprocess.call(command, cwd=ROOT, env=environment)
    except KeyboardInterrupt:
        return 130


def call_quietly(command: list[str], environment: dict[str, str], show_failure: bool) -> int:
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0 and show_failure:
        print(done.stdout.decode("utf-8", "replace"), file=sys.stderr)
    return done.returncode


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
