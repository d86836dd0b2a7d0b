"""Capabilities 2, 7, 9, 10, 90, 91: what must not go wrong when a matter comes in and when it goes on."""

import json
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from govdesk.domain.case import PartySnapshot
from govdesk.domain.errors import GovDeskError
from govdesk.domain.people_lines import read_people
from govdesk.domain.periods import parse_period
from govdesk.services import case_queue, documents
from govdesk.services.attachments import attach, open_attachment
from govdesk.services.beside_case import beside_case
from govdesk.services.case_actions import available_actions
from govdesk.services.case_card import case_card, case_file
from govdesk.services.case_queue import QueueFilter, queue_ids
from govdesk.services.county_calls import open_calls
from govdesk.services.messages import sentence
from govdesk.services.orders import fill_from_order
from govdesk.services.refusals import refusals, register_refused, remedy_words
from govdesk.services.registration import register_case
from govdesk.services.routing import explain_routing
from govdesk.services.urgency import CallMade, call_card, import_urgent_words, urgent_words_text
from govdesk.services.whistles import roll_call

OFFICE = "police_station"
NAMES = "韩春梅 曹立秋 彭大雪 潘小满 袁谷雨 于立冬 董寒露 余清明 苏惊蛰 叶白露 吕霜降 魏夏至"
TWELVE = "\n".join(
    f"{index}. {name}\t61011419{60 + index:02d}0101{index:03d}X\t1390000{index:04d}"
    for index, name in enumerate(NAMES.split(" "), start=1)
)


def log_of(street, case_id):
    return case_card(street.desk, street.seat("operator"), case_id).timeline


def refused(call, code):
    with pytest.raises(GovDeskError) as caught:
        call()
    assert caught.value.code == code
    words = sentence(caught.value)
    assert words != code and "{" not in words
    return words


# ---- 7


def test_capability_7_twelve_pasted_lines_make_one_visit_with_twelve_people(street):
    began = time.process_time()
    people = read_people(TWELVE).people
    case_id = register_case(
        street.desk, street.seat("operator"), street.draft(channel="window_visit", parties=people, title="拖欠工钱")
    ).id
    assert time.process_time() - began < 2
    file = street.file(case_id)
    assert len(file.parties) == 12
    assert file.case.people_count == 12
    assert "risk_group" in file.case.flags
    assert case_queue.queue_count(street.desk, street.seat("operator"), QueueFilter()) == 1
    for party in people:
        for words in (party.name, party.phone, party.id_number):
            assert list(case_queue.queue_ids(street.desk, street.seat("operator"), QueueFilter(text=words))) == [
                case_id
            ]


def test_capability_7_four_people_are_no_group_visit(street):
    people = read_people("\n".join(TWELVE.splitlines()[:4])).people
    assert "risk_group" not in street.file(street.register(channel="window_visit", parties=people)).case.flags


# ---- 10


def test_capability_10_words_raise_the_call_card_and_the_call_is_logged(street):
    desk, operator = street.desk, street.seat("operator")
    for word in ("轻生", "持刀", "聚集"):
        assert call_card(desk, f"有人{word}在村口"), word
    assert not call_card(desk, "跳楼价甩卖，夜里噪声")
    made = CallMade("派出所张警官", datetime(2026, 11, 18, 8, 58), "已出警", ("violence",))
    case_id = register_case(desk, operator, street.draft(title="有人持刀", text="在村口持刀", call=made)).id
    lines = [(step.action, step.label, step.actor, step.note) for step in log_of(street, case_id)]
    assert lines[1] == ("acknowledge_call", "紧急电话", operator.name, "派出所张警官；已出警")
    file = street.file(case_id)
    (record,) = [item for item in file.side_records if item.kind == "urgent_call"]
    assert record.state == "ended"
    assert record.data["called"] == "派出所张警官"
    assert record.data["called_at"] == "2026-11-18T08:58"
    assert record.data["words"] == ["持刀"]
    assert "risk_violence" in file.case.flags
    assert desk.bodies.by_id[file.case.handler_id].code == OFFICE


def test_capability_10_a_case_that_nobody_looked_at_keeps_asking_for_the_call(street):
    case_id = street.register(title="邻居扬言同归于尽", text="扬言同归于尽")
    offers = {item.action for item in available_actions(street.desk, street.seat("operator"), case_id)}
    assert "acknowledge_call" in offers
    after = street.act(case_id, "acknowledge_call", said=False, called="派出所", reason="已处置")
    assert [item.state for item in after.side_records if item.kind == "urgent_call"] == ["ended"]
    offers = {item.action for item in available_actions(street.desk, street.seat("operator"), case_id)}
    assert "acknowledge_call" not in offers


def test_capability_10_the_word_list_is_the_centres_own(street, tmp_path: Path):
    text = urgent_words_text(street.desk).replace('version = "2026.1"', 'version = "2026.2"')
    file = tmp_path / "words.toml"
    file.write_text(text.replace('"轻生", ', '"轻生", "想不开", '), encoding="utf-8")
    assert not call_card(street.desk, "他想不开")
    import_urgent_words(street.desk, street.seat("supervisor"), file)
    assert call_card(street.desk, "他想不开")[0].group.code == "self_harm"
    assert "想不开" in urgent_words_text(street.desk)
    refused(lambda: import_urgent_words(street.desk, street.seat("supervisor"), file), "words_version_repeated")
    file.write_text('version = "9"\n[[group]]\ncode = "x"\n', encoding="utf-8")
    refused(lambda: import_urgent_words(street.desk, street.seat("supervisor"), file), "dictionary_missing_key")
    assert call_card(street.desk, "他想不开")


# ---- 90


def submitted_with_risk(street):
    case_id = street.register()
    street.act(case_id, "set_risk", said=False, risk="child", reason="孩子身上有伤")
    street.act(case_id, "sign")
    street.report(case_id)
    return case_id


def test_capability_90_closing_without_the_report_is_refused(street):
    case_id = submitted_with_risk(street)
    words = refused(lambda: street.act(case_id, "pass", seat="operator2"), "report_missing")
    assert "未成年人受害" in words
    after = street.act(
        case_id, "report_risk", said=False, reported_to="派出所值班室", reported_how="phone", reason="孩子被打"
    )
    (record,) = [item for item in after.side_records if item.kind == "duty_report"]
    assert (record.data["to"], record.data["how"], record.data["risks"]) == ("派出所值班室", "phone", ["child"])
    assert record.data["by"] == street.seat("operator").name
    assert street.act(case_id, "pass", seat="operator2").case.status == "closed"
    told = next(step for step in log_of(street, case_id) if step.action == "report_risk")
    assert told.label == "报告风险" and "派出所值班室" in told.note


def test_capability_90_or_the_reason_for_silence_is_written_down(street):
    case_id = submitted_with_risk(street)
    offer = next(o for o in available_actions(street.desk, street.seat("operator2"), case_id) if o.action == "pass")
    assert "no_report_reason" in [item.name for item in offer.fields]
    after = street.act(case_id, "pass", seat="operator2", no_report_reason="核实为摔伤，派出所已知情")
    assert after.case.status == "closed"
    assert after.side_records[-1].data["no_report_reason"] == "核实为摔伤，派出所已知情"
    assert "核实为摔伤" in log_of(street, case_id)[-1].note


def test_capability_90_refusing_and_cancelling_are_no_way_around_it(street):
    case_id = street.register()
    street.act(case_id, "set_risk", said=False, risk="domestic_violence", reason="有伤")
    refused(lambda: street.act(case_id, "refuse", reason="litigation", elsewhere="court"), "report_missing")
    refused(lambda: street.act(case_id, "cancel", seat="supervisor", reason="重复"), "report_missing")
    street.act(case_id, "clear_risk", said=False, risk="domestic_violence", reason="看错了")
    assert street.act(case_id, "refuse", reason="litigation", elsewhere="court").case.status == "not_accepted"


def test_capability_90_a_case_without_danger_is_never_asked(street):
    case_id = street.register()
    names = {item.action: item for item in available_actions(street.desk, street.seat("operator"), case_id)}
    assert "report_risk" not in names
    assert "no_report_reason" not in [item.name for item in names["refuse"].fields]


# ---- 91

NAME, PHONE, ID, HOME = "尉迟云舟", "13912345678", "610114198803121234", "柳林村北坡七组十三号"
TRACES = (NAME, "尉迟女士", "尉迟某", PHONE, "139 1234 5678", "139****5678", ID, HOME)


def denunciation(street):
    text = (
        f"{NAME}（{PHONE}，身份证{ID}，住{HOME}）举报：砂石厂夜间偷排。尉迟女士称可带路，电话 139 1234 5678。"
        "同住村民尉迟某也看见。被举报人为柳林砂石厂厂长钱大勇。"
    )
    return street.register(
        title=f"{NAME}举报砂石厂偷排",
        text=text,
        category="city_appearance",
        channel="window_visit",
        reporter=NAME,
        phone=PHONE,
        address=f"砂石厂，{HOME}对面",
        informant_protected=True,
        parties=(
            PartySnapshot(NAME, id_number=ID, phone=PHONE, address=HOME),
            PartySnapshot("钱大勇", role="respondent", occupation="厂长"),
        ),
    )


def everything_a_body_sees(street, case_id, seat):
    """Every text that a body's seat can reach, in one string."""
    desk, actor = street.desk, street.seat(seat)
    ids = case_queue.queue_ids(desk, actor, QueueFilter())
    seen = [case_queue.queue_page(desk, actor, ids), explain_routing(desk, actor, case_id)]
    for reveal in (False, True):
        seen.append(case_card(desk, actor, case_id, reveal=reveal))
    seen.append(case_file(desk, actor, case_id))
    return "\n".join(str(item) for item in seen)


def test_capability_91_the_informant_is_nowhere_on_what_goes_to_the_body(street, tmp_path: Path):
    desk, operator = street.desk, street.seat("operator")
    case_id = denunciation(street)
    note = tmp_path / "工单.txt"
    note.write_text(f"{NAME} {PHONE}", encoding="utf-8")
    attach(desk, operator, case_id, note)
    handler = desk.bodies.by_id[street.file(case_id).case.handler_id]
    street.act(case_id, "sign")
    street.act(case_id, "add_assist", said=False, offices="justice_office", reason=f"请联系{NAME}核实")
    street.act(case_id, "hand_over", receiver="justice_office", materials=f"{NAME}举报信", reason=f"{NAME}不愿村里知道")
    for seat in (handler.code, "justice_office"):
        seen = everything_a_body_sees(street, case_id, seat)
        assert "钱大勇" in seen and "偷排" in seen
        assert [trace for trace in TRACES if trace in seen] == []
    for kind in ("assignment", "handover"):
        paper = documents.issue_document(desk, operator, kind, case_id, {"receiver": handler.name})
        data = json.dumps(asdict(documents.paper_of_case(desk, operator, kind, case_id, {})), default=str)
        printed = _text_of(paper.content) + data.encode().decode("unicode_escape", "ignore") + data
        assert "钱大勇" in printed
        assert [trace for trace in TRACES if trace in printed] == []
    (attached,) = case_card(desk, operator, case_id).attachments
    assert case_card(desk, street.seat(handler.code), case_id).attachments == ()
    refused(lambda: open_attachment(desk, street.seat(handler.code), case_id, attached.sha256), "informant_protected")


def test_capability_91_the_centre_still_knows_who_it_was(street):
    card = case_card(street.desk, street.seat("operator"), denunciation(street), reveal=True)
    assert (card.reporter, card.phone) == (NAME, PHONE)
    assert NAME in card.text
    assert NAME not in card.title


def test_capability_91_without_protection_the_body_sees_the_reporter(street):
    case_id = street.register(reporter=NAME, phone=PHONE)
    handler = street.desk.bodies.by_id[street.file(case_id).case.handler_id]
    assert case_card(street.desk, street.seat(handler.code), case_id).reporter == NAME


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


# ---- 9


def not_ours(street, elsewhere="arbitration"):
    values = {"reason": elsewhere if elsewhere != "court" else "litigation", "elsewhere": elsewhere}
    draft = street.draft(title="工资争议", channel="window_visit")
    return register_refused(street.desk, street.seat("operator"), draft, values).id


@pytest.mark.parametrize("elsewhere", ["court", "arbitration", "reconsideration", "discipline"])
def test_capability_9_not_ours_names_channel_and_article_and_is_never_routed(street, elsewhere):
    case_id = not_ours(street, elsewhere)
    card = case_card(street.desk, street.seat("operator"), case_id)
    assert (card.status, card.status_label, card.handler, card.tier) == ("not_accepted", "不予受理(已告知)", "", "")
    assert [step.action for step in card.timeline] == ["register", "refuse"]
    assert "告知：" in card.timeline[-1].note
    words = remedy_words(street.desk, elsewhere)
    assert "依据：" in words and "法" in words
    if not street.desk.rules.remedies[elsewhere].confirmed:
        assert "待本中心核对" in words


def test_capability_9_the_told_are_counted_in_the_period(street):
    not_ours(street, "court")
    not_ours(street, "discipline")
    taken_back = not_ours(street, "court")
    month = parse_period("2026-11")
    assert refusals(street.desk, month).total == 3
    street.act(taken_back, "restore", seat="supervisor", reason="受理")
    told = refusals(street.desk, month)
    assert told.total == 2
    assert told.by_remedy == (("court", "人民法院", 1), ("discipline", "纪检监察机关", 1))
    assert len(told.case_ids) == 2
    assert refusals(street.desk, parse_period("2026-10")).total == 0


# ---- 2


def test_capability_2_a_whole_order_fills_the_form_and_keeps_its_text(street):
    text = (
        "【工单编号】RX20261118007【来电人】周立诚【联系电话】13912342176【诉求内容】柳林村北坡夜间施工噪声扰民，无法休息。"
        "【受理时间】2026-11-18 08:20【办结时限】2026-11-25 18:00【事项分类】噪声"
    )
    order = fill_from_order(street.desk, text)
    values = order.values
    assert (values["source_number"], values["reporter"], values["phone"]) == ("RX20261118007", "周立诚", "13912342176")
    assert values["received_at"] == datetime(2026, 11, 18, 8, 20)
    assert order.deadline == datetime(2026, 11, 25, 18)
    assert street.desk.grids[values["grid"]].name == "柳林村"
    assert set(order.guessed) == {"title", "address", "grid"}
    assert order.ticks == ()
    secret = fill_from_order(street.desk, f"{text}\n紧急程度：特急\n工单类型：举报")
    assert secret.ticks == ("urgent", "informant_protected")
    assert order.original == text
    assert text in values["text"]
    refused(lambda: fill_from_order(street.desk, "  "), "order_empty")


def test_capability_91_what_stands_beside_the_case_names_no_informant_to_a_body(street):
    case_id = street.register(
        title="聚众赌博",
        text="周远反映村里有人赌博",
        channel="mini_program",
        category="public_order",
        reporter="周远",
        informant_protected=True,
        parties=(),
    )
    street.act(case_id, "sign")
    street.act(case_id, "whistle", offices="综合执法中队", kind="routine", reason="周远举报，请到场", said=False)
    street.act(case_id, "call_county", receiver="住建局", basis="清单以外", reason="周远所说的房子", said=False)
    centre = street.seat("operator")
    assert [view.reason for view in roll_call(street.desk, centre)] == ["周远举报，请到场"]
    for name in ("综合执法中队", "派出所", "住房和城乡建设局"):
        body = street.seat(name)
        shown = (
            *roll_call(street.desk, body),
            *open_calls(street.desk, body),
            *beside_case(street.desk, body, case_id).whistles,
            *beside_case(street.desk, body, case_id).calls,
        )
        assert shown, name
        assert "周远" not in repr(shown), name


def test_capability_91_a_body_cannot_find_out_an_informant_by_searching(street):
    case_id = street.register(
        title="聚众赌博",
        text="有人赌博，周远反映",
        channel="mini_program",
        category="public_order",
        reporter="周远",
        informant_protected=True,
        parties=(),
    )
    number = street.file(case_id).case.number
    body = street.seat("派出所")
    found = {
        text: len(queue_ids(street.desk, body, QueueFilter(text=text))) for text in ("周远", "赌博", number, "聚众")
    }
    assert found == {"周远": 0, "赌博": 1, number: 1, "聚众": 1}
    assert len(queue_ids(street.desk, street.seat("operator"), QueueFilter(text="周远"))) == 1
