"""Every paper of the centre: drawn from what the case knows, blank where it knows nothing, refused in one sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from govdesk.documents.template import composed_template
from govdesk.domain.errors import AccessDenied, GovDeskError, RuleViolation
from govdesk.domain.query_code import belongs_to, read_query_code
from govdesk.services import task_forces
from govdesk.services.attachments import attach
from govdesk.services.case_card import case_card
from govdesk.services.composing import paper_fields
from govdesk.services.documents import (
    issue_document,
    preview_document,
    preview_empty,
    preview_sample,
    reprint,
    void_document,
)
from govdesk.services.messages import sentence
from govdesk.services.paper_kinds import KINDS
from govdesk.services.paper_kinds_centre import CENTRE_KINDS, fits
from govdesk.services.word_copies import word_copy
from tests.conftest import Street
from tests.documents.reading import text_of

FIVE = {"leader": "顾明山", "head": "梁志远", "members": "罗清、秦正", "plan": "逐户核实", "limit": "2027-03-31"}
HEAD = ("案件编号", "密级", "缓急", "经办人", "审核人", "签发人")
FIELDS = {  # standards.md §4.2, item by item
    "transfer_letter": "移送理由 法律依据 案件要点 已采取措施 移交材料清单 序号 材料名称 原件／复印件 "
    "份数 页数 移出方交接人 接收方交接人 交接时间 当事人告知情况 存根 回执",
    "forward_letter": "主送 事由 基本情况 职责依据 请求事项 附件 联系人 联系电话 回复期限 存根 回执",
    "petition_transfer": "主送 信访事项 信访人 收到日期 15日 5个工作日 详细理由 存根 回执",
    "petition_assignment": "主送 信访事项 反馈 交办结果报告 60日 存根 回执",
    "supervision": "编号 被督办单位 督办事项 原交办编号 原办结时限 督办原因 拒收 逾期 应解决未解决 "
    "虚假反馈 群众不满意 督办要求 再办期限 督办次数 督办领导 反馈栏 抄送 存根",
    "whistle_slip": "吹哨事由 吹哨单位 吹哨人 被召集单位 签收时限 联系时限 报到时限 报到情况 批准人 办理结果 收哨时间",
    "arrival_receipt": "报到单位 吹哨单编号 吹哨事由 签收时间 联系时间 报到时间 报到时限 到场人员 "
    "是否到现场 到场办理情况 结论",
    "county_call": "呼叫单位 被呼叫部门 呼叫时间 答复时限 清单依据 请求事项 街道已做工作 批准人 部门答复 存根 回执",
    "extension_approval": "申请事由 申请单位 申请人 原办结时限 拟延长 批准人 批准结论 延长后时限 告知群众情况 群众钟",
    "extension_notice": "因 原定办理时限 办理时限延长至 特此告知 送达方式 签收人签名",
    "return_ruling": "退单单位 退单事由 退单依据 申请人 原派单时间 退单时限 裁定结论 裁定承办单位 "
    "裁定理由 裁定人 是否终局",
    "consultation_notice": "会商 时间 地点 主持人 会商议题 会前准备 参会回执 联系人 存根",
    "minutes": "纪要 应到 实到 议题案件 编号 摘要 责任单位 包案领导 时限 进展 下步 议定事项",
    "hearing_notice": "听证时间 听证地点 主持人 听证员 记录人 听证参加人 须带材料 回避 受送达人签名",
    "hearing_record": "听证事项 听证时间 听证地点 主持人 听证员 记录人 听证参加人 听证记录 评议意见 听证结论 核对意见",
    "task_force_approval": "包案问题 包案事由 申请单位 包案领导 班长 成员 包案案件 工作方案 办结限期 "
    "讨论意见 负责人意见 审批意见 批准人 审批结论 送达包案领导 延期情况",
    "task_force_report": "包案领导 班长 成员 办结限期 工作方案 包阅卷 包审查 包化解 案件结果 结案结论",
    "strike_off_approval": "申请事由 申请人 原时限 延期情况 办理结果 回访情况 销号依据 无依据的理由 审核意见 "
    "批准人 审批结论",
    "visit_slip": "回访对象 回访事由 回访时间 回访方式 是否联系上 是否解决 是否满意 回访情况 回访人 批准人 处理结论",
    "receipt": "案件编号 查询码 受理时间 办理期限 承办单位 查询电话 个人信息 反映人签名",
    "refusal_notice": "申请事项 不予受理的理由和依据 可循途径 告知机关 送达签收 送达方式 咨询电话",
    "admission_opinion": "交办单位 交办事项 对照结论 对照清单条目 准入意见 批准人 审批结论",
    "court_reply": "当事人 调解组织 调解员 调解经过 调解结果 司法确认 随函材料 存根 回执",
}
NOTICES = ("extension_notice",)  # a few lines to a citizen; the head stands on its 审批单


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", CENTRE_KINDS)
def test_every_paper_prints_full_and_empty_with_every_field_of_the_standard(kind: str) -> None:
    full, empty = (squeezed(text_of(make(kind))) for make in (preview_sample, preview_empty))
    template = composed_template(kind)
    for word in FIELDS[kind].split():
        assert squeezed(word) in full, (kind, word)
    for word in HEAD if kind not in NOTICES else HEAD[:1]:
        assert word in full, (kind, word)
    assert squeezed(template.title) in full or template.layout in ("letter", "minutes")
    assert len(empty) > 40


@pytest.mark.parametrize("kind", CENTRE_KINDS)
def test_every_sample_is_printed(kind: str) -> None:
    text = squeezed(text_of(preview_sample(kind)))
    for field in paper_fields(KINDS[kind]):
        values = [field.sample] if isinstance(field.sample, str) else field.sample
        for value in values:
            words = [value] if isinstance(value, str) else list(value.values())
            for word in words:
                assert squeezed(word).rstrip("。；") in text, (kind, field.name, word)


Stage = Callable[[Street], int]


def handled(street: Street) -> int:
    case_id = street.register(reporter="赵小满", phone="13900001234")
    street.act(case_id, "sign")
    return case_id


def offered(street: Street) -> int:
    case_id = handled(street)
    street.act(case_id, "hand_over", receiver="司法所", materials=["调解记录", "照片"], reason="需法律意见")
    return case_id


def petitioned(street: Street) -> int:
    case_id = street.register(channel="petition", reporter="赵小满")
    street.act(case_id, "assign", receiver="司法所", reason="信访") if not street.file(
        case_id
    ).case.handler_id else None
    return case_id


def supervised(street: Street) -> int:
    case_id = handled(street)
    street.act(case_id, "supervise", seat="supervisor", said=False, reason="三日内到场", leader="顾明山")
    return case_id


def whistled(street: Street) -> int:
    case_id = handled(street)
    street.act(
        case_id,
        "whistle",
        said=False,
        offices=["派出所", "综合执法中队"],
        kind="routine",
        reason="联合清理",
        place="村口",
    )
    street.act(case_id, "report_in", receiver="派出所", arrived_by="值班民警")
    return case_id


def called(street: Street) -> int:
    case_id = handled(street)
    street.act(case_id, "call_county", said=False, receiver="水利局", basis="县管河道", reason="清淤")
    return case_id


def extended(street: Street) -> int:
    case_id = handled(street)
    street.act(case_id, "extend", days=3, reason="等管件到货")
    street.act(case_id, "grant", seat="supervisor", said=False, reason="同意")
    return case_id


def returned(street: Street) -> int:
    case_id = handled(street)
    street.act(case_id, "send_back", reason="not_our_duty", basis="职责划分")
    street.act(case_id, "rule", said=False, ruling="agree", receiver="司法所", reason="属司法所职责")
    return case_id


def in_task_force(street: Street) -> int:
    case_id = handled(street)
    street.act(case_id, "form_task_force", seat="leader", said=False, **FIVE)
    number = str(street.file(case_id).side_records[-1].data["task_force"])
    leader = street.seat("leader")
    slip = street.folder / "来访登记.txt"
    slip.write_text("来访登记", encoding="utf-8")
    attach(street.desk, leader, case_id, slip)
    sha256 = case_card(street.desk, leader, case_id).attachments[0].sha256
    task_forces.add_reading_note(street.desk, leader, number, case_id, sha256, 1, "facts", "逐份核对")
    task_forces.finish_phase(street.desk, leader, number)
    held = task_forces.Meeting(date(2026, 11, 17), "街道会议室", ("甲单位", "乙单位"), "听取汇报", "由甲单位牵头")
    task_forces.record_meeting(street.desk, leader, number, "joint_meeting", held)
    task_forces.record_people_met(street.desk, leader, number, "入户走访三户")
    return case_id


def consulted(street: Street) -> int:
    case_id = handled(street)
    street.act(case_id, "add_assist", said=False, offices=["派出所"], reason="到场")
    return case_id


def closed(street: Street) -> int:
    return street.closed(reporter="赵小满", phone="13900001234")


def refused(street: Street) -> int:
    case_id = street.register(reporter="赵小满")
    street.act(case_id, "refuse", said=False, reason="litigation", elsewhere="court")
    return case_id


def from_above(street: Street) -> int:
    return street.register(channel="superior_assigned", source_number="县交〔2026〕3号")


def from_court(street: Street) -> int:
    case_id = street.register(channel="court_pre_suit", source_number="诉前调88号")
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["秦有理"])
    return case_id


STAGES: dict[str, tuple[Stage, tuple[str, ...]]] = {
    "transfer_letter": (offered, ("司法所：", "需法律意见", "调解记录", "照片")),
    "forward_letter": (handled, ("柳林村人民调解委员会：", "主动摸排", "两家共用的排水沟")),
    "petition_transfer": (petitioned, ("赵小满", "信访工作条例")),
    "petition_assignment": (petitioned, ("赵小满", "反馈办理结果")),
    "supervision": (supervised, ("三日内到场", "顾明山", "第1次", "■督办")),
    "whistle_slip": (whistled, ("第1哨", "派出所", "综合执法中队", "联合清理", "村口")),
    "arrival_receipt": (whistled, ("派出所", "值班民警", "■按时报到")),
    "county_call": (called, ("水利局", "县管河道", "清淤", "柳林村人民调解委员会")),
    "extension_approval": (extended, ("等管件到货", "3日", "■同意", "2026年12月21日", "2026年12月18日")),
    "extension_notice": (extended, ("赵小满：", "因等管件到货，经批准", "2026年12月21日")),
    "return_ruling": (returned, ("不属本单位职责", "职责划分", "■同意退单", "司法所", "属司法所职责")),
    "consultation_notice": (consulted, ("柳林村人民调解委员会、派出所：",)),
    "minutes": (in_task_force, ("2026年11月17日", "街道会议室", "由甲单位牵头", "甲单位、乙单位")),
    "hearing_notice": (in_task_force, ("赵小满：", "张守田、李春生")),
    "hearing_record": (in_task_force, ("张守田", "李春生")),
    "task_force_approval": (in_task_force, ("顾明山", "梁志远", "罗清", "逐户核实", "2027年3月31日")),
    "strike_off_approval": (closed, ("已疏通", "■按时办结")),
    "visit_slip": (closed, ("赵小满", "13900001234", "已疏通")),
    "receipt": (handled, ("赵小满：", "柳林村人民调解委员会")),
    "refusal_notice": (refused, ("赵小满：", "应当通过诉讼解决", "人民法院", "起诉")),
    "admission_opinion": (from_above, ("县交〔2026〕3号",)),
    "court_reply": (from_court, ("诉前调88号", "张守田", "柳林村人民调解委员会", "秦有理")),
}


def test_the_slip_ticks_how_the_visit_was_made_and_what_followed(street: Street) -> None:
    case_id = closed(street)
    street.act(case_id, "follow_up", reached=True, solved=True, satisfied="satisfied", how="visit", note="沟已通")
    text = squeezed(text_of(issue_document(street.desk, street.seat("operator"), "visit_slip", case_id).content))
    assert "□电话■实地□短信" in text
    assert "□进入销号□重办□继续回访" in text
    street.act(case_id, "strike_off", evidence="沟已通的照片")
    text = squeezed(text_of(issue_document(street.desk, street.seat("operator"), "visit_slip", case_id).content))
    assert "■进入销号□重办□继续回访" in text


@pytest.mark.parametrize(("kind", "stage"), [("task_force_approval", in_task_force), ("county_call", called)])
def test_the_centre_is_named_once(street: Street, kind: str, stage: Callable[[Street], int]) -> None:
    centre = street.desk.known_centre()
    whole = centre.name + centre.office_name
    street.desk.centre = replace(centre, office_name=whole)
    case_id = stage(street)
    text = squeezed(text_of(issue_document(street.desk, street.seat("operator"), kind, case_id).content))
    assert whole in text
    assert centre.name + whole not in text


@pytest.mark.parametrize("kind", STAGES)
def test_what_the_case_knows_is_on_the_paper(street: Street, kind: str) -> None:
    stage, words = STAGES[kind]
    case_id = stage(street)
    issued = issue_document(street.desk, street.seat("operator"), kind, case_id)
    text = squeezed(text_of(issued.content))
    for word in words:
        assert squeezed(word) in text, (kind, word)
    assert street.file(case_id).case.number in text
    assert fits(kind, street.file(case_id))
    assert issued.copies >= 1
    if KINDS[kind].series is not None:
        assert issued.number in text


ALWAYS_THERE = {"consultation_notice", "minutes", "hearing_notice", "hearing_record"}


@pytest.mark.parametrize("kind", sorted(set(CENTRE_KINDS) - ALWAYS_THERE - {"receipt", "forward_letter"}))
def test_a_case_without_the_fact_is_told_so_in_one_sentence(street: Street, kind: str) -> None:
    case_id = street.register()
    with pytest.raises(GovDeskError) as refusal:
        issue_document(street.desk, street.seat("operator"), kind, case_id)
    words = sentence(refusal.value)
    assert words.count("\n") == 0
    assert "{" not in words
    assert words != refusal.value.code


@pytest.mark.parametrize("kind", sorted(ALWAYS_THERE))
def test_meetings_print_before_anything_was_arranged(street: Street, kind: str) -> None:
    assert issue_document(street.desk, street.seat("operator"), kind, handled(street)).pages >= 1


def test_what_is_given_by_hand_wins(street: Street) -> None:
    data = {
        "held_at": "2026年11月23日09:00",
        "place": "二楼会商室",
        "receivers": ["police_station"],
        "topics": ["划定经营区"],
    }
    issued = issue_document(street.desk, street.seat("operator"), "consultation_notice", handled(street), data)
    text = squeezed(text_of(issued.content))
    assert all(word in text for word in ("2026年11月23日09:00", "二楼会商室", "派出所：", "（一）划定经营区"))
    assert issued.copies == 2


def test_the_receipt_bears_a_code_that_leads_to_its_case(street: Street) -> None:
    case_id = handled(street)
    case = street.file(case_id).case
    text = squeezed(text_of(issue_document(street.desk, street.seat("operator"), "receipt", case_id).content))
    code = text.partition("查询码")[2][:9]
    assert read_query_code(code) == case_id
    assert belongs_to(code, case.uid)


def test_a_second_ruling_is_final_on_its_paper(street: Street) -> None:
    case_id = returned(street)
    street.act(case_id, "send_back", reason="not_our_place", basis="不在辖区")
    street.act(case_id, "rule", seat="supervisor", said=False, ruling="uphold", reason="就近办理")
    text = squeezed(text_of(issue_document(street.desk, street.seat("operator"), "return_ruling", case_id).content))
    assert "第2次" in text
    assert "■维持原派" in text
    assert text.count("司法所") >= 2
    assert "■是" in text


def test_a_ruling_that_is_not_made_yet_is_left_blank(street: Street) -> None:
    case_id = handled(street)
    street.act(case_id, "send_back", reason="not_our_duty", basis="职责划分")
    text = squeezed(text_of(preview_document(street.desk, street.seat("operator"), "return_ruling", case_id)))
    assert "□同意退单" in text
    assert "□维持原派" in text


def test_each_called_office_has_its_own_receipt(street: Street) -> None:
    case_id = whistled(street)
    operator = street.seat("operator")
    own = squeezed(
        text_of(preview_document(street.desk, operator, "arrival_receipt", case_id, {"body": "综合执法中队"}))
    )
    assert "报到单位综合执法中队" in squeezed(own)
    assert "值班民警" not in own
    with pytest.raises(RuleViolation, match="paper_body_not_called"):
        preview_document(street.desk, operator, "arrival_receipt", case_id, {"body": "司法所"})


def test_a_whistle_slip_has_a_copy_for_every_office_and_one_for_the_file(street: Street) -> None:
    assert issue_document(street.desk, street.seat("operator"), "whistle_slip", whistled(street)).copies == 3


def test_an_informant_is_on_no_paper_that_leaves_the_centre(street: Street) -> None:
    case_id = street.register(reporter="赵小满", phone="13900001234", informant_protected=True, text="赵小满反映偷排。")
    street.act(case_id, "sign")
    street.act(case_id, "supervise", seat="supervisor", said=False, reason="速办")
    for kind in ("forward_letter", "supervision", "consultation_notice"):
        text = squeezed(text_of(preview_document(street.desk, street.seat("operator"), kind, case_id)))
        assert "赵小满" not in text, kind
        assert "13900001234" not in text, kind


def test_the_court_is_answered_by_the_committee_that_mediated(street: Street) -> None:
    issued = issue_document(street.desk, street.seat("mediator"), "court_reply", from_court(street))
    assert issued.number.startswith("柳林人调复")
    assert "柳林村人民调解委员会" in squeezed(text_of(issued.content))


def test_a_body_issues_its_own_receipt_and_nothing_of_the_centre(street: Street) -> None:
    case_id = whistled(street)
    police = street.seat("police_station")
    assert issue_document(street.desk, police, "arrival_receipt", case_id).number
    with pytest.raises(AccessDenied):
        issue_document(street.desk, police, "whistle_slip", case_id)


def test_numbers_of_every_kind_run_by_themselves_and_void_ones_are_not_used_again(street: Street) -> None:
    operator, case_id = street.seat("operator"), handled(street)
    first = issue_document(street.desk, operator, "receipt", case_id)
    void_document(street.desk, operator, first.id, "写错")
    second = issue_document(street.desk, operator, "receipt", case_id)
    assert (first.number, second.number) == ("柳综治受〔2026〕1号", "柳综治受〔2026〕2号")


def test_the_report_of_an_open_task_force_waits_for_its_result(street: Street) -> None:
    case_id = in_task_force(street)
    operator = street.seat("operator")
    assert "入户走访三户" in squeezed(text_of(preview_document(street.desk, operator, "task_force_report", case_id)))
    data = {"outcome": "全部化解", "result": "三户均已签约"}
    issued = issue_document(street.desk, operator, "task_force_report", case_id, data)
    assert "全部化解。" in squeezed(text_of(issued.content))


def test_due_times_of_an_open_request_show_what_granting_would_mean(street: Street) -> None:
    case_id = handled(street)
    street.act(case_id, "extend", days=3, reason="等管件到货")
    street.clock.advance(timedelta(minutes=1))
    text = squeezed(text_of(preview_document(street.desk, street.seat("operator"), "extension_approval", case_id)))
    assert "□同意" in text
    assert "2026年12月21日" in text


def test_a_body_never_sees_an_informant_on_a_paper_for_the_informant(street: Street) -> None:
    case_id = street.register(reporter="赵小满", phone="13900001234", informant_protected=True)
    street.act(case_id, "sign")
    operator, body = street.seat("operator"), street.seat("mc-990000001200")
    issued = issue_document(street.desk, operator, "receipt", case_id)
    assert "赵小满" in squeezed(text_of(issued.content))
    assert "赵小满" not in squeezed(text_of(preview_document(street.desk, body, "receipt", case_id)))
    for deed in (reprint, word_copy):
        with pytest.raises(AccessDenied, match="informant_protected"):
            deed(street.desk, body, issued.id)


def test_the_same_case_prints_the_same_bytes(street: Street) -> None:
    case_id, operator = whistled(street), street.seat("operator")
    first, second = (preview_document(street.desk, operator, "whistle_slip", case_id) for _ in range(2))
    assert first == second
