"""Blanks to be written on by hand: one unbroken rule, no stub of it on a line of its own, choices that stay whole."""

import pytest

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.atoms import make_atoms
from govdesk.documents.typesetting.line_breaking import break_lines
from govdesk.services.documents import preview_empty, preview_sample
from tests.documents.reading import pages_of, text_of

SIZE = 16.0


def lines(text: str, ems: float) -> list[str]:
    atoms = make_atoms([(text, Typeface.FANG)], SIZE)
    return [line.text for line in break_lines(atoms, ems * SIZE, 0.0, SIZE, "justify")]


@pytest.mark.parametrize("ems", [x / 2 for x in range(20, 60)])
def test_a_rule_fills_its_line_and_leaves_no_stub(ems: float) -> None:
    broken = lines("特别授权事项：" + "_" * 60 + "。", ems)
    assert "".join(broken) == "特别授权事项：" + "_" * 60 + "。"
    assert all(line.count("_") == 0 or line.count("_") >= 4 for line in broken)
    assert len(broken) == 1 or broken[-1].count("_") >= 6


@pytest.mark.parametrize("ems", range(8, 40))
def test_a_choice_stays_with_its_box(ems: int) -> None:
    choices = ("□当事人申请", "■调委会主动", "□公安移交", "□审判机关委托", "□政府指定")
    broken = lines("　　".join(choices), ems)
    assert all(any(choice in line for line in broken) for choice in choices)


def test_a_long_sentence_behind_a_box_breaks_as_any_other() -> None:
    broken = lines("□法律规定只能由专门机关管辖处理或者禁止采用民间调解方式解决", 15)
    assert [len(line) for line in broken] == [15, 15]


def test_an_agreement_in_the_drawer_has_room_for_everything_the_law_lists() -> None:
    text = "".join(text_of(preview_empty("agreement")).split())
    for words in ("申请人：____", "被申请人：____", "纠纷主要事实、争议事项：", "一、二、三、履行方式、时限："):
        assert words in text


def test_the_assignment_in_the_drawer_has_a_line_for_its_receiver() -> None:
    assert "________：" in text_of(preview_empty("assignment"))


def test_what_announces_is_on_the_page_of_what_it_announces() -> None:
    for page in pages_of(preview_sample("hearing_record")):
        words = [line.strip() for line in page.splitlines() if line.strip() and "页" not in line]
        assert not words[-1].endswith("：")


def test_a_sample_bears_the_name_and_the_number_of_whoever_issues_it() -> None:
    notice, slip = text_of(preview_sample("mediation_notice")), text_of(preview_sample("supervision"))
    assert "甲街道乙村人民调解委员会" in notice and "甲人调知〔2026〕12号" in notice
    assert "甲街道综治中心" in slip and "甲综治督〔2026〕12号" in slip
    assert "〔2026〕12号" not in text_of(preview_sample("performance_receipt"))
