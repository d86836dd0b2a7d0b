"""Sentences for what can be wrong on the command line beyond its usage."""

SENTENCES = {
    "no_data_here": "“{folder}”里还没有数据。请检查 --data，或先用 govdesk init 建立中心。",
    "set_unreadable": "看不懂“--set {pair}”，请写成 键=值，例如 --set receiver=关山派出所。",
    "json_unreadable": "“{file}”不是有效的 JSON 文件（第 {line} 行），请改好后重试。",
    "json_not_an_object": "“{file}”里应当是一个 JSON 对象，请改好后重试。",
    "json_bad_value": "“{file}”里有不能用的值（NaN、无穷大或残缺的字符），请改好后重试。",
    "json_field_unknown": "“{file}”里有不认识的字段“{field}”。可用的字段：{fields}。",
    "json_field_missing": "“{file}”里缺少“{field}”，请补上后重试。",
    "json_field_wrong": "“{file}”里“{field}”的值“{value}”不合要求，请改好后重试。",
    "no_display": "这台电脑没有图形界面，打不开窗口。请用命令行，或运行 govdesk tour --out 文件夹 查看演示。",
    "not_a_demonstration": "“{folder}”里的不是演示数据，没有动它。请换一个文件夹放演示数据。",
    "bench_unknown": "没有“{name}”这项基准。可用：{names}。",
}
