"""Sentences for papers: numbers, fonts, templates, what may not be issued."""

SENTENCES = {
    "character_not_printable": (
        "{where}里的“{character}”（{codepoint}）没有字形，打不出。请改用通行写法，或选“留空格手填”，打印后用笔写上。"
    ),
    "font_missing": "程序自带的字体文件“{file}”缺失，不能出具文书。请重新安装程序；已录入的内容没有改动。",
    "font_unreadable": "程序自带的字体文件“{file}”已损坏，不能出具文书。请重新安装程序；已录入的内容没有改动。",
    "template_unreadable": "文书模板“{file}”读不出来（{detail}）。请恢复原来的模板文件再试。",
    "template_key_missing": "文书模板“{file}”第 {line} 行缺少“{key}”这一项。请补上后再试。",
    "template_key_unknown": "文书模板“{file}”第 {line} 行有不认识的“{key}”。请删去，或照说明改正。",
    "template_value": "文书模板“{file}”第 {line} 行的“{key}”不能写“{value}”，应当是 {choices}。请改正后再试。",
    "template_field_unknown": "文书模板“{file}”第 {line} 行的“{key}”用了没有的字段“{field}”。请改用字段表里的名称。",
    "template_syntax": "文书模板“{file}”第 {line} 行写法不对，读不下去。请检查引号、括号和等号是否成对。",
    "template_braces": "文书模板“{file}”第 {line} 行的“{key}”花括号不成对。请改正后再试。",
    "paper_unknown_key": "没有“{path}”这个字段。可以写：{known}。",
    "paper_rows_on_a_line": (
        "“{field}”（{label}）是一张表，各列是 {columns}。"
        "请写进 JSON 文件用 --from 给出，或用 --set 直接写 JSON，例如 {example}。"
    ),
    "paper_expects_text": "“{path}”应当是文字。请改正后再试。",
    "paper_expects_list": "“{path}”应当是列表。请改正后再试。",
    "paper_expects_object": "“{path}”应当是一组字段。请改正后再试。",
    "paper_expects_date": "“{path}”应当是 2026-11-23 这样的日期。请改正后再试。",
    "paper_bound": "“{path}”由案件的主持单位和编号簿决定，不能另写。请删去这一项。",
    "paper_fields_missing": "{paper}还缺：{labels}。请补齐后再出具。",
    "number_book_set_back": (
        "编号簿与已出具的文书对不上：簿上记到第 {book} 号，已出具到第 {issued} 号。"
        "没有出具，也没有占号。请由主管核对后用 govdesk numbers 校正编号簿。"
    ),
    "number_book_set_forward": (
        "编号簿与已出具的文书对不上：簿上记到第 {book} 号，应当是第 {due} 号，中间的号没有文书。"
        "没有出具，也没有占号。请由主管核对后用 govdesk numbers 校正编号簿。"
    ),
    "number_taken": "编号“{number}”已经用在另一份文书上。没有出具，也没有占号。请由主管用 govdesk numbers 核对编号簿。",
    "template_placeholder": "文书模板“{file}”的“{key}”里有不认识的占位名。请按原模板改正后再试。",
    "no_such_paper": "没有“{kind}”这种文书。可以出具：{kinds}。",
    "no_such_document": "没有找到这份文书。请在案件的文书列表里重新选择。",
    "document_damaged": "文书 {number} 的存档已损坏，不能再次打印。请从最近的备份恢复。",
    "document_void_already": "文书 {number} 已经作废，不用再作废一次。",
    "void_needs_reason": "作废文书要写明原因。请填写后再提交。",
    "may_not_issue": "“{role}”席位不能出具{paper}。请换席位，或请有权的同事出具。",
    "agreement_needs_mediation": "案件 {number} 还没有开始调解，不能出具调解协议书。请先征得各方同意并开始调解。",
    "mediation_not_agreed": "案件 {number} 的调解没有达成协议，不能出具调解协议书。",
    "oral_has_no_agreement": "口头协议不制作协议书（《人民调解法》第二十八条）。请填写口头协议登记表，或改为书面形式。",
    "agreement_issued_already": "本次调解已经出具协议书 {document}。要重新出具，请先写明原因作废原来的一份。",
    "issued_but_not_written": (
        "文书 {number} 已经出具并存档，但磁盘已满，没有写成“{name}”。"
        "请腾出空间，不带 --set 和 --from 再执行一次，得到同一份文书。"
    ),
    "agreement_takes_a_draft": "协议书的内容不用 --set 逐项写。请写成草稿文件，用 --from 文件.json 给出。",
    "agreement_defective_named": "协议书还有 {count} 处错误，不能出具：{errors} 请改正草稿后再出具。",
    "paper_fields_missing_named": "{paper}还缺：{fields}。请用 --set 或 --from 补齐后再出具。",
    "agreement_defective": "协议书还有 {count} 处错误，不能出具。请先改正检查栏里标为错误的项目。",
    "paper_needs_receiver": "案件 {number} 还没有承办（接收）单位。请先分派或写明接收单位，再出具文书。",
    "paper_number_unreadable": "“{number}”不像文书编号。编号应当写成“关人调字〔2026〕12号”的样子。",
    "draft_key_missing": "缺少“{path}”这一项。请补上后再试。",
    "draft_expects_date": "“{path}”应当是 2026-11-23 这样的日期。请改正后再试。",
}
