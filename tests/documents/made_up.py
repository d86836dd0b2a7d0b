"""Invented papers for the tests of this room."""

from dataclasses import replace
from datetime import date
from typing import Any

from govdesk.domain.agreement import draft_from_dict
from govdesk.domain.papers import AgreementPaper, AssignmentPaper, HandoverPaper, Material

FACTS = (
    "2026年10月，李䶮翻建院墙，占用两户之间排水沟约0.4米，致王𠮷祥院内雨后积水（最深处约12厘米）；双方“多次争执”，"
    "经村民小组调解未果——其间王𠮷祥称：“排水沟是1998年《集体土地使用证》上写明的公用部分，任何一方不得占用。”"
    "李䶮则认为……原有排水沟已废弃多年，且（甲街道乙村二组）其他农户也有类似情况。合计人民币800.00元（大写：捌佰元整），"
    "于2026年12月5日17:30前一次付清。"
)


def draft_dict(**changes: Any) -> dict[str, Any]:
    """A complete draft of an agreement between two neighbours."""
    return {
        "committee": "甲街道乙村人民调解委员会",
        "number": "",
        "consent": True,
        "parties": [
            {
                "role": "applicant",
                "name": "王𠮷祥",
                "kind": "person",
                "sex": "男",
                "nation": "汉",
                "birth": "1974-03-12",
                "id_number": "11010519491231002X",
                "address": "甲街道乙村二组",
                "phone": "13800000001",
            },
            {
                "role": "respondent",
                "name": "李䶮",
                "kind": "person",
                "sex": "女",
                "nation": "回族",
                "birth": "1969年8月5日",
                "address": "甲街道乙村三组",
            },
        ],
        "participants": [{"name": "孙堃", "role": "村民小组组长"}],
        "cause": "排水沟纠纷",
        "facts": FACTS,
        "disputed": "排水沟由谁使用，院墙是否拆除。",
        "terms": [
            "1. 李䶮于2026年12月5日前拆除占用排水沟部分的院墙；",
            "王𠮷祥补助李䶮拆除费用人民币800元（大写：捌佰元整），于验收当日以现金付清。",
        ],
        "performance": {"method": "限期履行", "place": "乙村二组", "due_on": "2026-12-05", "instalments": []},
        "confirmation_wanted": False,
        "mediators": ["张建国", "刘犇"],
        "recorder": "陈燚",
        "reached_on": "2026-11-23",
        "copies": 3,
        "form": "written",
    } | changes


def agreement(number: str = "乙人调字〔2026〕12号", specimen: bool = False, **changes: Any) -> AgreementPaper:
    return AgreementPaper(draft_from_dict(draft_dict(**changes)), number, specimen)


def assignment(**changes: Any) -> AssignmentPaper:
    paper = AssignmentPaper(
        letterhead="甲街道综治中心",
        receiver="甲街道执法中队",
        title="夜间施工噪声扰民",
        number="甲综治交〔2026〕57号",
        case_number="AQ2611-0412",
        source="12345热线",
        received="2026年11月23日09:12",
        place="甲街道乙村三组",
        reporter="张某",
        phone="13800000003",
        assists=("自然资源所",),
        summary="近一周每晚22时至次日2时施工，影响约12户村民休息。",
        instruction="1. 到现场核查；\n2. 反馈来电人。",
        due="2026年11月30日18:00",
        attachments=("照片3张",),
        assigned_by="赵敏",
        assigned_on=date(2026, 11, 23),
    )
    return replace(paper, **changes)


def handover(**changes: Any) -> HandoverPaper:
    paper = HandoverPaper(
        letterhead="甲街道综治中心",
        sender="乙村人民调解委员会",
        receiver="甲街道司法所",
        title="周某与吴某土地纠纷",
        number="甲综治移〔2026〕9号",
        case_number="AQ2611-0388",
        category="山林土地纠纷",
        parties=("周德全，男，乙村四组", "吴㛃，女，乙村四组"),
        summary=FACTS,
        measures="两次调解，一次现场丈量。",
        reason="涉及面积认定，村级不能解决。",
        basis="《人民调解法》第二十一条",
        materials=(Material("调解申请书", "原件", 1, 2), Material("承包合同", "复印件", 2, 4, "与原件核对无误")),
    )
    return replace(paper, **changes)
