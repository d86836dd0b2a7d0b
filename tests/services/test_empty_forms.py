"""Forms to be filled in by hand: everything that must be written has its place, on as few sheets as it can."""

import pypdfium2
import pytest

from govdesk.services.documents import preview_empty, preview_sample
from tests.documents.test_official_geometry import glyphs

ISSUER = "甲街道综治中心"
PATH = 2  # PDFium's number of a drawn line


def words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def sheets(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


@pytest.mark.parametrize("kind", ["application", "authorisation", "performance_receipt"])
def test_what_a_party_writes_bears_nobodys_head(kind: str) -> None:
    assert ISSUER not in words(preview_empty(kind, ISSUER))
    assert ISSUER not in words(preview_sample(kind, ISSUER))


@pytest.mark.parametrize("kind", ["mediation_notice", "confirmation_application_organisation"])
def test_an_empty_form_does_not_spill_onto_a_second_sheet(kind: str) -> None:
    assert sheets(preview_empty(kind, ISSUER)) == 1


def test_a_notice_of_mediation_is_one_sheet_also_when_it_says_everything() -> None:
    assert sheets(preview_sample("mediation_notice", ISSUER)) == 1


def test_an_empty_agreement_has_a_place_where_the_mediator_signs() -> None:
    """人民调解法 §29: parties and mediator sign."""
    assert "人民调解员（签名）" in words(preview_empty("agreement", ISSUER))


def test_an_empty_handover_has_rows_for_the_materials() -> None:
    printed = words(preview_empty("handover", ISSUER))
    assert "无移交材料" not in printed
    assert "经双方当面清点" in printed


def test_empty_minutes_ask_who_was_there() -> None:
    printed = words(preview_empty("minutes", ISSUER))
    for label in ("出席：", "请假：", "列席：", "记录："):
        assert label in printed


def test_the_cell_of_one_value_is_left_free_to_write_in() -> None:
    """当事人 of the record: the cell is ruled already, no second line stands in it."""
    content = preview_empty("session_record", ISSUER)
    label = next(glyph for glyph in glyphs(content, 0) if glyph.text == "当")
    with pypdfium2.PdfDocument(content) as document:
        high = document[0].get_height()
        level = [item.get_bounds() for item in document[0].get_objects() if item.type == PATH]
    beside = [
        (left, right)
        for left, bottom, right, top in level
        if top - bottom < 4 and right - left > 15 and left > label.right and label.top < high - top < label.foot + 4
    ]
    assert beside == []
