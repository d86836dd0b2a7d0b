"""What a composed form's file may say, and how a fault in it is named."""

import pytest

from govdesk.documents.template_grammar import LAYOUTS, read_template
from govdesk.domain.errors import BadInput
from govdesk.domain.paper_fields import missing, read_values
from tests.documents.composed_forms import FORM, form, source


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_made_up_form_is_read_in_every_layout(layout: str) -> None:
    made = form(layout)
    assert made.layout == layout
    assert made.mark == "made_up/1"
    assert list(made.fields)[:2] == ["receiver", "body"]


FAULTS = {
    "a field that does not exist": (
        'text = "{receiver}："',
        'text = "{reciever}："',
        "template_field_unknown",
        "reciever",
    ),
    "a row with an unknown field": ('["solved"]', '["solution"]', "template_field_unknown", "solution"),
    "an unknown key of a block": ("numbered = true", "numberd = true", "template_key_unknown", "numberd"),
    "an unknown key of a field": ('choices = ["是"', 'choice = ["是"', "template_key_unknown", "choice"),
    "an unknown kind of block": ('kind = "roster"', 'kind = "roaster"', "template_value", "kind"),
    "an unknown layout": ('layout = "table"', 'layout = "tabel"', "template_value", "layout"),
    "braces that do not match": ('text = "{receiver}："', 'text = "{receiver："', "template_braces", "text"),
    "a list block over a text": ('field = "requests"', 'field = "receiver"', "template_field_unknown", "field"),
    "no sample": ('sample = "2026-12-05"\n', "", "template_key_missing", "sample"),
    "a sample of the wrong kind": ('sample = "2026-12-05"', 'sample = "soon"', "template_value", "sample"),
    "no version": ('version = "1"\n', "", "template_key_missing", "version"),
    "when of an unknown field": (
        'style = "flush"',
        'style = "flush"\nwhen = "nobody"',
        "template_field_unknown",
        "nobody",
    ),
}


@pytest.mark.parametrize(("old", "new", "code", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_line_and_key(old: str, new: str, code: str, told: str) -> None:
    text = source()
    assert old in text
    with pytest.raises(BadInput) as caught:
        read_template(text.replace(old, new, 1), "made_up.toml")
    facts = caught.value.facts
    assert caught.value.code == code
    assert facts["file"] == "made_up.toml"
    assert told in f"{facts['key']} {facts.get('field', '')}"
    if new:
        line = text.replace(old, new, 1).splitlines()[facts["line"] - 1]
        assert new.splitlines()[-1].strip() in line or facts["key"].rpartition(".")[2] in line


def test_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(BadInput, match="template_syntax"):
        read_template(FORM + "\n[", "made_up.toml")


def test_values_are_read_by_the_registry() -> None:
    fields = form().fields
    read = read_values(
        fields,
        {
            "due": "2026-12-05",
            "requests": "一\n二",
            "materials": ["合同", {"name": "照片", "copies": 3}],
            "body": ["甲", "乙"],
        },
    )
    assert read["due"] == "2026年12月5日"
    assert read["requests"] == ("一", "二")
    assert read["materials"] == ({"name": "合同"}, {"name": "照片", "copies": "3"})
    assert read["body"] == "甲\n乙"


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        ({"nothing": "x"}, "paper_unknown_key", "nothing"),
        ({"due": "2026-13-45"}, "paper_expects_date", "due"),
        ({"due": "2026年13月45日"}, "paper_expects_date", "due"),
        ({"requests": 3}, "paper_expects_list", "requests"),
        ({"materials": [{"weight": "1"}]}, "paper_unknown_key", "materials[0].weight"),
        ({"receiver": {"name": "x"}}, "paper_expects_text", "receiver"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_path(data: dict[str, object], code: str, path: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_values(form().fields, data)
    assert (caught.value.code, caught.value.facts["path"]) == (code, path)


def test_required_fields_that_are_empty_are_named() -> None:
    fields = read_template(source().replace('kind = "date"', 'kind = "date"\nrequired = true'), "x").fields
    assert [item.label for item in missing(fields, {})] == ["期限"]
    assert missing(fields, {"due": "2026年12月5日"}) == []
