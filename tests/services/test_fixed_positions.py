"""Where every paper has its margins, issuer, title, number and seal: positions read back from the PDF, to 1 mm.

The golden table is what the forms are declared to be, written down by hand from GB/T 9704-2012 §5–10 (letters,
minutes) and from the margins and sizes of the office's own forms; nothing in it is taken from a PDF. Millimetres from
the left and the upper edge of the sheet.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest

from govdesk.services.documents import preview_empty, preview_sample
from govdesk.services.paper_kinds import KINDS
from tests.documents.test_official_geometry import HEIGHT, MM, Glyph, glyphs, strokes

POINT = 25.4 / 72
NEAR = 1.0
ISSUER = "甲街道综治中心"
WIDE, HIGH = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class Margins:
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + WIDE - self.right) / 2


TABLE = Margins(25, 23, 22, 20)
TEXT = Margins(28, 26, 30, 30)
OFFICIAL = Margins(28, 26, 37, 35)

ISSUER_LINE, ISSUER_GAP, TITLE_LINE, TITLE_GAP, NUMBER_LINE = (points * POINT for points in (26, 4, 34, 10, 24))
SEAL_COLUMNS = (2.5, 4.2, 2.5, 4.2)  # the centre's slips: label, room for the seal, label, date
SEAL_ROOM = 50 * POINT
CELL = 4 * POINT  # white inside a cell, on every side
TITLE_SIZE, BODY_SIZE = 22 * POINT, 15.75 * POINT
DATE_FROM_RIGHT = 4 * 15.75 * POINT  # four characters of 三号
GRID = 225 / 22  # one line of the 22 × 28 grid

NUMBERED, UNNUMBERED = True, False
NO_SEAL, COLUMN, LABEL, OVER_DATE, TWO_HALVES = "none", "right column", "label", "over the date", "two halves"

Golden = tuple[Margins, str, bool, str]
FORMS: dict[str, Golden] = {
    "agreement": (TEXT, "人民调解协议书", NUMBERED, COLUMN),
    "assignment": (TABLE, "案件交办单（正联）", NUMBERED, TWO_HALVES),
    "handover": (TABLE, "案件移交单", NUMBERED, TWO_HALVES),
    "supervision": (TABLE, "督办单", NUMBERED, LABEL),
    "whistle_slip": (TABLE, "吹哨单", NUMBERED, LABEL),
    "arrival_receipt": (TABLE, "报到回执", NUMBERED, LABEL),
    "county_call": (TABLE, "呼叫单（乡呼县应）", NUMBERED, LABEL),
    "extension_approval": (TABLE, "延期审批单", NUMBERED, LABEL),
    "extension_notice": (TABLE, "延期告知书", NUMBERED, COLUMN),
    "return_ruling": (TABLE, "退单裁定书", NUMBERED, LABEL),
    "hearing_notice": (TABLE, "听证通知书", NUMBERED, COLUMN),
    "hearing_record": (TEXT, "听证笔录", UNNUMBERED, NO_SEAL),
    "task_force_approval": (TABLE, "领导包案审批表", NUMBERED, LABEL),
    "task_force_report": (TEXT, "专班结案报告", NUMBERED, COLUMN),
    "strike_off_approval": (TABLE, "销号审批单", NUMBERED, LABEL),
    "visit_slip": (TABLE, "回访单", NUMBERED, LABEL),
    "receipt": (TABLE, "受理回执", NUMBERED, COLUMN),
    "refusal_notice": (TABLE, "不属受理范围告知书", NUMBERED, COLUMN),
    "admission_opinion": (TABLE, "交办事项准入意见", NUMBERED, LABEL),
    "acceptance": (TABLE, "人民调解受理登记表", UNNUMBERED, COLUMN),
    "rights_notice": (TEXT, "人民调解当事人权利义务告知书", UNNUMBERED, NO_SEAL),
    "identity_papers": (TABLE, "当事人身份证明", UNNUMBERED, NO_SEAL),
    "investigation": (TABLE, "人民调解调查记录", UNNUMBERED, NO_SEAL),
    "evidence_list": (TABLE, "人民调解证据材料", UNNUMBERED, NO_SEAL),
    "session_record": (TABLE, "人民调解记录", UNNUMBERED, NO_SEAL),
    "oral_agreement": (TABLE, "人民调解口头协议登记表", NUMBERED, COLUMN),
    "performance_reminder": (TABLE, "人民调解协议履行督促书", NUMBERED, COLUMN),
    "follow_up_record": (TABLE, "人民调解回访记录", UNNUMBERED, COLUMN),
    "confirmation_materials": (TABLE, "司法确认有关材料", UNNUMBERED, NO_SEAL),
    "termination_notice": (TEXT, "终止调解告知书", NUMBERED, COLUMN),
    "mediation_refusal_notice": (TEXT, "人民调解不予受理告知书", NUMBERED, COLUMN),
    "mediation_notice": (TABLE, "人民调解通知书", NUMBERED, COLUMN),
    "closing_report": (TABLE, "人民调解结案报告表", UNNUMBERED, COLUMN),
    "dossier_catalogue": (TEXT, "卷内目录", UNNUMBERED, NO_SEAL),
    "dossier_note": (TABLE, "卷宗情况说明", UNNUMBERED, NO_SEAL),
}
OF_PARTIES: dict[str, Golden] = {  # no issuer: the parties themselves write
    "application": (TABLE, "人民调解申请书", UNNUMBERED, NO_SEAL),
    "authorisation": (TEXT, "授权委托书", UNNUMBERED, NO_SEAL),
    "performance_receipt": (TEXT, "收条", UNNUMBERED, NO_SEAL),
    "confirmation_application": (TABLE, "司法确认申请书", UNNUMBERED, NO_SEAL),
    "confirmation_application_organisation": (TABLE, "司法确认申请书", UNNUMBERED, NO_SEAL),
}
LETTERS = (
    "transfer_letter",
    "forward_letter",
    "petition_transfer",
    "petition_assignment",
    "consultation_notice",
    "court_reply",
)
MINUTES = ("minutes",)
COVERS = ("dossier_cover", "dossier_back")


@dataclass(frozen=True, slots=True)
class Ink:
    """The inked box of a run of characters on a page, in millimetres."""

    left: float
    right: float
    top: float
    foot: float

    @property
    def across(self) -> float:
        return (self.left + self.right) / 2

    @property
    def down(self) -> float:
        return (self.top + self.foot) / 2


def near(value: float) -> object:
    return pytest.approx(value, abs=NEAR)


@cache
def printed(kind: str, full: bool) -> list[list[Glyph]]:
    content = preview_sample(kind, ISSUER) if full else preview_empty(kind, ISSUER)
    with pypdfium2.PdfDocument(content) as document:
        count = len(document)
        assert all(document[page].get_size() == pytest.approx((WIDE * MM, HEIGHT), abs=0.1) for page in range(count))
    return [glyphs(content, page) for page in range(count)]


def runs(page: list[Glyph], words: str) -> list[Ink]:
    """Every place where the characters follow each other, white space aside."""
    text = "".join(glyph.text for glyph in page)
    found, start = [], text.find(words)
    while start >= 0:
        box = page[start : start + len(words)]
        left, right = min(glyph.left for glyph in box), max(glyph.right for glyph in box)
        top, foot = min(glyph.top for glyph in box), max(glyph.foot for glyph in box)
        found.append(Ink(left / MM, right / MM, top / MM, foot / MM))
        start = text.find(words, start + 1)
    return found


def one(page: list[Glyph], words: str) -> Ink:
    return runs(page, words)[0]


def inside(pages: list[list[Glyph]], margins: Margins, above: float = 0) -> bool:
    """Whether all text lies between the margins; what stands `above` a height or in the foot's margin is not asked."""
    body = [glyph for page in pages for glyph in page if above * MM <= glyph.top < (HIGH - margins.bottom) * MM]
    assert body
    return (
        min(glyph.left for glyph in body) >= (margins.left - NEAR) * MM
        and max(glyph.right for glyph in body) <= (WIDE - margins.right + NEAR) * MM
        and min(glyph.top for glyph in body) >= (min(margins.top, above or margins.top) - NEAR) * MM
    )


def feet(pages: list[list[Glyph]], margins: Margins) -> list[Ink]:
    """What stands under the printing area, page by page."""
    found = []
    for page in pages:
        low = [glyph for glyph in page if glyph.top >= (HIGH - margins.bottom) * MM]
        found.append(
            Ink(
                min(glyph.left for glyph in low) / MM,
                max(glyph.right for glyph in low) / MM,
                min(glyph.top for glyph in low) / MM,
                max(glyph.foot for glyph in low) / MM,
            )
        )
    return found


def test_the_golden_table_names_every_kind_of_paper() -> None:
    assert {*FORMS, *OF_PARTIES, *LETTERS, *MINUTES, *COVERS} == set(KINDS) - {"dossier"}


@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("kind", FORMS)
def test_a_form_has_issuer_title_and_number_in_their_places(kind: str, full: bool) -> None:
    margins, title, numbered, _seal = FORMS[kind]
    pages = printed(kind, full)
    assert inside(pages, margins)
    top = margins.top
    if (kind, full) != ("agreement", False):  # the committee's, never the centre's: an empty one names nobody
        issuer = one(pages[0], "甲街道乙村人民调解委员会" if kind == "agreement" else ISSUER)
        assert (issuer.across, issuer.down) == (near(margins.middle), near(margins.top + ISSUER_LINE / 2))
        top += ISSUER_LINE + ISSUER_GAP
    words, bracket, rest = title.partition("（")  # the ink of a bracket fills half its room only
    heading = one(pages[0], words)
    assert heading.across == near(margins.middle - len(bracket + rest) * TITLE_SIZE / 2)
    assert heading.down == near(top + TITLE_LINE / 2)
    if numbered:
        line = top + TITLE_LINE + TITLE_GAP + NUMBER_LINE / 2
        number = [ink for ink in runs(pages[0], "号") if abs(ink.down - line) < NUMBER_LINE / 2][-1]
        assert (number.right, number.down) == (near(WIDE - margins.right), near(line))


@pytest.mark.parametrize("kind", OF_PARTIES)
def test_a_paper_of_the_parties_begins_with_its_title(kind: str) -> None:
    margins, title, _numbered, _seal = OF_PARTIES[kind]
    pages = printed(kind, full=True)
    assert inside(pages, margins)
    assert not runs(pages[0][:40], ISSUER)
    heading = one(pages[0], title)
    assert (heading.across, heading.down) == (near(margins.middle), near(margins.top + TITLE_LINE / 2))


@pytest.mark.parametrize("kind", [kind for kind, golden in FORMS.items() if golden[0] in (TABLE, TEXT)])
def test_the_pages_of_a_form_are_counted_nine_millimetres_under_the_text(kind: str) -> None:
    margins = FORMS[kind][0]
    pages = printed(kind, full=True)
    if kind == "dossier_catalogue":  # stands before the numbered sheets of the volume
        assert all(glyph.foot < (HIGH - margins.bottom) * MM for page in pages for glyph in page)
        return
    for at, (page, place) in enumerate(zip(pages, feet(pages, margins), strict=True), start=1):
        words = one(page, f"第{at}页共{len(pages)}页")
        assert words.across == near(margins.middle)
        assert place.foot == near(HIGH - margins.bottom + 9)


@pytest.mark.parametrize("kind", [kind for kind, golden in FORMS.items() if golden[3] == COLUMN])
def test_the_seal_has_its_place_in_the_middle_of_the_right_column_over_the_date(kind: str) -> None:
    margins = FORMS[kind][0]
    middle = margins.left + (WIDE - margins.left - margins.right) * 3 / 4
    places = [(page, ink) for page in printed(kind, full=True) for ink in runs(page, "印章）")]
    page, seal = places[-1]
    words = "".join(glyph.text for glyph in page)
    start = words.rfind("（", 0, words.rfind("印章）"))
    whole = one(page, words[start : words.rfind("印章）") + 3])
    assert whole.across == near(middle)
    date = next(ink for ink in runs(page, "2026年11月23日") if ink.top > seal.foot)
    assert date.across == near(middle)
    assert date.down - seal.down == near(24 * POINT + 2 * CELL)


@pytest.mark.parametrize("kind", [kind for kind, golden in FORMS.items() if golden[3] == LABEL])
def test_the_seal_of_a_slip_has_a_blank_cell_behind_its_label(kind: str) -> None:
    width = WIDE - TABLE.left - TABLE.right
    edges = [TABLE.left + width * sum(SEAL_COLUMNS[:count]) / sum(SEAL_COLUMNS) for count in range(5)]
    page, label = next((page, ink) for page in printed(kind, full=True) for ink in runs(page, "制发机关印章"))
    assert label.across == near((edges[0] + edges[1]) / 2)
    row = [glyph for glyph in page if abs((glyph.top + glyph.foot) / 2 / MM - label.down) < SEAL_ROOM / 2 - NEAR]
    assert all(not edges[1] < glyph.left / MM < edges[2] for glyph in row)
    date = [glyph for glyph in row if glyph.left / MM > edges[3]]
    assert "".join(glyph.text for glyph in date).startswith("2026年11月23日")


@pytest.mark.parametrize(("kind", "words"), [("assignment", ("交办", "承办")), ("handover", ("移出", "接收"))])
def test_the_two_bodies_of_a_handing_over_seal_in_their_own_half(kind: str, words: tuple[str, str]) -> None:
    middle = TABLE.middle
    places = [
        (word, ink) for page in printed(kind, full=True) for word in words for ink in runs(page, f"（{word}单位印章）")
    ]
    assert [word for word, _ink in places] == list(words)
    (_first, left), (_second, right) = places
    assert TABLE.left < left.left < left.right < middle < right.left < right.right < WIDE - TABLE.right
    assert right.across - left.across == near((WIDE - TABLE.left - TABLE.right) / 2)


@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_has_mark_lines_number_seal_and_date_where_the_standard_has_them(kind: str, full: bool) -> None:
    pages = printed(kind, full)
    assert inside(pages, OFFICIAL, above=70)
    mark = one(pages[0], ISSUER)
    assert (mark.across, mark.top) == (near(WIDE / 2), near(30))
    content = preview_sample(kind, ISSUER) if full else preview_empty(kind, ISSUER)
    first, *_others, last = strokes(content, 0)
    assert first.y / MM - mark.foot == near(4)
    assert (HEIGHT - last.y) / MM == near(20)
    for line in (first, last):
        assert (line.left / MM, line.right / MM) == (near(20), near(190))
    number = runs(pages[0], "号")[0]
    assert number.right == near(WIDE - OFFICIAL.right)
    page = next(page for page in pages if runs(page, "（印章）"))
    seal = one(page, "（印章）")
    name = next(ink for ink in runs(page, ISSUER) if ink.top > seal.foot)
    assert name.down - seal.down == near(GRID)
    if full:
        date = next(ink for ink in runs(page, "2026年11月23日") if ink.top > name.foot)
        day = next(ink for ink in runs(page, "日") if ink.top > name.foot)
        assert day.across == near(WIDE - OFFICIAL.right - DATE_FROM_RIGHT - BODY_SIZE / 2)
        assert (seal.across, name.across) == (near(date.across), near(date.across))
        assert date.down - name.down == near(GRID)


def test_minutes_have_their_mark_seventy_two_millimetres_down_and_the_number_under_it() -> None:
    pages = printed("minutes", full=True)
    assert inside(pages, OFFICIAL)
    mark = one(pages[0], "矛盾纠纷联合会商会议纪要")
    assert (mark.across, mark.top) == (near(OFFICIAL.middle), near(72))
    number = next(ink for ink in runs(pages[0], "甲综治纪〔2026〕12号") if ink.top > mark.foot)
    assert number.across == near(OFFICIAL.middle)
    line = strokes(preview_sample("minutes", ISSUER), 0)[0]
    assert line.y / MM - number.foot == near(4)
    assert (line.left / MM, line.right / MM) == (near(OFFICIAL.left), near(WIDE - OFFICIAL.right))


def test_the_cover_names_committee_and_volume_in_the_middle_of_the_sheet() -> None:
    page = printed("dossier_cover", full=True)[0]
    issuer, title = one(page, ISSUER), one(page, "调解卷宗")
    assert (issuer.across, issuer.down) == (near(TEXT.middle), near(TEXT.top + 14 * POINT))
    assert (title.across, title.down) == (near(TEXT.middle), near(TEXT.top + (28 + 90 + 30) * POINT))
    assert inside([page], TEXT)


def test_the_last_leaf_says_so_at_its_head() -> None:
    page = printed("dossier_back", full=True)[0]
    words = one(page, "封底")
    assert (words.across, words.down) == (near(TEXT.middle), near(TEXT.top + 14 * POINT))


def test_no_two_lines_of_a_heading_touch() -> None:
    """The golden heights leave room between issuer, title and number."""
    centres = [ISSUER_LINE / 2, ISSUER_LINE + ISSUER_GAP + TITLE_LINE / 2]
    centres.append(ISSUER_LINE + ISSUER_GAP + TITLE_LINE + TITLE_GAP + NUMBER_LINE / 2)
    assert all(lower - upper > 22 * POINT for upper, lower in pairwise(centres))
