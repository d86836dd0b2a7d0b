"""The gallery: every kind of paper, empty and full, and one picture of all of them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from govdesk.services.paper_gallery import SHEET, make_gallery
from govdesk.services.paper_kinds import KINDS
from tests.documents.reading import text_of

ONE_SHEET = [
    "arrival_receipt",
    "extension_approval",
    "extension_notice",
    "return_ruling",
    "strike_off_approval",
    "visit_slip",
    "whistle_slip",
    "receipt",
    "refusal_notice",
    "hearing_notice",
    "admission_opinion",
]


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    return folder, make_gallery(folder)


def test_every_kind_is_there_empty_and_full(gallery):
    folder, papers = gallery
    assert {paper.kind for paper in papers} == set(KINDS) - {"dossier"}
    for paper in papers:
        assert (folder / paper.file).read_bytes().startswith(b"%PDF")
    assert len(papers) == 2 * len({paper.kind for paper in papers})


def test_one_picture_shows_every_page(gallery):
    folder, papers = gallery
    with Image.open(folder / SHEET) as sheet:
        assert sheet.width > 3000
        assert sheet.height > sum(paper.pages for paper in papers) // 12 * 400


@pytest.mark.parametrize("kind", ONE_SHEET)
def test_forms_of_one_sheet_stay_on_one_sheet(gallery, kind):
    _folder, papers = gallery
    assert [paper.pages for paper in papers if paper.kind == kind] == [1, 1]


def test_letters_begin_on_a_page_with_text_and_end_with_a_receipt(gallery):
    folder, _papers = gallery
    for kind in ("transfer_letter", "forward_letter", "petition_transfer", "court_reply"):
        text = "".join(text_of((folder / f"{kind}-full.pdf").read_bytes()).split())
        assert "（存根）" in text
        assert "（回执）" in text


def test_the_command_line_leaves_the_gallery(tmp_path: Path):
    wanted = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "govdesk", "document", "gallery", "--out", str(wanted), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (wanted / answer["sheet"]).is_file()
    assert answer["kinds"] == len(KINDS) - ("dossier" in KINDS)
