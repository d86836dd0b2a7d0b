"""The dossier on a real data folder: what is missing by name, one whole volume, true page numbers, bad attachments."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Encryption, Pdf
from PIL import Image

from govdesk.domain.case import PartySnapshot
from govdesk.domain.dossier import NOT_BOUND, CatalogueItem
from govdesk.domain.errors import AccessDenied, BadInput, GovDeskError, RuleViolation
from govdesk.services.attachments import attach
from govdesk.services.documents import IssuedDocument, issue_document, issued_documents, reprint, void_document
from govdesk.services.dossier import dossier_of, place_attachment
from govdesk.services.dossier_catalogue import catalogue_in_force, catalogue_versions, keep_catalogue, presets
from govdesk.services.dossier_volume import issue_volume
from govdesk.services.messages import sentence
from govdesk.services.paper_ledger import paper_ledger
from govdesk.storage.queries.case_card import read_attachments
from tests.conftest import Street
from tests.documents.made_up import draft_dict
from tests.documents.reading import pages_of

NAMES = ("张守田", "李春生")
PARTIES = (
    PartySnapshot(NAMES[0], sex="男", nation="汉族", id_number="110105197403050016", address="柳林村二组"),
    PartySnapshot(NAMES[1], role="respondent", sex="男", id_number="11010519491231002X", address="柳林村三组"),
)
TALK = """【权利义务告知】调解员告知双方权利、义务。
【调解原则、方式和参加人员身份告知】调解员：自愿、平等调解，双方是否申请回避？
张守田：不申请。他把沟垫高了，雨后水倒灌。
李春生：不申请。我愿意挖开。
【调查核实与质证】调解员出示现场照片，双方均无异议。
【结果风险告知】调解员告知不履行的后果。
【协议内容】双方达成一致，另行制作协议书。"""


def draft(**changes: Any) -> dict[str, Any]:
    parties = [
        {"role": role, "name": item.name, "sex": "男", "nation": "汉", "birth": "", "address": item.address}
        | {"id_number": item.id_number}
        for role, item in zip(("applicant", "respondent"), PARTIES, strict=True)
    ]
    performance = {"method": "自行清除", "place": "柳林村二组", "due_on": "2026-12-05", "instalments": []}
    return (
        draft_dict(
            parties=parties,
            facts="2026年11月，李春生垫高排水沟，致张守田院内雨后积水约10厘米，双方多次争执。",
            terms=["李春生于2026年12月5日前清除垫高部分，恢复排水沟宽0.6米。"],
            performance=performance,
            participants=[],
            committee="",
            mediators=["秦有理"],
            recorder="郑和平",
            reached_on="2026-11-18",
        )
        | changes
    )


def mediated(street: Street) -> int:
    """At the table, with everybody's consent."""
    case_id = street.register(parties=PARTIES)
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=list(NAMES), mediators=["秦有理"], started="written")
    return case_id


def talked(street: Street, case_id: int, words: str = TALK) -> None:
    """One talk, held and signed off."""
    start = street.clock.now() + timedelta(minutes=20)
    street.act(
        case_id,
        "book_session",
        starts_at=start.isoformat(),
        ends_at=(start + timedelta(hours=1)).isoformat(),
        place="调解室",
    )
    street.clock.advance(timedelta(hours=2))
    street.act(
        case_id,
        "finish_session",
        text=words,
        came=list(NAMES),
        recorder="郑和平",
        result="双方达成协议。",
        outcome="agreed",
    )


def complete(street: Street, words: str = TALK) -> int:
    """Everything that must be in the volume."""
    case_id = mediated(street)
    talked(street, case_id, words)
    street.act(case_id, "end_mediation", outcome="agreed", form="paper")
    issue_document(street.desk, street.seat("mediator"), "agreement", case_id, draft())
    return case_id


def volume(street: Street, case_id: int, seat: str = "mediator") -> IssuedDocument:
    return issue_volume(street.desk, street.seat(seat), case_id)


def photo(path: Path, size: tuple[int, int] = (800, 600)) -> Path:
    Image.new("RGB", size, "teal").save(path)
    return path


def scan(path: Path, pages: int = 2, password: str = "") -> Path:
    made = Pdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(595, 842))
    made.save(path, encryption=Encryption(owner=password, user=password) if password else False)
    return path


def printed_lines(text: str) -> dict[str, tuple[int, int]]:
    """Title → first and last page, as the printed catalogue has it."""
    found = {}
    for _position, title, first, last in re.findall(r"^(\d+)\s+(\S+?)\s+(\d+)(?:-(\d+))?\b", text, re.M):
        found[title] = (int(first), int(last or first))
    return found


def test_a_missing_line_stops_the_volume_by_name_with_what_it_lacks(street: Street) -> None:
    case_id = mediated(street)
    with pytest.raises(RuleViolation) as refused:
        volume(street, case_id)
    words = sentence(refused.value)
    assert "人民调解记录（还缺时间、地点、调解记录" in words
    assert "人民调解协议书" in words
    assert refused.value.facts["count"] == 2
    assert issued_documents(street.desk, street.seat("operator"), case_id) == []


def test_without_a_mediation_there_is_no_volume(street: Street) -> None:
    with pytest.raises(RuleViolation, match="dossier_needs_mediation"):
        volume(street, street.register(parties=PARTIES))


def test_an_identity_number_that_nobody_gave_is_told_and_never_blocks(street: Street) -> None:
    """个人信息保护法 §6: the number is not obligatory; the copy is put into the printed volume."""
    case_id = street.register(parties=(PARTIES[0], PartySnapshot("李春生", role="respondent")))
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=list(NAMES), mediators=["秦有理"])
    view = dossier_of(street.desk, street.seat("mediator"), case_id)
    line = next(item for item in view.items if item.code == "identity")
    assert line.state == "ready"
    assert line.next_step == "李春生的证件号码没有登记，证件复印件待粘贴。"


def test_one_whole_volume_with_the_number_of_its_agreement(street: Street) -> None:
    case_id = complete(street)
    made = volume(street, case_id)
    assert made.number == "（2026）柳林人调字第1号"
    assert made.kind == "dossier"
    with Pdf.open(io.BytesIO(made.content)) as opened, opened.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
        assert len(opened.pages) == made.pages
        assert str(opened.docinfo["/Title"]).startswith(made.number)
    assert titles[:2] == ["封面", "卷内目录"]
    assert titles[-1] == "封底"
    assert "人民调解协议书" in titles
    assert reprint(street.desk, street.seat("operator"), made.id) == made.content


def test_the_catalogue_tells_the_pages_on_which_the_papers_really_are(street: Street, tmp_path: Path) -> None:
    case_id = complete(street)
    attach(street.desk, street.seat("operator"), case_id, scan(tmp_path / "票据.pdf", 3), "evidence")
    attach(street.desk, street.seat("operator"), case_id, photo(tmp_path / "水沟.jpg"), "evidence")
    pages = [page.replace("\r", "") for page in pages_of(volume(street, case_id).content)]
    lines = printed_lines(pages[1])
    assert len(lines) >= 8
    for title, (first, last) in lines.items():
        if title != "人民调解证据材料":
            assert title in pages[first + 1].replace("　", ""), title
        for number in range(first, last + 1):
            assert re.search(rf"^{number}$", pages[number + 1], re.M), (title, number)
    assert max(last for _first, last in lines.values()) == len(pages) - 2
    assert lines["人民调解证据材料"][1] - lines["人民调解证据材料"][0] == 3
    assert not re.search(r"^1$", pages[0], re.M)


def test_issued_papers_are_bound_as_they_were_issued(street: Street) -> None:
    case_id = complete(street)
    notice = issue_document(street.desk, street.seat("mediator"), "rights_notice", case_id)
    made = volume(street, case_id)
    own = pages_of(notice.content)[0]
    bound = next(page for page in pages_of(made.content) if "权利义务告知书" in page and "群众性组织" in page)
    assert own.split() == [word for word in bound.split() if not re.fullmatch(r"\d+", word)] or own.strip() in bound


def test_nothing_changed_gives_the_same_bytes_and_a_change_a_second_volume(street: Street) -> None:
    case_id = complete(street)
    first = volume(street, case_id)
    street.clock.advance(timedelta(days=1))
    assert volume(street, case_id).sha256 == first.sha256
    issue_document(street.desk, street.seat("mediator"), "investigation", case_id)
    second = volume(street, case_id)
    assert second.number == "（2026）柳林人调字第1号之二"
    states = {row.number: row.state for row in issued_documents(street.desk, street.seat("operator"), case_id)}
    assert states[first.number] == "void"
    assert states[second.number] == "issued"


def test_an_oral_agreement_takes_the_place_of_the_written_one(street: Street) -> None:
    case_id = mediated(street)
    talked(street, case_id)
    street.act(case_id, "end_mediation", outcome="agreed", form="oral")
    oral = issue_document(
        street.desk,
        street.seat("mediator"),
        "oral_agreement",
        case_id,
        {"terms": ["李春生三日内清沟。"], "performance": "三日内"},
    )
    assert oral.number == "柳林人调字〔2026〕1号"
    made = volume(street, case_id)
    assert made.number == "（2026）柳林人调字第1号"
    assert "人民调解口头协议登记表" in printed_lines(pages_of(made.content)[1])


def test_a_mediation_that_failed_is_bound_with_its_termination(street: Street) -> None:
    case_id = mediated(street)
    talked(street, case_id)
    street.act(case_id, "end_mediation", outcome="terminated", elsewhere="向人民法院起诉")
    issue_document(street.desk, street.seat("mediator"), "termination_notice", case_id)
    assert "终止调解告知书" in printed_lines(pages_of(volume(street, case_id).content)[1])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("坏.pdf", b"%PDF-1.7\nnothing of use", "“坏.pdf”已损坏"),
        ("假.pdf", b"just some words", "“假.pdf”不是它后缀所说的文件"),
        ("断.jpg", b"\xff\xd8\xff\xe0 broken", "“断.jpg”已损坏"),
    ],
)
def test_an_attachment_that_cannot_be_bound_is_named(
    street: Street, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    case_id = complete(street)
    (tmp_path / name).write_bytes(content)
    attach(street.desk, street.seat("operator"), case_id, tmp_path / name, "evidence")
    with pytest.raises(BadInput) as refused:
        volume(street, case_id)
    assert words in sentence(refused.value)
    assert all(row.kind != "dossier" for row in issued_documents(street.desk, street.seat("operator"), case_id))


def test_all_bad_attachments_are_told_at_once_and_may_be_left_out(street: Street, tmp_path: Path) -> None:
    case_id = complete(street)
    operator = street.seat("operator")
    attach(street.desk, operator, case_id, scan(tmp_path / "密.pdf", password="abc"), "evidence")
    (tmp_path / "坏.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    attach(street.desk, operator, case_id, tmp_path / "坏.png", "evidence")
    with pytest.raises(BadInput) as refused:
        volume(street, case_id)
    assert refused.value.facts["count"] == 2
    assert "“密.pdf”加了密码" in sentence(refused.value)
    with street.desk.database.reading() as connection:
        for attachment in read_attachments(connection, case_id):
            place_attachment(street.desk, operator, case_id, attachment.sha256, NOT_BOUND)
    assert volume(street, case_id).pages > 8


def test_a_file_of_300_mb_is_refused_when_it_is_hung_on_the_case(street: Street, tmp_path: Path) -> None:
    huge = tmp_path / "录像.pdf"
    with huge.open("wb") as stream:
        stream.truncate(300_000_000)
    with pytest.raises(BadInput) as refused:
        attach(street.desk, street.seat("operator"), street.register(), huge, "evidence")
    assert "录像.pdf" in sentence(refused.value)


def test_what_has_no_pages_is_listed_and_not_bound(street: Street, tmp_path: Path) -> None:
    case_id = complete(street)
    (tmp_path / "录音.m4a").write_bytes(b"\x00\x00\x00 ftypM4A sound")
    attach(street.desk, street.seat("operator"), case_id, tmp_path / "录音.m4a", "evidence")
    text = "".join(pages_of(volume(street, case_id).content)).replace("\n", "")
    assert "“录音.m4a”不是图片或PDF" in text.replace(" ", "")


def test_an_attachment_put_into_a_line_fills_it(street: Street, tmp_path: Path) -> None:
    """The record that was written by hand, scanned."""
    case_id = mediated(street)
    street.act(case_id, "end_mediation", outcome="agreed", form="paper")
    issue_document(street.desk, street.seat("mediator"), "agreement", case_id, draft())
    operator = street.seat("operator")
    attach(street.desk, operator, case_id, scan(tmp_path / "记录.pdf"), "scan")
    assert dossier_of(street.desk, operator, case_id).missing != ()
    with street.desk.database.reading() as connection:
        sha256 = read_attachments(connection, case_id)[0].sha256
    place_attachment(street.desk, operator, case_id, sha256, "session")
    assert dossier_of(street.desk, operator, case_id).missing == ()
    assert "人民调解记录" in pages_of(volume(street, case_id).content)[1]


def test_only_who_mediates_or_operates_makes_a_volume(street: Street) -> None:
    with pytest.raises(AccessDenied):
        volume(street, complete(street), "supervisor")


def test_the_shipped_catalogues_have_thirteen_and_nine_lines(street: Street) -> None:
    thirteen, nine = presets()
    assert [len(thirteen.items), len(nine.items)] == [13, 9]
    assert catalogue_in_force(street.desk) == thirteen
    must = [item.label for item in thirteen.items if item.required]
    assert len(must) == 6


def test_a_catalogue_of_ones_own_is_a_new_version_and_rules_the_next_volume(street: Street) -> None:
    case_id = complete(street)
    before = volume(street, case_id)
    items = (*presets()[1].items, CatalogueItem("", "结案报告表", ("closing_report",), (), True))
    keep_catalogue(street.desk, street.seat("mediator"), items, "九项加结案报告")
    in_force = catalogue_in_force(street.desk)
    assert (len(in_force.items), in_force.label) == (10, "九项加结案报告")
    assert [row.version for row in catalogue_versions(street.desk)] == [in_force.version]
    assert reprint(street.desk, street.seat("operator"), before.id) == before.content
    after = volume(street, case_id)
    assert "人民调解结案报告表" in printed_lines(pages_of(after.content)[1])


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ((), "dossier_catalogue_empty"),
        ((CatalogueItem("a", "  "),), "dossier_item_label"),
        ((CatalogueItem("a", "甲", ("poem",)),), "dossier_item_kind"),
        ((CatalogueItem("a", "甲", (), (), True),), "dossier_item_never_filled"),
        ((CatalogueItem("a", "甲"), CatalogueItem("a", "乙")), "dossier_item_code"),
        (
            (CatalogueItem("a", "甲", ("application",)), CatalogueItem("b", "乙", ("application",))),
            "dossier_item_twice",
        ),
    ],
)
def test_a_catalogue_that_cannot_work_is_refused(street: Street, items: tuple[CatalogueItem, ...], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        keep_catalogue(street.desk, street.seat("operator"), items)
    assert refused.value.code == code
    assert "{" not in sentence(refused.value)


def test_voiding_the_agreement_takes_the_line_back(street: Street) -> None:
    case_id = complete(street)
    paper = next(
        row for row in issued_documents(street.desk, street.seat("operator"), case_id) if row.kind == "agreement"
    )
    void_document(street.desk, street.seat("mediator"), paper.id, "写错了")
    assert any("协议书" in name for name in dossier_of(street.desk, street.seat("operator"), case_id).missing)


def test_errors_are_sentences() -> None:
    from govdesk.services.messages_dossier import SENTENCES

    for code in SENTENCES:
        assert not sentence(GovDeskError(code, {})).startswith(code)


def test_a_volume_without_an_agreement_leaves_no_hole_in_the_number_book(street: Street) -> None:
    """A mediation that failed: its volume takes a number of the committee, the next agreement the one behind it."""
    failed = mediated(street)
    talked(street, failed)
    street.act(failed, "end_mediation", outcome="terminated", elsewhere="向人民法院起诉")
    issue_document(street.desk, street.seat("mediator"), "termination_notice", failed)
    assert volume(street, failed).number == "（2026）柳林人调字第1号"
    agreed = complete(street)
    made = volume(street, agreed)
    assert made.number == "（2026）柳林人调字第2号"
    today = street.clock.now().date()
    assert paper_ledger(street.desk, street.seat("operator"), today, today).missing == ()
