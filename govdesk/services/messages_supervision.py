"""Sentences for the supervision ladder, lawful exclusions, the notice to the citizen, and a clock set back."""

SENTENCES = {
    "nobody_to_urge": "案件 {number} 还没有派出去，没有可以催办的单位。请先分派。",
    "no_supervision_open": "现在没有等待反馈的督办。",
    "proposed_already": "案件 {number} 已经提请挂牌或已经挂牌，不必再提。",
    "listed_already": "案件 {number} 已经挂牌督办。要重新挂牌请先摘牌。",
    "not_proposed": "现在没有等待批准的挂牌提请。",
    "not_listed": "这件案件没有挂牌。",
    "no_statutory_limit": "案件 {number} 没有法定期限，不需要记不计入的期间。",
    "exclusion_not_lawful": "“{limit}”的法定期限不能扣除这一项。可以扣除的：{known}。",
    "exclusion_running": "自 {since} 起的不计入期间还没有结束。请先记下它哪天结束。",
    "exclusion_days_wrong": "不计入的起止日期不对：应当在收到之日和今天之间，先起后止。请改正。",
    "exclusion_overlaps": "与自 {since} 起的不计入期间重叠。请核对日期。",
    "no_exclusion_running": "现在没有正在进行的不计入期间。",
    "nothing_to_tell": "没有批准了还没告知群众的延期或挂起。",
    "told_on_wrong": "告知日期应当在批准之日（{decided}）和今天之间。请改正。",
    "clock_set_back": (
        "电脑时间是 {now}，早于最近一条办理记录（{latest}），督办没有进行，以免重复或错报。请校准电脑时间；"
        "确认时间无误的，可以照常督办。"
    ),
}
