"""Papers as Word files: the words of the PDF, the measures of the page, the same bytes twice."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest

from govdesk.documents.rendering import render
from govdesk.documents.word.rendering import render_word
from govdesk.domain.errors import BadInput
from govdesk.domain.papers import Paper
from tests.documents import composed_forms, made_up
from tests.documents.reading import pages_of
from tests.documents.word.reading import instructions_of, part_of, values_of, words_of

PAPERS = {
    "agreement": made_up.agreement(),
    "unnumbered agreement": made_up.agreement(number=""),
    "agreement with instalments": made_up.agreement(
        performance={
            "method": "分期支付",
            "place": "乙村二组",
            "due_on": "2027-02-05",
            "instalments": [
                {"amount": 400, "due_on": "2026-12-05", "payer": "王𠮷祥", "payee": "李䶮"},
                {"amount": 400, "due_on": "2027-02-05", "payer": "王𠮷祥", "payee": "李䶮"},
            ],
        }
    ),
    "assignment": made_up.assignment(),
    "handover": made_up.handover(),
}


def printed(paper: Paper) -> str:
    """The text of the PDF without blanks and without what stands at the foot of its pages."""
    pages = [re.sub(r"\s", "", page) for page in pages_of(render(paper).content)]
    number = re.escape(getattr(paper, "number", ""))
    return "".join(re.sub(rf"(?:{number})?第\d+页共\d+页$", "", page) for page in pages)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_the_word_file_says_what_the_pdf_says(paper: Paper) -> None:
    assert words_of(render_word(paper)) == printed(paper)


@pytest.mark.parametrize("layout", ["table", "text", "official", "letter", "minutes", "cover"])
def test_a_composed_form_says_in_word_what_it_says_on_its_page(layout: str) -> None:
    paper, source = composed_forms.paper(), composed_forms.source(layout)
    pages = [re.sub(r"\s", "", page) for page in pages_of(render(paper, source).content)]
    feet = re.compile(rf"(?:{re.escape(paper.number)})?第\d+页共\d+页$|—\d+—$")
    printed_letters = Counter("".join(feet.sub("", page) for page in pages))
    assert Counter(words_of(render_word(paper, source))) == printed_letters


def test_the_mark_of_an_official_paper_is_red_with_a_line_under_it() -> None:
    content = render_word(composed_forms.paper(), composed_forms.source("official"))
    assert len(values_of(content, "color", "val")) == 1
    assert len(values_of(content, "pBdr", "val")) == 1


def test_page_numbers_of_an_official_paper_change_sides() -> None:
    content = render_word(composed_forms.paper(), composed_forms.source("official"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "evenAndOddHeaders" in archive.read("word/settings.xml").decode()


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert render_word(paper) == render_word(paper)


def test_nothing_in_the_file_depends_on_the_clock() -> None:
    content = render_word(made_up.agreement())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    about = docx.Document(io.BytesIO(content)).core_properties
    assert about.created == about.modified
    assert (about.created.year, about.created.month, about.created.day) == (2026, 11, 23)
    assert about.author == "甲街道乙村人民调解委员会"
    assert "人民调解协议书" in about.title


def test_the_page_is_a4_with_the_margins_of_the_pdf() -> None:
    section = docx.Document(io.BytesIO(render_word(made_up.agreement()))).sections[0]
    millimetres = [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.left_margin,
            section.right_margin,
            section.top_margin,
        )
    ]
    assert millimetres == [210, 297, 28, 26, 30]


def test_chinese_letters_have_chinese_faces_with_a_face_to_fall_back_to() -> None:
    content = render_word(made_up.agreement())
    assert set(values_of(content, "rFonts", "eastAsia")) <= {
        "仿宋_GB2312",
        "黑体",
        "方正小标宋简体",
        "宋体",
        "楷体_GB2312",
    }
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    others = [node.get(f"{word}val") for node in part_of(content, "word/fontTable.xml").iter(f"{word}altName")]
    assert {"仿宋", "楷体"} <= set(others)


def test_page_numbers_are_fields_that_count() -> None:
    assert {"PAGE", "NUMPAGES"} <= set(instructions_of(render_word(made_up.agreement())))


def test_the_header_of_a_long_table_comes_again_on_every_page() -> None:
    content = render_word(PAPERS["handover"])
    assert len(values_of(content, "tblHeader", "val")) == 1


def test_a_demonstration_paper_says_so_in_word_too() -> None:
    content = render_word(made_up.agreement(specimen=True))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        heads = "".join(archive.read(name).decode() for name in archive.namelist() if "header" in name)
    assert "不具法律效力" in heads


def test_a_character_without_a_glyph_is_refused_as_on_the_pdf() -> None:
    with pytest.raises(BadInput, match="character_not_printable"):
        render_word(made_up.agreement(recorder="王\ue001"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_word_file(tmp_path: Path) -> None:
    for name, paper in PAPERS.items():
        (tmp_path / f"{name}.docx").write_bytes(render_word(paper))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, *tmp_path.glob("*.docx")], check=True, capture_output=True)
    for name, paper in PAPERS.items():
        whole = re.sub(r"\s", "", "".join(pages_of((tmp_path / f"{name}.pdf").read_bytes())))
        assert words_of(render_word(paper))[-20:] in whole
