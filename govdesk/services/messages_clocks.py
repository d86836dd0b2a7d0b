"""Sentences for what can go wrong with terms, moments and calendars."""

SENTENCES = {
    "term_unreadable": (
        "看不懂期限“{term}”。请写成“5 working days”“30 days”“2 hours”“4 working hours”“1 month”，"
        "或“5个工作日”“30日”“2小时”“1个月”。"
    ),
    "term_out_of_range": "期限的数量 {amount} 超出范围，应在 1 到 {largest} 之间。",
    "term_unknown": "期限表里没有“{term}”这一项，请检查 terms.toml。",
    "moment_out_of_range": "起算时间 {moment} 不在 1900 年至 2200 年之间，请核对日期。",
    "moment_unreadable": "看不懂时间“{moment}”。请写成 2026-09-24T10:00 或 2026-09-24 10:00。",
    "office_hours_unreadable": "看不懂办公时间“{hours}”。请写成 08:30-12:00。",
    "office_hours_unordered": "办公时间“{hours}”为空、重叠或次序不对，请按先后次序填写。",
    "holidays_no_header": (
        "“{file}”不是假期表。请用含日期、名称、是否放假的 csv 或 xlsx（date、name、isOffDay），或 holiday-cn 的 JSON。"
    ),
    "holidays_bad_row": (
        "“{file}”第 {row} 行的“{value}”看不懂：日期写成 2027-01-01，是否放假写成 true 或 false。"
        "改好后再导入，现有日历没有变动。"
    ),
    "holidays_contradict": "“{file}”里 {day} 既写放假又写上班，请改好后再导入，现有日历没有变动。",
    "holidays_empty": "“{file}”里一天也没有，请检查文件，现有日历没有变动。",
    "period_unreadable": "看不懂时段“{period}”。周写成 2026-W47，月写成 2026-11。",
}
