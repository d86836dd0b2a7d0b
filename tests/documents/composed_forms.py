"""An invented composed form with every kind of block, in any layout."""

from datetime import date
from pathlib import Path
from typing import Any

from govdesk.documents.template_grammar import ComposedTemplate, read_template
from govdesk.domain.paper_fields import samples
from govdesk.domain.papers import ComposedPaper

FORM = (Path(__file__).parent / "made_up.toml").read_text(encoding="utf-8")


def source(layout: str = "table", **changes: str) -> str:
    """The form's text in a layout, with pieces of it replaced."""
    text = FORM.replace('layout = "letter"', f'layout = "{layout}"')
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def form(layout: str = "table") -> ComposedTemplate:
    return read_template(source(layout), "made_up.toml")


def paper(**changes: Any) -> ComposedPaper:
    """The form with all its samples; `changes` replace values, None takes one away."""
    values = {**samples(form().fields), **changes}
    kept = {name: value for name, value in values.items() if value is not None}
    return ComposedPaper("made_up", "甲街道社会治安综合治理中心", "甲综治转〔2026〕12号", date(2026, 11, 23), kept)
