"""Sentences for the templates of papers and for the number book."""

SENTENCES = {
    "may_not_correct_numbers": "“{role}”席位不能校正编号簿。请换主管或管理员席位。",
    "no_such_book": "没有 {year} 年的编号簿“{scope}”。请先用 govdesk numbers 列出编号簿。",
    "book_below_issued": "已出具到第 {issued} 号，编号簿不能改到 {last} 号。请写不小于 {issued} 的数。",
    "no_such_template": "没有版本 {version} 的模板。请在版本列表里重新选择。",
    "may_not_edit_templates": "“{role}”席位不能改文书模板。请换主管、领导或管理员席位。",
    "template_unchanged": "模板没有改动，不用另存新版本。",
    "template_too_long": "模板超过 {longest} 字，不能保存。请核对粘贴的内容。",
    "letterhead_too_long": "发文单位名称最多 {longest} 个字。请缩短后再保存。",
    "letterhead_of_body": "“{name}”是另一个单位的名称，中心不能以它的名义出具文书。请改用中心自己的名称。",
}
