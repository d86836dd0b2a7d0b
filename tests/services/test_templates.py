"""Templates of a centre: a changed text is checked, versioned and used; old papers reproduce to the byte."""

from datetime import timedelta

import pytest

from govdesk.domain.errors import AccessDenied, BadInput, GovDeskError, RuleViolation
from govdesk.services.documents import issue_document, preview_document
from govdesk.services.messages import sentence
from govdesk.services.paper_kinds import KINDS
from govdesk.services.templates import (
    check_template,
    preview_template,
    restore_template,
    save_template,
    set_again,
    set_letterhead,
    template_fields,
    template_source,
    templates,
    versions,
)
from tests.conftest import Street
from tests.documents.reading import text_of


def issue(street: Street, kind: str = "assignment", **data: str) -> tuple[int, bytes]:
    issued = issue_document(street.desk, street.seat("operator"), kind, street.register(), data)
    return issued.id, issued.content


def test_every_kind_has_a_template_that_previews_empty_and_full(street: Street) -> None:
    rows = templates(street.desk)
    assert {row.code for row in rows} == set(KINDS)
    assert not any(row.own for row in rows)
    for row in rows:
        source = template_source(street.desk, row.code)
        for filled in (True, False):
            assert preview_template(street.desk, row.code, source, filled).startswith(b"%PDF")


def test_a_changed_clause_prints_and_the_old_paper_reproduces_to_the_byte(street: Street) -> None:
    supervisor = street.seat("supervisor")
    before, old = issue(street)
    text = template_source(street.desk, "assignment").replace("现将下列事项", "现依法将下列事项")
    version = save_template(street.desk, supervisor, "assignment", text, "司法所意见")
    street.clock.advance(timedelta(minutes=5))
    after, new = issue(street)
    assert version == "1-1"
    assert "现依法将下列事项" in text_of(new)
    assert "现依法将下列事项" not in text_of(old)
    assert set_again(street.desk, supervisor, before) == old
    assert set_again(street.desk, supervisor, after) == new
    assert [(item.version, item.in_force) for item in versions(street.desk, "assignment")] == [
        ("1-1", True),
        ("1", False),
    ]


def test_a_composed_form_is_changed_the_same_way(street: Street) -> None:
    supervisor = street.seat("supervisor")
    kind = next(code for code, item in KINDS.items() if item.assemble is None and item.template_name == code)
    source = template_source(street.desk, kind)
    changed = source + '\n[[block]]\nkind = "paragraph"\nstyle = "small"\ntext = "本单由{letterhead}留存。"\n'
    save_template(street.desk, supervisor, kind, changed)
    assert "留存。" in text_of(preview_template(street.desk, kind, template_source(street.desk, kind), True))
    assert next(row for row in templates(street.desk) if row.code == kind).own


def test_an_older_version_comes_back_into_force(street: Street) -> None:
    supervisor = street.seat("supervisor")
    text = template_source(street.desk, "assignment")
    save_template(street.desk, supervisor, "assignment", text.replace("现将下列事项", "现从速将下列事项"))
    street.clock.advance(timedelta(minutes=5))
    restore_template(street.desk, supervisor, "assignment", "1")
    assert template_source(street.desk, "assignment") == text
    assert "从速" not in text_of(issue(street)[1])
    street.clock.advance(timedelta(minutes=5))
    restore_template(street.desk, supervisor, "assignment", "1-1")
    assert "从速" in text_of(issue(street)[1])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{due}前办结", "{deadline}前办结", "template_field_unknown"),
        ('stub = "存根"\n', "", "template_key_missing"),
        ('stub = "存根"', 'stubb = "存根"', "template_key_unknown"),
        ('stub = "存根"', 'stub = "存根', "template_syntax"),
        ("请于{due}前", "请于{due前", "template_braces"),
    ],
)
def test_a_faulty_text_is_refused_with_its_line(street: Street, old: str, new: str, code: str) -> None:
    text = template_source(street.desk, "assignment")
    assert old in text
    with pytest.raises(BadInput) as caught:
        save_template(street.desk, street.seat("supervisor"), "assignment", text.replace(old, new, 1))
    assert caught.value.code == code
    assert "第" in sentence(caught.value)
    assert template_source(street.desk, "assignment") == text


def test_who_may_not_edit_and_what_did_not_change_is_said(street: Street) -> None:
    text = template_source(street.desk, "assignment")
    with pytest.raises(AccessDenied, match="may_not_edit_templates"):
        save_template(street.desk, street.seat("operator"), "assignment", text + "\n# x")
    with pytest.raises(RuleViolation, match="template_unchanged"):
        save_template(street.desk, street.seat("supervisor"), "assignment", text)


def test_the_letterhead_of_the_centre_stands_over_its_papers_and_is_never_a_committees(street: Street) -> None:
    supervisor = street.seat("supervisor")
    set_letterhead(street.desk, supervisor, "柳河街道社会治安综合治理中心")
    assert "柳河街道社会治安综合治理中心" in text_of(issue(street)[1])
    committee = next(row.name for row in street.desk.body_rows.values() if "调解委员会" in row.name)
    with pytest.raises(RuleViolation, match="letterhead_of_body"):
        set_letterhead(street.desk, supervisor, committee)
    text = template_source(street.desk, "assignment").replace("[text]", f'letterhead = "{committee}"\n\n[text]', 1)
    with pytest.raises(GovDeskError, match="letterhead_of_body"):
        save_template(street.desk, supervisor, "assignment", text)


def test_a_letterhead_of_one_template_stands_over_that_paper_only(street: Street) -> None:
    text = template_source(street.desk, "assignment").replace("[text]", 'letterhead = "柳河街道平安办"\n\n[text]', 1)
    save_template(street.desk, street.seat("supervisor"), "assignment", text)
    content = preview_document(street.desk, street.seat("operator"), "assignment", street.register())
    assert text_of(content).startswith("柳河街道平安办")


def test_the_fields_to_insert_are_those_of_the_form() -> None:
    assert "due" in [field.name for field in template_fields("assignment")]
    assert check_template("assignment", template_text()).version == "1"


def template_text() -> str:
    from govdesk.documents.template import shipped_text

    return shipped_text("assignment")


def test_every_field_of_a_template_has_a_chinese_name() -> None:
    bare = {field.label for code in KINDS for field in template_fields(code) if field.label.isascii()}
    assert bare == set()
