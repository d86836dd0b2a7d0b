"""Every official place name with rare characters prints and is read back as it was, or is refused by name."""

import csv
from pathlib import Path

import pytest

from govdesk.documents.fonts import uncovered
from govdesk.documents.rendering import render
from govdesk.domain.errors import BadInput
from tests.documents.made_up import agreement, draft_dict
from tests.documents.reading import text_of


@pytest.mark.shared
def test_every_rare_name_prints_identically_or_is_refused_by_name(shared_data: Path) -> None:
    names = column(shared_data / "names" / "rare_names.csv", "name")
    refused = [name for name in names if uncovered(name)]
    printed = [name for name in names if not uncovered(name)]
    assert len(printed) > 3600
    assert all(any("\ue000" <= character <= "\uf8ff" for character in name) for name in refused)
    text = text_of(render(agreement(facts="\n".join(f"〔{name}〕" for name in printed))).content)
    assert [name for name in printed if f"〔{name}〕" not in text] == []
    for name in refused[:5]:
        parties = draft_dict()["parties"]
        parties[0]["name"] = name
        with pytest.raises(BadInput) as caught:
            render(agreement(parties=parties))
        assert caught.value.facts["person"] == name


@pytest.mark.shared
@pytest.mark.parametrize("file", ["rare_chars.csv", "general_standard_chars_outside_gbk.csv"])
def test_every_rare_character_prints_identically_in_a_name(shared_data: Path, file: str) -> None:
    characters = [c for c in column(shared_data / "names" / file, "char") if not uncovered(c)]
    parties = [{"role": "other", "name": f"王{c}", "address": f"{c}村"} for c in characters]
    text = text_of(render(agreement(parties=parties, copies=None)).content)
    assert [c for c in characters if f"王{c}，住{c}村" not in text] == []


def column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]
