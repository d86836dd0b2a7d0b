"""The fixed wording of the forms."""

from pathlib import Path

import pytest

from govdesk.documents.template import Template, template
from govdesk.domain.errors import BadInput
from govdesk.foundation import paths


@pytest.mark.parametrize("name", ["mediation_agreement", "assignment", "handover"])
def test_every_shipped_template_has_a_version_and_a_source(name: str) -> None:
    words = template(name)
    assert words.id == name
    assert words.version
    assert words.source
    assert words.mark == f"{name}/{words.version}"


def test_a_missing_key_names_file_and_key() -> None:
    with pytest.raises(BadInput) as caught:
        template("assignment")("nothing")
    assert caught.value.facts == {"file": "assignment.toml", "line": 1, "key": "nothing"}


def test_an_unknown_placeholder_names_file_and_key() -> None:
    words = Template("x", "1", "", "", {"greeting": "你好{whom}"})
    with pytest.raises(BadInput) as caught:
        words("greeting", name="某")
    assert caught.value.code == "template_placeholder"


def test_a_broken_template_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "resources" / "templates"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("id = ", encoding="utf-8")
    monkeypatch.setattr(paths, "_ROOT", tmp_path)
    with pytest.raises(BadInput) as caught:
        template("broken")
    assert (caught.value.code, caught.value.facts["file"]) == ("template_syntax", "broken.toml")
