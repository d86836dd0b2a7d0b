"""Sentences for follow-ups, striking off, and replies to the source."""

SENTENCES = {
    "answer_without_reaching": "没有联系上，就没有“已解决”和满意与否。请改正：联系上了，或者去掉这两项。",
    "visits_waiting": "还有 {count} 次回访没有做，下一次应在 {due} 前。回访都做完再销号。",
    "evidence_needed": "“{class}”的案件销号要有依据，只写理由不够。可以作依据的：{examples}。",
    "no_source_to_answer": "案件 {number} 的来源不要求回填。",
    "rules_version_repeated": "版本“{version}”已经有了。请在文件里换一个新的版本号再导入。",
    "channel_not_answered": "“{label}”来的案件不需要回填。可以回填的渠道：{answered}。",
    "not_a_workbook_name": "“{file}”不是表格文件名。请以 .xlsx 结尾。",
    "file_open_elsewhere": "“{file}”正在被 Excel 或 WPS 打开，写不进去。请先关闭它，或换一个文件名。",
    "no_such_section": "没有“{section}”这个栏目。可用的栏目：{sections}。",
    "replied_already": "案件 {number} 已在 {at} 送回来源，不必再送。",
}
