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
    "routing_circle": (
        "{source} 的“{place}”绕圈：{tier}办不成的又派到{to_tier}，与“{others}”来回兜圈子。"
        "请改派到更高的层级，原来的规则仍然有效。"
    ),
    "routing_rule_repeated": "{source} 的“{place}”与前面的规则编号“{value}”重复。请换一个编号，原来的规则仍然有效。",
    "rule_file_too_large": "文件“{file}”太大（上限 {megabytes} MB），不像一份规则。请检查文件，原来的规则仍然有效。",
    "rule_file_not_text": "文件“{file}”不是文本文件。请用记事本另存为 UTF-8 编码再试，原来的规则仍然有效。",
    "routing_gaps_in_file": (
        "规则还有 {holes} 处没有单位接收、{shadowed} 条永远轮不到、{warnings} 处提醒，没有导入，原来的规则仍然有效。"
        "请先用 route check --rules 看检查结果；确认无妨加上 --despite-gaps 再导入。"
    ),
    "routing_body_county": (
        "{source} 的“{place}”派给县直部门“{body}”：县直部门只能由街道呼叫。请改派给街道的单位，原来的规则仍然有效。"
    ),
    "rule_body_county": "{place}派给的“{body}”是县直部门，只能由街道呼叫，不能由规则派单。请改派给街道的单位。",
    "routing_body_closed": ("{source} 的“{place}”派给已经撤销的“{body}”。请改派给现在的单位，原来的规则仍然有效。"),
    "rule_unknown_key": "{place}里有不认识的字段“{key}”。",
    "rule_missing_key": "{place}还没有填“{key}”。",
    "rule_wrong_value": "{place}的“{key}”填的“{value}”不对，本中心没有这一项。",
    "rules_unreadable": "规则书读不出来：{why}。",
    "rule_circle": "{place}绕圈：{tier}办不成的又派到{to_tier}，与“{others}”来回兜圈子。请改派到更高的层级。",
    "rule_body_closed": "{place}派给的“{body}”已经撤销，请改派给现在的单位。",
    "routing_effective_past": "生效日期 {day} 已经过去。请选今天或以后的日期。",
    "routing_gaps": (
        "规则还有 {holes} 处没有单位接收、{shadowed} 条永远轮不到、{warnings} 处提醒。"
        "请先看检查结果；确认无妨再保存一次。"
    ),
    "routing_moved_on": (
        "您的草稿从版本 {based_on} 开始，这期间已经有人保存了版本 {version}。"
        "草稿还在，请先看过新版本，再决定是否按草稿保存。"
    ),
    "rules_draft_elsewhere": (
        "本席位的另一个窗口在 {at} 也改了规则草稿。两份草稿都没有丢：那边的已存好，您的还在这里；请决定用哪一份。"
    ),
    "rule_unfinished": "规则“{rule}”还没有写完：{why}",
    "routing_no_rules": "规则书里一条规则也没有。请至少保留一条再保存。",
    "routing_version_missing": "请填写规则的版本号，例如 2026.2。",
    "routing_author_missing": "请填写由谁制定这一版规则。",
    "routing_version_unknown": "没有存过规则版本“{version}”。请从版本列表里选一个。",
    "no_such_rule": "规则“{rule}”已经不在草稿里。请重新打开规则再试。",
    "no_such_condition": "没有“{condition}”这种条件。请从菜单里选。",
    "condition_stands_already": "规则“{rule}”里已经有这个条件。请直接修改它的内容。",
    "draft_unreadable": "上次没保存完的规则草稿读不出来。请从现行规则重新开始，已生效的规则没有变化。",
    "simulation_cancelled": "模拟已经停止，没有改动任何案件。",
    "simulation_days_wrong": "天数 {days} 不对，应在 1 到 {most} 之间。",
    "file_not_writable": "写不了文件“{file}”。请换一个文件夹或文件名，再导出一次。",
    "tier_skipped_by_hand": (
        "从{tier}直接派到{to_tier}跳过了中间的层级。请逐级上报，或由主管写明理由改派；规则写明的跳级不受限制。"
    ),
    "county_by_call_only": "县直部门不能由派单直接承办。请用“呼叫县直”，对方接受后才转过去。",
    "task_force_by_leader_only": "领导包案专班不能由派单直接进入。请用“立专班”，由政法委员批准。",
    "duties_no_columns": "文件“{file}”里没有认出职责清单的表头。表头至少要有“事项”和“主责（责任单位）”两列。",
    "duties_empty": "文件“{file}”里只有表头，没有事项。请检查后再导入。",
    "no_such_duty_item": "职责清单里没有第 {number} 项。请核对编号，或写明依据的法规名称。",
    "no_duty_list": "还没有导入职责清单。请先导入清单，再引用其中的条目。",
    "admission_not_superior": "案件 {number} 不是上级交办的，不用出具准入意见。",
    "routing_version_repeated": "规则版本“{version}”已经存在。请换一个版本号再保存。",
    "generate_number_wrong": "要生成的件数 {cases} 不对，应在 1 到 {most} 之间。",
    "demonstration_not_empty": ("这个数据文件夹里已经有 {cases} 件案件，不能再放演示数据。请换一个空的文件夹。"),
}
