"""Sentences for what can go wrong with dictionaries, categories and routing rules."""

SENTENCES = {
    "dictionary_unknown_key": (
        "{source} 的“{place}”里有不认识的字段“{key}”。请检查拼写或删去这一行，原来的规则仍然有效。"
    ),
    "dictionary_missing_key": "{source} 的“{place}”缺少“{key}”。请补上后再试，原来的规则仍然有效。",
    "dictionary_wrong_value": ("{source} 的“{place}”里“{key}”的值 {value} 不对。请改正后再试，原来的规则仍然有效。"),
    "category_unknown": "分类表里没有“{category}”。请从分类表里选一个类别。",
    "classifier_too_few": (
        "已确认分类的案件只有 {count} 件、{classes} 类，至少要 {needed} 件、2 类才能学习。请先确认更多案件的分类。"
    ),
    "classifier_unreadable": "分类模型文件“{file}”读不出来，已改用关键词词典。请在后台重新学习一次。",
    "routing_version_repeated": "规则版本“{version}”已经存在。请换一个版本号再保存。",
    "generate_number_wrong": "要生成的件数 {cases} 不对，应在 1 到 {most} 之间。",
    "generate_needs_grids": "“{centre}”的网格树在村（社区）以下没有网格，不能生成演示案件。请换一个空的文件夹。",
    "demonstration_not_empty": ("这个数据文件夹里已经有 {cases} 件案件，不能再放演示数据。请换一个空的文件夹。"),
}
