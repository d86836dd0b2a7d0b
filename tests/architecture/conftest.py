"""What the checkout holds, and a line about the sizes of its rooms under the test report."""

import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_ALONE = {".git", ".venv", "out", "dist", "build", "__pycache__"}
LINES_AIMED_AT = 400


@dataclass(frozen=True)
class SourceTree:
    """Paths are relative to the root."""

    root: Path
    paths: tuple[Path, ...]

    def text(self, path: Path) -> str | None:
        """The text of a source file, `None` for pictures, fonts and other binary files."""
        raw = (self.root / path).read_bytes()
        if b"\0" in raw[:8000]:
            return None
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return None

    def modules(self) -> list[Path]:
        return [path for path in self.paths if path.parts[0] == "govdesk" and path.suffix == ".py"]


@pytest.fixture(scope="session")
def source_tree() -> SourceTree:
    return SourceTree(ROOT, _paths())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A wish, not a wall: what grows beyond the size aimed at is named for a person to look at."""
    tree = SourceTree(ROOT, _paths())
    rooms: dict[str, list[int]] = defaultdict(list)
    long = []
    for path in tree.modules():
        lines = (tree.text(path) or "").count("\n")
        rooms[path.parts[1]].append(lines)
        if lines > LINES_AIMED_AT:
            long.append(f"{path.as_posix()} {lines}")
    terminalreporter.write_sep("-", "sizes")
    for room, sizes in sorted(rooms.items()):
        if len(sizes) > 1:
            middle = f"median {median(sizes):.0f}, longest {max(sizes)}"
            terminalreporter.line(f"{room}: {len(sizes)} files, {sum(sizes)} lines, {middle}")
    if long:
        terminalreporter.line(f"longer than {LINES_AIMED_AT} lines: {', '.join(long)}")


def _paths() -> tuple[Path, ...]:
    """Tracked files and new ones that are not ignored, or every file when git is not there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    except OSError:
        return tuple(sorted(_walk(ROOT)))
    if listed.returncode != 0:
        return tuple(sorted(_walk(ROOT)))
    names = [Path(name) for name in listed.stdout.decode("utf-8").split("\0") if name]
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []
    for entry in folder.iterdir():
        if entry.is_file():
            found.append(entry.relative_to(ROOT))
        elif entry.name not in LEFT_ALONE and not entry.name.endswith((".egg-info", "_cache")):
            found.extend(_walk(entry))
    return found
