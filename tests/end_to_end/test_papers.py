"""Papers by the command line: drafts checked and printed, papers issued from a case, a font that is missing."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pypdf
import pytest

from tests.documents.made_up import draft_dict
from tests.end_to_end.conftest import sentence_of

ROOT = Path(__file__).parents[2]
SAID = ["--set", "said_by=村主任", "--set", "said_how=phone"]


@pytest.fixture
def draft(tmp_path):
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(draft_dict(), ensure_ascii=False), "utf-8")
    return file


@pytest.fixture
def dispute(govdesk, data_folder, tmp_path):
    case = {
        "title": "排水沟纠纷",
        "text": "两家为排水沟相争。",
        "channel": "own_patrol",
        "category": "邻里纠纷",
        "grid": "青石村",
        "parties": [{"name": "王𠮷祥"}, {"name": "李䶮", "role": "respondent"}],
    }
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case, ensure_ascii=False), "utf-8")
    return govdesk("case", "new", "--from", file, "--data", data_folder, "--json").answer["number"]


def text_of(file):
    return "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def test_a_draft_is_checked_against_the_law(govdesk, draft, tmp_path):
    report = govdesk("agreement", "lint", draft, "--json").answer
    assert isinstance(report["ok"], bool)
    assert all(set(finding) == {"code", "level", "field", "message", "source"} for finding in report["findings"])
    unfinished = tmp_path / "unfinished.json"
    unfinished.write_text(json.dumps(draft_dict(consent=False, terms=[]), ensure_ascii=False), "utf-8")
    report = govdesk("agreement", "lint", unfinished, "--json").answer
    assert report["ok"] is False
    assert any("人民调解法" in finding["source"] for finding in report["findings"])


def test_a_draft_becomes_a_pdf_with_the_rare_names_in_it(govdesk, draft, tmp_path):
    out = tmp_path / "agreement.pdf"
    made = govdesk("document", "agreement", draft, "--out", out, "--json").answer
    assert made["path"] == str(out)
    assert made["pages"] == len(pypdf.PdfReader(out).pages)
    assert made["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    text = text_of(out)
    assert "王𠮷祥" in text
    assert "李䶮" in text


def test_papers_of_a_case_bear_numbers_without_gaps(govdesk, data_folder, dispute, draft, tmp_path):
    def paper(kind, *more):
        return govdesk(
            "document", kind, dispute, "--out", tmp_path / f"{kind}.pdf", *more, "--data", data_folder, "--json"
        )

    assert "调解" in sentence_of(paper("agreement"))
    first = paper("assignment").answer
    again = paper("assignment").answer
    assert first == again
    for action, values in (("sign", []), ("mediate", ["--set", "consents=王𠮷祥、李䶮", "--set", "mediators=冯安"])):
        done = govdesk("case", "act", dispute, action, *values, *SAID, "--data", data_folder)
        assert done.status == 0, done.err
    faulty = tmp_path / "faulty.json"
    faulty.write_text(json.dumps(draft_dict(consent=False, terms=[]), ensure_ascii=False), "utf-8")
    refused = sentence_of(paper("agreement", "--from", faulty))
    assert all(named in refused for named in ("2 处错误", "consent：", "terms："))
    assert "检查栏" not in refused
    issued = paper("agreement", "--from", draft).answer
    assert issued["number"].endswith("1号")
    assert issued["number"] in text_of(tmp_path / "agreement.pdf")
    assert paper("agreement").answer["sha256"] == issued["sha256"]
    steps = govdesk("cases", "show", dispute, "--data", data_folder, "--json").answer["steps"]
    assert [step["action"] for step in steps].count("issue_document") == 2


def test_no_number_is_taken_for_a_pdf_that_cannot_be_written(govdesk, data_folder, dispute, tmp_path):
    nowhere = tmp_path / "none" / "a.pdf"
    sentence_of(govdesk("document", "assignment", dispute, "--out", nowhere, "--data", data_folder))
    sentence_of(govdesk("document", "assignment", dispute, "--out", tmp_path, "--data", data_folder))
    out = tmp_path / "a.pdf"
    made = govdesk("document", "assignment", dispute, "--out", out, "--data", data_folder, "--json").answer
    assert made["number"].endswith("1号")


@pytest.mark.parametrize(
    ("content", "named"),
    [("{", "JSON"), ('{"committee": 5}', "committee"), ('{"colour": "red"}', "colour")],
)
def test_a_draft_file_with_a_fault_is_refused(govdesk, tmp_path, content, named):
    file = tmp_path / "draft.json"
    file.write_text(content, "utf-8")
    out = tmp_path / "out.pdf"
    assert named in sentence_of(govdesk("document", "agreement", file, "--out", out))
    assert not out.exists()
    sentence_of(govdesk("agreement", "lint", file))


def test_an_unknown_kind_of_paper_is_named(govdesk, draft, tmp_path):
    assert "poem" in sentence_of(govdesk("document", "poem", draft, "--out", tmp_path / "out.pdf"))


def test_a_missing_font_file_is_named_and_no_paper_is_made(draft, tmp_path):
    """In a copy of the program beside everything shipped but one face."""
    copy = tmp_path / "program"
    shutil.copytree(ROOT / "govdesk", copy / "govdesk", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "resources").mkdir()
    for folder in (ROOT / "resources").iterdir():
        if folder.name != "fonts":
            (copy / "resources" / folder.name).symlink_to(folder)
    (copy / "resources" / "fonts").mkdir()
    kept = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))[1:]
    for font in kept:
        (copy / "resources" / "fonts" / font.name).symlink_to(font)
    out = tmp_path / "out.pdf"
    command = [sys.executable, "-m", "govdesk", "document", "agreement", str(draft), "--out", str(out)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done
    assert ".ttf" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not out.exists()


def test_a_file_that_ends_in_docx_is_the_paper_for_word(govdesk, draft, tmp_path):
    out = tmp_path / "协议 书.docx"
    made = govdesk("document", "agreement", draft, "--out", out, "--json").answer
    assert made["pages"] >= 1
    assert made["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    with zipfile.ZipFile(out) as archive:
        assert "王𠮷祥" in archive.read("word/document.xml").decode()


@pytest.fixture
def issued(govdesk, data_folder, dispute, tmp_path):
    out = tmp_path / "交办单.pdf"
    govdesk("case", "act", dispute, "sign", *SAID, "--data", data_folder)
    govdesk("document", "assignment", dispute, "--out", out, "--data", data_folder, "--json")
    return dispute


def test_a_protected_paper_takes_its_password_from_the_environment(govdesk, data_folder, issued, tmp_path, monkeypatch):
    out = tmp_path / "外发 文件.pdf"
    wanted = ["document", "assignment", issued, "--out", out, "--data", data_folder, "--protect"]
    said = govdesk(*wanted, "--for", "区法院", "--purpose", "查阅")
    assert "密码" in sentence_of(said)
    monkeypatch.setenv("GOVDESK_PASSWORD", "1234567")
    assert "太短" in sentence_of(govdesk(*wanted, "--for", "区法院", "--purpose", "查阅"))
    monkeypatch.setenv("GOVDESK_PASSWORD", "long-enough-2026")
    assert "给谁" in sentence_of(govdesk(*wanted))
    assert not out.exists()
    govdesk(*wanted, "--for", "区法院", "--purpose", "查阅")
    with pikepdf.Pdf.open(out, password="long-enough-2026") as paper:
        assert paper.encryption.bits == 256
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.Pdf.open(out, password="wrong")


def test_the_ledger_of_papers_is_a_workbook_with_a_mark(govdesk, data_folder, issued, tmp_path):
    out = tmp_path / "文书 台账.xlsx"
    period = ["--from", "2000-01-01", "--to", "2099-12-31", "--data", data_folder]
    told = govdesk("export", "papers", *period, "--out", out, "--json").answer
    assert (told["rows"], told["missing"]) == (1, [])
    assert len(told["unsigned"]) == 1
    assert "导出" in openpyxl.load_workbook(out).active["A1"].value
    assert "xlsx" in sentence_of(govdesk("export", "papers", *period, "--out", tmp_path / "a.txt"))


FULL_DISK = """
disk=$1 data=$2 python=$3 case=$4 kept=$2/../kept.pdf
issue() { "$python" -m govdesk document receipt "$case" --out "$@" 2>&1 || echo "exit $?"; }
mount -t tmpfs -o size=12m tmpfs "$disk" || exit 77
cp -r "$data" "$disk/data"
dd if=/dev/zero of="$disk/fill" bs=4k count=4000 2>/dev/null
issue "$kept" --data "$disk/data"
issue "$disk/paper.pdf" --data "$data" --set summary=x
ls -A "$disk" | grep -c pdf
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
@pytest.mark.skipif(shutil.which("unshare") is None, reason="there is no unshare to mount with")
def test_a_full_disk_loses_no_number_and_leaves_no_half_paper(govdesk, data_folder, dispute, tmp_path):
    """First the disk of the data is full, then the disk of the PDF; the mount lives in a namespace of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", FULL_DISK, "sh", str(disk), str(data_folder), sys.executable, dispute],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    if done.returncode == 77 or "operation not permitted" in done.stderr.lower():
        pytest.skip("this machine does not allow mounting")
    data_full, refused, paper_full, again, half_papers = done.stdout.splitlines()
    assert "磁盘已满" in data_full
    assert "受〔2026〕1号 已经出具并存档" in paper_full
    assert (refused, again, half_papers) == ("exit 1", "exit 1", "0")
    issued = govdesk(
        "document", "receipt", dispute, "--out", tmp_path / "a.pdf", "--data", data_folder, "--json"
    ).answer
    assert issued["number"].endswith("受〔2026〕1号")
