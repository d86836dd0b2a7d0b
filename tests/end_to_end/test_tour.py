"""The tour on a machine without a display: pictures of every screen at both sizes, and the papers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
PAPERS = {"agreement.pdf", "assignment.pdf", "handover.pdf", "dossier.pdf"}
SIZES = {(1366, 768), (1920, 1080)}


@pytest.mark.timeout(600)
def test_the_tour_leaves_pictures_papers_and_sound_data(govdesk, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "govdesk", "tour", "--out", str(out), "--at", "2026-11-23T12:42", "--json"]
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    left = json.loads(done.stdout)
    pictures = [QImage(path) for path in left["pictures"]]
    assert {(picture.width(), picture.height()) for picture in pictures} == SIZES
    assert len(pictures) >= 32
    shown = {Path(path).name.split("-", 1)[1] for path in left["pictures"]}
    for name in ("ruling", "whistle-roll-call", "card-whistle", "task-force"):
        assert {f"{name}-1366x768.png", f"{name}-1920x1080.png"} <= shown
    assert {Path(path).name for path in left["files"]} >= PAPERS
    for name in PAPERS:
        assert "演示" in pypdf.PdfReader(out / name).pages[0].extract_text()
    assert govdesk("check", "--data", left["data"], "--json").answer["ok"] is True
    found = govdesk("cases", "list", "--status", "archived", "--text", "排水沟", "--data", left["data"], "--json")
    assert found.answer["total"] >= 1
