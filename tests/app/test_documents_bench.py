"""The bench of the documents: no faulty line, and an alternative that is not there is named as such."""

import pytest

from govdesk.app.benchmarks import documents
from govdesk.app.benchmarks.documents_rivals import html_of, typst_of


def test_no_line_of_five_hundred_begins_or_ends_wrongly() -> None:
    lines, faults = documents.line_faults(widths=20, least=500)
    assert lines >= 500
    assert faults == 0


def test_an_alternative_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents.shutil, "which", lambda _name: None)
    monkeypatch.setattr(documents, "_interpreter_with", lambda _module: None)
    monkeypatch.setattr(documents, "VOLUME_PAGES", 6)
    rows = documents.run(agreements=2, rounds=1)
    assert [row["versus"] for row in rows[:3]] == [
        "WeasyPrint is not installed",
        "LibreOffice from docx is not installed",
        "typst is not installed",
    ]
    assert [row["name"] for row in rows[3:]] == ["first_paper_of_a_session", "volume_of_60_pages", "line_break_faults"]
    assert rows[-1]["value"] == 0


def test_the_alternatives_get_the_same_text() -> None:
    paper = documents._agreement(3)
    for text in (html_of(paper), typst_of(paper)):
        assert "双方为第3次申请调解" in text
        assert "乙人调字〔2026〕4号" in text
