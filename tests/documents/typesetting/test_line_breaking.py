"""Lines of Chinese text: what may not begin or end one, what stays together, how the width is filled."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.atoms import NO_END, NO_START, make_atoms
from govdesk.documents.typesetting.line_breaking import break_lines
from govdesk.documents.typesetting.paragraph import Paragraph, Style
from tests.documents.made_up import FACTS

SIZE = 16.0


def lines(text: str, width: float, align: str = "justify", indent: float = 0.0) -> list[str]:
    style = Style(SIZE, 28, indent=indent, align=align)
    return Paragraph([(text, Typeface.FANG)], style).lines(width)


def faults(broken: list[str]) -> list[str]:
    starts = [line for line in broken[1:] if line[0] in NO_START]
    return starts + [line for line in broken[:-1] if line[-1] in NO_END]


@pytest.mark.parametrize("typeface", list(Typeface))
def test_no_line_begins_or_ends_with_a_forbidden_mark_at_any_width(typeface: Typeface) -> None:
    style = Style(SIZE, 28, indent=2)
    for width in range(110, 460, 3):
        broken = Paragraph([(FACTS, typeface)], style).lines(width)
        assert faults(broken) == [], width
        assert "".join(broken) == FACTS


def test_numbers_and_latin_words_are_not_divided() -> None:
    text = "请于2026年12月5日前将800.50元汇入6222021234567890123账户，联系电话029-80000001，邮箱someone@example.org。"
    words = ["2026", "12", "800.50", "6222021234567890123", "029-80000001", "someone@example.org"]
    for width in range(180, 460, 5):
        whole = lines(text, width)
        assert all(any(word in line for line in whole) for word in words), width


def test_dashes_and_ellipses_are_not_divided() -> None:
    text = "双方多次争执——未果……后来又——" * 8
    for width in range(100, 460, 3):
        for line in lines(text, width):
            assert line.count("—") % 2 == 0
            assert line.count("…") % 2 == 0


def test_a_word_wider_than_the_line_is_divided_rather_than_lost() -> None:
    text = "编号" + "8" * 200 + "号"
    broken = lines(text, 120)
    assert "".join(broken) == text
    assert len(broken) > 10


def test_adjacent_marks_give_up_half_a_width() -> None:
    def width(text: str) -> float:
        return sum(atom.width for atom in make_atoms([(text, Typeface.FANG)], SIZE))

    assert width("》（") == pytest.approx(1.5 * SIZE)
    assert width("。”") == pytest.approx(1.5 * SIZE)
    assert width("（《") == pytest.approx(1.5 * SIZE)
    assert width("；“") == pytest.approx(1.5 * SIZE)
    assert width("甲。乙") == pytest.approx(3 * SIZE)


def test_justified_lines_fill_the_width_and_the_last_one_does_not() -> None:
    atoms = make_atoms([(FACTS, Typeface.FANG)], SIZE)
    broken = break_lines(atoms, 400, 2 * SIZE, SIZE, "justify")
    for line in broken[:-1]:
        if line.gap > 0 or line.width >= 399:
            assert line.x + line.width + line.gap * (len(line.atoms) - 1) == pytest.approx(400, abs=0.01)
    assert broken[-1].gap == 0.0
    assert broken[0].x == 2 * SIZE
    assert broken[1].x == 0.0


def test_gaps_are_never_torn_nor_squashed() -> None:
    atoms = make_atoms([(FACTS, Typeface.FANG)], SIZE)
    for width in range(200, 460, 7):
        for line in break_lines(atoms, width, 0.0, SIZE, "justify"):
            assert -0.06 * SIZE <= line.gap <= 0.25 * SIZE


def test_a_line_before_an_unbreakable_number_is_left_ragged_not_torn() -> None:
    text = "申请人：马建国，男，回族，身份证号码110101199001010010，住柯寨村三组。"
    first, *_rest = break_lines(make_atoms([(text, Typeface.FANG)], SIZE), 26 * SIZE, 0.0, SIZE, "justify")
    assert first.text.endswith("身份证号码")
    assert first.gap == 0.0


def test_centred_and_right_aligned_lines_stand_where_they_should() -> None:
    atoms = make_atoms([("编号", Typeface.FANG)], SIZE)
    assert break_lines(atoms, 100, 0.0, SIZE, "center")[0].x == pytest.approx((100 - 2 * SIZE) / 2)
    assert break_lines(atoms, 100, 0.0, SIZE, "right")[0].x == pytest.approx(100 - 2 * SIZE)


def test_runs_of_a_line_cover_its_text_in_order_and_move_right() -> None:
    atoms = make_atoms([(FACTS, Typeface.FANG)], SIZE)
    for index, line in enumerate(break_lines(atoms, 300, 0.0, SIZE, "justify")):
        runs = list(line.runs(trimmed_start=index > 0))
        assert "".join(run.text for run in runs) == line.text
        assert [run.x for run in runs] == sorted(run.x for run in runs)


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(alphabet="甲乙丙，。；：“”（）《》—…、！？0123456789abc 元", min_size=1, max_size=120),
    width=st.integers(60, 460),
)
def test_whatever_the_text_nothing_is_lost_or_reordered(text: str, width: int) -> None:
    assert "".join(lines(text, width)).replace(" ", "") == text.replace(" ", "")
