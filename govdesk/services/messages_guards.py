"""Sentences for danger, the duty to report, informants, group visits and pasted orders."""

SENTENCES = {
    "report_missing": "{number} 有{risks}的风险，还没有报告记录。请先记“报告风险”，或写明没有报告的理由。",
    "no_risk_known": "{number} 没有记风险。请先记明是什么风险。",
    "risk_not_there": "{number} 没有记过这种风险，不用解除。",
    "risk_there_already": "{number} 已经记了这种风险。",
    "reported_in_the_future": "时间比现在晚。请填已经打过电话、报告过的时间。",
    "words_version_repeated": "紧急字眼 {version} 版已经存过。请换一个版本号再导入。",
    "words_unreadable": "“{file}”读不出来。请确认是 UTF-8 编码的 TOML 文件。",
    "informant_protected": "这件是举报，举报人身份依法保密，承办单位不能查看。需要核实请联系综治中心。",
    "order_empty": "没有可以识别的工单。请先复制整段工单再粘贴。",
    "people_lines_empty": "没有可以识别的人。请一行一人：姓名、身份证号、电话。",
}
