"""The conditions of the transition table as a person reads them."""

from collections.abc import Callable

from govdesk.foundation.text import _


def guard_words(name: str) -> str:
    """The condition in words; a new one that has none yet is told by its own name."""
    words = _WORDS.get(name)
    return words() if words is not None else name


_WORDS: dict[str, Callable[[], str]] = {
    "agreement_reached": lambda: _("已达成协议"),
    "answer_is_whole": lambda: _("答复写全：接受，或不接受的理由，或转给哪家"),
    "assist_is_named": lambda: _("写明是哪一家协办单位"),
    "blower_may_blow": lambda: _("这种哨由有权的人吹"),
    "call_is_unanswered": lambda: _("县直部门还没有答复"),
    "county_call_is_open": lambda: _("有一次等待答复的呼叫"),
    "dossier_complete": lambda: _("卷宗材料齐全"),
    "earlier_is_other": lambda: _("旧件不是它自己"),
    "evidence_or_reason": lambda: _("按类别有依据，或写明理由"),
    "exclusion_can_end": lambda: _("有正在进行的不计入期间"),
    "exclusion_days_fit": lambda: _("起止日期前后相合，不在将来"),
    "exclusion_is_lawful": lambda: _("法律允许这种期间不计入"),
    "follow_ups_done": lambda: _("该做的回访都做了"),
    "in_task_force": lambda: _("案件在专班里"),
    "inside_extension_ceiling": lambda: _("累计延期不超过上限"),
    "inside_return_window": lambda: _("在退单期限之内"),
    "is_listed": lambda: _("已经挂牌"),
    "limit_is_ahead": lambda: _("限期在今天之后"),
    "listing_is_proposed": lambda: _("程序已提请挂牌"),
    "looks_like_a_repeat": lambda: _("标着疑似重复或已关联旧件"),
    "master_can_take": lambda: _("主件在办，可以并入"),
    "master_is_other": lambda: _("主件不是它自己"),
    "mediation_is_open": lambda: _("调解正在进行"),
    "no_earlier_mediation_open": lambda: _("没有另一场还没结束的调解"),
    "no_final_ruling": lambda: _("还没有终局裁定"),
    "no_open_mediation": lambda: _("没有正在进行的调解"),
    "no_open_offer": lambda: _("没有等待接收的移交"),
    "no_open_request": lambda: _("没有等待批准的申请"),
    "no_open_task_force": lambda: _("不在另一个专班里"),
    "no_tier_skipped": lambda: _("不越级（主管写明理由除外）"),
    "nobody_worked_on_it": lambda: _("导入之后没有人办理过"),
    "not_at_the_top": lambda: _("还有上一级可去"),
    "not_listed_yet": lambda: _("还没有挂牌"),
    "not_proposed_yet": lambda: _("还没有提请挂牌"),
    "nothing_merged_here": lambda: _("没有别的案件并在它下面"),
    "nothing_open_beside": lambda: _("协办、吹哨、呼叫都已结束或免除"),
    "offer_is_open": lambda: _("有等待接收的移交"),
    "offices_are_open": lambda: _("单位没有撤销"),
    "offices_can_be_called": lambda: _("单位可以召集；依法独立的只邀请"),
    "purpose_is_said": lambda: _("写明为什么召集"),
    "reason_is_said": lambda: _("写明理由"),
    "receiver_is_county": lambda: _("接收的是县直部门"),
    "receiver_is_lower": lambda: _("接收的在下面的层级"),
    "receiver_is_open": lambda: _("接收单位没有撤销"),
    "receiver_is_other": lambda: _("接收的不是现在的承办单位"),
    "receiver_not_independent": lambda: _("不是依法独立行使职权的单位（人民法庭、检察）"),
    "reply_is_owed": lambda: _("来源要求回填，还没有送回"),
    "report_moment_fits": lambda: _("时间不在将来"),
    "request_is_open": lambda: _("有等待批准的申请"),
    "reviewer_did_not_report": lambda: _("审核的人不是反馈（代录）的人"),
    "risk_is_known": lambda: _("案件记有风险"),
    "risk_is_new": lambda: _("这种风险还没有记"),
    "risk_is_on_the_case": lambda: _("这种风险记在案件上"),
    "risk_is_reported": lambda: _("该报告的风险已报告，或写明没有报告的理由"),
    "second_ruling_by_supervisor": lambda: _("第二次裁定由主管作出，为终局"),
    "somebody_has_it": lambda: _("有单位正在承办"),
    "something_to_tell": lambda: _("有要告知群众的延期或挂起"),
    "supervision_is_open": lambda: _("督办等待反馈"),
    "until_is_ahead": lambda: _("截止日期在今天之后"),
    "visit_answers_fit": lambda: _("联系上了才有解决与否、满意与否"),
    "was_something_before": lambda: _("记得它之前的状态"),
    "whistle_is_open": lambda: _("有没收的哨"),
}
