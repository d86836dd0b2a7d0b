"""Bench: agreements set in one process beside WeasyPrint, LibreOffice and typst with the same text, and what else a
paper costs: the first one of a session, a volume of sixty pages, and how lines begin and end.

The alternatives are never part of the program; whichever is not on the machine is named as not installed.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from govdesk.app.benchmarks.documents_rivals import RIVAL_PYTHON, html_of, typst_of
from govdesk.documents.fonts import Typeface
from govdesk.documents.rendering import render
from govdesk.documents.typesetting.atoms import NO_END, NO_START
from govdesk.documents.typesetting.paragraph import Paragraph, Style
from govdesk.documents.volume import VolumePart, count_pages, join_volume
from govdesk.documents.word.rendering import render_word
from govdesk.domain.agreement import draft_from_dict
from govdesk.domain.papers import AgreementPaper, ComposedPaper
from govdesk.foundation import paths

AGREEMENTS, ROUNDS, BATCH = 24, 3, 8
WIDTHS, LEAST_LINES = 40, 2_000
VOLUME_PAGES = 60
FIRST_LIMIT, VOLUME_LIMIT = 1.5, 5.0  # seconds
_FACTS = (
    "2026年10月，李某翻建院墙，占用两户之间排水沟约0.4米，致王某院内雨后积水（最深处约12厘米）；双方“多次争执”，"
    "经村民小组调解未果——其间王某称：“排水沟是1998年《集体土地使用证》上写明的公用部分，任何一方不得占用。”"
    "李某则认为……原有排水沟已废弃多年，且（甲街道乙村二组）其他农户也有类似情况。"
)


def run(agreements: int = AGREEMENTS, rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Rows of warm agreements beside each alternative, then the rows with a limit of their own."""
    papers = [_agreement(number) for number in range(agreements)]
    render(papers[0])
    rows = []
    for name, rival in _RIVALS.items():
        seconds = [_timed(lambda: [render(paper) for paper in papers]) for _ in range(rounds)]
        with tempfile.TemporaryDirectory() as folder:
            theirs = rival(Path(folder), papers[:BATCH])
        seconds += [_timed(lambda: [render(paper) for paper in papers]) for _ in range(rounds)]
        rows.append(_beside(agreements / statistics.median(seconds), name, theirs))
    return [*rows, _first_paper(), _volume(), _line_faults()]


def line_faults(widths: int = WIDTHS, least: int = LEAST_LINES) -> tuple[int, int]:
    """Lines set over the widths, and how many begin or end with a mark that may not."""
    lines, faults, number = 0, 0, 0
    while lines < least:
        text = _FACTS * (2 + number)
        for step in range(widths):
            made = Paragraph([(text, Typeface.FANG)], Style(15.75, 28, indent=2)).lines(130 + step * 8)
            lines += len(made)
            faults += sum(line[0] in NO_START for line in made[1:]) + sum(line[-1] in NO_END for line in made[:-1])
        number += 1
    return lines, faults


def _agreement(number: int) -> AgreementPaper:
    """An agreement of two pages; no two have the same text."""
    parties = [
        {
            "role": role,
            "name": name,
            "sex": "男",
            "nation": "汉",
            "birth": "1974-03-12",
            "address": f"甲街道乙村{number}号",
        }
        for role, name in (("applicant", "王某"), ("respondent", "李某"))
    ]
    draft = {
        "committee": "甲街道乙村人民调解委员会",
        "consent": True,
        "parties": parties,
        "cause": "排水沟相邻纠纷",
        "facts": f"{_FACTS}双方为第{number}次申请调解。\n{_FACTS}",
        "terms": [
            f"李某于2026年12月{1 + number % 28}日前拆除占用部分的院墙，恢复原状。",
            "王某补助拆除费用人民币800元（大写：捌佰元整）。",
        ],
        "mediators": ["张某某"],
        "recorder": "陈某某",
        "reached_on": "2026-11-23",
        "copies": 3,
    }
    return AgreementPaper(draft_from_dict(draft), f"乙人调字〔2026〕{number + 1}号")


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _beside(ours: float, name: str, theirs: float | None) -> dict[str, Any]:
    row = {"name": "agreements_warm", "value": round(ours, 1), "unit": "docs/s"}
    if theirs is None:
        return row | {"versus": f"{name} is not installed", "versus_value": None, "ratio": None}
    return row | {"versus": f"{name} (docs/s)", "versus_value": round(theirs, 1), "ratio": round(ours / theirs, 1)}


def _weasyprint(place: Path, papers: Sequence[AgreementPaper]) -> float | None:
    return _in_python(place, "weasyprint", [html_of(paper) for paper in papers])


def _typst(place: Path, papers: Sequence[AgreementPaper]) -> float | None:
    return _in_python(place, "typst", [typst_of(paper) for paper in papers])


def _in_python(place: Path, module: str, texts: Sequence[str]) -> float | None:
    """Docs per second of a library that another interpreter has, warm: the first document is not counted."""
    python = _interpreter_with(module)
    if python is None:
        return None
    for number, text in enumerate(texts):
        (place / f"{module}{number}.txt").write_text(text, encoding="utf-8")
    command = [python, "-c", RIVAL_PYTHON[module], str(place), str(len(texts)), str(paths.resources() / "fonts")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=_clean_environment())
    return len(texts) / float(done.stdout.strip().splitlines()[-1]) if done.returncode == 0 else None


def _interpreter_with(module: str) -> str | None:
    """This interpreter, that of the installed command, or the one that GOVDESK_BENCH_PYTHON names."""
    named = os.environ.get("GOVDESK_BENCH_PYTHON")
    command = shutil.which(module)
    beside = str(Path(command).resolve().parent / "python") if command else None
    for python in (named, sys.executable, beside):
        if python and Path(python).exists():
            probe = [python, "-c", f"import {module}"]
            if subprocess.run(probe, capture_output=True, check=False, env=_clean_environment()).returncode == 0:
                return python
    return None


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _libreoffice(place: Path, papers: Sequence[AgreementPaper]) -> float | None:
    """Docs per second of one call for all files; a first call is not counted."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    files = []
    for number, paper in enumerate(papers):
        files.append(str(place / f"agreement{number}.docx"))
        Path(files[-1]).write_bytes(render_word(paper))
    convert = [office, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    command = [*convert, "--outdir", str(place)]

    def call(wanted: Sequence[str]) -> int:
        return subprocess.run([*command, *wanted], capture_output=True, timeout=600, check=False).returncode

    if call(files[:1]) != 0:
        return None
    seconds = _timed(lambda: call(files))
    return len(files) / seconds if all(Path(name).with_suffix(".pdf").exists() for name in files) else None


_RIVALS = {"WeasyPrint": _weasyprint, "LibreOffice from docx": _libreoffice, "typst": _typst}


def _first_paper() -> dict[str, Any]:
    """From the wish to the bytes in a session whose window is open and that has set nothing yet."""
    code = (
        "import time, govdesk.services.opening\n"
        "from govdesk.services.documents import preview_sample\n"
        "begin = time.perf_counter()\n"
        "preview_sample('agreement')\n"
        "print(time.perf_counter() - begin)"
    )
    seconds = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(ROUNDS)
    ]
    return _limited("first_paper_of_a_session", statistics.median(seconds), FIRST_LIMIT)


def _volume() -> dict[str, Any]:
    """Cover, catalogue, an agreement and records of talks up to sixty pages, set, bound and numbered."""
    count_pages(_parts(2)[0].content)
    pages: list[int] = []

    def bind() -> None:
        content = join_volume(_parts(VOLUME_PAGES), "卷宗", "甲街道乙村人民调解委员会", "调解卷宗", date(2026, 11, 23))
        pages.append(count_pages(content))

    seconds = _timed(bind)
    return _limited("volume_of_60_pages", seconds, VOLUME_LIMIT) | {"pages": pages[-1]}


def _parts(pages: int) -> list[VolumePart]:
    """Records of different talks until there are so many pages."""
    made: list[VolumePart] = [VolumePart("人民调解协议书", render(_agreement(0)).content)]
    total = 2
    while total < pages:
        turns = tuple({"speaker": who, "words": f"第{total}次：{_FACTS}"} for who in ("问", "答") * 6)
        rendered = render(ComposedPaper("session_record", "乙村人民调解委员会", values={"turns": turns}))
        made.append(VolumePart("人民调解记录", rendered.content))
        total += rendered.pages
    return made


def _line_faults() -> dict[str, Any]:
    lines, faults = line_faults()
    row = {"name": "line_break_faults", "value": faults, "unit": f"of {lines} lines at {WIDTHS} widths"}
    return row | {"versus": "allowed", "versus_value": 0, "ratio": None}


def _limited(name: str, seconds: float, limit: float) -> dict[str, Any]:
    row = {"name": name, "value": round(seconds, 2), "unit": "s", "versus": "limit (s)", "versus_value": limit}
    return row | {"ratio": round(limit / seconds, 1)}
