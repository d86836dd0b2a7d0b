"""Finished papers: text in order, fonts embedded, the same bytes twice, geometry, long and crowded papers."""

import hashlib
import io
import re
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from govdesk.documents.forms.page import TEXT_FRAME
from govdesk.documents.rendering import render
from govdesk.domain.agreement import PartyKind, Representative
from govdesk.domain.errors import BadInput
from govdesk.domain.papers import Material, Paper
from tests.documents.made_up import FACTS, agreement, assignment, draft_dict, handover
from tests.documents.reading import boxes_of, fonts_of, pages_of, text_of

PAPERS = {
    "agreement": agreement(),
    "specimen": agreement(specimen=True),
    "assignment": assignment(),
    "handover": handover(),
    "blank agreement": agreement(number="", parties=[], terms=[], facts="", mediators=[], recorder="", reached_on=""),
}
A4 = (595.28, 841.89)


@pytest.fixture(params=PAPERS, ids=str)
def paper(request: pytest.FixtureRequest) -> Paper:
    return PAPERS[request.param]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    first, second = render(paper), render(paper)
    assert first.content == second.content
    assert first.sha256 == hashlib.sha256(first.content).hexdigest()


def test_every_font_is_embedded_and_none_is_helvetica(paper: Paper) -> None:
    fonts = fonts_of(render(paper).content)
    assert fonts
    assert all(font.embedded and font.mapped and "GovDesk" in font.name for font in fonts)
    assert b"Helvetica" not in render(paper).content


def test_pages_are_a4_and_counted(paper: Paper) -> None:
    rendered = render(paper)
    reader = pypdf.PdfReader(io.BytesIO(rendered.content))
    assert len(reader.pages) == rendered.pages
    assert all(
        (round(float(page.mediabox.width), 2), round(float(page.mediabox.height), 2)) == A4 for page in reader.pages
    )
    for number, text in enumerate(pages_of(rendered.content), start=1):
        assert f"第{number}页共{rendered.pages}页" in squeezed(text)


@pytest.mark.parametrize(
    ("person", "organisation", "line"),
    [
        ("宋建华（法定代表人）", True, "法定代表人：宋建华。"),
        ("宋建华", True, "法定代表人（负责人）：宋建华。"),
        ("宋建华（总经理）", True, "法定代表人（负责人）：宋建华（总经理）。"),
        ("梁文（项目经理，持公司授权委托书）", True, "代理人：梁文（项目经理，持公司授权委托书）。"),
        ("黄大伟（父亲）", False, "法定代理人（监护人）：黄大伟（父亲）。"),
        ("马小芳（妹妹，一般授权）", False, "代理人：马小芳（妹妹，一般授权）。"),
    ],
)
def test_whoever_speaks_for_a_party_is_called_what_he_is(person: str, organisation: bool, line: str) -> None:
    paper = agreement()
    kind = PartyKind.ORGANISATION if organisation else PartyKind.PERSON
    first = replace(paper.draft.parties[0], kind=kind, representative=Representative(person))
    draft = replace(paper.draft, parties=(first, *paper.draft.parties[1:]))
    assert squeezed(line) in text_of(render(replace(paper, draft=draft)).content)


def test_the_agreement_says_everything_in_order() -> None:
    text = text_of(render(agreement()).content)
    expected = [
        "甲街道乙村人民调解委员会",
        "人民调解协议书",
        "编号：乙人调字〔2026〕12号",
        "申请人：王𠮷祥，男，汉族，1974年3月12日出生（52岁），身份证号码11010519491231002X，住甲街道乙村二组",
        "被申请人：李䶮，女，回族，1969年8月5日出生（57岁），住甲街道乙村三组。",
        "参加人：孙堃（村民小组组长）。",
        "纠纷主要事实：" + FACTS[:30],
        "争议事项：排水沟由谁使用",
        "经调解，双方自愿达成如下协议：",
        "一、李䶮于2026年12月5日前拆除",
        "二、王𠮷祥补助李䶮拆除费用人民币800元（大写：捌佰元整）",
        "履行方式、时限：限期履行；履行地点：乙村二组；履行期限：2026年12月5日前。",
        "本协议一式三份，当事人、人民调解委员会各持一份。",
    ]
    positions = [text.find(squeezed(part)) for part in expected]
    assert -1 not in positions
    assert positions == sorted(positions)
    for part in ("人民调解员（签名）", "记录人（签名）", "（人民调解委员会印章）", "2026年11月23日"):
        assert squeezed(part) in text


def test_a_paper_without_a_number_shows_a_blank_for_it() -> None:
    text = text_of(render(agreement(number="")).content)
    assert "编号：人调字〔〕号" in text


def test_three_parties_are_each_side_and_every_one_signs() -> None:
    parties = [*draft_dict()["parties"], {"role": "other", "name": "赵昇"}]
    text = text_of(render(agreement(parties=parties, copies=None)).content)
    assert "各方自愿达成如下协议" in text
    assert "一式四份" in text
    assert text.count("（签名、盖章或者按指印）") == 3


def test_an_organisation_is_named_with_its_code_and_representative() -> None:
    company = {
        "role": "respondent",
        "name": "甲街道某某物业服务有限责任公司",
        "kind": "organisation",
        "id_number": "91350100M000100Y43",
        "address": "甲街道一号",
        "representative": {"name": "钱㐂", "role": "法定代表人"},
    }
    text = text_of(render(agreement(parties=[draft_dict()["parties"][0], company])).content)
    assert "统一社会信用代码91350100M000100Y43，住所地甲街道一号" in text
    assert "法定代表人：钱㐂。" in text
    assert "（盖章，代表人签名）" in text


def test_instalments_are_a_table_with_capitals_and_a_total() -> None:
    instalments = [
        {"amount": 3000, "due_on": f"2027-{month:02d}-05", "payer": "李䶮", "payee": "王𠮷祥"} for month in (1, 2)
    ]
    performance = {"method": "分期支付", "place": "", "due_on": "", "instalments": instalments}
    text = text_of(render(agreement(performance=performance)).content)
    assert "叁仟元整" in text
    assert "2027年1月5日前" in text
    assert "合计6000陆仟元整" in text


def test_seal_and_signature_are_places_only() -> None:
    """The program never draws a seal: no image, no circle; only the words that say where it goes."""
    for paper in PAPERS.values():
        reader = pypdf.PdfReader(io.BytesIO(render(paper).content))
        assert all(not page.images for page in reader.pages)


def test_a_demonstration_paper_says_so_on_every_page() -> None:
    for text in pages_of(render(agreement(specimen=True)).content):
        assert "演示" in squeezed(text)
        assert "不具法律效力" in squeezed(text)
    assert "演示" not in text_of(render(agreement()).content)


def test_the_assignment_has_its_three_parts() -> None:
    text = text_of(render(assignment()).content)
    for part in ("案件交办单（正联）", "案件交办单（存根）", "案件交办单（回执）", "沿此线裁开"):
        assert part in text
    assert text.count("甲综治交〔2026〕57号") >= 4


def test_the_handover_lists_its_materials_and_both_signatures() -> None:
    text = text_of(render(handover()).content)
    assert "承包合同复印件24与原件核对无误" in text
    assert "以上材料共2项" in text
    assert "移出单位经办人（签名）" in text
    assert "接收单位经办人（签名）" in text


def test_a_handover_without_materials_says_so() -> None:
    assert "无移交材料" in text_of(render(handover(materials=())).content)


def test_metadata_names_title_issuer_and_template_version() -> None:
    information = pypdf.PdfReader(io.BytesIO(render(agreement()).content)).metadata
    assert information is not None
    assert information.title == "人民调解协议书 乙人调字〔2026〕12号 排水沟纠纷"
    assert information.author == "甲街道乙村人民调解委员会"
    assert information.subject == "人民调解协议书"
    assert information["/Keywords"] == "template mediation_agreement/1"


def test_text_stays_inside_the_margins_and_the_title_is_centred() -> None:
    content = render(agreement()).content
    for page in range(render(agreement()).pages):
        for character, left, bottom, right, top in boxes_of(content, page):
            if character.strip() and bottom > TEXT_FRAME.bottom:
                assert left >= TEXT_FRAME.left - 1
                closing = character in "，。；：、）”"  # may give up the empty half of its square at the edge
                assert right <= A4[0] - TEXT_FRAME.right + (9 if closing else 1)
                assert top <= A4[1] - TEXT_FRAME.top + 1
    title = boxes_of(content)[: len("甲街道乙村人民调解委员会")]
    middle = (title[0][1] + title[-1][3]) / 2
    assert middle == pytest.approx(TEXT_FRAME.left + TEXT_FRAME.width / 2, abs=2)


def test_body_text_is_set_in_sixteen_point_squares() -> None:
    """Full lines of 28 characters (GB/T 9704-2012: 156 mm)."""
    content = render(agreement(facts="字" * 280)).content
    assert max(len(squeezed(line)) for line in "".join(pages_of(content)).splitlines() if set(line) <= {"字"}) == 28


def test_forty_parties_all_stand_on_the_paper() -> None:
    parties = [{"role": "applicant", "name": f"王某{index}", "address": "甲街道"} for index in range(40)]
    rendered = render(agreement(parties=parties, copies=None))
    text = text_of(rendered.content)
    assert all(f"申请人：王某{index}，" in text for index in range(40))
    assert "一式四十一份" in text
    assert text.count("（签名、盖章或者按指印）") == 40


def test_fifty_thousand_characters_are_set_and_none_is_lost() -> None:
    facts = "\n".join("宇宙" * 500 for _ in range(50))
    rendered = render(agreement(facts=facts))
    assert rendered.pages > 60
    assert text_of(rendered.content).count("宇") == text_of(rendered.content).count("宙") == 25_000


def test_a_long_summary_divides_its_table_row() -> None:
    rendered = render(assignment(summary="摘要" * 3000))
    assert rendered.pages > 4
    assert text_of(rendered.content).count("摘要") >= 3000


def test_two_hundred_materials_repeat_the_header_on_every_page() -> None:
    materials = tuple(Material(f"第{index}份材料", "复印件", 1, 2) for index in range(200))
    content = render(handover(materials=materials)).content
    with_rows = [page for page in pages_of(content) if "份材料" in page]
    assert len(with_rows) > 5
    assert all("材料名称" in page for page in with_rows)
    assert "以上材料共200项" in text_of(content)


@pytest.mark.parametrize("character", ["\ue08b", "\U00030edd", "😀"])
def test_a_character_without_a_glyph_is_refused_with_its_field_and_person(character: str) -> None:
    parties = draft_dict()["parties"]
    parties[1]["address"] = f"甲街道{character}村"
    with pytest.raises(BadInput) as caught:
        render(agreement(parties=parties))
    assert caught.value.code == "character_not_printable"
    facts = caught.value.facts
    assert (facts["character"], facts["codepoint"]) == (character, f"U+{ord(character):04X}")
    assert facts["where"] == "李䶮的“住址”"


def test_a_character_without_a_glyph_is_refused_in_every_text_of_every_paper() -> None:
    for changed in (
        assignment(summary="\ue08b"),
        assignment(assists=("甲", "\ue08b")),
        handover(materials=(Material("\ue08b"),)),
        handover(parties=("\ue08b",)),
        agreement(terms=["\ue08b"]),
        agreement(number="\ue08b"),
    ):
        with pytest.raises(BadInput):
            render(changed)


def test_blanks_and_invisible_characters_that_people_paste_do_no_harm() -> None:
    text = text_of(render(agreement(facts="\ufeff　　甲\t乙\u200b丙\r\n\r\n丁")).content)
    assert "甲乙丙" in text
    assert "丁" in text


def test_qpdf_finds_nothing_wrong(paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(render(paper).content)) as file:  # the library is qpdf itself
        assert file.check_pdf_syntax() == []


def test_the_mark_of_a_demonstration_paper_does_not_mix_into_its_text() -> None:
    plain, marked = text_of(render(agreement()).content), text_of(render(agreement(specimen=True)).content)
    assert marked.replace("演示虚构数据，不具法律效力", "") == plain
